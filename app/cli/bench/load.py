"""A load of HTTP requests over some connections, from a process of its own, as cheap as can be.

`python -m app.cli.bench.load HOST PORT CONNECTIONS SECONDS FILE`: FILE holds the request's head lines
(without Content-Length) and its body, `{id}` in them becomes a fresh hexadecimal id. Prints JSON:
requests, errors, seconds and the times in ms.
"""

from __future__ import annotations

import asyncio
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import msgspec


class Load:
    """Sends one request after the other on each connection."""

    def __init__(self, host: str, port: int, head: str, body: str) -> None:
        self._host, self._port = host, port
        self._head, self._body = head, body
        self.times: list[float] = []
        self.errors: dict[str, int] = {}

    async def run(self, connections: int, seconds: float) -> None:
        """All connections for a while; the first tenth is not counted."""
        begin = time.perf_counter()
        until = begin + seconds
        counted = begin + seconds / 10
        await asyncio.gather(*(self._connection(counted, until) for _ in range(connections)))

    async def _connection(self, counted: float, until: float) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        while (begin := time.perf_counter()) < until:
            writer.write(self._request())
            status = await _answer(reader)
            now = time.perf_counter()
            if status != b"200":
                self.errors[status.decode()] = self.errors.get(status.decode(), 0) + 1
            elif begin >= counted:
                self.times.append((now - begin) * 1000)
        writer.close()

    def _request(self) -> bytes:
        new = uuid.uuid4().hex
        body = self._body.replace("{id}", new).encode()
        head = self._head.replace("{id}", new)
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length))
    return head[9:12]


def main() -> None:
    """Run and print."""
    host, port, connections, seconds, file = sys.argv[1:6]
    asked: dict[str, Any] = msgspec.json.decode(Path(file).read_bytes())
    load = Load(host, int(port), asked["head"], asked["body"])
    asyncio.run(load.run(int(connections), float(seconds)))
    counted = float(seconds) * 0.9
    print(msgspec.json.encode({"times": load.times, "errors": load.errors, "seconds": counted}).decode())


if __name__ == "__main__":
    main()
