"""How often somebody may knock: a bucket of tokens a name, filled again as time goes on."""

import ipaddress
import threading
from collections import OrderedDict

from app.core.clock import Clock

NAMES = 20_000
"""Names remembered; the one not heard of for longest is forgotten first."""


class Limit:
    """`burst` at once, then `a_minute`. Safe to use from any thread."""

    def __init__(self, clock: Clock, *, burst: int, a_minute: int) -> None:
        self._clock = clock
        self._burst = float(burst)
        self._per_ms = a_minute / 60_000
        self._left: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def takes(self, name: str) -> bool:
        """Whether this one may pass; counts it."""
        return self._take(name, 1.0)

    def exhausted(self, name: str) -> bool:
        """Whether the next one would not pass; counts nothing."""
        return not self._take(name, 0.0)

    def _take(self, name: str, count: float) -> bool:
        now = self._clock.now()
        with self._lock:
            left, at = self._left.get(name, (self._burst, now))
            left = min(self._burst, left + max(0, now - at) * self._per_ms)
            passes = left >= 1
            self._left[name] = (left - count if passes else left, now)
            self._left.move_to_end(name)
            while len(self._left) > NAMES:
                self._left.popitem(last=False)
            return passes


def address_name(host: str) -> str:
    """What an address is counted under: itself; of IPv6 the /64, which one household or server has whole."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address)
