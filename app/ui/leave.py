"""Asked before the window is closed with somebody on the line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.controls import Button, Glyph, Text, column, row


class LeaveDialog(QDialog):
    """`accepted` means: close all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("You are on a call"))
        self.setAccessibleName(self.tr("You are on a call"))
        self.setMinimumWidth(420)
        layout = column(self, 16, 24)
        head = row(layout, 16, 0)
        head.addWidget(Glyph("warning", "warn", 28), 0, Qt.AlignmentFlag.AlignTop)
        words = column(head, 4, 0)
        head.setStretchFactor(words, 1)
        words.addWidget(Text(self.tr("You are on a call. Close the window all the same?"), "strong"))
        more = self.tr("The call runs on for a minute; open the window again to get it back.")
        words.addWidget(Text(more, "body", "soft", wrap=True))
        foot = row(layout, 8, 0)
        foot.addStretch(1)
        leave = Button(self.tr("Close the window"), "", "danger")
        stay = Button(self.tr("Stay"), "", "primary", "Esc")
        leave.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        foot.addWidget(leave)
        foot.addWidget(stay)
        stay.setFocus()
