"""An agent's state: presence is what was chosen, status what the system sees; kept apart (TERMS.md)."""

from app.models.tables import agent_states
from app.models.unit import Unit, Values
from app.protocol.states import shown_state


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


def release(tx: Unit, agent_id: int, interaction_id: int) -> None:
    """The agent no longer works on this interaction; does nothing where they are already elsewhere."""
    state = state_of(tx, agent_id)
    if state["interaction_id"] == interaction_id:
        change_state(tx, agent_id, status="idle")


def _shown(state: Values) -> tuple[str, int | None]:
    return shown_state(state["presence"], state["status"]), state["reason_id"]
