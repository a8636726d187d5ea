"""The one thread that writes: takes what waits, runs it in one transaction, commits once.

Commits are what costs (a disk's sync, PostgreSQL's WAL flush); jobs that arrive while one commit is
under way share the next. Nobody gets an answer before the commit that holds it.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.models.batch import Answer, Batch, Job, RunAgain
from app.models.record import Record, explain
from app.protocol import errors
from app.protocol.events import Event

logger = logging.getLogger(__name__)

BATCH = 64
"""Jobs that may share one commit."""


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

    def submit(self, job: Job) -> "Future[Answer]":
        """Queue a job; the future answers after the commit."""
        if self._stopped:
            job.answer.set_exception(Refused(errors.HUB_UNREACHABLE, "The hub is stopping. Try again soon."))
        else:
            self._waiting.put(job)
        return job.answer

    def _run(self) -> None:
        while True:
            jobs, more = self._take()
            if jobs:
                self._work(jobs)
            if not more:
                return

    def _take(self) -> tuple[list[Job], bool]:
        """What waits, at least one; and whether to go on after it."""
        jobs: list[Job] = []
        while not jobs or (len(jobs) < BATCH and not self._waiting.empty()):
            job = self._waiting.get()
            if job is None:
                return jobs, False
            jobs.append(job)
        return jobs, True

    def _work(self, jobs: list[Job]) -> None:
        try:
            try:
                batch = self._commit(jobs, careful=False)
            except RunAgain:
                batch = self._commit(jobs, careful=True)
        except Exception as error:  # noqa: BLE001 - every job must get its answer, whatever broke
            for job in jobs:
                job.answer.set_exception(_told(error, job))
            return
        for listener in self._listeners if batch.events else ():
            try:
                listener(batch.events)
            except Exception:
                logger.exception("A listener to the log failed")
        for outcome in batch.outcomes:
            if outcome.answer is not None:
                outcome.job.answer.set_result(outcome.answer)
            elif outcome.error is not None:
                outcome.job.answer.set_exception(_told(outcome.error, outcome.job))

    def _commit(self, jobs: list[Job], *, careful: bool) -> Batch:
        batch = Batch(self._clock, self._ids, self._region, jobs, careful=careful)
        with self._record.writer.begin() as connection:
            batch.run(connection)
        return batch


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
