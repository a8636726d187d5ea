"""The history of a flow: what can be done with a version, and what is different."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.protocol.flows import GetFlow, PublishFlow, ReturnFlow, RollBackFlow, SubmitFlow
from app.scripts.nodes import Say
from app.ui.designer.versions import VersionsPanel
from tests.ui.designer.flow_versions import SOURCE, flow, history, source
from tests.ui.standin import StandIn, keep

OPEN = "Good day"


@pytest.fixture
def panel(qtbot: QtBot, port: StandIn, now: int) -> VersionsPanel:
    view = history(now)
    port.answers["ListFlows"] = [view]
    port.answers["GetFlow"] = lambda query: source(
        view, query.version_id, OPEN if query.version_id == 14 else "Hello"
    )
    for name in ("SubmitFlow", "ReturnFlow", "RollBackFlow", "PublishFlow"):
        port.answers[name] = lambda command: next(v for v in view.versions if v.id == command.version_id)
    made = VersionsPanel(port)
    qtbot.addWidget(made)
    made.resize(420, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.set_document(view.versions[0], flow(OPEN), SOURCE.replace("{say}", OPEN))
    return made


def shown(panel: VersionsPanel) -> set[str]:
    return {
        name
        for name in ("submit", "publish", "send_back", "roll_back", "open")
        if getattr(panel, name).isVisible()
    }


def lines(panel: VersionsPanel) -> list[str]:
    return [panel.nodes.item(row).text() for row in range(panel.nodes.count())]


def test_the_open_version_is_chosen_and_equal_to_itself(panel: VersionsPanel) -> None:
    assert panel.chosen is not None
    assert panel.chosen.id == 14
    assert panel.result.full_text() == "This is what stands in the editor."
    assert lines(panel) == []


def test_a_draft_with_errors_is_not_handed_in(panel: VersionsPanel) -> None:
    assert shown(panel) == {"submit"}
    assert not panel.submit.isEnabled()
    assert "errors" in panel.submit.toolTip()


def test_each_state_has_its_ways(panel: VersionsPanel, port: StandIn, qtbot: QtBot) -> None:
    panel.table.selectRow(1)
    assert shown(panel) == {"publish", "send_back", "open"}
    panel.send_back.click()
    assert port.last() == ReturnFlow(version_id=13)
    said, undo = port.notices[-1]
    assert said == "Version 3 is a draft again"
    assert undo == SubmitFlow(version_id=13)
    panel.table.selectRow(2)
    assert shown(panel) == {"open"}
    panel.table.selectRow(3)
    assert shown(panel) == {"roll_back", "open"}
    panel.roll_back.click()
    assert port.last() == RollBackFlow(version_id=11)
    assert port.notices[-1][1] == RollBackFlow(version_id=12)


def test_the_difference_is_listed_and_told(panel: VersionsPanel, port: StandIn, qtbot: QtBot) -> None:
    told: list[Any] = []
    panel.compared.connect(told.append)
    panel.set_document(
        panel.chosen,
        flow(OPEN, Say(name="more", text={"en": "More"}, next="bye")),
        SOURCE.replace("{say}", OPEN),
    )
    panel.table.selectRow(2)
    assert isinstance(port.asked[-1][0], GetFlow)
    assert lines(panel) == ["±  hello  ·  text", "+  more"]
    assert told[-1].marks == {"hello": "changed", "more": "added"}
    assert "nodes: 1 added, 1 changed, 0 taken away" in panel.result.full_text()
    text = panel.text.toPlainText().splitlines()
    assert "-    say: Hello" in text
    assert "+    say: Good day" in text
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        panel.nodes.itemActivated.emit(panel.nodes.item(1))
    assert chosen.args == ["more"]


def test_it_goes_live_at_a_date_beside_the_one_that_is(
    panel: VersionsPanel, port: StandIn, qtbot: QtBot
) -> None:
    panel.table.selectRow(1)
    panel.publish.click()
    dialog = panel._dialog
    assert dialog is not None
    keep(qtbot, dialog)
    dialog.later.setChecked(True)
    dialog.share.setValue(20)
    dialog.confirm.click()
    command = port.last()
    assert isinstance(command, PublishFlow)
    assert (command.version_id, command.share) == (13, 20)
    assert command.live_from == dialog.at.dateTime().toMSecsSinceEpoch()


def test_another_version_can_be_opened(panel: VersionsPanel, qtbot: QtBot) -> None:
    panel.table.selectRow(3)
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        panel.open.click()
    assert wanted.args == [11]


def test_without_a_saved_flow_it_says_what_to_do(panel: VersionsPanel) -> None:
    panel.set_document(None, None, "")
    assert panel.empty.isVisible()
    assert not panel.table.isVisible()
