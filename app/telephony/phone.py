"""Driving a phone process: start it or find it again, send commands, receive events.

Plain threads: `send` may be called from any thread; `on_event` is called on the driver's reader thread, one
event at a time and in order, and must be quick.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from socket import SHUT_RDWR, socket

import msgspec

from app.protocol.phone import (
    AnyEvent,
    Attach,
    Attached,
    Call,
    Command,
    Detached,
    Disconnected,
    Gone,
    Incoming,
    Replaced,
    Shutdown,
    TransferAsked,
    event_from,
    to_line,
)
from app.telephony.wire import connect

log = logging.getLogger("contactdesk.phone")

START_SECONDS = 20.0
EXIT_SECONDS = 1.0
"""How long a phone whose socket was cut may take to show that it is dead."""


class PhoneGone(Exception):
    """There is no phone process to talk to."""


class Phone:
    """One phone process, as its driver sees it."""

    def __init__(
        self,
        path: Path,
        on_event: Callable[[AnyEvent], None],
        *,
        arguments: Sequence[str] = (),
        log_file: Path | None = None,
    ) -> None:
        """`path` is the phone's socket; `arguments` go to `contactdesk phone` besides it.

        What the process writes to stderr goes to `log_file`, by default beside the socket.
        """
        self.path = path
        self.pid = 0
        self._on_event = on_event
        self._arguments = list(arguments)
        self._log_file = log_file or path.with_name(path.name + ".log")
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket | None = None
        self._reader: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closing = False
        self._log_from = self._log_size()
        self._instance = ""
        self._last = 0
        self._keys: dict[str, None] = {}

    @property
    def last(self) -> tuple[str, int]:
        """The phone's instance and the number of the last event: keep it to `attach` with after a restart."""
        return self._instance, self._last

    def start(self, timeout: float = START_SECONDS) -> Attached:
        """Attach to the phone at `path`, or start one there; raises `PhoneGone` if it does not come.

        The `Attached` is returned and also passed to `on_event`, before any other event.
        """
        with suppress(OSError):
            return self.attach(timeout=timeout)
        self._spawn()
        deadline = time.monotonic() + timeout
        while True:
            try:
                return self.attach(timeout=timeout)
            except OSError:
                code = self._process.poll() if self._process is not None else None
                if code is not None or time.monotonic() > deadline:
                    self._kill()
                    reason = self._last_words() or f"it ended with {code}"
                    raise PhoneGone(f"The phone process did not start: {reason}") from None
            time.sleep(0.02)

    def attach(self, instance: str = "", last: int = 0, timeout: float = 5.0) -> Attached:
        """Attach to a phone that runs; events after `last` of that `instance` come again.

        Raises `OSError` if there is none, `PhoneGone` if it turned us away.
        """
        line, token = connect(self.path)
        line.settimeout(timeout)
        line.sendall(to_line(Attach(token=token, instance=instance, last=last)))
        reader = _Reader(line)
        try:
            first = reader.next()
        except (OSError, msgspec.DecodeError) as error:
            line.close()
            raise PhoneGone(f"The phone process did not answer: {error}") from None
        if not isinstance(first, Attached):
            line.close()
            raise PhoneGone(f"The phone process turned us away: {getattr(first, 'reason', first)}")
        line.settimeout(None)
        if first.instance != self._instance:
            self._instance, self._last = first.instance, last if first.instance == instance else 0
        self.pid = first.pid
        self._keys = {leg.key: None for leg in first.legs}
        self._line = line
        self._closing = False
        self._tell(first)
        self._reader = threading.Thread(
            target=self._read, args=(line, reader), name=f"phone {self.path.name}", daemon=True
        )
        self._reader.start()
        return first

    def send(self, command: Command) -> None:
        """Send a command; what becomes of it comes as events. Raises `PhoneGone` if nobody is there."""
        line = self._line
        if line is None:
            raise PhoneGone("The phone process is not there.")
        if isinstance(command, Call):
            self._keys[command.key] = None
        try:
            with self._lock:
                line.sendall(to_line(command))
        except OSError as error:
            raise PhoneGone(f"The phone process is not there: {error}") from None

    def close(self) -> None:
        """Let go of the phone; it keeps its calls and waits for another driver."""
        self._closing = True
        self._cut()
        reader = self._reader
        if reader is not None and reader is not threading.current_thread():
            reader.join(2.0)

    def shutdown(self, timeout: float = 6.0) -> None:
        """Hang everything up and end the process; it is killed if that takes longer than `timeout` s."""
        if self._line is None:
            with suppress(OSError, PhoneGone):
                self.attach()
        self._closing = True
        with suppress(PhoneGone):
            self.send(Shutdown())
        reader = self._reader
        if reader is not None and reader is not threading.current_thread():
            reader.join(timeout)
        self._cut()
        process = self._process
        if process is not None:
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                log.error("the phone process %d did not end in %g s and was killed", process.pid, timeout)
                self._kill()

    # ---------------------------------------------------------------------------------------- the process

    def _spawn(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "app.cli", "phone", "--socket", str(self.path), *self._arguments]
        self._log_from = self._log_size()
        with self._log_file.open("ab") as errors:
            # In a session of its own, so that Ctrl-C in the driver's terminal does not end the calls.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        # Reaps the child whenever it ends, whether or not we still drive it.
        threading.Thread(target=self._process.wait, name=f"phone {self.path.name} exit", daemon=True).start()

    def _kill(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()
            process.wait(EXIT_SECONDS)

    def _log_size(self) -> int:
        return self._log_file.stat().st_size if self._log_file.exists() else 0

    def _last_words(self) -> str:
        """What this process, and not one before it, wrote last: an assertion if there is one."""
        try:
            text = self._log_file.read_bytes()[self._log_from :].decode("utf-8", "replace")
        except OSError:
            return ""
        lines = [line for line in text.splitlines() if line.strip()]
        telling = [line for line in lines if "Assertion" in line or line.startswith("Fatal Python error")]
        return (telling[:1] or lines[-1:] or [""])[0][-300:]

    # --------------------------------------------------------------------------------------------- reading

    def _read(self, line: socket, reader: _Reader) -> None:
        detached = False
        while True:
            try:
                event = reader.next()
            except msgspec.DecodeError as error:
                log.error("the phone process said something unreadable: %s", error)
                continue
            except OSError:
                break
            detached = detached or isinstance(event, Detached)
            self._tell(event)
        line.close()
        if self._line is line:
            self._line = None
        if not self._closing and not detached:
            self._lost()

    def _tell(self, event: AnyEvent) -> None:
        if event.n:
            self._last = event.n
        if isinstance(event, Incoming | Replaced):
            self._keys[event.leg.key] = None
        elif isinstance(event, TransferAsked) and event.taken:
            self._keys[event.new_key] = None
        elif isinstance(event, Disconnected):
            self._keys.pop(event.key, None)
        try:
            self._on_event(event)
        except Exception:
            log.exception("handling %s failed", type(event).__name__)

    def _lost(self) -> None:
        """The line was cut: go on with a phone that lives, or say that it is dead."""
        code: int | None = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(EXIT_SECONDS)
        if code is None:
            try:
                self.attach(self._instance, self._last)
                return
            except (OSError, PhoneGone):
                pass
        legs, self._keys = list(self._keys), {}
        reason = self._last_words() or "the phone process ended"
        self._tell(Gone(reason=reason, exit_code=code, legs=legs))

    def _cut(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)


class _Reader:
    """Whole lines from a socket."""

    def __init__(self, line: socket) -> None:
        self._line = line
        self._buffer = bytearray()
        self._searched = 0

    def next(self) -> AnyEvent:
        """The next event; `OSError` at the end, `msgspec.DecodeError` for an unreadable line."""
        while (end := self._buffer.find(b"\n", self._searched)) < 0:
            self._searched = len(self._buffer)
            data = self._line.recv(65_536)
            if not data:
                raise ConnectionResetError("the phone process closed the line")
            self._buffer += data
        text = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._searched = 0
        return event_from(text)
