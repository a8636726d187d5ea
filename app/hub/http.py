"""HTTP in front of the door: every registered command and question, sign-in, the stream, OpenAPI."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from app import __version__
from app.core.errors import Refused
from app.core.resources import resource
from app.hub.ivr import IvrRoute
from app.hub.openapi import openapi
from app.hub.pages.site import Site
from app.hub.presence import Presence
from app.hub.publisher import Publisher
from app.hub.sessions import Sessions
from app.hub.stream import Receive, Send, Streams
from app.models.unit import Actor
from app.models.writer import refusal_for
from app.protocol import errors
from app.protocol.agents import SignIn
from app.protocol.message import Refusal
from app.protocol.rows import AgentRow
from app.services.door import Answer, Door

LARGEST = 8 * 1024 * 1024
"""Bytes a message may have."""

_encode = msgspec.json.Encoder().encode
_sign_in = msgspec.json.Decoder(SignIn).decode
_agent = msgspec.json.Decoder(AgentRow).decode
_AT_THE_DESK = frozenset(("SetPresence", "ReportCall"))
"""Commands that only somebody at a desk sends: a sign of life."""


class Web:
    """The routes. Handlers wait for the writer or a reading thread; the event loop itself never works."""

    def __init__(
        self,
        door: Door,
        sessions: Sessions,
        publisher: Publisher,
        streams: Streams,
        presence: Presence,
        site: Site,
    ) -> None:
        self._door = door
        self._sessions = sessions
        self._publisher = publisher
        self._streams = streams
        self._presence = presence
        self._site = site
        self._ivr = IvrRoute(door)
        self._openapi = b""

    def application(self) -> ASGIApp:
        """The ASGI application. The stream goes past Starlette: hundreds of thousands of sends a minute are
        dearer by every layer between."""
        routed = self._routes()

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] == "/api/stream" and scope["method"] == "GET":
                await self._stream(Request(scope, receive), receive, send)
            else:
                await routed(scope, receive, send)

        return application

    def _routes(self) -> Starlette:
        routes = [
            Route("/api/do/{name}", self._refusing(self._do), methods=["POST"]),
            Route("/api/ask/{name}", self._refusing(self._ask), methods=["POST"]),
            Route("/api/alive", self._refusing(self._alive), methods=["POST"]),
            Route("/api/sign-in", self._refusing(self._sign_in), methods=["POST"]),
            Route("/ivr/route", self._refusing(self._ivr.answer), methods=["GET", "POST"]),
            Route("/api/health", self._health, methods=["GET"]),
            Route("/api/openapi.json", self._describe, methods=["GET"]),
            Route("/api/docs", self._docs, methods=["GET"]),
            *self._site.routes(),
        ]
        return Starlette(
            routes=routes, lifespan=self._lifespan, exception_handlers={404: _no_such, 405: _no_such}
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        await self._streams.start()
        yield

    def _refusing(self, handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def run(request: Request) -> Response:
            try:
                response: Response = await handler(request)
            except Refused as refused:
                return refusal_response(refused)
            except ClientDisconnect:
                return Response(status_code=400)
            except Exception as error:  # noqa: BLE001 - logged, and answered like everything else
                return refusal_response(refusal_for(error, request.url.path))
            return response

        return run

    async def _do(self, request: Request) -> Response:
        actor, token = await self._actor(request)
        command_id = request.headers.get("x-command-id", "")
        if not 8 <= len(command_id) <= 64:
            raise Refused(errors.BAD_MESSAGE, "A command needs an id of its own in the header X-Command-Id.")
        name = request.path_params["name"]
        body = await _body(request)
        answer: Answer = await asyncio.wrap_future(self._door.submit(name, body, actor, command_id))
        if name == "SignOut":
            await asyncio.to_thread(self._signed_out, actor, token)
        elif name == "SaveAgent":
            await asyncio.to_thread(self._look_again, _agent(answer.body).id)
        elif name in _AT_THE_DESK and actor.agent_id is not None:
            await asyncio.to_thread(self._presence.seen, actor.agent_id)
        return _json(answer.body, {"x-log-number": str(answer.number)})

    async def _ask(self, request: Request) -> Response:
        actor, _ = await self._actor(request)
        body = await _body(request)
        name = request.path_params["name"]
        return _json(await asyncio.to_thread(self._door.answer, name, body, actor))

    async def _sign_in(self, request: Request) -> Response:
        try:
            sign_in = _sign_in(await _body(request))
        except msgspec.MsgspecError as error:
            raise Refused(errors.BAD_MESSAGE, f"The sign-in cannot be read: {error}.") from error
        signed_in = await asyncio.to_thread(self._sessions.sign_in, sign_in)
        await asyncio.to_thread(self._presence.seen, signed_in.agent.id)
        return _json(_encode(signed_in))

    async def _alive(self, request: Request) -> Response:
        actor, _ = await self._actor(request)
        if actor.agent_id is not None:
            await asyncio.to_thread(self._presence.seen, actor.agent_id)
        return Response(status_code=204)

    async def _health(self, _request: Request) -> Response:
        health = {"version": __version__, "number": self._publisher.number, "at": self._door.clock.now()}
        return _json(_encode(health))

    async def _describe(self, _request: Request) -> Response:
        if not self._openapi:
            self._openapi = _encode(openapi(self._door.handlers))
        return _json(self._openapi)

    async def _docs(self, _request: Request) -> Response:
        return HTMLResponse(await asyncio.to_thread(resource("templates", "api.html").read_text, "utf-8"))

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        try:
            actor, token = await self._actor(request)
            after = _number(request.query_params.get("after", "0"))
            if after > self._publisher.number:
                await asyncio.to_thread(self._check_not_ahead, after)
        except Refused as refused:
            await refusal_response(refused)(request.scope, receive, send)
            return
        await self._streams.serve(actor, token, after, receive, send)

    def _check_not_ahead(self, after: int) -> None:
        """Refuse a number the log has not reached: this is another record, or an older copy of it."""
        head = self._publisher.head()
        if after > head:
            raise Refused(
                errors.TOO_OLD,
                f"The log has not come to {after} yet, only to {head}: this is not the record you knew. "
                "Take a fresh snapshot.",
                number=head,
            )

    async def _actor(self, request: Request) -> tuple[Actor, str]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(errors.NOT_SIGNED_IN, "Sign in first: this needs a bearer token.")
        actor = self._sessions.known(token)
        if actor is None:
            actor = await asyncio.to_thread(self._sessions.actor, token)
        return actor, token

    def _signed_out(self, actor: Actor, token: str) -> None:
        self._sessions.close(token)
        if actor.agent_id is not None:
            self._presence.left(actor.agent_id)
        refusal = Refusal(code=errors.NOT_SIGNED_IN, text="You signed out.")
        self._streams.sign_out(actor.agent_id, token, refusal)

    def _look_again(self, agent_id: int) -> None:
        """An agent was changed: sessions that this ended are told so."""
        for token in self._sessions.forget_agent(agent_id):
            try:
                self._sessions.actor(token)
            except Refused as refused:
                self._streams.sign_out(agent_id, token, Refusal(code=refused.code, text=refused.text))


def refusal_response(refused: Refused) -> Response:
    """A refusal with its HTTP status."""
    body = _encode(Refusal(code=refused.code, text=refused.text, details=refused.details))
    return Response(body, status_code=errors.STATUS.get(refused.code, 409), media_type="application/json")


async def _no_such(request: Request, _error: Exception) -> Response:
    """Where there is nothing, or nothing for this method."""
    return refusal_response(
        Refused(
            errors.NO_SUCH_MESSAGE,
            f"There is no {request.method} {request.url.path}. /api/docs tells what there is.",
        )
    )


async def _body(request: Request) -> bytes:
    """The message; what is too large is not read to its end."""
    parts: list[bytes] = []
    size = int(request.headers.get("content-length") or 0)
    if size <= LARGEST:
        size = 0
        async for part in request.stream():
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                break
    if size > LARGEST:
        raise Refused(errors.TOO_LARGE, f"The message is too large; it has at most {LARGEST:,} bytes.")
    return b"".join(parts)


def _json(body: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(body, media_type="application/json", headers=headers)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Refused(errors.BAD_MESSAGE, f"“{text[:30]}” is no log number.")
    return int(text)
