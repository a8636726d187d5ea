"""Commands on their way to the hub: one after the other, in the order they were given.

Two kinds. What holds only for the moment (accept an offer, transfer, become ready) is sent now or
refused now. What was typed or has happened (a note, an outcome, a hold) is kept in the journal until the
hub has answered, whatever happens meanwhile to the hub, the network or this console; the hub runs a
command once for each id, so sending it again is safe.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from app.client.http import HubHttp, HubUnreachable, answers_of
from app.client.journal import Journal
from app.client.journal_file import Unsent
from app.core.clock import Clock, SystemClock
from app.core.errors import Refused
from app.core.ids import new_command_id
from app.protocol import errors
from app.protocol.message import Command

log = logging.getLogger(__name__)

KEPT = frozenset(
    (
        "AddNote",
        "DeleteNote",
        "EditNote",
        "HoldCall",
        "LinkCustomer",
        "LinkTicket",
        "ReportCall",
        "ReportQuality",
        "RestoreNote",
        "ResumeCall",
        "WrapUp",
    )
)
"""Commands kept until the hub answers: what happened on a call, and notes. What is made in a dialog that
stays open until the hub has it (a customer, a ticket) is kept there, as a draft: kept here as well, it would
be sent twice. Never one with a password in it: the journal is a plain file."""

FOR_NOW = frozenset(
    (
        errors.HUB_UNREACHABLE,
        errors.DATABASE_BUSY,
        errors.DATABASE_GONE,
        errors.DISK_FULL,
        errors.THROTTLED,
        errors.NOT_SIGNED_IN,
    )
)
"""Refusals that say nothing about the command: it is sent again later."""

RETRY_SECONDS = 3.0
GRACE_SECONDS = 2.0
"""How long a window that is closed waits for an answer."""

Done = Callable[[Any], None]
Failed = Callable[[Refused], None]
Settled = Callable[[Unsent, Refused | None], None]

_encode = msgspec.json.Encoder().encode


class HeldBack(HubUnreachable):
    """The hub could not take a command that is kept: it will be sent as soon as it can."""

    def __init__(self, url: str, why: Refused) -> None:
        super().__init__(url, why.code)
        self.text = "The hub cannot take this now. It is kept here and sent as soon as the hub is back."
        self.details["kept"] = True


@dataclass(frozen=True)
class _Call:
    command: Command[Any]
    command_id: str
    done: Done
    failed: Failed


class Sender:
    """Sends commands from a thread of its own; callbacks are called in that thread.

    `on_settled(entry, refused)` tells the fate of every kept command, also of those an earlier console
    left behind: `refused` is None where it was done. `is_here` says whether the hub is there.
    """

    def __init__(
        self,
        http: HubHttp,
        journal: Journal,
        on_settled: Settled,
        is_here: Callable[[], bool],
        clock: Clock | None = None,
    ) -> None:
        self._http = http
        self._journal = journal
        self._on_settled = on_settled
        self._is_here = is_here
        self._clock = clock or SystemClock()
        self._queue: deque[_Call | str | None] = deque()  # a kept command's id; None: what waits already
        self._in_line: set[str] = set()  # kept commands whose turn in the queue has not come
        self._kept_calls: dict[str, _Call] = {}
        self._told_held: set[str] = set()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="commands", daemon=True)

    def start(self) -> None:
        """Begin, first with what an earlier console left."""
        self.resend()
        self._thread.start()

    def stop(self) -> None:
        """End after what is under way, if that does not take long; the rest is kept, or refused."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(GRACE_SECONDS)
            if self._thread.is_alive():
                self._http.cut()
                self._thread.join(self._http.timeout + 5.0)
        closed = HubUnreachable(self._http.address.url, "the desk was closed")
        for call in self._queue:
            if isinstance(call, _Call):
                self._call_back(call.failed, closed)
        self._queue.clear()
        self._hold_back(closed)

    def submit(
        self, command: Command[Any], done: Done, failed: Failed, *, draft_key: str = "", command_id: str = ""
    ) -> str:
        """Send after all that was given before; returns its id. A kept command that has to wait calls
        `failed` with `HeldBack` once, and `done` or `failed` when it is settled."""
        name = type(command).__name__
        call = _Call(command, command_id or new_command_id(), done, failed)
        if name in KEPT:
            entry = Unsent(id=call.command_id, name=name, body=_encode(command), at=self._clock.now())
            self._kept_calls[call.command_id] = call
            self._in_line.add(call.command_id)
            self._journal.keep(entry, draft_key)
            self._put(call.command_id)
        else:
            self._put(call)
        return call.command_id

    def resend(self) -> None:
        """The hub is back, or somebody signed in again: send what is kept."""
        self._put(None)

    def dismiss(self, command_id: str) -> None:
        """The person has seen that it was refused."""
        self._journal.settle(command_id)

    # ----------------------------------------------------------------- the thread
    def _put(self, call: _Call | str | None) -> None:
        with self._changed:
            self._queue.append(call)
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                due = self._changed.wait_for(lambda: bool(self._queue) or self._stopping, RETRY_SECONDS)
                if self._stopping:
                    return
                call = self._queue.popleft() if due else None
            if isinstance(call, _Call):
                self._send(call)
            elif due or self._is_here():
                self._in_line.discard(call or "")
                self._send_kept()

    def _send(self, call: _Call) -> None:
        try:
            answer = self._http.do(call.command, call.command_id)
        except Refused as refused:
            self._call_back(call.failed, refused)
        except Exception as error:  # an answer this console cannot read must not stop all others
            log.exception("%s was sent, but its answer could not be read", type(call.command).__name__)
            self._call_back(call.failed, Refused(errors.INTERNAL, f"The answer could not be read: {error}"))
        else:
            self._call_back(call.done, answer)

    def _send_kept(self) -> None:
        """Send what is kept, in order, until the hub cannot take any more, or until one whose turn has not
        come: something of the moment is before it."""
        for entry in self._journal.waiting():
            if self._stopping or entry.id in self._in_line:
                return
            try:
                reply = self._http.send(entry.name, entry.body, entry.id)
            except Refused as refused:
                if refused.code in FOR_NOW:
                    self._hold_back(refused)
                    return
                self._journal.refuse(entry.id, refused.code, refused.text)
                self._settle(entry, refused, b"")
            else:
                self._journal.settle(entry.id)
                self._settle(entry, None, reply.body)

    def _hold_back(self, why: Refused) -> None:
        """Tell those who wait for an answer that it will take longer; each once."""
        for command_id, call in tuple(self._kept_calls.items()):
            if command_id not in self._told_held:
                self._told_held.add(command_id)
                self._call_back(call.failed, HeldBack(self._http.address.url, why))

    def _settle(self, entry: Unsent, refused: Refused | None, body: bytes) -> None:
        call = self._kept_calls.pop(entry.id, None)
        self._told_held.discard(entry.id)
        if call is not None:
            if refused is not None:
                self._call_back(call.failed, refused)
            else:
                self._answer(call, body)
        try:
            self._on_settled(entry, refused)
        except Exception:
            log.exception("nobody could be told that %s is settled", entry.name)

    def _answer(self, call: _Call, body: bytes) -> None:
        try:
            answer = answers_of(type(call.command)).decode(body)
        except msgspec.MsgspecError as error:
            self._call_back(call.failed, Refused(errors.INTERNAL, f"The answer could not be read: {error}"))
        else:
            self._call_back(call.done, answer)

    def _call_back(self, back: Callable[[Any], None], value: Any) -> None:
        try:
            back(value)
        except Exception:
            log.exception("the answer of a command could not be handed on")
