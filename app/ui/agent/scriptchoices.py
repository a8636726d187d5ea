"""Choices of a script's question: one of them, some of them, yes or no, what is recommended. Keys only."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.protocol.flow_run import ChoiceShown, Shown
from app.ui import theme
from app.ui.agent import paint, scriptwords
from app.ui.controls import KEYPAD, announce

LETTERS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Keys by position, where the author gave none."""
SHORT = 26
"""Choices up to so many letters stand in two columns where they are many."""
KEY_WIDTH = 24
PAD = 8


class ChoiceRow(QAbstractButton):
    """One choice: its key, its words, and for a recommendation the reason. The list has the keyboard."""

    def __init__(self, choice: ChoiceShown, key: str, ticked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.key = key
        self.current = False
        self._ticked = ticked
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(choice.text or choice.value)
        self.setAccessibleName(choice.text or choice.value)
        self.setAccessibleDescription(choice.reason)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _room(self, width: int) -> int:
        return max(40, width - 2 * PAD - KEY_WIDTH - 10 - (24 if self._ticked else 0))

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        height = paint.block(self.text(), "strong", room, 0).height
        if self.choice.reason:
            height += paint.block(self.choice.reason, "small", room, 0).height + 2
        return int(max(36, height + 2 * PAD - 2))

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() if self.width() > 80 else 300))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 36)

    def set_current(self, on: bool) -> None:
        """Whether the keyboard is on it."""
        if on != self.current:
            self.current = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, area = theme.current_tokens(), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, hovered = self.isChecked(), self.underMouse()
        ground = tokens.accent_soft if chosen else tokens.hover if hovered else tokens.surface
        painter.setBrush(paint.colour(ground))
        edge = tokens.focus if self.current else tokens.accent if chosen else tokens.line
        painter.setPen(QPen(paint.colour(edge), 2 if self.current else 1))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        x = area.x() + PAD
        if self.key:
            self._paint_key(painter, x)
        x += KEY_WIDTH + 8
        if self._ticked:
            self._paint_tick(painter, x, chosen)
            x += 24
        room, top = self._room(self.width()), PAD - 1.0
        words = paint.block(self.text(), "strong", room, 0)
        if not self.choice.reason:
            top = max(top, (self.height() - words.height) / 2)
        painter.setPen(paint.colour(tokens.text))
        paint.draw_block(painter, x, top, words, "strong")
        if self.choice.reason:
            painter.setPen(paint.colour(tokens.text_soft))
            reason = paint.block(self.choice.reason, "small", room, 0)
            paint.draw_block(painter, x, top + words.height + 2, reason, "small")
        painter.end()

    def _paint_key(self, painter: QPainter, x: float) -> None:
        tokens = theme.current_tokens()
        top = 8.0 if self.choice.reason else self.height() / 2 - 10
        box = QRectF(x, top, KEY_WIDTH, 20)
        painter.setPen(paint.colour(tokens.line))
        painter.setBrush(paint.colour(tokens.sunken))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(paint.colour(tokens.text_soft))
        width = paint.width_of(self.key, "caption", True)
        paint.draw(painter, box.center().x() - width / 2, box.center().y(), self.key, "caption", True)

    def _paint_tick(self, painter: QPainter, x: float, on: bool) -> None:
        tokens = theme.current_tokens()
        box = QRectF(x, self.height() / 2 - 8, 16, 16)
        painter.setPen(paint.colour(tokens.accent if on else tokens.edge))
        painter.setBrush(paint.colour(tokens.accent if on else tokens.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            paint.draw_icon(painter, "check", box.adjusted(1, 1, -1, -1), tokens.on_accent)


def keys_of(choices: list[ChoiceShown]) -> list[str]:
    """The key of each choice: the author's where it is one sign and free, else by position."""
    wanted = [choice.key.upper() if len(choice.key) == 1 else "" for choice in choices]
    taken = {key for key in wanted if key}
    free = iter(letter for letter in LETTERS if letter not in taken)
    seen: set[str] = set()
    keys = []
    for key in wanted:
        mine = key if key and key not in seen else next(free, "")
        seen.add(mine)
        keys.append(mine)
    return keys


class ChoiceList(QWidget):
    """The choices of a step. Arrows move, a key or Enter takes; with `several` a key or Space toggles."""

    changed = Signal(str)
    """The draft: values, a line each."""
    sent = Signal()
    left = Signal()
    moved = Signal(object)
    """The row (a widget) the keyboard is on now."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.several = shown.type == "many_of"
        self._yes_no = shown.type == "yes_no"
        self._position = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(scriptwords.translate("Script", "Choices"))
        choices = shown.choices or (_yes_no() if self._yes_no else [])
        keys = keys_of(choices)
        self.rows = [
            ChoiceRow(choice, key, self.several, self) for choice, key in zip(choices, keys, strict=True)
        ]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        narrow = all(len(row.text()) <= SHORT and not row.choice.reason for row in self.rows)
        self._columns = 2 if narrow and (len(self.rows) > 3 or self._yes_no) else 1
        for place, row in enumerate(self.rows):
            grid.addWidget(row, place // self._columns, place % self._columns)
            row.clicked.connect(self._clicked)
        self.fill(shown.value)

    # ----------------------------------------------------------------- what is chosen
    def value(self) -> Any:
        """The answer: a value, a list of them, or for yes and no a truth value; None where nothing is."""
        chosen = [row.choice.value for row in self.rows if row.isChecked()]
        if self.several:
            return chosen
        if not chosen:
            return None
        return chosen[0] == "true" if self._yes_no else chosen[0]

    def fill(self, value: Any) -> None:
        """Choose what was answered before."""
        wanted = value if isinstance(value, list) else [value]
        texts = {("true" if one else "false") if isinstance(one, bool) else str(one) for one in wanted}
        self._choose({place for place, row in enumerate(self.rows) if row.choice.value in texts})

    def text(self) -> str:
        """What is chosen, as it is kept."""
        return "\n".join(row.choice.value for row in self.rows if row.isChecked())

    def set_text(self, draft: str) -> None:
        """Choose what was kept."""
        wanted = set(draft.split("\n"))
        self._choose({place for place, row in enumerate(self.rows) if row.choice.value in wanted})

    def _choose(self, places: set[int]) -> None:
        for place, row in enumerate(self.rows):
            row.setChecked(place in places)
        if places:
            self._move_to(min(places))

    def set_wrong(self, wrong: bool) -> None:
        """An entry did not fit: said beside it, there is nothing to mark."""

    def take(self, place: int) -> None:
        """Choose by position; where one is all, the answer is given with it."""
        if not 0 <= place < len(self.rows):
            return
        self._move_to(place)
        row = self.rows[place]
        if self.several:
            row.setChecked(not row.isChecked())
            self.changed.emit(self.text())
            return
        self._choose({place})
        self.changed.emit(self.text())
        self.sent.emit()

    @Slot()
    def _clicked(self) -> None:
        row = self.sender()
        place = self.rows.index(row)  # type: ignore[arg-type]
        if self.several:
            row.setChecked(not row.isChecked())  # type: ignore[attr-defined]
        self.take(place)

    # ----------------------------------------------------------------- keys
    def press(self, text: str) -> bool:
        """Take the choice whose key this is; whether there was one."""
        text = text.upper()
        if self._yes_no:
            for place, letters in enumerate(zip(scriptwords.yes_no_keys(), "YN", strict=True)):
                if text in letters:
                    self.take(place)
                    return True
        for place, row in enumerate(self.rows):
            if text and row.key == text:
                self.take(place)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~(KEYPAD | Qt.KeyboardModifier.ShiftModifier)
        steps = {
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
        }
        if not plain:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self._move_to(0)
        elif key == Qt.Key.Key_End:
            self._move_to(len(self.rows) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Space and self._position >= 0:
            self.take(self._position)
        elif key == Qt.Key.Key_Backspace:
            self.left.emit()
        elif not self.press(event.text()):
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if not self.several and self._position >= 0:
            self.take(self._position)
        else:
            self.sent.emit()

    def _step(self, by: int) -> None:
        if self._position < 0:
            self._move_to(0)
        elif 0 <= self._position + by < len(self.rows):
            self._move_to(self._position + by)

    def _move_to(self, place: int) -> None:
        if not 0 <= place < len(self.rows):
            return
        self._position = place
        self._draw_current()
        self.moved.emit(self.rows[place])
        announce(self, self.rows[place].text())

    def _draw_current(self) -> None:
        for place, row in enumerate(self.rows):
            row.set_current(place == self._position and self.hasFocus())

    def take_focus(self) -> None:
        """Put the keyboard here, on what is chosen or on the first."""
        if self._position < 0 and self.rows:
            self._position = 0
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._position < 0 and self.rows:
            self._position = 0
        self._draw_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw_current()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(scriptwords.translate("Script", "Choices"))


def _yes_no() -> list[ChoiceShown]:
    yes, no = scriptwords.yes_no_keys()
    return [
        ChoiceShown(value="true", text=scriptwords.result(True), key=yes),
        ChoiceShown(value="false", text=scriptwords.result(False), key=no),
    ]
