"""A telephone to try a flow on: what the caller hears, written down, and twelve keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QWidget

from app.protocol.flow_run import AnyInput, Next, Shown
from app.scripts.telephone.keypad import take
from app.scripts.telephone.wording import pieces
from app.ui.controls import Button, Text, column, row

KEYS = "123456789*0#"


class Handset(QWidget):
    """Shows a step as a caller hears it and turns keys into inputs, as the line does."""

    given = Signal(object)
    """An AnyInput."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._keys = ""
        self.heard = QListWidget()
        self.heard.setWordWrap(True)
        self.heard.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.pressed = Text("", "strong", "accent")
        self.silence = Button("", "clock", "plain")
        self.silence.clicked.connect(self._over)
        self._buttons = [Button(key) for key in KEYS]
        layout = column(self, 8, 0)
        layout.addWidget(self.heard, 1)
        line = row(layout, 8)
        line.addWidget(self.pressed, 1)
        line.addWidget(self.silence)
        pad = QGridLayout()
        pad.setSpacing(6)
        for place, button in enumerate(self._buttons):
            button.setMinimumHeight(40)
            button.clicked.connect(self._clicked)
            pad.addWidget(button, place // 3, place % 3)
        layout.addLayout(pad)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say()

    def start(self) -> None:
        """A new call: nothing was heard, no key pressed."""
        self._shown, self._keys = None, ""
        self.heard.clear()
        self._show_keys()

    def show_step(self, shown: Shown) -> None:
        """Let the caller hear this; keys pressed ahead count."""
        self._shown = shown
        for piece in pieces(shown):
            self._hear(piece.text + (f"  ♪ {piece.prompt}" if piece.prompt else ""))
        if shown.kind == "end":
            self._hear(self.tr("(The line hangs up.)"), soft=True)
        self.silence.setEnabled(shown.kind in ("say", "ask", "recommend"))
        if self._keys:
            self._try()

    def press(self, key: str) -> None:
        """A key of the telephone."""
        self._keys += key
        self._show_keys()
        self._try()

    def _try(self, *, over: bool = False) -> None:
        if self._shown is None:
            return
        what: AnyInput | None
        what, self._keys = take(self._shown, self._keys, over=over)
        if what is None:
            self._show_keys()
            return
        self._hear(self._entry(what), soft=True)
        self._show_keys()
        self.given.emit(what)

    def _entry(self, what: AnyInput) -> str:
        value = getattr(what, "value", None)
        if value is not None:
            return self.tr("(entered: {keys})").format(keys=value)
        return self.tr("(goes on)") if isinstance(what, Next) else self.tr("(nothing entered)")

    def _hear(self, text: str, *, soft: bool = False) -> None:
        item = QListWidgetItem(text)
        if soft:
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        self.heard.addItem(item)
        self.heard.scrollToBottom()

    def _show_keys(self) -> None:
        self.pressed.setText(self._keys)

    @Slot()
    def _over(self) -> None:
        """The caller has heard it all, or the time to press a key is over."""
        if self._shown is not None and self._shown.kind == "say":
            self._keys = ""
            self.given.emit(Next())
        else:
            self._try(over=True)

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.press(button.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in KEYS and event.text():
            self.press(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._over()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Telephone"))
        self.heard.setAccessibleName(self.tr("What the caller hears"))
        self.pressed.setAccessibleName(self.tr("Keys pressed"))
        self.silence.set_text(self.tr("Heard, no key"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
