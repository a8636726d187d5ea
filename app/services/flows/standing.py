"""At which node of which flow a run stands: read from its state, without rendering anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.scripts.nodes import Ask, Recommend
from app.scripts.path import asked
from app.scripts.program import Program
from app.scripts.state import RunState, World


class Standing(NamedTuple):
    """A node. `variable` is what its answer goes into."""

    node: str
    kind: str
    variable: str = ""


def standing(programs: Mapping[str, Program], state: RunState) -> Standing:
    """Where a run stands."""
    if not state.frames:
        return Standing("", "end")
    frame = state.frames[-1]
    program = programs.get(frame.flow)
    node = program.flow.nodes.get(frame.node) if program is not None else None
    if node is None:
        return Standing(frame.node, "end")
    if isinstance(node, Ask):
        return Standing(node.name, node.kind, node.answer)
    if isinstance(node, Recommend):
        return Standing(node.name, node.kind, node.into or node.name)
    return Standing(node.name, node.kind)


def changed(programs: Mapping[str, Program], state: RunState, place: int, world: World) -> Standing | None:
    """Where the answer was given that is changed now; None where there is none at this place."""
    shown = asked(programs, state, place, world)
    return None if shown is None else Standing(shown.node, shown.kind, shown.answer)
