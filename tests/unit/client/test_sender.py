"""Commands are sent in order, kept ones survive everything, and each is done once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import app.protocol.agents
import app.protocol.customers
import app.protocol.interactions
import app.protocol.setup
import app.protocol.tickets
from app.client.http import HubHttp
from app.client.journal import Journal
from app.client.journal_file import Unsent
from app.client.sender import FOR_NOW, KEPT, HeldBack, Sender
from app.core.errors import Refused
from app.protocol.agents import SetPresence
from app.protocol.interactions import AddNote, HoldCall, ResumeCall
from app.protocol.message import Command, Refusal
from tests.helpers.fake_hub import TOKEN, FakeHub, fake_hub
from tests.helpers.wait import until


class Console:
    """A journal and a sender, as a console has them, and what it was told."""

    def __init__(self, hub: FakeHub, path: Path) -> None:
        self.http = HubHttp(hub.url, TOKEN)
        self.journal = Journal(path)
        self.journal.open()
        self.settled: list[tuple[str, str]] = []
        self.here = False
        self.sender = Sender(self.http, self.journal, self._settled, lambda: self.here)
        self.heard: list[tuple[str, Any]] = []
        self.sender.start()

    def _settled(self, entry: Unsent, refused: Refused | None) -> None:
        self.settled.append((entry.name, refused.code if refused else "done"))

    def submit(self, command: Command[Any], **more: str) -> str:
        return self.sender.submit(
            command,
            lambda answer: self.heard.append(("done", answer)),
            lambda refused: self.heard.append((refused.code, refused)),
            **more,
        )

    def close(self) -> None:
        self.sender.stop()
        self.journal.close()
        self.http.close()


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        hub.answers["AddNote"] = {"id": 5, "text": "x"}
        hub.answers["HoldCall"] = hub.answers["ResumeCall"] = {"id": 9}
        hub.answers["SetPresence"] = {"id": 7}
        yield hub


@pytest.fixture
def console(hub: FakeHub, tmp_path: Path) -> Iterator[Console]:
    console = Console(hub, tmp_path / "journal.db")
    yield console
    console.close()


def _texts(hub: FakeHub) -> list[str]:
    return [body["text"] for name, _, body in hub.done if name == "AddNote"]


def test_commands_are_done_in_order(hub: FakeHub, console: Console) -> None:
    for number in range(20):
        console.submit(AddNote(text=str(number), customer_id=1))
        console.submit(SetPresence(presence="ready"))
    until(lambda: len(hub.done) == 40)
    assert [name for name, _, _ in hub.done] == ["AddNote", "SetPresence"] * 20
    assert _texts(hub) == [str(number) for number in range(20)]
    until(lambda: console.journal.waiting() == [])


def test_what_is_kept_waits_for_the_hub_and_is_done_once(hub: FakeHub, console: Console) -> None:
    hub.stop()
    console.journal.draft("note:1", "typed")
    console.submit(HoldCall(interaction_id=9, at=1))
    console.submit(AddNote(text="typed", customer_id=1), draft_key="note:1")
    console.submit(ResumeCall(interaction_id=9, at=2))
    until(lambda: len(console.heard) == 3)
    held = console.heard[0][1]
    assert isinstance(held, HeldBack)
    assert held.details["kept"] is True
    assert console.journal.text("note:1") == ""
    hub.cut_next = ["after"]
    hub.start()
    console.sender.resend()
    until(lambda: console.journal.waiting() == [])
    assert [name for name, _, _ in hub.done] == ["HoldCall", "AddNote", "ResumeCall"]
    until(lambda: [code for code, _ in console.heard] == ["hub_unreachable"] * 3 + ["done"] * 3)
    assert console.heard[4][1].text == "x"
    assert console.settled == [(n, "done") for n in ("HoldCall", "AddNote", "ResumeCall")]


def test_what_holds_for_the_moment_is_refused_at_once(hub: FakeHub, console: Console) -> None:
    hub.stop()
    console.submit(SetPresence(presence="ready"))
    until(lambda: [code for code, _ in console.heard] == ["hub_unreachable"])
    assert console.journal.waiting() == []
    hub.start()
    console.submit(AddNote(text="x", customer_id=1))
    until(lambda: hub.done)
    assert [name for name, _, _ in hub.done] == ["AddNote"]


def test_the_next_console_sends_what_a_dead_one_left(hub: FakeHub, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    left = Journal(path)
    left.open()
    for number in range(3):
        body = json.dumps({"text": str(number), "customer_id": 1}).encode()
        left.keep(Unsent(id=f"{number:032x}", name="AddNote", body=body, at=number))
    assert left.sync()
    left.close()
    console = Console(hub, path)
    until(lambda: len(console.settled) == 3)
    assert _texts(hub) == ["0", "1", "2"]
    assert [command_id for _, command_id, _ in hub.done] == [f"{number:032x}" for number in range(3)]
    console.close()


def test_a_refused_one_stays_until_dismissed_and_lets_the_next_pass(hub: FakeHub, console: Console) -> None:
    hub.answers["AddNote"] = lambda body: (
        Refusal("not_found", "This customer is gone.") if body["text"] == "bad" else {"id": 5, "text": "x"}
    )
    bad = console.submit(AddNote(text="bad", customer_id=1))
    console.submit(AddNote(text="good", customer_id=1))
    until(lambda: console.settled == [("AddNote", "not_found"), ("AddNote", "done")])
    [entry] = console.journal.refused()
    assert (entry.id, entry.text) == (bad, "This customer is gone.")
    assert msgspec.json.decode(entry.body)["text"] == "bad"
    assert [code for code, _ in console.heard] == ["not_found", "done"]
    console.sender.dismiss(bad)
    assert console.journal.refused() == []


def test_a_refusal_for_now_keeps_the_order(
    hub: FakeHub, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.client.sender.RETRY_SECONDS", 0.02)
    busy = [3]

    def answer(body: Any) -> Any:
        if body["text"] == "first" and busy[0]:
            busy[0] -= 1
            return Refusal("database_busy", "Another program has the database locked.")
        return {"id": 5, "text": body["text"]}

    hub.answers["AddNote"] = answer
    console.here = True
    console.submit(AddNote(text="first", customer_id=1))
    console.submit(AddNote(text="second", customer_id=1))
    until(lambda: console.journal.waiting() == [])
    assert _texts(hub) == ["first", "second"]
    assert console.journal.refused() == []


def test_what_is_kept_is_a_command_and_holds_no_password() -> None:
    modules = (
        app.protocol.agents,
        app.protocol.customers,
        app.protocol.interactions,
        app.protocol.setup,
        app.protocol.tickets,
    )
    commands = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Command) and value is not Command
    }
    assert commands.keys() >= KEPT
    for name in KEPT:
        fields = set(commands[name].__struct_fields__)
        assert not fields & {"password", "old", "new"}, name
    assert "not_signed_in" in FOR_NOW  # a session that ended must not cost what was typed
