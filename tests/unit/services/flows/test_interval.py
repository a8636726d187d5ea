"""Intervals of shares and of their difference: the values of the papers, and what must hold of all."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.services.flows.interval import difference, verdict, wilson

COUNTS = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(  # Newcombe (1998), on single proportions, table I
    ("with_it", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(with_it: int, of: int, low: float, high: float) -> None:
    assert wilson(with_it, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(  # Newcombe (1998), table II, method 10
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_the_difference_as_published(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert difference(first, second) == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    with_it, of = counts
    low, high = wilson(with_it, of)
    assert 0 <= low <= with_it / of <= high <= 1
    other_low, other_high = wilson(of - with_it, of)
    assert (1 - other_high, 1 - other_low) == pytest.approx((low, high), abs=1e-9)


@given(COUNTS, COUNTS)
def test_the_difference_is_the_same_the_other_way_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = difference(first, second)
    back_low, back_high = difference(second, first)
    assert (-back_high, -back_low) == pytest.approx((low, high), abs=1e-9)
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] + 1e-12
    assert high <= 1


@given(COUNTS, st.integers(2, 20))
def test_more_of_the_same_makes_it_surer(counts: tuple[int, int], times: int) -> None:
    with_it, of = counts
    low, high = wilson(with_it, of)
    surer_low, surer_high = wilson(with_it * times, of * times)
    assert surer_high - surer_low <= high - low + 1e-12


def test_nothing_is_said_of_too_few() -> None:
    assert verdict((9, 10), (3, 10)) == "too_few"
    assert verdict((400, 400), (300, 400)) == "too_few", "not one without it"
    assert verdict((56, 70), (48, 80)) == "first"
    assert verdict((480, 800), (560, 700)) == "second"
    assert verdict((50, 100), (48, 100)) == "no_difference"
    assert wilson(0, 0) == (0.0, 1.0)
    assert difference((0, 0), (1, 2)) == (-1.0, 1.0)


@given(COUNTS, COUNTS)
def test_the_verdict_follows_from_the_interval(first: tuple[int, int], second: tuple[int, int]) -> None:
    said = verdict(first, second)
    assume(said != "too_few")
    low, high = difference(first, second)
    assert said == ("first" if low > 0 else "second" if high < 0 else "no_difference")
