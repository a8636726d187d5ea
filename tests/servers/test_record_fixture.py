"""Every test that asks for a record gets an empty one of its own, with its tables, on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models.migrations import VERSION_TABLE
from app.models.record import Record
from app.models.tables import log_head, metadata


@pytest.mark.parametrize("turn", [1, 2])
def test_it_has_its_tables_and_nobody_elses_rows(record: Record, turn: int) -> None:
    with record.writer.begin() as connection:
        assert set(sa.inspect(connection).get_table_names()) == {*metadata.tables, VERSION_TABLE}
        assert connection.scalars(sa.select(log_head.c.number)).all() == [0]
        connection.execute(log_head.update().values(number=turn))
