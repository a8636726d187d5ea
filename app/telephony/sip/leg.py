"""One call leg: a pjsua2 `Call` that enqueues what happens to it, and what is known about it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pjsua2 as pj

from app.protocol.phone import DtmfMethod, Header, Hold, Leg, LegState, Quality
from app.telephony.sip.guard import callback, clean
from app.telephony.sip.notices import (
    Arrived,
    DigitCame,
    MediaChanged,
    Notice,
    StateChanged,
    TransferCame,
    TransferMoved,
)

Post = Callable[[Notice], None]
Registry = dict[str, "SipLeg"]

HOLDS: dict[int, Hold] = {
    pj.PJSUA_CALL_MEDIA_ACTIVE: "active",
    pj.PJSUA_CALL_MEDIA_LOCAL_HOLD: "local",
    pj.PJSUA_CALL_MEDIA_REMOTE_HOLD: "remote",
}
METHODS: dict[int, DtmfMethod] = {pj.PJSUA_DTMF_METHOD_SIP_INFO: "info"}


@dataclass
class Surroundings:
    """What the callbacks of legs and accounts need to know; one for the whole phone."""

    post: Post
    legs: Registry
    allow: Callable[[str], bool] = bool
    """Whether INVITEs from this peer are taken."""
    follow: bool = True
    """Whether a REFER is followed."""


def new_key() -> str:
    """A key no other leg of any phone has."""
    return uuid.uuid4().hex


@dataclass(kw_only=True)
class Facts:
    """What is known about a leg; mirrors `protocol.phone.Leg`."""

    key: str
    incoming: bool
    account: str
    state: LegState = "calling"
    from_uri: str = ""
    to_uri: str = ""
    request_uri: str = ""
    display_name: str = ""
    peer: str = ""
    call_id: str = ""
    headers: list[Header] = field(default_factory=list)
    hold: Hold = "none"
    codec: str = ""
    started_at: float = field(default_factory=time.time)
    answered_at: float = 0.0
    final_sent: bool = False
    """We have answered or turned away: a second answer aborts the process (pjsip asserts)."""
    ended_by_us: bool = False
    hidden: bool = False
    """A caller who is not allowed: the driver never hears of the leg."""

    def told(self, muted: bool) -> Leg:
        """As the driver is told."""
        return Leg(
            key=self.key,
            state=self.state,
            incoming=self.incoming,
            from_uri=self.from_uri,
            to_uri=self.to_uri,
            request_uri=self.request_uri,
            display_name=self.display_name,
            peer=self.peer,
            call_id=self.call_id,
            account=self.account,
            headers=self.headers,
            hold=self.hold,
            started_at=self.started_at,
            answered_at=self.answered_at,
            muted=muted,
        )


class SipLeg(pj.Call):
    """A leg. No attribute may be named like a method of `pj.Call` (`xfer`, `answer`, …)."""

    def __init__(self, account: pj.Account, call_id: int, facts: Facts, around: Surroundings) -> None:
        super().__init__(account, call_id)
        self.facts = facts
        self.slot = call_id
        self._home = account
        self._around = around
        self._past: Quality | None = None
        around.legs[facts.key] = self

    @callback
    def onCallState(self, prm: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        self.slot = info.id if info.id >= 0 else self.slot
        over = info.state == pj.PJSIP_INV_STATE_DISCONNECTED
        reason = clean(info.lastReason)
        quality = self.quality() if over else None
        self._around.post(StateChanged(self.facts.key, info.state, info.lastStatusCode, reason, quality))

    @callback
    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:
        self._around.post(MediaChanged(self.facts.key))

    @callback
    def onStreamDestroyed(self, prm: pj.OnStreamDestroyedParam) -> None:
        # A re-INVITE makes a new stream with new counters: the old one's must not be lost.
        self._past = add_quality(self._past, read_quality(self))

    @callback
    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:
        self._around.post(DigitCame(self.facts.key, clean(prm.digit), METHODS.get(prm.method, "rfc4733")))

    @callback
    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:
        target = clean(prm.dstUri)
        if not self._around.follow or self.facts.hidden:
            prm.statusCode = 603
            self._around.post(TransferCame(self.facts.key, target, ""))
            return
        leg = self._sibling(incoming=False)
        prm.newCall = leg
        self._around.post(TransferCame(self.facts.key, target, leg.facts.key))

    @callback
    def onCallTransferStatus(self, prm: pj.OnCallTransferStatusParam) -> None:
        self._around.post(TransferMoved(self.facts.key, prm.statusCode, clean(prm.reason), prm.finalNotify))

    @callback
    def onCallReplaceRequest(self, prm: pj.OnCallReplaceRequestParam) -> None:
        message, peer = clean(prm.rdata.wholeMsg), prm.rdata.srcAddress
        if not self._around.allow(peer):
            prm.statusCode = 403
            return
        leg = self._sibling(incoming=True)
        prm.newCall = leg
        self._around.post(Arrived(leg.facts.key, message, peer, replaces=self.facts.key))

    def quality(self) -> Quality | None:
        """The figures of all the leg's streams together; None if it never had one."""
        return add_quality(self._past, read_quality(self))

    def _sibling(self, *, incoming: bool) -> SipLeg:
        facts = Facts(key=new_key(), incoming=incoming, account=self.facts.account)
        return SipLeg(self._home, pj.PJSUA_INVALID_ID, facts, self._around)


def read_quality(leg: pj.Call) -> Quality | None:
    """The figures of a leg's audio stream; None while it has none."""
    if leg.getId() == pj.PJSUA_INVALID_ID:
        return None  # asked for the figures of no call, pjsua aborts
    try:
        stream, stat = leg.getStreamInfo(0), leg.getStreamStat(0)
    except pj.Error:
        return None
    rx, tx = stat.rtcp.rxStat, stat.rtcp.txStat
    return Quality(
        codec=clean(stream.codecName), clock_rate=stream.codecClockRate,
        rx_packets=rx.pkt, rx_lost=rx.loss, rx_discarded=rx.discard, rx_jitter_ms=rx.jitterUsec.mean / 1000,
        tx_packets=tx.pkt, tx_lost=tx.loss, tx_jitter_ms=tx.jitterUsec.mean / 1000,
        rtt_ms=stat.rtcp.rttUsec.mean / 1000,
    )  # fmt: skip


def add_quality(past: Quality | None, now: Quality | None) -> Quality | None:
    """Two streams of a leg, one after the other: counts add up, times are averaged by packets."""
    if past is None or now is None:
        return now or past
    return msgspec.structs.replace(
        now,
        rx_packets=past.rx_packets + now.rx_packets,
        rx_lost=past.rx_lost + now.rx_lost,
        rx_discarded=past.rx_discarded + now.rx_discarded,
        rx_jitter_ms=_mean(past.rx_jitter_ms, past.rx_packets, now.rx_jitter_ms, now.rx_packets),
        tx_packets=past.tx_packets + now.tx_packets,
        tx_lost=past.tx_lost + now.tx_lost,
        tx_jitter_ms=_mean(past.tx_jitter_ms, past.tx_packets, now.tx_jitter_ms, now.tx_packets),
        rtt_ms=_mean(past.rtt_ms, past.tx_packets if past.rtt_ms else 0, now.rtt_ms, now.tx_packets),
    )


def _mean(first: float, weight: int, second: float, other: int) -> float:
    return (first * weight + second * other) / (weight + other) if weight + other else second
