"""A table's empty row, so that every demo row has every column."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from app.models.tables import metadata


@cache
def _defaults(table: str) -> dict[str, Any]:
    return {column.name: _default(column) for column in metadata.tables[table].columns}


def _default(column: sa.Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return {} if default.is_callable else default.arg


def row(table: str, **values: Any) -> dict[str, Any]:
    """A whole row of `table`: its defaults with these values. Raises KeyError for a column it has not."""
    defaults = _defaults(table)
    whole = {**defaults, **values}
    if len(whole) > len(defaults):
        raise KeyError(f"{table} has no {', '.join(sorted(whole.keys() - defaults.keys()))}")
    return whole
