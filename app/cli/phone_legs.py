"""The calls a soft phone has: which is the caller's, which the consulted one's, who hears whom."""

from __future__ import annotations

import threading

from msgspec.structs import replace

from app.client.phone import Third
from app.protocol.phone import DEVICE, Leg


class Legs:
    """Legs by key, in the order they came. `consulting` is the key of the one who is asked, `joined`
    whether all are in one conference."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._legs: dict[str, Leg] = {}
        self.consulting = ""
        self.joined = False

    def start_with(self, legs: list[Leg]) -> None:
        """These are alive, and no others."""
        with self._lock:
            self._legs = {leg.key: leg for leg in legs if leg.state != "ended"}
            self.consulting, self.joined = "", False

    def add(self, leg: Leg) -> None:
        """A leg came, or was dialled."""
        with self._lock:
            self._legs[leg.key] = leg

    def answered(self, key: str) -> Leg | None:
        """Both sides agreed; the leg, where it is known."""
        with self._lock:
            leg = self._legs.get(key)
            if leg is not None:
                leg = self._legs[key] = replace(leg, state="answered")
            return leg

    def replace(self, key: str, leg: Leg) -> None:
        """Another call took a leg's place."""
        with self._lock:
            self._legs.pop(key, None)
            self._legs[leg.key] = leg

    def remove(self, key: str) -> Leg | None:
        """A leg is over."""
        with self._lock:
            leg = self._legs.pop(key, None)
            if key == self.consulting:
                self.consulting = ""
            if len(self._legs) < 2:
                self.joined = False
            return leg

    def all(self) -> list[Leg]:
        """All that live."""
        with self._lock:
            return list(self._legs.values())

    def current(self) -> Leg | None:
        """The caller's leg: the first that is answered and not the consulted one, else the first."""
        with self._lock:
            callers = [leg for leg in self._legs.values() if leg.key != self.consulting]
            return next((leg for leg in callers if leg.state == "answered"), callers[0] if callers else None)

    def ringing(self) -> Leg | None:
        """The first that came in and is not answered."""
        with self._lock:
            incoming = (leg for leg in self._legs.values() if leg.incoming)
            return next((leg for leg in incoming if leg.state in ("incoming", "early")), None)

    def third(self) -> Third:
        """How far the one who is consulted by the phone itself is."""
        with self._lock:
            leg = self._legs.get(self.consulting)
            if leg is None:
                return ""
            if leg.state != "answered":
                return "asking"
            return "joined" if self.joined else "answered"

    def groups(self) -> list[list[str]]:
        """Who hears whom: the caller, or in a consult the one who is asked, or in a conference all."""
        with self._lock:
            everybody = list(self._legs)
        if self.joined:
            return [[DEVICE, *everybody]]
        current = self.current()
        heard = self.consulting or (current.key if current else "")
        return [[DEVICE, heard]] if heard else []
