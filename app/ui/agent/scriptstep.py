"""One step of a script: what to say in large letters, the question's field, what is wrong with the entry."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from app.protocol.flow_run import Passed, Shown
from app.ui import theme
from app.ui.agent import paint, scriptwords
from app.ui.agent.scriptchoices import ChoiceList
from app.ui.agent.scripteditors import Editor, editor_for
from app.ui.controls import Chip, Text, announce, column, row

LEAST_HEIGHT = 96
"""A step is never lower, pixels; what does not fit is scrolled."""
MIDDLE, LONG = 140, 320
"""Widths (in half-width letters) from which a text to say is set smaller."""


def size_of(text: str) -> str:
    """The type of a text to say, by its length: Chinese letters count twice."""
    length = sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
    return "say" if length <= MIDDLE else "say-middle" if length <= LONG else "say-long"


class SaidText(QWidget):
    """What is to be said: large, whole, its lines apart by the same step whatever script they are in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show a text."""
        self._text = text
        self.setAccessibleName(scriptwords.translate("Script", "What to say"))
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return int(paint.block(self._text, size_of(self._text), max(80, width), 0).height) + 4

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 80 else 400
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, int(paint.line_height(size_of(self._text))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(paint.colour(theme.current_tokens().text))
        size = size_of(self._text)
        paint.draw_block(painter, 0, 0, paint.block(self._text, size, max(80, self.width()), 0), size)
        painter.end()


class StepCard(QScrollArea):
    """The step. `sent`: Enter in its field; `left`: Backspace in the empty one; `changed`: the draft."""

    changed = Signal(str)
    sent = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self.editor: Any = None
        """The field (`scripteditors.Editor`), or None."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(LEAST_HEIGHT)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._head = Text("", "section")
        self.said = SaidText()
        self._place = QWidget()
        self._slot = column(self._place, 0, 0)
        self._hint = Text("", "small", "soft", wrap=True)
        self._problem = Text("", "body", "bad", wrap=True)
        self._results = Text("", "body", "soft", wrap=True)
        self._outcome = Chip("", "wrap")
        self._trouble = Text("", "small", "warn", wrap=True)
        layout = column(inside, 6, (16, 8, 16, 4))
        for widget in (self._head, self.said, self._hint, self._place, self._problem, self._results):
            layout.addWidget(widget)
        chips = row(layout, 8, 0)
        chips.addWidget(self._outcome)
        chips.addStretch(1)
        layout.addWidget(self._trouble)
        layout.addStretch(1)
        self.setWidget(inside)

    def show_step(self, shown: Shown, draft: str | None = None, changing: Passed | None = None) -> None:
        """Show a step. The field of an entry that did not fit stays, with what was typed in it."""
        before, self.shown = self.shown, shown
        again = before is not None and shown.problem != "" and _asks_the_same(before, shown)
        if not again or self.editor is None:
            self._put_editor(shown)
            if draft and self.editor is not None:
                self.editor.set_text(draft)
            self.verticalScrollBar().setValue(0)
        self._say(shown, changing)

    def _put_editor(self, shown: Shown) -> None:
        if self.editor is not None:
            self._slot.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = editor_for(shown)
        self._place.setVisible(self.editor is not None)
        if self.editor is None:
            return
        self._slot.addWidget(self.editor)
        self.editor.show()  # now, not at the next turn: the keyboard goes into it at once
        if not isinstance(self.editor, ChoiceList):
            self.editor.setAccessibleName(shown.title or shown.text)
        if isinstance(self.editor, ChoiceList):
            self.editor.moved.connect(self._show_row)
        editor: Editor = self.editor
        editor.changed.connect(self.changed)
        editor.sent.connect(self.sent)
        editor.left.connect(self.left)

    def _say(self, shown: Shown, changing: Passed | None) -> None:
        head = scriptwords.heading(shown)
        if changing is not None:
            head = scriptwords.translate("Script", "Change the answer")
        self._head.setText(f"{head} · {shown.title}" if shown.title else head)
        self.said.say(shown.text or scriptwords.without_text(shown))
        hints = [shown.hint, "" if shown.required or shown.kind != "ask" else scriptwords.may_be_empty()]
        hints.append(scriptwords.expected(shown) if isinstance(self.editor, ChoiceList) else "")
        _put(self._hint, " · ".join(part for part in hints if part))
        _put(self._problem, scriptwords.problem(shown))
        if self.editor is not None:
            self.editor.set_wrong(bool(shown.problem))
        ended = shown.kind == "end"
        _put(self._results, scriptwords.results(shown) if ended else "")
        self._outcome.setText(scriptwords.outcome(shown) if ended else "")
        self._outcome.setVisible(ended and bool(shown.disposition))
        _put(self._trouble, scriptwords.trouble(shown))
        announce(self, f"{head}. {shown.text}")

    @Slot(object)
    def _show_row(self, row: QWidget) -> None:
        """The choice that the keyboard is on is in view."""
        self.ensureWidgetVisible(row, 0, 12)

    def show_problem(self, code: str) -> None:
        """What is in the field does not fit: say why, keep it."""
        if self.shown is not None:
            self.shown = msgspec.structs.replace(self.shown, problem=code)
            _put(self._problem, scriptwords.problem(self.shown))
            if self.editor is not None:
                self.editor.set_wrong(bool(code))

    @property
    def problem(self) -> str:
        """What is said of an entry that did not fit."""
        return self._problem.full_text()

    def take_focus(self) -> bool:
        """Put the keyboard into the field; whether there is one."""
        if self.editor is None:
            return False
        self.editor.take_focus()
        return True

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self.shown = None
        self._put_editor(Shown(kind="say", node=""))
        self.said.say("")
        for text in (self._head, self._hint, self._problem, self._results, self._trouble):
            text.setText("")


def _put(label: Text, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _asks_the_same(one: Shown, other: Shown) -> bool:
    return (one.node, one.kind, one.type, one.choices) == (other.node, other.kind, other.type, other.choices)
