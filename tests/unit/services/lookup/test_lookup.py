"""From a number to the card, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models.pending import Pending
from app.models.record import Record
from app.models.tables import (
    consents,
    contact_points,
    customer_products,
    customer_relations,
    customers,
    interactions,
    legs,
    merges,
    notes,
    products,
    tickets,
)
from app.models.unit import SYSTEM_ACTOR, Reader, Unit
from app.protocol.customers import GetCard, GetTimeline, Identify
from app.protocol.views import Card, Match, TimelineEntry
from app.services.lookup.card import get_card
from app.services.lookup.identify import identify, identify_caller
from app.services.lookup.timeline import get_timeline

NUMBER = "+886223456789"
T = TypeVar("T")


class Desk:
    """One transaction to fill the record in, and questions afterwards."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.clock = ManualClock()
        self.ids = IdMaker(self.clock)

    def make(self, work: Callable[[Unit], T]) -> T:
        with self.record.writer.begin() as connection:
            return work(
                Unit(
                    Pending(connection, at_once=True),
                    actor=SYSTEM_ACTOR,
                    at=self.clock.now(),
                    region="TW",
                    ids=self.ids,
                )
            )

    def ask(self, work: Callable[[Reader], T]) -> T:
        with self.record.read() as connection:
            return work(Reader(connection, actor=SYSTEM_ACTOR, at=self.clock.now(), region="TW"))

    def who(self, number: str) -> Match:
        return self.ask(lambda read: identify(read, Identify(number=number)))

    def card(self, customer_id: int) -> Card:
        return self.ask(lambda read: get_card(read, GetCard(customer_id=customer_id)))

    def customer(self, name: str, number: str = NUMBER, **values: Any) -> int:
        def work(unit: Unit) -> int:
            own = unit.insert(customers, name=name, created_at=1, updated_at=1, **values)["id"]
            if number:
                unit.insert(
                    contact_points, customer_id=own, kind="phone", raw=number, normal=number, created_at=1
                )
            return int(own)

        return self.make(work)

    def add(self, table: Any, **values: Any) -> int:
        return self.make(lambda unit: int(unit.insert(table, **values)["id"]))


@pytest.fixture
def desk(record: Record) -> Desk:
    return Desk(record)


def contact(desk: Desk, customer_id: int, at: int, *, closed: bool = True, **values: Any) -> int:
    values = {"channel": "call", "state": "closed" if closed else "talking", **values}
    ends = at + 60_000 if closed else None
    return desk.add(
        interactions, customer_id=customer_id, started_at=at, ended_at=ends, closed_at=ends, **values
    )


def test_a_number_in_any_notation_finds_its_customer(desk: Desk) -> None:
    own = desk.customer("陳美玲", language="zh-TW")
    desk.customer("Somebody Else", "+886287654321")
    for number in ("+886 2 2345 6789", "02-2345-6789", "886223456789"):
        match = desk.who(number)
        assert (match.by, match.value, match.raw) == ("phone", NUMBER, number)
        assert [candidate.customer_id for candidate in match.candidates] == [own]
        assert match.candidates[0].reasons[0] == {"code": "only_match"}
        assert match.candidates[0].language == "zh-TW"


@pytest.mark.parametrize(
    ("number", "source", "by"),
    [
        ("0987654321", "From", "unknown"),
        ("0223456789", "withheld", "withheld"),
        ("", "", "withheld"),
        ("anonymous", "From", "withheld"),
        ("never", "From", "bad_number"),
    ],
)
def test_why_nobody_was_found_is_said(desk: Desk, number: str, source: str, by: str) -> None:
    desk.customer("陳美玲")
    match = desk.ask(lambda read: identify_caller(read, number, source))
    assert (match.by, match.candidates, match.source) == (by, [], source)


def test_candidates_are_ranked_by_what_the_record_knows(desk: Desk) -> None:
    firm = desk.customer("Firm", kind="organisation")
    open_matter = desk.customer("Open")
    recent = desk.customer("Recent")
    under_way = desk.customer("Under way")
    at = desk.clock.now() - 3_600_000
    desk.add(tickets, number=7, customer_id=open_matter, state="pending", opened_at=1, updated_at=1)
    desk.add(tickets, number=8, customer_id=firm, state="closed", opened_at=1, updated_at=1)
    contact(desk, recent, at - 5_000_000)
    contact(desk, recent, at)
    contact(desk, under_way, at, closed=False)
    candidates = desk.who(NUMBER).candidates
    assert [candidate.customer_id for candidate in candidates] == [recent, open_matter, firm, under_way]
    assert [candidate.reasons for candidate in candidates] == [
        [{"code": "recent_contact", "at": at}],
        [{"code": "open_ticket", "number": 7}],
        [{"code": "organisation"}],
        [],
    ]


def test_a_merged_customer_leads_to_the_survivor(desk: Desk) -> None:
    old, middle, survivor = (desk.customer(name) for name in ("Old", "Middle", "Survivor"))
    desk.make(lambda unit: unit.update(customers, old, merged_into=middle))
    desk.make(lambda unit: unit.update(customers, middle, merged_into=survivor))
    assert [candidate.customer_id for candidate in desk.who(NUMBER).candidates] == [survivor]
    assert desk.card(old).customer.id == survivor
    page = desk.ask(lambda read: get_timeline(read, GetTimeline(customer_id=old, before=2**60)))
    assert page.entries == []


def test_nobody_has_this_id(desk: Desk) -> None:
    for ask in (
        lambda read: get_card(read, GetCard(customer_id=5)),
        lambda read: get_timeline(read, GetTimeline(customer_id=5, before=9)),
    ):
        with pytest.raises(Refused) as refused:
            desk.ask(ask)
        assert refused.value.code == "not_found"


def test_the_card_has_everything(desk: Desk) -> None:
    own = desk.customer("Chen", custom={"size": 3}, vip=True)
    other = desk.customer("Wu", "")
    mail = desk.add(
        contact_points, customer_id=own, kind="email", raw="A@b.c", normal="a@b.c", main=True, created_at=1
    )
    spouse = desk.add(customer_relations, from_id=other, to_id=own, kind="spouse")
    child = desk.add(customer_relations, from_id=own, to_id=other, kind="child")
    desk.add(consents, customer_id=own, purpose="survey", channel="", given=True, at=1)
    last_word = desk.add(consents, customer_id=own, purpose="survey", channel="", given=False, at=2)
    product = desk.add(products, sku="p", name="Phone", category="handset")
    owned = desk.add(customer_products, customer_id=own, product_id=product, serial="s1", bought_at=5)
    open_ticket = desk.add(
        tickets, number=7, customer_id=own, subject="Late", custom={"a": 1}, opened_at=5, updated_at=6
    )
    desk.add(tickets, number=8, customer_id=own, state="solved", opened_at=6, updated_at=6)
    merge = desk.add(merges, survivor_id=own, merged_id=other, moved={}, at=7)

    card = desk.card(own)

    assert (card.customer.name, card.customer.custom, card.customer.vip) == ("Chen", {"size": 3}, True)
    assert (card.points[0].id, card.points[0].main) == (mail, True)
    assert len(card.points) == 2
    assert {(r.id, r.customer_id, r.name, r.kind, r.outward) for r in card.relations} == {
        (spouse, other, "Wu", "spouse", False),
        (child, other, "Wu", "child", True),
    }
    assert [(consent.id, consent.given) for consent in card.consents] == [(last_word, False)]
    assert [(p.id, p.name, p.serial, p.bought_at) for p in card.products] == [(owned, "Phone", "s1", 5)]
    assert [(t.id, t.number, t.custom, t.state) for t in card.tickets] == [(open_ticket, 7, {"a": 1}, "open")]
    assert [(m.id, m.merged_id, m.undone_at) for m in card.merges] == [(merge, other, None)]


def test_the_timeline_is_of_all_channels_newest_first(desk: Desk) -> None:
    own = desk.customer("Chen")
    stranger = desk.customer("Wu")
    ticket = desk.add(tickets, number=7, customer_id=own, subject="Late", opened_at=500, updated_at=1)
    call = contact(desk, own, 1000, subject="Where?", answered_at=1500, ticket_id=ticket)
    for start, end in ((1500, 41_500), (50_000, 52_000)):
        desk.add(legs, interaction_id=call, kind="talk", started_at=start, ended_at=end)
    desk.add(legs, interaction_id=call, kind="hold", started_at=41_500, ended_at=50_000)
    missed = contact(desk, own, 900)
    mail = contact(desk, own, 2000, channel="email")
    note = desk.add(notes, customer_id=own, interaction_id=call, text="Says hello", at=1600)
    desk.add(notes, customer_id=own, text="gone", at=1700, deleted=True)
    contact(desk, stranger, 1100)

    entries = desk.card(own).timeline

    assert [(e.kind, e.id, e.at) for e in entries] == [
        ("email", mail, 2000),
        ("note", note, 1600),
        ("call", call, 1000),
        ("call", missed, 900),
        ("ticket", ticket, 500),
    ]
    assert (entries[1].text, entries[1].interaction_id) == ("Says hello", call)
    assert (entries[2].title, entries[2].seconds, entries[2].ticket_number) == ("Where?", 42, 7)
    assert entries[3].seconds is None
    assert (entries[4].title, entries[4].state, entries[4].ticket_number) == ("Late", "open", 7)


def test_pages_leave_nothing_out(desk: Desk) -> None:
    own = desk.customer("Chen")

    def fill(unit: Unit) -> None:
        for index in range(35):
            at = 1000 + index // 3  # three in the same millisecond
            unit.insert(
                interactions, channel="call", state="closed", customer_id=own, started_at=at, closed_at=at
            )
            unit.insert(notes, customer_id=own, text=str(index), at=5000 - index)

    desk.make(fill)
    card = desk.card(own)
    seen: list[TimelineEntry] = list(card.timeline)
    assert len(seen) == 20
    more = True
    while more:
        query = GetTimeline(customer_id=own, before=seen[-1].at, limit=10)
        page = desk.ask(lambda read, query=query: get_timeline(read, query))  # type: ignore[misc]
        assert len(page.entries) <= 12
        seen += page.entries
        more = page.more
    assert len({(entry.kind, entry.id) for entry in seen}) == len(seen) == 70
    assert [entry.at for entry in seen] == sorted((entry.at for entry in seen), reverse=True)
