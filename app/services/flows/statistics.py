"""What flows tell afterwards: counted by the database, version by version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from app.models.statement import Row, Statement
from app.models.tables import flows
from app.models.unit import Reader
from app.protocol.flows import (
    AnswerFigures,
    EdgeFigures,
    FlowStatistics,
    GetFlowStatistics,
    NodeFigures,
    OfferFigures,
    VersionFigures,
)
from app.services.flows.buckets import buckets
from app.services.flows.comparing import compare, outcomes
from app.services.flows.interval import wilson
from app.services.flows.noting import HOPS_A_STEP

EVER = 2**62

_RUNS = "r.started_at >= :since AND r.started_at < :until AND NOT r.trial"
_HOPS = "FROM flow_hops WHERE version_id = :version_id AND began >= :since AND began < :until"
_GIVEN = "FROM flow_answers WHERE version_id = :version_id AND began >= :since AND began < :until"

_VERSIONS = Statement(
    "SELECT v.id, v.number FROM flow_versions v WHERE v.flow_id = :flow_id ORDER BY v.number DESC"
)
_ENDINGS = Statement(
    "SELECT r.node, CASE WHEN r.status <> 'ended' THEN 'open' ELSE r.ending END, r.disposition, count(*)"
    f" FROM flow_runs r WHERE r.version_id = :version_id AND {_RUNS} GROUP BY 1, 2, 3"
)
_CALLED = Statement(  # inside runs of other flows
    f"SELECT count(*) FROM (SELECT DISTINCT run_id {_HOPS}) ran"
    " WHERE run_id NOT IN (SELECT id FROM flow_runs WHERE version_id = :version_id)"
)
_EDGES = Statement(
    f"SELECT node, target, count(*) {_HOPS} AND target <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
)
_CAME = Statement(
    f"SELECT node, count(*) FROM (SELECT node, run_id {_HOPS} UNION"
    f" SELECT r.node, r.id FROM flow_runs r WHERE r.version_id = :version_id AND {_RUNS}) came GROUP BY node"
)
_TIMES = Statement(
    "SELECT node, max(CASE WHEN place = (times + 1) / 2 THEN ms END),"
    " max(CASE WHEN place = (times * 9 + 9) / 10 THEN ms END) FROM"
    " (SELECT node, ms, row_number() OVER (PARTITION BY node ORDER BY ms) AS place,"
    f" count(*) OVER (PARTITION BY node) AS times {_HOPS} AND place % {HOPS_A_STEP} = 0) stood"
    " GROUP BY node"
)
_ANSWERS = Statement(
    f"SELECT node, variable, kept, count(*) {_GIVEN} AND kept IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3"
)
_REFUSED = Statement(f"SELECT node, sum(refused) {_GIVEN} GROUP BY 1")
_OFFERS = Statement(
    "SELECT o.node, o.value, count(*), sum(CASE WHEN o.accepted THEN 1 ELSE 0 END)"
    " FROM flow_offers o JOIN flow_runs r ON r.id = o.run_id"
    f" WHERE o.version_id = :version_id AND {_RUNS} GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
)


def get_flow_statistics(read: Reader, query: GetFlowStatistics) -> FlowStatistics:
    """What came of a flow's runs."""
    read.need(flows, query.flow_id, "flow")
    span = {"since": query.since, "until": query.until or EVER}
    figures = []
    for version_id, number in _VERSIONS.all(read.connection, {"flow_id": query.flow_id}):
        if query.version_ids and version_id not in query.version_ids:
            continue
        found = _version(read, version_id, number, span)
        if query.version_ids or found.runs or found.called:
            figures.append(found)
    figures.sort(key=lambda one: _place(query.version_ids, one))
    comparison = None
    if len(figures) == 2 and query.outcome:
        comparison = compare(read, figures[0], figures[1], query.outcome, span)
    return FlowStatistics(versions=figures, outcomes=outcomes(read, figures, span), comparison=comparison)


def _place(wanted: list[int], figures: VersionFigures) -> int:
    """In the order in which they were asked for, else the newest first."""
    return wanted.index(figures.version_id) if wanted else -figures.number


def _version(read: Reader, version_id: int, number: int, span: dict[str, int]) -> VersionFigures:
    values = {"version_id": version_id, **span}
    connection = read.connection
    endings = _ENDINGS.all(connection, values)
    kinds = _summed((ending, times) for _, ending, _, times in endings)
    return VersionFigures(
        version_id=version_id,
        number=number,
        runs=sum(kinds.values()),
        ended=kinds.get("end", 0),
        left=kinds.get("left", 0),
        open_runs=kinds.get("open", 0),
        called=(_CALLED.first(connection, values) or (0,))[0],
        dispositions=_summed((name, times) for _, _, name, times in endings if name),
        nodes=_nodes(read, values, endings),
        edges=[EdgeFigures(node=n, target=t, times=c) for n, t, c in _EDGES.all(connection, values)],
        answers=_answers(read, values),
        offers=[_offer(*row) for row in _OFFERS.all(connection, values)],
    )


def _nodes(read: Reader, values: dict[str, int], endings: list[Row]) -> list[NodeFigures]:
    ended = _summed((node, times) for node, ending, _, times in endings if ending == "end")
    stopped = _summed((node, times) for node, ending, _, times in endings if ending != "end")
    times = {node: (median, p90) for node, median, p90 in _TIMES.all(read.connection, values)}
    return [
        NodeFigures(
            node=node,
            runs=runs,
            stopped=stopped.get(node, 0),
            ended=ended.get(node, 0),
            median_ms=times.get(node, (None, None))[0],
            p90_ms=times.get(node, (None, None))[1],
        )
        for node, runs in sorted(_CAME.all(read.connection, values))
        if node
    ]


def _answers(read: Reader, values: dict[str, int]) -> list[AnswerFigures]:
    given: dict[tuple[str, str], list[tuple[Any, int]]] = {}
    for node, variable, kept, times in _ANSWERS.all(read.connection, values):
        given.setdefault((node, variable), []).append((msgspec.json.decode(kept), times))
    refused = _summed((node, int(times)) for node, times in _REFUSED.all(read.connection, values))
    figures = []
    for (node, variable), counted in sorted(given.items()):
        shown, others, mean = buckets(counted)
        figures.append(
            AnswerFigures(
                node=node,
                variable=variable,
                runs=sum(times for _, times in counted),
                buckets=shown,
                others=others,
                mean=mean,
                refused=refused.get(node, 0),
            )
        )
    return figures


def _offer(node: str, value: str, shown: int, accepted: int) -> OfferFigures:
    low, high = wilson(accepted, shown)
    return OfferFigures(node=node, value=value, shown=shown, accepted=accepted, low=low, high=high)


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, times in pairs:
        found[name] = found.get(name, 0) + times
    return found
