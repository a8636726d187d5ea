"""What a worker of the hub has to do for flows: look-ups outside, waits that are over, versions whose date
has come."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.statement import Statement
from app.models.unit import Reader

MOST = 500

_WAITING = Statement(
    "SELECT id, step, waits_for, due_at FROM flow_runs WHERE waits_for <> '' AND status <> 'ended'"
    f" ORDER BY due_at LIMIT {MOST}"
)
_REPLACED = Statement(  # flows of which a version that takes all runs began after another one that is live
    "SELECT DISTINCT old.flow_id FROM flow_versions old JOIN flow_versions new ON new.flow_id = old.flow_id"
    " AND new.state = 'live' AND new.share >= 100 AND new.live_from <= :at"
    " AND (new.live_from > old.live_from OR (new.live_from = old.live_from AND new.number > old.number))"
    " WHERE old.state = 'live'"
)
_NEXT = Statement("SELECT min(live_from) FROM flow_versions WHERE state = 'live' AND live_from > :at")


@dataclass(frozen=True)
class WaitingRun:
    """A run that waits for the hub: `what` is url or wait, `at` when it is due (ms)."""

    run_id: int
    step: int
    what: str
    at: int


def waiting_runs(read: Reader) -> list[WaitingRun]:
    """The runs that wait, the first to be due first."""
    return [WaitingRun(*row) for row in _WAITING.all(read.connection, {})]


def replaced_flows(read: Reader) -> tuple[list[int], int | None]:
    """Flows with a live version that gets no more runs, and when the next one's date comes (ms)."""
    at = {"at": read.at}
    following = _NEXT.first(read.connection, at)
    return [row[0] for row in _REPLACED.all(read.connection, at)], following[0] if following else None
