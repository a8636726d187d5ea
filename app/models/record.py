"""Opening the record: engines for SQLite and PostgreSQL, and what their errors mean for a person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from app.core.errors import Refused
from app.models.tables import log_head, metadata
from app.protocol import errors

BUSY_MS = 5_000
"""How long a writer waits for another process's lock before it says so (ms)."""


class Record:
    """The database behind the door: one engine that writes, one that only reads.

    Raises `Refused` with `database_gone` where it cannot be opened.
    """

    def __init__(self, url: str, *, busy_ms: int = BUSY_MS, readers: int = 8) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            _make_folder(self.url)
            self.writer = _sqlite(self.url, begin="BEGIN IMMEDIATE", busy_ms=busy_ms, size=2)
            self.reader = _sqlite(self.url, begin="BEGIN", busy_ms=busy_ms, size=readers)
        else:
            self.url = self.url.set(drivername="postgresql+psycopg")
            self.writer = sa.create_engine(self.url, pool_size=2, pool_pre_ping=True)
            self.reader = sa.create_engine(
                self.url, pool_size=readers, isolation_level="REPEATABLE READ", pool_pre_ping=True
            )

    def create(self) -> None:
        """Make the tables where there are none, and the log's head."""
        with explained(), self.writer.begin() as connection:
            metadata.create_all(connection)
            if connection.execute(sa.select(log_head.c.number)).first() is None:
                connection.execute(log_head.insert().values(id=1, number=0))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the record."""
        with explained(), self.reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self.writer.dispose()
        self.reader.dispose()


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite(url: URL, *, begin: str, busy_ms: int, size: int) -> Engine:
    arguments = {"check_same_thread": False, "cached_statements": 512}
    engine = sa.create_engine(url, pool_size=size, max_overflow=32, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # pysqlite must not begin by itself: `start` does
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_ms}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # NORMAL can lose a commit when the power goes
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.execute("PRAGMA mmap_size = 1073741824")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a database says into a refusal that says what to do next."""
    try:
        yield
    except DBAPIError as error:
        refused = explain(error)
        if refused is None:
            raise
        raise refused from error


_GONE = (
    "unable to open",
    "connection refused",
    "server closed",
    "connection failed",
    "terminating connection",
)


def explain(error: BaseException) -> Refused | None:
    """The refusal for a database error that an operator can mend; None for one that is our fault."""
    text = str(getattr(error, "orig", None) or error).lower()
    if "disk is full" in text or "no space left" in text or "disk i/o error" in text:
        return Refused(
            errors.DISK_FULL,
            "The hub's disk is full: nothing was saved. Free some space; what you typed is kept here.",
        )
    if "database is locked" in text or "database table is locked" in text:
        return Refused(
            errors.DATABASE_BUSY,
            "Another program holds the database: nothing was saved. "
            "Close it (a backup, an editor) and try again.",
        )
    if isinstance(error, sa.exc.OperationalError) and any(words in text for words in _GONE):
        return Refused(
            errors.DATABASE_GONE,
            "The hub cannot reach its database: nothing was saved. The operator must start it again.",
        )
    return None
