"""A flow as YAML, for tests that write and read back. (The designer edits texts, it writes no whole ones.)"""

from __future__ import annotations

from typing import Any

import yaml

from app.scripts import grammar
from app.scripts.nodes import AnyNode, Flow


def written(flow: Flow) -> str:
    """YAML that reads as this flow, but for its lines."""
    head: dict[str, Any] = {
        "flow": flow.name,
        "title": flow.title,
        "about": flow.about,
        "languages": flow.languages,
        "speakers": flow.speakers,
        "start": flow.start,
        "person": flow.person,
        "arguments": flow.arguments,
        "results": flow.results,
        "objections": {
            objection.name: {"text": objection.text, "start": objection.start, "key": objection.key}
            for objection in flow.objections
        },
        "nodes": {name: _node(node) for name, node in flow.nodes.items()},
    }
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False)


def _node(node: AnyNode) -> dict[str, Any]:
    return _entry(node, grammar.KEYS[node.kind], kind=node.kind)


def _entry(entry: Any, keys: dict[str, grammar.Key], kind: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in keys.items():
        value = getattr(entry, key.into)
        if key.shape == "choices":
            value = [_entry(part, grammar.CHOICE) for part in value]
        elif key.shape == "cases":
            value = [_entry(part, grammar.CASE) for part in value]
        elif key.shape == "items":
            value = [_entry(part, grammar.ITEM) for part in value]
        elif key.shape == "position" and value is not None:
            value = list(value)
        if name == kind or value is False or (value not in ("", {}, [], None) and value != 0):
            found[name] = value
    return found
