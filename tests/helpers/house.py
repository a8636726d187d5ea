"""A door on a fresh record with a clock that stands still, and people to act through it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models.record import Record
from app.models.tables import agent_states, interactions, legs, metadata, offers, work_items
from app.models.unit import SYSTEM_ACTOR, Actor
from app.protocol.agents import AttachPhone, OpenSession, SetPresence
from app.protocol.customers import CreateCustomer, NewPoint
from app.protocol.events import Event
from app.protocol.interactions import (
    AcceptOffer,
    AgentConnected,
    CallArrived,
    EndCall,
    MakeOffer,
    PlaceInQueue,
    WrapUp,
)
from app.protocol.message import Command, Query
from app.protocol.setup import SaveAgent, SaveDispositionCode, SaveQueue, SaveReasonCode, SaveSkill
from app.services.agents import sign_in
from app.services.house import build_door

R = TypeVar("R")

ADMINISTRATOR = Actor(None, "administrator")
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Agent:
    """Somebody at a desk."""

    house: House
    id: int
    actor: Actor

    def do(self, command: Command[R], command_id: str = "") -> R:
        """Act."""
        return self.house.door.do(command, self.actor, command_id)

    def ask(self, query: Query[R]) -> R:
        """Ask."""
        return self.house.door.ask(query, self.actor)

    @property
    def state(self) -> Any:
        """The agent's state row as it is now."""
        return self.house.row(agent_states, self.id)

    def ready(self) -> Agent:
        """Choose Ready."""
        self.do(SetPresence(presence="ready"))
        return self

    def take(self, interaction_id: int) -> None:
        """Be offered a waiting contact, accept it and be connected."""
        item = self.house.item_of(interaction_id)
        offer = self.house.do(MakeOffer(work_item_id=item.id, agent_id=self.id))
        self.do(AcceptOffer(offer_id=offer.id))
        self.house.do(AgentConnected(interaction_id=interaction_id, agent_id=self.id))

    def end_and_book(self, interaction_id: int) -> None:
        """Hang up and wrap up."""
        self.do(EndCall(interaction_id=interaction_id))
        self.do(WrapUp(interaction_id=interaction_id, disposition_id=self.house.settled))


@dataclass
class House:
    """The whole house on one record. `events` are what the log's listeners heard."""

    record: Record
    clock: ManualClock = field(default_factory=ManualClock)
    node: int = 0
    events: list[Event] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.door = build_door(self.record, self.clock, IdMaker(self.clock, self.node), region="TW")
        self.door.listen(self.events.extend)
        self.door.start()
        self._keys = itertools.count(1)

    def close(self) -> None:
        """Stop the writer; the record stays open."""
        self.door.stop()

    def restart(self) -> House:
        """Stop, and open the same record anew, a moment later."""
        self.close()
        self.clock.advance(1_000)
        return House(self.record, self.clock)

    # --- acting ----------------------------------------------------------------------------------
    def do(self, command: Command[R], actor: Actor = SYSTEM_ACTOR, command_id: str = "") -> R:
        """A command of the hub's own workers, unless somebody else is named."""
        return self.door.do(command, actor, command_id)

    def admin(self, command: Command[R]) -> R:
        """A command of an administrator."""
        return self.door.do(command, ADMINISTRATOR)

    def ask(self, query: Query[R], actor: Actor = SYSTEM_ACTOR) -> R:
        """A question."""
        return self.door.ask(query, actor)

    # --- who and what there is --------------------------------------------------------------------
    def agent(self, login: str, role: str = "agent", *, phone: bool = True, signed_in: bool = True) -> Agent:
        """A new agent, at their desk and Not ready unless told otherwise."""
        row = self.admin(SaveAgent(login=login, name=login.title(), role=role, password=PASSWORD))
        agent = Agent(self, row.id, Actor(row.id, role))
        if signed_in:
            self.do(OpenSession(agent_id=row.id, token_hash=f"hash of {login}", client="test"))
        if phone:
            agent.do(AttachPhone(address=f"sip:{login}@127.0.0.1:5070"))
        return agent

    def queue(self, name: str = "Service", **values: Any) -> int:
        """A queue's id."""
        return self.admin(SaveQueue(name=name, **values)).id

    def skill(self, name: str) -> int:
        """A skill's id."""
        return self.admin(SaveSkill(name=name)).id

    def reason(self, name: str = "Break") -> int:
        """A reason code's id."""
        return self.admin(SaveReasonCode(name=name)).id

    @property
    def settled(self) -> int:
        """A disposition code's id; made when it is first asked for."""
        if not hasattr(self, "_settled"):
            self._settled = self.admin(SaveDispositionCode(name="Settled", outcome="settled")).id
        return self._settled

    def customer(self, name: str = "Anna Weber", *numbers: str, **values: Any) -> int:
        """A customer's id."""
        points = [NewPoint(kind="phone", raw=number) for number in numbers]
        return self.door.do(CreateCustomer(name=name, points=points, **values), Actor(None, "agent")).id

    def call(self, queue_id: int = 0, ani: str = "0912 345 678", **values: Any) -> int:
        """A call's interaction id; waiting in a queue where one is given."""
        key = f"call-{next(self._keys)}"
        interaction = self.do(CallArrived(call_key=key, ani_raw=ani, dnis="0800", **values))
        if queue_id:
            self.do(PlaceInQueue(interaction_id=interaction.id, queue_id=queue_id))
        return interaction.id

    # --- looking ----------------------------------------------------------------------------------
    def row(self, table: sa.Table, row_id: int) -> Any:
        """A row by its id."""
        with self.record.read() as connection:
            return connection.execute(sa.select(table).where(table.c.id == row_id)).one()

    def rows(self, table: sa.Table, **values: Any) -> list[Any]:
        """Rows with these values, by id."""
        statement = sa.select(table).order_by(*table.primary_key.columns)
        statement = statement.where(*(table.c[name] == value for name, value in values.items()))
        with self.record.read() as connection:
            return list(connection.execute(statement))

    def interaction(self, interaction_id: int) -> Any:
        """An interaction's row."""
        return self.row(interactions, interaction_id)

    def legs(self, interaction_id: int, track: int | None = None) -> list[Any]:
        """An interaction's legs in order."""
        found = self.rows(legs, interaction_id=interaction_id)
        return [leg for leg in found if track is None or leg.track == track]

    def item_of(self, interaction_id: int) -> Any:
        """The work item of a contact."""
        (item,) = self.rows(work_items, interaction_id=interaction_id, kind="contact")
        return item

    def offer_to(self, agent_id: int) -> Any:
        """The offer that is out to an agent."""
        (offer,) = self.rows(offers, agent_id=agent_id, state="out")
        return offer

    def everything(self) -> dict[str, list[Any]]:
        """Every table's rows but those of the remembered commands: to see that nothing changed."""
        return {
            table.name: self.rows(table)
            for table in metadata.sorted_tables
            if table.primary_key.columns and table.name != "commands"
        }


def refused(work: Callable[[], object]) -> Refused:
    """What the door said no with."""
    with pytest.raises(Refused) as caught:
        work()
    return caught.value


def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make hashing quick, for tests that are not about it."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(sign_in, "hasher", lambda: quick)


@pytest.fixture
def house(record: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house on an empty record, once on each database."""
    cheap_passwords(monkeypatch)
    made = House(record)
    yield made
    made.close()


@pytest.fixture
def sqlite_record(sqlite_url: str) -> Iterator[Record]:
    """An empty SQLite record, for what does not depend on the database."""
    record = Record(sqlite_url)
    record.create()
    yield record
    record.close()


@pytest.fixture
def sqlite_house(sqlite_record: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house on SQLite alone."""
    cheap_passwords(monkeypatch)
    made = House(sqlite_record)
    yield made
    made.close()
