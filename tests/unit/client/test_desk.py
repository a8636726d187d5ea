"""The desk: sign in, follow, ask, do; the hub away, the session over, the console killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.client.desk import Desk, DeskHandlers
from app.client.sender import HeldBack
from app.core.errors import Refused
from app.protocol.agents import SetPresence
from app.protocol.customers import Search
from app.protocol.events import Change, Event, Snapshot
from app.protocol.interactions import AddNote
from app.protocol.message import Refusal
from app.protocol.rows import AgentStateRow, QueueRow
from tests.helpers.fake_hub import ME, FakeHub, fake_hub
from tests.helpers.wait import until


class Window:
    """Stands for the window: keeps what the desk tells it."""

    def __init__(self) -> None:
        self.events: list[int] = []
        self.states: list[str] = []
        self.replaced = 0
        self.signed_out: list[Refusal] = []
        self.cards: list[str] = []
        self.settled: list[str] = []
        self.handlers = DeskHandlers(
            on_event=lambda event: self.events.append(event.number),
            on_replaced=self._replaced,
            on_card=lambda customer, card: self.cards.append(card.customer.name),
            on_liveness=lambda liveness: self.states.append(liveness.state),
            on_signed_out=self.signed_out.append,
            on_settled=lambda entry, refused: self.settled.append(entry.name),
        )

    def _replaced(self) -> None:
        self.replaced += 1


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        hub.snapshot = Snapshot(
            number=0,
            at=0,
            me=ME,
            queues=[QueueRow(id=1, name="Sales"), QueueRow(id=2, name="Help", active=False)],
            agent_states=[AgentStateRow(id=ME, presence="not_ready")],
        )
        hub.answers["AddNote"] = {"id": 5, "text": "x"}
        yield hub


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def desk(hub: FakeHub, window: Window, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(hub.url, tmp_path, window.handlers)
    desk.sign_in("ann", "secret")
    desk.start()
    assert desk.wait_ready(10)
    yield desk
    desk.stop()


def _named(number: int, name: str) -> Event:
    row = {"id": 1, "name": name}
    return Event(number=number, at=0, command="SaveQueue", changes=[Change("queues", 1, "update", row=row)])


def test_it_holds_the_snapshot_and_follows(hub: FakeHub, desk: Desk, window: Window) -> None:
    assert desk.me == ME
    assert [queue.name for queue in desk.store.queues()] == ["Sales"]
    state = desk.store.my_state()
    assert state is not None
    assert state.presence == "not_ready"
    hub.push(_named(1, "Orders"))
    until(lambda: window.events == [1])
    assert [queue.name for queue in desk.store.queues()] == ["Orders"]
    until(lambda: desk.liveness.state == "live" and hub.alive_count)
    assert window.replaced == 1


def test_questions_and_commands(hub: FakeHub, desk: Desk) -> None:
    hub.answers["Search"] = {"text": "lin", "hits": []}
    assert desk.ask(Search(text="lin")).text == "lin"
    assert desk.do(AddNote(text="x", customer_id=1)).id == 5
    came: list[Any] = []
    desk.ask_later(Search(text="lin"), came.append)
    until(lambda: came)
    hub.answers["SetPresence"] = Refusal("wrong_state", "Not now.")
    with pytest.raises(Refused, match="wrong_state"):
        desk.do(SetPresence(presence="ready"))


def test_a_hub_that_comes_back_gets_what_was_kept(hub: FakeHub, desk: Desk, window: Window) -> None:
    until(lambda: desk.liveness.state == "live")
    hub.stop()
    until(lambda: desk.liveness.state == "offline")
    assert [queue.name for queue in desk.store.queues()] == ["Sales"]
    with pytest.raises(HeldBack):
        desk.do(AddNote(text="while away", customer_id=1))
    assert [entry.name for entry in desk.waiting()] == ["AddNote"]
    hub.push(_named(1, "Orders"))
    hub.start()
    until(lambda: window.events == [1])
    until(lambda: window.settled == ["AddNote"])
    assert desk.waiting() == []
    assert window.replaced == 1


def test_a_session_that_is_over_is_said_once_and_loses_nothing(
    hub: FakeHub, desk: Desk, window: Window
) -> None:
    until(lambda: desk.liveness.state == "live")
    desk.journal.draft("note:1", "half a thought")
    hub.refuse_token = True
    hub.cut_streams()
    until(lambda: window.signed_out)
    assert desk.liveness.state == "signed_out"
    with pytest.raises(HeldBack):
        desk.do(AddNote(text="typed", customer_id=1))
    hub.refuse_token = False
    desk.sign_in("ann", "secret")
    desk.start()
    until(lambda: window.settled == ["AddNote"])
    assert desk.journal.text("note:1") == "half a thought"
    assert len(window.signed_out) == 1
    until(lambda: desk.liveness.state == "live")


def test_signing_out_is_no_surprise(hub: FakeHub, desk: Desk, window: Window) -> None:
    hub.answers["SignOut"] = Refusal("on_a_call", "You are on a call.")
    with pytest.raises(Refused, match="on_a_call"):
        desk.sign_out()
    until(lambda: desk.liveness.state == "live")
    hub.answers["SignOut"] = {"number": 1}
    desk.sign_out()
    assert desk.liveness.state == "signed_out"
    assert window.signed_out == []
    with pytest.raises(Refused, match="not_signed_in"):
        desk.start()


def test_an_open_card_is_kept_up_to_date(hub: FakeHub, desk: Desk, window: Window) -> None:
    card = {"customer": {"id": 40, "kind": "person", "name": "Lin"}, "number": 0}
    hub.answers["GetCard"] = card
    assert desk.open_card(40).customer.name == "Lin"
    change = Change("customers", 40, "update", new={"name": "Lin Mei"}, old={"name": "Lin"})
    hub.push(Event(number=1, at=0, command="EditCustomer", changes=[change]))
    until(lambda: window.cards == ["Lin Mei"])
    hub.answers["GetCard"] = {"customer": {"id": 40, "kind": "person", "name": "Lin Mei-ling"}, "number": 2}
    relation = Change("customer_relations", 3, "insert", new={"from_id": 40, "to_id": 41, "kind": "child"})
    hub.push(Event(number=2, at=0, command="RelateCustomers", changes=[relation]))
    until(lambda: window.cards == ["Lin Mei", "Lin Mei-ling"])
    desk.close_card(40)
    assert desk.store.cards.get(40) is None


def test_another_agent_has_another_journal(hub: FakeHub, desk: Desk) -> None:
    desk.journal.draft("note:1", "mine")
    hub.answers["sign-in"] = {"token": "open-sesame", "agent": {"id": 8, "login": "../bob"}}
    desk.sign_in("../bob", "secret")
    assert desk.journal.text("note:1") == ""
    assert desk.journal.path.name == "journal-.._bob-8.db"
    assert desk.journal.path.parent.name != ".."
