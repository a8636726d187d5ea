"""Calls that came to the phone past the built-in line, as the hub's record has them: reported when they are
answered, ended when they are over, also where the hub was away in between.
"""

from __future__ import annotations

import threading
from typing import Any

from app.cli.phone_facts import INTERACTION_HEADER, header
from app.client.desk import Desk
from app.client.sender import FOR_NOW
from app.core.errors import Refused
from app.protocol import errors
from app.protocol.events import Pop
from app.protocol.interactions import EndCall, ReportCall
from app.protocol.phone import Leg
from app.protocol.states import DIRECT_CALL
from app.telephony.identity import read_ani, read_dnis


def call_key(leg: Leg) -> str:
    """What the hub knows the call by."""
    return leg.call_id or leg.key


class DirectCalls:
    """Safe to call from any thread. `trusted`: the numbers that reach this phone were vouched for."""

    def __init__(self, desk: Desk, *, trusted: bool) -> None:
        self._desk = desk
        self._trusted = trusted
        self._lock = threading.Lock()
        self._known: dict[str, int] = {}  # call key -> interaction
        self._asked: set[str] = set()
        self._over: set[str] = set()  # over before the hub had told the interaction
        self._to_end: set[int] = set()

    def answered(self, leg: Leg) -> None:
        """Both sides agreed: the hub is told, and answers who it is."""
        if header(leg, INTERACTION_HEADER):
            return  # the line's: the hub knows
        key = call_key(leg)
        with self._lock:
            if key in self._asked:
                return
            self._asked.add(key)

        def told(pop: Pop) -> None:
            with self._lock:
                self._known[key] = pop.interaction_id
                if key in self._over:
                    self._to_end.add(pop.interaction_id)

        self._desk.submit(self._report(leg, key), told)

    def over(self, leg: Leg) -> None:
        """The call has ended at this end or the other."""
        interaction, key = self.interaction_of(leg), call_key(leg)
        with self._lock:
            if interaction is not None:
                self._to_end.add(interaction)
            elif key in self._asked:
                self._over.add(key)

    def interaction_of(self, leg: Leg) -> int | None:
        """The contact a leg belongs to; None where there is none (yet)."""
        stated = header(leg, INTERACTION_HEADER)
        if stated.isdecimal():
            return int(stated)
        key = call_key(leg)
        with self._lock:
            if key in self._known:
                return self._known[key]
        work = self._desk.store.my_work()  # reported by a console before this one
        return next((row.id for row in work if row.call_key == DIRECT_CALL + key), None)

    def tell_ends(self) -> None:
        """Tell the hub which calls are over; what it cannot take now is told again next time."""
        with self._lock:
            ended, self._to_end = self._to_end, set()
        for interaction in ended:
            self._end(interaction)

    def _end(self, interaction: int) -> None:
        def refused(why: Refused) -> None:
            if why.code in FOR_NOW or why.code == errors.HUNG_UP_HERE:
                with self._lock:
                    self._to_end.add(interaction)

        self._desk.submit(EndCall(interaction_id=interaction), _nothing, refused)

    def _report(self, leg: Leg, key: str) -> ReportCall:
        if not leg.incoming:
            number = leg.to_uri.removeprefix("sip:").partition("@")[0]
            return ReportCall(call_key=key, ani_raw=number, direction="outbound")
        headers = {"from": [leg.from_uri], "to": [leg.to_uri]}
        for one in leg.headers:
            headers.setdefault(one.name.lower(), []).append(one.value)
        ani = read_ani(headers, trusted=self._trusted)
        return ReportCall(
            call_key=key,
            ani_raw=ani.raw,
            ani_source="withheld" if ani.withheld else ani.source.lower() or "from",
            dnis=read_dnis(leg.request_uri, headers).raw,
            caller_name=ani.display_name or leg.display_name,
        )


def _nothing(_: Any) -> None:
    return None
