"""What a flow tells: in tables, on the graph, and two versions compared."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.protocol.flows import (
    AnswerFigures,
    Bucket,
    Comparison,
    EdgeFigures,
    FlowStatistics,
    FlowView,
    GetFlowStatistics,
    NodeFigures,
    OfferFigures,
    Share,
    VersionFigures,
    VersionView,
)
from app.ui.designer.statistics import StatisticsPanel
from tests.ui.standin import StandIn

VIEW = FlowView(
    id=3,
    name="survey",
    versions=[
        VersionView(id=33, flow_id=3, number=3, state="draft"),
        VersionView(id=32, flow_id=3, number=2, state="live", share=30),
        VersionView(id=31, flow_id=3, number=1, state="live", share=70),
    ],
)
FIRST = VersionFigures(
    version_id=31,
    number=1,
    runs=200,
    ended=150,
    left=40,
    open_runs=10,
    dispositions={"Settled": 120, "": 30},
    nodes=[
        NodeFigures(node="hello", runs=200, stopped=0, median_ms=4_200, p90_ms=9_000),
        NodeFigures(node="score", runs=200, stopped=50, median_ms=65_000, p90_ms=125_000),
        NodeFigures(node="bye", runs=150, ended=150),
    ],
    edges=[
        EdgeFigures(node="hello", target="score", times=200),
        EdgeFigures(node="score", target="bye", times=150),
    ],
    answers=[
        AnswerFigures(
            node="score",
            variable="score",
            runs=150,
            buckets=[Bucket(value=0, upto=5, runs=30), Bucket(value=5, upto=10, runs=120)],
            mean=7.25,
            refused=4,
        )
    ],
    offers=[OfferFigures(node="plan", value="CP-2", shown=80, accepted=20, low=0.17, high=0.36)],
)
SECOND = VersionFigures(version_id=32, number=2, runs=60, ended=50, left=10)
COMPARED = Comparison(
    outcome="disposition:Settled",
    first=Share(version_id=31, with_it=120, of=190, low=0.56, high=0.70),
    second=Share(version_id=32, with_it=50, of=60, low=0.72, high=0.91),
    difference=0.202,
    low=0.071,
    high=0.303,
    verdict="second",
)


def answer(query: GetFlowStatistics) -> FlowStatistics:
    versions = [one for one in (FIRST, SECOND) if one.version_id in query.version_ids]
    outcomes = ["disposition:Settled", "end:bye"] if len(versions) == 2 else []
    return FlowStatistics(
        versions=versions, outcomes=outcomes, comparison=COMPARED if query.outcome and outcomes else None
    )


@pytest.fixture
def panel(qtbot: QtBot, port: StandIn) -> StatisticsPanel:
    port.answers["GetFlowStatistics"] = answer
    made = StatisticsPanel(port)
    qtbot.addWidget(made)
    made.resize(480, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.set_flow(VIEW, VIEW.versions[0])
    return made


def choose(panel: StatisticsPanel, box: str, data: Any) -> None:
    widget = getattr(panel, box)
    widget.setCurrentIndex(widget.findData(data))
    widget.activated.emit(widget.currentIndex())


def cells(panel: StatisticsPanel, table: str) -> list[list[str]]:
    model = panel.models[table]
    return [
        [model.data(model.index(line, place)) for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_nothing_is_asked_before_it_is_looked_at(panel: StatisticsPanel, port: StandIn) -> None:
    assert port.asked == []
    assert panel.empty.isVisible()
    panel.look()
    panel.look()
    assert len(port.asked) == 1
    query: Any = port.asked[0][0]
    assert query.version_ids == [32]  # a live one; drafts have no runs


def test_the_figures_stand_in_tables_and_on_the_graph(panel: StatisticsPanel, qtbot: QtBot) -> None:
    told: list[Any] = []
    panel.marked.connect(lambda *marks: told.append(marks))
    choose(panel, "version", 31)
    assert panel.summary.full_text() == "200 runs · 150 ended (75 %) · 40 given up · 10 open"
    assert cells(panel, "nodes")[1] == ["score", "200", "100 %", "25 %", "1:05", "2:05"]
    assert ["score: 0 – 5", "30", "20 %"] in cells(panel, "answers")
    assert ["score: mean", "7.25", ""] in cells(panel, "answers")
    assert cells(panel, "ends")[0] == ["Settled", "120", "80 %"]
    assert cells(panel, "offers") == [["plan: CP-2", "80", "20", "25 %", "17 – 36 %"]]
    nodes, edges = told[-1]
    assert (nodes["score"].badge, nodes["score"].tone) == ("100 %", "bad")
    assert nodes["bye"].tone == "info"
    assert edges["hello", "score"].weight > edges["score", "bye"].weight
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        panel.tables["nodes"].activated.emit(panel.models["nodes"].index(1, 0))
    assert chosen.args == ["score"]


def test_two_versions_are_compared_with_their_intervals(panel: StatisticsPanel, port: StandIn) -> None:
    choose(panel, "version", 31)
    assert not panel.outcome.isVisible()
    choose(panel, "second", 32)
    assert panel.outcome.isVisible()
    assert panel.outcome.currentText() == "Outcome: Settled"
    query: Any = port.asked[-1][0]
    assert query.outcome == "disposition:Settled"
    view = panel.comparison
    assert view.verdict.full_text() == "Version 2 does better."
    told = view.detail.full_text().splitlines()
    assert told[0] == "Version 1: 120 / 190 = 63.2 % (56.0 – 70.0)"
    assert told[-1] == "Version 2 − version 1: +20.2 points (+7.1 to +30.3)"
    assert told[0] in view.picture.accessibleName()


def test_a_version_nobody_ran_says_so(panel: StatisticsPanel, port: StandIn) -> None:
    port.answers["GetFlowStatistics"] = FlowStatistics()
    panel.look()
    assert panel.empty.isVisible()
    assert not panel.tabs.isVisible()
    assert len(port.asked) == 1
