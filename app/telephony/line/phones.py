"""The line's phone processes: started ahead, found again, given to one caller at a time."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Literal

from app.protocol import phone as wire
from app.telephony.line import record as records
from app.telephony.line.record import PhoneRecord
from app.telephony.line.sockets import Target
from app.telephony.phone import Phone, PhoneGone
from app.telephony.wire import UNIX_PATH_LIMIT

log = logging.getLogger(__name__)

ATTACH_SECONDS = 10.0
REST_SECONDS = 0.7
REST_LEGS = 8
"""pjsip keeps the sockets of an ended leg for half a second, and a process that runs out of the 64 it has
room for (two a leg) aborts. A phone with this many legs behind it in that time gets no new caller yet."""
MOST_LEGS = 24
"""And with this many, no new leg at all."""

State = Literal["starting", "free", "taken", "gone"]


class LinePhone:
    """One phone process and what it is doing."""

    def __init__(self, name: str, folder: Path, record: PhoneRecord) -> None:
        self.name = name
        self.socket = folder / f"{name}.sock"
        self.file = folder / f"{name}.json"
        self.record = record
        self.state: State = "starting"
        self.target: Target | None = None
        self.settled = asyncio.Event()
        """It told everything that was up when it was attached to, or it is gone."""
        self.legs: dict[str, wire.Leg] = {}
        """What was alive when it was attached to."""
        self.driver: Phone | None = None
        self.free_since = time.monotonic()
        self._saved = True
        self.silences = 0
        """INVITEs in a row of which it said nothing."""
        self._begun: deque[float] = deque(maxlen=MOST_LEGS)

    def begin_leg(self) -> None:
        """Count a leg, dialled or come in."""
        self._begun.append(time.monotonic())

    def is_tired(self, legs: int = REST_LEGS) -> bool:
        """Whether it has had this many legs just now."""
        return len(self._begun) >= legs and time.monotonic() - self._begun[-legs] < REST_SECONDS

    def send(self, command: wire.Command) -> None:
        """Send a command. A phone that is dead says so by its `Gone`; nothing is raised here."""
        if self.driver is None:
            return
        if isinstance(command, wire.Call):
            self.begin_leg()
        try:
            self.driver.send(command)
        except PhoneGone as error:
            log.debug("%s: %s", self.name, error)

    def save(self) -> None:
        """Write the record down, while the phone is ours."""
        if self.state == "gone":
            return
        try:
            records.write(self.file, self.record)
            self._saved = True
        except OSError as error:
            if self._saved:  # else it was said already
                log.warning("%s: a restart of the hub would lose this call: %s", self.file, error)
            self._saved = False


class Phones:
    """All of them. On one asyncio loop, but for the starting and stopping, which has threads."""

    def __init__(
        self,
        folder: Path,
        configure: wire.Configure,
        *,
        limit: int,
        spare: int,
        on_event: Callable[[LinePhone, wire.AnyEvent], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        """`limit` phones at most, `spare` of them free where that is possible. `on_event` hears `Attached`,
        then all that the phone says of its calls, and `Snapshot` once it is settled."""
        self._folder = folder
        self._configure = configure
        self._limit, self._spare = limit, spare
        self._on_event, self._on_trouble = on_event, on_trouble
        self._phones: dict[str, LinePhone] = {}
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(limit + 1, thread_name_prefix="line-phone")
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        """No more phones are started."""
        self._closed = False
        """What phones say no longer matters."""

    async def find(self) -> list[LinePhone]:
        """Attach to every phone that an earlier line left; returns those that live, all settled."""
        self._folder.mkdir(parents=True, exist_ok=True)
        names = {path.stem for path in self._folder.glob("p*.sock")}
        for stale in {path.stem for path in self._folder.glob("p*.json")} - names:
            (self._folder / f"{stale}.json").unlink(missing_ok=True)
        found = [self._enter(name, records.read(self._folder / f"{name}.json")) for name in sorted(names)]
        await asyncio.gather(*(self._bring(phone, start=False) for phone in found))
        return [phone for phone in found if phone.state != "gone"]

    def fill(self) -> None:
        """Start phones until enough are free, or as many run as may."""
        ready = sum(phone.state in ("starting", "free") for phone in self._phones.values())
        while not self._closing and ready < self._spare and len(self._phones) < self._limit:
            ready += 1
            number = next(n for n in range(1, self._limit + 2) if f"p{n}" not in self._phones)
            phone = self._enter(f"p{number}", PhoneRecord())
            task = self._loop.create_task(self._bring(phone, start=True))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def take(self) -> LinePhone | None:
        """The phone that is free for longest; another is started in its place."""
        free = [phone for phone in self._phones.values() if phone.state == "free" and not phone.is_tired()]
        phone = min(free, key=lambda each: each.free_since, default=None)
        if phone is not None:
            phone.state = "taken"
        self.fill()
        return phone

    def give_back(self, phone: LinePhone) -> None:
        """The phone is free again. One that would not take this line's settings is ended."""
        if phone.state == "gone":
            return
        phone.record.call = None
        phone.save()
        phone.state, phone.free_since = "free", time.monotonic()
        if phone.target is None:
            self.discard(phone)

    def discard(self, phone: LinePhone) -> None:
        """End a phone that did not do what it was told, or is dead already."""
        if phone.state == "gone":
            return
        phone.state = "gone"
        phone.settled.set()
        self._phones.pop(phone.name, None)
        if phone.driver is not None:
            self._threads.submit(partial(self._end, phone))

    async def close(self, *, keep_calls: bool) -> None:
        """End all phones, but with `keep_calls` those that have a call: they are let go."""
        self._closing = True
        if self._tasks:  # a process that is just starting can only be ended once it is there
            await asyncio.wait(self._tasks, timeout=ATTACH_SECONDS)
        self._closed = True
        endings = []
        for phone in [*self._phones.values()]:
            if keep_calls and phone.state == "taken" and phone.driver is not None:
                phone.save()
                endings.append(self._loop.run_in_executor(self._threads, phone.driver.close))
            else:
                phone.state = "gone"
                endings.append(self._loop.run_in_executor(self._threads, self._end, phone))
        await asyncio.gather(*endings)
        self._phones.clear()
        await self._loop.run_in_executor(None, partial(self._threads.shutdown, wait=True))

    def _enter(self, name: str, record: PhoneRecord) -> LinePhone:
        phone = LinePhone(name, self._folder, record)
        # A Unix socket's path has its limit; in a folder that lies deeper the phone listens on loopback.
        deep = len(os.fsencode(phone.socket)) > UNIX_PATH_LIMIT
        arguments = ["--loopback"] if deep else []
        phone.driver = Phone(phone.socket, partial(self._hear, phone), arguments=arguments)
        self._phones[name] = phone
        return phone

    async def _bring(self, phone: LinePhone, *, start: bool) -> None:
        """Attach to a phone, started if need be; it then goes on in `_handle`."""
        driver, record = phone.driver, phone.record
        assert driver is not None
        try:
            if start:
                await self._loop.run_in_executor(self._threads, driver.start)
            else:
                attach = partial(driver.attach, record.instance, record.last, ATTACH_SECONDS)
                await self._loop.run_in_executor(self._threads, attach)
            await asyncio.wait_for(phone.settled.wait(), ATTACH_SECONDS)
        except (OSError, PhoneGone, TimeoutError) as error:
            if phone.state == "gone":
                return
            if start:
                self._on_trouble(f"The line could not start a phone process: {error}")
            else:
                log.info("The phone %s of an earlier line is gone: %s", phone.name, error)
            self.discard(phone)

    def _hear(self, phone: LinePhone, event: wire.AnyEvent) -> None:
        """On the driver's thread: over to the loop."""
        try:
            self._loop.call_soon_threadsafe(self._handle, phone, event)
        except RuntimeError:  # the loop has ended
            log.debug("%s: nobody listens to %s", phone.name, type(event).__name__)

    def _handle(self, phone: LinePhone, event: wire.AnyEvent) -> None:
        if phone.state == "gone" or self._closed:
            return
        if event.n:
            phone.record.last = event.n
        if isinstance(event, wire.Attached):
            phone.record.instance = event.instance
            phone.legs = {leg.key: leg for leg in event.legs}
            self._on_event(phone, event)
            phone.send(self._configure)
            phone.send(wire.AskSnapshot())
        elif isinstance(event, wire.Ready):
            host = "127.0.0.1" if event.address == "0.0.0.0" else event.address
            phone.target = Target(host, event.udp_port, event.tcp_port)
        elif isinstance(event, wire.Failed) and phone.target is None and phone.record.call is None:
            self._on_trouble(f"A phone process of the line did not start: {event.text}")
            self.discard(phone)
        elif isinstance(event, wire.Snapshot):
            phone.legs = {leg.key: leg for leg in event.legs}
            if phone.state == "starting":
                phone.state = "free" if phone.record.call is None else "taken"
            self._on_event(phone, event)
            phone.settled.set()
        elif isinstance(event, wire.Gone):
            self._on_event(phone, event)
            self.discard(phone)
            self.fill()
        elif isinstance(event, wire.Detached):  # it lives, and another hub drives it
            phone.state = "gone"
            phone.settled.set()
            self._phones.pop(phone.name, None)
            self._on_event(phone, event)
        else:
            self._on_event(phone, event)

    @staticmethod
    def _end(phone: LinePhone) -> None:
        driver = phone.driver
        if driver is not None:
            driver.shutdown()
        phone.file.unlink(missing_ok=True)
