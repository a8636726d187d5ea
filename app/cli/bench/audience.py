"""Many consoles that only listen, in one process: `python -m app.cli.bench.audience URL COUNT PASSWORD FILE`.

Each signs in as an agent of the bench's record (`agent001` …), opens the stream and reads it. FILE
is written when all of them listen; the process ends with SIGTERM.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.protocol.agents import SignedIn, SignIn

SIGNING_IN = 4
"""Sign-ins at a time: argon2 costs a core."""
CHUNK = 65_536


class Listeners:
    """The listeners of this process."""

    def __init__(self, url: str, password: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._password = password
        self._gate = asyncio.Semaphore(SIGNING_IN)
        self.received = 0

    async def listen(self, number: int, listening: asyncio.Event) -> None:
        """One console: sign in, open the stream, read until the end."""
        async with self._gate:
            token = await self._sign_in(f"agent{number:03d}")
        reader, writer = await asyncio.open_connection(self._host, self._port)
        request = f"GET /api/stream?after={await self._number(token)} HTTP/1.1\r\nHost: bench\r\n"
        writer.write(f"{request}Authorization: Bearer {token}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        listening.set()
        while data := await reader.read(CHUNK):
            self.received += len(data)

    async def _sign_in(self, login: str) -> str:
        body = msgspec.json.encode(SignIn(login=login, password=self._password, client="bench"))
        answer = await self._exchange("POST", "/api/sign-in", "", body)
        return msgspec.json.decode(answer, type=SignedIn).token

    async def _number(self, token: str) -> int:
        health = msgspec.json.decode(await self._exchange("GET", "/api/health", token, b""))
        return int(health["number"])

    async def _exchange(self, method: str, path: str, token: str, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        bearer = f"Authorization: Bearer {token}\r\n" if token else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n{bearer}"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await reader.read()
        writer.close()
        head_bytes, _, rest = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head_bytes.split(b"\r\n")[0]:
            raise RuntimeError(f"{path}: {head_bytes.splitlines()[0].decode()} {rest[:200].decode()}")
        return rest


async def listen(url: str, count: int, password: str, ready: Path) -> None:
    """Open `count` streams and keep them open."""
    listeners = Listeners(url, password)
    events = [asyncio.Event() for _ in range(count)]
    tasks: list[asyncio.Future[None]] = [
        asyncio.ensure_future(listeners.listen(n + 1, event)) for n, event in enumerate(events)
    ]
    waiting: asyncio.Future[None] = asyncio.ensure_future(_all(events))
    await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()
    await asyncio.to_thread(ready.write_text, f"{count}\n")
    await asyncio.gather(*tasks)


async def _all(events: list[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


if __name__ == "__main__":
    asyncio.run(listen(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])))
