"""A customer's timeline: contacts on every channel, notes and tickets, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol.customers import GetTimeline
from app.protocol.views import TimelineEntry, TimelinePage
from app.services.lookup.survivor import resolve

MAX_PAGE = 200
EVER = 2**62
"""A `before` that leaves nothing out."""

_TIES = 8  # entries of the same millisecond that are kept together on a page

_NOTHING = "CAST(NULL AS BIGINT)"
_TALK = (
    "(SELECT CAST(sum(l.ended_at - l.started_at) AS BIGINT) FROM legs l"
    " WHERE l.interaction_id = i.id AND l.kind = 'talk' AND l.ended_at IS NOT NULL)"
)
# One statement for three tables: each gives its newest, the newest of these are the page.
_ENTRIES = Statement(
    f"SELECT i.channel, i.id, i.started_at, i.subject, '' AS body, i.direction, i.state, i.agent_id,"
    f" i.queue_id, i.disposition_id, i.ticket_id, t.number, {_NOTHING} AS interaction_id,"
    f" CASE WHEN i.answered_at IS NULL THEN NULL ELSE {_TALK} END"
    " FROM (SELECT * FROM interactions WHERE customer_id = :customer_id AND started_at < :before"
    " ORDER BY started_at DESC LIMIT :most) AS i LEFT JOIN tickets t ON t.id = i.ticket_id"
    " UNION ALL SELECT * FROM ("
    f"SELECT 'note', id, at, '', text, '', '', agent_id, {_NOTHING}, {_NOTHING}, ticket_id, {_NOTHING},"
    f" interaction_id, {_NOTHING} FROM notes"
    " WHERE customer_id = :customer_id AND at < :before AND NOT deleted"
    " ORDER BY at DESC LIMIT :most) AS n"
    " UNION ALL SELECT * FROM ("
    "SELECT 'ticket', id, opened_at, subject, '', '', state, agent_id, queue_id,"
    f" {_NOTHING}, id, number, {_NOTHING}, {_NOTHING} FROM tickets"
    " WHERE customer_id = :customer_id AND opened_at < :before"
    " ORDER BY opened_at DESC LIMIT :most) AS k"
)


def read_timeline(
    connection: Connection, customer_id: int, before: int, limit: int
) -> tuple[list[TimelineEntry], bool]:
    """Up to `limit` entries older than `before` (ms), and whether there are more.

    Entries that began in the same millisecond stay on one page, so that the next page, which is asked
    for by time, leaves none out.
    """
    values = {"customer_id": customer_id, "before": before, "most": limit + _TIES}
    rows = sorted(_ENTRIES.all(connection, values), key=_newest_first)
    end = min(limit, len(rows))
    while 0 < end < len(rows) and rows[end][2] == rows[end - 1][2]:
        end += 1
    entries = [
        TimelineEntry(
            kind=kind,
            id=own_id,
            at=at,
            title=title,
            text=body,
            direction=direction,
            state=state,
            agent_id=agent_id,
            queue_id=queue_id,
            disposition_id=disposition_id,
            ticket_id=ticket_id,
            ticket_number=number,
            interaction_id=interaction_id,
            seconds=None if talk is None else round(talk / 1000),
        )
        for (
            kind,
            own_id,
            at,
            title,
            body,
            direction,
            state,
            agent_id,
            queue_id,
            disposition_id,
            ticket_id,
            number,
            interaction_id,
            talk,
        ) in rows[:end]
    ]
    return entries, len(rows) > end


def get_timeline(read: Reader, query: GetTimeline) -> TimelinePage:
    """Older entries; of the survivor where the customer was merged."""
    customer_id = resolve(read.connection, query.customer_id)
    limit = max(1, min(query.limit, MAX_PAGE))
    entries, more = read_timeline(read.connection, customer_id, query.before, limit)
    return TimelinePage(entries, more)


def _newest_first(row: Sequence[Any]) -> tuple[int, int]:
    return -row[2], -row[1]
