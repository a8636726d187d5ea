"""Lists of runs."""

from __future__ import annotations

from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol.flows import ListRuns, RunSummary
from app.services.lookup.survivor import resolve

MOST = 100

_COLUMNS = (
    "SELECT r.id, f.name, v.title, r.status, r.speaker, r.interaction_id, r.agent_id, r.started_at,"
    " r.updated_at, r.disposition FROM flow_runs r JOIN flows f ON f.id = r.flow_id"
    " JOIN flow_versions v ON v.id = r.version_id"
)
_ORDER = f" AND NOT r.trial ORDER BY r.started_at DESC, r.id DESC LIMIT {MOST}"
_OF_CONTACT = Statement(f"{_COLUMNS} WHERE r.interaction_id = :id{_ORDER}")
_OF_CUSTOMER = Statement(f"{_COLUMNS} WHERE r.customer_id = :id{_ORDER}")


def list_runs(read: Reader, query: ListRuns) -> list[RunSummary]:
    """The runs of a contact, or of a customer (all contacts), newest first."""
    if query.interaction_id is not None:
        rows = _OF_CONTACT.all(read.connection, {"id": query.interaction_id})
    elif query.customer_id is not None:
        rows = _OF_CUSTOMER.all(read.connection, {"id": resolve(read.connection, query.customer_id)})
    else:
        return []
    names = RunSummary.__struct_fields__
    return [RunSummary(**dict(zip(names, row, strict=True))) for row in rows]
