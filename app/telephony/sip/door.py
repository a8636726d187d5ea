"""The phone's side of the local socket: one driver at a time, numbered events, a ring of past ones."""

from __future__ import annotations

import hmac
import os
import select
import socket
import time
import uuid
from collections import deque
from pathlib import Path

import msgspec

from app.protocol.phone import (
    MAX_LINE,
    VERSION,
    AnyCommand,
    Attach,
    Attached,
    Detached,
    Energy,
    Event,
    Failed,
    Leg,
    Level,
    command_from,
    to_line,
)
from app.telephony.sip.guard import log
from app.telephony.wire import HAS_UNIX, listen

RING = 2_000
"""Events kept for a driver that comes back."""
MAX_BACKLOG = 4 << 20
"""Bytes a driver may leave unread before it is cut off."""
MAX_STRANGERS = 8

UNNUMBERED = (Level, Energy, Attached)


class _Line:
    """A connection and its half-read and half-written bytes."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.connection = connection
        self.received = bytearray()
        self.unsent = bytearray()
        self.unread: list[bytes] = []
        """Lines that came together with the first one."""
        self.closed = False

    def lines(self) -> list[bytes]:
        """Whole lines that have come; closes itself at the end of the stream."""
        try:
            while not self.closed:
                data = self.connection.recv(65_536)
                self.received += data
                self.closed = not data or len(self.received) > MAX_LINE
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self.closed = True
        *whole, rest = bytes(self.received).split(b"\n")
        self.received = bytearray(rest)
        found, self.unread = [*self.unread, *(line for line in whole if line.strip())], []
        return found

    def send(self, data: bytes = b"") -> None:
        """Send what the peer takes now and keep the rest."""
        self.unsent += data
        try:
            while self.unsent and not self.closed:
                del self.unsent[: self.connection.send(self.unsent)]
        except (BlockingIOError, InterruptedError):
            self.closed = self.closed or len(self.unsent) > MAX_BACKLOG
        except OSError:
            self.closed = True

    def close(self) -> None:
        self.closed = True
        self.connection.close()


class Door:
    """Listens, lets one driver in, numbers what is told."""

    def __init__(self, path: Path, *, loopback: bool = not HAS_UNIX) -> None:
        """Raises `SocketTaken` or `OSError`."""
        self.instance = uuid.uuid4().hex
        self._path = path
        self._socket, self._token = listen(path, loopback=loopback)
        self._socket.setblocking(False)
        self._strangers: list[_Line] = []
        self._driver: _Line | None = None
        self._ring: deque[tuple[int, bytes]] = deque(maxlen=RING)
        self._number = 0
        self.alone_since = self.spoken_at = time.monotonic()

    @property
    def driven(self) -> bool:
        """Whether a driver is attached."""
        return self._driver is not None

    def emit(self, event: Event) -> None:
        """Number an event, keep it, and tell the driver if there is one."""
        number = 0
        if not isinstance(event, UNNUMBERED):
            self._number += 1
            self.spoken_at = time.monotonic()
            number = self._number
        line = to_line(msgspec.structs.replace(event, n=number, at=time.time()))
        if number:
            self._ring.append((number, line))
        if self._driver is not None:
            self._driver.send(line)

    def commands(self) -> list[AnyCommand]:
        """What the driver said since the last time; an `Attach` still wants `welcome`."""
        readable = [self._socket, *(line.connection for line in self._lines())]
        ready = set(select.select(readable, [], [], 0)[0])
        if self._socket in ready:
            self._accept()
        found: list[AnyCommand] = []
        for stranger in [line for line in self._strangers if line.connection in ready]:
            found += self._listen_to_stranger(stranger)
        driver = self._driver
        if (
            driver is not None
            and not found
            and (driver.connection in ready or driver.unread or driver.closed)
        ):
            found += [command for line in driver.lines() if (command := self._read(line)) is not None]
        if driver is not None and driver is self._driver:
            driver.send()
            if driver.closed:
                self._lose_driver()
        if found:
            self.spoken_at = time.monotonic()
        return found

    def welcome(self, attach: Attach, configured: bool, legs: list[Leg]) -> None:
        """Tell the new driver what is alive and what it missed."""
        known = attach.last if attach.instance == self.instance else self._number
        oldest = self._ring[0][0] if self._ring else self._number + 1
        missed = known + 1 < oldest and known < self._number
        self.emit(
            Attached(instance=self.instance, pid=os.getpid(), configured=configured, missed=missed, legs=legs)
        )
        if self._driver is not None:
            self._driver.send(b"".join(line for number, line in self._ring if number > known))

    def close(self) -> None:
        """Send what is left, close everything and take the socket's path away."""
        if self._driver is not None:
            self._driver.connection.settimeout(1.0)
            self._driver.send()
        for line in self._lines():
            line.close()
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _lines(self) -> list[_Line]:
        return [*self._strangers, *([self._driver] if self._driver is not None else [])]

    def _accept(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return
        if connection.family == socket.AF_INET:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._strangers.append(_Line(connection))
        if len(self._strangers) > MAX_STRANGERS:
            self._strangers.pop(0).close()

    def _listen_to_stranger(self, line: _Line) -> list[AnyCommand]:
        lines = line.lines()
        if not lines:
            if line.closed:
                self._strangers.remove(line)
                line.close()
            return []
        self._strangers.remove(line)
        try:
            attach = command_from(lines[0])
        except msgspec.DecodeError:
            line.close()
            return []
        if not isinstance(attach, Attach) or not hmac.compare_digest(attach.token, self._token):
            log.warning("somebody who is no driver connected to the phone's socket")
            line.close()
            return []
        if attach.version != VERSION:
            line.send(to_line(Detached(reason=f"the phone speaks version {VERSION}, not {attach.version}")))
            line.close()
            return []
        if self._driver is not None:
            self._driver.send(to_line(Detached(reason="another driver attached")))
            self._driver.close()
        self._driver = line
        line.unread = lines[1:]
        return [attach]

    def _read(self, line: bytes) -> AnyCommand | None:
        try:
            return command_from(line)
        except msgspec.DecodeError as error:
            self.emit(Failed(code="bad_command", text=f"The phone cannot read that: {error}", ref=_ref(line)))
            return None

    def _lose_driver(self) -> None:
        if self._driver is not None:
            self._driver.close()
        self._driver = None
        self.alone_since = time.monotonic()


def _ref(line: bytes) -> str:
    try:
        raw = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return ""
    ref = raw.get("ref", "") if isinstance(raw, dict) else ""
    return ref if isinstance(ref, str) else ""
