"""After-call work: each agent's own, also where the caller went on to somebody else (asterisk 607)."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import disposition_codes, interactions, legs, notes, queues
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.interactions import WrapUp, WrapUpExpired
from app.protocol.message import LEADS
from app.protocol.rows import InteractionRow
from app.services.agents.states import release, settle
from app.services.interactions.legs import BESIDE, need_interaction, open_legs
from app.services.rows import as_row

_NOT_BOOKED = sa.select(legs).where(
    legs.c.interaction_id == sa.bindparam("interaction_id"),
    legs.c.kind == "after_call",
    legs.c.disposition_id.is_(None),
)

_EXPIRED = (
    sa.select(legs.c.interaction_id)
    .join(queues, queues.c.id == legs.c.queue_id)
    .where(
        legs.c.kind == "after_call",
        legs.c.ended_at.is_(None),
        queues.c.wrap_seconds > 0,
        legs.c.started_at + queues.c.wrap_seconds * 1000 < sa.bindparam("now"),
    )
)


_OPEN_OF_AGENT = sa.select(legs).where(
    legs.c.agent_id == sa.bindparam("agent_id"), legs.c.kind == "after_call", legs.c.ended_at.is_(None)
)


def begin_after_call(tx: Unit, interaction: Values, agent_id: int, at: int = 0) -> None:
    """The agent's part is over since `at` (ms; 0: now): what is left to do is after-call work."""
    tx.insert(
        legs,
        interaction_id=interaction["id"],
        track=BESIDE,
        kind="after_call",
        agent_id=agent_id,
        queue_id=interaction["queue_id"],
        started_at=at or tx.at,
    )
    settle(tx, agent_id)


def stop_after_call(tx: Unit, agent_id: int) -> None:
    """The agent left without booking: time stops, the outcomes can still be booked later."""
    for leg in tx.all(_OPEN_OF_AGENT, agent_id=agent_id):
        tx.update(legs, leg, ended_at=tx.at, result="left")


def wrap_up(tx: Unit, command: WrapUp) -> InteractionRow:
    """Book the outcome of this agent's part; the last one closes the contact.

    A supervisor can book for agents who are gone: what nobody is working on must not stay open for ever.
    """
    interaction = need_interaction(tx, command.interaction_id)
    code = tx.need(disposition_codes, command.disposition_id, "disposition code")
    open_parts = _not_booked(tx, interaction)
    mine = [leg for leg in open_parts if leg["agent_id"] == tx.actor.agent_id]
    if not mine and tx.actor.role in LEADS:
        mine = [leg for leg in open_parts if leg["ended_at"] is not None]
    if not mine:
        raise Refused(
            errors.WRONG_STATE,
            "There is no after-call work of yours here: it is booked already, or the call goes on.",
            state=interaction["state"],
        )
    for leg in mine:
        ended = leg["ended_at"] or tx.at
        tx.update(legs, leg, ended_at=ended, result="booked", disposition_id=code["id"])
    if command.note.strip():
        _add_note(tx, interaction, command.note)
    for agent_id in {leg["agent_id"] for leg in mine}:
        release(tx, agent_id, interaction["id"])
    interaction = tx.update(interactions, interaction, disposition_id=code["id"])
    return as_row(InteractionRow, close_if_done(tx, interaction))


def wrap_up_expired(tx: Unit, command: WrapUpExpired) -> InteractionRow:
    """The queue's longest after-call work is over: the agent is free, the outcome is still to be booked."""
    interaction = need_interaction(tx, command.interaction_id)
    for leg in open_legs(tx, interaction["id"], BESIDE, "after_call"):
        tx.update(legs, leg, ended_at=tx.at, result="expired")
        release(tx, leg["agent_id"], interaction["id"])
    return as_row(InteractionRow, interaction)


def close_if_done(tx: Unit, interaction: Values) -> Values:
    """Close an interaction whose caller is gone and whose outcomes are all booked."""
    if interaction["ended_at"] is None or interaction["closed_at"] is not None:
        return interaction
    if _not_booked(tx, interaction):
        return tx.update(interactions, interaction, state="after_call")
    return tx.update(interactions, interaction, state="closed", closed_at=tx.at)


def _not_booked(tx: Unit, interaction: Values) -> list[Values]:
    return tx.all(_NOT_BOOKED, interaction_id=interaction["id"])


def _add_note(tx: Unit, interaction: Values, text: str) -> None:
    tx.insert(
        notes,
        customer_id=interaction["customer_id"],
        interaction_id=interaction["id"],
        ticket_id=interaction["ticket_id"],
        agent_id=tx.actor.agent_id,
        text=text.strip(),
        at=tx.at,
    )


def expired_after_call(read: Reader) -> list[int]:
    """Interactions whose after-call work has gone on for longer than their queue allows."""
    return [row["interaction_id"] for row in read.all(_EXPIRED, now=read.at)]
