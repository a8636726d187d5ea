"""The crowd is a whole record: keys lead somewhere, legs have no gaps, everybody is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st

from app.models.record import Record
from app.models.tables import interactions, legs, metadata
from app.models.unit import SYSTEM_ACTOR, Reader
from app.services.crowd.errors import KINDS, misspell
from app.services.crowd.load import has_crowd, load_crowd, tables_mark
from app.services.crowd.samples import sample_customers, shared_numbers
from app.services.crowd.sizes import END, QUICK, START, Sizes
from app.services.lookup.card import read_card
from app.services.lookup.identify import identify_caller
from app.services.search.engine import search
from app.services.search.rebuild import is_current

TINY = Sizes(customers=400, interactions=2_000, tickets=400, notes=200, with_legs=100, agents=20)


@pytest.fixture
def crowd(record_url: str) -> Iterator[Record]:
    load_crowd(record_url, TINY, password_hash="x", progress=lambda step, rows: None)
    record = Record(record_url)
    record.create()
    yield record
    record.close()


def test_the_crowd_is_a_whole_record(crowd: Record) -> None:
    with crowd.read() as connection:
        for name in ("customers", "interactions", "tickets", "notes", "agents"):
            count = connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
            assert count == getattr(TINY, name)
        assert is_current(connection)
        inspector = sa.inspect(connection)
        for table in metadata.sorted_tables:
            made = {index["name"] for index in inspector.get_indexes(str(table.name))}
            assert {index.name for index in table.indexes} <= made
            assert len(inspector.get_foreign_keys(str(table.name))) == len(table.foreign_keys)
        if crowd.sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        first, last = connection.execute(
            sa.select(sa.func.min(interactions.c.started_at), sa.func.max(interactions.c.started_at))
        ).one()
        assert START <= first < last < END


def test_what_is_there_is_not_made_again(crowd: Record, tmp_path: Path) -> None:
    url = crowd.url.render_as_string(hide_password=False)
    assert has_crowd(url, TINY)
    assert not has_crowd(url, QUICK)
    assert not has_crowd(f"sqlite:///{tmp_path / 'nothing.db'}", TINY)


def test_legs_follow_each_other_without_gaps(crowd: Record) -> None:
    with crowd.read() as connection:
        rows = connection.execute(
            sa.select(legs, interactions.c.started_at.label("began"), interactions.c.closed_at)
            .join(interactions)
            .order_by(legs.c.interaction_id, legs.c.id)
        ).all()
    assert len({row.interaction_id for row in rows}) == TINY.with_legs
    for before, leg in zip([None, *rows], rows, strict=False):
        if before is None or before.interaction_id != leg.interaction_id:
            assert leg.started_at == leg.began
        else:
            assert leg.started_at == before.ended_at
        assert leg.ended_at > leg.started_at
    last = {row.interaction_id: row for row in rows}
    assert all(leg.ended_at == leg.closed_at for leg in last.values())


def test_everybody_is_found_and_has_a_card(crowd: Record) -> None:
    with crowd.read() as connection:
        people = sample_customers(connection, TINY, 40, seed=1)
        assert len({person.id for person in people}) == 40
        read = Reader(connection, actor=SYSTEM_ACTOR, at=END, region="TW")
        for person in people:
            found = search(connection, person.name, 50)
            assert person.id in {hit.customer_id for hit in found.hits}
            assert read_card(read, person.id).customer.name == person.name
            for _, normal in person.phones:
                match = identify_caller(read, normal, "From")
                assert person.id in {candidate.customer_id for candidate in match.candidates}
        shared = shared_numbers(connection, 3)
        assert shared
        assert len(identify_caller(read, shared[0], "From").candidates) > 1


def test_the_mark_of_the_tables_is_the_same_every_time() -> None:
    assert tables_mark() == tables_mark()
    assert len(tables_mark()) == 8


@given(st.text("abcdefgh ", min_size=1, max_size=20), st.sampled_from(KINDS), st.integers())
def test_a_misspelt_name_has_one_error(name: str, kind: str, seed: int) -> None:
    typed = misspell(name, kind, "xyz", Random(seed))
    assume(typed is not None)
    assert typed is not None
    assert typed != name
    assert len(typed) - len(name) == {"missing": -1, "extra": 1}.get(kind, 0)
    if kind == "swapped":
        assert sorted(typed) == sorted(name)


def test_short_words_are_left_alone() -> None:
    assert misspell("ab cd", "wrong", "x", Random(1)) is None
    assert misspell("aa", "swapped", "x", Random(1), shortest=2) is None
