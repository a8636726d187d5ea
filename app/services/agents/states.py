"""An agent's state: presence is what was chosen, status what the system sees; kept apart (TERMS.md)."""

import sqlalchemy as sa

from app.models.tables import agent_states, interactions, legs, offers
from app.models.unit import Unit, Values
from app.protocol.states import WITH_AGENT, shown_state

_CALLS = (
    sa.select(interactions.c.id, interactions.c.state)
    .where(
        interactions.c.agent_id == sa.bindparam("agent_id"),
        interactions.c.ended_at.is_(None),
        interactions.c.state.in_(sorted(WITH_AGENT)),
    )
    .order_by(interactions.c.id.desc())
)
_BESIDE = (
    sa.select(legs.c.interaction_id, legs.c.kind, legs.c.result)
    .where(
        legs.c.agent_id == sa.bindparam("agent_id"),
        legs.c.ended_at.is_(None),
        legs.c.kind.in_(("consult", "after_call")),
    )
    .order_by(legs.c.id.desc())
)
_OFFERED = sa.select(offers.c.interaction_id).where(
    offers.c.agent_id == sa.bindparam("agent_id"), offers.c.state == "out"
)


def state_of(tx: Unit, agent_id: int) -> Values:
    """The agent's state row; made where the agent never had one."""
    state = tx.get(agent_states, agent_id)
    if state is None:
        state = tx.insert(agent_states, id=agent_id, since=tx.at)
    return state


def is_free(state: Values) -> bool:
    """Ready and without work: can be offered something."""
    return bool(state["presence"] == "ready" and state["status"] == "idle" and state["phone"])


def change_state(
    tx: Unit,
    agent_id: int,
    *,
    presence: str | None = None,
    reason_id: int | None = None,
    status: str | None = None,
    interaction_id: int | None = None,
) -> Values:
    """Set presence (with its reason) or status (with the interaction it is about), or both.

    `since` moves when the shown word changes; `idle_since` starts when the agent becomes free, and is
    kept while an offer is out, so that one who was offered a call and lost it keeps their turn.
    """
    state = state_of(tx, agent_id)
    values: Values = {}
    if presence is not None:
        values |= {"presence": presence, "reason_id": reason_id if presence == "not_ready" else None}
    if status is not None:
        values |= {"status": status, "interaction_id": None if status == "idle" else interaction_id}
    after = {**state, **values}
    if _shown(after) != _shown(state):
        values["since"] = tx.at
    if after["presence"] == "ready" and after["status"] == "idle":
        values["idle_since"] = state["idle_since"] or tx.at
    elif after["status"] != "reserved":
        values["idle_since"] = None
    return tx.update(agent_states, state, **values)


def settle(tx: Unit, agent_id: int) -> Values:
    """Set the status to what the agent still has: a caller before an offer before after-call work."""
    status, interaction_id = work_of(tx, agent_id)
    return change_state(tx, agent_id, status=status, interaction_id=interaction_id)


def release(tx: Unit, agent_id: int, interaction_id: int) -> None:
    """The agent no longer works on this interaction; does nothing where they are already elsewhere."""
    if state_of(tx, agent_id)["interaction_id"] == interaction_id:
        settle(tx, agent_id)


def no_answer(tx: Unit, agent_id: int) -> None:
    """What was put before the agent was not taken: Not responding, and Not ready until they say otherwise."""
    status, interaction_id = work_of(tx, agent_id)
    status = "not_responding" if status == "idle" else status
    change_state(tx, agent_id, presence="not_ready", status=status, interaction_id=interaction_id)


def work_of(tx: Unit, agent_id: int) -> tuple[str, int | None]:
    """The status that follows from what is with the agent, and the interaction it is about."""
    calls = tx.all(_CALLS, agent_id=agent_id)
    for call in calls:
        if call["state"] != "connecting":
            return ("hold" if call["state"] == "held" else "talking"), call["id"]
    beside = tx.all(_BESIDE, agent_id=agent_id)
    consults = [leg for leg in beside if leg["kind"] == "consult"]
    for leg in consults:
        if leg["result"] == "answered":
            return "talking", leg["interaction_id"]
    for row in (*consults, *tx.all(_OFFERED, agent_id=agent_id)):
        return "reserved", row["interaction_id"]
    for call in calls:
        return "reserved", call["id"]
    for leg in beside:
        return "after_call", leg["interaction_id"]
    return "idle", None


def _shown(state: Values) -> tuple[str, int | None]:
    return shown_state(state["presence"], state["status"]), state["reason_id"]
