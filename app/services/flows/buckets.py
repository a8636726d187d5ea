"""Answers that were counted, as a person reads them: each choice by itself, numbers in spans, texts by how
often they came. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import Any

from app.protocol.flows import Bucket

MOST = 20
"""Buckets of an answer."""


def buckets(counted: Sequence[tuple[Any, int]]) -> tuple[list[Bucket], int, float | None]:
    """Buckets, the runs that are in none of them, and the mean of numbers. `counted` are answers with how
    many gave them; each value of a list counts for itself."""
    if any(isinstance(value, list) for value, _ in counted):
        counted = _each(counted)
    numbers = [(float(value), times) for value, times in counted if _is_number(value)]
    if numbers and len(numbers) == len(counted):
        total = sum(times for _, times in numbers)
        mean = sum(value * times for value, times in numbers) / total
        if len(numbers) > MOST:
            return _spans(numbers), 0, mean
        return [Bucket(value=value, runs=times) for value, times in sorted(counted)], 0, mean
    ordered = sorted(counted, key=lambda one: (-one[1], str(one[0])))
    shown = [Bucket(value=value, runs=times) for value, times in ordered[:MOST]]
    return shown, sum(times for _, times in ordered[MOST:]), None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _each(counted: Sequence[tuple[Any, int]]) -> list[tuple[Any, int]]:
    found: dict[str, tuple[Any, int]] = {}
    for value, times in counted:
        for one in value if isinstance(value, list) else [value]:
            found[str(one)] = (one, found.get(str(one), (one, 0))[1] + times)
    return list(found.values())


def _spans(numbers: Sequence[tuple[float, int]]) -> list[Bucket]:
    """Spans of a round width (1, 2 or 5 times a power of ten) over all the numbers."""
    low, high = min(value for value, _ in numbers), max(value for value, _ in numbers)
    width = _round_width((high - low) / (MOST - 2))
    first = floor(low / width)
    runs: dict[int, int] = {}
    for value, times in numbers:
        place = floor(value / width) - first
        runs[place] = runs.get(place, 0) + times
    return [
        Bucket(value=(first + place) * width, upto=(first + place + 1) * width, runs=runs.get(place, 0))
        for place in range(max(runs) + 1)
    ]


def _round_width(least: float) -> float:
    """The smallest round width of at least this."""
    power = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))
