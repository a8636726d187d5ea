"""The rows a console holds: a snapshot, and every event after it.

Written by the stream's thread, read by any. Rows are frozen, so what was handed out never changes; what
is asked for as a list is a copy. Which rows are held is said by `app.protocol.scope` alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from app.client.cards import Cards
from app.protocol.events import Change, Event, Pop, Snapshot
from app.protocol.rows import (
    DESK_ROWS,
    AgentRow,
    AgentStateRow,
    DispositionCodeRow,
    InteractionRow,
    LegRow,
    NoteRow,
    OfferRow,
    QueueRow,
    ReasonCodeRow,
    Row,
    TicketRow,
    WorkItemRow,
)
from app.protocol.scope import OF_INTERACTIONS, keeps, keeps_pop

log = logging.getLogger(__name__)

POPS = "pops"
CARDS = "cards"


class StoreChange(NamedTuple):
    """A row came, changed or (None) went. `table` is a desk table, `pops` (id: the interaction's) or
    `cards` (id: the customer's)."""

    table: str
    id: int
    row: Any


Listener = Callable[[list[StoreChange]], None]
Tables = dict[str, dict[int, Row]]
RowT = TypeVar("RowT", bound=Row)


class Store:
    """What this console knows. `number` is the log number it is true at, `me` the agent's id."""

    def __init__(self) -> None:
        self.number = 0
        self.me = 0
        self.region = ""
        self.cards = Cards()
        self._lock = threading.RLock()
        self._tables: Tables = {table: {} for table in DESK_ROWS}
        self._by_interaction: dict[str, dict[int, set[int]]] = {table: {} for table in OF_INTERACTIONS}
        self._pops: dict[int, Pop] = {}
        self._early_pops: set[int] = set()
        self._listeners: list[Listener] = []

    # ----------------------------------------------------------------- filling
    def load(self, snapshot: Snapshot) -> None:
        """Hold what a fresh snapshot says instead; listeners hear the difference to what was held."""
        with self._lock:
            before, pops_before = self._tables, self._pops
            self.number, self.me, self.region = snapshot.number, snapshot.me, snapshot.region
            self._tables = {t: {row.id: row for row in getattr(snapshot, t)} for t in DESK_ROWS}
            self._by_interaction = {table: {} for table in OF_INTERACTIONS}
            for table in OF_INTERACTIONS:
                for row in self._tables[table].values():
                    self._index(table, row)
            self._pops = {pop.interaction_id: pop for pop in snapshot.pops}
            changes = _difference(before, self._tables)
            changes += _pop_difference(pops_before, self._pops)
            changes += self._card_changes(self.cards.restart(self._pops.values()))
        self._tell(changes)

    def apply(self, event: Event) -> list[StoreChange]:
        """Take an event in; returns, and tells listeners, what changed here. Raises ValueError where the
        event cannot be understood: then a fresh snapshot is needed."""
        changes: list[StoreChange] = []
        with self._lock:
            dependants: list[Change] = []
            for change in event.changes:
                if change.table == "interactions":
                    self._put(change, changes)
                elif change.table in DESK_ROWS:
                    dependants.append(change)
            for change in dependants:  # after the interactions: these say what is still held
                self._put(change, changes)
            if event.pop is not None:
                self._put_pop(event.pop, changes)
            if self._pops:
                self._prune_pops(changes)
            changes += self._card_changes(self.cards.apply(event))
            self.number = event.number
        self._tell(changes)
        return changes

    def put_pop(self, pop: Pop, *, early: bool = False) -> None:
        """A pop that came as the answer of a command (LinkCustomer, ReportCall) or of GetPop; held if it is
        of the agent's own open work. `early`: the event that tells of its interaction may still come."""
        changes: list[StoreChange] = []
        with self._lock:
            if early and self.interaction(pop.interaction_id) is None:
                self._early_pops.add(pop.interaction_id)
            self._put_pop(pop, changes)
            self._prune_pops(changes)
        self._tell(changes)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change, in the thread that makes it; the answer is a function that ends it."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    # ----------------------------------------------------------------- reading
    def row(self, table: str, row_id: int | None) -> Row | None:
        """A row of a desk table, where it is held."""
        return None if row_id is None else self._tables[table].get(row_id)

    def rows(self, table: str) -> list[Row]:
        """All rows held of a desk table."""
        with self._lock:
            return list(self._tables[table].values())

    def agent(self, agent_id: int | None) -> AgentRow | None:
        """An agent."""
        return cast("AgentRow | None", self.row("agents", agent_id))

    def state_of(self, agent_id: int | None) -> AgentStateRow | None:
        """An agent's presence and status; its id is the agent's."""
        return cast("AgentStateRow | None", self.row("agent_states", agent_id))

    def my_state(self) -> AgentStateRow | None:
        """The state of the agent who sits here."""
        return self.state_of(self.me)

    def queue(self, queue_id: int | None) -> QueueRow | None:
        """A queue."""
        return cast("QueueRow | None", self.row("queues", queue_id))

    def interaction(self, interaction_id: int | None) -> InteractionRow | None:
        """An interaction that is not closed."""
        return cast("InteractionRow | None", self.row("interactions", interaction_id))

    def offer(self, offer_id: int | None) -> OfferRow | None:
        """An offer."""
        return cast("OfferRow | None", self.row("offers", offer_id))

    def queues(self) -> list[QueueRow]:
        """Queues in use, by name."""
        rows = cast("list[QueueRow]", self.rows("queues"))
        return sorted((row for row in rows if row.active), key=lambda row: row.name)

    def agents(self) -> list[AgentRow]:
        """Agents in use, by name."""
        rows = cast("list[AgentRow]", self.rows("agents"))
        return sorted((row for row in rows if row.active and row.role != "system"), key=lambda row: row.name)

    def reason_codes(self) -> list[ReasonCodeRow]:
        """Reasons for Not ready, in order."""
        rows = cast("list[ReasonCodeRow]", self.rows("reason_codes"))
        return sorted((row for row in rows if row.active), key=lambda row: (row.position, row.id))

    def disposition_codes(self, queue_id: int | None = None) -> list[DispositionCodeRow]:
        """Outcomes that can be booked on contacts of a queue: its own and those for all, in order."""
        rows = cast("list[DispositionCodeRow]", self.rows("disposition_codes"))
        fitting = (row for row in rows if row.active and row.queue_id in (None, queue_id))
        return sorted(fitting, key=lambda row: (row.position, row.id))

    def my_work(self) -> list[InteractionRow]:
        """The agent's own interactions that are not closed, oldest first."""
        rows = cast("list[InteractionRow]", self.rows("interactions"))
        return sorted((row for row in rows if row.agent_id == self.me), key=lambda row: row.started_at)

    def my_offers(self) -> list[OfferRow]:
        """What is offered to the agent now, oldest first."""
        rows = cast("list[OfferRow]", self.rows("offers"))
        mine = (row for row in rows if row.agent_id == self.me and row.state == "out")
        return sorted(mine, key=lambda row: row.offered_at)

    def my_tickets(self) -> list[TicketRow]:
        """The agent's own tickets that are not closed, the last changed first."""
        rows = cast("list[TicketRow]", self.rows("tickets"))
        return sorted(rows, key=lambda row: -row.updated_at)

    def legs(self, interaction_id: int) -> list[LegRow]:
        """An interaction's legs in order of time."""
        rows = cast("list[LegRow]", self._of("legs", interaction_id))
        return sorted(rows, key=lambda row: (row.started_at, row.id))

    def notes(self, interaction_id: int) -> list[NoteRow]:
        """An interaction's notes, oldest first, without those struck out."""
        rows = cast("list[NoteRow]", self._of("notes", interaction_id))
        return sorted((row for row in rows if not row.deleted), key=lambda row: (row.at, row.id))

    def offers_of(self, interaction_id: int) -> list[OfferRow]:
        """Who an interaction was offered to, oldest first."""
        rows = cast("list[OfferRow]", self._of("offers", interaction_id))
        return sorted(rows, key=lambda row: (row.offered_at, row.id))

    def waiting(self, queue_id: int | None = None) -> list[WorkItemRow]:
        """What waits in a queue (None: in any), first come first."""
        rows = cast("list[WorkItemRow]", self.rows("work_items"))
        held = (r for r in rows if r.state == "waiting" and queue_id in (None, r.queue_id))
        return sorted(held, key=lambda row: (-row.priority, row.placed_at))

    def pop(self, interaction_id: int) -> Pop | None:
        """Who is calling: of the agent's own open work."""
        return self._pops.get(interaction_id)

    def pops(self) -> list[Pop]:
        """All pops held."""
        with self._lock:
            return list(self._pops.values())

    # ----------------------------------------------------------------- inside
    def _is_open(self, interaction_id: int) -> bool:
        return interaction_id in self._tables["interactions"]

    def _put(self, change: Change, changes: list[StoreChange]) -> None:
        table = change.table
        if change.op == "delete":
            self._drop(table, change.id, changes)
            return
        if change.row is None:
            raise ValueError(f"{change.op} of {table} {change.id} came without its row")
        row: Row = msgspec.convert(change.row, DESK_ROWS[table])
        if not keeps(table, row, self.me, self._is_open):
            self._drop(table, row.id, changes)
            if table == "interactions":
                self._drop_dependants(row.id, changes)
            return
        held = self._tables[table]
        before = held.get(row.id)
        if before == row:
            return
        if table in self._by_interaction:
            self._unindex(table, before)
            self._index(table, row)
        held[row.id] = row
        changes.append(StoreChange(table, row.id, row))

    def _drop(self, table: str, row_id: int, changes: list[StoreChange]) -> None:
        row = self._tables[table].pop(row_id, None)
        if row is None:
            return
        if table in self._by_interaction:
            self._unindex(table, row)
        changes.append(StoreChange(table, row_id, None))

    def _drop_dependants(self, interaction_id: int, changes: list[StoreChange]) -> None:
        """What belonged to an interaction that is closed now, unless it is held for itself."""
        for table in OF_INTERACTIONS:
            for row_id in tuple(self._by_interaction[table].get(interaction_id, ())):
                if not keeps(table, self._tables[table][row_id], self.me, self._is_open):
                    self._drop(table, row_id, changes)

    def _index(self, table: str, row: Row) -> None:
        interaction_id = getattr(row, "interaction_id", None)
        if interaction_id is not None:
            self._by_interaction[table].setdefault(interaction_id, set()).add(row.id)

    def _unindex(self, table: str, row: Row | None) -> None:
        interaction_id = getattr(row, "interaction_id", None)
        if row is None or interaction_id is None:
            return
        ids = self._by_interaction[table].get(interaction_id)
        if ids is not None:
            ids.discard(row.id)
            if not ids:
                del self._by_interaction[table][interaction_id]

    def _of(self, table: str, interaction_id: int) -> list[Row]:
        with self._lock:
            held = self._tables[table]
            return [held[row_id] for row_id in self._by_interaction[table].get(interaction_id, ())]

    def _put_pop(self, pop: Pop, changes: list[StoreChange]) -> None:
        self._pops[pop.interaction_id] = pop
        changes.append(StoreChange(POPS, pop.interaction_id, pop))
        if pop.card is not None:
            changes += self._card_changes(self.cards.hold_for_pop(pop))

    def _prune_pops(self, changes: list[StoreChange]) -> None:
        for interaction_id in tuple(self._pops):
            interaction = self.interaction(interaction_id)
            if interaction is None and interaction_id in self._early_pops:
                continue
            self._early_pops.discard(interaction_id)
            offers = self.offers_of(interaction_id)
            if interaction is None or not keeps_pop(interaction, offers, self.me):
                del self._pops[interaction_id]
                self.cards.let_go_of_pop(interaction_id)
                changes.append(StoreChange(POPS, interaction_id, None))

    def _card_changes(self, customers: Iterable[int]) -> list[StoreChange]:
        return [StoreChange(CARDS, customer, self.cards.get(customer)) for customer in customers]

    def _tell(self, changes: list[StoreChange]) -> None:
        if not changes:
            return
        for listener in tuple(self._listeners):
            try:
                listener(changes)
            except Exception:  # one listener's mistake must not keep the others from hearing
                log.exception("a listener could not take in %d changes", len(changes))


def _difference(before: Tables, after: Tables) -> list[StoreChange]:
    changes = []
    for table, rows in after.items():
        old = before[table]
        changes += [StoreChange(table, i, row) for i, row in rows.items() if old.get(i) != row]
        changes += [StoreChange(table, i, None) for i in old if i not in rows]
    return changes


def _pop_difference(before: dict[int, Pop], after: dict[int, Pop]) -> list[StoreChange]:
    changes = [StoreChange(POPS, i, pop) for i, pop in after.items() if before.get(i) != pop]
    return changes + [StoreChange(POPS, i, None) for i in before if i not in after]
