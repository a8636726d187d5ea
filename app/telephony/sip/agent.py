"""The SIP user agent: polls pjsua2, carries out commands, handles what happened. One thread."""

from __future__ import annotations

import time

import pjsua2 as pj

from app.protocol import phone as wire
from app.telephony.sip.calls import Calls, Emit
from app.telephony.sip.commands import carry_out
from app.telephony.sip.endpoint import Refused
from app.telephony.sip.guard import log, why
from app.telephony.sip.happenings import happen
from app.telephony.sip.links import Node
from app.telephony.sip.notices import StateChanged

STOP_SECONDS = 3.0
"""How long the far ends have to answer our BYE before the process ends."""


class Agent:
    """Everything between `Configure` and the end of the process."""

    def __init__(self, settings: wire.Configure, emit: Emit, log_file: str = "") -> None:
        """Open the SIP side; raises `Refused`."""
        self._calls = Calls(settings, emit, log_file)
        emit(self._calls.endpoint.ready())

    def poll(self, milliseconds: int) -> None:
        """Let pjsua2 work for at most that long, then handle what happened."""
        calls = self._calls
        calls.endpoint.poll(milliseconds)
        self._handle_notices()
        calls.holds.tick()
        calls.mixer.tick()
        calls.meters.tick()

    def run(self, command: wire.Command) -> None:
        """Carry out a command; raises `Refused`."""
        try:
            carry_out(command, self._calls)
        except pj.Error as error:
            raise Refused("sip_refused", f"That did not work: {why(error)}") from None
        finally:
            self._handle_notices()

    def legs(self) -> list[wire.Leg]:
        """What is alive, for a driver that attaches."""
        return self._calls.told()

    def stop(self) -> None:
        """Hang up, wait for the far ends a little, and end pjsua2."""
        calls = self._calls
        for key in list(calls.legs):
            calls.legs[key].facts.ended_by_us = True  # no name here may hold on to a leg
        calls.endpoint.pjsua.hangupAllCalls()
        calls.leaving = calls.endpoint.unregister()
        deadline = time.monotonic() + STOP_SECONDS
        while (calls.legs or calls.leaving) and time.monotonic() < deadline:
            self.poll(10)
        calls.clear()

    def _handle_notices(self) -> None:
        calls = self._calls
        # The ports of these legs are gone already: no earlier notice may make the mixer touch them.
        for notice in calls.notices:
            if isinstance(notice, StateChanged) and notice.state == pj.PJSIP_INV_STATE_DISCONNECTED:
                calls.mixer.forget(Node("leg", notice.key))
        while calls.notices:
            notice = calls.notices.popleft()
            try:
                happen(notice, calls)
            except pj.Error as error:
                log.error("%s: %s", type(notice).__name__, why(error))
            except Exception:  # noqa: BLE001
                # One call's trouble must not cost the others.
                log.exception("%s failed", type(notice).__name__)
        calls.free_parked()
