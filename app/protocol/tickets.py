"""Tickets: matters that may take several interactions to settle."""

from typing import Any

from app.protocol.message import Command, Query
from app.protocol.rows import TicketRow
from app.protocol.views import TicketPage


class OpenTicket(Command[TicketRow], frozen=True, kw_only=True):
    """A new matter of a customer."""

    customer_id: int
    subject: str
    priority: str = "normal"
    queue_id: int | None = None
    agent_id: int | None = None
    product_id: int | None = None
    interaction_id: int | None = None
    """The interaction it came up in, which is linked to it."""
    text: str = ""
    """A first note."""
    custom: dict[str, Any] = {}


class EditTicket(Command[TicketRow], frozen=True, kw_only=True):
    """Change fields (subject, state, priority, queue_id, agent_id, product_id, custom). `seen_at` as in
    `EditCustomer`."""

    ticket_id: int
    seen_at: int
    changes: dict[str, Any]


class LinkTicket(Command[TicketRow], frozen=True, kw_only=True):
    """This interaction is about that ticket."""

    interaction_id: int
    ticket_id: int


class ListTickets(Query[TicketPage], frozen=True, kw_only=True):
    """A page of the list of tickets, newest change first. Empty filters mean all."""

    offset: int = 0
    limit: int = 200
    state: str = ""
    queue_id: int | None = None
    agent_id: int | None = None
    customer_id: int | None = None


class GetTicket(Query[TicketRow], frozen=True, kw_only=True):
    """One ticket."""

    ticket_id: int
