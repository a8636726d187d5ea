"""Somebody else saved a draft meanwhile: both texts, and the choice between them."""

from __future__ import annotations

import difflib

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.protocol.flows import FlowSource
from app.ui.controls import Button, Text, column, row
from app.ui.designer.difftext import DiffText


class StaleDialog(QDialog):
    """What they have otherwise than you. Nothing of either is lost, whatever is chosen."""

    mine = Signal(object)
    """Save mine on top of theirs (the `FlowSource`)."""
    theirs = Signal(object)
    """Take theirs; mine comes back by undo."""

    def __init__(self, mine: str, theirs: FlowSource, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Somebody else saved this flow"))
        self.setAccessibleName(self.tr("Somebody else saved this flow"))
        self.resize(860, 560)
        self._theirs = theirs
        layout = column(self, 12, 20)
        layout.addWidget(Text(self.tr("Somebody else saved this flow"), "title"))
        words = self.tr(
            "{who} saved version {number} after you had begun. Lines with − are theirs alone, lines with + "
            "are yours alone. Every save is kept as a version: nothing is lost, whatever you choose."
        ).format(who=who or self.tr("Somebody"), number=theirs.version.number)
        layout.addWidget(Text(words, "body", "soft", wrap=True))
        self.text = DiffText()
        self.text.setAccessibleName(self.tr("What is different"))
        lines = difflib.unified_diff(
            theirs.source.split("\n"), mine.split("\n"), self.tr("theirs"), self.tr("yours"), lineterm="", n=4
        )
        self.text.show_lines(list(lines))
        layout.addWidget(self.text, 1)
        foot = row(layout, 8, 0)
        for words, kind, key, run in (
            (self.tr("Back, merge by hand"), "plain", "Esc", self.reject),
            (self.tr("Take theirs"), "", "", self._take_theirs),
            (self.tr("Save mine over it"), "primary", "", self._save_mine),
        ):
            button = Button(words, "", kind, key)
            button.clicked.connect(run)
            if kind == "plain":
                foot.addWidget(button)
                foot.addStretch(1)
            else:
                foot.addWidget(button)

    @Slot()
    def _take_theirs(self) -> None:
        self.theirs.emit(self._theirs)
        self.accept()

    @Slot()
    def _save_mine(self) -> None:
        self.mine.emit(self._theirs)
        self.accept()
