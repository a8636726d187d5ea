"""Who may call the line, and whose word on the calling number counts."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Sequence

import msgspec


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A trunk, a PBX or a network that may send calls."""

    network: str
    """An address or a CIDR network."""
    trusted: bool = False
    """Its P-Asserted-Identity and Remote-Party-ID are believed."""
    name: str = ""


LOOPBACK = (Peer(network="127.0.0.0/8", name="this machine"), Peer(network="::1", name="this machine"))


class Peers:
    """Looks a source address up; the narrowest network counts, of two alike the trusted one."""

    def __init__(self, peers: Sequence[Peer]) -> None:
        """Raises ValueError, with the peer named, for what is no network."""
        self._networks: list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, Peer]] = []
        for peer in peers:
            try:
                network = ipaddress.ip_network(peer.network, strict=False)
            except ValueError as error:
                raise ValueError(f"The peer {peer.name or peer.network!r} is no network: {error}") from error
            self._networks.append((network, peer))
        self._networks.sort(key=lambda pair: (pair[0].prefixlen, pair[1].trusted), reverse=True)

    def find(self, host: str) -> Peer | None:
        """The peer that an address belongs to, or None: it may not call."""
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return None
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return next((peer for network, peer in self._networks if address in network), None)


class Throttle:
    """Lets `burst` things a key through at once and then `rate` a second; the rest is refused.
    Keeps `keys` keys at most: the ones not seen longest go first."""

    def __init__(
        self,
        *,
        rate: float,
        burst: int,
        keys: int = 1024,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate, self._burst, self._keys, self._clock = rate, burst, keys, clock
        self._seen: dict[str, tuple[float, float]] = {}

    def allows(self, key: str) -> bool:
        """Whether one more may pass now; counts it."""
        now = self._clock()
        tokens, before = self._seen.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - before) * self._rate)
        passes = tokens >= 1
        self._seen[key] = (tokens - 1 if passes else tokens, now)
        if len(self._seen) > self._keys:
            del self._seen[next(iter(self._seen))]
        return passes
