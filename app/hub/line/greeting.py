"""What a caller hears before the queue: a greeting and a menu of single digits.

Deliberately small: flows will answer the telephone; this carries a caller to a queue until then, and
whatever a caller does or does not press, they end in one.
"""

from dataclasses import dataclass, field

from app.protocol.setup import LineView

TRIES = 3
PAUSE = 6.0
"""Seconds a caller has to press a key after the menu was read out."""


@dataclass
class Greeting:
    """One caller at the greeting. Its methods answer with the queue to go to, or None to go on."""

    line: LineView
    tries: int = 0
    deadline: float = field(default=0.0)
    """Monotonic seconds at which the caller has pressed nothing; 0: no time is running."""

    @property
    def queue_id(self) -> int:
        """Where a caller goes who chose nothing."""
        return self.line.queue_id or next(iter(self.line.menu.values()))

    def heard(self, now: float) -> int | None:
        """The greeting was heard to its end."""
        if not self.line.menu:
            return self.queue_id
        self.deadline = now + PAUSE
        return None

    def pressed(self, digit: str) -> int | None:
        """The caller pressed a key; None: it is none of the choices, say it again."""
        if not self.line.menu:
            return None
        return self.line.menu.get(digit) or self._again()

    def waited(self, now: float) -> int | None:
        """Time passed; None: nothing to do, or say it again where `due`."""
        return self._again() if self.due(now) else None

    def due(self, now: float) -> bool:
        """Whether the caller's time to press a key is over."""
        return bool(self.deadline) and now >= self.deadline

    def _again(self) -> int | None:
        self.tries += 1
        self.deadline = 0.0
        return self.queue_id if self.tries >= TRIES else None
