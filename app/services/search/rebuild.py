"""Building the whole index anew: after a bulk load, or when the rules of its entries have changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.record import Record
from app.models.tables import (
    search_custom,
    search_mails,
    search_names,
    search_numbers,
    search_state,
    search_typos,
)
from app.services.search import entries

logger = logging.getLogger(__name__)

Progress = Callable[[str, int], None]
"""Called with the table that is being filled and how many rows were read."""

Rows = list[tuple[Any, ...]]

_CHUNK = 20_000
_TABLES = (search_names, search_typos, search_numbers, search_mails, search_custom)

_CUSTOMERS = sa.text("SELECT id, name, other_names FROM customers")
_CUSTOM = sa.text("SELECT id, custom FROM customers WHERE custom <> '{}'")
_POINTS = sa.text("SELECT id, kind, raw, normal FROM contact_points")


def is_current(connection: Connection) -> bool:
    """Was the index built by today's rules?"""
    rules = connection.execute(sa.select(search_state.c.rules)).scalar()
    return rules == entries.RULES


def make_current(record: Record, progress: Progress = lambda table, rows: None) -> bool:
    """Build the index where it is missing or of other rules; True where that was done. Before the door
    opens: what is changed meanwhile would be lost to it."""
    with record.read() as connection:
        if is_current(connection):
            return False
    logger.info("The search index is being built; with a million customers that takes some minutes.")
    with record.writer.begin() as connection:
        rebuild(connection, progress)
    return True


def rebuild(connection: Connection, progress: Progress = lambda table, rows: None) -> None:
    """Empty the index and fill it from the record, in the caller's transaction."""
    for table in _TABLES:
        connection.execute(table.delete())
    words: set[str] = set()
    _fill(connection, search_names, _name_rows(connection, words, progress))
    progress("search_typos", 0)
    _fill(connection, search_typos, _typo_rows(words))
    _fill(connection, search_numbers, _number_rows(connection, progress))
    _fill(connection, search_mails, _mail_rows(connection, progress))
    _fill(connection, search_custom, _custom_rows(connection, progress))
    connection.execute(search_state.delete())
    connection.execute(search_state.insert().values(id=1, rules=entries.RULES))


def _name_rows(connection: Connection, words: set[str], progress: Progress) -> Iterator[Rows]:
    for some in _read(connection, _CUSTOMERS, "search_names", progress):
        rows: Rows = []
        for customer_id, name, other_names in some:
            found, its_words = entries.name_parts(name, other_names)
            words |= its_words
            rows += [(place, text, customer_id) for place, text in found]
        yield rows


def _number_rows(connection: Connection, progress: Progress) -> Iterator[Rows]:
    for some in _read(connection, _POINTS, "search_numbers", progress):
        yield [
            (key, point_id)
            for point_id, kind, raw, normal in some
            for key in entries.number_keys(entries.point_digits(kind, raw, normal))
        ]


def _mail_rows(connection: Connection, progress: Progress) -> Iterator[Rows]:
    for some in _read(connection, _POINTS, "search_mails", progress):
        yield [
            (text, point_id)
            for point_id, kind, raw, normal in some
            for text in entries.mail_entries(kind, raw, normal)
        ]


def _custom_rows(connection: Connection, progress: Progress) -> Iterator[Rows]:
    for some in _read(connection, _CUSTOM, "search_custom", progress):
        yield [
            (field, value, customer_id)
            for customer_id, custom in some
            for field, value in entries.custom_entries(msgspec.json.decode(custom))
        ]


def _typo_rows(words: set[str]) -> Iterator[Rows]:
    ordered = sorted(words)
    for start in range(0, len(ordered), _CHUNK):
        yield list(entries.all_typos(ordered[start : start + _CHUNK]))


def _read(
    connection: Connection, statement: sa.TextClause, table: str, progress: Progress
) -> Iterator[Sequence[Any]]:
    rows = connection.execute(statement, execution_options={"yield_per": _CHUNK})
    for count, some in enumerate(rows.partitions(_CHUNK)):
        progress(table, count * _CHUNK)
        yield some


def _fill(connection: Connection, table: sa.Table, batches: Iterator[Rows]) -> None:
    if connection.dialect.name == "postgresql":
        _copy(connection, table, batches)
    else:
        _stage(connection, table, batches)


def _copy(connection: Connection, table: sa.Table, batches: Iterator[Rows]) -> None:
    """A batch is whole before it is copied: the cursor it is read with needs the connection, too."""
    columns = ", ".join(column.name for column in table.columns)
    cursor = connection.connection.cursor()
    for batch in batches:
        with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in batch:
                copy.write_row(row)


def _stage(connection: Connection, table: sa.Table, batches: Iterator[Rows]) -> None:
    """SQLite inserts a million rows in order twenty times faster than strewn over the tree."""
    columns = [column.name for column in table.columns]
    named = ", ".join(columns)
    connection.exec_driver_sql(f"CREATE TEMP TABLE staged ({named})")
    insert = f"INSERT INTO staged VALUES ({', '.join('?' * len(columns))})"
    for batch in batches:
        if batch:
            connection.exec_driver_sql(insert, batch)
    order = ", ".join(column.name for column in table.primary_key)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({named}) SELECT {named} FROM staged ORDER BY {order}"
    )
    connection.exec_driver_sql("DROP TABLE staged")
