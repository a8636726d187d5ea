"""Statements that go to the driver as they are: same rows, same transaction, same errors."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.core.errors import Refused
from app.models.record import Record, explained
from app.models.statement import Statement
from app.models.tables import skills

ADD = Statement("INSERT INTO skills (id, name, active) VALUES (:id, :name, :active)")
GET = Statement("SELECT id, name FROM skills WHERE name LIKE '%' AND id % 2 = :odd ORDER BY id")


def test_rows_are_the_transaction_s_own(record: Record) -> None:
    with record.writer.begin() as connection:
        ADD.many(connection, [{"id": at, "name": f"a:b{at}", "active": True} for at in (1, 2, 3)])
        assert GET.all(connection, {"odd": 1}) == [(1, "a:b1"), (3, "a:b3")]
        assert GET.first(connection, {"odd": 0}) == (2, "a:b2")
        assert GET.first(connection, {"odd": 5}) is None
        assert connection.scalar(sa.select(sa.func.count()).select_from(skills)) == 3
        connection.rollback()
    with record.read() as connection:
        assert GET.all(connection, {"odd": 1}) == []


def test_errors_are_those_of_sqlalchemy(record: Record) -> None:
    wrong = Statement("SELECT nothing FROM nowhere WHERE a = :a")
    for work in (
        lambda connection: wrong.all(connection, {"a": 1}),
        lambda connection: wrong.first(connection, {"a": 1}),
        lambda connection: wrong.many(connection, [{"a": 1}, {"a": 2}]),
    ):
        with pytest.raises(sa.exc.DBAPIError) as raised, record.read() as connection:
            work(connection)
        assert "nowhere" in str(raised.value)


def test_a_locked_database_is_explained(record: Record) -> None:
    if not record.sqlite:
        return
    other = Record(str(record.url), busy_ms=0)
    add = [{"id": 1, "name": "", "active": True}]
    with record.writer.begin(), other.reader.connect() as connection:
        with pytest.raises(Refused, match="database_busy"), explained():
            ADD.many(connection, add)
        connection.rollback()
    other.close()
