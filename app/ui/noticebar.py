"""Where notices are shown: the line at the foot of the window, and the banner for what lasts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.ui.controls import Button, Glyph, IconButton, Panel, Text, announce, restyle, row
from app.ui.notices import Notices, Said

SECONDS = {"good": 5, "info": 6, "warn": 10, "bad": 15}
ICONS = {"good": "done", "info": "info", "warn": "warning", "bad": "error"}


class NoticeBar(Panel):
    """The foot of the window: the last message with its button; facts about phone and hub at the right."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__("foot", parent)
        self.setFixedHeight(36)
        self._said: Said | None = None
        self._icon = Glyph("info", "info", 16)
        self.text = Text("", "body", elide=True)
        self._action = Button("", "", "link")
        self._close = IconButton("close", "")
        self._working = Text("", "small", "soft")
        self.held = Text("", "small", "warn")
        self.refused = Button("", "", "link")
        """Kept commands the hub would not do: a press shows them."""
        self.phone = Text("", "small", "soft")
        self.hub = Text("", "small", "faint")
        layout = row(self, 8, (16, 0, 12, 0))
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        for widget in (self._working, self.refused, self.held, self.phone, self.hub):
            layout.addSpacing(8)
            layout.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.clear)
        notices.said.connect(self.show_said)
        self._working.hide()
        self.held.hide()
        self.refused.hide()
        self._name()
        self.clear()

    @Slot(object)
    def show_said(self, said: Said) -> None:
        """Show a message; it goes after some seconds, what is bad after more."""
        self._said = said
        self._icon.show_icon(ICONS.get(said.tone, "info"), said.tone)
        self._icon.show()
        self.text.setText(said.text)
        self.text.set_tone(said.tone if said.tone in ("warn", "bad") else "")
        self.text.setAccessibleName(self.tr("Notice"))
        self.text.setAccessibleDescription(said.text)
        announce(self, said.text)
        self._action.setVisible(said.then is not None)
        self._action.set_text(said.action)
        self._close.show()
        self._timer.start(SECONDS.get(said.tone, 6) * 1000)

    @Slot()
    def clear(self) -> None:
        """Show no message."""
        self._said = None
        self.text.setText("")
        for widget in (self._icon, self._action, self._close):
            widget.hide()

    @Slot(bool)
    def show_working(self, on: bool) -> None:
        """Say that an answer is being waited for."""
        self._working.setText(self.tr("Working…"))
        self._working.setVisible(on)

    def show_held(self, count: int) -> None:
        """Say how many commands wait for the hub."""
        self.held.setVisible(count > 0)
        self.held.setText(self.tr("%n kept until the hub is back", "", count))

    def show_refused(self, count: int) -> None:
        """Say how many kept commands the hub would not do."""
        self.refused.setVisible(count > 0)
        self.refused.set_text(self.tr("%n not taken", "", count))

    @Slot()
    def _act(self) -> None:
        said = self._said
        self.clear()
        if said is not None and said.then is not None:
            said.then()

    def _name(self) -> None:
        self._close.set_name(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


class Banner(QWidget):
    """A strip under the top bar for what lasts (offline, an unwritable journal); the worst is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._causes: dict[str, tuple[str, str]] = {}
        self._panel = Panel("banner")
        self._icon = Glyph("warning", "warn", 16)
        self.text = Text("", "body")
        inner = row(self._panel, 8, (16, 6, 16, 6))
        inner.addWidget(self._icon)
        inner.addWidget(self.text, 1)
        row(self, 0, 0).addWidget(self._panel)
        self.hide()

    def tell(self, cause: str, text: str, tone: str = "warn") -> None:
        """Show `text` for as long as `cause` lasts; an empty text ends it."""
        self._causes.pop(cause, None)
        if text:
            self._causes[cause] = (tone, text)
        if not self._causes:
            self.hide()
            return
        tone, text = min(self._causes.values(), key=lambda entry: entry[0] != "bad")
        self._panel.setProperty("tone", tone)
        restyle(self._panel)
        self._icon.show_icon("offline" if "offline" in self._causes else "warning", tone)
        self.text.setText(text)
        self.text.set_tone(tone)
        self.setAccessibleName(text)
        self.show()
