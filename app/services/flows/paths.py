"""The paths of runs as they were told last, so that a step renders only what it added to one."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from app.protocol.flow_run import Passed
from app.scripts import engine
from app.scripts.program import Program
from app.scripts.state import Move, RunState, World

MOST = 1_000
"""Runs that are remembered; of others the whole path is rendered once more."""


@dataclass(frozen=True)
class _Told:
    trail: list[Move]
    spoken: tuple[str, str]
    path: list[Passed]


class Paths:
    """May be asked from any thread. What a place said stays as it was said, whatever became of the customer's
    record since; another language or speaker has all of it rendered again."""

    def __init__(self) -> None:
        self._told: OrderedDict[int, _Told] = OrderedDict()
        self._lock = Lock()

    def of(self, run_id: int, programs: Mapping[str, Program], state: RunState, world: World) -> list[Passed]:
        """The way so far, oldest first."""
        spoken = (state.language, state.speaker)
        with self._lock:
            told = self._told.get(run_id)
        kept: list[Passed] = []
        if told is not None and told.spoken == spoken and state.trail[: len(told.trail)] == told.trail:
            kept = told.path
        path = kept + engine.path(programs, state, world, since=len(kept))
        with self._lock:
            self._told[run_id] = _Told(state.trail, spoken, path)
            self._told.move_to_end(run_id)
            if len(self._told) > MOST:
                self._told.popitem(last=False)
        return path
