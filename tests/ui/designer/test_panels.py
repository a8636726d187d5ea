"""The panels beside the text: in step with what is open, and each with its own marks on the graph."""

from __future__ import annotations

import msgspec
from pytestqt.qtbot import QtBot

from app.protocol.flows import GetFlowContext
from app.scripts.state import World
from app.ui.designer.window import DesignerWindow
from tests.ui.floor import Floor


def test_the_open_flow_is_tried_and_its_way_is_drawn(
    designer: DesignerWindow, floor: Floor, qtbot: QtBot, now: int
) -> None:
    floor.door.answers[GetFlowContext] = msgspec.to_builtins(World(now=now))
    simulator = designer.beside.simulator
    qtbot.waitUntil(simulator.start.isEnabled)
    designer.show_panel("simulator")
    simulator.start.click()
    qtbot.waitUntil(lambda: simulator.script.shown is not None)
    simulator.script.go_on()
    assert designer.graph.current == "topic"
    assert designer.graph.scene.marks["hello"].outline == "info"
    assert designer.graph.scene.marks["topic"].tone == "accent"
    designer.show_panel("text")
    assert not designer.graph.scene.marks
    designer.show_panel("simulator")
    assert set(designer.graph.scene.marks) == {"hello", "topic"}


def test_what_was_changed_is_marked_on_the_graph(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.show_panel("versions")
    versions = designer.beside.versions
    qtbot.waitUntil(lambda: versions.result.full_text() == "This is what stands in the editor.")
    text = designer.document.text.replace("Good day.", "Hello.")
    designer.author.replace_text(text)
    qtbot.waitUntil(lambda: set(designer.graph.scene.marks) == {"hello"})
    assert designer.graph.scene.marks["hello"].badge == "±"
