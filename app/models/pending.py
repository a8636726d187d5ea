"""Inserts that wait for company: rows of many commands go to the database in one statement.

Whatever is read of the record sees them, because `Unit` writes them before it reads.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.tables import metadata


class Pending:
    """Rows not yet written, of one transaction. With `at_once` nothing waits."""

    def __init__(self, connection: Connection, *, at_once: bool = False) -> None:
        self.connection = connection
        self._at_once = at_once
        self._rows: dict[sa.Table, list[dict[str, Any]]] = {}

    def add(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        """Rows to be inserted."""
        self._rows.setdefault(table, []).extend(rows)
        if self._at_once:
            self.write()

    def holds(self, table: sa.Table) -> bool:
        """Whether rows of this table wait."""
        return table in self._rows

    def drop(self) -> None:
        """Forget what waits."""
        self._rows = {}

    def write(self) -> None:
        """Insert what waits, parents before children."""
        if not self._rows:
            return
        waiting, self._rows = self._rows, {}
        for table in sorted(waiting, key=_depth):
            self.connection.execute(insert_into(table), waiting[table])


@cache
def insert_into(table: sa.Table) -> sa.Insert:
    """The statement, made once."""
    return table.insert()


@cache
def _order() -> dict[sa.Table, int]:
    return {table: place for place, table in enumerate(metadata.sorted_tables)}


def _depth(table: sa.Table) -> int:
    return _order()[table]
