"""Snapshot at N and the events after N equal a fresh snapshot: against a small model of the tables."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from app.client.store import Store, StoreChange
from app.protocol.events import Change, Event, Pop, Snapshot
from app.protocol.rows import (
    DESK_ROWS,
    AgentRow,
    InteractionRow,
    LegRow,
    NoteRow,
    OfferRow,
    QueueRow,
    Row,
    TicketRow,
    WorkItemRow,
)
from app.protocol.scope import keeps, keeps_pop
from app.protocol.views import Card, CustomerView, Match

ME = 7


class Record:
    """All rows there are, and a log: a hub in forty lines."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, Row]] = {table: {} for table in DESK_ROWS}
        self.pops: dict[int, Pop] = {}
        self.number = 0
        self.pending: list[Change] = []

    def put(self, table: str, row: Row) -> None:
        old = self.tables[table].get(row.id)
        self.tables[table][row.id] = row
        new = msgspec.to_builtins(row)
        op = "insert" if old is None else "update"
        self.pending.append(Change(table, row.id, op, new=new, old=msgspec.to_builtins(old) or {}, row=new))

    def delete(self, table: str, row_id: int) -> None:
        row = self.tables[table].pop(row_id)
        self.pending.append(Change(table, row_id, "delete", old=msgspec.to_builtins(row)))

    def commit(self, pop: Pop | None = None) -> Event:
        self.number += 1
        changes, self.pending = self.pending, []
        if pop is not None:
            self.pops[pop.interaction_id] = pop
        event = Event(number=self.number, at=0, command="Change", changes=changes, pop=pop)
        return msgspec.json.decode(msgspec.json.encode(event), type=Event)

    def is_open(self, interaction_id: int) -> bool:
        row = self.tables["interactions"].get(interaction_id)
        return isinstance(row, InteractionRow) and row.closed_at is None

    def snapshot(self) -> Snapshot:
        held: dict[str, Any] = {
            table: [row for row in rows.values() if keeps(table, row, ME, self.is_open)]
            for table, rows in self.tables.items()
        }
        pops = [pop for pop in self.pops.values() if self._keeps_pop(pop)]
        return Snapshot(number=self.number, at=0, me=ME, pops=pops, **held)

    def _keeps_pop(self, pop: Pop) -> bool:
        interaction = self.tables["interactions"].get(pop.interaction_id)
        offers = [o for o in self.tables["offers"].values() if isinstance(o, OfferRow)]
        mine = [o for o in offers if o.interaction_id == pop.interaction_id]
        return isinstance(interaction, InteractionRow) and keeps_pop(interaction, mine, ME)


def contents(store: Store) -> dict[str, Any]:
    held: dict[str, Any] = {t: {row.id: row for row in store.rows(t)} for t in DESK_ROWS}
    held["pops"] = {pop.interaction_id for pop in store.pops()}
    return held


def fresh(record: Record) -> Store:
    store = Store()
    store.load(record.snapshot())
    return store


class Follows(RuleBasedStateMachine):
    """One store follows from the beginning, one from somewhere on the way; a mirror listens."""

    interactions = Bundle("interactions")
    items = Bundle("items")

    def __init__(self) -> None:
        super().__init__()
        self.record = Record()
        self.followers = [fresh(self.record)]
        self.mirror: dict[tuple[str, int], Any] = {}
        self.followers[0].listen(self._mirror)
        self.next_id = 100

    def _mirror(self, changes: list[StoreChange]) -> None:
        for change in changes:
            if change.row is None:
                self.mirror.pop((change.table, change.id), None)
            else:
                self.mirror[change.table, change.id] = change.row

    def _new(self) -> int:
        self.next_id += 1
        return self.next_id

    def _commit(self, pop: Pop | None = None) -> None:
        event = self.record.commit(pop)
        for store in self.followers:
            store.apply(event)

    @rule(target=interactions, agent=st.sampled_from([None, ME, 8]), dependants_first=st.booleans())
    def arrive(self, agent: int | None, dependants_first: bool) -> int:
        interaction = InteractionRow(id=self._new(), agent_id=agent)
        leg = LegRow(id=self._new(), interaction_id=interaction.id)
        rows: list[tuple[str, Row]] = [("interactions", interaction), ("legs", leg)]
        for table, row in reversed(rows) if dependants_first else rows:
            self.record.put(table, row)
        self._commit()
        return interaction.id

    @rule(
        target=items, interaction=interactions, state=st.sampled_from(["waiting", "offered", "taken", "gone"])
    )
    def place(self, interaction: int, state: str) -> int:
        item = WorkItemRow(id=self._new(), interaction_id=interaction, queue_id=1, state=state)
        self.record.put("work_items", item)
        self._commit()
        return item.id

    @rule(item=items, state=st.sampled_from(["waiting", "taken", "gone"]))
    def move_item(self, item: int, state: str) -> None:
        row = self.record.tables["work_items"][item]
        self.record.put("work_items", msgspec.structs.replace(row, state=state))
        self._commit()

    @rule(interaction=interactions, agent=st.sampled_from([ME, 8]), state=st.sampled_from(["out", "lost"]))
    def offer(self, interaction: int, agent: int, state: str) -> None:
        offer = OfferRow(
            id=self._new(), work_item_id=1, interaction_id=interaction, agent_id=agent, state=state
        )
        self.record.put("offers", offer)
        mine = agent == ME and state == "out" and self.record.is_open(interaction)
        card = Card(customer=CustomerView(id=interaction * 10, kind="person", name="Lin"))
        pop = Pop(offer_id=offer.id, interaction_id=interaction, match=Match(by="phone"), card=card)
        self._commit(pop if mine else None)

    @rule()
    def end_offers(self) -> None:
        for offer in tuple(self.record.tables["offers"].values()):
            if isinstance(offer, OfferRow) and offer.state == "out":
                self.record.put("offers", msgspec.structs.replace(offer, state="timed_out"))
        self._commit()

    @rule(interaction=interactions, deleted=st.booleans())
    def note(self, interaction: int, deleted: bool) -> None:
        self.record.put("notes", NoteRow(id=self._new(), interaction_id=interaction, deleted=deleted))
        self.record.put("notes", NoteRow(id=self._new(), customer_id=3))
        self._commit()

    @rule()
    def accept_offers(self) -> None:
        for offer in tuple(self.record.tables["offers"].values()):
            if isinstance(offer, OfferRow) and offer.state == "out" and offer.interaction_id is not None:
                self.record.put("offers", msgspec.structs.replace(offer, state="accepted"))
                row = self.record.tables["interactions"][offer.interaction_id]
                self.record.put("interactions", msgspec.structs.replace(row, agent_id=offer.agent_id))
        self._commit()

    @rule(interaction=interactions, agent=st.sampled_from([None, 8]))
    def hand_over(self, interaction: int, agent: int | None) -> None:
        row = self.record.tables["interactions"][interaction]
        self.record.put("interactions", msgspec.structs.replace(row, agent_id=agent))
        self._commit()

    @rule(interaction=interactions, dependants_first=st.booleans())
    def close(self, interaction: int, dependants_first: bool) -> None:
        row = self.record.tables["interactions"][interaction]
        closed = msgspec.structs.replace(row, closed_at=5, state="closed")
        if not dependants_first:
            self.record.put("interactions", closed)
        for leg in tuple(self.record.tables["legs"].values()):
            if isinstance(leg, LegRow) and leg.interaction_id == interaction:
                self.record.put("legs", msgspec.structs.replace(leg, ended_at=5))
        if dependants_first:
            self.record.put("interactions", closed)
        self._commit()

    @rule(
        ticket=st.integers(1, 4),
        agent=st.sampled_from([None, ME, 8]),
        state=st.sampled_from(["open", "closed"]),
    )
    def ticket(self, ticket: int, agent: int | None, state: str) -> None:
        self.record.put("tickets", TicketRow(id=ticket, customer_id=1, agent_id=agent, state=state))
        self._commit()

    @rule(agent=st.integers(1, 3), name=st.text(max_size=3))
    def agent_named(self, agent: int, name: str) -> None:
        self.record.put("agents", AgentRow(id=agent, name=name))
        self._commit()

    @rule()
    def queue_goes(self) -> None:
        self.record.put("queues", QueueRow(id=1, name="Sales"))
        self.record.delete("queues", 1)
        self._commit()

    @rule()
    def one_more_follows(self) -> None:
        if len(self.followers) < 4:
            self.followers.append(fresh(self.record))

    @rule()
    def snapshot_again(self) -> None:
        self.followers[0].load(self.record.snapshot())

    @invariant()
    def all_hold_what_a_fresh_snapshot_says(self) -> None:
        wanted = contents(fresh(self.record))
        for store in self.followers:
            assert contents(store) == wanted
            assert store.number == self.record.number

    @invariant()
    def who_listened_knows_the_same(self) -> None:
        heard = {key: row for key, row in self.mirror.items() if key[0] in DESK_ROWS}
        held = self.followers[0]
        assert heard == {(t, row.id): row for t in DESK_ROWS for row in held.rows(t)}

    @invariant()
    def indices_agree_with_the_rows(self) -> None:
        store = self.followers[0]
        rows = store.rows("legs")
        for interaction in {row.interaction_id for row in rows if isinstance(row, LegRow)}:
            wanted = {r.id for r in rows if isinstance(r, LegRow) and r.interaction_id == interaction}
            assert {leg.id for leg in store.legs(interaction)} == wanted
        cards = {pop.card.customer.id for pop in store.pops() if pop.card}
        assert set(store.cards._held) == cards


TestFollows = Follows.TestCase


def test_an_update_without_its_row_asks_for_a_snapshot() -> None:
    store = Store()
    change = Change("queues", 1, "update", new={"name": "x"})
    with pytest.raises(ValueError, match="without its row"):
        store.apply(Event(number=1, at=0, command="SaveQueue", changes=[change]))


def test_a_listener_that_breaks_does_not_stop_the_others(expected_log: Any) -> None:
    expected_log("could not take in 1 changes")
    store = Store()
    heard: list[list[StoreChange]] = []

    def broken(changes: list[StoreChange]) -> None:
        raise RuntimeError("no")

    store.listen(broken)
    end = store.listen(heard.append)
    row = {"id": 1, "name": "Sales"}
    store.apply(Event(number=1, at=0, command="SaveQueue", changes=[Change("queues", 1, "insert", row=row)]))
    assert heard == [[StoreChange("queues", 1, QueueRow(id=1, name="Sales"))]]
    end()
    store.apply(Event(number=2, at=0, command="SaveQueue", changes=[Change("queues", 1, "delete")]))
    assert len(heard) == 1


def test_lists_come_in_the_order_screens_want() -> None:
    record = Record()
    for number, (state, agent) in enumerate([("out", ME), ("out", 8), ("lost", ME), ("out", ME)]):
        offer = OfferRow(id=number, work_item_id=1, agent_id=agent, state=state, offered_at=9 - number)
        record.put("offers", offer)
    for number, (priority, placed) in enumerate([(0, 5), (0, 3), (2, 9)]):
        record.put("work_items", WorkItemRow(id=number, queue_id=1, priority=priority, placed_at=placed))
    record.put("interactions", InteractionRow(id=1, agent_id=ME, started_at=5))
    record.put("interactions", InteractionRow(id=2, agent_id=ME, started_at=3))
    store = fresh(record)
    assert [offer.id for offer in store.my_offers()] == [3, 0]
    assert [item.id for item in store.waiting(1)] == [2, 1, 0]
    assert store.waiting(2) == []
    assert [row.id for row in store.my_work()] == [2, 1]
