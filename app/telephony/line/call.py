"""One caller's call on the built-in line: commands in, the phone's events in, the line's events out.

Lives on the line's loop. The only state that outlives a hub is what `to_record` writes down.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from functools import singledispatchmethod
from pathlib import Path

from app.protocol import phone as wire
from app.telephony import ports
from app.telephony.line.legs import Leg, quality_of
from app.telephony.line.record import CallRecord
from app.telephony.line.sound import CallSound
from app.telephony.ports import CALLER, By

MAX_LEGS = 4
"""What one phone process can hold (pjsua2)."""
END_SECONDS = 1.0
"""How long the end of a call waits for the figures of its other legs."""
CLOSE_SECONDS = 5.0
"""How long legs may take to go after the end, before their phone is ended."""


class Call:
    """A call, from the arrival of its INVITE at the phone until its last leg is gone."""

    def __init__(
        self,
        record: CallRecord,
        *,
        send: Callable[[wire.Command], None],
        has_room: Callable[[], bool],
        emit: Callable[[ports.Event], None],
        on_over: Callable[[Call], None],
        on_drained: Callable[[Call, bool], None],
        music: Path,
    ) -> None:
        """`has_room`: whether the phone may begin one more leg now. `on_over` is called right before
        `CallEnded`; `on_drained` when the phone is empty again (True) or has legs that will not go."""
        self.facts = record
        self.key = record.call
        self.over = False
        self._send, self._emit, self._has_room = send, emit, has_room
        self._on_over, self._on_drained = on_over, on_drained
        self._loop = asyncio.get_running_loop()
        self._legs: dict[str, Leg] = {}
        self._names: dict[str, str] = {}
        self._ghosts: set[str] = set()
        """Legs that the hub was told the end of and the phone still has."""
        self._sound = CallSound(self._legs, [list(group) for group in record.groups], send, music)
        self._end: tuple[By, int, str, ports.Quality | None] | None = None
        self._command: tuple[By, int] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._drained = False
        for leg in record.legs:
            self._enter(Leg.from_record(leg))

    def to_record(self) -> CallRecord:
        """What the next hub needs."""
        self.facts.legs = [leg.to_record() for leg in self._legs.values()]
        self.facts.groups = self._sound.groups
        return self.facts

    # ---------------------------------------------------------------- commands

    def ring(self) -> None:
        """180 to the caller."""
        leg = self._live(CALLER)
        if leg is not None and not leg.answered:
            self._send(wire.Ring(key=leg.key))

    def answer(self) -> None:
        """200 to the caller."""
        leg = self._live(CALLER)
        if leg is not None and not leg.answered:
            self._send(wire.Answer(key=leg.key))

    def reject(self, code: int) -> None:
        """Refuse the caller; an answered one is not refused any more."""
        leg = self._live(CALLER)
        if leg is not None and not leg.answered:
            self._finish("desk", code)

    def hangup(self) -> None:
        """End everything."""
        if self._live(CALLER) is not None:
            self._finish("desk", 0)

    def play(self, name: str, files: Sequence[Path], *, loop: bool, id: str) -> None:
        """Prompts to a leg."""
        leg = self._live(name)
        if leg is not None and files:
            wish = wire.Play(key=leg.key, files=[str(file) for file in files], id=id, loop=loop)
            self._sound.play(leg, wish, "prompt", "" if loop else id)

    def music(self, name: str) -> None:
        """Music to a leg."""
        leg = self._live(name)
        if leg is not None:
            self._sound.music(leg, "music")

    def stop(self, name: str) -> None:
        """Silence to a leg."""
        leg = self._live(name)
        if leg is not None:
            self._sound.silence(leg)

    def dial(self, name: str, uri: str, headers: Mapping[str, str], timeout: float) -> None:
        """Call a further party."""
        old = self._legs.get(name)
        if old is not None and old.dropped:
            self._let_go(old, 487, "")
            old = None
        if old is not None or name == CALLER:
            self._tell(
                ports.LineNotice(
                    code="leg_in_use", text=f"There is a leg {name!r} already.", severity="error"
                )
            )
            return
        if self._ending or len(self._legs) + len(self._ghosts) >= MAX_LEGS:
            reason = "The call is over" if self._ending else "The phone of this call has no room for one more"
            self._tell(ports.LegFailed(call=self.key, leg=name, code=486, reason=reason))
            return
        if not self._has_room():
            reason = "Too many phones were dialled within a moment"
            self._tell(ports.LegFailed(call=self.key, leg=name, code=503, reason=reason))
            return
        self.facts.dialled += 1
        leg = Leg(name, f"{self.key}-{self.facts.dialled}", uri, deadline=time.time() + timeout)
        self._enter(leg)
        self._send(
            wire.Call(
                key=leg.key,
                uri=uri,
                headers=[wire.Header(name=key, value=value) for key, value in headers.items()],
            )
        )

    def mix(self, groups: Sequence[Sequence[str]]) -> None:
        """Who talks with whom."""
        self._sound.groups = [list(group) for group in groups]
        self._apply()

    def drop(self, name: str, code: int) -> None:
        """End a dialled leg."""
        leg = self._live(name)
        if leg is None or name == CALLER or leg.dropped:
            return
        leg.dropped = True
        if leg.answered:  # the figures of its media come with its end
            self._send(wire.HangUp(key=leg.key))
            leg.timer = self._loop.call_later(END_SECONDS, self._let_go, leg, 0, "")
        else:
            self._send(wire.HangUp(key=leg.key, code=code if leg.ringing else 0))
            self._let_go(leg, 487, "")

    def energy(self, name: str, seconds: float) -> None:
        """Measure a leg."""
        leg = self._live(name)
        if leg is not None:
            id = f"{self.key}-{time.monotonic_ns()}"
            leg.measuring[id] = seconds
            self._send(wire.Measure(key=leg.key, id=id, seconds=seconds))

    def quality(self, name: str) -> None:
        """Ask for a leg's figures."""
        leg = self._live(name)
        if leg is not None:
            self._send(wire.AskQuality(key=leg.key))

    # ---------------------------------------------------------------- found again

    def found(self) -> None:
        """Say that the call was up before this line was."""
        facts = self.facts
        legs = tuple(
            ports.LegState(leg=leg.name, uri=leg.uri, answered=leg.answered, held=leg.held)
            for leg in self._legs.values()
        )
        self._emit(
            ports.CallFound(
                call=self.key,
                ani=facts.ani,
                dnis=facts.dnis,
                peer=facts.peer,
                sip_call_id=facts.sip_call_id,
                phase=facts.phase,
                legs=legs,
                groups=tuple(tuple(group) for group in self._sound.groups),
                arrived_at=facts.arrived_at,
            )
        )

    def reconcile(self, live: Mapping[str, wire.Leg]) -> None:
        """Bring what was written down in line with what the phone says is alive: the two can differ by
        what happened in the last instant of the hub before."""
        for leg in [*self._legs.values()]:
            told = live.get(leg.key)
            if told is None:
                at = time.time()
                self.hear(wire.Disconnected(key=leg.key, code=0, reason="", by="remote", started_at=at))
            elif told.state == "answered" and not leg.answered:
                self.hear(wire.Answered(key=leg.key))
        for key in live.keys() - self._names.keys():
            self._ghosts.add(key)
            self._send(wire.HangUp(key=key))
        self._sound.forget()
        self._apply()

    # ---------------------------------------------------------------- events of the phone

    @singledispatchmethod
    def hear(self, event: wire.AnyEvent) -> None:
        """One event of the phone; those of no matter to a call are left aside."""

    @hear.register
    def _(self, event: wire.Progress) -> None:
        leg = self._by_key(event.key)
        if leg is not None and not leg.ringing and not leg.answered and event.code >= 180:
            leg.ringing = True
            self._tell(ports.LegRinging(call=self.key, leg=leg.name, code=event.code))

    @hear.register
    def _(self, event: wire.Answered) -> None:
        leg = self._by_key(event.key)
        if leg is None or leg.answered:
            return
        leg.answered = True
        leg.cancel_timer()
        if leg.name == CALLER:
            self.facts.phase = "answered"
            self._tell(ports.CallAnswered(call=self.key))
        else:
            self._tell(ports.LegAnswered(call=self.key, leg=leg.name))
        if leg.waiting is not None:
            self._send(leg.waiting)
            leg.waiting = None
        self._apply()

    @hear.register
    def _(self, event: wire.Media) -> None:
        leg = self._by_key(event.key)
        if leg is None or not leg.answered or leg.held == (event.hold in ("remote", "none")):
            return
        leg.held = not leg.held
        held, resumed = ports.LegHeld, ports.LegResumed
        self._tell((held if leg.held else resumed)(call=self.key, leg=leg.name))
        self._apply()

    @hear.register
    def _(self, event: wire.Digit) -> None:
        leg = self._by_key(event.key)
        if leg is not None:
            self._tell(ports.Digit(call=self.key, leg=leg.name, digit=event.digit))

    @hear.register
    def _(self, event: wire.PlayDone) -> None:
        leg = self._by_key(event.key)
        if leg is not None and leg.sound == "prompt" and leg.prompt == event.id:
            leg.sound, leg.prompt = "", ""
            self._tell(ports.PromptDone(call=self.key, leg=leg.name, id=event.id))

    @hear.register
    def _(self, event: wire.TransferAsked) -> None:
        leg = self._by_key(event.key)
        if leg is not None:
            asked = ports.TransferAsked(
                call=self.key, leg=leg.name, target=event.target, replaces=event.replaces
            )
            self._tell(asked)

    @hear.register
    def _(self, event: wire.Replaced) -> None:
        """A party moved its end to another of its phones (RFC 3891): the same leg under another key."""
        leg = self._by_key(event.key)
        if leg is not None:
            del self._names[leg.key]
            leg.key = event.leg.key
            self._names[leg.key] = leg.name
            leg.held = False
            self._apply()

    @hear.register
    def _(self, event: wire.Energy) -> None:
        leg = self._by_key(event.key)
        seconds = leg.measuring.pop(event.id, None) if leg is not None else None
        if leg is not None and seconds is not None:
            measured = ports.EnergyMeasured(
                call=self.key,
                leg=leg.name,
                seconds=seconds,
                level=event.rx_average / 255,
                peak=event.rx_peak / 255,
                sent_level=event.tx_average / 255,
            )
            self._tell(measured)

    @hear.register
    def _(self, event: wire.QualityReport) -> None:
        leg = self._by_key(event.key)
        quality = quality_of(event.quality)
        if leg is not None and quality is not None:
            self._tell(ports.QualityMeasured(call=self.key, leg=leg.name, quality=quality))

    @hear.register
    def _(self, event: wire.Failed) -> None:
        """A command did not work. Most crossed with the end of the leg; two must not be left hanging."""
        leg = self._by_key(event.key)
        if leg is None:
            return
        if event.code in ("bad_uri", "bad_header", "call_failed", "key_in_use", "sip_refused") and not (
            leg.ringing or leg.answered or leg.name == CALLER
        ):
            self._leg_over(leg, 400 if event.code.startswith("bad") else 503, event.text, "desk", None)
        elif event.code == "play_failed":
            id, asked = leg.prompt, leg.sound == "prompt"
            leg.sound, leg.prompt = "", ""
            self._tell(ports.LineNotice(code="prompt_failed", text=event.text))
            if asked and id:
                self._tell(ports.PromptDone(call=self.key, leg=leg.name, id=id))

    @hear.register
    def _(self, event: wire.Disconnected) -> None:
        leg = self._by_key(event.key)
        self._ghosts.discard(event.key)
        if leg is None:
            pass
        elif leg.name == CALLER:
            self._caller_over(leg, event)
        else:
            by: By = "party" if event.by == "remote" else "desk"
            self._leg_over(leg, event.code, event.reason, by, quality_of(event.quality))
        self._check()

    def lost(self) -> None:
        """The phone process is dead, and all legs with it."""
        if self._end is None:
            self._end = ("line", 500, "The phone process of this call died", None)
        for leg in [*self._legs.values()]:
            self._forget(leg)
            if leg.name != CALLER:
                self._tell_end(leg, 500, "The phone process died", "line", None)
        self._conclude()
        self._drain(clean=False)

    # ---------------------------------------------------------------- the end

    def _caller_over(self, leg: Leg, event: wire.Disconnected) -> None:
        if self._command is not None:
            by, code = self._command
        else:
            by, code = ("party" if event.by == "remote" else "line"), event.code
        if leg.answered:
            code = 200
        self._forget(leg)
        quality = quality_of(event.quality)
        if self._end is None:
            self._end = (by, code or event.code, event.reason, quality)
        else:
            self._end = (self._end[0], self._end[1] or code or event.code, event.reason, quality)
        self._hang_up_rest()

    def _finish(self, by: By, code: int) -> None:
        """Begin the end."""
        if self._command is not None:
            return
        caller = self._legs[CALLER]
        self._command = (by, 200 if caller.answered else code or 480)
        self._send(wire.HangUp(key=caller.key, code=0 if caller.answered else self._command[1]))
        self._hang_up_rest()

    def _hang_up_rest(self) -> None:
        """Let every other leg go; the call ends when they have, or after `END_SECONDS`."""
        for leg in self._legs.values():
            leg.cancel_timer()
            if leg.name != CALLER and not leg.dropped:
                leg.dropped = True
                self._send(wire.HangUp(key=leg.key))
        if self._timer is None:
            self._timer = self._loop.call_later(END_SECONDS, self._conclude)

    def _check(self) -> None:
        """After a leg has gone."""
        if self._ending and not self._legs and not self._ghosts:
            self._conclude()
            self._drain(clean=True)

    def _conclude(self) -> None:
        """Say that the call is over, with all that is owed before that."""
        if self.over:
            return
        by, code = self._command or ("line", 500)
        end = self._end or (by, code, "", None)
        for leg in self._legs.values():
            leg.cancel_timer()
            if leg.name != CALLER:
                self._tell_end(leg, 487, "The call ended", "desk", None)
        self._on_over(self)
        self._tell(ports.CallEnded(call=self.key, by=end[0], code=end[1], reason=end[2], quality=end[3]))
        self.over = True
        if self._legs or self._ghosts:  # some far end does not answer our BYE
            self._timer = self._loop.call_later(CLOSE_SECONDS, lambda: self._drain(clean=False))

    def _drain(self, *, clean: bool) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self._drained:
            self._drained = True
            self._on_drained(self, clean)

    def _leg_over(self, leg: Leg, code: int, reason: str, by: By, quality: ports.Quality | None) -> None:
        self._forget(leg)
        if not self.over:
            self._tell_end(leg, code, reason, by, quality)
            self._apply()

    def _let_go(self, leg: Leg, code: int, reason: str) -> None:
        """Tell the end of a leg that was hung up, without waiting for its phone to agree: a new one may
        take its name."""
        if self._legs.get(leg.name) is leg:
            self._ghosts.add(leg.key)
            self._leg_over(leg, code, reason, "desk", None)

    def _tell_end(self, leg: Leg, code: int, reason: str, by: By, quality: ports.Quality | None) -> None:
        if leg.answered:
            self._tell(ports.LegEnded(call=self.key, leg=leg.name, by=by, quality=quality))
            return
        if leg.timed_out:
            code, reason = 408, "Not answered in time"
        elif leg.dropped:
            code, reason = 487, "Given up"
        self._tell(ports.LegFailed(call=self.key, leg=leg.name, code=code or 480, reason=reason))

    # ---------------------------------------------------------------- legs

    def _apply(self) -> None:
        if not self._ending:
            self._sound.apply()

    def _enter(self, leg: Leg) -> None:
        self._legs[leg.name] = leg
        self._names[leg.key] = leg.name
        if leg.name != CALLER and not leg.answered:
            wait = max(0.0, leg.deadline - time.time())
            leg.timer = self._loop.call_later(wait, self._time_out, leg)

    def _time_out(self, leg: Leg) -> None:
        leg.timer = None
        leg.timed_out = True
        self._send(wire.HangUp(key=leg.key))
        self._let_go(leg, 408, "")

    def _forget(self, leg: Leg) -> None:
        leg.cancel_timer()
        self._legs.pop(leg.name, None)
        self._names.pop(leg.key, None)

    def _live(self, name: str) -> Leg | None:
        """A leg that may still be told something."""
        return None if self._ending else self._legs.get(name)

    @property
    def _ending(self) -> bool:
        return self._end is not None or self._command is not None

    def _by_key(self, key: str) -> Leg | None:
        return self._legs.get(self._names.get(key, ""))

    def _tell(self, event: ports.Event) -> None:
        if not self.over:
            self._emit(event)
