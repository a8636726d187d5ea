"""A script as the one who speaks it sees it: the path so far, the step, and what the caller may bring up.

Knows neither hub nor desk: it shows a `Shown` and tells inputs. The desk's panel and the designer's
simulator use it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

from app.protocol.flow_run import Answer, AnyInput, Back, Change, Jump, Next, Passed, Result, Return, Shown
from app.ui.agent import scriptwords
from app.ui.agent.scriptchoices import ChoiceList
from app.ui.agent.scriptobjections import ObjectionBar
from app.ui.agent.scriptpath import PathList
from app.ui.agent.scriptstep import StepCard
from app.ui.controls import Button, Text, column, divider, row

PATH_WIDTH = 216
NARROW = 520
"""Below this width the path is not shown beside the step, pixels."""
PROGRESS_AFTER_MS = 1_000
NEXT_KINDS = ("say", "wait")
NOT_DONE = "The agent did not put the call through."
"""What the run is told of a transfer that was left out."""


class ScriptView(QWidget):
    """Shows a step (`show_step`) and tells what is done with it (`given`)."""

    given = Signal(object)
    """An AnyInput."""
    typed = Signal(str)
    """What stands in the field now, to be kept."""
    change_wanted = Signal(object)
    """A Passed whose answer shall be changed: answered with `show_change`."""
    done_wanted = Signal(object)
    """The Shown of a route or transfer that shall be done."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        reach: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
        taken: frozenset[str] = frozenset(),
        own_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._path: list[Passed] = []
        self._changing: Passed | None = None
        self._busy = False
        self._typed_before = ""
        self.path = PathList()
        self.step = StepCard()
        self.objections = ObjectionBar(reach, taken, self)
        self._said = Text("", "small", "warn", wrap=True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PROGRESS_AFTER_MS)
        self._late.timeout.connect(self._progress.show)
        self.back = Button("", "chevron-left", "plain", "Alt+Left")
        self.return_ = Button("", "undo", "", "Alt+Up")
        self.other = Button("", "", "plain")
        self.later = Button("", "clock", "plain")
        self.next = Button("", "", "primary", "Return")
        self._lay_out()
        self._join(own_keys)
        self._name()
        self._progress.hide()
        self._said.hide()

    def _lay_out(self) -> None:
        layout = column(self, 0, 0)
        upper = row(layout, 0, 0)
        layout.setStretch(0, 1)
        self.path.setFixedWidth(PATH_WIDTH)
        upper.addWidget(self.path)
        self._line = divider(vertical=True)
        upper.addWidget(self._line)
        right = column(upper, 0, 0)
        upper.setStretch(2, 1)
        right.addWidget(self.step, 1)
        below = column(right, 0, (16, 0, 16, 0))
        below.addWidget(self._progress)
        below.addWidget(self._said)
        foot = row(right, 8, (12, 4, 16, 8))
        foot.addWidget(self.back)
        foot.addWidget(self.return_)
        foot.addStretch(1)
        for button in (self.later, self.other, self.next):
            foot.addWidget(button)
        self.next.setMinimumWidth(112)
        layout.addWidget(divider())
        layout.addWidget(self.objections)

    def _join(self, own_keys: bool) -> None:
        self.step.changed.connect(self.typed)
        self.step.sent.connect(self.go_on)
        self.step.left.connect(self.go_back)
        self.path.change_wanted.connect(self.change_wanted)
        self.path.left.connect(self.take_focus)
        self.objections.raised.connect(self._jump)
        self.back.clicked.connect(self.go_back)
        self.return_.clicked.connect(self.return_from_jump)
        self.other.clicked.connect(self._other)
        self.later.clicked.connect(self._later)
        self.next.clicked.connect(self.go_on)
        keys = (("Alt+Left", self.go_back), ("Alt+Up", self.return_from_jump)) if own_keys else ()
        for key, what in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(what)

    # ----------------------------------------------------------------- what is shown
    @property
    def shown(self) -> Shown | None:
        """The step the run stands at."""
        return self._shown

    @property
    def changing(self) -> Passed | None:
        """The earlier step whose answer is being changed."""
        return self._changing

    def show_step(
        self, shown: Shown, path: list[Passed], *, busy: bool = False, draft: str | None = None
    ) -> None:
        """Show where the run stands. The same step again keeps what was typed; the keyboard goes to a new
        one only from here."""
        mine = self.holds_keyboard()
        same = shown == self._shown and self._changing is None and self.step.shown is not None
        self._changing = None
        self._shown, self._path = shown, path
        self.path.show_steps(path)
        self._share()
        self.set_busy(busy)
        if not same:
            self.step.show_step(shown, draft)
        self._show_buttons()
        self.objections.show_objections(shown.objections)
        if mine and not same:
            self.take_focus()

    def show_change(self, passed: Passed, shown: Shown) -> None:
        """Have the answer to an earlier question changed; Escape leaves it as it is."""
        self._changing = passed
        self.step.show_step(shown, None, passed)
        self.say("")
        self._show_buttons()
        self.take_focus()

    def show_wrong_change(self, code: str) -> None:
        """The changed answer does not fit: say why, beside its field."""
        self.set_busy(False)
        self.step.show_problem(code)
        self.take_focus()

    @Slot()
    def leave_change(self) -> None:
        """The earlier answer stays as it is."""
        if self._changing is None or self._shown is None:
            return
        self._changing = None
        self.step.show_step(self._shown)
        self._show_buttons()
        self.take_focus()

    def clear(self) -> None:
        """Show nothing."""
        self._shown, self._path, self._changing = None, [], None
        self.path.show_steps([])
        self.step.clear()
        self.objections.show_objections([])
        self.set_busy(False)
        self.say("")

    def set_busy(self, busy: bool) -> None:
        """Whether an input is on its way: nothing else is given meanwhile; after a second it shows."""
        waits = self._shown is not None and self._shown.kind in ("look_up", "do")
        self._busy = busy
        if busy or waits:
            if not self._late.isActive() and self._progress.isHidden():
                self._late.start()
        else:
            self._late.stop()
            self._progress.hide()

    @property
    def busy(self) -> bool:
        """Whether an input is on its way."""
        return self._busy

    def say(self, text: str, tone: str = "warn") -> None:
        """Say something below the step that stays until the next one; empty takes it away."""
        self._said.set_tone(tone)
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @property
    def said(self) -> str:
        """What is said below the step."""
        return self._said.full_text()

    def _show_buttons(self) -> None:
        shown, changing = self._shown, self._changing is not None
        if shown is None:
            return
        kind = shown.kind
        self.back.setVisible(shown.can_back or changing)
        self.return_.setVisible(shown.can_return and not changing)
        recommends = kind == "recommend" and not changing
        passes_on = kind in ("route", "transfer")
        self.other.setVisible(recommends or (passes_on and not changing))
        self.later.setVisible(recommends)
        self.next.setVisible(changing or kind in ("say", "wait", "ask", "route", "transfer"))
        self._name()

    # ----------------------------------------------------------------- what is done
    def _give(self, what: AnyInput) -> None:
        if not self._busy:
            self.say("")
            self.given.emit(what)

    @Slot()
    def go_on(self) -> None:
        """Enter: the answer is given, or what is said was said."""
        shown = self._shown
        if shown is None or self._busy:
            return
        if self._changing is not None:
            self._give(Change(place=self._changing.place, value=self.step.editor.value()))
        elif shown.kind in NEXT_KINDS:
            self._give(Next())
        elif shown.kind in ("route", "transfer"):
            self.done_wanted.emit(shown)
        elif self.step.editor is not None:
            self._give(Answer(value=_or_empty(self.step.editor.value())))

    @Slot()
    def go_back(self) -> None:
        """To the step before; out of changing an answer."""
        if self._changing is not None:
            self.leave_change()
        elif self._shown is not None and self._shown.can_back:
            self._give(Back())

    @Slot(str)
    def _jump(self, name: str) -> None:
        if self._shown is not None:
            self._give(Jump(objection=name))

    @Slot()
    def return_from_jump(self) -> None:
        """Back to where the caller brought something up."""
        if self._shown is not None and self._shown.can_return:
            self._give(Return())

    @Slot()
    def _other(self) -> None:
        """None of what is recommended; or go on without passing the contact on."""
        kind = self._shown.kind if self._shown is not None else ""
        if kind == "recommend":
            self._give(Answer(value=""))
        elif kind == "transfer":
            self._give(Result(outcome="failed", text=NOT_DONE))
        elif kind:
            self._give(Next())

    @Slot()
    def _later(self) -> None:
        if self._shown is not None and self._shown.kind == "recommend":
            self._give(Next())

    # ----------------------------------------------------------------- keyboard
    def holds_keyboard(self) -> bool:
        """Whether the keyboard is in here."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard where the step goes on."""
        if not self.step.take_focus():
            visible = not self.next.isHidden()
            (self.next if visible else self.path).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_path(self) -> None:
        """Put the keyboard on the path, to change an earlier answer."""
        self.path.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field did not take: keys of choices, Escape, Backspace, a page down in a long text."""
        key, editor = event.key(), self.step.editor
        bar = self.step.verticalScrollBar()
        if key == Qt.Key.Key_Escape and self._changing is not None:
            self.leave_change()
        elif key == Qt.Key.Key_Backspace and not event.modifiers():
            self.go_back()
        elif key == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        elif not self._recommend_key(event.text()) and not (
            isinstance(editor, ChoiceList) and not event.modifiers() and editor.press(event.text())
        ):
            super().keyPressEvent(event)

    def _recommend_key(self, text: str) -> bool:
        """0 declines what is recommended, L asks again later."""
        if self._shown is None or self._shown.kind != "recommend" or self._changing is not None:
            return False
        if text == "0":
            self._other()
        elif text and text.upper() in (self._later_key(), "L"):
            self._later()
        else:
            return False
        return True

    def _later_key(self) -> str:
        return scriptwords.translate("Script", "L", "the key for Later")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The path stands beside the step where there is one, and room for it."""
        beside = self.width() >= NARROW and bool(self._path)
        self.path.setVisible(beside)
        self._line.setVisible(beside)

    # ----------------------------------------------------------------- words
    def _name(self) -> None:
        shown = self._shown
        kind = shown.kind if shown is not None else ""
        self.back.set_text(self.tr("Leave as it is") if self._changing else self.tr("Back"))
        self.return_.set_text(self.tr("Back to the script"))
        self.later.set_text(f"{self.tr('Later')}  {self._later_key()}", self.tr("Later"))
        if kind == "recommend":
            self.other.set_text(f"{self.tr('Not wanted')}  0", self.tr("Not wanted"))
        else:
            self.other.set_text(self.tr("Go on without"))
        self.next.set_text(self._next_words(kind, shown.effect if shown else ""))
        self.path.setAccessibleName(self.tr("Path so far"))
        self.path.setAccessibleDescription(self.tr("Enter changes an answer, Escape goes back to the script"))
        self.setAccessibleName(self.tr("Script"))

    def _next_words(self, kind: str, effect: str) -> str:
        if self._changing is not None:
            return self.tr("Change")
        if kind in ("route", "transfer"):
            return self.tr("Transfer to {target}").format(target=effect)
        return self.tr("Next")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            if self._shown is not None and self._changing is None:
                draft = self.step.editor.text() if self.step.editor is not None else None
                self.step.show_step(self._shown, draft)


def _or_empty(value: Any) -> Any:
    return "" if value is None else value
