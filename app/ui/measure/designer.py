"""How long the designer takes to show a large flow, and each frame of it while its graph is panned.

A frame is all the work of the GUI thread in one turn, as in `app.ui.measure.scroll`.
"""

from __future__ import annotations

import gc
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings
from PySide6.QtWidgets import QApplication, QMainWindow

from app.client.store import Store
from app.core.errors import Refused
from app.protocol.flows import FlowSource, FlowView, GetFlow, GetFlowKnown, ListFlows, VersionView
from app.protocol.message import Command, Query
from app.ui.actions import Actions
from app.ui.app import TURN_S
from app.ui.bridge import Bridge, Collector
from app.ui.designer.window import DesignerWindow
from app.ui.measure.scroll import FRAME_S, SIZE, rest
from app.ui.notices import Notices
from app.ui.ops import Ops
from app.ui.theme import Theme
from app.ui.workplace import Workplace

SHOWS = 5
LONGEST_WAIT_S = 30.0
SCALES = (1.0, 0.5, 0.12)


@dataclass
class Drawn:
    """What was measured, in ms."""

    nodes: int = 0
    opened: list[float] = field(default_factory=list)
    """From the wish to see the flow to its first whole frame, graph and text; the first of a new window."""
    work: list[float] = field(default_factory=list)
    """The processor time of the GUI thread in it."""
    frames: dict[str, list[float]] = field(default_factory=dict)
    """Way of panning → every frame."""
    frame_work: dict[str, list[float]] = field(default_factory=dict)
    """The processor time of the GUI thread in every frame."""


class _Hub:
    """Knows one flow, as the bytes a hub answers with."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        version = VersionView(id=1, flow_id=1, number=1, state="draft")
        self._flows = [FlowView(id=1, name="large", title="Large", versions=[version])]

    def ask(self, query: Query[Any]) -> Any:
        """Decoded on the asking thread, as in a console."""
        if isinstance(query, ListFlows):
            return self._flows
        if isinstance(query, GetFlowKnown):
            return {}
        assert isinstance(query, GetFlow)
        return msgspec.json.decode(self._answer, type=FlowSource)

    def submit(
        self,
        command: Command[Any],
        on_done: Callable[[Any], None] = lambda answer: None,
        on_refused: Callable[[Refused], None] = lambda refused: None,
        *,
        draft_key: str = "",
    ) -> str:
        """Nothing is changed here."""
        raise NotImplementedError(type(command).__name__)


class _Drafts:
    """No journal."""

    def text(self, key: str) -> str:
        """Nothing was typed."""
        return ""

    def draft(self, key: str, text: str) -> None:
        """Nothing is kept."""


def measure_designer(answer: bytes, frames: int) -> Drawn:
    """Open the flow of this answer to `GetFlow` (JSON) `SHOWS` times, then pan its graph at three scales,
    `frames` frames each way."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    application = QApplication.instance() or QApplication(["contactdesk"])
    assert isinstance(application, QApplication)
    theme = Theme(application, "light")
    desk = QMainWindow()
    collector = Collector()
    with tempfile.TemporaryDirectory() as folder:
        workplace = _workplace(desk, theme, _Hub(answer), Path(folder))
        try:
            return _measured(workplace, frames)
        finally:
            workplace.ops.close()
            collector.deleteLater()
            gc.enable()
            sys.setswitchinterval(turn)


def _workplace(desk: QMainWindow, theme: Theme, hub: _Hub, folder: Path) -> Workplace:
    bridge, notices = Bridge(desk), Notices(desk)
    ops = Ops(bridge, notices, desk)
    ops.use(hub)
    return Workplace(
        rows=Store(),
        drafts=_Drafts(),
        bridge=bridge,
        ops=ops,
        notices=notices,
        theme=theme,
        actions=Actions(desk),
        settings=QSettings(str(folder / "x.ini"), QSettings.Format.IniFormat),
        parent=desk,
    )


def _measured(workplace: Workplace, frames: int) -> Drawn:
    found = Drawn()
    window = DesignerWindow(workplace)
    window.resize(*SIZE)
    window.show()
    _until(lambda: bool(window.keeper.flows))
    for _ in range(SHOWS):
        _open(window, found)
    found.nodes = len(window.graph.scene.cards)
    for name, scale, steps in _ways(frames):
        _pan(window, name, scale, steps, found)
    window.close()
    return found


def _until(ready: Callable[[], bool]) -> None:
    started = time.perf_counter()
    while not ready():
        if time.perf_counter() - started > LONGEST_WAIT_S:
            raise RuntimeError("The designer showed nothing within 30 s.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _open(window: DesignerWindow, found: Drawn) -> None:
    window.show_list()
    QCoreApplication.processEvents()
    opened: list[bool] = []
    joined = window.opened.connect(lambda: opened.append(True))
    started, before = time.perf_counter(), time.thread_time()
    window.keeper.open(window.keeper.flows[0])
    _until(lambda: bool(opened))
    QCoreApplication.processEvents()
    while not window.graph.whole:
        window.graph.repaint()
    window.panels.repaint()
    found.opened.append((time.perf_counter() - started) * 1000)
    found.work.append((time.thread_time() - before) * 1000)
    window.opened.disconnect(joined)


def _ways(frames: int) -> Iterator[tuple[str, float, list[tuple[int, int]]]]:
    """Ways of panning: a name, the scale, and the pixels of each frame."""
    for scale in SCALES:
        steady = [(0, 12)] * frames
        circle = [
            (round(30 * math.sin(step / 40)), round(30 * math.cos(step / 55)) + 8) for step in range(frames)
        ]
        flick = [(step % 40 - 20, 90 - 2 * (step % 40)) for step in range(frames)]
        for name, steps in (("steady", steady), ("round and round", circle), ("flick", flick)):
            yield f"{name}, {scale:.0%}", scale, steps


def _pan(window: DesignerWindow, name: str, scale: float, steps: list[tuple[int, int]], found: Drawn) -> None:
    graph = window.graph
    graph.go_home()
    graph.zoom(scale / graph.scale)
    while not graph.whole:
        graph.repaint()
    times, work = [], []
    due = time.perf_counter()
    for across, along in steps:
        before, started = time.thread_time(), due
        QCoreApplication.processEvents()
        graph.pan(across, along)
        graph.repaint()
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.thread_time() - before) * 1000)
        due = rest(due + FRAME_S)
    found.frames[name], found.frame_work[name] = times, work
