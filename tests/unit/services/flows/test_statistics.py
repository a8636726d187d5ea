"""What flows tell: each figure is that of the runs it is made of, on both databases."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.tables import flow_runs
from app.protocol import errors
from app.protocol.flow_run import Back
from app.protocol.flows import FlowStatistics, GetFlowStatistics, ListFlows, RunView, SaveFlowDraft, StartFlow
from app.protocol.setup import SaveDispositionCode, SaveProduct
from app.services.flows.buckets import buckets
from tests.helpers.house import Agent, House, refused
from tests.unit.services.flows.desk import publish, step
from tests.unit.services.flows.samples import HELLO, OFFER


@pytest.fixture
def grace(house: House) -> Agent:
    assert house.settled
    house.admin(SaveDispositionCode(name="Open", outcome="open"))
    for sku in ("CP-1", "CP-2"):
        house.admin(SaveProduct(sku=sku, name=sku))
    return house.agent("grace", "supervisor")


def go(agent: Agent, mark: Any, likes: Any, accepted: str | None, seconds: int = 0) -> RunView:
    """A run through OFFER; `accepted` None: it stops before."""
    clock = agent.house.clock
    run = agent.do(StartFlow(flow="offer", customer_id=agent.house.customer()))
    clock.advance(seconds * 1_000)
    run = step(agent, run, answer=mark)
    run = step(agent, run, answer=likes)
    return run if accepted is None else step(agent, run, answer=accepted)


def told(agent: Agent, **values: Any) -> FlowStatistics:
    (flow_id,) = {row.flow_id for row in agent.house.rows(flow_runs)}
    return agent.ask(GetFlowStatistics(flow_id=flow_id, **values))


def test_what_a_version_tells(house: House, grace: Agent) -> None:
    publish(grace, OFFER)
    go(grace, 10, ["tea"], "CP-1", seconds=2)
    go(grace, 90, ["tea", "milk"], "CP-2", seconds=4)
    go(grace, 60, ["none"], "", seconds=9)
    go(grace, 10, ["milk"], None, seconds=100)
    (version,) = told(grace).versions
    assert (version.runs, version.ended, version.left, version.open_runs) == (4, 3, 0, 1)
    assert version.dispositions == {"Settled": 2, "Open": 1}
    nodes = {node.node: node for node in version.nodes}
    assert {name: node.runs for name, node in nodes.items()} == {
        "kind": 4,
        "mark": 4,
        "likes": 4,
        "offer": 4,
        "good": 2,
        "bad": 1,
    }
    assert (nodes["mark"].median_ms, nodes["mark"].p90_ms) == (4_000, 100_000)
    assert nodes["kind"].median_ms is None, "nobody waited there"
    assert (nodes["offer"].stopped, nodes["good"].ended, nodes["good"].stopped) == (1, 2, 0)
    edges = {(edge.node, edge.target): edge.times for edge in version.edges}
    assert edges["kind", "mark"] == 4
    assert (edges["offer", "good"], edges["offer", "bad"]) == (2, 1)
    answers = {answer.node: answer for answer in version.answers}
    assert [(b.value, b.runs) for b in answers["mark"].buckets] == [(10, 2), (60, 1), (90, 1)]
    assert answers["mark"].mean == 42.5
    assert [(b.value, b.runs) for b in answers["likes"].buckets] == [("milk", 2), ("tea", 2), ("none", 1)]
    offers = {offer.value: (offer.shown, offer.accepted) for offer in version.offers}
    assert offers == {"CP-1": (4, 1), "CP-2": (2, 1)}


def test_going_back_counts_the_last_word(house: House, grace: Agent) -> None:
    publish(grace, OFFER)
    run = grace.do(StartFlow(flow="offer", customer_id=house.customer()))
    run = step(grace, step(grace, run, answer="many"), answer=90)
    run = step(grace, step(grace, run, Back()), answer=20)
    step(grace, step(grace, run, answer=["tea"]), answer="CP-1")
    (version,) = told(grace).versions
    mark = next(answer for answer in version.answers if answer.node == "mark")
    assert ([(b.value, b.runs) for b in mark.buckets], mark.refused) == ([(20, 1)], 1)


def test_only_runs_of_the_time_and_no_trials(house: House, grace: Agent) -> None:
    publish(grace, OFFER)
    go(grace, 10, ["tea"], "CP-1")
    noon = house.clock.at + 1
    house.clock.advance(60_000)
    go(grace, 20, ["tea"], "")
    draft = grace.do(SaveFlowDraft(source=OFFER.replace("suggest", "offer"))).version
    grace.do(StartFlow(flow="offer", version_id=draft.id))
    (after,) = told(grace, since=noon).versions
    (before,) = told(grace, until=noon).versions
    assert (before.dispositions, after.dispositions) == ({"Settled": 1}, {"Open": 1})
    assert [offer.accepted for offer in after.offers] == [0]
    (asked,) = told(grace, version_ids=[draft.id]).versions
    assert asked.runs == 0


def test_two_versions_by_an_outcome(house: House, grace: Agent) -> None:
    first = publish(grace, OFFER)
    for number in range(8):
        go(grace, 60, ["tea"], "CP-1" if number < 2 else "")
    house.clock.advance(1)
    second = publish(grace, OFFER.replace("suggest", "offer"))
    for number in range(8):
        go(grace, 60, ["tea"], "CP-2" if number < 6 else "")
    go(grace, 60, ["tea"], None)
    for outcome in ("disposition:Settled", "end:good", "result:happy=yes"):
        result = told(grace, version_ids=[first.id, second.id], outcome=outcome)
        compared = result.comparison
        assert compared is not None
        assert outcome in result.outcomes
        assert (compared.first.with_it, compared.first.of) == (2, 8)
        assert (compared.second.with_it, compared.second.of) == (6, 8), "what is under way does not count"
        assert compared.difference == 0.5
        assert compared.low < 0.5 < compared.high
        assert compared.verdict == "too_few"
    compared = told(grace, version_ids=[second.id, first.id], outcome="offer:offer").comparison
    assert compared is not None
    assert (compared.first.with_it, compared.first.of) == (6, 9)
    no = refused(lambda: told(grace, version_ids=[first.id, second.id], outcome="weather:good"))
    assert no.code == errors.BAD_VALUE


def test_a_flow_inside_another_is_told_with_its_own_name(house: House, grace: Agent) -> None:
    publish(grace, HELLO)
    publish(
        grace,
        """\
flow: outer
title: {en: Outer}
languages: [en]
speakers: [console, web]
start: inner
nodes:
  inner: {flow: hello, next: bye}
  bye: {end: Settled}
""",
    )
    run = grace.do(StartFlow(flow="outer", customer_id=house.customer()))
    run = step(grace, run)
    house.clock.advance(3_000)
    run = step(grace, run, answer="red")
    while run.status != "ended":
        run = step(grace, run)
    flows = {row.flow_id for row in house.rows(flow_runs)}
    (outer,) = grace.ask(GetFlowStatistics(flow_id=flows.pop())).versions
    assert (outer.runs, outer.ended, [node.node for node in outer.nodes]) == (1, 1, ["bye", "inner"])

    hello = next(flow for flow in grace.ask(ListFlows()) if flow.name == "hello")
    (inner,) = grace.ask(GetFlowStatistics(flow_id=hello.id)).versions
    assert (inner.runs, inner.called) == (0, 1)
    nodes = {node.node: node for node in inner.nodes}
    assert nodes["colour"].median_ms == 3_000
    assert [bucket.value for bucket in inner.answers[0].buckets] == ["red"]


# --- buckets -------------------------------------------------------------------------------------
VALUES = st.one_of(st.integers(-1_000, 1_000), st.booleans(), st.text(max_size=5), st.floats(-1e6, 1e6))


@given(st.lists(st.tuples(VALUES, st.integers(1, 50)), max_size=60))
def test_everybody_is_in_a_bucket_or_among_the_others(counted: list[tuple[Any, int]]) -> None:
    found, others, mean = buckets(counted)
    assert sum(bucket.runs for bucket in found) + others == sum(times for _, times in counted)
    assert len(found) <= 22
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value, _ in counted)
    assert (mean is not None) == (numbers and bool(counted))


@given(st.lists(st.integers(0, 10_000), min_size=30, max_size=200, unique=True))
def test_many_numbers_are_in_spans(values: list[int]) -> None:
    found, _, _ = buckets([(value, 1) for value in values])
    assert len(found) <= 22
    for before, after in itertools.pairwise(found):
        assert before.upto == pytest.approx(after.value)
    assert found[0].value <= min(values)
    assert max(values) < (found[-1].upto or 0)
