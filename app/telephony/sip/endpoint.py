"""pjsua2's endpoint: opened from a `Configure`; transports, accounts, codecs, sound device; closed."""

from __future__ import annotations

import gc
import socket
import time
from collections.abc import Iterable
from typing import Literal

import pjsua2 as pj

from app.protocol.phone import Account, Configure, Devices, Ready, SoundDevice, UseDevice
from app.telephony.sip.account import SipAccount, account_config
from app.telephony.sip.guard import callback, clean, log, why
from app.telephony.sip.leg import Surroundings
from app.telephony.sip.message import Peers, host_of
from app.telephony.sip.notices import NoSlot
from app.telephony.sip.valve import RECEIVE_BYTES, Valve

FIXED = ("address", "public_address", "udp_port", "tcp_port", "clock_rate", "user_agent")
"""What a second `Configure` cannot change."""


STRANGERS = "?"
"""Key of the account behind which callers who are not allowed are turned away."""


class Refused(Exception):
    """A command cannot be done; `code` is stable, the text a sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class _Library(pj.Endpoint):
    def __init__(self, around: Surroundings, valve: Valve) -> None:
        super().__init__()
        self._around = around
        self._valve = valve
        self.strangers = pj.PJSUA_INVALID_ID

    @callback
    def onSelectAccount(self, prm: pj.OnSelectAccountParam) -> None:
        if not self._around.allow(prm.rdata.srcAddress):
            prm.accountIndex = self.strangers

    @callback
    def onRejectedIncomingCall(self, prm: pj.OnRejectedIncomingCallParam) -> None:
        peer = prm.rdata.srcAddress
        if not self._around.allow(peer):
            return
        self._valve.count()
        if prm.statusCode == 486:
            self._around.post(NoSlot(clean(prm.remoteInfo), peer))


class Endpoint:
    """The open SIP side."""

    def __init__(self, settings: Configure, around: Surroundings, log_file: str = "") -> None:
        """Open it; raises `Refused` if a port is taken or a setting is wrong."""
        self._around = around
        self.settings = settings
        self.valve = Valve()
        self.accounts: dict[str, SipAccount] = {}
        self.kind: Literal["sound", "null"] = "null"
        self._strangers: SipAccount | None = None
        around.allow = _peers(settings).allow
        self.pjsua = _Library(around, self.valve)
        self.pjsua.libCreate()
        try:
            self.pjsua.libInit(_endpoint_config(settings, log_file))
            # Makes it initialise its OpenSSL, without which it has no MD5 to answer a digest challenge with.
            self.pjsua.utilSslGetAvailableCiphers()
            self.udp_port = self._transport(pj.PJSIP_TRANSPORT_UDP, settings.udp_port)
            self.tcp_port = self._transport(pj.PJSIP_TRANSPORT_TCP, settings.tcp_port)
            self.pjsua.libStart()
            self.pjsua.audDevManager().setNullDev()
            self._open_to_strangers()
            self._apply(settings)
        except pj.Error as error:
            text = why(error)
            self.close()
            raise Refused("sip_not_opened", f"The SIP side could not be opened: {text}") from None
        except Refused:
            self.close()
            raise

    def poll(self, milliseconds: int) -> None:
        """Let pjsua2 work for at most that long; after a burst of calls, let it rest instead."""
        if self.valve.shut:
            time.sleep(milliseconds / 1000)
        else:
            self.pjsua.libHandleEvents(milliseconds)

    def ready(self) -> Ready:
        """What the driver is told."""
        codecs = [codec.codecId for codec in self.pjsua.codecEnum2() if codec.priority]
        address = self.settings.address
        return Ready(address=address, udp_port=self.udp_port, tcp_port=self.tcp_port, codecs=codecs)

    def change(self, settings: Configure) -> None:
        """Take new settings; raises `Refused` for those that need another process."""
        fixed = [name for name in FIXED if _differs(name, self.settings, settings)]
        if fixed:
            raise Refused("restart_needed", f"Only a new phone process can change: {', '.join(fixed)}.")
        peers = _peers(settings)
        try:
            self._apply(settings)
        except pj.Error as error:
            raise Refused("not_configured", f"The phone could not take the settings: {why(error)}") from None
        self.settings, self._around.allow = settings, peers.allow

    def account(self, key: str) -> SipAccount:
        """An account by key; the first for an empty one. Raises `Refused`."""
        if not key and self.accounts:
            return next(iter(self.accounts.values()))
        if key not in self.accounts:
            raise Refused("no_account", f"The phone has no account {key!r}.")
        return self.accounts[key]

    def _transport(self, kind: int, port: int | None) -> int:
        if port is None:
            return 0
        config = pj.TransportConfig()
        config.port = port
        config.boundAddress = self.settings.address
        if kind == pj.PJSIP_TRANSPORT_UDP:
            option = pj.SockOpt()
            option.level, option.optName = socket.SOL_SOCKET, socket.SO_RCVBUF
            option.setOptValInt(RECEIVE_BYTES)
            config.sockOptParams.sockOpts.append(option)
        config.publicAddress = self.settings.public_address
        handle = self.pjsua.transportCreate(kind, config)
        name = self.pjsua.transportGetInfo(handle).localName
        return int(name.rpartition(":")[2])

    def _open_to_strangers(self) -> None:
        # INVITEs from addresses that are not allowed land here, to be turned away without RTP sockets.
        wish = Account(key=STRANGERS, uri="sip:stranger@invalid")
        config = account_config(wish, self.settings)
        config.mediaConfig.useLoopMedTp = True
        self._strangers = SipAccount(wish, self._around)
        self._strangers.create(config)
        self.pjsua.strangers = self._strangers.getId()

    def _apply(self, settings: Configure) -> None:
        self._codecs(settings.codecs)
        self._around.follow = settings.transfers == "follow"
        wishes = {account.key: account for account in settings.accounts}
        for key in [key for key in self.accounts if key not in wishes]:
            self._drop_account(key)
        for key, wish in wishes.items():
            config = account_config(wish, settings)
            held = self.accounts.get(key)
            if held is None:
                account = SipAccount(wish, self._around)
                account.create(config, not self.accounts)
                self.accounts[key] = account
            elif held.wish != wish:
                held.modify(config)
                held.wish = wish

    def _drop_account(self, key: str) -> None:
        if any(leg.facts.account == key for leg in self._around.legs.values()):
            raise Refused("account_in_use", f"The account {key!r} has calls; end them first.")
        self.accounts.pop(key).shutdown()

    def _codecs(self, wanted: list[str]) -> None:
        found = []
        for codec in self.pjsua.codecEnum2():
            name = codec.codecId.lower()
            rank = next((i for i, start in enumerate(wanted) if name.startswith(start.lower())), None)
            self.pjsua.codecSetPriority(codec.codecId, 0 if rank is None else 250 - rank)
            found += [] if rank is None else [codec.codecId]
        if not found:
            raise Refused("no_codec", f"None of these codecs is built in: {', '.join(wanted)}.")

    # ------------------------------------------------------------------------------------------- devices

    def use_device(self, wish: UseDevice) -> None:
        """Open a sound device; raises `Refused` and stays with the null device if that cannot be."""
        manager = self.pjsua.audDevManager()
        self.kind = "null"
        if wish.kind == "null":
            manager.setNullDev()
            return
        try:
            manager.setCaptureDev(wish.capture)
            manager.setPlaybackDev(wish.playback)
        except pj.Error as error:
            manager.setNullDev()
            raise Refused("device_failed", f"The sound device cannot be used: {why(error)}") from None
        self.kind = "sound"

    def sound(self) -> pj.AudioMedia:
        """The sound device's port: capture and playback share one."""
        return self.pjsua.audDevManager().getPlaybackDevMedia()

    def devices(self) -> Devices:
        """All sound devices and the one in use."""
        manager = self.pjsua.audDevManager()
        manager.refreshDevs()
        found = [
            SoundDevice(
                index=index, name=clean(device.name), driver=clean(device.driver),
                inputs=device.inputCount, outputs=device.outputCount,
            )
            for index, device in enumerate(manager.enumDev2())
        ]  # fmt: skip
        if self.kind == "null":
            return Devices(devices=found, kind="null")
        return Devices(
            devices=found, kind="sound", capture=manager.getCaptureDev(), playback=manager.getPlaybackDev()
        )

    # ------------------------------------------------------------------------------------------- closing

    def unregister(self) -> set[str]:
        """Tell the registrars that we go; the keys of the accounts whose answer is to be waited for."""
        leaving = set()
        for key, account in self.accounts.items():
            if account.wish.registrar and account.getInfo().regIsActive:
                account.setRegistration(False)
                leaving.add(key)
        return leaving

    def close(self) -> None:
        """End it, in the only order that does not abort. No leg, player or recorder may be alive."""
        for account in self.accounts.values():
            try:
                account.shutdown()
            except pj.Error as error:
                log.warning("account %s: %s", account.wish.key, why(error))
        self.accounts.clear()
        self._strangers = None
        gc.collect()
        # Without this flag it sleeps a second for answers; we have waited for those that matter.
        self.pjsua.libDestroy(pj.PJSUA_DESTROY_NO_RX_MSG)


def _endpoint_config(settings: Configure, log_file: str) -> pj.EpConfig:
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.userAgent = settings.user_agent
    config.logConfig.consoleLevel = 0
    config.logConfig.level = 5 if log_file else 0
    config.logConfig.filename = log_file
    config.medConfig.clockRate = settings.clock_rate
    # Voice activity detection would send nothing in pauses, and the far end could not tell them from loss.
    config.medConfig.noVad = True
    # Else the clock of the bridge stops a second after a call, also under a next one that is not mixed yet:
    # that one would send neither RTP nor digits.
    config.medConfig.sndAutoCloseTime = -1
    return config


def _peers(settings: Configure) -> Peers:
    try:
        return Peers([*settings.peers, *_registrars(settings)])
    except ValueError as error:
        raise Refused("bad_peer", f"Not an address or network: {error}.") from None


def _registrars(settings: Configure) -> Iterable[str]:
    for account in settings.accounts:
        for uri in (account.registrar, account.proxy):
            host = host_of(uri) if uri else ""
            if not host:
                continue
            try:
                yield from {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None)}
            except OSError as error:
                log.warning("%s: the name is not known (%s); its calls are not taken", host, error)


def _differs(name: str, old: Configure, new: Configure) -> bool:
    return getattr(old, name) != getattr(new, name)
