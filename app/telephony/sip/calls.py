"""The phone's legs and what they share: endpoint, mixer, meters. Commands and notices work on it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

import pjsua2 as pj

from app.protocol import phone as wire
from app.telephony.sip import message
from app.telephony.sip.endpoint import Endpoint, Refused
from app.telephony.sip.guard import log, why
from app.telephony.sip.holds import Holds
from app.telephony.sip.leg import SipLeg, Surroundings
from app.telephony.sip.meters import Meters
from app.telephony.sip.mixer import Mixer
from app.telephony.sip.notices import Notice, StateChanged
from app.telephony.sip.parameters import call_parameters

Emit = Callable[[wire.Event], None]


class Calls:
    """Everything that lives while the SIP side is open. No attribute or local of a caller may keep a leg."""

    def __init__(self, settings: wire.Configure, emit: Emit, log_file: str = "") -> None:
        """Open the SIP side; raises `Refused`."""
        self.emit = emit
        self.notices: deque[Notice] = deque()
        self.legs: dict[str, SipLeg] = {}
        self.leaving: set[str] = set()
        """Accounts that wait for their registrar's goodbye."""
        self.surroundings = Surroundings(self.notices.append, self.legs)
        self.endpoint = Endpoint(settings, self.surroundings, log_file)
        self.mixer = Mixer(self.notices.append, emit)
        self.meters = Meters(self.mixer, emit)
        self.holds = Holds(self.legs, emit)
        self.mixer.use_device(self.endpoint.sound(), None)
        self._parked: list[SipLeg] = []
        self._expected: list[tuple[wire.Expect, float]] = []

    def told(self) -> list[wire.Leg]:
        """What is alive, for a driver that attaches."""
        muted = self.mixer.wishes.muted
        return [leg.facts.told(key in muted) for key, leg in self.legs.items() if not leg.facts.hidden]

    # ------------------------------------------------------------------------------------------- finding

    def leg(self, key: str) -> SipLeg:
        """A leg the driver knows; raises `Refused`."""
        leg = self.legs.get(key)
        if leg is None or leg.facts.hidden or leg.getId() == pj.PJSUA_INVALID_ID:
            raise Refused("no_leg", f"There is no leg {key!r} (any more).")
        return leg

    def waiting(self, key: str) -> SipLeg:
        """A leg that waits for our answer; raises `Refused`."""
        leg = self.leg(key)
        if not leg.facts.incoming or leg.facts.final_sent or leg.facts.state not in ("incoming", "early"):
            raise Refused("not_waiting", "The leg does not wait for an answer.")
        return leg

    def talking(self, key: str) -> SipLeg:
        """A leg that is answered; raises `Refused`."""
        leg = self.leg(key)
        if leg.facts.state != "answered" or leg.facts.ended_by_us:
            raise Refused("not_answered", "The leg is not answered, or is being hung up.")
        return leg

    # --------------------------------------------------------------------------------------------- doing

    def answer(self, leg: SipLeg, code: int, headers: Sequence[wire.Header] = ()) -> None:
        """Answer an incoming leg, once."""
        leg.facts.final_sent = code >= 200
        leg.answer(call_parameters(code, headers=headers))

    def end(self, leg: SipLeg, code: int = 0, reason: str = "", headers: Sequence[wire.Header] = ()) -> None:
        """Hang up, cancel or turn away, once."""
        if leg.facts.ended_by_us or not leg.isActive():
            return  # not active: the far end was quicker; its notice is on the way
        leg.facts.ended_by_us = leg.facts.final_sent = True
        leg.hangup(call_parameters(code, reason, headers))

    def send_silence(self, leg: SipLeg, on: bool) -> None:
        """Whether silence is sent as RTP. A new stream sends it.

        Where we hold without music of our own it must not be: a PBX plays its music to the held side, and
        Asterisk sends our silence in between.
        """
        try:
            info = leg.getStreamInfo(0)
            parameters = pj.Endpoint.instance().codecGetParam(f"{info.codecName}/{info.codecClockRate}/1")
            parameters.setting.vad = not on
            leg.audStreamModifyCodecParam(0, parameters)
        except pj.Error as error:
            log.debug("no silence detection: %s", why(error))

    def expect(self, wish: wire.Expect) -> None:
        """Answer the next call with that header without asking."""
        self._expected.append((wish, time.monotonic() + wish.seconds))

    def take_expected(self, headers: list[wire.Header]) -> wire.Expect | None:
        """The wish that these headers of an INVITE fulfil, if there is one; it is used up."""
        now = time.monotonic()
        self._expected = [(expect, until) for expect, until in self._expected if until > now]
        for entry in self._expected:
            if message.first(headers, entry[0].header) == entry[0].value:
                self._expected.remove(entry)
                return entry[0]
        return None

    # ------------------------------------------------------------------------------------------- forgetting

    def over(self, leg: SipLeg, notice: StateChanged) -> None:
        """A leg has ended: drop all that belongs to it and tell the driver."""
        facts = leg.facts
        facts.state = "ended"
        self.mixer.drop(facts.key)
        wishes = self.mixer.wishes
        self.mixer.wish(held=set(wishes.held) - {facts.key}, muted=set(wishes.muted) - {facts.key})
        self.meters.drop(facts.key)
        self.holds.drop(facts.key)
        self.forget(facts.key)
        if not facts.hidden:
            self.emit(
                wire.Disconnected(
                    key=facts.key,
                    code=notice.code,
                    reason=notice.reason,
                    by="local" if facts.ended_by_us else "remote",
                    started_at=facts.started_at,
                    answered_at=facts.answered_at,
                    ended_at=time.time(),
                    quality=notice.quality,
                )
            )

    def forget(self, key: str) -> None:
        """Drop a leg. Deleting it while a newer leg has its call id would take that one down: park it."""
        leg = self.legs.pop(key)
        if self._slot_in_use(leg.slot):
            self._parked.append(leg)

    def free_parked(self) -> None:
        """Drop the parked legs whose call id is free again."""
        self._parked = [leg for leg in self._parked if self._slot_in_use(leg.slot)]

    def clear(self) -> None:
        """Let go of everything that must not be alive at `libDestroy`, and close."""
        self.meters.clear()
        self.mixer.use_device(None, None)
        self.mixer.clear()
        self.legs.clear()
        self._parked.clear()
        self.notices.clear()
        self.endpoint.close()

    def _slot_in_use(self, slot: int) -> bool:
        return slot >= 0 and any(leg.slot == slot for leg in self.legs.values())
