"""What a phone process and its driver say to each other: JSON objects, one a line.

Commands go to the phone, events come from it. Every call leg has a key: the phone makes one for an
incoming leg, the driver names those it dials. `DEVICE` is the key of the sound device (microphone and
speaker). Levels are pjmedia's 0 to 255, times are Unix seconds, durations seconds.
"""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

VERSION: Final = 1
DEVICE: Final = "device"
MAX_LINE: Final = 1 << 20
"""No line is longer than this many bytes; a peer that sends more is cut off."""

LegState = Literal["calling", "incoming", "early", "answered", "ended"]
Hold = Literal["active", "local", "remote", "none"]
DtmfMethod = Literal["rfc4733", "info"]
Side = Literal["local", "remote"]
Port = Annotated[int, Meta(ge=0, le=65535)]


def _tag(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Header(Struct, frozen=True):
    """A SIP header as it stands in the message."""

    name: str
    value: str


class Quality(Struct, frozen=True, kw_only=True):
    """What the RTP streams of a leg were like (RFC 3550; `tx_*` as the far end reported)."""

    codec: str = ""
    clock_rate: int = 0
    rx_packets: int = 0
    rx_lost: int = 0
    rx_discarded: int = 0
    rx_jitter_ms: float = 0.0
    tx_packets: int = 0
    tx_lost: int = 0
    tx_jitter_ms: float = 0.0
    rtt_ms: float = 0.0

    @property
    def rx_loss(self) -> float:
        """Share of the packets sent to us that never came, 0 to 1."""
        due = self.rx_packets + self.rx_lost
        return self.rx_lost / due if due else 0.0


class Account(Struct, frozen=True, kw_only=True):
    """Who the phone is. Without `registrar` it is reached directly and registers nowhere."""

    key: str
    uri: str
    """`sip:201@pbx.example`, with a display name if wanted: `"Ann" <sip:201@pbx.example>`."""
    registrar: str = ""
    user: str = ""
    password: str = ""
    realm: str = "*"
    proxy: str = ""
    expires_s: int = 300
    retry_s: int = 10


class Leg(Struct, frozen=True, kw_only=True):
    """A live call leg, as a driver that attaches later needs it."""

    key: str
    state: LegState
    incoming: bool
    from_uri: str
    to_uri: str
    request_uri: str = ""
    display_name: str = ""
    peer: str = ""
    """Address the INVITE came from, `host:port`."""
    call_id: str = ""
    account: str = ""
    headers: list[Header] = field(default_factory=list)
    hold: Hold = "none"
    started_at: float = 0.0
    answered_at: float = 0.0
    muted: bool = False


class SoundDevice(Struct, frozen=True, kw_only=True):
    """One sound device; `index` is good until the list is asked for again, `name` and `driver` stay."""

    index: int
    name: str
    driver: str
    inputs: int
    outputs: int


# ------------------------------------------------------------------------------------------------- commands


class Command(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag=_tag):
    """Anything a driver says. `ref` comes back in the `Failed` that answers a command which did not work."""

    ref: str = ""


class Attach(Command, frozen=True):
    """First line of every connection. `instance` and `last`: of the last event the driver has seen."""

    token: str = ""
    instance: str = ""
    last: int = 0
    version: int = VERSION


class Configure(Command, frozen=True):
    """Opens the SIP side. A second one may change everything but the transports and the clock rate."""

    address: str = "127.0.0.1"
    """Address the SIP and RTP sockets are bound to."""
    public_address: str = ""
    udp_port: Port | None = 0
    """0: any free port; None: no such transport."""
    tcp_port: Port | None = 0
    rtp_port: Port = 0
    """First RTP port; 0 leaves it to the phone."""
    rtp_port_range: Port = 0
    accounts: list[Account] = field(default_factory=list)
    peers: list[str] = field(default_factory=list)
    """Addresses or CIDR networks whose INVITEs are taken, besides those of the accounts' registrars."""
    user_agent: str = "Contact Desk"
    codecs: list[str] = field(default_factory=lambda: ["PCMA/8000", "PCMU/8000", "G722/16000"])
    """Offered in this order; codecs not named are not offered."""
    report_headers: list[str] = field(default_factory=list)
    """Headers reported with an incoming leg, besides the usual ones and all `X-Desk-*`."""
    transfers: Literal["follow", "refuse"] = "follow"
    """What an incoming REFER gets: the phone dials the target itself, or 603."""
    clock_rate: Literal[8000, 16000] = 16000
    linger_s: float = 60.0
    """How long the phone keeps its calls without a driver."""


class Call(Command, frozen=True):
    """Dial. `headers` are added to the INVITE; `play` starts with the first media."""

    key: str
    uri: str
    account: str = ""
    """Key of the account to call from; empty: the first."""
    headers: list[Header] = field(default_factory=list)
    from_uri: str = ""
    """Another From for this call, where the far end trusts us to set it."""


class Ring(Command, frozen=True):
    """180 Ringing to an incoming leg."""

    key: str


class Answer(Command, frozen=True):
    """Answer an incoming leg: 200, or 183 for early media. Headers go into the response."""

    key: str
    code: Annotated[int, Meta(ge=101, le=299)] = 200
    headers: list[Header] = field(default_factory=list)


class Reject(Command, frozen=True):
    """Turn an incoming leg away."""

    key: str
    code: Annotated[int, Meta(ge=300, le=699)] = 486
    reason: str = ""


class HangUp(Command, frozen=True):
    """End a leg in whatever state it is (BYE, CANCEL or a final response)."""

    key: str
    code: Annotated[int, Meta(ge=0, le=699)] = 0
    reason: str = ""
    headers: list[Header] = field(default_factory=list)


class HoldLeg(Command, frozen=True):
    """Put the far end on hold (re-INVITE, sendonly)."""

    key: str


class Resume(Command, frozen=True):
    """Take the far end off hold."""

    key: str


class Mute(Command, frozen=True):
    """The leg no longer hears the microphone. With key `device`: no leg does."""

    key: str
    on: bool = True


class Dtmf(Command, frozen=True):
    """Send digits."""

    key: str
    digits: Annotated[str, Meta(pattern="^[0-9A-Da-d*#]+$", max_length=64)]
    method: DtmfMethod = "rfc4733"
    duration_ms: Annotated[int, Meta(ge=40, le=5000)] = 160


class Transfer(Command, frozen=True):
    """Blind transfer: REFER the far end to `target`. The leg is hung up when that has worked."""

    key: str
    target: str


class TransferTo(Command, frozen=True):
    """Attended transfer: the far end of `key` takes our place in the call `other` (RFC 3891 Replaces)."""

    key: str
    other: str


class Mix(Command, frozen=True):
    """Who hears whom from now on. All in a group hear each other; `one_way` adds (speaker, listener) pairs.

    Keys that have no media yet, or any more, are kept in mind and joined as soon as they have.
    Whatever is in no group hears its own player or silence.
    """

    groups: list[list[str]] = field(default_factory=list)
    one_way: list[tuple[str, str]] = field(default_factory=list)


class Play(Command, frozen=True):
    """Play WAV files (16 bit mono, 8 or 16 kHz) to a leg in turn, besides what it hears anyway.

    A new one with the same key replaces the old one, which then gets no `PlayDone`.
    """

    key: str
    files: Annotated[list[str], Meta(min_length=1, max_length=64)]
    id: str = ""
    loop: bool = False


class StopPlay(Command, frozen=True):
    """Stop what plays to a leg, if anything does."""

    key: str


class Record(Command, frozen=True):
    """Record a leg into a WAV file: what comes from it, what goes to it, or both mixed."""

    key: str
    path: str
    what: Literal["both", "from", "to"] = "both"


class StopRecord(Command, frozen=True):
    """End the recording of a leg; the file is complete when `Recorded` comes."""

    key: str


class Expect(Command, frozen=True):
    """Answer, without asking, the next INVITE that carries this header with this value."""

    header: str
    value: str
    seconds: float = 30.0
    code: Annotated[int, Meta(ge=180, le=200)] = 200


class ListDevices(Command, frozen=True):
    """Asks for `Devices`."""


class UseDevice(Command, frozen=True):
    """Choose the sound device. Index -1: the system's own choice.

    `null` needs no hardware; `microphone_file` then stands for what the microphone hears (a loop).
    """

    kind: Literal["sound", "null"] = "null"
    capture: int = -1
    playback: int = -1
    microphone_file: str = ""


class Levels(Command, frozen=True):
    """Report the levels of these keys ten times a second; an empty list ends it."""

    keys: list[str] = field(default_factory=list)


class EchoTest(Command, frozen=True):
    """Let the user hear the own microphone, late by `delay_s`, for `seconds`. Zero seconds ends it."""

    seconds: Annotated[float, Meta(ge=0, le=60)] = 10.0
    delay_s: Annotated[float, Meta(ge=0, le=3)] = 1.0


class Measure(Command, frozen=True):
    """Average the levels of a key for a while; answered by `Energy`."""

    key: str
    id: str
    seconds: Annotated[float, Meta(gt=0, le=60)] = 1.0


class AskQuality(Command, frozen=True):
    """Asks for `QualityReport` of a leg with media."""

    key: str


class AskSnapshot(Command, frozen=True):
    """Asks for `Snapshot`."""


class Shutdown(Command, frozen=True):
    """Hang up everything and end the process."""


AnyCommand = (
    Attach | Configure | Call | Ring | Answer | Reject | HangUp | HoldLeg | Resume | Mute | Dtmf | Transfer
    | TransferTo | Mix | Play | StopPlay | Record | StopRecord | Expect | ListDevices | UseDevice | Levels
    | EchoTest | Measure | AskQuality | AskSnapshot | Shutdown
)  # fmt: skip


# --------------------------------------------------------------------------------------------------- events


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", tag=_tag):
    """Anything a phone says. `n` counts from 1 without gaps; 0: not worth repeating (levels)."""

    n: int = 0
    at: float = 0.0


class Attached(Event, frozen=True):
    """Answer to `Attach`; the events the driver missed follow. `missed`: some are no longer at hand."""

    instance: str
    pid: int
    version: int = VERSION
    configured: bool = False
    missed: bool = False
    legs: list[Leg] = field(default_factory=list)


class Ready(Event, frozen=True):
    """The SIP side is open on these ports."""

    address: str
    udp_port: int = 0
    tcp_port: int = 0
    codecs: list[str] = field(default_factory=list)


class Registered(Event, frozen=True):
    """An account is registered."""

    account: str
    expires_s: int


class RegistrationFailed(Event, frozen=True):
    """The registrar said no, or nothing; it is tried again after the account's `retry_s` unless `final`."""

    account: str
    code: int
    reason: str
    final: bool = False


class Incoming(Event, frozen=True):
    """An INVITE was taken; nothing but 100 has been answered, unless `expected`."""

    leg: Leg
    expected: str = ""
    """The value of the header of an `Expect` that answers this call."""


class Progress(Event, frozen=True):
    """A leg we dialled rings (180) or has early media (183)."""

    key: str
    code: int
    reason: str = ""


class Answered(Event, frozen=True):
    """Both sides agreed (200 and ACK)."""

    key: str


class Media(Event, frozen=True):
    """The media of a leg changed: who holds whom, and the codec."""

    key: str
    hold: Hold
    codec: str = ""


class Digit(Event, frozen=True):
    """The far end pressed a key."""

    key: str
    digit: str
    method: DtmfMethod


class PlayDone(Event, frozen=True):
    """All files of a `Play` were played."""

    key: str
    id: str


class Recorded(Event, frozen=True):
    """A recording is closed."""

    key: str
    path: str


class TransferAsked(Event, frozen=True):
    """The far end of a leg asked for a transfer (REFER). If taken, `new_key` is the leg that now dials."""

    key: str
    target: str
    replaces: str = ""
    taken: bool = False
    new_key: str = ""


class TransferProgress(Event, frozen=True):
    """How the transfer we asked for goes on (NOTIFY); with `final` and 2xx our leg is hung up."""

    key: str
    code: int
    reason: str
    final: bool


class Replaced(Event, frozen=True):
    """Another call took the place of a leg (INVITE with Replaces); the old one ends by itself."""

    key: str
    leg: Leg


class Disconnected(Event, frozen=True):
    """A leg is over; its key will not come again."""

    key: str
    code: int
    reason: str
    by: Side
    started_at: float
    answered_at: float = 0.0
    ended_at: float = 0.0
    quality: Quality | None = None


class Busy(Event, frozen=True):
    """A caller heard 486 because all the calls this process can hold are taken."""

    from_uri: str
    peer: str = ""


class Forbidden(Event, frozen=True):
    """A caller from an address that is not allowed heard 403."""

    from_uri: str
    peer: str


class Level(Event, frozen=True):
    """From the far end (`rx`) and to it (`tx`); for the device: microphone and speaker."""

    key: str
    rx: int
    tx: int


class Energy(Event, frozen=True):
    """Answer to `Measure`."""

    key: str
    id: str
    rx_average: float
    tx_average: float
    rx_peak: int
    tx_peak: int
    samples: int


class QualityReport(Event, frozen=True):
    """Answer to `AskQuality`."""

    key: str
    quality: Quality


class Devices(Event, frozen=True):
    """Answer to `ListDevices` and to `UseDevice`."""

    devices: list[SoundDevice]
    kind: Literal["sound", "null"]
    capture: int = -1
    playback: int = -1


class Snapshot(Event, frozen=True):
    """Answer to `AskSnapshot`: everything alive."""

    legs: list[Leg]
    configured: bool = False


class Failed(Event, frozen=True):
    """A command did not work, or one of our own calls failed before it began. `code` is stable."""

    code: str
    text: str
    ref: str = ""
    key: str = ""


class Detached(Event, frozen=True):
    """Another driver attached; this connection ends. Also made up by the driver when the line is cut."""

    reason: str = ""


class Gone(Event, frozen=True):
    """Made by the driver, never by the phone: the process is dead and took the calls `legs` along."""

    reason: str
    exit_code: int | None = None
    legs: list[str] = field(default_factory=list)


AnyEvent = (
    Attached | Ready | Registered | RegistrationFailed | Incoming | Progress | Answered | Media | Digit
    | PlayDone | Recorded | TransferAsked | TransferProgress | Replaced | Disconnected | Busy | Forbidden
    | Level | Energy | QualityReport | Devices | Snapshot | Failed | Detached | Gone
)  # fmt: skip


# ---------------------------------------------------------------------------------------------------- lines

_encoder = msgspec.json.Encoder()
_commands: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyCommand)
_events: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyEvent)


def to_line(message: Command | Event) -> bytes:
    """A message as one line with its line feed (JSON escapes every line feed inside)."""
    return _encoder.encode(message) + b"\n"


def command_from(line: bytes) -> AnyCommand:
    """Read a command; raises `msgspec.DecodeError` (`ValidationError` is one) on anything else."""
    return _commands.decode(line)


def event_from(line: bytes) -> AnyEvent:
    """Read an event; raises as `command_from` does."""
    return _events.decode(line)
