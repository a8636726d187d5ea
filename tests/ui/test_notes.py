"""Notes: in the journal as they are typed, sent once, never lost where they are refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.protocol.interactions import AddNote, DeleteNote, EditNote, RestoreNote
from app.protocol.message import Refusal
from app.protocol.rows import NoteRow
from app.protocol.views import TimelineEntry
from app.ui.agent.notes import NoteEditor
from tests.ui.standin import StandIn

OWN = TimelineEntry(kind="note", id=901, at=1, text="Wants a call.", agent_id=7)


def editor(qtbot: QtBot, port: StandIn) -> NoteEditor:
    notes = NoteEditor(port)
    qtbot.addWidget(notes)
    notes.show()
    notes.set_subject(101, 11)
    return notes


def test_every_key_goes_to_the_journal(qtbot: QtBot, port: StandIn) -> None:
    notes = editor(qtbot, port)
    qtbot.keyClicks(notes.text, "Rou")
    assert port.drafts == {"note:interaction:11": "Rou"}
    qtbot.keyClick(notes.text, Qt.Key.Key_Backspace)
    assert port.drafts == {"note:interaction:11": "Ro"}


def test_what_was_typed_is_there_after_a_crash_and_per_call(qtbot: QtBot, port: StandIn) -> None:
    port.drafts = {"note:interaction:11": "first call", "note:customer:102": "by hand"}
    notes = editor(qtbot, port)
    assert notes.text.toPlainText() == "first call"
    notes.set_subject(102)
    assert notes.text.toPlainText() == "by hand"
    notes.set_subject(101, 12)
    assert notes.text.toPlainText() == ""
    notes.set_subject(101, 11)
    assert notes.text.toPlainText() == "first call"


def test_a_note_is_sent_once_and_its_draft_goes(qtbot: QtBot, port: StandIn) -> None:
    notes = editor(qtbot, port)
    assert not notes.button.isEnabled()
    qtbot.keyClicks(notes.text, "Router reboots")
    qtbot.keyClick(notes.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    notes.save()
    assert port.done == [AddNote(text="Router reboots", customer_id=101, interaction_id=11)]
    assert port.drafts == {}, "the journal has the command now: after a crash it must not be both"
    assert notes.text.toPlainText() == "Router reboots", "in view until the hub has it"
    notes.sent("note:interaction:11")
    assert port.drafts == {}
    assert notes.text.toPlainText() == ""


def test_what_is_typed_while_a_note_is_on_its_way_stays(qtbot: QtBot, port: StandIn) -> None:
    notes = editor(qtbot, port)
    qtbot.keyClicks(notes.text, "First.")
    notes.save()
    qtbot.keyClicks(notes.text, " Second.")
    notes.sent("note:interaction:11")
    assert notes.text.toPlainText() == "Second."
    assert port.drafts == {"note:interaction:11": "Second."}


def test_a_refused_note_stays_in_the_field_and_in_the_journal(qtbot: QtBot, port: StandIn) -> None:
    port.answers["AddNote"] = Refusal("disk_full", "The hub's disk is full.")
    notes = editor(qtbot, port)
    qtbot.keyClicks(notes.text, "Router")
    notes.save()
    assert notes.text.toPlainText() == "Router"
    assert port.drafts == {"note:interaction:11": "Router"}
    assert "disk is full" in port.notices[0][0]
    assert notes.button.isEnabled()


def test_a_note_the_desk_keeps_for_a_hub_that_is_away_is_not_typed_twice(qtbot: QtBot, port: StandIn) -> None:
    port.answers["AddNote"] = Refusal("hub_unreachable", "The hub is away.", {"kept": True})
    notes = editor(qtbot, port)
    qtbot.keyClicks(notes.text, "Router")
    notes.save()
    assert notes.text.toPlainText() == ""
    assert port.drafts == {}
    assert "as soon as the hub is back" in port.notices[0][0]


def test_an_own_note_is_changed_and_the_new_one_waits(qtbot: QtBot, port: StandIn) -> None:
    notes = editor(qtbot, port)
    qtbot.keyClicks(notes.text, "unfinished")
    notes.edit(OWN)
    assert notes.text.toPlainText() == "Wants a call."
    qtbot.keyClicks(notes.text, " After six.")
    assert port.drafts["note:901"] == "Wants a call. After six."
    port.answers["EditNote"] = NoteRow(id=901)
    notes.save()
    assert port.done == [EditNote(note_id=901, text="Wants a call. After six.")]
    assert notes.text.toPlainText() == "unfinished"
    assert port.drafts == {"note:interaction:11": "unfinished"}
    assert port.notices == [("Note changed", EditNote(note_id=901, text="Wants a call."))]


def test_escape_leaves_an_own_note_as_it_was(qtbot: QtBot, port: StandIn) -> None:
    notes = editor(qtbot, port)
    notes.edit(OWN)
    qtbot.keyClicks(notes.text, "!")
    qtbot.keyClick(notes.text, Qt.Key.Key_Escape)
    assert port.done == []
    assert port.drafts == {}
    assert notes.text.toPlainText() == ""


def test_a_struck_out_note_can_be_brought_back(qtbot: QtBot, port: StandIn) -> None:
    port.answers["DeleteNote"] = NoteRow(id=901, deleted=True)
    notes = editor(qtbot, port)
    notes.strike(OWN)
    assert port.done == [DeleteNote(note_id=901)]
    assert port.notices == [("Note struck out", RestoreNote(note_id=901))]
