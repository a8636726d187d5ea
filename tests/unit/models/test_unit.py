"""A transaction and its log entry: what is changed through a unit is told, with old and new values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker, new_command_id
from app.models import log
from app.models.batch import Job
from app.models.record import Record, explain
from app.models.tables import accounts, agents, customers, queues
from app.models.unit import SYSTEM_ACTOR, Unit
from app.models.writer import Writer
from app.protocol import errors
from app.protocol.events import Change, Event
from tests.helpers.house import refused


class Desk:
    """A writer on a record, with units as a test wants them."""

    def __init__(self, record: Record) -> None:
        clock = ManualClock()
        self.record = record
        self.events: list[Event] = []
        self.writer = Writer(record, clock, IdMaker(clock), region="TW")
        self.writer.listen(self.events.extend)
        self.writer.start()

    def run(self, work: Callable[[Unit], Any]) -> Any:
        """Run it in a transaction of its own; what it answered."""
        answers = []

        def job(unit: Unit) -> bytes:
            answers.append(work(unit))
            return b"null"

        self.writer.submit(Job("Test", new_command_id(), SYSTEM_ACTOR, job)).result(10)
        return answers[-1]

    def changes(self) -> list[Change]:
        """Of the last event."""
        return self.events[-1].changes


@pytest.fixture
def desk(record: Record) -> Any:
    made = Desk(record)
    yield made
    made.writer.stop()


def customer(unit: Unit, **values: Any) -> dict[str, Any]:
    return unit.insert(
        customers, **{"name": "陳美玲", "created_at": unit.at, "updated_at": unit.at, **values}
    )


def test_an_insert_tells_every_column(desk: Desk) -> None:
    row = desk.run(customer)
    (change,) = desk.changes()
    assert (change.table, change.op, change.id, change.new) == ("customers", "insert", row["id"], row)
    assert (row["custom"], row["vip"], row["merged_into"]) == ({}, False, None)


def test_an_update_tells_what_changed_and_what_was_there(desk: Desk) -> None:
    row = desk.run(customer)
    desk.run(lambda unit: unit.update(customers, row, name="陳美玲", remark="rings twice", custom={"a": [1]}))
    (change,) = desk.changes()
    assert change.new == {"remark": "rings twice", "custom": {"a": [1]}}
    assert change.old == {"remark": "", "custom": {}}
    assert change.row is None, "only desk tables carry whole rows"


def test_a_desk_table_carries_the_whole_row(desk: Desk) -> None:
    row = desk.run(lambda unit: unit.insert(queues, name="Service"))
    desk.run(lambda unit: unit.update(queues, row["id"], priority=3))
    assert desk.changes()[0].row == {**row, "priority": 3}


def test_nothing_changed_is_no_entry(desk: Desk) -> None:
    row = desk.run(customer)
    before = len(desk.events)
    assert desk.run(lambda unit: unit.update(customers, row, name="陳美玲")) == row
    assert len(desk.events) == before


def test_a_delete_keeps_what_was_in_it(desk: Desk) -> None:
    row = desk.run(customer)
    desk.run(lambda unit: unit.delete(customers, row["id"]))
    (change,) = desk.changes()
    assert (change.op, change.old, change.new) == ("delete", row, {})


def test_what_is_not_synced_is_not_told(desk: Desk) -> None:
    agent = desk.run(lambda unit: unit.insert(agents, login="mei", name="Mei"))
    before = len(desk.events)
    desk.run(lambda unit: unit.insert(accounts, id=agent["id"], password="secret"))
    assert len(desk.events) == before


def test_a_unit_reads_what_it_wrote(desk: Desk) -> None:
    def work(unit: Unit) -> None:
        rows = unit.insert_many(customers, [{"name": n, "created_at": 1, "updated_at": 1} for n in "ab"])
        assert unit.get(customers, rows[0]["id"]) == rows[0]
        assert [row["name"] for row in unit.all(sa.select(customers).order_by(customers.c.id))] == ["a", "b"]
        unit.update(customers, rows[1], name="c")
        assert unit.need(customers, rows[1]["id"], "customer")["name"] == "c"
        assert unit.one(sa.select(customers).where(customers.c.name == "b")) is None

    desk.run(work)


def test_a_column_that_is_none_is_our_mistake(desk: Desk, expected_log: Any) -> None:
    expected_log("Test failed")
    assert refused(lambda: desk.run(lambda unit: unit.insert(queues, nmae="x"))).code == errors.INTERNAL


def test_what_is_not_there_is_named(desk: Desk) -> None:
    no = refused(lambda: desk.run(lambda unit: unit.need(customers, 7, "customer")))
    assert (no.code, no.details) == (errors.NOT_FOUND, {"what": "customer", "id": 7})
    no = refused(lambda: desk.run(lambda unit: unit.delete(customers, 7)))
    assert no.text == "There is no customer with the id 7."


def test_what_points_to_nothing_is_refused(desk: Desk) -> None:
    no = refused(lambda: desk.run(lambda unit: customer(unit, preferred_agent_id=7)))
    assert no.code == errors.NOT_FOUND


def test_what_is_there_already_is_refused(desk: Desk) -> None:
    desk.run(lambda unit: unit.insert(agents, login="mei", name="Mei"))
    no = refused(lambda: desk.run(lambda unit: unit.insert(agents, login="mei", name="Mei again")))
    assert no.code == errors.IN_USE


def test_the_log_replayed_is_the_tables(desk: Desk) -> None:
    row = desk.run(customer)
    desk.run(lambda unit: unit.update(customers, row, name="Anna", custom={"1": None}))
    desk.run(lambda unit: [customer(unit), unit.delete(customers, row["id"])])
    with desk.record.read() as connection:
        told = log.replay(log.everything(connection, batch=2))
        assert log.differences(connection, told) == []
        told["customers"].clear()
        (difference,) = log.differences(connection, told)
    assert difference.startswith("customers ")


def test_errors_nobody_can_mend_are_not_explained() -> None:
    assert explain(ZeroDivisionError()) is None
    assert explain(OverflowError("int too large to convert to float")) is None
    wrong = sa.exc.OperationalError("SELECT", {}, Exception("no such column: nmae"))
    assert explain(wrong) is None


def test_a_folder_that_cannot_be_made_into_a_record(tmp_path: Any) -> None:
    (tmp_path / "record.db").mkdir()
    record = Record(f"sqlite:///{tmp_path}/record.db")
    with pytest.raises(Refused) as caught:
        record.create()
    assert caught.value.code == errors.DATABASE_GONE
    record.close()


# --- attempts ------------------------------------------------------------------------------------
def test_what_an_attempt_did_stays_where_it_is_not_refused(desk: Desk) -> None:
    def work(unit: Unit) -> None:
        with unit.attempt():
            customer(unit, name="inside")
        customer(unit, name="after")

    desk.run(work)
    assert [change.new["name"] for change in desk.changes()] == ["inside", "after"]
    with desk.record.read() as connection:
        assert log.differences(connection, log.replay(log.everything(connection))) == []


def test_a_refused_attempt_leaves_the_rest_and_no_trace(desk: Desk) -> None:
    """Written rows, waiting inserts and what the log would say of them are gone; before and after stay."""

    def work(unit: Unit) -> None:
        first = customer(unit, name="before")
        with pytest.raises(Refused), unit.attempt():
            unit.update(customers, first, name="changed")
            customer(unit, name="written").keys()
            assert len(unit.all(sa.select(customers))) == 2
            customer(unit, name="waiting")
            raise Refused(errors.BAD_VALUE, "no")
        assert [row["name"] for row in unit.all(sa.select(customers))] == ["before"]
        with pytest.raises(Refused), unit.attempt():
            with unit.attempt():
                customer(unit, name="inner")
            raise Refused(errors.BAD_VALUE, "no, the outer one")
        customer(unit, name="after")

    desk.run(work)
    assert [change.new["name"] for change in desk.changes()] == ["before", "after"]
    with desk.record.read() as connection:
        assert log.differences(connection, log.replay(log.everything(connection))) == []


def test_what_the_database_refuses_is_refused_inside_the_attempt(desk: Desk) -> None:
    desk.run(lambda unit: unit.insert(agents, login="mei", name="Mei"))

    def work(unit: Unit) -> None:
        with pytest.raises(sa.exc.IntegrityError), unit.attempt():
            unit.insert(agents, login="mei", name="Mei again")
        customer(unit)

    desk.run(work)
    assert [change.table for change in desk.changes()] == ["customers"]


def test_an_attempt_that_is_refused_wrote_nothing(desk: Desk) -> None:
    """The whole command may then still be refused without being run again."""

    def work(unit: Unit) -> None:
        with pytest.raises(Refused), unit.attempt():
            customer(unit)
            raise Refused(errors.BAD_VALUE, "no")
        assert not unit.wrote

    desk.run(work)
    assert desk.events == []
