"""Lists of a node in its form: choices, cases, recommendations; added, moved and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.scripts import grammar
from app.scripts.editing.values import Path
from app.ui.controls import Button, IconButton, Panel, Text, column, row
from app.ui.designer.fields import Commit, Line, Target, Texts
from app.ui.designer.labels import key_label

_SHAPES = {"choices": grammar.CHOICE, "branch": grammar.CASE, "items": grammar.ITEM}
_NEW: dict[str, dict[str, Any]] = {
    "choices": {"value": "choice"},
    "branch": {"when": "true", "next": ""},
    "items": {"value": "item"},
}


class Items(QWidget):
    """One box an item."""

    added = Signal(object, object)
    """The list's path, and the new item."""
    shifted = Signal(object, int, int)
    """The list's path, an item's place, its new place."""
    target_wanted = Signal(object)
    followed = Signal(str)

    def __init__(self, path: Path, commit: Commit, name: str, languages: list[str], count: int) -> None:
        super().__init__()
        self.path = path
        self._kind = str(path[-1])
        self._count = count
        self._commit = commit
        self._fields: list[dict[str, Any]] = []
        layout = column(self, 6, 0)
        for place in range(count):
            layout.addWidget(self._box(place, languages))
        add = Button(self.tr("Add"), "plus", "link")
        add.setAccessibleName(self.tr("Add to {name}").format(name=name))
        add.clicked.connect(self._add)
        line = row(layout, 0)
        line.addWidget(add)
        line.addStretch(1)

    def _box(self, place: int, languages: list[str]) -> Panel:
        box = Panel("sunken")
        outer = row(box, 6, (8, 6, 4, 6))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        outer.addLayout(grid, 1)
        fields: dict[str, Any] = {}
        number = place + 1
        for line, (key, shape) in enumerate(_SHAPES[self._kind].items()):
            where = (*self.path, place, key)
            label = key_label(key)
            name = QCoreApplication.translate("Items", "{label} of {number}").format(
                label=label, number=number
            )
            field: Line | Target | Texts
            if shape.shape == "text":
                field = Texts(where, self._commit, name, languages, short=True)
            elif shape.shape == "node":
                field = Target(where, self._commit, name)
                field.wanted.connect(self.target_wanted)
                field.followed.connect(self.followed)
            else:
                field = Line(where, self._commit, name, code=shape.shape == "value")
            fields[key] = field
            grid.addWidget(Text(label, "small", "soft"), line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        self._fields.append(fields)
        buttons = column(outer, 0, 0)
        for icon, words, run in (
            ("chevron-up", self.tr("Move {number} up"), self._up),
            ("chevron-down", self.tr("Move {number} down"), self._down),
            ("trash", self.tr("Take out {number}"), self._drop),
        ):
            buttons.addWidget(self._button(icon, words.format(number=number), place, run))
        buttons.addStretch(1)
        return box

    def _button(self, icon: str, name: str, place: int, run: Callable[[], None]) -> IconButton:
        button = IconButton(icon, name)
        button.setProperty("place", place)
        button.clicked.connect(run)
        return button

    def show_value(self, value: Any) -> None:
        """The list as it is written."""
        items = value if isinstance(value, list) else []
        for item, fields in zip(items, self._fields, strict=False):
            for key, field in fields.items():
                field.show_value(item.get(key) if isinstance(item, dict) else None)

    def flush(self) -> None:
        """Take what is typed, now."""
        for fields in self._fields:
            for field in fields.values():
                field.flush()

    def _place(self) -> int:
        sender = self.sender()
        return int(sender.property("place")) if sender is not None else 0

    @Slot()
    def _add(self) -> None:
        item = dict(_NEW[self._kind])
        if "value" in item:
            item["value"] = f"{item['value']}_{self._count + 1}"
        self.added.emit(self.path, item)

    @Slot()
    def _up(self) -> None:
        place = self._place()
        if place > 0:
            self.shifted.emit(self.path, place, place - 1)

    @Slot()
    def _down(self) -> None:
        place = self._place()
        if place + 1 < self._count:
            self.shifted.emit(self.path, place, place + 1)

    @Slot()
    def _drop(self) -> None:
        self._commit((*self.path, self._place()), None)
