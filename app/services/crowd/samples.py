"""People picked from the crowd, to be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.tables import contact_points, customers
from app.services.crowd.sizes import Sizes, customer_id

_GROUP = 200


class Sample(NamedTuple):
    """A customer and their phone numbers: (raw, normal)."""

    id: int
    name: str
    other_names: str
    kind: str
    language: str
    phones: tuple[tuple[str, str], ...]
    mails: tuple[str, ...]


def sample_customers(connection: Connection, sizes: Sizes, count: int, seed: int) -> list[Sample]:
    """`count` different customers, the same for the same seed."""
    rng = Random(seed)
    ids = [customer_id(index, sizes) for index in rng.sample(range(sizes.customers), count)]
    found: list[Sample] = []
    for start in range(0, count, _GROUP):
        found += _read(connection, ids[start : start + _GROUP])
    rng.shuffle(found)
    return found


def _read(connection: Connection, ids: Sequence[int]) -> list[Sample]:
    points: dict[int, list[tuple[str, str, str]]] = {}
    columns = (
        contact_points.c.customer_id,
        contact_points.c.kind,
        contact_points.c.raw,
        contact_points.c.normal,
    )
    for own, kind, raw, normal in connection.execute(
        sa.select(*columns).where(contact_points.c.customer_id.in_(ids)).order_by(contact_points.c.id)
    ):
        points.setdefault(own, []).append((kind, raw, normal))
    people = customers.c
    rows = connection.execute(
        sa.select(people.id, people.name, people.other_names, people.kind, people.language).where(
            people.id.in_(ids)
        )
    )
    return [
        Sample(
            *row,
            phones=tuple((raw, normal) for kind, raw, normal in points.get(row[0], ()) if kind == "phone"),
            mails=tuple(raw for kind, raw, _ in points.get(row[0], ()) if kind == "email"),
        )
        for row in rows
    ]


def shared_numbers(connection: Connection, count: int) -> list[str]:
    """Numbers (E.164) that several customers have."""
    point = contact_points.c
    newest = sa.select(point.normal).where(point.kind == "phone").order_by(point.id.desc()).limit(count * 100)
    rows = newest.subquery()
    shared = sa.select(rows.c.normal).group_by(rows.c.normal).having(sa.func.count() > 1).limit(count)
    return list(connection.scalars(shared))
