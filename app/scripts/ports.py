"""The ways out of a node: where in its block each is written, what it is called, where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from app.scripts.editing.values import Path
from app.scripts.nodes import AnyNode, Ask, Branch, Flow, Recommend

WAYS: dict[str, tuple[str, ...]] = {
    "say": ("next",),
    "ask": ("next", "otherwise"),
    "branch": ("otherwise",),
    "set": ("next",),
    "look_up": ("next", "none", "failed"),
    "do": ("next", "refused"),
    "recommend": ("accepted", "declined", "none", "next"),
    "route": ("next",),
    "transfer": ("next", "failed"),
    "flow": ("next",),
    "wait": ("next",),
    "end": (),
}
"""Kind → the keys that name a node, the first is the one that is taken when nothing else is said."""

TARGET_KEYS = frozenset(way for ways in WAYS.values() for way in ways)
RETURN = "return"
"""The target that comes back from a jump: no node."""


@dataclass(frozen=True)
class Port:
    """A way out. `path` leads to it in the node's mapping; `label` is empty for plain `next`."""

    path: Path
    label: str
    target: str
    kind: str
    """way, choice or case."""


def ports(node: AnyNode) -> list[Port]:
    """Every way a node can have, in the order they are drawn; `target` is empty where none was written."""
    found: list[Port] = []
    if isinstance(node, Ask):
        for place, choice in enumerate(node.choices):
            found.append(Port(("choices", place, "next"), choice.value, choice.next, "choice"))
    elif isinstance(node, Branch):
        for place, case in enumerate(node.cases):
            found.append(Port(("branch", place, "next"), case.when, case.next, "case"))
    for way in WAYS[node.kind]:
        label = "" if way == "next" else way
        found.append(Port((way,), label, getattr(node, way, ""), "way"))
    return found


def targets(node: AnyNode) -> list[str]:
    """Where a node goes, each once, in order; without `return`."""
    found = dict.fromkeys(port.target for port in ports(node) if port.target and port.target != RETURN)
    return list(found)


def free_path(node: AnyNode) -> Path | None:
    """The way a new edge takes when nothing else is said: the first that is not written yet; another case of
    a branch; None where every way is taken."""
    if isinstance(node, Branch):
        return ("otherwise",) if not node.otherwise else ("branch", len(node.cases), "next")
    if isinstance(node, Recommend) and not node.next:
        return ("next",)
    for port in ports(node):
        if port.kind == "way" and not port.target:
            return port.path
    return None


def sources(flow: Flow, target: str) -> list[tuple[str, Port]]:
    """Every way that leads to a node: whose it is, and the way."""
    return [
        (name, port) for name, node in flow.nodes.items() for port in ports(node) if port.target == target
    ]


def first_line(node: AnyNode, language: str = "") -> str:
    """What a card shows under a node's name: its text, or what it does, on one line."""
    texts = getattr(node, "text", None) or {}
    said = texts.get(language) or next(iter(texts.values()), "")
    if said.strip():
        return " ".join(said.split())[:160]
    for name in ("queue", "number", "command", "what", "flow", "disposition"):
        if getattr(node, name, ""):
            return str(getattr(node, name))
    if isinstance(node, Branch):
        return " · ".join(case.when for case in node.cases)[:160]
    values = getattr(node, "values", None)
    if values:
        return ", ".join(f"{name} = {value}" for name, value in values.items())[:160]
    seconds = getattr(node, "seconds", 0)
    return f"{seconds} s" if seconds else ""
