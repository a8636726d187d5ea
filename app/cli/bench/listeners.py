"""Many consoles' event streams in one process, as cheap as can be: sockets and one selector.

`python -m app.cli.bench.listeners HOST PORT TOKENS COUNT SECONDS`: TOKENS is a file with a bearer token a
line. The first listener reads slowly (4 kB a second), the second leaves and comes back by number every
two seconds. Prints JSON: for every other listener together the times in ms from the moment written in a
note (`t=NANOSECONDS;`) to its arrival, and for each of the three kinds whether a number was missed.
"""

from __future__ import annotations

import re
import selectors
import socket
import sys
import time
from pathlib import Path

import msgspec

_STAMP = re.compile(rb"t=(\d+);")
_NUMBER = re.compile(rb"\nid: (\d+)\n")
SLOW_BYTES = 4096
AWAY_SECONDS = 0.5


class Listener:
    """One stream."""

    def __init__(self, address: tuple[str, int], token: str) -> None:
        self._address = address
        self._token = token
        self.number = -1
        self.missed = 0
        self.events = 0
        self.pulses = 0
        self.socket: socket.socket | None = None
        self._rest = b""

    def connect(self, after: int) -> socket.socket:
        """Open the stream from the entry that follows `after`."""
        self.number = after
        self._rest = b""
        self.socket = socket.create_connection(self._address)
        self.socket.sendall(
            f"GET /api/stream?after={after} HTTP/1.1\r\nHost: bench\r\n"
            f"Authorization: Bearer {self._token}\r\n\r\n".encode()
        )
        self.socket.setblocking(False)
        return self.socket

    def leave(self) -> None:
        """Close the stream."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def take(self, size: int, times: list[float] | None) -> bool:
        """Read what is there; False where the hub closed."""
        assert self.socket is not None
        try:
            data = self.socket.recv(size)
        except BlockingIOError:
            return True
        now = time.time_ns()
        if not data:
            return False
        data = self._rest + data
        end = data.rfind(b"\n\n") + 1
        self._rest, data = data[end:], data[:end]
        for found in _NUMBER.finditer(data):
            number = int(found.group(1))
            self.missed += number - self.number - 1
            self.number = number
            self.events += 1
        self.pulses += data.count(b"event: pulse")
        if times is not None:
            times.extend((now - int(stamp.group(1))) / 1e6 for stamp in _STAMP.finditer(data))
        return True


def listen(
    address: tuple[str, int], tokens: list[str], count: int, seconds: float, after: int
) -> dict[str, object]:
    """Run all listeners for a while."""
    selector = selectors.DefaultSelector()
    listeners = [Listener(address, tokens[n % len(tokens)]) for n in range(count + 2)]
    slow, restless, *usual = listeners
    for listener in listeners:
        listener.connect(after)
        if listener is not slow:
            assert listener.socket is not None
            selector.register(listener.socket, selectors.EVENT_READ, listener)
    times: list[float] = []
    while any(listener.pulses < 2 for listener in usual):  # the second one comes to who is live
        for key, _ in selector.select(0.05):
            key.data.take(1 << 16, None)
    print("listening", flush=True)
    begin = time.monotonic()
    next_slow, next_leave, come_back = begin, begin + 2.0, 0.0
    returns = 0
    while (now := time.monotonic()) < begin + seconds:
        for key, _ in selector.select(0.05):
            listener = key.data
            if not listener.take(1 << 16, None if listener is restless else times):
                selector.unregister(key.fileobj)
        if now >= next_slow:
            next_slow = now + 1.0
            if not slow.take(SLOW_BYTES, None):
                slow.connect(slow.number)
        if restless.socket is not None and now >= next_leave:
            selector.unregister(restless.socket)
            restless.leave()
            come_back = now + AWAY_SECONDS
        elif restless.socket is None and now >= come_back:
            selector.register(restless.connect(restless.number), selectors.EVENT_READ, restless)
            next_leave = now + 2.0
            returns += 1
    last = max(listener.number for listener in usual)
    return {
        "times": times,
        "events": last - after,
        "missed": sum(listener.missed + last - listener.number for listener in usual),
        "restless": {"returns": returns, "missed": restless.missed},
        "slow": {"events": slow.events, "missed": slow.missed},
    }


def main() -> None:
    """Run and print."""
    host, port, tokens, count, seconds, after = sys.argv[1:7]
    found = listen(
        (host, int(port)), Path(tokens).read_text().split(), int(count), float(seconds), int(after)
    )
    print(msgspec.json.encode(found).decode(), flush=True)


if __name__ == "__main__":
    main()
