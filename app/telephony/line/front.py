"""The front: the line's public SIP address, which hands each new caller to a phone process of its own.

A minimal forwarding element (RFC 3261 16.11, a stateless proxy with one table): a request of a caller
that is known goes to the phone that has the caller, and its responses go back the way the request came.
There is no Record-Route, so once a call is up caller and phone talk to each other and the front may die.
Anything that is not a good request from an allowed peer is answered here or dropped, and no phone sees it.

Everything here runs on one asyncio loop.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import socket
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import Protocol, cast

from app.telephony.line import message as sip
from app.telephony.line.message import MalformedError, Request, Response
from app.telephony.line.peers import Peer, Peers, Throttle
from app.telephony.line.sockets import MAX_CONNECTIONS, Datagrams, Source, Stream, Target, written_host

log = logging.getLogger(__name__)

PEER_HEADER = "X-Desk-Peer"
ALLOW = ("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER, NOTIFY, PRACK")
LINGER = 32.0
"""Seconds for which retransmissions of an ended call still find their phone (RFC 3261: 64 × T1)."""
MAX_DIALOGS = 4096
NOTICE_EVERY = 600.0

Key = tuple[str, str]
"""Call-ID and From tag: what stays the same through a caller's call."""


@dataclass(slots=True, eq=False)
class Dialog:
    """One caller, from the INVITE until a while after the end."""

    key: Key
    invite: Request
    branch: str
    source: Source
    peer: Peer
    at: int
    """Wall clock of the INVITE, ms since the epoch."""
    mono: float
    target: Target | None = None
    ended: bool = False
    held: list[tuple[Request, Source]] = field(default_factory=list)
    """What came while there was no phone yet."""


class Desk(Protocol):
    """Who gives the callers to phones. Called on the front's loop."""

    def admit(self, dialog: Dialog) -> bool:
        """Take a new caller, now or soon by `Front.connect`; False: busy."""

    def final(self, dialog: Dialog, code: int) -> None:
        """The INVITE has got a final response, by the phone or (487) because the caller gave up early."""

    def notice(self, code: str, text: str) -> None:
        """Something that a supervisor should read."""


class Front:
    """The line's sockets and the table of callers."""

    def __init__(self, desk: Desk, peers: Peers) -> None:
        self._desk = desk
        self._peers = peers
        self._dialogs: dict[Key, Dialog] = {}
        self._busy: OrderedDict[Key, str] = OrderedDict()
        self._strangers = Throttle(rate=1.0, burst=5)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._udp: asyncio.DatagramTransport | None = None
        self._server: asyncio.Server | None = None
        self._connections: dict[int, Stream] = {}
        self._phones: dict[Target, Stream] = {}
        self._ids = itertools.count(1)
        self._noticed: dict[str, float] = {}
        self.counts: Counter[str] = Counter()
        """What was done with messages: "malformed", "forbidden", "refused", "relayed", "answered"."""
        self.host = ""
        self.port = 0

    # ---------------------------------------------------------------- sockets

    async def open(self, host: str, port: int) -> None:
        """Listen on UDP and TCP, on one port for both. Raises OSError where it is taken."""
        self._loop = asyncio.get_running_loop()
        for _ in range(20):
            self._udp, _protocol = await self._loop.create_datagram_endpoint(
                lambda: Datagrams(self), local_addr=(host, port)
            )
            self.host, self.port = self._udp.get_extra_info("sockname")[:2]
            # A burst of callers is read one by one; the kernel's usual 208 KiB holds some 200 datagrams.
            self._udp.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            try:
                self._server = await self._loop.create_server(lambda: Stream(self), host, self.port)
                return
            except OSError:
                self._udp.close()
                if port:
                    raise
        raise OSError("No port is free for both UDP and TCP")

    async def close(self) -> None:
        """Stop listening and close every connection."""
        if self._udp is not None:
            self._udp.close()
            self._udp = None
        if self._server is not None:
            self._server.close()
        streams = [*self._connections.values(), *self._phones.values()]
        for stream in streams:
            stream.close()
        for stream in streams:
            await stream.gone.wait()
        if self._server is not None:
            await self._server.wait_closed()

    # ---------------------------------------------------------------- table

    def connect(self, dialog: Dialog, target: Target) -> None:
        """Give a caller a phone: what was held goes there now, and all that follows."""
        dialog.target = target
        held, dialog.held = dialog.held, []
        for request, source in held:
            self._relay(dialog, request, source)

    def adopt(self, dialog: Dialog) -> None:
        """Enter a caller whose call was up before this front."""
        self._dialogs[dialog.key] = dialog

    def refuse(self, dialog: Dialog, code: int) -> None:
        """End a caller who was admitted and has no phone yet."""
        for request, source in dialog.held:
            if request.method == "INVITE":
                self._answer(request, source, code)
        dialog.held = []
        self.forget(dialog)

    def fail(self, dialog: Dialog, code: int) -> None:
        """Tell a caller whose phone has died before it answered."""
        self._answer(dialog.invite, dialog.source, code)

    def forget(self, dialog: Dialog) -> None:
        """The call is over; what still comes of it finds its way for `LINGER` seconds."""
        if dialog.ended:
            return
        dialog.ended = True
        if self._loop is not None:
            self._loop.call_later(LINGER, self._remove, dialog)

    def _remove(self, dialog: Dialog) -> None:
        if self._dialogs.get(dialog.key) is dialog:
            del self._dialogs[dialog.key]

    # ---------------------------------------------------------------- what comes in

    def receive(self, data: bytes, source: Source) -> None:
        """One message from the outside (or a response of a phone by UDP). Never raises."""
        if len(data) <= 4 and not data.strip(b"\r\n\x00"):
            return  # keep-alive
        try:
            message = sip.parse(data)
            if isinstance(message, Response):
                self._respond(message, source)
                return
            sip.check(message)
            self._request(message, source)
        except MalformedError as fault:
            self._malformed(fault, source)
        except Exception:  # a message must not end the line, whatever it is
            log.exception("The line could not handle a message from %s", source)

    def receive_response(self, data: bytes, target: Target) -> None:
        """One message from a phone by TCP. Never raises."""
        try:
            message = sip.parse(data)
            if isinstance(message, Response):
                self._respond(message, Source("tcp", target.host, target.tcp_port))
        except MalformedError as fault:
            log.debug("A phone sent what is no SIP: %s", fault)
        except Exception:  # as above
            log.exception("The line could not handle a response")

    def broken(self, source: Source, reason: str) -> None:
        """A TCP connection that carries no SIP; it was closed."""
        self._malformed(MalformedError(reason), source)

    def _malformed(self, fault: MalformedError, source: Source) -> None:
        self.counts["malformed"] += 1
        log.debug("Malformed SIP from %s: %s", source, fault)
        if self._peers.find(source.host) is not None:
            self._notice(
                "malformed_sip",
                f"{source} sends SIP messages that cannot be read ({fault});"
                f" {self.counts['malformed']} so far. They are refused."
                " If calls are missing, look at that peer's settings.",
            )
        request = fault.request
        if request is None or request.method == "ACK" or request.top_via() is None:
            return
        if self._peers.find(source.host) is not None and self._strangers.allows(source.host):
            self._answer(request, source, fault.code)

    def _notice(self, code: str, text: str) -> None:
        """Tell, but not the same again and again."""
        now = time.monotonic()
        if now - self._noticed.get(code, now - NOTICE_EVERY) >= NOTICE_EVERY:
            self._noticed[code] = now
            self._desk.notice(code, text)

    def _request(self, request: Request, source: Source) -> None:
        peer = self._peers.find(source.host)
        if peer is None:
            self.counts["forbidden"] += 1
            if request.method == "INVITE":
                self._notice(
                    "peer_refused",
                    f"A call from {source} was refused: the address is not among those that may call."
                    " If it is your trunk's, add it in the line's settings.",
                )
            if request.method != "ACK" and self._strangers.allows(source.host):
                self._answer(request, source, 403)
            return
        if request.first("max-forwards").strip() == "0" and request.method != "OPTIONS":
            self._answer(request, source, 483)
            return
        dialog = self._dialogs.get((request.call_id, request.from_tag))
        if dialog is not None and not self._is_new(request, dialog):
            self._known(dialog, request, source)
        elif request.method == "ACK":
            return
        elif request.to_tag or request.method == "CANCEL":
            self._answer(request, source, 481)
        elif request.method == "OPTIONS":
            self._answer(request, source, 200, [ALLOW, ("Accept", "application/sdp")])
        elif request.method != "INVITE":
            self._answer(request, source, 405, [ALLOW])
        elif request.values("proxy-require"):
            wanted = ", ".join(request.values("proxy-require"))
            self._answer(request, source, 420, [("Unsupported", wanted)])
        else:
            self._arrive(request, source, peer)

    @staticmethod
    def _is_new(request: Request, dialog: Dialog) -> bool:
        """Whether it begins another call after an ended one with the same ids."""
        return (
            dialog.ended
            and request.method == "INVITE"
            and not request.to_tag
            and _branch(request) != dialog.branch
        )

    def _arrive(self, request: Request, source: Source, peer: Peer) -> None:
        key = (request.call_id, request.from_tag)
        branch = _branch(request)
        # A retransmission of what was refused is refused again, even if a phone has come free since.
        if self._busy.get(key) == branch:
            self._answer(request, source, 486)
            return
        dialog = Dialog(key, request, branch, source, peer, time.time_ns() // 1_000_000, time.monotonic())
        dialog.held.append((request, source))
        if len(self._dialogs) >= MAX_DIALOGS or not self._desk.admit(dialog):
            self.counts["refused"] += 1
            self._busy[key] = branch
            if len(self._busy) > MAX_DIALOGS:
                self._busy.popitem(last=False)
            self._answer(request, source, 486)
            return
        self._dialogs[key] = dialog
        if dialog.held:
            self._answer(request, source, 100)

    def _known(self, dialog: Dialog, request: Request, source: Source) -> None:
        if request.method == "INVITE" and not request.to_tag and _branch(request) != dialog.branch:
            self._answer(request, source, 482)  # the same INVITE by two ways (RFC 3261 8.2.2.2)
        elif dialog.target is not None:
            self._relay(dialog, request, source)
        elif dialog.ended:
            if request.method != "ACK":
                self._answer(request, source, 481)
        elif request.method == "CANCEL":
            self._answer(request, source, 200)
            self.refuse(dialog, 487)
            self._desk.final(dialog, 487)
        elif request.method == "INVITE":
            self._answer(request, source, 100)
        else:
            dialog.held.append((request, source))
            del dialog.held[16:]

    # ---------------------------------------------------------------- what goes out

    def _relay(self, dialog: Dialog, request: Request, source: Source) -> None:
        """Send a request on to the dialogue's phone (RFC 3261 16.6)."""
        target = cast(Target, dialog.target)
        vias = request.vias()
        top = sip.parse_via(vias[0])
        if top is None:  # checked when it came
            return
        _mark_received(top, source)
        stream = source.transport == "tcp" and target.tcp_port != 0
        name = "TCP" if stream else "UDP"
        host = written_host("127.0.0.1" if self.host == "0.0.0.0" else self.host)
        mine = (
            f"SIP/2.0/{name} {host}:{self.port};branch={_forward_branch(request)};rport;i={source.connection}"
        )
        copy = Request(list(request.headers), request.body, request.method, request.uri)
        copy.headers = [pair for pair in copy.headers if not pair[0].lower().startswith("x-desk-")]
        copy.set_vias([mine, str(top), *vias[1:]])
        hops = request.first("max-forwards").strip()
        copy.replace("max-forwards", str(int(hops) - 1 if hops else 70))
        copy.replace("content-length", str(len(copy.body)))
        copy.headers.append((PEER_HEADER, str(source)))
        self.counts["relayed"] += 1
        if stream:
            self._phone(target).send(copy.to_bytes())
        elif self._udp is not None:
            self._udp.sendto(copy.to_bytes(), (target.host, target.udp_port))

    def _respond(self, response: Response, source: Source) -> None:
        """Send a phone's response back to the caller (RFC 3261 16.7, 16.11)."""
        dialog = self._dialogs.get((response.call_id, response.from_tag))
        target = dialog.target if dialog is not None else None
        if dialog is None or target is None or source.host != target.host:
            return
        if source.port not in (target.udp_port, target.tcp_port):
            return  # not of the phone that has the caller
        vias = response.vias()
        mine = sip.parse_via(vias[0]) if vias else None
        if mine is None or mine.port != self.port or len(vias) < 2:
            return
        number, method = response.cseq
        if method == "INVITE" and response.code >= 200 and number == dialog.invite.cseq[0]:
            self._desk.final(dialog, response.code)
        response.set_vias(vias[1:])
        connection = mine.parameter("i") or "0"
        self._send(response, vias[1], int(connection) if connection.isdigit() else 0)

    def _answer(
        self, request: Request, source: Source, code: int, extra: list[tuple[str, str]] | None = None
    ) -> None:
        vias = request.vias()
        top = sip.parse_via(vias[0]) if vias else None
        if top is None:
            return
        _mark_received(top, source)
        response = sip.answer(request, code, extra)
        response.set_vias([str(top), *vias[1:]])
        self.counts["answered"] += 1
        self._send(response, str(top), source.connection)

    def _send(self, response: Response, via: str, connection: int) -> None:
        if connection:
            stream = self._connections.get(connection)
            if stream is not None:
                stream.send(response.to_bytes())
            return
        top = sip.parse_via(via)
        host = top.parameter("received") if top is not None else None
        if top is None or not host or self._udp is None:
            return
        port = top.parameter("rport") or str(top.port or 5060)
        if port.isdigit() and 0 < int(port) < 65_536:
            self._udp.sendto(response.to_bytes(), (host, int(port)))

    def _phone(self, target: Target) -> Stream:
        """The connection to a phone; opened on first use, one for all callers it has had."""
        stream = self._phones.get(target)
        if stream is None or stream.closed:
            self._phones = {known: each for known, each in self._phones.items() if not each.closed}
            stream = Stream(self, target)
            self._phones[target] = stream
            if self._loop is not None:
                stream.opening = self._loop.create_task(stream.open(self._loop))
        return stream

    def enter(self, stream: Stream) -> int:
        """Number a new connection; 0 where there are too many."""
        if len(self._connections) >= MAX_CONNECTIONS:
            return 0
        number = next(self._ids)
        self._connections[number] = stream
        return number

    def leave(self, number: int) -> None:
        """A connection is gone."""
        self._connections.pop(number, None)


def _branch(request: Request) -> str:
    """What tells one request of a caller from another: its topmost branch."""
    via = request.top_via()
    return (via.parameter("branch") or "") if via is not None else ""


def _forward_branch(request: Request) -> str:
    """The branch of the front's own Via. It follows from the request alone, so that a retransmission, a
    CANCEL and the ACK of a refusal get the branch of their INVITE (RFC 3261 16.11)."""
    via = request.top_via()
    branch = _branch(request)
    sent_by = f"{via.host}:{via.port}" if via is not None else ""
    if branch.startswith(sip.BRANCH):
        return f"{sip.BRANCH}-desk-{sip.digest(branch, sent_by, request.call_id)}"
    number, _ = request.cseq
    return f"{sip.BRANCH}-desk-{sip.digest(sent_by, branch, request.call_id, request.from_tag, str(number))}"


def _mark_received(via: sip.Via, source: Source) -> None:
    """Note where a request really came from (RFC 3261 18.2.1, RFC 3581)."""
    via.set_parameter("received", source.host)
    if via.parameter("rport") is not None:
        via.set_parameter("rport", str(source.port))
