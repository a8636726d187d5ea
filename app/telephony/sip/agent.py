"""The SIP user agent: carries out commands and turns what pjsua2 enqueued into events. One thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import singledispatchmethod

import pjsua2 as pj

from app.protocol import phone as wire
from app.telephony.sip import message
from app.telephony.sip.endpoint import STRANGERS, Endpoint, Refused
from app.telephony.sip.guard import log, why
from app.telephony.sip.holds import Holds
from app.telephony.sip.leg import HOLDS, Facts, SipLeg, read_quality
from app.telephony.sip.links import Node
from app.telephony.sip.meters import Meters
from app.telephony.sip.mixer import FilePlayer, Mixer
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
from app.telephony.sip.parameters import call_parameters

STOP_SECONDS = 3.0
"""How long the far ends have to answer our BYE before the process ends."""

Emit = Callable[[wire.Event], None]


class Agent:
    """Everything between `Configure` and the end of the process."""

    def __init__(self, settings: wire.Configure, emit: Emit, log_file: str = "") -> None:
        """Open the SIP side; raises `Refused`."""
        self._emit = emit
        self._notices: deque[Notice] = deque()
        self._legs: dict[str, SipLeg] = {}
        self._parked: list[SipLeg] = []
        self._leaving: set[str] = set()
        self._expected: list[tuple[wire.Expect, float]] = []
        self._endpoint = Endpoint(settings, self._notices.append, self._legs, log_file)
        self._mixer = Mixer(self._notices.append, emit)
        self._meters = Meters(self._mixer, emit)
        self._holds = Holds(self._legs, emit)
        self._microphone: FilePlayer | None = None
        self._mixer.use_device(self._endpoint.sound(), None)
        emit(self._endpoint.ready())

    # ---------------------------------------------------------------------------------------------- loop

    def poll(self, milliseconds: int) -> None:
        """Let pjsua2 work for at most that long, then handle what happened."""
        self._endpoint.poll(milliseconds)
        self._handle_notices()
        self._holds.tick()
        self._mixer.tick()
        self._meters.tick()

    def _handle_notices(self) -> None:
        # The ports of these legs are gone already: no earlier notice may make the mixer touch them.
        for notice in self._notices:
            if isinstance(notice, StateChanged) and notice.state == pj.PJSIP_INV_STATE_DISCONNECTED:
                self._mixer.forget(Node("leg", notice.key))
        while self._notices:
            notice = self._notices.popleft()
            try:
                self._on(notice)
            except pj.Error as error:
                log.error("%s: %s", type(notice).__name__, why(error))
            except Exception:  # noqa: BLE001
                # One call's trouble must not cost the others.
                log.exception("%s failed", type(notice).__name__)
        self._parked = [leg for leg in self._parked if self._slot_in_use(leg.slot)]

    def stop(self) -> None:
        """Hang up, wait for the far ends a little, and end pjsua2."""
        for key in list(self._legs):
            self._legs[key].facts.ended_by_us = True  # no name here may hold on to a leg
        self._endpoint.library.hangupAllCalls()
        deadline = time.monotonic() + STOP_SECONDS
        self._leaving = self._endpoint.unregister()
        while (self._legs or self._leaving) and time.monotonic() < deadline:
            self.poll(10)
        self._meters.clear()
        self._mixer.use_device(None, None)
        self._mixer.clear()
        self._microphone = None
        self._legs.clear()
        self._parked.clear()
        self._notices.clear()
        self._endpoint.close()

    def legs(self) -> list[wire.Leg]:
        """What is alive, for a driver that attaches."""
        muted = self._mixer.wishes.muted
        return [leg.facts.told(key in muted) for key, leg in self._legs.items() if not leg.facts.hidden]

    def run(self, command: wire.Command) -> None:
        """Carry out a command; raises `Refused`."""
        try:
            self._do(command)
        except pj.Error as error:
            raise Refused("sip_refused", f"That did not work: {why(error)}") from None
        finally:
            self._handle_notices()

    # ------------------------------------------------------------------------------------------ commands

    @singledispatchmethod
    def _do(self, command: wire.Command) -> None:
        raise Refused("unknown_command", f"The phone does not know {type(command).__name__}.")

    @_do.register
    def _(self, command: wire.Configure) -> None:
        self._endpoint.change(command)
        self._emit(self._endpoint.ready())

    @_do.register
    def _(self, command: wire.Call) -> None:
        if command.key in self._legs or not command.key or command.key == wire.DEVICE:
            raise Refused("key_in_use", f"There is a leg {command.key!r} already.")
        if pj.Endpoint.instance().utilVerifySipUri(command.uri) != 0:
            raise Refused("bad_uri", f"{command.uri!r} is no SIP address.")
        account = self._endpoint.account(command.account)
        facts = Facts(
            key=command.key, incoming=False, account=account.wish.key, to_uri=command.uri,
            request_uri=command.uri, from_uri=command.from_uri or account.wish.uri,
        )  # fmt: skip
        parameters = call_parameters(headers=command.headers)
        parameters.txOption.localUri = command.from_uri
        leg = SipLeg(
            account, pj.PJSUA_INVALID_ID, facts, self._notices.append, self._legs, follow=account.follow
        )
        self._endpoint.valve.count()
        try:
            leg.makeCall(command.uri, parameters)
        except pj.Error as error:
            self._forget(command.key)
            raise Refused("call_failed", f"The call could not be made: {why(error)}") from None

    @_do.register
    def _(self, command: wire.Ring) -> None:
        self._waiting(command.key).answer(call_parameters(180))

    @_do.register
    def _(self, command: wire.Answer) -> None:
        self._answer(self._waiting(command.key), command.code, command.headers)

    @_do.register
    def _(self, command: wire.Reject) -> None:
        leg = self._waiting(command.key)
        self._end(leg, command.code, command.reason, [])

    @_do.register
    def _(self, command: wire.HangUp) -> None:
        self._end(self._leg(command.key), command.code, command.reason, command.headers)

    @_do.register
    def _(self, command: wire.HoldLeg) -> None:
        self._talking(command.key)
        self._holds.want(command.key, "local")

    @_do.register
    def _(self, command: wire.Resume) -> None:
        self._talking(command.key)
        self._holds.want(command.key, "active")

    @_do.register
    def _(self, command: wire.Mute) -> None:
        if command.key != wire.DEVICE:
            self._leg(command.key)
        muted = set(self._mixer.wishes.muted) - {command.key}
        self._mixer.wish(muted=frozenset(muted | {command.key} if command.on else muted))

    @_do.register
    def _(self, command: wire.Dtmf) -> None:
        parameters = pj.CallSendDtmfParam()
        info = command.method == "info"
        parameters.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if info else pj.PJSUA_DTMF_METHOD_RFC2833
        parameters.digits, parameters.duration = command.digits.upper(), command.duration_ms
        self._talking(command.key).sendDtmf(parameters)

    @_do.register
    def _(self, command: wire.Transfer) -> None:
        if pj.Endpoint.instance().utilVerifySipUri(command.target) != 0:
            raise Refused("bad_uri", f"{command.target!r} is no SIP address.")
        self._talking(command.key).xfer(command.target, call_parameters())

    @_do.register
    def _(self, command: wire.TransferTo) -> None:
        if command.key == command.other:
            raise Refused("same_leg", "A leg cannot be transferred to itself.")
        leg, other = self._talking(command.key), self._talking(command.other)
        leg.xferReplaces(other, call_parameters())

    @_do.register
    def _(self, command: wire.Mix) -> None:
        self._mixer.wish(groups=command.groups, one_way=command.one_way)

    @_do.register
    def _(self, command: wire.Play) -> None:
        if command.key != wire.DEVICE and self._leg(command.key).facts.hold == "local":
            self._send_silence(self._leg(command.key), True)
        try:
            self._mixer.play(command)
        except pj.Error as error:
            text = f"{command.files[0]} cannot be played: {why(error)}"
            raise Refused("play_failed", text) from None

    @_do.register
    def _(self, command: wire.StopPlay) -> None:
        self._mixer.stop_play(command.key)
        leg = self._legs.get(command.key)
        if leg is not None and leg.facts.hold == "local":
            self._send_silence(leg, False)

    @_do.register
    def _(self, command: wire.Record) -> None:
        if command.key != wire.DEVICE:
            self._leg(command.key)
        try:
            self._mixer.record(command)
        except pj.Error as error:
            raise Refused("record_failed", f"{command.path} cannot be written: {why(error)}") from None

    @_do.register
    def _(self, command: wire.StopRecord) -> None:
        self._mixer.stop_record(command.key)

    @_do.register
    def _(self, command: wire.Expect) -> None:
        for leg in self._legs.values():  # the call may have been faster than the word that it comes
            facts = leg.facts
            waits = facts.incoming and facts.state in ("incoming", "early") and not facts.final_sent
            if waits and not facts.hidden and message.first(facts.headers, command.header) == command.value:
                self._answer(leg, command.code, [])
                return
        self._expected.append((command, time.monotonic() + command.seconds))

    @_do.register
    def _(self, command: wire.ListDevices) -> None:
        self._emit(self._endpoint.devices())

    @_do.register
    def _(self, command: wire.UseDevice) -> None:
        microphone = None
        if command.microphone_file:
            microphone = FilePlayer(wire.DEVICE, 0, self._notices.append)
            microphone.createPlayer(command.microphone_file, 0)
        self._mixer.use_device(None, None)
        self._microphone = microphone
        try:
            self._endpoint.use_device(command)
        finally:
            self._mixer.use_device(self._endpoint.sound(), microphone)
        self._emit(self._endpoint.devices())

    @_do.register
    def _(self, command: wire.Levels) -> None:
        self._meters.levels(command.keys)

    @_do.register
    def _(self, command: wire.EchoTest) -> None:
        self._meters.echo_test(command)

    @_do.register
    def _(self, command: wire.Measure) -> None:
        self._meters.measure(command)

    @_do.register
    def _(self, command: wire.AskQuality) -> None:
        quality = self._leg(command.key).quality()
        if quality is None:
            raise Refused("no_media", "The leg has no media yet.")
        self._emit(wire.QualityReport(key=command.key, quality=quality))

    @_do.register
    def _(self, command: wire.AskSnapshot) -> None:
        self._emit(wire.Snapshot(legs=self.legs(), configured=True))

    # ------------------------------------------------------------------------------------------- notices

    @singledispatchmethod
    def _on(self, notice: Notice) -> None:
        raise AssertionError(f"no handler for {notice}")

    @_on.register
    def _(self, notice: Arrived) -> None:
        leg = self._legs.get(notice.key)
        if leg is None:
            return
        facts = leg.facts
        if facts.account == STRANGERS:
            facts.hidden = True
            self._emit(wire.Forbidden(from_uri=_value(notice.message, "From"), peer=notice.peer))
            self._end(leg, 403, "", [])
            return
        self._endpoint.valve.count()
        _describe(facts, notice, self._endpoint.settings.report_headers)
        told = facts.told(muted=False)
        if notice.replaces:
            self._emit(wire.Replaced(key=notice.replaces, leg=told))
            return
        expected = self._take_expected(message.all_headers(notice.message))
        self._emit(wire.Incoming(leg=told, expected=expected.value if expected else ""))
        if expected is not None and not facts.final_sent:
            self._answer(leg, expected.code, [])

    @_on.register
    def _(self, notice: StateChanged) -> None:
        leg = self._legs.get(notice.key)
        if leg is None:
            return
        facts = leg.facts
        if notice.state == pj.PJSIP_INV_STATE_EARLY:
            facts.state = "early"
            if not facts.incoming:
                self._emit(wire.Progress(key=facts.key, code=notice.code, reason=notice.reason))
        elif notice.state == pj.PJSIP_INV_STATE_CONFIRMED:
            facts.state, facts.answered_at = "answered", time.time()
            self._emit(wire.Answered(key=facts.key))
        elif notice.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self._over(leg, notice)

    @_on.register
    def _(self, notice: MediaChanged) -> None:
        leg = self._legs.get(notice.key)
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
            self._mixer.set_leg(notice.key, leg.getAudioMedia(-1))
        else:
            self._mixer.forget(Node("leg", notice.key))
        held = set(self._mixer.wishes.held) - {notice.key}
        self._mixer.wish(held=frozenset(held | {notice.key} if leg.facts.hold == "local" else held))
        quality = read_quality(leg) if ready else None
        leg.facts.codec = quality.codec if quality else ""
        if leg.facts.hold == "local":
            self._send_silence(leg, False)
        self._emit(wire.Media(key=notice.key, hold=leg.facts.hold, codec=leg.facts.codec))

    @_on.register
    def _(self, notice: DigitCame) -> None:
        if notice.key in self._legs:
            self._emit(wire.Digit(key=notice.key, digit=notice.digit, method=notice.method))

    @_on.register
    def _(self, notice: TransferCame) -> None:
        new = self._legs.get(notice.new_key)
        if new is not None:
            new.facts.to_uri = new.facts.request_uri = notice.target
            new.facts.from_uri = self._endpoint.account(new.facts.account).wish.uri
        target, _, query = notice.target.partition("?")
        replaces = query if "replaces=" in query.lower() else ""
        taken = new is not None
        asked = wire.TransferAsked(
            key=notice.key, target=target, replaces=replaces, taken=taken, new_key=notice.new_key
        )
        self._emit(asked)

    @_on.register
    def _(self, notice: TransferMoved) -> None:
        self._emit(
            wire.TransferProgress(key=notice.key, code=notice.code, reason=notice.reason, final=notice.final)
        )
        leg = self._legs.get(notice.key)
        if leg is not None and notice.final and notice.code // 100 == 2:
            self._end(leg, 0, "", [])

    @_on.register
    def _(self, notice: Registration) -> None:
        if notice.account in self._leaving:
            self._leaving.discard(notice.account)
            return
        if notice.code // 100 == 2:
            if notice.expires_s > 0:
                self._emit(wire.Registered(account=notice.account, expires_s=notice.expires_s))
            return
        final = notice.code in (401, 403, 404, 407)
        self._emit(
            wire.RegistrationFailed(
                account=notice.account, code=notice.code, reason=notice.reason, final=final
            )
        )

    @_on.register
    def _(self, notice: NoSlot) -> None:
        self._emit(wire.Busy(from_uri=notice.from_uri, peer=notice.peer))

    @_on.register
    def _(self, notice: FileEnded) -> None:
        self._mixer.file_ended(notice)

    # ------------------------------------------------------------------------------------------- helpers

    def _leg(self, key: str) -> SipLeg:
        leg = self._legs.get(key)
        if leg is None or leg.facts.hidden:
            raise Refused("no_leg", f"There is no leg {key!r} (any more).")
        return leg

    def _waiting(self, key: str) -> SipLeg:
        leg = self._leg(key)
        if not leg.facts.incoming or leg.facts.final_sent or leg.facts.state not in ("incoming", "early"):
            raise Refused("not_waiting", "The leg does not wait for an answer.")
        return leg

    def _talking(self, key: str) -> SipLeg:
        leg = self._leg(key)
        if leg.facts.state != "answered" or leg.facts.ended_by_us:
            raise Refused("not_answered", "The leg is not answered, or is being hung up.")
        return leg

    def _send_silence(self, leg: SipLeg, on: bool) -> None:
        """Whether silence is sent as RTP. A new stream sends it.

        Where we hold without music of our own it must not be: a PBX plays its music to the held side, and
        Asterisk sends our silence in between.
        """
        info = leg.getStreamInfo(0)
        name = f"{info.codecName}/{info.codecClockRate}/1"
        try:
            parameters = pj.Endpoint.instance().codecGetParam(name)
            parameters.setting.vad = not on
            leg.audStreamModifyCodecParam(0, parameters)
        except pj.Error as error:
            log.debug("%s has no silence detection: %s", name, why(error))

    def _answer(self, leg: SipLeg, code: int, headers: list[wire.Header]) -> None:
        leg.facts.final_sent = code >= 200
        leg.answer(call_parameters(code, headers=headers))

    def _end(self, leg: SipLeg, code: int, reason: str, headers: list[wire.Header]) -> None:
        if leg.facts.ended_by_us:
            return
        if not leg.isActive():
            return  # the far end was quicker; its notice is on the way
        leg.facts.ended_by_us = leg.facts.final_sent = True
        leg.hangup(call_parameters(code, reason, headers))

    def _over(self, leg: SipLeg, notice: StateChanged) -> None:
        facts = leg.facts
        facts.state = "ended"
        self._mixer.drop(facts.key)
        wishes = self._mixer.wishes
        self._mixer.wish(held=set(wishes.held) - {facts.key}, muted=set(wishes.muted) - {facts.key})
        self._meters.drop(facts.key)
        self._holds.drop(facts.key)
        self._forget(facts.key)
        if facts.hidden:
            return
        self._emit(
            wire.Disconnected(
                key=facts.key,
                code=notice.code,
                reason=notice.reason,
                by="local" if facts.ended_by_us else "remote",
                started_at=facts.started_at,
                answered_at=facts.answered_at,
                ended_at=time.time(),
                quality=notice.quality,
            )
        )

    def _forget(self, key: str) -> None:
        """Drop a leg. Deleting it while a newer leg has its call id would take that one down: park it."""
        leg = self._legs.pop(key)
        if self._slot_in_use(leg.slot):
            self._parked.append(leg)

    def _slot_in_use(self, slot: int) -> bool:
        return slot >= 0 and any(leg.slot == slot for leg in self._legs.values())

    def _take_expected(self, headers: list[wire.Header]) -> wire.Expect | None:
        now = time.monotonic()
        self._expected = [(expect, until) for expect, until in self._expected if until > now]
        for entry in self._expected:
            if message.first(headers, entry[0].header) == entry[0].value:
                self._expected.remove(entry)
                return entry[0]
        return None


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
