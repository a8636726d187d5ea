"""SQL that is asked thousands of times a second: given to the driver as it is.

SQLAlchemy needs 45 to 70 µs for a statement of which SQLite runs in 5; a pop asks ten. Such a statement is
written once, for both databases, with `:name` for its values, and answers with plain tuples. It runs in
the connection's transaction like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_VALUE = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")

Row = tuple[Any, ...]


class Statement:
    """One statement. Its errors are SQLAlchemy's, so that `record.explained` can explain them."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._pyformat = _VALUE.sub(r"%(\1)s", sql.replace("%", "%%"))

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Every row."""
        try:
            return self._executed(connection, values).fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._wrapped(connection, values, error) from error

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Row | None:
        """The first row."""
        try:
            return self._executed(connection, values).fetchone()
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._wrapped(connection, values, error) from error

    def many(self, connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each of the values."""
        cursor = _driver(connection).cursor()
        try:
            cursor.executemany(self._text(connection), values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._wrapped(connection, values, error) from error
        finally:
            cursor.close()

    def _executed(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        return _driver(connection).execute(self._text(connection), values)

    def _text(self, connection: Connection) -> str:
        return self.sql if connection.dialect.name == "sqlite" else self._pyformat

    def _wrapped(self, connection: Connection, values: Any, error: Exception) -> BaseException:
        base = connection.dialect.loaded_dbapi.Error
        return sa.exc.DBAPIError.instance(self.sql, values, error, base, dialect=connection.dialect)


def _driver(connection: Connection) -> Any:
    """The driver's own connection: sqlite3's or psycopg's, which take a statement alike."""
    return connection.connection.driver_connection
