"""Hubs and other servers for benches: processes of their own, on free ports, ended afterwards."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from app.client.http import HubHttp
from app.core.clock import SystemClock
from app.core.ids import IdMaker
from app.models.record import Record
from app.models.unit import Actor
from app.protocol.customers import CreateCustomer, NewPoint
from app.protocol.setup import SaveAgent
from app.services.house import build_door

ADMINISTRATOR = Actor(None, "administrator")
LOGIN, PASSWORD = "bench", "bench bench bench"
START_SECONDS = 60.0


@contextlib.contextmanager
def started(command: Sequence[str], log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end of the block."""
    out = log.open("ab") if log else subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class HubProcess:
    """`contactdesk hub` on free ports."""

    def __init__(self, home: Path, database: str, *arguments: str) -> None:
        self.home = home
        self.database = database
        self.url = ""
        self.addresses: list[str] = []
        self._arguments = arguments
        self._pid = 0
        self._stack = contextlib.ExitStack()

    @property
    def port(self) -> int:
        """Of HTTP."""
        return int(self.url.rpartition(":")[2])

    def processor_seconds(self) -> float:
        """What the hub has used of a processor so far (0 where the system does not tell)."""
        try:
            told = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> HubProcess:
        ready = self.home / "ready"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "app.cli", "hub", "--home", str(self.home), "--port", "0"]
        command += ["--sip-port", "0", "--database", self.database, "--ready-file", str(ready)]
        process = self._stack.enter_context(started([*command, *self._arguments], self.home / "hub.log"))
        self._pid = process.pid
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The hub did not start: {(self.home / 'hub.log').read_text()[-2000:]}")
            time.sleep(0.02)
        self.url, *self.addresses = ready.read_text().split()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def prepared_agent(hub: HubProcess) -> tuple[str, int]:
    """An agent that is signed in (token) and a customer (id) on this hub's record."""
    record, clock = Record(hub.database), SystemClock()
    door = build_door(record, clock, IdMaker(clock, 1), region="TW")
    door.start()
    agent = door.do(SaveAgent(login=LOGIN, name="Bench", password=PASSWORD), ADMINISTRATOR)
    points = [NewPoint(kind="phone", raw="02 2345 6789")]
    customer = door.do(CreateCustomer(name="陳美玲", points=points), Actor(agent.id, "agent"))
    door.stop()
    record.close()
    return HubHttp(hub.url).sign_in(LOGIN, PASSWORD).token, customer.id
