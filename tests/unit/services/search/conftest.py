"""A record whose index follows every change, without a hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.core.clock import ManualClock
from app.core.ids import IdMaker
from app.models.pending import Pending
from app.models.record import Record
from app.models.tables import contact_points, customers
from app.models.unit import SYSTEM_ACTOR, Unit
from app.protocol.views import SearchPage
from app.services.phone_numbers import read_number
from app.services.search.engine import search
from app.services.search.index import follow


class Desk:
    """Changes a record as the door does, and searches it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.clock = ManualClock()
        self.ids = IdMaker(self.clock)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        with self.record.writer.begin() as connection:
            unit = Unit(
                Pending(connection, at_once=True),
                actor=SYSTEM_ACTOR,
                at=self.clock.now(),
                region="TW",
                ids=self.ids,
            )
            yield unit
            follow(unit, unit.changes)

    def customer(self, name: str, other_names: str = "", *points: tuple[str, str]) -> int:
        with self.unit() as unit:
            return self.add(unit, name, other_names, *points)

    def add(self, unit: Unit, name: str, other_names: str = "", *points: tuple[str, str]) -> int:
        at = unit.at
        row = unit.insert(customers, name=name, other_names=other_names, created_at=at, updated_at=at)
        for kind, raw in points:
            normal = read_number(raw, "TW").normal if kind == "phone" else raw.lower()
            unit.insert(
                contact_points, customer_id=row["id"], kind=kind, raw=raw, normal=normal, created_at=at
            )
        return int(row["id"])

    def change(self, work: Callable[[Unit], Any]) -> None:
        with self.unit() as unit:
            work(unit)

    def page(self, text: str, limit: int = 10) -> SearchPage:
        with self.record.read() as connection:
            return search(connection, text, limit, "TW")

    def found(self, text: str, limit: int = 10) -> list[int]:
        return [hit.id for hit in self.page(text, limit).hits]


@pytest.fixture
def desk(record: Record) -> Desk:
    return Desk(record)
