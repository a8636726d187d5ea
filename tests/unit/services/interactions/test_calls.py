"""Calls case by case: what the random walk would find, by name."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from app.models.tables import legs, notes, offers, work_items
from app.protocol import errors
from app.protocol import interactions as i
from app.protocol.agents import AgentLost, SetPresence
from tests.helpers.house import Agent, House, refused
from tests.helpers.promises import broken_promises


@pytest.fixture
def mei(house: House) -> Agent:
    return house.agent("mei").ready()


@pytest.fixture
def anna(house: House) -> Agent:
    return house.agent("anna").ready()


@pytest.fixture
def call(house: House, mei: Agent) -> int:
    """Mei speaks with somebody."""
    interaction = house.call(house.queue())
    house.clock.advance(4_000)
    mei.take(interaction)
    house.clock.advance(60_000)
    return interaction


def wrap(house: House, agent: Agent, call: int, note: str = "") -> Any:
    return agent.do(i.WrapUp(interaction_id=call, disposition_id=house.settled, note=note))


def track(house: House, call: int) -> list[tuple[str, int | None, str]]:
    return [(leg.kind, leg.agent_id, leg.result) for leg in house.legs(call, 0)]


def consult(house: House, asking: Agent, asked: Agent, call: int) -> None:
    """Ask somebody who comes."""
    asking.do(i.ConsultCall(interaction_id=call, agent_id=asked.id))
    asked.do(i.AcceptOffer(offer_id=house.offer_to(asked.id).id))
    house.do(i.ThirdPartyChanged(interaction_id=call, what="answered"))


@pytest.fixture(autouse=True)
def _promises(house: House) -> Any:
    yield
    assert broken_promises(house.record) == []


# --- the whole way -------------------------------------------------------------------------------
def test_from_the_first_ring_to_the_outcome(house: House, mei: Agent, call: int) -> None:
    mei.do(i.HoldCall(interaction_id=call))
    house.clock.advance(5_000)
    mei.do(i.ResumeCall(interaction_id=call))
    house.clock.advance(5_000)
    mei.do(i.EndCall(interaction_id=call))
    assert mei.state.status == "after_call"
    house.clock.advance(9_000)
    assert wrap(house, mei, call, " bill explained ").state == "closed"
    assert track(house, call) == [
        ("line", None, ""),
        ("queue", None, "offered"),
        ("ring", mei.id, "answered"),
        ("talk", mei.id, "held"),
        ("hold", mei.id, "resumed"),
        ("talk", mei.id, "ended"),
    ]
    row = house.interaction(call)
    assert sum(leg.ended_at - leg.started_at for leg in house.legs(call, 0)) == row.ended_at - row.started_at
    (after,) = house.legs(call, 1)
    assert (after.ended_at - after.started_at, after.disposition_id) == (9_000, house.settled)
    assert house.rows(notes)[0].text == "bill explained"
    assert mei.state.status == "idle"


def test_saying_it_twice_changes_nothing(house: House, mei: Agent, call: int) -> None:
    """Phone and console both tell of a hold, and a journal sends again what was done."""
    for command in (i.HoldCall, i.HoldCall, i.ResumeCall, i.ResumeCall, i.EndCall, i.EndCall):
        mei.do(command(interaction_id=call))
    house.do(i.CallEnded(interaction_id=call, by="caller"))
    assert [leg.kind for leg in house.legs(call, 0)] == ["line", "queue", "ring", "talk", "hold", "talk"]
    assert house.interaction(call).ended_by == "agent"


def test_a_moment_that_is_told_late_lies_within_its_leg(house: House, mei: Agent, call: int) -> None:
    mei.do(i.HoldCall(interaction_id=call, at=1))
    mei.do(i.ResumeCall(interaction_id=call, at=house.clock.now() + 99_000))
    house.do(i.CallEnded(interaction_id=call, by="caller", at=house.clock.now() - 1))


# --- after-call work -----------------------------------------------------------------------------
@pytest.mark.parametrize("target", ["queue", "agent", "number"])
def test_a_transfer_does_not_skip_after_call_work(
    house: House, mei: Agent, anna: Agent, call: int, target: str
) -> None:
    """asterisk issue 607: wrap-up was skipped after a transfer."""
    to: dict[str, Any] = {
        "queue": {"queue_id": house.interaction(call).queue_id},
        "agent": {"agent_id": anna.id},
        "number": {"number": "+49 30 1234567"},
    }[target]
    mei.do(i.TransferCall(interaction_id=call, **to))
    assert mei.state.status == "after_call"
    row = house.interaction(call)
    assert (row.state, row.agent_id) == ("transferred" if target == "number" else "waiting", None)
    wrap(house, mei, call)
    assert house.interaction(call).closed_at is None, "the caller is still here"
    if target != "number":
        anna.take(call)
    house.do(i.CallEnded(interaction_id=call, by="caller"))
    if target != "number":
        assert anna.state.status == "after_call"
        wrap(house, anna, call)
    assert house.interaction(call).state == "closed"


def test_after_call_work_of_a_lost_agent_can_be_booked_later(house: House, mei: Agent, call: int) -> None:
    mei.do(i.EndCall(interaction_id=call))
    house.do(AgentLost(agent_id=mei.id))
    assert house.legs(call, 1)[0].result == "left"
    assert house.interaction(call).state == "after_call"
    assert wrap(house, mei, call).state == "closed"


def test_a_supervisor_books_for_who_is_gone_but_not_for_who_is_at_it(
    house: House, mei: Agent, anna: Agent, call: int
) -> None:
    lead = house.agent("grace", "supervisor")
    mei.do(i.EndCall(interaction_id=call))
    assert refused(lambda: wrap(house, lead, call)).code == errors.WRONG_STATE
    house.do(AgentLost(agent_id=mei.id))
    assert refused(lambda: wrap(house, anna, call)).code == errors.WRONG_STATE
    assert wrap(house, lead, call).state == "closed"


def test_a_presence_chosen_in_a_call_shows_after_it(house: House, mei: Agent, call: int) -> None:
    lunch = house.reason("Lunch")
    mei.do(SetPresence(presence="not_ready", reason_id=lunch))
    assert (mei.state.status, mei.state.presence) == ("talking", "not_ready")
    mei.end_and_book(call)
    assert (mei.state.status, mei.state.presence, mei.state.reason_id) == ("idle", "not_ready", lunch)
    other = house.call(house.queue("Other"))
    no = refused(lambda: house.do(i.MakeOffer(work_item_id=house.item_of(other).id, agent_id=mei.id)))
    assert no.code == errors.WRONG_STATE


# --- the place -----------------------------------------------------------------------------------
@pytest.mark.parametrize("how", ["decline", "time out", "lost", "unreachable", "leg lost", "lost talking"])
def test_the_caller_keeps_the_place(house: House, mei: Agent, how: str) -> None:
    call = house.call(house.queue())
    place = house.item_of(call).placed_at
    house.clock.advance(7_000)
    offer = house.do(i.MakeOffer(work_item_id=house.item_of(call).id, agent_id=mei.id))
    if how not in ("decline", "time out", "lost"):
        mei.do(i.AcceptOffer(offer_id=offer.id))
    if how in ("leg lost", "lost talking"):
        house.do(i.AgentConnected(interaction_id=call, agent_id=mei.id))
    house.clock.advance(7_000)
    match how:
        case "decline":
            mei.do(i.DeclineOffer(offer_id=offer.id))
        case "time out":
            house.do(i.OfferTimedOut(offer_id=offer.id))
        case "unreachable":
            house.do(i.AgentUnreachable(interaction_id=call, agent_id=mei.id))
        case "leg lost":
            house.do(i.AgentLegEnded(interaction_id=call, agent_id=mei.id, lost=True))
        case _:
            house.do(AgentLost(agent_id=mei.id))
    item = house.item_of(call)
    assert (item.state, item.placed_at) == ("waiting", place)
    assert house.interaction(call).state == "waiting"
    shown = {"decline": "idle", "time out": "not_responding", "unreachable": "not_responding"}
    shown["leg lost"] = "after_call"
    assert mei.state.status == shown.get(how, "idle")


# --- somebody else -------------------------------------------------------------------------------
def test_a_warm_transfer(house: House, mei: Agent, anna: Agent, call: int) -> None:
    consult(house, mei, anna, call)
    assert (mei.state.status, anna.state.status) == ("talking", "talking")
    mei.do(i.CompleteTransfer(interaction_id=call))
    assert house.interaction(call).agent_id == anna.id
    assert (mei.state.status, anna.state.status) == ("after_call", "talking")
    anna.do(i.EndCall(interaction_id=call))
    wrap(house, mei, call)
    wrap(house, anna, call)
    assert house.interaction(call).state == "closed"


def test_a_conference_of_three(house: House, mei: Agent, anna: Agent, call: int) -> None:
    consult(house, mei, anna, call)
    mei.do(i.StartConference(interaction_id=call))
    house.do(i.ThirdPartyChanged(interaction_id=call, what="ended"))
    assert house.interaction(call).state == "talking"
    assert anna.state.status == "after_call", "she spoke with the caller"


def test_who_is_lost_in_a_conference_leaves_the_caller_with_the_other(
    house: House, mei: Agent, anna: Agent, call: int
) -> None:
    consult(house, mei, anna, call)
    mei.do(i.StartConference(interaction_id=call))
    house.do(AgentLost(agent_id=mei.id))
    assert house.interaction(call).agent_id == anna.id
    assert house.interaction(call).state == "talking"


@pytest.mark.parametrize("how", ["decline", "time out", "lost", "failed"])
def test_a_colleague_who_does_not_come(house: House, mei: Agent, anna: Agent, call: int, how: str) -> None:
    mei.do(i.ConsultCall(interaction_id=call, agent_id=anna.id))
    offer = house.offer_to(anna.id)
    assert offer.reasons == [{"code": "consult", "agent_id": mei.id}]
    assert refused(lambda: mei.do(i.CompleteTransfer(interaction_id=call))).code == errors.WRONG_STATE
    match how:
        case "decline":
            anna.do(i.DeclineOffer(offer_id=offer.id))
        case "time out":
            house.do(i.OfferTimedOut(offer_id=offer.id))
        case "lost":
            house.do(AgentLost(agent_id=anna.id))
        case "failed":
            anna.do(i.AcceptOffer(offer_id=offer.id))
            house.do(i.ThirdPartyChanged(interaction_id=call, what="failed"))
    assert house.interaction(call).state == "held", "the one who asked is not left in a consult with nobody"
    assert mei.state.status == "hold"
    assert {item.state for item in house.rows(work_items, kind="consult")} <= {"gone", "taken"}
    mei.do(i.ResumeCall(interaction_id=call))
    shown = {"decline": ("ready", "idle"), "time out": ("not_ready", "not_responding")}
    shown |= {"lost": ("logged_out", "idle"), "failed": ("ready", "idle")}
    assert (anna.state.presence, anna.state.status) == shown[how]


def test_a_number_that_is_not_there_brings_the_caller_back_to_the_old_place(
    house: House, mei: Agent, call: int
) -> None:
    place = house.item_of(call).placed_at
    mei.do(i.TransferCall(interaction_id=call, number="0800 111 222"))
    house.do(i.ThirdPartyChanged(interaction_id=call, what="failed"))
    assert house.interaction(call).state == "waiting"
    assert house.item_of(call).placed_at == place


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({}, errors.BAD_VALUE),
        ({"number": "0800", "queue_id": 1}, errors.BAD_VALUE),
        ({"number": "hello"}, errors.BAD_NUMBER),
        ({"agent_id": 7}, errors.NOT_FOUND),
        ({"agent_id": "me"}, errors.BAD_VALUE),
    ],
)
def test_targets_that_are_none(house: House, mei: Agent, call: int, target: Any, code: str) -> None:
    target = {name: mei.id if value == "me" else value for name, value in target.items()}
    assert refused(lambda: mei.do(i.TransferCall(interaction_id=call, **target))).code == code
    assert house.interaction(call).state == "talking"


def test_only_the_one_who_has_the_caller_or_a_lead_acts(
    house: House, mei: Agent, anna: Agent, call: int
) -> None:
    tech, lead = house.agent("wei", "technician"), house.agent("grace", "supervisor")
    for other in (anna, tech):
        assert refused(partial(other.do, i.EndCall(interaction_id=call))).code == errors.NOT_ALLOWED
    lead.do(i.EndCall(interaction_id=call))
    assert mei.state.status == "after_call"


# --- offers --------------------------------------------------------------------------------------
def test_an_offer_is_for_one(house: House, mei: Agent, anna: Agent) -> None:
    call = house.call(house.queue())
    offer = house.do(i.MakeOffer(work_item_id=house.item_of(call).id, agent_id=mei.id))
    assert refused(lambda: anna.do(i.AcceptOffer(offer_id=offer.id))).code == errors.NOT_ALLOWED
    again = i.MakeOffer(work_item_id=house.item_of(call).id, agent_id=anna.id)
    assert refused(lambda: house.do(again)).code == errors.WRONG_STATE
    mei.do(i.AcceptOffer(offer_id=offer.id))
    assert refused(lambda: mei.do(i.AcceptOffer(offer_id=offer.id))).code == errors.OFFER_GONE
    assert refused(lambda: mei.do(i.DeclineOffer(offer_id=offer.id))).code == errors.OFFER_GONE
    assert house.do(i.OfferTimedOut(offer_id=offer.id)).state == "accepted"


def test_a_waiting_caller_who_was_taken_is_not_queued_again(house: House, mei: Agent, call: int) -> None:
    place = i.PlaceInQueue(interaction_id=call, queue_id=house.interaction(call).queue_id)
    assert refused(lambda: house.do(place)).code == errors.WRONG_STATE
    assert mei.state.status == "talking"


@pytest.mark.parametrize("skills", [{"x": 1}, {"7": 0}, {"7": 6}, {"7": 1}])
def test_skills_the_router_cannot_read_never_reach_it(house: House, skills: dict[str, int]) -> None:
    call = house.call()
    place = i.PlaceInQueue(interaction_id=call, queue_id=house.queue(), skills=skills)
    assert refused(lambda: house.do(place)).code in (errors.BAD_VALUE, errors.NOT_FOUND)


# --- past the line -------------------------------------------------------------------------------
def test_a_call_past_the_line_ends_with_its_transfer(house: House, mei: Agent) -> None:
    pop = mei.do(i.ReportCall(call_key="pbx-1", ani_raw="0912 345 678"))
    call = pop.interaction_id
    assert mei.do(i.ReportCall(call_key="pbx-1", ani_raw="0912 345 678")).interaction_id == call
    to_queue = i.TransferCall(interaction_id=call, queue_id=house.queue())
    assert refused(lambda: mei.do(to_queue)).code == errors.BAD_VALUE
    mei.do(i.TransferCall(interaction_id=call, number="0800 111 222"))
    assert house.interaction(call).state == "after_call"
    assert wrap(house, mei, call).state == "closed"


def test_two_calls_at_once_leave_the_agent_on_the_one_that_goes_on(
    house: House, mei: Agent, call: int
) -> None:
    other = mei.do(i.ReportCall(call_key="pbx-1")).interaction_id
    mei.do(i.EndCall(interaction_id=other))
    assert (mei.state.status, mei.state.interaction_id) == ("talking", call)
    wrap(house, mei, other)
    assert (mei.state.status, mei.state.interaction_id) == ("talking", call)
    mei.end_and_book(call)
    assert mei.state.status == "idle"
    assert house.rows(offers, state="out") == []
    assert [leg for leg in house.rows(legs) if leg.ended_at is None] == []


def test_the_same_call_told_twice_is_one_contact(house: House) -> None:
    first = house.do(i.CallArrived(call_key="x", ani_raw="0912 345 678"))
    assert house.do(i.CallArrived(call_key="x", ani_raw="0912 345 678")).id == first.id
    house.do(i.CallEnded(interaction_id=first.id, by="caller"))
    assert house.do(i.CallArrived(call_key="x")).id != first.id


def test_quality_goes_to_the_leg_it_was_measured_on(house: House, mei: Agent, call: int) -> None:
    mei.do(i.ReportQuality(interaction_id=call, quality={"codec": "PCMA", "loss": 0.5}))
    house.do(i.CallEnded(interaction_id=call, by="caller", quality={"codec": "PCMU"}))
    (talk,) = house.rows(legs, kind="talk")
    assert talk.quality == {"phone": {"codec": "PCMA", "loss": 0.5}, "line": {"codec": "PCMU"}}
