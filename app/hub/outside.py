"""Asking another host for a flow: only those the operator allowed, within a time and a size, JSON or
nothing."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from app.protocol.flow_run import Result

LARGEST = 256 * 1024
"""Bytes an answer may have."""
LONGEST_ADDRESS = 4_000
PORTS = {"http": 80, "https": 443}
NOTHING: tuple[Any, ...] = (None, [], {}, "")


class NotAllowed(Exception):
    """An address that no flow may ask."""


def ask(arguments: Mapping[str, Any], seconds: float, allowed: Collection[str]) -> Result:
    """GET `arguments["url"]`, with the other arguments as its query. Never raises.

    `failed` where it is not allowed, does not answer in `seconds`, or not with JSON; `none` where there is
    nothing (204, 404, an empty answer). Redirects are not followed: they would lead past the list.
    """
    given = dict(arguments)
    try:
        scheme, host, port, path = address(str(given.pop("url", "")), given, allowed)
        status, body = _get(scheme, host, port, path, seconds)
        return _read(status, body)
    except NotAllowed as error:
        return Result(outcome="failed", text=str(error))
    except TimeoutError:
        return Result(outcome="failed", text=f"No answer within {seconds:g} s.")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Result(outcome="failed", text=f"The host could not be asked: {error}"[:300])


def address(url: str, query: Mapping[str, Any], allowed: Collection[str]) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of an address that may be asked. Raises `NotAllowed`."""
    if not url.isprintable() or len(url) > LONGEST_ADDRESS:
        raise NotAllowed("This is no address.")
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, (parts.hostname or "").rstrip(".").lower()
    except ValueError as error:
        raise NotAllowed("This is no address.") from error
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise NotAllowed("An address begins with https:// or http:// and a host, without a name or password.")
    usual = PORTS[parts.scheme]
    names = {f"{host}:{port or usual}"} | ({host} if port in (None, usual) else set())
    if not names & {name.strip().lower() for name in allowed}:
        raise NotAllowed(f"Flows may not ask {host}. The operator can allow it: --lookup-host {host}")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    more = urlencode({name: value for name, value in query.items() if value is not None})
    asked = "&".join(part for part in (quote(parts.query, safe="=&%/:@!$'()*+,;?~-._"), more) if part)
    return parts.scheme, host, port or usual, f"{path}?{asked}" if asked else path


def _get(scheme: str, host: str, port: int, path: str, seconds: float) -> tuple[int, bytes]:
    """Status and body. Every word with the host is under the one deadline."""
    deadline = time.monotonic() + seconds
    connection: http.client.HTTPConnection
    if scheme == "https":
        connection = http.client.HTTPSConnection(
            host, port, timeout=seconds, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Accept": "application/json", "Connection": "close"})
        _leave(connection, deadline)
        response = connection.getresponse()
        body = bytearray()
        while True:
            _leave(connection, deadline)
            part = response.read1(65_536)
            if not part:
                return response.status, bytes(body)
            body += part
            if len(body) > LARGEST:
                raise ValueError(f"the answer has more than {LARGEST // 1024} KB")
    finally:
        connection.close()


def _leave(connection: http.client.HTTPConnection, deadline: float) -> None:
    """What is left of the time is what the next word may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if connection.sock is not None:
        connection.sock.settimeout(left)


def _read(status: int, body: bytes) -> Result:
    if status in (204, 404):
        return Result(outcome="none")
    if status != 200:
        return Result(outcome="failed", text=f"The host answered {status}.")
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Result(outcome="failed", text="The host did not answer with JSON.")
    return Result(outcome="none" if value in NOTHING else "done", value=value)
