"""The one way to leave the GUI thread: a command or a question goes out, its answer comes back to a method.

    ops.ask(GetCard(customer_id=7), self._card_came, owner=self)
    ops.do(AddNote(text=text, customer_id=7), self._saved, owner=self, said=self.tr("Note saved"),
           undo=self._undo_note)

What is refused is shown in the notice bar unless `failed` takes it. An answer whose owner is gone is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from app.core.errors import Refused
from app.protocol import errors
from app.ui.bridge import Bridge
from app.ui.notices import Notices

if TYPE_CHECKING:
    from app.protocol.message import Command, Query, Refusal

log = logging.getLogger(__name__)

PROGRESS_AFTER_MS = 1_000
WORKERS = 4


class Door(Protocol):
    """What can be asked and told: `app.client`'s desk."""

    def ask(self, query: Query[Any]) -> Any:
        """Ask a question and wait; its answer. Raises `Refused`."""

    def submit(
        self,
        command: Command[Any],
        on_done: Callable[[Any], None] = ...,
        on_refused: Callable[[Refused], None] = ...,
        *,
        draft_key: str = "",
    ) -> str:
        """Have a command done in its turn, without waiting; one of the two is called, on any thread."""


Answered = Callable[[Any], None]
Failed = Callable[["Refusal"], None]


@dataclass
class _Job:
    done: Answered | None
    failed: Failed | None
    owner: QObject | None
    said: str
    undo: Callable[[Any], Command[Any] | None] | None


@dataclass(frozen=True)
class _Sent:
    """What a command's answer is given to, on the sender's thread."""

    bridge: Bridge
    finish: Callable[..., None]
    number: int
    job: _Job

    def done(self, answer: Any) -> None:
        """It worked."""
        self.bridge.post(self.finish, self.number, self.job, answer, None)

    def refused(self, no: Refused) -> None:
        """It did not."""
        self.bridge.post(self.finish, self.number, self.job, None, _refusal(no.code, no.text, no.details))


class Ops(QObject):
    """Runs what blocks on a few worker threads and brings the answers home."""

    busy = Signal(bool)
    """True while something has been running for more than a second."""

    def __init__(self, bridge: Bridge, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._notices = notices
        self._door: Door | None = None
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="ops")
        self._running: set[int] = set()
        self._late = False
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PROGRESS_AFTER_MS)
        self._timer.timeout.connect(self._progress)

    def use(self, door: Door | None) -> None:
        """Where commands and questions go from now on."""
        self._door = door

    def ask(
        self,
        query: Query[Any],
        done: Answered,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Ask; `done(answer)` or `failed(refusal)` on the GUI thread."""
        door = self._door
        self.run(lambda: _open(door).ask(query), done, failed, owner=owner)

    def do(
        self,
        command: Command[Any],
        done: Answered | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        said: str = "",
        undo: Callable[[Any], Command[Any] | None] | None = None,
        draft_key: str = "",
    ) -> None:
        """Send a command. When it worked `said` is shown for a moment; with `undo` (answer → the command
        that takes it back) the message has a button for that. `draft_key` names the draft it was made of:
        that goes when the command is kept. While the hub is away some commands are kept and sent later;
        `failed` then gets a refusal with `details["kept"]`."""
        job = _Job(done, failed, owner, said, undo)
        number = self._begin()
        sent = _Sent(self._bridge, self._finish, number, job)
        try:
            _open(self._door).submit(command, sent.done, sent.refused, draft_key=draft_key)
        except Refused as no:
            sent.refused(no)

    def run(
        self,
        work: Callable[[], Any],
        done: Answered | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        said: str = "",
        undo: Callable[[Any], Command[Any] | None] | None = None,
    ) -> None:
        """Run anything that blocks on a worker thread. It must not touch Qt."""
        self._workers.submit(self._work, self._begin(), work, _Job(done, failed, owner, said, undo))

    def _begin(self) -> int:
        self._next += 1
        self._running.add(self._next)
        if not self._timer.isActive() and not self._late:
            self._timer.start()
        return self._next

    def close(self) -> None:
        """Take no more work; what is running is waited for (every request has a limit of its own)."""
        self._timer.stop()
        self._workers.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, work: Callable[[], Any], job: _Job) -> None:
        """On a worker thread."""
        answer: Any = None
        refused: Refusal | None = None
        try:
            answer = work()
        except Refused as no:
            refused = _refusal(no.code, no.text, no.details)
        except Exception as mistake:
            log.exception("an operation broke")
            refused = _refusal(errors.INTERNAL, f"Something went wrong here: {mistake}", {})
        self._bridge.post(self._finish, number, job, answer, refused)

    def _finish(self, number: int, job: _Job, answer: Any, refused: Refusal | None) -> None:
        """On the GUI thread."""
        self._running.discard(number)
        if not self._running:
            self._timer.stop()
            if self._late:
                self._late = False
                self.busy.emit(False)
        if job.owner is not None and not shiboken6.isValid(job.owner):
            return
        if refused is not None:
            if job.failed is not None:
                job.failed(refused)
            elif refused.details.get("kept"):
                self._notices.warn(
                    QCoreApplication.translate("Ops", "Kept here. It is sent as soon as the hub is back.")
                )
            else:
                self._notices.refused(refused)
            return
        if job.done is not None:
            job.done(answer)
        if job.said:
            self._notices.say(job.said, undo=self._undoing(job, answer))

    def _undoing(self, job: _Job, answer: Any) -> Callable[[], None] | None:
        if job.undo is None:
            return None
        back = job.undo(answer)
        if back is None:
            return None
        said = QCoreApplication.translate("Ops", "Undone")
        return lambda: self.do(back, said=said)

    @Slot()
    def _progress(self) -> None:
        self._late = True
        self.busy.emit(True)


def _open(door: Door | None) -> Door:
    if door is None:
        raise Refused(errors.NOT_SIGNED_IN, "Nobody is signed in. Sign in first.")
    return door


def _refusal(code: str, text: str, details: dict[str, Any]) -> Refusal:
    from app.protocol.message import Refusal  # msgspec: 60 ms that the first paint need not wait for

    return Refusal(code, text, details)
