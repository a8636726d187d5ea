"""The phone against a real Asterisk: registration, calls both ways, digits, hold, transfers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from app.protocol.phone import (
    Account,
    Answer,
    Answered,
    Call,
    Digit,
    Disconnected,
    Dtmf,
    Energy,
    HangUp,
    HoldLeg,
    Incoming,
    Measure,
    Media,
    Play,
    Progress,
    Registered,
    RegistrationFailed,
    Resume,
    Transfer,
    TransferProgress,
    TransferTo,
)
from tests.helpers.phones import WAIT_SECONDS, DrivenPhone, Phones, tone
from tests.servers.asterisk import Asterisk, endpoint

pytestmark = [pytest.mark.server, pytest.mark.sip]

LOUD, QUIET = 20, 5


def account(server: Asterisk, user: str, password: str = "", **changes: Any) -> Account:
    """An agent's account on the test server."""
    return Account(
        key="pbx",
        uri=f"sip:{user}@127.0.0.1",
        registrar=server.registrar,
        proxy=f"sip:127.0.0.1:{server.sip_port};lr",
        user=user,
        password=password or f"secret-{user}",
        **changes,
    )


def registered(phones: Phones, server: Asterisk, user: str) -> DrivenPhone:
    """A phone that is registered as that agent; it takes INVITEs from the registrar alone."""
    phone = phones(user, accounts=[account(server, user)], peers=[])
    phone.wait(Registered, account="pbx")
    return phone


def call(phone: DrivenPhone, server: Asterisk, extension: str) -> str:
    """Dial an extension that answers."""
    phone.send(Call(key=extension, uri=server.uri(extension)))
    phone.wait(Answered, key=extension)
    return extension


def level(phone: DrivenPhone, key: str, label: str) -> float:
    """What comes from the far end, once it has settled."""
    phone.send(Measure(key=key, id=f"{label} settles", seconds=0.4))
    phone.wait(Energy)
    phone.send(Measure(key=key, id=label, seconds=0.6))
    return phone.wait(Energy, id=label).rx_average


def becomes_loud(phone: DrivenPhone, key: str) -> None:
    """Wait until something can be heard from the far end."""
    deadline = time.monotonic() + WAIT_SECONDS
    while level(phone, key, "louder") < LOUD / 2:
        assert time.monotonic() < deadline, "nothing is heard"


def eventually(what: str, server: Asterisk, text: str) -> None:
    """Wait until Asterisk's console or log shows a text."""
    deadline = time.monotonic() + WAIT_SECONDS
    while text not in (server.cli(what) if what else server.log()):
        assert time.monotonic() < deadline, f"{text!r} does not show in {what or 'the log'}"
        time.sleep(0.05)


def test_registration_with_digest(phones: Phones, asterisk: Asterisk) -> None:
    phone = registered(phones, asterisk, "agent1")
    contact = f"sip:agent1@127.0.0.1:{phone.ready.udp_port}"
    assert contact in asterisk.cli("pjsip show contacts")
    phone.driver.shutdown()
    assert contact not in asterisk.cli("pjsip show contacts")


def test_a_wrong_password_is_said(phones: Phones, asterisk: Asterisk) -> None:
    phone = phones("agent1", accounts=[account(asterisk, "agent1", "wrong")])
    failed = phone.wait(RegistrationFailed, account="pbx")
    assert failed.code == 401
    assert failed.final
    phone.configure(accounts=[account(asterisk, "agent1")])
    phone.wait(Registered, account="pbx")


def test_a_registrar_that_is_not_there(phones: Phones) -> None:
    wish = Account(
        key="pbx", uri="sip:a@127.0.0.1", registrar="sip:127.0.0.1:9;transport=tcp", user="a", password="b"
    )
    phone = phones("agent1", accounts=[wish])
    failed = phone.wait(RegistrationFailed, account="pbx")
    assert failed.code in (408, 502, 503)
    assert not failed.final


def test_echo_comes_back(phones: Phones, asterisk: Asterisk, tmp_path: Path) -> None:
    phone = registered(phones, asterisk, "agent1")
    key = call(phone, asterisk, "echo")
    phone.send(Play(key=key, files=[tone(tmp_path / "a.wav", 500)], loop=True))
    assert level(phone, key, "echo") > LOUD
    phone.send(HangUp(key=key))
    over = phone.wait(Disconnected, key=key)
    assert over.quality is not None
    assert over.quality.rx_packets > 20
    assert over.quality.rx_loss < 0.05


def test_refusals_come_through(phones: Phones, asterisk: Asterisk) -> None:
    phone = registered(phones, asterisk, "agent1")
    for extension, code in (("busy", 486), ("gone", 404), ("nobody", 404)):
        phone.send(Call(key=extension, uri=asterisk.uri(extension)))
        assert phone.wait(Disconnected, key=extension).code == code
    phone.send(Call(key="ring", uri=asterisk.uri("ring")))
    assert phone.wait(Progress, key="ring").code == 180
    phone.send(HangUp(key="ring"))
    assert phone.wait(Disconnected, key="ring").code == 487


def test_digits_are_read(phones: Phones, asterisk: Asterisk) -> None:
    phone = registered(phones, asterisk, "agent1")
    key = call(phone, asterisk, "digits")
    phone.send(Dtmf(key=key, digits="4711"))
    phone.wait(Disconnected, key=key)
    eventually("", asterisk, "digits: 4711")


def test_digits_by_info_are_read(phones: Phones, asterisk_of_my_own: Asterisk) -> None:
    """chan_pjsip takes INFO from endpoints that are told so."""
    asterisk_of_my_own.configure(pjsip=endpoint("info", "secret-info", dtmf_mode="info"))
    phone = registered(phones, asterisk_of_my_own, "info")
    key = call(phone, asterisk_of_my_own, "digits")
    phone.send(Dtmf(key=key, digits="8220", method="info"))
    phone.wait(Disconnected, key=key)
    eventually("", asterisk_of_my_own, "digits: 8220")


def test_hold_is_heard_as_music_at_the_other_end(phones: Phones, asterisk: Asterisk, tmp_path: Path) -> None:
    """agent1 calls agent2 through Asterisk, which plays its music while agent1 holds."""
    one, two = registered(phones, asterisk, "agent1"), registered(phones, asterisk, "agent2")
    one.send(Call(key="two", uri=asterisk.uri("agent2")))
    theirs = two.wait(Incoming).leg
    assert "agent1" in theirs.from_uri
    two.send(Answer(key=theirs.key))
    one.wait(Answered, key="two")
    assert level(two, theirs.key, "nothing yet") < QUIET
    one.send(HoldLeg(key="two"))
    one.wait(Media, hold="local")
    becomes_loud(two, theirs.key)  # Asterisk's music fades in
    one.send(Resume(key="two"))
    one.wait(Media, hold="active")
    one.send(Play(key="two", files=[tone(tmp_path / "a.wav", 500)], loop=True))
    assert level(two, theirs.key, "a voice") > LOUD
    two.send(Dtmf(key=theirs.key, digits="9"))
    assert one.wait(Digit).digit == "9"
    two.send(HangUp(key=theirs.key))
    assert one.wait(Disconnected).by == "remote"


def test_a_call_from_asterisk(phones: Phones, asterisk: Asterisk) -> None:
    phone = registered(phones, asterisk, "agent1")
    asterisk.cli("channel originate PJSIP/agent1 application Echo")
    leg = phone.wait(Incoming).leg
    assert leg.peer == f"127.0.0.1:{asterisk.sip_port}"
    assert leg.account == "pbx"
    phone.send(Answer(key=leg.key))
    phone.wait(Answered, key=leg.key)
    asterisk.cli("channel request hangup all")
    assert phone.wait(Disconnected, key=leg.key).by == "remote"


def test_blind_transfer(phones: Phones, asterisk: Asterisk) -> None:
    """agent2, called by agent1, sends the caller on to the tone."""
    one, two = registered(phones, asterisk, "agent1"), registered(phones, asterisk, "agent2")
    one.send(Call(key="two", uri=asterisk.uri("agent2")))
    theirs = two.wait(Incoming).leg.key
    two.send(Answer(key=theirs))
    one.wait(Answered, key="two")
    two.wait(Answered, key=theirs)
    two.send(Transfer(key=theirs, target=asterisk.uri("tone")))
    assert two.wait(TransferProgress, final=True).code == 200
    two.wait(Disconnected, key=theirs)
    assert level(one, "two", "the tone") > LOUD


def test_attended_transfer(phones: Phones, asterisk: Asterisk, tmp_path: Path) -> None:
    """agent2, called by agent1, asks agent3 and then joins the two."""
    one, two, three = (registered(phones, asterisk, f"agent{number}") for number in (1, 2, 3))
    one.send(Call(key="two", uri=asterisk.uri("agent2")))
    theirs = two.wait(Incoming).leg.key
    two.send(Answer(key=theirs))
    one.wait(Answered, key="two")
    two.wait(Answered, key=theirs)
    two.send(HoldLeg(key=theirs))
    two.wait(Media, hold="local")
    two.send(Call(key="consult", uri=asterisk.uri("agent3")))
    at_three = three.wait(Incoming).leg.key
    three.send(Answer(key=at_three))
    three.send(Play(key=at_three, files=[tone(tmp_path / "three.wav", 500)], loop=True))
    two.wait(Answered, key="consult")
    two.send(TransferTo(key=theirs, other="consult"))
    over = {two.wait(Disconnected).key, two.wait(Disconnected).key}
    assert over == {theirs, "consult"}
    assert level(one, "two", "agent3's voice") > LOUD
    one.send(HangUp(key="two"))
    three.wait(Disconnected, key=at_three)
