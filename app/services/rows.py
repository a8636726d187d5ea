"""From a table's row to the struct that travels."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def as_row(kind: type[T], values: dict[str, Any]) -> T:
    """The struct of a row, which has the table's columns as its fields."""
    return kind(**values)
