"""How a run goes on: from node to node until one of them stops it."""

from collections.abc import Callable
from typing import Any

from app.scripts import nodes as n
from app.scripts.answers import ACCEPT, Limits, Unfit, is_empty
from app.scripts.choices import offered, recommended
from app.scripts.effects import apply, key_of, remembered
from app.scripts.faults import ScriptFault
from app.scripts.program import Program, Ready
from app.scripts.run import MOST_FRAMES, MOST_NODES, Step
from app.scripts.state import Frame
from app.scripts.texts import FAULTS, note
from app.scripts.values import kept


def go(run: Step, target: str) -> None:
    """Go on to `target` and further, until something is shown or the run has ended."""
    run.node = target
    left = MOST_NODES
    while True:
        ready = run.program.nodes.get(run.node)
        way = _PASS.get(ready.kind) if ready is not None else None
        if ready is not None and way is None:
            break
        left -= 1
        if left < 0:
            _endless(run)
            break
        try:
            following = _nowhere(run) if ready is None or way is None else way(run, ready)
        except FAULTS as fault:
            note(run, fault)
            following = help_out(run)
        if following is None:
            break
        run.node = following
    if run.ended:
        run.hop("")
    run.end_move()


def _nowhere(run: Step) -> str | None:
    """A way that leads to no node: back from a jump, or a dead end."""
    if run.node == "return" and run.frames[-1].kind == "jump":
        run.close_above(len(run.frames) - 2)
        return None
    what = f"There is no node {run.node}" if run.node else "There is no way on"
    raise ScriptFault("no_way", f"{what} in {run.program.name}.")


def _endless(run: Step) -> None:
    """Somebody has to take over, and only if that is a stop."""
    note(run, ScriptFault("endless", f"More than {MOST_NODES:,} nodes without a stop at {run.place}."))
    person = help_out(run)
    while person is not None:
        run.node = person
        if run.ready.kind not in _PASS:
            return  # a say, a route, a transfer, a wait
        person = help_out(run)


def help_out(run: Step) -> str | None:
    """The flow's `person`, or that of the flow that called it. None where the run ends, as there is none."""
    for place in range(len(run.frames) - 1, -1, -1):
        frame = run.frames[place]
        program = run.programs.get(frame.flow) if frame.kind == "flow" else None
        if program is None or program.person not in program.nodes:
            continue
        here = frame.prefix + program.person
        if here not in run.tried:
            run.tried.add(here)
            run.hop(program.person)
            run.close_above(place)
            return program.person
    run.ended = True
    return None


# --- nodes that are passed -----------------------------------------------------------------------
def leave(run: Step, target: str) -> str:
    """The node is left for `target`."""
    run.hop(target)
    return target


def _branch(run: Step, ready: Ready) -> str:
    for when, target in ready.cases:
        if when(run):
            return leave(run, target)
    return leave(run, ready.otherwise)


def _set(run: Step, ready: Ready) -> str:
    for name, value in ready.arguments:
        run.set(name, value(run))
    return leave(run, ready.next)


def _ask(run: Step, ready: Ready) -> str | None:
    """Asked, unless there is nothing to choose from."""
    if ready.type not in ("one_of", "many_of") or ready.constant or offered(run, ready):
        return None
    if ready.required:
        raise ScriptFault("no_choices", f"Nothing can be chosen at {run.place}.")
    run.assign(ready.variable, None)
    return leave(run, ready.next)


def _recommend(run: Step, ready: Ready) -> str | None:
    """Shown where something fits."""
    node = ready.node
    if not isinstance(node, n.Recommend) or recommended(run, ready):
        return None
    run.assign(ready.variable, "")
    return leave(run, node.none or node.declined or node.next)


def _effect(run: Step, ready: Ready) -> str | None:
    """Passed where what came of it is remembered."""
    key = key_of(run, ready)
    outcome = remembered(run, ready, key)
    if outcome is None:
        run.waiting = key
        return None
    run.end_move()
    run.begin_move("result", key)
    run.forget(run.place, "result")
    return leave(run, apply(run, ready, outcome))


def _sub_flow(run: Step, ready: Ready) -> str:
    node = ready.node
    assert isinstance(node, n.SubFlow)
    called = run.programs.get(node.flow)
    if called is None:
        raise ScriptFault("no_flow", f"There is no flow {node.flow}.")
    if len(run.frames) >= MOST_FRAMES:
        raise ScriptFault("too_deep", f"Flows call each other more than {MOST_FRAMES} deep.")
    values = {name: value(run) for name, value in ready.arguments}
    run.enter(
        Frame(
            flow=called.name,
            node=called.start,
            variables=typed(run, called, values),
            home=len(run.frames),
            prefix=run.place + "/",
        )
    )
    return called.start


def typed(run: Step, program: Program, values: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a flow by their types, as they are kept; one that does not fit is left out."""
    found = {}
    for name, value in values.items():
        kind = program.flow.arguments.get(name)
        if kind is None or is_empty(value):
            continue
        try:
            if kind not in ("one_of", "many_of"):
                limits = Limits(run.world, run.today, run.language, run.speaker, None, None, [])
                value = ACCEPT[kind](PLAIN, value, limits)
            found[name] = kept(value)
        except Unfit as fault:
            note(run, ScriptFault(fault.code, f"The argument {name} of {program.name} does not fit."))
        except FAULTS as fault:
            note(run, fault)
    return found


class _Plain:
    """A question that asks for nothing but a type."""

    pattern = None
    currency = ""
    required = False


PLAIN = _Plain()


def _end(run: Step, ready: Ready) -> str | None:
    """The run is over; a sub-flow goes back to who called it, when it has said what it says."""
    if run.home == 0:
        run.ended = True
        return None
    return None if ready.text else leave_flow(run, ready)


def leave_flow(run: Step, ready: Ready) -> str:
    """The results go to the flow that called. The node that follows there."""
    results = {name: kept(value(run), run) for name, value in ready.arguments}
    run.hop("")
    run.close_above(run.home - 1)
    calling = run.ready.node
    if not isinstance(calling, n.SubFlow):
        raise ScriptFault("no_way", f"{run.place} has called no flow.")
    for name, result in calling.into.items():
        run.assign(name, results.get(result))
    return leave(run, calling.next)


_PASS: dict[str, Callable[[Step, Ready], str | None]] = {
    "ask": _ask, "branch": _branch, "set": _set, "recommend": _recommend, "look_up": _effect, "do": _effect,
    "flow": _sub_flow, "end": _end,
}  # fmt: skip
