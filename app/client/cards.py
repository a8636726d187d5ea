"""Customers' cards that this console shows, kept up to date by the log's events.

What an event says plainly is put into the card at once. What it only hints at (a relation, whose other
customer's name is not in the event; a merge) makes the card stale: the desk then asks for it again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.client.card_changes import CARD_TABLES, Stale, changed_card
from app.protocol.events import Event, Pop
from app.protocol.views import Card

REMEMBERED_EVENTS = 256
"""An answer to GetCard may be this many events old when it arrives."""


@dataclass
class _Held:
    card: Card
    holders: int = 0  # windows that show it
    interactions: set[int] = field(default_factory=set)  # pops that brought it
    stale: bool = False


class Cards:
    """The cards held, by the customer's id they were asked for. Safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._held: dict[int, _Held] = {}
        self._recent: deque[Event] = deque(maxlen=REMEMBERED_EVENTS)

    def get(self, customer_id: int) -> Card | None:
        """The card as it stands now, where it is held."""
        held = self._held.get(customer_id)
        return held.card if held else None

    def stale(self) -> list[int]:
        """Customers whose cards must be asked for again."""
        with self._lock:
            return [customer_id for customer_id, held in tuple(self._held.items()) if held.stale]

    def hold(self, customer_id: int, card: Card) -> Card:
        """Keep a card that was asked for up to date until `release`; returns it as of now."""
        with self._lock:
            held = self._held.get(customer_id)
            if held is None:
                held = self._held[customer_id] = _Held(card)
            held.holders += 1
            self.refresh(customer_id, card)
            return held.card

    def release(self, customer_id: int) -> None:
        """One window less shows it."""
        with self._lock:
            held = self._held.get(customer_id)
            if held is not None and held.holders:
                held.holders -= 1
                self._forget_unused(customer_id, held)

    def refresh(self, customer_id: int, card: Card) -> bool:
        """Take a fresh answer to GetCard; events that came while it was under way are put on top. Returns
        whether anything changed by it."""
        with self._lock:
            held = self._held.get(customer_id)
            if held is None or card.number < held.card.number:
                return False
            before, held.card, held.stale = held.card, card, False
            for event in tuple(self._recent):
                self._apply_to(held, event)
            return held.card != before

    # ----------------------------------------------------------------- for the store
    def apply(self, event: Event) -> list[int]:
        """Take an event in; returns the customers whose card changed."""
        with self._lock:
            if all(change.table not in CARD_TABLES for change in event.changes):
                return []
            self._recent.append(event)
            return [customer_id for customer_id, held in self._held.items() if self._apply_to(held, event)]

    def hold_for_pop(self, pop: Pop) -> list[int]:
        """A pop brought its card along; held as long as the pop is."""
        with self._lock:
            self.let_go_of_pop(pop.interaction_id, unless=pop.card.customer.id if pop.card else None)
            if pop.card is None:
                return []
            customer_id = pop.card.customer.id
            held = self._held.setdefault(customer_id, _Held(pop.card))
            held.interactions.add(pop.interaction_id)
            self.refresh(customer_id, pop.card)
            return [customer_id]

    def let_go_of_pop(self, interaction_id: int, unless: int | None = None) -> None:
        """A pop is gone; its card goes with it unless a window still shows it."""
        with self._lock:
            for customer_id, held in tuple(self._held.items()):
                if interaction_id in held.interactions and customer_id != unless:
                    held.interactions.discard(interaction_id)
                    self._forget_unused(customer_id, held)

    def restart(self, pops: Iterable[Pop]) -> list[int]:
        """A fresh snapshot was loaded: the pops' cards are as good as new, the others must be asked for."""
        with self._lock:
            self._recent.clear()
            changed = []
            for customer_id, held in tuple(self._held.items()):
                held.interactions.clear()
                held.stale = True
                held.card = msgspec.structs.replace(held.card, number=0)  # whatever comes is newer
                self._forget_unused(customer_id, held)
            for pop in pops:
                changed += self.hold_for_pop(pop)
            return changed

    # ----------------------------------------------------------------- inside
    def _apply_to(self, held: _Held, event: Event) -> bool:
        if event.number <= held.card.number:
            return False
        before = held.card
        for change in event.changes:
            if change.table in CARD_TABLES:
                result: Any = changed_card(held.card, change)
                if isinstance(result, Stale):
                    held.stale = True
                else:
                    held.card = result
        changed = held.card is not before
        if changed:
            held.card = msgspec.structs.replace(held.card, number=event.number)
        return changed

    def _forget_unused(self, customer_id: int, held: _Held) -> None:
        if not held.holders and not held.interactions:
            self._held.pop(customer_id, None)
