"""The front on real sockets, with a plain socket in the place of the phone."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.telephony.line import message as sip
from app.telephony.line.front import Dialog, Front
from app.telephony.line.peers import LOOPBACK, Peer, Peers
from app.telephony.line.sockets import Target

CORPUS = Path(__file__).parents[3] / "data" / "sip"


def invite(call_id: str = "c1", branch: str = "z9hG4bKa", method: str = "INVITE", extra: str = "") -> bytes:
    return (
        f"{method} sip:100@desk.example SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP 192.0.2.9:5099;branch={branch};rport\r\n"
        "Max-Forwards: 70\r\n"
        "From: <sip:1@x>;tag=t1\r\n"
        "To: <sip:100@desk.example>\r\n"
        f"Call-ID: {call_id}\r\n"
        f"CSeq: 1 {method}\r\n"
        f"{extra}"
        "Content-Length: 0\r\n\r\n"
    ).encode()


class Sip:
    """A UDP socket that reads SIP."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]

    def send(self, data: bytes, port: int) -> None:
        self._socket.sendto(data, ("127.0.0.1", port))

    async def get(self) -> Any:
        data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self._socket, 70_000), 5)
        return sip.parse(data)

    async def until(self, call_id: str) -> None:
        """Read on until this call comes."""
        while (await self.get()).call_id != call_id:
            pass

    def close(self) -> None:
        self._socket.close()


class Desk:
    """Gives every caller, up to `places`, the one phone."""

    def __init__(self) -> None:
        self.places = 4
        self.target: Target | None = None
        self.front: Front | None = None
        self.dialogs: list[Dialog] = []
        self.finals: list[int] = []
        self.notices: list[str] = []

    def admit(self, dialog: Dialog) -> bool:
        if len(self.dialogs) >= self.places:
            return False
        self.dialogs.append(dialog)
        if self.target is not None and self.front is not None:
            self.front.connect(dialog, self.target)
        return True

    def final(self, dialog: Dialog, code: int) -> None:
        self.finals.append(code)

    def notice(self, code: str, text: str) -> None:
        self.notices.append(code)


class World:
    def __init__(self, front: Front, desk: Desk, caller: Sip, phone: Sip) -> None:
        self.front, self.desk, self.caller, self.phone = front, desk, caller, phone

    def call(self, data: bytes) -> None:
        self.caller.send(data, self.front.port)

    async def reply(self, request: sip.Request, code: int) -> None:
        self.phone.send(sip.answer(request, code).to_bytes(), self.front.port)


@asynccontextmanager
async def world(peers: tuple[Peer, ...] = LOOPBACK) -> AsyncIterator[World]:
    desk = Desk()
    front = Front(desk, Peers(peers))
    desk.front = front
    await front.open("127.0.0.1", 0)
    caller, phone = Sip(), Sip()
    desk.target = Target("127.0.0.1", phone.port, 0)
    try:
        yield World(front, desk, caller, phone)
    finally:
        caller.close()
        phone.close()
        await front.close()


def run(test: Callable[[World], Coroutine[Any, Any, None]], peers: tuple[Peer, ...] = LOOPBACK) -> None:
    async def whole() -> None:
        async with world(peers) as made:
            await test(made)

    asyncio.run(whole())


def test_an_invite_goes_to_the_phone_and_its_answers_come_back() -> None:
    async def test(w: World) -> None:
        w.call(invite(extra="X-Desk-Peer: forged\r\nx-desk-token: forged\r\n"))
        seen = await w.phone.get()
        assert seen.first("max-forwards") == "69"
        assert seen.values("x-desk-peer") == [f"udp:127.0.0.1:{w.caller.port}"]
        assert not seen.values("x-desk-token")
        assert len(seen.vias()) == 2
        for code in (100, 180, 486):
            await w.reply(seen, code)
            answer = await w.caller.get()
            assert answer.code == code
            assert len(answer.vias()) == 1
        assert w.desk.finals == [486]

    run(test)


def test_retransmission_cancel_and_ack_of_a_refusal_get_the_branch_of_the_invite() -> None:
    async def test(w: World) -> None:
        branches = set()
        for method in ("INVITE", "INVITE", "CANCEL", "ACK"):
            w.call(invite(method=method))
            seen = await w.phone.get()
            assert seen.method == method
            branches.add(seen.top_via().parameter("branch"))
        assert len(branches) == 1
        assert len(w.desk.dialogs) == 1

    run(test)


def test_a_full_line_is_busy_and_stays_so_for_a_retransmission() -> None:
    async def test(w: World) -> None:
        w.desk.places = 0
        w.call(invite())
        assert (await w.caller.get()).code == 486
        w.desk.places = 4
        w.call(invite())
        assert (await w.caller.get()).code == 486
        assert not w.desk.dialogs
        w.call(invite(branch="z9hG4bKb"))
        assert (await w.phone.get()).method == "INVITE"

    run(test)


def test_a_caller_waits_for_a_phone_that_is_starting() -> None:
    async def test(w: World) -> None:
        target, w.desk.target = w.desk.target, None
        assert target is not None
        w.call(invite())
        assert (await w.caller.get()).code == 100
        w.call(invite())
        assert (await w.caller.get()).code == 100
        w.front.connect(w.desk.dialogs[0], target)
        assert (await w.phone.get()).method == "INVITE"

    run(test)


def test_a_caller_who_gives_up_before_there_is_a_phone_is_let_go() -> None:
    async def test(w: World) -> None:
        w.desk.target = None
        w.call(invite())
        assert (await w.caller.get()).code == 100
        w.call(invite(method="CANCEL"))
        answers = [await w.caller.get(), await w.caller.get()]
        assert {(a.code, a.cseq[1]) for a in answers} == {(200, "CANCEL"), (487, "INVITE")}
        assert w.desk.finals == [487]

    run(test)


def test_after_the_end_the_same_ids_make_a_new_call_only_with_a_new_branch() -> None:
    async def test(w: World) -> None:
        w.call(invite())
        await w.phone.get()
        w.call(invite(branch="z9hG4bKother"))
        assert (await w.caller.get()).code == 482
        w.front.forget(w.desk.dialogs[0])
        w.call(invite())
        assert (await w.phone.get()).method == "INVITE"
        assert len(w.desk.dialogs) == 1
        w.call(invite(branch="z9hG4bKother"))
        assert (await w.phone.get()).method == "INVITE"
        assert len(w.desk.dialogs) == 2

    run(test)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (invite(method="OPTIONS"), 200),
        (invite(method="REGISTER"), 405),
        (invite(method="BYE"), 405),
        (invite(method="CANCEL"), 481),
        (invite(extra="Proxy-Require: magic\r\n"), 420),
        (invite().replace(b"Max-Forwards: 70", b"Max-Forwards: 0"), 483),
        (invite().replace(b"Call-ID: c1\r\n", b""), 400),
        (invite().replace(b"100@desk.example>", b"100@desk.example>;tag=known"), 481),
    ],
)
def test_what_the_front_answers_by_itself(data: bytes, code: int) -> None:
    async def test(w: World) -> None:
        w.call(data)
        assert (await w.caller.get()).code == code
        assert not w.desk.dialogs

    run(test)


def test_a_stranger_is_forbidden_and_then_ignored() -> None:
    async def test(w: World) -> None:
        for number in range(20):
            w.call(invite(f"c{number}"))
        w.call(invite(method="ACK"))
        for _ in range(5):
            assert (await w.caller.get()).code == 403
        w.call(b"end")
        while not w.front.counts["malformed"]:  # noqa: ASYNC110 - it comes in its turn after all the others
            await asyncio.sleep(0)
        assert w.front.counts["forbidden"] == 21
        assert w.desk.notices == ["peer_refused"]
        assert w.front.counts["answered"] in (5, 6)  # one more where a second passed meanwhile
        assert not w.desk.dialogs

    run(test, peers=(Peer(network="192.0.2.0/24"),))


def test_a_response_of_anyone_but_the_phone_goes_nowhere() -> None:
    async def test(w: World) -> None:
        w.call(invite())
        seen = await w.phone.get()
        w.caller.send(sip.answer(seen, 486).to_bytes(), w.front.port)
        await w.reply(seen, 180)
        assert (await w.caller.get()).code == 180
        assert not w.desk.finals

    run(test)


def test_a_caller_by_tcp_is_answered_on_the_connection() -> None:
    async def test(w: World) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", w.front.port)
        data = invite().replace(b"SIP/2.0/UDP", b"SIP/2.0/TCP")
        for cut in (data[:40], data[40:] + b"\r\n\r\n"):
            writer.write(cut)
            await writer.drain()
        seen = await w.phone.get()  # this phone has no TCP
        assert seen.values("x-desk-peer")[0].startswith("tcp:127.0.0.1:")
        await w.reply(seen, 200)
        answer = sip.parse(await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5))
        assert isinstance(answer, sip.Response)
        assert answer.code == 200
        writer.close()
        await writer.wait_closed()

    run(test)


def test_a_phone_with_tcp_is_reached_by_tcp() -> None:
    async def test(w: World) -> None:
        requests: asyncio.Queue[bytes] = asyncio.Queue()

        async def phone(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            data = await reader.readuntil(b"\r\n\r\n")
            requests.put_nowait(data)
            request = sip.parse(data)
            assert isinstance(request, sip.Request)
            writer.write(sip.answer(request, 180).to_bytes())
            writer.close()
            await writer.wait_closed()
            done.set()

        done = asyncio.Event()
        server = await asyncio.start_server(phone, "127.0.0.1", 0)
        w.desk.target = Target("127.0.0.1", w.phone.port, server.sockets[0].getsockname()[1])
        reader, writer = await asyncio.open_connection("127.0.0.1", w.front.port)
        writer.write(invite().replace(b"SIP/2.0/UDP", b"SIP/2.0/TCP"))
        assert b"SIP/2.0/TCP 127.0.0.1" in await asyncio.wait_for(requests.get(), 5)
        assert (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).startswith(b"SIP/2.0 180")
        writer.close()
        await asyncio.wait_for(done.wait(), 5)
        server.close()

    run(test)


def test_a_stream_of_nonsense_is_closed() -> None:
    async def test(w: World) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", w.front.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        assert w.desk.notices == ["malformed_sip"]

    run(test)


def mutated(seed: int, count: int) -> list[bytes]:
    """Messages of RFC 4475 with bytes changed, cut out, doubled and put in."""
    made = random.Random(seed)
    originals = [path.read_bytes() for path in sorted(CORPUS.glob("*.dat"))] + [invite()]
    messages = list(originals)
    while len(messages) < count:
        data = bytearray(made.choice(originals))
        for _ in range(made.randint(1, 8)):
            at = made.randrange(len(data) + 1)
            match made.randrange(4):
                case 0:
                    data[at : at + 1] = bytes([made.randrange(256)])
                case 1:
                    del data[at : at + made.randint(1, 40)]
                case 2:
                    data[at:at] = data[at : at + made.randint(1, 200)]
                case _:
                    data[at:at] = made.choice([b"\r\n", b";", b"<", b'"', b"\x00", b",", b"%", b"\xff" * 9])
        messages.append(bytes(data[:60_000]))
    return messages


def test_torture_messages_and_mutations_end_nothing() -> None:
    assert len(list(CORPUS.glob("*.dat"))) > 40

    async def test(w: World) -> None:
        messages = mutated(4475, 5_000)
        w.desk.places = 1_000_000
        after = asyncio.ensure_future(w.phone.until("after"))
        for data in messages:
            w.call(data)
            await asyncio.sleep(0)  # a turn of the loop reads one datagram
        w.call(invite("after", "z9hG4bKafter"))
        await after
        assert w.front.counts["malformed"] > 500
        assert w.desk.notices == ["malformed_sip"]

    run(test)
