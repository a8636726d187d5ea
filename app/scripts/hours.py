"""Opening hours as people write them: "Mon-Fri 08:30-18:00; Sat 09:00-12:00; 2026-12-25 closed".

Rules stand between semicolons; the last one that speaks of a day holds for it, and one with a date goes
before one with a weekday. A rule is days (`Mon`, `Mon-Fri`, `Mon,Wed`, `2026-12-25`,
`2026-12-24-2027-01-02`, `12-25` every year; nothing: every day) and times (`08:30-12:00,13:00-18:00`,
`closed`, `open`). Times that end before they begin go on past midnight; 24:00 is the end of the day.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from app.scripts.faults import ScriptFault

_DAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\Z")
_DATE = r"(\d{4})-(\d{2})-(\d{2})"
_DATES = re.compile(rf"{_DATE}(?:\s*(?:-|–|\.\.)\s*{_DATE})?\Z")
_EVERY_YEAR = re.compile(r"(\d{2})-(\d{2})\Z")
_RULE = re.compile(r"(?P<days>.*?)\s*(?P<times>closed|open|(?:\d{1,2}:\d{2}.*))\Z", re.IGNORECASE | re.DOTALL)


class _Rule(NamedTuple):
    dated: bool
    holds: Callable[[date], bool]
    spans: tuple[tuple[int, int], ...]
    """Minutes of the day, from (inclusive) and to (exclusive); to may be past 1440."""


def is_open_at(hours: str, moment: datetime) -> bool:
    """Whether it is open at that time of the house. ScriptFault where the hours cannot be read."""
    rules = read_hours(hours)
    minute = moment.hour * 60 + moment.minute
    today = moment.date()
    if any(start <= minute < end for start, end in _spans(rules, today)):
        return True
    yesterday = today - timedelta(days=1) if today > date.min else today
    return any(start <= minute + 1440 < end for start, end in _spans(rules, yesterday))


def _spans(rules: tuple[_Rule, ...], on: date) -> tuple[tuple[int, int], ...]:
    for dated in (True, False):
        for rule in reversed(rules):
            if rule.dated == dated and rule.holds(on):
                return rule.spans
    return ()


@lru_cache(maxsize=256)
def read_hours(hours: str) -> tuple[_Rule, ...]:
    """The rules. ScriptFault `hours` names the one that cannot be read."""
    if len(hours) > 4_000:
        raise ScriptFault("hours", "These opening hours are too long.")
    return tuple(_rule(part.strip()) for part in hours.split(";") if part.strip())


def _rule(source: str) -> _Rule:
    found = _RULE.match(source)
    if found is None:
        raise ScriptFault("hours", f"These opening hours cannot be read: {source[:80]}")
    dated, holds = _days(found["days"].strip(" :,"), source)
    return _Rule(dated, holds, _times(found["times"], source))


def _times(times: str, source: str) -> tuple[tuple[int, int], ...]:
    if times.lower() == "closed":
        return ()
    if times.lower() == "open":
        return ((0, 1440),)
    spans = []
    for part in times.split(","):
        found = _TIMES.match(part.strip())
        hours = [int(number) for number in found.groups()] if found else [99, 0, 0, 0]
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if max(hours[0], hours[2]) > 24 or max(hours[1], hours[3]) > 59 or max(start, end) > 1440:
            raise ScriptFault("hours", f"These times cannot be read: {source[:80]}")
        spans.append((start, end if end > start else end + 1440))
    return tuple(spans)


def _days(days: str, source: str) -> tuple[bool, Callable[[date], bool]]:
    if not days:
        return False, lambda on: True
    dates = _DATES.match(days)
    if dates:
        numbers = [int(number) for number in dates.groups() if number]
        try:
            first = date(*numbers[:3])
            last = date(*numbers[3:]) if len(numbers) > 3 else first
        except ValueError:
            raise ScriptFault("hours", f"There is no such day: {source[:80]}") from None
        return True, lambda on: first <= on <= last
    yearly = _EVERY_YEAR.match(days)
    if yearly:
        month, number = int(yearly[1]), int(yearly[2])
        return True, lambda on: (on.month, on.day) == (month, number)
    wanted = frozenset(_weekdays(days, source))
    return False, lambda on: on.weekday() in wanted


def _weekdays(days: str, source: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,\s]+", days):
        ends = [_DAYS.get(name.strip().lower()[:3]) for name in re.split(r"[-–]", part)]
        if len(ends) > 2 or None in ends:
            raise ScriptFault("hours", f"These days cannot be read: {source[:80]}")
        first, last = ends[0] or 0, ends[-1] or 0
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return found
