"""The window's line to the simulated town: sets its pace, hears how it is doing."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from app.protocol.town import ToTown, TownStatus

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


class TownLink:
    """Connects to the town's socket at `path`, again and again where it is not there (yet)."""

    def __init__(self, path: Path, on_status: Callable[[TownStatus | None], None]) -> None:
        """`on_status` is called in a thread of the link's own; None means that the town is not there."""
        self._path = path
        self._on_status = on_status
        self._line: socket.socket | None = None
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="town", daemon=True)

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def send(self, order: ToTown) -> bool:
        """Tell the town; False where it is not there."""
        with self._lock:
            if self._line is None:
                return False
            try:
                self._line.sendall(msgspec.json.encode(order) + b"\n")
            except OSError:
                return False
            return True

    def cut(self) -> None:
        """End it, without waiting for its thread."""
        self._closing.set()
        with self._lock:
            if self._line is not None:
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it."""
        self.cut()
        if self._thread.is_alive():
            self._thread.join(3.0)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                line, token = _connect(self._path)
            except (OSError, ValueError):
                self._closing.wait(RETRY_SECONDS)
                continue
            try:
                with line, line.makefile("rb") as lines:
                    line.sendall(token.encode() + b"\n")
                    with self._lock:
                        self._line = line
                    for text in lines:
                        self._on_status(msgspec.json.decode(text, type=TownStatus))
            except (OSError, msgspec.MsgspecError) as error:
                log.info("the town's line broke: %s", error)
            finally:
                with self._lock:
                    self._line = None
            if not self._closing.is_set():
                self._on_status(None)


def _connect(path: Path) -> tuple[socket.socket, str]:
    """A connection and the token to show: the path is a Unix socket, or a file with host, port and token."""
    if hasattr(socket, "AF_UNIX") and path.is_socket():
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        target: str | tuple[str, int] = str(path)
        token = ""
    else:
        host, port, token = path.read_text("ascii").split()
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        target = (host, int(port))
    try:
        line.connect(target)
    except OSError:
        line.close()
        raise
    return line, token
