"""The one thread that writes: takes what waits, runs each job in a savepoint, commits once.

Commits are what costs (a disk's sync, PostgreSQL's WAL flush); jobs that arrive while one commit is
under way share the next. A job that fails is rolled back alone. Nobody gets an answer before the
commit that holds it.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models import log
from app.models.record import Record, explain
from app.models.unit import Actor, Unit
from app.protocol import errors
from app.protocol.events import Event

logger = logging.getLogger(__name__)

BATCH = 64
"""Jobs that may share one commit."""


class Work(Protocol):
    """What is run in the writer: makes changes through the unit and answers."""

    def __call__(self, unit: Unit, next_number: int) -> Any:
        """Run. `next_number` is the log number that will be given if something changes."""


@dataclass
class Job:
    """Work waiting for its turn, and the promise of its answer."""

    command: str
    command_id: str
    actor: Actor
    work: Work
    answer: "Future[Any]" = field(default_factory=Future)


class Writer:
    """Runs jobs against the record, in the order in which they came."""

    def __init__(self, record: Record, clock: Clock, ids: IdMaker, *, region: str) -> None:
        self._record = record
        self._clock = clock
        self._ids = ids
        self._region = region
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._listeners: list[Callable[[list[Event]], None]] = []
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._stopped = False

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        self._stopped = True
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def listen(self, listener: Callable[[list[Event]], None]) -> None:
        """Call `listener` with the events of each commit, in the writer's thread and in order."""
        self._listeners.append(listener)

    def submit(self, job: Job) -> "Future[Any]":
        """Queue a job; the future answers after the commit."""
        if self._stopped:
            job.answer.set_exception(Refused(errors.HUB_UNREACHABLE, "The hub is stopping. Try again soon."))
        else:
            self._waiting.put(job)
        return job.answer

    def _run(self) -> None:
        while True:
            job = self._waiting.get()
            if job is None:
                return
            jobs = [job]
            stop = False
            while len(jobs) < BATCH and not self._waiting.empty():
                another = self._waiting.get()
                if another is None:
                    stop = True
                    break
                jobs.append(another)
            self._commit(jobs)
            if stop:
                return

    def _commit(self, jobs: list[Job]) -> None:
        answers: list[tuple[Job, Any, BaseException | None]] = []
        events: list[Event] = []
        try:
            with self._record.writer.begin() as connection:
                head = start = log.lock_head(connection)
                for job in jobs:
                    answer, event, error = self._run_one(connection, job, head + 1, alone=len(jobs) == 1)
                    answers.append((job, answer, error))
                    if event is not None:
                        head = event.number
                        events.append(event)
                if head != start:
                    log.move_head(connection, head)
        except Exception as error:  # noqa: BLE001 - every job must get its answer, whatever broke
            self._fail(jobs, error)
            return
        for listener in self._listeners if events else ():
            try:
                listener(events)
            except Exception:
                logger.exception("A listener to the log failed")
        for job, answer, failure in answers:
            if failure is None:
                job.answer.set_result(answer)
            else:
                job.answer.set_exception(failure)

    def _run_one(
        self, connection: Connection, job: Job, number: int, *, alone: bool
    ) -> tuple[Any, Event | None, BaseException | None]:
        """Answer, event and refusal of one job. A refusal of a job that is alone ends the transaction."""
        unit = Unit(connection, actor=job.actor, at=self._clock.now(), region=self._region, ids=self._ids)
        if not alone:
            connection.exec_driver_sql("SAVEPOINT job")
        try:
            answer = job.work(unit, number)
            event = None
            if unit.changes:
                event = Event(
                    number=number,
                    at=unit.at,
                    command=job.command,
                    command_id=job.command_id,
                    actor_id=job.actor.agent_id,
                    changes=unit.changes,
                )
                log.write(connection, event)
        except Exception as error:
            if alone or explain(error) is not None:  # a full disk has ended the whole transaction
                raise
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
            connection.exec_driver_sql("RELEASE SAVEPOINT job")
            return None, None, _told(error, job)
        if not alone:
            connection.exec_driver_sql("RELEASE SAVEPOINT job")
        return answer, event, None

    def _fail(self, jobs: list[Job], error: BaseException) -> None:
        for job in jobs:
            job.answer.set_exception(_told(error, job))


def _told(error: BaseException, job: Job) -> BaseException:
    """The refusal for an error; what is our own fault is logged with its command."""
    if isinstance(error, Refused):
        return error
    refused = explain(error)
    if refused is not None:
        return refused
    logger.error("%s failed", job.command, exc_info=error)
    return Refused(
        errors.INTERNAL,
        f"The hub could not run {job.command} because of a fault of its own; nothing was changed. "
        "Tell the operator: the hub's log says more.",
        command=job.command,
    )
