"""The time of the house, from ms since 1970. Pure but for the zone tables of the machine."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_START = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 253_000_000_000_000


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """An IANA zone; UTC where there is no such."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return UTC


def local_time(at: int, zone: str) -> datetime:
    """ms since 1970 as the clock on the wall of `zone`."""
    return (_START + timedelta(milliseconds=max(0, min(at, _LATEST)))).astimezone(zone_of(zone))


def local_day(at: int, zone: str) -> date:
    """The date on the wall of `zone`."""
    return _day_of(at // 60_000, zone)


@lru_cache(maxsize=256)
def _day_of(minute: int, zone: str) -> date:
    return local_time(minute * 60_000, zone).date()
