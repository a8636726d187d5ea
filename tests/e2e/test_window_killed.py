"""The agent's window dies while they talk, type or are being called: real window, hub, phones and caller."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.check.window import Window
from app.cli.processes import Child, socket_folder
from app.client.desk import Desk
from app.protocol import phone as wire
from tests.helpers.hub import PASSWORD, Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones, tone
from tests.helpers.wait import until

pytestmark = [pytest.mark.sip]
pytest_plugins = ["tests.helpers.hub", "tests.helpers.phones"]

NOTE = "Router restarts every hour. 路由器每小時重啟。"


class Place:
    """A desk with a real window on it, which can be killed and opened again."""

    def __init__(self, hub: HubProcess, folder: Path) -> None:
        self._hub = hub
        self._folder = folder
        self.sockets = socket_folder()
        self.console: Child | None = None
        self.window = Window(self.sockets / "d.sock", folder)

    def open(self, *more: str) -> Window:
        """Open the window and wait until the desk and its phone are there."""
        arguments = ["--hub", self._hub.url, "--journal", str(self._folder / "console"), "--language", "en"]
        arguments += ["--silent", "--microphone", str(tone(self._folder / "m.wav", 700))]
        arguments += ["--login", "mei", "--drive", str(self.sockets / "d.sock"), *more]
        env = {"QT_QPA_PLATFORM": "offscreen", "CONTACTDESK_PASSWORD": PASSWORD}
        console = self.console = Child("console", arguments, self._folder / "console.log", env)
        self.window = Window(self.sockets / "d.sock", self._folder)
        self.window.open(lambda: console.alive)
        self.window.until(
            lambda s: s["page"] == "desk" and s["phone"] == "ready" and s["liveness"] == "live",
            "the desk",
            seconds=30,
        )
        return self.window

    def kill(self) -> None:
        """As a crash would: no goodbye to anybody."""
        assert self.console is not None
        self.window.close()
        self.console.kill()

    def close(self) -> None:
        """Close the window in order, which ends its phone."""
        if self.console is not None and self.console.alive:
            self.window.ask("close")
            self.window.close()
            self.console.process.wait(30)
        shutil.rmtree(self.sockets, ignore_errors=True)


@pytest.fixture
def place(centre_and_hub: tuple[Centre, HubProcess], tmp_path: Path) -> Iterator[Place]:
    place = Place(centre_and_hub[1], tmp_path)
    yield place
    place.close()


def _ring(caller: DrivenPhone, centre: Centre, hub: HubProcess) -> None:
    caller.configure(accounts=[wire.Account(key="me", uri="sip:+886223456789@127.0.0.1")])
    target = f"sip:{centre.number}@127.0.0.1:{hub.sip_port}"
    caller.send(wire.Call(key="call", uri=target, account="me"))


def _hears(caller: DrivenPhone) -> bool:
    caller.send(wire.Measure(key="call", id="ear", seconds=0.5))
    return caller.wait(wire.Energy, id="ear").rx_average > 3


def test_a_window_that_dies_while_talking_comes_back_to_its_call_and_its_words(
    centre_and_hub: tuple[Centre, HubProcess], place: Place, phones: Phones
) -> None:
    centre, hub = centre_and_hub
    window, caller = place.open("--ready"), phones("caller")
    window.until(lambda s: s["agent_state"] == "ready", "Ready", seconds=15)
    _ring(caller, centre, hub)
    window.until(lambda s: s["offers"], "an offer", seconds=15)
    window.click("Accept")
    state = window.until(lambda s: s["agent_state"] == "talking", "talking", seconds=15)
    [contact] = state["contacts"]
    window.type("Note", NOTE)
    journal = place._folder / "console"
    until(lambda: any(NOTE.encode() in p.read_bytes() for p in journal.glob("journal-*")), "the journal")

    place.kill()
    window = place.open()
    state = window.until(lambda s: s["contacts"] == [contact], "the same call", seconds=15)
    assert state["agent_state"] == "talking"
    assert window.ask("find", name="Note")["text"] == NOTE
    until(lambda: _hears(caller), "the agent's voice after the crash")
    window.click("Save note")
    window.click("End")
    caller.wait(wire.Disconnected, key="call")
    window.until(lambda s: s["agent_state"] == "after_call", "after-call work")
    window.click("Settled")
    window.click("Book and close")
    window.until(lambda s: not s["contacts"], "the wrap-up")


def test_a_window_that_dies_while_reserved_costs_the_caller_no_place(
    centre_and_hub: tuple[Centre, HubProcess], place: Place, phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    window, caller = place.open("--ready"), phones("caller")
    window.until(lambda s: s["agent_state"] == "ready", "Ready", seconds=15)
    watcher = Desk(hub.url, tmp_path / "watcher")
    watcher.sign_in("somchai", PASSWORD)
    watcher.start()
    assert watcher.wait_ready(20)
    _ring(caller, centre, hub)
    window.until(lambda s: s["offers"], "an offer", seconds=15)
    [item] = until(lambda: watcher.store.rows("work_items"), "the work item")
    mei = centre.agents["mei"]
    until(lambda: _status(watcher, mei) == "reserved", "Reserved")
    place.kill()
    until(lambda: _presence(watcher, mei) == "logged_out", "the hub to notice")
    [again] = until(lambda: watcher.store.waiting(), "the item to wait again")
    assert (again.id, again.placed_at) == (item.id, getattr(item, "placed_at", None))
    window = place.open()
    assert window.state()["agent_state"] == "not_ready"
    caller.send(wire.HangUp(key="call"))
    caller.wait(wire.Disconnected, key="call")
    until(lambda: not watcher.store.waiting())
    watcher.stop()


def _status(desk: Desk, agent: int) -> str:
    state = desk.store.state_of(agent)
    return state.status if state else ""


def _presence(desk: Desk, agent: int) -> str:
    state = desk.store.state_of(agent)
    return state.presence if state else ""
