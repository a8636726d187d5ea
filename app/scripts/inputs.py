"""What each input does to a run. One that means nothing where the run stands changes nothing."""

from collections.abc import Callable
from typing import Any

import msgspec

from app.protocol import flow_run as f
from app.scripts import nodes as n
from app.scripts.answers import Unfit, is_empty
from app.scripts.checks import accept
from app.scripts.choices import offered, recommended
from app.scripts.effects import apply, remember
from app.scripts.faults import ScriptFault
from app.scripts.moves import go, help_out, leave, leave_flow
from app.scripts.program import Ready
from app.scripts.run import MOST_FRAMES, Step
from app.scripts.showing import PERSONAL, filled_in
from app.scripts.state import Frame, Kept, Move, Outcome, RunState, Stored
from app.scripts.texts import FAULTS, note
from app.scripts.values import kept, plain

DEFAULT_TRIES = 3
SEEN = ("say", "ask", "recommend")


def act(run: Step, given: Any) -> RunState:
    """The state that follows; the same one where the input means nothing here."""
    how = _ACT.get(type(given))
    if how is None or (run.ended and how not in (_back, _change)):
        return run.state
    if run.node not in run.program.nodes and how not in (_back, _change):
        note(run, ScriptFault("no_node", f"{run.program.name} has no node {run.node}."))
        _move(run, "next", None, None)
        return run.finish()
    return how(run, given)


def _move(run: Step, kind: Any, value: Any, target: str | None) -> None:
    """An input that goes on; None goes to a person."""
    place = run.place
    run.begin_move(kind, value)
    if run.kept:
        run.forget(place, kind)
    _follow(run, help_out(run) if target is None else leave(run, target))


def _follow(run: Step, following: str | None) -> None:
    """On to the node; None: the run has ended, as nobody is there to take over."""
    if following is None:
        run.hop("")
        run.end_move()
    else:
        go(run, following)


def _next(run: Step, given: f.Next) -> RunState:
    ready = run.ready
    kind = ready.kind
    if kind == "say":
        _move(run, "next", None, ready.next)
    elif kind == "ask":
        return _answer(run, f.Answer(value=filled_in(run, ready)))
    elif kind == "recommend":
        node = ready.node
        assert isinstance(node, n.Recommend)
        _take_recommendation(run, ready, "", node.next or node.declined, "next")
    elif kind in ("route", "transfer", "wait"):
        _pass_effect(run, ready)
    elif kind == "end":
        _leave_flow(run, ready)
    else:
        return run.state
    return run.finish()


def _leave_flow(run: Step, ready: Ready) -> None:
    """What a sub-flow says at its end was said: back to who called it, or to a person where that breaks."""
    run.begin_move("next")
    run.forget(run.place, "next")
    try:
        following: str | None = leave_flow(run, ready)
    except FAULTS as fault:
        note(run, fault)
        following = help_out(run)
    _follow(run, following)


def _pass_effect(run: Step, ready: Ready) -> None:
    if ready.next or ready.kind == "wait":
        _move(run, "passed", None, ready.next)
    else:
        run.begin_move("passed")
        run.ended = True
        run.hop("")
        run.end_move()


def _answer(run: Step, given: f.Answer) -> RunState:
    ready = run.ready
    if ready.kind not in ("ask", "recommend"):
        return run.state
    try:
        if ready.kind == "ask":
            _take_answer(run, ready, accept(run, ready, given.value))
        else:
            _accept_recommendation(run, ready, given.value)
    except Unfit as fault:
        return unfit(run, ready, fault.code)
    except FAULTS as fault:
        note(run, fault)
        run.tried.add(run.place)
        _move(run, "gave_up", None, None)
    return run.finish()


def _take_answer(run: Step, ready: Ready, value: Any) -> None:
    node = ready.node
    assert isinstance(node, n.Ask)
    worth = kept(value)
    target = ready.next
    if ready.type == "one_of":
        target = next((c.next for c in ready.choices if c.value == value and c.next), target)
    if node.store and not is_empty(value):
        run.stored.append(Stored(target=node.store, value=plain(worth)))
    place = run.place
    run.begin_move("answer", worth)
    if run.kept:
        run.forget(place, "answer")
    run.assign(ready.variable, worth)
    go(run, leave(run, target))


def _accept_recommendation(run: Step, ready: Ready, value: Any) -> None:
    node = ready.node
    assert isinstance(node, n.Recommend)
    if is_empty(value):
        _take_recommendation(run, ready, "", node.declined or node.next, "answer")
        return
    folded = (
        value.strip().casefold() if isinstance(value, str) else str(value) if type(value) is int else None
    )
    for choice in recommended(run, ready):
        if folded in (choice.value.casefold(), choice.key, choice.text.casefold()):
            _take_recommendation(run, ready, choice.value, node.accepted or node.next, "answer")
            return
    raise Unfit("not_a_choice")


def _take_recommendation(run: Step, ready: Ready, value: str, target: str, kind: Any) -> None:
    place = run.place
    run.begin_move(kind, value if kind == "answer" else None)
    if run.kept:
        run.forget(place, kind)
    run.assign(ready.variable, value)
    go(run, leave(run, target))


def unfit(run: Step, ready: Ready, code: str) -> RunState:
    """An entry that does not fit: the same place again, on a telephone for so many tries."""
    tries = run.state.tries + 1
    node = ready.node
    if run.speaker == "telephone":
        most = (node.tries if isinstance(node, n.Ask) else 0) or DEFAULT_TRIES
        if tries >= most:
            note(run, ScriptFault("tries", f"{tries} entries did not fit at {run.place} ({code})."))
            otherwise = node.otherwise if isinstance(node, n.Ask) else ""
            run.tried.add(run.place)
            _move(run, "gave_up", None, otherwise or None)
            return run.finish()
    return run.finish(tries=min(tries, 1_000), problem=code)


def _silence(run: Step, given: f.Silence) -> RunState:
    ready = run.ready
    if ready.kind not in ("ask", "recommend"):
        return run.state
    return unfit(run, ready, "silence")


def _result(run: Step, given: f.Result) -> RunState:
    ready = run.ready
    if ready.kind in ("look_up", "do") and run.waiting:
        key, run.waiting = run.waiting, ""
        remember(run, key, _outcome(run, given))
        run.begin_move("result", key)
        run.forget(run.place, "result")
        go(run, leave(run, apply(run, ready, run.done[key])))
    elif ready.kind in ("route", "transfer") and given.outcome != "done":
        failed = ready.node.failed if isinstance(ready.node, n.Transfer) else ""
        note(run, ScriptFault("not_reached", _said(given) or f"Nobody was reached at {run.place}."))
        run.tried.add(run.place)
        _move(run, "passed", "failed", failed or None)
    elif ready.kind in ("route", "transfer", "wait"):
        _pass_effect(run, ready)
    else:
        return run.state
    return run.finish()


def _outcome(run: Step, given: f.Result) -> Outcome:
    try:
        return Outcome(given.outcome, kept(given.value), _said(given))
    except FAULTS as fault:
        note(run, fault)
        return Outcome("failed", None, "The answer cannot be kept.")


def _said(given: f.Result) -> str:
    said = kept(given.text[:2_000]) if isinstance(given.text, str) else ""
    return str(said)


# --- back and forth ------------------------------------------------------------------------------
def _keep_move(run: Step, move: Move) -> None:
    """Take a move back and keep what was entered."""
    run.take_back(move)
    run.remember(run.place, move.kind, move.value)


def _back(run: Step, given: f.Back) -> RunState:
    trail = run.state.trail
    place = next((p for p in range(len(trail) - 1, -1, -1) if trail[p].kind in PERSONAL), None)
    return run.state if place is None else _back_to(run, place)


def _back_to(run: Step, place: int) -> RunState:
    trail = run.state.trail
    run.waiting = ""
    for move in reversed(trail[place:]):
        _keep_move(run, move)
    return run.finish(trail=trail[:place])


def _change(run: Step, given: f.Change) -> RunState:
    trail, place = run.state.trail, given.place
    if not 0 <= place < len(trail) or trail[place].kind != "answer":
        return run.state
    state = _back_to(run, place)
    again = Step(run.programs, state, run.world)
    state = act(again, f.Answer(value=given.value))
    if state.problem or len(state.trail) <= place:
        run.take_over(Step(run.programs, run.state, run.world))
        return msgspec.structs.replace(run.state, problem=state.problem or "not_a_choice")
    run.stored, hops = again.stored, again.hops
    for _ in range(sum(move.kind != "result" for move in trail[place + 1 :])):
        again = Step(run.programs, state, run.world)
        following = _again(again)
        if following is None:
            break
        state = following
        hops += again.hops
    run.take_over(Step(run.programs, state, run.world))
    counted = {move.node for move in trail[place:]}
    run.hops = [hop for hop in hops if hop.node not in counted]
    return state


def _again(run: Step) -> RunState | None:
    """The input that was made here before, once more; None where there is none that fits."""
    before = run.recall(run.place)
    if before is None or run.ended:
        return None
    given = _as_input(before)
    if given is None:
        return None
    length = len(run.state.trail)
    state = act(run, given)
    return state if len(state.trail) > length and not state.problem else None


def _as_input(before: Kept) -> Any:
    if before.kind == "answer":
        return f.Answer(value=plain(before.value))
    if before.kind == "passed" and before.value == "failed":
        return f.Result(outcome="failed")
    if before.kind in ("next", "passed"):
        return f.Next()
    if before.kind == "return":
        return f.Return()
    if before.kind == "jump" and isinstance(before.value, str):
        name = before.value
        return f.Jump(objection=name[1:]) if name[:1] == "!" else f.Jump(node=name)
    return None


# --- jumps ---------------------------------------------------------------------------------------
def _jump(run: Step, given: f.Jump) -> RunState:
    if run.ready.kind not in SEEN or len(run.frames) >= MOST_FRAMES:
        return run.state
    found = _target(run, given)
    if found is None:
        return run.state
    home, target = found
    place = run.place
    run.begin_move("jump", "!" + given.objection if given.objection else given.node)
    run.forget(place, "jump")
    frame = run.frames[home]
    run.enter(Frame(flow=frame.flow, node=target, kind="jump", home=home, prefix=frame.prefix))
    go(run, target)
    return run.finish()


def _target(run: Step, given: f.Jump) -> tuple[int, str] | None:
    """(the frame whose flow it is, node)."""
    if given.objection:
        for place in range(len(run.frames) - 1, -1, -1):
            frame = run.frames[place]
            if frame.kind == "flow":
                for objection in run.programs[frame.flow].objections:
                    if objection.name == given.objection:
                        return place, objection.start
        return None
    return (run.home, given.node) if given.node in run.program.nodes else None


def _return(run: Step, given: f.Return) -> RunState:
    jumps = [place for place, frame in enumerate(run.frames) if frame.kind == "jump"]
    if not jumps or run.ready.kind not in (*SEEN, "end"):
        return run.state
    place = run.place
    run.hop("return")
    run.begin_move("return")
    run.forget(place, "return")
    run.close_above(jumps[-1] - 1)
    run.end_move()
    return run.finish()


_ACT: dict[type, Callable[[Step, Any], RunState]] = {
    f.Next: _next, f.Answer: _answer, f.Silence: _silence, f.Back: _back, f.Change: _change, f.Jump: _jump,
    f.Return: _return, f.Result: _result,
}  # fmt: skip

__all__ = ["act", "offered"]
