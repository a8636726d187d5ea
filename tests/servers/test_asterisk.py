"""The Asterisk of the tests is a real one: it registers, takes calls, answers ARI, and goes away."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import urllib.request
from base64 import b64encode

import psutil
import pytest

from tests.servers.asterisk import ARI_PASSWORD, ARI_USER, Asterisk, endpoint

pytestmark = pytest.mark.server


def digest(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


class Caller:
    """Just enough SIP over UDP to register."""

    def __init__(self, server: Asterisk) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(5)
        self._socket.connect(("127.0.0.1", server.sip_port))
        self._uri = server.registrar
        self._sequence = 0

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def register(self, user: str, password: str) -> str:
        """Register with digest authentication (RFC 2617 without qop) and return the last status line."""
        challenge = self._send(user, "")
        assert challenge.startswith("SIP/2.0 401"), challenge
        nonce, realm = (re.search(f'{key}="([^"]+)"', challenge) for key in ("nonce", "realm"))
        assert nonce
        assert realm
        secret = digest(f"{user}:{realm[1]}:{password}")
        response = digest(f"{secret}:{nonce[1]}:{digest('REGISTER:' + self._uri)}")
        return self._send(
            user,
            f'Authorization: Digest username="{user}", realm="{realm[1]}", nonce="{nonce[1]}", '
            f'uri="{self._uri}", response="{response}"\r\n',
        ).splitlines()[0]

    def _send(self, user: str, extra: str) -> str:
        self._sequence += 1
        me = self._socket.getsockname()[1]
        self._socket.send(
            (
                f"REGISTER {self._uri} SIP/2.0\r\n"
                f"Via: SIP/2.0/UDP 127.0.0.1:{me};branch=z9hG4bK{self._sequence}\r\n"
                f"From: <sip:{user}@127.0.0.1>;tag=1\r\nTo: <sip:{user}@127.0.0.1>\r\n"
                f"Call-ID: register-{me}\r\nCSeq: {self._sequence} REGISTER\r\nMax-Forwards: 70\r\n"
                f"Contact: <sip:{user}@127.0.0.1:{me}>\r\n{extra}Content-Length: 0\r\n\r\n"
            ).encode()
        )
        return self._socket.recv(65_535).decode()


def ari(server: Asterisk, path: str) -> dict[str, dict[str, str]]:
    request = urllib.request.Request(f"{server.ari_url}/{path}")
    request.add_header("Authorization", "Basic " + b64encode(f"{ARI_USER}:{ARI_PASSWORD}".encode()).decode())
    with urllib.request.urlopen(request, timeout=5) as answer:
        result: dict[str, dict[str, str]] = json.load(answer)
        return result


def test_an_agent_registers_with_the_right_password_only(asterisk: Asterisk) -> None:
    with Caller(asterisk) as caller:
        assert caller.register("agent1", "wrong").startswith("SIP/2.0 401")
    with Caller(asterisk) as caller:
        assert caller.register("agent1", "secret-agent1") == "SIP/2.0 200 OK"
    assert "sip:agent1@127.0.0.1" in asterisk.cli("pjsip show contacts")


def test_ari_answers(asterisk: Asterisk) -> None:
    assert ari(asterisk, "asterisk/info")["system"]["version"].startswith("22.")


def test_its_dialplan_runs_a_call(asterisk: Asterisk) -> None:
    asterisk.cli("channel originate Local/digits@desk application Wait 1")
    assert asterisk.channels() > 0
    asterisk.cli("channel request hangup all")


def test_it_starts_without_an_error(asterisk_of_my_own: Asterisk) -> None:
    assert [line for line in asterisk_of_my_own.log().splitlines() if re.search("WARNING|ERROR", line)] == []


def test_endpoints_and_extensions_can_be_added(asterisk_of_my_own: Asterisk) -> None:
    asterisk_of_my_own.configure(
        pjsip=endpoint("reception", "open sesame"), extensions="[desk]\nexten => new,1,Answer()\n"
    )
    with Caller(asterisk_of_my_own) as caller:
        assert caller.register("reception", "open sesame") == "SIP/2.0 200 OK"
    assert "new" in asterisk_of_my_own.cli("dialplan show desk")


def test_it_comes_back_after_a_kill(asterisk_of_my_own: Asterisk) -> None:
    psutil.Process(asterisk_of_my_own.pid).kill()
    asterisk_of_my_own.stop()
    asterisk_of_my_own.start()
    assert ari(asterisk_of_my_own, "asterisk/info")["system"]["version"].startswith("22.")
