"""A link to a questionnaire: made, copied, taken back."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.protocol.flow_links import FlowLinkView, MakeFlowLink, RevokeFlowLink
from app.protocol.flows import ListLiveFlows, LiveFlow
from app.protocol.message import Refusal
from app.ui.agent.flowlink import FlowLinkDialog
from app.ui.controls import Button
from tests.ui.standin import StandIn, keep

FLOWS = [
    LiveFlow(name="survey", title={"en": "Satisfaction", "zh-TW": "滿意度"}, speakers=["web"]),
    LiveFlow(name="checklist", title={}, speakers=["web"]),
]
LINK = FlowLinkView(
    id=5, flow="survey", url="https://desk.example/f/abc", public=True, state="new", customer_id=101
)


def opened(qtbot: QtBot, port: StandIn, flows: list[LiveFlow] | None = None) -> FlowLinkDialog:
    port.answers["ListLiveFlows"] = FLOWS if flows is None else flows
    dialog = FlowLinkDialog(port, customer_id=101, customer_name="王小明", interaction_id=11)
    keep(qtbot, dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_a_link_is_made_copied_and_can_be_taken_back(qtbot: QtBot, port: StandIn) -> None:
    dialog = opened(qtbot, port)
    assert ListLiveFlows(speaker="web") in [query for query, *_ in port.asked]
    assert [dialog.flow.itemText(place) for place in range(2)] == ["Satisfaction", "checklist"]
    dialog.language.setCurrentIndex(dialog.language.findData("th"))
    port.answers["MakeFlowLink"] = LINK
    dialog.start()
    assert port.last() == MakeFlowLink(
        flow="survey", customer_id=101, interaction_id=11, language="th", days=14
    )
    assert QGuiApplication.clipboard().text() == LINK.url
    assert port.notices == [("The link is copied.", RevokeFlowLink(link_id=5))]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_link_that_only_works_here_is_said_to(qtbot: QtBot, port: StandIn) -> None:
    dialog = opened(qtbot, port)
    port.answers["MakeFlowLink"] = FlowLinkView(
        id=5, flow="survey", url="http://127.0.0.1:8500/f/abc", state="new", customer_id=101
    )
    dialog.start()
    assert any("in this network only" in text for text, _ in port.notices)


def test_links_that_are_out_are_copied_again_or_taken_back(qtbot: QtBot, port: StandIn) -> None:
    ended = structs.replace(LINK, id=6, state="ended")
    begun = structs.replace(LINK, id=7, state="begun", url="https://desk.example/f/def")
    port.answers["ListFlowLinks"] = [ended, begun]
    dialog = opened(qtbot, port)
    buttons = {button.accessibleName(): button for button in dialog.out.findChildren(Button)}
    assert sorted(buttons) == ["Copy: survey", "Take back: survey"]
    buttons["Copy: survey"].click()
    assert QGuiApplication.clipboard().text() == begun.url
    port.answers["RevokeFlowLink"] = structs.replace(begun, state="revoked")
    port.answers["ListFlowLinks"] = [ended]
    buttons["Take back: survey"].click()
    assert port.last() == RevokeFlowLink(link_id=7)
    assert port.notices[-1] == (
        "The link is no longer good.",
        RevokeFlowLink(link_id=7, revoked=False),
    )
    assert dialog.out.isHidden()


def test_without_a_questionnaire_it_says_who_makes_one(qtbot: QtBot, port: StandIn) -> None:
    dialog = opened(qtbot, port, [])
    assert "A supervisor makes them" in dialog.error.text()
    assert not dialog.confirm.isEnabled()


def test_a_refusal_stays_in_the_dialog(qtbot: QtBot, port: StandIn) -> None:
    dialog = opened(qtbot, port)
    QGuiApplication.clipboard().setText("before")
    port.answers["MakeFlowLink"] = Refusal("not_found", "No flow “survey” is live.")
    dialog.start()
    assert "is live" in dialog.error.text()
    assert dialog.confirm.isEnabled()
    assert QGuiApplication.clipboard().text() == "before"
