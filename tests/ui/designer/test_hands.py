"""New nodes, ways, copies and deletions, by mouse and by keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.scripts.editing import operations
from app.scripts.nodes import Ask, Branch, Say
from app.ui.designer.nodepicker import NodePicker
from app.ui.designer.window import DesignerWindow
from tests.ui.designer.conftest import SMALL
from tests.ui.designer.test_window import drag, pixel


def menu() -> QMenu:
    """The menu that is open."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def node(designer: DesignerWindow, name: str) -> Any:
    assert designer.author.flow is not None
    return designer.author.flow.nodes[name]


def test_a_letter_makes_a_node_after_the_current_one(designer: DesignerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(designer.graph, Qt.Key.Key_N)
    qtbot.keyClick(menu(), Qt.Key.Key_A)
    assert isinstance(node(designer, "ask"), Ask)
    assert node(designer, "hello").next == "ask"
    assert node(designer, "ask").next == "topic"
    assert designer.graph.current == "ask"
    assert "# a greeting 😀" in designer.document.text
    designer.undo()
    assert designer.document.text == designer.text.toPlainText() == SMALL


def test_connect_by_typing(designer: DesignerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(designer.graph, Qt.Key.Key_C)
    picker = designer.graph.findChild(NodePicker)
    assert picker is not None
    qtbot.waitUntil(picker.isActiveWindow)
    qtbot.keyClicks(picker.field, "settled")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert node(designer, "hello").next == "bye"


def test_delete_says_so_and_can_be_taken_back(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.graph.select(["check"])
    qtbot.keyClick(designer.graph, Qt.Key.Key_Delete)
    assert "check" not in designer.document.text
    assert node(designer, "topic").choices[0].next == ""
    assert "check" in designer.foot.text.full_text()
    designer.foot._action.click()
    assert designer.document.text == designer.text.toPlainText() == SMALL
    assert isinstance(node(designer, "check"), Branch)


def test_what_comes_back_is_where_it_was(designer: DesignerWindow) -> None:
    before = dict(designer.author.places)
    designer.graph.select(["check", "bye"])
    designer.hands.delete()
    designer.undo()
    assert designer.author.places == before
    designer.author.rename("desk", "people")
    assert designer.author.places["people"] == before["desk"]
    designer.undo()
    assert designer.author.places == before


def test_what_is_dragged_may_go_meanwhile(designer: DesignerWindow) -> None:
    at = pixel(designer, "bye")
    QTest.mousePress(designer.graph, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(designer.graph, at + QPoint(40, 40))
    designer.author.do(lambda document: operations.delete(document, ["bye"]))
    designer.graph.repaint()
    QTest.mouseRelease(designer.graph, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 60))
    assert not designer.graph.hidden_cards


def test_drag_a_way_to_a_node(designer: DesignerWindow) -> None:
    graph = designer.graph
    graph.select(["hello"])
    card = graph.scene.cards["hello"]
    handle = graph.to_view(card.rect.bottomRight()).toPoint() - QPoint(round(18 * graph.scale), 0)
    drag(graph, handle, pixel(designer, "desk"))
    assert node(designer, "hello").next == "desk"


def test_drag_a_way_to_nothing_makes_a_node_there(designer: DesignerWindow, qtbot: QtBot) -> None:
    graph = designer.graph
    graph.select(["hello"])
    edge = graph.scene.out["hello"][0]
    start = graph.to_view(edge.start).toPoint()
    drag(graph, start, QPoint(40, graph.height() // 2))
    qtbot.keyClick(menu(), Qt.Key.Key_S)
    made = node(designer, "say")
    assert isinstance(made, Say)
    assert made.at is not None
    assert node(designer, "hello").next == "say"
    assert made.next == "topic"


def test_copies_are_pasted_under_new_names(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.graph.select(["topic", "check"])
    qtbot.keyClick(designer.graph, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "most call for this" in QGuiApplication.clipboard().text()
    qtbot.keyClick(designer.graph, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert node(designer, "topic_2").choices[0].next == "check_2"
    assert designer.graph.selected == {"topic_2", "check_2"}
    qtbot.keyClick(designer.graph, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert node(designer, "topic_3").choices[0].next == "check_3"


def test_rename_everywhere(designer: DesignerWindow) -> None:
    designer.author.rename("desk", "people")
    flow = designer.author.flow
    assert flow is not None
    assert flow.person == "people"
    assert flow.nodes["topic"].next == "people"  # type: ignore[union-attr]
    assert not designer.author.rename("people", "hello")
    assert "already" in designer.foot.text.full_text()


def test_find_goes_from_hit_to_hit(designer: DesignerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(designer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(designer.bar.search, "TOPIC")
    qtbot.keyClick(designer.bar.search, Qt.Key.Key_Return)
    assert designer.finding.hits == ["hello", "topic", "check"]
    assert designer.graph.found == {"hello", "topic", "check"}
    assert designer.graph.current == "topic"
    qtbot.keyClick(designer.bar.search, Qt.Key.Key_Return)
    assert designer.graph.current == "check"
    qtbot.keyClick(designer.bar.search, Qt.Key.Key_Escape)
    assert not designer.graph.found


def test_the_rubber_band_selects(designer: DesignerWindow) -> None:
    graph = designer.graph
    graph.fit()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(graph, left, pos=QPoint(2, 2))
    for at in (QPoint(200, 100), QPoint(graph.width() - 2, graph.height() - 2)):
        QTest.mouseMove(graph, at)
    QTest.mouseRelease(graph, left, pos=QPoint(graph.width() - 2, graph.height() - 2))
    assert graph.selected == set(graph.scene.cards)
