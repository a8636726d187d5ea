"""Who of several people that share a number is calling: a pure function, and its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from app.protocol.views import Candidate

DAY = 86_400_000

# What a reason is worth. A contact a month ago counts half of one just now, so that a person who called
# last week goes before the firm whose main number it is, and one who called last year does not.
_RECENT = 4.0
_HALF_LIFE = 30 * DAY
_OPEN_TICKET = 2.0
_MAIN = 1.5
_ORGANISATION = 1.0
_LABELS = {"mobile": 1.0, "direct": 1.0, "home": 0.5}
_FADED = 0.05


class Owner(NamedTuple):
    """A customer whose contact point the number is, and what is known that tells them from others."""

    customer_id: int
    name: str
    kind: str = "person"
    language: str = ""
    main: bool = False
    label: str = ""
    last_at: int | None = None
    """When their last finished contact began (ms)."""
    open_ticket: int | None = None
    """Number of their newest open or pending ticket."""


def rank(owners: Iterable[Owner], now: int) -> list[Candidate]:
    """Candidates, the likeliest first, each with the reasons that count for it, the weightiest first."""
    together: dict[int, Owner] = {}
    for owner in owners:
        known = together.get(owner.customer_id)
        together[owner.customer_id] = _joined(known, owner) if known else owner
    alone = len(together) == 1
    candidates = [_candidate(owner, alone, now) for owner in together.values()]
    last = {owner.customer_id: owner.last_at or 0 for owner in together.values()}
    return sorted(candidates, key=lambda c: (-c.score, -last[c.customer_id], c.customer_id))


def _joined(one: Owner, other: Owner) -> Owner:
    """The same customer by two contact points of the same number."""
    return one._replace(main=one.main or other.main, label=one.label or other.label)


def _candidate(owner: Owner, alone: bool, now: int) -> Candidate:
    weighed = sorted(_reasons(owner, now), key=lambda reason: -reason[0])
    reasons = [reason for _, reason in weighed]
    if alone:
        reasons.insert(0, {"code": "only_match"})
    return Candidate(
        customer_id=owner.customer_id,
        name=owner.name,
        kind=owner.kind,
        language=owner.language,
        score=round(sum(weight for weight, _ in weighed), 3),
        reasons=reasons,
    )


def _reasons(owner: Owner, now: int) -> list[tuple[float, dict[str, Any]]]:
    found: list[tuple[float, dict[str, Any]]] = []
    if owner.last_at is not None:
        weight = _RECENT * 0.5 ** (max(0, now - owner.last_at) / _HALF_LIFE)
        if weight >= _FADED:
            found.append((weight, {"code": "recent_contact", "at": owner.last_at}))
    if owner.open_ticket is not None:
        found.append((_OPEN_TICKET, {"code": "open_ticket", "number": owner.open_ticket}))
    if owner.main:
        found.append((_MAIN, {"code": "main_point"}))
    if owner.kind == "organisation":
        found.append((_ORGANISATION, {"code": "organisation"}))
    if owner.label:
        found.append((_LABELS.get(owner.label, 0.0), {"code": "label", "label": owner.label}))
    return found
