"""Whatever the keyboard can reach in the designer has a name, and every action its own key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.protocol.rows import AgentRow
from app.ui.designer.newflow import NewFlowDialog
from app.ui.designer.nodepicker import NodePicker
from app.ui.designer.stale import StaleDialog
from app.ui.designer.window import DesignerWindow
from app.ui.keys import KeysWindow
from tests.ui.designer.conftest import SMALL, source_of
from tests.ui.test_names import named


def unnamed(widget: QWidget) -> list[QWidget]:
    """What the keyboard reaches and no screen reader can tell."""
    reached = [
        child
        for child in widget.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    ]
    assert reached
    return [child for child in reached if not named(child)]


@pytest.mark.parametrize("node", ["hello", "topic", "check", "desk", "bye"])
@pytest.mark.parametrize("panel", ["node", "text"])
def test_everything_has_a_name(designer: DesignerWindow, panel: str, node: str) -> None:
    designer.show_panel(panel)
    designer.graph.select([node])
    assert unnamed(designer) == []


def test_the_list_has_names(designer: DesignerWindow) -> None:
    designer.show_list()
    assert unnamed(designer.list) == []


def test_dialogs_have_names(designer: DesignerWindow, qtbot: QtBot) -> None:
    cards = list(designer.graph.scene.cards.values())
    for dialog in (
        NewFlowDialog([], designer),
        StaleDialog(SMALL, source_of(SMALL), "Anna", designer),
        NodePicker("To", cards, ["next"], 0, designer),
    ):
        dialog.show()
        assert unnamed(dialog) == []
        dialog.close()


def test_the_current_node_is_told(designer: DesignerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(designer.graph, Qt.Key.Key_Down)
    assert designer.graph.accessibleDescription() == "ask topic: What is it about?"


def test_f1_lists_every_key(designer: DesignerWindow) -> None:
    designer.show_keys()
    window = designer.findChild(KeysWindow)
    assert window is not None
    assert {action.key for action in designer.actions_.all()} >= {"N", "C", "Delete", "F", "+", "-", "Ctrl+Z"}
    window.close()


def test_everything_can_be_done_by_keys(designer: DesignerWindow) -> None:
    """From the list to a saved flow without a mouse: every step is an action with a key or a focus order."""
    ids = {action.id for action in designer.actions_.all() if action.key}
    assert ids >= {
        "new_flow", "import", "export", "flows", "save", "undo", "redo", "find", "problem", "new", "connect",
        "edit", "rename", "delete", "duplicate", "copy", "cut", "paste", "down", "up", "left", "right",
        "home",
    }  # fmt: skip


@pytest.mark.parametrize(("role", "may"), [("agent", False), ("supervisor", True), ("administrator", True)])
def test_only_leads_open_it(role: str, may: bool) -> None:
    from types import SimpleNamespace

    from app.ui.window import Window

    agent = AgentRow(id=7, login="x", name="X", role=role)
    rows = SimpleNamespace(me=7, row=lambda table, id: agent)
    page = SimpleNamespace(workplace=SimpleNamespace(rows=rows))
    assert Window.may_design(SimpleNamespace(page=page)) is may  # type: ignore[arg-type]
