"""Hold and resume: a re-INVITE is sent when the one before is through (RFC 3261 section 14.1)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import pjsua2 as pj

from app.protocol.phone import Event, Failed
from app.telephony.sip.guard import why
from app.telephony.sip.leg import Registry
from app.telephony.sip.parameters import call_parameters

PATIENCE_SECONDS = 10.0
"""How long a far end may take for a re-INVITE before the next one is given up."""


class Holds:
    """What was asked for and not yet begun; the last wish of a leg counts, the one under way ends first."""

    def __init__(self, legs: Registry, emit: Callable[[Event], None]) -> None:
        self._legs = legs
        self._emit = emit
        self._wanted: dict[str, list[tuple[Literal["local", "active"], float]]] = {}

    def want(self, key: str, hold: Literal["local", "active"]) -> None:
        """Begin at once if nothing else is under way."""
        self._wanted.setdefault(key, []).append((hold, time.monotonic() + PATIENCE_SECONDS))
        self._advance(key)

    def tick(self) -> None:
        """Begin what can begin now."""
        for key in list(self._wanted):
            self._advance(key)

    def drop(self, key: str) -> None:
        """The leg is over."""
        self._wanted.pop(key, None)

    def _advance(self, key: str) -> None:
        leg = self._legs.get(key)
        waiting = self._wanted[key]
        if leg is None or leg.facts.ended_by_us:
            del self._wanted[key]
            return
        hold, deadline = waiting[0]
        parameters = call_parameters()
        try:
            if hold == "local":
                leg.setHold(parameters)
            else:
                parameters.opt.flag |= pj.PJSUA_CALL_UNHOLD
                leg.reinvite(parameters)
        except pj.Error as error:
            if time.monotonic() < deadline:
                return
            self._emit(Failed(code="hold_failed", text=f"That did not work: {why(error)}", key=key))
        waiting.pop(0)
        if not waiting:
            del self._wanted[key]
