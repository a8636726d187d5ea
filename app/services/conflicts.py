"""Two people, one row: who saves second learns what changed, and nothing is overwritten unseen."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import edits
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.events import Change

WATCHED = frozenset(("customers", "tickets"))
CUSTOM = "custom"

_SINCE = sa.select(edits.c.field).where(
    edits.c.entity == sa.bindparam("entity"),
    edits.c.row_id == sa.bindparam("row_id"),
    edits.c.at > sa.bindparam("seen_at"),
)


def check_fresh(tx: Unit, table: sa.Table, row: Values, seen_at: int, changes: Values) -> None:
    """Refuse as `stale` if a field in `changes` was changed after `seen_at` (the `updated_at` that was seen).

    Details carry, for each such field, what is there now and what was to be saved. Changes of other
    fields, also of other custom fields, do not get in each other's way.
    """
    if row["updated_at"] <= seen_at:
        return
    since = {edit["field"] for edit in tx.all(_SINCE, entity=table.name, row_id=row["id"], seen_at=seen_at)}
    now = dict(_fields(row))
    both = {
        name: {"now": now.get(name), "yours": yours}
        for name, yours in _fields(changes)
        if name in since and now.get(name) != yours
    }
    if both:
        raise Refused(
            errors.STALE,
            f"Somebody else changed {', '.join(both)} while you were typing. Compare and choose.",
            fields=both,
            updated_at=row["updated_at"],
        )


def next_moment(tx: Unit, row: Values) -> int:
    """The row's new `updated_at`: later than before, also within the same millisecond."""
    return max(tx.at, int(row["updated_at"]) + 1)


def follow(tx: Unit, changes: Sequence[Change]) -> None:
    """Remember when which field was changed: a follower of the door."""
    for change in changes:
        if change.op == "update" and change.table in WATCHED:
            at = change.new.get("updated_at", tx.at)
            for field in _changed(change):
                _remember(tx, change.table, change.id, field, at)


def _remember(tx: Unit, entity: str, row_id: int, field: str, at: int) -> None:
    key = sa.and_(edits.c.entity == entity, edits.c.row_id == row_id, edits.c.field == field)
    if tx.connection.execute(edits.update().where(key).values(at=at)).rowcount == 0:
        tx.insert(edits, entity=entity, row_id=row_id, field=field, at=at)


def _changed(change: Change) -> Iterator[str]:
    old = dict(_fields(change.old))
    for name, value in _fields(change.new):
        if name != "updated_at" and old.get(name) != value:
            yield name


def _fields(values: Values) -> Iterator[tuple[str, object]]:
    """Fields by name; custom ones each by itself."""
    for name, value in values.items():
        if name == CUSTOM and isinstance(value, dict):
            for key, inner in value.items():
                yield f"{CUSTOM}.{key}", inner
        else:
            yield name, value
