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
from app.models import log
from app.models.batch import Answer, Batch, Job, RunAgain, ends_everything
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
        self._watchers: list[Callable[[Refused | None], None]] = []
        self._trouble = ""
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._lock = threading.Lock()
        self._stopped = False
        self._told = 0

    def start(self) -> None:
        """Begin to work. Raises `Refused` where the record cannot be read."""
        with self._record.read() as connection:
            self._told = log.last_number(connection)
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        with self._lock:
            self._stopped = True
            self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def listen(self, listener: Callable[[list[Event]], None]) -> None:
        """Call `listener` with the events of each commit, in the writer's thread and in order."""
        self._listeners.append(listener)

    def watch(self, watcher: Callable[[Refused | None], None]) -> None:
        """Call `watcher` when the database no longer takes anything (with what it says), and with None when
        it does again; in the writer's thread."""
        self._watchers.append(watcher)

    def submit(self, job: Job) -> "Future[Answer]":
        """Queue a job; the future answers after the commit."""
        with self._lock:  # nothing may be queued behind the end
            if not self._stopped:
                self._waiting.put(job)
                return job.answer
        job.answer.set_exception(Refused(errors.HUB_UNREACHABLE, "The hub is stopping. Try again soon."))
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

    def _work(self, waiting: list[Job]) -> None:
        # From here on nobody can take a job back; who gave up waiting before does not get it done.
        jobs = [job for job in waiting if job.answer.set_running_or_notify_cancel()]
        try:
            try:
                batch = self._commit(jobs, careful=False)
            except RunAgain:
                batch = self._commit(jobs, careful=True)
        except Exception as error:  # noqa: BLE001 - every job must get its answer, whatever broke
            for job in jobs:
                job.answer.set_exception(refusal_for(error, job.command))
            if ends_everything(error):
                self._say(refusal_for(error, ""))
            return
        self._say(None)
        self._tell(batch)
        for outcome in batch.outcomes:
            if outcome.answer is not None:
                outcome.job.answer.set_result(outcome.answer)
            elif outcome.error is not None:
                outcome.job.answer.set_exception(refusal_for(outcome.error, outcome.job.command))

    def _say(self, trouble: Refused | None) -> None:
        """Tell the watchers what is new."""
        code = trouble.code if trouble else ""
        if code == self._trouble:
            return
        self._trouble = code
        for watcher in self._watchers:
            try:
                watcher(trouble)
            except Exception:
                logger.exception("A watcher of the database failed")

    def _commit(self, jobs: list[Job], *, careful: bool) -> Batch:
        batch = Batch(self._clock, self._ids, self._region, jobs, told=self._told, careful=careful)
        with self._record.writer.begin() as connection:
            batch.run(connection)
        return batch

    def _tell(self, batch: Batch) -> None:
        events = [*batch.missed, *batch.events]
        for listener in self._listeners if events else ():
            try:
                listener(events)
            except Exception:
                logger.exception("A listener to the log failed")
        if events:
            self._told = events[-1].number


def refusal_for(error: BaseException, name: str) -> Refused:
    """What is said of an error in the command or question `name`; what is our own fault is logged."""
    if isinstance(error, Refused):
        return error
    refused = explain(error)
    if refused is not None:
        return refused
    logger.error("%s failed", name, exc_info=error)
    return Refused(
        errors.INTERNAL,
        f"The hub could not run {name} because of a fault of its own; nothing was changed. "
        "Tell the operator: the hub's log says more.",
        name=name,
    )
