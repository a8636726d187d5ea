"""The pop: everything an agent sees of a caller, in one message."""

from app.models.tables import offers
from app.models.unit import Reader, Values
from app.protocol.events import Pop
from app.protocol.interactions import GetPop
from app.protocol.views import Candidate, Match
from app.services.interactions.legs import need_interaction
from app.services.lookup.card import read_card
from app.services.lookup.identify import identify_caller


def build_pop(read: Reader, interaction: Values, offer: Values | None = None) -> Pop:
    """Who is calling, why we think so, and their card."""
    match = identify_caller(read, interaction["ani_raw"], interaction["ani_source"])
    chosen = interaction["customer_id"]
    if chosen is not None and all(candidate.customer_id != chosen for candidate in match.candidates[:1]):
        match = _with_chosen(match, chosen, interaction["matched_by"])
    card = read_card(read, match.candidates[0].customer_id) if match.candidates else None
    return Pop(
        offer_id=offer["id"] if offer else 0,
        interaction_id=interaction["id"],
        match=match,
        card=card,
        ringing_at=offer["offered_at"] if offer else 0,
        invite_at=interaction["started_at"],
    )


def pop_of_offer(read: Reader, offer_id: int) -> Pop | None:
    """The pop that goes with an offer; None where the offer is gone."""
    offer = read.get(offers, offer_id)
    if offer is None or offer["interaction_id"] is None:
        return None
    return build_pop(read, need_interaction(read, offer["interaction_id"]), offer)


def get_pop(read: Reader, query: GetPop) -> Pop:
    """The pop of an interaction again."""
    return build_pop(read, need_interaction(read, query.interaction_id))


def _with_chosen(match: Match, customer_id: int, by: str) -> Match:
    """A person's choice goes before what the number says."""
    chosen = Candidate(customer_id=customer_id, name="", kind="", reasons=[{"code": by or "chosen"}])
    others = [candidate for candidate in match.candidates if candidate.customer_id != customer_id]
    return Match(
        by=by or "chosen",
        value=match.value,
        raw=match.raw,
        source=match.source,
        candidates=[chosen, *others],
    )
