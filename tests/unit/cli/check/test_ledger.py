"""Legs that do not add up are found."""

from __future__ import annotations

from typing import Any

import pytest

from app.cli.check.ledger import legs_of


def _leg(kind: str, start: int, end: int | None, track: int = 0) -> dict[str, Any]:
    return {
        "id": start,
        "kind": kind,
        "track": track,
        "started_at": start,
        "ended_at": end,
        "interaction_id": 7,
    }


GOOD = [_leg("line", 0, 40), _leg("queue", 40, 50), _leg("talk", 50, 90), _leg("after_call", 90, 120, 1)]
CALL = {"state": "closed", "started_at": 0, "ended_at": 90, "closed_at": 120}


def test_legs_without_gaps_add_up() -> None:
    assert legs_of(7, CALL, GOOD) == []


@pytest.mark.parametrize(
    "legs",
    [
        [GOOD[0], GOOD[2], GOOD[3]],
        [GOOD[0], _leg("queue", 39, 50), *GOOD[2:]],
        [*GOOD[:2], _leg("talk", 50, None), GOOD[3]],
        [*GOOD[:2], _leg("talk", 50, 80), GOOD[3]],
        GOOD[:3],
        [*GOOD[:3], _leg("after_call", 95, 120, 1)],
    ],
)
def test_a_gap_an_overlap_and_an_open_leg_are_found(legs: list[dict[str, Any]]) -> None:
    assert legs_of(7, CALL, legs) != []
