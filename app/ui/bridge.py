"""The only place where threads meet Qt.

Whatever happens on another thread (the stream, the phone, a question that was answered) is put into a queue
here and taken out on the GUI thread, in order. From then on everything is ordinary single-threaded Qt code:
a signal of this class is only ever emitted on the GUI thread, so what is connected to it runs there.
"""

from __future__ import annotations

import gc
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

log = logging.getLogger(__name__)

COLLECT_EVERY_MS = 2_000
FULL_EVERY = 30
"""Rounds between two full collections."""
SETTLED_AFTER = 5
"""Rounds after which the window has been built."""


class Bridge(QObject):
    """Carries calls from any thread to the GUI thread."""

    _woken = Signal()

    changed = Signal(object)
    """A `protocol.events.Event` (or a list of them) that the store has taken in."""
    replaced = Signal()
    """The store holds a fresh snapshot: read everything again."""
    liveness = Signal(object)
    """How live the window is (`app.client`'s liveness)."""
    notice = Signal(object)
    """A `protocol.events.Notice` of the hub."""
    signed_out = Signal(object)
    """The hub ended the session; a `protocol.message.Refusal` says why."""
    phone = Signal(object)
    """Something the soft phone tells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self._woken.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[..., None], *args: Any) -> None:
        """Have `call(*args)` run on the GUI thread, soon and in order. May be called from any thread."""
        self._waiting.append((call, args))
        self._woken.emit()

    @Slot()
    def _drain(self) -> None:
        for _ in range(len(self._waiting)):
            call, args = self._waiting.popleft()
            try:
                call(*args)
            except Exception:  # one receiver's mistake must not hold up the others
                log.exception("a message to the window could not be shown")


class Collector(QObject):
    """Garbage collection on the GUI thread alone: a QObject that is freed on another thread aborts.

    Creating it switches the automatic collection off; a timer takes over.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(COLLECT_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._rounds = 0

    @Slot()
    def _collect(self) -> None:
        """The young generations each time, everything once a minute."""
        self._rounds += 1
        gc.collect(2 if self._rounds % FULL_EVERY == 0 else 1)
        if self._rounds == SETTLED_AFTER:
            gc.freeze()  # what is there by now stays: a full collection need not look at it each time
