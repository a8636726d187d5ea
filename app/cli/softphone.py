"""The console's soft phone: the phone process, joined to the desk.

It takes the calls whose offers were accepted, tells the hub where it can be reached, and what it measured
when a call is over. The process outlives its console by a minute: a console that was killed attaches again
and finds its call running. While the hub is away nothing here hangs up.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cli.direct_calls import DirectCalls
from app.cli.phone_facts import (
    INTERACTION_HEADER,
    OFFER_HEADER,
    address_towards,
    addresses_of,
    header,
    quality_facts,
    short_path,
)
from app.cli.phone_legs import Legs
from app.client.desk import Desk
from app.client.phone import PhoneState, Third
from app.client.store import StoreChange
from app.core.errors import Refused
from app.core.ids import new_command_id
from app.core.resources import resource
from app.protocol import phone as wire
from app.protocol.agents import AttachPhone
from app.protocol.interactions import ReportQuality
from app.protocol.rows import InteractionRow
from app.protocol.states import DIRECT_CALL
from app.telephony.phone import Phone, PhoneGone

log = logging.getLogger(__name__)

EXPECT_SECONDS = 30.0
DEVICE_REF = "first-device"
LOOK_SECONDS = 1.0
"""How often is looked whether the hub still knows the phone's address."""
RESTART_SECONDS = 3.0

Tell = Callable[[Any], None]


@dataclass(frozen=True)
class PhoneSettings:
    """How the phone is set up. Without `account` it takes calls of the hub's line alone, directly."""

    socket: Path
    account: wire.Account | None = None
    peers: Sequence[str] = ()
    """Networks that may call besides the hub's host and the account's registrar."""
    sound: bool = True
    """False: no sound device; `microphone_file` is then what the microphone hears."""
    microphone_file: str = ""
    linger_s: float = 60.0
    codecs: Sequence[str] = field(default_factory=lambda: ("PCMA/8000", "PCMU/8000", "G722/16000"))


class ConsolePhone:
    """`app.client.phone.SoftPhone`, done by a phone process. `tell` is called from its threads."""

    def __init__(self, desk: Desk, tell: Tell, settings: PhoneSettings) -> None:
        self._desk = desk
        self._tell = tell
        self._settings = settings
        self._state = PhoneState("starting")
        self._muted = False
        self._legs = Legs()
        self._direct = DirectCalls(desk, trusted=settings.account is not None)
        self._expected: set[str] = set()
        self._attached = ""
        self._attaching = False
        self._wanted = True
        self._running = False
        self._closed = False
        self._wake = threading.Event()
        self._phone = Phone(short_path(settings.socket), self._on_event)
        self._thread = threading.Thread(target=self._look_after, name="softphone", daemon=True)
        self._closing = threading.Thread(target=self._close, name="softphone end")
        self._end_listening = desk.store.listen(self._rows_changed)

    def start(self) -> None:
        """Start the process, or find the one that runs; `tell` hears when it is ready."""
        self._desk.phone = self
        self._thread.start()

    # ----------------------------------------------------------------- what the window does
    @property
    def state(self) -> PhoneState:
        """How the phone is now."""
        return self._state

    @property
    def muted(self) -> bool:
        """Whether the microphone is off."""
        return self._muted

    @property
    def ringing(self) -> bool:
        """Whether a call rings here directly, past the line."""
        return self._legs.ringing() is not None

    @property
    def third(self) -> Third:
        """How far a consult of the phone's own is."""
        return self._legs.third()

    def expect(self, offer_id: int) -> None:
        """Answer the call that carries this offer by itself."""
        self._expected.add(str(offer_id))
        self._send(wire.Expect(header=OFFER_HEADER, value=str(offer_id), seconds=EXPECT_SECONDS))

    def answer(self) -> None:
        """Answer the call that rings directly."""
        ringing = self._legs.ringing()
        if ringing is not None:
            self._send(wire.Answer(key=ringing.key))

    def decline(self) -> None:
        """Turn the call away that rings directly."""
        ringing = self._legs.ringing()
        if ringing is not None:
            self._send(wire.Reject(key=ringing.key))

    def hang_up(self, interaction_id: int | None = None) -> None:
        """End the legs of a contact (None: all) at this end, hub or no hub."""
        legs = self._legs.all()
        if interaction_id is not None:
            legs = [leg for leg in legs if self._direct.interaction_of(leg) == interaction_id]
            current = self._legs.current()
            if current in legs and self._legs.consulting:
                self._send(wire.HangUp(key=self._legs.consulting))
        for leg in legs:
            self._send(wire.HangUp(key=leg.key))

    def ring(self, on: bool) -> None:
        """Ring through the loudspeaker, or stop."""
        if on:
            file = str(resource("sounds", "ringback.wav"))
            self._send(wire.Play(key=wire.DEVICE, files=[file], loop=True))
        else:
            self._send(wire.StopPlay(key=wire.DEVICE))

    def mute(self, on: bool) -> None:
        """Switch the microphone off or on."""
        self._muted = on
        self._send(wire.Mute(key=wire.DEVICE, on=on))

    def hold(self, on: bool) -> None:
        """Put the far end on hold, or take it back."""
        leg = self._legs.current()
        if leg is not None:
            self._send(wire.HoldLeg(key=leg.key) if on else wire.Resume(key=leg.key))

    def dtmf(self, digits: str) -> None:
        """Send digits on the running call."""
        leg = self._legs.current()
        if leg is not None:
            self._send(wire.Dtmf(key=leg.key, digits=digits))

    def dial(self, target: str) -> None:
        """Call a number or address from this phone."""
        self._call(target)

    def transfer(self, target: str) -> None:
        """Blind transfer by the phone itself."""
        leg = self._legs.current()
        if leg is not None:
            self._send(wire.Transfer(key=leg.key, target=self._uri(target)))

    def consult(self, target: str) -> None:
        """Hold the caller and call somebody else."""
        self.hold(True)
        self._legs.consulting = self._call(target)
        self._mix()

    def complete_transfer(self) -> None:
        """The caller gets the one who was consulted."""
        leg = self._legs.current()
        if leg is not None and self._legs.consulting:
            self._send(wire.TransferTo(key=leg.key, other=self._legs.consulting))

    def conference(self) -> None:
        """All three hear each other."""
        self._legs.joined = True
        self.hold(False)
        self._mix()

    def retrieve(self) -> None:
        """Back to the caller without the third."""
        if self._legs.consulting:
            self._send(wire.HangUp(key=self._legs.consulting))
        self.hold(False)

    def ask_devices(self) -> None:
        """Have the devices told."""
        self._send(wire.ListDevices())

    def use_devices(self, capture: int, playback: int) -> None:
        """Take these devices; -1 is the system's own choice."""
        self._send(wire.UseDevice(kind="sound", capture=capture, playback=playback))

    def watch_levels(self, on: bool) -> None:
        """Have the levels of microphone and loudspeaker told, ten times a second, or no longer."""
        self._send(wire.Levels(keys=[wire.DEVICE] if on else []))

    def echo_test(self, seconds: float) -> None:
        """Let the user hear the own voice, a second late; 0 ends it."""
        self._send(wire.EchoTest(seconds=seconds))

    def ask_quality(self) -> None:
        """Have the quality of the running call told."""
        leg = self._legs.current()
        if leg is not None:
            self._send(wire.AskQuality(key=leg.key))

    def close(self) -> None:
        """Let go of the phone. With a running call the process goes on for a minute, for a new console."""
        if self._closed:
            return
        self._closed, self._wanted = True, False
        self._end_listening()
        if self._desk.phone is self:
            self._desk.phone = None
        self._wake.set()
        self._closing.start()

    def wait_closed(self, seconds: float = 40.0) -> None:
        """Wait until a `close` is done."""
        self._closing.join(seconds)

    def _close(self) -> None:
        if self._thread.is_alive():
            self._thread.join(30.0)
        if self._legs.all():
            self._phone.close()
        else:
            self._phone.shutdown()
        self._set_state(PhoneState("off"))

    # ----------------------------------------------------------------- looking after the process
    def _look_after(self) -> None:
        """Starts the process, starts it again when it is gone, and keeps the hub informed."""
        while self._wanted:
            if not self._running and not self._start_process():
                self._wake.wait(RESTART_SECONDS)
                self._wake.clear()
                continue
            if self._desk.liveness.state in ("live", "behind"):
                self._attach_at_hub()
                self._direct.tell_ends()
            self._wake.wait(LOOK_SECONDS)
            self._wake.clear()

    def _start_process(self) -> bool:
        self._set_state(PhoneState("starting"))
        try:
            self._phone.start()
        except (PhoneGone, OSError) as gone:
            self._set_state(PhoneState("broken", str(gone)))
            return False
        self._running = True
        return True

    def _attach_at_hub(self) -> None:
        """Tell the hub the address: once, and again where it has forgotten it. Another console of the same
        agent that has put its own there is left alone."""
        address, row = self._state.address, self._desk.store.my_state()
        if not address or row is None or self._attaching or row.phone == address:
            return
        if self._attached == address and row.phone:
            return
        self._attaching = True

        def attached(row: Any) -> None:
            self._attached, self._attaching = address, False

        def refused(why: Refused) -> None:
            self._attaching = False
            log.info("the phone's address was not taken: %s", why)

        self._desk.submit(AttachPhone(address=address), attached, refused)

    def _rows_changed(self, changes: list[StoreChange]) -> None:
        for change in changes:
            if change.table == "agent_states" and change.id == self._desk.me:
                self._wake.set()
            elif change.table == "interactions" and _is_ended_direct_call(change.row):
                self.hang_up(change.id)  # the window ended it, and no line hangs up

    # ----------------------------------------------------------------- what the process tells
    def _on_event(self, event: wire.AnyEvent) -> None:
        match event:
            case wire.Attached(legs=legs):
                self._found(legs)
            case wire.Ready():
                self._ready(event)
            case wire.Registered(account=key) if self._settings.account and self._settings.account.key == key:
                self._set_state(PhoneState("ready", address=self._settings.account.uri))
            case wire.RegistrationFailed(code=code, reason=reason):
                self._set_state(
                    PhoneState("broken", f"The telephone system refuses this phone ({code} {reason}).")
                )
            case wire.Incoming(leg=leg, expected=expected):
                self._incoming(leg, answered=bool(expected))
            case wire.Answered(key=key):
                self._answered(key)
            case wire.Replaced(key=key, leg=leg):
                self._legs.replace(key, leg)
                self._mix()
            case wire.Disconnected():
                self._over(event)
            case wire.Failed(ref=ref) if ref == DEVICE_REF and self._settings.sound:
                self._send(wire.UseDevice(kind="null"))  # calls come and go; the window shows what failed
            case wire.Gone(reason=reason):
                self._gone(f"The phone process ended ({reason}); it is started again.")
            case wire.Detached(reason=reason):
                self._running = self._wanted = False
                self._set_state(PhoneState("off", f"Another window took the phone over ({reason})."))
        self._tell(event)

    def _found(self, legs: list[wire.Leg]) -> None:
        """Attached: set the process up (again), and take over what runs."""
        self._legs.start_with(legs)
        account = self._settings.account
        here = address_towards(self._desk.http.address.host)
        own = wire.Account(key="desk", uri=f"sip:desk@{here}")
        self._send(
            wire.Configure(
                address=here,
                accounts=[account or own],
                peers=[*addresses_of(self._desk.http.address.host), *self._settings.peers],
                codecs=list(self._settings.codecs),
                linger_s=self._settings.linger_s,
            )
        )

    def _ready(self, ready: wire.Ready) -> None:
        settings = self._settings
        if not self._legs.all():  # a new device would interrupt a running call
            self._send(
                wire.UseDevice(
                    kind="sound" if settings.sound else "null",
                    microphone_file=settings.microphone_file,
                    ref=DEVICE_REF,
                )
            )
        self._mix()
        if settings.account is None or not settings.account.registrar:
            address = f"sip:desk@{ready.address}:{ready.udp_port}"
            self._set_state(PhoneState("ready", address=address))

    def _incoming(self, leg: wire.Leg, *, answered: bool) -> None:
        self._legs.add(leg)
        self._mix()
        if answered:
            return
        if self._is_ours(leg):
            self._send(wire.Answer(key=leg.key))
        elif header(leg, OFFER_HEADER) or header(leg, INTERACTION_HEADER):
            self._send(wire.Reject(key=leg.key, code=480, reason="Not accepted here"))
        else:
            self._send(wire.Ring(key=leg.key))
            self.ring(len(self._legs.all()) == 1)  # a second call shows, but does not ring aloud

    def _is_ours(self, leg: wire.Leg) -> bool:
        """Whether the hub calls because this agent took the contact: said here or, before a restart, by an
        earlier console."""
        offer, interaction = header(leg, OFFER_HEADER), header(leg, INTERACTION_HEADER)
        if offer and offer in self._expected:
            return True
        if not interaction.isdecimal():
            return False
        store, interaction_id = self._desk.store, int(interaction)
        row, state = store.interaction(interaction_id), store.my_state()
        if row is not None and row.agent_id == store.me:
            return True
        if state is not None and state.interaction_id == interaction_id:
            return True
        offers = store.offers_of(interaction_id)
        return any(
            o.agent_id == store.me and (o.state == "accepted" or str(o.id) in self._expected) for o in offers
        )

    def _answered(self, key: str) -> None:
        leg = self._legs.answered(key)
        self._mix()
        self._stop_ringing(leg)
        if leg is not None and key != self._legs.consulting:
            self._direct.answered(leg)

    def _over(self, event: wire.Disconnected) -> None:
        leg = self._legs.remove(event.key)
        self._mix()
        if not self._legs.all() and self._muted:
            self.mute(False)  # the next caller is to be heard, and to hear
        if leg is None:
            return
        interaction = self._direct.interaction_of(leg)
        if event.quality is not None and interaction is not None:
            self._desk.submit(ReportQuality(interaction_id=interaction, quality=quality_facts(event.quality)))
        self._stop_ringing(leg)
        if not header(leg, INTERACTION_HEADER):
            self._direct.over(leg)
            self._wake.set()

    def _stop_ringing(self, leg: wire.Leg | None) -> None:
        if leg is not None and leg.incoming and not header(leg, INTERACTION_HEADER) and not self.ringing:
            self.ring(False)

    def _gone(self, why: str) -> None:
        self._legs.start_with([])
        self._running = False
        self._attached = ""
        self._set_state(PhoneState("broken", why))
        self._wake.set()

    # ----------------------------------------------------------------- small things
    def _mix(self) -> None:
        """The one who sits here and the far ends, unless one is consulted apart."""
        self._send(wire.Mix(groups=self._legs.groups()))

    def _call(self, target: str) -> str:
        key = f"out-{new_command_id()[:12]}"
        uri = self._uri(target)
        self._legs.add(wire.Leg(key=key, state="calling", incoming=False, from_uri="", to_uri=uri))
        self._send(wire.Call(key=key, uri=uri))
        self._mix()
        return key

    def _uri(self, target: str) -> str:
        """A number becomes an address at the account's registrar."""
        account = self._settings.account
        if target.startswith(("sip:", "sips:")) or account is None:
            return target
        registrar = (account.registrar or account.uri.partition("@")[2]).removeprefix("sip:")
        return f"sip:{target}@{registrar}"

    def _send(self, command: wire.Command) -> None:
        try:
            self._phone.send(command)
        except PhoneGone as gone:
            log.info("%s was not sent: %s", type(command).__name__, gone)

    def _set_state(self, state: PhoneState) -> None:
        if state != self._state:
            self._state = state
            self._wake.set()
            self._tell(state)


def _is_ended_direct_call(row: InteractionRow | None) -> bool:
    return row is not None and row.ended_at is not None and row.call_key.startswith(DIRECT_CALL)
