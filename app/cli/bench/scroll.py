"""`bench scroll`: a list of a million tickets, shown and scrolled."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import msgspec

from app.cli.bench.report import Options, Report, at_most, percentile, spread
from app.cli.bench.seed import seeded
from app.core.errors import Refused
from app.protocol.message import Command, Query
from app.protocol.tickets import ListTickets
from app.protocol.views import TicketPage

SHOWN_MS = 60.0
FRAME_MS = 16.7


def run(options: Options) -> Report:
    """Show the list and scroll it."""
    from app.ui.measure.scroll import SHOWS, SIZE, measure_scroll

    frames = 300 if options.quick else 3_000
    with Pages(seeded(options)) as door:
        found = measure_scroll(door, frames)
    everything = list(itertools.chain.from_iterable(found.frames.values()))
    report = Report(
        "scroll",
        sizes={
            "tickets": found.rows,
            "frames": len(everything),
            "shows": SHOWS,
            "window": "{}x{}".format(*SIZE),
        },
    )
    report.figures["shown, ms"] = [round(value, 2) for value in found.shown]
    report.figures["of it processor time of the window, ms"] = [round(value, 2) for value in found.view]
    report.figures["frame, ms"] = {way: spread(times) for way, times in found.frames.items()}
    report.figures["processor time of a frame, ms"] = {way: spread(n) for way, n in found.work.items()}
    report.figures["frames with a row still to come"] = {way: round(n, 4) for way, n in found.blank.items()}
    report.figures["pages asked for"] = door.asked
    report.reach.append(at_most("list shown, the slowest time", max(found.shown), SHOWN_MS, "ms"))
    for way, times in found.frames.items():
        report.reach.append(at_most(f"frame p99, {way}", percentile(times, 0.99), FRAME_MS, "ms"))
    return report


class Pages:
    """Answers `ListTickets` from a process of its own, as a hub does: bytes, decoded on the asking thread."""

    def __init__(self, record: str) -> None:
        self.asked = 0
        self._lock = threading.Lock()
        self._decode = msgspec.json.Decoder(TicketPage).decode
        command = [sys.executable, "-m", "app.cli.bench.ticket_pages", record]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> Pages:
        self.ask(ListTickets(limit=1))  # it is up, as a hub is when a window asks it
        self.asked = 0
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def ask(self, query: Query[Any]) -> TicketPage:
        """A page of the list."""
        assert isinstance(query, ListTickets)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self.asked += 1
            self._process.stdin.write(msgspec.json.encode(query) + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        return self._decode(answer)

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
