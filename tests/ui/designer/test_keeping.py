"""Opened, saved, kept through a crash; and what happens when somebody else saved first."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.flows import GetFlow, ListFlows, SaveFlowDraft, VersionView
from app.scripts.checking import check
from app.scripts.reading import read
from app.ui.designer.keeper import Typed
from app.ui.designer.newflow import TEMPLATES, NewFlowDialog, from_template
from app.ui.designer.stale import StaleDialog
from app.ui.designer.window import DesignerWindow
from tests.ui.designer.conftest import SMALL, source_of, view_of
from tests.ui.floor import Floor

THEIRS = SMALL.replace("Good day.", "Good morning.")


def change(designer: DesignerWindow) -> str:
    designer.author.rename("bye", "the_end")
    return designer.document.text


def test_a_draft_is_saved(designer: DesignerWindow, floor: Floor, qtbot: QtBot) -> None:
    floor.door.answers[SaveFlowDraft] = lambda command: source_of(command.source, 12, 2)
    text = change(designer)
    assert designer.bar.save.isEnabled()
    with qtbot.waitSignal(designer.keeper.saved):
        qtbot.keyClick(designer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    sent = next(message for message in floor.door.sent if isinstance(message, SaveFlowDraft))
    assert (sent.source, sent.flow_id, sent.seen_id) == (text, 1, 11)
    assert not designer.author.dirty
    assert not designer.bar.save.isEnabled()
    assert designer.bar.version.text() == "Draft 2"
    assert not floor.journal.kept


def test_what_is_typed_outlives_a_crash(designer: DesignerWindow, floor: Floor, qtbot: QtBot) -> None:
    text = change(designer)
    qtbot.waitUntil(lambda: "flow:1" in floor.journal.kept)
    assert msgspec.json.decode(floor.journal.kept["flow:1"], type=Typed) == Typed(11, text)
    again = DesignerWindow(designer.workplace)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.keeper.recovered):
        again.keeper.open(view_of())
    assert again.document.text == again.text.toPlainText() == text
    assert again.author.dirty
    again.foot._action.click()
    assert again.document.text == SMALL


@pytest.fixture
def stale(designer: DesignerWindow, floor: Floor, qtbot: QtBot) -> StaleDialog:
    """Somebody else saved version 2 after mine was opened."""

    def save(command: SaveFlowDraft) -> object:
        if command.seen_id != 13:
            raise Refused(errors.STALE, "Somebody else saved a newer draft.")
        return source_of(command.source, 14, 3)

    floor.door.answers[SaveFlowDraft] = save
    change(designer)
    newer = VersionView(id=13, flow_id=1, number=2, state="draft")
    floor.door.answers[ListFlows] = [view_of(newer, VersionView(id=11, flow_id=1, number=1, state="draft"))]
    floor.door.answers[GetFlow] = source_of(THEIRS, 13, 2)
    with qtbot.waitSignal(designer.keeper.stale):
        designer.save()
    dialog = designer.findChild(StaleDialog)
    assert dialog is not None
    return dialog


def test_both_are_shown(stale: StaleDialog) -> None:
    shown = stale.text.toPlainText()
    assert "Good morning" in shown
    assert "the_end" in shown


def test_mine_is_saved_over_theirs(stale: StaleDialog, designer: DesignerWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(designer.keeper.saved):
        stale._save_mine()
    assert "the_end" in designer.document.text
    assert not designer.author.dirty


def test_theirs_is_taken_and_mine_comes_back(stale: StaleDialog, designer: DesignerWindow) -> None:
    stale._take_theirs()
    assert designer.document.text == designer.text.toPlainText() == THEIRS
    assert not designer.author.dirty
    designer.undo()
    assert "the_end" in designer.document.text
    assert designer.author.dirty


def test_a_refusal_is_said(designer: DesignerWindow, floor: Floor, qtbot: QtBot) -> None:
    floor.door.answers[SaveFlowDraft] = Refused(errors.BAD_VALUE, "A flow needs a name.")
    change(designer)
    designer.save()
    qtbot.waitUntil(lambda: "needs a name" in designer.foot.text.full_text())
    assert designer.author.dirty


def test_a_new_flow_from_a_template(designer: DesignerWindow, floor: Floor, qtbot: QtBot) -> None:
    floor.door.answers[SaveFlowDraft] = lambda command: source_of(command.source, 21, 1, "night-menu")
    designer.new_flow()
    dialog = designer.findChild(NewFlowDialog)
    assert dialog is not None
    dialog.title.setText("Night menu")
    dialog._title_typed("Night menu")
    assert dialog.name.text() == "night-menu"
    dialog.name.setText("service")
    dialog.start()
    assert "already" in dialog.error.text()
    dialog.name.setText("night-menu")
    dialog.templates.setCurrentRow(1)
    dialog.start()
    assert designer.document.text.splitlines()[1] == "flow: night-menu"
    assert designer.author.dirty
    with qtbot.waitSignal(designer.keeper.saved):
        designer.save()
    sent = [message for message in floor.door.sent if isinstance(message, SaveFlowDraft)]
    assert sent[-1].flow_id is None


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_have_no_problems(template: str) -> None:
    reading = read(from_template(template, "some-name", "Some: title"))
    assert reading.flow is not None
    assert reading.problems == []
    assert check(reading.flow) == []
    assert reading.flow.name == "some-name"
    assert reading.flow.title == {"en": "Some: title"}


def test_files_go_in_and_out(designer: DesignerWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    designer.files.write(str(path), designer.document.text)
    qtbot.waitUntil(path.exists)
    other = tmp_path / "other.yaml"
    other.write_bytes(SMALL.replace("flow: service", "flow: other").replace("\n", "\r\n").encode("utf-8-sig"))
    with qtbot.waitSignal(designer.opened):
        designer.files.read(str(other))
    assert designer.document.text == SMALL.replace("flow: service", "flow: other")
    same = tmp_path / "x.yaml"
    same.write_text(THEIRS, encoding="utf-8")
    with qtbot.waitSignal(designer.opened):
        designer.files.read(str(same))
    assert designer.document.text == THEIRS
    assert designer.author.dirty
    designer.undo()
    assert designer.document.text == SMALL


def test_a_file_that_is_no_text_is_refused(designer: DesignerWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "photo.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    designer.files.read(str(path))
    qtbot.waitUntil(lambda: "UTF-8" in designer.foot.text.full_text())
    assert designer.document.text == SMALL
