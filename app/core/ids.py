"""Ids that can be given away without asking anyone.

A row's id is one 63-bit integer: 41 bits of milliseconds since 2020, 10 bits of node, 12 bits of a
sequence. A laptop has a node number of its own, so that what it makes without a network never
collides; an integer keeps SQLite's rowid and PostgreSQL's bigint indexes small and in order of time.
"""

import threading
import uuid

from app.core.clock import Clock

EPOCH = 1_577_836_800_000  # 2020-01-01 UTC in ms
_SEQUENCE_BITS = 12
_NODE_BITS = 10


class IdMaker:
    """Makes ids for one node; safe to call from any thread.

    `node` is 0 to 1023 (the hub itself is 0). Ids grow strictly, even where the clock steps back.
    """

    def __init__(self, clock: Clock, node: int = 0) -> None:
        if not 0 <= node < 1 << _NODE_BITS:
            raise ValueError(f"node {node} is not between 0 and {(1 << _NODE_BITS) - 1}")
        self._clock = clock
        self._node = node << _SEQUENCE_BITS
        self._lock = threading.Lock()
        self._tick = 0
        self._sequence = 0

    def new(self) -> int:
        """The next id."""
        with self._lock:
            tick = max(self._clock.now() - EPOCH, self._tick)
            if tick == self._tick:
                self._sequence += 1
                if self._sequence >> _SEQUENCE_BITS:  # 4096 in one ms: borrow from the next
                    tick += 1
                    self._sequence = 0
            else:
                self._sequence = 0
            self._tick = tick
            return (tick << (_SEQUENCE_BITS + _NODE_BITS)) | self._node | self._sequence


def new_command_id() -> str:
    """A fresh id for a command: it names one intention, so that sending it twice does it once."""
    return uuid.uuid4().hex
