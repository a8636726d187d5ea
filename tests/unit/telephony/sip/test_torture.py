"""Malformed SIP: the phone lives, keeps its calls, and takes the next one.

The messages are RFC 4475's (tests/data/sip); the mutated ones are made from them with a fixed seed.
"""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.protocol.phone import (
    Answer,
    Answered,
    AskSnapshot,
    Call,
    Disconnected,
    Forbidden,
    HangUp,
    Incoming,
    Snapshot,
)
from tests.helpers.phones import DrivenPhone, Phones, connect

pytestmark = pytest.mark.sip

MESSAGES = [path.read_bytes() for path in sorted((Path(__file__).parents[3] / "data" / "sip").glob("*.dat"))]
PIECES = [
    *(b"\r\n", b"\r\n\r\n", b"\x00", b"\xff\xfe", b"%00", b":", b";", b"<", b">", b'"', b"\t \r\n "),
    *(b"9" * 400, b"A" * 3000, b"m=audio 65536 RTP/AVP 300\r\na=rtpmap:300 x/0\r\n"),
    *(b"Content-Length: 99999\r\n", b"Content-Length: -1\r\n", b"Content-Type: application/sdp\r\n"),
    *(b"Replaces: x;to-tag=1\r\n", b"Require: 100rel, replaces, norefersub\r\n", b"Contact: *\r\n"),
    *(b"Refer-To: <sip:x@127.0.0.1>\r\n", b"Route: <sip:;lr>\r\n", b"CSeq: 4294967296 INVITE\r\n"),
    *(b"SIP/2.0 200 OK\r\n", b"INVITE sip:a@b SIP/2.0\r\n"),
    b"v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 0 RTP/AVP 8\r\n",
]
BATCH = 10
"""Packets sent at once: more would overflow the socket's buffer and not be read at all."""
SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    b"m=audio 40000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
)


def plain(method: str, number: int, port: int, body: bytes = b"") -> bytes:
    """A request that is in order."""
    lines = [
        f"{method} sip:bob@127.0.0.1 SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bKt{number};rport",
        "Max-Forwards: 70",
        f"From: <sip:eve@127.0.0.1>;tag=t{number}",
        "To: <sip:bob@127.0.0.1>",
        f"Call-ID: torture-{number}",
        f"CSeq: 1 {method}",
        f"Contact: <sip:eve@127.0.0.1:{port}>",
        *(["Content-Type: application/sdp"] if body else []),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def mutated(count: int, seed: int, port: int) -> Iterator[bytes]:
    """Messages with bytes flipped, pieces cut, doubled, moved and put in."""
    dice = random.Random(seed)
    good = [
        plain(method, 0, port, body)
        for method in ("INVITE", "OPTIONS", "REFER", "BYE")
        for body in (b"", SDP)
    ]
    for number in range(count):
        source = dice.choice(MESSAGES) if dice.random() < 0.4 else dice.choice(good)
        # Another transaction and another dialog each time, or it would be taken for a retransmission.
        message = bytearray(
            re.sub(rb"(?i)(branch=z9hG4bK|tag=|call-id: *|\ni: *)", rb"\g<1>%d" % number, source)
        )
        for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
            here = dice.randrange(len(message) + 1)
            there = here + dice.choice((1, 2, 5, 200))
            match dice.randrange(6):
                case 0 if here < len(message):
                    message[here] = dice.randrange(256)
                case 1:
                    del message[here:there]
                case 2:
                    message[here:here] = dice.choice(PIECES)
                case 3:
                    message[here:here] = message[here:there]
                case 4:
                    message[here:there] = dice.choice(PIECES)
                case 5:
                    start, *lines = bytes(message).split(b"\r\n")
                    dice.shuffle(lines)
                    message = bytearray(b"\r\n".join([start, *lines]))
        yield bytes(message[:60_000])


def survive(bob: DrivenPhone, packets: Iterator[bytes]) -> int:
    """Send the packets by UDP and hang up what bob takes for calls; returns how many those were."""
    calls = 0
    bob.tolerated.add("no_leg")  # the next packet may have ended it
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as eve, closing(pinger()) as ping:
        for number, packet in enumerate(packets):
            eve.sendto(packet, ("127.0.0.1", bob.ready.udp_port))
            if number % BATCH == BATCH - 1:
                read_so_far(bob, ping, number)
                calls += clear_away(bob)
        read_so_far(bob, ping, -1)
        calls += clear_away(bob)
    return calls


def pinger() -> socket.socket:
    """A socket for `read_so_far`."""
    ping = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ping.bind(("127.0.0.1", 0))
    ping.settimeout(0.5)
    return ping


def read_so_far(bob: DrivenPhone, ping: socket.socket, number: int) -> None:
    """Returns when bob has answered an OPTIONS: it has read all that was sent before."""
    call_id = f"torture-ping{number}".encode()
    options = plain("OPTIONS", 0, ping.getsockname()[1]).replace(b"torture-0", call_id)
    options = options.replace(b"bKt0", b"bKping%d" % number)
    answer = b""
    deadline = time.monotonic() + 20
    while call_id not in answer:
        assert time.monotonic() < deadline, f"no answer to OPTIONS: {bob.log()}"
        ping.sendto(options, ("127.0.0.1", bob.ready.udp_port))
        with suppress(TimeoutError):  # repeated as every sender does: the phone may rest after a burst
            answer = ping.recv(65_535)
    assert answer.startswith(b"SIP/2.0 200")


def clear_away(bob: DrivenPhone) -> int:
    """Hang up the calls there are, and wait for bob to have read what was sent so far."""
    bob.send(AskSnapshot())
    for leg in bob.wait(Snapshot).legs:
        bob.send(HangUp(key=leg.key))
    bob.send(AskSnapshot())
    bob.wait(Snapshot)
    calls = sum(isinstance(event, Incoming) for event in bob.seen)
    bob.seen.clear()
    return calls


def take_the_next_call(phones: Phones, bob: DrivenPhone) -> None:
    """A call of a real phone gets through."""
    ann = phones("ann")
    ann.send(Call(key="next", uri=bob.uri))
    came = bob.wait(Incoming, lambda event: "ann@" in event.leg.from_uri)
    bob.send(Answer(key=came.leg.key))
    ann.wait(Answered, key="next")
    ann.hang_up_call("next", bob)


def test_the_messages_of_rfc_4475(phones: Phones) -> None:
    bob = phones("bob")
    assert len(MESSAGES) > 45
    survive(bob, iter(MESSAGES))
    take_the_next_call(phones, bob)


def test_strangers_messages_do_not_touch_a_call(phones: Phones) -> None:
    """From an address that is not allowed: nothing is offered, and a running call goes on."""
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)
    bob.configure(peers=["192.0.2.1"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as eve:
        for message in MESSAGES:
            eve.sendto(message, ("127.0.0.1", bob.ready.udp_port))
    bob.send(AskSnapshot())
    assert [leg.key for leg in bob.wait(Snapshot).legs] == [theirs]
    assert not [event for event in bob.seen[bob.seen.index(bob.ready) :] if isinstance(event, Incoming)]
    ann.hang_up_call(mine, bob)


def test_mutated_messages(phones: Phones) -> None:
    bob = phones("bob")
    assert survive(bob, mutated(2_000, seed=1, port=9)) > 40
    take_the_next_call(phones, bob)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [2, 3])
def test_twenty_thousand_mutated_messages(phones: Phones, seed: int) -> None:
    bob = phones("bob")
    assert survive(bob, mutated(20_000, seed=seed, port=9)) > 400
    take_the_next_call(phones, bob)


def test_calls_without_sdp_turned_away_at_once(phones: Phones) -> None:
    """The legal message that aborts a phone which answers inside the callback."""
    bob = phones("bob")
    strangers = phones("dan", peers=["192.0.2.1"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as eve:
        eve.bind(("127.0.0.1", 0))
        eve.settimeout(10)
        port = eve.getsockname()[1]
        for number in range(20):
            eve.sendto(plain("INVITE", number, port), ("127.0.0.1", bob.ready.udp_port))
            bob.send(HangUp(key=bob.wait(Incoming).leg.key, code=486))
            bob.wait(Disconnected)
            eve.sendto(plain("INVITE", 100 + number, port), ("127.0.0.1", strangers.ready.udp_port))
    take_the_next_call(phones, bob)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_storm_of_calls_that_are_given_up_at_once(phones: Phones, allowed: bool) -> None:
    """More sockets in half a second than pjlib's I/O queue has places: it would abort the process."""
    bob = phones("bob", peers=["127.0.0.1" if allowed else "192.0.2.1"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as eve:
        eve.bind(("127.0.0.1", 0))
        port = eve.getsockname()[1]
        for number in range(400):
            for method in (b"INVITE", b"CANCEL"):
                message = plain("INVITE", number, port, SDP).replace(b"INVITE", method)
                eve.sendto(message, ("127.0.0.1", bob.ready.udp_port))
            bob.driver.send(AskSnapshot())
            bob.wait(Snapshot)
    heard = {type(event) for event in bob.seen}
    bob.tolerated.add("no_leg")
    with closing(pinger()) as ping:
        read_so_far(bob, ping, 0)
    clear_away(bob)  # those whose CANCEL was lost
    assert (Incoming in heard, Forbidden in heard) == (allowed, not allowed)
    bob.configure(peers=["127.0.0.1"])
    take_the_next_call(phones, bob)
