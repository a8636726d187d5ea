"""The commonest step without detours: an answer to a question, conditions, the next question.

It knows a run that stands in one flow, has gone back over nothing, and goes by branches to a question or a
text that is the same for everybody. Whatever else there is it leaves to `app.scripts.inputs` (None). What it
answers is what that would answer: a test holds them together.
"""

from collections.abc import Mapping
from typing import Any

from app.protocol.flow_run import Answer
from app.scripts.answers import ACCEPT, Limits, Unfit, is_empty
from app.scripts.fast_answers import MISS
from app.scripts.program import Program, Ready
from app.scripts.run import FUEL, LONGEST_TRAIL, Clocked
from app.scripts.state import Frame, Move, RunState, Stored, Turn, World
from app.scripts.texts import FAULTS
from app.scripts.values import MARK, kept, plain
from app.scripts.zones import local_day

MOST = 50
"""Branches on the way."""


class Glance(Clocked):
    """What conditions see: as much as they need."""

    _today = _now = locals = None
    fuel = FUEL

    def __init__(self, world: World, variables: dict[str, Any], language: str, speaker: str) -> None:
        self.world, self.variables, self.language, self.speaker = world, variables, language, speaker


def fast_begin(program: Program, world: World, speaker: Any, language: str) -> Turn | None:
    """The first turn, where it begins with something that is the same for everybody and was shown before."""
    wanted = language or world.customer.get("language")
    ready = program.nodes.get(program.start)
    if ready is None or ready.kind == "end":
        return None
    shown = ready.first.get(program.language(wanted if wanted.__class__ is str else ""))
    if shown is None:
        return None
    frame = Frame(flow=program.name, node=program.start)
    return Turn(state=RunState(frames=[frame], speaker=speaker, language=language), shown=shown)


def fast_step(programs: Mapping[str, Program], state: RunState, given: Answer, world: World) -> Turn | None:
    """The turn, where this step is one of the commonest."""
    if len(state.frames) != 1 or state.kept or state.ended or state.waiting:
        return None
    frame = state.frames[0]
    program = programs.get(frame.flow)
    ready = None if program is None else program.nodes.get(frame.node)
    if program is None or ready is None or ready.fast is None or frame.home or frame.kind != "flow":
        return None
    wanted = state.language or world.customer.get("language")
    if wanted.__class__ is not str:
        wanted = ""
    language = program.spoken.get(wanted)
    if language is None:
        language = program.language(wanted)
    worth = ready.fast(given.value)
    if worth is MISS:
        worth = _with_care(ready, given.value, world, language, state.speaker)
        if worth is MISS:
            return None
    name = ready.variable
    variables = dict(frame.variables)
    undo = {name: variables.get(name, MARK)}
    variables[name] = worth
    hop = ready.ways.get(worth) or ready.way if ready.ways else ready.way
    hops = [hop]
    glance = None
    following = program.nodes.get(hop.target)
    while following is not None and following.turns:
        if glance is None:
            glance = Glance(world, variables, language, state.speaker)
        elif len(hops) > MOST:
            return None
        hop = following.way
        try:
            for when, way in following.turns:
                if when(glance):
                    hop = way
                    break
        except FAULTS:
            return None
        hops.append(hop)
        following = program.nodes.get(hop.target)
    if following is None:
        return None
    shown = following.later.get(language)
    trail = state.trail
    if shown is None or len(trail) >= LONGEST_TRAIL:
        return None
    ended = following.kind == "end"
    if ended:
        hops.append(following.out)
    move = Move(node=frame.node, kind="answer", value=worth, undo=undo)
    return Turn(
        state=RunState(
            frames=[Frame(flow=frame.flow, node=hop.target, variables=variables)],
            speaker=state.speaker,
            language=state.language,
            ended=ended,
            trail=[*trail, move],
            kept=state.kept,
            done=state.done,
        ),
        shown=shown,
        stored=[Stored(target=ready.store, value=plain(worth))] if ready.store else [],
        trail=hops,
    )


def _with_care(ready: Ready, value: Any, world: World, language: str, speaker: str) -> Any:
    """An answer that is not typed plainly, as it is kept; MISS where there is more to it."""
    before = ready.later.get(language) or ready.first.get(language)
    if before is None or ready.bounds is None or is_empty(value):
        return MISS
    today = local_day(world.now, world.zone)
    limits = Limits(world, today, language, speaker, *ready.bounds, before.choices)
    try:
        found = ACCEPT[ready.type](ready, value, limits)
        return MISS if is_empty(found) else kept(found)
    except (Unfit, *FAULTS):
        return MISS
