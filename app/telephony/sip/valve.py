"""Holding back when calls come faster than pjsip can give their sockets back.

pjlib's I/O queue has 64 places and keeps each for half a second after its socket is closed; asked for a
65th it aborts the process. Every INVITE takes two (RTP and RTCP), even if it is turned away or cancelled at
once. So after a burst the poll pauses: the packets wait in the kernel, the senders repeat what is lost, and
media goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 0.7
"""A little more than pjlib's PJ_IOQUEUE_KEY_FREE_DELAY of 500 ms."""
MAX_CALLS = 8
"""Calls begun in a window before the poll pauses; one poll may bring as many again as the kernel holds."""
RECEIVE_BYTES = 16_384
"""Receive buffer of the UDP transport: what one poll can find, some 14 INVITEs. (The kernel doubles it.)"""


class Valve:
    """Counts calls as they begin."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: deque[float] = deque()

    def count(self) -> None:
        """A call has begun, however short it was."""
        self._begun.append(self._clock())

    @property
    def shut(self) -> bool:
        """Whether to leave SIP alone for the moment."""
        horizon = self._clock() - WINDOW_SECONDS
        while self._begun and self._begun[0] < horizon:
            self._begun.popleft()
        return len(self._begun) >= MAX_CALLS
