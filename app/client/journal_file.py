"""The journal's file: one SQLite database a user, which several consoles may have open.

WAL with synchronous=FULL: what was written survives a killed process and a power cut. That costs an fsync
a transaction (1 to 10 ms), which only the journal's own thread waits for. A console that was killed
leaves nothing to be repaired.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.core.errors import Refused
from app.protocol import errors

log = logging.getLogger(__name__)

BUSY_MS = 1_000
"""How long another process's write is waited for."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL
);
"""


class Draft(msgspec.Struct, frozen=True):
    """Something typed and not yet sent; `at` when it was last typed at (ms)."""

    key: str
    text: str
    at: int


class Unsent(msgspec.Struct, frozen=True, kw_only=True):
    """A command the hub has not acknowledged. `state` is waiting or refused; refused ones stay, with code
    and text, until they are dismissed. `body` is the command's JSON."""

    id: str
    name: str
    body: bytes
    at: int
    state: str = "waiting"
    code: str = ""
    text: str = ""


class JournalFile:
    """Reads and writes the file; used by one thread at a time. Raises Refused (disk_full, database_busy,
    database_gone) where that does not work, and may then be tried again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def read(self) -> tuple[list[Draft], list[Unsent]]:
        """Everything kept, in the order it was written."""
        try:
            connection = self._open()
            drafts = connection.execute("SELECT key, text, at FROM drafts ORDER BY at, key").fetchall()
            unsent = connection.execute(
                "SELECT id, name, body, at, state, code, text FROM outbox ORDER BY seq"
            ).fetchall()
        except sqlite3.Error as error:
            raise self._refused(error) from error
        except OSError as error:
            raise Refused(errors.DATABASE_GONE, self._sentence(str(error))) from error
        keys = ("id", "name", "body", "at", "state", "code", "text")
        return (
            [Draft(*row) for row in drafts],
            [Unsent(**dict(zip(keys, row, strict=True))) for row in unsent],
        )

    def write(
        self, drafts: Iterable[tuple[str, Draft | None]], unsent: Iterable[tuple[str, Unsent | None]]
    ) -> None:
        """Put (or, None, take out) drafts by key and commands by id, all or nothing."""
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                for key, draft in drafts:
                    _write_draft(connection, key, draft)
                for command_id, entry in unsent:
                    _write_unsent(connection, command_id, entry)
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._refused(error) from error
        except OSError as error:
            raise Refused(errors.DATABASE_GONE, self._sentence(str(error))) from error

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                if not _is_broken(error):
                    raise
                aside = self._put_aside()
                log.warning("%s could not be read; it is kept as %s", self.path.name, aside.name)
                self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(SCHEMA)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("file is not a database")
        except BaseException:
            connection.close()
            raise
        return connection

    def _put_aside(self) -> Path:
        """A file that is broken is kept for whoever can read it, and does not stop today's work."""
        aside = self.path.with_name(f"{self.path.name}.broken-{time.time_ns() // 1_000_000}")
        self.path.rename(aside)
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        return aside

    def _refused(self, error: sqlite3.Error) -> Refused:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return Refused(errors.DISK_FULL, self._sentence("the disk is full: make room"))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return Refused(errors.DATABASE_BUSY, self._sentence("another program has it locked"))
        if code != sqlite3.SQLITE_IOERR or self._connection is None:
            self.close()  # open it anew next time: it may have been replaced
        return Refused(errors.DATABASE_GONE, self._sentence(str(error)))

    def _sentence(self, reason: str) -> str:
        return (
            f"What is typed cannot be written to {self.path} ({reason}). It is kept in memory and tried "
            "again; do not close the window."
        )


def _write_draft(connection: sqlite3.Connection, key: str, draft: Draft | None) -> None:
    if draft is None:
        connection.execute("DELETE FROM drafts WHERE key = ?", (key,))
        return
    connection.execute(
        "INSERT INTO drafts (key, text, at) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET text = excluded.text, at = excluded.at",
        (draft.key, draft.text, draft.at),
    )


def _write_unsent(connection: sqlite3.Connection, command_id: str, entry: Unsent | None) -> None:
    if entry is None:
        connection.execute("DELETE FROM outbox WHERE id = ?", (command_id,))
        return
    connection.execute(
        "INSERT INTO outbox (id, name, body, at, state, code, text) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET state = excluded.state, code = excluded.code, text = excluded.text",
        (entry.id, entry.name, entry.body, entry.at, entry.state, entry.code, entry.text),
    )


def _is_broken(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) or "not a database" in str(error)
