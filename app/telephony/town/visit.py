"""One call of one caller: dials, presses digits, waits, speaks, answers, says goodbye."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.protocol import phone as wire
from app.protocol.town import Caller
from app.telephony.town.ear import Ear
from app.telephony.town.words import bye, yes

Say = Callable[[str, str], Path]
"""Text and language to a WAV file."""
Send = Callable[[wire.Command], None]

DIGIT_SECONDS = 3.0
"""After the line has answered, and after each digit, the next one is pressed."""
REPLY_SECONDS = 0.9
"""So long the other end must be silent before a caller goes on."""
LONGEST_LISTEN = 12.0
"""Then the caller goes on even though somebody still speaks."""


@dataclass(frozen=True)
class Manners:
    """How long this caller waits for an agent and talks with one, in seconds."""

    patience: float
    talk: float

    @staticmethod
    def drawn(rng: random.Random) -> Manners:
        """Most wait a minute or two; a talk takes 20 to 90 s."""
        return Manners(patience=rng.uniform(60, 150), talk=rng.uniform(20, 90))


class Call:
    """A caller's call, fed with the phone's events and with ticks of a clock (seconds, steady)."""

    def __init__(
        self,
        caller: Caller,
        key: str,
        manners: Manners,
        send: Send,
        say: Say,
        rng: random.Random,
        now: float,
    ) -> None:
        self.caller = caller
        self.key = key
        self.state = "dialling"
        """dialling, ringing, waiting, talking, held, ended"""
        self.answered = False
        """Spoke with somebody."""
        self.code = 0
        """The SIP status it ended with."""
        self.started = now
        self._manners = manners
        self._send = send
        self._say = say
        self._rng = rng
        self._ear = Ear(menu=caller.menu)
        self._to_say = list(caller.sentences)
        self._to_press = caller.digits
        self._pressed_at = 0.0
        self._since = now
        self._talking_since = 0.0
        self._last_spoke = 0.0
        self._speaking = False
        self._leaving = False
        self._held = 0.0

    def dial(self, target: str) -> None:
        """Call the caller's number of choice at `target` (host:port)."""
        number = self.caller.number
        asserted = wire.Header("P-Asserted-Identity", f"<sip:{number}@{target}>")
        headers = [asserted]
        display = self.caller.name.replace('"', "")
        from_uri = f'"{display}" <sip:{number}@{target}>'
        if self.caller.kind == "withheld":  # RFC 3323, RFC 3325: the carrier knows, the callee must not
            headers.append(wire.Header("Privacy", "id"))
            from_uri = '"Anonymous" <sip:anonymous@anonymous.invalid>'
        uri = f"sip:{self.caller.dnis}@{target}"
        self._send(wire.Call(key=self.key, uri=uri, headers=headers, from_uri=from_uri))

    def event(self, event: wire.AnyEvent, now: float) -> None:
        """What the phone said about this call."""
        if isinstance(event, wire.Progress) and self.state == "dialling":
            self._enter("ringing", now)
        elif isinstance(event, wire.Answered):
            self._enter("waiting", now)
        elif isinstance(event, wire.Level):
            self._ear.hear(event.rx, now)
        elif isinstance(event, wire.PlayDone):
            self._speaking = False
            self._last_spoke = now
            if self._leaving:
                self.hang_up()
        elif isinstance(event, wire.Disconnected):
            self.code = event.code
            self._enter("ended", now)

    def tick(self, now: float) -> None:
        """Go on with what is due; call it some times a second."""
        if self.state in ("dialling", "ringing") and now - self.started > self._manners.patience:
            self.hang_up()
        elif self.state == "waiting":
            self._wait(now)
        elif self.state == "talking":
            self._talk(now)
        elif self.state == "held" and self._ear.listens(now):
            self._held += now - self._since
            self._enter("talking", now)

    def hang_up(self) -> None:
        """End it, in whatever state it is."""
        self._send(wire.HangUp(key=self.key))

    def _enter(self, state: str, now: float) -> None:
        self.state, self._since = state, now

    def _wait(self, now: float) -> None:
        if self._to_press and now - max(self._since, self._pressed_at) > DIGIT_SECONDS:
            self._send(wire.Dtmf(key=self.key, digits=self._to_press[0]))
            self._to_press, self._pressed_at = self._to_press[1:], now
            if not self._to_press:
                self._ear.pressed(now)
        elif not self._to_press and self._ear.listens(now):
            self.answered = True
            self._talking_since = now
            self._enter("talking", now)
        elif now - self._since > self._manners.patience:
            self.hang_up()

    def _talk(self, now: float) -> None:
        if self._ear.music and not self._speaking:
            self._enter("held", now)
            return
        if self._speaking or self._leaving:
            return
        silent = min(self._ear.quiet_for(now), now - self._last_spoke)
        if silent < REPLY_SECONDS and now - self._last_spoke < LONGEST_LISTEN:
            return
        if self._to_say:
            self._speak(self._to_say.pop(0))
        elif now - self._talking_since - self._held > self._manners.talk:
            self._leaving = True
            self._speak(bye(self.caller.language))
        elif now - self._last_spoke > self._rng.uniform(5.0, 11.0):
            self._speak(self._rng.choice(yes(self.caller.language)))

    def _speak(self, text: str) -> None:
        file = self._say(text, self.caller.language)
        self._speaking = True
        self._send(wire.Play(key=self.key, files=[str(file)], id=text[:20]))
