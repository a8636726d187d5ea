"""The JSON Schema (2020-12) of a flow's YAML, for editors; made from `grammar` and the nodes' docstrings.

It says what a schema can say: keys, kinds, types. Names, ways and expressions are `checking`'s.
"""

import inspect
from typing import Any

from app.scripts import grammar
from app.scripts.grammar import Key
from app.scripts.nodes import NODE_TYPES, SPEAKERS
from app.scripts.reading.shapes import ANSWER_TYPES

IDENTITY = "flow.schema.json"
_NAME = r"^\w[\w.\-]{0,63}$"
_VARIABLE = r"^[^\W\d_]\w{0,63}$"
_WORD = {"type": ["string", "number", "boolean"]}
_VALUE = {"type": ["string", "number", "boolean", "null"]}


def json_schema() -> dict[str, Any]:
    """The whole schema, the same every time."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTITY,
        "title": "Flow",
        "description": "A call script, an IVR menu, a questionnaire or a checklist. See docs/flows.md.",
        "type": "object",
        "properties": _head(),
        "required": list(grammar.REQUIRED_OF_FLOW),
        "additionalProperties": False,
        "$defs": {
            **_shapes(),
            "choice": _mapping(grammar.CHOICE, "One of the values that can be chosen.", "value"),
            "case": _mapping(grammar.CASE, "One way out of a branch."),
            "item": _mapping(grammar.ITEM, "Something to recommend.", "value"),
            "objection": _mapping(grammar.OBJECTION, "What a caller may bring up at any time."),
            **{f"node_{kind}": _node(kind) for kind in grammar.KINDS},
            "node": _any_node(),
        },
    }


def _head() -> dict[str, Any]:
    about = grammar.FLOW
    types = {"type": ["object", "null"], "propertyNames": {"pattern": _VARIABLE}}
    written: dict[str, dict[str, Any]] = {
        "flow": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
        "title": {"$ref": "#/$defs/text"},
        "about": _VALUE,
        "languages": _one_or_more({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"}),
        "speakers": _one_or_more({"enum": list(SPEAKERS)}),
        "start": _WORD,
        "person": _VALUE,
        "arguments": {**types, "additionalProperties": {"enum": list(ANSWER_TYPES)}},
        "results": {**types, "additionalProperties": {"enum": list(ANSWER_TYPES)}},
        "objections": {
            "type": ["object", "null"],
            "propertyNames": {"pattern": _NAME},
            "additionalProperties": {"$ref": "#/$defs/objection"},
        },
        "nodes": {
            "type": "object",
            "propertyNames": {"pattern": _NAME, "not": {"const": grammar.RETURN}},
            "additionalProperties": {"$ref": "#/$defs/node"},
        },
    }
    return {key: {**written[key], "description": about[key]} for key in about}


def _one_or_more(word: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [word, {"type": "array", "items": word, "minItems": 1}]}


def _shapes() -> dict[str, Any]:
    """A definition for each shape of the grammar."""
    by_language = {"type": "object", "additionalProperties": _VALUE}
    duration = {"type": "string", "pattern": r"^\s*[0-9]{1,9}\s*[smhd]?\s*$"}
    whole = {"oneOf": [{"type": "integer", "minimum": 0, "maximum": 999_999_999}, _digits()]}
    level = {"oneOf": [{"type": "integer", "minimum": 0, "maximum": 5}, {"enum": list("012345")}]}
    return {
        "text": {"oneOf": [_VALUE, by_language]},
        "template": _VALUE,
        "plain": _VALUE,
        "value": _VALUE,
        "values": {"type": ["object", "null"], "additionalProperties": _VALUE},
        "limit": _VALUE,
        "node_name": {"type": ["string", "number", "null"]},
        "variable": {"oneOf": [{"type": "string", "pattern": _VARIABLE}, {"type": "null"}]},
        "names": {
            "type": ["object", "null"],
            "propertyNames": {"pattern": _VARIABLE},
            "additionalProperties": _VALUE,
        },
        "whole": {"oneOf": [whole, {"type": "null"}]},
        "duration": {"oneOf": [{"type": "integer", "minimum": 0}, duration, {"type": "null"}]},
        "flag": {"type": ["boolean", "null"]},
        "type": {"enum": [*ANSWER_TYPES, None]},
        "prompt": {"oneOf": [_VALUE, by_language]},
        "levels": {"type": ["object", "null"], "additionalProperties": level},
        "position": {
            "oneOf": [
                {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
                {"type": "null"},
            ]
        },
        "choices": _list({"oneOf": [{"$ref": "#/$defs/choice"}, _WORD]}),
        "cases": _list({"$ref": "#/$defs/case"}),
        "items": _list({"oneOf": [{"$ref": "#/$defs/item"}, _WORD]}),
    }


def _digits() -> dict[str, Any]:
    return {"type": "string", "pattern": "^[0-9]{1,9}$"}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [{"type": "array", "items": of}, {"type": "null"}]}


def _of_shape(key: Key) -> dict[str, Any]:
    name = "node_name" if key.shape == "node" else key.shape
    return {"$ref": f"#/$defs/{name}", "description": key.about}


def _mapping(keys: dict[str, Key], description: str, *needed: str) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": {name: _of_shape(key) for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.required or name in needed],
        "additionalProperties": False,
    }


def _node(kind: str) -> dict[str, Any]:
    """A kind of node: its docstring tells what it is."""
    about = " ".join((inspect.getdoc(NODE_TYPES[kind]) or "").split())
    return {"title": kind, **_mapping(grammar.KEYS[kind], about, kind)}


def _any_node() -> dict[str, Any]:
    """By the key that names the kind, so that an editor tells of the one node and not of twelve."""
    others = [kind for kind in grammar.KINDS if kind != "say"]
    chain: dict[str, Any] = {"$ref": "#/$defs/node_say"}
    for kind in reversed(others):
        chain = {"if": {"required": [kind]}, "then": {"$ref": f"#/$defs/node_{kind}"}, "else": chain}
    return {"type": "object", "description": f"One of: {', '.join(grammar.KINDS)}.", **chain}
