"""Where a call can go: several matches, decline, consult, transfer, conference, restarts and losses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.models import log
from app.models.record import Record
from app.protocol.agents import SetPresence
from app.protocol.interactions import (
    CompleteTransfer,
    ConsultCall,
    DeclineOffer,
    EndCall,
    RetrieveCall,
    StartConference,
    TransferCall,
    WrapUp,
)
from app.protocol.phone import Answered, Disconnected, HangUp, Play
from tests.helpers.desks import AgentAtDesk, hears, ring
from tests.helpers.hub import Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones, tone
from tests.helpers.wait import until


class Floor:
    """A caller and two agents."""

    def __init__(self, centre: Centre, hub: HubProcess, phones: Phones, folder: Path) -> None:
        self.centre, self.hub, self.folder = centre, hub, folder
        self.caller: DrivenPhone = phones("caller")
        self.mei = AgentAtDesk(hub, "mei", phones("mei"), folder)
        self.somchai = AgentAtDesk(hub, "somchai", phones("somchai"), folder)
        self.somchai.desk.do(SetPresence(presence="not_ready"))

    def connect(self, number: str = "+886223456789") -> int:
        """The caller with Mei."""
        ring(self.caller, self.centre, self.hub, number)
        contact = self.mei.take()
        self.mei.sees(contact, "talking")
        self.caller.wait(Answered, key="call")
        return contact

    def speak(self, phone: DrivenPhone, key: str, hertz: float) -> None:
        phone.send(Play(key=key, files=[tone(self.folder / f"{phone.name}.wav", hertz)], loop=True))

    def close(self) -> None:
        self.mei.desk.stop()
        self.somchai.desk.stop()


@pytest.fixture
def floor(centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path) -> Iterator[Floor]:
    """Mei is ready, Somchai is not."""
    made = Floor(*centre_and_hub, phones, tmp_path)
    yield made
    made.close()
    record = Record(made.hub.database)
    with record.read() as connection:
        assert not log.differences(connection, log.replay(log.everything(connection)))
    record.close()


def test_a_number_of_two_customers_brings_both(floor: Floor) -> None:
    ring(floor.caller, floor.centre, floor.hub, "+886912345678")
    offer = floor.mei.offer()
    assert offer.interaction_id is not None
    pop = floor.mei.desk.store.pop(offer.interaction_id)
    assert pop is not None
    assert {candidate.name for candidate in pop.match.candidates} == {"Anna Weber", "Jan Weber"}
    assert all(candidate.reasons for candidate in pop.match.candidates)
    floor.caller.send(HangUp(key="call"))
    until(lambda: not floor.mei.desk.store.my_offers(), "the offer to be withdrawn")
    floor.mei.shows("idle")


def test_a_declined_call_keeps_its_place_and_goes_to_the_other(floor: Floor) -> None:
    floor.somchai.desk.do(SetPresence(presence="ready"))
    ring(floor.caller, floor.centre, floor.hub, "+886223456789")
    offer = floor.mei.offer()
    floor.mei.desk.do(DeclineOffer(offer_id=offer.id))
    contact = floor.somchai.take()
    floor.somchai.sees(contact, "talking")
    assert contact == offer.interaction_id


def test_consult_conference_and_warm_transfer(floor: Floor) -> None:
    contact = floor.connect()
    floor.mei.desk.do(ConsultCall(interaction_id=contact, agent_id=floor.somchai.desk.me))
    assert floor.somchai.take() == contact
    floor.speak(floor.somchai.phone, floor.somchai.leg, 700)
    floor.mei.sees(contact, "consulting")
    assert hears(floor.mei.phone, floor.mei.leg) > 3
    until(lambda: _answered_consult(floor, contact), "the consult to be answered")
    floor.mei.desk.do(StartConference(interaction_id=contact))
    floor.mei.sees(contact, "conference")
    until(lambda: hears(floor.caller, "call") > 3, "the caller to hear the conference")
    floor.mei.desk.do(CompleteTransfer(interaction_id=contact))
    floor.mei.shows("after_call")
    floor.somchai.sees(contact, "talking")
    floor.mei.phone.wait(Disconnected, key=floor.mei.leg)
    assert hears(floor.caller, "call") > 3
    floor.mei.desk.do(WrapUp(interaction_id=contact, disposition_id=floor.centre.settled))
    floor.caller.send(HangUp(key="call"))
    floor.somchai.shows("after_call")
    floor.somchai.desk.do(WrapUp(interaction_id=contact, disposition_id=floor.centre.settled))
    floor.somchai.sees(contact, "closed")


def _answered_consult(floor: Floor, contact: int) -> bool:
    return any(
        leg.kind == "consult" and leg.result == "answered" for leg in floor.mei.desk.store.legs(contact)
    )


def test_a_consult_can_be_taken_back(floor: Floor) -> None:
    contact = floor.connect()
    floor.mei.desk.do(ConsultCall(interaction_id=contact, agent_id=floor.somchai.desk.me))
    floor.somchai.take()
    until(lambda: _answered_consult(floor, contact), "the consult to be answered")
    floor.mei.desk.do(RetrieveCall(interaction_id=contact))
    floor.mei.sees(contact, "talking")
    floor.somchai.phone.wait(Disconnected, key=floor.somchai.leg)
    floor.somchai.shows("idle")
    floor.speak(floor.mei.phone, floor.mei.leg, 500)
    until(lambda: hears(floor.caller, "call") > 3, "the caller to hear Mei again")


def test_a_blind_transfer_gives_both_agents_their_after_call_work(floor: Floor) -> None:
    contact = floor.connect()
    floor.somchai.desk.do(SetPresence(presence="ready"))
    floor.mei.desk.do(TransferCall(interaction_id=contact, agent_id=floor.somchai.desk.me))
    floor.mei.shows("after_call")
    assert floor.somchai.take() == contact
    floor.somchai.sees(contact, "talking")
    floor.somchai.desk.do(EndCall(interaction_id=contact))
    for agent in (floor.mei, floor.somchai):
        agent.desk.do(WrapUp(interaction_id=contact, disposition_id=floor.centre.settled))
    floor.mei.sees(contact, "closed")


def test_the_agent_hangs_up_with_the_phone(floor: Floor) -> None:
    floor.connect()
    floor.mei.phone.send(HangUp(key=floor.mei.leg))
    floor.caller.wait(Disconnected, key="call")
    floor.mei.shows("after_call")


def test_a_call_survives_the_hub(floor: Floor) -> None:
    contact = floor.connect()
    floor.speak(floor.caller, "call", 500)
    floor.hub.kill()
    assert hears(floor.mei.phone, floor.mei.leg) > 3
    floor.hub.start()
    until(lambda: floor.mei.desk.liveness.state == "live", "the desk to be live again")
    floor.mei.sees(contact, "talking")
    assert hears(floor.mei.phone, floor.mei.leg) > 3
    floor.mei.desk.do(EndCall(interaction_id=contact))
    floor.caller.wait(Disconnected, key="call")


def test_a_caller_who_hung_up_while_the_hub_was_away_is_gone(floor: Floor) -> None:
    contact = floor.connect()
    floor.hub.kill()
    floor.caller.send(HangUp(key="call"))
    floor.caller.wait(Disconnected, key="call")
    floor.hub.start()
    floor.mei.phone.wait(Disconnected, key=floor.mei.leg)
    floor.mei.sees(contact, "after_call")


def test_a_vanished_agent_costs_the_caller_no_place(floor: Floor) -> None:
    contact = floor.connect()
    before = next(item for item in floor.mei.desk.store.rows("work_items"))
    floor.mei.desk.stop()
    floor.somchai.sees(contact, "waiting")
    (after,) = floor.somchai.desk.store.waiting()
    assert after == msgspec.structs.replace(before, state="waiting")
    floor.mei.phone.wait(Disconnected, key=floor.mei.leg)
    assert hears(floor.caller, "call") > 3, "the caller is told, and hears music"
    floor.somchai.desk.do(SetPresence(presence="ready"))
    assert floor.somchai.take() == contact


def test_an_unknown_number_called_is_refused_and_said(floor: Floor) -> None:
    ring(floor.caller, floor.centre, floor.hub, "+886223456789", called="999999")
    assert floor.caller.wait(Disconnected, key="call").code == 404
    until(lambda: any(told.code == "unknown_dnis" for told in floor.mei.notices), "the desks to be told")
