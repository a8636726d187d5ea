"""What becomes of runs when their contact goes on: a follower of the door."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from app.models.tables import flow_runs
from app.models.unit import Unit, Values
from app.protocol.events import Change

_OPEN = sa.select(flow_runs).where(
    flow_runs.c.interaction_id == sa.bindparam("interaction_id"), flow_runs.c.status != "ended"
)


def follow(tx: Unit, changes: Sequence[Change]) -> None:
    """When the caller is gone, the telephone's runs are over; when the contact is closed, an agent's are
    put aside for the customer's next contact, or over where nobody knows the customer."""
    for change in list(changes):
        if change.table != "interactions" or change.op != "update":
            continue
        if change.new.get("customer_id") is not None:
            _link(tx, change.id, change.new["customer_id"])
        if change.new.get("ended_at") is not None or change.new.get("closed_at") is not None:
            _leave(tx, change.id, closed=change.new.get("closed_at") is not None)


def _link(tx: Unit, interaction_id: int, customer_id: int) -> None:
    for run in tx.all(_OPEN, interaction_id=interaction_id):
        tx.update(flow_runs, run, customer_id=customer_id)


def _leave(tx: Unit, interaction_id: int, *, closed: bool) -> None:
    for run in tx.all(_OPEN, interaction_id=interaction_id):
        if run["speaker"] == "telephone":
            tx.update(flow_runs, run, **_over(tx, run))
        elif run["speaker"] == "console" and closed and run["status"] == "running":
            if run["customer_id"] is None:
                tx.update(flow_runs, run, **_over(tx, run))
            else:
                tx.update(flow_runs, run, status="suspended", step=run["step"] + 1, updated_at=tx.at)


def _over(tx: Unit, run: Values) -> Values:
    return {
        "status": "ended",
        "ending": "left",
        "ended_at": tx.at,
        "step": run["step"] + 1,
        "waits_for": "",
        "due_at": None,
        "updated_at": tx.at,
    }
