"""The worker of flows: asks outside hosts for runs that wait for them, ends waits, and lets versions take
over by their date. Whatever a hub left undone when it died is in the record, and is done by the next."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from app.core.errors import Refused
from app.hub.outside import ask
from app.hub.worker import Worker
from app.protocol.flow_run import AnyInput, Next, Result
from app.protocol.flows import GetRun, StepFlow, VersionsDue
from app.services.door import Door
from app.services.flows.due import WaitingRun, replaced_flows, waiting_runs

logger = logging.getLogger(__name__)

LOOK_AGAIN = 30.0
"""Seconds after which it looks without being told."""
SHORTEST_NAP = 0.02
GRACE = 1.0
"""Seconds beyond a look-up's own time: for what cannot be stopped, such as a name server that hangs."""
AT_A_TIME = 16
LONGEST_LOOKUP = 30

_WATCHED = frozenset(("flow_runs", "flow_versions"))


@dataclass(frozen=True)
class _Asked:
    """A look-up that is under way. `until` (ms) is when nobody waits for it any more."""

    step: int
    until: int
    answer: Future[Result]


class FlowWorker(Worker):
    """Does what flows wait for. `hosts`: where look-ups may go."""

    def __init__(self, door: Door, hosts: Collection[str]) -> None:
        super().__init__(door, "flows", _WATCHED)
        self._hosts = frozenset(hosts)
        self._asked: dict[int, _Asked] = {}
        self._pool = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="flow-lookup")

    def stop(self) -> None:
        """End. Look-ups that are under way are left to the next hub."""
        super().stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def look(self) -> float:
        """Do what is due; seconds until something is again."""
        with self._door.record.read() as connection:
            read = self._door.reader(connection)
            waiting = waiting_runs(read)
            replaced, following = replaced_flows(read)
        now = self._door.clock.now()
        for flow_id in replaced:
            self._door.do(VersionsDue(flow_id=flow_id))
        ahead = [following] if following is not None else []
        for run in waiting:
            if run.what == "url":
                ahead += self._look_up(run, now)
            elif run.at <= now:
                self._step(run, Next())
            else:
                ahead.append(run.at)
        self._forget(waiting)
        return max(SHORTEST_NAP, min([LOOK_AGAIN, *((at - now) / 1000 for at in ahead)]))

    def _look_up(self, run: WaitingRun, now: int) -> list[int]:
        """Begin a look-up, or hand on what came of it; until when to wait for it."""
        asked = self._asked.get(run.run_id)
        if asked is None or asked.step != run.step:
            asked = self._asked[run.run_id] = self._begin(run, now)
        if asked.answer.done():
            self._step(run, asked.answer.result())
        elif asked.until <= now:
            self._step(run, Result(outcome="failed", text="No answer in time."))
        else:
            return [asked.until]
        return []

    def _begin(self, run: WaitingRun, now: int) -> _Asked:
        shown = self._door.ask(GetRun(run_id=run.run_id)).shown
        seconds = min(max(shown.seconds, 1), LONGEST_LOOKUP)
        answer = self._pool.submit(ask, shown.arguments, seconds, self._hosts)
        answer.add_done_callback(lambda _answer: self._wake.set())
        return _Asked(run.step, now + int((seconds + GRACE) * 1_000), answer)

    def _step(self, run: WaitingRun, given: AnyInput) -> None:
        try:
            self._door.do(StepFlow(run_id=run.run_id, step=run.step, input=given))
        except Refused as refused:  # somebody was quicker, or the caller is gone
            logger.debug("Run %s: %s", run.run_id, refused.text)

    def _forget(self, waiting: Sequence[WaitingRun]) -> None:
        """Drop what nobody waits for."""
        steps = {run.run_id: run.step for run in waiting}
        for run_id, asked in list(self._asked.items()):
            if steps.get(run_id) != asked.step:
                asked.answer.cancel()
                del self._asked[run_id]
