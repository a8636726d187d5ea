"""The driver and the phone process: found again, outlived, killed, refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from app.protocol.phone import (
    Answer,
    Attach,
    Attached,
    Call,
    Configure,
    Detached,
    Digit,
    Disconnected,
    Dtmf,
    Event,
    Gone,
    HangUp,
    Incoming,
    Ready,
    Ring,
    Snapshot,
    event_from,
    to_line,
)
from app.telephony.phone import Phone, PhoneGone
from app.telephony.wire import connect as connect_socket
from tests.helpers.phones import WAIT_SECONDS, DrivenPhone, Phones, connect

pytestmark = pytest.mark.sip


def another_driver(phone: DrivenPhone, name: str) -> DrivenPhone:
    """As after a restart: a driver that knows only the socket."""
    again = DrivenPhone(name, phone.log_file.parent)
    again.driver = Phone(phone.driver.path, again._take, log_file=phone.log_file)
    again.ready = phone.ready
    return again


def test_a_call_survives_its_driver(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, theirs = connect(ann, bob)
    instance, last = ann.driver.last
    ann.driver.close()
    bob.send(Dtmf(key=theirs, digits="42"))
    bob.send(Call(key="meanwhile", uri=ann.uri))

    again = another_driver(ann, "again")
    attached = again.driver.attach(instance, last)
    try:
        assert attached.instance == instance
        assert attached.configured
        assert not attached.missed
        [leg] = [leg for leg in attached.legs if leg.key == mine]
        assert leg.state == "answered"
        missed = [again.wait(Event, lambda event: isinstance(event, Digit | Incoming)) for _ in range(3)]
        assert "".join(event.digit for event in missed if isinstance(event, Digit)) == "42"
        [waiting] = [event.leg for event in missed if isinstance(event, Incoming)]
        again.send(Answer(key=waiting.key))
        again.send(HangUp(key=mine))
        bob.wait(Disconnected, key=theirs)
        numbers = [event.n for event in again.seen if event.n]
        assert numbers == list(range(last + 1, last + 1 + len(numbers)))
    finally:
        again.driver.close()
        ann.driver.attach()


def test_a_driver_that_knows_nothing_gets_the_snapshot_only(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    connect(ann, bob)
    ann.driver.close()
    again = another_driver(ann, "again")
    attached = again.driver.start()
    assert [leg.state for leg in attached.legs] == ["answered"]
    assert [type(event) for event in again.nothing_more()] == [Attached]
    again.driver.close()
    ann.driver.attach()


def test_a_second_driver_takes_over(phones: Phones) -> None:
    ann = phones("ann")
    again = another_driver(ann, "again")
    again.driver.attach()
    ann.wait(Detached)
    with pytest.raises(PhoneGone):
        ann.send(Ring(key="x"))
    again.driver.shutdown()


def test_left_alone_the_phone_hangs_up_and_ends(phones: Phones) -> None:
    ann, bob = phones("ann", linger_s=0.5), phones("bob")
    ann.foreseen.append("no driver for 0.5 s")
    _, theirs = connect(ann, bob)
    process = psutil.Process(ann.driver.pid)
    ann.driver.close()
    assert bob.wait(Disconnected, key=theirs).by == "remote"
    psutil.wait_procs([process], timeout=WAIT_SECONDS)
    assert not process.is_running()
    assert not ann.driver.path.exists()


def test_a_killed_phone_is_noticed_and_costs_only_its_calls(phones: Phones) -> None:
    ann, bob = phones("ann"), phones("bob")
    mine, _ = connect(ann, bob)
    os.kill(ann.driver.pid, signal.SIGKILL)
    gone = ann.wait(Gone)
    assert gone.legs == [mine]
    assert gone.exit_code == -signal.SIGKILL
    assert gone.reason == "the phone process ended"
    with pytest.raises(PhoneGone):
        ann.send(HangUp(key=mine))
    ann.driver.start()
    ann.configure()
    connect(ann, bob, key="again")


def test_a_phone_that_aborts_leaves_its_reason(phones: Phones) -> None:
    """What an earlier process wrote to the same file is not taken for it."""
    phones.folder.joinpath("ann.log").write_text("python: old.c:1: old: Assertion `old' failed.\n")
    ann = phones("ann")
    ann.foreseen += ["Assertion", "Fatal Python error", "  File ", "hread 0x", "Extension modules"]
    os.kill(ann.driver.pid, signal.SIGABRT)
    gone = ann.wait(Gone)
    assert gone.exit_code == -signal.SIGABRT
    assert gone.reason == "Fatal Python error: Aborted"


def test_a_phone_that_cannot_start_says_why(phones: Phones, tmp_path: Path) -> None:
    config = tmp_path / "phone.json"
    config.write_text('{"do": "configure", "udp_port": "no number"}')
    phone = Phone(tmp_path / "s", lambda event: None, arguments=["--config", str(config)])
    with pytest.raises(PhoneGone, match="udp_port"):
        phone.start()


def test_a_port_that_is_taken_is_said(phones: Phones) -> None:
    ann = phones("ann")
    bob = DrivenPhone("bob", phones.folder)
    phones.made.append(bob)
    bob.driver.start()
    with pytest.raises(AssertionError, match=r"sip_not_opened.*[Aa]ddress already in use"):
        bob.configure(udp_port=ann.ready.udp_port)
    bob.configure()
    connect(ann, bob)


def test_settings_from_a_file(phones: Phones, tmp_path: Path) -> None:
    config = tmp_path / "phone.json"
    config.write_bytes(to_line(Configure(tcp_port=None, codecs=["G722"])))
    bob = DrivenPhone("bob", phones.folder)
    phones.made.append(bob)
    bob.driver = Phone(bob.driver.path, bob._take, arguments=["--config", str(config)], log_file=bob.log_file)
    assert bob.driver.start().configured


def test_some_settings_can_change_and_some_cannot(phones: Phones) -> None:
    ann = phones("ann")
    assert ann.configure(udp_port=0, codecs=["PCMU"]).codecs == ["PCMU/8000/1"]
    with pytest.raises(AssertionError, match=r"restart_needed.*clock_rate"):
        ann.configure(clock_rate=8000)
    with pytest.raises(AssertionError, match="no_codec"):
        ann.configure(codecs=["opus"])
    with pytest.raises(AssertionError, match="bad_peer"):
        ann.configure(peers=["everybody"])
    ann.configure()


def test_two_processes_cannot_have_one_socket(phones: Phones) -> None:
    ann = phones("ann")
    command = [sys.executable, "-m", "app.cli", "phone", "--socket", str(ann.driver.path)]
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert second.returncode == 3
    assert "another phone process" in second.stderr
    ann.configure()


def test_over_loopback_tcp_only_the_token_opens(phones: Phones) -> None:
    ann = DrivenPhone("ann", phones.folder)
    phones.made.append(ann)
    ann.driver = Phone(ann.driver.path, ann._take, arguments=["--loopback"], log_file=ann.log_file)
    ann.driver.start()
    ann.foreseen.append("no driver connected")
    assert ann.driver.path.is_file()
    assert ann.driver.path.stat().st_mode & 0o077 == 0
    line, token = connect_socket(ann.driver.path)
    assert token
    with line:
        line.sendall(to_line(Attach(token="guess")))
        assert line.recv(100) == b""
    ann.configure()
    connect(ann, phones("bob"))


def test_rubbish_on_the_socket(phones: Phones) -> None:
    """A driver's broken line is answered; a stranger's ends the connection; the phone lives."""
    ann = phones("ann")
    ann.foreseen.append("no driver connected")
    for rubbish in (b"GET / HTTP/1.1\r\n\r\n", b"\x00\xff\n", b'{"do":"shutdown"}\n', b"[" * 100_000 + b"\n"):
        line, _ = connect_socket(ann.driver.path)
        with line:
            line.settimeout(WAIT_SECONDS)
            line.sendall(rubbish)
            assert line.recv(100) == b""
    ann.driver.close()
    line, token = connect_socket(ann.driver.path)
    with line, line.makefile("rb") as lines:
        line.settimeout(WAIT_SECONDS)
        line.sendall(
            to_line(Attach(token=token)) + b'{"do":"answer","key":7,"ref":"r1"}\n{"do":"dance"}\nnot json\n'
        )
        assert isinstance(event_from(lines.readline()), Attached)
        failures = [event_from(lines.readline()) for _ in range(3)]
        assert [getattr(failure, "code", "") for failure in failures] == ["bad_command"] * 3
        assert getattr(failures[0], "ref", "") == "r1"
        line.sendall(b'{"do":"ask_snapshot"}\n')
        assert isinstance(event_from(lines.readline()), Snapshot)
    ann.driver.attach()


def test_a_handler_that_fails_does_not_stop_the_events(phones: Phones, expected_log: object) -> None:
    expected_log("handling Ready failed")  # type: ignore[operator]
    ann = phones("ann")
    taken = ann.driver._on_event

    def fail_once(event: object) -> None:
        ann.driver._on_event = taken
        raise RuntimeError(str(event))

    ann.driver._on_event = fail_once
    ann.send(Configure(peers=["127.0.0.1"]))
    ann.configure()
    assert not [event for event in ann.nothing_more() if not isinstance(event, Ready)]
