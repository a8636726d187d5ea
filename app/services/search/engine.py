"""Search as you type: one page of what somebody may mean, the best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.protocol.views import SearchHit, SearchPage
from app.services.phone_numbers import digits_of
from app.services.search import mails, tickets
from app.services.search.fold import query_words
from app.services.search.names import FoundName, find_names
from app.services.search.numbers import FoundNumber, find_numbers

MAX_TEXT = 120
MAX_LIMIT = 50
_BOTH = 200  # people whose number and name are compared where both were typed
_CONSIDERED = 2  # how many times the page's customers are read, to put those of late contact first
_MERGES = 50  # merges that are followed, one into the next
_LEAST_DIGITS = 3  # fewer digits beside words are a part of a name
_TICKET = re.compile(r"#?\s*([1-9]\d{0,9})\Z")

_NAME_LEVELS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.4)
_NUMBER_LEVELS = (1.0, 0.85, 0.75, 0.65)


class _Customer(NamedTuple):
    """What a line of the page says of a customer. `last_at` is their last contact, 0 where there is none."""

    id: int
    name: str
    merged_into: int | None
    last_at: int


class _Hit(NamedTuple):
    """A customer found by something, before it is known who that is now."""

    customer_id: int
    score: float
    found_in: str
    matched: str
    misspelt: bool = False


def search(connection: Connection, text: str, limit: int = 10, region: str = "TW") -> SearchPage:
    """The first page for `text`, up to `limit` lines (50 at most).

    `region` is the country in which a number without its country code is read.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    typed = text.strip()[:MAX_TEXT]
    people = _people(connection, _customer_hits(connection, typed, region, limit), limit)
    ticket = _TICKET.match(typed)
    found = tickets.find_tickets(connection, int(ticket[1]), limit) if ticket else []
    hits = [*people, *(tickets.hit(row) for row in found)]
    hits.sort(key=lambda hit: -hit.score)
    return SearchPage(text, hits[:limit])


def _customer_hits(connection: Connection, typed: str, region: str, limit: int) -> list[_Hit]:
    digits = digits_of(typed)
    if digits:
        hits = [_by_number(point) for point in find_numbers(connection, typed, region, limit)]
        if len(hits) < limit:
            hits += (_by_name(name) for name in find_names(connection, query_words(typed), limit))
        return hits
    words, number = _words_and_number(typed)
    if number:
        return _with_name_and_number(connection, words, number, region, limit)
    hits = []
    address = mails.looks_like_mail(typed)
    if address:
        hits += (_Hit(f.customer_id, 0.97, "email", f.raw) for f in mails.find(connection, typed, limit))
    if len(hits) < limit and not (hits and "@" in typed):
        hits += (_by_name(name) for name in find_names(connection, words, limit))
    if len(hits) < limit and mails.may_be_mail(typed):
        hits += (_Hit(f.customer_id, 0.6, "email", f.raw) for f in mails.find(connection, typed, limit))
    return hits


def _words_and_number(typed: str) -> tuple[list[str], str]:
    """The words of a name, and the part of a number that was typed beside them."""
    words, numbers = [], []
    for piece in typed.split():
        digits = digits_of(piece)
        if digits and len(digits) >= _LEAST_DIGITS:
            numbers.append(piece)
        else:
            words += query_words(piece)
    return (words, "".join(numbers)) if words else (query_words(typed), "")


def _by_name(found: FoundName) -> _Hit:
    score = _NAME_LEVELS[found.level] - min(found.rank, 99) / 1000
    return _Hit(found.customer_id, score, "name", found.text, found.level > 3)


def _by_number(found: FoundNumber) -> _Hit:
    return _Hit(found.customer_id, _NUMBER_LEVELS[found.level], "phone", found.raw)


def _with_name_and_number(
    connection: Connection, words: list[str], number: str, region: str, limit: int
) -> list[_Hit]:
    """Who has both; where nobody has, who has the name."""
    named = {found.customer_id: found for found in find_names(connection, words, _BOTH)}
    numbered = find_numbers(connection, number, region, _BOTH)
    both = [_by_number(found) for found in numbered if found.customer_id in named]
    if both:
        return both
    checked = [_by_number(found) for found in numbered if _is_called(connection, found.customer_id, words)]
    if checked:
        return checked
    whole = find_names(connection, [*words, *query_words(number)], limit)
    return [_by_name(found) for found in (*whole, *named.values())]


def _is_called(connection: Connection, customer_id: int, words: Sequence[str]) -> bool:
    row = _NAMES.first(connection, {"id": customer_id})
    own = query_words(f"{row[0]} {row[1]}") if row else []
    return all(any(name.startswith(word) for name in own) for word in words)


_NAMES = Statement("SELECT name, other_names FROM customers WHERE id = :id")


def _people(connection: Connection, hits: Sequence[_Hit], limit: int) -> list[SearchHit]:
    """A line for each customer, who was merged under the survivor's name; the last contact goes first
    among equals."""
    best_hits = _best_of_each(hits)
    del best_hits[limit * _CONSIDERED if best_hits and best_hits[0].found_in == "name" else limit :]
    known = _customers(connection, [hit.customer_id for hit in best_hits])
    best: dict[int, tuple[float, int, _Hit]] = {}
    for hit in best_hits:
        customer = _survivor(known, hit.customer_id)
        if customer is None:
            continue
        rank = (hit.score, customer.last_at)
        if customer.id not in best or best[customer.id][:2] < rank:
            best[customer.id] = (*rank, hit)
    shown = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1]))[:limit]
    by_name = [customer_id for customer_id, (_, _, hit) in shown if hit.found_in == "name"]
    points = _main_points(connection, by_name)
    return [
        _line(hit, known[customer_id], points.get(customer_id, ""), known[hit.customer_id].name)
        for customer_id, (_, _, hit) in shown
    ]


def _best_of_each(hits: Sequence[_Hit]) -> list[_Hit]:
    """The best hit of each customer, the best first."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        known = best.get(hit.customer_id)
        if known is None or known.score < hit.score:
            best[hit.customer_id] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)


def _line(hit: _Hit, customer: _Customer, point: str, found_name: str) -> SearchHit:
    return SearchHit(
        kind="customer",
        id=customer.id,
        customer_id=customer.id,
        title=customer.name,
        detail=point if hit.found_in == "name" else hit.matched,
        found_in=hit.found_in,
        matched=found_name if hit.found_in == "name" else hit.matched,
        score=hit.score,
        misspelt=hit.misspelt,
    )


def _survivor(known: dict[int, _Customer], customer_id: int) -> _Customer | None:
    customer = known.get(customer_id)
    for _ in range(_MERGES):
        if customer is None or customer.merged_into is None:
            return customer
        customer = known.get(customer.merged_into)
    return None


_GROUP = 24  # ids a statement takes: one statement for any number, so that it stays prepared
_IDS = ", ".join(f":c{at}" for at in range(_GROUP))
_CUSTOMERS = Statement(
    "SELECT c.id, c.name, c.merged_into,"
    " coalesce((SELECT max(i.started_at) FROM interactions i WHERE i.customer_id = c.id), 0)"
    f" FROM customers c WHERE c.id IN ({_IDS})"
)
_POINTS = Statement(
    "SELECT customer_id, raw FROM contact_points"
    f" WHERE customer_id IN ({_IDS}) AND kind IN ('phone', 'email') ORDER BY main, id DESC"
)


def _customers(connection: Connection, ids: Iterable[int]) -> dict[int, _Customer]:
    """The customers of these ids and the survivors of those who were merged."""
    known: dict[int, _Customer] = {}
    wanted = list(dict.fromkeys(ids))
    while wanted:
        group, wanted = wanted[:_GROUP], wanted[_GROUP:]
        for row in _CUSTOMERS.all(connection, _group(group)):
            known[row[0]] = customer = _Customer(*row)
            if customer.merged_into is not None and customer.merged_into not in known:
                wanted.append(customer.merged_into)
    return known


def _main_points(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """How each is reached first: the main number or address."""
    points: dict[int, str] = {}
    for start in range(0, len(ids), _GROUP):
        points.update(_POINTS.all(connection, _group(ids[start : start + _GROUP])))  # the main one comes last
    return points


def _group(ids: Sequence[int]) -> dict[str, int]:
    return {f"c{at}": ids[at] if at < len(ids) else 0 for at in range(_GROUP)}
