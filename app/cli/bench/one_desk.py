"""One desk with everything real, for benches: a hub on a copy of the record, a console without a screen,
a caller's phone, and a second connection that watches the agent.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from app.cli.bench.report import Options
from app.cli.bench.seed import PASSWORD, record_file, seeded
from app.cli.check.caller import CheckCaller
from app.cli.check.window import Window
from app.cli.demo_home import DATABASE
from app.cli.processes import Child, HubProcess, end_phones, socket_folder
from app.client.desk import Desk
from app.core.clock import SystemClock
from app.core.ids import IdMaker
from app.models.record import Record
from app.models.unit import Actor
from app.protocol.rows import AgentStateRow
from app.protocol.setup import SaveAgent, SaveLine, SaveQueue
from app.services.house import build_door

LOGIN = "bench"
WATCHER = "admin"
DNIS = "+886225550199"
LOOK_SECONDS = 0.005
_ADMINISTRATOR = Actor(None, "administrator")
T = TypeVar("T")


class OneDesk:
    """Used in a `with` block; everything it started ends with that."""

    def __init__(self, options: Options) -> None:
        seeded(options)
        self.folder = Path(tempfile.mkdtemp(prefix="cd-desk-"))
        self.sockets = socket_folder()
        self.hub = HubProcess(self.folder)
        self.caller = CheckCaller(self.sockets, self.folder / "nobody-speaks.wav")
        self.marks = self.folder / "marks"
        self.console: Child | None = None
        self.window: Window | None = None
        self._stack = ExitStack()
        self._read = 0
        self._painted: list[dict[str, Any]] = []
        shutil.copyfile(record_file(options), self.folder / DATABASE)
        with self.record() as record:
            self._prepare(record)

    def record(self) -> _Opened:
        """The record, while no hub runs."""
        return _Opened(f"sqlite:///{self.folder / DATABASE}")

    def __enter__(self) -> OneDesk:
        self._stack.callback(self._remove)
        self._stack.callback(self.hub.stop)
        self.hub.start()
        self._stack.callback(self.caller.close)
        self.caller.start()
        self.watch = Desk(self.hub.url, self.folder / "watch")
        self._stack.callback(self.watch.stop)
        self.watch.sign_in(WATCHER, PASSWORD)
        self.watch.start()
        self.watch.wait_ready(20.0)
        self.me = next(row.id for row in self.watch.store.agents() if row.login == LOGIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def open_console(self, url: str = "") -> None:
        """Start the console, signed in at the hub (or at a proxy before it) and Ready."""
        drive = self.sockets / "drive.sock"
        drive.unlink(missing_ok=True)
        arguments: list[str | Path] = [
            "--hub",
            url or self.hub.url,
            "--login",
            LOGIN,
            "--journal",
            self.folder / "console",
        ]
        arguments += ["--silent", "--ready", "--marks", self.marks, "--drive", drive]
        env = {"QT_QPA_PLATFORM": "offscreen", "CONTACTDESK_PASSWORD": PASSWORD}
        console = Child("console", arguments, self.folder / "console.log", env)
        self._stack.callback(console.stop, 5.0)
        self.console = console
        self.window = Window(drive, self.folder)
        self.window.open(lambda: console.alive)
        self.until(lambda: self.state.presence == "ready" and self.state.phone != "", 30.0, "the desk")

    def kill_console(self) -> None:
        """`kill -9` of the window; its phone stays."""
        assert self.console is not None
        assert self.window is not None
        self.window.close()
        self.console.kill()

    @property
    def state(self) -> AgentStateRow:
        """The agent's state as the hub has it."""
        row = self.watch.store.state_of(self.me)
        assert row is not None
        return row

    def painted(self) -> list[dict[str, Any]]:
        """When pops stood on the screen: what the console wrote, in order."""
        if self.marks.exists():
            with self.marks.open("rb") as file:
                file.seek(self._read)
                whole, newline, _ = file.read().rpartition(b"\n")
            self._read += len(whole + newline)
            marks = [msgspec.json.decode(line) for line in whole.splitlines()]
            self._painted += [mark for mark in marks if mark.get("mark") == "painted"]
        return self._painted

    def until(self, what: Callable[[], T | None], seconds: float, name: str) -> T:
        """Wait until `what` answers with something. Raises RuntimeError."""
        deadline = time.monotonic() + seconds
        while not (found := what()):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{name} did not come within {seconds:g} s")
            time.sleep(LOOK_SECONDS)
        return found

    def _prepare(self, record: Record) -> None:
        """A queue that asks for no skill, a number without a greeting, and the agent."""
        clock = SystemClock()
        door = build_door(record, clock, IdMaker(clock, 1), region="TW")
        door.start()
        try:
            queue = door.do(SaveQueue(name="Bench", ring_seconds=60), _ADMINISTRATOR)
            door.do(SaveLine(number=DNIS, name="Bench", queue_id=queue.id), _ADMINISTRATOR)
            door.do(SaveAgent(login=LOGIN, name="Bench", password=PASSWORD), _ADMINISTRATOR)
        finally:
            door.stop()

    def _remove(self) -> None:
        for folder in (self.folder / "run" / "line", self.folder / "console"):
            end_phones(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)


class _Opened:
    """A record that is closed at the end of the block."""

    def __init__(self, url: str) -> None:
        self._record = Record(url)

    def __enter__(self) -> Record:
        return self._record

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._record.close()
