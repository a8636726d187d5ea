"""The stream of changes, followed by number in a thread of its own, through every break.

The log's numbers have no gaps. So whatever happens to a connection, "after N" brings the rest; an event
whose number is not the next one means that something was missed, and the stream is asked for again from
where it was whole. What the person at the desk is told of it is the `Liveness`.
"""

from __future__ import annotations

import contextlib
import logging
import random
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from app.client.address import HubAddress
from app.client.http import HubUnreachable
from app.client.sse import BadStream, Frame, ResponseHead, SseParser
from app.core.errors import Refused
from app.protocol import errors
from app.protocol.events import Event, Notice, Pulse
from app.protocol.message import Refusal

log = logging.getLogger(__name__)

PULSE_SECONDS = 2.0
SILENCE_SECONDS = 6.0
"""Without a sign of the hub for so long, the connection is taken for dead."""
LATE_SECONDS = 1.0
"""A delay up to this is still called live."""
FIRST_DELAY = 0.2
SOON_DELAY = 1.0
"""Longest wait between the first `SOON` attempts: most hubs that are gone are back within seconds."""
SOON = 15
LONGEST_DELAY = 3.0
SETTLED_SECONDS = 2.0
"""A connection that lasted this long was a good one: the next attempt is made at once."""
TICK_SECONDS = 0.5
GAPS_BEFORE_RESTART = 3

State = Literal["live", "behind", "offline", "signed_out"]


class Liveness(msgspec.Struct, frozen=True):
    """How far what is shown can be trusted. `seconds`: how far behind, or offline for how long."""

    state: State = "offline"
    seconds: int = 0


@dataclass(frozen=True)
class StreamHandlers:
    """Called in the stream's thread, in the order of the log. `restart` takes a fresh snapshot and returns
    its number; it may raise Refused. `on_signed_out` is the last call there is and says it all."""

    restart: Callable[[], int]
    on_event: Callable[[Event], None]
    on_liveness: Callable[[Liveness], None]
    on_pulse: Callable[[Pulse], None]
    on_notice: Callable[[Notice], None]
    on_signed_out: Callable[[Refusal], None]


class _Again(Exception):
    """This connection is of no more use; the next one goes on where it ended."""


class _Restart(Exception):
    """What is held does not belong to the hub's log: a fresh snapshot is needed."""


class Stream:
    """Follows a hub's log. `start` begins with `after`, or with a snapshot where it is None."""

    def __init__(self, address: HubAddress, token: str, handlers: StreamHandlers) -> None:
        self._address = address
        self._token = token
        self._to = handlers
        self._last: int | None = None
        self._gaps = 0
        self._failures = 0
        self._liveness = Liveness()
        self._offline_since = time.monotonic()
        self._clock = _Delay()
        self._stopping = False
        self._wake = threading.Event()
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="stream", daemon=True)
        self._events = msgspec.json.Decoder(Event)
        self._pulses = msgspec.json.Decoder(Pulse)
        self._notices = msgspec.json.Decoder(Notice)
        self._refusals = msgspec.json.Decoder(Refusal)

    # ----------------------------------------------------------------- for others
    @property
    def liveness(self) -> Liveness:
        """What was last told to `on_liveness`."""
        return self._liveness

    @property
    def number(self) -> int:
        """The last log number that was handed on."""
        return self._last or 0

    def start(self, after: int | None = None) -> None:
        """Begin to follow."""
        self._last = after
        self._thread.start()

    def poke(self) -> None:
        """Do not wait for the next attempt: make it now."""
        self._wake.set()

    def stop(self) -> None:
        """End; returns when the thread has gone (unless it is the thread that calls)."""
        self.cancel()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(10.0)

    def cancel(self) -> None:
        """End soon, without waiting for it."""
        self._stopping = True
        self._wake.set()
        with self._lock:
            connection = self._socket
        if connection is not None:
            _cut(connection)

    # ----------------------------------------------------------------- the thread
    def _run(self) -> None:
        while not self._stopping:
            began = time.monotonic()
            try:
                if self._last is None:
                    self._last = self._to.restart()
                    self._gaps = 0
                self._listen(self._last)
            except _Restart:
                self._last = None
            except _Again:
                pass
            except (OSError, BadStream, HubUnreachable) as error:
                log.info("stream: %s", error)
                self._offline()
            except Refused as refused:
                if refused.code == errors.NOT_SIGNED_IN:
                    self._signed_out(Refusal(refused.code, refused.text, refused.details))
                    return
                log.info("stream refused: %s", refused)
                self._last = None if refused.code == errors.TOO_OLD else self._last
                self._offline()
            except Exception:  # whatever a handler did: what is held may be wrong now
                log.exception("an event could not be taken in; starting again from a snapshot")
                self._last = None
                self._offline()
            if time.monotonic() - began > SETTLED_SECONDS:
                self._failures = 0
            self._pause()

    def _pause(self) -> None:
        """Wait before the next attempt: not at all after a good connection, then 0.2 s to 1 s, later 3 s."""
        delay = back_off(self._failures)
        self._failures += 1
        until = time.monotonic() + delay
        while not self._stopping and (left := until - time.monotonic()) > 0:
            if self._wake.wait(min(left, TICK_SECONDS)):
                self._wake.clear()
                return
            if self._liveness.state == "offline":
                self._offline()

    def _listen(self, after: int) -> None:
        connection = self._address.open()
        with self._lock:
            self._socket = connection
        try:
            if self._stopping:
                return
            connection.sendall(self._request(after))
            connection.settimeout(TICK_SECONDS)
            self._clock = _Delay()
            self._read(connection)
        finally:
            with self._lock:
                self._socket = None
            connection.close()

    def _read(self, connection: socket.socket) -> None:
        head, parser = ResponseHead(), SseParser()
        refusal = bytearray()
        while not self._stopping:
            try:
                data = connection.recv(1 << 16)
            except TimeoutError:
                self._check_silence()
                continue
            body = head.feed(data) if data else b""
            if not data and not head.status:
                raise ConnectionError("the hub closed the connection without an answer")
            if head.status not in (0, 200):
                refusal += body
                if head.ended or not data:
                    raise self._refused(head.status, bytes(refusal))
                continue
            if not data or head.ended:
                raise _Again
            for frame in parser.feed(body):
                self._take(frame)
            self._tell()

    def _take(self, frame: Frame) -> None:
        self._clock.heard()
        match frame.event:
            case "change":
                self._take_event(self._events.decode(frame.data))
            case "pulse":
                pulse = self._pulses.decode(frame.data)
                if pulse.number < (self._last or 0):
                    raise _Restart  # the hub's record was replaced by another, or by an older copy
                self._clock.pulse(pulse, self._last or 0)
                self._to.on_pulse(pulse)
            case "notice":
                self._to.on_notice(self._notices.decode(frame.data))
            case "behind":
                raise _Again
            case "signed_out":
                refusal = self._refusals.decode(frame.data)
                raise Refused(errors.NOT_SIGNED_IN, refusal.text, **refusal.details)

    def _take_event(self, event: Event) -> None:
        last = self._last or 0
        if event.number <= last:
            return  # sent twice around a reconnect
        if event.number != last + 1:
            self._gaps += 1
            log.warning("event %d came after %d: asking again", event.number, last)
            raise _Restart if self._gaps >= GAPS_BEFORE_RESTART else _Again
        self._to.on_event(event)
        self._last = event.number
        self._gaps = 0
        self._clock.caught(event.number)

    # ----------------------------------------------------------------- liveness
    def _check_silence(self) -> None:
        if self._clock.silence() > SILENCE_SECONDS:
            raise TimeoutError("nothing heard from the hub")
        self._tell()

    def _tell(self) -> None:
        late = self._clock.seconds_behind()
        if late > LATE_SECONDS:
            self._set(Liveness("behind", round(late)))
        elif self._clock.heard_once:
            self._set(Liveness("live"))

    def _offline(self) -> None:
        if self._liveness.state != "offline":
            self._offline_since = time.monotonic()
        self._set(Liveness("offline", int(time.monotonic() - self._offline_since)))

    def _signed_out(self, refusal: Refusal) -> None:
        self._liveness = Liveness("signed_out")
        self._to.on_signed_out(refusal)

    def _set(self, liveness: Liveness) -> None:
        if liveness != self._liveness:
            self._liveness = liveness
            self._to.on_liveness(liveness)

    # ----------------------------------------------------------------- the wire
    def _request(self, after: int) -> bytes:
        lines = (
            f"GET {self._address.prefix}/api/stream?after={after} HTTP/1.1",
            f"Host: {self._address.authority}",
            f"Authorization: Bearer {self._token}",
            "Accept: text/event-stream",
            "",
            "",
        )
        return "\r\n".join(lines).encode("ascii")

    def _refused(self, status: int, body: bytes) -> Exception:
        try:
            refusal = self._refusals.decode(body)
        except msgspec.DecodeError:
            code = errors.NOT_SIGNED_IN if status == 401 else errors.INTERNAL
            return Refused(code, f"The hub refused the stream with HTTP {status}.")
        return Refused(refusal.code, refusal.text, **refusal.details)


class _Delay:
    """How far behind a connection is: by its silence, by the hub's clock and by the hub's number."""

    def __init__(self) -> None:
        self._heard_at = time.monotonic()
        self.heard_once = False
        self._offsets: deque[float] = deque(maxlen=60)
        self._transit = 0.0
        self._wanted = 0
        self._wanted_since = 0.0

    def heard(self) -> None:
        """A frame came."""
        self._heard_at = time.monotonic()
        self.heard_once = True

    def pulse(self, pulse: Pulse, last: int) -> None:
        """A pulse says what time it is at the hub and how far its log has gone."""
        now = time.monotonic()
        offset = now - pulse.at / 1000  # the clocks differ, but always by the same
        self._offsets.append(offset)
        self._transit = offset - min(self._offsets)
        if pulse.number > last and not self._wanted:
            self._wanted, self._wanted_since = pulse.number, now

    def caught(self, number: int) -> None:
        """An event was taken in."""
        if self._wanted and number >= self._wanted:
            self._wanted = 0

    def silence(self) -> float:
        """Seconds since the last sign of the hub."""
        return time.monotonic() - self._heard_at

    def seconds_behind(self) -> float:
        """The worst of the three."""
        now = time.monotonic()
        silent = now - self._heard_at
        quiet = silent if silent > PULSE_SECONDS + LATE_SECONDS else 0.0
        missing = now - self._wanted_since if self._wanted else 0.0
        return max(quiet, missing, self._transit)


def back_off(failures: int) -> float:
    """Seconds to wait after so many failures in a row, with jitter so that a floor full of desks does not
    come back in the same instant."""
    if failures <= 0:
        return 0.0
    longest = SOON_DELAY if failures <= SOON else LONGEST_DELAY
    base = min(longest, FIRST_DELAY * 2.0 ** min(failures - 1, 10))
    return base * random.uniform(0.75, 1.0)


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was not connected any more
        connection.shutdown(socket.SHUT_RDWR)
