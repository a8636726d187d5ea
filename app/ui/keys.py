"""F1: every action with its key, made from the list of actions, filtered as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from app.ui.actions import Action, Actions
from app.ui.controls import Button, Text, column, row


class KeysWindow(QDialog):
    """The list of keys."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        self.setAccessibleName(self.tr("Keys"))
        self.resize(720, 560)
        self._actions = actions
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find an action"))
        self._field.setAccessibleName(self.tr("Find an action"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Keys"))
        close = Button(self.tr("Close"), "", "", "Esc")
        close.clicked.connect(self.close)
        layout = column(self, 12, 20)
        head = row(layout, 12, 0)
        head.addWidget(Text(self.tr("Keys"), "head"), 1)
        self._field.setFixedWidth(240)
        head.addWidget(self._field)
        layout.addWidget(self._area, 1)
        foot = row(layout, 8, 0)
        palette = any(action.id == "palette" for action in actions.all())
        words = self.tr("Ctrl+K does anything by its name.") if palette else ""
        foot.addWidget(Text(words, "small", "soft"), 1)
        foot.addWidget(close)
        self._field.textChanged.connect(self.refresh)
        self.refresh()
        self._field.setFocus()

    @Slot()
    def refresh(self) -> None:
        """List the actions that fit what is typed, by group, in two columns."""
        wanted = self._field.text().strip().casefold()
        groups: dict[str, list[Action]] = {}
        for action in self._actions.all():
            if action.key and action.group and wanted in action.title.casefold():
                groups.setdefault(action.group_title, []).append(action)
        inside = QWidget()
        inside.setProperty("role", "plain")
        columns = row(inside, 32, (0, 4, 12, 4))
        halves = [column(columns, 16, 0), column(columns, 16, 0)]
        filled = [0, 0]
        for title, actions in groups.items():
            side = filled.index(min(filled))
            filled[side] += len(actions) + 2
            halves[side].addWidget(self._group(title, actions))
        for half in halves:
            half.addStretch(1)
        self._area.setWidget(inside)

    def _group(self, title: str, actions: list[Action]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(Text(title, "strong"), 0, 0, 1, 2)
        for line, action in enumerate(actions, start=1):
            key = QLabel(action.shown_key)
            key.setProperty("role", "key")
            key.setAccessibleName(action.shown_key)
            grid.addWidget(Text(action.title, "body", "soft"), line, 0)
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return box
