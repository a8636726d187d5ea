"""“Copy a link to a questionnaire …”: a flow for the customer's own browser, ready to be pasted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from app.protocol.flow_links import FlowLinkView, MakeFlowLink, RevokeFlowLink
from app.protocol.flows import ListLiveFlows, LiveFlow
from app.protocol.message import Command
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.flowlinklist import FlowLinkList
from app.ui.agent.port import Port
from app.ui.agent.scripttitles import title_in
from app.ui.controls import Text

DAYS = (3, 7, 14, 30, 90)
USUAL = 14
LANGUAGES = (("en", "English"), ("zh-TW", "中文"), ("th", "ไทย"))


class FlowLinkDialog(FormDialog):
    """Which questionnaire, in which language, for how long; the link goes to the clipboard."""

    def __init__(
        self,
        port: Port,
        *,
        customer_id: int,
        customer_name: str,
        interaction_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("FlowLinkDialog", "Link to a questionnaire")
        super().__init__(title, translate("FlowLinkDialog", "Copy the link"), parent)
        self.setMinimumWidth(500)
        self._port = port
        self._customer_id = customer_id
        self._interaction_id = interaction_id
        self.flow = QComboBox()
        self.language = QComboBox()
        self.days = QComboBox()
        self.language.addItem(self.tr("The customer's own"), "")
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        for days in DAYS:
            self.days.addItem(self.tr("{days} days").format(days=days), days)
        self.days.setCurrentIndex(DAYS.index(USUAL))
        self.add(self.tr("Questionnaire"), self.flow)
        self.add(self.tr("Language"), self.language)
        self.add(self.tr("Good for"), self.days)
        about = self.tr("Whoever has the link answers for {name}. Nothing is sent: paste it where you like.")
        self.form.addRow(Text(about.format(name=customer_name), "body", "soft", wrap=True))
        self.out = FlowLinkList(port, customer_id, QLocale().name())
        self.out.changed.connect(self._fit)
        self.body.insertWidget(self.body.count() - 1, self.out)
        self.confirm.setEnabled(False)
        port.ask(ListLiveFlows(speaker="web"), self._came, self.refused, owner=self)

    @Slot()
    def _fit(self) -> None:
        self.body.activate()
        self.adjustSize()

    def _came(self, flows: list[LiveFlow]) -> None:
        language = QLocale().name()
        titles = {flow.name: title_in(flow.title, language) or flow.name for flow in flows}
        for name, title in sorted(titles.items(), key=lambda item: item[1]):
            self.flow.addItem(title, name)
        self.confirm.setEnabled(bool(flows))
        if flows:
            self.flow.setFocus()
        else:
            self.complain(self.tr("There is no questionnaire yet. A supervisor makes them in the designer."))
            self.confirm.setEnabled(False)

    def send(self) -> bool:
        """Have the link made."""
        command = MakeFlowLink(
            flow=self.flow.currentData(),
            customer_id=self._customer_id,
            interaction_id=self._interaction_id or None,
            language=self.language.currentData(),
            days=self.days.currentData(),
        )
        said = self.tr("The link is copied.")
        self._port.do(command, self._made, self.refused, owner=self, said=said, undo=_taken_back)
        return True

    def _made(self, link: FlowLinkView) -> None:
        QGuiApplication.clipboard().setText(link.url)
        if not link.public:
            self._port.say(self.tr("The link works in this network only: the hub has no public address yet."))
        self.accept()


def _taken_back(link: FlowLinkView) -> Command[Any]:
    return RevokeFlowLink(link_id=link.id)
