"""Everything the designer can do, with its keys: its F1 page reads this list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.ui.actions import QT_TRANSLATE_NOOP, Action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.designer.window import DesignerWindow

FLOW = QT_TRANSLATE_NOOP("Actions", "Flow")
GRAPH = QT_TRANSLATE_NOOP("Actions", "In the graph")
WINDOW = QT_TRANSLATE_NOOP("Actions", "Window")


def designer_actions(window: DesignerWindow) -> list[Action]:
    """The actions, in the order of the F1 page."""
    return [*_of_window(window), *_of_graph(window)]


def _of_window(window: DesignerWindow) -> list[Action]:
    open_ = window.in_flow

    def act(id: str, text: str, key: str, run: Callable[[], None], group: str = FLOW) -> Action:
        return Action(id, text, key, run, open_ if group == FLOW else _always, group)

    return [
        act("save", QT_TRANSLATE_NOOP("Actions", "Save the draft"), "Ctrl+S", window.save),
        act("new_flow", QT_TRANSLATE_NOOP("Actions", "New flow"), "Ctrl+N", window.new_flow, WINDOW),
        act(
            "import", QT_TRANSLATE_NOOP("Actions", "Import a file"), "Ctrl+O", window.files.ask_import, WINDOW
        ),
        act("export", QT_TRANSLATE_NOOP("Actions", "Export as a file"), "Ctrl+Shift+E", window.export),
        act("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z", window.undo),
        act("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Y", window.redo),
        Action("redo_too", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z", window.redo, open_, ""),
        act("find", QT_TRANSLATE_NOOP("Actions", "Find in the flow"), "Ctrl+F", window.finding.focus),
        act("find_next", QT_TRANSLATE_NOOP("Actions", "Next hit"), "F3", window.finding.next),
        act("find_before", QT_TRANSLATE_NOOP("Actions", "Previous hit"), "Shift+F3", window.finding.previous),
        act(
            "go_to",
            QT_TRANSLATE_NOOP("Actions", "Go to a node by its name"),
            "Ctrl+G",
            window.hands.go_to_node,
        ),
        act("problem", QT_TRANSLATE_NOOP("Actions", "Next problem"), "F8", partial(window.problems.step, 1)),
        act(
            "problem_before",
            QT_TRANSLATE_NOOP("Actions", "Previous problem"),
            "Shift+F8",
            partial(window.problems.step, -1),
        ),
        act("to_graph", QT_TRANSLATE_NOOP("Actions", "Go to the graph"), "Ctrl+1", window.graph.setFocus),
        act("to_node", QT_TRANSLATE_NOOP("Actions", "Go to the node's form"), "Ctrl+2", window.edit_node),
        act("to_text", QT_TRANSLATE_NOOP("Actions", "Go to the text"), "Ctrl+3", window.show_text),
        act("flows", QT_TRANSLATE_NOOP("Actions", "All flows"), "Ctrl+Shift+O", window.show_list, WINDOW),
        act("keys", QT_TRANSLATE_NOOP("Actions", "Show all keys"), "F1", window.show_keys, WINDOW),
    ]


def _of_graph(window: DesignerWindow) -> list[Action]:
    graph, hands = window.graph, window.hands

    def act(id: str, text: str, key: str, run: Callable[[], None], within: QWidget = graph) -> Action:
        return Action(id, text, key, run, window.in_flow, GRAPH, within)

    return [
        act("new", QT_TRANSLATE_NOOP("Actions", "New node after this one"), "N", hands.new_node),
        act("connect", QT_TRANSLATE_NOOP("Actions", "Connect with another node"), "C", hands.connect_current),
        act("edit", QT_TRANSLATE_NOOP("Actions", "Edit the node"), "Return", window.edit_node),
        act("rename", QT_TRANSLATE_NOOP("Actions", "Rename"), "F2", hands.rename),
        act("delete", QT_TRANSLATE_NOOP("Actions", "Delete"), "Delete", hands.delete),
        act("duplicate", QT_TRANSLATE_NOOP("Actions", "Duplicate"), "Ctrl+D", hands.duplicate),
        act("copy", QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C", hands.copy),
        act("cut", QT_TRANSLATE_NOOP("Actions", "Cut"), "Ctrl+X", hands.cut),
        act("paste", QT_TRANSLATE_NOOP("Actions", "Paste"), "Ctrl+V", hands.paste),
        act("all", QT_TRANSLATE_NOOP("Actions", "Select every node"), "Ctrl+A", hands.select_all),
        act(
            "release",
            QT_TRANSLATE_NOOP("Actions", "Place by itself again"),
            "Shift+Delete",
            hands.release,
        ),
        act("down", QT_TRANSLATE_NOOP("Actions", "On to the next node"), "Down", partial(graph.go, "down")),
        act("up", QT_TRANSLATE_NOOP("Actions", "Back to the node before"), "Up", partial(graph.go, "up")),
        act("left", QT_TRANSLATE_NOOP("Actions", "The node to the left"), "Left", partial(graph.go, "left")),
        act(
            "right",
            QT_TRANSLATE_NOOP("Actions", "The node to the right"),
            "Right",
            partial(graph.go, "right"),
        ),
        act("home", QT_TRANSLATE_NOOP("Actions", "To where the flow begins"), "Home", graph.go_home),
        act("fit", QT_TRANSLATE_NOOP("Actions", "Show everything"), "F", window.fit),
        act("closer", QT_TRANSLATE_NOOP("Actions", "Closer"), "+", partial(graph.zoom, 1.25)),
        act("further", QT_TRANSLATE_NOOP("Actions", "Further away"), "-", partial(graph.zoom, 0.8)),
        act("arrange", QT_TRANSLATE_NOOP("Actions", "Arrange"), "Ctrl+L", window.author.arrange_all),
    ]


def _always() -> bool:
    return True
