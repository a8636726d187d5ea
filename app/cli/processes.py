"""Our own processes as their parent sees them: a hub, a town, a console; started, watched, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

STOP_SECONDS = 12.0
READY_SECONDS = 40.0


class NotStarted(Exception):
    """A process did not come up; the text says why and where its log is."""


class Child:
    """One subcommand of `contactdesk` in a process of its own, its output in a log file."""

    def __init__(
        self, name: str, arguments: Sequence[str | Path], log: Path, env: dict[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "app.cli", name, *map(str, arguments)]
        with log.open("ab") as output:
            # A group of its own: Ctrl+C in the terminal reaches the parent alone, who ends them in order.
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env={**os.environ, **(env or {})},
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def last_words(self) -> str:
        """The last line it wrote."""
        try:
            lines = self.log.read_text("utf-8", "replace").strip().splitlines()
        except OSError:
            return ""
        return lines[-1][-400:] if lines else ""

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Ask it to end; kill it where that takes longer. Returns whether it went by itself."""
        if self.alive:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        return True


class HubProcess:
    """A hub on a home folder. Started again, it takes the same ports."""

    def __init__(self, home: Path, *, port: int = 0, sip_port: int = 0, extra: Sequence[str] = ()) -> None:
        self.home = home
        self.url = ""
        self.line = ""
        """The line's host:port for SIP over UDP; empty where it has none."""
        self._port, self._sip_port, self._extra = port, sip_port, list(extra)
        self.child: Child | None = None

    def launch(self) -> None:
        """Start it, without waiting."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._ready = self.home / "run" / "hub.ready"
        self._ready.parent.mkdir(parents=True, exist_ok=True)
        self._ready.unlink(missing_ok=True)
        arguments = ["--home", self.home, "--port", self._port, "--sip-port", self._sip_port]
        arguments += ["--ready-file", self._ready, *self._extra]
        self.child = Child("hub", [str(one) for one in arguments], self.home / "log" / "hub.log")

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until it serves. Raises NotStarted."""
        assert self.child is not None
        deadline = time.monotonic() + seconds
        while not self._ready.exists():
            if not self.child.alive or time.monotonic() > deadline:
                why = self.child.last_words() or "it said nothing"
                self.child.stop(1.0)
                raise NotStarted(f"The hub did not start: {why} (log: {self.child.log})")
            time.sleep(0.02)
        self.url, *addresses = self._ready.read_text("utf-8").split()
        self.line = next((one.partition(":")[2] for one in addresses if one.startswith("udp:")), "")
        self._port = int(self.url.rpartition(":")[2])
        self._sip_port = int(self.line.rpartition(":")[2] or 0) or self._sip_port

    def start(self) -> None:
        """Start it and wait until it serves. Raises NotStarted."""
        self.launch()
        self.wait_ready()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.child is not None and self.child.alive

    def kill(self) -> None:
        """`kill -9`."""
        if self.child is not None:
            self.child.kill()

    def stop(self) -> None:
        """End it in order."""
        if self.child is not None:
            self.child.stop()


def end_phones(folder: Path) -> None:
    """End the phone processes with sockets in `folder`, which would keep calls for another minute: for one
    who leaves for good. Nobody may drive them any more."""
    from app.telephony.phone import Phone, PhoneGone

    for path in folder.glob("*.sock"):
        phone = Phone(path, lambda event: None)
        with suppress(OSError, PhoneGone):
            phone.attach(timeout=1.0)
            phone.shutdown(3.0)


def socket_folder() -> Path:
    """A short-named folder for sockets: a Unix socket's path may not be longer than some 100 bytes."""
    return Path(tempfile.mkdtemp(prefix="cd-"))
