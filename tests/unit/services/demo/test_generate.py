"""The demo centre: it looks real, holds together and is the same every time."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import pairwise
from typing import Any

import phonenumbers
import pytest

from app.models.tables import metadata
from app.services.demo.customers import DAY
from app.services.demo.generate import Demo, generate
from app.services.demo.matters import MATTERS, TOLD_IN, texts

NOW = 1_780_000_000_000
_MOMENTS = (("customers", "created_at"), ("interactions", "started_at"), ("tickets", "opened_at"))


@pytest.fixture(scope="module")
def demo() -> Demo:
    return generate(NOW, customers=400, seed=3)


def _by_id(demo: Demo, table: str) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in demo.rows[table]}


def test_the_same_seed_gives_the_same_centre(demo: Demo) -> None:
    assert generate(NOW, customers=400, seed=3).rows == demo.rows
    assert generate(NOW, customers=400, seed=4).rows != demo.rows


def test_every_row_has_every_column_and_points_at_rows_written_before_it(demo: Demo) -> None:
    written: dict[str, set[Any]] = defaultdict(set)
    for name, rows in demo.rows.items():
        table = metadata.tables[name]
        for row in rows:
            assert row.keys() == {column.name for column in table.columns}
            written[name].add(row.get("id") or tuple(row[column.name] for column in table.primary_key))
            for key in table.foreign_keys:
                value = row[key.parent.name]
                assert value is None or value in written[key.column.table.name], (name, row)
        assert len(written[name]) == len(rows)


def test_ids_are_in_order_of_time(demo: Demo) -> None:
    for table, moment in (
        ("customers", "created_at"),
        ("interactions", "started_at"),
        ("tickets", "opened_at"),
    ):
        rows = sorted(demo.rows[table], key=lambda row: row["id"])
        moments = [row[moment] for row in rows]
        assert moments == sorted(moments), table


def test_names_are_in_three_scripts(demo: Demo) -> None:
    scripts = {
        unicodedata.name(char).split(" ")[0]
        for row in demo.rows["customers"]
        for char in row["name"]
        if char.isalpha()
    }
    assert {"LATIN", "CJK", "THAI"} <= scripts
    kinds = {row["kind"] for row in demo.rows["customers"]}
    assert kinds == {"person", "organisation"}


def test_numbers_are_valid_and_read_back_from_how_they_were_typed(demo: Demo) -> None:
    customers = _by_id(demo, "customers")
    phones = [point for point in demo.rows["contact_points"] if point["kind"] in ("phone", "fax")]
    for point in phones:
        parsed = phonenumbers.parse(point["normal"])
        assert phonenumbers.is_valid_number(parsed), point
        region = phonenumbers.region_code_for_number(parsed)
        again = phonenumbers.parse(point["raw"], region)
        assert phonenumbers.format_number(again, phonenumbers.PhoneNumberFormat.E164) == point["normal"]
    assert len(phones) > 1.5 * len(customers)


def test_some_numbers_are_shared_and_some_customers_related(demo: Demo) -> None:
    owners: dict[str, set[int]] = defaultdict(set)
    for point in demo.rows["contact_points"]:
        if point["kind"] == "phone":
            owners[point["normal"]].add(point["customer_id"])
    assert sum(len(who) > 1 for who in owners.values()) > 10
    assert {"employee", "spouse"} <= {relation["kind"] for relation in demo.rows["customer_relations"]}


def test_a_past_call_has_no_gaps(demo: Demo) -> None:
    legs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for leg in demo.rows["legs"]:
        legs[leg["interaction_id"]].append(leg)
    channels = set()
    for contact in demo.rows["interactions"]:
        channels.add(contact["channel"])
        way = legs[contact["id"]]
        assert way[0]["started_at"] == contact["started_at"]
        assert way[-1]["ended_at"] == contact["closed_at"]
        assert all(one["ended_at"] == after["started_at"] for one, after in pairwise(way))
        assert contact["state"] == "closed"
        assert contact["closed_at"] <= NOW
    assert channels == {"call", "email", "chat", "fax", "visit"}


def test_the_past_is_three_years_and_lies_within_the_customers_time(demo: Demo) -> None:
    customers = _by_id(demo, "customers")
    oldest = min(contact["started_at"] for contact in demo.rows["interactions"])
    assert NOW - 3 * 366 * DAY < oldest < NOW - 2 * 365 * DAY
    for note in demo.rows["notes"]:
        assert note["text"]
        assert "{" not in note["text"]
        assert customers[note["customer_id"]]["created_at"] < note["at"] <= NOW


def test_tickets_follow_their_contacts(demo: Demo) -> None:
    states = {ticket["state"] for ticket in demo.rows["tickets"]}
    assert {"open", "solved", "closed"} <= states
    numbers = [ticket["number"] for ticket in demo.rows["tickets"]]
    assert len(set(numbers)) == len(numbers)
    for ticket in demo.rows["tickets"]:
        assert (ticket["closed_at"] is not None) == (ticket["state"] == "closed")


def test_every_matter_is_told_in_every_language_and_every_place_in_its_texts_is_filled() -> None:
    values = dict.fromkeys(
        ("product", "serial", "order", "invoice", "invoice_spoken", "name", "family", "date"), "x"
    )
    values["amount"] = "x"
    for language in TOLD_IN:
        told = texts(language)
        assert told.keys() == {matter.key for matter in MATTERS}
        for matter in told.values():
            for text in [
                matter.subject,
                matter.mail,
                *matter.says,
                *matter.first,
                *matter.later,
                *matter.done,
            ]:
                assert "{" not in text.format_map(values)


def test_the_town_begins_with_a_known_an_unknown_and_a_withheld_caller(demo: Demo) -> None:
    callers = demo.book.callers
    assert [caller.kind for caller in callers[:4]] == ["known", "unknown", "withheld", "shared"]
    owners: dict[str, set[int]] = defaultdict(set)
    for point in demo.rows["contact_points"]:
        owners[point["normal"]].add(point["customer_id"])
    for caller in callers:
        owned = len(owners[caller.number])
        assert {"known": owned == 1, "shared": owned > 1}.get(caller.kind, owned == 0), caller
        assert caller.sentences
