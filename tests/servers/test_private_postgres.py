"""The PostgreSQL of the tests is a real one, of its own, and goes away."""

from __future__ import annotations

from pathlib import Path

import psutil
import psycopg
import pytest
import sqlalchemy as sa

from app.cli.private_postgres import PrivatePostgres

pytestmark = pytest.mark.server


def test_it_is_postgresql_and_knows_unicode(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT version()")).startswith("PostgreSQL 1")
        connection.execute(sa.text("CREATE TABLE t (name text)"))
        connection.execute(sa.text("INSERT INTO t VALUES ('王小明'), ('สมชาย')"))
        assert connection.scalar(sa.text("SELECT max(length(name)) FROM t")) == 5
    engine.dispose()


def test_a_database_can_be_copied_and_dropped(postgres: PrivatePostgres) -> None:
    template = postgres.create_database()
    with postgres.connect(template) as connection:
        connection.execute("CREATE TABLE t (n int)")
    copy = postgres.create_database(template=template)
    with postgres.connect(copy) as connection:
        connection.execute("INSERT INTO t VALUES (1)")
    with postgres.connect(template) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    for name in (copy, template):
        postgres.drop_database(name)
    with pytest.raises(psycopg.OperationalError):
        postgres.connect(copy)


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with PrivatePostgres() as server:
        process = psutil.Process(server.pid)
        assert process.username() != "root"
    assert not process.is_running()
    assert not server.folder.exists()


def test_the_record_url_is_empty(record_url: str) -> None:
    engine = sa.create_engine(record_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()
