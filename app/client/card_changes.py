"""What one logged change makes of a customer's card. Pure."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec.structs import replace

from app.protocol.events import Change
from app.protocol.rows import InteractionRow, NoteRow, TicketRow
from app.protocol.views import Card, ConsentView, ContactPointView, CustomerView, TimelineEntry

TIMELINE_LENGTH = 20

CARD_TABLES = frozenset(
    (
        "customers",
        "contact_points",
        "customer_relations",
        "consents",
        "customer_products",
        "merges",
        "interactions",
        "tickets",
        "notes",
    )
)
"""Tables a card is made of."""

CUSTOMER_FIELDS = frozenset(CustomerView.__struct_fields__)
POINT_FIELDS = frozenset(ContactPointView.__struct_fields__)


class Stale:
    """The change touches the card, but does not say all that the card shows of it."""


STALE: Final = Stale()


def changed_card(card: Card, change: Change) -> Card | Stale:
    """The card after a change of one of `CARD_TABLES`: the same object where it is not touched."""
    match change.table:
        case "customers":
            return _customer(card, change)
        case "contact_points":
            return _point(card, change)
        case "consents":
            return _consent(card, change)
        case "interactions":
            return _interaction(card, change)
        case "tickets":
            return _ticket(card, change)
        case "notes":
            return _note(card, change)
        case _:
            return STALE if _names_customer(card, change) else card


def _customer(card: Card, change: Change) -> Card | Stale:
    if change.id != card.customer.id:
        # a related customer's name is shown, too
        known = any(relation.customer_id == change.id for relation in card.relations)
        return STALE if known and "name" in change.new else card
    if change.op != "update" or "merged_into" in change.new:
        return STALE
    fields = {name: value for name, value in change.new.items() if name in CUSTOMER_FIELDS}
    return replace(card, customer=replace(card.customer, **fields)) if fields else card


def _point(card: Card, change: Change) -> Card | Stale:
    mine = card.customer.id
    known = any(point.id == change.id for point in card.points)
    if change.op == "delete" or change.new.get("customer_id", mine) != mine:
        return replace(card, points=_without(card.points, change.id)) if known else card
    fields = {name: value for name, value in change.new.items() if name in POINT_FIELDS}
    if change.op == "insert":
        if change.new.get("customer_id") != mine:
            return card
        point = msgspec.convert({**fields, "id": change.id}, ContactPointView)
        return replace(card, points=_main_first([*_without(card.points, change.id), point]))
    if not known:
        return STALE if change.new.get("customer_id") == mine else card
    points = [replace(p, **fields) if p.id == change.id else p for p in card.points]
    return replace(card, points=_main_first(points))


def _consent(card: Card, change: Change) -> Card | Stale:
    if change.op != "insert":
        return STALE if _names_customer(card, change) else card
    if change.new.get("customer_id") != card.customer.id:
        return card
    values = {k: v for k, v in change.new.items() if k in ConsentView.__struct_fields__}
    consent = msgspec.convert({**values, "id": change.id}, ConsentView)
    others = [c for c in card.consents if (c.purpose, c.channel) != (consent.purpose, consent.channel)]
    return replace(card, consents=sorted([*others, consent], key=lambda c: (-c.at, -c.id)))


def _interaction(card: Card, change: Change) -> Card | Stale:
    if change.row is None or change.row.get("customer_id") != card.customer.id:
        return _without_entry(card, "interactions", change.id)
    row = msgspec.convert(change.row, InteractionRow)
    if row.closed_at is not None:
        return STALE  # only the legs say how long it was talked
    before = next((e for e in card.timeline if e.id == row.id and _table_of(e) == "interactions"), None)
    number = _ticket_number(card, before, row.ticket_id)
    if row.ticket_id is not None and number is None:
        return STALE
    entry = TimelineEntry(
        kind=row.channel,
        id=row.id,
        at=row.started_at,
        title=row.subject,
        direction=row.direction,
        state=row.state,
        agent_id=row.agent_id,
        queue_id=row.queue_id,
        disposition_id=row.disposition_id,
        ticket_id=row.ticket_id,
        ticket_number=number,
        seconds=before.seconds if before else None,
    )
    return _with_entry(card, entry)


def _note(card: Card, change: Change) -> Card | Stale:
    if change.row is None or change.row.get("customer_id") != card.customer.id:
        return _without_entry(card, "notes", change.id)
    row = msgspec.convert(change.row, NoteRow)
    if row.deleted:
        return _without_entry(card, "notes", row.id)
    entry = TimelineEntry(
        kind="note",
        id=row.id,
        at=row.at,
        text=row.text,
        agent_id=row.agent_id,
        ticket_id=row.ticket_id,
        interaction_id=row.interaction_id,
    )
    return _with_entry(card, entry)


def _ticket(card: Card, change: Change) -> Card | Stale:
    if change.row is None or change.row.get("customer_id") != card.customer.id:
        if any(ticket.id == change.id for ticket in card.tickets):
            card = replace(card, tickets=[t for t in card.tickets if t.id != change.id])
        return _without_entry(card, "tickets", change.id)
    row = msgspec.convert(change.row, TicketRow)
    others = [ticket for ticket in card.tickets if ticket.id != row.id]
    if row.state in ("open", "pending"):
        others = sorted([*others, row], key=lambda ticket: (-ticket.opened_at, -ticket.id))
    entry = TimelineEntry(
        kind="ticket",
        id=row.id,
        at=row.opened_at,
        title=row.subject,
        state=row.state,
        agent_id=row.agent_id,
        queue_id=row.queue_id,
        ticket_id=row.id,
        ticket_number=row.number,
    )
    return _with_entry(replace(card, tickets=others), entry)


# --------------------------------------------------------------------- the timeline
_NOT_CALLS = {"note": "notes", "ticket": "tickets"}


def _table_of(entry: TimelineEntry) -> str:
    return _NOT_CALLS.get(entry.kind, "interactions")


def _with_entry(card: Card, entry: TimelineEntry) -> Card:
    table = _table_of(entry)
    others = [e for e in card.timeline if e.id != entry.id or _table_of(e) != table]
    newest_first = sorted([*others, entry], key=lambda e: (-e.at, -e.id))
    end = TIMELINE_LENGTH
    while 0 < end < len(newest_first) and newest_first[end].at == newest_first[end - 1].at:
        end += 1  # what began in the same millisecond stays together, as on the hub's pages
    return replace(card, timeline=newest_first[:end])


def _without_entry(card: Card, table: str, row_id: int) -> Card | Stale:
    """Without it; where the page was full an older one would move up, which only the hub knows."""
    if not any(e.id == row_id and _table_of(e) == table for e in card.timeline):
        return card
    if len(card.timeline) >= TIMELINE_LENGTH:
        return STALE
    return replace(card, timeline=[e for e in card.timeline if e.id != row_id or _table_of(e) != table])


# --------------------------------------------------------------------- small things
def _without(points: list[ContactPointView], point_id: int) -> list[ContactPointView]:
    return [point for point in points if point.id != point_id]


def _main_first(points: list[ContactPointView]) -> list[ContactPointView]:
    return sorted(points, key=lambda point: (not point.main, point.id))


def _ticket_number(card: Card, before: TimelineEntry | None, ticket_id: int | None) -> int | None:
    """The number of an interaction's ticket, where the card knows it."""
    if ticket_id is None:
        return None
    if before is not None and before.ticket_id == ticket_id:
        return before.ticket_number
    return next((ticket.number for ticket in card.tickets if ticket.id == ticket_id), None)


def _names_customer(card: Card, change: Change) -> bool:
    """Whether any column of the change, or a known part of the card, says that it is about this customer."""
    mine = card.customer.id
    for values in (change.new, change.old):
        for column in ("customer_id", "from_id", "to_id", "survivor_id", "merged_id"):
            if values.get(column) == mine:
                return True
    parts: dict[str, list[Any]] = {
        "customer_relations": card.relations,
        "customer_products": card.products,
        "merges": card.merges,
        "consents": card.consents,
    }
    return any(part.id == change.id for part in parts.get(change.table, ()))
