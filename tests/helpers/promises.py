"""What must hold of a record after every command, whatever came in which order: nobody is stuck, legs add
up, numbers have no gaps and the log tells the whole story."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models import log as logs
from app.models.record import Record
from app.models.tables import agent_states, interactions, legs, log, log_head, offers, work_items
from app.protocol.events import Event
from app.protocol.states import WITH_AGENT


def broken_promises(record: Record) -> list[str]:
    """A sentence for each promise that does not hold."""
    with record.read() as connection:
        return [
            *broken_rules(connection),
            *bad_numbers(connection),
            *false_memories(logs.everything(connection)),
            *logs.differences(connection, logs.replay(logs.everything(connection))),
        ]


def broken_rules(connection: Connection) -> list[str]:
    """Those about agents, contacts, legs and offers."""
    house = _House(connection)
    return [
        *house.stuck_agents(),
        *house.stuck_contacts(),
        *house.bad_legs(),
        *house.bad_offers(),
        *house.missing_after_call(),
    ]


def bad_numbers(connection: Connection) -> Iterator[str]:
    """The log's numbers run from 1 without a gap to its head."""
    numbers = list(connection.scalars(sa.select(log.c.number).order_by(log.c.number)))
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the log's numbers have gaps: {numbers}"
    head = connection.scalar(sa.select(log_head.c.number))
    if head != len(numbers):
        yield f"the log's head is {head} after {len(numbers)} entries"


def false_memories(events: Iterable[Event]) -> Iterator[str]:
    """What the log says was there before a change is what was there."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for event in events:
        for change in event.changes:
            key = (change.table, change.id)
            if change.op == "insert":
                rows[key] = _plain(change.new)
                continue
            before, old = rows[key], _plain(change.old)
            if any(before[name] != value for name, value in old.items()):
                yield f"log {event.number} ({event.command}) of {key}: before {old}, but it was {before}"
            if change.op == "update" and old.keys() != change.new.keys():
                yield f"log {event.number} ({event.command}) of {key}: {old} became {change.new}"
            before |= _plain(change.new)
            if change.row is not None and _plain(change.row) != before:
                yield f"log {event.number} ({event.command}) of {key}: the whole row is {change.row}"


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As it comes out of JSON."""
    decoded: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return decoded


class _House:
    def __init__(self, connection: Connection) -> None:
        def all_of(table: sa.Table) -> list[Any]:
            return list(connection.execute(sa.select(table).order_by(table.c.id)))

        self.states = {row.id: row for row in all_of(agent_states)}
        self.contacts = {row.id: row for row in all_of(interactions)}
        self.items = {row.id: row for row in all_of(work_items)}
        self.offers = all_of(offers)
        self.legs: dict[int, list[Any]] = defaultdict(list)
        for leg in all_of(legs):
            self.legs[leg.interaction_id].append(leg)
        self.out = [offer for offer in self.offers if offer.state == "out"]

    # --- agents ---------------------------------------------------------------------------------
    def stuck_agents(self) -> Iterator[str]:
        """A status has a reason, and who is logged out has nothing."""
        for agent_id, state in self.states.items():
            expected = set(self._work_of(agent_id))
            if state.status in ("idle", "not_responding"):
                if expected:
                    yield f"agent {agent_id} is {state.status} but has {expected}"
                if state.interaction_id is not None and state.status == "idle":
                    yield f"agent {agent_id} is idle with interaction {state.interaction_id}"
            elif (state.status, state.interaction_id) not in expected:
                yield f"agent {agent_id} is {state.status} on {state.interaction_id}, but has {expected}"
            if state.presence == "logged_out" and (expected or state.status != "idle"):
                yield f"agent {agent_id} is logged out, {state.status}, with {expected}"
            free = state.presence == "ready" and state.status == "idle"
            if (free and state.idle_since is None) or (
                state.idle_since is not None and not free and state.status != "reserved"
            ):
                yield f"agent {agent_id} {state.presence}/{state.status} is idle since {state.idle_since}"

    def _work_of(self, agent_id: int) -> Iterator[tuple[str, int]]:
        """What gives an agent a status."""
        for offer in self.out:
            if offer.agent_id == agent_id:
                yield "reserved", offer.interaction_id
        for contact in self.contacts.values():
            if contact.agent_id == agent_id and contact.state in WITH_AGENT:
                words = {"connecting": "reserved", "held": "hold"}
                yield words.get(contact.state, "talking"), contact.id
            for leg in self.legs[contact.id]:
                if leg.agent_id == agent_id and leg.ended_at is None and leg.track:
                    if leg.kind == "after_call":
                        yield "after_call", contact.id
                    elif leg.result == "answered":
                        yield "talking", contact.id
                    elif self._comes(contact.id, agent_id):
                        yield "reserved", contact.id

    def _comes(self, contact_id: int, agent_id: int) -> bool:
        """Whether a colleague who is asked in has not said no."""
        said = [o.state for o in self.offers if (o.interaction_id, o.agent_id) == (contact_id, agent_id)]
        return said[-1] in ("out", "accepted")

    # --- contacts -------------------------------------------------------------------------------
    def stuck_contacts(self) -> Iterator[str]:
        """Who has not hung up is greeted, waits, is being offered, or is with somebody."""
        for contact in self.contacts.values():
            who = f"contact {contact.id} ({contact.state})"
            item = [i for i in self.items.values() if i.interaction_id == contact.id and i.kind == "contact"]
            its_out = [o for o in self.out if o.interaction_id == contact.id]
            on_offer = [o for o in its_out if self.items[o.work_item_id].kind == "contact"]
            if len(item) > 1:
                yield f"{who} has {len(item)} places"
            if contact.ended_at is not None:
                yield from self._ended(contact, who, item, its_out)
                continue
            kinds = [leg.kind for leg in self._open(contact.id, 0)]
            place = item[0].state if item else ""
            beside = [leg.kind for leg in self._open(contact.id, 1) if leg.kind == "consult"]
            match contact.state:
                case "greeting":
                    ok = kinds == ["line"] and not item
                case "waiting":
                    ok = kinds == ["queue"] and place == "waiting" and not its_out
                case "offered":
                    ok = kinds == ["ring"] and place == "offered" and len(on_offer) == 1
                case "connecting":
                    ok = kinds == ["ring"] and place == "taken" and contact.agent_id is not None
                case "talking":
                    ok = kinds == ["talk"]
                case "held":
                    ok = kinds == ["hold"]
                case "consulting":
                    ok = kinds == ["hold"] and beside == ["consult"]
                case "conference":
                    ok = kinds == ["talk"] and beside == ["consult"]
                case "transferred":
                    ok = kinds == ["outside"] and contact.agent_id is None
                case _:
                    ok = False
            if not ok or (contact.state in WITH_AGENT) != (contact.agent_id is not None):
                yield f"{who}: legs {kinds} + {beside}, place {place!r}, out {its_out}, {contact.agent_id}"
            if contact.state not in ("consulting", "conference") and beside:
                yield f"{who}: a consult is open"
            if contact.state in WITH_AGENT and place not in ("", "taken"):
                yield f"{who}: its place is {place}"

    def _ended(self, contact: Any, who: str, item: list[Any], its_out: list[Any]) -> Iterator[str]:
        if its_out or any(i.state in ("waiting", "offered") for i in item):
            yield f"{who} is over but still waits or is offered"
        unbooked = [
            leg for leg in self.legs[contact.id] if leg.kind == "after_call" and leg.disposition_id is None
        ]
        if (contact.state == "after_call") != bool(unbooked) or (contact.state == "closed") == bool(unbooked):
            yield f"{who} is over with {len(unbooked)} outcomes to book"
        if (contact.closed_at is None) != bool(unbooked):
            yield f"{who} closed at {contact.closed_at} with {len(unbooked)} outcomes to book"
        if [leg for leg in self._open(contact.id, 1) if leg.kind == "consult"]:
            yield f"{who} is over but a consult is open"

    def _open(self, contact_id: int, track: int) -> list[Any]:
        return [leg for leg in self.legs[contact_id] if leg.track == track and leg.ended_at is None]

    # --- legs -----------------------------------------------------------------------------------
    def bad_legs(self) -> Iterator[str]:
        """The caller's legs follow each other without gap or overlap, from the first moment to the last."""
        for contact in self.contacts.values():
            moment = contact.started_at
            its = [leg for leg in self.legs[contact.id] if leg.track == 0]
            for leg in its:
                if leg.started_at != moment:
                    yield f"contact {contact.id}: leg {leg.kind} begins at {leg.started_at}, not {moment}"
                if leg.ended_at is None and (leg is not its[-1] or contact.ended_at is not None):
                    yield f"contact {contact.id}: leg {leg.kind} is open"
                moment = leg.ended_at
                if moment is not None and moment < leg.started_at:
                    yield f"contact {contact.id}: leg {leg.kind} ends before it begins"
            if contact.ended_at is not None and moment != contact.ended_at:
                yield f"contact {contact.id}: ended at {contact.ended_at}, its legs at {moment}"
            if contact.ended_at is None and its and moment is not None:
                yield f"contact {contact.id}: goes on but its last leg has ended"

    def missing_after_call(self) -> Iterator[str]:
        """Everybody who spoke with the caller has after-call work, unless they still do."""
        for contact in self.contacts.values():
            its = self.legs[contact.id]
            spoke = {leg.agent_id for leg in its if leg.kind in ("talk", "hold") and leg.agent_id}
            spoke |= self._conferred(its)
            worked = {leg.agent_id for leg in its if leg.kind == "after_call"}
            if contact.ended_at is None:
                spoke.discard(contact.agent_id)
            if spoke - worked:
                yield f"contact {contact.id}: no after-call work for {spoke - worked}"

    def _conferred(self, its: list[Any]) -> set[int]:
        """Colleagues who were in a conference and are out of it: the last who was asked before it began."""
        found = set()
        caller = [leg for leg in its if leg.track == 0]
        for before, after in itertools.pairwise(caller):
            asked = [leg for leg in its if leg.kind == "consult" and leg.id < after.id]
            if before.result == "conference" and asked and asked[-1].ended_at is not None:
                found.add(asked[-1].agent_id)
        return found - {None}

    # --- offers ---------------------------------------------------------------------------------
    def bad_offers(self) -> Iterator[str]:
        """One offer at a time, for an agent and for an item."""
        for name in ("agent_id", "work_item_id"):
            whose = [getattr(offer, name) for offer in self.out]
            if len(set(whose)) < len(whose):
                yield f"two offers are out for one {name}: {whose}"
        for item in self.items.values():
            out = [offer for offer in self.out if offer.work_item_id == item.id]
            if (item.state == "offered") != bool(out):
                yield f"work item {item.id} is {item.state} with {len(out)} offers out"
