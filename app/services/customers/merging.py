"""Making two customers one, and taking that back."""

from typing import Any

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import (
    consents,
    contact_points,
    customer_products,
    customer_relations,
    customers,
    files,
    flow_links,
    flow_runs,
    interactions,
    merges,
    notes,
    tickets,
)
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.customers import MergeCustomers, UndoMerge
from app.protocol.views import MergeView
from app.services.conflicts import next_moment

_MOVED: tuple[tuple[sa.Table, str], ...] = (
    (contact_points, "customer_id"),
    (customer_relations, "from_id"),
    (customer_relations, "to_id"),
    (consents, "customer_id"),
    (customer_products, "customer_id"),
    (interactions, "customer_id"),
    (tickets, "customer_id"),
    (notes, "customer_id"),
    (flow_runs, "customer_id"),
    (flow_links, "customer_id"),
    (files, "customer_id"),
)

_MAINS = "contact_points.main"


def merge_customers(tx: Unit, command: MergeCustomers) -> MergeView:
    """Everything of the merged customer moves to the survivor; numbers and addresses find the survivor."""
    survivor = tx.need(customers, command.survivor_id, "customer")
    merged = tx.need(customers, command.merged_id, "customer")
    if survivor["id"] == merged["id"]:
        raise Refused(errors.BAD_VALUE, "That is one and the same customer. Choose another to merge with.")
    for customer in (survivor, merged):
        if customer["merged_into"] is not None:
            raise Refused(
                errors.MERGED,
                f"{customer['name']} was merged before. Open the customer it was merged into.",
                survivor_id=customer["merged_into"],
            )
    set_aside = _set_aside_mains(tx, survivor["id"], merged["id"])
    moved = {
        f"{table.name}.{column}": _move(tx, table, column, merged["id"], survivor["id"])
        for table, column in _MOVED
    }
    moved[_MAINS] = set_aside
    tx.update(customers, merged, merged_into=survivor["id"], updated_at=next_moment(tx, merged))
    tx.update(customers, survivor, updated_at=next_moment(tx, survivor))
    row = tx.insert(
        merges,
        survivor_id=survivor["id"],
        merged_id=merged["id"],
        moved={name: ids for name, ids in moved.items() if ids},
        agent_id=tx.actor.agent_id,
        at=tx.at,
    )
    return merge_view(row)


def undo_merge(tx: Unit, command: UndoMerge) -> MergeView:
    """Just what the merge moved goes back; what came to the survivor since stays there."""
    merge = tx.need(merges, command.merge_id, "merge")
    survivor = tx.need(customers, merge["survivor_id"], "customer")
    if merge["undone_at"] is not None:
        raise Refused(errors.ALREADY_UNDONE, "This merge was undone before.")
    if survivor["merged_into"] is not None:
        raise Refused(
            errors.MERGE_NOT_LAST,
            f"{survivor['name']} was itself merged since. Undo that merge first.",
            survivor_id=survivor["merged_into"],
        )
    for table, column in _MOVED:
        for row_id in merge["moved"].get(f"{table.name}.{column}", []):
            row = tx.get(table, row_id)
            if row is not None and row[column] == merge["survivor_id"]:
                tx.update(table, row, **{column: merge["merged_id"]})
    for point_id in merge["moved"].get(_MAINS, []):
        point = tx.get(contact_points, point_id)
        if point is not None and point["customer_id"] == merge["merged_id"]:
            tx.update(contact_points, point, main=True)
    merged = tx.need(customers, merge["merged_id"], "customer")
    tx.update(customers, merged, merged_into=None, updated_at=next_moment(tx, merged))
    tx.update(customers, survivor, updated_at=next_moment(tx, survivor))
    return merge_view(tx.update(merges, merge, undone_at=tx.at))


def merge_view(row: Values) -> MergeView:
    """How a merge travels."""
    return MergeView(
        id=row["id"],
        survivor_id=row["survivor_id"],
        merged_id=row["merged_id"],
        at=row["at"],
        undone_at=row["undone_at"],
    )


def _set_aside_mains(tx: Unit, survivor_id: int, merged_id: int) -> list[int]:
    """Points of the merged customer that are no longer the main one of their kind: the survivor's are."""
    mains = sa.select(contact_points).where(contact_points.c.main)
    taken = {row["kind"] for row in tx.all(mains.where(contact_points.c.customer_id == survivor_id))}
    set_aside = []
    for row in tx.all(mains.where(contact_points.c.customer_id == merged_id)):
        if row["kind"] in taken:
            tx.update(contact_points, row, main=False)
            set_aside.append(row["id"])
    return set_aside


def _move(tx: Unit, table: sa.Table, column: str, source: int, target: int) -> list[int]:
    statement: sa.Select[Any] = sa.select(table).where(table.c[column] == source).order_by(table.c.id)
    rows = tx.all(statement)
    for row in rows:
        tx.update(table, row, **{column: target})
    return [row["id"] for row in rows]
