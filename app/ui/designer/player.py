"""A flow being tried: the engine itself, with nobody and nothing behind it. Free of Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.protocol.flow_run import AnyInput, Passed, Shown
from app.scripts import engine
from app.scripts.nodes import Flow, Speaker, SubFlow
from app.scripts.program import Program
from app.scripts.state import Stored, World


class Player:
    """One run. Effects (commands, look-ups, routing) are not done: whoever tries the flow says what came of
    them. What it would write to the customer's record is in `stored`."""

    def __init__(
        self,
        flows: Mapping[str, Flow],
        name: str,
        world: World,
        *,
        speaker: Speaker,
        language: str = "",
    ) -> None:
        self._programs = {key: Program.of(flow) for key, flow in flows.items()}
        self._world = world
        self._turn = engine.begin(self._programs, name, world, speaker=speaker, language=language)
        self.stored: list[Stored] = list(self._turn.stored)
        self.visited: list[str] = [self.shown.node]
        """Nodes it stopped at, in order."""

    def give(self, what: AnyInput) -> Shown:
        """An input; what is shown then."""
        self._turn = engine.step(self._programs, self._turn.state, what, self._world)
        self.stored += self._turn.stored
        self.visited.append(self.shown.node)
        return self.shown

    @property
    def shown(self) -> Shown:
        """What is before the person."""
        return self._turn.shown

    @property
    def path(self) -> list[Passed]:
        """The steps so far."""
        return engine.path(self._programs, self._turn.state, self._world)

    def asked(self, place: int) -> Shown | None:
        """An earlier question of the path once more, with the answer it got; None where there is none."""
        return engine.asked(self._programs, self._turn.state, place, self._world)

    @property
    def flow(self) -> str:
        """Name of the flow that is running: a sub-flow's while one runs."""
        frames = self._turn.state.frames
        return frames[-1].flow if frames else ""

    @property
    def variables(self) -> dict[str, Any]:
        """The running flow's variables, by name."""
        frames = self._turn.state.frames
        return dict(frames[-1].variables) if frames else {}


def called(flows: Iterable[Flow]) -> set[str]:
    """Names of the flows that these call and that are not among them."""
    known = list(flows)
    wanted = {node.flow for flow in known for node in flow.nodes.values() if isinstance(node, SubFlow)}
    return wanted - {flow.name for flow in known}
