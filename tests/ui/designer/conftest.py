"""A designer on a floor whose hub knows one small flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.protocol.flows import FlowSource, FlowView, GetFlow, GetFlowKnown, ListFlows, VersionView
from app.scripts.reading import read
from app.ui.designer.window import DesignerWindow
from app.ui.theme import Theme
from tests.ui.floor import Floor

SMALL = """\
# The service script.
flow: service
title: {en: Inbound service, zh-TW: 來電服務}
languages: [en, zh-TW]
start: hello
person: desk
nodes:
  # a greeting 😀
  hello:
    say: {en: "Good day.", zh-TW: 您好}
    next: topic

  topic:
    ask: What is it about?
    type: one_of
    choices:
      - {value: order, next: check}   # most call for this
      - {value: other}
    next: desk

  check:
    branch:
      - {when: "topic == 'order'", next: bye}
    otherwise: desk

  desk: {route: Service}
  bye: {end: Settled}
"""


def source_of(text: str, id: int = 11, number: int = 1, name: str = "service") -> FlowSource:
    """A version with this text, as the hub tells it."""
    flow = read(text).flow
    return FlowSource(
        version=VersionView(id=id, flow_id=1, number=number, state="draft"),
        name=name,
        source=text,
        compiled=msgspec.Raw(msgspec.json.encode(flow)),
    )


def view_of(*versions: VersionView) -> FlowView:
    """The flow with these versions, newest first."""
    return FlowView(
        id=1,
        name="service",
        title="Inbound service",
        speakers=["console"],
        languages=["en", "zh-TW"],
        versions=list(versions) or [VersionView(id=11, flow_id=1, number=1, state="draft")],
    )


@pytest.fixture
def floor(now: int) -> Floor:
    """The rows, the door and the journal behind the window."""
    floor = Floor(now)
    floor.door.answers[ListFlows] = [view_of()]
    floor.door.answers[GetFlow] = source_of(SMALL)
    floor.door.answers[GetFlowKnown] = {}
    return floor


@pytest.fixture
def designer(qtbot: QtBot, theme: Theme, floor: Floor, tmp_path: Path) -> Iterator[DesignerWindow]:
    """The window with the small flow open."""
    desk = QMainWindow()
    qtbot.addWidget(desk)
    workplace = floor.workplace(desk, theme, tmp_path / "settings.ini")
    window = DesignerWindow(workplace)
    window.show()
    qtbot.waitUntil(lambda: bool(window.keeper.flows))
    with qtbot.waitSignal(window.opened):
        window.keeper.open(window.keeper.flows[0])
    yield window
    window.close()
    workplace.ops.close()
