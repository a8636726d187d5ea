"""No stored name that cannot be found: whatever was done to it, in whatever script it is."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.record import Record
from app.models.tables import (
    contact_points,
    customers,
    search_custom,
    search_mails,
    search_names,
    search_numbers,
    search_state,
    search_typos,
)
from app.services.demo.names import LANGUAGES, Names
from app.services.search.entries import name_words
from app.services.search.fold import query_words, unspaced
from app.services.search.rebuild import is_current, rebuild
from tests.unit.services.search.conftest import Desk

SCRIPTS = (
    "abcxyzABCÄÖÜßéèñçøłğİı'-’ ",
    "абвёйЯ -",
    "αβγάώΣς ",
    "محمدأإآةىﻻـَ ",
    "אבגדם ",
    "प्रियाशर्मीड़ ",
    "กขคเแสทองชัย์ี่ ",
    "陳美玲王李張司馬 ",
    "さくらサクラァー・ ",
    "김민준이박 ",
    "ﾀﾅｶＡｂ１２ﬁ ",
    "1234567890 ",
)
names = st.sampled_from(SCRIPTS).flatmap(lambda script: st.text(script, min_size=1, max_size=14))
mixed = st.one_of(names, st.tuples(names, names).map(" ".join), st.text(max_size=12))


def emptied(record: Record) -> None:
    with record.writer.begin() as connection:
        for table in (search_mails, search_names, search_numbers, search_typos, contact_points, customers):
            connection.execute(table.delete())


@given(name=mixed, other=mixed, later=mixed)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_name_is_found_by_each_of_its_words_and_parts(
    desk: Desk, name: str, other: str, later: str
) -> None:
    emptied(desk.record)
    name, other, later = (text.replace("\x00", "") for text in (name, other, later))
    who = desk.customer(name, other)
    must_find(desk, who, name, other)
    desk.change(lambda unit: unit.update(customers, who, name=later))
    must_find(desk, who, later, other)
    desk.change(lambda unit: unit.delete(customers, who))
    with desk.record.read() as connection:
        for table in (search_names, search_typos):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def must_find(desk: Desk, who: int, name: str, other: str) -> None:
    words = name_words(name, other)
    for word in words:
        assert who in desk.found(word), word
        assert who in desk.found(word[:1]), word
        half = word[len(word) // 2 :]
        if unspaced(half) and unicodedata.category(half[0])[0] != "M":
            assert who in desk.found(half), word
    if words:
        assert who in desk.found(" ".join(words))
        assert who in desk.found(" ".join(reversed(words)))
    for typed in (name, other, f"{name} {other}"):
        if query_words(typed):
            assert who in desk.found(typed)


def dump(record: Record) -> list[list[tuple[object, ...]]]:
    with record.read() as connection:
        return [
            sorted(tuple(row) for row in connection.execute(sa.select(table)))
            for table in (search_names, search_typos, search_numbers, search_mails, search_custom)
        ]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_follows_the_changes_is_what_a_rebuild_makes(desk: Desk, seed: int) -> None:
    rng = Random(seed)
    sources = [Names(language) for language in LANGUAGES]
    everybody: list[int] = []
    for _ in range(40):
        source = rng.choice(sources)
        person = source.person(rng)
        phone, mail = source.phone(rng), source.mail(rng, person.mailbox)
        everybody.append(desk.customer(person.name, person.latin, ("phone", phone.raw), ("email", mail)))
    for who in rng.sample(everybody, 12):
        other = rng.choice(sources).person(rng)
        with desk.unit() as unit:
            number = rng.choice([{}, {"customer_no": f"A-{rng.randrange(10)}"}])
            unit.update(customers, who, name=other.name, custom=number)
    with desk.record.read() as connection:
        points = list(connection.scalars(sa.select(contact_points.c.id)))
    for point in rng.sample(points, 15):
        with desk.unit() as unit:
            unit.delete(contact_points, point)
    for point in rng.sample(points, 15):
        if point in set(current_points(desk.record)):
            raw = sources[0].phone(rng)
            with desk.unit() as unit:
                unit.update(contact_points, point, kind="phone", raw=raw.raw, normal=raw.normal)
    followed = dump(desk.record)
    with desk.record.writer.begin() as connection:
        assert not is_current(connection)
        rebuild(connection)
        assert is_current(connection)
    assert dump(desk.record) == followed
    with desk.record.writer.begin() as connection:
        connection.execute(search_state.update().values(rules=-1))
        assert not is_current(connection)


def current_points(record: Record) -> list[int]:
    with record.read() as connection:
        return list(connection.scalars(sa.select(contact_points.c.id)))


def test_several_changes_of_one_row_in_one_command(desk: Desk) -> None:
    with desk.unit() as unit:
        row = unit.insert(customers, name="First Name", created_at=1, updated_at=1)
        row = unit.update(customers, row, name="Second Name")
        unit.update(customers, row, name="Third Name")
        gone = unit.insert(customers, name="Fourth Name", created_at=1, updated_at=1)
        unit.delete(customers, gone)
    assert desk.found("name") == [row["id"]]
    assert desk.found("third") == [row["id"]]
    assert desk.found("second") == []
    with desk.unit() as unit:
        back = unit.update(customers, row["id"], name="Fifth Name")
        unit.update(customers, back, name="Third Name")
    assert desk.found("third") == [row["id"]]
    assert desk.found("fifth") == []
