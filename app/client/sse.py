"""Reading a stream of server-sent events: bytes in, whole frames out, however they were cut.

Both parsers are pure, so that any cutting of the same bytes can be tested to give the same frames.
"""

from __future__ import annotations

from typing import NamedTuple

MAX_HEAD = 64 * 1024
MAX_FRAME = 64 * 1024 * 1024


class BadStream(Exception):
    """What came is no HTTP answer or no event stream."""


class Frame(NamedTuple):
    """One server-sent event."""

    event: str
    data: bytes
    id: str = ""


class ResponseHead:
    """The first lines of an HTTP/1.1 answer and then its body, with chunks put together again."""

    def __init__(self) -> None:
        self.status = 0
        self.ended = False
        self._buffer = bytearray()
        self._chunked = False
        self._left = 0  # bytes of the present chunk still to come, with its line end
        self._length: int | None = None

    def feed(self, data: bytes) -> bytes:
        """Take what was received; returns the part of the body in it (empty until the head is read)."""
        self._buffer += data
        if not self.status and not self._read_head():
            return b""
        if self._chunked:
            return self._unchunk()
        body = bytes(self._buffer)
        self._buffer.clear()
        if self._length is not None:
            self._length -= len(body)
            self.ended = self._length <= 0
        return body

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > MAX_HEAD:
                raise BadStream("the answer's head has no end")
            return False
        lines = bytes(self._buffer[:end]).split(b"\r\n")
        del self._buffer[: end + 4]
        words = lines[0].split(None, 2)
        if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
            raise BadStream(f"this is no HTTP answer: {lines[0][:80]!r}")
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            name, value = name.strip().lower(), value.strip().lower()
            if name == b"transfer-encoding":
                self._chunked = value.endswith(b"chunked")
            elif name == b"content-length" and value.isdigit():
                self._length = int(value)
                self.ended = self._length == 0
        self.status = int(words[1])
        return True

    def _unchunk(self) -> bytes:
        buffer, out, at = self._buffer, bytearray(), 0
        while at < len(buffer) and not self.ended:
            if self._left:
                take = min(self._left, len(buffer) - at)
                body = min(take, max(0, self._left - 2))  # the last two bytes are the chunk's line end
                out += buffer[at : at + body]
                self._left -= take
                at += take
                continue
            end = buffer.find(b"\r\n", at)
            if end < 0:
                break
            size = bytes(buffer[at:end]).split(b";", 1)[0].strip()
            try:
                count = int(size, 16)
            except ValueError:
                raise BadStream(f"a chunk has no size: {size[:40]!r}") from None
            at = end + 2
            self.ended = count == 0
            self._left = count + 2
        del buffer[:at]
        return bytes(out)


class SseParser:
    """The event stream format of the HTML standard, as far as a hub uses it (fields event, data, id)."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """Take a piece of the body; returns the frames that are complete now."""
        self._buffer += data.replace(b"\r", b"")  # JSON escapes its own, so these can only be line ends
        if len(self._buffer) > MAX_FRAME:
            raise BadStream("a frame has no end")
        frames: list[Frame] = []
        start = 0
        while (end := self._buffer.find(b"\n\n", start)) >= 0:
            frame = _frame(bytes(self._buffer[start:end]))
            if frame is not None:
                frames.append(frame)
            start = end + 2
        if start:
            del self._buffer[:start]
        return frames


def _frame(text: bytes) -> Frame | None:
    event, identity = "message", ""
    data: list[bytes] = []
    for line in text.split(b"\n"):
        name, _, value = line.partition(b":")
        value = value[1:] if value.startswith(b" ") else value
        if name == b"data":
            data.append(value)
        elif name == b"event":
            event = value.decode("utf-8", "replace")
        elif name == b"id":
            identity = value.decode("utf-8", "replace")
    return Frame(event, b"\n".join(data), identity) if data or event != "message" else None
