"""However the bytes are cut, the same frames come out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client.sse import BadStream, Frame, ResponseHead, SseParser

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

names = st.sampled_from(["change", "pulse", "notice", "behind"])
data = st.binary(max_size=60).map(lambda raw: raw.hex().encode())
frames = st.lists(st.builds(Frame, names, data, st.integers(0, 10**6).map(str)), max_size=12)


def _text(frame: Frame) -> bytes:
    return f"event: {frame.event}\nid: {frame.id}\ndata: ".encode() + frame.data + b"\n\n"


def _cut(text: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[a:b] for a, b in itertools.pairwise(edges)]


cuts = st.lists(st.integers(0, 10_000), max_size=30)


@given(frames, cuts, cuts)
def test_any_cutting_gives_the_same_frames(sent: list[Frame], chunks: list[int], reads: list[int]) -> None:
    body = b"".join(map(_text, sent))
    wire = HEAD + b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in _cut(body, chunks) if c) + b"0\r\n\r\n"
    head, parser = ResponseHead(), SseParser()
    got: list[Frame] = []
    for piece in _cut(wire, reads):
        got += parser.feed(head.feed(piece))
    assert got == sent
    assert head.status == 200
    assert head.ended


def test_line_ends_may_be_those_of_windows() -> None:
    parser = SseParser()
    assert parser.feed(b"event: pulse\r\ndata: {}\r\n\r") == []
    assert parser.feed(b"\n") == [Frame("pulse", b"{}")]


def test_comments_and_several_data_lines() -> None:
    assert SseParser().feed(b": hello\n\ndata: a\ndata: b\n\n") == [Frame("message", b"a\nb")]


def test_body_with_a_length_ends_there() -> None:
    head = ResponseHead()
    assert head.feed(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{") == b"{"
    assert head.feed(b"}") == b"}"
    assert (head.status, head.ended) == (401, True)


@pytest.mark.parametrize("wire", [b"SIP/2.0 200 OK\r\n\r\n", b"\r\n\r\n", HEAD + b"zz\r\n", b"x" * 70_000])
def test_what_is_no_answer_is_said_to_be_none(wire: bytes) -> None:
    with pytest.raises(BadStream):
        ResponseHead().feed(wire)
