"""A hub in this process, without a line, and a plain HTTP client for it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.core.clock import Clock
from app.core.ids import new_command_id
from app.core.settings import HubSettings, LineSettings
from app.hub.hub import Hub
from app.protocol.setup import SaveAgent
from tests.helpers.house import ADMINISTRATOR, PASSWORD, cheap_passwords


@dataclass(frozen=True)
class Reply:
    """What the hub answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """A refusal's code."""
        assert set(self.json) <= {"code", "text", "details"}, self.body
        return str(self.json["code"])


class Served:
    """A running hub. `tokens` are of who signed in."""

    def __init__(self, home: Path, clock: Clock | None = None, database: str = "") -> None:
        settings = HubSettings(home=home, port=0, database=database, line=LineSettings(enabled=False))
        self.hub = Hub(settings, clock)
        self._thread = threading.Thread(target=self.hub.run, name="hub", daemon=True)
        self._thread.start()
        assert self.hub.wait_until_ready()
        self.tokens: dict[str, str] = {}
        self.ids: dict[str, int] = {}

    def close(self) -> None:
        """Stop in order."""
        self.hub.stop()
        self._thread.join(20)
        assert not self._thread.is_alive()

    def agent(self, login: str, role: str = "agent") -> str:
        """A new agent, signed in; the token."""
        row = self.hub.door.do(
            SaveAgent(login=login, name=login.title(), role=role, password=PASSWORD), ADMINISTRATOR
        )
        self.ids[login] = row.id
        return self.sign_in(login)

    def sign_in(self, login: str, password: str = PASSWORD) -> str:
        """A fresh token."""
        reply = self.send("POST", "/api/sign-in", {"login": login, "password": password})
        assert reply.status == 200, reply.body
        self.tokens[login] = reply.json["token"]
        return self.tokens[login]

    def connect(self) -> http.client.HTTPConnection:
        """A connection."""
        where = urlsplit(self.hub.url)
        return http.client.HTTPConnection(where.hostname or "", where.port, timeout=20)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str = "",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """One request. A body that is not bytes is sent as JSON."""
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Authorization": f"Bearer {token}"} if token else {}
        connection = self.connect()
        try:
            connection.request(method, path, sent, {**given, **(headers or {})})
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def do(self, name: str, body: Any = None, *, token: str, command_id: str = "") -> Reply:
        """A command."""
        headers = {"X-Command-Id": command_id or new_command_id()}
        return self.send("POST", f"/api/do/{name}", body or {}, token=token, headers=headers)

    def ask(self, name: str, body: Any = None, *, token: str) -> Reply:
        """A question."""
        return self.send("POST", f"/api/ask/{name}", body or {}, token=token)

    def stream(self, token: str, after: int = 0) -> Stream:
        """An open event stream."""
        return Stream(self.connect(), token, after)


class Stream:
    """Frames as they come."""

    def __init__(self, connection: http.client.HTTPConnection, token: str, after: int) -> None:
        self._connection = connection
        headers = {"Authorization": f"Bearer {token}"}
        connection.request("GET", f"/api/stream?after={after}", headers=headers)
        self._answer = connection.getresponse()
        self.status = self._answer.status

    def next(self, *events: str) -> tuple[str, Any]:
        """The next frame of one of these kinds (any kind but pulses where none is named)."""
        while True:
            frame: dict[str, str] = {}
            while line := self._answer.readline().decode().rstrip("\n"):
                name, _, value = line.partition(": ")
                frame[name] = value
            if not frame:
                return "closed", None
            if frame["event"] in events or (not events and frame["event"] != "pulse"):
                return frame["event"], json.loads(frame["data"])

    def numbers(self, up_to: int) -> list[int]:
        """The numbers of the changes that come, until this one has."""
        found: list[int] = []
        while not found or found[-1] < up_to:
            event, data = self.next("change", "behind", "signed_out")
            assert event == "change", (event, data, found[-3:])
            found.append(data["number"])
        return found

    def close(self) -> None:
        """Go away."""
        self._connection.close()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A hub on SQLite with an administrator and an agent signed in."""
    cheap_passwords(monkeypatch)
    running = Served(tmp_path)
    running.agent("ruth", "administrator")
    running.agent("mei")
    yield running
    running.close()
