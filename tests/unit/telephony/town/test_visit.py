"""A caller's call, with a phone and a line that are only spoken of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.protocol import phone as wire
from app.protocol.town import Caller, CallerKind
from app.telephony.town.visit import Call, Manners

LOUD, QUIET = 80, 0


class Wire:
    """Takes what the caller tells the phone; plays the phone and the line."""

    def __init__(self, kind: CallerKind = "known", digits: str = "") -> None:
        self.sent: list[wire.Command] = []
        self.now = 0.0
        caller = Caller(
            name="Ann", number="+442079460123", kind=kind, language="en", dnis="+886225550100",
            digits=digits, menu=bool(digits), sentences=["One.", "Two."],
        )  # fmt: skip
        self.call = Call(
            caller, "k", Manners(patience=30, talk=20), self.sent.append, _no_voice, random.Random(1), 0.0
        )
        self.call.dial("127.0.0.1:5060")

    def hear(self, level: int, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.call.event(wire.Level(key="k", rx=level, tx=0), self.now)
            self.call.tick(self.now)
            if self.sent and isinstance(self.sent[-1], wire.Play):
                self.call.event(wire.PlayDone(key="k", id=self.sent[-1].id), self.now)
                self.sent.append(wire.Levels())

    def said(self) -> list[str]:
        return [command.id for command in self.sent if isinstance(command, wire.Play)]


def _no_voice(text: str, language: str) -> Path:
    return Path(text)


def test_a_caller_waits_through_the_music_speaks_and_says_goodbye() -> None:
    town = Wire()
    town.call.event(wire.Answered(key="k"), town.now)
    town.hear(LOUD, 10)
    assert town.said() == []
    assert town.call.state == "waiting"
    town.hear(QUIET, 60)
    assert town.said()[:2] == ["One.", "Two."]
    assert isinstance(town.sent[-2], wire.HangUp) or isinstance(town.sent[-1], wire.HangUp)
    assert town.call.answered
    assert town.now >= 20


def test_a_caller_presses_the_digit() -> None:
    town = Wire(digits="2")
    town.call.event(wire.Answered(key="k"), town.now)
    town.hear(LOUD, 5)
    assert [command.digits for command in town.sent if isinstance(command, wire.Dtmf)] == ["2"]


def test_digits_are_pressed_one_after_the_other() -> None:
    town = Wire(digits="23")
    town.call.event(wire.Answered(key="k"), town.now)
    town.hear(LOUD, 5)
    assert [command.digits for command in town.sent if isinstance(command, wire.Dtmf)] == ["2"]
    town.hear(LOUD, 3)
    assert [command.digits for command in town.sent if isinstance(command, wire.Dtmf)] == ["2", "3"]


def test_a_caller_who_waits_too_long_hangs_up() -> None:
    town = Wire()
    town.call.event(wire.Answered(key="k"), town.now)
    town.hear(LOUD, 31)
    assert any(isinstance(command, wire.HangUp) for command in town.sent)
    assert not town.call.answered


def test_a_caller_on_hold_says_nothing() -> None:
    town = Wire()
    town.call.event(wire.Answered(key="k"), town.now)
    town.hear(LOUD, 5)
    town.hear(QUIET, 3)
    said = len(town.said())
    town.hear(LOUD, 8)
    assert town.call.state == "held"
    assert len(town.said()) <= said + 1
    town.hear(QUIET, 3)
    assert town.call.state == "talking"


@pytest.mark.parametrize("kind", ["known", "withheld"])
def test_who_withholds_the_number_says_so(kind: CallerKind) -> None:
    town = Wire(kind)
    dialled = town.sent[0]
    assert isinstance(dialled, wire.Call)
    withheld = kind == "withheld"
    assert (wire.Header("Privacy", "id") in dialled.headers) == withheld
    assert ("+442079460123" in dialled.from_uri) != withheld
