"""Whole flows with the keyboard alone, the real engine behind the door."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.resources import resource
from app.protocol.flow_run import Result, Shown
from app.scripts.state import World
from app.ui.agent.scriptchoices import keys_of
from tests.ui.engine_script import EngineScript
from tests.ui.screens import Stage
from tests.ui.test_script import Key, at, focused, press, stage, take_call, type_text

__all__ = ["stage"]

EVERY_TYPE = """
flow: service
title: {en: Every type of answer}
languages: [en]
speakers: [console]
start: hello
objections:
  price: {text: {en: Too expensive}, key: e, start: about_price}
nodes:
  hello: {say: {en: Good day.}, next: name}
  name: {ask: {en: Your name?}, type: text, next: age}
  age: {ask: {en: Your age?}, type: number, least: "18", most: "120", next: day}
  day: {ask: {en: Which day?}, type: date, next: pay}
  pay: {ask: {en: How much?}, type: money, currency: TWD, next: kind}
  kind:
    ask: {en: Which?}
    type: one_of
    choices:
      - {value: big, text: {en: Big}}
      - {value: small, text: {en: Small}}
    next: extras
  extras:
    ask: {en: Which extras?}
    type: many_of
    most: "2"
    choices:
      - {value: a, text: {en: A}}
      - {value: b, text: {en: B}}
      - {value: c, text: {en: C}}
    next: sure
  sure: {ask: {en: Sure?}, type: yes_no, next: phone}
  phone: {ask: {en: Your number?}, type: phone, next: mail}
  mail: {ask: {en: Your mail address?}, type: email, required: false, next: sign}
  sign: {ask: {en: Who agrees?}, type: signature, next: act}
  act: {do: OpenTicket, with: {subject: "name"}, into: ticket, next: offer}
  offer:
    recommend: {en: May I suggest something?}
    items:
      - {value: M, text: {en: Mesh}, reason: {en: It fits.}}
    next: bye
  about_price: {say: {en: It lasts for years.}, next: return}
  bye:
    end: Ticket opened
    say: {en: "Thank you, {{ name }}."}
    results: {age: age, extras: extras, day: day}
"""


def shown(stage: Stage) -> Shown:
    run = stage.page.script.panel.run
    assert run is not None
    return run.shown


def enter(stage: Stage, qtbot: QtBot, text: str, then: str) -> None:
    """Type, Enter, and wait for the node after it."""
    type_text(text)
    press(Key.Key_Return)
    at(stage, qtbot, then)


def test_every_type_of_answer_with_the_keyboard_alone(stage: Stage, qtbot: QtBot) -> None:
    script = EngineScript(stage.floor.door, EVERY_TYPE)
    script.effects["OpenTicket"] = Result(outcome="done", value={"id": 4, "number": 10514})
    stage.activateWindow()
    take_call(stage)
    at(stage, qtbot, "hello")
    stage.floor.place.actions.run("script")
    enter(stage, qtbot, "", "name")
    enter(stage, qtbot, "Ming", "age")
    type_text("7")
    press(Key.Key_Return)
    step = stage.page.script.panel.view.step
    qtbot.waitUntil(lambda: step.problem == "At least 18.")
    assert step.editor.text() == "7"
    step.editor.selectAll()
    enter(stage, qtbot, "41", "day")
    press(Key.Key_E, Qt.KeyboardModifier.AltModifier)
    at(stage, qtbot, "about_price")
    press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at(stage, qtbot, "day")
    enter(stage, qtbot, "2027-03-01", "pay")
    enter(stage, qtbot, "1200", "kind")
    press(Key.Key_2)
    at(stage, qtbot, "extras")
    press(Key.Key_1)
    press(Key.Key_3)
    enter(stage, qtbot, "", "sure")
    press(Key.Key_Y)
    at(stage, qtbot, "phone")
    enter(stage, qtbot, "0912345678", "mail")
    enter(stage, qtbot, "", "sign")
    enter(stage, qtbot, "Wang Ming", "offer")
    press(Key.Key_0)
    at(stage, qtbot, "bye")
    assert shown(stage).text == "Thank you, Ming."
    path = stage.page.script.panel.view.path.steps
    lines = [path.data(path.index(place)) for place in range(path.rowCount())]
    assert "Ticket #10514 opened" in lines
    assert shown(stage).results == {"age": 41, "extras": ["a", "c"], "day": "2027-03-01"}


def test_an_earlier_answer_is_changed_and_the_later_ones_stay(stage: Stage, qtbot: QtBot) -> None:
    EngineScript(stage.floor.door, EVERY_TYPE)
    stage.activateWindow()
    take_call(stage)
    at(stage, qtbot, "hello")
    stage.floor.place.actions.run("script")
    enter(stage, qtbot, "", "name")
    enter(stage, qtbot, "Ming", "age")
    enter(stage, qtbot, "41", "day")
    stage.floor.place.actions.run("script_path")
    press(Key.Key_Return)
    view = stage.page.script.panel.view
    qtbot.waitUntil(lambda: view.changing is not None)
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("7")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: view.step.problem == "At least 18.")
    assert view.changing is not None
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("42")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: view.changing is None and not view.busy)
    at(stage, qtbot, "day")
    assert [step.answer for step in view.path.steps.steps if step.answer] == ["Ming", "42"]


@pytest.mark.parametrize("flow", ["service", "renewal", "complaint", "satisfaction", "visit-checklist"])
def test_the_shipped_scripts_are_spoken_to_their_end(stage: Stage, qtbot: QtBot, flow: str) -> None:
    folder = resource("flows")
    sources = [(folder / f"{flow}.yaml").read_text(encoding="utf-8")]
    sources += [path.read_text(encoding="utf-8") for path in folder.glob("*.yaml") if path.stem != flow]
    world = World(
        customer={"id": 101, "name": "Wang", "language": "en"}, agent={"name": "Mei"},
        now=1_795_000_000_000, zone="Asia/Taipei", region="TW",
    )  # fmt: skip
    EngineScript(stage.floor.door, *sources, world=world)
    stage.activateWindow()
    take_call(stage, flow)
    panel = stage.page.script.panel
    qtbot.waitUntil(lambda: panel.run is not None)
    stage.floor.place.actions.run("script")
    for _ in range(80):
        run = panel.run
        assert run is not None
        if run.status == "ended":
            break
        answer_with_keys(stage, run.shown)
        qtbot.waitUntil(partial(gone_on, stage, run.step))
        assert not shown(stage).problem, shown(stage)
    assert panel.run is not None
    assert panel.run.status == "ended"
    assert panel.run.shown.trouble == ""


def gone_on(stage: Stage, step: int) -> bool:
    panel = stage.page.script.panel
    return panel.run is not None and panel.run.step != step and not panel.view.busy


TYPED = {
    "text": "as I said", "number": "3", "date": "2026-12-01", "money": "100", "phone": "0912345678",
    "email": "ming@example.tw", "signature": "Wang Ming", "photo": "",
}  # fmt: skip


def answer_with_keys(stage: Stage, now: Shown) -> None:
    """Do what an agent would do at a step, with keys."""
    if now.kind in ("route", "transfer"):
        stage.page.script.panel.view.other.click()
    elif now.kind == "recommend":
        press(Key.Key_0)
    elif now.type in ("one_of", "yes_no"):
        press(Key.Key_Return)
    elif now.type == "many_of":
        type_text("".join(keys_of(now.choices)))
        press(Key.Key_Return)
    else:
        if now.kind == "ask" and not now.value:
            type_text((now.type == "date" and (now.most or now.least)) or TYPED[now.type])
        press(Key.Key_Return)
