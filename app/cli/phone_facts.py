"""Small facts about calls and addresses that the soft phone needs."""

from __future__ import annotations

import getpass
import hashlib
import os
import socket
import tempfile
from pathlib import Path
from typing import Any

from app.protocol.phone import Leg, Quality
from app.telephony.wire import UNIX_PATH_LIMIT

OFFER_HEADER = "X-Desk-Offer"
INTERACTION_HEADER = "X-Desk-Interaction"


def header(leg: Leg, name: str) -> str:
    """The value of a header of the INVITE; empty where it has none."""
    return next((one.value.strip() for one in leg.headers if one.name.lower() == name.lower()), "")


def quality_facts(quality: Quality) -> dict[str, Any]:
    """What is kept with the leg: codec, loss (%), jitter and round trip (ms)."""
    return {
        "codec": quality.codec,
        "loss": round(quality.rx_loss * 100, 2),
        "jitter": round(quality.rx_jitter_ms, 1),
        "rtt": round(quality.rtt_ms, 1),
        "packets": quality.rx_packets,
    }


def address_towards(host: str) -> str:
    """The address of this machine that the host is reached from; nothing is sent."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, 9, socket.AF_INET, socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as probe:
            probe.connect(address)
            return str(probe.getsockname()[0])
    except OSError:
        return "127.0.0.1"


def addresses_of(host: str) -> list[str]:
    """The addresses a host name stands for: whose INVITEs the phone takes."""
    try:
        found = socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_DGRAM)
    except OSError:
        return []
    return sorted({str(address[0]) for *_, address in found})


def short_path(path: Path) -> Path:
    """The path itself or, where a Unix socket's may not be so long, one in a folder of the user's own that
    is the same every time. Raises OSError where that folder is somebody else's."""
    if len(os.fsencode(path)) <= UNIX_PATH_LIMIT - len(".log"):
        return path
    folder = Path(tempfile.gettempdir()) / f"contactdesk-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise OSError(f"{folder} belongs to somebody else: the phone cannot use it")
    return folder / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
