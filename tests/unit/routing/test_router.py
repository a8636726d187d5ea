"""The router decides by its arguments alone: what must hold of every decision, and the cases by name."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.routing.router import PREFERRED_WAIT_MS, Free, Placement, Waiting, route

NOW = 1_000_000
IDS = st.integers(1, 12)
SKILLS = st.dictionaries(st.integers(1, 4), st.integers(0, 5), max_size=3)

waiting_items = st.lists(
    st.builds(
        Waiting,
        id=st.integers(100, 130),
        queue_id=st.just(1),
        placed_at=st.integers(NOW - 60_000, NOW),
        priority=st.integers(0, 3),
        skills=SKILLS,
        preferred_agent_id=st.none() | IDS,
        refused_by=st.frozensets(IDS, max_size=4),
    ),
    max_size=12,
    unique_by=lambda item: item.id,
)
free_agents = st.lists(
    st.builds(Free, id=IDS, idle_since=st.integers(0, NOW), skills=SKILLS),
    max_size=10,
    unique_by=lambda agent: agent.id,
)


def able(item: Waiting, agent: Free) -> bool:
    return all(agent.skills.get(skill, 0) >= least for skill, least in item.skills.items())


def turn(item: Waiting) -> tuple[int, int, int]:
    return -item.priority, item.placed_at, item.id


def waits_for_preferred(item: Waiting, there: set[int]) -> bool:
    """Whether it may wait although others are free."""
    preferred = item.preferred_agent_id
    young = NOW - item.placed_at < PREFERRED_WAIT_MS
    return preferred is not None and preferred not in item.refused_by and preferred not in there and young


@given(waiting_items, free_agents)
def test_nobody_gets_two_and_nobody_what_they_cannot_do(items: list[Waiting], agents: list[Free]) -> None:
    placements = route(items, agents, NOW)
    by_item, by_agent = {i.id: i for i in items}, {a.id: a for a in agents}
    assert len({p.agent_id for p in placements}) == len(placements)
    assert len({p.work_item_id for p in placements}) == len(placements)
    for placed in placements:
        assert able(by_item[placed.work_item_id], by_agent[placed.agent_id])
        assert placed.reasons, "every decision says why"


@given(waiting_items, free_agents)
def test_nothing_waits_that_could_be_offered(items: list[Waiting], agents: list[Free]) -> None:
    placements = route(items, agents, NOW)
    left = [a for a in agents if a.id not in {p.agent_id for p in placements}]
    for item in items:
        if item.id not in {p.work_item_id for p in placements}:
            can = {agent.id for agent in left if able(item, agent)}
            assert not can or waits_for_preferred(item, can)


@given(waiting_items, free_agents)
def test_priority_goes_before_place_and_place_before_all(items: list[Waiting], agents: list[Free]) -> None:
    """Who was served did not take an agent from somebody whose turn was earlier."""
    placements = route(items, agents, NOW)
    by_item, by_agent = {i.id: i for i in items}, {a.id: a for a in agents}
    unserved = [i for i in items if i.id not in {p.work_item_id for p in placements}]
    for placed in placements:
        served, agent = by_item[placed.work_item_id], by_agent[placed.agent_id]
        for item in unserved:
            earlier = (-item.priority, item.placed_at, item.id) < (
                -served.priority,
                served.placed_at,
                served.id,
            )
            if earlier and able(item, agent):
                assert waits_for_preferred(item, {agent.id})


@given(waiting_items, free_agents)
def test_who_refused_is_asked_again_only_where_nobody_else_could_be(
    items: list[Waiting], agents: list[Free]
) -> None:
    placements = route(items[:1], agents, NOW)
    for placed in placements:
        item = items[0]
        if placed.agent_id in item.refused_by:
            assert all(agent.id in item.refused_by for agent in agents if able(item, agent))


@given(waiting_items, free_agents)
def test_the_longest_idle_is_asked_first(items: list[Waiting], agents: list[Free]) -> None:
    for placed in route(items[:1], agents, NOW):
        item = items[0]
        fresh = [a for a in agents if able(item, a) and a.id not in item.refused_by]
        chosen = next(a for a in agents if a.id == placed.agent_id)
        if placed.agent_id != item.preferred_agent_id and fresh:
            assert chosen.idle_since == min(a.idle_since for a in fresh)


@given(waiting_items, free_agents, st.randoms(use_true_random=False))
def test_the_same_case_is_decided_the_same(
    items: list[Waiting], agents: list[Free], chance: random.Random
) -> None:
    """Replay: neither chance, nor the order of the rows, nor the hour of the day plays a part."""
    first = route(items, agents, NOW)
    chance.shuffle(items)
    chance.shuffle(agents)
    assert route(items, agents, NOW) == first


def one(item: Waiting, *agents: Free, now: int = NOW) -> Placement | None:
    placements = route([item], agents, now)
    return placements[0] if placements else None


def test_a_preferred_agent_is_waited_for_a_while() -> None:
    item = Waiting(id=1, queue_id=1, placed_at=NOW, preferred_agent_id=7)
    other = Free(id=8, idle_since=0)
    assert one(item, other) is None
    assert one(item, other, now=NOW + PREFERRED_WAIT_MS - 1) is None
    later = one(item, other, now=NOW + PREFERRED_WAIT_MS)
    assert later is not None
    assert later.agent_id == 8


def test_the_preferred_agent_goes_before_who_is_idle_longer() -> None:
    item = Waiting(id=1, queue_id=1, placed_at=NOW - 60_000, preferred_agent_id=7)
    placed = one(item, Free(id=8, idle_since=0), Free(id=7, idle_since=NOW))
    assert placed is not None
    assert placed.agent_id == 7
    assert [reason["code"] for reason in placed.reasons] == ["preferred", "waited"]


def test_who_is_preferred_and_declined_is_not_waited_for() -> None:
    item = Waiting(id=1, queue_id=1, placed_at=NOW, preferred_agent_id=7, refused_by=frozenset((7,)))
    placed = one(item, Free(id=7, idle_since=0), Free(id=8, idle_since=5))
    assert placed is not None
    assert placed.agent_id == 8


def test_reasons_say_what_was_compared() -> None:
    item = Waiting(id=1, queue_id=1, placed_at=NOW - 5_000, skills={3: 2})
    placed = one(
        item,
        Free(id=7, idle_since=NOW - 9_000, skills={3: 4}),
        Free(id=8, idle_since=NOW - 2_000, skills={3: 2}),
        Free(id=9, idle_since=0, skills={3: 1}),
    )
    assert placed == Placement(
        1,
        7,
        (
            {"code": "skill", "skill_id": 3, "level": 4, "least": 2},
            {"code": "longest_idle", "seconds": 9, "of": 2},
            {"code": "waited", "seconds": 5},
        ),
    )


def test_a_skill_of_level_nought_needs_none() -> None:
    assert one(Waiting(id=1, queue_id=1, placed_at=NOW, skills={3: 0}), Free(id=7, idle_since=0)) is not None


def test_nobody_and_nothing() -> None:
    assert route([], [], NOW) == []
    assert route([Waiting(id=1, queue_id=1, placed_at=NOW)], [], NOW) == []
    assert route([], [Free(id=1, idle_since=0)], NOW) == []
