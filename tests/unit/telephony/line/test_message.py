"""Reading, checking and writing SIP messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.telephony.line import message as sip

INVITE = (
    b"INVITE sip:100@desk.example SIP/2.0\r\n"
    b"v: SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bK1;rport, SIP/2.0/TCP [::1]\r\n"
    b"Max-Forwards: 70\r\n"
    b'From: "A, B" <sip:1@x>;tag=a1\r\n'
    b"t: <sip:100@desk.example>\r\n"
    b"i: abc@x\r\n"
    b"CSeq: 7 INVITE\r\n"
    b"Subject: one\r\n  two\r\n"
    b"l: 3\r\n"
    b"\r\n"
    b"v=0garbage"
)


def read(data: bytes) -> sip.Request:
    request = sip.parse(data)
    assert isinstance(request, sip.Request)
    return request


def test_a_request_is_read() -> None:
    request = read(INVITE)
    sip.check(request)
    assert (request.method, request.uri) == ("INVITE", "sip:100@desk.example")
    assert (request.call_id, request.from_tag, request.to_tag) == ("abc@x", "a1", "")
    assert request.cseq == (7, "INVITE")
    assert request.first("subject") == "one two"
    assert request.body == b"v=0"
    assert len(request.vias()) == 2
    via = request.top_via()
    assert via is not None
    assert (via.transport, via.host, via.port) == ("UDP", "10.0.0.1", 5070)
    assert (via.parameter("branch"), via.parameter("rport"), via.parameter("x")) == ("z9hG4bK1", "", None)


def test_what_is_written_reads_the_same() -> None:
    once = read(INVITE)
    assert read(once.to_bytes()) == once


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"SIP/2.0\r\nv", b"SIP/7.0\r\nv", 505),
        (b"INVITE sip", b"INVITE  sip", 400),
        (b"desk.example SIP", b"desk.example; x SIP", 400),
        (b"7 INVITE", b"7 OPTIONS", 400),
        (b"7 INVITE", b"4294967296 INVITE", 400),
        (b"7 INVITE", b"", 400),
        (b"i: abc@x\r\n", b"", 400),
        (b"i: abc@x", b"i: abc@x\r\nCall-ID: other", 400),
        (b"l: 3", b"l: 300", 400),
        (b"l: 3", b"l: -3", 400),
        (b"INVITE sip:100", b"INVITE nobodyknows:100", 416),
        (b"Max-Forwards: 70", b"Max-Forwards: 256", 400),
        (b"Subject: one", b"Subject", 400),
    ],
)
def test_what_is_wrong_is_refused(old: bytes, new: bytes, code: int) -> None:
    assert old in INVITE
    with pytest.raises(sip.MalformedError) as caught:
        sip.check(read(INVITE.replace(old, new, 1)))
    assert caught.value.code == code


def test_an_answer_has_what_a_response_needs() -> None:
    request = read(INVITE)
    answer = sip.answer(request, 486)
    assert answer.vias() == request.vias()
    assert answer.to_tag
    assert answer.to_tag == sip.answer(read(INVITE), 486).to_tag
    assert not sip.answer(request, 100).to_tag
    again = sip.parse(answer.to_bytes())
    assert isinstance(again, sip.Response)
    assert (again.code, again.reason, again.cseq) == (486, "Busy Here", (7, "INVITE"))


@given(data=st.data())
def test_a_stream_is_cut_the_same_however_it_comes(data: st.DataObject) -> None:
    whole = sip.parse(INVITE).to_bytes()
    stream = b"\r\n\r\n" + whole + b"\r\n" + whole
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    reader = sip.StreamReader()
    messages = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        messages += reader.feed(stream[start:end])
    assert messages == [whole, whole]


def test_a_stream_without_a_length_is_given_up() -> None:
    with pytest.raises(sip.MalformedError):
        sip.StreamReader().feed(b"INVITE sip:1@x SIP/2.0\r\n\r\n")
    with pytest.raises(sip.MalformedError):
        sip.StreamReader().feed(b"x" * 70_000)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.builds(
            lambda at, junk: INVITE[:at] + junk + INVITE[at + len(junk) :],
            st.integers(0, len(INVITE)),
            st.binary(max_size=8),
        ),
    )
)
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    try:
        message = sip.parse(data)
        if isinstance(message, sip.Request):
            sip.check(message)
    except sip.MalformedError:
        return
    assert sip.parse(message.to_bytes()) == message
    message.vias()
