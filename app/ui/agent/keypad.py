"""The keypad: digits to the far end (DTMF), by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from app.ui.controls import Text, column

DIGITS = "123456789*0#"
LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}


class Keypad(QFrame):
    """A popup; `digit` is emitted for each key, at once."""

    digit = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sent = Text("", "title")
        self._sent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sent.setMinimumHeight(28)
        layout = column(self, 8, 12)
        layout.addWidget(self._sent)
        grid = QGridLayout()
        grid.setSpacing(6)
        layout.addLayout(grid)
        for position, digit in enumerate(DIGITS):
            button = QPushButton(digit)
            button.setObjectName(f"digit {digit}")
            button.setAccessibleName(digit)
            button.setToolTip(LETTERS.get(digit, ""))
            button.setFixedSize(64, 44)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._pressed)
            grid.addWidget(button, position // 3, position % 3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name()

    def open_under(self, button: QWidget) -> None:
        """Open below a button, empty."""
        self._sent.setText("")
        self.adjustSize()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
        self.show()
        self.setFocus()

    @Slot()
    def _pressed(self) -> None:
        self._send(self.sender().objectName()[-1])

    def _send(self, digit: str) -> None:
        self._sent.setText((self._sent.full_text() + digit)[-16:])
        self.digit.emit(digit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in DIGITS:
            self._send(event.text())
        else:
            super().keyPressEvent(event)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Keypad"))
        self._sent.setAccessibleName(self.tr("Digits sent"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
