"""What holds for every flow, every input and every moment."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.protocol.flow_run import Back, Change, Result
from app.scripts.engine import asked, begin, path, resume, show, step
from app.scripts.program import Program
from app.scripts.state import RunState, Turn, World
from tests.helpers.flows import flows, inputs, patient, way_on, worlds

QUICK = settings(
    max_examples=settings().max_examples // 5,  # HYPOTHESIS_PROFILE=long: 400
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
SPEAKERS: Any = st.sampled_from(["console", "telephone", "web"])


def again(state: RunState) -> RunState:
    """After a journey through JSON."""
    return msgspec.json.decode(msgspec.json.encode(state), type=RunState)


@QUICK
@given(st.data(), flows(), worlds(), SPEAKERS)
def test_nothing_raises_and_suspending_anywhere_is_invisible(
    data: st.DataObject, programs: dict[str, Program], world: World, speaker: Any
) -> None:
    turn = begin(programs, "main", world, speaker=speaker)
    other = turn
    for _ in range(12):
        given_ = data.draw(patient(turn.shown))
        turn = step(programs, turn.state, given_, world)
        elsewhere = resume(programs, again(other.state), speaker="web" if speaker != "web" else "console")
        back = resume(programs, again(elsewhere), speaker=speaker)
        if speaker != "telephone":  # there the tries begin anew, as they should
            other = step(
                programs,
                msgspec.structs.replace(back, tries=other.state.tries, problem=other.state.problem),
                given_,
                world,
            )
            assert other == turn
        else:
            other = turn
        assert show(programs, again(turn.state), world) == turn.shown
        assert again(turn.state) == turn.state
        for passed in path(programs, turn.state, world):
            assert (asked(programs, turn.state, passed.place, world) is not None) == passed.changeable


@QUICK
@given(st.data(), flows(), worlds(), SPEAKERS)
def test_back_and_forth_is_the_identity(
    data: st.DataObject, programs: dict[str, Program], world: World, speaker: Any
) -> None:
    turn = begin(programs, "main", world, speaker=speaker)
    for _ in range(12):
        before, given_ = turn, data.draw(patient(turn.shown))
        turn = step(programs, before.state, given_, world)
        seen = before.shown.kind in ("say", "ask", "recommend")
        if not seen or len(turn.state.trail) <= len(before.state.trail):
            continue
        back = step(programs, turn.state, Back(), world)
        assert back.shown.node == before.shown.node
        assert len(back.state.frames) == len(before.state.frames)
        assert [f.variables for f in back.state.frames] == [f.variables for f in before.state.frames]
        if not before.state.kept and before.state.tries == 0:
            assert step(programs, back.state, given_, world) == turn


@QUICK
@given(flows(), worlds(), SPEAKERS, st.sampled_from(["done", "none", "refused", "failed"]))
def test_no_run_is_stuck(programs: dict[str, Program], world: World, speaker: Any, outcome: str) -> None:
    turn = begin(programs, "main", world, speaker=speaker)
    for _ in range(30):
        given_ = way_on(turn.shown, outcome=outcome)
        if given_ is None:
            return
        before = turn
        turn = step(programs, before.state, given_, world)
        assert turn.trail, (given_, before.shown)


@QUICK
@given(st.data(), flows(), worlds())
def test_commands_are_done_once(data: st.DataObject, programs: dict[str, Program], world: World) -> None:
    turn = begin(programs, "main", world, speaker="console")
    done: set[tuple[str, bytes]] = set()
    for _ in range(20):
        if turn.shown.kind == "do":
            prefix = turn.state.frames[-1].prefix
            what = (
                prefix + turn.shown.node,
                msgspec.json.encode(turn.shown.arguments, order="deterministic"),
            )
            if data.draw(st.booleans()):
                assert what not in done
                done.add(what)
                turn = step(programs, turn.state, Result(value={"id": len(done)}), world)
                continue
        given_ = data.draw(patient(turn.shown))
        if turn.shown.kind == "do" and isinstance(given_, Result):
            continue
        turn = step(programs, turn.state, given_, world)


@QUICK
@given(st.data(), flows(), worlds())
def test_a_state_of_another_flow_or_a_nonsense_one_does_not_raise(
    data: st.DataObject, programs: dict[str, Program], world: World
) -> None:
    others = data.draw(flows())
    turn: Turn = begin(programs, "main", world, speaker="console")
    for _ in range(6):
        turn = step(programs, turn.state, data.draw(patient(turn.shown)), world)
    state = turn.state
    broken = data.draw(
        st.sampled_from(
            [
                state,
                msgspec.structs.replace(state, frames=[]),
                msgspec.structs.replace(state, frames=[*state.frames, *state.frames]),
                msgspec.structs.replace(
                    state,
                    frames=[msgspec.structs.replace(frame, home=7, kind="jump") for frame in state.frames],
                ),
                msgspec.structs.replace(
                    state, trail=[msgspec.structs.replace(m, frames=[]) for m in state.trail]
                ),
                msgspec.structs.replace(state, waiting="x", language="\ud800", tries=-5),
            ]
        )
    )
    for _ in range(6):
        shown = show(others, broken, world)
        assert path(others, broken, world) is not None
        broken = step(others, broken, data.draw(patient(shown)), world).state
        broken = step(others, broken, data.draw(inputs()), world).state


@QUICK
@given(st.data(), flows(), worlds())
def test_the_same_answer_again_changes_nothing(
    data: st.DataObject, programs: dict[str, Program], world: World
) -> None:
    turn = begin(programs, "main", world, speaker="console")
    for _ in range(15):
        given_ = way_on(turn.shown) if data.draw(st.integers(0, 5)) else data.draw(inputs())
        if given_ is None:
            break
        turn = step(programs, turn.state, given_, world)
    before = turn.state
    for passed in path(programs, before, world):
        if passed.changeable and before.trail[passed.place].value not in (None, ""):
            after = step(programs, before, Change(place=passed.place, value=passed.value), world).state
            if not after.problem:
                assert repr(after.trail) == repr(before.trail)
                assert after.frames == before.frames
