"""Where an answer to a script's question is typed: a field for each type of answer.

Each has `value()` (what is sent), `text()` and `set_text()` (the draft, as it is kept), `fill()` (what was
answered before), `take_focus()`, `set_wrong()`, and tells `changed` (the draft), `sent` (Enter) and `left`
(Backspace in the empty field: to the step before).
"""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QDate, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.protocol.files import referred
from app.protocol.flow_run import Shown
from app.ui.agent import scriptwords
from app.ui.agent.scriptchoices import ChoiceList
from app.ui.controls import KEYPAD, Text, column, restyle

MOST_LINES = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(Protocol):
    """What every field can do."""

    changed: SignalInstance
    sent: SignalInstance
    left: SignalInstance

    def value(self) -> Any:
        """The answer as it is sent."""

    def text(self) -> str:
        """What stands in the field, as it is kept."""

    def set_text(self, draft: str) -> None:
        """Put what was kept into the field."""

    def fill(self, value: Any) -> None:
        """Put in what was answered before, or the default."""

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field: what is in it does not fit."""

    def take_focus(self) -> None:
        """Put the keyboard here."""


class LineEditor(QLineEdit):
    """A number, an amount, a telephone number, a mail address, a text with a pattern."""

    changed = Signal(str)
    sent = Signal()
    left = Signal()

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(36)
        self.setMaximumWidth(420)
        self.textEdited.connect(self.changed)
        self.setPlaceholderText(scriptwords.expected(shown))
        self.fill(shown.value)

    def value(self) -> Any:
        """What was typed; the engine reads it."""
        return self.text().strip()

    def set_text(self, draft: str) -> None:
        """Put what was kept into the field."""
        self.setText(draft)

    def fill(self, value: Any) -> None:
        """Put in what was answered before."""
        self.setText("" if value is None else str(value))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.setProperty("wrong", wrong)
        restyle(self)

    def take_focus(self) -> None:
        """Put the keyboard here; what is in it is replaced by what is typed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~KEYPAD:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DateEditor(LineEditor):
    """A date as it is typed; Up and Down go by days, Page Up and Page Down by months."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.setMaximumWidth(220)
        self.setPlaceholderText(scriptwords.expected(shown) or QDate.currentDate().toString("yyyy-MM-dd"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        months = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}.get(Qt.Key(event.key()))
        if days is None and months is None:
            super().keyPressEvent(event)
            return
        date = QDate.fromString(self.text().strip(), "yyyy-MM-dd")
        if not date.isValid():
            date = QDate.currentDate()
        else:
            date = date.addDays(days or 0).addMonths(months or 0)
        self.setText(date.toString("yyyy-MM-dd"))
        self.changed.emit(self.text())


class TextEditor(QPlainTextEdit):
    """Free text: Enter sends it, Shift+Enter begins a new line."""

    changed = Signal(str)
    sent = Signal()
    left = Signal()

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._typed)
        self.fill(shown.value)

    def value(self) -> Any:
        """What was typed."""
        return self.toPlainText().strip()

    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def set_text(self, draft: str) -> None:
        """Put what was kept into the field."""
        self._filling = True
        self.setPlainText(draft)
        self._filling = False
        self.moveCursor(self.textCursor().MoveOperation.End)

    def fill(self, value: Any) -> None:
        """Put in what was answered before."""
        self.set_text("" if value is None else str(value))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.setProperty("wrong", wrong)
        restyle(self)

    def take_focus(self) -> None:
        """Put the keyboard here, behind what stands in it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _typed(self) -> None:
        lines = max(1, min(MOST_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
        if not self._filling:
            self.changed.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~KEYPAD
        if event.key() in _ENTER and not modifiers:
            self.sent.emit()
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SignatureEditor(QWidget):
    """A signature or a photo: the customer gives it on the web page. A signature can be a name here, a photo
    that came before stays."""

    changed = Signal(str)
    sent = Signal()
    left = Signal()

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: Any = shown.value
        self._signs = shown.type == "signature"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        translate = scriptwords.translate
        if self._signs:
            words = translate(
                "Script", "The customer signs on the web page. Here the name of the one who agrees is typed."
            )
        else:
            words = translate(
                "Script", "The customer takes it on the web page; put the script aside until then."
            )
        self.name = LineEditor(shown)
        self.name.fill(referred(shown.value)[1])
        self.name.changed.connect(self.changed)
        self.name.sent.connect(self.sent)
        self.name.left.connect(self.left)
        self._given_label = Text(referred(shown.value)[1] if not self._signs else "", "body")
        layout = column(self, 8, 0)
        layout.addWidget(Text(words, "body", "soft", wrap=True))
        layout.addWidget(self.name)
        layout.addWidget(self._given_label)
        self.name.setVisible(self._signs)
        self._given_label.setVisible(bool(self._given_label.full_text()))

    def value(self) -> Any:
        """The name that was typed, or the picture that was given before."""
        typed = self.name.value() if self._signs else ""
        same = typed == referred(self._given)[1]
        return self._given or "" if same or not self._signs else typed

    def text(self) -> str:
        """What stands in the field."""
        return self.name.text()

    def set_text(self, draft: str) -> None:
        """Put what was kept into the field."""
        self.name.set_text(draft)

    def fill(self, value: Any) -> None:
        """A picture that was given before stays."""
        self._given = value
        self.name.fill(referred(value)[1])

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.name.set_wrong(wrong)

    def take_focus(self) -> None:
        """Put the keyboard into the name; of a photo nothing is typed."""
        if self._signs:
            self.name.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~KEYPAD:
            self.sent.emit()
        else:
            super().keyPressEvent(event)


def editor_for(shown: Shown) -> ChoiceList | LineEditor | TextEditor | SignatureEditor | None:
    """The field for what a step asks; None where it asks nothing."""
    if shown.kind == "recommend" or (shown.kind == "ask" and shown.type in ("one_of", "many_of", "yes_no")):
        return ChoiceList(shown)
    if shown.kind != "ask":
        return None
    if shown.type in ("signature", "photo"):
        return SignatureEditor(shown)
    if shown.type == "date":
        return DateEditor(shown)
    if shown.type == "text" and not shown.pattern:
        return TextEditor(shown)
    return LineEditor(shown)
