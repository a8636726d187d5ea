"""Who calls next, and when. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence

from app.protocol.town import Caller, Pace

# pace: seconds between two callers on average, callers at a time
_PACES: dict[Pace, tuple[float, int]] = {
    "off": (0.0, 0),
    "calm": (50.0, 1),
    "normal": (22.0, 2),
    "busy": (7.0, 4),
}
FIRST_SECONDS = 2.0
"""After the town has woken up, the first caller dials."""


class Plan:
    """The order of callers: the book's first four as they stand, then at random without repeats in a row."""

    def __init__(self, callers: Sequence[Caller], rng: random.Random, most: int) -> None:
        """`most` is what the line carries at a time."""
        self._callers = list(callers)
        self._first = list(self._callers[:4])
        self._rng = rng
        self._most = most
        self._asked: list[str] = []
        self._last = ""
        self.pace: Pace = "off"
        self._next_at: float | None = None

    def set_pace(self, pace: Pace, now: float) -> None:
        """How busy the town is from now on."""
        if pace != self.pace:
            self.pace = pace
            self._next_at = None if pace == "off" else now + FIRST_SECONDS

    def ask(self, kind: str = "") -> None:
        """Somebody calls now, of this kind if one is given."""
        self._asked.append(kind)

    def due(self, now: float, calling: Sequence[Caller]) -> Caller | None:
        """The caller who dials now, if one does."""
        if not self._callers or len(calling) >= self._most:
            return None
        if self._asked:
            kind = self._asked.pop(0)
            return self._choose(calling, kind)
        gap, at_a_time = _PACES[self.pace]
        if self._next_at is None or now < self._next_at:
            return None
        if len(calling) >= (1 if self._first and self.pace != "busy" else at_a_time):
            return None
        caller = self._choose(calling, "")
        self._next_at = now + (4.0 if self._first else self._rng.expovariate(1 / gap) + 1.0)
        return caller

    def ended(self, now: float) -> None:
        """A call is over: the next one does not come in the same breath."""
        if self._next_at is not None:
            self._next_at = max(self._next_at, now + 3.0)

    def _choose(self, calling: Sequence[Caller], kind: str) -> Caller:
        if not kind and self._first:
            caller = self._first.pop(0)
        else:
            busy = {one.number for one in calling} | {self._last}
            fitting = [one for one in self._callers if not kind or one.kind == kind] or self._callers
            free = [one for one in fitting if one.number not in busy] or fitting
            caller = self._rng.choice(free)
        self._last = caller.number
        return caller
