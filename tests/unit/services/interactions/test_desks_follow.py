"""A console that follows the log of the real services holds what a fresh one holds, pops included."""

from __future__ import annotations

import msgspec
import pytest

from app.client.store import Store
from app.hub.publisher import Publisher
from app.protocol import interactions as i
from app.protocol.agents import AgentLost, GetSnapshot
from app.protocol.events import Event
from tests.helpers.house import Agent, House
from tests.helpers.lifecycle import held

_event = msgspec.json.Decoder(Event).decode


class Desk:
    """What one agent's console holds."""

    def __init__(self, house: House, agent: Agent) -> None:
        self._agent = agent
        self._publisher = Publisher(house.door)
        self.store = Store()
        self.store.load(agent.ask(GetSnapshot()))

    def check(self) -> None:
        """Follow, and compare with one that starts now."""
        for frame in self._publisher.frames_after(self.store.number):
            self.store.apply(_event(frame.for_agent(self._agent.id).split(b"data: ", 1)[1]))
        fresh = Store()
        fresh.load(self._agent.ask(GetSnapshot()))
        mine, right = held(self.store), held(fresh)
        assert {name: mine[name] for name in right if mine[name] != right[name]} == {}


@pytest.mark.parametrize("way", ["transfer", "conference", "lost"])
def test_a_call_that_goes_on_to_a_colleague(house: House, way: str) -> None:
    house.customer("陳美玲", "0912 345 678")
    mei, anna = house.agent("mei").ready(), house.agent("anna").ready()
    desks = [Desk(house, mei), Desk(house, anna)]

    def check() -> None:
        for desk in desks:
            desk.check()

    call = house.call(house.queue())
    check()
    mei.take(call)
    check()
    mei.do(i.ConsultCall(interaction_id=call, agent_id=anna.id))
    check()
    assert desks[1].store.pop(call), "who is asked sees who it is about"
    anna.do(i.AcceptOffer(offer_id=house.offer_to(anna.id).id))
    check()
    house.do(i.ThirdPartyChanged(interaction_id=call, what="answered"))
    check()
    assert desks[1].store.pop(call), "and still does while they speak"
    if way != "transfer":
        mei.do(i.StartConference(interaction_id=call))
        check()
    if way == "lost":
        house.do(AgentLost(agent_id=mei.id))
    else:
        mei.do(i.CompleteTransfer(interaction_id=call))
    check()
    assert desks[1].store.pop(call)
    anna.end_and_book(call)
    check()
    if way != "lost":
        mei.do(i.WrapUp(interaction_id=call, disposition_id=house.settled))
        check()
        assert desks[0].store.interaction(call) is None
