"""A hub that misbehaves on demand: for what a real one should never do (cut, gap, silence, slowness).

It knows the wire and nothing else: answers are put in by the test. What the real hub does is tested with
the real hub.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from app.protocol.agents import SignedIn
from app.protocol.events import Event, Notice, Pulse, Snapshot
from app.protocol.message import Refusal
from app.protocol.rows import AgentRow

TOKEN = "open-sesame"
ME = 7


class FakeHub:
    """A hub on a free port of this machine; `stop` and `start` again keep the port and the log."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.snapshot = Snapshot(number=0, at=0, me=ME)
        self.answers: dict[str, Any] = {}  # name -> answer, Refusal, or a function of the body
        self.done: list[tuple[str, str, Any]] = []  # (name, command id, body), each id once
        self.asked: list[str] = []
        self.alive_count = 0
        self.stream_requests: list[int] = []
        self.cut_next: list[str] = []  # "before" or "after" running a command; "stream" in a stream
        self.silent = False  # streams stay open and say nothing
        self.pulse_seconds = 0.05
        self.refuse_token = False
        self.rewrite: Callable[[Event], list[Event]] = lambda event: [event]
        self.changed = threading.Condition()
        self._results: dict[str, tuple[int, bytes]] = {}
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._generation = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        hub = self

        class Handler(_Handler):
            fake = hub

        self._server = _Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Gone from one moment to the next: listeners and connections."""
        with self.changed:
            self._generation += 1
            self.changed.notify_all()
        if self._server is not None:
            self._server.shutdown()
            self._server.cut_all()
            self._server.server_close()
            self._server = None

    def cut_streams(self) -> None:
        """End the streams that are open now."""
        with self.changed:
            self._generation += 1
            self.changed.notify_all()

    def push(self, event: Event) -> None:
        """Write an event to the log."""
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def log(self, count: int) -> None:
        """Write so many empty events."""
        for _ in range(count):
            self.push(Event(number=len(self.events) + 1, at=0, command="Nothing"))

    # ----------------------------------------------------------------- what the handler calls
    def do(self, name: str, command_id: str, body: bytes) -> tuple[int, bytes]:
        with self.changed:
            if command_id not in self._results:
                self.done.append((name, command_id, json.loads(body or b"{}")))
                self._results[command_id] = self.answer(name, body)
            result = self._results[command_id]
            if result[0] == 503:  # for now
                del self._results[command_id]
                self.done.pop()
            self.changed.notify_all()
            return result

    def answer(self, name: str, body: bytes) -> tuple[int, bytes]:
        answer = self.answers.get(name, {})
        if callable(answer):
            answer = answer(json.loads(body or b"{}"))
        if isinstance(answer, Refusal):
            status = {"not_signed_in": 401, "database_busy": 503}.get(answer.code, 409)
            return status, msgspec.json.encode(answer)
        return 200, msgspec.json.encode(answer)

    def cut(self, what: str) -> bool:
        if self.cut_next[:1] == [what]:
            self.cut_next.pop(0)
            return True
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, *args: Any) -> None:
        self._open: set[Any] = set()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def cut_all(self) -> None:
        for request in tuple(self._open):
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was cut is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeHub

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        hub, parts = self.fake, self.path.strip("/").split("/")
        if self.path == "/api/sign-in":
            answer = hub.answers.get("sign-in", SignedIn(token=TOKEN, agent=AgentRow(id=ME, login="ann")))
            refused = isinstance(answer, Refusal)
            self.reply(401 if refused else 200, msgspec.json.encode(answer))
        elif hub.refuse_token or self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.reply(401, msgspec.json.encode(Refusal("not_signed_in", "Sign in first.")))
        elif self.path == "/api/alive":
            with hub.changed:
                hub.alive_count += 1
                hub.changed.notify_all()
            self.reply(204, b"")
        elif parts[1] == "do":
            if hub.cut("before"):
                self.close_connection = True
                return
            status, answer = hub.do(parts[2], self.headers["X-Command-Id"], body)
            if hub.cut("after"):
                self.close_connection = True
                return
            self.reply(status, answer, {"X-Log-Number": str(len(hub.events))})
        else:
            hub.asked.append(parts[2])
            if parts[2] == "GetSnapshot" and "GetSnapshot" not in hub.answers:
                self.reply(200, msgspec.json.encode(hub.snapshot))
            else:
                self.reply(*hub.answer(parts[2], body))

    def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        hub = self.fake
        if hub.refuse_token or self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.reply(401, msgspec.json.encode(Refusal("not_signed_in", "Sign in first.")))
            return
        after = int(self.path.partition("after=")[2])
        with hub.changed:
            hub.stream_requests.append(after)
            hub.changed.notify_all()
        if after > len(hub.events) and after > hub.snapshot.number:
            self.reply(409, msgspec.json.encode(Refusal("too_old", "Take a fresh snapshot.")))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        generation = hub._generation
        self.pulse()
        while hub._generation == generation:
            with hub.changed:
                if len(hub.events) <= after and hub._generation == generation:
                    hub.changed.wait(hub.pulse_seconds)
                new = [e for e in hub.events if e.number > after]
            if hub.cut("stream") or hub._generation != generation:
                return
            if hub.silent:
                time.sleep(0.01)
                continue
            for event in new:
                for sent in hub.rewrite(event):
                    self.frame("change", msgspec.json.encode(sent), f"id: {sent.number}\n")
                after = event.number
            if not new:
                self.pulse()

    def pulse(self) -> None:
        if not self.fake.silent:
            number = max(len(self.fake.events), self.fake.snapshot.number)
            self.frame("pulse", msgspec.json.encode(Pulse(time.time_ns() // 1_000_000, number)))

    def notice(self, notice: Notice) -> None:
        self.frame("notice", msgspec.json.encode(notice))

    def frame(self, event: str, data: bytes, extra: str = "") -> None:
        text = f"event: {event}\n{extra}data: ".encode() + data + b"\n\n"
        self.wfile.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
        self.wfile.flush()


@contextmanager
def fake_hub() -> Iterator[FakeHub]:
    """A running fake hub."""
    hub = FakeHub()
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()
