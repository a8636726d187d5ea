"""What is before the person now, rendered in the run's language."""

from typing import Any

from app.protocol.flow_run import ObjectionShown, Shown
from app.scripts import nodes as n
from app.scripts.answers import Unfit, is_empty, limit
from app.scripts.checks import accept
from app.scripts.choices import offered, recommended
from app.scripts.effects import arguments, routing
from app.scripts.operators import text
from app.scripts.program import Ready
from app.scripts.run import Step
from app.scripts.state import RunState
from app.scripts.texts import FAULTS, note
from app.scripts.values import kept, plain

PERSONAL = frozenset({"next", "answer", "jump", "return", "gave_up"})
"""Moves that were made at something a person saw: where Back goes."""


def shown_of(run: Step, state: RunState) -> Shown:
    """What `state`, which `run` has just made or taken up, shows."""
    ready = run.program.nodes.get(run.node)
    if ready is None or (state.ended and ready.kind != "end"):
        return _end(run, state, ready)
    if not ready.constant or (ready.kind == "end") != state.ended or len(run.frames) != 1:
        return _SHOW[ready.kind](run, state, ready)
    if state.problem or state.trouble or state.tries or run.place in state.kept:
        return _SHOW[ready.kind](run, state, ready)
    known = ready.later if can_back(state) else ready.first
    found = known.get(run.language)
    if found is None:
        found = _SHOW[ready.kind](run, state, ready)
        if not run.troubles:
            known[run.language] = found
    return found


def can_back(state: RunState) -> bool:
    """Whether there is something before this that a person saw."""
    return any(move.kind in PERSONAL for move in reversed(state.trail))


def objections(run: Step) -> list[ObjectionShown]:
    """What the caller may bring up: of the running flow and of those that called it."""
    found = []
    names: set[str] = set()
    for frame in reversed(run.frames):
        program = run.programs.get(frame.flow)
        if frame.kind == "jump" or program is None:
            continue
        for objection in program.objections:
            if objection.name not in names:
                names.add(objection.name)
                found.append(
                    ObjectionShown(name=objection.name, text=objection.text.write(run), key=objection.key)
                )
    return found


def _with(run: Step, state: RunState, ready: Ready, kind: Any, **more: Any) -> Shown:
    """What all of them have."""
    title = ready.title.write(run)
    said = more.pop("text", None)
    if said is None:
        said = ready.text.write(run)
    raised = objections(run)
    return Shown(
        kind=kind,
        node=run.node,
        language=run.language,
        title=title,
        text=said,
        prompt=_prompt(run, ready),
        objections=raised,
        can_back=can_back(state),
        can_return=any(frame.kind == "jump" for frame in run.frames),
        trouble=_trouble(run, state),
        **more,
    )


def _trouble(run: Step, state: RunState) -> str:
    """What is known of the step, and what failed while this was rendered."""
    known = state.trouble.split("; ") if state.trouble else []
    return "; ".join(dict.fromkeys([*known, *run.troubles]))


def _prompt(run: Step, ready: Ready) -> str:
    prompts: dict[str, str] = getattr(ready.node, "prompt", {})
    if not prompts:
        return ""
    base = run.language.split("-")[0].lower()
    near = (name for language, name in prompts.items() if language.split("-")[0].lower() == base)
    return prompts.get(run.language) or next(near, "")


def _say(run: Step, state: RunState, ready: Ready) -> Shown:
    return _with(run, state, ready, "say")


def _ask(run: Step, state: RunState, ready: Ready) -> Shown:
    node = ready.node
    assert isinstance(node, n.Ask)
    return _with(
        run, state, ready, "ask",
        type=node.type,
        answer=ready.variable,
        required=node.required,
        choices=offered(run, ready) if ready.choices else [],
        hint=ready.hint.write(run),
        least=_limit_text(run, ready, ready.least),
        most=_limit_text(run, ready, ready.most),
        pattern=node.pattern,
        currency=node.currency,
        value=filled_in(run, ready),
        problem=state.problem,
        again=ready.again.write(run) if state.problem else "",
        tries=state.tries,
        seconds=node.seconds,
    )  # fmt: skip


def _limit_text(run: Step, ready: Ready, bound: Any) -> str:
    if bound is None:
        return ""
    try:
        return text(limit(ready.type, bound(run)))
    except FAULTS as fault:
        note(run, fault)
        return ""


def filled_in(run: Step, ready: Ready) -> Any:
    """The answer that was given here before going back, where it still fits; else the default."""
    for before in reversed(run.kept.get(run.place, ())):
        if before.kind == "answer" and not is_empty(before.value):
            try:
                accept(run, ready, plain(before.value))
            except (Unfit, *FAULTS):
                break
            return plain(before.value)
    if ready.default is None:
        return None
    try:
        worth = plain(kept(ready.default(run), run))
    except FAULTS as fault:
        note(run, fault)
        return None
    return None if worth == "" else worth


def _recommend(run: Step, state: RunState, ready: Ready) -> Shown:
    before = next((k for k in reversed(run.kept.get(run.place, ())) if k.kind == "answer"), None)
    return _with(
        run, state, ready, "recommend",
        answer=ready.variable,
        required=False,
        choices=recommended(run, ready),
        value=before.value if before else None,
        problem=state.problem,
        tries=state.tries,
    )  # fmt: skip


def _effect(run: Step, state: RunState, ready: Ready) -> Shown:
    node = ready.node
    name, seconds = "", 0
    wanted: dict[str, Any] = {}
    try:
        if isinstance(node, n.Do):
            name, wanted = node.command, arguments(run, ready)
        elif isinstance(node, n.LookUp):
            name, seconds, wanted = node.what, node.seconds, arguments(run, ready)
        elif isinstance(node, n.Route):
            name, wanted = ready.hint.write(run), routing(run, ready)
        elif isinstance(node, n.Transfer):
            name = ready.hint.write(run)
        elif isinstance(node, n.Wait):
            seconds = node.seconds
    except FAULTS as fault:
        note(run, fault)
    return _with(run, state, ready, ready.kind, effect=name, arguments=wanted, seconds=seconds)


def _end(run: Step, state: RunState, ready: Ready | None) -> Shown:
    node = ready.node if ready is not None else None
    if not state.ended and isinstance(node, n.End) and ready is not None:
        return _with(run, state, ready, "say")  # the end of a sub-flow that says something
    if not isinstance(node, n.End) or ready is None:
        return Shown(
            kind="end",
            node=run.node,
            language=run.language,
            can_back=can_back(state),
            trouble=_trouble(run, state) or ("" if state.ended else "no_node: the flow has no such node"),
        )
    return _with(run, state, ready, "end", disposition=node.disposition, results=results(run, ready))


def results(run: Step, ready: Ready) -> dict[str, Any]:
    """What the flow gives back."""
    found = {}
    for name, value in ready.arguments:
        try:
            found[name] = plain(kept(value(run), run))
        except FAULTS as fault:
            note(run, fault)
            found[name] = None
    return found


def never(run: Step, state: RunState, ready: Ready) -> Shown:
    """A node that is never shown, in a state that no engine made."""
    return _with(run, state, ready, "say")


_SHOW = {
    "say": _say, "ask": _ask, "recommend": _recommend, "look_up": _effect, "do": _effect, "route": _effect,
    "transfer": _effect, "wait": _effect, "end": _end, "branch": never, "set": never, "flow": never,
}  # fmt: skip
