"""Phone to phone, by real SIP on loopback: every scenario with phone processes of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.protocol.phone import (
    DEVICE,
    Answer,
    Answered,
    AskQuality,
    AskSnapshot,
    Busy,
    Call,
    Devices,
    Digit,
    Disconnected,
    Dtmf,
    EchoTest,
    Energy,
    Event,
    Expect,
    Failed,
    Forbidden,
    HangUp,
    Header,
    HoldLeg,
    Incoming,
    Level,
    Levels,
    ListDevices,
    Measure,
    Media,
    Mix,
    Mute,
    Play,
    PlayDone,
    Progress,
    QualityReport,
    Record,
    Recorded,
    Reject,
    Resume,
    Ring,
    Snapshot,
    StopPlay,
    StopRecord,
    Transfer,
    TransferAsked,
    TransferProgress,
    TransferTo,
    UseDevice,
)
from tests.helpers.phones import Phones, connect, strength, tone

LOUD, QUIET = 20, 3
"""Levels of the bridge: the tones are at 34, the noise of A-law's silence stays below 3."""

pytestmark = pytest.mark.sip


def test_a_call_is_offered_answered_and_hung_up(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(Call(key="one", uri=bob.uri, headers=[Header("X-Desk-Interaction", "77")]))
    leg = bob.wait(Incoming).leg
    assert leg.from_uri.startswith("sip:ann@127.0.0.1")
    assert leg.request_uri == bob.uri
    assert leg.peer == f"127.0.0.1:{ann.ready.udp_port}"
    assert Header("X-Desk-Interaction", "77") in leg.headers
    bob.send(Ring(key=leg.key))
    assert ann.wait(Progress, key="one").code == 180
    bob.send(Answer(key=leg.key))
    ann.wait(Answered, key="one")
    bob.wait(Answered, key=leg.key)
    ann.send(HangUp(key="one"))
    ours, theirs = ann.wait(Disconnected), bob.wait(Disconnected)
    assert (ours.key, ours.by, theirs.key, theirs.by) == ("one", "local", leg.key, "remote")
    assert ours.started_at <= ours.answered_at <= ours.ended_at
    assert ours.quality is not None
    assert ours.quality.codec == "PCMA"


def test_by_tcp(phones: Phones) -> None:
    ann, bob = phones("ann", udp_port=None), phones("bob")
    assert ann.ready.udp_port == 0
    ann.send(Call(key="one", uri=f"sip:bob@127.0.0.1:{bob.ready.tcp_port};transport=tcp"))
    leg = bob.wait(Incoming).leg
    bob.send(Answer(key=leg.key))
    ann.wait(Answered)
    bob.wait(Answered)
    bob.send(HangUp(key=leg.key))
    assert ann.wait(Disconnected).by == "remote"


@pytest.mark.parametrize(("code", "reason"), [(486, "Busy Here"), (603, "Decline"), (480, "Lunch")])
def test_a_call_turned_away_says_why(phones: Phones, code: int, reason: str) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(Call(key="one", uri=bob.uri))
    bob.send(Reject(key=bob.wait(Incoming).leg.key, code=code, reason=reason))
    over = ann.wait(Disconnected, key="one")
    assert (over.code, over.reason, over.answered_at) == (code, reason, 0)


def test_a_caller_who_gives_up(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(Call(key="one", uri=bob.uri))
    leg = bob.wait(Incoming).leg
    bob.send(Ring(key=leg.key))
    ann.wait(Progress)
    ann.send(HangUp(key="one"))
    assert bob.wait(Disconnected, key=leg.key).code == 487


def test_hold_and_resume(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)
    for _ in range(3):
        ann.send(HoldLeg(key=mine))
        ann.wait(Media, hold="local")
        bob.wait(Media, hold="remote")
        ann.send(Resume(key=mine))
        ann.wait(Media, hold="active")
        bob.wait(Media, hold="active")
    bob.send(HangUp(key=theirs))
    ann.wait(Disconnected)


def test_hold_and_resume_said_at_once_end_resumed(phones: Phones) -> None:
    """The second re-INVITE must wait for the first."""
    ann, bob = phones("ann"), phones("bob")
    mine, _ = connect(ann, bob)
    ann.send(HoldLeg(key=mine))
    ann.send(Resume(key=mine))
    ann.wait(Media, hold="local")
    ann.wait(Media, hold="active")


@pytest.mark.parametrize("method", ["rfc4733", "info"])
def test_digits(phones: Phones, method: str) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, _ = connect(ann, bob)
    ann.send(Dtmf(key=mine, digits="1590*#", method=method))  # type: ignore[arg-type]
    came = [bob.wait(Digit) for _ in range(6)]
    assert "".join(event.digit for event in came) == "1590*#"
    assert {event.method for event in came} == {method}


def test_blind_transfer(phones: Phones) -> None:
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    mine, theirs = connect(ann, bob)
    ann.send(Transfer(key=mine, target=cat.uri))
    asked = bob.wait(TransferAsked, key=theirs)
    assert asked.taken
    assert cat.uri in asked.target
    leg = cat.wait(Incoming).leg
    assert leg.from_uri.startswith("sip:bob@")
    cat.send(Answer(key=leg.key))
    bob.wait(Answered, key=asked.new_key)
    assert ann.wait(TransferProgress, final=True).code == 200
    assert ann.wait(Disconnected, key=mine).by == "local"
    bob.wait(Disconnected, key=theirs)
    cat.send(HangUp(key=leg.key))
    bob.wait(Disconnected, key=asked.new_key)


def test_a_transfer_that_fails_keeps_the_call(phones: Phones) -> None:
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    mine, _ = connect(ann, bob)
    ann.send(Transfer(key=mine, target=cat.uri))
    cat.send(Reject(key=cat.wait(Incoming).leg.key, code=486))
    assert ann.wait(TransferProgress, final=True).code == 486
    ann.hang_up_call(mine, bob)


def test_transfers_can_be_refused(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob", transfers="refuse")
    mine, _ = connect(ann, bob)
    ann.send(Transfer(key=mine, target="sip:nobody@127.0.0.1:9"))
    asked = bob.wait(TransferAsked)
    assert not asked.taken
    assert not asked.new_key
    assert ann.wait(TransferProgress, final=True).code == 603


def test_consult_and_attended_transfer(phones: Phones) -> None:
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    first, _ = connect(ann, bob)
    ann.send(HoldLeg(key=first))
    bob.wait(Media, hold="remote")
    second, at_cat = connect(ann, cat)
    ann.send(TransferTo(key=first, other=second))
    asked = bob.wait(TransferAsked)
    assert "Replaces=" in asked.replaces
    bob.wait(Answered, key=asked.new_key)
    replaced = cat.wait(Event, lambda event: type(event).__name__ == "Replaced")
    assert replaced.key == at_cat  # type: ignore[attr-defined]
    ann.wait(Disconnected)
    ann.wait(Disconnected)
    cat.send(HangUp(key=replaced.leg.key))  # type: ignore[attr-defined]
    bob.wait(Disconnected, key=asked.new_key)


def test_conference_of_three(phones: Phones, tmp_path: Path) -> None:
    """Ann mixes herself, Bob and Cat: everybody hears the two others and not the own voice."""
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    voices = {ann.name: 400.0, bob.name: 700.0, cat.name: 1100.0}
    keys = {}
    for phone in (ann, bob, cat):
        voice = tone(tmp_path / f"{phone.name}.wav", voices[phone.name])
        phone.send(UseDevice(microphone_file=voice))
    keys["bob"], at_bob = connect(ann, bob)
    keys["cat"], at_cat = connect(ann, cat)
    ann.send(Mix(groups=[[DEVICE, keys["bob"], keys["cat"]]]))
    bob.send(Mix(groups=[[DEVICE, at_bob]]))
    cat.send(Mix(groups=[[DEVICE, at_cat]]))
    for phone in (ann, bob, cat):
        phone.send(Record(key=DEVICE, path=str(tmp_path / f"heard-{phone.name}.wav"), what="to"))
    for phone in (ann, bob, cat):
        phone.send(Measure(key=DEVICE, id="m", seconds=1.0))
    for phone in (ann, bob, cat):
        phone.wait(Energy)
        phone.send(StopRecord(key=DEVICE))
        phone.wait(Recorded)
    for phone in (ann, bob, cat):
        heard = tmp_path / f"heard-{phone.name}.wav"
        for other, hertz in voices.items():
            there = strength(heard, hertz) > 0.1
            assert there == (other != phone.name), f"{phone.name} and the voice of {other}"


def test_one_way_mix_is_whispering(phones: Phones, tmp_path: Path) -> None:
    """A supervisor (cat) hears both and is heard by the agent (bob) alone; ann's process mixes."""
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    to_bob, at_bob = connect(ann, bob)
    to_cat, at_cat = connect(ann, cat)
    cat.send(Play(key=at_cat, files=[tone(tmp_path / "cat.wav", 1100)], loop=True))
    ann.send(Mix(groups=[[DEVICE, to_bob]], one_way=[(DEVICE, to_cat), (to_bob, to_cat), (to_cat, to_bob)]))
    for phone, key in ((bob, at_bob), (ann, DEVICE)):
        phone.send(Measure(key=key, id="whisper", seconds=1.0))
    assert bob.wait(Energy).rx_average > LOUD
    assert ann.wait(Energy).tx_average < QUIET


def test_energy_and_recording_both_ways(phones: Phones, tmp_path: Path) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(UseDevice(microphone_file=tone(tmp_path / "ann.wav", 400)))
    mine, theirs = connect(ann, bob)
    ann.send(Mix(groups=[[DEVICE, mine]]))
    bob.send(Play(key=theirs, files=[tone(tmp_path / "bob.wav", 700, rate=16000)], loop=True))
    both = tmp_path / "both.wav"
    ann.send(Record(key=mine, path=str(both)))
    ann.send(Measure(key=mine, id="a", seconds=1.0))
    bob.send(Measure(key=theirs, id="b", seconds=1.0))
    a, b = ann.wait(Energy, id="a"), bob.wait(Energy, id="b")
    assert min(a.rx_average, a.tx_average, b.rx_average, b.tx_average) > LOUD
    assert a.samples > 20
    ann.send(StopRecord(key=mine))
    ann.wait(Recorded, key=mine, path=str(both))
    assert strength(both, 400) > 0.1
    assert strength(both, 700) > 0.1
    assert strength(both, 1000) < 0.02


def test_mute_and_hold_silence_the_microphone(phones: Phones, tmp_path: Path) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(UseDevice(microphone_file=tone(tmp_path / "ann.wav", 400)))
    mine, theirs = connect(ann, bob)
    ann.send(Mix(groups=[[DEVICE, mine]]))

    def heard(label: str) -> float:
        bob.send(Measure(key=theirs, id=f"settle {label}", seconds=0.4))
        bob.wait(Energy)
        bob.send(Measure(key=theirs, id=label, seconds=0.5))
        return bob.wait(Energy, id=label).rx_average

    assert heard("open") > LOUD
    ann.send(Mute(key=mine))
    assert heard("muted") < QUIET
    ann.send(Mute(key=mine, on=False))
    assert heard("open again") > LOUD
    ann.send(Mute(key=DEVICE))
    assert heard("device muted") < QUIET
    ann.send(Mute(key=DEVICE, on=False))
    ann.send(HoldLeg(key=mine))
    bob.wait(Media, hold="remote")
    assert heard("held") < QUIET
    ann.send(Play(key=mine, files=[tone(tmp_path / "music.wav", 700)], loop=True))
    assert heard("music on hold") > LOUD


def test_files_are_played_in_turn_and_reported(phones: Phones, tmp_path: Path) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)
    record = tmp_path / "heard.wav"
    bob.send(Record(key=theirs, path=str(record), what="from"))
    files = [tone(tmp_path / f"{hertz}.wav", hertz, seconds=0.4, rate=rate)
             for hertz, rate in ((400, 8000), (700, 16000), (1100, 8000))]  # fmt: skip
    ann.send(Play(key=mine, files=files, id="greeting"))
    assert ann.wait(PlayDone, key=mine).id == "greeting"
    bob.send(StopRecord(key=theirs))
    bob.wait(Recorded)
    assert all(strength(record, hertz) > 0.15 for hertz in (400, 700))


def test_quality_is_counted_over_holds(phones: Phones, tmp_path: Path) -> None:
    """A re-INVITE starts a new stream with new counters; the leg's figures go on."""
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)
    ann.send(Play(key=mine, files=[tone(tmp_path / "a.wav", 400)], loop=True))
    bob.send(Measure(key=theirs, id="a second", seconds=1.0))
    bob.wait(Energy)
    bob.send(AskQuality(key=theirs))
    before = bob.wait(QualityReport).quality
    assert before.codec == "PCMA"
    assert before.rx_packets > 30
    assert before.rx_loss == 0
    ann.send(HoldLeg(key=mine))
    bob.wait(Media, hold="remote")
    ann.send(Resume(key=mine))
    bob.wait(Media, hold="active")
    _, over = ann.hang_up_call(mine, bob)
    assert over.quality is not None
    assert over.quality.rx_packets >= before.rx_packets


def test_the_fifth_call_hears_busy(phones: Phones) -> None:
    ann, bob, eve = phones("ann"), phones("bob"), phones("eve")
    keys = [connect(ann, bob, key=f"{number}")[0] for number in range(4)]
    eve.send(Call(key="fifth", uri=bob.uri))
    assert eve.wait(Disconnected, key="fifth").code == 486
    busy = bob.wait(Busy)
    assert busy.peer == f"127.0.0.1:{eve.ready.udp_port}"
    assert "eve@" in busy.from_uri
    ann.hang_up_call(keys[0], bob)
    eve.send(Call(key="again", uri=bob.uri))
    bob.send(Answer(key=bob.wait(Incoming).leg.key))
    eve.wait(Answered, key="again")


def test_a_fifth_call_of_our_own_is_refused(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    for number in range(4):
        connect(ann, bob, key=f"{number}")
    ann.send(Call(key="fifth", uri=bob.uri, ref="5"))
    failed = ann.wait(Failed)
    assert (failed.code, failed.ref, failed.key) == ("call_failed", "5", "fifth")


def test_strangers_hear_forbidden_and_take_no_slot(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob", peers=["10.0.0.0/8", "::1"])
    for number in range(8):
        ann.send(Call(key=f"{number}", uri=bob.uri))
        assert ann.wait(Disconnected, key=f"{number}").code == 403
        assert bob.wait(Forbidden).peer == f"127.0.0.1:{ann.ready.udp_port}"
    assert not [event for event in bob.seen if isinstance(event, Incoming | Disconnected)]
    bob.configure(peers=["127.0.0.1"])
    connect(ann, bob)


def test_a_stranger_cannot_take_the_place_of_a_call(phones: Phones) -> None:
    """INVITE with Replaces (RFC 3891) from an address that is not allowed."""
    ann, bob, cat = phones("ann"), phones("bob"), phones("cat")
    to_bob, at_bob = connect(ann, bob)
    to_cat, _ = connect(ann, cat)
    bob.configure(peers=["192.0.2.1"])
    ann.send(TransferTo(key=to_cat, other=to_bob))
    assert ann.wait(TransferProgress, key=to_cat, final=True).code == 403
    bob.send(AskSnapshot())
    assert [leg.key for leg in bob.wait(Snapshot).legs] == [at_bob]


def test_an_expected_call_is_answered_without_asking(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    bob.send(Expect(header="X-Desk-Offer", value="o-17"))
    ann.send(Call(key="other", uri=bob.uri, headers=[Header("X-Desk-Offer", "o-16")]))
    assert bob.wait(Incoming).expected == ""
    ann.send(Call(key="one", uri=bob.uri, headers=[Header("X-Desk-Offer", "o-17")]))
    came = bob.wait(Incoming)
    assert came.expected == "o-17"
    ann.wait(Answered, key="one")
    bob.wait(Answered, key=came.leg.key)
    ann.send(Call(key="twice", uri=bob.uri, headers=[Header("X-Desk-Offer", "o-17")]))
    assert bob.wait(Incoming).expected == ""


def test_commands_that_cannot_be_done_say_so(phones: Phones, tmp_path: Path) -> None:
    ann, bob = phones("ann"), phones("bob")
    missing = str(tmp_path / "missing.wav")
    mine, theirs = connect(ann, bob)
    for command, code in (
        (Answer(key="nobody", ref="r"), "no_leg"),
        (Answer(key=mine, ref="r"), "not_waiting"),
        (Call(key=mine, uri=bob.uri, ref="r"), "key_in_use"),
        (Call(key="x", uri="not an address", ref="r"), "bad_uri"),
        (Call(key="x", uri=bob.uri, account="none", ref="r"), "no_account"),
        (Call(key="x", uri=bob.uri, headers=[Header("A", "1\r\nB: 2")], ref="r"), "bad_header"),
        (Play(key=mine, files=[missing], ref="r"), "play_failed"),
        (Record(key=mine, path=str(tmp_path / "no" / "folder.wav"), ref="r"), "record_failed"),
        (TransferTo(key=mine, other=mine, ref="r"), "same_leg"),
    ):
        ann.send(command)
        failed = ann.wait(Failed)
        assert (failed.code, failed.ref) == (code, "r"), command
        assert failed.text
    bob.send(Answer(key=theirs))
    assert bob.wait(Failed).code == "not_waiting"
    ann.hang_up_call(mine, bob)


def test_a_holding_phone_sends_nothing_unless_it_plays(phones: Phones, tmp_path: Path) -> None:
    """A PBX's music on hold and our silence would be sent in turns, and neither understood."""
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)

    def packets_a_second(label: str) -> int:
        counts = []
        for part in "ab":
            bob.send(AskQuality(key=theirs))
            counts.append(bob.wait(QualityReport).quality.rx_packets)
            bob.send(Measure(key=theirs, id=label + part, seconds=1.0))
            bob.wait(Energy, id=label + part)
        return counts[1] - counts[0]

    assert packets_a_second("open") > 30
    ann.send(HoldLeg(key=mine))
    bob.wait(Media, hold="remote")
    packets_a_second("settles")
    assert packets_a_second("held") < 5
    ann.send(Play(key=mine, files=[tone(tmp_path / "music.wav", 700)], loop=True))
    assert packets_a_second("music") > 30
    ann.send(StopPlay(key=mine))
    packets_a_second("settles again")
    assert packets_a_second("held again") < 5
    ann.send(Resume(key=mine))
    bob.wait(Media, hold="active")
    assert packets_a_second("resumed") > 30


def test_levels_come_ten_times_a_second_while_asked_for(phones: Phones, tmp_path: Path) -> None:
    ann, bob = phones("ann"), phones("bob")
    ann.send(UseDevice(microphone_file=tone(tmp_path / "ann.wav", 400)))
    ann.wait(Devices, kind="null")
    mine, _ = connect(ann, bob)
    ann.send(Mix(groups=[[DEVICE, mine]]))
    ann.send(Levels(keys=[DEVICE, mine]))
    microphone = ann.wait(Level, lambda level: level.rx > LOUD, key=DEVICE)
    to_bob = ann.wait(Level, lambda level: level.tx > LOUD, key=mine)
    assert microphone.tx < QUIET
    assert to_bob.rx < QUIET
    times = [ann.wait(Level, key=mine).at for _ in range(11)]
    assert times[-1] - times[0] > 0.8
    ann.send(Levels())
    ann.send(AskSnapshot())
    ann.wait(Snapshot)
    ann.send(Measure(key=mine, id="pause", seconds=0.4))
    ann.wait(Energy)
    assert not [event for event in ann.nothing_more() if isinstance(event, Level)]


def test_the_echo_test_gives_the_microphone_back_late(phones: Phones, tmp_path: Path) -> None:
    ann = phones("ann")
    ann.send(UseDevice(microphone_file=tone(tmp_path / "ann.wav", 400)))
    heard = tmp_path / "heard.wav"
    ann.send(Record(key=DEVICE, path=str(heard), what="to"))
    ann.send(EchoTest(seconds=2.0, delay_s=0.4))
    ann.send(Levels(keys=[DEVICE]))
    late = ann.wait(Level, lambda level: level.tx > LOUD)
    first = next(event for event in ann.seen if isinstance(event, Level))
    assert late.at - first.at > 0.2
    ann.send(EchoTest(seconds=0))
    ann.wait(Level, lambda level: level.tx < QUIET)


def test_there_may_be_no_sound_device(phones: Phones) -> None:
    ann = phones("ann")
    ann.send(ListDevices())
    listed = ann.wait(Devices)
    assert listed.kind == "null"
    if any(device.inputs for device in listed.devices):
        pytest.skip("this machine has a sound device")
    ann.send(UseDevice(kind="sound", ref="s"))
    assert ann.wait(Failed, ref="s").code == "device_failed"
    ann.send(UseDevice())
    assert ann.wait(Devices).kind == "null"


def test_a_leg_is_told_again_by_the_snapshot(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, _ = connect(ann, bob)
    ann.send(HoldLeg(key=mine))
    ann.wait(Media, hold="local")
    ann.send(Mute(key=mine))
    ann.send(AskSnapshot())
    [leg] = ann.wait(Snapshot).legs
    assert (leg.key, leg.state, leg.hold, leg.muted, leg.incoming) == (mine, "answered", "local", True, False)
    assert leg.answered_at >= leg.started_at > 0
