"""What an agent does with an offer: accepts, declines, or lets it time out."""

from app.core.errors import Refused
from app.models.tables import agent_states, offers, reason_codes, work_items
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.interactions import AcceptOffer, DeclineOffer, OfferTimedOut
from app.protocol.rows import InteractionRow, OfferRow
from app.services.agents.states import change_state, no_answer, settle
from app.services.interactions.consults import consult_leg, third_party_left
from app.services.interactions.legs import move, need_interaction
from app.services.interactions.offers import end_offer
from app.services.rows import as_row


def accept_offer(tx: Unit, command: AcceptOffer) -> InteractionRow:
    """The agent takes it; the hub calls the agent's phone next."""
    offer = _own_offer(tx, command.offer_id)
    state = tx.need(agent_states, offer["agent_id"], "agent")
    if not state["phone"]:
        raise Refused(errors.NO_PHONE, "Your phone is not connected, so the call cannot come to you.")
    item = tx.need(work_items, offer["work_item_id"], "work item")
    interaction = need_interaction(tx, offer["interaction_id"])
    tx.update(offers, offer, state="accepted", ended_at=tx.at)
    tx.update(work_items, item, state="taken")
    if item["kind"] == "contact":
        interaction = move(tx, interaction, "connecting", agent_id=offer["agent_id"])
    return as_row(InteractionRow, interaction)


def decline_offer(tx: Unit, command: DeclineOffer) -> OfferRow:
    """Back to its place; the agent becomes Not ready, so that it does not come again at once."""
    offer = _own_offer(tx, command.offer_id)
    if command.reason_id is not None:
        tx.need(reason_codes, command.reason_id, "reason code")
    after, was_consult = _not_taken(tx, offer, "declined")
    if not was_consult:  # a colleague's question that comes at a bad time says nothing about the next caller
        change_state(tx, offer["agent_id"], presence="not_ready", reason_id=command.reason_id)
    settle(tx, offer["agent_id"])
    return as_row(OfferRow, after)


def offer_timed_out(tx: Unit, command: OfferTimedOut) -> OfferRow:
    """RONA: back to its place, the agent becomes Not responding."""
    offer = tx.need(offers, command.offer_id, "offer")
    if offer["state"] != "out":
        return as_row(OfferRow, offer)
    after, _ = _not_taken(tx, offer, "timed_out")
    no_answer(tx, offer["agent_id"])
    return as_row(OfferRow, after)


def _not_taken(tx: Unit, offer: Values, how: str) -> tuple[Values, bool]:
    """End the offer; where it was a colleague's question, the one who asked is told. True for those."""
    after = end_offer(tx, offer, how)
    interaction = need_interaction(tx, offer["interaction_id"])
    leg = consult_leg(tx, interaction)
    was_consult = leg is not None and leg["agent_id"] == offer["agent_id"]
    if was_consult:
        third_party_left(tx, interaction, how)
    return after, was_consult


def _own_offer(tx: Unit, offer_id: int) -> Values:
    offer = tx.need(offers, offer_id, "offer")
    if offer["agent_id"] != tx.actor.agent_id:
        raise Refused(errors.NOT_ALLOWED, "This offer was made to somebody else.")
    if offer["state"] != "out":
        raise Refused(
            errors.OFFER_GONE,
            "This offer is gone: the caller hung up, or it went to somebody else.",
            state=offer["state"],
        )
    return offer
