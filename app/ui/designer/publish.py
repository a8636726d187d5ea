"""When a reviewed version goes live, and for how many of the new runs."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QSpinBox, QWidget

from app.protocol.flows import PublishFlow, VersionView
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.port import Port
from app.ui.controls import Text


class PublishDialog(FormDialog):
    """Now or at a date; whole, or beside the version that is live (A/B)."""

    published = Signal(object)
    """The VersionView as it is now."""

    def __init__(self, port: Port, version: VersionView, live: VersionView | None, parent: QWidget) -> None:
        super().__init__(
            self.tr("Version {number} goes live").format(number=version.number), self.tr("Go live"), parent
        )
        self._port = port
        self._version = version
        self.later = QCheckBox(self.tr("Not now, but at a date"))
        self.at = QDateTimeEdit(QDateTime.currentDateTime().addDays(1))
        self.at.setCalendarPopup(True)
        self.at.setMinimumDateTime(QDateTime.currentDateTime())
        self.at.setEnabled(False)
        self.later.toggled.connect(self.at.setEnabled)
        self.share = QSpinBox()
        self.share.setRange(1, 100)
        self.share.setValue(100)
        self.share.setSuffix(" %")
        self.form.addRow(self.later)
        self.add(self.tr("Live from"), self.at)
        self.add(self.tr("Share of new runs"), self.share)
        self.share.setEnabled(live is not None)
        self.body.insertWidget(2, Text(self._explain(live), "small", "soft", wrap=True))

    def _explain(self, live: VersionView | None) -> str:
        if live is None:
            return self.tr("No version of this flow is live yet. Runs begin with this one from then on.")
        return self.tr(
            "Version {number} is live now. Under 100 % it stays live beside this one, and the two are "
            "compared. Runs that have begun stay on the version they began with."
        ).format(number=live.number)

    def send(self) -> bool:
        """Publish."""
        command = PublishFlow(
            version_id=self._version.id,
            live_from=self.at.dateTime().toMSecsSinceEpoch() if self.later.isChecked() else 0,
            share=self.share.value(),
        )
        self._port.do(command, self._done, self.refused, owner=self)
        return True

    def _done(self, version: VersionView) -> None:
        self.published.emit(version)
        self.sent()
