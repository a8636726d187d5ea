"""Opening the record: engines for SQLite and PostgreSQL, and what their errors mean for a person."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from app.core.errors import Refused
from app.models.migrations import bring_to_head
from app.models.tables import log_head
from app.protocol import errors

CLAIM_SECONDS = 3.0
CLAIM_KEY = 0x_C047AC7
"""PostgreSQL's advisory lock of the hub that serves the database."""
BUSY_MS = 5_000
"""How long a writer waits for another process's lock before it says so (ms)."""


class Record:
    """The database behind the door: one engine that writes, one that only reads.

    Raises `Refused` with `database_gone` where it cannot be opened.
    """

    def __init__(self, url: str, *, busy_ms: int = BUSY_MS, readers: int = 8) -> None:
        self.url = make_url(url)
        self._claim: Connection | sqlite3.Connection | None = None
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            _make_folder(self.url)
            self.writer = _sqlite(self.url, begin="BEGIN IMMEDIATE", busy_ms=busy_ms, size=2)
            self.reader = _sqlite(self.url, begin="BEGIN", busy_ms=busy_ms, size=readers)
        else:
            self.url = self.url.set(drivername="postgresql+psycopg")
            self.writer = _postgres(self.url, busy_ms, pool_size=3)
            self.reader = _postgres(
                self.url, busy_ms, pool_size=readers, max_overflow=32, isolation_level="REPEATABLE READ"
            )

    def create(self) -> None:
        """Make the tables where there are none, and the log's head; bring older ones up to date. Raises
        `Refused` with `record_newer` where a newer program made them."""
        with explained(), self.writer.begin() as connection:
            bring_to_head(connection)
            if connection.execute(sa.select(log_head.c.number)).first() is None:
                connection.execute(log_head.insert().values(id=1, number=0))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the record."""
        with explained(), self.reader.begin() as connection:
            yield connection

    def claim(self) -> None:
        """Be the one hub of this record until `close` or the end of the process.

        Two would route every caller twice and sign each other's agents out. Raises `Refused` with
        `in_use` where there is one already; waits a moment for one that is just ending.
        """
        deadline = time.monotonic() + CLAIM_SECONDS
        while self._claim is None:
            self._claim = _claim_file(self.url) if self.sqlite else _claim_database(self.writer)
            if self._claim is None:
                if time.monotonic() > deadline:
                    self.close()
                    raise Refused(
                        errors.IN_USE,
                        "Another hub serves this record already. Use that one, or stop it first.",
                    )
                time.sleep(0.1)

    def close(self) -> None:
        """Give the connections back."""
        if self._claim is not None:
            self._claim.close()
            self._claim = None
        self.writer.dispose()
        self.reader.dispose()


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _postgres(url: URL, busy_ms: int, **settings: Any) -> Engine:
    arguments = {"connect_timeout": 5, "options": f"-c lock_timeout={busy_ms}"}
    return sa.create_engine(url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True, **settings)


def _sqlite(url: URL, *, begin: str, busy_ms: int, size: int) -> Engine:
    arguments = {"check_same_thread": False, "cached_statements": 512}
    engine = sa.create_engine(
        url, pool_size=size, max_overflow=32, connect_args=arguments, hide_parameters=True
    )

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


def _claim_file(url: URL) -> sqlite3.Connection | None:
    """A lock beside the record that ends with the process, on every system that SQLite knows."""
    beside = f"{url.database}.hub" if url.database and url.database != ":memory:" else ":memory:"
    connection = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.close()
        return None
    return connection


def _claim_database(engine: Engine) -> Connection | None:
    """An advisory lock that ends with its connection."""
    with explained():
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.execute(sa.select(sa.func.pg_try_advisory_lock(CLAIM_KEY))).scalar():
            return connection
        connection.close()
        return None


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a database says into a refusal that says what to do next."""
    try:
        yield
    except (DBAPIError, OverflowError, UnicodeEncodeError) as error:
        refused = explain(error)
        if refused is None:
            raise
        raise refused from error


_FULL = ("disk is full", "no space left", "disk i/o error", "file too large")
_BUSY = ("database is locked", "database table is locked", "lock timeout")


def explain(error: BaseException) -> Refused | None:
    """The refusal for an error of the database that somebody can mend; None for one that is our fault."""
    text = str(getattr(error, "orig", None) or error).lower()
    if isinstance(error, DBAPIError):
        if any(words in text for words in _FULL):
            return Refused(
                errors.DISK_FULL,
                "The hub's disk is full: nothing was saved. Free some space; what you typed is kept here.",
            )
        if any(words in text for words in _BUSY):
            return Refused(
                errors.DATABASE_BUSY,
                "Another program holds the database: nothing was saved. "
                "Close it (a backup, an editor) and try again.",
            )
        if error.connection_invalidated or _is_gone(error, text):
            return Refused(
                errors.DATABASE_GONE,
                "The hub cannot reach its database: nothing was saved. The operator must start it again.",
            )
    return _bad_value(error, text)


def _is_gone(error: DBAPIError, text: str) -> bool:
    """PostgreSQL has many words for it, all of one kind that is hardly used for anything else; SQLite one."""
    if "unable to open" in text:
        return True
    return isinstance(error, OperationalError) and type(error.orig).__module__.startswith("psycopg")


def _bad_value(error: BaseException, text: str) -> Refused | None:
    """What no check of ours caught but the database did: a value that fits no column, an id of nothing."""
    if isinstance(error, IntegrityError) and "foreign key" in text:
        return Refused(errors.NOT_FOUND, "Something this refers to is not there (any more). Look again.")
    if isinstance(error, IntegrityError) and "unique" in text:
        return Refused(errors.IN_USE, "This is on record already. Look again.")
    too_large = isinstance(error, OverflowError) and "sqlite" in text
    if too_large or isinstance(error, (DataError, UnicodeEncodeError)):
        return Refused(errors.BAD_VALUE, "A number is too large or a text has characters that are none.")
    return None
