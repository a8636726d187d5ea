"""A call from the moment an agent has it: connected, held, ended."""

import sqlalchemy as sa

from app.models.tables import interactions, legs
from app.models.unit import Unit, Values
from app.protocol.interactions import (
    AgentConnected,
    AgentLegEnded,
    AgentUnreachable,
    CallEnded,
    EndCall,
    HoldCall,
    ReportQuality,
    ResumeCall,
)
from app.protocol.message import Done
from app.protocol.rows import InteractionRow
from app.protocol.states import WITH_AGENT
from app.services.agents.states import change_state, no_answer, release
from app.services.interactions.after_call import begin_after_call, close_if_done
from app.services.interactions.consults import end_consult, hand_over
from app.services.interactions.legs import (
    end_caller_leg,
    move,
    need_interaction,
    need_own,
    next_leg,
)
from app.services.interactions.offers import put_back, withdraw_offers
from app.services.rows import as_row

_LAST_TALK = (
    sa.select(legs)
    .where(legs.c.interaction_id == sa.bindparam("interaction_id"), legs.c.kind == "talk")
    .order_by(legs.c.id.desc())
    .limit(1)
)


def agent_connected(tx: Unit, command: AgentConnected) -> InteractionRow:
    """Caller and agent hear each other."""
    interaction = need_interaction(tx, command.interaction_id)
    if interaction["state"] != "connecting" or interaction["agent_id"] != command.agent_id:
        return as_row(InteractionRow, interaction)
    answered = interaction["answered_at"] or tx.at
    interaction = move(tx, interaction, "talking", answered_at=answered)
    next_leg(tx, interaction, "talk", result="answered", agent_id=command.agent_id)
    change_state(tx, command.agent_id, status="talking", interaction_id=interaction["id"])
    return as_row(InteractionRow, interaction)


def agent_unreachable(tx: Unit, command: AgentUnreachable) -> InteractionRow:
    """The phone that was to take the call did not: the caller keeps the place, the agent is told."""
    interaction = need_interaction(tx, command.interaction_id)
    if interaction["state"] == "connecting" and interaction["agent_id"] == command.agent_id:
        interaction = put_back(tx, interaction, "unreachable")
        no_answer(tx, command.agent_id)
    return as_row(InteractionRow, interaction)


def agent_leg_ended(tx: Unit, command: AgentLegEnded) -> InteractionRow:
    """The agent's side of the call is gone: hung up, left a conference, or lost."""
    interaction = need_interaction(tx, command.interaction_id)
    if interaction["agent_id"] != command.agent_id or interaction["state"] not in WITH_AGENT:
        return as_row(InteractionRow, interaction)
    _keep_quality(tx, interaction, command.quality)
    if command.lost:
        interaction = lose_agent(tx, interaction, command.agent_id)
    elif interaction["state"] == "conference":
        interaction = hand_over(tx, interaction)
    else:
        interaction = finish(tx, interaction, by="agent")
    return as_row(InteractionRow, interaction)


def lose_agent(tx: Unit, interaction: Values, agent_id: int) -> Values:
    """The agent vanished in the middle of it: who is still there keeps the caller, else the caller goes
    back to their old place. What the agent did is still to be booked."""
    if interaction["state"] == "conference":
        return hand_over(tx, interaction)
    end_consult(tx, interaction, "lost")
    if interaction["queue_id"] is None:
        return finish(tx, interaction, by="system", reason="agent lost")
    spoke = interaction["state"] != "connecting"
    interaction = put_back(tx, interaction, "lost")
    if spoke:
        begin_after_call(tx, interaction, agent_id)
    release(tx, agent_id, interaction["id"])
    return interaction


def call_ended(tx: Unit, command: CallEnded) -> InteractionRow:
    """The caller's leg is gone, whoever ended it."""
    interaction = need_interaction(tx, command.interaction_id)
    _keep_quality(tx, interaction, command.quality)
    if interaction["ended_at"] is None:
        interaction = finish(tx, interaction, by=command.by, reason=command.reason, at=command.at)
    return as_row(InteractionRow, interaction)


def end_call(tx: Unit, command: EndCall) -> InteractionRow:
    """The agent hangs up; the hub clears the line when it reads this."""
    interaction = need_own(tx, command.interaction_id)
    if interaction["ended_at"] is None:
        interaction = finish(tx, interaction, by="agent")
    return as_row(InteractionRow, interaction)


def finish(tx: Unit, interaction: Values, *, by: str, reason: str = "", at: int = 0) -> Values:
    """The caller is gone: legs end, offers are withdrawn, the agent who had the call does after-call work."""
    before = interaction["state"]
    end_consult(tx, interaction, "ended")
    withdraw_offers(tx, interaction)
    abandoned = before in ("waiting", "offered", "greeting", "connecting")
    ended_at = end_caller_leg(tx, interaction, "abandoned" if abandoned and by == "caller" else "ended", at)
    interaction = tx.update(interactions, interaction, ended_at=ended_at, ended_by=by, end_reason=reason)
    agent_id = interaction["agent_id"]
    if agent_id is not None and before in WITH_AGENT and before != "connecting":
        begin_after_call(tx, interaction, agent_id, ended_at)
    elif agent_id is not None and before == "connecting":
        release(tx, agent_id, interaction["id"])
    return close_if_done(tx, interaction)


def hold_call(tx: Unit, command: HoldCall) -> InteractionRow:
    """The caller hears music. Saying it twice changes nothing."""
    interaction = need_own(tx, command.interaction_id, "talking", "held")
    if interaction["state"] == "talking":
        interaction = move(tx, interaction, "held")
        agent_id = interaction["agent_id"]
        next_leg(tx, interaction, "hold", result="held", at=command.at, agent_id=agent_id)
        change_state(tx, agent_id, status="hold", interaction_id=interaction["id"])
    return as_row(InteractionRow, interaction)


def resume_call(tx: Unit, command: ResumeCall) -> InteractionRow:
    """The caller is back. Saying it twice changes nothing."""
    interaction = need_own(tx, command.interaction_id, "held", "talking")
    if interaction["state"] == "held":
        interaction = back_to_caller(tx, interaction, "resumed", at=command.at)
    return as_row(InteractionRow, interaction)


def back_to_caller(tx: Unit, interaction: Values, result: str, at: int = 0) -> Values:
    """Caller and agent hear each other again."""
    interaction = move(tx, interaction, "talking")
    agent_id = interaction["agent_id"]
    next_leg(tx, interaction, "talk", result=result, at=at, agent_id=agent_id)
    change_state(tx, agent_id, status="talking", interaction_id=interaction["id"])
    return interaction


def report_quality(tx: Unit, command: ReportQuality) -> Done:
    """What the agent's phone measured goes to the leg it measured."""
    _keep_quality(tx, need_interaction(tx, command.interaction_id), command.quality, "phone")
    return Done()


def _keep_quality(tx: Unit, interaction: Values, quality: Values | None, end: str = "line") -> None:
    """Store what one end (`line` or `phone`) measured with the last talk leg."""
    talk = tx.one(_LAST_TALK, interaction_id=interaction["id"]) if quality else None
    if talk is not None:
        tx.update(legs, talk, quality={**(talk["quality"] or {}), end: quality})
