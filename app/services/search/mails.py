"""Finding mail addresses by the beginning of any part of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.services.search.entries import mail_text
from app.services.search.ranges import LAST

_ADDRESS = re.compile(r"[^\s@]+[._@-][^\s@]*\Z|[^\s@]*@[^\s@]*\Z")
_LEAST = 3

_BEGINNING = Statement(
    "SELECT p.customer_id, p.raw FROM (SELECT point_id FROM search_mails"
    " WHERE text >= :low AND text < :high ORDER BY text, point_id LIMIT :limit) AS n"
    " JOIN contact_points p ON p.id = n.point_id"
)


class FoundMail(NamedTuple):
    """A customer's address that was found."""

    customer_id: int
    raw: str


def looks_like_mail(typed: str) -> bool:
    """Is it written as addresses are, with an @ or a dot in it?"""
    return _ADDRESS.match(typed) is not None


def may_be_mail(typed: str) -> bool:
    """Could it be the beginning of an address?"""
    return len(typed) >= _LEAST and " " not in typed and not looks_like_mail(typed)


def find(connection: Connection, typed: str, limit: int) -> list[FoundMail]:
    """Customers with an address a part of which begins so."""
    text = mail_text(typed).lstrip("@")
    if not text:
        return []
    values = {"low": text, "high": text + LAST, "limit": limit}
    return [FoundMail(*row) for row in _BEGINNING.all(connection, values)]
