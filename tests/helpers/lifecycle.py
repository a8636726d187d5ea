"""Calls, agents, the router and the line in any order, against the real services; after each step every
promise of `tests.helpers.promises` must hold, and a console that follows the log must hold what a fresh
snapshot holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.client.store import Store
from app.core.errors import Refused
from app.core.ids import new_command_id
from app.hub.publisher import Publisher
from app.models import log as logs
from app.models.tables import (
    agent_states,
    commands,
    interactions,
    legs,
    log_head,
    offers,
    sessions,
    work_items,
)
from app.models.unit import SYSTEM_ACTOR, Actor
from app.protocol import errors
from app.protocol import interactions as i
from app.protocol.agents import (
    AgentLost,
    AgentSeen,
    AttachPhone,
    GetSnapshot,
    OpenSession,
    SetPresence,
    SignOut,
)
from app.protocol.events import Event
from app.protocol.message import Command
from app.protocol.rows import DESK_ROWS
from app.protocol.states import FOLLOWS
from app.routing.router import route
from app.services.queues.waiting import what_waits, who_is_free
from tests.helpers.house import Agent, House
from tests.helpers.promises import bad_numbers, broken_rules, false_memories

R = TypeVar("R")
_TRACES = sa.select(
    sa.select(log_head.c.number).scalar_subquery(),
    sa.select(sa.func.count()).select_from(commands).scalar_subquery(),
    sa.select(sa.func.count()).select_from(sessions).scalar_subquery(),
)
PICK = st.integers(0, 7)
NUMBERS = ("0912 345 678", "+886 2 2345 6789", "anonymous", "12", "")
LOOK_CLOSER = 8
"""Steps between two of the looks that cost more."""
NEW_PLACE = ("PlaceInQueue", "TransferCall")
UNEXPECTED = (errors.INTERNAL, errors.BAD_MESSAGE, errors.NO_SUCH_MESSAGE)

_event = msgspec.json.Decoder(Event).decode


def there_is(*states: str) -> Callable[[Any], bool]:
    """Whether a contact is in one of these states (none named: in any): a rule has something to do."""
    return lambda machine: bool(machine.seen & set(states) if states else machine.seen)


def an_offer_is_out(machine: Any) -> bool:
    return bool(machine.out_now)


def now_and_then(machine: Any) -> bool:
    """What throws everything over, not all the time."""
    return bool(machine.steps % 4 == 0)


def somebody_is_away(machine: Any) -> bool:
    return "logged_out" in machine.presence.values()


def there_is_work_to_book(machine: Any) -> bool:
    return bool(machine.to_book)


class Lifecycle(RuleBasedStateMachine):
    """A subclass says on which record: `open_house` gives a house with nobody in it."""

    def open_house(self) -> House:
        raise NotImplementedError

    seen: frozenset[str] = frozenset()
    out_now = False
    to_book: Sequence[int] = ()
    presence: dict[int, str] = {}  # noqa: RUF012 - replaced when a run begins
    steps = 0

    @initialize()
    def begin(self) -> None:
        self.house = self.open_house()
        self.queues = [self.house.queue("Service"), self.house.queue("Sales", wrap_seconds=60, priority=2)]
        self.code = self.house.settled
        self.agents = [self.house.agent(login) for login in ("mei", "somchai", "anna")]
        self.lead = self.house.agent("grace", "supervisor")
        self.house.customer("陳美玲", NUMBERS[1])
        self.presence = {agent.id: "not_ready" for agent in (*self.agents, self.lead)}
        for agent in self.agents:
            self.choose(agent, "ready")
        self.agents[1].take(self.house.call(self.queues[0]))  # somebody speaks, somebody waits
        self.house.call(self.queues[0])
        self.publisher = Publisher(self.house.door)
        self.look()
        self.desk = Store()
        self.desk.load(self.agents[0].ask(GetSnapshot()))
        self.replayed: logs.Tables | None = None
        self.checked = self.told = self.steps = 0

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        try:
            if hasattr(self, "desk"):
                self._look_closer()
        finally:
            self.house.close()
            self.house.record.close()

    def look(self) -> None:
        """What there is to act on."""
        self.seen = frozenset(row.state for row in self.house.rows(interactions) if row.closed_at is None)
        self.out_now = bool(self.house.rows(offers, state="out"))
        self.to_book = [
            leg.interaction_id
            for leg in self.house.rows(legs, kind="after_call")
            if leg.disposition_id is None
        ]

    # --- acting ----------------------------------------------------------------------------------
    def act(self, command: Command[R], actor: Actor = SYSTEM_ACTOR) -> R | None:
        """Do it; a refusal must have a reason and change nothing."""
        before = self._traces()
        try:
            return self.house.do(command, actor)
        except Refused as no:
            said = no
        assert said.code not in UNEXPECTED, said
        assert self._traces() == before, f"{command} was refused but changed something"
        return None

    def _traces(self) -> Any:
        """What nothing can change without."""
        with self.house.record.read() as connection:
            return connection.execute(_TRACES).one()

    def choose(self, agent: Agent, presence: str) -> None:
        if self.act(SetPresence(presence=presence), agent.actor) is not None:
            self.presence[agent.id] = presence

    def contact(self, pick: int, *states: str) -> int:
        """An interaction, preferably one in these states; 0 where there is none at all."""
        rows = [row for row in self.house.rows(interactions) if row.closed_at is None]
        return _one([row for row in rows if not states or row.state in states] or rows, pick)

    def holder(self, interaction_id: int, wrong: int) -> Actor:
        """Who has it; now and then somebody else."""
        agent_id = self.house.interaction(interaction_id).agent_id if interaction_id else None
        if wrong == 7:
            return self.lead.actor
        if wrong < 6 and agent_id is not None:
            return Actor(agent_id, "agent")
        return self.agents[wrong % 3].actor

    def out(self, pick: int) -> Any:
        """An offer that is out."""
        rows = self.house.rows(offers, state="out") or self.house.rows(offers)
        return rows[pick % len(rows)] if rows else None

    # --- time and people -------------------------------------------------------------------------
    @rule(seconds=st.sampled_from((0.001, 1.0, 25.0, 90.0)))
    def time_passes(self, seconds: float) -> None:
        self.house.clock.advance(int(seconds * 1000))

    @rule(who=PICK, presence=st.sampled_from(("ready", "ready", "not_ready")))
    def somebody_chooses(self, who: int, presence: str) -> None:
        self.choose(self.agents[who % 3], presence)

    @precondition(now_and_then)
    @rule(who=PICK, there=st.booleans())
    def a_phone_comes_or_goes(self, who: int, there: bool) -> None:
        self.act(AttachPhone(address="sip:x@127.0.0.1:5080" if there else ""), self.agents[who % 3].actor)

    @precondition(now_and_then)
    @rule(who=PICK)
    def somebody_is_lost(self, who: int) -> None:
        agent = self.agents[who % 3]
        self.act(AgentLost(agent_id=agent.id))
        self.presence[agent.id] = "logged_out"

    @precondition(now_and_then)
    @rule(who=PICK)
    def somebody_signs_out(self, who: int) -> None:
        agent = self.agents[who % 3]
        if self.act(SignOut(), agent.actor) is not None:
            self.presence[agent.id] = "logged_out"

    @precondition(somebody_is_away)
    @rule(who=PICK, again=st.booleans())
    def somebody_comes_back(self, who: int, again: bool) -> None:
        agent = self.agents[who % 3]
        if again:
            self.act(OpenSession(agent_id=agent.id, token_hash=new_command_id()))
        else:
            self.act(AgentSeen(agent_id=agent.id))
        if self.presence[agent.id] == "logged_out":
            self.presence[agent.id] = "not_ready"
        self.act(AttachPhone(address="sip:back@127.0.0.1:5081"), agent.actor)

    # --- the line and the router -----------------------------------------------------------------
    @rule(number=PICK, queue=PICK)
    def a_call_arrives(self, number: int, queue: int) -> None:
        ani = NUMBERS[number % len(NUMBERS)]
        source = "withheld" if ani == "anonymous" else "from"
        self.house.call(self.queues[queue % 2] if queue < 6 else 0, ani=ani, ani_source=source)

    @precondition(there_is("greeting", "waiting"))
    @rule(pick=PICK, queue=PICK)
    def the_line_places(self, pick: int, queue: int) -> None:
        if contact := self.contact(pick, "greeting", "waiting"):
            self.act(i.PlaceInQueue(interaction_id=contact, queue_id=self.queues[queue % 2]))

    @precondition(there_is("greeting"))
    @rule(pick=PICK)
    def a_flow_puts_a_caller_through(self, pick: int) -> None:
        if contact := self.contact(pick, "greeting"):
            self.act(i.TransferCaller(interaction_id=contact, number="+886 2 2345 6789"))

    @precondition(there_is("waiting"))
    @rule()
    def the_router_looks(self) -> None:
        with self.house.record.read() as connection:
            read = self.house.door.reader(connection)
            placements = route(what_waits(read), who_is_free(read), self.house.clock.now())
        for placed in placements:
            reasons = list(placed.reasons)
            offer = i.MakeOffer(work_item_id=placed.work_item_id, agent_id=placed.agent_id, reasons=reasons)
            assert self.act(offer) is not None, "what the router decides must be possible"

    @rule(pick=PICK, who=PICK)
    def a_second_router_offers(self, pick: int, who: int) -> None:
        rows = self.house.rows(work_items)
        if rows:
            item = rows[-1 - pick % len(rows)]
            self.act(i.MakeOffer(work_item_id=item.id, agent_id=self.agents[who % 3].id))

    @precondition(an_offer_is_out)
    @rule(pick=PICK)
    def an_offer_times_out(self, pick: int) -> None:
        offer = self.out(pick)
        done = None if offer is None else self.act(i.OfferTimedOut(offer_id=offer.id))
        if done is not None and offer.state == "out":
            self.presence[offer.agent_id] = "not_ready"

    @precondition(there_is("connecting"))
    @rule(pick=PICK, who=PICK)
    def the_agents_phone_answers(self, pick: int, who: int) -> None:
        if contact := self.contact(pick, "connecting"):
            agent_id = self.holder(contact, who).agent_id or 0
            self.act(i.AgentConnected(interaction_id=contact, agent_id=agent_id))

    @precondition(there_is("connecting"))
    @rule(pick=PICK, who=PICK)
    def the_agents_phone_does_not_answer(self, pick: int, who: int) -> None:
        if contact := self.contact(pick, "connecting"):
            agent_id = self.holder(contact, who).agent_id or 0
            row = self.house.interaction(contact)
            self.act(i.AgentUnreachable(interaction_id=contact, agent_id=agent_id))
            if row.state == "connecting" and row.agent_id == agent_id:
                self.presence[agent_id] = "not_ready"

    @precondition(there_is("talking", "held", "consulting", "conference"))
    @rule(pick=PICK, who=PICK, lost=st.booleans())
    def the_agents_leg_ends(self, pick: int, who: int, lost: bool) -> None:
        if contact := self.contact(pick, "talking", "held", "consulting", "conference"):
            agent_id = self.holder(contact, who).agent_id or 0
            quality = {"codec": "PCMA", "loss": 0.1}
            self.act(i.AgentLegEnded(interaction_id=contact, agent_id=agent_id, lost=lost, quality=quality))

    @precondition(there_is("consulting", "conference", "transferred"))
    @rule(pick=PICK, what=st.sampled_from(("answered", "answered", "failed", "ended")))
    def the_third_party(self, pick: int, what: str) -> None:
        if contact := self.contact(pick, "consulting", "conference", "transferred"):
            self.act(i.ThirdPartyChanged(interaction_id=contact, what=what))

    @precondition(there_is())
    @rule(pick=PICK, by=st.sampled_from(("caller", "line")), ago=st.integers(0, 40_000))
    def the_call_ends(self, pick: int, by: str, ago: int) -> None:
        if contact := self.contact(pick):
            at = self.house.clock.now() - ago
            self.act(i.CallEnded(interaction_id=contact, by=by, at=at))

    @precondition(there_is("after_call"))
    @rule(pick=PICK)
    def wrap_up_expires(self, pick: int) -> None:
        if contact := self.contact(pick, "after_call"):
            self.act(i.WrapUpExpired(interaction_id=contact))

    @rule(who=PICK, queue=PICK, number=PICK)
    def a_call_is_taken(self, who: int, queue: int, number: int) -> None:
        """The happy way at once, so that the others find somebody to disturb."""
        agent = self.agents[who % 3]
        if agent.state.presence == "logged_out" or agent.state.status != "idle":
            return
        self.choose(agent, "ready")
        self.act(AttachPhone(address="sip:there@127.0.0.1:5082"), agent.actor)
        agent.take(self.house.call(self.queues[queue % 2], ani=NUMBERS[number % len(NUMBERS)]))

    @precondition(there_is("talking", "held"))
    @rule(who=PICK, whom=PICK, conference=st.booleans())
    def a_colleague_is_there(self, who: int, whom: int, conference: bool) -> None:
        """A consult that is answered, or becomes a conference at once."""
        asking, asked = self.agents[who % 3], self.agents[(who + 1 + whom % 2) % 3]
        if asking.state.status not in ("talking", "hold") or asked.state.presence == "logged_out":
            return
        self.act(AttachPhone(address="sip:there@127.0.0.1:5082"), asked.actor)
        contact = asking.state.interaction_id
        if self.act(i.ConsultCall(interaction_id=contact, agent_id=asked.id), asking.actor):
            asked.do(i.AcceptOffer(offer_id=self.house.offer_to(asked.id).id))
            self.house.do(i.ThirdPartyChanged(interaction_id=contact, what="answered"))
            if conference:
                asking.do(i.StartConference(interaction_id=contact))

    # --- agents ----------------------------------------------------------------------------------
    @precondition(an_offer_is_out)
    @rule(pick=PICK, wrong=PICK)
    def an_offer_is_accepted(self, pick: int, wrong: int) -> None:
        if (offer := self.out(pick)) is not None:
            agent = Actor(offer.agent_id, "agent") if wrong < 7 else self.agents[0].actor
            self.act(i.AcceptOffer(offer_id=offer.id), agent)

    @precondition(an_offer_is_out)
    @rule(pick=PICK)
    def an_offer_is_declined(self, pick: int) -> None:
        if (offer := self.out(pick)) is not None:
            done = self.act(i.DeclineOffer(offer_id=offer.id), Actor(offer.agent_id, "agent"))
            if done is not None and self.house.row(work_items, offer.work_item_id).kind == "contact":
                self.presence[offer.agent_id] = "not_ready"

    @precondition(there_is("talking"))
    @rule(pick=PICK, wrong=PICK, ago=st.integers(0, 30_000))
    def hold(self, pick: int, wrong: int, ago: int) -> None:
        if contact := self.contact(pick, "talking"):
            at = self.house.clock.now() - ago
            self.act(i.HoldCall(interaction_id=contact, at=at), self.holder(contact, wrong))

    @precondition(there_is("held"))
    @rule(pick=PICK, wrong=PICK)
    def resume(self, pick: int, wrong: int) -> None:
        if contact := self.contact(pick, "held"):
            self.act(i.ResumeCall(interaction_id=contact), self.holder(contact, wrong))

    @precondition(there_is("talking", "held", "consulting", "conference"))
    @rule(pick=PICK, wrong=PICK)
    def end(self, pick: int, wrong: int) -> None:
        if contact := self.contact(pick, "talking", "held", "consulting", "conference"):
            self.act(i.EndCall(interaction_id=contact), self.holder(contact, wrong))

    @precondition(there_is("talking", "held"))
    @rule(pick=PICK, wrong=PICK, whom=PICK)
    def consult_an_agent(self, pick: int, wrong: int, whom: int) -> None:
        if contact := self.contact(pick, "talking", "held"):
            command = i.ConsultCall(interaction_id=contact, agent_id=self.agents[whom % 3].id)
            self.act(command, self.holder(contact, wrong))

    @precondition(there_is("talking", "held"))
    @rule(pick=PICK, number=st.sampled_from(("0800 111 222", "no number")))
    def consult_a_number(self, pick: int, number: str) -> None:
        if contact := self.contact(pick, "talking", "held"):
            self.act(i.ConsultCall(interaction_id=contact, number=number), self.holder(contact, 0))

    @precondition(there_is("consulting", "conference"))
    @rule(
        pick=PICK,
        wrong=PICK,
        kind=st.sampled_from((i.CompleteTransfer, i.StartConference, i.StartConference, i.RetrieveCall)),
    )
    def end_the_consult(self, pick: int, wrong: int, kind: Callable[..., Command[Any]]) -> None:
        if contact := self.contact(pick, "consulting", "conference"):
            self.act(kind(interaction_id=contact), self.holder(contact, wrong))

    @precondition(there_is("talking", "held"))
    @rule(pick=PICK, wrong=PICK, to=PICK)
    def transfer(self, pick: int, wrong: int, to: int) -> None:
        if contact := self.contact(pick, "talking", "held"):
            targets: Sequence[dict[str, Any]] = (
                {"queue_id": self.queues[to % 2]},
                {"agent_id": self.agents[to % 3].id},
                {"number": "+49 30 1234567"},
                {},
            )
            command = i.TransferCall(interaction_id=contact, **targets[to % 4])
            self.act(command, self.holder(contact, wrong))

    @precondition(there_is_work_to_book)
    @rule(pick=PICK, who=PICK)
    def wrap_up(self, pick: int, who: int) -> None:
        contact = self.to_book[pick % len(self.to_book)]
        actor = self.lead.actor if who == 7 else self.agents[who % 3].actor
        self.act(i.WrapUp(interaction_id=contact, disposition_id=self.code, note="done"), actor)

    @precondition(now_and_then)
    @rule(who=PICK, key=PICK)
    def a_call_comes_past_the_line(self, who: int, key: int) -> None:
        agent = self.agents[who % 3]
        report = i.ReportCall(call_key=f"pbx-{key}", ani_raw=NUMBERS[key % len(NUMBERS)])
        pop = self.act(report, agent.actor)
        if agent.state.status == "talking" and self.presence[agent.id] == "logged_out":
            self.presence[agent.id] = "not_ready"
        if pop is not None and agent is self.agents[0]:
            self._follow_the_log()
            if self.house.interaction(pop.interaction_id).agent_id == agent.id:
                self.desk.put_pop(pop)

    # --- what must hold --------------------------------------------------------------------------
    @invariant()
    def promises_hold(self) -> None:
        if not hasattr(self, "desk"):
            return
        with self.house.record.read() as connection:
            broken = broken_rules(connection)
        assert not broken, "\n".join(broken)
        self.look()
        presence = {row.id: row.presence for row in self.house.rows(agent_states)}
        assert presence == self.presence, f"{presence}, chosen: {self.presence}"
        for event in self.house.events[self.checked :]:
            self._check_event(event)
        self.checked = len(self.house.events)
        self.steps += 1
        if self.steps % LOOK_CLOSER == 0:
            self._look_closer()

    def _look_closer(self) -> None:
        """What costs more: log against tables, a desk that follows against one that starts anew."""
        self.replayed = logs.replay(self.house.events[self.told :], self.replayed)
        self.told = len(self.house.events)
        with self.house.record.read() as connection:
            wrong = [*bad_numbers(connection), *logs.differences(connection, self.replayed)]
        wrong += false_memories(self.house.events)
        assert not wrong, "\n".join(wrong)
        self._desk_follows()

    def _check_event(self, event: Event) -> None:
        for change in event.changes:
            if change.table == "interactions" and change.op == "update" and "state" in change.new:
                assert change.new["state"] in FOLLOWS[change.old["state"]], (event.command, change)
            if change.table == "work_items" and "placed_at" in change.old:
                assert event.command in NEW_PLACE, f"{event.command} took away a place"

    def _follow_the_log(self) -> None:
        while frames := self.publisher.frames_after(self.desk.number):
            for frame in frames:
                data = frame.for_agent(self.agents[0].id).split(b"data: ", 1)[1]
                self.desk.apply(_event(data))

    def _desk_follows(self) -> None:
        self._follow_the_log()
        fresh = Store()
        fresh.load(self.agents[0].ask(GetSnapshot()))
        mine, right = held(self.desk), held(fresh)
        wrong = {name: (mine[name], right[name]) for name in right if mine[name] != right[name]}
        assert not wrong, f"what the desk holds and what it should: {wrong}"


def held(store: Store) -> dict[str, Any]:
    """All that a console holds."""
    tables: dict[str, Any] = {table: {row.id: row for row in store.rows(table)} for table in DESK_ROWS}
    return {**tables, "number": store.number, "pops": {pop.interaction_id for pop in store.pops()}}


def _one(rows: Sequence[Any], pick: int) -> int:
    return int(rows[-1 - pick % len(rows)].id) if rows else 0
