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
from app.services.demo.flows import make_flows
from app.services.demo.history import HistoryMaker
from app.services.demo.runs import RunMaker

NODE = 1023
"""Ids of demo rows carry this node, so that a hub's own never meet them."""
CUSTOMERS = 5_000
OPENED_YEARS = 5
NOT_SYNCED = ("flow_compiled", "flow_states", "flow_hops", "flow_offers", "flow_answers")
"""Tables of flows that are written after all others."""


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
    book = write_book(rng, people.customers, past)
    flows = _flows(now, seed, centre, people, past.rows)
    rows = {**centre.rows, **people.rows, **past.rows, **flows}
    ordered = {table.name: rows[table.name] for table in synced_tables() if rows.get(table.name)}
    return Demo({**ordered, **{name: flows[name] for name in NOT_SYNCED}}, centre, book)


def _flows(
    now: int, seed: int, centre: Centre, people: CustomerMaker, past: dict[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """Live flows and what they were used for; with chance of their own, so that nothing else changes."""
    clock = ManualClock(0)
    new_id = IdMaker(clock, NODE - 2).new
    flows = make_flows(clock, new_id, centre, now)
    owned: dict[int, list[dict[str, Any]]] = {}
    for one in people.rows["customer_products"]:
        owned.setdefault(one["customer_id"], []).append(one)
    runs = RunMaker(random.Random(seed), clock, new_id, centre, flows, owned, now)
    return {**flows.rows, **runs.play(people.customers, past).rows}
