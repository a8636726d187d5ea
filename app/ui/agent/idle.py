"""The middle of the desk with nobody in it: what state one is in, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui import situation
from app.ui.actions import Action
from app.ui.controls import Button, Glyph, Panel, Text, column
from app.ui.workplace import Workplace

HINTS = ("search", "palette", "tickets", "keys")
"""Actions whose keys are shown here."""


class Idle(Panel):
    """Says what is going on while nothing is, with the one button that matters. `ready_wanted`: be Ready."""

    ready_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._at = workplace
        self._icon = Glyph("headset", "edge", 40)
        self._title = Text("", "head")
        self._text = Text("", "body", "soft")
        self.ready = Button("", "check", "primary", "F2")
        self.ready.setMinimumHeight(40)
        self.ready.setMinimumWidth(160)
        self.ready.clicked.connect(self.ready_wanted)
        self._keys = QWidget()
        self._grid = QGridLayout(self._keys)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        layout = column(self, 8, 24)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._text):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(self.ready, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(16)
        layout.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        workplace.rows_changed.connect(self._rows_changed)
        workplace.settled.connect(self._rows_changed)
        workplace.actions.changed.connect(self._show_keys)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how things are now."""
        word = situation.my_state(self._at.rows).word
        waiting = sum(f.waiting for f in situation.queue_figures(self._at.rows, self._at.now()))
        if word == "ready":
            self._icon.show_icon("headset", "good")
            self._title.setText(self.tr("You are ready"))
            self._text.setText(self.tr("The next contact rings here by itself."))
        elif word == "not_responding":
            self._icon.show_icon("warning", "bad")
            self._title.setText(self.tr("A contact rang and was not taken"))
            self._text.setText(
                self.tr("It went back to its place in the queue. You get no others until you are ready.")
            )
        elif word == "not_ready":
            self._icon.show_icon("headset", "edge")
            self._title.setText(self.tr("You are not ready"))
            calm = self.tr("Nobody is waiting.")
            self._text.setText(
                self.tr("%n are waiting.", "callers in all queues", waiting) if waiting else calm
            )
        else:
            self._icon.show_icon("headset", "edge")
            self._title.setText("")
            self._text.setText("")
        self.ready.setVisible(word in ("not_ready", "not_responding"))
        self.ready.set_text(self.tr("Go ready"))

    @Slot()
    def _show_keys(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        actions: list[Action] = [action for action in self._at.actions.all() if action.id in HINTS]
        for line, action in enumerate(actions):
            key = QLabel(action.shown_key)
            key.setProperty("role", "key")
            self._grid.addWidget(key, line, 0, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(Text(action.title, "small", "soft"), line, 1)

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"agent_states", "work_items"} and self.isVisible():
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
            self._show_keys()
