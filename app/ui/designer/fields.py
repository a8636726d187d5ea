"""The fields of a node's form: each is bound to a place in the node's text and says when it was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.scripts.editing.values import Path
from app.ui.controls import Button, Chip, IconButton, Text, column, row
from app.ui.theme import TYPE

PAUSE_MS = 700
"""After so long without a key a field's text is taken."""

Commit = Callable[[Path, Any], None]


class Line(QLineEdit):
    """One line. `code`: an expression, written in letters of one width."""

    def __init__(self, path: Path, commit: Commit, name: str, *, code: bool = False, hint: str = "") -> None:
        super().__init__()
        self.path = path
        self._commit = commit
        self._taken = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if code:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(TYPE["small"])
            self.setFont(font)
        self._timer = _pause(self, self.flush)
        self.textEdited.connect(self._timer.start)
        self.editingFinished.connect(self.flush)

    def show_value(self, value: Any) -> None:
        """What stands in the text; what is being typed here is left alone."""
        text = value if isinstance(value, str) else ""
        if self._timer.isActive() or text == self._taken == self.text():
            return
        self._taken = text
        if self.text() != text:
            self.setText(text)

    @Slot()
    def flush(self) -> None:
        """Take what is typed, now."""
        self._timer.stop()
        if self.text() != self._taken:
            self._taken = self.text()
            self._commit(self.path, self.text())


class Words(QPlainTextEdit):
    """A text of a few lines in one language."""

    def __init__(self, path: Path, commit: Commit, name: str) -> None:
        super().__init__()
        self.path = path
        self._commit = commit
        self._taken = ""
        self._showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(54)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = _pause(self, self.flush)
        self.textChanged.connect(self._typed)

    def show_value(self, value: Any) -> None:
        """What stands in the text; what is being typed here is left alone."""
        text = value if isinstance(value, str) else ""
        if self._timer.isActive() or text == self._taken == self.toPlainText():
            return
        self._taken = text
        if self.toPlainText() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    @Slot()
    def _typed(self) -> None:
        if not self._showing:
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Take what is typed, now."""
        self._timer.stop()
        if self.toPlainText() != self._taken:
            self._taken = self.toPlainText()
            self._commit(self.path, self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()


class Texts(QWidget):
    """A text in all languages of the flow, one below the other; those that are missing are marked."""

    def __init__(
        self, path: Path, commit: Commit, name: str, languages: list[str], *, short: bool = False
    ) -> None:
        super().__init__()
        self.path = path
        self._languages = languages
        self._fields: dict[str, Line | Words] = {}
        self._chips: dict[str, Chip] = {}
        layout = column(self, 4, 0)
        for language in languages:
            line = row(layout, 6)
            label = f"{name}, {language}"
            place = (*path, language)
            field = Line(place, commit, label) if short else Words(place, commit, label)
            chip = Chip(language)
            chip.setFixedWidth(52)
            self._fields[language], self._chips[language] = field, chip
            line.addWidget(chip)
            line.addWidget(field, 1)
        if languages:
            self.setFocusProxy(self._fields[languages[0]])

    def show_value(self, value: Any) -> None:
        """A text, or texts by language."""
        texts = value if isinstance(value, dict) else {self._languages[0]: value} if self._languages else {}
        some = any(texts.values())
        for language, field in self._fields.items():
            field.show_value(texts.get(language) or "")
            missing = some and not texts.get(language)
            self._chips[language].set_tone("warn" if missing else "")
            self._chips[language].setToolTip(self.tr("No translation yet") if missing else "")

    def flush(self) -> None:
        """Take what is typed, now."""
        for field in self._fields.values():
            field.flush()


class Target(QWidget):
    """A way out: the node's name on a button that chooses another; go there, or take it out."""

    wanted = Signal(object)
    """The path of the way for which a node is to be chosen."""
    followed = Signal(str)

    def __init__(self, path: Path, commit: Commit, name: str) -> None:
        super().__init__()
        self.path = path
        self._name = name
        self._commit = commit
        self._value = ""
        self._button = Button("", "forward")
        self._go = IconButton("chevron-right", "")
        self._clear = IconButton("close", "")
        layout = row(self, 2, 0)
        layout.addWidget(self._button, 1)
        layout.addWidget(self._go)
        layout.addWidget(self._clear)
        self._button.clicked.connect(self._choose)
        self._go.clicked.connect(self._follow)
        self._clear.clicked.connect(self._take_out)
        self.setFocusProxy(self._button)
        self.show_value("")

    def show_value(self, value: Any) -> None:
        """The node it leads to; empty where it leads nowhere."""
        self._value = value if isinstance(value, str) else ""
        shown = self._value or self.tr("choose …")
        self._button.set_text(shown, f"{self._name}: {shown}")
        self._go.set_name(self.tr("Go to {node}").format(node=self._value))
        self._clear.set_name(self.tr("Take out the way {name}").format(name=self._name))
        self._go.setVisible(bool(self._value))
        self._clear.setVisible(bool(self._value))

    def flush(self) -> None:
        """Nothing is typed here."""

    @Slot()
    def _choose(self) -> None:
        self.wanted.emit(self.path)

    @Slot()
    def _follow(self) -> None:
        self.followed.emit(self._value)

    @Slot()
    def _take_out(self) -> None:
        self._commit(self.path, None)


class Pick(QComboBox):
    """One of some values; empty for none where that may be."""

    def __init__(self, path: Path, commit: Commit, name: str, values: list[tuple[str, str]]) -> None:
        super().__init__()
        self.path = path
        self._commit = commit
        self.setAccessibleName(name)
        for value, words in values:
            self.addItem(words, value)
        self.activated.connect(self._chosen)

    def show_value(self, value: Any) -> None:
        """What stands in the text; what is not among the values is added."""
        text = value if isinstance(value, str) else ""
        place = self.findData(text)
        if place < 0:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def flush(self) -> None:
        """Nothing is typed here."""

    @Slot()
    def _chosen(self) -> None:
        self._commit(self.path, self.currentData() or None)


class Flag(QCheckBox):
    """Yes or no; written only where it is not what is meant without it."""

    def __init__(self, path: Path, commit: Commit, name: str, without: bool) -> None:
        super().__init__(name)
        self.path = path
        self._commit = commit
        self._without = without
        self.setAccessibleName(name)
        self.clicked.connect(self._clicked)

    def show_value(self, value: Any) -> None:
        """`true` or `false` as it is written."""
        known = {"true": True, "false": False, "yes": True, "no": False}
        self.setChecked(known.get(str(value).lower(), self._without))

    def flush(self) -> None:
        """Nothing is typed here."""

    @Slot(bool)
    def _clicked(self, on: bool) -> None:
        self._commit(self.path, None if on == self._without else on)


class Pairs(QWidget):
    """Names with an expression each: variables that are set, arguments, results, skills."""

    renamed = Signal(object, str, str)
    """The path, the old name, the new one."""

    def __init__(self, path: Path, commit: Commit, name: str, names: list[str]) -> None:
        super().__init__()
        self.path = path
        self._name = name
        self._commit = commit
        self._keys: dict[str, Line] = {}
        self._values: dict[str, Line] = {}
        layout = column(self, 4, 0)
        for key in names:
            line = row(layout, 4)
            label = Line((key,), self._rename, self.tr("{name}: name").format(name=name))
            label.setFixedWidth(120)
            label.show_value(key)
            value = Line((*path, key), commit, f"{name}: {key}", code=True)
            drop = IconButton("close", self.tr("Take out {name}").format(name=key))
            drop.setProperty("pair", key)
            drop.clicked.connect(self._drop)
            line.addWidget(label)
            line.addWidget(Text("=", "body", "faint"))
            line.addWidget(value, 1)
            line.addWidget(drop)
            self._keys[key], self._values[key] = label, value
        line = row(layout, 4)
        self._new = QLineEdit()
        self._new.setPlaceholderText(self.tr("New name, then Enter"))
        self._new.setAccessibleName(self.tr("{name}: new name").format(name=name))
        self._new.returnPressed.connect(self._add)
        self._new.setFixedWidth(200)
        line.addWidget(self._new)
        line.addStretch(1)

    def show_value(self, value: Any) -> None:
        """The mapping as it is written."""
        if isinstance(value, dict):
            for key, field in self._values.items():
                field.show_value(value.get(key, ""))

    def flush(self) -> None:
        """Take what is typed, now."""
        for field in (*self._values.values(), *self._keys.values()):
            field.flush()

    def _rename(self, path: Path, new: str) -> None:
        old = str(path[0])
        if new and new not in self._values:
            self.renamed.emit(self.path, old, new)
        else:
            self._keys[old].setText(old)

    @Slot()
    def _add(self) -> None:
        name = self._new.text().strip()
        if name and name not in self._values:
            self._commit((*self.path, name), "''")

    @Slot()
    def _drop(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._commit((*self.path, str(sender.property("pair"))), None)


def _pause(parent: QWidget, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE_MS)
    timer.timeout.connect(then)
    return timer
