"""What the demo's flows have told: it could have happened, and there is something to compare."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from app.scripts.state import RunState
from app.services.demo.flows import shorter
from app.services.demo.generate import Demo, generate

NOW = 1_780_000_000_000


@pytest.fixture(scope="module")
def demo() -> Demo:
    return generate(NOW, customers=2_000, seed=5)


def _names(demo: Demo) -> dict[int, str]:
    return {row["id"]: row["name"] for row in demo.rows["flows"]}


def test_every_shipped_flow_is_live_and_the_survey_twice(demo: Demo) -> None:
    names = _names(demo)
    live = Counter(names[row["flow_id"]] for row in demo.rows["flow_versions"] if row["state"] == "live")
    assert live.pop("satisfaction") == 2
    assert set(live.values()) == {1}
    assert {row["share"] for row in demo.rows["flow_versions"]} == {50, 100}
    compiled = {row["id"] for row in demo.rows["flow_compiled"]}
    assert compiled == {row["id"] for row in demo.rows["flow_versions"]}


def test_the_house_uses_them(demo: Demo) -> None:
    names = {*_names(demo).values(), ""}
    assert {row["flow"] for row in demo.rows["queues"]} == {"service"}
    assert {row["flow"] for row in demo.rows["lines"]} == {"ivr-day", "ivr-night", ""} <= names


def test_runs_go_through_without_a_fault(demo: Demo) -> None:
    runs = {row["id"]: row for row in demo.rows["flow_runs"]}
    assert len(runs) > 300
    for row in demo.rows["flow_states"]:
        state = msgspec.json.decode(row["state"], type=RunState)
        assert not state.trouble or state.trouble.startswith("tries:")
        assert state.ended == (runs[row["id"]]["ending"] == "end")
    assert Counter(row["problem"] for row in demo.rows["flow_steps"]).most_common(1)[0][0] == ""


def test_hops_follow_each_other(demo: Demo) -> None:
    """Within a run each hop begins where the last one of the same version led, sub-flows aside."""
    hops: dict[int, list[dict[str, Any]]] = {}
    for row in demo.rows["flow_hops"]:
        hops.setdefault(row["run_id"], []).append(row)
    alone = {row["id"] for row in demo.rows["flow_runs"] if len(row["versions"]) == 1}
    assert alone
    for run_id in alone & hops.keys():
        way = sorted(hops[run_id], key=lambda row: row["place"])
        for one, other in pairwise(way):
            assert one["target"] == other["node"], (one, other)


def test_there_is_something_to_compare(demo: Demo) -> None:
    """Both versions of the survey have runs that end and runs that do not."""
    names = _names(demo)
    of = {
        row["id"]: row["number"]
        for row in demo.rows["flow_versions"]
        if names[row["flow_id"]] == "satisfaction"
    }
    told = Counter(
        (of[row["version_id"]], row["ending"]) for row in demo.rows["flow_runs"] if row["version_id"] in of
    )
    assert all(told[key] > 10 for key in ((1, "end"), (1, "left"), (2, "end"), (2, "left")))


def test_a_survey_that_says_something_else_is_not_made_shorter() -> None:
    with pytest.raises(ValueError, match="does not say"):
        shorter("flow: satisfaction\n")
