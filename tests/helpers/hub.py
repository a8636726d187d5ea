"""A real hub in a process of its own, on a record with a small centre in it."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import SystemClock
from app.core.ids import IdMaker
from app.models.record import Record
from app.models.unit import Actor
from app.protocol.customers import CreateCustomer, NewPoint
from app.protocol.setup import SaveAgent, SaveDispositionCode, SaveLine, SaveQueue
from app.services.flows.loading import load_flows
from app.services.house import build_door
from tests.helpers.wait import until

ADMINISTRATOR = Actor(None, "administrator")
PASSWORD = "correct horse"
FLOWS = Path(__file__).parents[1] / "data" / "flows"


@dataclass
class Centre:
    """Ids of what the small centre has."""

    agents: dict[str, int] = field(default_factory=dict)
    queue: int = 0
    settled: int = 0
    customers: dict[str, int] = field(default_factory=dict)
    number: str = "0800123456"
    billing: int = 0
    menu_number: str = "0800654321"


def small_centre(url: str) -> Centre:
    """Two agents, a queue, a line, a code and three customers, two of whom share a number."""
    record, clock, centre = Record(url), SystemClock(), Centre()
    record.create()
    door = build_door(record, clock, IdMaker(clock), region="TW")
    door.start()
    for login, name in (("mei", "Mei Lin"), ("somchai", "Somchai Jaidee")):
        agent = SaveAgent(login=login, name=name, password=PASSWORD)
        centre.agents[login] = door.do(agent, ADMINISTRATOR).id
    centre.queue = door.do(SaveQueue(name="Service"), ADMINISTRATOR).id
    centre.settled = door.do(SaveDispositionCode(name="Settled", outcome="settled"), ADMINISTRATOR).id
    door.do(SaveLine(number=centre.number, name="Main", queue_id=centre.queue), ADMINISTRATOR)
    centre.billing = door.do(SaveQueue(name="Billing"), ADMINISTRATOR).id
    flow = (FLOWS / "menu.yaml").read_text("utf-8").replace("HOURS", closed_hours())
    (loaded,) = load_flows(lambda command: door.do(command, ADMINISTRATOR), [("menu.yaml", flow)])
    assert loaded.version, loaded
    door.do(SaveLine(number=centre.menu_number, name="Menu", flow="menu"), ADMINISTRATOR)
    for name, number in (
        ("陳美玲", "02 2345 6789"),
        ("Anna Weber", "0912 345 678"),
        ("Jan Weber", "0912 345 678"),
    ):
        point = NewPoint(kind="phone", raw=number)
        customer = door.do(CreateCustomer(name=name, points=[point]), Actor(centre.agents["mei"], "agent"))
        centre.customers[name] = customer.id
    door.stop()
    record.close()
    return centre


def closed_hours() -> str:
    """Opening hours that are not now, whatever the time is: of the day after tomorrow."""
    then = datetime.datetime.now(ZoneInfo("Asia/Taipei")) + datetime.timedelta(days=2)
    return f"{then.strftime('%a')} 08:00-17:00"


class HubProcess:
    """`contactdesk hub` on a folder; the same ports after a restart."""

    def __init__(self, folder: Path, *arguments: str, database: str = "") -> None:
        self.folder = folder
        self.database = database or f"sqlite:///{folder / 'contactdesk.db'}"
        self.arguments = list(arguments)
        self.url = ""
        self.sip_port = 0
        self.log_file = folder / "hub.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start, and wait until it serves and its line takes calls."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "app.cli", "hub", "--home", str(self.folder), "--port", port]
        command += ["--database", self.database, "--sip-port", str(self.sip_port)]
        command += ["--ready-file", str(ready), *self.arguments]
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ))
        until(lambda: ready.exists() or self._process.poll() is not None, "the hub to serve", 40)  # type: ignore[union-attr]
        assert ready.exists(), self.log()
        self.url, *addresses = ready.read_text().split()
        self.sip_port = int(addresses[0].rpartition(":")[2]) if addresses else 0

    def kill(self) -> None:
        """As a power cut would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """In order; it must not have logged a fault."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)
        faults = [line for line in self.log().splitlines() if " ERROR " in line or "Traceback" in line]
        assert not faults, self.log()

    def log(self) -> str:
        """What it wrote."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""


@pytest.fixture
def centre_and_hub(tmp_path: Path) -> Iterator[tuple[Centre, HubProcess]]:
    """A small centre and the hub that serves it."""
    hub = HubProcess(tmp_path)
    centre = small_centre(hub.database)
    hub.start()
    try:
        yield centre, hub
    finally:
        hub.stop()
