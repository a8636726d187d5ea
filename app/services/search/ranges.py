"""Questions to the index: ranges of its keys, many in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.services.search.entries import INSIDE, WORD

LAST = "\U0010ffff"
"""Sorts behind everything that can follow in a text."""

BUDGET = 8_000
"""Entries of a beginning that are looked through for other words: 4 ms."""

_TOGETHER = 16


class NameRow(NamedTuple):
    """An entry of the index that was found."""

    place: int
    text: str
    customer_id: int


class Beginning(NamedTuple):
    """Entries that begin with `text`; with `whole`, only where a word ends there."""

    place: int
    text: str
    whole: bool = False

    @property
    def high(self) -> str:
        return self.text + ("!" if self.whole else LAST)


def names_beginning(connection: Connection, wanted: Sequence[Beginning], each: int) -> list[NameRow]:
    """Up to `each` entries of every beginning, beginnings in the order given."""
    found: list[NameRow] = []
    beginnings = iter(wanted)
    while some := list(islice(beginnings, _TOGETHER)):
        values: dict[str, object] = {"each": each}
        for at, beginning in enumerate(some):
            values |= {f"p{at}": beginning.place, f"l{at}": beginning.text, f"h{at}": beginning.high}
        rows = _beginnings(len(some)).all(connection, values)
        found += (NameRow(place, text, customer_id) for place, text, customer_id, _ in sorted(rows, key=_nth))
    return found


def _nth(row: Sequence[Any]) -> tuple[int, str, int]:
    return row[3], row[1], row[2]


@cache
def _beginnings(count: int) -> Statement:
    one = (
        "SELECT * FROM (SELECT place, text, customer_id, {at} AS nth FROM search_names"
        " WHERE place = :p{at} AND text >= :l{at} AND text < :h{at}"
        " ORDER BY place, text, customer_id LIMIT :each) AS s{at}"
    )
    return Statement(" UNION ALL ".join(one.format(at=at) for at in range(count)))


def names_with(
    connection: Connection, beginning: Beginning, others: Sequence[str], limit: int, budget: int = BUDGET
) -> list[NameRow]:
    """Entries that begin so and hold all `others` as well (patterns of LIKE), of the first `budget`."""
    values: dict[str, object] = {
        "place": beginning.place,
        "low": beginning.text,
        "high": beginning.high,
        "budget": budget,
        "limit": limit,
    }
    values |= {f"o{at}": pattern for at, pattern in enumerate(others)}
    rows = _with(len(others)).all(connection, values)
    return [NameRow(place, text, customer_id) for place, text, customer_id in rows]


@cache
def _with(count: int) -> Statement:
    filters = " AND ".join(f"text LIKE :o{at}" for at in range(count))
    return Statement(
        "SELECT place, text, customer_id FROM (SELECT place, text, customer_id FROM search_names"
        " WHERE place = :place AND text >= :low AND text < :high"
        " ORDER BY place, text, customer_id LIMIT :budget) AS near"
        f" WHERE {filters} LIMIT :limit"
    )


_COUNT = Statement(
    "SELECT count(*) FROM (SELECT 1 FROM search_names"
    " WHERE place = :place AND text >= :low AND text < :high LIMIT :most) AS counted"
)


def count_names(connection: Connection, text: str, inside: bool, most: int) -> int:
    """How many entries begin so, counted no further than `most`."""
    places = (WORD, INSIDE) if inside else (WORD,)
    values = {"low": text, "high": text + LAST, "most": most}
    counts = (_COUNT.first(connection, {**values, "place": place}) for place in places)
    return sum(count[0] for count in counts if count)


_TYPO_HASHES = 20
_TYPOS = Statement(
    " UNION ALL ".join(
        f"SELECT * FROM (SELECT word FROM search_typos WHERE hash = :k{at} LIMIT :each) AS s{at}"
        for at in range(_TYPO_HASHES)
    )
)


def words_like(connection: Connection, hashes: set[int], each: int) -> set[str]:
    """Words that share one of the hashes of `entries.typo_hashes`."""
    keys = sorted(hashes)[:_TYPO_HASHES]
    values: dict[str, int] = {"each": each}
    values |= {f"k{at}": keys[at] if at < len(keys) else -1 for at in range(_TYPO_HASHES)}
    return {row[0] for row in _TYPOS.all(connection, values)}
