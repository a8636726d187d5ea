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
    return tx.update(table, tx.need(table, row_id, table.name), **values)
