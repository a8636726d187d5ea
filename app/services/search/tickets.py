"""Finding tickets by their number, or by its first digits."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.protocol.views import SearchHit

_MORE_DIGITS = 6  # how many digits may still be to come
_EACH = 3
_LARGEST = 2**31 - 1

_TICKETS = Statement(
    "SELECT t.id, t.number, t.customer_id, t.subject, c.name FROM ("
    + " UNION ALL ".join(
        f"SELECT * FROM (SELECT id, number, customer_id, subject FROM tickets"
        f" WHERE number BETWEEN :low{more} AND :high{more} ORDER BY number LIMIT {_EACH}) AS t{more}"
        for more in range(_MORE_DIGITS + 1)
    )
    + ") AS t JOIN customers c ON c.id = t.customer_id"
)


class FoundTicket(NamedTuple):
    """A ticket whose number begins as was typed."""

    id: int
    number: int
    customer_id: int
    subject: str
    name: str
    exact: bool


def find_tickets(connection: Connection, typed: int, limit: int) -> list[FoundTicket]:
    """Tickets whose number begins so; the one that has this number first."""
    values: dict[str, int] = {}
    for more in range(_MORE_DIGITS + 1):
        low, high = typed * 10**more, (typed + 1) * 10**more - 1
        if (not typed and more) or low > _LARGEST:
            low, high = 1, 0
        values |= {f"low{more}": low, f"high{more}": min(high, _LARGEST)}
    rows = _TICKETS.all(connection, values)
    found = [
        FoundTicket(ticket_id, number, customer_id, subject, name, number == typed)
        for ticket_id, number, customer_id, subject, name in rows
    ]
    return sorted(found, key=lambda ticket: ticket.number)[:limit]


def hit(ticket: FoundTicket) -> SearchHit:
    """The line of a page for it."""
    return SearchHit(
        kind="ticket",
        id=ticket.id,
        customer_id=ticket.customer_id,
        title=f"#{ticket.number} {ticket.subject}".strip(),
        detail=ticket.name,
        found_in="ticket",
        matched=str(ticket.number),
        score=1.0 if ticket.exact else 0.68,
    )
