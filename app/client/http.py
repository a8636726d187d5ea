"""Commands and questions to the hub over connections that are kept open.

A refusal is raised as `Refused`; a hub that cannot be reached as `HubUnreachable`, which is one too.
A connection that breaks under way is tried once more with the same command id: the hub runs a command
once for each id, and a question changes nothing. What took too long is not tried again by itself.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from app.client.address import CONNECT_SECONDS, HubAddress
from app.core.errors import Refused
from app.core.ids import new_command_id
from app.protocol import errors
from app.protocol.agents import SignedIn, SignIn
from app.protocol.message import Command, Query, R, Refusal, answer_type

if TYPE_CHECKING:
    from http.client import HTTPConnection

ANSWER_SECONDS = 10.0
"""Longest wait for an answer."""
IDLE_SECONDS = 4.0
"""A connection unused for longer is not trusted: servers close theirs after five (uvicorn)."""
AWAY = frozenset((502, 503, 504))
"""What a proxy answers for a hub that is not there."""

_encode = msgspec.json.Encoder().encode
_refusals = msgspec.json.Decoder(Refusal)


class HubUnreachable(Refused):
    """No answer from the hub: it is not known whether a command was done. Sending it again is safe."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            errors.HUB_UNREACHABLE,
            f"The hub at {url} cannot be reached ({reason}). Check the network; the desk keeps trying.",
            url=url,
            reason=reason,
        )


class Reply(NamedTuple):
    """What came back: status, the log number the hub named (0: none) and the body."""

    status: int
    number: int
    body: bytes


class HubHttp:
    """The door as a console sees it; safe to use from any thread.

    `token` may be set later, by `sign_in` or by hand. `on_number` is called with the log number a
    command was written under.
    """

    def __init__(self, url: str, token: str = "", *, timeout: float = ANSWER_SECONDS) -> None:
        self.address = HubAddress.parse(url)
        self.token = token
        self.timeout = timeout
        self._idle: list[tuple[float, HTTPConnection]] = []
        self._busy: set[HTTPConnection] = set()
        self._lock = threading.Lock()
        self._closed = False

    # ----------------------------------------------------------------- what callers use
    def sign_in(self, login: str, password: str, client: str = "") -> SignedIn:
        """Get a token and use it from now on. Raises Refused (wrong_password, throttled …)."""
        body = _encode(SignIn(login=login, password=password, client=client))
        reply = self._post("/api/sign-in", body, {}, again=False)
        signed_in = msgspec.json.decode(self._checked(reply).body, type=SignedIn)
        self.token = signed_in.token
        return signed_in

    def do(self, command: Command[R], command_id: str | None = None) -> R:
        """Have a command done and return its answer. The same id again gives the same answer."""
        reply = self.send(type(command).__name__, _encode(command), command_id or new_command_id())
        answer: R = answers_of(type(command)).decode(reply.body)
        return answer

    def ask(self, query: Query[R]) -> R:
        """Ask a question and return its answer."""
        reply = self._post(f"/api/ask/{type(query).__name__}", _encode(query), self._headers())
        answer: R = answers_of(type(query)).decode(self._checked(reply).body)
        return answer

    def send(self, name: str, body: bytes, command_id: str) -> Reply:
        """Have the command `name` done whose JSON is `body`: for what was kept in the journal."""
        headers = {**self._headers(), "X-Command-Id": command_id}
        return self._checked(self._post(f"/api/do/{name}", body, headers))

    def alive(self, timeout: float) -> None:
        """Tell the hub that this desk is here."""
        self._checked(self._post("/api/alive", b"", self._headers(), timeout=timeout))

    def cut(self) -> None:
        """Wait for no answer any more: what is under way fails as if the hub were gone."""
        with self._lock:
            busy = [connection.sock for connection in self._busy]
        for sock in busy:
            if sock is not None:
                with contextlib.suppress(OSError):  # it has just ended by itself
                    sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Drop all connections, also those in use."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()
        self.cut()

    # ----------------------------------------------------------------- inside
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _post(
        self, path: str, body: bytes, headers: dict[str, str], *, again: bool = True, timeout: float = 0.0
    ) -> Reply:
        from http.client import HTTPException  # 25 ms of start-up, wanted only with the first message

        headers = {"Content-Type": "application/json", **headers}
        timeout = timeout or self.timeout
        for fresh in (False, True) if again else (True,):
            try:
                return self._exchange(path, body, headers, fresh, timeout)
            except TimeoutError as error:
                raise HubUnreachable(self.address.url, "no answer in time") from error
            except ConnectionRefusedError as error:
                raise HubUnreachable(self.address.url, "nothing answers there") from error
            except (HTTPException, OSError) as error:
                if fresh or self._closed:
                    raise HubUnreachable(self.address.url, _why(error)) from error
        raise AssertionError("unreachable")

    def _exchange(
        self, path: str, body: bytes, headers: dict[str, str], fresh: bool, timeout: float
    ) -> Reply:
        connection = self._new(timeout) if fresh else self._take(timeout)
        with self._lock:
            self._busy.add(connection)
        try:
            connection.request("POST", self.address.prefix + path, body, headers)
            response = connection.getresponse()
            content = response.read()
            number = response.headers.get("X-Log-Number", "")
            reply = Reply(response.status, int(number) if number.isdecimal() else 0, content)
            will_close = response.will_close
        except BaseException:
            connection.close()
            raise
        finally:
            with self._lock:
                self._busy.discard(connection)
        if will_close:
            connection.close()
        else:
            self._give_back(connection)
        return reply

    def _take(self, timeout: float) -> HTTPConnection:
        """The connection used last that is still good, else a new one."""
        while True:
            with self._lock:
                if not self._idle:
                    break
                since, connection = self._idle.pop()
            if time.monotonic() - since < IDLE_SECONDS and _is_quiet(connection):
                connection.sock.settimeout(timeout)
                return connection
            connection.close()
        return self._new(timeout)

    def _new(self, timeout: float) -> HTTPConnection:
        from http.client import HTTPConnection

        connection = HTTPConnection(self.address.host, self.address.port)
        connection.sock = self.address.open(min(timeout, CONNECT_SECONDS))
        connection.sock.settimeout(timeout)
        return connection

    def _give_back(self, connection: HTTPConnection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append((time.monotonic(), connection))
                return
        connection.close()

    def _checked(self, reply: Reply) -> Reply:
        if reply.status < 300:
            return reply
        try:
            refusal = _refusals.decode(reply.body)
        except msgspec.DecodeError:
            if reply.status in AWAY:
                raise HubUnreachable(self.address.url, f"HTTP {reply.status}") from None
            raise Refused(
                errors.INTERNAL,
                f"The hub answered with HTTP {reply.status} and no reason. Try again; if it stays, "
                "tell your administrator.",
                status=reply.status,
            ) from None
        raise Refused(refusal.code, refusal.text, **_details(refusal))


def _details(refusal: Refusal) -> dict[str, Any]:
    """Details as keyword arguments: none may be named like Refused's own."""
    return {k: v for k, v in refusal.details.items() if k not in ("code", "text", "self")}


def _is_quiet(connection: HTTPConnection) -> bool:
    """No answer is due, so anything to be read is the end of the connection."""
    if connection.sock is None:
        return False
    if hasattr(select, "poll"):  # select() itself refuses file numbers above 1023
        poller = select.poll()
        poller.register(connection.sock, select.POLLIN)
        return not poller.poll(0)
    return not select.select([connection.sock], [], [], 0)[0]


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__


@lru_cache(maxsize=256)
def answers_of(message: type[Any]) -> msgspec.json.Decoder[Any]:
    """The decoder of what a command or question is answered with."""
    return msgspec.json.Decoder(answer_type(message))
