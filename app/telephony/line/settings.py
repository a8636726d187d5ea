"""Settings of the built-in line."""

from __future__ import annotations

import msgspec

from app.telephony.line.peers import LOOPBACK, Peer


class LineSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What an administrator decides about the built-in line."""

    host: str = "127.0.0.1"
    """Address that the line listens on and sends its voice from; one that callers and agents reach."""
    port: int = 5060
    """UDP and TCP; 0 takes any that is free."""
    public_address: str = ""
    """Address to name in SIP and SDP where `host` is behind a NAT with fixed forwarding."""
    calls: int = 4
    """Callers at a time; the next one hears busy. Each takes a process of some 40 MB."""
    spare: int = 1
    """Phone processes kept ready for the next callers: 0.3 s of a core to start one, 2 % to keep it."""
    peers: tuple[Peer, ...] = LOOPBACK
    """Who may send calls. Everybody else is refused."""
    music: str = ""
    """WAV file (16 bit mono, 8 or 16 kHz) for callers on hold; the shipped piece where empty."""
    name: str = "Contact Desk"
    """Shown on the phones that the line dials."""
    linger: float = 60.0
    """Seconds for which running calls outlive a hub that has gone."""
