"""Any command at any moment: pjsip answers misuse with an abort, so the phone must not pass it on."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from app.protocol.phone import (
    DEVICE,
    Account,
    Answer,
    Answered,
    AskQuality,
    AskSnapshot,
    Call,
    Command,
    Configure,
    Disconnected,
    Dtmf,
    EchoTest,
    Energy,
    Event,
    Expect,
    Failed,
    HangUp,
    Header,
    HoldLeg,
    Incoming,
    Leg,
    Levels,
    Measure,
    Mix,
    Mute,
    Play,
    Record,
    Reject,
    Resume,
    Ring,
    Snapshot,
    StopPlay,
    StopRecord,
    Transfer,
    TransferAsked,
    TransferTo,
    UseDevice,
)
from tests.helpers.phones import DrivenPhone, Phones, connect, tone

NOWHERE = ["sip:nobody@127.0.0.1:9;transport=tcp", "sip:x@[::1]:1"]
"""Refused at once. (A silent address keeps pjsua's place for the call for 32 s after it was hung up.)"""
STUCK_SECONDS = 45
"""An INVITE that nobody answers is given up after 32 s (RFC 3261, timer B)."""

pytestmark = pytest.mark.sip


class Chaos:
    """Says anything to a few phones, in an order that depends on the seed (and on who is faster)."""

    def __init__(self, phones: list[DrivenPhone], seed: int, folder: Path) -> None:
        self.phones = phones
        self.dice = random.Random(seed)
        self.folder = folder
        self.file = tone(folder / "tone.wav", 500, seconds=0.2)
        self.keys: dict[str, list[str]] = {phone.name: ["unknown"] for phone in phones}
        self.dialled = self.answered = 0

    def step(self) -> None:
        """One command to one phone."""
        for phone in self.phones:
            for event in phone.nothing_more():
                self.learn(phone, event)
        phone = self.dice.choice(self.phones)
        phone.send(self.command(phone))

    def let_pass(self, seconds: float) -> None:
        """Let the phones work for a moment."""
        phone = self.dice.choice(self.phones)
        phone.send(Measure(key=DEVICE, id="pause", seconds=seconds))
        phone.wait(Energy, id="pause")
        for event in phone.seen:
            self.learn(phone, event)
        phone.seen.clear()

    def learn(self, phone: DrivenPhone, event: Event) -> None:
        """Remember the keys of new legs."""
        if isinstance(event, Incoming):
            self.keys[phone.name].append(event.leg.key)
        elif isinstance(event, TransferAsked) and event.taken:
            self.keys[phone.name].append(event.new_key)
        over = isinstance(event, Disconnected) or (isinstance(event, Failed) and event.code == "call_failed")
        key = getattr(event, "key", "")
        if over and key in self.keys[phone.name][1:]:
            self.keys[phone.name].remove(key)
            self.keys[phone.name][0] = key  # commands to a leg that is over must come too
        self.answered += isinstance(event, Answered)

    def command(self, phone: DrivenPhone) -> Command:
        """Any command, mostly about legs that are or were there."""
        dice = self.dice
        keys = self.keys[phone.name]
        key, other = dice.choice(keys), dice.choice(keys)
        there = dice.choice([*keys, DEVICE])
        target = dice.choice([one.uri for one in self.phones] + [*NOWHERE])
        on_legs: list[Command] = [
            Ring(key=key), Answer(key=key, code=183), Answer(key=key), Reject(key=key),
            HangUp(key=key, code=dice.choice([0, 486, 603])), HoldLeg(key=key), Resume(key=key),
            Mute(key=there, on=dice.random() < 0.5), Dtmf(key=key, digits="12#"),
            Dtmf(key=key, digits="5", method="info"), Transfer(key=key, target=target),
            TransferTo(key=key, other=other), AskQuality(key=key),
        ]  # fmt: skip
        on_media: list[Command] = [
            Mix(groups=[dice.sample([*keys, DEVICE], dice.randint(0, len(keys)))], one_way=[(key, there)]),
            Play(key=there, files=[self.file] * dice.randint(1, 3), loop=dice.random() < 0.5),
            StopPlay(key=there), StopRecord(key=there), Levels(keys=[key, there]),
            Record(key=there, path=str(self.folder / f"{phone.name}-{dice.randint(0, 3)}.wav")),
            Measure(key=there, id="m", seconds=0.1), EchoTest(seconds=dice.choice([0, 1]), delay_s=0.2),
            UseDevice(microphone_file=dice.choice(["", self.file])), AskSnapshot(),
            Expect(header="X-Desk-Offer", value="o"),
            self.settings(phone, transfers=dice.choice(["follow", "refuse"])),
        ]  # fmt: skip
        choice = dice.random()
        if choice < 0.15:
            self.dialled += 1
            self.keys[phone.name].append(f"{phone.name}{self.dialled}")
            headers = [Header("X-Desk-Offer", "o")] if dice.random() < 0.3 else []
            return Call(key=self.keys[phone.name][-1], uri=target, headers=headers)
        if choice < 0.3:
            return Answer(key=keys[-1])
        return dice.choice(on_legs if choice < 0.75 else on_media)

    @staticmethod
    def settings(phone: DrivenPhone, **changes: object) -> Configure:
        """The settings it has, but for these."""
        accounts = [Account(key="direct", uri=f"sip:{phone.name}@127.0.0.1")]
        return Configure(peers=["127.0.0.1"], accounts=accounts, **changes)  # type: ignore[arg-type]


def unleash(phones: Phones, seed: int, steps: int, folder: Path) -> None:
    """Steps of chaos among three phones; then all must live and take calls."""
    three = [phones(name) for name in ("ann", "bob", "cat")]
    chaos = Chaos(three, seed, folder)
    for phone in three:
        phone.tolerated |= {"no_leg", "not_waiting", "not_answered", "call_failed", "sip_refused", "same_leg"}
        phone.tolerated |= {"no_media", "record_failed", "hold_failed", "bad_uri", "key_in_use"}
    for _ in range(steps):
        chaos.step()
        if chaos.dice.random() < 0.5:
            chaos.let_pass(chaos.dice.choice([0.001, 0.02, 0.05]))
    assert chaos.answered > steps / 40, f"only {chaos.answered} answers: this proves nothing"
    for phone in three:
        phone.send(chaos.settings(phone, transfers="refuse"))
        phone.send(Mix())
    deadline = time.monotonic() + STUCK_SECONDS
    while left := [leg for phone in three for leg in hang_up_all(phone)]:
        # A leg may have been on its way to another phone, or have a far end that is silent.
        assert time.monotonic() < deadline, f"stuck: {left}"
    for phone in three:
        phone.nothing_more()
    try:
        connect(three[0], three[1], key="after")
    except AssertionError as failed:
        raise AssertionError(f"{failed}\nann: {three[0].nothing_more()}") from failed


def hang_up_all(phone: DrivenPhone) -> list[Leg]:
    """Hang up what is there; returns what is left after a moment."""
    phone.send(AskSnapshot())
    for leg in phone.wait(Snapshot).legs:
        phone.send(HangUp(key=leg.key))
    phone.send(Measure(key=DEVICE, id="a moment", seconds=0.05))
    phone.wait(Energy, id="a moment")
    phone.send(AskSnapshot())
    return phone.wait(Snapshot).legs


@pytest.mark.parametrize("seed", range(4))
def test_any_command_at_any_moment(phones: Phones, tmp_path: Path, seed: int) -> None:
    unleash(phones, seed, 400, tmp_path)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(100, 104))
def test_thousands_of_commands(phones: Phones, tmp_path: Path, seed: int) -> None:
    unleash(phones, seed, 2_000, tmp_path)
