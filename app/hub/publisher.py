"""From the log to the streams: events are encoded once for everybody, and once more for an agent whose
offer brings a pop along.
"""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from app.models import log
from app.models.tables import flow_steps
from app.protocol.events import Change, Event, Notice, Pulse
from app.protocol.rows import DESK_ROWS
from app.services.door import Door
from app.services.interactions.pops import pop_of_offer

logger = logging.getLogger(__name__)

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Frame:
    """One event as it goes over the wire: `body` for everybody, but for `agent_id`, who gets `own`."""

    number: int
    body: bytes
    agent_id: int | None = None
    own: bytes = b""

    def for_agent(self, agent_id: int | None) -> bytes:
        """The bytes this agent gets."""
        return self.own if self.own and agent_id == self.agent_id else self.body


class Publisher:
    """Hears the commits in order and hands frames on, in a thread of its own."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._events: queue.SimpleQueue[list[Event] | None] = queue.SimpleQueue()
        self._sinks: list[Callable[[Sequence[Frame]], None]] = []
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        with door.record.read() as connection:
            self.number = log.last_number(connection)
        door.listen(self._events.put)

    def start(self) -> None:
        """Begin to hand on."""
        self._thread.start()

    def stop(self) -> None:
        """Hand on what waits, then end."""
        self._events.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def listen(self, sink: Callable[[Sequence[Frame]], None]) -> None:
        """Call `sink` with frames, in order, in the publisher's thread."""
        self._sinks.append(sink)

    def head(self) -> int:
        """The log's last number, as the record has it."""
        with self._door.record.read() as connection:
            return log.last_number(connection)

    def frames_after(self, number: int, limit: int = 500) -> list[Frame]:
        """What a reader that has `number` missed, read from the log."""
        with self._door.record.read() as connection:
            events = log.after(connection, number, limit)
        return [self._frame(event) for event in events]

    def _run(self) -> None:
        while (events := self._events.get()) is not None:
            frames = [self._frame(event) for event in events]
            self.number = frames[-1].number
            for sink in self._sinks:
                try:
                    sink(frames)
                except Exception:
                    logger.exception("A stream could not take events up to %s", self.number)

    def _frame(self, event: Event) -> Frame:
        lean = msgspec.structs.replace(event, changes=[_lean(change) for change in event.changes])
        body = change_frame(lean)
        for change in event.changes:
            if change.table == "offers" and change.op == "insert":
                own = self._with_pop(lean, change.id)
                return Frame(event.number, body, change.new["agent_id"], own)
        return Frame(event.number, body)

    def _with_pop(self, event: Event, offer_id: int) -> bytes:
        with self._door.record.read() as connection:
            pop = pop_of_offer(self._door.reader(connection), offer_id)
        return change_frame(msgspec.structs.replace(event, pop=pop))


_NOT_TOLD = {"flow_steps": frozenset(flow_steps.c.keys()), "flow_versions": frozenset(("source",))}
"""Columns that no desk waits for: every answer of every run, and whole texts, would go to each of them."""


def _lean(change: Change) -> Change:
    """What a console needs of a change: whole rows of desk tables, else the new values; never old ones."""
    row = change.row
    if change.table in _NOT_TOLD:
        left_out = _NOT_TOLD[change.table]
        new = {name: value for name, value in change.new.items() if name not in left_out}
        return Change(table=change.table, id=change.id, op=change.op, new=new)
    if change.op == "insert" and change.table in DESK_ROWS:
        row = change.new
    if row is not None:
        return Change(table=change.table, id=change.id, op=change.op, row=row)
    return Change(table=change.table, id=change.id, op=change.op, new=change.new)


def change_frame(event: Event) -> bytes:
    """An event as a server-sent event (WHATWG HTML, 9.2)."""
    return b"event: change\nid: %d\ndata: %b\n\n" % (event.number, _encode(event))


def pulse_frame(pulse: Pulse) -> bytes:
    """The heartbeat."""
    return b"event: pulse\ndata: %b\n\n" % _encode(pulse)


def notice_frame(notice: Notice) -> bytes:
    """Something said once."""
    return b"event: notice\ndata: %b\n\n" % _encode(notice)
