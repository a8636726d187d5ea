"""The OpenAPI 3.1 description, made from the door's registrations and the protocol's types."""

from collections.abc import Sequence
from typing import Any

import msgspec

from app import __version__
from app.protocol.agents import SignedIn, SignIn
from app.protocol.message import Refusal, answer_type
from app.services.door import CommandHandler, QueryHandler

_HEALTH = {
    "type": "object",
    "properties": {
        "version": {"type": "string"},
        "number": {"type": "integer"},
        "at": {"type": "integer"},
    },
    "required": ["version", "number", "at"],
}


def openapi(handlers: Sequence[CommandHandler | QueryHandler]) -> dict[str, Any]:
    """The whole description."""
    types = [Refusal, SignIn, SignedIn]
    for handler in handlers:
        types += [handler.message, answer_type(handler.message)]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    refused = _content(schemas[0], "Refused: a stable code and a sentence")
    paths: dict[str, Any] = {
        "/api/sign-in": {
            "post": {
                "operationId": "sign_in",
                "description": "Sign in: the one call without a token.",
                "requestBody": _content(schemas[1]),
                "responses": {"200": _content(schemas[2], "Signed in"), "default": refused},
                "security": [],
            }
        },
        "/api/stream": {"get": _stream()},
        "/api/alive": {
            "post": {
                "operationId": "alive",
                "description": "A sign of life, every two seconds: without one for eight the agent is lost.",
                "responses": {"204": {"description": "Heard"}, "default": refused},
            }
        },
        "/api/health": {
            "get": {
                "operationId": "health",
                "description": "Whether the hub is here: version, clock (ms) and last log number.",
                "responses": {"200": _content(_HEALTH, "The hub is here")},
                "security": [],
            }
        },
    }
    for index, handler in enumerate(handlers):
        message, answer = schemas[3 + 2 * index : 5 + 2 * index]
        kind = "do" if isinstance(handler, CommandHandler) else "ask"
        paths[f"/api/{kind}/{handler.message.__name__}"] = {
            "post": _operation(handler, kind, message, answer, refused)
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Contact Desk", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(
    handler: CommandHandler | QueryHandler, kind: str, message: Any, answer: Any, refused: Any
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": handler.message.__name__,
        "tags": [handler.message.__module__.rpartition(".")[2]],
        "description": " ".join((handler.message.__doc__ or "").split()),
        "x-roles": sorted(handler.roles),
        "requestBody": _content(message),
        "responses": {"200": _content(answer, "Done" if kind == "do" else "The answer"), "default": refused},
    }
    if kind == "do":
        operation["parameters"] = [
            {
                "name": "X-Command-Id",
                "in": "header",
                "required": True,
                "description": "A fresh id; the same id again is answered the same and done once.",
                "schema": {"type": "string", "minLength": 8, "maxLength": 64},
            }
        ]
    return operation


def _stream() -> dict[str, Any]:
    return {
        "operationId": "stream",
        "description": "The log as server-sent events: change, pulse, notice, behind, signed_out.",
        "parameters": [
            {
                "name": "after",
                "in": "query",
                "description": "The last log number that is known; the stream goes on from there.",
                "schema": {"type": "integer", "minimum": 0},
            }
        ],
        "responses": {"200": {"description": "Events", "content": {"text/event-stream": {}}}},
    }


def _content(schema: Any, description: str = "") -> dict[str, Any]:
    content: dict[str, Any] = {"content": {"application/json": {"schema": schema}}}
    return {"description": description, **content} if description else {"required": True, **content}
