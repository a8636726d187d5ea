"""Writing the demo centre into a record, by the same writer and with the same log as everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from app.core.clock import Clock
from app.core.ids import IdMaker, new_command_id
from app.models.batch import Job
from app.models.record import Record
from app.models.tables import accounts, metadata
from app.models.unit import SYSTEM_ACTOR, Unit
from app.models.writer import Writer
from app.services.demo.generate import Demo

BATCH = 4_000
"""Rows of one log entry."""
COMMAND = "MakeDemo"

Follower = Callable[[Unit, Sequence[Any]], None]
Progress = Callable[[int, int], None]
"""Told rows written and rows in all."""


def load(
    demo: Demo,
    record: Record,
    clock: Clock,
    ids: IdMaker,
    *,
    password_hash: str,
    followers: Sequence[Follower] = (),
    region: str = "TW",
    progress: Progress = lambda written, of: None,
) -> None:
    """Write every row and every agent's account. `followers` keep derived tables in step, as at the door.

    Raises what the record refuses with; the record is then half made and should be thrown away.
    """
    writer = Writer(record, clock, ids, region=region)
    writer.start()
    try:
        written = 0
        waiting: list[tuple[int, Future[Any]]] = []
        for table, rows in batches(demo):
            waiting.append((len(rows), writer.submit(_job(table, rows, followers))))
            if len(waiting) > 2:  # a few ahead, so that the writer never waits and memory stays small
                written += _finished(waiting.pop(0))
                progress(written, demo.count)
        waiting.append((0, writer.submit(_accounts(demo, password_hash))))
        for one in waiting:
            written += _finished(one)
            progress(written, demo.count)
    finally:
        writer.stop()


def batches(demo: Demo) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The demo's rows a log entry at a time, parents before children."""
    for table, rows in demo.rows.items():
        for start in range(0, len(rows), BATCH):
            yield table, rows[start : start + BATCH]


def _finished(one: tuple[int, Future[Any]]) -> int:
    count, answer = one
    answer.result()
    return count


def _job(table: str, rows: list[dict[str, Any]], followers: Sequence[Follower]) -> Job:
    def work(unit: Unit) -> bytes:
        unit.insert_many(metadata.tables[table], rows)
        for follower in followers:
            follower(unit, unit.changes)
        return b"{}"

    return Job(COMMAND, new_command_id(), SYSTEM_ACTOR, work)


def _accounts(demo: Demo, password_hash: str) -> Job:
    def work(unit: Unit) -> bytes:
        unit.insert_many(
            accounts, [{"id": key, "password": password_hash} for key in demo.centre.agents.values()]
        )
        return b"{}"

    return Job(COMMAND, new_command_id(), SYSTEM_ACTOR, work)
