"""Ids grow, never repeat, and nobody needs to be asked for one."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import ManualClock, SystemClock
from app.core.errors import Refused
from app.core.ids import EPOCH, IdMaker, new_command_id


@given(st.lists(st.integers(-5_000, 5_000), max_size=50))
def test_they_grow_even_where_the_clock_steps_back(steps: list[int]) -> None:
    clock = ManualClock()
    ids = IdMaker(clock)
    made = [ids.new()]
    for step in steps:
        clock.advance(step)
        made.append(ids.new())
    assert made == sorted(set(made))


def test_more_than_fit_a_millisecond_borrow_from_the_next() -> None:
    ids = IdMaker(ManualClock())
    made = [ids.new() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_nodes_never_collide() -> None:
    clock = ManualClock()
    made = [maker.new() for maker in (IdMaker(clock, node) for node in (0, 1, 1023)) for _ in range(4_000)]
    assert len(set(made)) == 12_000


@pytest.mark.parametrize("node", [-1, 1024])
def test_a_node_has_ten_bits(node: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 1023"):
        IdMaker(ManualClock(), node)


def test_they_fit_a_bigint_for_as_long_as_anybody_cares() -> None:
    in_2080 = 3_471_292_800_000
    made = IdMaker(ManualClock(in_2080), 1023).new()
    assert 0 < made < 2**63
    assert (made >> 22) + EPOCH == in_2080


def test_threads_get_different_ones() -> None:
    ids = IdMaker(SystemClock())
    made: list[int] = []

    def make() -> None:
        made.extend([ids.new() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_command_ids_are_fresh_and_short_enough_for_the_door() -> None:
    made = {new_command_id() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(command_id) for command_id in made} == {32}


def test_a_refusal_says_code_and_text() -> None:
    refused = Refused("stale", "Look again.", number=7)
    assert str(refused) == "stale: Look again."
    assert refused.details == {"number": 7}
