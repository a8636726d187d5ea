"""A full disk, a locked or a lost database, a killed hub: a clear word, nothing lost, and on it goes."""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psycopg
import pytest
import sqlalchemy as sa

from app.cli.private_postgres import PrivatePostgres
from app.client.http import HubHttp
from app.core.clock import SystemClock
from app.core.errors import Refused
from app.models.record import Record
from app.models.tables import commands, customers, log
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.agents import GetSnapshot
from app.protocol.customers import CreateCustomer
from app.protocol.interactions import AddNote, HoldCall, ResumeCall
from app.protocol.tickets import ListTickets
from tests.helpers.house import PASSWORD, House, cheap_passwords, refused
from tests.helpers.hub import PASSWORD as PASSWORD_OF_CENTRE
from tests.helpers.hub import HubProcess, small_centre
from tests.helpers.logs import ExpectedLog
from tests.helpers.promises import broken_promises
from tests.helpers.served import Served, Stream
from tests.helpers.wait import until

ME = Actor(None, "agent")

LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


# --- locked --------------------------------------------------------------------------------------
@pytest.fixture
def impatient(sqlite_record: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house that does not wait long for a lock."""
    cheap_passwords(monkeypatch)
    house = House(Record(str(sqlite_record.url), busy_ms=100))
    yield house
    house.close()
    house.record.close()


def test_a_database_locked_by_another_program(impatient: House) -> None:
    mei, queue = impatient.agent("mei").ready(), impatient.queue()
    call = impatient.call(queue)
    mei.take(call)
    before = impatient.everything()
    trouble: list[str] = []
    impatient.door.watch(lambda refused: trouble.append(refused.code if refused else "good"))
    path = str(impatient.record.url.database)
    locker = subprocess.Popen(
        [sys.executable, "-c", LOCK, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with locker:
        assert locker.stdout is not None
        assert locker.stdout.readline() == "locked\n"
        for _ in range(2):
            no = refused(lambda: mei.do(HoldCall(interaction_id=call)))
            assert no.code == errors.DATABASE_BUSY
            assert "nothing was saved" in no.text
        assert impatient.ask(ListTickets()).total == 0, "what only reads goes on"
        assert impatient.everything() == before
        locker.communicate()
    mei.do(HoldCall(interaction_id=call))
    assert trouble == [errors.DATABASE_BUSY, "good"]
    assert broken_promises(impatient.record) == []


# --- full ----------------------------------------------------------------------------------------
def test_a_full_disk_in_the_middle_of_a_call(sqlite_house: House) -> None:
    """SQLite's own page limit stands for the disk: it says the same."""
    house = sqlite_house
    mei, queue = house.agent("mei").ready(), house.queue()
    call = house.call(queue)
    mei.take(call)
    limits: Iterator[int] = iter(())

    @sa.event.listens_for(house.record.writer, "begin")
    def limit(connection: sa.Connection) -> None:
        for pages in limits:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    trouble: list[str] = []
    house.door.watch(lambda refused: trouble.append(refused.code if refused else "good"))
    limits = iter((1,))  # the pages there are, at the least
    long_note = AddNote(interaction_id=call, text="x" * 90_000)
    done = 0
    with pytest.raises(Refused) as caught:
        while done < 1_000:
            mei.do(long_note)
            done += 1
    assert caught.value.code == errors.DISK_FULL
    before = house.everything()
    assert refused(lambda: mei.do(long_note)).code == errors.DISK_FULL
    answers = [
        house.door.submit("AddNote", msgspec.json.encode(long_note), mei.actor, f"command {n}")
        for n in range(20)
    ]
    codes = {getattr(answer.exception(20), "code", "") for answer in answers}
    assert codes == {errors.DISK_FULL}
    assert house.everything() == before
    assert house.ask(ListTickets()).total == 0
    limits = iter((1_000_000,))
    mei.do(HoldCall(interaction_id=call))
    mei.do(long_note)
    mei.do(ResumeCall(interaction_id=call))
    mei.end_and_book(call)
    assert trouble == [errors.DISK_FULL, "good"]
    assert broken_promises(house.record) == []


def test_a_hub_whose_disk_is_full_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """The operating system refuses to let the hub's files grow; then it lets them."""
    hub = HubProcess(tmp_path, "--no-line")
    small_centre(hub.database)
    hub.start()
    try:
        client = HubHttp(hub.url)
        client.sign_in("mei", PASSWORD_OF_CENTRE)
        kept = [client.do(CreateCustomer(name=f"Customer {n}")).id for n in range(3)]
        desk = Stream(_connection(hub.url), client.token, client.ask(GetSnapshot()).number)
        desk.next("pulse")
        size = max(path.stat().st_size for path in tmp_path.glob("contactdesk.db*"))
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (size // 4096 * 4096, resource.RLIM_INFINITY))
        remark = "y" * 100_000
        with pytest.raises(Refused) as caught:
            for _ in range(1_000):
                kept.append(client.do(CreateCustomer(name="Customer", remark=remark)).id)
        assert caught.value.code == errors.DISK_FULL
        assert client.ask(ListTickets()).total == 0
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        kept.append(client.do(CreateCustomer(name="Customer", remark=remark)).id)
        assert [desk.next("notice")[1]["code"] for _ in range(2)] == [errors.DISK_FULL, "database_back"]
        desk.close()
        client.close()
    finally:
        hub.stop()
    record = Record(hub.database)
    with record.read() as connection:
        there = set(connection.scalars(sa.select(customers.c.id)))
    assert set(kept) <= there
    assert len(there) == len(kept) + 3, "what was refused is not there"
    assert broken_promises(record) == []
    record.close()


# --- killed --------------------------------------------------------------------------------------
class Writers:
    """Threads that send commands and note what was acknowledged."""

    def __init__(self, turn: int, send: Callable[[str, str], None], threads: int = 4) -> None:
        self._send = send
        self.prefix = f"command-{turn}-"
        self._stop = threading.Event()
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self.refusals: set[str] = set()
        self._threads = [threading.Thread(target=self._run, args=(n,)) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def _run(self, who: int) -> None:
        for n in itertools.count():
            if self._stop.is_set():
                return
            command_id = f"{self.prefix}{who}-{n}"
            self.sent.append(command_id)
            try:
                self._send(command_id, f"Customer {command_id}")
            except Refused as no:
                self.refusals.add(no.code)
            else:
                self.acknowledged.append(command_id)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def check_whole(record: Record, writers: Writers) -> None:
    """Each acknowledged command is there, and none by halves."""
    with record.read() as connection:
        remembered = {row.id: row for row in connection.execute(sa.select(commands))}
        names = list(connection.scalars(sa.select(customers.c.name)))
        logged = set(connection.scalars(sa.select(log.c.command_id)))
    ours = {command_id for command_id in remembered if command_id.startswith(writers.prefix)}
    assert set(writers.acknowledged) <= ours <= set(writers.sent)
    assert ours <= logged
    assert sorted(name for name in names if writers.prefix in name) == sorted(f"Customer {c}" for c in ours)
    assert broken_promises(record) == []


def test_a_hub_killed_while_it_writes(record_url: str, tmp_path: Path) -> None:
    hub = HubProcess(tmp_path, "--no-line", database=record_url)
    small_centre(hub.database)
    hub.start()
    client = HubHttp(hub.url)
    client.sign_in("mei", PASSWORD_OF_CENTRE)

    def send(command_id: str, name: str) -> None:
        client.do(CreateCustomer(name=name), command_id)

    for turn, goal in enumerate((40, 100, 180)):
        writers = Writers(turn, send)
        until(partial(_enough, writers, goal), "commands to be acknowledged")
        hub.kill()
        writers.stop()
        assert writers.refusals == {errors.HUB_UNREACHABLE}
        record = Record(hub.database)
        check_whole(record, writers)
        again = writers.acknowledged[0]
        with record.read() as connection:
            answer = connection.scalar(sa.select(commands.c.answer).where(commands.c.id == again))
        hub.start()
        sent_again = client.do(CreateCustomer(name=f"Customer {again}"), again)
        assert sent_again.id == json.loads(str(answer))["id"]
        check_whole(record, writers)
        record.close()
    client.close()
    hub.stop()


# --- PostgreSQL ----------------------------------------------------------------------------------
@pytest.mark.server
def test_postgres_restarted_in_the_middle(monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog) -> None:
    cheap_passwords(monkeypatch)
    expected_log("connection is lost", logger="psycopg", required=False)  # the driver's own word
    with PrivatePostgres(durable=True) as server:
        record = Record(server.url(server.create_database()))
        record.create()
        house = House(record, node=3)
        trouble: list[str] = []
        house.door.watch(lambda refused: trouble.append(refused.code if refused else "good"))
        mei = house.agent("mei")

        def send(command_id: str, name: str) -> None:
            mei.do(CreateCustomer(name=name), command_id)

        for turn, goal in enumerate((50, 100)):
            writers = Writers(turn, send)
            until(partial(_enough, writers, goal), "commands to be acknowledged")
            server.halt()
            until(partial(writers.refusals.__contains__, errors.DATABASE_GONE), "a refusal")
            no = refused(lambda: house.ask(ListTickets()))
            assert no.code == errors.DATABASE_GONE
            assert "operator" in no.text
            server.resume()
            much = len(writers.acknowledged) + 50
            until(partial(_enough, writers, much), "commands to be taken again")
            writers.stop()
            assert writers.refusals == {errors.DATABASE_GONE}
            check_whole(record, writers)
        mei.do(AddNote(text="the last", customer_id=house.customer()))
        numbers = [event.number for event in house.events]
        assert numbers == list(range(1, len(numbers) + 1)), "nothing was kept from the streams"
        assert trouble == [errors.DATABASE_GONE, "good"] * 2
        house.close()
        record.close()


@pytest.mark.server
def test_a_commit_whose_answer_was_lost_is_told_all_the_same(record: Record) -> None:
    """The connection breaks after the commit and before its answer: nobody knows, the log does."""
    house = House(record)
    customer = house.customer()

    @sa.event.listens_for(record.writer, "commit", once=True)
    def commit_and_break(connection: sa.Connection) -> None:
        connection.exec_driver_sql("COMMIT")
        lost = psycopg.OperationalError("server closed the connection unexpectedly")
        raise sa.exc.OperationalError("COMMIT", {}, lost)

    note = AddNote(text="was it saved?", customer_id=customer)
    assert refused(lambda: house.do(note, ME, "one-command")).code == errors.DATABASE_GONE
    assert house.do(note, ME, "one-command").text == "was it saved?"
    house.customer()
    numbers = [event.number for event in house.events]
    assert numbers == list(range(1, len(numbers) + 1))
    assert broken_promises(record) == []
    house.close()


# --- two hubs ------------------------------------------------------------------------------------
def test_a_second_hub_on_the_same_record_is_refused(
    record_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    monkeypatch.setattr("app.models.record.CLAIM_SECONDS", 0.1)
    first = Served(tmp_path, SystemClock(), record_url)
    first.agent("mei")
    no = refused(lambda: Served(tmp_path, SystemClock(), record_url))
    assert no.code == errors.IN_USE
    first.close()
    second = Served(tmp_path, SystemClock(), record_url)
    assert second.sign_in("mei", PASSWORD)
    second.close()


def _connection(url: str) -> HTTPConnection:
    where = urlsplit(url)
    return HTTPConnection(where.hostname or "", where.port, timeout=20)


def _enough(writers: Writers, goal: int) -> bool:
    return len(writers.acknowledged) >= goal
