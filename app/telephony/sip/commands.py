"""The commands of a driver, one function each."""

from __future__ import annotations

from functools import singledispatch

import pjsua2 as pj

from app.protocol import phone as wire
from app.telephony.sip import message
from app.telephony.sip.calls import Calls
from app.telephony.sip.endpoint import Refused
from app.telephony.sip.guard import why
from app.telephony.sip.leg import Facts, SipLeg
from app.telephony.sip.mixer import FilePlayer
from app.telephony.sip.parameters import call_parameters


@singledispatch
def carry_out(command: wire.Command, calls: Calls) -> None:
    """Carry out a command; raises `Refused` or `pj.Error`."""
    raise Refused("unknown_command", f"The phone does not know {type(command).__name__}.")


@carry_out.register
def _(command: wire.Configure, calls: Calls) -> None:
    calls.endpoint.change(command)
    calls.emit(calls.endpoint.ready())


@carry_out.register
def _(command: wire.Call, calls: Calls) -> None:
    if command.key in calls.legs or not command.key or command.key == wire.DEVICE:
        raise Refused("key_in_use", f"There is a leg {command.key!r} already.")
    if pj.Endpoint.instance().utilVerifySipUri(command.uri) != 0:
        raise Refused("bad_uri", f"{command.uri!r} is no SIP address.")
    account = calls.endpoint.account(command.account)
    facts = Facts(
        key=command.key, incoming=False, account=account.wish.key, to_uri=command.uri,
        request_uri=command.uri, from_uri=command.from_uri or account.wish.uri,
    )  # fmt: skip
    parameters = call_parameters(headers=command.headers)
    parameters.txOption.localUri = command.from_uri
    leg = SipLeg(account, pj.PJSUA_INVALID_ID, facts, calls.surroundings)
    calls.endpoint.valve.count()
    try:
        leg.makeCall(command.uri, parameters)
    except pj.Error as error:
        calls.forget(command.key)
        raise Refused("call_failed", f"The call could not be made: {why(error)}") from None


@carry_out.register
def _(command: wire.Ring, calls: Calls) -> None:
    calls.waiting(command.key).answer(call_parameters(180))


@carry_out.register
def _(command: wire.Answer, calls: Calls) -> None:
    calls.answer(calls.waiting(command.key), command.code, command.headers)


@carry_out.register
def _(command: wire.Reject, calls: Calls) -> None:
    leg = calls.waiting(command.key)
    calls.end(leg, command.code, command.reason, [])


@carry_out.register
def _(command: wire.HangUp, calls: Calls) -> None:
    calls.end(calls.leg(command.key), command.code, command.reason, command.headers)


@carry_out.register
def _(command: wire.HoldLeg, calls: Calls) -> None:
    calls.talking(command.key)
    calls.holds.want(command.key, "local")


@carry_out.register
def _(command: wire.Resume, calls: Calls) -> None:
    calls.talking(command.key)
    calls.holds.want(command.key, "active")


@carry_out.register
def _(command: wire.Mute, calls: Calls) -> None:
    if command.key != wire.DEVICE:
        calls.leg(command.key)
    muted = set(calls.mixer.wishes.muted) - {command.key}
    calls.mixer.wish(muted=frozenset(muted | {command.key} if command.on else muted))


@carry_out.register
def _(command: wire.Dtmf, calls: Calls) -> None:
    parameters = pj.CallSendDtmfParam()
    info = command.method == "info"
    parameters.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if info else pj.PJSUA_DTMF_METHOD_RFC2833
    parameters.digits, parameters.duration = command.digits.upper(), command.duration_ms
    calls.talking(command.key).sendDtmf(parameters)


@carry_out.register
def _(command: wire.Transfer, calls: Calls) -> None:
    if pj.Endpoint.instance().utilVerifySipUri(command.target) != 0:
        raise Refused("bad_uri", f"{command.target!r} is no SIP address.")
    calls.talking(command.key).xfer(command.target, call_parameters())


@carry_out.register
def _(command: wire.TransferTo, calls: Calls) -> None:
    if command.key == command.other:
        raise Refused("same_leg", "A leg cannot be transferred to itself.")
    leg, other = calls.talking(command.key), calls.talking(command.other)
    leg.xferReplaces(other, call_parameters())


@carry_out.register
def _(command: wire.Mix, calls: Calls) -> None:
    calls.mixer.wish(groups=command.groups, one_way=command.one_way)


@carry_out.register
def _(command: wire.Play, calls: Calls) -> None:
    if command.key != wire.DEVICE and calls.leg(command.key).facts.hold == "local":
        calls.send_silence(calls.leg(command.key), True)
    try:
        calls.mixer.play(command)
    except pj.Error as error:
        text = f"{command.files[0]} cannot be played: {why(error)}"
        raise Refused("play_failed", text) from None


@carry_out.register
def _(command: wire.StopPlay, calls: Calls) -> None:
    calls.mixer.stop_play(command.key)
    leg = calls.legs.get(command.key)
    if leg is not None and leg.facts.hold == "local":
        calls.send_silence(leg, False)


@carry_out.register
def _(command: wire.Record, calls: Calls) -> None:
    if command.key != wire.DEVICE:
        calls.leg(command.key)
    try:
        calls.mixer.record(command)
    except pj.Error as error:
        raise Refused("record_failed", f"{command.path} cannot be written: {why(error)}") from None


@carry_out.register
def _(command: wire.StopRecord, calls: Calls) -> None:
    calls.mixer.stop_record(command.key)


@carry_out.register
def _(command: wire.Expect, calls: Calls) -> None:
    for leg in calls.legs.values():  # the call may have been faster than the word that it comes
        facts = leg.facts
        waits = facts.incoming and facts.state in ("incoming", "early") and not facts.final_sent
        if waits and not facts.hidden and message.first(facts.headers, command.header) == command.value:
            calls.answer(leg, command.code, [])
            return
    calls.expect(command)


@carry_out.register
def _(command: wire.ListDevices, calls: Calls) -> None:
    calls.emit(calls.endpoint.devices())


@carry_out.register
def _(command: wire.UseDevice, calls: Calls) -> None:
    microphone = None
    if command.microphone_file:
        microphone = FilePlayer(wire.DEVICE, 0, calls.notices.append)
        microphone.createPlayer(command.microphone_file, 0)
    calls.mixer.use_device(None, None)
    try:
        calls.endpoint.use_device(command)
    finally:
        calls.mixer.use_device(calls.endpoint.sound(), microphone)
    calls.emit(calls.endpoint.devices())


@carry_out.register
def _(command: wire.Levels, calls: Calls) -> None:
    calls.meters.levels(command.keys)


@carry_out.register
def _(command: wire.EchoTest, calls: Calls) -> None:
    calls.meters.echo_test(command)


@carry_out.register
def _(command: wire.Measure, calls: Calls) -> None:
    calls.meters.measure(command)


@carry_out.register
def _(command: wire.AskQuality, calls: Calls) -> None:
    quality = calls.leg(command.key).quality()
    if quality is None:
        raise Refused("no_media", "The leg has no media yet.")
    calls.emit(wire.QualityReport(key=command.key, quality=quality))


@carry_out.register
def _(command: wire.AskSnapshot, calls: Calls) -> None:
    calls.emit(wire.Snapshot(legs=calls.told(), configured=True))
