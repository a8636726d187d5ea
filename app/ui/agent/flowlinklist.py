"""The links of a customer that are still good: copied once more, or taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.protocol.flow_links import FlowLinkView, ListFlowLinks, RevokeFlowLink
from app.ui.agent import words
from app.ui.agent.port import Port
from app.ui.agent.scripttitles import title_in
from app.ui.controls import Button, Text, column, row

SHOWN = 4


class FlowLinkList(QWidget):
    """A line a link; takes no room where there is none."""

    changed = Signal()
    """There are more or fewer lines now."""

    def __init__(self, port: Port, customer_id: int, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._customer_id = customer_id
        self._language = language
        self._layout = column(self, 4, (0, 8, 0, 0))
        self._lines: list[QWidget] = []
        self.hide()
        self.refresh()

    def refresh(self, _answer: object = None) -> None:
        """Ask anew which there are."""
        self._port.ask(ListFlowLinks(customer_id=self._customer_id), self._came, owner=self)

    def _came(self, links: list[FlowLinkView]) -> None:
        for line in self._lines:
            line.deleteLater()
        good = [link for link in links if link.state in ("new", "begun")][:SHOWN]
        self._lines = [Text(self.tr("Links that are out"), "strong"), *map(self._line, good)] if good else []
        for line in self._lines:
            self._layout.addWidget(line)
        self.setVisible(bool(good))
        self.changed.emit()

    def _line(self, link: FlowLinkView) -> QWidget:
        holder = QWidget()
        line = row(holder, 8)
        title = title_in(link.title, self._language) or link.flow
        state = self.tr("begun") if link.state == "begun" else self.tr("not opened yet")
        until = self.tr("{state}, good until {day}").format(state=state, day=words.day(link.expires_at))
        said = QWidget()
        lines = column(said, 0, 0)
        lines.addWidget(Text(title, elide=True))
        lines.addWidget(Text(until, "small", "soft", elide=True))
        line.addWidget(said, 1)
        for text, work in (
            (self.tr("Copy"), partial(self._copy, link)),
            (self.tr("Take back"), partial(self._take_back, link)),
        ):
            button = Button(text, kind="plain")
            button.setAccessibleName(f"{text}: {title}")
            button.setAutoDefault(False)
            button.clicked.connect(work)
            line.addWidget(button)
        return holder

    def _copy(self, link: FlowLinkView) -> None:
        QGuiApplication.clipboard().setText(link.url)
        self._port.say(self.tr("The link is copied."))

    def _take_back(self, link: FlowLinkView) -> None:
        self._port.do(
            RevokeFlowLink(link_id=link.id),
            self.refresh,
            owner=self,
            said=self.tr("The link is no longer good."),
            undo=_given_again,
        )


def _given_again(link: FlowLinkView) -> RevokeFlowLink:
    return RevokeFlowLink(link_id=link.id, revoked=False)
