"""The top of the designer: which flow and version, whether it is saved, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.controls import Button, Chip, IconButton, Panel, Text, divider, row

STATE_TONES = {"draft": "", "review": "info", "live": "good", "retired": "warn"}


class DesignerBar(Panel):
    """Names what is open; its buttons are joined by the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self.setFixedHeight(52)
        self.flows = Button("", "chevron-left", "plain", "Ctrl+Shift+O")
        self.title = Text("", "title", elide=True)
        self.version = Chip("")
        self.unsaved = Chip("", "warn")
        self.undo = IconButton("undo", "", "Ctrl+Z")
        self.redo = IconButton("redo", "", "Ctrl+Y")
        self.add = IconButton("plus", "", "N")
        self.arrange = IconButton("arrange", "", "Ctrl+L")
        self.fit = IconButton("fit", "", "F")
        self.search = QLineEdit()
        self.hits = Text("", "small", "soft")
        self.previous = IconButton("chevron-up", "", "Shift+F3")
        self.next = IconButton("chevron-down", "", "F3")
        self.export = IconButton("export", "", "Ctrl+Shift+E")
        self.save = Button("", "save", "primary", "Ctrl+S")
        self.search.setProperty("role", "search")
        self.search.setFixedWidth(210)
        layout = row(self, 6, (12, 0, 16, 0))
        layout.addWidget(self.flows)
        layout.addWidget(divider(vertical=True))
        layout.addSpacing(6)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.version)
        layout.addWidget(self.unsaved)
        layout.addSpacing(6)
        for button in (self.undo, self.redo, self.add, self.arrange, self.fit):
            layout.addWidget(button)
        layout.addSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.hits)
        layout.addWidget(self.previous)
        layout.addWidget(self.next)
        layout.addSpacing(6)
        layout.addWidget(self.export)
        layout.addWidget(self.save)
        self._state = ("", 0, False)
        self._name()

    def show_flow(self, title: str, state: str, number: int, dirty: bool) -> None:
        """Which version of which flow; `state` is empty for one the hub does not know yet."""
        self.title.setText(title)
        self._state = (state, number, dirty)
        words = {
            "draft": self.tr("Draft {number}"),
            "review": self.tr("Version {number}, in review"),
            "live": self.tr("Version {number}, live"),
            "retired": self.tr("Version {number}, retired"),
        }
        self.version.setText(words[state].format(number=number) if state in words else self.tr("New"))
        self.version.set_tone(STATE_TONES.get(state, ""))
        self.unsaved.setVisible(dirty)
        self.save.setEnabled(dirty)

    def show_steps(self, undo: str, redo: str) -> None:
        """What undo and redo would do, in words; empty where nothing."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_name(self.tr("Undo: {what}").format(what=undo) if undo else self.tr("Undo"))
        self.redo.set_name(self.tr("Redo: {what}").format(what=redo) if redo else self.tr("Redo"))

    def _name(self) -> None:
        self.flows.set_text(self.tr("Flows"))
        self.unsaved.setText(self.tr("Not saved"))
        self.add.set_name(self.tr("New node"))
        self.arrange.set_name(self.tr("Arrange"))
        self.fit.set_name(self.tr("Show everything"))
        self.search.setPlaceholderText(self.tr("Find in the flow (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find in the flow"))
        self.previous.set_name(self.tr("Previous hit"))
        self.next.set_name(self.tr("Next hit"))
        self.export.set_name(self.tr("Export as a file"))
        self.save.set_text(self.tr("Save draft"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.show_flow(self.title.full_text(), *self._state)
