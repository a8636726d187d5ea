"""What a flow looks up in the record: everything by index, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.models.unit import Reader, Values
from app.protocol.flow_run import Result
from app.services.flows.world import WorldReader
from app.services.lookup.identify import identify_caller
from app.services.lookup.survivor import resolve
from app.services.phone_numbers import read_number
from app.services.search.entries import custom_value

MOST = 50
"""Rows a look-up answers with."""

_BY_ADDRESS = Statement(
    "SELECT p.customer_id FROM contact_points p WHERE p.normal = :normal AND p.kind = :kind"
    " ORDER BY p.main DESC, p.id LIMIT 2"
)
_TICKETS = Statement(
    "SELECT t.id, t.number, t.subject, t.state, t.priority, p.name, t.opened_at, t.customer_id"
    " FROM tickets t LEFT JOIN products p ON p.id = t.product_id WHERE t.customer_id = :customer_id"
    f" ORDER BY t.opened_at DESC, t.id DESC LIMIT {MOST}"
)
_TICKET = Statement(
    "SELECT t.id, t.number, t.subject, t.state, t.priority, p.name, t.opened_at, t.customer_id"
    " FROM tickets t LEFT JOIN products p ON p.id = t.product_id WHERE t.number = :number"
)
_CONTACTS = Statement(
    "SELECT i.id, i.channel, i.direction, i.state, i.started_at, i.subject, q.name, d.name"
    " FROM interactions i LEFT JOIN queues q ON q.id = i.queue_id"
    " LEFT JOIN disposition_codes d ON d.id = i.disposition_id WHERE i.customer_id = :customer_id"
    f" ORDER BY i.started_at DESC LIMIT {MOST}"
)
_ANSWERS = Statement(
    "SELECT f.name, s.node, s.variable, s.kept, s.left_at FROM flow_steps s"
    " JOIN flow_runs r ON r.id = s.run_id JOIN flows f ON f.id = r.flow_id"
    " WHERE r.customer_id = :customer_id AND r.id <> :run_id AND s.variable <> '' AND s.problem = ''"
    " AND s.input IN ('answer', 'change') ORDER BY s.left_at DESC, s.id DESC LIMIT 500"
)
_QUEUE = Statement("SELECT id, name FROM queues WHERE name = :name AND active")
_WAITING = Statement(
    "SELECT count(*), min(placed_at) FROM work_items WHERE queue_id = :id AND kind = 'contact'"
    " AND state IN ('waiting', 'offered')"
)
_AGENTS = Statement(
    "SELECT count(*), sum(CASE WHEN s.presence = 'ready' AND s.status = 'idle' AND s.phone <> '' THEN 1"
    " ELSE 0 END) FROM agent_states s JOIN agents a ON a.id = s.id"
    " WHERE s.presence <> 'logged_out' AND a.active AND NOT EXISTS (SELECT 1 FROM queue_skills q"
    " WHERE q.queue_id = :id AND NOT EXISTS (SELECT 1 FROM agent_skills k WHERE k.agent_id = s.id"
    " AND k.skill_id = q.skill_id AND k.level >= q.least))"
)
_TALK = Statement(
    "SELECT avg(ended_at - started_at) FROM (SELECT ended_at, started_at FROM legs WHERE kind = 'talk'"
    " AND queue_id = :id AND ended_at IS NOT NULL AND started_at > :since"
    " ORDER BY started_at DESC LIMIT 50) recent"
)
_CATALOGUE = Statement("SELECT id, sku, name, category FROM products WHERE active ORDER BY name")
_CUSTOM = Statement("SELECT customer_id FROM search_custom WHERE field = :field AND value = :value LIMIT 20")

DAY = 86_400_000

Found = Any
"""A dict or a list; None or [] where nothing was found."""


class LookUps:
    """Record look-ups by name."""

    def __init__(self, worlds: WorldReader) -> None:
        self._worlds = worlds
        self._kinds: dict[str, Callable[[Reader, Values, Mapping[str, Any]], Found]] = {
            "customer": self._customer,
            "products": self._products,
            "tickets": self._tickets,
            "interactions": self._interactions,
            "answers": self._answers,
            "queue": self._queue,
        }

    def look_up(self, read: Reader, run: Values, what: str, arguments: Mapping[str, Any]) -> Result:
        """What the record says; `none` where it has nothing of the kind."""
        look = self._kinds.get(what)
        if look is None:
            return Result(outcome="failed", text=f"Nothing can be looked up as “{what}”.")
        found = look(read, run, {name: value for name, value in arguments.items() if value not in (None, "")})
        return Result(outcome="done" if found else "none", value=found)

    # --- customers -----------------------------------------------------------------------------
    def _customer(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> Found:
        """By id, phone (or number), email, or custom fields by their keys; all that are given must fit.
        Without any: the run's own."""
        ids = self._candidates(read, run, wanted)
        if len(ids) != 1:  # nobody, or several: nobody may hear of another one's things
            return None
        (only,) = ids
        return self._worlds.customer(read.connection, only, read.at) or None

    def _candidates(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> set[int]:
        found: list[set[int]] = []
        for name, value in wanted.items():
            if name in ("id", "customer_id"):
                found.append(_by_id(read.connection, value))
            elif name in ("phone", "number"):
                found.append(_by_phone(read, str(value)))
            elif name == "email":
                found.append(_by_email(read.connection, str(value)))
            else:
                found.append(_by_custom(read.connection, name, value))
        if not wanted and run["customer_id"] is not None:
            return {run["customer_id"]}
        return set.intersection(*found) if found else set()

    # --- what hangs on them --------------------------------------------------------------------
    def _products(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> Found:
        """What the customer owns; with `all` the catalogue. Other arguments must be equal."""
        filters = {name: value for name, value in wanted.items() if name != "all"}
        if wanted.get("all"):
            names = ("id", "sku", "name", "category")
            rows = [dict(zip(names, row, strict=True)) for row in _CATALOGUE.all(read.connection, {})]
        elif run["customer_id"] is None:
            return []
        else:
            rows = self._worlds.products(read.connection, _own(read, run), read.at)
        return [row for row in rows if _fits(row, filters)]

    def _tickets(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> Found:
        """The customer's tickets, newest first; one by its number (also before the customer is known)."""
        if "number" in wanted:
            rows = _TICKET.all(read.connection, {"number": _whole(wanted["number"])})
        elif run["customer_id"] is None:
            return []
        else:
            rows = _TICKETS.all(read.connection, {"customer_id": _own(read, run)})
        names = ("id", "number", "subject", "state", "priority", "product", "opened_on", "customer_id")
        found = [dict(zip(names, row, strict=True)) for row in rows]
        for ticket in found:
            ticket["product"] = ticket["product"] or ""
            ticket["opened_on"] = self._worlds.day(ticket["opened_on"])
        filters = {name: value for name, value in wanted.items() if name != "number"}
        return [ticket for ticket in found if _fits(ticket, filters)]

    def _interactions(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> Found:
        """The customer's earlier contacts, newest first."""
        if run["customer_id"] is None:
            return []
        rows = _CONTACTS.all(read.connection, {"customer_id": _own(read, run)})
        names = ("id", "channel", "direction", "state", "started_at", "subject", "queue", "disposition")
        found = [dict(zip(names, row, strict=True)) for row in rows if row[0] != run["interaction_id"]]
        for contact in found:
            contact["day"] = self._worlds.day(contact["started_at"])
            contact["queue"], contact["disposition"] = contact["queue"] or "", contact["disposition"] or ""
        return [contact for contact in found if _fits(contact, wanted)]

    def _answers(self, read: Reader, run: Values, wanted: Mapping[str, Any]) -> Found:
        """What this customer answered in earlier runs: of each flow's variable the last answer, newest
        first. `flow`, `node` and `variable` narrow it."""
        if run["customer_id"] is None:
            return []
        values = {"customer_id": _own(read, run), "run_id": run["id"]}
        last: dict[tuple[str, str], dict[str, Any]] = {}
        for flow, node, variable, value, at in _ANSWERS.all(read.connection, values):
            if (flow, variable) not in last:
                last[flow, variable] = {
                    "flow": flow,
                    "node": node,
                    "variable": variable,
                    "value": msgspec.json.decode(value) if value else None,
                    "day": self._worlds.day(at),
                    "at": at,
                }
        return [answer for answer in last.values() if _fits(answer, wanted)][:MOST]

    def _queue(self, read: Reader, _run: Values, wanted: Mapping[str, Any]) -> Found:
        """How it stands in a queue: who waits, how long, who is there. `expected_seconds` is what somebody
        who comes now has to expect: those ahead x the average talk of the last 50 calls / agents."""
        row = _QUEUE.first(read.connection, {"name": wanted.get("name", "")})
        if row is None:
            return None
        own = {"id": row[0]}
        waiting, oldest = _WAITING.first(read.connection, own) or (0, None)
        agents, ready = _AGENTS.first(read.connection, own) or (0, 0)
        talk = (_TALK.first(read.connection, {**own, "since": read.at - 30 * DAY}) or (None,))[0]
        expected = None
        if ready:
            expected = 0
        elif agents and talk:
            expected = round((waiting + 1) * float(talk) / 1000 / agents)
        return {
            "id": row[0],
            "name": row[1],
            "waiting": waiting,
            "wait_seconds": max(0, read.at - oldest) // 1000 if oldest is not None else 0,
            "expected_seconds": expected,
            "agents": agents,
            "ready": ready or 0,
        }


def _own(read: Reader, run: Values) -> int:
    return resolve(read.connection, run["customer_id"])


def _by_id(connection: Connection, value: Any) -> set[int]:
    number = _whole(value)
    row = Statement("SELECT id FROM customers WHERE id = :id").first(connection, {"id": number})
    return {number} if row is not None else set()


def _by_phone(read: Reader, raw: str) -> set[int]:
    number = read_number(raw, read.region).normal
    if not number:
        return set()
    match = identify_caller(read, number, "flow")
    return {candidate.customer_id for candidate in match.candidates}


def _by_email(connection: Connection, address: str) -> set[int]:
    normal = {"normal": address.strip().lower(), "kind": "email"}
    return {resolve(connection, row[0]) for row in _BY_ADDRESS.all(connection, normal)}


def _by_custom(connection: Connection, field: str, value: Any) -> set[int]:
    """By a custom field's value, as it is written; of somebody who was merged the one who is left."""
    values = {"field": field, "value": custom_value(value)}
    return {resolve(connection, row[0]) for row in _CUSTOM.all(connection, values)}


def _whole(value: Any) -> int:
    """A number as it is typed; 0, which nothing has, where it is none."""
    try:
        number = int(str(value).strip().lstrip("#"))
    except ValueError:
        return 0
    return number if 0 < number < 2**63 else 0


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a row has the wanted values; of a list any one."""
    return all(
        any(_same(row.get(name), one) for one in value)
        if isinstance(value, list)
        else _same(row.get(name), value)
        for name, value in wanted.items()
    )


def _same(value: Any, wanted: Any) -> bool:
    """Compared as people write it: 7 is "7"."""
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return str(value).strip().casefold() == str(wanted).strip().casefold()
