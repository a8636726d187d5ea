"""The phone process: polls pjsua2 and the driver in turn until told to stop or left alone."""

from __future__ import annotations

import gc
import signal
import time
from pathlib import Path
from types import FrameType

from app.protocol.phone import AnyCommand, Attach, Configure, Failed, Shutdown
from app.telephony.sip.agent import Agent
from app.telephony.sip.door import Door
from app.telephony.sip.endpoint import Refused
from app.telephony.sip.guard import log

IDLE_POLL_MS = 8
"""A command waits at most this long, a digit or the end of a file too. SIP itself wakes the poll at once."""
BUSY_POLL_MS = 1
BUSY_SECONDS = 0.05
"""After something was said, in either direction, an answer is likely: do not let it wait."""
COLLECT_SECONDS = 20.0
IDLE_SECONDS = 10.0
"""So long a phone without a call waits for a driver to come (back)."""


class Process:
    """The loop."""

    def __init__(self, door: Door, config: Configure | None, log_file: str = "") -> None:
        self._door = door
        self._log_file = log_file
        self._agent: Agent | None = None
        self._linger = 60.0
        self._stopping = False
        if config is not None:
            self._configure(config)

    def run(self) -> None:
        """Until a driver says `Shutdown`, a signal comes, or no driver has come for `linger_s` (for
        `IDLE_SECONDS` where there is no call to keep)."""
        gc.collect()
        gc.freeze()
        gc.disable()  # a Call collected in the wrong place aborts: collect between polls
        next_collect = time.monotonic() + COLLECT_SECONDS
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            while not self._stopping and not self._abandoned():
                busy = time.monotonic() - self._door.spoken_at < BUSY_SECONDS
                milliseconds = BUSY_POLL_MS if busy else IDLE_POLL_MS
                if self._agent is not None:
                    self._agent.poll(milliseconds)
                else:
                    time.sleep(milliseconds / 1000)
                for command in self._door.commands():
                    self._handle(command)
                if time.monotonic() >= next_collect:
                    gc.collect()
                    next_collect = time.monotonic() + COLLECT_SECONDS
        finally:
            if self._agent is not None:
                self._agent.stop()
            self._door.close()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _abandoned(self) -> bool:
        if self._door.driven:
            return False
        alone = time.monotonic() - self._door.alone_since
        if alone < min(self._linger, IDLE_SECONDS):
            return False
        if alone < self._linger and self._agent is not None and self._agent.legs():
            return False  # calls wait longer for somebody to come back to them
        log.warning("no driver for %.1f s: hanging up and ending", alone)
        return True

    def _handle(self, command: AnyCommand) -> None:
        try:
            if isinstance(command, Attach):
                legs = self._agent.legs() if self._agent is not None else []
                self._door.welcome(command, self._agent is not None, legs)
            elif isinstance(command, Shutdown):
                self._stopping = True
            elif self._agent is not None:
                if isinstance(command, Configure):
                    self._linger = command.linger_s
                self._agent.run(command)
            elif isinstance(command, Configure):
                self._configure(command)
            else:
                raise Refused("not_configured", "The phone has no settings yet: send Configure first.")
        except Refused as refused:
            key = getattr(command, "key", "")
            self._door.emit(Failed(code=refused.code, text=refused.text, ref=command.ref, key=key))

    def _configure(self, config: Configure) -> None:
        self._linger = config.linger_s
        self._agent = Agent(config, self._door.emit, self._log_file)


def run(socket: Path, config: Configure | None, log_file: str = "", *, loopback: bool = False) -> None:
    """Run a phone process; raises `SocketTaken` or `OSError` for the socket, `Refused` for `config`."""
    door = Door(socket, loopback=True) if loopback else Door(socket)
    try:
        process = Process(door, config, log_file)
    except Refused:
        door.close()
        raise
    process.run()
