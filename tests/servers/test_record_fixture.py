"""Every test that asks for a record gets an empty one of its own, with its tables, on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models.record import Record
from app.models.tables import metadata
from app.models.tables.keeping import settings


@pytest.mark.parametrize("turn", [1, 2])
def test_it_has_its_tables_and_nobody_elses_rows(record: Record, turn: int) -> None:
    with record.writer.begin() as connection:
        assert set(sa.inspect(connection).get_table_names()) == set(metadata.tables)
        assert connection.execute(sa.select(settings)).all() == []
        connection.execute(settings.insert().values(key="turn", value=turn))
