"""Records of any age become what the program knows; those of a newer program are left alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.models.migrations import HEAD, VERSION_TABLE, compare, running
from app.models.record import Record
from app.models.tables import log_head, metadata
from app.protocol import errors
from setup.revision import write
from tests.helpers.house import House, refused

COLUMNS = """SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""


def schema(connection: sa.Connection) -> list[Any]:
    """What the database says its tables are, word for word."""
    if connection.dialect.name == "sqlite":
        sql = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        rows = connection.exec_driver_sql(sql)
        return [(*row[:3], _clauses(str(row[3]))) for row in rows]
    return [tuple(row) for sql in (COLUMNS, INDEXES, CONSTRAINTS) for row in connection.exec_driver_sql(sql)]


def _clauses(statement: str) -> list[str]:
    """Constraints in any order: whoever writes them down has one of their own."""
    text = " ".join(statement.split()).replace("( ", "(").replace(" )", ")")
    head, *constraints = re.split(r", (?=CONSTRAINT )", text.removesuffix(")"))
    return [head, *sorted(constraints)]


def migrated(record: Record) -> list[Any]:
    with record.writer.begin() as connection:
        running.upgrade(connection)
        return schema(connection)


def test_the_constant_names_the_newest_revision() -> None:
    assert running.head() == HEAD


def test_what_the_revisions_make_is_what_the_metadata_says(record_url: str) -> None:
    record = Record(record_url)
    from_revisions = migrated(record)
    with record.writer.begin() as connection:
        assert compare.differences(connection) == []
        metadata.drop_all(connection)
        connection.exec_driver_sql(f"DROP TABLE {VERSION_TABLE}")
    record.create()
    with record.writer.begin() as connection:
        from_metadata = schema(connection)
    assert sorted(map(repr, from_revisions)) == sorted(map(repr, from_metadata))
    record.close()


def test_a_difference_would_be_found(record: Record) -> None:
    with record.writer.begin() as connection:
        assert compare.differences(connection) == []
        connection.exec_driver_sql("ALTER TABLE customers ADD COLUMN shoe_size INTEGER")
        connection.exec_driver_sql("DROP INDEX ix_tickets_list")
        found = compare.differences(connection)
    assert {difference[0] for difference in found} == {"remove_column", "add_index"}


def test_an_older_record_is_migrated_and_keeps_what_is_in_it(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revision more than the record has: made up here, since there may be only one so far."""
    house = House(record)
    house.customer("陳美玲")
    house.close()
    ran: list[str] = []

    def run(connection: sa.Connection, _revision: str = "head") -> None:
        ran.append(connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar_one())
        connection.exec_driver_sql("ALTER TABLE customers ADD COLUMN shoe_size INTEGER")

    monkeypatch.setattr("app.models.migrations.HEAD", "9999")
    monkeypatch.setattr(running, "upgrade", run)
    record.create()
    assert ran == [HEAD]
    with record.read() as connection:
        assert connection.exec_driver_sql("SELECT name, shoe_size FROM customers").one() == ("陳美玲", None)


def test_opening_twice_changes_nothing(record: Record) -> None:
    with record.writer.begin() as connection:
        connection.execute(log_head.update().values(number=7))
        before = schema(connection)
    record.create()
    with record.writer.begin() as connection:
        assert schema(connection) == before
        assert connection.scalars(sa.select(log_head.c.number)).all() == [7]


def test_a_record_of_a_newer_program_is_left_alone(record: Record) -> None:
    with record.writer.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '4711'")
        before = schema(connection)
    no = refused(record.create)
    assert no.code == errors.RECORD_NEWER
    assert no.details == {"revision": "4711", "newest": HEAD}
    assert "Install the newer version" in no.text
    with record.writer.begin() as connection:
        assert schema(connection) == before


def test_a_start_does_not_wait_for_alembic(tmp_path: Path) -> None:
    code = """
import sys
from app.models.record import Record
for turn in range(2):
    record = Record(sys.argv[1])
    record.create()
    record.close()
assert "alembic" not in sys.modules, "alembic was imported"
"""
    subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path}/record.db"], check=True)


def test_a_new_revision_has_what_changed(tmp_path: Path) -> None:
    """Made against the revisions there are: nothing is missing, so it has nothing to do."""
    (tmp_path / "older.py").touch()
    path = write("Nothing at all", tmp_path)
    assert path.name == f"r{int(HEAD) + 1:04d}_nothing_at_all.py"
    assert path.read_text().endswith("    pass\n")
