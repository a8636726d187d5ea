"""What was kept while the hub was away and then refused by it: with its text, until somebody dismisses it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from app.protocol.message import Refusal
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.notices import refusal_text

if TYPE_CHECKING:
    from app.client.journal_file import Unsent


translate = QCoreApplication.translate


class RefusedWindow(QDialog):
    """The list: what it was, what was typed, why not; copy the text, or dismiss it."""

    def __init__(
        self,
        entries: Callable[[], list[Unsent]],
        dismiss: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entries = entries
        self._dismiss = dismiss
        self.setWindowTitle(self.tr("Not taken by the hub"))
        self.setAccessibleName(self.tr("Not taken by the hub"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        close = Button(self.tr("Close"), kind="plain", key="Esc")
        close.clicked.connect(self.close)
        layout = column(self, 12, 20)
        layout.addWidget(Text(self.tr("Not taken by the hub"), "head"))
        layout.addWidget(
            Text(self.tr("This was kept here and could not be done when the hub was back."), "body", "soft")
        )
        layout.addWidget(self._area, 1)
        foot = row(layout, 8)
        foot.addStretch(1)
        foot.addWidget(close)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """List what is there now; with nothing left the window closes."""
        entries = self._entries()
        inside = QWidget()
        inside.setProperty("role", "plain")
        rows = column(inside, 8, 0)
        for entry in entries:
            rows.addWidget(self._row(entry))
        rows.addStretch(1)
        self._area.setWidget(inside)
        if not entries:
            self.close()

    def _row(self, entry: Unsent) -> QWidget:
        panel = Panel("panel")
        inner = column(panel, 4, 12)
        head = row(inner, 8)
        head.addWidget(Text(what(entry.name), "title"), 1)
        when = QDateTime.fromMSecsSinceEpoch(entry.at)
        head.addWidget(Text(QLocale().toString(when, QLocale.FormatType.ShortFormat), "small", "soft"))
        text = typed(entry)
        if text:
            inner.addWidget(Text(text, "body", wrap=True))
        inner.addWidget(Text(refusal_text(Refusal(entry.code, entry.text)), "body", "bad", wrap=True))
        foot = row(inner, 8)
        foot.addStretch(1)
        if text:
            copy = Button(self.tr("Copy text"), kind="link")
            copy.clicked.connect(partial(QApplication.clipboard().setText, text))
            foot.addWidget(copy)
        dismiss = Button(self.tr("Dismiss"), kind="link")
        dismiss.setObjectName(entry.id)
        dismiss.clicked.connect(self._dismissed)
        foot.addWidget(dismiss)
        return panel

    @Slot()
    def _dismissed(self) -> None:
        self._dismiss(self.sender().objectName())
        self.refresh()


def typed(entry: Unsent) -> str:
    """What a person wrote in it."""
    try:
        fields = msgspec.json.decode(entry.body, type=dict[str, object])
    except msgspec.DecodeError:
        return ""
    return str(fields.get("text") or fields.get("note") or "")


def what(name: str) -> str:
    """A kept command in words."""

    known = {
        "AddNote": translate("RefusedWindow", "New note"),
        "EditNote": translate("RefusedWindow", "Changed note"),
        "DeleteNote": translate("RefusedWindow", "Note struck out"),
        "RestoreNote": translate("RefusedWindow", "Note brought back"),
        "WrapUp": translate("RefusedWindow", "Outcome of a call"),
        "HoldCall": translate("RefusedWindow", "Call put on hold"),
        "ResumeCall": translate("RefusedWindow", "Call taken off hold"),
        "LinkCustomer": translate("RefusedWindow", "Customer of a call"),
        "LinkTicket": translate("RefusedWindow", "Ticket of a call"),
        "ReportCall": translate("RefusedWindow", "Call at this phone"),
        "ReportQuality": translate("RefusedWindow", "Quality of a call"),
    }
    return known.get(name, name)
