"""Presence: what an agent chooses, and what happens when the agent is gone."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import agent_states, interactions, legs, reason_codes
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.agents import AgentLost, AgentSeen, AttachPhone, SetPresence
from app.protocol.rows import AgentStateRow
from app.protocol.states import WITH_AGENT
from app.services.agents.states import change_state, state_of
from app.services.interactions.after_call import stop_after_call
from app.services.interactions.calls import lose_agent
from app.services.interactions.consults import third_party_left
from app.services.interactions.offers import end_offer, offers_out_to
from app.services.rows import as_row

_WITH = sa.select(interactions).where(
    interactions.c.agent_id == sa.bindparam("agent_id"),
    interactions.c.ended_at.is_(None),
    interactions.c.closed_at.is_(None),
    interactions.c.state.in_(sorted(WITH_AGENT)),
)
_CONSULTED = (
    sa.select(interactions)
    .join(legs, legs.c.interaction_id == interactions.c.id)
    .where(
        legs.c.agent_id == sa.bindparam("agent_id"),
        legs.c.kind == "consult",
        legs.c.ended_at.is_(None),
        interactions.c.closed_at.is_(None),
    )
)


def set_presence(tx: Unit, command: SetPresence) -> AgentStateRow:
    """Choose. During a call the choice is kept, and shows after the after-call work."""
    agent_id = _me(tx)
    if command.presence not in ("ready", "not_ready"):
        raise Refused(errors.BAD_VALUE, "Choose Ready or Not ready. To leave, sign out.")
    if command.reason_id is not None:
        tx.need(reason_codes, command.reason_id, "reason code")
    state = state_of(tx, agent_id)
    status = "idle" if state["status"] == "not_responding" else None
    after = change_state(tx, agent_id, presence=command.presence, reason_id=command.reason_id, status=status)
    return as_row(AgentStateRow, after)


def attach_phone(tx: Unit, command: AttachPhone) -> AgentStateRow:
    """Where this agent's phone takes calls."""
    address = command.address.strip()
    if address and not address.startswith(("sip:", "sips:")):
        raise Refused(errors.BAD_ADDRESS, f"“{address}” is no SIP address; it begins with sip:.")
    return as_row(AgentStateRow, tx.update(agent_states, state_of(tx, _me(tx)), phone=address))


def agent_seen(tx: Unit, command: AgentSeen) -> AgentStateRow:
    """The agent is at the desk: signing in lands in Not ready."""
    state = state_of(tx, command.agent_id)
    if state["presence"] == "logged_out":
        state = change_state(tx, command.agent_id, presence="not_ready", status="idle")
    return as_row(AgentStateRow, state)


def agent_lost(tx: Unit, command: AgentLost) -> AgentStateRow:
    """The agent's console is gone: nothing that was before them or with them gets stuck."""
    return as_row(AgentStateRow, leave(tx, command.agent_id))


def leave(tx: Unit, agent_id: int) -> Values:
    """Take an agent off everything and log them out."""
    for offer in offers_out_to(tx, agent_id):
        end_offer(tx, offer, "lost")
    for interaction in tx.all(_CONSULTED, agent_id=agent_id):
        third_party_left(tx, interaction, "lost")
    for interaction in tx.all(_WITH, agent_id=agent_id):
        lose_agent(tx, interaction, agent_id)
    stop_after_call(tx, agent_id)
    state = change_state(tx, agent_id, presence="logged_out", status="idle")
    return tx.update(agent_states, state, phone="")


def has_caller(tx: Unit, agent_id: int) -> bool:
    """Whether somebody would be left hanging if the agent went now."""
    return bool(tx.all(_WITH, agent_id=agent_id))


def _me(tx: Unit) -> int:
    if tx.actor.agent_id is None:
        raise Refused(errors.NOT_ALLOWED, "Only a signed-in agent has a presence.")
    return tx.actor.agent_id


def signed_in_agents(read: Reader) -> list[int]:
    """Agents who are not logged out."""
    statement = sa.select(agent_states.c.id).where(agent_states.c.presence != "logged_out")
    return [row.id for row in read.connection.execute(statement)]
