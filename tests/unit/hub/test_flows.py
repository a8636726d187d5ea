"""The worker of flows: look-ups outside, waits, versions by their date; and what a hub left undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.hub.flows import FlowWorker
from app.models.tables import flow_runs, flow_versions
from app.protocol import errors
from app.protocol.flow_run import Next
from app.protocol.flows import GetRun, RunView, StartFlow, StepFlow, SuspendFlow
from tests.helpers.house import Agent, House, refused
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until
from tests.unit.hub.other_host import OtherHost, other_host
from tests.unit.services.flows.desk import publish
from tests.unit.services.flows.samples import HELLO

LOOK = """\
flow: look
title: {{en: Look}}
languages: [en]
speakers: [console]
start: order
nodes:
  order:
    look_up: url
    with: {{url: "'{url}'"}}
    seconds: 1
    none: nothing
    failed: sorry
    next: known
  known: {{say: "It was {{{{ order.state }}}}.", next: bye}}
  nothing: {{say: "There is no such order.", next: bye}}
  sorry: {{say: "I cannot look now.", next: bye}}
  bye: {{end: Settled}}
"""
WAIT = """\
flow: later
title: {en: Later}
languages: [en]
speakers: [console, web]
start: pause
nodes:
  pause: {wait: 2h, next: hello}
  hello: {say: "Are you satisfied?", next: bye}
  bye: {end: Settled}
"""


@pytest.fixture
def house(sqlite_house: House) -> House:
    """On SQLite alone: what is tried here does not depend on the database."""
    return sqlite_house


@pytest.fixture
def host() -> Iterator[OtherHost]:
    with other_host() as made:
        yield made


@pytest.fixture
def author(house: House) -> Agent:
    assert house.settled
    return house.agent("grace", "supervisor")


@pytest.fixture
def worker(house: House, host: OtherHost) -> Iterator[FlowWorker]:
    made = FlowWorker(house.door, [host.name])
    made.start()
    yield made
    host.let_go.set()
    made.stop()


def run_of(author: Agent, url: str) -> RunView:
    publish(author, LOOK.format(url=url))
    return author.do(StartFlow(flow="look"))


def node(house: House, run: RunView) -> str:
    return house.ask(GetRun(run_id=run.id)).shown.node


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/order", "It was sent."),
        ("/nowhere", "There is no such order."),
        ("/rubbish", "I cannot look now."),
        ("/hangs", "I cannot look now."),
    ],
)
def test_a_run_goes_on_with_what_came_of_its_look_up(
    house: House, author: Agent, worker: FlowWorker, host: OtherHost, path: str, words: str
) -> None:
    run = run_of(author, host.url(path))
    until(lambda: node(house, run) != "order", "what came of the look-up")
    assert house.ask(GetRun(run_id=run.id)).shown.text == words
    assert house.row(flow_runs, run.id).waits_for == ""
    assert broken_promises(house.record) == []


def test_a_host_that_is_not_allowed_is_not_asked(house: House, author: Agent, worker: FlowWorker) -> None:
    with other_host() as other:
        run = run_of(author, other.url("/order"))
        until(lambda: node(house, run) != "order", "what came of the look-up")
        assert other.asked == []
    assert node(house, run) == "sorry"


def test_what_a_hub_left_undone_is_done_by_the_next(house: House, author: Agent, host: OtherHost) -> None:
    """It died between the step and the answer of the other host."""
    run = run_of(author, host.url("/order"))
    assert run.shown.kind == "look_up"
    after = house.restart()
    worker = FlowWorker(after.door, [host.name])
    worker.start()
    try:
        until(lambda: node(after, run) != "order", "what came of the look-up")
        assert node(after, run) == "known"
        assert len(host.asked) == 1
    finally:
        worker.stop()
        after.close()


def test_who_does_not_wait_is_not_waited_for(house: House, author: Agent, host: OtherHost) -> None:
    """An agent hands the run on while the other host hangs: its late answer changes nothing."""
    worker = FlowWorker(house.door, [host.name])
    worker.start()
    try:
        run = run_of(author, host.url("/hangs"))
        until(lambda: host.asked, "the other host to be asked")
        author.do(SuspendFlow(run_id=run.id))
        host.let_go.set()
        until(lambda: node(house, run) != "order", "what came of the look-up")
        assert house.row(flow_runs, run.id).status == "suspended"
    finally:
        worker.stop()


def test_a_wait_ends_by_itself(house: House, author: Agent, worker: FlowWorker) -> None:
    publish(author, WAIT)
    run = author.do(StartFlow(flow="later"))
    assert (run.shown.kind, run.status) == ("wait", "suspended")
    house.clock.advance(2 * 3_600_000 - 1)
    house.customer()
    assert node(house, run) == "pause"
    house.clock.advance(1)
    publish(author, HELLO)  # something that wakes it
    until(lambda: node(house, run) == "hello", "the end of the wait")
    command = StepFlow(run_id=run.id, step=run.step, input=Next())
    assert refused(lambda: author.do(command)).code == errors.STALE


def test_a_version_takes_over_by_its_date(house: House, author: Agent, worker: FlowWorker) -> None:
    first = publish(author, HELLO)
    later = house.clock.at + 60_000
    publish(author, HELLO.replace("Good day", "Hello"), live_from=later)
    assert house.row(flow_versions, first.id).state == "live"
    house.clock.advance(60_000)
    publish(author, WAIT)  # something that wakes it
    until(lambda: house.row(flow_versions, first.id).state == "retired", "the second version to take over")
    assert broken_promises(house.record) == []
