"""The log: written in the transaction it tells of, numbered without gaps in commit order."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.tables import log, log_head, metadata, synced_tables
from app.protocol.events import Change, Event

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Change]).decode


def lock_head(connection: Connection) -> int:
    """The last number given. The lock is held until the commit, so that numbers follow commit order."""
    return int(connection.execute(_head_for_update()).scalar_one())


def move_head(connection: Connection, number: int) -> None:
    """Remember the last number given."""
    connection.execute(_move_head(), {"new_number": number})


def write(connection: Connection, events: Sequence[Event]) -> None:
    """Add entries."""
    if events:
        connection.execute(
            _write(),
            [
                {
                    "number": event.number,
                    "at": event.at,
                    "actor_id": event.actor_id,
                    "command": event.command,
                    "command_id": event.command_id,
                    "changes": _encode(event.changes).decode(),
                }
                for event in events
            ],
        )


def last_number(connection: Connection) -> int:
    """The number of the last entry that is committed."""
    return int(connection.execute(sa.select(log_head.c.number)).scalar_one())


def after(connection: Connection, number: int, limit: int = 500) -> list[Event]:
    """The entries that follow `number`, at most `limit` of them."""
    rows = connection.execute(_after(), {"number": number, "limit": limit})
    return [_event(row) for row in rows]


def everything(connection: Connection, batch: int = 500) -> Iterator[Event]:
    """Every entry from the first."""
    number = 0
    while entries := after(connection, number, batch):
        yield from entries
        number = entries[-1].number


Tables = dict[str, dict[int, dict[str, Any]]]
"""Table -> id -> row."""


def replay(events: Iterable[Event], onto: Tables | None = None) -> Tables:
    """Build the synced tables from the log alone, or bring those that were built before up to date."""
    tables: Tables = {table.name: {} for table in synced_tables()} if onto is None else onto
    for event in events:
        for change in event.changes:
            rows = tables[change.table]
            if change.op == "insert":
                rows[change.id] = dict(change.new)
            elif change.op == "update":
                rows[change.id].update(change.new)
            else:
                del rows[change.id]
    return tables


def differences(connection: Connection, replayed: Tables) -> list[str]:
    """Where the tables and the replayed log do not say the same; empty where they do."""
    found: list[str] = []
    for table in synced_tables():
        rows = {row.id: _plain(dict(row._mapping)) for row in connection.execute(sa.select(table))}
        told = {row_id: _plain(row) for row_id, row in replayed[table.name].items()}
        for row_id in rows.keys() | told.keys():
            if rows.get(row_id) != told.get(row_id):
                found.append(f"{table.name} {row_id}: table {rows.get(row_id)}, log {told.get(row_id)}")
    return found


def _plain(row: dict[str, Any]) -> Any:
    """As it comes out of JSON: keys of inner objects are text there."""
    return msgspec.json.decode(msgspec.json.encode(row))


def _event(row: Any) -> Event:
    return Event(
        number=row.number,
        at=row.at,
        command=row.command,
        command_id=row.command_id,
        actor_id=row.actor_id,
        changes=_decode(row.changes),
    )


@cache
def _head_for_update() -> sa.Select[Any]:
    return sa.select(log_head.c.number).where(log_head.c.id == 1).with_for_update()


@cache
def _move_head() -> sa.Update:
    return log_head.update().where(log_head.c.id == 1).values(number=sa.bindparam("new_number"))


@cache
def _write() -> sa.Insert:
    return metadata.tables["log"].insert()


@cache
def _after() -> sa.Select[Any]:
    return (
        sa.select(log)
        .where(log.c.number > sa.bindparam("number"))
        .order_by(log.c.number)
        .limit(sa.bindparam("limit"))
    )
