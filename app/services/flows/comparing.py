"""Two versions by an outcome: how many of each came to it, and what can be said of that."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol import errors
from app.protocol.flows import Comparison, Share, VersionFigures
from app.services.flows.interval import difference, verdict, wilson

MOST_RESULTS = 50

_OVER = (
    "FROM flow_runs r WHERE r.version_id = :version_id AND r.started_at >= :since AND r.started_at < :until"
    " AND NOT r.trial AND r.status = 'ended'"
)
_ALL = Statement(f"SELECT count(*) {_OVER}")
_DISPOSITION = Statement(f"SELECT count(*) {_OVER} AND r.ending = 'end' AND r.disposition = :value")
_END = Statement(f"SELECT count(*) {_OVER} AND r.ending = 'end' AND r.node = :value")
_ENDS = Statement(f"SELECT DISTINCT r.node {_OVER} AND r.ending = 'end' ORDER BY 1")
_RESULTS = Statement(f"SELECT r.results, count(*) {_OVER} AND r.ending = 'end' GROUP BY 1")
_OFFER = Statement(  # a run counts once, whatever was shown to it
    "SELECT sum(accepted), count(*) FROM (SELECT max(CASE WHEN o.accepted THEN 1 ELSE 0 END) AS accepted"
    " FROM flow_offers o JOIN flow_runs r ON r.id = o.run_id WHERE o.version_id = :version_id"
    " AND o.node = :value AND r.started_at >= :since AND r.started_at < :until AND NOT r.trial"
    " GROUP BY o.run_id) shown"
)


def outcomes(read: Reader, figures: Sequence[VersionFigures], span: dict[str, int]) -> list[str]:
    """What these versions can be compared by."""
    found: dict[str, None] = {}
    for version in figures:
        values = {"version_id": version.version_id, **span}
        found.update(dict.fromkeys(f"disposition:{name}" for name in sorted(version.dispositions)))
        found.update(dict.fromkeys(f"offer:{offer.node}" for offer in version.offers))
        found.update(dict.fromkeys(f"end:{row[0]}" for row in _ENDS.all(read.connection, values)))
        results = sorted(
            f"result:{name}={_word(value)}"
            for text, _ in _RESULTS.all(read.connection, values)
            for name, value in _decoded(text).items()
        )
        found.update(dict.fromkeys(results[:MOST_RESULTS]))
    return list(found)


def compare(
    read: Reader, first: VersionFigures, second: VersionFigures, outcome: str, span: dict[str, int]
) -> Comparison:
    """Two versions by an outcome."""
    one, two = _share(read, first, outcome, span), _share(read, second, outcome, span)
    low, high = difference((two.with_it, two.of), (one.with_it, one.of))
    return Comparison(
        outcome=outcome,
        first=one,
        second=two,
        difference=(two.with_it / two.of if two.of else 0.0) - (one.with_it / one.of if one.of else 0.0),
        low=low,
        high=high,
        verdict=verdict((one.with_it, one.of), (two.with_it, two.of)),
    )


def _share(read: Reader, version: VersionFigures, outcome: str, span: dict[str, int]) -> Share:
    kind, _, value = outcome.partition(":")
    values = {"version_id": version.version_id, **span}
    if kind == "offer":
        row = _OFFER.first(read.connection, {**values, "value": value}) or (0, 0)
        with_it, of = row[0] or 0, row[1]
    else:
        of = (_ALL.first(read.connection, values) or (0,))[0]
        with_it = _count(read, kind, value, values)
    low, high = wilson(with_it, of)
    return Share(version_id=version.version_id, with_it=with_it, of=of, low=low, high=high)


def _count(read: Reader, kind: str, value: str, values: dict[str, int]) -> int:
    if kind in ("disposition", "end"):
        statement = _DISPOSITION if kind == "disposition" else _END
        return int((statement.first(read.connection, {**values, "value": value}) or (0,))[0])
    if kind == "result":
        name, _, wanted = value.partition("=")
        return sum(
            times
            for text, times in _RESULTS.all(read.connection, values)
            if name in (found := _decoded(text)) and _word(found[name]) == wanted
        )
    raise Refused(
        errors.BAD_VALUE,
        "Versions are compared by disposition:NAME, end:NODE, result:NAME=VALUE or offer:NODE, "
        f"not by “{kind}”.",
    )


def _decoded(text: str | None) -> dict[str, object]:
    found = msgspec.json.decode(text) if text else None
    return found if isinstance(found, dict) else {}


def _word(value: object) -> str:
    """A result as it is written in an outcome."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)[:80]
