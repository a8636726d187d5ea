"""Versions made ready to run. A version never changes, so each is made once and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from app.models.unit import Reader
from app.scripts.program import Program
from app.services.flows.compiled import need_flow

KEPT = 200
"""Programs that are kept in memory."""


class Programs:
    """The programs of this process. May be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Program] = OrderedDict()

    def of(self, read: Reader, version_id: int) -> Program:
        """A version's program. Raises `Refused` where its text cannot be read."""
        with self._lock:
            program = self._kept.get(version_id)
            if program is not None:
                self._kept.move_to_end(version_id)
                return program
        program = Program.of(need_flow(read, version_id))
        with self._lock:
            self._kept[version_id] = program
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return program

    def of_run(self, read: Reader, versions: Mapping[str, int]) -> dict[str, Program]:
        """The programs of a run, by the flow's name."""
        return {name: self.of(read, version_id) for name, version_id in versions.items()}
