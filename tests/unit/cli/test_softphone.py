"""The console's soft phone, with real phone processes: its own, and one that stands for the hub's line."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.phone_facts import short_path
from app.cli.softphone import ConsolePhone, PhoneSettings
from app.client.desk import Desk
from app.client.phone import PhoneState
from app.core.errors import Refused
from app.protocol import phone as wire
from app.protocol.events import Change, Event, Pop, Snapshot
from app.protocol.interactions import EndCall
from app.protocol.rows import AgentStateRow, InteractionRow, OfferRow
from app.protocol.views import Match
from tests.helpers.fake_hub import ME, FakeHub, fake_hub
from tests.helpers.phones import DrivenPhone, Phones
from tests.helpers.wait import until

pytestmark = [pytest.mark.sip]
pytest_plugins = ["tests.helpers.phones"]


class Console:
    """A desk with its soft phone, and what the phone told."""

    def __init__(self, hub: FakeHub, home: Path) -> None:
        self.told: list[Any] = []
        self.desk = Desk(hub.url, home)
        self.desk.sign_in("ann", "secret")
        self.desk.start()
        assert self.desk.wait_ready(10)
        settings = PhoneSettings(socket=home / "phone.sock", sound=False)
        self.phone = ConsolePhone(self.desk, self.told.append, settings)
        self.phone.start()

    def heard(self, kind: type, /, **fields: Any) -> Any:
        for what in tuple(self.told):
            if isinstance(what, kind) and all(getattr(what, k) == v for k, v in fields.items()):
                return what
        return None

    def ready(self) -> str:
        until(lambda: self.phone.state.state == "ready", "the phone is ready")
        return self.phone.state.address

    def close(self) -> None:
        self.phone.close()
        self.phone.wait_closed()
        self.desk.stop()


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        hub.snapshot = Snapshot(
            number=0,
            at=0,
            me=ME,
            agent_states=[AgentStateRow(id=ME, presence="ready")],
            interactions=[InteractionRow(id=9)],
            offers=[OfferRow(id=12, work_item_id=1, interaction_id=9, agent_id=ME)],
        )
        hub.answers["AttachPhone"] = lambda body: _attached(hub, body["address"])
        hub.answers["ReportQuality"] = {"number": 0}
        hub.answers["EndCall"] = {"id": 30}
        hub.answers["ReportCall"] = Pop(offer_id=0, interaction_id=30, match=Match(by="unknown"))
        yield hub


def _attached(hub: FakeHub, address: str) -> dict[str, Any]:
    row = {"id": ME, "presence": "ready", "phone": address}
    change = Change("agent_states", ME, "update", row=row)
    hub.push(Event(number=len(hub.events) + 1, at=0, command="AttachPhone", changes=[change]))
    return row


@pytest.fixture
def open_console(hub: FakeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Console]]:
    home = tmp_path_factory.mktemp("c")
    consoles: list[Console] = []

    def open_one() -> Console:
        consoles.append(Console(hub, home))
        return consoles[-1]

    yield open_one
    for console in consoles:
        if not console.phone._closing.ident:
            console.close()


def _third(console: Console) -> str:
    return console.phone.third


def _call(line: DrivenPhone, address: str, offer: int = 0, key: str = "agent") -> None:
    headers = [
        wire.Header(name="X-Desk-Interaction", value="9"),
        wire.Header(name="X-Desk-Offer", value=str(offer)),
    ]
    line.send(wire.Call(key=key, uri=address, headers=headers if offer else []))


def _done(hub: FakeHub, name: str) -> list[Any]:
    return [body for done, _, body in hub.done if done == name]


def test_it_takes_what_was_accepted_and_reports_how_it_was(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    address = console.ready()
    until(lambda: _done(hub, "AttachPhone") == [{"address": address}])
    console.phone.expect(12)
    _call(line, address, offer=12)
    line.wait(wire.Answered, key="agent")
    until(lambda: console.heard(wire.Answered))
    until(lambda: console.heard(wire.Media, hold="active"))
    console.phone.hold(True)
    line.wait(wire.Media, key="agent", hold="remote")
    console.phone.hold(False)
    line.wait(wire.Media, key="agent", hold="active")
    console.phone.mute(True)
    until(lambda: console.phone.muted)
    console.phone.dtmf("5")
    assert line.wait(wire.Digit, key="agent").digit == "5"
    line.send(wire.HangUp(key="agent"))
    until(lambda: _done(hub, "ReportQuality"))
    [report] = _done(hub, "ReportQuality")
    assert report["interaction_id"] == 9
    assert report["quality"]["codec"]
    assert report["quality"]["loss"] == 0
    until(lambda: not console.phone.muted)
    assert len(_done(hub, "AttachPhone")) == 1


def test_what_was_not_accepted_is_turned_away(open_console: Callable[[], Console], phones: Phones) -> None:
    console, line = open_console(), phones("line")
    _call(line, console.ready(), offer=12)
    assert line.wait(wire.Disconnected, key="agent").code == 480


def test_a_dead_phone_process_is_started_again_and_the_hub_told(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console = open_console()
    first = console.ready()
    until(lambda: len(_done(hub, "AttachPhone")) == 1)
    pid = console.phone._phone.pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: console.heard(wire.Gone))
    until(lambda: console.phone._phone.pid != pid and console.phone.state.state == "ready")
    until(lambda: len(_done(hub, "AttachPhone")) == 2 or console.phone.state.address == first)
    console.phone.expect(12)
    line = phones("line")
    _call(line, console.ready(), offer=12)
    line.wait(wire.Answered, key="agent")


def test_a_new_console_finds_the_call_of_the_one_that_died(
    open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    address = console.ready()
    console.phone.expect(12)
    _call(line, address, offer=12)
    until(lambda: console.heard(wire.Answered))
    console.close()
    again = open_console()
    assert again.ready() == address
    assert again.phone._phone.pid == console.phone._phone.pid
    until(lambda: again.phone._legs.all())
    again.phone.hold(True)
    line.wait(wire.Media, key="agent", hold="remote")
    again.phone.hang_up()
    line.wait(wire.Disconnected, key="agent")
    until(lambda: not again.phone._legs.all())


def test_a_call_past_the_line_rings_and_is_reported(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    _call(line, console.ready())
    line.wait(wire.Progress, key="agent", code=180)
    assert _done(hub, "ReportCall") == []
    console.phone.answer()
    line.wait(wire.Answered, key="agent")
    until(lambda: _done(hub, "ReportCall"))
    assert _done(hub, "ReportCall")[0]["ani_raw"] == "line"
    until(lambda: console.desk.store.pop(30))
    console.phone.hang_up(31)
    assert console.phone._legs.all(), "that is another contact"
    console.phone.hang_up(30)
    line.wait(wire.Disconnected, key="agent")
    until(lambda: _done(hub, "EndCall") == [{"interaction_id": 30}])


def test_a_call_past_the_line_that_is_over_before_the_hub_is_back_is_still_ended(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    address = console.ready()
    until(lambda: _done(hub, "AttachPhone"))
    hub.stop()
    _call(line, address)
    line.wait(wire.Progress, key="agent", code=180)
    console.phone.answer()
    line.wait(wire.Answered, key="agent")
    line.send(wire.HangUp(key="agent"))
    until(lambda: not console.phone._legs.all())
    hub.start()
    until(lambda: _done(hub, "EndCall") == [{"interaction_id": 30}])
    assert len(_done(hub, "ReportCall")) == 1


def test_what_the_window_ended_is_hung_up(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    _call(line, console.ready())
    line.wait(wire.Progress, key="agent", code=180)
    console.phone.answer()
    line.wait(wire.Answered, key="agent")
    until(lambda: console.desk.store.pop(30))
    row = {"id": 30, "agent_id": ME, "state": "after_call", "call_key": "phone:x", "ended_at": 5}
    change = Change("interactions", 30, "update", row=row)
    hub.push(Event(number=len(hub.events) + 1, at=0, command="EndCall", changes=[change]))
    line.wait(wire.Disconnected, key="agent")


def test_a_call_past_the_line_can_be_declined(open_console: Callable[[], Console], phones: Phones) -> None:
    console, line = open_console(), phones("line")
    _call(line, console.ready())
    line.wait(wire.Progress, key="agent", code=180)
    assert console.phone.ringing
    console.phone.decline()
    assert line.wait(wire.Disconnected, key="agent").code == 486
    until(lambda: not console.phone.ringing)


def test_a_call_goes_on_while_the_hub_is_away(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    address = console.ready()
    until(lambda: _done(hub, "AttachPhone"))
    console.phone.expect(12)
    _call(line, address, offer=12)
    line.wait(wire.Answered, key="agent")
    hub.stop()
    until(lambda: console.desk.liveness.state == "offline")
    until(lambda: console.heard(wire.Media, hold="active"))
    console.phone.hold(True)
    line.wait(wire.Media, key="agent", hold="remote")
    line.send(wire.HangUp(key="agent"))
    until(lambda: [entry.name for entry in console.desk.waiting()] == ["ReportQuality"])
    hub.start()
    until(lambda: _done(hub, "ReportQuality"))
    until(lambda: console.desk.waiting() == [])


def test_a_telephone_system_of_ones_own_is_consulted_and_joined_by_the_phone(
    open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line, third = open_console(), phones("line"), phones("third")
    _call(line, console.ready())
    line.wait(wire.Progress, key="agent")
    console.phone.answer()
    line.wait(wire.Answered, key="agent")
    until(lambda: console.heard(wire.Media, hold="active"))
    console.phone.consult(third.uri)
    line.wait(wire.Media, key="agent", hold="remote")
    leg = third.wait(wire.Incoming).leg
    third.send(wire.Answer(key=leg.key))
    third.wait(wire.Answered, key=leg.key)
    consulted = console.phone._legs.consulting
    until(lambda: console.heard(wire.Answered, key=consulted))
    assert console.phone._legs.groups() == [[wire.DEVICE, consulted]]
    assert console.phone.third == "answered"
    console.phone.conference()
    line.wait(wire.Media, key="agent", hold="active")
    assert _third(console) == "joined"
    assert len(console.phone._legs.groups()[0]) == 3
    console.phone.retrieve()
    third.wait(wire.Disconnected, key=leg.key)
    until(lambda: len(console.phone._legs.all()) == 1)
    assert console.phone._legs.groups()[0][0] == wire.DEVICE
    console.phone.hang_up()
    line.wait(wire.Disconnected, key="agent")


def test_what_the_phone_is_like_is_told(open_console: Callable[[], Console]) -> None:
    console = open_console()
    console.ready()
    until(lambda: [s.state for s in console.told if isinstance(s, PhoneState)] == ["ready"])
    console.phone.ask_devices()
    until(lambda: console.heard(wire.Devices, kind="null"))
    console.phone.watch_levels(True)
    until(lambda: console.heard(wire.Level, key=wire.DEVICE))
    console.phone.close()
    console.phone.wait_closed()
    assert console.phone.state.state == "off"
    console.desk.stop()


def test_a_call_can_be_ended_while_the_hub_is_away(
    hub: FakeHub, open_console: Callable[[], Console], phones: Phones
) -> None:
    console, line = open_console(), phones("line")
    address = console.ready()
    console.phone.expect(12)
    _call(line, address, offer=12)
    line.wait(wire.Answered, key="agent")
    hub.stop()
    with pytest.raises(Refused, match="Your phone has hung up"):
        console.desk.do(EndCall(interaction_id=9))
    line.wait(wire.Disconnected, key="agent")


def test_a_long_path_becomes_a_short_one_of_ones_own(tmp_path: Path) -> None:
    assert short_path(tmp_path / "p.sock") == tmp_path / "p.sock"
    long = tmp_path / ("x" * 120) / "phone.sock"
    short = short_path(long)
    assert len(os.fsencode(short)) < 100
    assert short == short_path(long) != short_path(long.with_name("other.sock"))
    assert short.parent.stat().st_mode & 0o077 == 0
