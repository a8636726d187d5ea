"""The hub's workers: the router, who looks when something changes, and presence, who looks all the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.core.errors import Refused
from app.hub import router as router_module
from app.hub.presence import Presence
from app.hub.router import RouterWorker
from app.models.tables import agent_states, legs, offers
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.agents import AgentSeen, SignOut
from app.protocol.interactions import AcceptOffer, AgentConnected, CallEnded, EndCall, WrapUp
from tests.helpers.house import House, refused
from tests.helpers.logs import ExpectedLog
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until


@pytest.fixture
def routed(house: House) -> Iterator[House]:
    """A house whose router is awake."""
    router = RouterWorker(house.door)
    router.start()
    yield house
    router.stop()


def offered(house: House, agent_id: int) -> int:
    """Wait for the offer to this agent; its id."""
    until(lambda: house.rows(offers, agent_id=agent_id, state="out"), "an offer")
    return int(house.offer_to(agent_id).id)


def test_a_call_is_offered_as_soon_as_somebody_is_free(routed: House) -> None:
    mei, queue = routed.agent("mei"), routed.queue()
    call = routed.call(queue)
    assert routed.item_of(call).state == "waiting"
    mei.ready()
    offered(routed, mei.id)
    assert routed.interaction(call).state == "offered"
    (offer,) = routed.rows(offers)
    assert [reason["code"] for reason in offer.reasons] == ["only_one", "waited"]


def test_an_offer_nobody_takes_goes_to_the_next_at_its_place(routed: House) -> None:
    queue = routed.queue(ring_seconds=20)
    mei = routed.agent("mei").ready()
    routed.clock.advance(1_000)
    anna = routed.agent("anna").ready()
    call = routed.call(queue)
    offered(routed, mei.id)
    place = routed.item_of(call).placed_at
    routed.clock.advance(20_000)
    offered(routed, anna.id)
    assert mei.state.status == "not_responding"
    assert mei.state.presence == "not_ready"
    assert routed.item_of(call).placed_at == place
    assert str(mei.id) in routed.item_of(call).refused_by
    assert broken_promises(routed.record) == []


def test_after_call_work_has_an_end_where_the_queue_says_so(routed: House) -> None:
    mei, queue = routed.agent("mei"), routed.queue(wrap_seconds=30)
    call = routed.call(queue)
    mei.ready()
    mei.do(AcceptOffer(offer_id=offered(routed, mei.id)))
    routed.do(AgentConnected(interaction_id=call, agent_id=mei.id))
    mei.do(EndCall(interaction_id=call))
    assert mei.state.status == "after_call"
    routed.clock.advance(31_000)
    until(lambda: mei.state.status == "idle", "the agent to be free")
    assert routed.interaction(call).state == "after_call"
    assert routed.rows(legs, kind="after_call")[0].result == "expired"
    mei.do(WrapUp(interaction_id=call, disposition_id=routed.settled))
    assert routed.interaction(call).state == "closed"


def test_the_router_goes_on_after_a_fault(
    house: House, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_log("“router” failed")
    faults = [ZeroDivisionError("a mistake"), Refused(errors.DATABASE_GONE, "gone")]
    original = router_module.what_waits

    def fail_first(read: object) -> object:
        if faults:
            raise faults.pop()
        return original(read)  # type: ignore[arg-type]

    monkeypatch.setattr(router_module, "what_waits", fail_first)
    router = RouterWorker(house.door)
    router.start()
    mei = house.agent("mei").ready()
    house.call(house.queue())
    offered(house, mei.id)
    router.stop()


def test_a_caller_who_hangs_up_while_it_rings_frees_the_agent(routed: House) -> None:
    mei, queue = routed.agent("mei").ready(), routed.queue()
    turn = mei.state.idle_since
    call = routed.call(queue)
    offered(routed, mei.id)
    routed.clock.advance(3_000)
    routed.do(CallEnded(interaction_id=call, by="caller"))
    assert (mei.state.status, mei.state.idle_since) == ("idle", turn), "and keeps their turn"
    assert routed.interaction(call).state == "closed"
    assert broken_promises(routed.record) == []


# --- presence ------------------------------------------------------------------------------------
@pytest.fixture
def watched(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[House, Presence]]:
    """A house with presence watched closely."""
    monkeypatch.setattr("app.hub.presence.LOOK", 0.01)
    presence = Presence(house.door, silence=0.3)
    yield house, presence
    presence.stop()


def test_who_is_silent_is_lost_and_comes_back_not_ready(watched: tuple[House, Presence]) -> None:
    house, presence = watched
    mei, anna, queue = house.agent("mei").ready(), house.agent("anna"), house.queue()
    call = house.call(queue)
    mei.take(call)
    place = house.item_of(call).placed_at
    presence.start()
    alive = threading.Event()

    def live() -> None:
        while not alive.wait(0.02):
            presence.seen(anna.id)

    living = threading.Thread(target=live)
    living.start()
    try:
        until(lambda: mei.state.presence == "logged_out", "mei to be lost")
        assert anna.state.presence == "not_ready", "who says something stays"
    finally:
        alive.set()
        living.join()
    assert house.interaction(call).state == "waiting"
    assert house.item_of(call).placed_at == place
    assert broken_promises(house.record) == []
    presence.seen(mei.id)
    assert mei.state.presence == "not_ready"


def test_a_sign_of_life_that_could_not_be_kept_is_tried_again(
    watched: tuple[House, Presence], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, presence = watched
    mei = house.agent("mei")
    mei.do(SignOut())
    original = house.door.do
    calls = []

    def busy_once(command: object, *more: object) -> object:
        calls.append(command)
        if len(calls) == 1:
            raise Refused(errors.DATABASE_BUSY, "busy")
        return original(command, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(house.door, "do", busy_once)
    assert refused(lambda: presence.seen(mei.id)).code == errors.DATABASE_BUSY
    presence.seen(mei.id)
    assert calls == [AgentSeen(agent_id=mei.id)] * 2
    assert house.row(agent_states, mei.id).presence == "not_ready"


def test_who_signed_out_is_not_waited_for(watched: tuple[House, Presence]) -> None:
    house, presence = watched
    mei, anna = house.agent("mei"), house.agent("anna")
    presence.start()
    house.do(SignOut(), Actor(mei.id, "agent"))
    presence.left(mei.id)
    until(lambda: anna.state.presence == "logged_out", "anna to be lost")
    assert [event.command for event in house.events].count("AgentLost") == 1
