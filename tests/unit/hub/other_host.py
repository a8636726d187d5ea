"""A host that flows ask, which behaves as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class OtherHost:
    """Answers by path; `asked` are the paths it was asked for, `let_go` ends what hangs."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let_go = threading.Event()
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                host.answer(self, self.path.partition("?")[0])

            def log_message(self, *_: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def name(self) -> str:
        """As the operator allows it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """An address here."""
        return f"http://{self.name}{path}"

    def close(self) -> None:
        """End, also what hangs."""
        self.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler, path: str) -> None:
        """What each path answers."""
        if path == "/hangs":
            self.let_go.wait(30)
            return
        if path == "/drips":
            self._drip(request)
            return
        status, body = {
            "/order": (200, b'{"state": "sent", "day": "2026-11-23"}'),
            "/empty": (200, b"[]"),
            "/rubbish": (200, b"<html>Welcome</html>"),
            "/deep": (200, b"[" * 100_000),
            "/large": (200, b'"' + b"x" * 300_000 + b'"'),
            "/broken": (500, b"{}"),
            "/moved": (302, b"{}"),
        }.get(path, (404, b"{}"))
        request.send_response(status)
        if status == 302:
            request.send_header("Location", self.url("/order"))
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        try:
            request.wfile.write(body)
        except OSError:
            return  # who asked had enough

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        """A byte at a time: each is in time, all of them are not."""
        request.send_response(200)
        request.end_headers()
        try:
            while not self.let_go.wait(0.1):
                request.wfile.write(b" ")
                request.wfile.flush()
        except OSError:
            return


@contextmanager
def other_host() -> Iterator[OtherHost]:
    """A host for the time of a test."""
    host = OtherHost()
    try:
        yield host
    finally:
        host.close()
