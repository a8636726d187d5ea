"""Fixtures of the real servers; what uses one carries the marker `server`.

Where a server is not installed its tests are skipped, except under CI=true: there they fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.private_postgres import PostgresMissing, PrivatePostgres
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
