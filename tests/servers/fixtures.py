"""Fixtures of the real servers; what uses one carries the marker `server`.

Where a server is not installed its tests are skipped, except under CI=true: there they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.private_postgres import PostgresMissing, PrivatePostgres
from app.models.record import Record
from setup.asterisk import InstallFailed, install
from tests.servers.asterisk import Asterisk


def missing(reason: str) -> None:
    """Skip the test, or fail it where every server must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A private PostgreSQL for the run; ask it for databases of your own."""
    try:
        server = PrivatePostgres()
    except PostgresMissing as reason:
        missing(str(reason))
        return
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres: PrivatePostgres) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database."""
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'record.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def record_url(request: pytest.FixtureRequest) -> str:
    """An empty record's URL, once on SQLite and once on PostgreSQL: what a service test asks for."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the record's tables, to be copied."""
    path = tmp_path_factory.mktemp("record") / "tables.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: PrivatePostgres) -> str:
    """The name of a PostgreSQL database with the record's tables, to be copied."""
    name = postgres.create_database()
    _make_tables(postgres.url(name))
    return name


def _make_tables(url: str) -> None:
    record = Record(url)
    record.create()
    record.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """A record with its tables and nothing in them, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_with_tables")
        path: Path = request.getfixturevalue("tmp_path") / "record.db"
        shutil.copyfile(template, path)
        made = Record(f"sqlite:///{path}")
        yield made
        made.close()
    else:
        server: PrivatePostgres = request.getfixturevalue("postgres")
        name = server.create_database(template=request.getfixturevalue("postgres_with_tables"))
        made = Record(server.url(name))
        yield made
        made.close()
        server.drop_database(name)


@pytest.fixture(scope="session")
def asterisk() -> Iterator[Asterisk]:
    """A real Asterisk for the run; see tests/servers/asterisk.py for its endpoints and extensions."""
    try:
        tree = install()
    except InstallFailed as reason:
        missing(str(reason))
        return
    with Asterisk(tree) as server:
        yield server


@pytest.fixture
def asterisk_of_my_own() -> Iterator[Asterisk]:
    """One for this test alone, to be stopped, killed or configured as it likes."""
    try:
        tree = install()
    except InstallFailed as reason:
        missing(str(reason))
        return
    with Asterisk(tree) as server:
        yield server
