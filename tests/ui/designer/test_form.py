"""The form of a node: what is changed in it stands in the text, and what is typed in the text in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.designer.fields import Line, Pick, Target, Words
from app.ui.designer.window import DesignerWindow
from tests.ui.designer.conftest import SMALL


def inside(designer: DesignerWindow) -> QWidget:
    """What the form shows now."""
    widget = designer.form._area.widget()
    assert widget is not None
    return widget


def field(designer: DesignerWindow, *path: str | int) -> Any:
    """The field at a place in the node."""
    fields: list[Any] = [
        w for kind in (Line, Words, Target, Pick) for w in inside(designer).findChildren(kind)
    ]
    found = [field for field in fields if field.path == path]
    assert len(found) == 1, [field.path for field in fields]
    return found[0]


def test_texts_by_language(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.graph.select(["hello"])
    assert field(designer, "say", "zh-TW").toPlainText() == "您好"
    english = field(designer, "say", "en")
    english.setFocus()
    english.setPlainText("Good evening: how are you?")
    english.flush()
    assert 'say: {en: "Good evening: how are you?", zh-TW: 您好}' in designer.text.toPlainText()
    designer.undo()
    assert field(designer, "say", "en").toPlainText() == "Good day."
    assert designer.document.text == SMALL


def test_a_text_without_languages_gets_them(designer: DesignerWindow) -> None:
    designer.graph.select(["topic"])
    chinese = field(designer, "ask", "zh-TW")
    chinese.setPlainText("什麼事？")
    chinese.flush()
    assert 'ask: {en: "What is it about?", zh-TW: 什麼事？}' in designer.document.text


def test_choices_are_added_moved_and_taken_out(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.graph.select(["topic"])
    field(designer, "choices", 1, "value").setText("complaint")
    field(designer, "choices", 1, "value").flush()
    assert "- {value: complaint}" in designer.document.text
    press(designer, "Add to Choices")
    assert "- {value: choice_3}" in designer.document.text
    press(designer, "Move 1 down")
    assert designer.document.text.index("complaint") < designer.document.text.index("value: order")
    assert "- {value: order, next: check}   # most call for this" in designer.document.text
    press(designer, "Take out 3")
    assert "choice_3" not in designer.document.text
    for _ in range(4):
        designer.undo()
    assert designer.document.text == SMALL


def test_ways_in_the_form(designer: DesignerWindow) -> None:
    designer.graph.select(["hello"])
    press(designer, "Take out the way Next")
    flow = designer.author.flow
    assert flow is not None
    assert flow.nodes["hello"].next == ""  # type: ignore[union-attr]
    assert "next: topic" not in designer.document.text


def test_the_form_follows_the_text(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.graph.select(["topic"])
    place = designer.document.text.index("one_of")
    designer.author.typed(place, len("one_of"), "many_of")
    designer.author.read_now()
    assert field(designer, "type").currentData() == "many_of"


def test_enter_edits_the_node(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.show_panel("text")
    designer.graph.setFocus()
    qtbot.keyClick(designer.graph, Qt.Key.Key_Return)
    assert designer.panels.currentWidget() is designer.form
    assert field(designer, "say", "en").hasFocus()


def test_a_broken_node_has_no_form(designer: DesignerWindow) -> None:
    place = designer.document.text.index(", zh-TW: 您好")
    designer.author.typed(place, 0, "}")
    designer.author.read_now()
    assert designer.form._stack.currentWidget() is designer.form._empty


def press(designer: DesignerWindow, name: str) -> None:
    """Press the button of that name in the form."""
    buttons = [b for b in inside(designer).findChildren(QAbstractButton) if b.accessibleName() == name]
    assert len(buttons) == 1
    buttons[0].click()
