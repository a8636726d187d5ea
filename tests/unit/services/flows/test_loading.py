"""Flows from files: the shipped ones go live in one go, and loading them again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.resources import resource
from app.models.tables import flow_versions
from app.protocol.flows import ListFlows
from app.services.flows.loading import load_flows, sources_in
from tests.helpers.house import House
from tests.helpers.promises import broken_promises
from tests.unit.services.flows.samples import HELLO, named

CALLS = """\
flow: asks-first
title: {en: Asks first}
languages: [en]
speakers: [console]
start: other
nodes:
  other: {flow: hello, next: bye}
  bye: {end: Settled}
"""


@pytest.fixture
def house(sqlite_house: House) -> House:
    """On SQLite alone: what is tried here does not depend on the database."""
    return sqlite_house


def test_flows_that_call_each_other_go_live_together(house: House) -> None:
    author = house.agent("grace", "supervisor")
    assert house.settled
    sources = [("a.yaml", CALLS), ("b.yaml", HELLO)]
    loaded = load_flows(author.do, sources)
    assert [(one.name, one.version, one.refused) for one in loaded] == [
        ("asks-first", 1, ""),
        ("hello", 1, ""),
    ]
    again = load_flows(author.do, sources)
    assert [(one.name, one.version) for one in again] == [("asks-first", 0), ("hello", 0)]
    assert len(house.rows(flow_versions)) == 2
    changed = load_flows(author.do, [("b.yaml", HELLO.replace("Good day", "Hello"))])
    assert changed[0].version == 2
    assert [row.state for row in house.rows(flow_versions)] == ["live", "retired", "live"]
    assert broken_promises(house.record) == []


def test_what_has_errors_is_kept_and_said(house: House) -> None:
    author = house.agent("grace", "supervisor")
    (one,) = load_flows(author.do, [("x.yaml", named("broken").replace("next: colour", "next: nowhere"))])
    assert "nowhere" in one.problems[0].text
    assert "has an error" in one.refused
    (flow,) = author.ask(ListFlows())
    assert flow.versions[0].state == "draft"


def test_the_flows_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(HELLO, "utf-8")
    (tmp_path / "a.yaml").write_text(CALLS, "utf-8")
    (tmp_path / "flow.schema.json").write_text("{}", "utf-8")
    assert [text for _, text in sources_in(tmp_path)] == [CALLS, HELLO]


def test_the_shipped_flows_can_be_read(house: House) -> None:
    """Names they use (queues, codes) are the demo centre's; that they are there is tested with it."""
    author = house.agent("grace", "supervisor")
    loaded = load_flows(author.do, sources_in(resource("flows")), publish=False)
    unknown = ("queue", "disposition", "skill", "product", "field")
    wrong = [
        f"{one.file}:{problem.line}: {problem.text} [{problem.code}]"
        for one in loaded
        for problem in one.problems
        if problem.severity == "error" and not any(word in problem.code for word in unknown)
    ]
    assert wrong == []
    assert len(loaded) >= 7
