"""Saving a row of a settings table: new without an id, changed with one."""

from typing import Any

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.unit import Unit, Values
from app.protocol import errors


def save(tx: Unit, table: sa.Table, row_id: int | None, **values: Any) -> Values:
    """Insert or update; a name must not be empty."""
    if "name" in values and not values["name"]:
        raise Refused(errors.BAD_VALUE, "A name is needed.")
    if row_id is None:
        return tx.insert(table, **values)
    return tx.update(table, row_id, **values)


HIGHEST_LEVEL = 5


def set_level(tx: Unit, table: sa.Table, column: str, level: int, **pair: int) -> Values:
    """Set what a pair of rows (an agent or a queue, and a skill) has in `column`, 1 to 5; 0 takes it away."""
    if not 0 <= level <= HIGHEST_LEVEL:
        raise Refused(errors.BAD_VALUE, f"A skill level is 0 to {HIGHEST_LEVEL}, not {level}.")
    row = tx.one(sa.select(table).where(*(table.c[name] == value for name, value in pair.items())))
    if row is None:
        return tx.insert(table, **pair, **{column: level}) if level else {"id": 0, **pair, column: 0}
    if level:
        return tx.update(table, row, **{column: level})
    return {**tx.delete(table, row), column: 0}
