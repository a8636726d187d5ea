"""Making two customers one, and taking that back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.tables import contact_points, customers, interactions, synced_tables, tickets
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.customers import (
    AddOwnedProduct,
    AddPoint,
    EditCustomer,
    GetCard,
    Identify,
    MergeCustomers,
    NewPoint,
    RelateCustomers,
    RemovePoint,
    SetConsent,
    UndoMerge,
)
from app.protocol.interactions import AddNote, LinkCustomer
from app.protocol.setup import SaveProduct
from app.protocol.tickets import OpenTicket
from tests.helpers.house import House, refused
from tests.helpers.promises import broken_promises

ME = Actor(None, "agent")
NUMBERS = ("0912 345 678", "02 2345 6789", "+49 30 1234567", "+66 2 123 4567")
MOMENTS = ("updated_at",)

belongings = st.lists(
    st.tuples(
        st.sampled_from(("point", "relation", "back", "consent", "product", "ticket", "note", "call")),
        st.integers(0, 1),
        st.integers(0, 3),
    ),
    max_size=14,
)


def merge(house: House, survivor: int, merged: int) -> int:
    return house.do(MergeCustomers(survivor_id=survivor, merged_id=merged), ME).id


def undo(house: House, merge_id: int) -> None:
    house.do(UndoMerge(merge_id=merge_id), ME)


def add(house: House, kind: str, customer: int, other: int, n: int) -> None:
    match kind:
        case "point":
            points = house.rows(contact_points, customer_id=customer)
            if NUMBERS[n] not in [point.raw for point in points]:
                point = NewPoint(kind="phone", raw=NUMBERS[n], main=bool(n % 2))
                house.do(AddPoint(customer_id=customer, point=point), ME)
        case "relation":
            house.do(RelateCustomers(from_id=customer, to_id=other, kind=f"kind {n} {house.clock.at}"), ME)
        case "back":
            house.do(RelateCustomers(from_id=other, to_id=customer, kind=f"kind {n} {house.clock.at}"), ME)
        case "consent":
            house.do(SetConsent(customer_id=customer, purpose="survey", given=bool(n % 2)), ME)
        case "product":
            product = house.admin(SaveProduct(sku=f"{n}", name="Lamp")).id
            house.do(AddOwnedProduct(customer_id=customer, product_id=product), ME)
        case "ticket":
            house.do(OpenTicket(customer_id=customer, subject="Lamp", text="It is dark"), ME)
        case "note":
            house.do(AddNote(customer_id=customer, text="called back"), ME)
        case "call":
            call = house.call(ani=NUMBERS[n])
            house.do(LinkCustomer(interaction_id=call, customer_id=customer), ME)


def all_rows(house: House) -> dict[tuple[str, int], Any]:
    """Every synced row, but for what an undone merge may leave: itself and moments."""
    found: dict[tuple[str, int], Any] = {}
    for table in synced_tables():
        if table.name != "merges":
            for row in house.rows(table):
                values = {name: v for name, v in row._mapping.items() if name not in MOMENTS}
                found[table.name, row.id] = values
    return found


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(things=belongings)
def test_merge_and_undo_leave_everything_as_it_was(house: House, things: list[tuple[str, int, int]]) -> None:
    one, two, third = (house.customer(name) for name in ("Anna Weber", "A. Weber", "Jan"))
    for kind, whose, n in things:
        house.clock.advance(1)
        others = (two if whose == 0 else one, third)
        add(house, kind, (one, two)[whose], others[n % 2], n)
    before = all_rows(house)
    first = merge(house, one, two)
    assert not [key for key, row in all_rows(house).items() if row.get("customer_id") == two]
    second = merge(house, third, one)
    undo(house, second)
    undo(house, first)
    assert all_rows(house) == before
    assert broken_promises(house.record) == []


def test_number_and_mail_of_the_merged_find_the_survivor(house: House) -> None:
    one, two = house.customer("Anna Weber", NUMBERS[0]), house.customer("陳美玲", NUMBERS[1])
    done = merge(house, one, two)
    assert [c.customer_id for c in house.ask(Identify(number="+886 2 2345 6789")).candidates] == [one]
    assert house.interaction(house.call(ani=NUMBERS[1])).customer_id == one
    assert house.ask(GetCard(customer_id=two)).customer.id == one
    undo(house, done)
    assert [c.customer_id for c in house.ask(Identify(number="+886 2 2345 6789")).candidates] == [two]


def test_a_chain_of_merges_leads_to_the_last(house: House) -> None:
    ids = [house.customer(f"Customer {n}", NUMBERS[n]) for n in range(4)]
    merges = [merge(house, ids[n + 1], ids[n]) for n in range(3)]
    assert house.ask(GetCard(customer_id=ids[0])).customer.id == ids[3]
    for number in NUMBERS:
        assert [c.customer_id for c in house.ask(Identify(number=number)).candidates] == [ids[3]]
    assert refused(lambda: undo(house, merges[0])).code == errors.MERGE_NOT_LAST
    for done in reversed(merges):
        undo(house, done)
    assert refused(lambda: undo(house, merges[0])).code == errors.ALREADY_UNDONE
    for customer, number in zip(ids, NUMBERS, strict=True):
        assert [c.customer_id for c in house.ask(Identify(number=number)).candidates] == [customer]


def test_merged_again_after_an_undo(house: House) -> None:
    one, two = house.customer("A", NUMBERS[0]), house.customer("B", NUMBERS[1])
    undo(house, merge(house, one, two))
    merge(house, two, one)
    assert house.row(customers, one).merged_into == two
    assert {p.customer_id for p in house.rows(contact_points)} == {two}


def test_what_came_after_the_merge_stays_with_the_survivor(house: House) -> None:
    one, two = house.customer("A", NUMBERS[0]), house.customer("B", NUMBERS[1])
    before = house.call(ani=NUMBERS[1])
    done = merge(house, one, two)
    after = house.call(ani=NUMBERS[1])
    ticket = house.do(OpenTicket(customer_id=two, subject="said to the merged one"), ME)
    note = house.do(AddNote(customer_id=two, text="said to the merged one"), ME)
    assert ticket.customer_id == note.customer_id == one
    undo(house, done)
    assert house.interaction(before).customer_id == two
    assert house.interaction(after).customer_id == one
    assert house.row(tickets, ticket.id).customer_id == one


def test_what_was_moved_on_by_hand_is_not_moved_back(house: House) -> None:
    one, two, third = (house.customer(name) for name in "ABC")
    call = house.call()
    house.do(LinkCustomer(interaction_id=call, customer_id=two), ME)
    point = house.do(AddPoint(customer_id=two, point=NewPoint(kind="email", raw="B@example.com")), ME)
    done = merge(house, one, two)
    house.do(LinkCustomer(interaction_id=call, customer_id=third), ME)
    house.do(RemovePoint(point_id=point.id), ME)
    undo(house, done)
    assert house.rows(interactions)[0].customer_id == third
    assert house.rows(contact_points) == []


def test_each_kind_keeps_one_main_point(house: House) -> None:
    one, two = house.customer("A", NUMBERS[0]), house.customer("B", NUMBERS[1], NUMBERS[2])
    house.do(AddPoint(customer_id=two, point=NewPoint(kind="email", raw="b@example.com")), ME)
    done = merge(house, one, two)
    mains = [(p.kind, p.raw) for p in house.rows(contact_points, customer_id=one, main=True)]
    assert mains == [("phone", NUMBERS[0]), ("email", "b@example.com")]
    undo(house, done)
    assert [p.raw for p in house.rows(contact_points, customer_id=two, main=True)] == [
        NUMBERS[1],
        "b@example.com",
    ]


@pytest.mark.parametrize("pair", [("one", "one"), ("one", "gone"), ("gone", "one"), ("one", 7), (7, "one")])
def test_merges_that_make_no_sense(house: House, pair: tuple[Any, Any]) -> None:
    ids: dict[Any, int] = {"one": house.customer("A"), "gone": house.customer("B"), 7: 7}
    merge(house, house.customer("C"), ids["gone"])
    survivor, merged = (ids[name] for name in pair)
    before = house.everything()
    no = refused(lambda: merge(house, survivor, merged))
    codes = {("one", "one"): errors.BAD_VALUE, ("one", 7): errors.NOT_FOUND, (7, "one"): errors.NOT_FOUND}
    assert no.code == codes.get(pair, errors.MERGED)
    assert house.everything() == before


def test_a_merged_customer_is_not_edited(house: House) -> None:
    one, two = house.customer("A"), house.customer("B")
    merge(house, one, two)
    edit = EditCustomer(customer_id=two, seen_at=house.clock.at, changes={"name": "X"})
    no = refused(lambda: house.do(edit, ME))
    assert (no.code, no.details["survivor_id"]) == (errors.MERGED, one)
