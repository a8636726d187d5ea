"""How long the list of tickets takes to show, and each frame of it while it is scrolled.

A frame is all the work of the GUI thread in one turn: the new place, the paint, the pages that came in
meanwhile. Frames are paced like a screen's, so that pages have the time they have in real life.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QStringListModel, QThread
from PySide6.QtWidgets import QApplication, QListView

from app.protocol.message import Query
from app.ui.agent.port import Done, Failed
from app.ui.agent.tickets import ROW, TicketList
from app.ui.agent.warm import Warmer
from app.ui.app import TURN_S
from app.ui.bridge import Bridge, Collector
from app.ui.notices import Notices
from app.ui.ops import Door, Ops
from app.ui.theme import Theme

FRAME_S = 1 / 60
SIZE = (1366, 768)
SHOWS = 5
LONGEST_WAIT_S = 30.0


@dataclass
class Scrolled:
    """What was measured, in ms."""

    rows: int = 0
    shown: list[float] = field(default_factory=list)
    """From the wish to see the list to its first frame with rows; the first is of a window never opened."""
    view: list[float] = field(default_factory=list)
    """The processor time of the GUI thread in it: making the list, taking the page, painting."""
    frames: dict[str, list[float]] = field(default_factory=dict)
    """Way of scrolling → every frame."""
    work: dict[str, list[float]] = field(default_factory=dict)
    """Way of scrolling → the processor time of the GUI thread in every frame: what a machine that does
    other things at the same time cannot spoil."""
    blank: dict[str, float] = field(default_factory=dict)
    """Way of scrolling → share of frames in which a row's page had not come yet."""


def measure_scroll(door: Door, frames: int) -> Scrolled:
    """Show the list `SHOWS` times, then scroll it in four ways, `frames` frames each. `door` answers
    `ListTickets`; it is asked on worker threads, as the console asks its hub."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    application = QApplication.instance() or QApplication(["contactdesk"])
    assert isinstance(application, QApplication)
    Theme(application, "light")
    bridge = Bridge()
    ops = Ops(bridge, Notices())
    ops.use(door)
    collector = Collector()
    try:
        _warm()
        return _measured(Source(ops), frames)
    finally:
        ops.close()
        collector.deleteLater()
        gc.enable()
        sys.setswitchinterval(turn)


def _measured(source: Source, frames: int) -> Scrolled:
    found = Scrolled()
    tickets: TicketList | None = None
    for _ in range(SHOWS):
        if tickets is not None:
            tickets.close()
            tickets.deleteLater()
        tickets = _show(source, found)
    assert tickets is not None
    found.rows = tickets.model.total
    for name, places in _ways(tickets, frames):
        _scroll(tickets, name, places, found)
    tickets.close()
    return found


class Source:
    """What the list reads: a `Reading` on the operations of a console."""

    me = 0

    def __init__(self, ops: Ops) -> None:
        self._ops = ops

    def ask(
        self, query: Query[Any], done: Done, failed: Failed | None = None, *, owner: QObject | None = None
    ) -> None:
        """Ask on a worker thread."""
        self._ops.ask(query, done, failed, owner=owner)

    def agent_name(self, agent_id: int | None) -> str:
        """Any name will do."""
        return f"Agent {agent_id % 97}" if agent_id else ""

    def queue_name(self, queue_id: int | None) -> str:
        """Any name will do."""
        return f"Queue {queue_id % 7}" if queue_id else ""


def _warm() -> None:
    """As it is in a console: a list stands in the window, and its fonts are loaded."""
    view = QListView()
    view.setModel(QStringListModel(["a"], view))
    view.show()
    view.viewport().repaint()
    view.close()
    warmer = Warmer()
    waiting = QEventLoop()
    warmer.done.connect(waiting.quit)
    warmer.start()
    waiting.exec()


def _show(source: Source, found: Scrolled) -> TicketList:
    """Make a list, show it, wait for the first page, paint it."""
    started, before = time.perf_counter(), time.thread_time()
    tickets = TicketList(source)
    tickets.resize(*SIZE)
    tickets.choose_state("")
    tickets.show()
    while not tickets.model.total:
        if time.perf_counter() - started > LONGEST_WAIT_S:
            raise RuntimeError("The first page of the list did not come within 30 s. Is the hub up?")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    tickets.table.viewport().repaint()
    found.shown.append((time.perf_counter() - started) * 1000)
    found.view.append((time.thread_time() - before) * 1000)
    return tickets


def _ways(tickets: TicketList, frames: int) -> Iterator[tuple[str, Iterable[int]]]:
    """Ways of scrolling: the places of the scroll bar, a frame each."""
    bar = tickets.table.verticalScrollBar()
    page, dice = bar.pageStep(), random.Random(7)
    yield "wheel", (step * 3 * ROW for step in range(frames))
    yield "page by page", (bar.maximum() // 3 + step * page for step in range(frames))
    yield "flick", (bar.maximum() // 2 + step * (step % 40) * 25 for step in range(frames))
    yield "drag", (dice.randrange(bar.maximum()) for _ in range(frames))


def rest(until: float) -> float:
    """Until the next frame is due the event loop turns, as it does in a window; returns when it began."""
    while (left := until - time.perf_counter()) > 0:
        QCoreApplication.processEvents()
        if left > 0.002:
            QThread.usleep(500)
    return max(until, time.perf_counter() - 0.0005)


def _scroll(tickets: TicketList, name: str, places: Iterable[int], found: Scrolled) -> None:
    bar, viewport = tickets.table.verticalScrollBar(), tickets.table.viewport()
    times, work, blank = [], [], 0
    due = time.perf_counter()
    for place in places:
        before, started = time.thread_time(), due  # what came in between and ran over counts too
        QCoreApplication.processEvents()  # pages that came in belong to the frame
        bar.setValue(place)
        viewport.repaint()
        spent = time.perf_counter() - started
        times.append(spent * 1000)
        work.append((time.thread_time() - before) * 1000)
        blank += tickets.table.shows_blanks()
        due = rest(due + FRAME_S)
    found.frames[name], found.work[name] = times, work
    found.blank[name] = blank / max(1, len(times))
