"""A network between a console and a hub that can be held up and cut: a TCP proxy with faults."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Forwards connections to `port` of this machine. What is held up is delivered when it is let go."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._flowing = threading.Event()
        self._flowing.set()
        self._lose_answer_to = b""
        self.answers_lost = 0
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hold_up(self) -> None:
        """Nothing gets through any more, in either direction; nobody is told."""
        self._flowing.clear()

    def let_go(self) -> None:
        """What was held up arrives, and everything after it."""
        self._flowing.set()

    def lose_answer_to(self, text: bytes) -> None:
        """The next request with this text reaches the hub, but its answer is lost with the connection."""
        self._lose_answer_to = text

    def close(self) -> None:
        self._flowing.set()
        self._door.close()
        for end in tuple(self._open):
            _shut(end)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                if self._door.fileno() < 0:
                    return
                near.close()
                continue
            pair = _Pair(near, far)
            self._open |= {near, far}
            for pump in (self._upwards, self._downwards):
                threading.Thread(target=pump, args=(pair,), name="wire", daemon=True).start()

    def _upwards(self, pair: _Pair) -> None:
        for data in _received(pair.near):
            self._flowing.wait()
            if self._lose_answer_to and self._lose_answer_to in data:
                self._lose_answer_to = b""
                pair.lose_answer = True
            with suppress(OSError):
                pair.far.sendall(data)
        pair.close()

    def _downwards(self, pair: _Pair) -> None:
        for data in _received(pair.far):
            self._flowing.wait()
            if pair.lose_answer:
                self.answers_lost += 1
                break
            with suppress(OSError):
                pair.near.sendall(data)
        pair.close()


class _Pair:
    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near, self.far = near, far
        self.lose_answer = False

    def close(self) -> None:
        _shut(self.near)
        _shut(self.far)


def _received(end: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while data := end.recv(65_536):
            yield data


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    """A wire to a hub's URL."""
    wire = Wire(int(url.rpartition(":")[2]))
    try:
        yield wire
    finally:
        wire.close()
