"""A call's way through the house, in any order that line, router and agents can think of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from app.cli.private_postgres import PrivatePostgres
from app.models.record import Record
from tests.helpers.house import House, cheap_passwords
from tests.helpers.lifecycle import Lifecycle

QUICK = settings(
    max_examples=30, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
LONG = settings(QUICK, max_examples=600, stateful_step_count=80)


def on_sqlite(template: Path, folder: Path) -> type[Lifecycle]:
    class OnSqlite(Lifecycle):
        def open_house(self) -> House:
            path = folder / "record.db"
            for old in folder.glob("record.db*"):
                old.unlink()
            shutil.copyfile(template, path)
            record = Record(f"sqlite:///{path}")
            sa.event.listen(record.writer, "connect", _not_durable)
            return House(record)

    return OnSqlite


def _not_durable(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]


def on_postgres(server: PrivatePostgres, template: str) -> type[Lifecycle]:
    class OnPostgres(Lifecycle):
        def open_house(self) -> House:
            self.database = server.create_database(template=template)
            return House(Record(server.url(self.database)))

        def teardown(self) -> None:
            super().teardown()
            server.drop_database(self.database)

    return OnPostgres


def test_nobody_is_stuck(sqlite_with_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)
    run_state_machine_as_test(on_sqlite(sqlite_with_tables, tmp_path), settings=QUICK)


@pytest.mark.server
def test_nobody_is_stuck_on_postgres(
    postgres: PrivatePostgres, postgres_with_tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    machine = on_postgres(postgres, postgres_with_tables)
    run_state_machine_as_test(machine, settings=settings(QUICK, max_examples=6))


@pytest.mark.long
@pytest.mark.timeout(3_000)
def test_nobody_is_stuck_for_long(
    sqlite_with_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    run_state_machine_as_test(on_sqlite(sqlite_with_tables, tmp_path), settings=LONG)
