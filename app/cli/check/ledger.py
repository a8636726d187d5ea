"""Reading a hub's log afterwards: do the legs add up, does the replayed log equal the tables?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cli.demo_home import DATABASE
from app.models import log
from app.models.record import Record

Tables = dict[str, dict[int, dict[str, Any]]]


@dataclass
class LegsTold:
    """What the legs of some calls say."""

    legs: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def _reading(home: Path) -> Iterator[Any]:
    record = Record(f"sqlite:///{home / DATABASE}")
    try:
        with record.read() as connection:
            yield connection
    finally:
        record.close()


def replay_differences(home: Path) -> tuple[list[str], int, int]:
    """Where the tables and the replayed log differ; how many entries and rows there are."""
    with _reading(home) as connection:
        replayed = log.replay(log.everything(connection))
        rows = sum(len(table) for table in replayed.values())
        return log.differences(connection, replayed), log.last_number(connection), rows


def legs_add_up(home: Path, calls: list[int]) -> LegsTold:
    """On track 0 the legs of each call follow each other without gaps, from its start to the moment the
    caller was gone; the after-call work beside it lasts from then to the close."""
    with _reading(home) as connection:
        tables = log.replay(log.everything(connection))
    told = LegsTold()
    if not calls:
        told.wrong.append("there was no call")
    for call in calls:
        row = tables["interactions"].get(call)
        if row is None or row["state"] != "closed":
            told.wrong.append(f"call {call} is {row['state'] if row else 'not there'}")
            continue
        legs = [leg for leg in tables["legs"].values() if leg["interaction_id"] == call]
        told.legs += len(legs)
        told.wrong += legs_of(call, row, legs)
        told.seconds += (row["closed_at"] - row["started_at"]) / 1000
    told.seconds = round(told.seconds, 1)
    return told


def legs_of(call: int, row: dict[str, Any], legs: list[dict[str, Any]]) -> list[str]:
    """Where the legs of a closed call leave a gap or overlap; empty where they add up."""
    ordered = sorted(legs, key=lambda leg: (leg["started_at"], leg["id"]))
    way = [leg for leg in ordered if leg["track"] == 0]
    after = [leg for leg in ordered if leg["kind"] == "after_call"]
    wrong = _gaps(call, way, row["started_at"], row["ended_at"])
    return wrong + _gaps(call, after, row["ended_at"], row["closed_at"])


def _gaps(call: int, legs: list[dict[str, Any]], at: int, end: int) -> list[str]:
    wrong = []
    for leg in legs:
        if leg["started_at"] != at:
            wrong.append(f"call {call}: the {leg['kind']} leg begins {leg['started_at'] - at} ms off")
        if leg["ended_at"] is None:
            wrong.append(f"call {call}: the {leg['kind']} leg never ended")
            return wrong
        at = leg["ended_at"]
    if at != end:
        wrong.append(f"call {call}: its legs end {end - at} ms too early")
    return wrong


def disposition_of(home: Path, interaction: int) -> str:
    """Name of the outcome that was booked; empty where none was."""
    with _reading(home) as connection:
        tables = log.replay(log.everything(connection))
    row = tables["interactions"].get(interaction, {})
    code = tables["disposition_codes"].get(row.get("disposition_id") or 0, {})
    return str(code.get("name", ""))
