"""The flow engine: (programs, state, input, world) → (state, what is shown). Pure, and it never raises.

`programs` are this run's flows by name. A state is JSON (msgspec) and may be kept, moved to another speaker,
another hub or another agent, and taken up at the same place. No clock: `world.now`.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.protocol.flow_run import Answer, AnyInput, Shown
from app.scripts.fast_step import fast_begin, fast_step
from app.scripts.faults import ScriptFault
from app.scripts.inputs import act
from app.scripts.moves import go, typed
from app.scripts.nodes import Speaker
from app.scripts.path import asked
from app.scripts.path import passed as path
from app.scripts.program import Program
from app.scripts.run import Step
from app.scripts.showing import shown_of
from app.scripts.state import Frame, RunState, Turn, World
from app.scripts.texts import FAULTS

Programs = Mapping[str, Program]


def begin(
    programs: Programs,
    name: str,
    world: World,
    *,
    speaker: Speaker,
    language: str = "",
    arguments: Mapping[str, Any] | None = None,
) -> Turn:
    """A new run of the flow `name`, at its first stop. `language`: BCP 47; empty: the customer's."""
    program = programs.get(name)
    turn = None if program is None or arguments else fast_begin(program, world, speaker, language)
    if turn is not None:
        return turn
    if program is None:
        state = RunState(frames=[], speaker=speaker, ended=True, trouble=f"no_flow: There is no flow {name}.")
        return Turn(state=state, shown=_nothing(state))
    state = RunState(frames=[Frame(flow=name, node=program.start)], speaker=speaker, language=language)
    try:
        run = Step(programs, state, world)
        run.frames = [
            Frame(flow=name, node=program.start, variables=typed(run, program, dict(arguments or {})))
        ]
        run.load()
        go(run, program.start)
        return _turn(run, run.finish())
    except FAULTS as fault:
        return _broken(state, fault)


def step(programs: Programs, state: RunState, given: AnyInput, world: World) -> Turn:
    """What follows from an input. One that means nothing here changes nothing."""
    try:
        if given.__class__ is Answer:
            turn = fast_step(programs, state, given, world)
            if turn is not None:
                return turn
        run = Step(programs, state, world)
        return _turn(run, act(run, given))
    except FAULTS as fault:
        return _broken(state, fault)


def show(programs: Programs, state: RunState, world: World) -> Shown:
    """What the run shows where it stands: after a crash, or with somebody else."""
    try:
        return shown_of(Step(programs, state, world), state)
    except FAULTS as fault:
        return _broken(state, fault).shown


def resume(programs: Programs, state: RunState, *, speaker: Speaker, language: str = "") -> RunState:
    """The same place, with another speaker: entries that did not fit are forgotten. `language` is the run's
    from now on, where one is given."""
    if state.speaker != speaker:
        state = msgspec.structs.replace(state, speaker=speaker, tries=0, problem="")
    if language and language != state.language:
        state = msgspec.structs.replace(state, language=language)
    return state


def _turn(run: Step, state: RunState) -> Turn:
    return Turn(state=state, shown=shown_of(run, state), stored=run.stored, trail=run.hops)


def _broken(state: RunState, fault: BaseException) -> Turn:
    """A state that no engine has made for these programs: nothing but an end is left."""
    kind = f"{fault}" if isinstance(fault, ScriptFault) else f"broken: {type(fault).__name__} {fault}"
    ended = msgspec.structs.replace(state, ended=True, trouble=kind[:500])
    return Turn(state=ended, shown=_nothing(ended))


def _nothing(state: RunState) -> Shown:
    node = state.frames[-1].node if state.frames else ""
    return Shown(kind="end", node=node, language=state.language, trouble=state.trouble)


__all__ = ["Programs", "asked", "begin", "path", "resume", "show", "step"]
