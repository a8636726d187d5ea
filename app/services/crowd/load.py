"""Writing the crowd into an empty database as fast as it takes rows: no log, indices afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain, islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from app.models.tables import log_head, metadata
from app.services.crowd.contacts import interaction_rows, leg_rows, note_rows, ticket_rows
from app.services.crowd.house import house_rows
from app.services.crowd.people import people
from app.services.crowd.sizes import Rows, Sizes
from app.services.search.entries import RULES
from app.services.search.rebuild import is_current, rebuild

Progress = Callable[[str, int], None]
"""Called with what is being written and how many rows are done."""

_CHUNK = 20_000
_FAST = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -1000000",
    "PRAGMA temp_store = FILE",
    "PRAGMA threads = 2",
)


def load_crowd(url: str, sizes: Sizes, *, password_hash: str, progress: Progress) -> None:
    """Make the tables in the empty database at `url` (SQLAlchemy's) and fill them.

    What was begun and did not end must be thrown away: nothing is kept safe on the way.
    """
    engine = sa.create_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                for pragma in _FAST:
                    connection.exec_driver_sql(pragma)
                _load(connection, sizes, password_hash, progress)
                connection.commit()
                connection.exec_driver_sql("PRAGMA locking_mode = NORMAL")
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        else:
            with engine.begin() as connection:
                _load(connection, sizes, password_hash, progress)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
    finally:
        engine.dispose()


def _load(connection: Connection, sizes: Sizes, password_hash: str, progress: Progress) -> None:
    for table in metadata.sorted_tables:
        # Foreign keys of PostgreSQL are added at the end: checking each of fifteen million rows takes longer.
        connection.execute(CreateTable(table, include_foreign_key_constraints=_in_table(connection, table)))
    for name, rows in house_rows(sizes, password_hash):
        _write(connection, name, rows, progress)
    _write_people(connection, sizes, progress)
    _write(connection, "tickets", ticket_rows(sizes), progress)
    _write(connection, "interactions", interaction_rows(sizes), progress)
    _write(connection, "legs", leg_rows(sizes), progress)
    _write(connection, "notes", note_rows(sizes), progress)
    connection.execute(log_head.insert().values(id=1, number=0))
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            progress(f"index {index.name}", 0)
            connection.execute(CreateIndex(index))
    if connection.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            for constraint in table.foreign_key_constraints:
                connection.execute(AddConstraint(constraint))
    rebuild(connection, progress)


def _in_table(connection: Connection, table: sa.Table) -> list[sa.ForeignKeyConstraint]:
    if connection.dialect.name == "postgresql":
        return []
    return list(table.foreign_key_constraints)


def _write_people(connection: Connection, sizes: Sizes, progress: Progress) -> None:
    crowd = people(sizes)
    written = 0
    progress("customers", 0)
    while some := list(islice(crowd, _CHUNK)):
        _insert(connection, "customers", [one.customer for one in some])
        _insert(connection, "contact_points", list(chain.from_iterable(one.points for one in some)))
        _insert(connection, "customer_relations", list(chain.from_iterable(one.relations for one in some)))
        _insert(connection, "consents", list(chain.from_iterable(one.consents for one in some)))
        _insert(connection, "customer_products", list(chain.from_iterable(one.products for one in some)))
        written += len(some)
        progress("customers", written)


def _write(connection: Connection, name: str, rows: Iterable[Rows], progress: Progress) -> None:
    written = 0
    progress(name, 0)
    coming: Iterator[Rows] = iter(rows)
    while some := list(islice(coming, _CHUNK)):
        _insert(connection, name, some)
        written += len(some)
        progress(name, written)


def _insert(connection: Connection, name: str, rows: list[Rows]) -> None:
    if not rows:
        return
    columns = [column.name for column in metadata.tables[name].columns]
    if len(rows[0]) != len(columns):
        raise ValueError(f"{name} has {len(columns)} columns, not {len(rows[0])}")
    if connection.dialect.name == "postgresql":
        with connection.connection.cursor().copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows)


def has_crowd(url: str, sizes: Sizes) -> bool:
    """Was a crowd of at least these sizes loaded into the database at `url`, to the end?"""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("search_state"):
                return False
            customers = connection.scalar(sa.text("SELECT count(*) FROM customers"))
            return (customers or 0) >= sizes.customers and is_current(connection)
    finally:
        engine.dispose()


def tables_mark() -> str:
    """Eight letters that change with the definition of any table, or with the rules of the index."""
    parts = [str(CreateTable(table)) for table in metadata.sorted_tables]
    parts += sorted(str(CreateIndex(index)) for table in metadata.sorted_tables for index in table.indexes)
    return sha256("".join([*parts, str(RULES)]).encode()).hexdigest()[:8]
