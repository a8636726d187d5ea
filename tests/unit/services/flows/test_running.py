"""Runs: each step is kept with what it did, nobody's answer is lost, and a run can be taken up anywhere."""

from __future__ import annotations

import pytest

from app.models.tables import (
    commands,
    contact_points,
    customers,
    flow_hops,
    flow_runs,
    flow_steps,
    notes,
    tickets,
)
from app.protocol import errors
from app.protocol.customers import EditCustomer
from app.protocol.flow_run import Answer, Back, Next, Result
from app.protocol.flows import (
    GetFlowContext,
    GetRun,
    ListRuns,
    ResumeFlow,
    SaveFlowDraft,
    StartFlow,
    StepFlow,
    SuspendFlow,
)
from app.protocol.interactions import CallEnded, LinkCustomer
from app.protocol.setup import SaveCustomField
from tests.helpers.house import Agent, House, refused
from tests.helpers.promises import broken_promises
from tests.unit.services.flows.desk import publish, step
from tests.unit.services.flows.samples import HELLO, SERVICE


@pytest.fixture
def mei(house: House) -> Agent:
    """An agent; `hello` and `service` are live."""
    assert house.settled
    house.admin(SaveCustomField(key="birth_year", label="Born", type="number"))
    author = house.agent("grace", "supervisor")
    publish(author, HELLO)
    publish(author, SERVICE)
    return house.agent("mei")


# --- the way through -----------------------------------------------------------------------------
def test_a_run_from_its_first_word_to_its_end(house: House, mei: Agent) -> None:
    customer = house.customer("Anna Weber")
    run = mei.do(StartFlow(flow="hello", customer_id=customer))
    assert (run.shown.kind, run.shown.text) == ("say", "Good day, Anna Weber.")
    run = step(mei, run)
    assert [choice.value for choice in run.shown.choices] == ["red", "blue"]
    house.clock.advance(4_000)
    run = step(mei, run, answer="blue")
    assert (run.shown.kind, run.shown.text, run.status) == ("end", "blue it is.", "ended")
    row = house.row(flow_runs, run.id)
    assert (row.ending, row.disposition, row.ended_at) == ("end", "Settled", house.clock.at)
    steps = house.rows(flow_steps, run_id=run.id)
    assert [(s.node, s.input, s.value, s.left_at - s.entered_at) for s in steps] == [
        ("hello", "next", None, 0),
        ("colour", "answer", "blue", 4_000),
    ]
    hops = house.rows(flow_hops, run_id=run.id)
    assert [(hop.node, hop.target, hop.ms) for hop in hops] == [
        ("hello", "colour", 0),
        ("colour", "bye", 4_000),
        ("bye", "", 0),
    ]
    assert broken_promises(house.record) == []


def test_an_entry_that_does_not_fit_is_kept_and_asked_again(house: House, mei: Agent) -> None:
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=house.customer())))
    run = step(mei, run, answer="nineteen")
    assert (run.shown.node, run.shown.problem) == ("born", "not_a_number")
    (_, entry) = house.rows(flow_steps, run_id=run.id)
    assert (entry.value, entry.problem) == ("nineteen", "not_a_number")


def test_what_the_run_does_to_the_record(house: House, mei: Agent) -> None:
    customer = house.customer("Anna Weber")
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=customer)))
    run = step(mei, run, answer="1980")
    assert house.row(customers, customer).custom == {"birth_year": 1980}
    run = step(mei, run, answer="Anna@Example.com")
    (point,) = house.rows(contact_points, customer_id=customer)
    assert (point.kind, point.normal) == ("email", "anna@example.com")
    assert run.shown.node == "matter", "there is no open ticket"
    run = step(mei, run, answer="The tap drips")
    (ticket,) = house.rows(tickets)
    assert (ticket.subject, ticket.customer_id) == ("The tap drips", customer)
    assert run.shown.text == f"Your number is {ticket.number}."
    assert run.unstored == []
    assert broken_promises(house.record) == []


def test_a_refused_command_leaves_no_trace_and_the_run_goes_on(house: House, mei: Agent) -> None:
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=house.customer())))
    run = step(mei, step(mei, run, answer=1980), answer="")
    run = step(mei, run, answer="x" * 501)
    assert run.shown.node == "sorry"
    assert "500 characters" in run.shown.text
    assert house.rows(tickets) == []
    run = step(mei, step(mei, run), answer="short")
    assert run.status == "ended"
    assert len(house.rows(tickets)) == 1
    assert broken_promises(house.record) == []


def test_a_command_is_done_once_however_often_one_goes_back(house: House, mei: Agent) -> None:
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=house.customer())))
    run = step(mei, step(mei, step(mei, run, answer=1980), answer=""), answer="It drips")
    for _ in range(3):
        run = step(mei, run, Back()) if run.status != "ended" else run
    assert len(house.rows(tickets)) == 1


# --- once, in order, by the right one ------------------------------------------------------------
def test_the_same_step_twice_is_done_once(house: House, mei: Agent) -> None:
    run = mei.do(StartFlow(flow="hello", customer_id=house.customer()))
    command = StepFlow(run_id=run.id, step=run.step, input=Next())
    first = mei.do(command, "a command id")
    assert mei.do(command, "a command id") == first
    (remembered,) = house.rows(commands, id="a command id")
    assert remembered.answer == "", "a view of a run is not kept with each of its steps"
    no = refused(lambda: mei.do(command))
    assert no.code == errors.STALE
    assert no.details["run"]["shown"]["node"] == "colour"
    assert len(house.rows(flow_steps)) == 1


def test_who_resumes_it_has_it(house: House, mei: Agent) -> None:
    anna = house.agent("anna")
    run = step(mei, mei.do(StartFlow(flow="hello", customer_id=house.customer())))
    assert refused(lambda: step(anna, run, answer="red")).code == errors.STALE
    taken = anna.do(ResumeFlow(run_id=run.id))
    assert (taken.shown, taken.agent_id) == (run.shown, anna.id)
    assert anna.do(ResumeFlow(run_id=run.id)).step == taken.step, "resumed already"
    assert refused(lambda: step(mei, run, answer="red")).code == errors.STALE
    assert step(anna, taken, answer="red").status == "ended"


def test_put_aside_and_resumed_at_the_same_place_by_another_and_after_a_restart(
    house: House, mei: Agent
) -> None:
    anna = house.agent("anna")
    run = step(mei, mei.do(StartFlow(flow="hello", customer_id=house.customer())))
    aside = mei.do(SuspendFlow(run_id=run.id))
    assert aside.status == "suspended"
    assert refused(lambda: step(mei, aside, answer="red")).code == errors.WRONG_STATE
    after = house.restart()
    try:
        again = after.do(ResumeFlow(run_id=run.id), anna.actor)
        assert (again.status, again.shown) == ("running", run.shown)
        assert again.path == run.path
    finally:
        after.close()


def test_a_running_run_stays_on_its_version(house: House, mei: Agent) -> None:
    author = house.agent("anna", "supervisor")
    run = step(mei, mei.do(StartFlow(flow="hello", customer_id=house.customer())))
    house.clock.advance(1)
    publish(author, HELLO.replace("{{ colour }} it is.", "Thank you."))
    assert step(mei, run, answer="red").shown.text == "red it is."
    new = step(mei, mei.do(StartFlow(flow="hello", customer_id=house.customer())))
    assert step(mei, new, answer="red").shown.text == "Thank you."


def test_a_desk_does_not_say_what_came_of_an_effect(house: House, mei: Agent) -> None:
    run = mei.do(StartFlow(flow="hello"))
    assert refused(lambda: step(mei, run, Result())).code == errors.NOT_ALLOWED


def test_only_a_lead_tries_a_draft(house: House, mei: Agent) -> None:
    anna = house.agent("anna", "supervisor")
    draft = anna.do(SaveFlowDraft(source=HELLO.replace("Good day", "Hi"))).version
    command = StartFlow(flow="hello", version_id=draft.id)
    assert refused(lambda: mei.do(command)).code == errors.NOT_ALLOWED
    assert anna.do(command).shown.text.startswith("Hi")
    assert house.rows(flow_hops) == [], "a trial is not counted"


def test_what_is_not_live_cannot_be_begun(house: House, mei: Agent) -> None:
    assert refused(lambda: mei.do(StartFlow(flow="nothing"))).code == errors.NOT_FOUND
    assert refused(lambda: mei.do(StartFlow(flow="hello", speaker="parrot"))).code == errors.BAD_VALUE


# --- with a contact ------------------------------------------------------------------------------
def test_it_goes_with_the_contact(house: House, mei: Agent) -> None:
    anna = house.agent("anna")
    call = house.call(house.queue())
    run = mei.do(StartFlow(flow="hello", interaction_id=call))
    again = anna.do(StartFlow(flow="hello", interaction_id=call))
    assert (again.id, again.agent_id) == (run.id, anna.id)
    assert [summary.id for summary in anna.ask(ListRuns(interaction_id=call))] == [run.id]
    customer = house.customer("陳美玲")
    anna.do(LinkCustomer(interaction_id=call, customer_id=customer))
    shown = anna.ask(GetRun(run_id=run.id))
    assert (shown.customer_id, shown.shown.text) == (customer, "Good day, 陳美玲.")
    assert [summary.id for summary in anna.ask(ListRuns(customer_id=customer))] == [run.id]


def test_a_closed_contact_puts_its_run_aside(house: House, mei: Agent) -> None:
    customer = house.customer()
    call = house.call(house.queue())
    run = mei.do(StartFlow(flow="hello", interaction_id=call, customer_id=customer))
    nobody = mei.do(StartFlow(flow="hello", interaction_id=house.call(house.queue())))
    for one in (run, nobody):
        house.do(CallEnded(interaction_id=one.interaction_id or 0, by="caller"))
    assert house.row(flow_runs, run.id).status == "suspended"
    assert house.row(flow_runs, nobody.id).ending == "left"
    assert mei.ask(GetRun(run_id=nobody.id)).status == "ended"
    assert broken_promises(house.record) == []


def test_an_answer_waits_for_its_customer(house: House, mei: Agent) -> None:
    """Nobody knows yet who it is: the answer stays in the run, and lands when they are known."""
    call = house.call(house.queue(), ani="anonymous", ani_source="withheld")
    run = step(mei, step(mei, mei.do(StartFlow(flow="service", interaction_id=call))), answer=1980)
    assert [(kept.target, kept.value, kept.code) for kept in run.unstored] == [
        ("customer.custom.birth_year", 1980, "no_customer")
    ]
    customer = house.customer()
    mei.do(LinkCustomer(interaction_id=call, customer_id=customer))
    run = step(mei, run, answer="")
    assert run.unstored == []
    assert house.row(customers, customer).custom == {"birth_year": 1980}


def test_an_answer_that_somebody_else_forestalled_is_kept(house: House, mei: Agent) -> None:
    anna, customer = house.agent("anna"), house.customer()
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=customer)))
    seen = house.row(customers, customer).updated_at
    house.clock.advance(10)
    anna.do(EditCustomer(customer_id=customer, seen_at=seen, changes={"custom": {"birth_year": 1979}}))
    house.clock.advance(10)
    run = step(mei, run, answer=1980)
    assert [(kept.value, kept.code) for kept in run.unstored] == [(1980, errors.STALE)]
    assert house.row(customers, customer).custom == {"birth_year": 1979}
    assert run.shown.node == "mail", "the caller does not wait for that"


def test_a_changed_answer_is_not_stale_to_itself(house: House, mei: Agent) -> None:
    customer = house.customer()
    run = step(mei, mei.do(StartFlow(flow="service", customer_id=customer)))
    run = step(mei, run, answer=1980)
    run = step(mei, run, Back())
    run = step(mei, run, answer=1981)
    assert run.unstored == []
    assert house.row(customers, customer).custom == {"birth_year": 1981}


def test_what_a_flow_sees(house: House, mei: Agent) -> None:
    customer = house.customer("Anna", "0912 345 678", language="zh-TW", vip=True)
    call = house.call(house.queue())
    context = mei.ask(GetFlowContext(customer_id=customer, interaction_id=call))
    assert context["customer"]["phone"] == "+886912345678"
    assert (context["customer"]["vip"], context["customer"]["tickets"]) == (True, [])
    assert (context["interaction"]["id"], context["agent"]["id"]) == (call, mei.id)
    run = mei.do(StartFlow(flow="service", customer_id=customer))
    assert run.shown.text == "您好，Anna。"
    nobody = mei.ask(GetFlowContext())
    assert (nobody["customer"], nobody["interaction"]) == ({}, {})


def test_a_note_written_by_a_flow_is_the_agents(house: House, mei: Agent) -> None:
    author = house.agent("anna", "supervisor")
    publish(
        author,
        """\
flow: noted
title: {en: Noted}
languages: [en]
speakers: [console]
start: ask
nodes:
  ask: {ask: "What?", next: act}
  act: {do: AddNote, with: {text: ask}, next: bye}
  bye: {end: Settled}
""",
    )
    run = mei.do(StartFlow(flow="noted", customer_id=house.customer()))
    assert mei.do(StepFlow(run_id=run.id, step=run.step, input=Answer(value="It drips"))).status == "ended"
    (note,) = house.rows(notes)
    assert (note.text, note.agent_id) == ("It drips", mei.id)
