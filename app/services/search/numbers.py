"""Finding phone numbers by any part of them, however it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.services.phone_numbers import calling_codes, digits_of, read_number
from app.services.search.entries import START, number_range, point_digits

POOL = 12
"""Numbers fetched for one part, of which the best make the page."""

_EXACT = Statement(
    "SELECT id, customer_id, kind, raw, normal FROM contact_points"
    " WHERE normal = :normal AND kind IN ('phone', 'fax') LIMIT :each"
)
_PARTS = Statement(
    "SELECT p.id, p.customer_id, p.kind, p.raw, p.normal FROM ("
    "SELECT * FROM (SELECT point_id FROM search_numbers"
    " WHERE key BETWEEN :low AND :high ORDER BY key LIMIT :each) AS here"
    " UNION ALL "
    "SELECT * FROM (SELECT point_id FROM search_numbers"
    " WHERE key BETWEEN :later_low AND :later_high AND key % 12 = :before ORDER BY key LIMIT :each) AS later"
    ") AS n JOIN contact_points p ON p.id = n.point_id"
)
_STARTS = Statement(
    "SELECT p.id, p.customer_id, p.kind, p.raw, p.normal FROM ("
    "SELECT point_id FROM search_numbers WHERE key BETWEEN :low AND :high ORDER BY key LIMIT :each"
    ") AS n JOIN contact_points p ON p.id = n.point_id"
)


class FoundNumber(NamedTuple):
    """A contact point whose number was found. `level` is 0 where it is the number itself, 1 where it
    begins so (with or without country code), 2 where it ends so, 3 where it is somewhere inside."""

    point_id: int
    customer_id: int
    level: int
    raw: str


class _Point(NamedTuple):
    point_id: int
    customer_id: int
    kind: str
    raw: str
    normal: str


def find_numbers(connection: Connection, text: str, region: str, limit: int) -> list[FoundNumber]:
    """Contact points whose number has the digits of `text`, the best first.

    `region` is the country in which a number without its country code is read.
    """
    digits = digits_of(text)
    if not digits:
        return []
    found: dict[int, FoundNumber] = {}

    def take(points: Sequence[_Point], level: int | None, wanted: str) -> None:
        for point in points:
            if point.point_id not in found:
                own = point_digits(point.kind, point.raw, point.normal)
                grade = _grade(own, wanted) if level is None else level
                if grade is not None:
                    found[point.point_id] = FoundNumber(point.point_id, point.customer_id, grade, point.raw)

    each = max(POOL, limit)
    exact = read_number(text, region)
    if exact.normal:
        take(_points(_EXACT.all(connection, {"normal": exact.normal, "each": each})), 0, digits)
    if found and exact.kind == "number":
        return list(found.values())
    for start in _starts(text, digits, region):
        if len(found) < limit:
            low, high = number_range(start)
            values = {"low": START + low, "high": START + high, "each": each}
            take(_points(_STARTS.all(connection, values)), 1, start)
    for part in _parts(digits, region):
        if len(found) < limit:
            take(_within(connection, part, each), None, part)
    return sorted(found.values(), key=lambda point: point.level)


def _grade(digits: str, wanted: str) -> int | None:
    if digits.endswith(wanted):
        return 2
    return 3 if wanted in digits else None


def _starts(text: str, digits: str, region: str) -> list[str]:
    """The beginnings of an E.164 number that the digits may be."""
    if unicodedata.normalize("NFKC", text).lstrip().startswith("+"):
        return [_without_trunk(digits)]
    code, trunk = calling_codes(region)
    starts = []
    if digits.startswith("00"):
        starts.append(digits[2:])
    elif code and trunk and digits.startswith(trunk):
        starts.append(code + digits[len(trunk) :])
    elif code:
        starts.append(code + digits)
    return [start for start in (*starts, digits) if start]


def _without_trunk(digits: str) -> str:
    """+44 (0)20 …: the zero in brackets is no part of the number."""
    for length in (1, 2, 3):
        code = digits[:length]
        if _is_calling_code(code) and digits[length : length + 1] == "0" and code not in ("39", "378", "379"):
            return code + digits[length + 1 :]
    return digits


def _is_calling_code(code: str) -> bool:
    return int(code) in COUNTRY_CODE_TO_REGION_CODE


def _parts(digits: str, region: str) -> list[str]:
    """What may stand somewhere in a number: the digits; without the zero of a national notation, too."""
    _, trunk = calling_codes(region)
    parts = [digits]
    for prefix in ("00", trunk, "0"):
        if prefix and digits.startswith(prefix) and len(digits) > len(prefix) + 1:
            parts.append(digits[len(prefix) :])
    return list(dict.fromkeys(parts))


def _within(connection: Connection, part: str, each: int) -> list[_Point]:
    low, high = number_range(part)
    if len(part) > 1:
        later_low, later_high = number_range(part[1:])
        before = int(part[0]) + 1
    else:
        later_low, later_high, before = 0, -1, 0
    values = {
        "low": low,
        "high": high,
        "later_low": later_low,
        "later_high": later_high,
        "before": before,
        "each": each,
    }
    return _points(_PARTS.all(connection, values))


def _points(rows: Iterable[Any]) -> list[_Point]:
    return [_Point(*row) for row in rows]
