"""The event stream: by number, without a gap, and nobody waits for who reads slowly."""

from __future__ import annotations

import socket
import threading
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from app.models.unit import Actor
from app.protocol import errors
from app.protocol.customers import CreateCustomer
from app.protocol.events import Notice
from app.protocol.interactions import CallArrived, MakeOffer, PlaceInQueue
from app.protocol.setup import SaveQueue
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.served import Served, Stream
from tests.helpers.wait import until

ME = Actor(None, "agent")


def make(served: Served, count: int, remark: str = "") -> int:
    """So many changes; the last number, once the publisher has heard of it."""
    for n in range(count):
        served.hub.door.do(CreateCustomer(name=f"Customer {n}", remark=remark), ME)
    last = served.hub.publisher.head()
    until(lambda: served.hub.publisher.number >= last)
    return last


def test_a_stream_goes_on_where_the_reader_was(served: Served) -> None:
    token, start = served.tokens["mei"], make(served, 5)
    stream = served.stream(token, start)
    assert stream.next("pulse")[1]["number"] == start
    last = make(served, 5)
    assert stream.numbers(last) == list(range(start + 1, last + 1))
    stream.close()
    last = make(served, 5)
    for after in (0, 1, start, last - 1):
        again = served.stream(token, after)
        assert again.numbers(last) == list(range(after + 1, last + 1))
        again.close()


def test_nothing_falls_between_the_log_and_what_is_live(served: Served) -> None:
    """Readers that join while changes are made, again and again."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            served.hub.door.do(CreateCustomer(name="X"), ME)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for after in range(12):
            stream = served.stream(served.tokens["mei"], after)
            goal = served.hub.publisher.number + 10
            assert stream.numbers(goal) == list(range(after + 1, goal + 1))
            stream.close()
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30, "٣"])
def test_a_number_that_is_none(served: Served, after: str) -> None:
    reply = served.send("GET", f"/api/stream?after={quote(after)}", token=served.tokens["mei"])
    assert (reply.status, reply.code) == (400, errors.BAD_MESSAGE)


def test_a_number_the_log_has_not_reached(served: Served) -> None:
    """The hub was set up anew from a backup: its numbers will come again and mean something else."""
    reply = served.send("GET", "/api/stream?after=1000", token=served.tokens["mei"])
    assert (reply.status, reply.code) == (409, errors.TOO_OLD)


def test_an_offer_brings_its_pop_to_the_one_it_is_for(served: Served) -> None:
    door, mei = served.hub.door, served.ids["mei"]
    served.do("AttachPhone", {"address": "sip:mei@127.0.0.1"}, token=served.tokens["mei"])
    customer = door.do(CreateCustomer(name="陳美玲"), ME)
    queue = door.do(SaveQueue(name="Service"), ADMINISTRATOR)
    streams = {who: served.stream(served.tokens[who], served.hub.publisher.number) for who in ("mei", "ruth")}
    for stream in streams.values():
        stream.next("pulse")
    call = door.do(CallArrived(call_key="a", ani_raw="0912345678"))
    door.do(PlaceInQueue(interaction_id=call.id, queue_id=queue.id))
    served.do("SetPresence", {"presence": "ready"}, token=served.tokens["mei"])

    def offer_event(stream: Stream) -> dict[str, Any]:
        while True:
            _, data = stream.next("change")
            if any(change["table"] == "offers" for change in data["changes"]):
                return dict(data)

    own, other = offer_event(streams["mei"]), offer_event(streams["ruth"])
    assert own["command"] == other["command"] == MakeOffer.__name__
    assert own["pop"]["interaction_id"] == call.id
    assert "pop" not in other
    assert own["changes"] == other["changes"]
    assert customer.name not in str(other)
    assert mei in [change["row"].get("agent_id") for change in own["changes"]]
    for change in own["changes"]:
        assert "old" not in change
        assert change["row"], "consoles get whole rows of what they hold"
    for stream in streams.values():
        stream.close()


def test_a_notice_reaches_every_desk_once(served: Served) -> None:
    streams = [served.stream(token) for token in served.tokens.values()]
    for stream in streams:
        stream.next("pulse")
    until(lambda: len(served.hub.streams._readers) == 2, "both to be live")
    served.hub.streams.notify(Notice(code="line_full", text="The line is full."))
    for stream in streams:
        assert stream.next("notice")[1]["code"] == "line_full"
        stream.close()


def test_who_reads_slowly_is_told_and_misses_nothing(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.hub.stream.QUEUE", 50)
    token, start = served.tokens["mei"], served.hub.publisher.number
    fast = served.stream(served.tokens["ruth"], start)
    fast.next("pulse")
    slow = Slow(served, token, start)
    until(lambda: len(served.hub.streams._readers) == 2, "both to be live")
    heard: list[int] = []
    last = start + 500
    reading = threading.Thread(target=lambda: heard.extend(fast.numbers(last)))
    reading.start()
    make(served, 500, remark="x" * 20_000)
    reading.join(30)
    assert heard == list(range(start + 1, last + 1)), "nobody else waits"
    numbers, end = slow.read_to_the_end()
    assert end == "behind"
    assert numbers == list(range(start + 1, start + 1 + len(numbers)))
    assert len(numbers) < 500
    back = served.stream(token, numbers[-1] if numbers else start)
    assert back.numbers(last)[-1] == last
    for stream in (fast, back):
        stream.close()


class Slow:
    """A reader that takes a few kilobytes and then nothing for a while."""

    def __init__(self, served: Served, token: str, after: int) -> None:
        where = urlsplit(served.hub.url)
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.connect((where.hostname, where.port))
        head = f"GET /api/stream?after={after} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
        self._socket.sendall(head.encode())

    def read_to_the_end(self) -> tuple[list[int], str]:
        """The numbers of the changes, and the last event's name."""
        self._socket.settimeout(20)
        text = b""
        while b"event: behind" not in text[-4096:] and (data := self._socket.recv(1 << 20)):
            text += data
        self._socket.close()
        lines = text.replace(b"\r\n", b"\n").split(b"\n")
        events = [line[7:].decode() for line in lines if line.startswith(b"event: ")]
        return [int(line[4:]) for line in lines if line.startswith(b"id: ")], events[-1]
