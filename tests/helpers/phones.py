"""Phone processes for tests: on free ports, driven through the real driver, ended and looked at after."""

from __future__ import annotations

import math
import queue
import struct
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.protocol.phone import Account, AnyEvent, Call, Command, Configure, Disconnected, Event, Failed, Ready
from app.telephony.phone import Phone

E = TypeVar("E", bound=Event)
WAIT_SECONDS = 15.0


class DrivenPhone:
    """A phone, the events it said, and waiting for the next one of a kind."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.log_file = folder / f"{name}.log"
        self.events: queue.SimpleQueue[AnyEvent] = queue.SimpleQueue()
        self.seen: list[AnyEvent] = []
        self.driver = Phone(folder / f"{name}.sock", self._take, log_file=self.log_file)
        self.ready = Ready(address="")
        self.foreseen: list[str] = []
        """Parts of lines the process may write to stderr."""
        self.tolerated: set[str] = set()
        """Codes of failures that do not end a `wait`."""

    def _take(self, event: AnyEvent) -> None:
        self.events.put(event)

    def send(self, command: Command) -> None:
        """Send a command."""
        self.driver.send(command)

    @property
    def uri(self) -> str:
        """Where others reach it."""
        return f"sip:{self.name}@127.0.0.1:{self.ready.udp_port}"

    def configure(self, **changes: Any) -> Ready:
        """Open its SIP side on free ports of 127.0.0.1."""
        defaults: dict[str, Any] = {
            "peers": ["127.0.0.1"],
            "accounts": [Account(key="direct", uri=f"sip:{self.name}@127.0.0.1")],
        }
        self.send(Configure(**{**defaults, **changes}))
        self.ready = self.wait(Ready)
        return self.ready

    def wait(self, kind: type[E], where: Callable[[E], bool] = lambda event: True, /, **fields: Any) -> E:
        """The next event of that kind with these fields; others go to `seen`; a `Failed` is reported."""
        deadline = time.monotonic() + WAIT_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            try:
                event = self.events.get(timeout=left)
            except queue.Empty:
                break
            self.seen.append(event)
            if isinstance(event, kind) and where(event):
                if all(getattr(event, name, None) == value for name, value in fields.items()):
                    return event
            elif isinstance(event, Failed) and event.code not in self.tolerated:
                raise AssertionError(f"{self.name}: {event.code}: {event.text}")
        last = "\n  ".join(repr(event) for event in self.seen[-12:])
        raise AssertionError(f"{self.name}: no {kind.__name__} {fields} came; seen:\n  {last}\n{self.log()}")

    def nothing_more(self) -> list[AnyEvent]:
        """What came and nobody waited for."""
        found = []
        while not self.events.empty():
            found.append(self.events.get())
        return found

    def log(self) -> str:
        """What the process wrote to stderr."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def hang_up_call(self, key: str, other: DrivenPhone) -> tuple[Disconnected, Disconnected]:
        """Hang up and wait for both ends."""
        from app.protocol.phone import HangUp

        self.send(HangUp(key=key))
        return self.wait(Disconnected, key=key), other.wait(Disconnected)


class Phones:
    """Makes phones and ends them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[DrivenPhone] = []

    def __call__(self, name: str, **settings: Any) -> DrivenPhone:
        """A started and configured phone."""
        phone = DrivenPhone(name, self.folder)
        self.made.append(phone)
        phone.driver.start()
        phone.configure(**settings)
        return phone

    def close(self) -> None:
        """End all; whatever they wrote to stderr must have been foreseen."""
        for phone in self.made:
            phone.driver.shutdown()
        for phone in self.made:
            lines = [line for line in phone.log().splitlines() if line.strip()]
            lines = [line for line in lines if not any(text in line for text in phone.foreseen)]
            assert not lines, f"{phone.name} wrote:\n" + "\n".join(lines)


@pytest.fixture
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phones]:
    """Call it with a name: a phone process that is ended after the test."""
    made = Phones(tmp_path_factory.mktemp("p"))
    try:
        yield made
    finally:
        made.close()


def connect(caller: DrivenPhone, called: DrivenPhone, key: str = "", **call: Any) -> tuple[str, str]:
    """An answered call; returns the two keys."""
    from app.protocol.phone import Answer, Answered, Incoming, Media

    key = key or f"{caller.name}-{called.name}"
    caller.send(Call(key=key, uri=called.uri, **call))
    theirs = called.wait(Incoming).leg.key
    called.send(Answer(key=theirs))
    wanted = {Answered, Media}
    for phone, own in ((caller, key), (called, theirs)):
        came: set[type] = set()
        while not came >= wanted:
            came.add(type(phone.wait(Event, key=own)))
    return key, theirs


def tone(path: Path, hertz: float, seconds: float = 2.0, rate: int = 8000, level: float = 0.3) -> str:
    """Write a sine as a WAV file and return its name."""
    count = int(seconds * rate)
    samples = (int(32767 * level * math.sin(2 * math.pi * hertz * n / rate)) for n in range(count))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return str(path)


def strength(path: Path | str, hertz: float) -> float:
    """How much of a frequency is in a WAV file, 0 to 1: the amplitude of the strongest tenth of a second."""
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate()
        raw = file.readframes(file.getnframes())
    samples = struct.unpack(f"<{len(raw) // 2}h", raw)
    window = rate // 10
    best = 0.0
    for start in range(0, len(samples) - window, window):
        part = samples[start : start + window]
        angle = 2 * math.pi * hertz / rate
        real = sum(sample * math.cos(angle * n) for n, sample in enumerate(part))
        imaginary = sum(sample * math.sin(angle * n) for n, sample in enumerate(part))
        best = max(best, 2 * math.hypot(real, imaginary) / window / 32767)
    return best
