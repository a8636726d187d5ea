"""What the caller may bring up at any time: a bar of buttons, always in the same place, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.protocol.flow_run import ObjectionShown
from app.ui.controls import Text, row, with_key

LEAST_WIDTH = 106
"""A button of the bar is at least so wide, pixels."""
MOST_COLUMNS = 5
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def keys_of(objections: list[ObjectionShown], taken: frozenset[str] = frozenset()) -> list[str]:
    """The letter (with Alt) of each objection: the author's, else a letter of its words, else any.
    None is given twice, none of `taken`; what is left over has none. (Alt and a digit chooses who calls.)"""
    used = set(taken)
    keys = [""] * len(objections)
    for place, objection in enumerate(objections):  # the author's come first
        key = objection.key.upper()
        if key in LETTERS and len(key) == 1 and key not in used:
            keys[place] = key
            used.add(key)
    for place, objection in enumerate(objections):
        if keys[place]:
            continue
        mine = [letter for letter in objection.text.upper() if letter in LETTERS]
        keys[place] = next((key for key in (*mine, *LETTERS) if key not in used), "")
        used.add(keys[place])
    return keys


class ObjectionButton(QPushButton):
    """An objection with its key; its words are shortened where there is no room."""

    def __init__(self, objection: ObjectionShown, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objection = objection
        self._words = objection.text or objection.name
        self._key = f"Alt+{key}" if key else ""
        self.setAccessibleName(self._words)
        self.setToolTip(with_key(self._words, self._key))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("text-align: left; padding: 0 9px;")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lead = f"{self._key[-1]}  " if self._key else ""
        room = self.width() - 22 - self.fontMetrics().horizontalAdvance(lead)
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(20, room))
        self.setText((lead + words).replace("&", "&&"))


class ObjectionBar(QWidget):
    """The buttons and their keys. `raised` carries the objection's name."""

    raised = Signal(str)

    def __init__(
        self,
        reach: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
        taken: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reach = reach
        self._taken = taken
        self._objections: list[ObjectionShown] = []
        self._keys: list[_Key] = []
        self.buttons: list[ObjectionButton] = []
        self._title = Text("", "section")
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        line = row(self, 12, (16, 6, 12, 6))
        line.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(self._grid, 1)

    def show_objections(self, objections: list[ObjectionShown]) -> None:
        """Show these; none hides the bar."""
        alt = QKeySequence("Alt+A").toString(QKeySequence.SequenceFormat.NativeText)[:-1]
        self._title.setText(self.tr("Caller says ({key})").format(key=f"{alt} …"))
        self.setVisible(bool(objections))
        if objections == self._objections:
            return
        self._objections = objections
        for key in self._keys:
            key.release()
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        keys = keys_of(objections, self._taken)
        self.buttons = [ObjectionButton(o, k) for o, k in zip(objections, keys, strict=True)]
        self._keys = [_Key(f"Alt+{k}", o.name, self) for o, k in zip(objections, keys, strict=True) if k]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
        self._place()

    def _place(self) -> None:
        columns = max(1, min(MOST_COLUMNS, len(self.buttons), self._room() // (LEAST_WIDTH + 6)))
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // columns, place % columns)

    def _room(self) -> int:
        """Width for the buttons, pixels."""
        return self.width() - self._title.sizeHint().width() - 36

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @property
    def reach(self) -> Qt.ShortcutContext:
        """Where its keys work."""
        return self._reach

    @Slot()
    def _clicked(self) -> None:
        self.raised.emit(self.sender().objection.name)  # type: ignore[attr-defined]


class _Key(QObject):
    """A key of the bar; an object of its own, so that nothing holds the bar."""

    def __init__(self, key: str, name: str, bar: ObjectionBar) -> None:
        super().__init__(bar)
        self._name = name
        self._bar = bar
        window = bar.reach == Qt.ShortcutContext.WindowShortcut
        self._shortcut = QShortcut(QKeySequence(key), bar if window else bar.parentWidget() or bar)
        self._shortcut.setContext(bar.reach)
        self._shortcut.activated.connect(self._pressed)

    def release(self) -> None:
        """The key does nothing any more."""
        self._shortcut.setEnabled(False)
        self._shortcut.deleteLater()
        self.deleteLater()

    @Slot()
    def _pressed(self) -> None:
        self._bar.raised.emit(self._name)
