"""Transfer, consult, conference: an agent brings somebody else into the call."""

import re

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import agents, queues, work_items
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.interactions import (
    CompleteTransfer,
    ConsultCall,
    RetrieveCall,
    StartConference,
    ThirdPartyChanged,
    TransferCall,
    TransferCaller,
)
from app.protocol.rows import InteractionRow
from app.services.agents.states import change_state
from app.services.interactions.after_call import begin_after_call
from app.services.interactions.calls import back_to_caller
from app.services.interactions.consults import (
    begin_consult,
    consult_answered,
    consult_leg,
    end_consult,
    hand_over,
    send_outside,
    third_party_left,
)
from app.services.interactions.legs import is_past_the_line, move, need_interaction, need_own, next_leg
from app.services.interactions.offers import enqueue, offer_consult
from app.services.rows import as_row

_ANY_QUEUE = sa.select(queues).where(queues.c.active).order_by(queues.c.id).limit(1)
_PLACE = sa.select(work_items).where(
    work_items.c.interaction_id == sa.bindparam("interaction_id"), work_items.c.kind == "contact"
)


def transfer_call(tx: Unit, command: TransferCall) -> InteractionRow:
    """Blind transfer: the caller goes on at once, the agent's part is over."""
    interaction = need_own(tx, command.interaction_id, "talking", "held")
    _just_one(command.queue_id, command.agent_id, command.number)
    agent_id = interaction["agent_id"]
    if command.agent_id == agent_id:
        raise Refused(errors.BAD_VALUE, "The caller is with that agent already. Choose somebody else.")
    if command.number:
        return as_row(InteractionRow, send_outside(tx, interaction, dialable(command.number)))
    if is_past_the_line(interaction):
        raise Refused(
            errors.BAD_VALUE, "This call came past the line, so it can only be transferred to a number."
        )
    interaction = _to_queue(tx, interaction, command.queue_id, command.agent_id)
    begin_after_call(tx, interaction, agent_id)
    return as_row(InteractionRow, interaction)


def _to_queue(tx: Unit, interaction: Values, queue_id: int | None, agent_id: int | None) -> Values:
    if agent_id is not None:
        _active_agent(tx, agent_id)
    queue = tx.get(queues, queue_id or interaction["queue_id"]) or tx.one(_ANY_QUEUE)
    if queue is None:
        raise Refused(errors.NOT_FOUND, "There is no queue the caller could wait in.", what="queue")
    return enqueue(tx, interaction, queue, result="transferred", preferred_agent_id=agent_id)


def consult_call(tx: Unit, command: ConsultCall) -> InteractionRow:
    """The caller is put on hold, somebody else is asked."""
    interaction = need_own(tx, command.interaction_id, "talking", "held")
    _just_one(None, command.agent_id, command.number)
    asking = interaction["agent_id"]
    if command.agent_id == asking:
        raise Refused(errors.BAD_VALUE, "That is you. Choose somebody else to consult.")
    if command.agent_id is not None:
        _active_agent(tx, command.agent_id)
        offer_consult(tx, interaction, command.agent_id)
        begin_consult(tx, interaction, agent_id=command.agent_id, party="")
    else:
        begin_consult(tx, interaction, agent_id=None, party=dialable(command.number))
    if interaction["state"] == "talking":
        next_leg(tx, interaction, "hold", result="consulting", agent_id=asking)
    interaction = move(tx, interaction, "consulting")
    change_state(tx, asking, status="talking", interaction_id=interaction["id"])
    return as_row(InteractionRow, interaction)


def complete_transfer(tx: Unit, command: CompleteTransfer) -> InteractionRow:
    """Warm transfer: caller and consulted party are joined, the agent leaves."""
    interaction = need_own(tx, command.interaction_id, "consulting", "conference")
    _need_third_party(tx, interaction)
    return as_row(InteractionRow, hand_over(tx, interaction))


def start_conference(tx: Unit, command: StartConference) -> InteractionRow:
    """All three hear each other."""
    interaction = need_own(tx, command.interaction_id, "consulting")
    _need_third_party(tx, interaction)
    interaction = move(tx, interaction, "conference")
    agent_id = interaction["agent_id"]
    next_leg(tx, interaction, "talk", result="conference", agent_id=agent_id)
    change_state(tx, agent_id, status="talking", interaction_id=interaction["id"])
    return as_row(InteractionRow, interaction)


def retrieve_call(tx: Unit, command: RetrieveCall) -> InteractionRow:
    """The third party is dropped; back to the caller."""
    interaction = need_own(tx, command.interaction_id, "consulting", "conference", "held")
    end_consult(tx, interaction, "retrieved")
    if interaction["state"] == "conference":
        return as_row(InteractionRow, move(tx, interaction, "talking"))
    return as_row(InteractionRow, back_to_caller(tx, interaction, "retrieved"))


def transfer_caller(tx: Unit, command: TransferCaller) -> InteractionRow:
    """The line joined the caller with a number outside, without an agent. Saying it twice changes nothing."""
    interaction = need_interaction(tx, command.interaction_id)
    if interaction["state"] == "greeting":
        interaction = move(tx, interaction, "transferred")
        next_leg(tx, interaction, "outside", result="transferred", party=dialable(command.number))
    return as_row(InteractionRow, interaction)


def third_party_changed(tx: Unit, command: ThirdPartyChanged) -> InteractionRow:
    """The line tells of the third party: answered, failed, ended."""
    interaction = need_interaction(tx, command.interaction_id)
    if command.what == "answered":
        consult_answered(tx, interaction)
    elif interaction["state"] in ("consulting", "conference"):
        interaction = third_party_left(tx, interaction, command.what)
    elif interaction["state"] == "transferred" and command.what == "failed":
        interaction = _back_from_outside(tx, interaction)
    return as_row(InteractionRow, interaction)


def _back_from_outside(tx: Unit, interaction: Values) -> Values:
    """The outside party did not take the call: the caller goes back to a queue, at the old place."""
    queue = tx.get(queues, interaction["queue_id"]) or tx.one(_ANY_QUEUE)
    item = tx.one(_PLACE, interaction_id=interaction["id"])
    if queue is None:
        raise Refused(errors.NOT_FOUND, "There is no queue the caller could wait in.", what="queue")
    kept = {name: item[name] for name in ("placed_at", "priority", "skills")} if item else {}
    return enqueue(tx, interaction, queue, result="failed", **kept)


def _need_third_party(tx: Unit, interaction: Values) -> None:
    leg = consult_leg(tx, interaction)
    if leg is None or leg["result"] != "answered":
        raise Refused(
            errors.WRONG_STATE, "The other party has not answered yet. Wait for them, or retrieve the call."
        )


def _active_agent(tx: Unit, agent_id: int) -> None:
    if not tx.need(agents, agent_id, "agent")["active"]:
        raise Refused(errors.NOT_FOUND, "That agent does not work here any more. Choose another.")


def _just_one(queue_id: int | None, agent_id: int | None, number: str) -> None:
    if sum((queue_id is not None, agent_id is not None, bool(number))) != 1:
        raise Refused(errors.BAD_VALUE, "Choose one target: a queue, an agent or a number.")


def dialable(number: str) -> str:
    """The digits to dial. Raises `Refused` for what is no number."""
    digits = re.sub(r"[\s().\-/]", "", number)
    if not re.fullmatch(r"\+?[0-9*#]{1,20}", digits):
        raise Refused(
            errors.BAD_NUMBER,
            f"“{number}” cannot be dialled. Use digits, with + for another country.",
            raw=number,
        )
    return digits
