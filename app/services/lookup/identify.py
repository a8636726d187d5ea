"""Who is this number? Candidates, ranked, with the reason."""

import sqlalchemy as sa

from app.models.tables import contact_points, customers
from app.models.unit import Reader
from app.protocol.customers import Identify
from app.protocol.views import Candidate, Match
from app.services.customers.survivors import survivor_of
from app.services.phone_numbers import read_number

_OWNERS = (
    sa.select(customers, contact_points.c.main, contact_points.c.label)
    .join(contact_points, contact_points.c.customer_id == customers.c.id)
    .where(contact_points.c.normal == sa.bindparam("normal"), contact_points.c.kind == "phone")
    .limit(50)
)


def identify_caller(read: Reader, raw: str, source: str) -> Match:
    """Who a caller may be. `source` names the header the number came from, or `withheld`."""
    kind, number, _ = read_number(raw, read.region)
    if source == "withheld" or kind == "withheld":
        return Match(by="withheld", raw=raw, source=source)
    if not number:
        return Match(by="bad_number", raw=raw, source=source)
    found: dict[int, Candidate] = {}
    for row in read.all(_OWNERS, normal=number):
        customer = survivor_of(read, row)
        found.setdefault(
            customer["id"],
            Candidate(
                customer_id=customer["id"],
                name=customer["name"],
                kind=customer["kind"],
                language=customer["language"],
                reasons=[{"code": "main_point"}] if row["main"] else [],
            ),
        )
    by = "phone" if found else "unknown"
    return Match(by=by, value=number, raw=raw, source=source, candidates=list(found.values()))


def identify(read: Reader, query: Identify) -> Match:
    """Who is this number?"""
    return identify_caller(read, query.number, "asked")
