"""The whole demo centre from a seed: rows by table, parents first, and the book of callers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from app.core.clock import ManualClock
from app.core.ids import IdMaker
from app.models.tables import synced_tables
from app.protocol.town import TownBook
from app.services.demo.book import write_book
from app.services.demo.centre import Centre, build_centre
from app.services.demo.customers import DAY, CustomerMaker
from app.services.demo.history import HistoryMaker

NODE = 1023
"""Ids of demo rows carry this node, so that a hub's own never meet them."""
CUSTOMERS = 5_000
OPENED_YEARS = 5


@dataclass
class Demo:
    """All of it. `rows` is in an order in which it can be written: parents before children."""

    rows: dict[str, list[dict[str, Any]]]
    centre: Centre
    book: TownBook

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(map(len, self.rows.values()))


def generate(
    now: int, *, customers: int = CUSTOMERS, seed: int = 1, zone: timezone = timezone(timedelta(hours=8))
) -> Demo:
    """The demo centre as it stands at the moment `now` (ms since 1970). Ids are in order of time; the house
    is open from nine in the morning of `zone`."""
    rng = random.Random(seed)
    opened = now - OPENED_YEARS * 365 * DAY
    clock = ManualClock(opened - DAY)
    new_id = IdMaker(clock, NODE).new
    centre = build_centre(new_id, clock.at)
    people = CustomerMaker(rng, clock, new_id, centre, now)
    people.make(customers, opened)
    clock.at = now - 3 * 365 * DAY
    history = HistoryMaker(rng, clock, IdMaker(clock, NODE - 1).new, centre, now, zone)
    past = history.tell(people.customers)
    rows = {**centre.rows, **people.rows, **past.rows}
    ordered = {table.name: rows[table.name] for table in synced_tables() if rows.get(table.name)}
    return Demo(ordered, centre, write_book(rng, people.customers, past))
