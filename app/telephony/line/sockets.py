"""The front's sockets: datagrams, and TCP connections cut into messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol, cast

from app.telephony.line.message import MalformedError, StreamReader

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 256


class Source(NamedTuple):
    """Where a message came from."""

    transport: Literal["udp", "tcp"]
    host: str
    port: int
    connection: int = 0

    def __str__(self) -> str:
        return f"{self.transport}:{written_host(self.host)}:{self.port}"


class Target(NamedTuple):
    """Where the phone of a caller listens; port 0: not by this transport."""

    host: str
    udp_port: int
    tcp_port: int


class Receiver(Protocol):
    """Takes what the sockets bring. None of these raises."""

    def receive(self, data: bytes, source: Source) -> None:
        """A whole message from the outside."""

    def receive_response(self, data: bytes, target: Target) -> None:
        """A whole message from a phone, by TCP."""

    def broken(self, source: Source, reason: str) -> None:
        """A connection whose bytes are no SIP; it was closed."""

    def enter(self, stream: Stream) -> int:
        """Number a new connection; 0 where there are too many."""

    def leave(self, number: int) -> None:
        """A connection is gone."""


def written_host(host: str) -> str:
    """A host as it stands in a URI or a Via: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, front: Receiver) -> None:
        self._front = front

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._front.receive(data, Source("udp", addr[0], addr[1]))

    def error_received(self, exc: Exception) -> None:
        """An ICMP error for something sent: the other side is gone, its timers will tell."""


class Stream(asyncio.Protocol):
    """A TCP connection, of a caller or (with `target`) to a phone."""

    def __init__(self, front: Receiver, target: Target | None = None) -> None:
        self._front = front
        self._target = target
        self._reader = StreamReader()
        self._transport: asyncio.Transport | None = None
        self._unsent: list[bytes] = []
        self._source = Source("tcp", "", 0)
        self.opening: asyncio.Task[None] | None = None
        self.closed = False
        self.gone = asyncio.Event()
        """Set when the connection is closed for good, or was never made."""

    async def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Connect to the phone."""
        target = cast(Target, self._target)
        try:
            await loop.create_connection(lambda: self, target.host, target.tcp_port)
        except OSError as error:
            self._over()
            log.debug("The phone at %s takes no connection: %s", target, error)

    def send(self, data: bytes) -> None:
        """Write, or keep until the connection is up."""
        if self._transport is not None:
            self._transport.write(data)
        else:
            self._unsent.append(data)

    def close(self) -> None:
        """Close the connection, or stop opening it."""
        if self._transport is not None:
            self._transport.close()
        elif self.opening is not None:
            self.opening.cancel()
            self._over()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._target is None:
            host, port = transport.get_extra_info("peername")[:2]
            number = self._front.enter(self)
            self._source = Source("tcp", host, port, number)
            if not number:
                transport.close()
        for data in self._unsent:
            self._transport.write(data)
        self._unsent = []

    def data_received(self, data: bytes) -> None:
        deliver: Callable[[bytes], None]
        if self._target is None:
            deliver = lambda whole: self._front.receive(whole, self._source)  # noqa: E731
        else:
            target = self._target
            deliver = lambda whole: self._front.receive_response(whole, target)  # noqa: E731
        try:
            for whole in self._reader.feed(data):
                deliver(whole)
        except MalformedError as fault:
            self._front.broken(self._source, str(fault))
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._over()
        self._front.leave(self._source.connection)

    def _over(self) -> None:
        self.closed = True
        self.gone.set()
