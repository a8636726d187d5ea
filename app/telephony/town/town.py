"""The town: wakes callers, gives each a phone process and follows their calls."""

from __future__ import annotations

import logging
import queue
import random
import time
from collections.abc import Callable
from pathlib import Path

from app.protocol import phone as wire
from app.protocol.town import Caller, CallNow, OnThePhone, SetPace, ToTown, TownBook, TownStatus, Trouble
from app.telephony.phone import Phone, PhoneGone
from app.telephony.speech import Prompts, SpeechError
from app.telephony.town.plan import Plan
from app.telephony.town.visit import Call, Manners

log = logging.getLogger(__name__)

TICK_SECONDS = 0.1


class Town:
    """Everything runs in the thread that calls `run`; `tell` and `stop` may come from any."""

    def __init__(
        self,
        book: TownBook,
        target: str,
        folder: Path,
        *,
        voices: Path | None = None,
        most: int = 4,
        rng: random.Random | None = None,
        on_status: Callable[[TownStatus], None] = lambda status: None,
        manners: Callable[[random.Random], Manners] = Manners.drawn,
    ) -> None:
        """`target` is the line's host:port, `folder` where its phones live, `voices` where
        spoken sentences are kept, `most` how many calls the line carries."""
        self._target = target
        self._folder = folder
        self._rng = rng or random.Random()
        self._plan = Plan(book.callers, self._rng, most)
        self._prompts = Prompts(voices or folder / "voices")
        self._manners = manners
        self._on_status = on_status
        self._inbox: queue.SimpleQueue[tuple[_Slot | None, wire.AnyEvent | ToTown | None]] = (
            queue.SimpleQueue()
        )
        self._slots: list[_Slot] = []
        self._calls = 0
        self._abandoned = 0
        self._trouble: Trouble = ""
        self._said: TownStatus | None = None
        self._running = True

    def tell(self, order: ToTown) -> None:
        """Set the pace, or let somebody call now."""
        self._inbox.put((None, order))

    def stop(self) -> None:
        """Hang up everything and let `run` return."""
        self._running = False
        self._inbox.put((None, None))

    def run(self) -> None:
        """Live until `stop`."""
        try:
            while self._running:
                self._take(TICK_SECONDS)
                now = time.monotonic()
                for slot in self._slots:
                    if slot.call is not None:
                        slot.call.tick(now)
                caller = self._plan.due(now, [slot.call.caller for slot in self._slots if slot.call])
                if caller is not None:
                    self._begin(caller, now)
                self._report()
        finally:
            for slot in self._slots:
                slot.phone.shutdown()
            self._prompts.close()

    # ------------------------------------------------------------------------ what happens
    def _take(self, seconds: float) -> None:
        """Handle what came in, for at most `seconds`."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self._running:
            try:
                slot, what = self._inbox.get(timeout=left)
            except queue.Empty:
                return
            if isinstance(what, SetPace):
                self._plan.set_pace(what.pace, time.monotonic())
                self._report()
            elif isinstance(what, CallNow):
                self._plan.ask(what.kind)
                return
            elif slot is not None and what is not None:
                self._event(slot, what)

    def _event(self, slot: _Slot, event: wire.AnyEvent) -> None:
        if isinstance(event, wire.Gone):
            log.warning("a caller's phone is gone: %s", event.reason)
            self._slots.remove(slot)
            return
        if isinstance(event, wire.Failed):
            log.warning("a caller's phone says: %s", event.text)
        call = slot.call
        if call is None or getattr(event, "key", call.key) != call.key:
            return
        now = time.monotonic()
        call.event(event, now)
        if call.state == "ended":
            slot.call = None
            slot.phone.send(wire.Levels())
            self._plan.ended(now)
            self._abandoned += not call.answered
            self._trouble = _trouble(call.code)

    def _begin(self, caller: Caller, now: float) -> None:
        try:
            slot = next((one for one in self._slots if one.call is None), None) or self._new_slot()
            self._calls += 1
            call = Call(
                caller,
                f"town-{self._calls}",
                self._manners(self._rng),
                slot.phone.send,
                self._prompts.say,
                self._rng,
                now,
            )
            for sentence in caller.sentences:  # made before the call, so that nobody waits for a voice
                self._prompts.say(sentence, caller.language)
            slot.call = call
            slot.phone.send(wire.Levels(keys=[call.key]))
            call.dial(self._target)
        except (PhoneGone, SpeechError, OSError) as error:
            self._trouble = "no_phone"
            log.error("%s cannot call: %s", caller.name, error)

    def _new_slot(self) -> _Slot:
        """A phone process of its own for one caller at a time."""
        number = 1 + max((slot.number for slot in self._slots), default=0)
        slot = _Slot(number)
        slot.phone = Phone(
            self._folder / f"caller-{number}.sock", lambda event: self._inbox.put((slot, event))
        )
        slot.phone.start()
        slot.phone.send(
            wire.Configure(
                accounts=[wire.Account(key="town", uri="sip:town@127.0.0.1")],
                user_agent="Town",
                codecs=["PCMA/8000", "PCMU/8000"],
                clock_rate=8000,
                linger_s=1.0,
                tcp_port=None,
            )
        )
        self._slots.append(slot)
        return slot

    def _report(self) -> None:
        calling = [
            OnThePhone(
                name=slot.call.caller.name,
                number=slot.call.caller.number,
                kind=slot.call.caller.kind,
                language=slot.call.caller.language,
                matter=slot.call.caller.matter,
                state=slot.call.state,
            )
            for slot in self._slots
            if slot.call is not None
        ]
        status = TownStatus(
            pace=self._plan.pace,
            calling=calling,
            calls=self._calls,
            abandoned=self._abandoned,
            trouble=self._trouble,
        )
        if status != self._said:
            self._said = status
            self._on_status(status)


class _Slot:
    """A phone process and the call it has."""

    phone: Phone

    def __init__(self, number: int) -> None:
        self.number = number
        self.call: Call | None = None


def _trouble(code: int) -> Trouble:
    """Why a call that ended with this SIP status could not be made; empty for an ordinary end."""
    if code in (486, 600):
        return "line_full"
    if code == 408:
        return "line_silent"
    if code >= 400 and code not in (487, 603):
        return "line_refused"
    return ""
