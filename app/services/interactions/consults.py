"""The third party beside a call: a consulted agent or number, and what a consult becomes."""

from app.models.tables import interactions, legs
from app.models.unit import Unit, Values
from app.services.agents.states import change_state, release
from app.services.interactions.after_call import begin_after_call, close_if_done
from app.services.interactions.legs import (
    BESIDE,
    end_caller_leg,
    is_past_the_line,
    move,
    next_leg,
    open_legs,
)
from app.services.interactions.offers import end_offer, offers_out_to


def begin_consult(tx: Unit, interaction: Values, *, agent_id: int | None, party: str) -> Values:
    """The leg of the one who is asked; `result` becomes `answered` when they are there."""
    return tx.insert(
        legs,
        interaction_id=interaction["id"],
        track=BESIDE,
        kind="consult",
        queue_id=interaction["queue_id"],
        agent_id=agent_id,
        party=party,
        started_at=tx.at,
    )


def consult_leg(tx: Unit, interaction: Values) -> Values | None:
    """The leg of the one who is being asked, if there is one."""
    found = open_legs(tx, interaction["id"], BESIDE, "consult")
    return found[0] if found else None


def consult_answered(tx: Unit, interaction: Values) -> None:
    """The one who is asked is there."""
    leg = consult_leg(tx, interaction)
    if leg is None or (leg["agent_id"] is not None and _is_asked(tx, interaction, leg["agent_id"])):
        return
    tx.update(legs, leg, result="answered")
    if leg["agent_id"] is not None:
        change_state(tx, leg["agent_id"], status="talking", interaction_id=interaction["id"])


def end_consult(tx: Unit, interaction: Values, how: str) -> None:
    """The third party is out of it (again); does nothing where there is none."""
    leg = consult_leg(tx, interaction)
    if leg is None:
        return
    tx.update(legs, leg, ended_at=tx.at, result=how if leg["result"] != "answered" else "answered")
    if leg["agent_id"] is None:
        return
    for offer in offers_out_to(tx, leg["agent_id"]):
        if offer["interaction_id"] == interaction["id"]:
            end_offer(tx, offer, "withdrawn")
    if interaction["state"] == "conference":  # they spoke with the caller
        begin_after_call(tx, interaction, leg["agent_id"])
    release(tx, leg["agent_id"], interaction["id"])


def _is_asked(tx: Unit, interaction: Values, agent_id: int) -> bool:
    """Whether the agent has not said yet if they come."""
    return any(offer["interaction_id"] == interaction["id"] for offer in offers_out_to(tx, agent_id))


def hand_over(tx: Unit, interaction: Values) -> Values:
    """The consulted party has the caller now; the agent who asked does after-call work."""
    leg = consult_leg(tx, interaction)
    assert leg is not None, "a consult or a conference has a third party"
    asking = interaction["agent_id"]
    tx.update(legs, leg, ended_at=tx.at, result="transferred")
    if leg["agent_id"] is None:
        return send_outside(tx, interaction, leg["party"])
    interaction = move(tx, interaction, "talking", agent_id=leg["agent_id"])
    next_leg(tx, interaction, "talk", result="transferred", agent_id=leg["agent_id"])
    change_state(tx, leg["agent_id"], status="talking", interaction_id=interaction["id"])
    begin_after_call(tx, interaction, asking)
    return interaction


def send_outside(tx: Unit, interaction: Values, number: str) -> Values:
    """The caller is with an outside number from now on. A call that never was the line's leaves the house
    with that: nobody here would hear of its end."""
    agent_id = interaction["agent_id"]
    interaction = move(tx, interaction, "transferred", agent_id=None)
    next_leg(tx, interaction, "outside", result="transferred", party=number)
    if is_past_the_line(interaction):
        ended_at = end_caller_leg(tx, interaction, "transferred")
        interaction = tx.update(
            interactions, interaction, ended_at=ended_at, ended_by="agent", end_reason="transferred"
        )
    begin_after_call(tx, interaction, agent_id)
    return close_if_done(tx, interaction)


def third_party_left(tx: Unit, interaction: Values, how: str) -> Values:
    """The consulted party did not come, or hung up: the agent has the caller, still on hold in a consult."""
    end_consult(tx, interaction, how)
    if interaction["state"] == "consulting":
        interaction = move(tx, interaction, "held")
        change_state(tx, interaction["agent_id"], status="hold", interaction_id=interaction["id"])
    elif interaction["state"] == "conference":
        interaction = move(tx, interaction, "talking")
    return interaction
