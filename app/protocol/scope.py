"""Which rows a console holds: the one place where it is said.

The hub asks it when it takes a snapshot, the console when an event changes a row, and so a snapshot at
N with the events after N equals a fresh snapshot. `is_open` tells whether an interaction is one of
those held, that is, not closed.
"""

from collections.abc import Callable
from typing import Any, cast

from app.protocol.rows import InteractionRow, LegRow, NoteRow, OfferRow, TicketRow, WorkItemRow

IsOpen = Callable[[int], bool]

WHOLE_TABLES = frozenset(
    (
        "agents",
        "agent_states",
        "skills",
        "agent_skills",
        "queues",
        "queue_skills",
        "reason_codes",
        "disposition_codes",
    )
)
"""Held row by row, without exception."""

OF_INTERACTIONS = ("legs", "work_items", "offers", "notes")
"""Held, roughly, as long as their interaction is open."""


def keeps_interaction(row: InteractionRow) -> bool:
    """Interactions that are not closed."""
    return row.closed_at is None


def keeps_leg(row: LegRow, is_open: IsOpen) -> bool:
    """Legs of open interactions."""
    return is_open(row.interaction_id)


def keeps_work_item(row: WorkItemRow, is_open: IsOpen) -> bool:
    """What waits or is offered, and what belongs to an open interaction."""
    if row.state in ("waiting", "offered"):
        return True
    return row.interaction_id is not None and is_open(row.interaction_id)


def keeps_offer(row: OfferRow, is_open: IsOpen) -> bool:
    """Offers that are out, and those of open interactions."""
    return row.state == "out" or (row.interaction_id is not None and is_open(row.interaction_id))


def keeps_note(row: NoteRow, is_open: IsOpen) -> bool:
    """Notes of open interactions, struck out or not."""
    return row.interaction_id is not None and is_open(row.interaction_id)


def keeps_ticket(row: TicketRow, me: int) -> bool:
    """The agent's own tickets that are not closed."""
    return row.agent_id == me and row.state != "closed"


def keeps_pop(interaction: InteractionRow, offers: list[OfferRow], me: int) -> bool:
    """Pops of the agent's own open work: what they have, what is being offered to them, and what they
    took and still have a part in (consulted, or in after-call work since it was transferred)."""
    if not keeps_interaction(interaction):
        return False
    if interaction.agent_id == me:
        return True
    return any(offer.agent_id == me and offer.state in ("out", "accepted") for offer in offers)


def keeps(table: str, row: Any, me: int, is_open: IsOpen) -> bool:
    """Whether a console of agent `me` holds this row of that desk table."""
    if table in WHOLE_TABLES:
        return True
    match table:
        case "interactions":
            return keeps_interaction(cast(InteractionRow, row))
        case "legs":
            return keeps_leg(cast(LegRow, row), is_open)
        case "work_items":
            return keeps_work_item(cast(WorkItemRow, row), is_open)
        case "offers":
            return keeps_offer(cast(OfferRow, row), is_open)
        case "notes":
            return keeps_note(cast(NoteRow, row), is_open)
        case "tickets":
            return keeps_ticket(cast(TicketRow, row), me)
    raise KeyError(f"{table} is not a desk table")
