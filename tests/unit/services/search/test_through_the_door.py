"""The index follows the real commands: a customer made, edited, merged and parted again is found by each."""

from __future__ import annotations

import pytest

from app.core.errors import Refused
from app.models.unit import Actor
from app.protocol.customers import (
    AddPoint,
    CreateCustomer,
    EditCustomer,
    Identify,
    MergeCustomers,
    NewPoint,
    RemovePoint,
    Search,
    UndoMerge,
)
from app.protocol.tickets import OpenTicket
from tests.helpers.house import House

ME = Actor(None, "agent")


def found(house: House, text: str) -> list[int]:
    return [hit.id for hit in house.ask(Search(text=text)).hits]


def test_the_index_follows_the_commands(house: House) -> None:
    points = [NewPoint(kind="phone", raw="02 2345 6789"), NewPoint(kind="email", raw="Mei@Example.com")]
    mary = house.do(CreateCustomer(name="陳美玲", points=points), ME)
    assert found(house, "美") == found(house, "+886 2 2345") == found(house, "mei@ex") == [mary.id]

    house.do(EditCustomer(customer_id=mary.id, seen_at=mary.updated_at, changes={"name": "林美鈴"}), ME)
    assert found(house, "陳") == []
    assert found(house, "林美鈴") == [mary.id]

    point = house.do(AddPoint(customer_id=mary.id, point=NewPoint(kind="phone", raw="0912-345-678")), ME)
    assert found(house, "91234") == [mary.id]
    house.do(RemovePoint(point_id=point.id), ME)
    assert found(house, "91234") == []

    ticket = house.do(OpenTicket(customer_id=mary.id, subject="Lamp", text="It is dark"), ME)
    assert found(house, f"#{ticket.number}") == [ticket.id]


def test_a_merge_is_followed_and_its_undoing(house: House) -> None:
    one = house.do(CreateCustomer(name="Anna Meier", points=[NewPoint(kind="phone", raw="02 2345 6789")]), ME)
    two = house.do(CreateCustomer(name="Ana Mayer", points=[NewPoint(kind="phone", raw="02 8765 4321")]), ME)
    merge = house.do(MergeCustomers(survivor_id=one.id, merged_id=two.id), ME)
    for text in ("Anna", "Mayer", "6789", "4321", "02 8765 4321"):
        assert found(house, text) == [one.id], text
    match = house.ask(Identify(number="02 8765 4321"))
    assert [candidate.customer_id for candidate in match.candidates] == [one.id]
    house.do(UndoMerge(merge_id=merge.id), ME)
    assert found(house, "Mayer")[0] == found(house, "4321")[0] == two.id
    assert found(house, "6789") == [one.id]


def test_a_command_that_is_refused_leaves_no_trace(house: House) -> None:
    bad = [NewPoint(kind="phone", raw="02 2345 6789"), NewPoint(kind="phone", raw="never")]
    with pytest.raises(Refused):
        house.do(CreateCustomer(name="Anna Meier", points=bad), ME)
    assert found(house, "Anna") == found(house, "6789") == []
