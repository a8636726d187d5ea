"""A run's row and its state, as they are read and written with each step: prepared, without a detour."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.tables import flow_runs
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.flows import Unstored
from app.scripts.state import RunState

_NAMES = tuple(str(column.name) for column in flow_runs.c)
_JSON = ("versions", "results")
_RUN = Statement(f"SELECT {', '.join(_NAMES)} FROM flow_runs WHERE id = :id")
_STATE = Statement("SELECT state, seen_at, unstored FROM flow_states WHERE id = :id")
_KEEP = Statement(
    "INSERT INTO flow_states (id, state, seen_at, unstored) VALUES (:id, :state, :seen_at, :unstored)"
    " ON CONFLICT (id) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at,"
    " unstored = excluded.unstored"
)
_decode_state = msgspec.json.Decoder(RunState).decode
_decode_unstored = msgspec.json.Decoder(list[Unstored]).decode
_encode = msgspec.json.Encoder().encode


def need_run(read: Reader, run_id: int) -> Values:
    """A run's row, or a refusal."""
    row = _RUN.first(read.connection, {"id": run_id})
    if row is None:
        raise Refused(errors.NOT_FOUND, f"There is no run with the id {run_id}.", what="run", id=run_id)
    run = dict(zip(_NAMES, row, strict=True))
    for name in _JSON:
        run[name] = msgspec.json.decode(run[name]) if run[name] else None
    run["trial"] = bool(run["trial"])
    return run


def read_state(read: Reader, run_id: int) -> tuple[RunState, int, list[Unstored]]:
    """Where a run stands, when the customer's row was last seen, and the answers that are not written yet."""
    row = _STATE.first(read.connection, {"id": run_id})
    if row is None:
        raise Refused(errors.NOT_FOUND, "The state of this run is not here. Begin it anew.")
    return _decode_state(row[0]), row[1], _decode_unstored(row[2])


def keep_state(tx: Unit, run_id: int, state: RunState, seen_at: int, unstored: Sequence[Unstored]) -> None:
    """Write down where a run stands. Its row has been written before."""
    values = {
        "id": run_id,
        "state": _encode(state).decode(),
        "seen_at": seen_at,
        "unstored": _encode(unstored).decode(),
    }
    _KEEP.many(tx.connection, [values])
