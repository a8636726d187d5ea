"""Who calls next, and when."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.protocol.town import PACES, Caller, CallerKind, Pace
from app.telephony.town.plan import FIRST_SECONDS, Plan


def _callers() -> list[Caller]:
    first: list[CallerKind] = ["known", "unknown", "withheld", "shared"]
    kinds = [*first, *first[:1] * 6]
    return [
        Caller(name=f"c{n}", number=f"+88690000000{n}", kind=kind, language="en", dnis="+886225550100")
        for n, kind in enumerate(kinds)
    ]


def _run(plan: Plan, seconds: int, calling: list[Caller], start: float = 0.0) -> list[tuple[float, Caller]]:
    came = []
    for tick in range(seconds * 10):
        now = start + tick / 10
        caller = plan.due(now, calling)
        if caller is not None:
            came.append((now, caller))
    return came


def test_a_known_an_unknown_and_a_withheld_caller_come_first() -> None:
    plan = Plan(_callers(), random.Random(1), 4)
    plan.set_pace("normal", 0.0)
    came = _run(plan, 60, [])
    assert [caller.kind for _, caller in came[:4]] == ["known", "unknown", "withheld", "shared"]
    assert came[0][0] <= FIRST_SECONDS + 0.1


def test_a_town_that_is_off_is_still() -> None:
    plan = Plan(_callers(), random.Random(1), 4)
    plan.set_pace("busy", 0.0)
    plan.set_pace("off", 1.0)
    assert _run(plan, 300, []) == []


def test_somebody_calls_when_asked_even_in_a_town_that_is_off() -> None:
    plan = Plan(_callers(), random.Random(1), 4)
    plan.ask("withheld")
    plan.ask()
    came = _run(plan, 1, [])
    assert [caller.kind for _, caller in came] == ["withheld", "known"]


def test_a_busier_town_has_more_callers() -> None:
    counts = []
    for pace in PACES:
        plan = Plan(_callers(), random.Random(2), 4)
        plan.set_pace(pace, 0.0)
        counts.append(len(_run(plan, 900, [])))
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] > 3 * counts[1] > 0


@given(st.sampled_from(PACES), st.integers(0, 6), st.integers(1, 4), st.integers())
def test_never_more_callers_than_the_line_carries_and_never_one_twice_at_a_time(
    pace: Pace, calling: int, most: int, seed: int
) -> None:
    callers = _callers()
    on_the_phone = callers[4 : 4 + calling]
    plan = Plan(callers, random.Random(seed), most)
    plan.set_pace(pace, 0.0)
    plan.ask()
    for _, caller in _run(plan, 30, on_the_phone):
        assert len(on_the_phone) < most
        assert caller not in on_the_phone
