"""Reading a SIP message as far as a driver is told of it: headers and name-addr (RFC 3261)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence

from app.protocol.phone import Header

USUAL_HEADERS = (
    "P-Asserted-Identity",
    "P-Preferred-Identity",
    "Remote-Party-ID",
    "Privacy",
    "Diversion",
    "History-Info",
    "Referred-By",
    "Alert-Info",
    "Call-Info",
    "Subject",
    "User-Agent",
)
OWN_PREFIX = "x-desk-"
MAX_VALUE = 2_000
"""Characters of one header's value that are passed on."""
MAX_HEADERS = 64

# RFC 3261 section 7.3.3 and the IANA registry of compact forms.
COMPACT = {"f": "from", "t": "to", "i": "call-id", "s": "subject", "b": "referred-by", "m": "contact"}

_NAME_ADDR = re.compile(r'^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^>]*)>')


def all_headers(message: str) -> list[Header]:
    """The headers of a SIP message in order, folded lines joined; what is no header is skipped."""
    head = message.replace("\r\n", "\n").split("\n\n", 1)[0]
    unfolded = re.sub(r"\n[ \t]+", " ", head)
    found = []
    for line in unfolded.split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found.append(Header(name.strip(), value.strip()))
    return found


def request_uri(message: str) -> str:
    """The request URI, or an empty string if the first line is not a request."""
    parts = message.split("\n", 1)[0].split()
    return parts[1] if len(parts) >= 3 and parts[-1].upper().startswith("SIP/") else ""


def reported(headers: Sequence[Header], extra: Iterable[str]) -> list[Header]:
    """Those a driver hears of: the usual ones, ours (`X-Desk-*`) and the ones asked for."""
    wanted = {name.lower() for name in (*USUAL_HEADERS, *extra)}
    kept = []
    for header in headers:
        name = header.name.lower()
        if COMPACT.get(name, name) in wanted or name.startswith(OWN_PREFIX):
            kept.append(Header(header.name, header.value[:MAX_VALUE]))
    return kept[:MAX_HEADERS]


def first(headers: Iterable[Header], name: str) -> str:
    """The value of the first header of that name (compact form included), or an empty string."""
    wanted = name.lower()
    for header in headers:
        given = header.name.lower()
        if COMPACT.get(given, given) == wanted:
            return header.value[:MAX_VALUE]
    return ""


def display_name(value: str) -> str:
    """The display name of a From or To header, unquoted."""
    match = _NAME_ADDR.match(value)
    if match is None:
        return ""
    if match[1] is not None:
        return re.sub(r"\\(.)", r"\1", match[1])
    return match[2].strip()


def host_of(uri: str) -> str:
    """The host of a SIP URI (bare or in angle brackets), without port; empty if there is none."""
    match = _NAME_ADDR.match(uri)
    bare = match[3] if match else uri.strip()
    rest = bare.partition(":")[2].partition("?")[0].partition(";")[0].rpartition("@")[2]
    if rest.startswith("["):
        return rest[1:].partition("]")[0]
    return rest.partition(":")[0]


def address_of(peer: str) -> str:
    """The address of `host:port` or `[v6]:port`."""
    if peer.startswith("["):
        return peer[1:].partition("]")[0]
    host, _, port = peer.rpartition(":")
    return host if host and port.isdigit() else peer


class Peers:
    """The addresses and networks whose INVITEs are taken."""

    def __init__(self, allowed: Iterable[str]) -> None:
        """Raises `ValueError` for what is neither an address nor a network."""
        self._networks = [ipaddress.ip_network(entry.strip(), strict=False) for entry in allowed]

    def allow(self, address: str) -> bool:
        """Whether `address` (as `host` or `host:port`) is on the list; what is no address is not."""
        try:
            parsed = ipaddress.ip_address(address_of(address).partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(parsed, "ipv4_mapped", None)
        known = [candidate for candidate in (parsed, mapped) if candidate is not None]
        return any(candidate in network for network in self._networks for candidate in known)
