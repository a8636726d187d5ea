"""Ends the window in order when the system asks for it (SIGTERM, SIGINT), as a click on its cross would.

Python runs signal handlers between two of its own instructions, and Qt's loop may run none for a while: the
signal's number is written to a socket instead, which wakes the loop.
"""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class Endings(QObject):
    """`asked` is emitted on the GUI thread for each SIGTERM or SIGINT."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _noted) for number in (signal.SIGTERM, signal.SIGINT)}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._came)

    @Slot()
    def _came(self) -> None:
        self._ours.recv(64)
        self.asked.emit()

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()


def _noted(number: int, frame: object) -> None:
    """Nothing is done here: the socket has the number."""
