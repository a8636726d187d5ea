"""What flows do: with the rights of the one who sits there, and a short list where nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from app.hub.publisher import Publisher
from app.models.tables import customers, flow_runs, flow_versions, interactions, notes, tickets
from app.models.unit import SYSTEM_ACTOR
from app.protocol.flow_run import Answer, Next
from app.protocol.flows import GetRun, ResumeFlow, RunView, SaveFlowDraft, StartFlow, StepFlow
from app.protocol.interactions import CallEnded
from app.services.flows.doing import NOT_FOR_FLOWS, WITHOUT_AN_AGENT
from app.services.house import BY_DESKS
from tests.helpers.house import Agent, House
from tests.helpers.logs import ExpectedLog
from tests.helpers.promises import broken_promises
from tests.unit.services.flows.desk import publish, step
from tests.unit.services.flows.samples import HELLO

FLOW = """\
flow: does
title: {{en: Does something}}
languages: [en]
speakers: [console, web]
start: what
nodes:
  what: {{ask: "What?", next: act}}
  act:
    do: {command}
    with: {{{arguments}}}
    into: made
    refused: sorry
    next: bye
  sorry: {{say: "No: {{{{ refusal }}}}", next: bye}}
  bye: {{end: Settled}}
"""


@pytest.fixture
def house(sqlite_house: House) -> House:
    """On SQLite alone: what is tried here does not depend on the database."""
    return sqlite_house


@pytest.fixture
def grace(house: House) -> Agent:
    assert house.settled
    return house.agent("grace", "supervisor")


def run(
    house: House, author: Agent, command: str, arguments: str, who: Agent | None, **values: Any
) -> RunView:
    """Publish a flow that does it, begin, answer."""
    publish(author, FLOW.format(command=command, arguments=arguments))
    actor = who.actor if who else SYSTEM_ACTOR
    speaker = "console" if who else "web"
    begun = house.do(StartFlow(flow="does", speaker=speaker, **values), actor)
    return house.do(StepFlow(run_id=begun.id, step=begun.step, input=Answer(value="It drips")), actor)


def test_what_flows_may_do_is_registered() -> None:
    names = {entry.message.__name__ for entry in BY_DESKS}
    assert names >= WITHOUT_AN_AGENT | NOT_FOR_FLOWS
    assert not WITHOUT_AN_AGENT & NOT_FOR_FLOWS


def test_a_page_does_what_adds(house: House, grace: Agent) -> None:
    customer = house.customer()
    ended = run(house, grace, "OpenTicket", "subject: what", None, customer_id=customer)
    assert ended.status == "ended"
    (ticket,) = house.rows(tickets)
    assert (ticket.subject, ticket.customer_id) == ("It drips", customer)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("MergeCustomers", "survivor_id: customer.id, merged_id: customer.id"),
        ("EndCall", ""),
        ("SetPresence", "presence: \"'ready'\""),
    ],
)
def test_a_page_does_nothing_else(house: House, grace: Agent, command: str, arguments: str) -> None:
    """A check says so when it is saved; one that was saved for agents alone is held back when it is run."""
    source = FLOW.format(command=command, arguments=arguments)
    problems = grace.do(SaveFlowDraft(source=source)).version.problems
    assert "nobody sits" in problems[0].text
    publish(grace, source.replace("[console, web]", "[console]"))
    call = house.call(house.queue())
    begun = house.do(StartFlow(flow="does", speaker="web", customer_id=house.customer(), interaction_id=call))
    refused = house.do(StepFlow(run_id=begun.id, step=begun.step, input=Answer(value="It drips")))
    assert refused.shown.text.startswith("No: ")
    assert house.row(interactions, call).ended_at is None
    assert broken_promises(house.record) == []


def test_an_agent_does_it_as_themselves(house: House, grace: Agent) -> None:
    mei = house.agent("mei")
    assert run(house, grace, "AddNote", "text: what", mei, customer_id=house.customer()).status == "ended"
    (note,) = house.rows(notes)
    assert note.agent_id == mei.id


def test_what_goes_on_by_the_hub_is_still_the_agents(house: House, grace: Agent) -> None:
    """A worker hands in what came of a look-up: the note after it is the agent's."""
    mei = house.agent("mei")
    publish(grace, FLOW.format(command="AddNote", arguments="text: what"))
    begun = mei.do(StartFlow(flow="does", customer_id=house.customer()))
    house.do(StepFlow(run_id=begun.id, step=begun.step, input=Answer(value="It drips")))
    (note,) = house.rows(notes)
    assert note.agent_id == mei.id


def test_arguments_that_fit_nothing_are_refused_like_the_command(house: House, grace: Agent) -> None:
    mei = house.agent("mei")
    view = run(
        house, grace, "OpenTicket", "subject: what, priority: \"'soon'\"", mei, customer_id=house.customer()
    )
    assert "priority" in view.shown.text
    assert house.rows(tickets) == []


def test_a_customer_that_a_flow_makes_is_the_runs(house: House, grace: Agent) -> None:
    view = run(house, grace, "CreateCustomer", "name: what", None)
    (customer,) = house.rows(customers)
    assert (customer.name, house.row(flow_runs, view.id).customer_id) == ("It drips", customer.id)


def test_a_call_gets_its_customer_from_the_flow(house: House, grace: Agent) -> None:
    call, customer = house.call(house.queue(), ani="anonymous"), house.customer("Anna")
    view = run(house, grace, "LinkCustomer", f'customer_id: "{customer}"', None, interaction_id=call)
    assert house.row(interactions, call).customer_id == customer
    assert house.ask(GetRun(run_id=view.id)).customer_id == customer


def test_a_field_is_changed_as_it_is_now(house: House, grace: Agent) -> None:
    customer = house.customer("Anna")
    house.clock.advance(5)
    run(
        house,
        grace,
        "EditCustomer",
        "changes: {'remark': what}".replace("{", '"{').replace("}", '}"'),
        None,
        customer_id=customer,
    )
    assert house.row(customers, customer).remark == "It drips"


def test_a_page_that_routes_leaves_a_ticket_in_the_queue(house: House, grace: Agent) -> None:
    queue, customer = house.queue("Service"), house.customer()
    publish(
        grace,
        """\
flow: help
title: {en: Help}
languages: [en]
speakers: [web]
start: person
nodes:
  person: {route: Service, say: "We call you back.", next: bye}
  bye: {end: Settled, say: "We call you back."}
""",
    )
    ended = house.do(StartFlow(flow="help", speaker="web", customer_id=customer))
    assert ended.status == "ended"
    (ticket,) = house.rows(tickets)
    assert (ticket.subject, ticket.queue_id, ticket.customer_id) == ("Help", queue, customer)


def test_a_flow_in_circles_comes_to_a_person(house: House, grace: Agent, expected_log: ExpectedLog) -> None:
    """A loop of look-ups that nobody is asked in between: the caller is not left alone with it."""
    expected_log("goes in circles")
    source = """\
flow: circles
title: {en: Circles}
languages: [en]
speakers: [console]
start: what
person: help
nodes:
  what: {ask: "What?", next: look}
  look: {look_up: tickets, with: {state: what}, into: found, none: again, next: again}
  again:
    branch:
      - {when: "what == 'stop'", next: what}
    otherwise: look
  help: {say: "A person helps you.", next: bye}
  bye: {end: Settled}
"""
    saved = grace.do(SaveFlowDraft(source=source)).version
    assert saved.problems, "it is found when it is saved"
    live = flow_versions.update().where(flow_versions.c.id == saved.id)
    with house.record.writer.begin() as connection:  # as if an older program had let it through
        connection.execute(live.values(state="live", live_from=0))
    mei = house.agent("mei")
    view = step(mei, mei.do(StartFlow(flow="circles", customer_id=house.customer())), answer="round")
    assert (view.shown.node, view.status) == ("help", "running")
    assert "circles" in view.shown.trouble
    assert step(mei, view).status == "ended"


# --- with the telephone, and on the stream ----------------------------------------------------------
def test_the_telephones_run_ends_with_the_caller(house: House, grace: Agent) -> None:
    publish(
        grace,
        HELLO.replace("[console, web]", "[console, web, telephone]")
        .replace("start: hello", "start: hello\nperson: over")
        .replace("  bye:", "  over: {end: Settled}\n  bye:"),
    )
    call = house.call(house.queue())
    begun = house.do(StartFlow(flow="hello", speaker="telephone", interaction_id=call))
    house.do(CallEnded(interaction_id=call, by="caller"))
    row = house.row(flow_runs, begun.id)
    assert (row.status, row.ending) == ("ended", "left")
    assert house.ask(GetRun(run_id=begun.id)).shown.can_back is False


def test_the_telephones_run_goes_on_at_a_desk(house: House, grace: Agent) -> None:
    publish(grace, HELLO)
    mei = house.agent("mei")
    begun = house.do(StartFlow(flow="hello", speaker="web", customer_id=house.customer()))
    taken = mei.do(ResumeFlow(run_id=begun.id))
    assert (taken.speaker, taken.agent_id, taken.shown.node) == ("console", mei.id, "hello")
    assert step(mei, taken).shown.node == "colour"


def test_no_answer_and_no_text_goes_to_the_desks(house: House, grace: Agent) -> None:
    """Five hundred consoles hear that a run went on, not what was said in it."""
    publisher = Publisher(house.door)
    number = publisher.head()
    publish(grace, HELLO)
    begun = house.do(StartFlow(flow="hello", speaker="web", customer_id=house.customer()))
    going = house.do(StepFlow(run_id=begun.id, step=begun.step, input=Next()))
    house.do(StepFlow(run_id=going.id, step=going.step, input=Answer(value="blue")))
    body = b"".join(frame.body for frame in publisher.frames_after(number))
    assert b'"flow_runs"' in body
    assert b"blue" not in body
    assert b"Which colour" not in body
    assert max(len(frame.body) for frame in publisher.frames_after(number)) < 2_000
