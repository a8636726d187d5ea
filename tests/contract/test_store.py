"""Zulip's contract with the real services: what a console held at N and took in since equals a fresh
snapshot, and a card kept up to date equals one asked for now. A random day in a small house.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.client.sse import SseParser
from app.client.store import Store
from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.hub.publisher import Frame, Publisher
from app.models.record import Record
from app.models.unit import SYSTEM_ACTOR, Actor
from app.protocol import agents as a
from app.protocol import customers as c
from app.protocol import interactions as i
from app.protocol import setup as s
from app.protocol import tickets as t
from app.protocol.events import Event, Pop, Snapshot
from app.protocol.message import Command
from app.protocol.rows import DESK_ROWS
from app.protocol.views import Card, ContactPointView, CustomerView, TimelineEntry
from app.services.door import Door
from app.services.house import build_door
from tests.helpers.wait import until

NUMBERS = ["+886912345678", "+886223456789", "+85291234567", "0912 345 678", "anonymous", "x"]
STEPS = 250


class House:
    """A record with its door, and a console that follows what the hub would send it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.clock = ManualClock()
        self.record = Record(f"sqlite:///{folder / 'house.db'}")
        self.record.create()
        self.door: Door = build_door(self.record, self.clock, IdMaker(self.clock), region="TW")
        self.door.start()
        self.publisher = Publisher(self.door)
        self.frames: list[Frame] = []
        self.publisher.listen(self.frames.extend)
        self.publisher.start()
        self.boss = Actor(None, "administrator")
        self.done: dict[str, int] = {}
        self.customers: list[int] = []
        self.points: list[int] = []
        self.notes: list[int] = []
        self.tickets: list[int] = []
        self.merges: list[int] = []
        self.pops: list[Pop] = []  # answers the first agent's console got
        self._furnish()

    def _furnish(self) -> None:
        self.agents = [
            self.door.do(s.SaveAgent(login=f"a{n}", name=f"A {n}", password="long enough 1"), self.boss).id
            for n in range(3)
        ]
        self.queues = [self.door.do(s.SaveQueue(name=f"Q{n}"), self.boss).id for n in range(2)]
        self.disposition = self.door.do(s.SaveDispositionCode(name="done"), self.boss).id
        for number in NUMBERS[:3]:
            self._create(number)
        for agent in self.agents:
            self.door.do(a.AgentSeen(agent_id=agent))
            self.door.do(a.AttachPhone(address="sip:desk@127.0.0.1:5061"), Actor(agent, "agent"))

    def _create(self, number: str) -> None:
        point = c.NewPoint(kind="phone", raw=number, main=True)
        made: CustomerView = self.door.do(c.CreateCustomer(name=f"Lin {number}", points=[point]), self.boss)
        self.customers.append(made.id)

    def snapshot(self, agent: int) -> Snapshot:
        return self.door.ask(a.GetSnapshot(), Actor(agent, "agent"))

    def sent(self, agent: int, after: int) -> list[Event]:
        """What the hub would have sent this agent's console since."""
        with self.record.read() as connection:
            last = self.door.reader(connection).connection.exec_driver_sql("SELECT number FROM log_head")
            number = int(last.scalar_one())
        until(lambda: self.publisher.number >= number, "the publisher handed everything on")
        parser, events = SseParser(), []
        for frame in tuple(self.frames):
            if frame.number > after:
                for sse in parser.feed(frame.for_agent(agent)):
                    events.append(msgspec.json.decode(sse.data, type=Event))
        return events

    def step(self) -> None:
        """One thing happens, or is refused."""
        self.clock.advance(self.random.randrange(0, 3000))
        self.clock.advance(1)
        deeds = self._onward() if self.random.random() < 0.4 else self._deeds()
        make, actor = self.random.choice(deeds)
        try:
            command = make()
        except IndexError:
            return  # nothing there yet to do that with
        try:
            answer: Any = self.door.do(command, actor)
        except Refused:
            return
        self.done[type(command).__name__] = self.done.get(type(command).__name__, 0) + 1
        self._remember(answer, actor)

    def _remember(self, answer: Any, actor: Actor) -> None:
        kept = {
            CustomerView: self.customers,
            ContactPointView: self.points,
            DESK_ROWS["notes"]: self.notes,
            DESK_ROWS["tickets"]: self.tickets,
        }.get(type(answer))
        if kept is not None and answer.id not in kept:
            kept.append(answer.id)
        if isinstance(answer, Pop) and actor.agent_id == self.agents[0]:
            self.pops.append(answer)
        if hasattr(answer, "survivor_id") and answer.id not in self.merges:
            self.merges.append(answer.id)

    def _onward(self) -> list[tuple[Callable[[], Command[Any]], Actor]]:
        """What would bring some call further: by chance alone none would get far."""
        view = self.snapshot(self.agents[0])
        deeds: list[tuple[Callable[[], Command[Any]], Actor]] = []
        for offer in view.offers:
            if offer.state == "out":
                deeds.append((partial(i.AcceptOffer, offer_id=offer.id), Actor(offer.agent_id, "agent")))
        for row in view.interactions:
            if row.state == "greeting":
                place = partial(i.PlaceInQueue, interaction_id=row.id, queue_id=self.queues[0])
                deeds.append((place, SYSTEM_ACTOR))
            elif row.state == "connecting" and row.agent_id is not None:
                connect = partial(i.AgentConnected, interaction_id=row.id, agent_id=row.agent_id)
                deeds.append((connect, SYSTEM_ACTOR))
        for state in view.agent_states:
            me = Actor(state.id, "agent")
            if not state.phone:
                deeds.append((partial(a.AttachPhone, address="sip:desk@127.0.0.1:5061"), me))
            elif state.presence != "ready":
                deeds.append((partial(a.SetPresence, presence="ready"), me))
            elif state.status == "idle":
                for item in view.work_items:
                    offer_it = partial(i.MakeOffer, work_item_id=item.id, agent_id=state.id)
                    deeds.append((offer_it, SYSTEM_ACTOR))
        return deeds or self._deeds()

    def _deeds(self) -> list[tuple[Callable[[], Command[Any]], Actor]]:
        pick = self.random.choice
        agent = pick(self.agents)
        me = Actor(agent, "agent")
        view = self.snapshot(agent)
        contacts = [row.id for row in view.interactions]
        mine = [row.id for row in view.interactions if row.agent_id == agent]
        offers = [row.id for row in view.offers if row.state == "out"]
        my_offers = [row.id for row in view.offers if row.state == "out" and row.agent_id == agent]
        with_agent = [(row.id, row.agent_id) for row in view.interactions if row.agent_id is not None]
        waiting = [row.id for row in view.work_items if row.state == "waiting"]
        seen_at = self.clock.now()
        number = lambda: pick(NUMBERS)  # noqa: E731
        system: list[Callable[[], Command[Any]]] = [
            lambda: i.CallArrived(call_key=str(self.clock.now()), ani_raw=number(), dnis="100"),
            lambda: i.PlaceInQueue(interaction_id=pick(contacts), queue_id=pick(self.queues)),
            lambda: i.MakeOffer(work_item_id=pick(waiting), agent_id=agent),
            lambda: i.OfferTimedOut(offer_id=pick(offers)),
            lambda: i.AgentConnected(
                **dict(zip(("interaction_id", "agent_id"), pick(with_agent), strict=True))
            ),
            lambda: i.ThirdPartyChanged(interaction_id=pick(contacts), what=pick(["answered", "ended"])),
            lambda: i.CallEnded(interaction_id=pick(contacts), by="caller"),
            lambda: a.AgentLost(agent_id=agent),
            lambda: a.AgentSeen(agent_id=agent),
        ]
        desk: list[Callable[[], Command[Any]]] = [
            lambda: a.SetPresence(presence="ready"),
            lambda: i.AcceptOffer(offer_id=pick(my_offers)),
            lambda: i.DeclineOffer(offer_id=pick(my_offers)),
            lambda: i.HoldCall(interaction_id=pick(mine)),
            lambda: i.ResumeCall(interaction_id=pick(mine)),
            lambda: i.ConsultCall(interaction_id=pick(mine), agent_id=pick(self.agents)),
            lambda: i.CompleteTransfer(interaction_id=pick(mine)),
            lambda: i.StartConference(interaction_id=pick(mine)),
            lambda: i.TransferCall(interaction_id=pick(mine), queue_id=pick(self.queues)),
            lambda: i.EndCall(interaction_id=pick(mine)),
            lambda: i.WrapUp(interaction_id=pick(contacts), disposition_id=self.disposition, note="done"),
            lambda: i.LinkCustomer(interaction_id=pick(contacts), customer_id=pick(self.customers)),
            lambda: i.AddNote(text="hm", customer_id=pick(self.customers)),
            lambda: i.AddNote(text="hm", interaction_id=pick(contacts)),
            lambda: i.EditNote(note_id=pick(self.notes), text="better"),
            lambda: i.DeleteNote(note_id=pick(self.notes)),
            lambda: i.RestoreNote(note_id=pick(self.notes)),
            lambda: i.ReportCall(call_key=str(self.clock.now()), ani_raw=number()),
            lambda: t.OpenTicket(
                customer_id=pick(self.customers), subject="broken", agent_id=pick(self.agents)
            ),
            lambda: t.EditTicket(
                ticket_id=pick(self.tickets),
                seen_at=seen_at,
                changes=pick([{"agent_id": agent}, {"state": "closed"}, {"state": "open"}, {"subject": "!"}]),
            ),
            lambda: t.LinkTicket(interaction_id=pick(contacts), ticket_id=pick(self.tickets)),
            lambda: c.CreateCustomer(name="Somebody"),
            lambda: c.EditCustomer(
                customer_id=pick(self.customers), seen_at=seen_at, changes={"name": f"Chen {seen_at}"}
            ),
            lambda: c.AddPoint(
                customer_id=pick(self.customers),
                point=c.NewPoint(kind="phone", raw=number(), main=pick([True, False])),
            ),
            lambda: c.EditPoint(point_id=pick(self.points), label="home", main=pick([True, None])),
            lambda: c.RemovePoint(point_id=pick(self.points)),
            lambda: c.SetConsent(
                customer_id=pick(self.customers), purpose="survey", given=pick([True, False])
            ),
            lambda: c.RelateCustomers(from_id=pick(self.customers), to_id=pick(self.customers), kind="child"),
            lambda: c.MergeCustomers(survivor_id=pick(self.customers), merged_id=pick(self.customers)),
            lambda: c.UndoMerge(merge_id=pick(self.merges)),
        ]
        boss: list[Callable[[], Command[Any]]] = [
            lambda: s.SaveQueue(id=pick(self.queues), name=f"Q {seen_at}"),
            lambda: s.SaveAgent(id=agent, login=f"a{agent}", name=f"A {seen_at}"),
        ]
        return [
            *((make, SYSTEM_ACTOR) for make in system * 3),
            *((make, me) for make in desk),
            *((make, self.boss) for make in boss),
        ]

    def close(self) -> None:
        self.door.stop()
        self.publisher.stop()
        self.record.close()


@pytest.fixture(params=range(3))
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, request.param)
    yield house
    house.close()


def _contents(store: Store) -> dict[str, Any]:
    held: dict[str, Any] = {table: {row.id: row for row in store.rows(table)} for table in DESK_ROWS}
    held["pops"] = sorted(pop.interaction_id for pop in store.pops())
    held["number"] = store.number
    return held


def _shown(card: Card) -> dict[str, Any]:
    """The card without what is only asked for again later: a running call's talk time."""

    def entry(one: TimelineEntry) -> TimelineEntry:
        return msgspec.structs.replace(one, seconds=None) if one.state != "closed" else one

    plain: dict[str, Any] = msgspec.structs.asdict(card)
    plain["timeline"] = [entry(one) for one in card.timeline]
    del plain["number"]
    return plain


def test_what_a_console_holds_equals_a_fresh_snapshot(house: House) -> None:
    me = house.agents[0]
    actor = Actor(me, "agent")
    stores: list[Store] = []
    for number in range(STEPS):
        if number % 60 == 0:
            store = Store()
            store.load(house.snapshot(me))
            stores.append(store)
            for customer in house.customers[:3]:
                store.cards.hold(customer, house.door.ask(c.GetCard(customer_id=customer), actor))
        house.step()
        if number % 8:
            continue
        fresh = Store()
        fresh.load(house.snapshot(me))
        for store in stores:
            for event in house.sent(me, store.number):
                store.apply(event)
            for pop in house.pops:
                store.put_pop(pop)
            assert _contents(store) == _contents(fresh)
            for customer in store.cards.stale():
                store.cards.refresh(customer, house.door.ask(c.GetCard(customer_id=customer), actor))
            for customer in house.customers[:3]:
                held = store.cards.get(customer)
                if held is not None:
                    now = house.door.ask(c.GetCard(customer_id=customer), actor)
                    assert _shown(held) == _shown(now)
        house.pops.clear()
    assert len(house.done) > 20, house.done
    assert house.done.keys() >= {"AcceptOffer", "AgentConnected", "CallEnded"}
