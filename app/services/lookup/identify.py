"""Who is this number? Candidates, ranked, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol.customers import Identify
from app.protocol.views import Match
from app.services.lookup.ranking import Owner, rank
from app.services.phone_numbers import read_number

MOST = 50
"""Owners of one number that are compared: a hotel's switchboard has more."""

# What is known of a customer beside the record itself. A contact under way is no reason: it is this call.
_FACTS = (
    " (SELECT i.started_at FROM interactions i WHERE i.customer_id = c.id AND i.closed_at IS NOT NULL"
    " ORDER BY i.started_at DESC LIMIT 1),"
    " (SELECT max(t.number) FROM tickets t WHERE t.customer_id = c.id AND t.state IN ('open', 'pending'))"
)
_OWNERS = Statement(
    f"SELECT c.id, c.name, c.kind, c.language, p.main, p.label,{_FACTS}, c.merged_into"
    " FROM contact_points p JOIN customers c ON c.id = p.customer_id"
    f" WHERE p.normal = :normal AND p.kind IN ('phone', 'fax') LIMIT {MOST}"
)
_SURVIVOR = Statement(
    f"SELECT c.id, c.name, c.kind, c.language,{_FACTS}, c.merged_into FROM customers c WHERE c.id = :id"
)


def identify_caller(read: Reader, raw: str, source: str) -> Match:
    """Who a caller may be. `source` names the header the number came from, or `withheld`."""
    kind, number, _ = read_number(raw, read.region)
    if source == "withheld" or kind == "withheld":
        return Match(by="withheld", raw=raw, source=source)
    if not number:
        return Match(by="bad_number", raw=raw, source=source)
    candidates = rank(_owners(read, number), read.at)
    by = "phone" if candidates else "unknown"
    return Match(by=by, value=number, raw=raw, source=source, candidates=candidates)


def identify(read: Reader, query: Identify) -> Match:
    """Who is this number?"""
    return identify_caller(read, query.number, "asked")


def _owners(read: Reader, number: str) -> Iterable[Owner]:
    rows = _OWNERS.all(read.connection, {"normal": number})
    for customer_id, name, kind, language, main, label, last_at, open_ticket, merged_into in rows:
        if merged_into is None:
            yield Owner(customer_id, name, kind, language, bool(main), label, last_at, open_ticket)
        else:
            yield _survivor(read, merged_into, bool(main), label)


def _survivor(read: Reader, customer_id: int, main: bool, label: str) -> Owner:
    """A point that stayed with somebody who was merged counts for the one who is left."""
    seen: set[int] = set()
    while True:
        row: Any = _SURVIVOR.first(read.connection, {"id": customer_id})
        own, name, kind, language, last_at, open_ticket, merged_into = row
        seen.add(own)
        if merged_into is None or merged_into in seen:
            return Owner(own, name, kind, language, main, label, last_at, open_ticket)
        customer_id = merged_into
