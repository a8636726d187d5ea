"""The door: who may do what, the same command once, and what an answer never tells."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker, new_command_id
from app.hub.openapi import openapi
from app.models.batch import Answer
from app.models.record import Record
from app.models.tables import commands, customers, log, notes
from app.models.unit import Actor, Reader, Unit
from app.protocol import errors
from app.protocol.agents import ChangePassword, OpenSession
from app.protocol.customers import CreateCustomer
from app.protocol.interactions import AddNote
from app.protocol.message import (
    ADMINISTRATOR,
    DESK_ROLES,
    EVERYBODY,
    LEADS,
    MACHINES,
    SYSTEM,
    Command,
    Done,
    Query,
)
from app.protocol.setup import SaveAgent, SaveSkill
from app.services.door import CommandHandler, Door, QueryHandler
from tests.helpers.house import PASSWORD, House, refused
from tests.helpers.logs import ExpectedLog
from tests.helpers.promises import bad_numbers, broken_promises

ROLES = ("agent", "supervisor", "technician", "administrator", "system", "machine")
BY_ROLE = {
    DESK_ROLES: """SignOut ChangePassword SetPresence AttachPhone AcceptOffer DeclineOffer HoldCall ResumeCall
        EndCall ReportQuality ReportCall TransferCall ConsultCall CompleteTransfer StartConference
        RetrieveCall WrapUp LinkCustomer AddNote EditNote DeleteNote RestoreNote CreateCustomer EditCustomer
        AddPoint EditPoint RemovePoint SetConsent RelateCustomers UnrelateCustomers AddOwnedProduct
        MergeCustomers UndoMerge OpenTicket EditTicket LinkTicket GetSnapshot MakeFlowLink
        RevokeFlowLink""",
    EVERYBODY: """GetCard GetTimeline Identify Search GetPop ListTickets GetTicket ListLines ListProducts
        ListCustomFields GetFile ListFiles GetFileContent ListRuns ListLiveFlows
        ListFlowLinks
        StartFlow StepFlow SuspendFlow ResumeFlow GetRun GetPassed GetFlowContext""",
    LEADS: """SaveFlowDraft SubmitFlow ReturnFlow PublishFlow RollBackFlow RetireFlow
        GetFlowStatistics GetFlowKnown""",
    MACHINES: """AskIvr""",
    LEADS | SYSTEM: """ListFlows GetFlow""",
    ADMINISTRATOR: """SaveAgent SaveSkill SetAgentSkill SaveQueue SetQueueSkill SaveReasonCode
        SaveDispositionCode SaveLine SaveProduct SaveCustomField
        SaveIvrKey RevokeIvrKey ListIvrKeys""",
    SYSTEM: """OpenSession CloseSession CountFailure AgentSeen AgentLost CallArrived PlaceInQueue MakeOffer
        OfferTimedOut AgentConnected AgentUnreachable AgentLegEnded ThirdPartyChanged CallEnded
        WrapUpExpired TransferCaller KeepFile KeepLinkKey SetLinkAddress GetFlowLink OpenFlowLink
        VersionsDue""",
}


def note(text: str, customer_id: int) -> bytes:
    return msgspec.json.encode(AddNote(text=text, customer_id=customer_id))


# --- who may do what -----------------------------------------------------------------------------
def test_every_message_is_for_the_roles_it_is_meant_for(sqlite_house: House) -> None:
    meant = {name: roles for roles, names in BY_ROLE.items() for name in names.split()}
    registered = {h.message.__name__: h.roles for h in sqlite_house.door.handlers}
    assert registered == meant, "a message was added, or its roles changed: say so here, too"


@pytest.mark.parametrize("role", [*ROLES, "", "root"])
def test_a_role_gets_through_the_door_only_where_it_may(sqlite_house: House, role: str) -> None:
    for handler in sqlite_house.door.handlers:
        name, actor = handler.message.__name__, Actor(None, role)

        def come(name: str = name, actor: Actor = actor, handler: Any = handler) -> Any:
            if isinstance(handler, CommandHandler):
                return sqlite_house.door.submit(name, b"[]", actor, new_command_id())
            return sqlite_house.door.answer(name, b"[]", actor)

        wanted = errors.BAD_MESSAGE if role in handler.roles else errors.NOT_ALLOWED
        assert refused(come).code == wanted, name
    assert sqlite_house.rows(commands) == []


def test_an_unknown_command_is_refused(sqlite_house: House) -> None:
    actor = Actor(None, "administrator")
    assert refused(lambda: sqlite_house.door.submit("DropTables", b"{}", actor, "x" * 8)).code == (
        errors.NO_SUCH_MESSAGE
    )


@pytest.mark.parametrize(
    "body", [b"{", b"[" * 100_000, b'{"text": 1}', b"\xff", b'{"text":"\\ud800"}', b"null"]
)
def test_what_cannot_be_read_is_refused(sqlite_house: House, body: bytes) -> None:
    actor = Actor(None, "agent")
    no = refused(lambda: sqlite_house.door.submit("AddNote", body, actor, "x" * 8))
    assert no.code == errors.BAD_MESSAGE


# --- the same command once -----------------------------------------------------------------------
def test_the_same_id_is_answered_the_same_and_run_once(house: House) -> None:
    agent, customer = house.agent("mei"), house.customer()
    first = agent.do(AddNote(text="hello", customer_id=customer), "a command id")
    house.clock.advance(5_000)
    assert agent.do(AddNote(text="hello", customer_id=customer), "a command id") == first
    after = house.restart()
    assert after.do(AddNote(text="hello", customer_id=customer), agent.actor, "a command id") == first
    assert len(after.rows(notes)) == 1
    after.close()


def test_the_same_id_at_the_same_time_runs_once(house: House) -> None:
    actor, body = house.agent("mei").actor, note("hello", house.customer())
    answers: list[Future[Answer]] = []
    gate = threading.Barrier(8)

    def knock() -> None:
        gate.wait()
        answers.extend(house.door.submit("AddNote", body, actor, "one and the same") for _ in range(10))

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(answer.result(10).body, answer.result(10).number) for answer in answers}) == 1
    assert len(house.rows(notes)) == 1


def test_an_id_is_good_for_one_command_of_one_actor(house: House) -> None:
    mei, anna, customer = house.agent("mei"), house.agent("anna"), house.customer()
    mei.do(AddNote(text="hello", customer_id=customer), "an id")
    command = AddNote(text="hello", customer_id=customer)
    assert refused(lambda: anna.do(command, "an id")).code == errors.BAD_MESSAGE
    assert refused(lambda: mei.do(CreateCustomer(name="X"), "an id")).code == errors.BAD_MESSAGE
    assert len(house.rows(notes)) == 1


def test_what_was_refused_may_be_sent_again(house: House) -> None:
    mei = house.agent("mei")
    assert refused(lambda: mei.do(AddNote(text="x", customer_id=1), "an id")).code == errors.NOT_FOUND
    assert mei.do(AddNote(text="x", customer_id=house.customer()), "an id").text == "x"


# --- many at once --------------------------------------------------------------------------------
def test_a_refusal_leaves_the_others_of_its_batch_alone(house: House) -> None:
    actor, customer = house.agent("mei").actor, house.customer()
    bodies = [
        note(f"note {n}", customer if n % 3 else 12345) if n % 5 else b'{"text":" ","customer_id":1}'
        for n in range(60)
    ]
    answers = [house.door.submit("AddNote", body, actor, f"command {n}") for n, body in enumerate(bodies)]
    for n, answer in enumerate(answers):
        problem = answer.exception(10)
        if n % 5 == 0:
            assert isinstance(problem, Refused)
            assert problem.code == errors.BAD_VALUE
        elif n % 3 == 0:
            assert isinstance(problem, Refused)
            assert problem.code == errors.NOT_FOUND
        else:
            assert problem is None
    assert [row.text for row in house.rows(notes)] == [f"note {n}" for n in range(60) if n % 3 and n % 5]
    assert broken_promises(house.record) == []


def test_numbers_have_no_gaps_however_many_write(house: House) -> None:
    actor, customer = house.agent("mei").actor, house.customer()

    def write(who: int) -> None:
        for n in range(25):
            body = note(f"{who}/{n}", customer if n % 4 else 999)
            house.door.submit("AddNote", body, actor, f"command {who} {n}").exception(20)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(house.rows(notes)) == 6 * 18
    assert broken_promises(house.record) == []
    assert [event.number for event in house.events] == list(range(1, len(house.events) + 1))


def test_two_programs_on_one_record_keep_one_order(house: House) -> None:
    """Another writer of the same record: numbers stay one row, and each hears of what the other did."""
    other = House(house.record, ManualClock(house.clock.at + 5), node=1)
    customer = house.customer()

    def write(who: House) -> None:
        for n in range(30):
            who.do(AddNote(text=f"{who.node}/{n}", customer_id=customer), Actor(None, "agent"))

    threads = [threading.Thread(target=write, args=(who,)) for who in (house, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    house.customer("the last word of one")
    other.customer("and of the other")
    with house.record.read() as connection:
        assert list(bad_numbers(connection)) == []
    other.close()
    assert broken_promises(house.record) == []
    heard = [event.number for event in other.events]
    assert heard == list(range(heard[0], heard[0] + len(heard)))
    assert len(heard) == 63


# --- faults of our own ---------------------------------------------------------------------------
class Break(Command[Done], frozen=True, kw_only=True):
    """Writes, then fails."""

    secret: str = ""
    how: str = "raise"


class Ask(Query[Done], frozen=True, kw_only=True):
    """Fails."""


def fail(tx: Unit, command: Break) -> Done:
    tx.insert(customers, name="half done", created_at=tx.at, updated_at=tx.at)
    if command.how == "bind":
        tx.connection.execute(sa.text("SELECT :secret FROM nowhere"), {"secret": command.secret})
    if command.how == "large":
        tx.insert(customers, name="x", created_at=10**30, updated_at=0)
    raise ZeroDivisionError("a mistake of ours")


def fail_to_answer(_read: Reader, _query: Ask) -> Done:
    raise ZeroDivisionError("a mistake of ours")


@pytest.fixture
def broken_door(record: Record) -> Any:
    clock = ManualClock()
    handlers = (CommandHandler(Break, fail, DESK_ROLES), QueryHandler(Ask, fail_to_answer, DESK_ROLES))
    door = Door(record, clock, IdMaker(clock), handlers=handlers, region="TW")
    door.start()
    yield door
    door.stop()


@pytest.mark.parametrize("how", ["raise", "bind"])
def test_a_fault_of_ours_is_logged_and_changes_nothing(
    broken_door: Door, how: str, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    expected_log("Break failed")
    command = Break(how=how, secret="the secret word")
    no = refused(lambda: broken_door.do(command, Actor(None, "agent")))
    assert no.code == errors.INTERNAL
    assert "Break" in no.text
    with broken_door.record.read() as connection:
        for table in (customers, log, commands):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0
    assert "the secret word" not in caplog.text + str(no)


def test_a_value_no_column_holds_is_refused(broken_door: Door) -> None:
    no = refused(lambda: broken_door.do(Break(how="large"), Actor(None, "agent")))
    assert no.code == errors.BAD_VALUE


def test_a_question_that_fails_is_answered(broken_door: Door, expected_log: ExpectedLog) -> None:
    expected_log("Ask failed")
    assert refused(lambda: broken_door.ask(Ask(), Actor(None, "agent"))).code == errors.INTERNAL


def test_who_gives_up_waiting_does_not_stop_the_writer(house: House) -> None:
    """An HTTP server that ends cancels what its requests wait for."""
    actor, customer = house.agent("mei").actor, house.customer()
    answers = [
        house.door.submit("AddNote", note(f"note {n}", customer), actor, f"command {n}") for n in range(50)
    ]
    given_up = [answer for answer in answers[::2] if answer.cancel()]
    assert [answer.result(10).number for answer in answers if answer not in given_up]
    assert house.customer("after that")
    assert broken_promises(house.record) == []


def test_a_stopped_door_says_so(sqlite_house: House) -> None:
    sqlite_house.close()
    assert refused(lambda: sqlite_house.customer()).code == errors.HUB_UNREACHABLE


# --- secrets -------------------------------------------------------------------------------------
def test_no_password_token_or_hash_is_told(house: House) -> None:
    password, better = "my very own password", "another password of mine"
    agent = house.admin(SaveAgent(login="mei", name="Mei", password=password))
    house.do(OpenSession(agent_id=agent.id, token_hash="0123456789abcdef", client="desk"))
    house.do(ChangePassword(old=password, new=better), Actor(agent.id, "agent"))
    refused(lambda: house.do(ChangePassword(old=PASSWORD, new=better), Actor(agent.id, "agent")))
    refused(lambda: house.door.submit("ChangePassword", b'{"old":"old secret"}', Actor(1, "agent"), "x" * 8))
    with house.record.read() as connection:
        stored = [
            str(tuple(row)) for table in (log, commands) for row in connection.execute(sa.select(table))
        ]
    told = "\n".join([*stored, *map(str, house.events), str(openapi(house.door.handlers))])
    for secret in (password, better, PASSWORD, "argon2", "0123456789abcdef", "old secret"):
        assert secret not in told, secret


def test_a_name_and_the_same_name_again(sqlite_house: House) -> None:
    """Two handlers under one name would be one too many."""
    clock = ManualClock()
    twice = [h for h in sqlite_house.door.handlers if h.message is SaveSkill] * 2
    with pytest.raises(ValueError, match="twice"):
        Door(sqlite_house.record, clock, IdMaker(clock), handlers=twice, region="TW")
