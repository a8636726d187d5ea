"""Walking through a flow with the engine: every choice, every way an effect can go, from several callers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.protocol.flow_run import Answer, AnyInput, Jump, Next, Result, Shown, Silence
from app.scripts import engine
from app.scripts.nodes import Speaker
from app.scripts.program import Program
from app.scripts.state import RunState, World

OFTEN = 3
"""So often the same input is tried at the same place, with what was done before different."""


@dataclass
class Walked:
    """What was seen."""

    nodes: set[tuple[str, str]] = field(default_factory=set)
    """Flow and node of everything that was gone through or stopped at."""
    endings: Counter[str] = field(default_factory=Counter)
    troubles: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)
    """Nodes that say nothing where they should."""
    steps: int = 0


@dataclass
class Walk:
    """One caller's walk. `values` are what is typed where a question of that name is asked, beside the
    usual ones; `found` what look-ups answer with."""

    programs: Mapping[str, Program]
    world: World
    speaker: Speaker
    language: str
    values: Mapping[str, list[Any]] = field(default_factory=dict)
    found: Mapping[str, list[Any]] = field(default_factory=dict)
    telling: tuple[str, ...] = ()
    """Variables of the first flow that later branches look at: a place counts anew for each value."""
    most: int = 5_000

    def through(self, name: str, walked: Walked, **arguments: Any) -> None:
        """Go everywhere from the beginning of the flow `name`."""
        rng = random.Random(1)
        tried: Counter[tuple[Any, ...]] = Counter()
        turn = engine.begin(
            self.programs,
            name,
            self.world,
            speaker=self.speaker,
            language=self.language,
            arguments=arguments,
        )
        waiting: list[tuple[RunState, Shown]] = []
        self._saw(turn, walked, waiting)
        while waiting and walked.steps < self.most:
            state, shown = waiting.pop(rng.randrange(len(waiting)))
            place = (
                state.language,
                state.tries if self.speaker == "telephone" else 0,
                *((frame.flow, frame.node) for frame in state.frames[-2:]),
                *(repr(state.frames[0].variables.get(name)) for name in self.telling),
            )
            for given in self._inputs(shown):
                key = (repr(given),) if isinstance(given, Jump) else (*place, repr(given))
                if tried[key] < OFTEN:
                    tried[key] += 1
                    walked.steps += 1
                    self._saw(engine.step(self.programs, state, given, self.world), walked, waiting)

    def _saw(self, turn: Any, walked: Walked, waiting: list[tuple[RunState, Shown]]) -> None:
        walked.nodes |= {(hop.flow, hop.node) for hop in turn.trail}
        walked.nodes |= {(frame.flow, frame.node) for frame in turn.state.frames[-1:]}
        shown = turn.shown
        if shown.trouble and not shown.trouble.startswith("tries:"):
            walked.troubles.add(f"{shown.node}: {shown.trouble}")
        if shown.kind in ("say", "ask", "recommend") and not shown.text.strip():
            walked.empty.add(shown.node)
        if turn.state.ended:
            walked.endings[shown.disposition] += 1
        else:
            waiting.append((turn.state, shown))

    def _inputs(self, shown: Shown) -> Iterator[AnyInput]:
        if shown.kind == "ask":
            for value in [*self.values.get(shown.answer, []), *_usual(shown)]:
                yield Answer(value=value)
            if self.speaker == "telephone":
                yield Silence()
        elif shown.kind == "recommend":
            for choice in shown.choices:
                yield Answer(value=choice.value)
            yield Answer(value="")
        elif shown.kind in ("look_up", "do"):
            for value in self.found.get(shown.effect, [{"id": 7, "number": 100_007}]):
                yield Result(value=value)
            yield Result(outcome="none" if shown.kind == "look_up" else "refused", text="It may not be.")
        else:
            yield Next()
        if shown.kind in ("say", "ask") and not shown.can_return:
            for objection in shown.objections:
                yield Jump(objection=objection.name)


def _usual(shown: Shown) -> list[Any]:
    if shown.type in ("one_of", "many_of"):
        values = [choice.value for choice in shown.choices]
        if shown.type == "one_of":
            return values
        return [*([value] for value in values), values, *([] if shown.required else [[]])]
    usual: dict[str, list[Any]] = {
        "yes_no": [True, False],
        "number": [0, 1, 3, 10, 110],
        "money": ["250", "0"],
        "date": ["2026-05-20", "2026-06-10"],
        "phone": ["0912345678"],
        "email": ["mei@example.com"],
        "signature": ["Mei"],
        "photo": ["photo.jpg"],
    }
    found = usual.get(
        shown.type, ["".join("1" if letter == "9" else letter for letter in shown.pattern) or "E1 word"]
    )
    return found if shown.required else [*found, ""]
