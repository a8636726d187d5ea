"""Work items and offers: what waits, what is put before whom, and what becomes of it."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import offers, queues, skills, work_items
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.interactions import MakeOffer, PlaceInQueue
from app.protocol.rows import InteractionRow, OfferRow
from app.services.agents.states import change_state, is_free, release, state_of
from app.services.interactions.legs import move, need_interaction, next_leg
from app.services.rows import as_row

RING_SECONDS = 20
"""How long an offer stands where no queue says otherwise."""

_OPEN_ITEM = sa.select(work_items).where(
    work_items.c.interaction_id == sa.bindparam("interaction_id"), work_items.c.kind == "contact"
)
_OUT = sa.select(offers).where(offers.c.state == "out")


def place_in_queue(tx: Unit, command: PlaceInQueue) -> InteractionRow:
    """The contact waits in a queue; a place that was given before is kept."""
    interaction = need_interaction(tx, command.interaction_id)
    if interaction["state"] not in ("greeting", "waiting"):  # an offer may be out, or an agent have it
        text = "This contact is past waiting. Transfer it instead."
        raise Refused(errors.WRONG_STATE, text, state=interaction["state"])
    queue = tx.need(queues, command.queue_id, "queue")
    _check_skills(tx, command.skills)
    interaction = enqueue(
        tx,
        interaction,
        queue,
        placed_at=command.placed_at,
        priority=command.priority,
        skills=command.skills,
        preferred_agent_id=command.preferred_agent_id,
    )
    return as_row(InteractionRow, interaction)


def _check_skills(tx: Unit, wanted: dict[str, int]) -> None:
    """What the router cannot read would keep every caller waiting: refuse it here."""
    for skill_id, least in wanted.items():
        if not skill_id.isdecimal() or not 1 <= least <= 5:
            raise Refused(errors.BAD_VALUE, "A required skill is its id with a least level of 1 to 5.")
        tx.need(skills, int(skill_id), "skill")


def enqueue(
    tx: Unit,
    interaction: Values,
    queue: Values,
    *,
    result: str = "",
    placed_at: int = 0,
    priority: int = 0,
    skills: dict[str, int] | None = None,
    preferred_agent_id: int | None = None,
) -> Values:
    """Put a contact in a queue; `result` says how the leg before it ended."""
    interaction = move(tx, interaction, "waiting", queue_id=queue["id"], agent_id=None)
    next_leg(tx, interaction, "queue", result=result, queue_id=queue["id"])
    values: Values = {
        "queue_id": queue["id"],
        "state": "waiting",
        "priority": priority or queue["priority"],
        "placed_at": placed_at or tx.at,
        "skills": skills or {},
        "preferred_agent_id": preferred_agent_id,
        "refused_by": {},
    }
    item = tx.one(_OPEN_ITEM, interaction_id=interaction["id"])
    if item is None:
        tx.insert(work_items, interaction_id=interaction["id"], **values)
    else:
        tx.update(work_items, item, **values)
    return interaction


def put_back(tx: Unit, interaction: Values, result: str) -> Values:
    """Back to the queue it came from, at its old place."""
    interaction = move(tx, interaction, "waiting", agent_id=None)
    next_leg(tx, interaction, "queue", result=result)
    item = tx.one(_OPEN_ITEM, interaction_id=interaction["id"])
    if item is not None:
        tx.update(work_items, item, state="waiting")
    return interaction


def make_offer(tx: Unit, command: MakeOffer) -> OfferRow:
    """Put a work item before an agent: the agent is Reserved, the item offered."""
    item = tx.need(work_items, command.work_item_id, "work item")
    state = state_of(tx, command.agent_id)
    if item["state"] != "waiting" or not is_free(state):
        raise Refused(errors.WRONG_STATE, "The item or the agent is no longer free.", item=item["state"])
    interaction = need_interaction(tx, item["interaction_id"])
    offer = _insert_offer(tx, item, command.agent_id, command.reasons)
    tx.update(work_items, item, state="offered")
    move(tx, interaction, "offered")
    next_leg(tx, interaction, "ring", result="offered", agent_id=command.agent_id)
    change_state(tx, command.agent_id, status="reserved", interaction_id=interaction["id"])
    return as_row(OfferRow, offer)


def offer_consult(tx: Unit, interaction: Values, agent_id: int) -> Values:
    """Ask another agent in: an offer like any other, that leaves the caller with the one who asks."""
    state = state_of(tx, agent_id)
    if state["presence"] == "logged_out" or state["status"] != "idle" or not state["phone"]:
        raise Refused(errors.IN_USE, "That agent cannot be reached now. Choose another, or a queue.")
    item = tx.insert(
        work_items,
        interaction_id=interaction["id"],
        kind="consult",
        queue_id=interaction["queue_id"],
        state="offered",
        placed_at=tx.at,
        preferred_agent_id=agent_id,
    )
    offer = _insert_offer(tx, item, agent_id, [{"code": "consult", "agent_id": tx.actor.agent_id}])
    change_state(tx, agent_id, status="reserved", interaction_id=interaction["id"])
    return offer


def _insert_offer(tx: Unit, item: Values, agent_id: int, reasons: list[Values]) -> Values:
    queue = tx.get(queues, item["queue_id"])
    seconds = queue["ring_seconds"] if queue else RING_SECONDS
    return tx.insert(
        offers,
        work_item_id=item["id"],
        interaction_id=item["interaction_id"],
        agent_id=agent_id,
        reasons=reasons,
        offered_at=tx.at,
        deadline=tx.at + seconds * 1000,
    )


def end_offer(tx: Unit, offer: Values, how: str) -> Values:
    """End an offer that was not accepted: the item waits again where it stood, unless the caller is gone.

    `how` is declined, timed_out, lost or withdrawn.
    """
    after = tx.update(offers, offer, state=how, ended_at=tx.at)
    item = tx.need(work_items, offer["work_item_id"], "work item")
    if item["kind"] == "consult":
        tx.update(work_items, item, state="gone")
    elif how != "withdrawn":
        refused = {**item["refused_by"], str(offer["agent_id"]): tx.at}
        tx.update(work_items, item, state="waiting", refused_by=refused)
        interaction = need_interaction(tx, offer["interaction_id"])
        move(tx, interaction, "waiting")
        next_leg(tx, interaction, "queue", result=how)
    return after


def withdraw_offers(tx: Unit, interaction: Values) -> None:
    """The caller is gone: whatever was put before somebody is taken away again."""
    for offer in tx.all(_OUT.where(offers.c.interaction_id == interaction["id"])):
        end_offer(tx, offer, "withdrawn")
        release(tx, offer["agent_id"], interaction["id"])
    for item in tx.all(sa.select(work_items).where(work_items.c.interaction_id == interaction["id"])):
        if item["state"] in ("waiting", "offered"):
            tx.update(work_items, item, state="gone")


def offers_out_to(tx: Unit, agent_id: int) -> list[Values]:
    """What is before this agent now."""
    return tx.all(_OUT.where(offers.c.agent_id == agent_id))
