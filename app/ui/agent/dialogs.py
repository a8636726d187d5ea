"""The small dialogs: a few fields, one command, and the refusal said inside, with what was typed kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QWidget

from app.protocol.message import Refusal
from app.ui.controls import Button, Text, column, row
from app.ui.notices import refusal_text


class FormDialog(QDialog):
    """Fields above, buttons below. Subclasses fill `form` and send in `send`."""

    def __init__(
        self, title: str, confirm: str, parent: QWidget | None = None, *, danger: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.body = column(self, 12, 20)
        self.body.addWidget(Text(title, "title"))
        holder = QWidget()
        self.form = QFormLayout(holder)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.body.addWidget(holder)
        self.error = Text("", "body", "bad", wrap=True)
        self.error.setAccessibleName(self.tr("What went wrong"))
        self.error.hide()
        self.body.addWidget(self.error)
        foot = row(self.body, 8)
        foot.addStretch(1)
        self.cancel = Button(self.tr("Cancel"), kind="plain", key="Esc")
        self.cancel.clicked.connect(self.reject)
        self.confirm = Button(confirm, kind="danger" if danger else "primary", key="Ctrl+Return")
        self.confirm.clicked.connect(self.start)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        self.confirm.setDefault(True)

    def add(self, text: str, widget: QWidget) -> None:
        """Add a named field."""
        label = Text(text, "body", "soft")
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        self.form.addRow(label, widget)

    @Slot()
    def start(self) -> None:
        """Send, once."""
        if self.confirm.isEnabled():
            self.error.hide()
            self.confirm.setEnabled(False)
            if not self.send():
                self.confirm.setEnabled(True)

    def send(self) -> bool:
        """Send the command; False where something is missing (say so with `complain`)."""
        raise NotImplementedError

    def refused(self, refusal: Refusal) -> None:
        """The hub says no: the dialog stays with what was typed."""
        self.complain(refusal_text(refusal))

    def complain(self, text: str) -> bool:
        """Say what is wrong; returns False, for `send`."""
        self.confirm.setEnabled(True)
        self.error.setText(text)
        self.error.show()
        return False

    def sent(self, _answer: object = None) -> None:
        """It is in the record."""
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.start()
            return
        super().keyPressEvent(event)
