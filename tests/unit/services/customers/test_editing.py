"""Creating and changing customers, what hangs on them, and two people changing one."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest

from app.models.tables import consents, contact_points, customer_relations
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.customers import (
    AddOwnedProduct,
    AddPoint,
    CreateCustomer,
    EditCustomer,
    EditPoint,
    GetCard,
    NewPoint,
    RelateCustomers,
    RemovePoint,
    SetConsent,
    UnrelateCustomers,
)
from app.protocol.interactions import AddNote, DeleteNote, EditNote, RestoreNote
from app.protocol.setup import SaveCustomField, SaveProduct
from app.protocol.views import CustomerView
from tests.helpers.house import House, refused

ME = Actor(None, "agent")


def edit(house: House, seen: CustomerView, **changes: Any) -> CustomerView:
    return house.do(EditCustomer(customer_id=seen.id, seen_at=seen.updated_at, changes=changes), ME)


def new(house: House, **values: Any) -> CustomerView:
    return house.do(CreateCustomer(**{"name": "陳美玲", **values}), ME)


# --- two people, one row -------------------------------------------------------------------------
def test_who_saves_second_sees_both_values(house: House) -> None:
    seen = new(house)
    house.clock.advance(1_000)
    edit(house, seen, remark="first", segment="gold")
    house.clock.advance(1_000)
    no = refused(lambda: edit(house, seen, remark="second", language="th"))
    assert no.code == errors.STALE
    assert no.details["fields"] == {"remark": {"now": "first", "yours": "second"}}
    again = edit(house, seen, language="th")
    assert (again.remark, again.language) == ("first", "th")
    assert edit(house, seen, remark="first").remark == "first", "the same value is no conflict"
    assert edit(house, again, remark="second").remark == "second"


def test_two_changes_in_one_millisecond_are_two(house: House) -> None:
    seen = new(house)
    first = edit(house, seen, remark="first")
    second = edit(house, first, remark="second")
    assert seen.updated_at < first.updated_at < second.updated_at
    assert refused(lambda: edit(house, first, remark="third")).code == errors.STALE


def test_custom_fields_conflict_one_by_one(house: House) -> None:
    for key in ("colour", "size"):
        house.admin(SaveCustomField(key=key, label=key))
    seen = new(house, custom={"colour": "red"})
    edit(house, seen, custom={"colour": "blue"})
    assert edit(house, seen, custom={"size": "xl"}).custom == {"colour": "blue", "size": "xl"}
    no = refused(lambda: edit(house, seen, custom={"colour": "green"}))
    assert no.details["fields"] == {"custom.colour": {"now": "blue", "yours": "green"}}


def test_of_many_at_once_one_wins(house: House) -> None:
    seen = new(house)
    codes: list[str] = []

    def save(n: int) -> None:
        try:
            edit(house, seen, remark=f"{n}")
            codes.append("")
        except Exception as error:  # noqa: BLE001 - counted
            codes.append(getattr(error, "code", "?"))

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["", *[errors.STALE] * 7]


# --- values --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, errors.BAD_VALUE),
        ({"name": 5}, errors.BAD_VALUE),
        ({"name": "x" * 301}, errors.BAD_VALUE),
        ({"kind": "robot"}, errors.BAD_VALUE),
        ({"vip": "yes"}, errors.BAD_VALUE),
        ({"custom": "red"}, errors.BAD_VALUE),
        ({"custom": {"unknown": 1}}, errors.BAD_VALUE),
        ({"preferred_agent_id": 7}, errors.NOT_FOUND),
        ({"preferred_agent_id": 2**70}, errors.BAD_VALUE),
        ({"merged_into": 7}, errors.BAD_VALUE),
        ({"id": 7}, errors.BAD_VALUE),
        ({"remark": "a\x00b"}, None),
    ],
)
def test_values_that_do_not_fit(house: House, changes: dict[str, Any], code: str | None) -> None:
    seen = new(house)
    if code is not None:
        assert refused(lambda: edit(house, seen, **changes)).code == code
    elif house.record.sqlite:
        assert edit(house, seen, **changes).remark == changes["remark"]
    else:
        assert refused(lambda: edit(house, seen, **changes)).code == errors.BAD_VALUE


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["red", "", None], [1, True, ["red"]]),
        ("number", [1, 1.5, None], ["1", True, {}]),
        ("yes_no", [True, False], ["yes", 1]),
        ("date", ["2026-11-21"], ["21.11.2026", "2026-13-01", 5]),
        ("choice", ["gold", ""], ["bronze", 1, ["gold"]]),
    ],
)
def test_custom_fields_are_checked_as_declared(
    house: House, kind: str, good: list[Any], bad: list[Any]
) -> None:
    house.admin(SaveCustomField(key="field", label="Field", type=kind, choices=["gold", "silver"]))
    for value in good:
        assert new(house, custom={"field": value}).custom == {"field": value}
    for value in bad:
        assert refused(partial(new, house, custom={"field": value})).code == errors.BAD_VALUE


def test_a_declared_field_keeps_key_and_type(house: House) -> None:
    field = house.admin(SaveCustomField(key="colour", label="Colour"))
    for change in ({"key": "farbe"}, {"type": "number"}):
        changed = SaveCustomField(**{"id": field.id, "key": "colour", "label": "Colour", **change})  # type: ignore[arg-type]
        assert refused(partial(house.admin, changed)).code == errors.IN_USE
    assert refused(lambda: house.admin(SaveCustomField(key="colour", label="Again"))).code == errors.IN_USE
    assert refused(lambda: house.admin(SaveCustomField(key="Große", label="x"))).code == errors.BAD_VALUE


# --- contact points ------------------------------------------------------------------------------
def test_the_raw_number_is_kept_beside_what_was_read(house: House) -> None:
    customer = house.customer("A", " 0912-345/678 ")
    (point,) = house.rows(contact_points)
    assert (point.raw, point.normal, point.main) == ("0912-345/678", "+886912345678", True)
    again = AddPoint(customer_id=customer, point=NewPoint(kind="phone", raw="+886 912 345 678"))
    no = refused(lambda: house.do(again, ME))
    assert (no.code, no.details["point_id"]) == (errors.IN_USE, point.id)
    house.do(AddPoint(customer_id=customer, point=NewPoint(kind="fax", raw="+886 912 345 678")), ME)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("phone", "not a number", errors.BAD_NUMBER),
        ("phone", "+999 1", errors.BAD_NUMBER),
        ("email", "nobody", errors.BAD_ADDRESS),
        ("email", "a@b", errors.BAD_ADDRESS),
        ("pigeon", "x", errors.BAD_VALUE),
        ("postal", "  ", errors.BAD_VALUE),
    ],
)
def test_points_that_are_none(house: House, kind: str, raw: str, code: str) -> None:
    customer = house.customer()
    add = AddPoint(customer_id=customer, point=NewPoint(kind=kind, raw=raw))
    assert refused(lambda: house.do(add, ME)).code == code


def test_the_main_point_is_one(house: House) -> None:
    house.customer("A", "0912 345 678", "02 2345 6789", "02 2345 6780")

    def mains() -> list[str]:
        return [point.raw for point in house.rows(contact_points, main=True)]

    first, second, _third = (point.id for point in house.rows(contact_points))
    assert mains() == ["0912 345 678"]
    house.do(EditPoint(point_id=second, main=True), ME)
    assert mains() == ["02 2345 6789"]
    house.do(RemovePoint(point_id=second), ME)
    assert mains() == ["0912 345 678"]
    no = refused(lambda: house.do(EditPoint(point_id=first, raw="02-23456780"), ME))
    assert no.code == errors.IN_USE
    assert (
        house.do(EditPoint(point_id=first, raw="0912-345678", label="mobile"), ME).normal == "+886912345678"
    )


def test_a_point_that_was_taken_away_is_brought_back(house: House) -> None:
    customer = house.customer("A", "0912 345 678")
    gone = house.do(RemovePoint(point_id=house.rows(contact_points)[0].id), ME)
    point = NewPoint(kind=gone.kind, raw=gone.raw, label=gone.label, main=gone.main)
    back = house.do(AddPoint(customer_id=customer, point=point), ME)
    assert (back.raw, back.normal, back.main) == (gone.raw, gone.normal, gone.main)


# --- consents, relations, products ---------------------------------------------------------------
def test_the_last_word_counts_and_earlier_ones_stay(house: House) -> None:
    customer = house.customer()
    for given in (True, False):
        house.clock.advance(1_000)
        consent = SetConsent(customer_id=customer, purpose="marketing", channel="phone", given=given)
        house.do(consent, ME)
    assert len(house.rows(consents)) == 2
    (shown,) = house.ask(GetCard(customer_id=customer)).consents
    assert shown.given is False
    assert refused(lambda: house.do(SetConsent(customer_id=customer, purpose=" ", given=True), ME)).code == (
        errors.BAD_VALUE
    )


def test_relations(house: House) -> None:
    anna, firm = house.customer("Anna"), house.customer("Weber GmbH", kind="organisation")
    relate = RelateCustomers(from_id=anna, to_id=firm, kind="employee")
    relation = house.do(relate, ME)
    assert (relation.customer_id, relation.name, relation.outward) == (firm, "Weber GmbH", True)
    assert refused(lambda: house.do(relate, ME)).code == errors.IN_USE
    for pair in ((anna, anna, "self"), (anna, firm, " ")):
        same = RelateCustomers(from_id=pair[0], to_id=pair[1], kind=pair[2])
        no = refused(partial(house.do, same, ME))
        assert no.code == errors.BAD_VALUE
    assert refused(lambda: house.do(RelateCustomers(from_id=anna, to_id=7, kind="x"), ME)).code == (
        errors.NOT_FOUND
    )
    house.do(UnrelateCustomers(relation_id=relation.id), ME)
    assert house.rows(customer_relations) == []


def test_products_owned(house: House) -> None:
    customer, lamp = house.customer(), house.admin(SaveProduct(sku="L1", name="Lamp")).id
    owned = house.do(AddOwnedProduct(customer_id=customer, product_id=lamp, serial=" 123 "), ME)
    assert (owned.name, owned.serial) == ("Lamp", "123")
    assert refused(lambda: house.do(AddOwnedProduct(customer_id=customer, product_id=7), ME)).code == (
        errors.NOT_FOUND
    )


# --- notes ---------------------------------------------------------------------------------------
def test_a_note_is_its_authors(house: House) -> None:
    mei, anna = house.agent("mei"), house.agent("anna")
    tech, lead = house.agent("wei", "technician"), house.agent("grace", "supervisor")
    note = mei.do(AddNote(text=" hello ", customer_id=house.customer()))
    assert (note.text, note.agent_id) == ("hello", mei.id)
    for other in (anna, tech):
        for command in (EditNote(note_id=note.id, text="x"), DeleteNote(note_id=note.id)):
            assert refused(partial(other.do, command)).code == errors.NOT_ALLOWED
    house.clock.advance(1_000)
    assert mei.do(EditNote(note_id=note.id, text="better")).edited_at == house.clock.at
    assert lead.do(DeleteNote(note_id=note.id)).deleted
    assert lead.do(RestoreNote(note_id=note.id)).text == "better"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": "x"}, errors.BAD_VALUE),
        ({"text": " ", "customer_id": 1}, errors.BAD_VALUE),
        ({"text": "x" * 100_001, "customer_id": 1}, errors.BAD_VALUE),
        ({"text": "x", "customer_id": 1}, errors.NOT_FOUND),
        ({"text": "x", "interaction_id": 1}, errors.NOT_FOUND),
        ({"text": "x", "ticket_id": 1}, errors.NOT_FOUND),
    ],
)
def test_notes_that_cannot_be(house: House, values: dict[str, Any], code: str) -> None:
    assert refused(lambda: house.do(AddNote(**values), ME)).code == code
