"""A customer's card: what the screen shows of them at once, in a handful of prepared statements."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol.customers import GetCard
from app.protocol.rows import TicketRow
from app.protocol.views import (
    Card,
    ConsentView,
    ContactPointView,
    CustomerView,
    MergeView,
    OwnedProductView,
    RelationView,
)
from app.services.lookup.survivor import no_such, resolve
from app.services.lookup.timeline import EVER, read_timeline

ENTRIES = 20
"""Timeline entries that travel with a card."""
TICKETS = 50

_CUSTOMER = Statement(
    "SELECT id, kind, name, other_names, language, segment, remark, vip, custom, preferred_agent_id,"
    " merged_into, created_at, updated_at, (SELECT number FROM log_head) FROM customers WHERE id = :id"
)
_POINTS = Statement(
    "SELECT id, kind, raw, normal, label, main FROM contact_points WHERE customer_id = :id"
    " ORDER BY main DESC, id"
)
_RELATIONS = Statement(
    "SELECT r.id, c.id, c.name, r.kind, true FROM customer_relations r JOIN customers c ON c.id = r.to_id"
    " WHERE r.from_id = :id UNION ALL "
    "SELECT r.id, c.id, c.name, r.kind, false FROM customer_relations r JOIN customers c ON c.id = r.from_id"
    " WHERE r.to_id = :id"
)
_CONSENTS = Statement(
    "SELECT id, purpose, channel, given, source, at FROM consents WHERE customer_id = :id"
    " ORDER BY at DESC, id DESC"
)
_PRODUCTS = Statement(
    "SELECT o.id, o.product_id, p.name, p.category, o.serial, o.state, o.bought_at, o.warranty_until"
    " FROM customer_products o JOIN products p ON p.id = o.product_id WHERE o.customer_id = :id"
    " ORDER BY o.bought_at DESC, o.id DESC"
)
_TICKETS = Statement(
    "SELECT id, number, customer_id, subject, state, priority, queue_id, agent_id, product_id, custom,"
    " opened_at, updated_at, closed_at FROM tickets"
    " WHERE customer_id = :id AND state IN ('open', 'pending')"
    f" ORDER BY opened_at DESC, id DESC LIMIT {TICKETS}"
)
_MERGES = Statement(
    "SELECT id, survivor_id, merged_id, at, undone_at FROM merges WHERE survivor_id = :id ORDER BY at DESC"
)


def get_card(read: Reader, query: GetCard) -> Card:
    """A customer's card."""
    return read_card(read, query.customer_id)


def read_card(read: Reader, customer_id: int) -> Card:
    """The card; of the survivor where the customer was merged. Raises `Refused` with `not_found`."""
    connection = read.connection
    row = _CUSTOMER.first(connection, {"id": customer_id})
    if row is not None and row[10] is not None:
        row = _CUSTOMER.first(connection, {"id": resolve(connection, customer_id)})
    if row is None:
        raise no_such(customer_id)
    own = {"id": row[0]}
    timeline, _ = read_timeline(connection, row[0], EVER, ENTRIES)
    return Card(
        customer=_customer(row),
        points=[_point(*point) for point in _POINTS.all(connection, own)],
        relations=[_relation(*relation) for relation in _RELATIONS.all(connection, own)],
        consents=_last_words(connection, own),
        products=[_product(*product) for product in _PRODUCTS.all(connection, own)],
        tickets=[_ticket(ticket) for ticket in _TICKETS.all(connection, own)],
        timeline=timeline,
        merges=[_merge(*merge) for merge in _MERGES.all(connection, own)],
        number=row[13] or 0,
    )


def _customer(row: Any) -> CustomerView:
    return CustomerView(
        id=row[0],
        kind=row[1],
        name=row[2],
        other_names=row[3],
        language=row[4],
        segment=row[5],
        remark=row[6],
        vip=bool(row[7]),
        custom=_json(row[8]),
        preferred_agent_id=row[9],
        merged_into=row[10],
        created_at=row[11],
        updated_at=row[12],
    )


def _point(own_id: int, kind: str, raw: str, normal: str, label: str, main: bool) -> ContactPointView:
    return ContactPointView(id=own_id, kind=kind, raw=raw, normal=normal, label=label, main=bool(main))


def _relation(own_id: int, customer_id: int, name: str, kind: str, outward: bool) -> RelationView:
    return RelationView(id=own_id, customer_id=customer_id, name=name, kind=kind, outward=bool(outward))


def _last_words(connection: Connection, own: dict[str, int]) -> list[ConsentView]:
    """The last word on each purpose and channel; earlier ones stay in the record."""
    last: dict[tuple[str, str], ConsentView] = {}
    for own_id, purpose, channel, given, source, at in _CONSENTS.all(connection, own):
        if (purpose, channel) not in last:
            last[purpose, channel] = ConsentView(
                id=own_id, purpose=purpose, channel=channel, given=bool(given), source=source, at=at
            )
    return list(last.values())


def _product(
    own_id: int,
    product_id: int,
    name: str,
    category: str,
    serial: str,
    state: str,
    bought_at: int | None,
    warranty_until: int | None,
) -> OwnedProductView:
    return OwnedProductView(
        id=own_id,
        product_id=product_id,
        name=name,
        category=category,
        serial=serial,
        state=state,
        bought_at=bought_at,
        warranty_until=warranty_until,
    )


def _ticket(row: Any) -> TicketRow:
    return TicketRow(
        id=row[0],
        number=row[1],
        customer_id=row[2],
        subject=row[3],
        state=row[4],
        priority=row[5],
        queue_id=row[6],
        agent_id=row[7],
        product_id=row[8],
        custom=_json(row[9]),
        opened_at=row[10],
        updated_at=row[11],
        closed_at=row[12],
    )


def _merge(own_id: int, survivor_id: int, merged_id: int, at: int, undone_at: int | None) -> MergeView:
    return MergeView(id=own_id, survivor_id=survivor_id, merged_id=merged_id, at=at, undone_at=undone_at)


def _json(text: str | None) -> dict[str, Any]:
    return {} if not text or text == "{}" else msgspec.json.decode(text)
