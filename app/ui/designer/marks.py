"""What is laid over the graph: figures of a version, the difference of two, the way a run took."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NodeMark:
    """On a node's card. `tone` and `outline` name tokens (good, info, warn, bad, wrap, accent), `badge` is a
    short text at its corner, `note` is told where the mouse rests; `strength` (0 to 1) is how much of the
    tone its ground takes."""

    tone: str = ""
    badge: str = ""
    note: str = ""
    strength: float = 1.0
    outline: str = ""


@dataclass(frozen=True)
class EdgeMark:
    """On the ways from one node to another. `weight` is the line's width, 1 to 8."""

    label: str = ""
    weight: float = 1.0
    tone: str = ""
