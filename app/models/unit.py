"""One transaction and its log entry: whatever is changed through a `Unit` is in the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models.pending import Pending
from app.protocol import errors
from app.protocol.events import Change

Values = dict[str, Any]


@dataclass(frozen=True)
class Actor:
    """Who asks: an agent with a role, or one of the hub's workers (`agent_id` None, role system)."""

    agent_id: int | None
    role: str


SYSTEM_ACTOR = Actor(None, "system")


class Reader:
    """One moment of the record, for questions."""

    def __init__(self, connection: Connection, *, actor: Actor, at: int, region: str) -> None:
        self._connection = connection
        self.actor = actor
        self.at = at
        """Now, in ms since 1970 UTC."""
        self.region = region
        """The country in which numbers without a country code are read."""

    @property
    def connection(self) -> Connection:
        """The database connection, for statements that `get`, `one` and `all` do not fit."""
        return self._connection

    def get(self, table: sa.Table, row_id: int | None) -> Values | None:
        """A row by its id."""
        if row_id is None:
            return None
        row = self._connection.execute(_by_id(table), {"row_id": row_id}).first()
        return None if row is None else dict(zip(_names(table), row, strict=True))

    def need(self, table: sa.Table, row_id: int, what: str) -> Values:
        """A row by its id, or a refusal that names `what` was not found."""
        row = self.get(table, row_id)
        if row is None:
            raise Refused(errors.NOT_FOUND, f"There is no {what} with the id {row_id}.", what=what, id=row_id)
        return row

    def one(self, statement: sa.Select[Any], **values: Any) -> Values | None:
        """The first row of a statement."""
        rows = self.all(statement, **values)
        return rows[0] if rows else None

    def all(self, statement: sa.Select[Any], **values: Any) -> list[Values]:
        """Every row of a statement."""
        result = self.connection.execute(statement, values)
        names = [str(name) for name in result.keys()]  # noqa: SIM118 - a result is no mapping
        return [dict(zip(names, row, strict=True)) for row in result]


class Unit(Reader):
    """A transaction being made: reads, and writes that are logged column by column."""

    def __init__(
        self,
        pending: Pending,
        *,
        actor: Actor,
        at: int,
        region: str,
        ids: IdMaker,
    ) -> None:
        super().__init__(pending.connection, actor=actor, at=at, region=region)
        self.ids = ids
        self._pending = pending
        self.changes: list[Change] = []
        self.wrote = False
        """Whether anything was written, logged or not."""

    @property
    def connection(self) -> Connection:
        """The database connection, once it has seen all that this transaction wrote."""
        self._pending.write()
        return self._connection

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Something that may be refused without the rest: whatever it raises goes on to the caller, and rows,
        waiting inserts and changes of the attempt are taken back. Attempts may be nested."""
        connection = self.connection  # has seen all that was written before
        changes, wrote = len(self.changes), self.wrote
        connection.exec_driver_sql("SAVEPOINT attempt")  # begin_nested() would cost ten times as much
        try:
            yield
            self._pending.write()  # what the database refuses, it refuses here
        except BaseException as error:
            self._pending.drop()
            del self.changes[changes:]
            self.wrote = wrote
            try:
                connection.exec_driver_sql("ROLLBACK TO SAVEPOINT attempt")
                connection.exec_driver_sql("RELEASE SAVEPOINT attempt")
            except DBAPIError:
                if isinstance(error, Refused):
                    raise
            raise  # what broke first, also where the database took all back by itself
        connection.exec_driver_sql("RELEASE SAVEPOINT attempt")

    def get(self, table: sa.Table, row_id: int | None) -> Values | None:
        """A row by its id."""
        if self._pending.holds(table):
            self._pending.write()
        return super().get(table, row_id)

    def insert(self, table: sa.Table, **values: Any) -> Values:
        """Add a row; an id is made where none is given. Answers with the whole row."""
        row = self._filled(table, values)
        self.wrote = True
        self._pending.add(table, [row])
        self._note_insert(table, row)
        return row

    def insert_many(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> list[Values]:
        """Add many rows in one statement."""
        filled = [self._filled(table, row) for row in rows]
        if filled:
            self.wrote = True
            self._pending.add(table, filled)
        for row in filled:
            self._note_insert(table, row)
        return filled

    def update(self, table: sa.Table, row: int | Values, **values: Any) -> Values:
        """Change columns of a row (its id, or the row as it was just read). Answers with the whole row."""
        before = self.need(table, row, _one_of(table)) if isinstance(row, int) else row
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return before
        statement = _update(table, tuple(sorted(changed)))
        new = {f"new_{name}": value for name, value in changed.items()}
        self.wrote = True
        self.connection.execute(statement, {"row_id": before["id"], **new})
        after = {**before, **changed}
        if table.info.get("synced"):
            self.changes.append(
                Change(
                    table=str(table.name),
                    id=before["id"],
                    op="update",
                    new=changed,
                    old={name: before[name] for name in changed},
                    row=after if table.info.get("desk") else None,
                )
            )
        return after

    def delete(self, table: sa.Table, row: int | Values) -> Values:
        """Take a row away; the log keeps what was in it."""
        before = self.need(table, row, _one_of(table)) if isinstance(row, int) else row
        self.wrote = True
        self.connection.execute(_delete(table), {"row_id": before["id"]})
        if table.info.get("synced"):
            self.changes.append(Change(table=str(table.name), id=before["id"], op="delete", old=before))
        return before

    def _filled(self, table: sa.Table, values: Mapping[str, Any]) -> Values:
        row: Values = {}
        for name, default in _defaults(table):
            if name in values:
                row[name] = values[name]
            else:
                row[name] = default() if callable(default) else default
        if row.get("id", 0) is None:
            row["id"] = self.ids.new()
        if len(values) > len(row) or not values.keys() <= row.keys():
            raise KeyError(f"{table.name} has no column {sorted(values.keys() - row.keys())}")
        return row

    def _note_insert(self, table: sa.Table, row: Values) -> None:
        if table.info.get("synced"):
            self.changes.append(Change(table=str(table.name), id=row["id"], op="insert", new=row))


@cache
def _defaults(table: sa.Table) -> Sequence[tuple[str, Any]]:
    defaults: list[tuple[str, Any]] = []
    for column in table.columns:
        default: Any = None
        if isinstance(column.default, sa.ColumnDefault):
            value = column.default.arg
            default = dict if callable(value) else value
        defaults.append((str(column.name), default))
    return defaults


def _one_of(table: sa.Table) -> str:
    """A row of a table in words."""
    return str(table.name).replace("_", " ").removesuffix("s")


@cache
def _names(table: sa.Table) -> list[str]:
    """Column names as plain text: SQLAlchemy's own kind cannot be encoded."""
    return [str(column.name) for column in table.columns]


@cache
def _by_id(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("row_id"))


@cache
def _update(table: sa.Table, columns: tuple[str, ...]) -> sa.Update:
    values = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in columns}
    return table.update().where(table.c.id == sa.bindparam("row_id")).values(**values)


@cache
def _delete(table: sa.Table) -> sa.Delete:
    return table.delete().where(table.c.id == sa.bindparam("row_id"))
