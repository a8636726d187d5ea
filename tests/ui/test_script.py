"""The script beside the call: keyboard only through it, drafts, somebody else, the hub away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.customers import GetCard
from app.protocol.flow_run import Answer, Back, Change, Jump, Next, Result, Shown
from app.protocol.flows import ResumeFlow, StartFlow, StepFlow, SuspendFlow
from app.protocol.interactions import TransferCall
from app.protocol.rows import QueueRow
from app.protocol.setup import ListCustomFields
from app.ui.agent import paint
from app.ui.agent.scriptstep import LEAST_HEIGHT, size_of
from app.ui.agent.scriptview import NOT_DONE
from app.ui.theme import Theme
from tests.ui import customers
from tests.ui.floor import CALL
from tests.ui.screens import Stage
from tests.ui.scripts import LONG, PlayedScript, ask, choose, end, ivr_run, say, service, summary

Key = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, tmp_path: Path, now: int) -> Iterator[Stage]:
    made = Stage(theme, tmp_path, (1366, 768), now)
    made.floor.door.answers[ListCustomFields] = lambda query: []
    qtbot.addWidget(made)
    yield made
    made.floor.place.ops.close()


def take_call(stage: Stage, flow: str = "service") -> None:
    """A call is taken whose queue has this script."""
    floor = stage.floor
    floor.rings(customers.pop(floor.now))
    floor.change(QueueRow(id=3, name="Support", ring_seconds=20, wrap_seconds=60, flow=flow))
    floor.talks()


def at(stage: Stage, qtbot: QtBot, node: str) -> None:
    """Wait until the script stands at a node."""
    panel = stage.page.script.panel
    qtbot.waitUntil(lambda: panel.run is not None and panel.run.shown.node == node and not panel.view.busy)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def began(stage: Stage, qtbot: QtBot, steps: list[Any]) -> PlayedScript:
    """A call with its script, the keyboard in it."""
    script = PlayedScript(stage.floor.door, steps)
    stage.activateWindow()
    take_call(stage)
    at(stage, qtbot, steps[0].node)
    stage.floor.place.actions.run("script")
    return script


# ------------------------------------------------------------------------------------------- beginning
def test_the_script_of_the_queue_opens_by_itself(stage: Stage, qtbot: QtBot) -> None:
    PlayedScript(stage.floor.door, service())
    take_call(stage)
    at(stage, qtbot, "hello")
    started = next(sent for sent in stage.floor.door.sent if isinstance(sent, StartFlow))
    assert (started.flow, started.interaction_id, started.customer_id) == ("service", CALL, 101)
    assert (
        stage.page.script.panel.view.step.said.accessibleDescription()
        == "Good day, Mr Wang. How can I help you?"
    )


def test_a_queue_without_a_script_has_nothing_in_the_way(stage: Stage, qtbot: QtBot) -> None:
    PlayedScript(stage.floor.door, service())
    take_call(stage, "")
    assert stage.page.script.panel.isHidden()
    assert not stage.page.customer.card.timeline.isHidden()


def test_an_open_run_goes_on_instead_of_a_new_one(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, service())
    script.at = 2
    script.runs = [summary("suspended")]
    take_call(stage)
    at(stage, qtbot, "light")
    assert not any(isinstance(sent, StartFlow) for sent in stage.floor.door.sent)
    resumed = next(sent for sent in stage.floor.door.sent if isinstance(sent, ResumeFlow))
    assert resumed.interaction_id == CALL


def test_the_keyboard_stays_in_a_note_when_the_script_goes_on(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, service())
    stage.activateWindow()
    take_call(stage)
    at(stage, qtbot, "hello")
    stage.page.focus_note()
    note = focused()
    script.at = 1
    stage.page.script.panel._look()
    at(stage, qtbot, "topic")
    assert focused() is note


@pytest.mark.parametrize("text", [LONG, LONG[:170] + " 陳美玲", "一" * 300])
def test_a_text_to_say_is_shown_whole(stage: Stage, qtbot: QtBot, text: str) -> None:
    began(stage, qtbot, [choose(node="a", hint="Look at the plate."), end()])
    panel = stage.page.script.panel
    assert panel.run is not None
    panel.view.show_step(replace(panel.run.shown, node="b", text=text), [])
    said = panel.view.step.said
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))
    assert panel.view.step.height() >= LEAST_HEIGHT
    lines = said.heightForWidth(said.width()) // paint.line_height(size_of(text))
    assert lines >= 2


# ------------------------------------------------------------------------------------------- keyboard
def test_a_whole_script_with_the_keyboard_alone(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, service())
    press(Key.Key_Return)
    at(stage, qtbot, "topic")
    press(Key.Key_2)
    at(stage, qtbot, "light")
    press(Key.Key_N)
    at(stage, qtbot, "visit")
    type_text("2026-11-24")
    press(Key.Key_Return)
    at(stage, qtbot, "offer")
    press(Key.Key_1)
    at(stage, qtbot, "bye")
    assert script.inputs == [
        Next(),
        Answer(value="fault"),
        Answer(value=False),
        Answer(value="2026-11-24"),
        Answer(value="MP-2"),
    ]
    titles = [step.text for step in stage.page.script.panel.view.path.steps.steps]
    assert "OpenTicket" in titles


def test_back_by_alt_left_and_by_backspace_in_an_empty_field(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [say(), ask("number", "age"), ask("text", "why"), end()])
    press(Key.Key_Return)
    at(stage, qtbot, "age")
    type_text("41")
    press(Key.Key_Return)
    at(stage, qtbot, "why")
    press(Key.Key_Backspace)
    at(stage, qtbot, "age")
    assert stage.page.script.panel.view.step.editor.text() == "41"
    press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    at(stage, qtbot, "hello")
    assert script.inputs[-2:] == [Back(), Back()]


def test_many_of_toggles_and_enter_sends(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [choose(type="many_of"), end()])
    for key in (Key.Key_1, Key.Key_0, Key.Key_1, Key.Key_Down, Key.Key_Space, Key.Key_Return):
        press(key)
    at(stage, qtbot, "bye")
    assert script.inputs == [Answer(value=["bill", "other"])]


def test_an_objection_is_one_key_away_from_anywhere(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, service())
    stage.page.focus_note()
    press(Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: script.inputs == [Jump(objection="too_expensive")])


def test_an_earlier_answer_is_changed_from_the_path(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, service())
    script.at = 2
    script.answers = {"topic": "fault"}
    stage.page.script.panel._look()
    at(stage, qtbot, "light")
    stage.floor.place.actions.run("script_path")
    press(Key.Key_Return)
    view = stage.page.script.panel.view
    qtbot.waitUntil(lambda: view.changing is not None)
    press(Key.Key_1)
    qtbot.waitUntil(lambda: script.inputs == [Change(place=1, value="order")])


def test_recommendations_are_declined_or_left_for_later(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [service()[5], service()[5], end()])
    press(Key.Key_0)
    qtbot.waitUntil(lambda: script.inputs == [Answer(value="")])
    qtbot.waitUntil(lambda: not stage.page.script.panel.view.busy)
    press(Key.Key_L)
    qtbot.waitUntil(lambda: script.inputs[-1] == Next())


# ------------------------------------------------------------------------------------------- trouble
def test_what_does_not_fit_is_said_beside_the_field_and_stays(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [ask("phone"), end()])
    script.check = lambda shown, value: "not_a_phone"
    type_text("12")
    press(Key.Key_Return)
    step = stage.page.script.panel.view.step
    qtbot.waitUntil(lambda: "cannot be dialled" in step.problem)
    assert step.editor.text() == "12"
    assert focused() is step.editor


def test_a_typed_answer_survives_a_crash(stage: Stage, qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    began(stage, qtbot, [ask("text", "why"), end()])
    type_text("because it rains")
    kept = dict(stage.floor.journal.kept)
    again = Stage(theme, tmp_path, (1366, 768), stage.floor.now)
    qtbot.addWidget(again)
    again.floor.door.answers[ListCustomFields] = lambda query: []
    again.floor.journal.kept = kept
    script = PlayedScript(again.floor.door, [ask("text", "why"), end()])
    script.runs = [summary("running")]
    take_call(again)
    at(again, qtbot, "why")
    assert again.page.script.panel.view.step.editor.text() == "because it rains"
    again.page.script.panel.view.go_on()
    at(again, qtbot, "bye")
    assert not [key for key in again.floor.journal.kept if key.startswith("script/")]
    again.floor.place.ops.close()


def test_somebody_else_went_on(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [ask("text", "why"), ask("number", "age"), end()])
    type_text("because")
    script.at, script.step = 1, 5
    press(Key.Key_Return)
    at(stage, qtbot, "age")
    panel = stage.page.script.panel
    assert "Somebody else" in panel.view.said
    assert "because" in panel.view.said
    assert stage.floor.journal.kept["script/90/why"] == "because"


def test_the_hub_is_away_and_back(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [ask("text", "why"), end()])
    type_text("because")
    script.refuse = Refused(errors.HUB_UNREACHABLE, "gone")
    stage.page.show_liveness("offline", 3)
    press(Key.Key_Return)
    panel = stage.page.script.panel
    qtbot.waitUntil(lambda: "is kept" in panel.view.said)
    assert stage.floor.journal.kept["script/90/why"] == "because"
    script.refuse = None
    stage.page.show_liveness("live", 0)
    at(stage, qtbot, "bye")
    assert panel.view.said == ""
    assert [sent.step for sent in stage.floor.door.sent if isinstance(sent, StepFlow)] == [0, 0]


# ------------------------------------------------------------------------------------------- around it
def test_what_was_answered_to_the_ivr_is_there_for_the_agent(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, service())
    script.runs = [summary("ended", 70, "telephone", title="Day", agent_id=None)]
    script.earlier[70] = ivr_run()
    take_call(stage)
    at(stage, qtbot, "hello")
    answers = stage.page.script.answers
    qtbot.waitUntil(lambda: not answers.isHidden())
    shown = [(step.text, step.answer) for step in answers.list.steps.steps]
    assert shown[0][0].startswith("Day · Telephone")
    assert shown[1:] == [("Language", "中文"), ("Order number", "4711")]
    assert any(isinstance(sent, StartFlow) for sent in stage.floor.door.sent)


def test_the_outcome_is_chosen_beforehand(stage: Stage, qtbot: QtBot) -> None:
    began(stage, qtbot, [say(), end()])
    press(Key.Key_Return)
    at(stage, qtbot, "bye")
    stage.floor.wraps_up()
    outcome = stage.page.outcome
    qtbot.waitUntil(lambda: not outcome.isHidden())
    chosen = outcome._group.checkedButton()
    assert chosen is not None
    assert chosen.accessibleName() == "Ticket opened"
    assert outcome.book.isEnabled()


def test_folding_gives_the_timeline_its_room(stage: Stage, qtbot: QtBot) -> None:
    began(stage, qtbot, service())
    timeline = stage.page.customer.card.timeline
    assert timeline.isHidden()
    stage.floor.place.actions.run("script_fold")
    assert not timeline.isHidden()
    assert stage.page.script.panel.view.isHidden()
    stage.floor.place.actions.run("script")
    assert not stage.page.script.panel.view.isHidden()


def test_a_script_is_put_aside_and_taken_up_again_from_the_list(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, service())
    stage.floor.place.actions.run("script_aside")
    qtbot.waitUntil(lambda: stage.page.script.panel.run is None)
    assert any(isinstance(sent, SuspendFlow) for sent in stage.floor.door.sent)
    assert stage.page.script.panel.isHidden()
    stage.floor.place.actions.run("script")
    chooser = stage.page.script.chooser
    qtbot.waitUntil(lambda: chooser.items.rowCount() == 4)
    QTest.keyClick(chooser.field, Key.Key_Return)
    at(stage, qtbot, "hello")
    assert script.status == "running"


def test_a_script_is_started_for_a_customer_without_a_call(stage: Stage, qtbot: QtBot, now: int) -> None:
    PlayedScript(stage.floor.door, service(), "renewal")
    stage.floor.door.answers[GetCard] = lambda query: customers.card(now)
    stage.page.show_customer(101)
    qtbot.waitUntil(lambda: stage.page.script.can_start())
    stage.floor.place.actions.run("script_start")
    chooser = stage.page.script.chooser
    qtbot.waitUntil(lambda: chooser.items.rowCount() == 3)
    QTest.keyClicks(chooser.field, "renew")
    QTest.keyClick(chooser.field, Key.Key_Return)
    at(stage, qtbot, "hello")
    started = next(sent for sent in stage.floor.door.sent if isinstance(sent, StartFlow))
    assert (started.flow, started.interaction_id, started.customer_id) == ("renewal", None, 101)


# ------------------------------------------------------------------------------------------- passing on
def route(kind: Any = "route", effect: str = "Billing") -> Shown:
    return Shown(kind=kind, node="pass", text="I put you through to my colleagues.", effect=effect)


def test_enter_passes_the_call_to_the_queue_and_goes_on(stage: Stage, qtbot: QtBot) -> None:
    stage.floor.door.answers[TransferCall] = lambda command: stage.floor.store.interaction(CALL)
    script = began(stage, qtbot, [route(), end()])
    assert "Billing" in stage.page.script.panel.view.next.text()
    press(Key.Key_Return)
    at(stage, qtbot, "bye")
    passed = [sent for sent in stage.floor.door.sent if isinstance(sent, TransferCall)]
    assert [(one.interaction_id, one.queue_id) for one in passed] == [(CALL, 4)]
    assert script.inputs == [Next()]


def test_a_transfer_that_is_refused_is_said_and_one_goes_on_without(stage: Stage, qtbot: QtBot) -> None:
    stage.floor.door.answers[TransferCall] = Refused(errors.NO_WAY_OUT, "no way out")
    script = began(stage, qtbot, [route("transfer", "+886225550133"), end()])
    press(Key.Key_Return)
    view = stage.page.script.panel.view
    qtbot.waitUntil(lambda: "cannot dial outside" in view.said)
    assert script.inputs == []
    view.other.click()
    at(stage, qtbot, "bye")
    assert script.inputs == [Result(outcome="failed", text=NOT_DONE)]


def test_a_queue_that_is_not_there_is_said(stage: Stage, qtbot: QtBot) -> None:
    began(stage, qtbot, [route(effect="Nowhere"), end()])
    press(Key.Key_Return)
    assert "Nowhere" in stage.page.script.panel.view.said


def test_what_is_looked_up_outside_is_waited_for(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, [Shown(kind="look_up", node="ask_out", effect="url"), end()])
    take_call(stage)
    at(stage, qtbot, "ask_out")
    view = stage.page.script.panel.view
    qtbot.waitUntil(lambda: not view._progress.isHidden())
    script.at, script.status = 1, "ended"
    at(stage, qtbot, "bye")
    assert view._progress.isHidden()


def test_the_script_goes_on_in_another_language(stage: Stage, qtbot: QtBot) -> None:
    began(stage, qtbot, service())
    tongue = stage.page.script.panel.tongue
    qtbot.waitUntil(lambda: not tongue.isHidden())
    stage.floor.place.actions.run("script_language")
    menu = tongue._menu
    assert [action.data() for action in menu.actions()] == ["en", "zh-TW", "th"]
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(
        lambda: any(isinstance(s, ResumeFlow) and s.language == "th" for s in stage.floor.door.sent)
    )


def test_a_run_that_waits_for_a_day_is_taken_up_before_the_next_step(stage: Stage, qtbot: QtBot) -> None:
    script = began(stage, qtbot, [Shown(kind="wait", node="tomorrow", seconds=86_400), end()])
    script.status = "suspended"
    panel = stage.page.script.panel
    panel._look()
    qtbot.waitUntil(lambda: panel.run is not None and panel.run.status == "suspended")
    press(Key.Key_Return)
    at(stage, qtbot, "bye")
    kinds = [type(sent) for sent in stage.floor.door.sent if isinstance(sent, ResumeFlow | StepFlow)]
    assert kinds[-2:] == [ResumeFlow, StepFlow]


def test_two_contacts_each_have_their_script(stage: Stage, qtbot: QtBot, now: int) -> None:
    script = began(stage, qtbot, service())
    press(Key.Key_Return)
    at(stage, qtbot, "topic")
    stage.floor.door.answers[GetCard] = lambda query: customers.card(now, id=102, name="Anna")
    script.runs = []
    stage.page.show_customer(102)
    qtbot.waitUntil(lambda: stage.page.customer.card.customer_id == 102)
    assert stage.page.script.panel.run is None
    stage.page.show_contact(CALL)
    at(stage, qtbot, "topic")
    assert len([sent for sent in stage.floor.door.sent if isinstance(sent, StartFlow)]) == 1


# ------------------------------------------------------------------------------------------- which run
def test_a_script_begun_for_a_customer_goes_along_when_they_are_called(
    stage: Stage, qtbot: QtBot, now: int
) -> None:
    script = PlayedScript(stage.floor.door, service(), "renewal")
    stage.floor.door.answers[GetCard] = lambda query: customers.card(now)
    stage.page.show_customer(101)
    qtbot.waitUntil(stage.page.script.can_start)
    stage.page.script.panel.start("renewal")
    at(stage, qtbot, "hello")
    script.runs = []
    take_call(stage)
    qtbot.waitUntil(lambda: stage.page.script.panel.subject.interaction_id == CALL)
    at(stage, qtbot, "hello")
    resumed = [sent for sent in stage.floor.door.sent if isinstance(sent, ResumeFlow)]
    assert [one.interaction_id for one in resumed] == [CALL]
    assert len([sent for sent in stage.floor.door.sent if isinstance(sent, StartFlow)]) == 1


def test_what_was_put_aside_is_not_opened_again_by_itself(stage: Stage, qtbot: QtBot, now: int) -> None:
    began(stage, qtbot, service())
    panel = stage.page.script.panel
    panel.put_aside()
    qtbot.waitUntil(lambda: panel.run is None)
    stage.floor.door.answers[GetCard] = lambda query: customers.card(now, id=102, name="Anna")
    stage.page.show_customer(102)
    qtbot.waitUntil(lambda: panel.subject.customer_id == 102)
    told: list[Any] = []
    panel.runs_came.connect(lambda runs, current: told.append(runs))
    stage.page.show_contact(CALL)
    qtbot.waitUntil(lambda: bool(told))
    assert panel.run is None
    assert not any(isinstance(sent, ResumeFlow) for sent in stage.floor.door.sent)


def test_a_script_that_a_colleague_finished_is_not_in_the_way_of_mine(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, service())
    script.runs = [summary("ended", 70, agent_id=8)]
    script.earlier[70] = ivr_run()
    take_call(stage)
    at(stage, qtbot, "hello")
    assert any(isinstance(sent, StartFlow) for sent in stage.floor.door.sent)
    qtbot.waitUntil(lambda: not stage.page.script.answers.isHidden())


def test_after_a_crash_in_the_wrap_up_my_finished_script_is_there(stage: Stage, qtbot: QtBot) -> None:
    script = PlayedScript(stage.floor.door, [say(), end()])
    script.at, script.status = 1, "ended"
    script.runs = [summary("ended")]
    take_call(stage)
    at(stage, qtbot, "bye")
    assert not any(isinstance(sent, StartFlow) for sent in stage.floor.door.sent)
    stage.floor.wraps_up()
    qtbot.waitUntil(lambda: stage.page.outcome._group.checkedButton() is not None)
