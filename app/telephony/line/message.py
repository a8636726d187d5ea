"""SIP messages as the front needs them (RFC 3261): read, check, change a header, write.

The front forwards; it does not interpret. So a message is its start line, its headers in order with the
names as they were written, and its body as bytes. What an element between two others must refuse is
refused here with the status it gets; everything finer is left to the phone behind.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

MAX_SIZE = 65_535
"""Bytes of one message; what a UDP datagram can hold."""

MAX_HEADERS = 256

BRANCH = "z9hG4bK"
"""Every branch of an RFC 3261 element begins with it."""

COMPACT = {
    "i": "call-id",
    "m": "contact",
    "e": "content-encoding",
    "l": "content-length",
    "c": "content-type",
    "f": "from",
    "s": "subject",
    "k": "supported",
    "t": "to",
    "v": "via",
    "o": "event",
    "r": "refer-to",
    "b": "referred-by",
    "x": "session-expires",
}
"""Short header names of RFC 3261 and its extensions."""

REASONS = {
    100: "Trying",
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    483: "Too Many Hops",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    500: "Server Internal Error",
    503: "Service Unavailable",
    505: "Version Not Supported",
    603: "Decline",
}

_TOKEN = r"[A-Za-z0-9.!%*_+`'~-]+"
_REQUEST = re.compile(rf"({_TOKEN}) (\S+) (SIP/\d{{1,9}}\.\d{{1,9}})\Z", re.IGNORECASE)
_STATUS = re.compile(r"SIP/2\.0 (\d{3}) (.*)\Z", re.IGNORECASE)
_HEADER = re.compile(rf"({_TOKEN})[ \t]*:[ \t]*(.*)\Z", re.DOTALL)
_CSEQ = re.compile(rf"(\d{{1,10}})[ \t]+({_TOKEN})\Z")
_VIA = re.compile(
    rf"SIP[ \t]*/[ \t]*2\.0[ \t]*/[ \t]*({_TOKEN})[ \t]+(\[[0-9A-Fa-f:.]+\]|[^\s:;,\[\]]+)"
    r"(?:[ \t]*:[ \t]*(\d{1,5}))?[ \t]*(;.*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rf";[ \t]*tag[ \t]*=[ \t]*({_TOKEN})", re.IGNORECASE)
_ONCE = ("from", "to", "call-id", "cseq", "max-forwards", "content-length")


class MalformedError(Exception):
    """A message that is refused. `answerable`: there is enough of it to send `code` back."""

    def __init__(self, reason: str, code: int = 400, request: Request | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.request = request


@dataclass(slots=True)
class Via:
    """One Via value, taken apart (RFC 3261 20.42)."""

    transport: str
    host: str
    port: int
    """0 where none is written."""
    parameters: list[tuple[str, str | None]]

    def parameter(self, name: str) -> str | None:
        """Value of a parameter; "" where it has none, None where it is absent."""
        for key, value in self.parameters:
            if key.lower() == name:
                return value or ""
        return None

    def set_parameter(self, name: str, value: str) -> None:
        """Set a parameter, in place of one that is there."""
        self.parameters = [pair for pair in self.parameters if pair[0].lower() != name]
        self.parameters.append((name, value))

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        tail = "".join(f";{key}" if value is None else f";{key}={value}" for key, value in self.parameters)
        return f"SIP/2.0/{self.transport} {self.host}{port}{tail}"


@dataclass(slots=True)
class Message:
    """What requests and responses have in common."""

    headers: list[tuple[str, str]]
    """Names as written, values unfolded, in order."""
    body: bytes

    def values(self, name: str) -> list[str]:
        """Values of a header by its long name in lower case."""
        return [value for written, value in self.headers if long_name(written) == name]

    def first(self, name: str) -> str:
        """First value of a header, "" where it is absent."""
        return next((value for written, value in self.headers if long_name(written) == name), "")

    def replace(self, name: str, value: str) -> None:
        """Set a header, in the place of its first line or at the end."""
        for position, (written, _) in enumerate(self.headers):
            if long_name(written) == name:
                self.headers[position] = (written, value)
                return
        self.headers.append((name.title(), value))

    @property
    def call_id(self) -> str:
        """The Call-ID."""
        return self.first("call-id")

    @property
    def from_tag(self) -> str:
        """Tag of From, "" without one (RFC 2543 elements send none)."""
        return _tag(self.first("from"))

    @property
    def to_tag(self) -> str:
        """Tag of To; "" outside a dialogue."""
        return _tag(self.first("to"))

    @property
    def cseq(self) -> tuple[int, str]:
        """Number and method of CSeq; (0, "") where it cannot be read."""
        match = _CSEQ.match(self.first("cseq").strip())
        return (int(match[1]), match[2]) if match else (0, "")

    def vias(self) -> list[str]:
        """Every Via value, topmost first."""
        return [part for value in self.values("via") for part in _split(value)]

    def top_via(self) -> Via | None:
        """The topmost Via; None where there is none to be read."""
        vias = self.vias()
        return parse_via(vias[0]) if vias else None

    def set_vias(self, vias: list[str]) -> None:
        """Put these Via lines at the top, in place of those that are there."""
        rest = [pair for pair in self.headers if long_name(pair[0]) != "via"]
        self.headers = [("Via", value) for value in vias] + rest

    def header_map(self) -> dict[str, list[str]]:
        """Values by long name in lower case."""
        found: dict[str, list[str]] = {}
        for written, value in self.headers:
            found.setdefault(long_name(written), []).append(value)
        return found

    def _write(self, start: str) -> bytes:
        lines = [start, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + self.body


@dataclass(slots=True)
class Request(Message):
    """A request."""

    method: str = ""
    uri: str = ""

    def to_bytes(self) -> bytes:
        """As it goes on the wire."""
        return self._write(f"{self.method} {self.uri} SIP/2.0")


@dataclass(slots=True)
class Response(Message):
    """A response."""

    code: int = 0
    reason: str = ""

    def to_bytes(self) -> bytes:
        """As it goes on the wire."""
        return self._write(f"SIP/2.0 {self.code} {self.reason}")


def long_name(written: str) -> str:
    """Long name of a header in lower case."""
    lower = written.lower()
    return COMPACT.get(lower, lower)


def parse_via(value: str) -> Via | None:
    """Take one Via value apart; None where it is none."""
    match = _VIA.match(value.strip())
    if match is None or int(match[3] or 0) > 65_535:
        return None
    parameters: list[tuple[str, str | None]] = []
    for part in (match[4] or "").split(";")[1:]:
        key, equals, text = part.partition("=")
        if key.strip():
            parameters.append((key.strip(), text.strip() if equals else None))
    return Via(match[1].upper(), match[2], int(match[3] or 0), parameters)


def parse(data: bytes) -> Request | Response:
    """Read one whole message. Raises MalformedError."""
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        raise MalformedError("no empty line after the headers")
    lines = _unfold(head.decode("utf-8", "surrogateescape"))
    headers = _headers(lines[1:])
    status = _STATUS.match(lines[0])
    if status is not None:
        response = Response(headers, body, int(status[1]), status[2])
        response.body = _cut_body(response, None)
        return response
    start = _REQUEST.match(lines[0])
    if start is None:
        raise MalformedError("not a SIP start line", request=_as_request(headers, lines[0]))
    request = Request(headers, body, start[1], start[2])
    if start[3].upper() != "SIP/2.0":
        raise MalformedError("another SIP version", 505, request)
    request.body = _cut_body(request, request)
    return request


def check(request: Request) -> None:
    """What every request must have (RFC 3261 8.1.1, 8.2, 16.3). Raises MalformedError."""

    def fault(reason: str, code: int = 400) -> MalformedError:
        return MalformedError(reason, code, request)

    if request.top_via() is None:
        raise fault("no Via that can be read")
    for name in ("from", "to", "call-id", "cseq"):
        if not request.first(name).strip():
            raise fault(f"no {name}")
    for name in _ONCE:
        if len(request.values(name)) > 1:
            raise fault(f"{name} stands twice")
    number, method = request.cseq
    if not method or number >= 2**32:
        raise fault("CSeq cannot be read")
    if method != request.method:
        raise fault("CSeq names another method")
    if re.match(r"(sips?|tel):", request.uri, re.IGNORECASE) is None:
        raise fault("a URI of another scheme", 416)
    hops = request.first("max-forwards").strip()
    if hops and (not hops.isascii() or not hops.isdigit() or int(hops[:9]) > 255):
        raise fault("Max-Forwards is no number from 0 to 255")


def answer(request: Request, code: int, extra: list[tuple[str, str]] | None = None) -> Response:
    """A response of the front's own (RFC 3261 8.2.6). Its To tag follows from the request, so that every
    retransmission gets the same one without anything being kept (RFC 3261 8.2.7)."""
    headers = [("Via", value) for value in request.vias()]
    for name in ("From", "To", "Call-ID", "CSeq"):
        value = request.first(name.lower())
        if name == "To" and code != 100 and value and not _tag(value):
            value += f";tag={digest(request.call_id, request.from_tag, request.first('cseq'))[:16]}"
        if value:
            headers.append((name, value))
    headers += extra or []
    headers.append(("Content-Length", "0"))
    return Response(headers, b"", code, REASONS.get(code, "Refused"))


def digest(*parts: str) -> str:
    """A hash that is the same for the same texts, in any process."""
    text = "\x00".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


@dataclass(slots=True)
class StreamReader:
    """Cuts a TCP stream into messages by Content-Length (RFC 3261 18.3)."""

    buffer: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> list[bytes]:
        """Add what came; returns the messages that are whole. Raises MalformedError where the stream can
        no longer be cut: the connection is then of no use."""
        self.buffer += data
        messages: list[bytes] = []
        while True:
            while self.buffer[:2] == b"\r\n":  # keep-alive (RFC 5626 3.5.1), or padding
                del self.buffer[:2]
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                if len(self.buffer) > MAX_SIZE:
                    raise MalformedError("headers without an end")
                return messages
            length = _stream_length(bytes(self.buffer[:end]))
            whole = end + 4 + length
            if whole > MAX_SIZE:
                raise MalformedError("a message that is too long")
            if len(self.buffer) < whole:
                return messages
            messages.append(bytes(self.buffer[:whole]))
            del self.buffer[:whole]


def _stream_length(head: bytes) -> int:
    match = re.search(
        rb"\r\n(?:content-length|l)[ \t]*:[ \t]*(\d{1,6})[ \t]*(?:\r\n|\Z)", head, re.IGNORECASE
    )
    if match is None:
        raise MalformedError("no Content-Length on a stream")
    return int(match[1])


def _unfold(head: str) -> list[str]:
    """Header lines; one that begins with white space continues the line before (RFC 3261 7.3.1)."""
    lines: list[str] = []
    for line in head.split("\r\n"):
        if line[:1] in (" ", "\t") and len(lines) > 1:
            lines[-1] += " " + line.strip(" \t")
        else:
            lines.append(line)
    if len(lines) > MAX_HEADERS:
        raise MalformedError("too many headers")
    return lines


def _headers(lines: list[str]) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    for line in lines:
        match = _HEADER.match(line)
        if match is None or "\r" in line or "\n" in line or "\x00" in line:
            raise MalformedError("a line that is no header", request=_as_request(headers, ""))
        headers.append((match[1], match[2].rstrip(" \t")))
    return headers


def _as_request(headers: list[tuple[str, str]], start: str) -> Request:
    """What is known of a request that cannot be read, to answer it by."""
    return Request(headers, b"", start.partition(" ")[0][:32], "sip:unknown")


def _cut_body(message: Message, request: Request | None) -> bytes:
    """The body by its Content-Length; the rest of a datagram is dropped (RFC 3261 18.3)."""
    written = message.first("content-length").strip()
    if not written:
        return message.body
    if not written.isascii() or not written.isdigit() or int(written[:9]) > len(message.body):
        raise MalformedError("Content-Length does not fit", request=request)
    return message.body[: int(written[:9])]


def _tag(value: str) -> str:
    _, bracket, after = value.rpartition(">")
    match = _TAG.search(after if bracket else value)
    return match[1] if match else ""


def _split(value: str) -> list[str]:
    """Split a Via value at its commas; those in quotes do not count."""
    return [part.strip() for part in re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^,])+', value) if part.strip()]
