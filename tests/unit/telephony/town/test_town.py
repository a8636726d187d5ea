"""The town rings a real line by real SIP and is told how busy to be over its socket."""

from __future__ import annotations

import queue
import random
import threading
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from app.protocol.town import Caller, CallNow, SetPace, TownBook, TownStatus
from app.telephony import ports
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.settings import LineSettings
from app.telephony.town.control import Control
from app.telephony.town.town import Town
from app.telephony.town.visit import Manners
from app.telephony.wire import connect
from tests.helpers.logs import ExpectedLog

CALLER = Caller(
    name="Ann Test", number="+442079460123", kind="known", language="en", dnis="+886225550111",
    sentences=["Hello, this is Ann.", "Where is my parcel?"],
)  # fmt: skip


@pytest.mark.sip
def test_a_caller_rings_the_line_speaks_when_the_music_stops_and_hangs_up(tmp_path: Path) -> None:
    heard: queue.SimpleQueue[ports.Event] = queue.SimpleQueue()
    line = BuiltInLine(LineSettings(port=0, spare=0), tmp_path / "line")
    line.start(heard.put)
    target = line.addresses[0].partition(":")[2]
    town = Town(
        TownBook(callers=[CALLER]), target, tmp_path / "town", rng=random.Random(1),
        manners=lambda rng: Manners(patience=40.0, talk=0.0),
    )  # fmt: skip
    thread = threading.Thread(target=town.run)
    thread.start()
    try:
        town.tell(CallNow())
        arrived = _until(heard, ports.CallArrived)
        assert arrived.ani.raw == CALLER.number
        assert arrived.dnis.raw == CALLER.dnis
        line.answer(arrived.call)
        _until(heard, ports.CallAnswered)
        line.music(arrived.call)
        line.energy(arrived.call, ports.CALLER, 5.0)
        assert _until(heard, ports.EnergyMeasured).level < 0.001
        line.stop(arrived.call)
        line.energy(arrived.call, ports.CALLER, 4.0)
        assert _until(heard, ports.EnergyMeasured).level > 0.005
        assert _until(heard, ports.CallEnded).by == "party"
    finally:
        town.stop()
        thread.join()
        line.shutdown()


def test_a_window_sets_the_pace_over_the_socket(tmp_path: Path) -> None:
    orders: queue.SimpleQueue[object] = queue.SimpleQueue()

    class Ears:
        tell = orders.put

    control = Control(tmp_path / "town.sock")
    control.start(Ears())
    control.say(TownStatus(pace="calm"))
    line, token = connect(tmp_path / "town.sock")
    with line, line.makefile("rb") as lines:
        line.sendall(token.encode() + b"\n")
        assert msgspec.json.decode(lines.readline(), type=TownStatus).pace == "calm"
        line.sendall(msgspec.json.encode(SetPace("busy")) + b"\n")
        assert orders.get(timeout=5) == SetPace("busy")
        line.sendall(msgspec.json.encode(CallNow("shared")) + b"\n")
        assert orders.get(timeout=5) == CallNow("shared")
        control.say(TownStatus(pace="busy", calls=3))
        assert msgspec.json.decode(lines.readline(), type=TownStatus).calls == 3
    control.close()


def test_what_the_town_does_not_know_is_said_and_does_no_harm(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    orders: queue.SimpleQueue[object] = queue.SimpleQueue()

    class Ears:
        tell = orders.put

    expected_log("the town was told something it does not know")
    control = Control(tmp_path / "town.sock")
    control.start(Ears())
    line, token = connect(tmp_path / "town.sock")
    with line:
        line.sendall(token.encode() + b"\n" + b'{"say":"dance"}\n' + msgspec.json.encode(CallNow()) + b"\n")
        assert orders.get(timeout=5) == CallNow()
    control.close()


E = TypeVar("E", bound=ports.LineEvent)


def _until(heard: queue.SimpleQueue[ports.Event], kind: type[E]) -> E:
    while True:
        event = heard.get(timeout=30)
        if isinstance(event, kind):
            return event
