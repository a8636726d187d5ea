"""Opening, changing and listing tickets."""

from typing import Any

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import (
    agents,
    custom_fields,
    customers,
    interactions,
    notes,
    products,
    queues,
    tickets,
)
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.rows import TicketRow
from app.protocol.tickets import EditTicket, GetTicket, LinkTicket, ListTickets, OpenTicket
from app.protocol.views import TicketPage
from app.services.conflicts import check_fresh, next_moment
from app.services.custom_values import check_custom
from app.services.customers.survivors import need_customer
from app.services.rows import as_row

STATES = ("open", "pending", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
FIRST_NUMBER = 10_001
LONGEST_SUBJECT = 500
LONGEST_PAGE = 1_000
EDITABLE = frozenset(
    ("subject", "state", "priority", "queue_id", "agent_id", "product_id", "custom", "customer_id")
)

_FIELDS = sa.select(custom_fields).where(custom_fields.c.entity == "ticket", custom_fields.c.active)
_POINTS_TO = {"queue_id": queues, "agent_id": agents, "product_id": products, "customer_id": customers}


def open_ticket(tx: Unit, command: OpenTicket) -> TicketRow:
    """A new matter; linked to the contact it came up in."""
    customer = need_customer(tx, command.customer_id)
    values: Values = {
        "subject": command.subject,
        "priority": command.priority,
        "queue_id": command.queue_id,
        "agent_id": command.agent_id,
        "product_id": command.product_id,
        "custom": command.custom,
    }
    values = _checked(tx, values)
    number = tx.connection.execute(sa.select(sa.func.max(tickets.c.number))).scalar() or FIRST_NUMBER - 1
    ticket = tx.insert(
        tickets, **values, number=number + 1, customer_id=customer["id"], opened_at=tx.at, updated_at=tx.at
    )
    if command.interaction_id is not None:
        contact = tx.need(interactions, command.interaction_id, "contact")
        tx.update(interactions, contact, ticket_id=ticket["id"])
    if command.text.strip():
        tx.insert(
            notes,
            customer_id=customer["id"],
            interaction_id=command.interaction_id,
            ticket_id=ticket["id"],
            agent_id=tx.actor.agent_id,
            text=command.text.strip(),
            at=tx.at,
        )
    return as_row(TicketRow, ticket)


def edit_ticket(tx: Unit, command: EditTicket) -> TicketRow:
    """Change fields; stale ones are refused with both values."""
    ticket = tx.need(tickets, command.ticket_id, "ticket")
    unknown = sorted(command.changes.keys() - EDITABLE)
    if unknown:
        raise Refused(errors.BAD_VALUE, f"A ticket has no field {', '.join(unknown)} that could be changed.")
    for name, value in command.changes.items():
        _check_type(name, value)
    check_fresh(tx, tickets, ticket, command.seen_at, command.changes)
    changes = _checked(tx, dict(command.changes))
    if "custom" in changes:
        changes["custom"] = {**ticket["custom"], **changes["custom"]}
    if "state" in changes:
        closed = changes["state"] == "closed"
        changes["closed_at"] = (ticket["closed_at"] or tx.at) if closed else None
    return as_row(TicketRow, tx.update(tickets, ticket, **changes, updated_at=next_moment(tx, ticket)))


def link_ticket(tx: Unit, command: LinkTicket) -> TicketRow:
    """This contact is about that ticket."""
    ticket = tx.need(tickets, command.ticket_id, "ticket")
    tx.update(interactions, tx.need(interactions, command.interaction_id, "contact"), ticket_id=ticket["id"])
    return as_row(TicketRow, ticket)


def get_ticket(read: Reader, query: GetTicket) -> TicketRow:
    """One ticket."""
    return as_row(TicketRow, read.need(tickets, query.ticket_id, "ticket"))


def list_tickets(read: Reader, query: ListTickets) -> TicketPage:
    """A page of tickets, newest change first."""
    limit = max(1, min(query.limit, LONGEST_PAGE))
    filters = _filters(query)
    ids = (
        sa.select(tickets.c.id)
        .where(*filters)
        .order_by(tickets.c.updated_at.desc(), tickets.c.id.desc())
        .limit(limit)
        .offset(max(0, query.offset))
        .subquery()
    )
    page = (
        sa.select(tickets)
        .join(ids, ids.c.id == tickets.c.id)
        .order_by(tickets.c.updated_at.desc(), tickets.c.id.desc())
    )
    rows = [as_row(TicketRow, row) for row in read.all(page)]
    total = read.connection.execute(
        sa.select(sa.func.count()).select_from(tickets).where(*filters)
    ).scalar_one()
    wanted = {row.customer_id for row in rows}
    names = read.connection.execute(
        sa.select(customers.c.id, customers.c.name).where(customers.c.id.in_(wanted))
    )
    return TicketPage(total=total, offset=query.offset, rows=rows, names={row.id: row.name for row in names})


def _filters(query: ListTickets) -> list[Any]:
    filters: list[Any] = []
    if query.state:
        filters.append(tickets.c.state == query.state)
    for name in ("queue_id", "agent_id", "customer_id"):
        value = getattr(query, name)
        if value is not None:
            filters.append(tickets.c[name] == value)
    return filters


def _check_type(name: str, value: object) -> None:
    wanted: tuple[type, ...] = (str,)
    if name in _POINTS_TO:
        wanted = (int,) if name == "customer_id" else (int, type(None))
    elif name == "custom":
        wanted = (dict,)
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise Refused(errors.BAD_VALUE, f"“{value}” does not fit the field {name}.")


def _checked(tx: Unit, values: Values) -> Values:
    if "subject" in values:
        values["subject"] = " ".join(str(values["subject"]).split())
        if not values["subject"]:
            raise Refused(errors.BAD_VALUE, "A ticket needs a subject.")
        if len(values["subject"]) > LONGEST_SUBJECT:
            raise Refused(errors.BAD_VALUE, f"A subject has at most {LONGEST_SUBJECT} characters.")
    for name, allowed in (("state", STATES), ("priority", PRIORITIES)):
        if name in values and values[name] not in allowed:
            raise Refused(
                errors.BAD_VALUE, f"The {name} is one of {', '.join(allowed)}, not “{values[name]}”."
            )
    for name, table in _POINTS_TO.items():
        if values.get(name) is not None:
            tx.need(table, values[name], str(table.name)[:-1])
    if "customer_id" in values:
        values["customer_id"] = need_customer(tx, values["customer_id"])["id"]
    if "custom" in values:
        values["custom"] = check_custom(tx.all(_FIELDS), values["custom"])
    return values
