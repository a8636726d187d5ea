"""A line without telephones, for the tests of those who use one, and for faults that no telephone shows.

The calls are the real ones (app.telephony.line.call); what is made up is the phone process behind them.
tests/contract holds this line and the real one to the same promises.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.core.resources import resource
from app.protocol import phone as wire
from app.telephony import ports
from app.telephony.identity import Ani, Dnis
from app.telephony.line.call import Call
from app.telephony.line.commands import CallCommands
from app.telephony.line.record import CallRecord, LegRecord
from app.telephony.ports import CALLER

T = TypeVar("T")

FAKE_QUALITY = wire.Quality(codec="PCMA", rx_packets=500, rx_lost=1, rx_jitter_ms=0.5, rtt_ms=1.0)


class FakePhone:
    """What a phone process does, as far as a call sees it."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.commands: list[wire.Command] = []
        self.playing: dict[str, wire.Play] = {}
        self.groups: list[list[str]] = []
        self.deaf: set[str] = set()
        """Legs whose far end no longer answers: hanging them up ends nothing."""
        self.hear: Callable[[wire.AnyEvent], None] = lambda event: None
        self.loop: asyncio.AbstractEventLoop | None = None

    def send(self, command: wire.Command) -> None:
        """Take a command; its events come in a later turn of the loop, as they would from a process."""
        self.commands.append(command)
        match command:
            case wire.Answer(key=key) if self.states.get(key) == "incoming":
                self.answered(key)
            case wire.Call(key=key, uri=uri) if not uri.startswith(("sip:", "sips:", "tel:")):
                self.say(wire.Failed(code="bad_uri", text=f"{uri!r} is no SIP address.", key=key))
            case wire.Call(key=key):
                self.states[key] = "calling"
            case wire.HangUp(key=key, code=code) | wire.Reject(key=key, code=code) if key in self.states:
                if key not in self.deaf:
                    self.ended(key, code or (200 if self.states[key] == "answered" else 487), "local")
            case wire.Mix(groups=groups):
                self.groups = [list(group) for group in groups]
            case wire.Play(key=key, files=files) if not Path(files[0]).exists():
                self.say(wire.Failed(code="play_failed", text=f"{files[0]} cannot be played", key=key))
            case wire.Play(key=key):
                self.playing[key] = command
            case wire.StopPlay(key=key):
                self.playing.pop(key, None)
            case wire.Measure(key=key, id=id):
                level = 100 if self.states.get(key) == "answered" else 0
                self.say(
                    wire.Energy(
                        key=key,
                        id=id,
                        rx_average=level,
                        tx_average=level,
                        rx_peak=level,
                        tx_peak=level,
                        samples=1,
                    )
                )
            case wire.AskQuality(key=key) if self.states.get(key) == "answered":
                self.say(wire.QualityReport(key=key, quality=FAKE_QUALITY))

    def say(self, event: wire.AnyEvent) -> None:
        """An event, in a later turn of the loop."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon(lambda: self.hear(event))

    def answered(self, key: str) -> None:
        """A leg was answered, by either side."""
        self.states[key] = "answered"
        self.say(wire.Answered(key=key))
        self.say(wire.Media(key=key, hold="active", codec="PCMA"))

    def ended(self, key: str, code: int, by: wire.Side, reason: str = "") -> None:
        """A leg is over."""
        quality = FAKE_QUALITY if self.states.pop(key) == "answered" else None
        self.playing.pop(key, None)
        self.say(wire.Disconnected(key=key, code=code, reason=reason, by=by, started_at=0.0, quality=quality))


class FakeLine(CallCommands):
    """A `Line` (app.telephony.ports), and the callers and agents around it."""

    def __init__(self, *, calls: int = 4, found: Sequence[tuple[CallRecord, FakePhone]] = ()) -> None:
        """`found`: the `left` of a line that was shut down with `keep_calls`."""
        self._name = uuid.uuid4().hex[:12]  # not id(self): the next line may lie where this one did
        self._limit = calls
        self._found = found
        self._sink: ports.Sink | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._calls: dict[str, Call] = {}
        self._phones: dict[str, FakePhone] = {}
        self._numbers = itertools.count(1)
        self._full_told = False
        self.left: list[tuple[CallRecord, FakePhone]] = []

    # ---------------------------------------------------------------- the port

    def start(self, sink: ports.Sink) -> None:
        """See `Line.start`."""
        self._sink = sink
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="fake line", daemon=True)
        self._thread.start()
        ready.result()

    def calls(self) -> tuple[str, ...]:
        """See `Line.calls`."""
        return tuple(self._calls)

    @property
    def addresses(self) -> tuple[str, ...]:
        """See `Line.addresses`."""
        return () if self._loop is None else ("udp:192.0.2.1:5060", "tcp:192.0.2.1:5060")

    def shutdown(self, *, keep_calls: bool = False) -> None:
        """See `Line.shutdown`."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None or not thread.is_alive():
            return
        if keep_calls:
            self.left = self._do(lambda: [(c.to_record(), self._phones[k]) for k, c in self._calls.items()])
        else:
            for key in self.calls():
                self.hangup(key)
            end = time.monotonic() + 5
            while self._calls and time.monotonic() < end:
                time.sleep(0.001)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    # ---------------------------------------------------------------- the people around it

    def arrive(
        self,
        number: str = "+66812345678",
        *,
        dialled: str = "1800",
        ani: Ani | None = None,
        dnis: Dnis | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Somebody calls; the key of the call, or "" where the line was full."""
        ani = ani or Ani(raw=number, source="P-Asserted-Identity", trusted=True)
        dnis = dnis or Dnis(raw=dialled, source="Request-URI", candidates=(("Request-URI", dialled),))
        return self._do(lambda: self._arrive(ani, dnis, dict(headers or {})))

    def caller_hangs_up(self, call: str) -> None:
        """The caller ends the call, or gives up before it is answered."""
        self.party_hangs_up(call, CALLER)

    def party_rings(self, call: str, leg: str) -> None:
        """A dialled phone rings."""
        self._with(call, leg, lambda phone, key: phone.say(wire.Progress(key=key, code=180)))

    def party_answers(self, call: str, leg: str) -> None:
        """A dialled party answers."""
        self._with(call, leg, lambda phone, key: phone.answered(key))

    def party_refuses(self, call: str, leg: str, code: int = 486, reason: str = "Busy Here") -> None:
        """A dialled party refuses."""
        self._with(call, leg, lambda phone, key: phone.ended(key, code, "remote", reason))

    def party_hangs_up(self, call: str, leg: str) -> None:
        """A party ends its leg."""

        def end(phone: FakePhone, key: str) -> None:
            phone.ended(key, 200 if phone.states[key] == "answered" else 487, "remote")

        self._with(call, leg, end)

    def party_holds(self, call: str, leg: str) -> None:
        """A party puts the line on hold."""
        self._with(call, leg, lambda phone, key: phone.say(wire.Media(key=key, hold="remote")))

    def party_resumes(self, call: str, leg: str) -> None:
        """A party takes the line off hold."""
        self._with(call, leg, lambda phone, key: phone.say(wire.Media(key=key, hold="active")))

    def party_presses(self, call: str, leg: str, digits: str) -> None:
        """A party presses keys."""

        def press(phone: FakePhone, key: str) -> None:
            for digit in digits:
                phone.say(wire.Digit(key=key, digit=digit, method="rfc4733"))

        self._with(call, leg, press)

    def party_asks_transfer(self, call: str, leg: str, target: str) -> None:
        """A party's phone sends REFER."""
        self._with(call, leg, lambda phone, key: phone.say(wire.TransferAsked(key=key, target=target)))

    def party_goes_deaf(self, call: str, leg: str) -> None:
        """A party's phone no longer answers anything (its plug was pulled)."""
        self._with(call, leg, lambda phone, key: phone.deaf.add(key))

    def prompt_ends(self, call: str, leg: str = CALLER) -> None:
        """The prompt to a leg was heard to its end."""

        def end(phone: FakePhone, key: str) -> None:
            played = phone.playing.pop(key, None)
            if played is not None and not played.loop:
                phone.say(wire.PlayDone(key=key, id=played.id))

        self._with(call, leg, end)

    def phone_dies(self, call: str) -> None:
        """The phone process of a call crashes."""

        def die() -> None:
            if call in self._calls:
                self._phones[call].states.clear()
                self._calls[call].lost()

        self._do(die)

    def say(self, notice: ports.LineNotice) -> None:
        """The line says something."""
        self._do(lambda: self._tell(notice))

    def hears(self, call: str, leg: str) -> str:
        """What is played to a leg: a file's name, or "" for nothing."""
        return next(iter(self.plays(call, leg)), "")

    def plays(self, call: str, leg: str) -> list[str]:
        """Names of all files that are played to a leg one after the other."""

        def look() -> list[str]:
            phone, key = self._phones[call], self._key(call, leg)
            return [Path(file).name for file in phone.playing[key].files] if key in phone.playing else []

        return self._do(look)

    def talking(self, call: str) -> tuple[tuple[str, ...], ...]:
        """Who is mixed with whom, by leg name."""

        def look() -> tuple[tuple[str, ...], ...]:
            names = {leg.key: leg.name for leg in self._calls[call].to_record().legs}
            return tuple(tuple(names.get(key, "?") for key in group) for group in self._phones[call].groups)

        return self._do(look)

    def settle(self) -> None:
        """Return when everything that is under way has been handled and told."""
        for _ in range(6):  # a command's event's command's event …, each takes a turn
            self._do(lambda: None)

    # ---------------------------------------------------------------- inside

    def _run(self, ready: Future[None]) -> None:
        loop = asyncio.new_event_loop()
        self._loop = loop

        async def begin() -> None:
            for record, phone in self._found:
                call = self._open(record, phone)
                call.found()
                call.reconcile(
                    {
                        key: wire.Leg(key=key, state="answered" if state == "answered" else "early",
                                      incoming=False, from_uri="", to_uri="")
                        for key, state in phone.states.items()
                    }
                )  # fmt: skip
            self._tell(ports.LineReady(addresses=self.addresses))

        loop.run_until_complete(begin())
        ready.set_result(None)
        loop.run_forever()
        loop.close()

    def _do(self, what: Callable[[], T]) -> T:
        loop = self._loop
        assert loop is not None, "start the line first"
        result: Future[T] = Future()

        def run() -> None:
            try:
                result.set_result(what())
            except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
                result.set_exception(error)

        loop.call_soon_threadsafe(run)
        return result.result(10)

    def _command(self, key: str, what: Callable[[Call], None]) -> None:
        loop = self._loop
        if loop is None:
            return

        def run() -> None:
            if key in self._calls:
                what(self._calls[key])

        with suppress(RuntimeError):
            loop.call_soon_threadsafe(run)

    def _with(self, call: str, leg: str, what: Callable[[FakePhone, str], None]) -> None:
        def do() -> None:
            if call in self._calls:
                phone, key = self._phones[call], self._key(call, leg)
                if key in phone.states:
                    what(phone, key)

        self._do(do)

    def _key(self, call: str, leg: str) -> str:
        legs = self._calls[call].to_record().legs
        return next((each.key for each in legs if each.name == leg), "")

    def _arrive(self, ani: Ani, dnis: Dnis, headers: dict[str, str]) -> str:
        if len(self._calls) >= self._limit:
            if not self._full_told:
                self._full_told = True
                self._tell(ports.LineNotice(code="line_full", text="All calls of the line are in use."))
            return ""
        number = next(self._numbers)
        phone = FakePhone()
        phone.states[f"in-{number}"] = "incoming"
        record = CallRecord(
            call=f"call-{number}-{self._name}",
            ani=ani,
            dnis=dnis,
            peer="udp:192.0.2.9:5060",
            sip_call_id=f"fake-{number}@192.0.2.9",
            from_tag="1",
            branch="z9hG4bK1",
            arrived_at=time.time_ns() // 1_000_000,
            legs=[LegRecord(name=CALLER, key=f"in-{number}", uri="sip:caller@192.0.2.9")],
        )
        call = self._open(record, phone)
        self._tell(
            ports.CallArrived(
                call=call.key,
                ani=ani,
                dnis=dnis,
                peer=record.peer,
                sip_call_id=record.sip_call_id,
                headers=headers,
            )
        )
        return call.key

    def _open(self, record: CallRecord, phone: FakePhone) -> Call:
        call = Call(
            record,
            send=phone.send,
            has_room=lambda: True,
            emit=self._tell,
            on_over=self._over,
            on_drained=lambda call, clean: None,
            music=resource("sounds", "hold.wav"),
        )
        phone.loop, phone.hear = self._loop, call.hear
        self._calls[call.key] = call
        self._phones[call.key] = phone
        return call

    def _over(self, call: Call) -> None:
        self._calls.pop(call.key, None)
        self._full_told = False

    def _tell(self, event: ports.Event) -> None:
        if self._sink is not None:
            self._sink(event)
