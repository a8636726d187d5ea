"""The local socket between a phone process and its driver: a Unix socket, or loopback TCP with a token."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

UNIX_PATH_LIMIT = 103
"""Bytes of a Unix socket's path that every system takes (macOS has 104 with the final zero)."""

HAS_UNIX = hasattr(socket, "AF_UNIX")


class SocketTaken(Exception):
    """A live process already listens there."""


def listen(path: Path, *, loopback: bool = not HAS_UNIX) -> tuple[socket.socket, str]:
    """Listen at `path`; returns the socket and the token a driver must show (empty for a Unix socket).

    With `loopback` the file at `path` holds `host port token` and only its owner can read it.
    Raises `SocketTaken`, or `OSError` where the folder cannot be written or the path is too long.
    """
    if not loopback and len(os.fsencode(path)) > UNIX_PATH_LIMIT:
        raise OSError(f"the socket's path is longer than {UNIX_PATH_LIMIT} bytes: {path}")
    if path.exists():
        _remove_stale(path)
    if loopback:
        return _listen_on_loopback(path)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        door.bind(str(path))
    except OSError:
        door.close()
        raise
    finally:
        os.umask(before)
    door.listen(4)
    return door, ""


def connect(path: Path, timeout: float = 2.0) -> tuple[socket.socket, str]:
    """Connect to whoever listens at `path`; raises `OSError` if nobody does."""
    if HAS_UNIX and path.is_socket():
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        address: str | tuple[str, int] = str(path)
        token = ""
    else:
        host, port, token = _read_loopback(path)
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        address = (host, port)
    line.settimeout(timeout)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    if line.family == socket.AF_INET:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.settimeout(None)
    return line, token


def _listen_on_loopback(path: Path) -> tuple[socket.socket, str]:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.bind(("127.0.0.1", 0))
    door.listen(4)
    token = secrets.token_hex(16)
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"127.0.0.1 {door.getsockname()[1]} {token}\n")
    draft.replace(path)
    return door, token


def _read_loopback(path: Path) -> tuple[str, int, str]:
    parts = path.read_text(encoding="ascii", errors="replace").split()
    if len(parts) != 3 or not parts[1].isdigit():
        raise OSError(f"no phone's address in {path}")
    return parts[0], int(parts[1]), parts[2]


def _remove_stale(path: Path) -> None:
    try:
        line, _ = connect(path, timeout=1.0)
    except OSError:
        path.unlink(missing_ok=True)
        return
    line.close()
    raise SocketTaken(f"another phone process listens at {path}")
