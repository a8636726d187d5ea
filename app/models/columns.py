"""Column types that mean the same on SQLite and PostgreSQL."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Time = sa.BigInteger()
"""Milliseconds since 1970-01-01 UTC."""


class Json(TypeDecorator[Any]):
    """JSON kept as text, so that what is read is what was written, on either database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """To the database."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """From the database."""
        return None if value is None else msgspec.json.decode(value)


def key(name: str = "id") -> "sa.Column[int]":
    """A primary key filled by `app.core.ids`."""
    return sa.Column(name, Id, primary_key=True, autoincrement=False)


def ref(name: str, table: str, *, null: bool = False, index: bool = False) -> "sa.Column[int]":
    """A column that points to another table's id."""
    return sa.Column(name, Id, sa.ForeignKey(f"{table}.id"), nullable=null, index=index)


def text(name: str, *, null: bool = False, default: str = "") -> "sa.Column[str]":
    """A text column; empty unless told."""
    return sa.Column(name, sa.Text, nullable=null, default=None if null else default)


def time(name: str, *, null: bool = False) -> "sa.Column[int]":
    """A moment in ms since 1970 UTC."""
    return sa.Column(name, Time, nullable=null)


def flag(name: str, default: bool = False) -> "sa.Column[bool]":
    """Yes or no."""
    return sa.Column(name, sa.Boolean, nullable=False, default=default)


def number(name: str, *, null: bool = False, default: int = 0) -> "sa.Column[int]":
    """A whole number."""
    return sa.Column(name, sa.Integer, nullable=null, default=None if null else default)


def json(name: str, *, null: bool = False) -> "sa.Column[Any]":
    """JSON, empty object unless told."""
    return sa.Column(name, Json, nullable=null, default=None if null else dict)
