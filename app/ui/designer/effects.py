"""What a tried flow wants done: shown, and answered by hand."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.protocol.flow_run import Next, Result, Shown
from app.ui.controls import Button, Panel, Text, column, row

EFFECTS = frozenset(("look_up", "do", "route", "transfer", "wait"))


class EffectCard(Panel):
    """The effect with its arguments, and a button for each thing that can come of it."""

    given = Signal(object)
    """A Result, or Next where the time of a wait is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._shown: Shown | None = None
        self.what = Text("", "strong", wrap=True)
        self.arguments = Text("", "small", "soft", wrap=True)
        self.value = QPlainTextEdit()
        self.value.setTabChangesFocus(True)
        self.value.setFixedHeight(64)
        self._label = Text("", "small", "soft")
        self._label.setBuddy(self.value)
        self.problem = Text("", "small", "bad", wrap=True)
        self.problem.hide()
        self.done = Button("", kind="primary")
        self.none = Button("", kind="plain")
        self.refused = Button("", kind="plain")
        self.failed = Button("", kind="plain")
        layout = column(self, 6, 12)
        for part in (self.what, self.arguments, self._label, self.value, self.problem):
            layout.addWidget(part)
        ways = row(layout, 8)
        for button, slot in (
            (self.done, self._done),
            (self.none, self._none),
            (self.refused, self._refused),
            (self.failed, self._failed),
        ):
            ways.addWidget(button)
            button.clicked.connect(slot)
        ways.addStretch(1)
        self._say()

    def show_step(self, shown: Shown) -> None:
        """Show what is to be done."""
        self._shown = shown
        kind = shown.kind
        self.what.setText(self._words(shown))
        told = [f"{name}: {_short(value)}" for name, value in shown.arguments.items()]
        self.arguments.setText("\n".join(told))
        self.arguments.setVisible(bool(told))
        answers = kind in ("look_up", "do")
        for part in (self._label, self.value):
            part.setVisible(answers)
        self.value.setPlainText("")
        self.problem.hide()
        self.none.setVisible(kind == "look_up")
        self.refused.setVisible(kind == "do")
        self.failed.setVisible(kind in ("transfer", "route") or shown.effect == "url")
        self.setVisible(True)

    def _words(self, shown: Shown) -> str:
        match shown.kind:
            case "look_up":
                return self.tr("Looks up: {what}").format(what=shown.effect)
            case "do":
                return self.tr("Does: {what}").format(what=shown.effect)
            case "route":
                return self.tr("To the queue: {what}").format(what=shown.effect)
            case "transfer":
                return self.tr("Puts through to: {what}").format(what=shown.effect)
        return self.tr("Waits {n} s").format(n=shown.seconds)

    @Slot()
    def _done(self) -> None:
        kind = self._shown.kind if self._shown else ""
        if kind not in ("look_up", "do"):
            self.given.emit(Next())
            return
        text = self.value.toPlainText().strip()
        try:
            value = msgspec.json.decode(text) if text else {}
        except msgspec.MsgspecError as error:
            self.problem.setText(self.tr("This is not JSON: {error}").format(error=error))
            self.problem.show()
            return
        self.given.emit(Result(outcome="done", value=value))

    @Slot()
    def _none(self) -> None:
        self.given.emit(Result(outcome="none"))

    @Slot()
    def _refused(self) -> None:
        self.given.emit(Result(outcome="refused", text=self.tr("refused in the simulator")))

    @Slot()
    def _failed(self) -> None:
        self.given.emit(Result(outcome="failed", text=self.tr("failed in the simulator")))

    def _say(self) -> None:
        self.setAccessibleName(self.tr("What the flow wants done"))
        self._label.setText(self.tr("What comes back (JSON)"))
        self.value.setAccessibleName(self._label.full_text())
        self.value.setPlaceholderText('{"number": 1024}')
        self.done.set_text(self.tr("Done"))
        self.none.set_text(self.tr("Nothing found"))
        self.refused.set_text(self.tr("Refused"))
        self.failed.set_text(self.tr("Failed"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            if self._shown is not None:
                self.what.setText(self._words(self._shown))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 200 else f"{text[:200]} …"
