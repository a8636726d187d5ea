"""Writing flows: every save is kept, only what has no errors goes live, and by date, share and rollback it is
always clear which version a new run takes."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.tables import flow_versions, flows
from app.protocol import errors
from app.protocol.flows import (
    FlowSource,
    GetFlow,
    GetFlowKnown,
    ListFlows,
    ListLiveFlows,
    PublishFlow,
    RetireFlow,
    ReturnFlow,
    RollBackFlow,
    SaveFlowDraft,
    SubmitFlow,
    VersionView,
)
from app.protocol.setup import SaveDispositionCode
from app.scripts.checking import Known, check
from app.scripts.reading import read
from app.services.flows.live import chosen, in_force, live_version
from tests.helpers.house import Agent, House, refused
from tests.helpers.promises import broken_promises
from tests.unit.services.flows.samples import HELLO, named

HOUR = 3_600_000


@pytest.fixture
def grace(house: House) -> Agent:
    """A supervisor; the house has the outcome that the samples end with."""
    assert house.settled
    return house.agent("grace", "supervisor")


def publish(author: Agent, source: str, **values: Any) -> VersionView:
    """Save, hand in, publish."""
    saved = author.do(SaveFlowDraft(source=source))
    author.do(SubmitFlow(version_id=saved.version.id))
    return author.do(PublishFlow(version_id=saved.version.id, **values))


def live(house: House, name: str = "hello", subject: str = "1") -> int | None:
    """The number of the version a new run takes."""
    with house.record.read() as connection:
        version = live_version(house.door.reader(connection), name, subject)
    return None if version is None else version["number"]


# --- saving --------------------------------------------------------------------------------------
def test_each_save_is_kept(house: House, grace: Agent) -> None:
    first = grace.do(SaveFlowDraft(source=HELLO, remark="first words"))
    house.clock.advance(1_000)
    second = grace.do(SaveFlowDraft(source=HELLO.replace("Good day", "Hello"), seen_id=first.version.id))
    assert (first.name, first.version.number, second.version.number) == ("hello", 1, 2)
    assert first.version.problems == []
    assert b'"hello"' in bytes(first.compiled)
    assert grace.ask(GetFlow(version_id=first.version.id)).source == HELLO
    (flow,) = grace.ask(ListFlows())
    assert [version.number for version in flow.versions] == [2, 1]
    assert (flow.title, flow.speakers) == ("Hello", ["console", "web"])
    assert broken_promises(house.record) == []


def test_the_same_text_again_is_the_same_version(house: House, grace: Agent) -> None:
    first = grace.do(SaveFlowDraft(source=HELLO))
    assert grace.do(SaveFlowDraft(source=HELLO)).version.id == first.version.id


@pytest.mark.parametrize("source", ["", "flow: [", "flow: hello\nnodes: {a: {sya: x}}", "é" * 5000])
def test_a_broken_text_is_kept_with_its_problems(house: House, grace: Agent, source: str) -> None:
    flow_id = grace.do(SaveFlowDraft(source=HELLO)).version.flow_id
    saved = grace.do(SaveFlowDraft(source=source, flow_id=flow_id))
    assert saved.source == source
    assert any(problem.severity == "error" for problem in saved.version.problems)
    assert grace.ask(GetFlow(version_id=saved.version.id)).source == source
    no = refused(lambda: grace.do(SubmitFlow(version_id=saved.version.id)))
    assert no.code == errors.BAD_VALUE
    assert no.details["problems"]


def test_a_new_flow_that_cannot_be_read_gets_a_name(house: House, grace: Agent) -> None:
    assert grace.do(SaveFlowDraft(source="flow: returns\n  nodes")).name == "returns"
    assert grace.do(SaveFlowDraft(source=":")).name.startswith("unnamed-")
    assert len(house.rows(flows)) == 2


def test_what_somebody_else_saved_meanwhile_is_shown_with_both_texts(house: House, grace: Agent) -> None:
    anna = house.agent("anna", "administrator")
    first = grace.do(SaveFlowDraft(source=HELLO))
    theirs, mine = HELLO.replace("Red", "Green"), HELLO.replace("Red", "Yellow")
    second = anna.do(SaveFlowDraft(source=theirs, flow_id=first.version.flow_id, seen_id=first.version.id))
    no = refused(
        lambda: grace.do(SaveFlowDraft(source=mine, flow_id=first.version.flow_id, seen_id=first.version.id))
    )
    assert no.code == errors.STALE
    assert (no.details["now"], no.details["yours"]) == (theirs, mine)
    again = SaveFlowDraft(source=mine, flow_id=first.version.flow_id, seen_id=second.version.id)
    assert grace.do(again).version.number == 3


def test_a_flow_gets_another_name_until_it_was_live(house: House, grace: Agent) -> None:
    saved = grace.do(SaveFlowDraft(source=HELLO))
    flow_id = saved.version.flow_id
    assert grace.do(SaveFlowDraft(source=named("welcome"), flow_id=flow_id)).name == "welcome"
    publish(grace, named("welcome"))
    renamed = grace.do(SaveFlowDraft(source=named("good-day"), flow_id=flow_id))
    assert renamed.name == "welcome"
    assert [problem.code for problem in renamed.version.problems] == ["name_fixed"]
    grace.do(SaveFlowDraft(source=named("other")))
    taken = grace.do(SaveFlowDraft(source=named("welcome"), flow_id=_flow(grace, "other")))
    assert "taken" in taken.version.problems[0].text


def _flow(author: Agent, name: str) -> int:
    return next(flow.id for flow in author.ask(ListFlows()) if flow.name == name)


# --- going live ----------------------------------------------------------------------------------
def test_a_draft_goes_to_review_and_back_and_live(house: House, grace: Agent) -> None:
    saved = grace.do(SaveFlowDraft(source=HELLO))
    version_id = saved.version.id
    assert refused(lambda: grace.do(PublishFlow(version_id=version_id))).code == errors.WRONG_STATE
    assert grace.do(SubmitFlow(version_id=version_id)).state == "review"
    returned = grace.do(ReturnFlow(version_id=version_id, remark="Say it friendlier."))
    assert (returned.state, returned.remark) == ("draft", "Say it friendlier.")
    grace.do(SubmitFlow(version_id=version_id))
    assert live(house) is None
    assert grace.do(PublishFlow(version_id=version_id)).state == "live"
    assert live(house) == 1
    (flow,) = grace.ask(ListLiveFlows(speaker="web"))
    assert flow.name == "hello"
    assert broken_promises(house.record) == []


def test_the_next_version_takes_over_and_the_first_comes_back(house: House, grace: Agent) -> None:
    first = publish(grace, HELLO)
    house.clock.advance(1)
    second = publish(grace, HELLO.replace("Good day", "Hello"))
    assert live(house) == 2
    assert house.row(flow_versions, first.id).state == "retired"
    house.clock.advance(1)
    assert grace.do(RollBackFlow(version_id=first.id)).state == "live"
    assert live(house) == 1
    assert house.row(flow_versions, second.id).state == "retired"
    draft = grace.do(SaveFlowDraft(source=HELLO.replace("Good day", "Hi")))
    assert refused(lambda: grace.do(RollBackFlow(version_id=draft.version.id))).code == errors.WRONG_STATE


def test_a_version_goes_live_by_its_date(house: House, grace: Agent) -> None:
    publish(grace, HELLO)
    later = house.clock.at + HOUR
    second = publish(grace, HELLO.replace("Good day", "Hello"), live_from=later)
    assert (second.state, second.live_from, live(house)) == ("live", later, 1)
    house.clock.advance(HOUR - 1)
    assert live(house) == 1
    house.clock.advance(1)
    assert live(house) == 2


def test_a_flow_is_retired_and_brought_back(house: House, grace: Agent) -> None:
    version = publish(grace, HELLO)
    assert not grace.do(RetireFlow(flow_id=version.flow_id)).active
    assert live(house) is None
    assert grace.ask(ListLiveFlows()) == []
    assert grace.do(RetireFlow(flow_id=version.flow_id, active=True)).active
    assert live(house) == 1


# --- side by side --------------------------------------------------------------------------------
def test_two_versions_share_the_runs_as_they_are_told(house: House, grace: Agent) -> None:
    publish(grace, HELLO)
    house.clock.advance(1)
    publish(grace, HELLO.replace("Good day", "Hello"), share=30)
    took = [live(house, subject=str(customer)) for customer in range(1, 401)]
    assert 0.2 < took.count(2) / 400 < 0.4
    assert took == [live(house, subject=str(customer)) for customer in range(1, 401)], "always the same"
    house.clock.advance(1)
    publish(grace, HELLO.replace("Good day", "Hi"))
    assert {live(house, subject=str(customer)) for customer in range(1, 41)} == {3}
    states = [row.state for row in house.rows(flow_versions)]
    assert states == ["retired", "retired", "live"]


def test_a_share_needs_another_that_takes_the_rest(house: House, grace: Agent) -> None:
    no = refused(lambda: publish(grace, HELLO, share=50))
    assert no.code == errors.WRONG_STATE
    for share in (0, 101, -1):
        assert refused(lambda share=share: publish(grace, HELLO, share=share)).code in (  # type: ignore[misc]
            errors.BAD_VALUE,
            errors.WRONG_STATE,
        )


@given(shares=st.lists(st.integers(1, 99), max_size=3), subject=st.text(max_size=12))
def test_somebody_always_gets_one_of_those_in_force(shares: list[int], subject: str) -> None:
    versions = [{"id": n, "flow_id": 7, "share": share} for n, share in enumerate([*shares, 100])]
    assert in_force([*versions, {"id": 99, "flow_id": 7, "share": 100}]) == versions
    assert chosen(versions, subject) in versions
    assert chosen(versions, subject) == chosen(versions, subject)
    assert chosen([], subject) is None


def test_authors_only(house: House) -> None:
    mei = house.agent("mei")
    assert refused(lambda: mei.do(SaveFlowDraft(source=HELLO))).code == errors.NOT_ALLOWED
    source: FlowSource = house.agent("grace", "supervisor").do(SaveFlowDraft(source=HELLO))
    assert refused(lambda: mei.do(SubmitFlow(version_id=source.version.id))).code == errors.NOT_ALLOWED


def test_names_that_the_house_does_not_know_are_problems(house: House, grace: Agent) -> None:
    saved = grace.do(SaveFlowDraft(source=HELLO.replace("end: Settled", "end: Sorted")))
    (problem,) = saved.version.problems
    assert (problem.node, problem.line) == ("bye", 17)
    assert "Sorted" in problem.text


def test_what_went_bad_since_it_was_saved_does_not_go_live(house: House, grace: Agent) -> None:
    saved = grace.do(SaveFlowDraft(source=HELLO))
    grace.do(SubmitFlow(version_id=saved.version.id))
    house.admin(SaveDispositionCode(id=house.settled, name="Solved", outcome="settled"))
    no = refused(lambda: grace.do(PublishFlow(version_id=saved.version.id)))
    assert "Settled" in no.text


def test_an_author_is_told_what_a_flow_may_name(grace: Agent, house: House) -> None:
    queue = house.queue()
    known = msgspec.convert(grace.ask(GetFlowKnown()), Known, strict=False)
    assert queue
    assert known.queues
    assert "OpenTicket" in known.commands
    assert check(read(HELLO).flow, known) == []  # type: ignore[arg-type]
    assert refused(lambda: house.agent("amy").ask(GetFlowKnown())).code == errors.NOT_ALLOWED
