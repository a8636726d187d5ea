"""Whom a customer's id leads to, after merges."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from app.core.errors import Refused
from app.models.statement import Statement
from app.protocol import errors

_MERGED_INTO = Statement("SELECT merged_into FROM customers WHERE id = :id")


def resolve(connection: Connection, customer_id: int) -> int:
    """The id of the one who is left. Raises `Refused` with `not_found` where there is no such customer."""
    seen: set[int] = set()
    current = customer_id
    while current not in seen:
        seen.add(current)
        row = _MERGED_INTO.first(connection, {"id": current})
        if row is None:
            raise no_such(customer_id)
        if row[0] is None:
            return current
        current = row[0]
    return customer_id


def no_such(customer_id: int) -> Refused:
    """The refusal for an id nobody has."""
    text = f"There is no customer with the id {customer_id}."
    return Refused(errors.NOT_FOUND, text, what="customer", id=customer_id)
