"""A PostgreSQL cluster of one's own in a temporary folder: for benchmarks and for tests.

It listens on a Unix socket in its folder and nowhere else, belongs to an ordinary user, and ends with the
process that started it. Nothing of a PostgreSQL that runs on the machine is touched.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from types import TracebackType

import psycopg
from psycopg import sql

START_SECONDS = 30.0
STOP_SECONDS = 10.0
_DEBIAN = Path("/usr/lib/postgresql")


class PostgresMissing(RuntimeError):
    """No PostgreSQL server is installed on this machine."""


def find_binaries() -> Path:
    """The folder of `initdb` and `postgres`, of the newest version installed.

    Raises PostgresMissing with what to install.
    """
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).parent
    versions = [path.parent for path in _DEBIAN.glob("*/bin/initdb") if (path.parent / "postgres").exists()]
    if not versions:
        raise PostgresMissing("PostgreSQL is not installed: apt-get install postgresql")
    return max(versions, key=lambda folder: float(folder.parent.name))


class PrivatePostgres:
    """A cluster that lives as long as the `with` block.

    `durable` keeps fsync on (for measuring); without it a crash of the machine may lose the cluster, which a
    test does not mind.
    """

    def __init__(self, *, durable: bool = False, parent: Path | None = None) -> None:
        self._bin = find_binaries()
        self._durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="cd-pg-", dir=parent))
        self._user = _ordinary_user()
        self._server: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)

    def __enter__(self) -> PrivatePostgres:
        try:
            self._create()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The server's process id, for tests that kill or freeze it."""
        assert self._server is not None
        return self._server.pid

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of a database (driver psycopg 3)."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, template: str | None = None) -> str:
        """Create a database under a new name and return the name; `template` is copied with its rows.

        Nobody may be connected to the template.
        """
        name = f"desk_{next(self._numbers)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        with self.connect() as connection:
            connection.execute(command)
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database and whoever is connected to it."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection of the superuser, in autocommit mode."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)

    def halt(self) -> None:
        """End the server as a crash would, and keep its data; `resume` starts it again."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            try:
                self._server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None

    def resume(self) -> None:
        """Start again after `halt`."""
        self._start()

    def stop(self) -> None:
        """End the server and remove the folder."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        command: list[str | Path] = [self._bin / "initdb", "-D", self._data, "-U", "postgres", "--auth=trust"]
        command += ["-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"]
        if not self._durable:
            command.append("--no-sync")
        done = subprocess.run(self._as_user(command), capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.strip()}")

    def _start(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "100",
            "shared_buffers": "128MB",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command: list[str | Path] = [self._bin / "postgres", "-D", self._data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                self._as_user(command), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder
            )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        assert self._server is not None
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError as refused:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "server.log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {log[-2000:]}") from refused
                time.sleep(0.02)
            else:
                return

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _as_user(self, command: list[str | Path]) -> list[str]:
        """The command, run as an ordinary user and ended with this process where the system can do that."""
        words = [str(word) for word in command]
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            return words
        prefix = [setpriv, "--pdeathsig", "QUIT"]
        if self._user:
            prefix += ["--reuid", self._user, "--regid", self._user, "--clear-groups"]
        return [*prefix, "--", *words]


def _ordinary_user() -> str | None:
    """PostgreSQL refuses root: the user to be instead, or None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise PostgresMissing("PostgreSQL does not run as root and there is no user postgres to run it as")
