"""What happened inside pjsua2, one function a kind of notice: kept, and told to the driver."""

from __future__ import annotations

import time
from functools import singledispatch

import pjsua2 as pj

from app.protocol import phone as wire
from app.telephony.sip import message
from app.telephony.sip.calls import Calls
from app.telephony.sip.endpoint import STRANGERS
from app.telephony.sip.leg import HOLDS, Facts, read_quality
from app.telephony.sip.links import Node
from app.telephony.sip.notices import (
    Arrived,
    DigitCame,
    FileEnded,
    MediaChanged,
    NoSlot,
    Notice,
    Registration,
    StateChanged,
    TransferCame,
    TransferMoved,
)


@singledispatch
def happen(notice: Notice, calls: Calls) -> None:
    """Keep what a notice says and tell the driver; may raise `pj.Error`."""
    raise AssertionError(f"no handler for {notice}")


@happen.register
def _(notice: Arrived, calls: Calls) -> None:
    leg = calls.legs.get(notice.key)
    if leg is None:
        return
    facts = leg.facts
    if facts.account == STRANGERS:
        facts.hidden = True
        calls.emit(wire.Forbidden(from_uri=_value(notice.message, "From"), peer=notice.peer))
        calls.end(leg, 403, "", [])
        return
    calls.endpoint.valve.count()
    _describe(facts, notice, calls.endpoint.settings.report_headers)
    told = facts.told(muted=False)
    if notice.replaces:
        calls.emit(wire.Replaced(key=notice.replaces, leg=told))
        return
    expected = calls.take_expected(message.all_headers(notice.message))
    calls.emit(wire.Incoming(leg=told, expected=expected.value if expected else ""))
    if expected is not None and not facts.final_sent and leg.isActive():  # it may be cancelled already
        calls.answer(leg, expected.code, [])


@happen.register
def _(notice: StateChanged, calls: Calls) -> None:
    leg = calls.legs.get(notice.key)
    if leg is None:
        return
    facts = leg.facts
    if notice.state == pj.PJSIP_INV_STATE_EARLY:
        facts.state = "early"
        if not facts.incoming:
            calls.emit(wire.Progress(key=facts.key, code=notice.code, reason=notice.reason))
    elif notice.state == pj.PJSIP_INV_STATE_CONFIRMED:
        facts.state, facts.answered_at = "answered", time.time()
        calls.emit(wire.Answered(key=facts.key))
    elif notice.state == pj.PJSIP_INV_STATE_DISCONNECTED:
        calls.over(leg, notice)


@happen.register
def _(notice: MediaChanged, calls: Calls) -> None:
    leg = calls.legs.get(notice.key)
    if leg is None or leg.facts.hidden or leg.facts.state == "ended":
        return
    try:
        info = leg.getInfo()
    except pj.Error:  # it ended meanwhile; that notice is behind this one
        return
    audio = next((media for media in info.media if media.type == pj.PJMEDIA_TYPE_AUDIO), None)
    status = audio.status if audio is not None else pj.PJSUA_CALL_MEDIA_NONE
    leg.facts.hold = HOLDS.get(status, "none")
    ready = leg.facts.hold != "none" and leg.hasMedia()
    if ready:
        calls.mixer.set_leg(notice.key, leg.getAudioMedia(-1))
    else:
        calls.mixer.forget(Node("leg", notice.key))
    held = set(calls.mixer.wishes.held) - {notice.key}
    calls.mixer.wish(held=frozenset(held | {notice.key} if leg.facts.hold == "local" else held))
    quality = read_quality(leg) if ready else None
    leg.facts.codec = quality.codec if quality else ""
    if leg.facts.hold == "local":
        calls.send_silence(leg, False)
    calls.emit(wire.Media(key=notice.key, hold=leg.facts.hold, codec=leg.facts.codec))


@happen.register
def _(notice: DigitCame, calls: Calls) -> None:
    if notice.key in calls.legs:
        calls.emit(wire.Digit(key=notice.key, digit=notice.digit, method=notice.method))


@happen.register
def _(notice: TransferCame, calls: Calls) -> None:
    new = calls.legs.get(notice.new_key)
    # pjsua dials inside the callback. Where that fails nothing more is heard of the new leg.
    dialled = any(isinstance(one, StateChanged) and one.key == notice.new_key for one in calls.notices)
    if new is not None and not dialled:
        new.slot = new.getId()
        calls.forget(notice.new_key)
        new = None
    if new is not None:
        new.facts.to_uri = new.facts.request_uri = notice.target
        new.facts.from_uri = calls.endpoint.account(new.facts.account).wish.uri
    target, _, query = notice.target.partition("?")
    replaces = query if "replaces=" in query.lower() else ""
    taken = new is not None
    asked = wire.TransferAsked(
        key=notice.key, target=target, replaces=replaces, taken=taken, new_key=notice.new_key if taken else ""
    )
    calls.emit(asked)


@happen.register
def _(notice: TransferMoved, calls: Calls) -> None:
    calls.emit(
        wire.TransferProgress(key=notice.key, code=notice.code, reason=notice.reason, final=notice.final)
    )
    leg = calls.legs.get(notice.key)
    if leg is not None and notice.final and notice.code // 100 == 2:
        calls.end(leg, 0, "", [])


@happen.register
def _(notice: Registration, calls: Calls) -> None:
    if notice.account in calls.leaving:
        calls.leaving.discard(notice.account)
        return
    if notice.code // 100 == 2:
        if notice.expires_s > 0:
            calls.emit(wire.Registered(account=notice.account, expires_s=notice.expires_s))
        return
    final = notice.code in (401, 403, 404, 407)
    calls.emit(
        wire.RegistrationFailed(account=notice.account, code=notice.code, reason=notice.reason, final=final)
    )


@happen.register
def _(notice: NoSlot, calls: Calls) -> None:
    calls.emit(wire.Busy(from_uri=notice.from_uri, peer=notice.peer))


@happen.register
def _(notice: FileEnded, calls: Calls) -> None:
    calls.mixer.file_ended(notice)


def _describe(facts: Facts, notice: Arrived, report: list[str]) -> None:
    headers = message.all_headers(notice.message)
    facts.from_uri = message.first(headers, "From")
    facts.to_uri = message.first(headers, "To")
    facts.request_uri = message.request_uri(notice.message)
    facts.display_name = message.display_name(facts.from_uri)
    facts.call_id = message.first(headers, "Call-ID")
    facts.peer = notice.peer
    facts.headers = message.reported(headers, report)


def _value(text: str, name: str) -> str:
    return message.first(message.all_headers(text), name)
