"""Legs: every statistic is computed from them, so the caller's track has neither gap nor overlap."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import interactions, legs
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.message import LEADS
from app.protocol.states import DIRECT_CALL, FOLLOWS

CALLER = 0
BESIDE = 1

_OPEN_LEG = (
    sa.select(legs)
    .where(
        legs.c.interaction_id == sa.bindparam("interaction_id"),
        legs.c.track == sa.bindparam("track"),
        legs.c.ended_at.is_(None),
    )
    .order_by(legs.c.id)
)


def open_legs(tx: Unit, interaction_id: int, track: int = CALLER, kind: str = "") -> list[Values]:
    """The legs of a track that have not ended."""
    found = tx.all(_OPEN_LEG, interaction_id=interaction_id, track=track)
    return [leg for leg in found if not kind or leg["kind"] == kind]


def next_leg(
    tx: Unit,
    interaction: Values,
    kind: str,
    *,
    result: str = "",
    at: int = 0,
    agent_id: int | None = None,
    queue_id: int | None = None,
    party: str = "",
) -> Values:
    """End the caller's leg with `result` and begin one of `kind` at the same moment.

    `at` (ms; 0: now) is kept between the start of the leg that ends and now.
    """
    moment = end_caller_leg(tx, interaction, result, at)
    return tx.insert(
        legs,
        interaction_id=interaction["id"],
        track=CALLER,
        kind=kind,
        agent_id=agent_id,
        queue_id=queue_id if queue_id is not None else interaction["queue_id"],
        party=party,
        started_at=moment,
    )


def end_caller_leg(tx: Unit, interaction: Values, result: str, at: int = 0) -> int:
    """End the leg the caller is in; answers with the moment (ms)."""
    moment = min(at or tx.at, tx.at)
    for leg in open_legs(tx, interaction["id"]):
        moment = max(moment, leg["started_at"])
        tx.update(legs, leg, ended_at=moment, result=result)
    return moment


def is_past_the_line(interaction: Values) -> bool:
    """Whether the call came to an agent's phone past the built-in line."""
    return bool(interaction["call_key"].startswith(DIRECT_CALL))


def move(tx: Unit, interaction: Values, state: str, **values: object) -> Values:
    """Bring an interaction to another state, if that may follow; else a refusal that says so."""
    if state != interaction["state"] and state not in FOLLOWS[interaction["state"]]:
        raise wrong_state(interaction, state)
    return tx.update(interactions, interaction, state=state, **values)


def wrong_state(interaction: Values, wanted: str) -> Refused:
    """The refusal for something that cannot be done with an interaction now."""
    return Refused(
        errors.WRONG_STATE,
        f"This contact is “{interaction['state']}” now, so it cannot become “{wanted}”. "
        "It changed while you acted; look again.",
        state=interaction["state"],
        wanted=wanted,
    )


def need_interaction(tx: Reader, interaction_id: int) -> Values:
    """The interaction, or a refusal."""
    return tx.need(interactions, interaction_id, "contact")


def need_own(tx: Unit, interaction_id: int, *states: str) -> Values:
    """The interaction, if the one who acts has it (or leads) and it is in one of `states`."""
    interaction = need_interaction(tx, interaction_id)
    if tx.actor.role not in LEADS and interaction["agent_id"] != tx.actor.agent_id:
        raise Refused(
            errors.NOT_ALLOWED, "This contact is with somebody else.", agent_id=interaction["agent_id"]
        )
    if states and interaction["state"] not in states:
        raise wrong_state(interaction, states[0])
    return interaction
