"""What a flow's texts and conditions see: the customer, the contact, the agent. Read anew for each step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.models.unit import Reader
from app.scripts.state import World
from app.services.lookup.survivor import resolve

TICKETS = 20
"""Open tickets that a flow sees."""

_CUSTOMER = Statement(
    "SELECT id, kind, name, other_names, language, segment, remark, vip, custom, updated_at FROM customers"
    " WHERE id = :id"
)
_POINTS = Statement(
    "SELECT id, kind, raw, normal, label, main FROM contact_points WHERE customer_id = :id"
    " ORDER BY main DESC, id"
)
_PRODUCTS = Statement(
    "SELECT o.id, o.product_id, p.sku, p.name, p.category, o.serial, o.state, o.bought_at, o.warranty_until"
    " FROM customer_products o JOIN products p ON p.id = o.product_id WHERE o.customer_id = :id"
    " ORDER BY o.bought_at DESC, o.id DESC"
)
_TICKETS = Statement(
    "SELECT t.id, t.number, t.subject, t.state, t.priority, p.name, t.opened_at, q.name, t.agent_id,"
    " t.updated_at FROM tickets t LEFT JOIN products p ON p.id = t.product_id"
    " LEFT JOIN queues q ON q.id = t.queue_id"
    " WHERE t.customer_id = :id AND t.state IN ('open', 'pending')"
    f" ORDER BY t.opened_at DESC, t.id DESC LIMIT {TICKETS}"
)
_CONSENTS = Statement("SELECT purpose, given FROM consents WHERE customer_id = :id ORDER BY at, id")
_CONTACT = Statement(
    "SELECT i.id, i.channel, i.direction, i.state, i.ani, i.dnis, q.name, i.started_at, i.customer_id,"
    " i.subject FROM interactions i LEFT JOIN queues q ON q.id = i.queue_id WHERE i.id = :id"
)
_AGENT = Statement("SELECT id, name, language, role FROM agents WHERE id = :id")


class WorldReader:
    """Reads worlds. `zone` is the house's time zone (IANA)."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._zone = ZoneInfo(zone)

    def read(
        self,
        read: Reader,
        *,
        customer_id: int | None,
        interaction_id: int | None,
        agent_id: int | None,
    ) -> World:
        """The world as it is now. Whoever is not there is {}."""
        connection = read.connection
        return World(
            customer=self.customer(connection, customer_id, read.at),
            interaction=contact(connection, interaction_id),
            agent=_agent(connection, agent_id),
            now=read.at,
            zone=self.zone,
            region=read.region,
        )

    def customer(self, connection: Connection, customer_id: int | None, now: int) -> dict[str, Any]:
        """A customer as flows see one; of the survivor where they were merged. {} where there is none."""
        if customer_id is None:
            return {}
        row = _CUSTOMER.first(connection, {"id": resolve(connection, customer_id)})
        if row is None:
            return {}
        own = {"id": row[0]}
        points = [_point(point) for point in _POINTS.all(connection, own)]
        return {
            "id": row[0],
            "kind": row[1],
            "name": row[2],
            "other_names": row[3],
            "language": row[4],
            "segment": row[5],
            "remark": row[6],
            "vip": bool(row[7]),
            "custom": msgspec.json.decode(row[8]) if row[8] else {},
            "updated_at": row[9],
            "phone": _first(points, "phone"),
            "email": _first(points, "email"),
            "points": points,
            "products": self.products(connection, row[0], now),
            "tickets": [self._ticket(ticket) for ticket in _TICKETS.all(connection, own)],
            "consents": {purpose: bool(given) for purpose, given in _CONSENTS.all(connection, own)},
        }

    def products(self, connection: Connection, customer_id: int, now: int) -> list[dict[str, Any]]:
        """What a customer owns."""
        return [self._product(row, now) for row in _PRODUCTS.all(connection, {"id": customer_id})]

    def day(self, at: int | None) -> str:
        """The day of a moment (ms) in the house's zone, as ISO 8601; empty where there is none."""
        if at is None:
            return ""
        return datetime.datetime.fromtimestamp(at / 1000, self._zone).date().isoformat()

    def _product(self, row: Any, now: int) -> dict[str, Any]:
        return {
            "id": row[0],
            "product_id": row[1],
            "sku": row[2],
            "name": row[3],
            "category": row[4],
            "serial": row[5],
            "state": row[6],
            "bought_on": self.day(row[7]),
            "warranty_until": self.day(row[8]),
            "in_warranty": row[8] is not None and row[8] > now,
        }

    def _ticket(self, row: Any) -> dict[str, Any]:
        return {
            "id": row[0],
            "number": row[1],
            "subject": row[2],
            "state": row[3],
            "priority": row[4],
            "product": row[5] or "",
            "opened_on": self.day(row[6]),
            "queue": row[7] or "",
            "agent_id": row[8],
            "updated_at": row[9],
        }


def contact(connection: Connection, interaction_id: int | None) -> dict[str, Any]:
    """An interaction as flows see one; {} where there is none."""
    row = _CONTACT.first(connection, {"id": interaction_id}) if interaction_id is not None else None
    if row is None:
        return {}
    return {
        "id": row[0],
        "channel": row[1],
        "direction": row[2],
        "state": row[3],
        "ani": row[4],
        "dnis": row[5],
        "queue": row[6] or "",
        "started_at": row[7],
        "customer_id": row[8],
        "subject": row[9],
    }


def _agent(connection: Connection, agent_id: int | None) -> dict[str, Any]:
    row = _AGENT.first(connection, {"id": agent_id}) if agent_id is not None else None
    if row is None:
        return {}
    return {"id": row[0], "name": row[1], "language": row[2], "role": row[3]}


def _point(row: Any) -> dict[str, Any]:
    return {
        "id": row[0],
        "kind": row[1],
        "raw": row[2],
        "normal": row[3],
        "label": row[4],
        "main": bool(row[5]),
    }


def _first(points: Iterable[dict[str, Any]], kind: str) -> str:
    """The main one of a kind: it comes first."""
    return next((point["normal"] or point["raw"] for point in points if point["kind"] == kind), "")
