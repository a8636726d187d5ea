"""What a console starts from: everything of its scope (`app.protocol.scope`), true at one log number."""

from typing import Any

import msgspec
import sqlalchemy as sa

from app.core.errors import Refused
from app.models import log
from app.models.tables import interactions, legs, metadata, notes, offers, tickets, work_items
from app.models.unit import Reader, Values
from app.protocol import errors, scope
from app.protocol.agents import GetSnapshot
from app.protocol.events import Pop, Snapshot
from app.protocol.rows import DESK_ROWS, OfferRow
from app.services.interactions.pops import build_pop

_OPEN = sa.select(interactions).where(interactions.c.closed_at.is_(None)).order_by(interactions.c.id)
_OPEN_IDS = sa.select(interactions.c.id).where(interactions.c.closed_at.is_(None))


def get_snapshot(read: Reader, _query: GetSnapshot) -> Snapshot:
    """The rows this agent's console holds."""
    me = read.actor.agent_id
    if me is None:
        raise Refused(errors.NOT_ALLOWED, "Only an agent's console takes a snapshot.")
    number = log.last_number(read.connection)
    rows: dict[str, list[Any]] = {
        name: _rows(read, name, sa.select(metadata.tables[name])) for name in sorted(scope.WHOLE_TABLES)
    }
    rows["interactions"] = _rows(read, "interactions", _OPEN)
    for table in (legs, notes):
        rows[table.name] = _rows(
            read, table.name, sa.select(table).where(table.c.interaction_id.in_(_OPEN_IDS))
        )
    rows["work_items"] = _rows(
        read,
        "work_items",
        sa.select(work_items).where(
            work_items.c.interaction_id.in_(_OPEN_IDS) | work_items.c.state.in_(("waiting", "offered"))
        ),
    )
    rows["offers"] = _rows(
        read,
        "offers",
        sa.select(offers).where(offers.c.interaction_id.in_(_OPEN_IDS) | (offers.c.state == "out")),
    )
    rows["tickets"] = _rows(
        read, "tickets", sa.select(tickets).where(tickets.c.agent_id == me, tickets.c.state != "closed")
    )
    return Snapshot(number=number, at=read.at, me=me, region=read.region, pops=_pops(read, me, rows), **rows)


def _rows(read: Reader, table: str, statement: "sa.Select[Any]") -> list[Any]:
    return [msgspec.convert(row, DESK_ROWS[table]) for row in read.all(statement)]


def _pops(read: Reader, me: int, rows: dict[str, list[Any]]) -> list[Pop]:
    pops = []
    for interaction in rows["interactions"]:
        its_offers: list[OfferRow] = [o for o in rows["offers"] if o.interaction_id == interaction.id]
        if scope.keeps_pop(interaction, its_offers, me):
            mine = [o for o in its_offers if o.agent_id == me and o.state == "out"]
            offer: Values | None = msgspec.structs.asdict(mine[-1]) if mine else None
            pops.append(build_pop(read, msgspec.structs.asdict(interaction), offer))
    return pops
