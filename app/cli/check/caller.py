"""The caller of the check: a phone process that says when it is heard, and hears."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TypeVar

from app.cli.check.window import Missing
from app.protocol import phone as wire
from app.telephony.phone import Phone

E = TypeVar("E", bound=wire.Event)


class CheckCaller:
    """Calls the line with a number of its choice; speaks a file over and over."""

    def __init__(self, folder: Path, voice: Path) -> None:
        self._events: list[wire.AnyEvent] = []
        self._changed = threading.Condition()
        self._voice = voice
        self._calls = 0
        self.key = ""
        self.phone = Phone(folder / "caller.sock", self._event)

    def start(self) -> None:
        """Start the process."""
        self.phone.start()
        self.phone.send(
            wire.Configure(
                accounts=[wire.Account(key="caller", uri="sip:caller@127.0.0.1")],
                clock_rate=8000,
                linger_s=2.0,
                tcp_port=None,
            )
        )

    def dial(self, line: str, dnis: str, number: str, name: str = "", *, withheld: bool = False) -> None:
        """Call; the INVITE says who calls as a carrier's would."""
        self._calls += 1
        self.key = f"check-{self._calls}"
        headers = [wire.Header("P-Asserted-Identity", f"<sip:{number}@{line}>")] if number else []
        from_uri = f'"{name}" <sip:{number}@{line}>' if name else f"<sip:{number}@{line}>"
        if withheld:
            headers.append(wire.Header("Privacy", "id"))
            from_uri = '"Anonymous" <sip:anonymous@anonymous.invalid>'
        self.phone.send(wire.Call(key=self.key, uri=f"sip:{dnis}@{line}", headers=headers, from_uri=from_uri))

    def speak(self) -> None:
        """Say the file over and over."""
        self.phone.send(wire.Play(key=self.key, files=[str(self._voice)], id="voice", loop=True))

    def hears(self, seconds: float = 1.0) -> wire.Energy:
        """How loud the other end was (`rx_average`), and what was said (`tx_average`): 0 to 255."""
        ident = f"m{time.monotonic_ns()}"
        self.phone.send(wire.Measure(key=self.key, id=ident, seconds=seconds))
        return self.wait(wire.Energy, seconds + 3.0, id=ident)

    def press(self, digits: str) -> None:
        """Press keys."""
        self.phone.send(wire.Dtmf(key=self.key, digits=digits))

    def hang_up(self) -> None:
        """End the call."""
        self.phone.send(wire.HangUp(key=self.key))

    @property
    def is_up(self) -> bool:
        """The call was not ended."""
        with self._changed:
            return not any(
                isinstance(event, wire.Disconnected) and event.key == self.key for event in self._events
            )

    def wait(self, kind: type[E], seconds: float, **values: str) -> E:
        """The first event of this kind with these values. Raises Missing."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while True:
                for event in self._events:
                    if isinstance(event, kind) and all(
                        getattr(event, name) == value for name, value in values.items()
                    ):
                        return event
                left = deadline - time.monotonic()
                if left <= 0:
                    raise Missing(f"the caller's phone did not say {kind.__name__} within {seconds:g} s")
                self._changed.wait(left)

    def close(self) -> None:
        """End the process."""
        self.phone.shutdown()

    def _event(self, event: wire.AnyEvent) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()
