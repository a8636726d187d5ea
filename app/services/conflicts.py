"""Two people, one row: who saves second learns what changed, and nothing is overwritten unseen."""

import msgspec
import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import log
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.events import Change

_decode = msgspec.json.Decoder(list[Change]).decode


def check_fresh(tx: Unit, table: sa.Table, row: Values, seen_at: int, changes: Values) -> None:
    """Refuse as `stale` if a field in `changes` was changed after `seen_at` (the `updated_at` that was seen).

    Details carry, for each such field, what is there now and what was to be saved. Changes of other
    fields do not get in each other's way.
    """
    if row["updated_at"] <= seen_at:
        return
    since = _fields_changed_since(tx, table.name, row["id"], seen_at)
    both = {name: {"now": row[name], "yours": changes[name]} for name in sorted(changes.keys() & since)}
    both = {name: pair for name, pair in both.items() if pair["now"] != pair["yours"]}
    if both:
        raise Refused(
            errors.STALE,
            f"Somebody else changed {', '.join(both)} while you were typing. Compare and choose.",
            fields=both,
            updated_at=row["updated_at"],
        )


def _fields_changed_since(tx: Unit, table: str, row_id: int, seen_at: int) -> set[str]:
    """Read from the log: its entries after `seen_at` that touch the row."""
    recent = sa.select(log.c.changes).where(log.c.at > seen_at, log.c.changes.contains(f'"id":{row_id},'))
    fields: set[str] = set()
    for (changes,) in tx.connection.execute(recent):
        for change in _decode(changes):
            if change.table == table and change.id == row_id:
                fields |= change.new.keys()
    return fields
