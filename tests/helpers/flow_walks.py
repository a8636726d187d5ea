"""Flows in a line, and a run that is walked: every state on its way goes through JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from app.protocol.flow_run import Answer
from app.scripts.engine import begin, show, step
from app.scripts.nodes import AnyNode, Ask, Flow, Say
from app.scripts.program import Program
from app.scripts.state import RunState, Turn, World

WORLD = World(customer={"name": "Mei", "vip": True, "products": ["CP-1"]}, now=1_795_219_200_000, region="TW")


def flow(name: str, *nodes: AnyNode, **more: Any) -> Flow:
    return Flow(
        name=name,
        title={"en": name},
        languages=["en", "th"],
        speakers=["console"],
        start=nodes[0].name,
        nodes={node.name: node for node in nodes},
        **more,
    )


def say(name: str, following: str = "", text: str = "") -> Say:
    return Say(name=name, text={"en": text or name}, next=following)


def ask(name: str, following: str, kind: Any = "number", **more: Any) -> Ask:
    return Ask(name=name, text={"en": name}, answer=name, type=kind, next=following, **more)


class Walk:
    """A run that is walked; every state on the way goes through JSON."""

    def __init__(
        self, *flows: Flow, speaker: Any = "console", world: World = WORLD, **arguments: Any
    ) -> None:
        self.programs = {flow_.name: Program.of(flow_) for flow_ in flows}
        self.world = world
        self.turn = begin(self.programs, flows[0].name, world, speaker=speaker, arguments=arguments)

    def __call__(self, *inputs: Any) -> Turn:
        for given in inputs:
            state = msgspec.json.decode(msgspec.json.encode(self.turn.state), type=RunState)
            assert state == self.turn.state
            assert show(self.programs, state, self.world) == self.turn.shown
            self.turn = step(self.programs, state, given, self.world)
        return self.turn

    @property
    def variables(self) -> dict[str, Any]:
        return self.turn.state.frames[0].variables


def answers(*values: Any) -> list[Answer]:
    return [Answer(value=value) for value in values]
