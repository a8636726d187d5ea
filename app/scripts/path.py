"""The path of a run: what was shown and answered, place by place.

Each place is rendered with the variables as they were there: the moves are taken back one by one, on a step
that is thrown away.
"""

from collections.abc import Mapping
from typing import Any, Literal

from app.protocol.files import referred
from app.protocol.flow_run import ChoiceShown, Passed, Shown
from app.scripts.choices import offered, recommended
from app.scripts.operators import text
from app.scripts.program import Program, Ready
from app.scripts.run import FUEL, Step
from app.scripts.showing import shown_of
from app.scripts.state import Move, RunState, World
from app.scripts.texts import FAULTS
from app.scripts.values import plain


def passed(programs: Mapping[str, Program], state: RunState, world: World, *, since: int = 0) -> list[Passed]:
    """The way so far from the place `since`, oldest first. Never raises: of a state that is broken it gives
    what can be read."""
    found: list[Passed] = []
    try:
        run = Step(programs, state, world)
        for place in range(len(state.trail) - 1, since - 1, -1):
            run.take_back(state.trail[place])
            found.append(_passed(run, place, state.trail[place]))
    except FAULTS:
        pass
    return found[::-1]


def asked(programs: Mapping[str, Program], state: RunState, place: int, world: World) -> Shown | None:
    """What was asked at a place of the path, with the answer given as `value`; None where it cannot be
    changed."""
    if not 0 <= place < len(state.trail) or state.trail[place].kind != "answer":
        return None
    try:
        run = Step(programs, state, world)
        for move in reversed(state.trail[place:]):
            run.take_back(move)
        run.remember(run.place, "answer", state.trail[place].value)
        return shown_of(run, run.finish(trail=state.trail[:place]))
    except FAULTS:
        return None


def _passed(run: Step, place: int, move: Move) -> Passed:
    ready = run.program.nodes.get(run.node)
    if ready is None:
        return Passed(place=place, node=run.node, kind="", text="")
    run.fuel = FUEL
    came = run.done.get(move.value) if move.kind == "result" and isinstance(move.value, str) else None
    said = came.text if came is not None else ""
    return Passed(
        place=place,
        node=run.node,
        kind=ready.kind,
        text=(ready.title or ready.text).write(run) or getattr(ready.node, "command", ""),
        answer=_read(run, ready, move) if move.kind == "answer" else said,
        value=plain(move.value) if move.kind == "answer" else _brief(came.value if came else None),
        changeable=move.kind == "answer",
        depth=len(run.frames) - 1,
        outcome=_OUTCOMES.get(came.outcome, "") if came is not None else "",
    )


def _brief(value: Any) -> dict[str, Any] | None:
    """What of an effect's answer a person is told in the path: which row it made or found."""
    if not isinstance(value, dict):
        return None
    return {name: value[name] for name in ("id", "number", "name") if name in value} or None


def _read(run: Step, ready: Ready, move: Move) -> str:
    """An answer as a person reads it."""
    value = move.value
    if ready.kind == "recommend":
        return _text_of(value, recommended(run, ready))
    if ready.type in ("one_of", "many_of"):
        choices = offered(run, ready)
        values = value if isinstance(value, list) else [value]
        return ", ".join(_text_of(one, choices) for one in values if one is not None)
    if isinstance(value, bool):
        return _YES_NO.get(run.language.split("-")[0], _YES_NO["en"])[value]
    if ready.type == "money" and value is not None:
        return f"{plain(value)} {getattr(ready.node, 'currency', '')}".strip()
    if ready.type in ("photo", "signature"):
        return referred(value)[1]
    return text(plain(value))


def _text_of(value: Any, choices: list[ChoiceShown]) -> str:
    return next((choice.text for choice in choices if choice.value == value), text(plain(value)))


_OUTCOMES: dict[str, Literal["done", "none", "refused", "failed"]] = {
    "done": "done", "none": "none", "refused": "refused", "failed": "failed"
}  # fmt: skip
_YES_NO = {"en": ("No", "Yes"), "zh": ("否", "是"), "th": ("ไม่ใช่", "ใช่")}
