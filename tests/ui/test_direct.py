"""Calls past the line, at the agent's own phone: the phone itself answers, transfers and joins them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.protocol.interactions import EndCall, HoldCall
from app.protocol.message import Command
from app.protocol.phone import Answered, Incoming, Leg
from app.protocol.rows import AgentStateRow
from app.protocol.setup import ListCustomFields
from app.ui.agent.ringing import caller_of
from app.ui.theme import Theme
from tests.ui.floor import CALL, ME, Floor, call
from tests.ui.screens import Stage


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(theme, tmp_path, (1366, 768), time.time_ns() // 1_000_000)
    stage.floor.door.answers[ListCustomFields] = lambda query: []
    qtbot.addWidget(stage)
    yield stage
    stage.floor.place.ops.close()


@pytest.fixture
def floor(stage: Stage) -> Floor:
    return stage.floor


def _incoming(name: str = "", uri: str = '"PBX" <sip:+886912345678@pbx.example>') -> Incoming:
    leg = Leg(key="k", state="incoming", incoming=True, from_uri=uri, to_uri="sip:201@x", display_name=name)
    return Incoming(leg=leg)


def _told(floor: Floor) -> list[tuple[object, ...]]:
    """What the phone was told, without what is asked again and again."""
    return [told for told in floor.phone.told if told[0] != "quality"]


def _commands(floor: Floor) -> list[type]:
    return [type(message) for message in floor.door.sent if isinstance(message, Command)]


def _talks_directly(floor: Floor) -> None:
    floor.change(
        call(floor.now, call_key="phone:abc"),
        AgentStateRow(id=ME, presence="ready", status="talking", interaction_id=CALL),
    )


def test_it_rings_until_it_is_answered(stage: Stage, floor: Floor) -> None:
    ringing = stage.page.ringing
    assert ringing.isHidden()
    floor.phone.ringing = True
    floor.place.bridge.phone.emit(_incoming())
    assert not ringing.isHidden()
    assert ringing.text.full_text() == "+886912345678 is calling your phone"
    ringing.answer.click()
    assert _told(floor)[-1] == ("answer",)
    floor.phone.ringing = False
    floor.place.bridge.phone.emit(Answered(key="k"))
    assert ringing.isHidden()


def test_its_keys_are_those_of_an_offer(stage: Stage, floor: Floor) -> None:
    assert not floor.place.actions.run("accept")
    floor.phone.ringing = True
    floor.place.bridge.phone.emit(_incoming("Anna Weber"))
    assert stage.page.ringing.text.full_text() == "Anna Weber is calling your phone"
    assert floor.place.actions.run("accept")
    assert floor.place.actions.run("decline")
    assert _told(floor)[-2:] == [("answer",), ("decline",)]


def test_the_phone_consults_and_joins_and_the_hub_is_not_asked(stage: Stage, floor: Floor) -> None:
    bar = stage.page.call_bar
    _talks_directly(floor)
    bar._send_to("consult", "agent", 10)
    assert _told(floor)[-1] == ("consult", "202")
    floor.phone.third = "asking"
    floor.place.bridge.phone.emit(Answered(key="k"))
    assert not bar.allows("conference")
    assert bar.allows("retrieve")
    floor.phone.third = "answered"
    floor.place.bridge.phone.emit(Answered(key="out"))
    bar.press("conference")
    bar.press("complete")
    bar.press("retrieve")
    assert [told[0] for told in _told(floor)[-3:]] == ["conference", "complete", "retrieve"]
    assert _commands(floor) == []


def test_transfer_goes_to_a_number_and_to_no_queue(stage: Stage, floor: Floor) -> None:
    bar = stage.page.call_bar
    _talks_directly(floor)
    bar._send_to("transfer", "queue", 3)
    assert ("transfer", "") not in _told(floor)
    bar._send_to("transfer", "number", "+886223456789")
    assert _told(floor)[-1] == ("transfer", "+886223456789")
    assert _commands(floor) == []


def test_hold_and_end_are_recorded(stage: Stage, floor: Floor) -> None:
    bar = stage.page.call_bar
    _talks_directly(floor)
    bar.press("hold")
    bar.press("end")
    assert _told(floor)[-1] == ("hold", True)
    assert _commands(floor) == [HoldCall, EndCall]


def test_one_who_was_asked_in_ends_only_their_own_leg(stage: Stage, floor: Floor) -> None:
    floor.change(
        call(floor.now, agent_id=10, state="consulting"),
        AgentStateRow(id=ME, presence="ready", status="talking", interaction_id=CALL),
    )
    stage.page.call_bar.show_interaction(CALL)
    stage.page.call_bar.press("end")
    assert _told(floor)[-1] == ("hang_up", CALL)
    assert _commands(floor) == []


def test_who_calls_is_read_from_whatever_came() -> None:
    assert caller_of(_incoming("Anna")) == "Anna"
    assert caller_of(_incoming(uri="sip:201@pbx")) == "201"
    assert caller_of(_incoming(uri="<sip:201@pbx>;tag=1")) == "201"
