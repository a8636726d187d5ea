"""Who calls and what was dialled: ANI and DNIS out of the headers of an INVITE. Pure functions.

ANI: P-Asserted-Identity (RFC 3325), Remote-Party-ID (draft-ietf-sip-privacy-04) and From (RFC 3261),
in that order of trust. The first two say what a carrier vouches for, so they count only where the
peer that sent the INVITE is trusted; of anyone else only From is read, and the result says that
nobody vouched for it.

DNIS: the Request-URI, To, Diversion (RFC 5806) and History-Info (RFC 7044).

Numbers are left as they were written; bringing them to E.164 is done where the country is known.
Nothing here raises on any text: what cannot be read is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

import msgspec

Headers = Mapping[str, Sequence[str]]
"""Header values by long name in lower case, each in the order of the message."""

_WITHHELD_USERS = frozenset({"anonymous", "restricted", "withheld", "private"})
_WITHHELD_HOST = "anonymous.invalid"  # RFC 3323 4.1.1.3
_PRIVATE = frozenset({"id", "user"})  # RFC 3323 4.2, RFC 3325 9.3
_RPID_PRIVATE = frozenset({"full", "uri"})
_DIALLED = re.compile(r"\+?[0-9*#][0-9*#().\- ]*\Z")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_MAX_VALUES = 64  # a message of a kilobyte can name hundreds; nobody honest does

_SOURCES = {"p-asserted-identity": "P-Asserted-Identity", "remote-party-id": "Remote-Party-ID"}


class Ani(msgspec.Struct, frozen=True, kw_only=True):
    """The number that calls."""

    raw: str = ""
    """As it was written; empty where it was withheld or none was given."""
    source: str = ""
    """Header it came from: "P-Asserted-Identity", "Remote-Party-ID", "From", or "" for none."""
    withheld: bool = False
    """The caller asked not to be known (RFC 3323, RFC 3325)."""
    trusted: bool = False
    """The peer is one whose word on the number counts."""
    display_name: str = ""


class Dnis(msgspec.Struct, frozen=True, kw_only=True):
    """The number that was called."""

    raw: str = ""
    source: str = ""
    """"Request-URI", "To", "Diversion", "History-Info", or "" for none."""
    candidates: tuple[tuple[str, str], ...] = ()
    """Every (source, raw) that was found, best first, for routes that are keyed by one of the others."""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A name-addr or addr-spec of RFC 3261 25.1, taken apart."""

    display_name: str = ""
    scheme: str = ""
    user: str = ""
    """Without password and user parameters, percent-decoded; of a tel URI the number."""
    host: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    """Header parameters (those after the angle brackets), names in lower case."""
    uri_headers: tuple[tuple[str, str], ...] = ()
    """What follows "?" in the URI, names in lower case, percent-decoded."""

    def parameter(self, name: str) -> str:
        """Value of a header parameter, "" where it is absent."""
        return next((value for key, value in self.parameters if key == name), "")


def split_values(value: str) -> list[str]:
    """Split a comma-separated header value; commas in quotes and angle brackets do not count."""
    parts: list[str] = []
    start, quoted, depth, skip = 0, False, 0, False
    for position, char in enumerate(value):
        if skip:
            skip = False
        elif quoted:
            if char == "\\":
                skip = True
            elif char == '"':
                quoted = False
        elif char == '"' and not depth:
            quoted = True
        elif char == "<":
            depth = 1
        elif char == ">":
            depth = 0
        elif char == "," and not depth:
            parts.append(value[start:position])
            start = position + 1
    parts.append(value[start:])
    return [part.strip() for part in parts if part.strip()][:_MAX_VALUES]


def parse_address(value: str) -> Address | None:
    """Take one address apart; None where it is none."""
    value = value.strip()
    name = ""
    if value.startswith('"'):
        quoted = _QUOTED.match(value)
        if quoted is None:
            return None
        name = re.sub(r"\\(.)", r"\1", quoted.group(1), flags=re.DOTALL)
        value = value[quoted.end() :].lstrip()
        if not value.startswith("<"):
            return None
    if "<" in value:
        before, _, rest = value.partition("<")
        uri, closed, after = rest.partition(">")
        if not closed:
            return None
        name = name or before.strip()
    else:
        # Without brackets every parameter belongs to the header, not to the URI (RFC 3261 20.10).
        uri, semicolon, tail = value.partition(";")
        after = semicolon + tail
    parts = _parse_uri(uri.strip())
    if parts is None:
        return None
    scheme, user, host, uri_headers = parts
    return Address(
        display_name=_printable(name),
        scheme=scheme,
        user=user,
        host=host,
        parameters=_parameters(after),
        uri_headers=uri_headers,
    )


def read_ani(headers: Headers, *, trusted: bool) -> Ani:
    """The number that calls, by the rules at the top of this module."""
    sender = _first(headers, "from")
    privacy = _privacy(headers)
    if trusted:
        for name in ("p-asserted-identity", "remote-party-id"):
            found = _asserted(headers, name)
            if found is None:
                continue
            withheld = bool(privacy & _PRIVATE) or _hides(found)
            if name == "remote-party-id":
                withheld = withheld or bool(_privacy_words(found.parameter("privacy")) & _RPID_PRIVATE)
            if withheld:
                return Ani(source=_SOURCES[name], withheld=True, trusted=True)
            display = found.display_name or (sender.display_name if sender and not _hides(sender) else "")
            return Ani(raw=found.user, source=_SOURCES[name], trusted=True, display_name=display)
    if sender is None:
        return Ani(withheld=bool(privacy & _PRIVATE), trusted=trusted)
    if privacy & _PRIVATE or _hides(sender):
        return Ani(source="From", withheld=True, trusted=trusted)
    return Ani(
        raw=sender.user,
        source="From" if sender.user else "",
        trusted=trusted,
        display_name=sender.display_name,
    )


def read_dnis(request_uri: str, headers: Headers) -> Dnis:
    """The number that was called. What looks like something dialled beats a name (a trunk that sends
    its account's name in the Request-URI has the number in To); among equals the Request-URI comes
    first, then To, then who was called before the call was forwarded (Diversion, History-Info)."""
    found: list[tuple[str, str]] = []
    for source, address in (
        ("Request-URI", parse_address(f"<{request_uri}>")),
        ("To", _first(headers, "to")),
        ("Diversion", _original_diversion(headers)),
        ("History-Info", _original_history(headers)),
    ):
        if address is not None and address.user:
            found.append((source, address.user))
    found.sort(key=lambda candidate: _DIALLED.match(candidate[1]) is None)
    if not found:
        return Dnis()
    source, raw = found[0]
    return Dnis(raw=raw, source=source, candidates=tuple(found))


def _asserted(headers: Headers, name: str) -> Address | None:
    """The first asserted identity with a number in it; a tel URI beats a sip URI (RFC 3325 9.1: a
    message may carry one of each)."""
    found = [
        address
        for value in headers.get(name, ())[:_MAX_VALUES]
        for part in split_values(value)
        if (address := parse_address(part)) is not None and (address.user or _hides(address))
    ]
    if name == "remote-party-id":
        found = [each for each in found if each.parameter("party") in ("", "calling")]
    return next((each for each in found if each.scheme == "tel"), found[0] if found else None)


def _hides(address: Address) -> bool:
    return address.host == _WITHHELD_HOST or address.user.lower() in _WITHHELD_USERS


def _privacy(headers: Headers) -> frozenset[str]:
    words = frozenset[str]()
    for value in headers.get("privacy", ()):
        words |= _privacy_words(value)
    return words


def _privacy_words(value: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in re.split("[;,]", value.strip('"')) if word.strip())


def _original_diversion(headers: Headers) -> Address | None:
    """Each forwarding puts its Diversion on top, so the last one is the number first dialled."""
    values = [part for value in headers.get("diversion", ()) for part in split_values(value)]
    return parse_address(values[-1]) if values else None


def _original_history(headers: Headers) -> Address | None:
    """The entry with the lowest index (1, 1.1, …) is the first target (RFC 7044 10.3)."""
    entries: list[tuple[list[int], int, Address]] = []
    for value in headers.get("history-info", ()):
        for part in split_values(value):
            address = parse_address(part)
            if address is not None:
                index = [int(digit) for digit in re.findall(r"\d{1,6}", address.parameter("index"))]
                entries.append((index or [1_000_000], len(entries), address))
    return min(entries)[2] if entries else None


def _first(headers: Headers, name: str) -> Address | None:
    values = headers.get(name, ())
    return parse_address(values[0]) if values else None


def _parse_uri(uri: str) -> tuple[str, str, str, tuple[tuple[str, str], ...]] | None:
    scheme, colon, rest = uri.partition(":")
    scheme = scheme.strip().lower()
    if not colon or scheme not in ("sip", "sips", "tel"):
        return None
    if scheme == "tel":
        number, _, parameters = rest.partition(";")
        context = dict(_parameters(";" + parameters)).get("phone-context", "")
        number = _printable(unquote(number))
        # A local number with a global context is that number in full (RFC 3966 5.1.5).
        if context.startswith("+") and not number.startswith("+"):
            number = context + number
        return scheme, number, "", ()
    # No part of a SIP URI may hold a bare "@", but Replaces in a Refer-To often does: the first one counts.
    user, at, host = rest.partition("@")
    if not at:
        user, host = "", rest
    host, _, query = host.partition("?")
    host = host.partition(";")[0].strip()
    host = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    user = user.partition(":")[0].partition(";")[0]
    pairs = tuple(
        (unquote(key).lower(), unquote(value))
        for key, _, value in (pair.partition("=") for pair in query.split("&")[:_MAX_VALUES] if pair)
    )
    return scheme, _printable(unquote(user)), host.lower(), pairs


def _parameters(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in re.findall(r';\s*((?:"(?:[^"\\]|\\.)*"|[^;"])*)', text)[:_MAX_VALUES]:
        key, _, value = part.partition("=")
        found.append((key.strip().lower(), value.strip().strip('"')))
    return tuple(found)


def _printable(text: str) -> str:
    """Without control characters and halves of surrogate pairs: this goes to screens and tables."""
    return "".join(char for char in text if char.isprintable()).strip()
