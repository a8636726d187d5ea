"""Inputs of a script on their way to the hub: one at a time, each for the step it was meant for.

What the hub cannot take now waits here and is given again; a draft of it is in the journal all the while.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.protocol import errors
from app.protocol.flow_run import AnyInput
from app.protocol.flows import GetRun, ResumeFlow, RunView, StepFlow
from app.protocol.message import Refusal
from app.ui.workplace import Workplace

RETRY_MS = 3_000
NOT_NOW = frozenset(
    (
        errors.HUB_UNREACHABLE,
        errors.DATABASE_BUSY,
        errors.DATABASE_GONE,
        errors.DISK_FULL,
        errors.THROTTLED,
        errors.NOT_SIGNED_IN,
    )
)
"""Refusals that say nothing about the input: it is given again."""
MOVED_ON = frozenset((errors.STALE, errors.WRONG_STATE))


class StepSender(QObject):
    """Sends `StepFlow`, and before it `ResumeFlow` where the run was suspended."""

    stepped = Signal(object, object)
    """The RunView after an input, and the input."""
    moved_on = Signal(object, bool)
    """Somebody else went on: the RunView as it is now. True: it was our own input that had come through
    though its answer was lost."""
    refused = Signal(object, object)
    """A Refusal, and the input."""
    held = Signal()
    """The hub cannot take the input now: it waits."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._at = workplace
        self._run: RunView | None = None
        self._what: AnyInput | None = None
        self._held = False
        self._turn = 0
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.send_again)

    @property
    def waiting(self) -> bool:
        """Whether an input is on its way."""
        return self._what is not None

    def give(self, run: RunView, what: AnyInput) -> None:
        """Send an input to the step at which `run` stands."""
        self._run, self._what = run, what
        self._turn += 1
        if run.status == "suspended":  # it waits for a day to come: here somebody is who goes on
            command: Any = ResumeFlow(run_id=run.id, interaction_id=run.interaction_id)
            done = _Turn(self, self._resumed)
        else:
            command = StepFlow(run_id=run.id, step=run.step, input=what)
            done = _Turn(self, self._done)
        self._at.ops.do(command, done, _Turn(self, self._failed), owner=self)

    @Slot()
    def send_again(self) -> None:
        """The hub may be back."""
        if self._held and self._run is not None and self._what is not None:
            self.give(self._run, self._what)

    def drop(self) -> None:
        """Another one is shown: what waits is not sent any more (its draft stays), answers are ignored."""
        self._turn += 1
        self._settle()

    @property
    def turn(self) -> int:
        """Counts what was given; an answer to an earlier one is of no use."""
        return self._turn

    def _settle(self) -> tuple[AnyInput | None, bool]:
        what, held = self._what, self._held
        self._run, self._what, self._held = None, None, False
        self._retry.stop()
        return what, held

    def _resumed(self, run: RunView) -> None:
        if self._what is not None:
            self.give(run, self._what)

    def _done(self, run: RunView) -> None:
        what, _ = self._settle()
        self.stepped.emit(run, what)

    def _failed(self, refusal: Refusal) -> None:
        if refusal.code in NOT_NOW:
            self._held = True
            self._retry.start()
            self.held.emit()
            return
        run_id = self._run.id if self._run is not None else 0
        what, held = self._settle()
        if refusal.code not in MOVED_ON:
            self.refused.emit(refusal, what)
            return
        told = refusal.details.get("run")
        then = _Moved(self, held)
        if told is None:
            self._at.ops.ask(GetRun(run_id=run_id), _Turn(self, then), owner=self)
        else:
            then(msgspec.convert(told, RunView))


class _Turn:
    """An answer that is of use only while nothing else was given."""

    def __init__(self, sender: StepSender, then: Any) -> None:
        self._sender = sender
        self._turn = sender.turn
        self._then = then

    def __call__(self, answer: Any) -> None:
        if self._sender.turn == self._turn:
            self._then(answer)


class _Moved:
    """Where the run stands now, to be told."""

    def __init__(self, sender: StepSender, held: bool) -> None:
        self._sender, self._held = sender, held

    def __call__(self, run: RunView) -> None:
        self._sender.moved_on.emit(run, self._held)
