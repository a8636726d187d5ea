"""Every route: what it answers, and what bad requests get."""

from __future__ import annotations

import json
import re
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.hub.http import LARGEST
from app.protocol import errors
from app.services.door import CommandHandler
from tests.helpers.house import PASSWORD
from tests.helpers.logs import ExpectedLog
from tests.helpers.served import Served


def test_a_command_is_run_once_and_told_its_number(served: Served) -> None:
    token = served.tokens["mei"]
    first = served.do("CreateCustomer", {"name": "陳美玲"}, token=token, command_id="a-command")
    again = served.do("CreateCustomer", {"name": "陳美玲"}, token=token, command_id="a-command")
    assert (first.status, first.json["name"]) == (200, "陳美玲")
    assert again.body == first.body
    assert again.headers["x-log-number"] == first.headers["x-log-number"]
    assert int(first.headers["x-log-number"]) == served.send("GET", "/api/health").json["number"]


def test_a_question_is_answered(served: Served) -> None:
    reply = served.ask("GetSnapshot", token=served.tokens["mei"])
    assert reply.status == 200
    assert reply.json["me"] == served.ids["mei"]


def test_signs_of_life_have_no_content(served: Served) -> None:
    reply = served.send("POST", "/api/alive", token=served.tokens["mei"])
    assert (reply.status, reply.body) == (204, b"")


def test_health_and_documents_need_no_token(served: Served) -> None:
    assert set(served.send("GET", "/api/health").json) == {"version", "number", "at"}
    assert served.send("GET", "/api/openapi.json").json["openapi"] == "3.1.0"
    page = served.send("GET", "/api/docs")
    assert page.status == 200
    assert b"openapi.json" in page.body
    assert not re.search(rb"(src|href)=.?https?://", page.body), "the page must work without the internet"


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_without_a_token_nothing_opens(served: Served, token: str) -> None:
    for handler in served.hub.door.handlers:
        kind = "do" if isinstance(handler, CommandHandler) else "ask"
        reply = served.send("POST", f"/api/{kind}/{handler.message.__name__}", {}, token=token)
        assert (reply.status, reply.code) == (401, errors.NOT_SIGNED_IN)
        if token == "":
            continue
        break
    for method, path in (("POST", "/api/alive"), ("GET", "/api/stream?after=0")):
        reply = served.send(method, path, token=token)
        assert (reply.status, reply.code) == (401, errors.NOT_SIGNED_IN)


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("AddNote", b"{", 400, errors.BAD_MESSAGE),
        ("AddNote", b"[" * 50_000, 400, errors.BAD_MESSAGE),
        ("AddNote", {"text": 1}, 400, errors.BAD_MESSAGE),
        ("NoSuch", {}, 404, errors.NO_SUCH_MESSAGE),
        ("SaveQueue", {"name": "x"}, 403, errors.NOT_ALLOWED),
        ("CallArrived", {"call_key": "x"}, 403, errors.NOT_ALLOWED),
        ("AddNote", {"text": "x", "customer_id": 1}, 404, errors.NOT_FOUND),
        ("AddNote", {"text": "x", "customer_id": 10**30}, 422, errors.BAD_VALUE),
        ("AddNote", {"text": " ", "customer_id": 1}, 422, errors.BAD_VALUE),
        ("AcceptOffer", {"offer_id": 1}, 404, errors.NOT_FOUND),
    ],
)
def test_a_refusal_has_its_status_and_code(
    served: Served, name: str, body: Any, status: int, code: str
) -> None:
    reply = served.do(name, body, token=served.tokens["mei"])
    assert (reply.status, reply.code) == (status, code)
    assert reply.json["text"].endswith((".", "?"))


def test_a_command_without_an_id_is_refused(served: Served) -> None:
    for command_id in ("", "short", "x" * 65):
        headers = {"X-Command-Id": command_id}
        reply = served.send(
            "POST", "/api/do/AddNote", {"text": "x"}, token=served.tokens["mei"], headers=headers
        )
        assert (reply.status, reply.code) == (400, errors.BAD_MESSAGE)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/api/do/AddNote"),
        ("POST", "/api/do/"),
        ("DELETE", "/api/health"),
        ("PUT", "/api/x"),
    ],
)
def test_where_nothing_is_a_refusal_says_so(served: Served, method: str, path: str) -> None:
    reply = served.send(method, path)
    assert (reply.status, reply.code) == (404, errors.NO_SUCH_MESSAGE)


def test_a_message_that_is_too_large_is_not_read(served: Served) -> None:
    """Told by its length alone, or as soon as too much has come."""
    where = urlsplit(served.hub.url)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as sent:
        head = f"POST /api/do/AddNote HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {served.tokens['mei']}\r\n"
        head += f"X-Command-Id: 12345678\r\nContent-Length: {LARGEST + 1}\r\n\r\n"
        sent.sendall(head.encode())
        assert b" 413 " in sent.recv(4096).split(b"\r\n")[0]
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as sent:
        head = "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        sent.sendall(head.encode())
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        for _ in range(LARGEST // 0x100000 + 1):
            sent.sendall(chunk)
        assert b" 413 " in sent.recv(4096).split(b"\r\n")[0]


def test_a_client_that_goes_away_in_the_middle_hurts_nobody(served: Served) -> None:
    where = urlsplit(served.hub.url)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as sent:
        sent.sendall(b"POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert served.send("GET", "/api/health").status == 200


def test_a_fault_of_ours_is_a_refusal_too(
    served: Served, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    def fail(_token: str) -> None:
        raise ZeroDivisionError("a mistake of ours")

    expected_log("/api/alive failed")
    monkeypatch.setattr(served.hub.sessions, "known", fail)
    reply = served.send("POST", "/api/alive", token="x")
    assert (reply.status, reply.code) == (500, errors.INTERNAL)


# --- signing in and out --------------------------------------------------------------------------
def test_a_sign_in_that_cannot_be_read(served: Served) -> None:
    assert served.send("POST", "/api/sign-in", b"{").code == errors.BAD_MESSAGE
    assert served.send("POST", "/api/sign-in", {"login": "mei"}).code == errors.BAD_MESSAGE


def test_signing_out_ends_the_session_and_its_stream(served: Served) -> None:
    token = served.tokens["mei"]
    stream, other = served.stream(token), served.stream(served.tokens["ruth"])
    stream.next("pulse")
    assert served.do("SignOut", token=token).status == 200
    event, data = stream.next("signed_out", "closed")
    assert (event, data["code"]) == ("signed_out", errors.NOT_SIGNED_IN)
    assert served.send("POST", "/api/alive", token=token).status == 401
    assert served.ask("GetSnapshot", token=token).status == 401
    served.do("CreateCustomer", {"name": "X"}, token=served.tokens["ruth"])
    assert other.next("change")[0] == "change"
    stream.close()
    other.close()


@pytest.mark.parametrize(
    "change", [{"active": False}, {"role": "supervisor"}, {"password": "a new password"}]
)
def test_an_agent_who_is_changed_signs_in_again(served: Served, change: dict[str, Any]) -> None:
    token, stream = served.tokens["mei"], served.stream(served.tokens["mei"])
    stream.next("pulse")
    agent = {"id": served.ids["mei"], "login": "mei", "name": "Mei", **change}
    assert served.do("SaveAgent", agent, token=served.tokens["ruth"]).status == 200
    assert stream.next("signed_out")[0] == "signed_out"
    assert served.ask("GetSnapshot", token=token).status == 401
    if "active" in change:
        body = {"login": "mei", "password": PASSWORD}
        assert served.send("POST", "/api/sign-in", body).code == errors.WRONG_PASSWORD
    stream.close()


def test_a_changed_name_signs_nobody_out(served: Served) -> None:
    agent = {"id": served.ids["mei"], "login": "mei", "name": "Mei Lin"}
    assert served.do("SaveAgent", agent, token=served.tokens["ruth"]).status == 200
    assert served.ask("GetSnapshot", token=served.tokens["mei"]).status == 200


def test_the_last_administrator_stays(served: Served) -> None:
    agent = {"id": served.ids["ruth"], "login": "ruth", "name": "Ruth", "role": "administrator"}
    for change in ({"role": "agent"}, {"active": False}):
        reply = served.do("SaveAgent", {**agent, **change}, token=served.tokens["ruth"])
        assert reply.code == errors.IN_USE
    served.agent("anna", "administrator")
    assert served.do("SaveAgent", {**agent, "active": False}, token=served.tokens["anna"]).status == 200


def test_a_token_is_nowhere_to_be_read(served: Served) -> None:
    token = served.tokens["mei"]
    database = b"".join(path.read_bytes() for path in served.hub.settings.home.glob("contactdesk.db*"))
    assert token.encode() not in database
    assert PASSWORD.encode() not in database
    assert token not in json.dumps(served.ask("GetSnapshot", token=token).json)
