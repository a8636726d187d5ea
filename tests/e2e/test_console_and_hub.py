"""A console and a real hub, either killed, the network between them stopped: nothing lost or done twice."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.client.desk import Desk, DeskHandlers
from app.client.http import HubHttp
from app.client.sender import HeldBack
from app.client.stream import Liveness
from app.protocol.agents import SetPresence
from app.protocol.customers import GetTimeline
from app.protocol.events import Event
from app.protocol.interactions import AddNote
from tests.helpers.cut_wire import wire_to
from tests.helpers.hub import PASSWORD, Centre, HubProcess, small_centre
from tests.helpers.wait import until

pytest_plugins = ["tests.helpers.hub"]

GAP_SECONDS = 5.0


class Console:
    """A desk and what it was told."""

    def __init__(self, url: str, home: Path, login: str = "mei") -> None:
        self.numbers: list[int] = []
        self.texts: list[str] = []
        self.replaced = 0
        self.states: list[str] = []
        self.settled: list[str] = []
        handlers = DeskHandlers(
            on_event=self._event,
            on_replaced=self._replaced,
            on_liveness=self._liveness,
            on_settled=lambda entry, refused: self.settled.append(refused.code if refused else entry.name),
        )
        self.desk = Desk(url, home, handlers)
        self.desk.sign_in(login, PASSWORD)
        self.desk.start()
        assert self.desk.wait_ready(20)
        until(lambda: self.desk.liveness.state == "live", "the console to be live")
        self.first = self.desk.store.number

    def _event(self, event: Event) -> None:
        self.numbers.append(event.number)
        self.texts += [c.row["text"] for c in event.changes if c.table == "notes" and c.row]

    def _replaced(self) -> None:
        self.replaced += 1

    def _liveness(self, liveness: Liveness) -> None:
        if self.states[-1:] != [liveness.state]:
            self.states.append(liveness.state)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Centre, HubProcess]]:
    """A small centre and a hub without a telephone line."""
    hub = HubProcess(tmp_path, "--no-line")
    centre = small_centre(hub.database)
    hub.start()
    try:
        yield centre, hub
    finally:
        hub.stop()


@pytest.fixture
def console(house: tuple[Centre, HubProcess], tmp_path: Path) -> Iterator[Console]:
    console = Console(house[1].url, tmp_path / "console")
    yield console
    console.desk.stop()


def other_desk(hub: HubProcess) -> HubHttp:
    http = HubHttp(hub.url)
    http.sign_in("somchai", PASSWORD)
    return http


def notes_of(http: HubHttp, customer: int) -> list[str]:
    """What the record has, asked afresh."""
    page = http.ask(GetTimeline(customer_id=customer, before=2**62))
    return [entry.text for entry in page.entries if entry.kind == "note"]


def test_a_killed_hub_is_caught_up_with_by_number(house: tuple[Centre, HubProcess], console: Console) -> None:
    centre, hub = house
    customer = centre.customers["Anna Weber"]
    other = other_desk(hub)
    for number in range(5):
        other.do(AddNote(text=f"before {number}", customer_id=customer))
    hub.kill()
    until(lambda: console.desk.liveness.state == "offline")
    assert console.desk.store.queues()
    for number in range(3):
        with pytest.raises(HeldBack):
            console.desk.do(AddNote(text=f"while away {number}", customer_id=customer))
    hub.start()
    for number in range(5):
        other.do(AddNote(text=f"after {number}", customer_id=customer))
    until(lambda: len(console.settled) == 3, "what was kept to be done")
    written = notes_of(other, customer)
    wanted = [*(f"before {n}" for n in range(5)), *(f"while away {n}" for n in range(3))]
    wanted += [f"after {n}" for n in range(5)]
    assert sorted(written) == sorted(wanted)
    until(lambda: sorted(console.texts) == sorted(wanted), "every note to have come")
    assert [text for text in console.texts if text.startswith("while")] == wanted[5:8]
    last = console.numbers[-1]
    assert console.numbers == list(range(console.first + 1, last + 1)), "a number is missing or came twice"
    assert console.replaced == 1, "it came back by number, not by a fresh snapshot"
    assert console.states[-2:] == ["offline", "live"]
    other.close()


def test_five_seconds_without_a_network_throw_nobody_out(
    house: tuple[Centre, HubProcess], tmp_path: Path
) -> None:
    centre, hub = house
    with wire_to(hub.url) as wire:
        near = Console(wire.url, tmp_path / "near")
        far = Console(hub.url, tmp_path / "far", "somchai")
        near.desk.do(SetPresence(presence="ready"))
        mei = centre.agents["mei"]
        until(lambda: _presence(far.desk, mei) == "ready")
        wire.hold_up()
        began = time.monotonic()
        seen: set[str] = set()
        until(
            lambda: seen.add(_presence(far.desk, mei)) or time.monotonic() - began > GAP_SECONDS,  # type: ignore[func-returns-value]
            "the gap to be over",
        )
        assert near.desk.liveness.state == "behind"
        wire.let_go()
        until(lambda: near.desk.liveness.state == "live")
        near.desk.do(AddNote(text="still here", customer_id=centre.customers["Anna Weber"]))
        until(lambda: "still here" in far.texts)
        assert seen | {_presence(far.desk, mei)} == {"ready"}
        assert "signed_out" not in near.states
        near.desk.stop()
        far.desk.stop()


def _presence(desk: Desk, agent: int) -> str:
    state = desk.store.state_of(agent)
    return state.presence if state else "unknown"


def test_an_answer_that_is_lost_does_not_do_it_twice(
    house: tuple[Centre, HubProcess], tmp_path: Path
) -> None:
    centre, hub = house
    customer = centre.customers["Anna Weber"]
    with wire_to(hub.url) as wire:
        console = Console(wire.url, tmp_path / "console")
        wire.lose_answer_to(b"once and only once")
        note = console.desk.do(AddNote(text="once and only once", customer_id=customer))
        assert note.text == "once and only once"
        assert wire.answers_lost == 1
        assert notes_of(console.desk.http, customer) == ["once and only once"]
        console.desk.stop()


def test_what_a_killed_console_left_is_done_once_by_the_next(
    house: tuple[Centre, HubProcess], tmp_path: Path
) -> None:
    centre, hub = house
    customer = centre.customers["Jan Weber"]
    home = tmp_path / "console"
    program = (
        "import sys, pathlib\n"
        "from app.client.desk import Desk\n"
        "from app.protocol.interactions import AddNote\n"
        f"desk = Desk({hub.url!r}, pathlib.Path({str(home)!r}))\n"
        f"desk.sign_in('mei', {PASSWORD!r})\n"
        "desk.start()\n"
        "desk.wait_ready(20)\n"
        "print('here', flush=True)\n"
        "sys.stdin.readline()\n"
        f"for n in range(3): desk.submit(AddNote(text=f'left {{n}}', customer_id={customer}))\n"
        "desk.journal.draft('note:9', 'half a thought')\n"
        "assert desk.journal.sync()\n"
        "print('typed', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dead:
        assert dead.stdin is not None
        assert dead.stdout is not None
        assert dead.stdout.readline() == "here\n"
        hub.kill()
        dead.stdin.write("\n")
        dead.stdin.flush()
        assert dead.stdout.readline() == "typed\n"
        dead.kill()
    hub.start()
    console = Console(hub.url, home)
    until(lambda: console.settled == ["AddNote"] * 3)
    assert console.desk.journal.text("note:9") == "half a thought"
    assert notes_of(console.desk.http, customer) == ["left 2", "left 1", "left 0"]
    assert console.desk.waiting() == []
    console.desk.stop()
