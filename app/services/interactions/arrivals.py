"""Contacts that arrive: a call at a line, or at an agent's phone."""

import msgspec
import sqlalchemy as sa

from app.models.tables import interactions
from app.models.unit import Unit, Values
from app.protocol.events import Pop
from app.protocol.interactions import CallArrived, ReportCall
from app.protocol.rows import InteractionRow
from app.protocol.states import DIRECT_CALL
from app.protocol.views import Match
from app.services.agents.states import change_state, state_of
from app.services.interactions.legs import next_leg
from app.services.interactions.pops import build_pop
from app.services.lookup.identify import identify_caller
from app.services.rows import as_row

_BY_KEY = sa.select(interactions).where(
    interactions.c.call_key == sa.bindparam("call_key"), interactions.c.closed_at.is_(None)
)


def call_arrived(tx: Unit, command: CallArrived) -> InteractionRow:
    """A call reached a line. The same call told twice (a hub that restarted) is the same contact."""
    known = tx.one(_BY_KEY, call_key=command.call_key)
    if known is None:
        known = _begin(tx, command, direction="inbound", state="greeting", at=min(command.at or tx.at, tx.at))
        next_leg(tx, known, "line", at=known["started_at"])
    return as_row(InteractionRow, known)


def report_call(tx: Unit, command: ReportCall) -> Pop:
    """A call that came to an agent's phone past the built-in line: the same record, the same pop."""
    command = msgspec.structs.replace(command, call_key=DIRECT_CALL + command.call_key)
    known = tx.one(_BY_KEY, call_key=command.call_key)
    if known is None:
        known = _begin(tx, command, direction=command.direction, state="talking", at=tx.at)
        known = tx.update(interactions, known, agent_id=tx.actor.agent_id, answered_at=tx.at)
        next_leg(tx, known, "talk", agent_id=tx.actor.agent_id)
        if tx.actor.agent_id is not None:
            _at_the_desk(tx, tx.actor.agent_id, known["id"])
    return build_pop(tx, known)


def _at_the_desk(tx: Unit, agent_id: int, interaction_id: int) -> None:
    """Who speaks is here, also where their console was thought to be gone."""
    presence = "not_ready" if state_of(tx, agent_id)["presence"] == "logged_out" else None
    change_state(tx, agent_id, presence=presence, status="talking", interaction_id=interaction_id)


def _begin(tx: Unit, command: CallArrived | ReportCall, *, direction: str, state: str, at: int) -> Values:
    match = identify_caller(tx, command.ani_raw, command.ani_source)
    return tx.insert(
        interactions,
        channel="call",
        direction=direction,
        state=state,
        customer_id=_only_one(match),
        matched_by=match.by if match.candidates else "",
        call_key=command.call_key,
        ani=match.value,
        ani_raw=command.ani_raw,
        ani_source=command.ani_source,
        dnis=command.dnis,
        caller_name=command.caller_name,
        started_at=at,
    )


def _only_one(match: Match) -> int | None:
    """The customer, where there is no doubt; among several a person chooses."""
    return match.candidates[0].customer_id if len(match.candidates) == 1 else None
