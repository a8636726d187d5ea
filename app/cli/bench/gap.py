"""A network between a console and a hub that can stand still for a while: a TCP proxy."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 65_536


class Gap:
    """Forwards to a port of this machine; what comes while it stands still is delivered afterwards."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self._flowing = threading.Event()
        self._flowing.set()
        threading.Thread(target=self._accept, name="gap", daemon=True).start()

    @property
    def url(self) -> str:
        """Where a console connects."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def stand_still(self) -> None:
        """Nothing gets through, and nobody is told."""
        self._flowing.clear()

    def flow(self) -> None:
        """Everything gets through again."""
        self._flowing.set()

    def close(self) -> None:
        """Take no more connections; those that are open go on until an end closes."""
        self._flowing.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, target), name="gap", daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                self._flowing.wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
