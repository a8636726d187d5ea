"""The town's ear for its window: a local socket, JSON objects one a line."""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from app.protocol.town import ToTown, TownStatus
from app.telephony.wire import listen

log = logging.getLogger(__name__)

_read = msgspec.json.Decoder(ToTown).decode
MAX_LINE = 4096


class Listener(Protocol):
    """Who takes the orders."""

    def tell(self, order: ToTown) -> None:
        """One order."""


class Control:
    """Takes connections at a path; every window is told the status whenever it changes."""

    def __init__(self, path: Path) -> None:
        """Raises SocketTaken where another town listens there, OSError where none can."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._door, self._token = listen(path)
        self._windows: list[socket.socket] = []
        self._lock = threading.Lock()
        self._last = b""
        self._town: Listener | None = None

    def start(self, town: Listener) -> None:
        """Begin to take windows."""
        self._town = town
        threading.Thread(target=self._accept, name="town control", daemon=True).start()

    def say(self, status: TownStatus) -> None:
        """Tell every window."""
        line = msgspec.json.encode(status) + b"\n"
        with self._lock:
            self._last = line
            for window in list(self._windows):
                try:
                    window.sendall(line)
                except OSError:
                    self._windows.remove(window)

    def close(self) -> None:
        """Stop listening and take the socket's file away."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        with self._lock:
            for window in self._windows:
                with suppress(OSError):
                    window.shutdown(socket.SHUT_RDWR)
        self.path.unlink(missing_ok=True)

    def _accept(self) -> None:
        while True:
            try:
                window, _ = self._door.accept()
            except OSError:
                return
            window.settimeout(5.0)
            threading.Thread(target=self._serve, args=(window,), name="town window", daemon=True).start()

    def _serve(self, window: socket.socket) -> None:
        with window, window.makefile("rb") as lines:
            try:
                if lines.readline(MAX_LINE).strip().decode("ascii", "replace") != self._token:
                    return
                window.settimeout(None)
                with self._lock:
                    self._windows.append(window)
                    window.sendall(self._last)
                while line := lines.readline(MAX_LINE):
                    self._order(line)
            except OSError:
                pass
            finally:
                with self._lock:
                    if window in self._windows:
                        self._windows.remove(window)

    def _order(self, line: bytes) -> None:
        try:
            order = _read(line)
        except msgspec.MsgspecError as error:
            log.warning("the town was told something it does not know: %s", error)
            return
        if self._town is not None:
            self._town.tell(order)
