"""The built-in line by real SIP: what the contract (tests/contract/test_line.py) does not cover."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.protocol import phone as wire
from app.telephony import ports
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.peers import Peer
from app.telephony.line.settings import LineSettings
from app.telephony.ports import AGENT, CALLER, THIRD
from tests.contract.line_worlds import Ear, SipWorld
from tests.helpers.phones import DrivenPhone, Phones, strength, tone

pytestmark = pytest.mark.sip
CORPUS = Path(__file__).parents[1] / "data" / "sip"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SipWorld]:
    made = SipWorld(tmp_path_factory.mktemp("w"))
    try:
        yield made
    finally:
        made.close()


def end(world: SipWorld, call: str) -> None:
    world.line.hangup(call)
    world.wait(ports.CallEnded, call=call)


def arrived(
    world: SipWorld, to: str = "1800", *, transport: str = "udp", **headers: str
) -> ports.CallArrived:
    world.call(to, transport=transport, **headers)
    event = world.wait(ports.CallArrived)
    end(world, event.call)
    return event


# ---------------------------------------------------------------- who calls


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_known_withheld_and_unknown_callers(world: SipWorld, transport: str) -> None:
    known = arrived(world, transport=transport, P_Asserted_Identity='"Ann" <sip:+6629999999@carrier>')
    assert (known.ani.raw, known.ani.source, known.ani.trusted) == (
        "+6629999999",
        "P-Asserted-Identity",
        True,
    )
    assert (known.dnis.raw, known.dnis.source) == ("1800", "Request-URI")
    assert known.peer.startswith(f"{transport}:127.0.0.1:")
    assert known.headers["p-asserted-identity"] == '"Ann" <sip:+6629999999@carrier>'
    hidden = arrived(
        world, transport=transport, P_Asserted_Identity="<sip:+6629999999@carrier>", Privacy="id"
    )
    assert hidden.ani.withheld
    assert not hidden.ani.raw
    assert arrived(world, transport=transport).ani.source == "From"
    diverted = arrived(
        world, "trunk", transport=transport, Diversion="<sip:021234567@x>;reason=unconditional"
    )
    assert ("Diversion", "021234567") in diverted.dnis.candidates


def test_forged_headers_of_ours_are_taken_off(world: SipWorld) -> None:
    world.call(X_Desk_Peer="udp:10.0.0.1:5060")
    call = world.wait(ports.CallArrived)
    assert call.peer.startswith("udp:127.0.0.1:")
    end(world, call.call)


# ---------------------------------------------------------------- who hears whom


@pytest.fixture
def three(phones: Phones, tmp_path: Path) -> dict[str, DrivenPhone]:
    """Caller, agent and third party, each in a process of its own, each with a tone of its own."""
    return {leg: phones(leg, transfers="refuse") for leg in (CALLER, AGENT, THIRD)}


TONES = {CALLER: 500.0, AGENT: 900.0, THIRD: 1400.0}


class Listening:
    """Records what each party hears for a while, and says whose tones are in it."""

    def __init__(self, parties: dict[str, tuple[DrivenPhone, str]], folder: Path) -> None:
        self.parties, self.folder = parties, folder

    def speak(self) -> None:
        for leg, (phone, key) in self.parties.items():
            file = tone(self.folder / f"{leg}.wav", TONES[leg], level=0.2)
            phone.send(wire.Play(key=key, files=[file], loop=True))

    def until(self, wanted: dict[str, set[str]]) -> None:
        """Listen until it is so: what was mixed before is still under way for a moment."""
        for _ in range(6):
            heard = self.hear()
            if heard == wanted:
                return
        assert heard == wanted

    def hear(self, seconds: float = 0.6) -> dict[str, set[str]]:
        for leg, (phone, key) in self.parties.items():
            phone.send(wire.Record(key=key, path=str(self.folder / f"{leg}-heard.wav"), what="from"))
        for phone, key in self.parties.values():  # the measurement lasts as long as the recording shall
            phone.send(wire.Measure(key=key, id="m", seconds=seconds))
        heard = {}
        for leg, (phone, key) in self.parties.items():
            phone.wait(wire.Energy, key=key)
            phone.send(wire.StopRecord(key=key))
            phone.wait(wire.Recorded, key=key)
            file = self.folder / f"{leg}-heard.wav"
            heard[leg] = {other for other, hertz in TONES.items() if strength(file, hertz) > 0.05}
        return heard


def test_who_hears_whom_when_talking_holding_consulting_and_in_conference(
    three: dict[str, DrivenPhone], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ear = Ear()
    line = BuiltInLine(LineSettings(port=0), tmp_path_factory.mktemp("l"))
    line.start(ear)
    try:
        port = line.addresses[0].rpartition(":")[2]
        three[CALLER].send(wire.Call(key="c", uri=f"sip:1800@127.0.0.1:{port}"))
        call = ear.wait(ports.CallArrived).call
        line.answer(call)
        ear.wait(ports.CallAnswered)
        parties = {CALLER: (three[CALLER], "c")}
        for leg in (AGENT, THIRD):
            line.dial(call, leg, three[leg].uri, {"X-Desk-Interaction": "42"})
            incoming = three[leg].wait(wire.Incoming).leg
            assert any((h.name, h.value) == ("X-Desk-Interaction", "42") for h in incoming.headers)
            three[leg].send(wire.Answer(key=incoming.key))
            ear.wait(ports.LegAnswered, leg=leg)
            parties[leg] = (three[leg], incoming.key)
        listening = Listening(parties, tmp_path)
        listening.speak()

        line.mix(call, [[CALLER, AGENT]])
        listening.until({CALLER: {AGENT}, AGENT: {CALLER}, THIRD: set()})

        agent, key = parties[AGENT]
        agent.send(wire.HoldLeg(key=key))
        ear.wait(ports.LegHeld, leg=AGENT)
        line.energy(call, CALLER, 0.3)
        assert ear.wait(ports.EnergyMeasured).sent_level > 0.1  # music on hold
        agent.send(wire.Resume(key=key))
        ear.wait(ports.LegResumed, leg=AGENT)

        line.mix(call, [[AGENT, THIRD]])
        listening.until({CALLER: set(), AGENT: {THIRD}, THIRD: {AGENT}})

        line.mix(call, [[CALLER, AGENT, THIRD]])
        everyone = {CALLER, AGENT, THIRD}
        listening.until({leg: everyone - {leg} for leg in everyone})
    finally:
        line.shutdown()


# ---------------------------------------------------------------- limits and faults


def test_the_fifth_caller_hears_busy_and_the_hub_is_told_once(world: SipWorld, phones: Phones) -> None:
    others = phones("others")
    calls = [world.arrive() for _ in range(4)]

    def fifth() -> int:
        key = f"fifth-{time.monotonic_ns()}"
        others.send(wire.Call(key=key, uri=f"sip:1800@127.0.0.1:{world.port}"))
        return others.wait(wire.Disconnected, key=key).code

    assert fifth() == 486
    assert fifth() == 486
    notices = [event for event in world.ear.events if isinstance(event, ports.LineNotice)]
    assert [notice.code for notice in notices] == ["line_full"]
    assert "4 calls" in notices[0].text
    over = calls.pop()
    end(world, over)
    world.people.wait(wire.Disconnected, key=world.key(over, CALLER))  # the people's phone has four legs too
    calls.append(world.arrive())
    assert fifth() == 486
    world.wait(ports.LineNotice, code="line_full")
    for call in calls:
        end(world, call)


def test_a_dead_phone_process_costs_its_call_alone(world: SipWorld) -> None:
    first, second = world.answered(), world.arrive()
    pids = {phone.record.call.call: phone.driver.pid for phone in world.line._homes.values()}  # type: ignore[attr-defined]
    os.kill(pids[second], signal.SIGKILL)
    over = world.wait(ports.CallEnded, call=second)
    assert (over.by, over.code) == ("line", 500)
    assert any(
        isinstance(event, ports.LineNotice) and event.code == "phone_lost" for event in world.ear.events
    )
    world.people.wait(wire.Disconnected, code=500)  # the caller is told too
    assert world.line.calls() == (first,)
    third = world.answered()
    end(world, third)
    os.kill(pids[first], signal.SIGKILL)
    assert world.wait(ports.CallEnded, call=first).by == "line"


def test_an_agent_whose_phone_is_dead_holds_nothing_up(world: SipWorld, phones: Phones) -> None:
    agent = phones("agent")
    call = world.answered()
    world.line.dial(call, AGENT, agent.uri)
    agent.send(wire.Answer(key=agent.wait(wire.Incoming).leg.key))
    world.wait(ports.LegAnswered, leg=AGENT)
    agent.send(wire.Mix(groups=[]))
    os.kill(agent.driver.pid, signal.SIGSTOP)
    try:
        world.party_hangs_up(call, CALLER)
        began = time.monotonic()
        assert world.wait(ports.CallEnded, call=call).by == "party"
        assert time.monotonic() - began < 5
        end(world, world.answered())
    finally:
        os.kill(agent.driver.pid, signal.SIGCONT)


def test_a_stranger_is_forbidden(tmp_path: Path, phones: Phones) -> None:
    ear = Ear()
    line = BuiltInLine(LineSettings(port=0, peers=(Peer(network="192.0.2.0/24"),)), tmp_path / "l")
    line.start(ear)
    try:
        caller = phones("caller")
        caller.send(wire.Call(key="c", uri=f"sip:1800@127.0.0.1:{line.addresses[0].rpartition(':')[2]}"))
        assert caller.wait(wire.Disconnected).code == 403
        assert not any(isinstance(event, ports.CallArrived) for event in ear.events)
    finally:
        line.shutdown()


def test_nobody_gets_round_the_front(world: SipWorld, phones: Phones) -> None:
    """An INVITE sent straight to a phone of the line, from an allowed address."""
    call = world.answered()
    targets = [phone.target for phone in world.line._phones._phones.values()]  # type: ignore[attr-defined]
    sneak = phones("sneak")
    for number, target in enumerate(targets):
        sneak.send(wire.Call(key=f"s{number}", uri=f"sip:1800@127.0.0.1:{target.udp_port}"))
        assert sneak.wait(wire.Disconnected, key=f"s{number}").code == 403
    assert world.line.calls() == (call,)
    end(world, call)


def test_an_address_that_is_taken_is_an_error(world: SipWorld, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"(?i)in use"):
        BuiltInLine(LineSettings(port=world.port), tmp_path / "l").start(Ear())


def test_a_folder_too_deep_for_a_socket_will_do(phones: Phones, tmp_path: Path) -> None:
    ear = Ear()
    line = BuiltInLine(LineSettings(port=0), tmp_path / ("deep" * 30) / "line")
    line.start(ear)
    try:
        caller = phones("caller")
        caller.send(wire.Call(key="c", uri=f"sip:1800@127.0.0.1:{line.addresses[0].rpartition(':')[2]}"))
        line.answer(ear.wait(ports.CallArrived).call)
        ear.wait(ports.CallAnswered)
    finally:
        line.shutdown()


# ---------------------------------------------------------------- bad input


def mangled(made: random.Random, data: bytes, number: int) -> bytes:
    """A message with ids of its own, and a few bytes changed, cut out or put in."""
    text = bytearray(re.sub(rb"(?im)^(call-id|i)([ \t]*:[ \t]*)", rb"\1\g<2>m%d-" % number, data))
    for _ in range(made.randint(0, 4)):
        at = made.randrange(len(text) + 1)
        match made.randrange(3):
            case 0:
                text[at : at + 1] = bytes([made.randrange(256)])
            case 1:
                del text[at : at + made.randint(1, 20)]
            case _:
                text[at:at] = made.choice([b"\r\n", b";", b"<", b'"', b"\x00", b",", b"%", b"\xff" * 9])
    return bytes(text[:60_000])


@pytest.mark.parametrize("count", [1_500, pytest.param(20_000, marks=pytest.mark.long)])
def test_torture_messages_and_mutations_of_them_end_nothing(world: SipWorld, count: int) -> None:
    """RFC 4475's messages and mutations of them, with real phones behind the front."""
    made = random.Random(4475)
    originals = [path.read_bytes() for path in sorted(CORPUS.glob("*.dat"))]
    assert len(originals) > 40
    running = arrive_in_time(world)
    world.line.answer(running)
    world.wait(ports.CallAnswered, call=running)
    already = len(world.ear.events)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for number, data in enumerate(originals + [made.choice(originals) for _ in range(count)]):
            out.sendto(
                mangled(made, data, number) if number >= len(originals) else data, ("127.0.0.1", world.port)
            )
            if number % 10 == 0:  # the pace of a fast network, not of a loop on one machine
                due = time.monotonic() + 0.01
                while time.monotonic() < due:
                    time.sleep(0.005)
    for event in [*world.ear.events]:
        if (
            isinstance(event, ports.CallArrived)
            and event.call != running
            and event.call in world.line.calls()
        ):
            end(world, event.call)
    world.people.send(wire.Dtmf(key=world.key(running, CALLER), digits="7"))
    world.wait(ports.Digit, call=running, digit="7")
    end(world, running)
    assert not any(getattr(event, "code", "") == "phone_lost" for event in world.ear.events[already:])
    end(world, arrive_in_time(world))


def arrive_in_time(world: SipWorld) -> str:
    """The next call, once the callers of the torture (who never acknowledge anything) are gone."""
    number = f"2{len(world.ear.events)}"
    for _ in range(100):
        key = world.call(number)
        while True:
            arrived = [
                e for e in world.ear.events if isinstance(e, ports.CallArrived) and e.dnis.raw == number
            ]
            if arrived:
                world._keys[arrived[0].call, CALLER] = key
                return arrived[0].call
            refused = [
                e for e in world.people.nothing_more() if isinstance(e, wire.Disconnected) and e.key == key
            ]
            time.sleep(0.05)
            if refused:
                break
    raise AssertionError("no call was taken any more")


# ---------------------------------------------------------------- the hub dies

HUB = """
import sys
from pathlib import Path
from app.telephony import ports
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.settings import LineSettings

line = BuiltInLine(LineSettings(port=int(sys.argv[2])), Path(sys.argv[1]))

def sink(event):
    if isinstance(event, ports.CallArrived):
        line.answer(event.call)
        line.dial(event.call, "agent", sys.argv[3])
        line.mix(event.call, [["caller", "agent"]])
    if isinstance(event, ports.LegAnswered):
        line.energy(event.call, "agent", 0.1)
    if isinstance(event, ports.EnergyMeasured):
        print(event.call, flush=True)

line.start(sink)
print(line.addresses[0].rpartition(":")[2], flush=True)
sys.stdin.read()
"""


def test_a_call_outlives_a_killed_hub_and_both_sides_still_hear_each_other(
    phones: Phones, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    caller, agent = phones("caller"), phones("agent")
    folder = tmp_path_factory.mktemp("l")
    hub = subprocess.Popen(
        [sys.executable, "-c", HUB, str(folder), "0", agent.uri],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert hub.stdout is not None
    assert hub.stdin is not None
    port = int(hub.stdout.readline())
    caller.send(wire.Call(key="c", uri=f"sip:1800@127.0.0.1:{port}"))
    key = agent.wait(wire.Incoming).leg.key
    agent.send(wire.Answer(key=key))
    call = hub.stdout.readline().strip()
    listening = Listening({CALLER: (caller, "c"), AGENT: (agent, key)}, tmp_path)
    listening.speak()
    both = {CALLER: {AGENT}, AGENT: {CALLER}}
    listening.until(both)
    hub.kill()
    hub.wait()
    hub.stdin.close()
    hub.stdout.close()
    listening.until(both)  # while there is no hub

    ear = Ear()
    line = BuiltInLine(LineSettings(port=port), folder)
    line.start(ear)
    try:
        found = ear.wait(ports.CallFound)
        assert (found.call, found.phase, found.groups) == (call, "answered", ((CALLER, AGENT),))
        assert {leg.leg for leg in found.legs if leg.answered} == {CALLER, AGENT}
        listening.until(both)
        caller.send(wire.Dtmf(key="c", digits="3"))
        ear.wait(ports.Digit, call=call, digit="3")
        caller.send(wire.HangUp(key="c"))
        assert ear.wait(ports.CallEnded, call=call).by == "party"
        agent.wait(wire.Disconnected)
    finally:
        line.shutdown()
    assert not list(folder.glob("*.json"))
