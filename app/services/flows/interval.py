"""How sure a share is, and the difference of two: pure arithmetic.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927); R. G. Newcombe, "Interval estimation for the difference between
independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Literal, NamedTuple

CONFIDENCE = 0.95
FEWEST = 30
"""Runs of each version below which nothing is said."""
FEWEST_OF_A_KIND = 5
"""Runs of each version with the outcome, and without it, below which nothing is said."""


class Interval(NamedTuple):
    """Where the true value lies with the confidence that was asked for."""

    low: float
    high: float


Verdict = Literal["too_few", "no_difference", "first", "second"]


def wilson(with_it: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a share, 0 to 1; all of it where there are none (Wilson's score interval)."""
    if of <= 0:
        return Interval(0.0, 1.0)
    z = _z(confidence)
    share = with_it / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    low = 0.0 if with_it == 0 else max(0.0, (middle - spread) / below)
    high = 1.0 if with_it == of else min(1.0, (middle + spread) / below)
    return Interval(low, high)


def difference(first: tuple[int, int], second: tuple[int, int], confidence: float = CONFIDENCE) -> Interval:
    """The interval of (share of the first) - (share of the second); each is (with it, of). Newcombe's hybrid
    of two score intervals: it holds for small numbers, too."""
    (one, of_one), (two, of_two) = first, second
    if of_one <= 0 or of_two <= 0:
        return Interval(-1.0, 1.0)
    p, q = one / of_one, two / of_two
    low_one, high_one = wilson(one, of_one, confidence)
    low_two, high_two = wilson(two, of_two, confidence)
    low = (p - q) - sqrt((p - low_one) ** 2 + (high_two - q) ** 2)
    high = (p - q) + sqrt((high_one - p) ** 2 + (q - low_two) ** 2)
    return Interval(max(-1.0, low), min(1.0, high))


def verdict(first: tuple[int, int], second: tuple[int, int]) -> Verdict:
    """Which of two has more of it, if that can be told."""
    for with_it, of in (first, second):
        if of < FEWEST or min(with_it, of - with_it) < FEWEST_OF_A_KIND:
            return "too_few"
    low, high = difference(first, second)
    if low > 0:
        return "first"
    return "second" if high < 0 else "no_difference"


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)
