"""A SIP identity: a pjsua2 `Account` that enqueues news of its registration and INVITEs."""

from __future__ import annotations

import pjsua2 as pj

from app.protocol.phone import Account, Configure
from app.telephony.sip.guard import callback, clean
from app.telephony.sip.leg import Facts, SipLeg, Surroundings, new_key
from app.telephony.sip.notices import Arrived, Registration


class SipAccount(pj.Account):
    """One of the phone's identities."""

    def __init__(self, wish: Account, around: Surroundings) -> None:
        super().__init__()
        self.wish = wish
        self._around = around

    @callback
    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        facts = Facts(key=new_key(), incoming=True, account=self.wish.key, state="incoming")
        SipLeg(self, prm.callId, facts, self._around)
        self._around.post(Arrived(facts.key, clean(prm.rdata.wholeMsg), prm.rdata.srcAddress))

    @callback
    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        code = prm.code if prm.status == 0 else prm.code or 503
        self._around.post(Registration(self.wish.key, code, clean(prm.reason), prm.expiration))


def account_config(wish: Account, settings: Configure) -> pj.AccountConfig:
    """pjsua2's settings for an account."""
    config = pj.AccountConfig()
    config.idUri = wish.uri
    config.regConfig.registrarUri = wish.registrar
    config.regConfig.timeoutSec = wish.expires_s
    config.regConfig.retryIntervalSec = config.regConfig.firstRetryIntervalSec = wish.retry_s
    config.regConfig.registerOnAdd = bool(wish.registrar)
    if wish.user:
        credentials = pj.AuthCredInfo("digest", wish.realm, wish.user, 0, wish.password)
        config.sipConfig.authCreds.append(credentials)
    if wish.proxy:
        config.sipConfig.proxies.append(wish.proxy)
    media = config.mediaConfig.transportConfig
    media.boundAddress = settings.address
    media.publicAddress = settings.public_address
    if settings.rtp_port:
        media.port, media.portRange = settings.rtp_port, settings.rtp_port_range
    config.videoConfig.autoTransmitOutgoing = config.videoConfig.autoShowIncoming = False
    # A call lives on while the registrar is away.
    config.regConfig.dropCallsOnFail = False
    config.natConfig.sdpNatRewriteUse = config.natConfig.sipOutboundUse = 0
    config.natConfig.contactRewriteUse = 0 if not wish.registrar else 2
    return config
