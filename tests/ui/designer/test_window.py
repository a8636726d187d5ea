"""Graph and text side by side: what is done to one is in the other, and can be taken back."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.protocol.flows import GetFlowKnown
from app.scripts.checking import Known
from app.scripts.editing.operations import set_key
from app.ui.designer.window import DesignerWindow
from tests.ui.designer.conftest import SMALL, source_of
from tests.ui.floor import Floor


def pixel(window: DesignerWindow, name: str) -> QPoint:
    """The middle of a node's card on the screen."""
    return window.graph.to_view(window.graph.scene.cards[name].rect.center()).toPoint()


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(widget, start + (end - start) * step / 4)
    QTest.mouseRelease(widget, left, pos=end)


def test_a_flow_is_shown_with_its_text(designer: DesignerWindow) -> None:
    assert designer.in_flow()
    assert list(designer.graph.scene.cards) == ["hello", "topic", "check", "desk", "bye"]
    assert designer.text.toPlainText() == SMALL
    assert designer.graph.current == "hello"
    assert not designer.author.dirty


def test_a_node_is_moved_and_put_back(designer: DesignerWindow) -> None:
    before = designer.author.places["bye"]
    start = pixel(designer, "bye")
    drag(designer.graph, start, start + QPoint(90, 40))
    assert "bye: {end: Settled, at: [" in designer.text.toPlainText()
    assert designer.text.toPlainText() == designer.document.text
    assert designer.author.places["bye"] != before
    designer.undo()
    assert designer.text.toPlainText() == designer.document.text == SMALL
    assert designer.author.places["bye"] == before
    designer.redo()
    assert designer.author.places["bye"] != before


def test_what_is_typed_is_drawn(designer: DesignerWindow, qtbot: QtBot) -> None:
    place = designer.document.text.index("Good day.")
    designer.text.go_to(place, focus=True)
    with qtbot.waitSignal(designer.author.drawn):
        qtbot.keyClicks(designer.text, "Very ")
    assert designer.graph.scene.cards["hello"].text == "Very Good day."
    assert (
        designer.document.text == designer.text.toPlainText() == SMALL.replace("Good day.", "Very Good day.")
    )
    designer.undo()
    assert designer.document.text == designer.text.toPlainText() == SMALL


def test_broken_text_keeps_the_graph_and_says_where(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.text.go_to(designer.document.text.index(", zh-TW: 您好"), focus=True)
    with qtbot.waitSignal(designer.author.drawn):
        qtbot.keyClicks(designer.text, "}")
    assert list(designer.graph.scene.cards) == ["hello", "topic", "check", "desk", "bye"]
    problems = designer.problems.model.problems
    assert [problem.line for problem in problems if problem.node == "hello"] == [10]
    assert designer.graph.scene.problems["hello"] == "error"
    designer.undo()
    assert "hello" not in designer.graph.scene.problems


def test_graph_and_text_are_at_the_same_node(designer: DesignerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(designer.graph, Qt.Key.Key_Down)
    assert designer.graph.current == "topic"
    assert designer.document.node_at(designer.text.place()) == "topic"
    designer.text.go_to(designer.document.span("desk")[0])
    designer.text.place_changed.emit(designer.text.place())
    assert designer.graph.current == "desk"


def test_keys_reach_undo_from_the_text(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.text.go_to(0, focus=True)
    qtbot.keyClicks(designer.text, "# x")
    assert designer.author.dirty
    qtbot.keyClick(designer.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert designer.document.text == designer.text.toPlainText() == SMALL


def test_zooming_keeps_the_place_under_the_mouse(designer: DesignerWindow) -> None:
    at = QPointF(100, 80)
    before = designer.graph.to_scene(at)
    designer.graph.zoom(0.5, at)
    after = designer.graph.to_scene(at)
    assert abs(before.x() - after.x()) < 2
    assert abs(before.y() - after.y()) < 2


def test_what_the_hub_does_not_know_is_a_problem(
    designer: DesignerWindow, floor: Floor, qtbot: QtBot
) -> None:
    known = Known(queues=frozenset(("Service",)), dispositions=frozenset(("Solved",)))
    floor.door.answers[GetFlowKnown] = msgspec.to_builtins(known)
    designer.keeper.ask_known()
    qtbot.waitUntil(lambda: "bye" in designer.graph.scene.problems)
    assert "desk" not in designer.graph.scene.problems
    designer.author.do(lambda document: set_key(document, "bye", ("end",), "Solved"))
    qtbot.waitUntil(lambda: "bye" not in designer.graph.scene.problems)


def test_a_flow_is_shown_whole_at_once(designer: DesignerWindow) -> None:
    """Only while one pans may a frame lack tiles."""
    graph = designer.graph
    graph.frame_ms = 0.0
    designer.load(source_of(SMALL))
    graph.repaint()
    assert graph.whole
    graph.redraw()
    graph.pan(3, 3)
    graph.repaint()
    assert not graph.whole
