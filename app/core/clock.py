"""Where the time comes from: passed in, so that a test can turn the hands."""

import time
from typing import Protocol


class Clock(Protocol):
    """A source of wall-clock time."""

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000


class ManualClock:
    """A clock that stands still until it is told to go on (tests, replay, demo data)."""

    def __init__(self, at: int = 1_700_000_000_000) -> None:
        self.at = at

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return self.at

    def advance(self, milliseconds: int) -> None:
        """Move forward by `milliseconds`."""
        self.at += milliseconds
