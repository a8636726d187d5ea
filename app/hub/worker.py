"""A worker of the hub: a thread that looks when the log says that something may be due, or its time is up."""

import logging
import threading
from collections.abc import Collection, Sequence

from app.core.errors import Refused
from app.protocol.events import Event
from app.services.door import Door

logger = logging.getLogger(__name__)

AFTER_TROUBLE = 1.0
"""Seconds until it looks again where the record is away or it failed."""


class Worker:
    """Subclasses say in `look` what is done. `tables`: a change in one of them wakes it."""

    def __init__(self, door: Door, name: str, tables: Collection[str]) -> None:
        self._door = door
        self._name = name
        self._tables = frozenset(tables)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        door.listen(self._hear)

    def look(self) -> float:
        """Do what is due; seconds until something is again."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _hear(self, events: Sequence[Event]) -> None:
        if any(change.table in self._tables for event in events for change in event.changes):
            self._wake.set()

    def _run(self) -> None:
        nap = 0.0
        while not self._stopping.is_set():
            self._wake.wait(nap)
            self._wake.clear()
            try:
                nap = self.look()
            except Refused as refused:  # the record is away: say it once a second, not more
                logger.info("The worker “%s” waits for the record: %s", self._name, refused.text)
                nap = AFTER_TROUBLE
            except Exception:
                logger.exception("The worker “%s” failed; it goes on", self._name)
                nap = AFTER_TROUBLE
