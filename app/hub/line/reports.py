"""What the line has to record: told to the door in order, kept where the record is away."""

import logging
from collections import deque
from typing import Any

from app.core.errors import Refused
from app.core.ids import new_command_id
from app.models.unit import SYSTEM_ACTOR, Actor
from app.protocol import errors
from app.protocol.message import Command
from app.services.door import Door

logger = logging.getLogger(__name__)

AWAY = (errors.DISK_FULL, errors.DATABASE_BUSY, errors.DATABASE_GONE)
"""Refusals of a record that takes nothing for now."""


class Reports:
    """What a telephone did cannot be refused: it is told again until the record takes it."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._kept: deque[tuple[Command[Any], Actor, str]] = deque()

    @property
    def waiting(self) -> bool:
        """Whether something is still to be recorded."""
        return bool(self._kept)

    def tell(self, command: Command[Any], actor: Actor = SYSTEM_ACTOR) -> None:
        """Record what happened. Where the record takes nothing (a full disk, a lock, a lost database) it is
        kept and told again, in order."""
        self._kept.append((command, actor, new_command_id()))
        self.flush()

    def flush(self) -> None:
        """Tell what was kept, as far as the record lets us."""
        while self._kept:
            command, actor, command_id = self._kept[0]
            try:
                self._door.do(command, actor, command_id)
            except Refused as refused:
                if refused.code in AWAY:
                    return
                logger.warning("%s was not recorded: %s", type(command).__name__, refused)
            self._kept.popleft()
