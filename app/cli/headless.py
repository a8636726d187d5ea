"""An agent without a window: the console's own client and soft phone, driven by a program.

For the check, the benchmarks and the tests, where a second agent is needed or no screen is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from app.client.desk import Desk, DeskHandlers
from app.protocol import phone as wire
from app.protocol.agents import AttachPhone, SetPresence
from app.protocol.events import Event, Pop
from app.protocol.interactions import AcceptOffer
from app.telephony.phone import Phone

T = TypeVar("T")
_KEY = "headless"


class TimedOut(Exception):
    """What was waited for did not come."""


class HeadlessAgent:
    """Signs in, takes calls, says a sound file over and over."""

    def __init__(self, url: str, login: str, password: str, folder: Path, *, microphone: str = "") -> None:
        """`folder` holds the journal and the phone's socket; `microphone` is a WAV file to speak with."""
        self.events: list[Event] = []
        self._changed = threading.Condition()
        self._phone_events: list[wire.AnyEvent] = []
        self.desk = Desk(url, folder, DeskHandlers(on_event=self._event))
        self.desk.sign_in(login, password)
        self.desk.start()
        if not self.desk.wait_ready(10):
            raise TimedOut(f"{login}: no snapshot from {url}")
        self.phone = Phone(folder / f"{login}.sock", self._phone_event)
        self.phone.start()
        self.phone.send(
            wire.Configure(
                accounts=[wire.Account(key="desk", uri=f"sip:{login}@127.0.0.1")],
                peers=["127.0.0.0/8"],
                clock_rate=8000,
                linger_s=2.0,
            )
        )
        if microphone:
            self.phone.send(wire.UseDevice(kind="null", microphone_file=microphone))
        ready = self.wait_phone(wire.Ready)
        self.desk.do(AttachPhone(address=f"sip:{login}@127.0.0.1:{ready.udp_port}"))

    def ready(self) -> None:
        """Take calls from now on."""
        self.desk.do(SetPresence(presence="ready"))

    def accept(self, pop: Pop) -> wire.Incoming:
        """Take an offer; the phone answers what comes of it."""
        self.phone.send(wire.Expect(header="X-Desk-Offer", value=str(pop.offer_id)))
        self.desk.do(AcceptOffer(offer_id=pop.offer_id))
        incoming = self.wait_phone(wire.Incoming)
        self.phone.send(wire.Mix(groups=[[wire.DEVICE, incoming.leg.key]]))
        return incoming

    def wait_pop(self, seconds: float = 20.0) -> Pop:
        """The pop of an offer that is out to this agent."""
        store = self.desk.store

        def pop() -> Pop | None:
            offers = store.my_offers()
            return store.pop(offers[0].interaction_id) if offers and offers[0].interaction_id else None

        return self.wait(pop, seconds, "an offer")

    def wait(self, what: Callable[[], T | None], seconds: float, name: str) -> T:
        """Wait until `what` answers with something. Raises TimedOut."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while True:
                found = what()
                if found:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimedOut(f"{name} did not come within {seconds:g} s")
                self._changed.wait(min(left, 0.5))

    def wait_phone(self, kind: type[T], seconds: float = 15.0) -> T:
        """The next event of this kind from the phone that was not taken yet."""

        def take() -> Any:
            for event in self._phone_events:
                if isinstance(event, kind):
                    self._phone_events.remove(event)
                    return event
            return None

        return self.wait(take, seconds, kind.__name__)

    def close(self) -> None:
        """End phone and connection; the hub notices by itself."""
        self.phone.shutdown()
        self.desk.stop()

    def _event(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def _phone_event(self, event: wire.AnyEvent) -> None:
        with self._changed:
            self._phone_events.append(event)
            self._changed.notify_all()
