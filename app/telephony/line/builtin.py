"""`BuiltInLine`: the line of a hub that has no PBX. Puts the front, the phones and the calls together.

Everything happens on one asyncio loop in a thread of its own; the commands of the port hand over to it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from app.core.resources import resource
from app.protocol import phone as wire
from app.telephony import ports
from app.telephony.identity import read_ani, read_dnis
from app.telephony.line.call import Call
from app.telephony.line.commands import CallCommands
from app.telephony.line.front import Dialog, Front
from app.telephony.line.message import Request
from app.telephony.line.peers import Peer, Peers
from app.telephony.line.phones import MOST_LEGS, REST_SECONDS, LinePhone, Phones
from app.telephony.line.record import CallRecord, LegRecord
from app.telephony.line.settings import LineSettings
from app.telephony.line.sockets import Source
from app.telephony.ports import CALLER

log = logging.getLogger(__name__)

SEAT_SECONDS = 8.0
"""How long a caller waits for a phone process that is starting."""
ARRIVE_SECONDS = 3.0
"""How long a phone may take to say that it got the INVITE."""
SETTLE_SECONDS = 0.5
"""An INVITE was answered finally and its phone has said nothing: how long that may still come."""
STOP_SECONDS = 10.0

_SEVERITIES: dict[str, ports.Severity] = {
    "phone_lost": "error",
    "phone_failed": "error",
    "malformed_sip": "info",
    "peer_refused": "info",
}


class BuiltInLine(CallCommands):
    """A `Line` (app.telephony.ports)."""

    def __init__(self, settings: LineSettings, run_dir: Path) -> None:
        """`run_dir` is where the phone processes have their sockets; the next line on it finds their calls.
        Raises ValueError for a peer that is no network."""
        self._settings = settings
        self._run_dir = run_dir
        self._peers = Peers(settings.peers)
        self._music = Path(settings.music) if settings.music else resource("sounds", "hold.wav")
        self._sink: ports.Sink | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._front = Front(self, self._peers)
        self._phones: Phones | None = None
        self._calls: dict[str, Call] = {}
        self._homes: dict[str, LinePhone] = {}
        self._seats: dict[LinePhone, tuple[Dialog, Call | None]] = {}
        self._waiting: deque[Dialog] = deque()
        self._guests: set[Dialog] = set()
        self._seat_timer: asyncio.TimerHandle | None = None
        self._full_told = False
        self._dirty: set[LinePhone] = set()
        self._addresses: tuple[str, ...] = ()
        self._stop: asyncio.Event | None = None
        self._keep_calls = False

    # ---------------------------------------------------------------- the port

    def start(self, sink: ports.Sink) -> None:
        """See `Line.start`."""
        if self._thread is not None:
            raise RuntimeError("The line was started already")
        self._sink = sink
        ready: Future[None] = Future()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run(ready)), name="line", daemon=True
        )
        self._thread.start()
        ready.result()

    def calls(self) -> tuple[str, ...]:
        """See `Line.calls`."""
        return tuple(self._calls)

    @property
    def addresses(self) -> tuple[str, ...]:
        """See `Line.addresses`."""
        return self._addresses

    def shutdown(self, *, keep_calls: bool = False) -> None:
        """See `Line.shutdown`."""
        thread, loop, stop = self._thread, self._loop, self._stop
        if thread is None or loop is None or stop is None:
            return
        self._keep_calls = keep_calls
        with suppress(RuntimeError):  # it has ended already
            loop.call_soon_threadsafe(stop.set)
        thread.join(STOP_SECONDS)
        if thread.is_alive():
            log.error("The line did not stop within %g s", STOP_SECONDS)

    # ---------------------------------------------------------------- the thread

    async def _run(self, ready: Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._phones = Phones(
            self._run_dir,
            self._configure(),
            limit=self._settings.calls + 1,
            spare=max(1, self._settings.spare),
            on_event=self._hear,
            on_trouble=lambda text: self.notice("phone_failed", text),
        )
        try:
            await self._phones.find()
            await self._front.open(self._settings.host, self._settings.port)
        except OSError as error:
            await self._phones.close(keep_calls=True)
            ready.set_exception(error)
            return
        host, port = self._front.host, self._front.port
        self._addresses = (f"udp:{host}:{port}", f"tcp:{host}:{port}")
        self._tell(ports.LineReady(addresses=self._addresses))
        ready.set_result(None)
        self._phones.fill()
        await self._stop.wait()
        await self._close()

    async def _close(self) -> None:
        await self._front.close()
        phones = self._phones
        assert phones is not None
        if not self._keep_calls:
            for call in [*self._calls.values()]:
                call.hangup()
            end = time.monotonic() + 2.0
            while self._calls and time.monotonic() < end:  # noqa: ASYNC110 - a last wait, no event to wait for
                await asyncio.sleep(0.01)
        await phones.close(keep_calls=self._keep_calls)

    def _configure(self) -> wire.Configure:
        host = self._settings.host
        name = self._settings.name.replace("\\", "").replace('"', "")
        return wire.Configure(
            address=host,
            public_address=self._settings.public_address,
            accounts=[wire.Account(key="line", uri=f'"{name}" <sip:desk@{self._shown_host()}>')],
            # Only the front's word counts here: it has checked who calls.
            peers=sorted({"127.0.0.1", host} - {"0.0.0.0"}),
            user_agent=name,
            transfers="refuse",
            linger_s=self._settings.linger,
        )

    def _shown_host(self) -> str:
        host = self._settings.public_address or self._settings.host
        return "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host

    def _command(self, key: str, what: Callable[[Call], None]) -> None:
        """Run something on a call, on the loop; nothing where the call is over."""
        loop = self._loop
        if loop is None:
            return
        with suppress(RuntimeError):  # the line was shut down
            loop.call_soon_threadsafe(self._on_call, key, what)

    def _on_call(self, key: str, what: Callable[[Call], None]) -> None:
        call = self._calls.get(key)
        if call is None:
            return
        try:
            what(call)
        except Exception:  # one call's trouble must not cost the others
            log.exception("A command for the call %s failed", key)
        self._write_down(self._homes.get(key))

    def _tell(self, event: ports.Event) -> None:
        try:
            if self._sink is not None:
                self._sink(event)
        except Exception:
            log.exception("Handling %s failed", type(event).__name__)

    def _write_down(self, phone: LinePhone | None) -> None:
        """Save a phone's record when this turn of the loop is done; once, however much happens in it."""
        if phone is None or phone.state == "gone" or self._loop is None:
            return
        if not self._dirty:
            self._loop.call_soon(self._save)
        self._dirty.add(phone)

    def _save(self) -> None:
        for phone in self._dirty:
            _, call = self._seats.get(phone, (None, None))
            if call is not None:
                phone.record.call = call.to_record()
                phone.save()
        self._dirty.clear()

    # ---------------------------------------------------------------- callers (the front's Desk)

    def admit(self, dialog: Dialog) -> bool:
        """A new caller: a free phone, a wait for one, or busy."""
        phones = self._phones
        if phones is None or self._loop is None:
            return False
        if len(self._guests) >= self._settings.calls:
            if not self._full_told:
                self._full_told = True
                self.notice(
                    "line_full",
                    f"All {self._settings.calls} calls of the line are in use: the next caller hears busy."
                    " Raise `calls` in the line's settings, or put a PBX before it.",
                )
            return False
        self._guests.add(dialog)
        phone = phones.take()
        if phone is not None:
            self._seat(dialog, phone)
        else:
            self._waiting.append(dialog)
            self._look_again()
            self._loop.call_later(SEAT_SECONDS, self._wait_over, dialog)
        return True

    def final(self, dialog: Dialog, code: int) -> None:
        """An INVITE has its final response; a phone that never told of it is free again."""
        if dialog in self._waiting:
            self._waiting.remove(dialog)
            self._leave(dialog)
        elif code >= 300 and self._loop is not None:
            self._loop.call_later(SETTLE_SECONDS, self._unseat, dialog)

    def notice(self, code: str, text: str) -> None:
        """Tell the hub."""
        log.info("%s: %s", code, text)
        self._tell(ports.LineNotice(code=code, text=text, severity=_SEVERITIES.get(code, "warning")))

    def _seat(self, dialog: Dialog, phone: LinePhone) -> None:
        assert self._loop is not None
        assert phone.target is not None
        self._seats[phone] = (dialog, None)
        self._front.connect(dialog, phone.target)
        self._loop.call_later(ARRIVE_SECONDS, self._not_arrived, dialog, phone)

    def _seat_next(self) -> None:
        """Give free phones to those who wait."""
        phones = self._phones
        if self._stop is None or self._stop.is_set():
            return
        while self._waiting and phones is not None and (phone := phones.take()) is not None:
            self._seat(self._waiting.popleft(), phone)
        if self._waiting:
            self._look_again()

    def _look_again(self) -> None:
        """A phone that rests is free again without an event."""
        if self._loop is not None and self._seat_timer is None:
            self._seat_timer = self._loop.call_later(REST_SECONDS, self._rested)

    def _rested(self) -> None:
        self._seat_timer = None
        self._seat_next()

    def _unseat(self, dialog: Dialog) -> None:
        for phone, (seated, call) in [*self._seats.items()]:
            if seated is dialog and call is None:
                del self._seats[phone]
                self._leave(dialog)
                self._free(phone, clean=True)

    def _wait_over(self, dialog: Dialog) -> None:
        if dialog in self._waiting:
            self._waiting.remove(dialog)
            self._front.refuse(dialog, 503)
            self._leave(dialog)
            self.notice("phone_failed", "A caller was turned away: no phone process came up in time.")

    def _not_arrived(self, dialog: Dialog, phone: LinePhone) -> None:
        """The phone said nothing of an INVITE it was sent: it threw it away as no good SIP. A phone that
        does so twice running may be hanging, and is ended."""
        if self._seats.get(phone) == (dialog, None):
            del self._seats[phone]
            self._front.fail(dialog, 400)
            self._leave(dialog)
            phone.silences += 1
            log.info("%s said nothing of an INVITE from %s", phone.name, dialog.source)
            self._free(phone, clean=phone.silences < 2)

    def _leave(self, dialog: Dialog) -> None:
        """A caller is gone."""
        self._front.forget(dialog)
        self._guests.discard(dialog)
        if len(self._guests) < self._settings.calls:
            self._full_told = False

    def _free(self, phone: LinePhone, *, clean: bool) -> None:
        phones = self._phones
        if phones is None:
            return
        if clean:
            phones.give_back(phone)
        else:
            phones.discard(phone)
        phones.fill()
        self._seat_next()

    # ---------------------------------------------------------------- events of the phones

    def _hear(self, phone: LinePhone, event: wire.AnyEvent) -> None:
        dialog, call = self._seats.get(phone, (None, None))
        if isinstance(event, wire.Attached):
            if phone.record.call is not None:
                self._find(phone, phone.record.call)
        elif isinstance(event, wire.Snapshot):
            if dialog is not None and call is not None:
                dialog.target = phone.target
                call.reconcile(phone.legs)
            else:
                for key in phone.legs:
                    phone.send(wire.HangUp(key=key))
                self._seat_next()
        elif isinstance(event, wire.Incoming):
            phone.begin_leg()
            phone.silences = 0
            if dialog is not None and call is None and event.leg.call_id == dialog.key[0]:
                self._arrive(phone, dialog, event.leg)
            else:
                phone.send(wire.Reject(key=event.leg.key, code=403))
        elif isinstance(event, wire.Gone | wire.Detached):
            self._lose(phone, event.reason)
        elif call is not None:
            call.hear(event)
        self._write_down(phone)

    def _arrive(self, phone: LinePhone, dialog: Dialog, leg: wire.Leg) -> None:
        invite = dialog.invite
        headers = invite.header_map()
        record = CallRecord(
            call=secrets.token_hex(8),
            ani=read_ani(headers, trusted=dialog.peer.trusted),
            dnis=read_dnis(invite.uri, headers),
            peer=str(dialog.source),
            sip_call_id=_clean(invite.call_id),
            from_tag=_clean(invite.from_tag),
            branch=_clean(dialog.branch),
            arrived_at=dialog.at,
            legs=[LegRecord(name=CALLER, key=leg.key, uri=_clean(leg.from_uri))],
        )
        call = self._open(phone, dialog, record)
        phone.record.call = call.to_record()
        phone.save()
        self._tell(
            ports.CallArrived(
                call=call.key,
                at=dialog.at,
                mono=dialog.mono,
                ani=record.ani,
                dnis=record.dnis,
                peer=record.peer,
                sip_call_id=record.sip_call_id,
                headers={_clean(name): _clean(", ".join(values)) for name, values in headers.items()},
            )
        )

    def _find(self, phone: LinePhone, record: CallRecord) -> None:
        """A call of an earlier line."""
        transport, _, address = record.peer.partition(":")
        host, _, port = address.rpartition(":")
        source = Source("tcp" if transport == "tcp" else "udp", host.strip("[]"), int(port or 0))
        invite = Request([("Call-ID", record.sip_call_id)], b"", "INVITE", "sip:found")
        peer = self._peers.find(source.host) or Peer(network="0.0.0.0/32")
        key = (record.sip_call_id, record.from_tag)
        dialog = Dialog(key, invite, record.branch, source, peer, record.arrived_at, 0.0, phone.target)
        self._front.adopt(dialog)
        self._guests.add(dialog)
        self._open(phone, dialog, record).found()

    def _open(self, phone: LinePhone, dialog: Dialog, record: CallRecord) -> Call:
        call = Call(
            record,
            send=phone.send,
            has_room=lambda: not phone.is_tired(MOST_LEGS),
            emit=self._tell,
            on_over=self._over,
            on_drained=self._drained,
            music=self._music,
        )
        self._seats[phone] = (dialog, call)
        self._calls[call.key] = call
        self._homes[call.key] = phone
        return call

    def _over(self, call: Call) -> None:
        self._calls.pop(call.key, None)
        dialog, _ = self._seats[self._homes[call.key]]
        self._leave(dialog)

    def _drained(self, call: Call, clean: bool) -> None:
        phone = self._homes.pop(call.key)
        self._seats.pop(phone, None)
        self._free(phone, clean=clean)

    def _lose(self, phone: LinePhone, reason: str) -> None:
        """A phone process is dead, and its call with it."""
        if not self._phones_wanted():
            return
        dialog, call = self._seats.get(phone, (None, None))
        self.notice("phone_lost", f"A phone process of the line ended unexpectedly: {reason}")
        if dialog is not None and (call is None or call.facts.phase == "arrived"):
            self._front.fail(dialog, 500)
        if call is not None:
            call.lost()
        elif dialog is not None:
            del self._seats[phone]
            self._leave(dialog)

    def _phones_wanted(self) -> bool:
        return self._stop is not None and not self._stop.is_set()


def _clean(text: str) -> str:
    """Text that any encoder takes: what was no UTF-8 on the wire is marked."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
