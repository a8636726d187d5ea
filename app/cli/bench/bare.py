"""The floor for `bench door`: a bare Starlette + msgspec route that writes one row durably.

Run as a process of its own: `python -m app.cli.bench.bare PORT-FILE DATABASE` (a path, or a PostgreSQL
connection string). As little as can be: a plain function in the thread pool, one insert, one commit.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Note(msgspec.Struct):
    """What is written."""

    text: str
    customer_id: int


_decode = msgspec.json.Decoder(Note).decode
_encode = msgspec.json.Encoder().encode


class Rows:
    """One connection a thread; SQLite's writers take turns."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._local = threading.local()
        self._turn = threading.Lock()
        self._sqlite = "://" not in database
        connection = self._connection()
        table = "CREATE TABLE IF NOT EXISTS bare (text TEXT NOT NULL, customer_id BIGINT NOT NULL)"
        connection.execute(table)
        connection.commit()

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            if self._sqlite:
                connection = sqlite3.connect(self._database)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            else:
                connection = psycopg.connect(self._database)
            self._local.connection = connection
        return connection

    def write(self, note: Note) -> None:
        """One row, durable when this returns."""
        connection = self._connection()
        if self._sqlite:
            with self._turn:
                connection.execute("INSERT INTO bare VALUES (?, ?)", (note.text, note.customer_id))
                connection.commit()
        else:
            connection.execute("INSERT INTO bare VALUES (%s, %s)", (note.text, note.customer_id))
            connection.commit()


def main() -> None:
    """Serve until killed."""
    port_file, database = Path(sys.argv[1]), sys.argv[2]
    rows = Rows(database)

    async def note(request: Request) -> Response:
        body = _decode(await request.body())
        await run_in_threadpool(rows.write, body)
        return Response(_encode(body), media_type="application/json")

    application = Starlette(routes=[Route("/note", note, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning", access_log=False))

    def tell() -> None:
        while not server.started:
            threading.Event().wait(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        port_file.with_suffix(".tmp").write_text(str(port))
        port_file.with_suffix(".tmp").replace(port_file)

    threading.Thread(target=tell, daemon=True).start()
    server.run()


if __name__ == "__main__":
    main()
