"""`contactdesk bench seed`: makes, once, the record that the other benches measure on."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.cli.bench.report import Options, Report, at_most
from app.services.agents.sign_in import hash_password
from app.services.crowd.load import has_crowd, load_crowd, tables_mark
from app.services.crowd.sizes import FULL, QUICK, Sizes

PASSWORD = "bench-password"
"""Of every agent of the record: `admin`, `agent001` …"""

_CROWD = 1
"""Raise it when the crowd changes: with the tables' definition it is a part of the file's name, so that
a record of yesterday's tables is made anew."""


def sizes_of(options: Options) -> Sizes:
    """How much is measured on."""
    return QUICK if options.quick else FULL


def record_file(options: Options) -> Path:
    """Where the SQLite record lies."""
    return options.folder / f"{'quick' if options.quick else 'full'}-{_CROWD}-{tables_mark()}.db"


def seeded(options: Options) -> str:
    """The URL of the record, which is made first where it is not there.

    It is shared between benches: one that writes copies the file.
    """
    _make_if_missing(options)
    return options.database or f"sqlite:///{record_file(options)}"


def run(options: Options) -> Report:
    """Make the record; nothing is done where it is there."""
    report = Report("seed", sizes=dict(sizes_of(options).__dict__))
    started = time.perf_counter()
    steps = _make_if_missing(options)
    seconds = time.perf_counter() - started
    file = record_file(options)
    where: dict[str, object] = {"database": options.database} if options.database else {"file": str(file)}
    if not options.database:
        where["gigabytes"] = round(file.stat().st_size / 1e9, 3)
    report.figures = {**where, "made": "now" if steps else "before", "steps_s": steps}
    if steps:
        report.reach = [at_most("seed", seconds, 60 if options.quick else 600, "s")]
    return report


def _make_if_missing(options: Options) -> dict[str, float]:
    """Make the record unless it is there; seconds a step."""
    sizes = sizes_of(options)
    if options.database:
        return {} if has_crowd(options.database, sizes) else _make(options.database, sizes)
    file = record_file(options)
    if file.exists():
        return {}
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    for leftover in file.parent.glob(f"{unfinished.name}*"):
        leftover.unlink()
    steps = _make(f"sqlite:///{unfinished}", sizes)
    unfinished.rename(file)
    return steps


def _make(url: str, sizes: Sizes) -> dict[str, float]:
    steps = _Steps()
    load_crowd(url, sizes, password_hash=hash_password(PASSWORD), progress=steps.progress)
    return steps.end()


class _Steps:
    """Measures how long each step takes, and says on standard error what is going on."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._step = "tables"
        self._since = time.perf_counter()

    def progress(self, step: str, rows: int) -> None:
        if step != self._step:
            self.end()
            self._step = step
            print(f"{step} …", file=sys.stderr, flush=True)

    def end(self) -> dict[str, float]:
        now = time.perf_counter()
        self._seconds[self._step] = round(self._seconds.get(self._step, 0.0) + now - self._since, 2)
        self._since = now
        return self._seconds
