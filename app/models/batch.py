"""One transaction for all jobs that wait: each sees what those before it did, one that fails leaves no trace.

First they run one after the other without savepoints, since hardly any fails: a refusal before anything
was written costs nothing. Where one fails after it has written, or the database refuses a statement, all
is rolled back and run once more, each behind a savepoint.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models import log
from app.models.pending import Pending
from app.models.record import explain
from app.models.tables import commands
from app.models.unit import Actor, Unit
from app.protocol import errors
from app.protocol.events import Event

_THE_END = (errors.DISK_FULL, errors.DATABASE_BUSY, errors.DATABASE_GONE)

_EARLIER = sa.select(commands).where(commands.c.id.in_(sa.bindparam("ids", expanding=True)))
_REMEMBER = commands.insert()


class Work(Protocol):
    """What is run in the writer: makes changes through the unit, answers with JSON. May be run twice."""

    def __call__(self, unit: Unit) -> bytes:
        """Run. Raises `Refused`."""


@dataclass(frozen=True)
class Answer:
    """What a command was answered with: JSON, and the log number (0: nothing changed)."""

    body: bytes
    number: int


@dataclass
class Job:
    """Work waiting for its turn, and the promise of its answer. Without an id it is not remembered."""

    command: str
    command_id: str
    actor: Actor
    work: Work
    again: Work | None = None
    """Answers a command that was run before, by looking; its answer is then not kept beside its id."""
    answer: "Future[Answer]" = field(default_factory=Future)


@dataclass
class Outcome:
    """What became of one job."""

    job: Job
    answer: Answer | None = None
    error: BaseException | None = None


class RunAgain(Exception):
    """A job failed after it had written: everything has to be run again, behind savepoints."""


class Batch:
    """Jobs being run in one transaction; `outcomes` and `events` are good once it is committed."""

    def __init__(
        self, clock: Clock, ids: IdMaker, region: str, jobs: Sequence[Job], *, told: int, careful: bool
    ) -> None:
        self._clock = clock
        self._ids = ids
        self._region = region
        self._jobs = jobs
        self._told = told
        self._careful = careful
        self.missed: list[Event] = []
        """Entries after `told` that were in the log before: of a commit whose answer was lost with its
        connection, or of another program."""
        self.outcomes: list[Outcome] = []
        self.events: list[Event] = []
        self._remembered: dict[str, dict[str, Any]] = {}
        self._new: list[dict[str, Any]] = []

    def run(self, connection: Connection) -> None:
        """Run all jobs, write their log entries and remember their answers. Raises `RunAgain`."""
        start = head = log.lock_head(connection)
        self._read_missed(connection, start)
        self._look_up(connection)
        pending = Pending(connection, at_once=self._careful)
        for job in self._jobs:
            earlier = self._remembered.get(job.command_id)
            if earlier is not None:
                self.outcomes.append(self._once_more(pending, job, earlier))
                continue
            event = self._run_one(pending, job, head + 1)
            if event is not None:
                head = event.number
                self.events.append(event)
        try:
            pending.write()
        except (DBAPIError, OverflowError, UnicodeEncodeError) as error:
            if self._careful or ends_everything(error):
                raise
            raise RunAgain from error  # whose row it was shows when each is written by itself
        log.write(connection, self.events)
        if self._new:
            connection.execute(_REMEMBER, self._new)
        if head != start:
            log.move_head(connection, head)

    def _read_missed(self, connection: Connection, head: int) -> None:
        number = self._told
        while number < head and (more := log.after(connection, number)):
            self.missed += more
            number = more[-1].number

    def _look_up(self, connection: Connection) -> None:
        ids = [job.command_id for job in self._jobs if job.command_id]
        if ids:
            found = connection.execute(_EARLIER, {"ids": ids})
            self._remembered = {row.id: dict(row._mapping) for row in found}

    def _run_one(self, pending: Pending, job: Job, number: int) -> Event | None:
        connection = pending.connection
        unit = self._unit(pending, job)
        if self._careful:
            connection.exec_driver_sql("SAVEPOINT job")
        try:
            body = job.work(unit)
        except Exception as error:
            if ends_everything(error):
                raise
            self._undo(connection, unit, error)
            self.outcomes.append(Outcome(job, error=error))
            return None
        if self._careful:
            connection.exec_driver_sql("RELEASE SAVEPOINT job")
        answer = Answer(body, number if unit.changes else 0)
        self.outcomes.append(Outcome(job, answer))
        self._remember(job, unit.at, answer)
        if not unit.changes:
            return None
        return Event(
            number=number,
            at=unit.at,
            command=job.command,
            command_id=job.command_id,
            actor_id=job.actor.agent_id,
            changes=unit.changes,
        )

    def _unit(self, pending: Pending, job: Job) -> Unit:
        return Unit(pending, actor=job.actor, at=self._clock.now(), region=self._region, ids=self._ids)

    def _once_more(self, pending: Pending, job: Job, earlier: dict[str, Any]) -> Outcome:
        """What a command is answered with whose id was run before."""
        outcome = _same_again(job, earlier)
        if job.again is None or outcome.answer is None or outcome.answer.body:
            return outcome
        try:
            return Outcome(job, Answer(job.again(self._unit(pending, job)), outcome.answer.number))
        except Refused as refused:
            return Outcome(job, error=refused)

    def _undo(self, connection: Connection, unit: Unit, error: Exception) -> None:
        if self._careful:
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
            connection.exec_driver_sql("RELEASE SAVEPOINT job")
        elif unit.wrote or not isinstance(error, Refused):
            raise RunAgain from error

    def _remember(self, job: Job, at: int, answer: Answer) -> None:
        if job.command_id:
            row = {
                "id": job.command_id,
                "name": job.command,
                "actor_id": job.actor.agent_id,
                "at": at,
                "number": answer.number,
                "answer": "" if job.again is not None else answer.body.decode(),
            }
            self._remembered[job.command_id] = row
            self._new.append(row)


def ends_everything(error: BaseException) -> bool:
    """Whether the database itself gave up (a full disk, a lost connection): that is the end of the whole
    transaction, not of one job."""
    refused = explain(error)
    return refused is not None and refused.code in _THE_END


def _same_again(job: Job, earlier: dict[str, Any]) -> Outcome:
    """The answer a command got the first time; its id used for something else is refused."""
    if earlier["name"] != job.command or earlier["actor_id"] != job.actor.agent_id:
        text = f"The command id {job.command_id} was already used for another command. Use a fresh one."
        return Outcome(job, error=Refused(errors.BAD_MESSAGE, text))
    return Outcome(job, Answer(earlier["answer"].encode(), earlier["number"] or 0))
