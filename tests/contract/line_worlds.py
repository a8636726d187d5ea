"""Two worlds in which a line can be tested: one of make-believe, one of real SIP on this machine.

Both offer the same people (one caller at a time, and parties that are dialled), so that a test is written
once and holds the real line and the fake one to the same promises.
"""

from __future__ import annotations

import itertools
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.protocol import phone as wire
from app.telephony import ports
from app.telephony.fakes import FakeLine
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.peers import Peer
from app.telephony.line.settings import LineSettings
from app.telephony.ports import CALLER
from tests.helpers.phones import DrivenPhone
from tests.helpers.wait import until

E = TypeVar("E", bound=ports.LineEvent)
WAIT_SECONDS = 15.0


class Ear:
    """Collects what a line says, from whatever thread, and waits for it."""

    def __init__(self) -> None:
        self.events: list[ports.Event] = []
        self._changed = threading.Condition()
        self._read = 0

    def __call__(self, event: ports.Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, kind: type[E], where: Callable[[E], bool] = lambda event: True, **fields: Any) -> E:
        """The next event of a kind with these fields; those before it are passed over."""
        deadline = time.monotonic() + WAIT_SECONDS
        with self._changed:
            while True:
                while self._read < len(self.events):
                    event = self.events[self._read]
                    self._read += 1
                    if (
                        isinstance(event, kind)
                        and all(getattr(event, name) == value for name, value in fields.items())
                        and where(event)
                    ):
                        return event
                left = deadline - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    seen = "\n  ".join(repr(each)[:200] for each in self.events[-12:])
                    raise AssertionError(f"no {kind.__name__} {fields} came; seen:\n  {seen}")

    def of(self, call: str) -> list[ports.Event]:
        """All that was said of a call."""
        with self._changed:
            return [event for event in self.events if getattr(event, "call", "") == call]


def promised(events: list[ports.Event]) -> None:
    """The promises at the top of app.telephony.ports."""
    assert isinstance(events[0], ports.CallArrived | ports.CallFound)
    assert isinstance(events[-1], ports.CallEnded)
    assert sum(isinstance(event, ports.CallEnded) for event in events) == 1
    up: set[str] = set()
    for event in events:
        if isinstance(event, ports.CallFound):
            up |= {leg.leg for leg in event.legs if leg.answered and leg.leg != CALLER}
        elif isinstance(event, ports.LegAnswered):
            assert event.leg not in up
            up.add(event.leg)
        elif isinstance(event, ports.LegEnded):
            up.remove(event.leg)
        elif isinstance(event, ports.LegFailed):
            assert event.leg not in up
    assert not up


class World(ABC):
    """A line, a caller, and parties that are dialled."""

    line: ports.Line
    ear: Ear

    def wait(self, kind: type[E], **fields: Any) -> E:
        """The next event of a kind."""
        return self.ear.wait(kind, **fields)

    @abstractmethod
    def arrive(self) -> str:
        """Somebody calls; the key of the call."""

    @abstractmethod
    def uri(self, leg: str) -> str:
        """Where a party is dialled."""

    @abstractmethod
    def party_rings(self, call: str, leg: str) -> None:
        """The phone of a party that is being dialled rings."""

    @abstractmethod
    def party_answers(self, call: str, leg: str) -> None:
        """A party that is being dialled answers."""

    @abstractmethod
    def party_refuses(self, call: str, leg: str, code: int) -> None:
        """A party that is being dialled refuses."""

    @abstractmethod
    def party_hangs_up(self, call: str, leg: str) -> None:
        """A party, or the caller, hangs up, answered or not."""

    @abstractmethod
    def party_holds(self, call: str, leg: str) -> None:
        """A party puts the line on hold."""

    @abstractmethod
    def party_resumes(self, call: str, leg: str) -> None:
        """A party takes the line off hold."""

    @abstractmethod
    def party_presses(self, call: str, leg: str, digit: str) -> None:
        """A party presses a key."""

    @abstractmethod
    def party_asks_transfer(self, call: str, leg: str, target: str) -> None:
        """A party's phone sends REFER."""

    @abstractmethod
    def prompt_ends(self, call: str) -> None:
        """The prompt that plays to the caller comes to its end (or does so by itself)."""

    @abstractmethod
    def restart(self) -> None:
        """The hub is restarted: another line takes over, with another ear."""

    @abstractmethod
    def close(self) -> None:
        """End everything."""

    def answered(self) -> str:
        """A call that the line has answered."""
        call = self.arrive()
        self.line.answer(call)
        self.wait(ports.CallAnswered, call=call)
        return call

    def dialled(self, call: str, leg: str, *, mix: bool = False) -> None:
        """A party that has answered."""
        self.line.dial(call, leg, self.uri(leg))
        self.party_rings(call, leg)
        self.wait(ports.LegRinging, call=call, leg=leg)
        self.party_answers(call, leg)
        self.wait(ports.LegAnswered, call=call, leg=leg)
        if mix:
            self.line.mix(call, [[CALLER, leg]])


class FakeWorld(World):
    """Make-believe."""

    def __init__(self) -> None:
        self.fake = FakeLine()
        self.line = self.fake
        self.ear = Ear()
        self.fake.start(self.ear)

    def arrive(self) -> str:
        return self.fake.arrive()

    def uri(self, leg: str) -> str:
        return f"sip:{leg}@192.0.2.3"

    def party_rings(self, call: str, leg: str) -> None:
        self.fake.settle()  # a dial is on its way
        self.fake.party_rings(call, leg)

    def party_answers(self, call: str, leg: str) -> None:
        self.fake.party_answers(call, leg)

    def party_refuses(self, call: str, leg: str, code: int) -> None:
        self.fake.settle()
        self.fake.party_refuses(call, leg, code)

    def party_hangs_up(self, call: str, leg: str) -> None:
        self.fake.party_hangs_up(call, leg)

    def party_holds(self, call: str, leg: str) -> None:
        self.fake.party_holds(call, leg)

    def party_resumes(self, call: str, leg: str) -> None:
        self.fake.party_resumes(call, leg)

    def party_presses(self, call: str, leg: str, digit: str) -> None:
        self.fake.party_presses(call, leg, digit)

    def party_asks_transfer(self, call: str, leg: str, target: str) -> None:
        self.fake.party_asks_transfer(call, leg, target)

    def prompt_ends(self, call: str) -> None:
        self.fake.prompt_ends(call)

    def restart(self) -> None:
        self.fake.shutdown(keep_calls=True)
        self.fake = FakeLine(found=self.fake.left)
        self.line = self.fake
        self.ear = Ear()
        self.fake.start(self.ear)

    def close(self) -> None:
        self.fake.shutdown()


class SipWorld(World):
    """A real line, and one phone process that is caller and parties alike."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = LineSettings(port=0, peers=(Peer(network="127.0.0.0/8", trusted=True),))
        self.people = DrivenPhone("people", folder)
        self.people.driver.start()
        self.people.configure(transfers="refuse")
        self._numbers = itertools.count(1)
        self._keys: dict[tuple[str, str], str] = {}
        self._users: dict[str, str] = {}
        self._begun: deque[float] = deque([0.0] * 12, maxlen=12)
        self._start()

    def _start(self) -> None:
        self.ear = Ear()
        self.line = BuiltInLine(self.settings, self.folder / "line")
        self.line.start(self.ear)

    @property
    def port(self) -> int:
        """The line's."""
        return int(self.line.addresses[0].rpartition(":")[2])

    def call(self, to: str = "1800", *, transport: str = "udp", **headers: str) -> str:
        """Dial the line; the key of the caller's own leg."""
        # A phone process that begins more legs than this in a moment aborts (app/telephony/line/phones.py).
        until(lambda: time.monotonic() >= self._begun[0] + 2.0, "the pace of one who dials")
        self._begun.append(time.monotonic())
        key = f"caller-{next(self._numbers)}"
        self.people.send(
            wire.Call(
                key=key,
                uri=f"sip:{to}@127.0.0.1:{self.port};transport={transport}",
                headers=[wire.Header(name.replace("_", "-"), value) for name, value in headers.items()],
            )
        )
        return key

    def key(self, call: str, leg: str) -> str:
        """What the phone of the people calls a leg."""
        return self._keys[call, leg]

    def arrive(self) -> str:
        key = self.call()
        call = self.ear.wait(ports.CallArrived).call
        self._keys[call, CALLER] = key
        return call

    def uri(self, leg: str) -> str:
        # Each time another one, so that a leg of an earlier test is not taken for it.
        self._users[leg] = f"{leg}-{next(self._numbers)}"
        return self.people.uri.replace("sip:people@", f"sip:{self._users[leg]}@")

    def taken(self, call: str, leg: str) -> str:
        """The key of the leg that rings at a party."""
        if (call, leg) not in self._keys:
            asked = f"sip:{self._users[leg]}@"
            incoming = self.people.wait(wire.Incoming, lambda event: event.leg.request_uri.startswith(asked))
            self._keys[call, leg] = incoming.leg.key
        return self._keys[call, leg]

    def party_rings(self, call: str, leg: str) -> None:
        self.people.send(wire.Ring(key=self.taken(call, leg)))

    def party_answers(self, call: str, leg: str) -> None:
        self.people.send(wire.Answer(key=self.taken(call, leg)))
        self.people.wait(wire.Answered, key=self.taken(call, leg))

    def party_refuses(self, call: str, leg: str, code: int) -> None:
        self.people.send(wire.Reject(key=self.taken(call, leg), code=code))

    def party_hangs_up(self, call: str, leg: str) -> None:
        key = self.taken(call, leg)
        self.people.send(wire.HangUp(key=key))
        self.people.wait(wire.Disconnected, key=key)

    def party_holds(self, call: str, leg: str) -> None:
        self.people.send(wire.HoldLeg(key=self.key(call, leg)))
        self.people.wait(wire.Media, key=self.key(call, leg), hold="local")

    def party_resumes(self, call: str, leg: str) -> None:
        self.people.send(wire.Resume(key=self.key(call, leg)))
        self.people.wait(wire.Media, key=self.key(call, leg), hold="active")

    def party_presses(self, call: str, leg: str, digit: str) -> None:
        self.people.send(wire.Dtmf(key=self.key(call, leg), digits=digit))

    def party_asks_transfer(self, call: str, leg: str, target: str) -> None:
        self.people.send(wire.Transfer(key=self.key(call, leg), target=target))

    def prompt_ends(self, call: str) -> None:
        """By itself."""

    def restart(self) -> None:
        self.settings = msgspec.structs.replace(self.settings, port=self.port)
        self.line.shutdown(keep_calls=True)
        self._start()

    def close(self) -> None:
        self.line.shutdown()
        self.people.driver.shutdown()
        assert not self.people.log(), self.people.log()
        for log in (self.folder / "line").glob("*.log"):
            assert not log.read_text(), f"{log}: {log.read_text()}"
        assert not list((self.folder / "line").glob("*.sock"))
        assert not list((self.folder / "line").glob("*.json"))
