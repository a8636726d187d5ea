"""A flow tried before it is saved, with each of the three speakers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.protocol.flows import FlowSource, FlowView, VersionView
from app.protocol.views import SearchHit
from app.scripts.nodes import Flow
from app.scripts.reading import read
from app.scripts.state import World
from app.ui.designer.marks import NodeMark
from app.ui.designer.simulator import Simulator
from tests.ui.standin import StandIn

TEXT = """
flow: try
title: Try
languages: [en, th]
speakers: [console, telephone, web]
start: hello
person: person
nodes:
  hello:
    say: {en: "Good day, {{ customer.name }}.", th: "สวัสดี {{ customer.name }}"}
    next: topic
  topic:
    ask: {en: What is it about?, th: เรื่องอะไร}
    type: one_of
    choices:
      - {value: order, text: {en: An order, th: คำสั่งซื้อ}, key: "1", next: open}
      - {value: other, text: {en: Something else, th: อื่น ๆ}, key: "2", next: check}
  open:
    do: OpenTicket
    with: {subject: "'Order: ' ~ customer.name"}
    into: ticket
    refused: person
    next: number
  number:
    say: {en: "Your ticket is {{ ticket.number }}.", th: "หมายเลข {{ ticket.number }}"}
    next: bye
  check:
    flow: sub
    into: {known: known}
    next: bye
  person: {route: Service}
  bye: {end: Settled}
"""
SUB = """
flow: sub
title: Sub
languages: [en]
speakers: [console, telephone, web]
results: {known: yes_no}
start: known
nodes:
  known:
    ask: Is it known?
    type: yes_no
    next: done
  done: {end: "", results: {known: known}}
"""


def flow(text: str) -> Flow:
    found = read(text).flow
    assert found is not None
    return found


@pytest.fixture
def simulator(qtbot: QtBot, port: StandIn, now: int) -> Simulator:
    version = VersionView(id=5, flow_id=2, number=1, state="live")
    sub = msgspec.Raw(msgspec.json.encode(flow(SUB)))
    port.answers["ListFlows"] = [FlowView(id=2, name="sub", versions=[version])]
    port.answers["GetFlow"] = FlowSource(version=version, name="sub", source=SUB, compiled=sub)
    port.answers["GetFlowContext"] = lambda query: msgspec.to_builtins(
        World(now=now, customer={"name": "Somchai"} if query.customer_id else {})
    )
    made = Simulator(port)
    qtbot.addWidget(made)
    made.resize(460, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.set_flow(flow(TEXT))
    return made


def be(simulator: Simulator, speaker: str) -> None:
    simulator.speaker.setCurrentIndex(simulator.speaker.findData(speaker))


def variables(simulator: Simulator) -> dict[str, str]:
    table = simulator.variables
    found = {}
    for line in range(table.rowCount()):
        name, value = table.item(line, 0), table.item(line, 1)
        assert name is not None
        assert value is not None
        found[name.text()] = value.text()
    return found


def test_the_console_plays_it_as_the_chosen_customer(simulator: Simulator, port: StandIn) -> None:
    simulator.customer.chosen.emit(SearchHit(kind="customer", id=9, customer_id=9, title="Somchai Jaidee"))
    assert simulator.who.full_text() == "Somchai Jaidee"
    assert simulator.script.shown is not None
    assert simulator.script.shown.text == "Good day, Somchai."
    simulator.script.go_on()
    assert simulator.script.shown.node == "topic"
    assert port.done == []


def test_an_effect_is_answered_by_hand(simulator: Simulator, qtbot: QtBot) -> None:
    marks: list[dict[str, NodeMark]] = []
    simulator.marked.connect(marks.append)
    simulator.start.click()
    simulator.script.go_on()
    simulator.script.keyPressEvent(_key("1"))
    simulator.script.go_on()
    assert simulator.effect.isVisible()
    assert simulator.effect.what.full_text() == "Does: OpenTicket"
    simulator.effect.value.setPlainText("{nonsense")
    simulator.effect.done.click()
    assert "not JSON" in simulator.effect.problem.full_text()
    simulator.effect.value.setPlainText('{"number": 77}')
    simulator.effect.done.click()
    assert simulator.script.shown is not None
    assert simulator.script.shown.text == "Your ticket is 77."
    assert variables(simulator)["topic"] == "order"
    assert marks[-1]["number"].tone == "accent"
    assert marks[-1]["topic"].outline == "info"


def test_a_refused_command_goes_its_own_way(simulator: Simulator) -> None:
    simulator.start.click()
    simulator.script.go_on()
    simulator.script.keyPressEvent(_key("1"))
    simulator.script.go_on()
    simulator.effect.refused.click()
    assert simulator.effect.what.full_text() == "To the queue: Service"


def test_the_telephone_speaks_and_takes_keys(simulator: Simulator) -> None:
    be(simulator, "telephone")
    simulator.start.click()
    heard = simulator.handset.heard
    simulator.handset.press("1")  # ahead: skips the greeting and answers the menu
    texts = [heard.item(line).text() for line in range(heard.count())]
    assert "For An order, press 1." in texts or any("press 1" in text for text in texts)
    assert simulator.effect.what.full_text() == "Does: OpenTicket"


def test_silence_counts_until_a_person_takes_over(simulator: Simulator, qtbot: QtBot) -> None:
    be(simulator, "telephone")
    simulator.start.click()
    simulator.handset.silence.click()
    for _ in range(3):
        qtbot.mouseClick(simulator.handset.silence, Qt.MouseButton.LeftButton)
    assert simulator.effect.what.full_text() == "To the queue: Service"


def test_a_flow_it_calls_is_fetched(simulator: Simulator) -> None:
    be(simulator, "web")
    simulator.start.click()
    simulator.page.go_on()
    simulator.page.keyPressEvent(_key("2"))
    simulator.page.go_on()
    assert simulator.page.shown is not None
    assert simulator.page.shown.text == "Is it known?"


def test_another_language(simulator: Simulator) -> None:
    simulator.language.setCurrentIndex(simulator.language.findData("th"))
    simulator.start.click()
    assert simulator.script.shown is not None
    assert simulator.script.shown.text.startswith("สวัสดี")


def test_a_change_of_the_flow_is_told_and_taken_at_the_next_start(simulator: Simulator) -> None:
    simulator.start.click()
    simulator.set_flow(flow(TEXT.replace("Good day", "Hello")))
    assert "changed" in simulator.told.full_text()
    assert simulator.script.shown is not None
    assert simulator.script.shown.text.startswith("Good day")
    simulator.start.click()
    assert simulator.script.shown.text.startswith("Hello")
    assert simulator.told.isHidden()


def _key(text: str) -> Any:
    from PySide6.QtGui import QKeyEvent

    code = Qt.Key(ord(text))
    return QKeyEvent(QKeyEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
