"""What the hub sees of any telephone: the `Line` port, and the events that come out of it.

The hub drives a line with commands that return at once; everything that follows from a command
comes back as an event. No business rule lives behind this port: a line answers, plays, dials,
mixes and hangs up when told, and reports what happened.

Words used here:

* *call*: the key of one caller's call, a string that the line makes up when the call arrives and
  that stays the same when the hub is restarted.
* *leg*: one party of that call. The caller's leg is always `CALLER`; every other leg gets the name
  that was given to `Line.dial` ("agent", "third", …).

What a hub may rely on (tests/contract/test_line.py holds every line to it):

* each call ends with exactly one `CallEnded`, and nothing is said of that call afterwards;
* each `dial` ends with exactly one `LegFailed` (never answered) or `LegEnded` (had been answered),
  before that `CallEnded`;
* a command for a call or a leg that is not there (any more) does nothing: hang-ups and commands
  cross each other on the way, and that is no fault.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import msgspec

from app.telephony.identity import Ani, Dnis

CALLER = "caller"
"""Name of the leg of the one who called."""

AGENT = "agent"
"""Usual name of the leg of the agent who takes the call."""

THIRD = "third"
"""Usual name of the leg of a third party: a consulted colleague, a transfer target."""

By: TypeAlias = Literal["party", "desk", "line"]
"""Who ended something: the person at that leg, this side (a command, or the end of the whole call), or the
line by a fault."""

Severity: TypeAlias = Literal["info", "warning", "error"]

CallPhase: TypeAlias = Literal["arrived", "answered"]


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """What the media of one leg was like, as seen from the line."""

    codec: str = ""
    received: int = 0
    """RTP packets received from the party."""
    lost: int = 0
    """RTP packets that never came from the party."""
    jitter_ms: float = 0.0
    round_trip_ms: float = 0.0
    """0.0 where the party sent no RTCP."""

    @property
    def loss(self) -> float:
        """Share of packets lost, 0 to 1."""
        total = self.received + self.lost
        return self.lost / total if total else 0.0


class LegState(msgspec.Struct, frozen=True, kw_only=True):
    """One leg of a call that was found again."""

    leg: str
    uri: str
    answered: bool
    held: bool = False


class LineEvent(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Anything a line says. `at` is wall clock in ms since the epoch, `mono` seconds of this machine's
    monotonic clock (for durations; comparable between processes of one machine on Linux)."""

    at: int = msgspec.field(default_factory=_wall_ms)
    mono: float = msgspec.field(default_factory=time.monotonic)


class CallEvent(LineEvent, frozen=True, kw_only=True, tag=True):
    """Anything a line says about one call."""

    call: str


class CallArrived(CallEvent, frozen=True, kw_only=True):
    """A new caller, not answered yet. `mono` is the moment at which the INVITE was read."""

    ani: Ani
    dnis: Dnis
    peer: str
    """Where the INVITE came from: "udp:192.0.2.7:5060"."""
    sip_call_id: str
    headers: dict[str, str] = {}
    """Every header of the INVITE by its long name in lower case; repeated ones joined with ", "."""


class CallFound(CallEvent, frozen=True, kw_only=True):
    """A call that was already up when this line was started (the hub had been restarted)."""

    ani: Ani
    dnis: Dnis
    peer: str
    sip_call_id: str
    phase: CallPhase
    legs: tuple[LegState, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    """Who was mixed with whom."""
    arrived_at: int = 0
    """Wall clock, ms since the epoch, of the call's arrival."""


class CallAnswered(CallEvent, frozen=True, kw_only=True):
    """The caller's leg is answered and has media."""


class CallEnded(CallEvent, frozen=True, kw_only=True):
    """The last event of a call; all its legs are gone."""

    by: By
    code: int = 0
    """SIP status: what the caller was told or said (487 for a caller who gave up while it rang);
    200 for a call that had been answered and ended by BYE."""
    reason: str = ""
    quality: Quality | None = None


class LegEvent(CallEvent, frozen=True, kw_only=True, tag=True):
    """Anything a line says about one leg of a call."""

    leg: str


class LegRinging(LegEvent, frozen=True, kw_only=True):
    """The dialled party's phone rings (180 or 183)."""

    code: int = 180


class LegAnswered(LegEvent, frozen=True, kw_only=True):
    """The dialled party answered; mix it with someone, or it hears nothing."""


class LegFailed(LegEvent, frozen=True, kw_only=True):
    """The dialled party was not reached: refused, busy, timed out (408), dropped before it answered (487)."""

    code: int
    reason: str = ""


class LegEnded(LegEvent, frozen=True, kw_only=True):
    """An answered leg is gone."""

    by: By
    code: int = 200
    quality: Quality | None = None


class LegHeld(LegEvent, frozen=True, kw_only=True):
    """The party put the line on hold. Whoever is left alone by that hears music until `LegResumed`
    (not so where the caller holds: a caller's telephone plays its own)."""


class LegResumed(LegEvent, frozen=True, kw_only=True):
    """The party took the line off hold; the mix is as it was before."""


class Digit(LegEvent, frozen=True, kw_only=True):
    """A DTMF digit from the party: 0-9, *, # or A-D."""

    digit: str


class PromptDone(LegEvent, frozen=True, kw_only=True):
    """Every file of `play(…, id=…)` was heard to its end. A prompt that was stopped says nothing."""

    id: str


class TransferAsked(LegEvent, frozen=True, kw_only=True):
    """The party's phone asked by REFER to send the other side to `target` (a SIP or tel URI).
    The line does not follow it by itself: the hub decides. `replaces` names the Call-ID of the
    dialogue to be replaced, for an attended transfer."""

    target: str
    replaces: str = ""


class EnergyMeasured(LegEvent, frozen=True, kw_only=True):
    """Answer to `Line.energy`: how loud the party was, and how loud what it was sent."""

    seconds: float
    level: float
    """Average of what came from the party: 0 for silence to 1, on a scale that follows the ear."""
    peak: float
    sent_level: float
    """Average of what the party was sent."""


class QualityMeasured(LegEvent, frozen=True, kw_only=True):
    """Answer to `Line.quality`."""

    quality: Quality


class LineReady(LineEvent, frozen=True, kw_only=True):
    """The line takes calls at these addresses: "udp:127.0.0.1:5060", "tcp:127.0.0.1:5060"."""

    addresses: tuple[str, ...]


class LineNotice(LineEvent, frozen=True, kw_only=True):
    """Something a supervisor should read once. `code` is stable ("line_full", "worker_lost", …)."""

    code: str
    text: str
    severity: Severity = "warning"


Event: TypeAlias = (
    CallArrived
    | CallFound
    | CallAnswered
    | CallEnded
    | LegRinging
    | LegAnswered
    | LegFailed
    | LegEnded
    | LegHeld
    | LegResumed
    | Digit
    | PromptDone
    | TransferAsked
    | EnergyMeasured
    | QualityMeasured
    | LineReady
    | LineNotice
)

Sink: TypeAlias = Callable[[Event], None]
"""Takes the events, in order, from a thread of the line's own: hand over and return, never block."""


class Line(Protocol):
    """A telephone line of any make. Every command returns at once and may come from any thread."""

    def start(self, sink: Sink) -> None:
        """Begin to take calls. Emits a `CallFound` for each call that outlived an earlier line on the
        same run directory, then `LineReady`: a call that was up before and is not among them is gone.
        Raises OSError where the address is taken."""

    def ring(self, call: str) -> None:
        """Tell the caller that it rings (180)."""

    def answer(self, call: str) -> None:
        """Answer the caller (200) → `CallAnswered`."""

    def reject(self, call: str, code: int = 486) -> None:
        """Refuse a caller who was not answered yet with a final SIP status, 400 to 699 → `CallEnded`."""

    def play(self, call: str, leg: str, prompts: Sequence[Path], *, loop: bool = False, id: str = "") -> None:
        """Play WAV files one after the other to one leg, in place of what it was played before
        → `PromptDone` with `id` (unless `loop`)."""

    def music(self, call: str, leg: str = CALLER) -> None:
        """Play the music on hold to one leg until `stop` or until it is mixed with someone."""

    def stop(self, call: str, leg: str = CALLER) -> None:
        """Stop what is played to one leg."""

    def dial(
        self,
        call: str,
        leg: str,
        uri: str,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30.0,
    ) -> None:
        """Call a further party (an agent's phone, a third party) → `LegRinging`, `LegAnswered`,
        `LegFailed`. `timeout` is in seconds to the answer; it counts as 408. Where a call has no room for
        one more leg (four at a time), 486. A name is free again as soon as its leg was dropped; to dial
        one that is in use is a mistake, told by a `LineNotice` "leg_in_use"."""

    def mix(self, call: str, groups: Sequence[Sequence[str]]) -> None:
        """Say who talks with whom, in place of what was said before: [["caller", "agent"]] for a call,
        [["agent", "third"]] to consult, [["caller", "agent", "third"]] for a conference. May be said of a
        leg that is still being dialled: it is joined as it answers. As soon as a leg talks with someone,
        prompts and music to it stop; a leg in no group hears only what is played to it."""

    def drop(self, call: str, leg: str, code: int = 486) -> None:
        """End one dialled leg → `LegEnded` or `LegFailed`. For the caller's leg use `hangup`."""

    def hangup(self, call: str) -> None:
        """End the call with all its legs → `CallEnded`."""

    def energy(self, call: str, leg: str, seconds: float) -> None:
        """Measure what comes from one leg → `EnergyMeasured`."""

    def quality(self, call: str, leg: str) -> None:
        """Ask for the media figures of one leg → `QualityMeasured`."""

    def calls(self) -> tuple[str, ...]:
        """Keys of the calls that are up now."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the line takes calls; empty before `start`."""

    def shutdown(self, *, keep_calls: bool = False) -> None:
        """Stop taking calls and let go. With `keep_calls` running calls stay up for a minute and the
        next line on the same run directory finds them; else they are hung up. Waits, 10 s at most."""
