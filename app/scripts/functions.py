"""The functions of expressions: opening hours, ages, amounts and what is read out letter by letter."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from app.scripts.hours import is_open_at
from app.scripts.money import written
from app.scripts.operators import day, equal, number, spend, text
from app.scripts.zones import local_time


def _is_open(scope: Any, hours: Any, at: Any) -> bool:
    moment = local_time(scope.world.now if at is None else int(at), scope.world.zone)
    return is_open_at(text(hours), moment)


def _age(scope: Any, born: Any) -> int | None:
    birthday, today = day(born), scope.today
    if birthday is None:
        return None
    return int(today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day)))


def _days_between(scope: Any, first: Any, second: Any) -> int | None:
    one, other = day(first), day(second)
    return None if one is None or other is None else (other - one).days


def _has(scope: Any, items: Any, value: Any, by: Any) -> bool:
    """Whether one of the items is the value, or has it in the field `by` (sku, code, value, name, id)."""
    if not isinstance(items, list):
        return False
    fields = [text(by)] if by is not None else ["sku", "code", "value", "name", "id"]
    spend(scope, len(items))
    for item in items:
        if isinstance(item, dict):
            if any(name in item and equal(item[name], value, scope) for name in fields):
                return True
        elif equal(item, value, scope):
            return True
    return False


def _money(scope: Any, value: Any, currency: Any) -> str:
    found = number(value)
    return "" if found is None else written(found, text(currency))


def _spell(scope: Any, value: Any) -> str:
    """A number as a person reads it out: digit by digit."""
    return " ".join(letter for letter in text(value)[:200] if not letter.isspace())


def _date(scope: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return local_time(value, scope.world.zone).date()
    return day(value)


def _time(scope: Any, value: Any) -> str:
    moment = scope.world.now if value is None else value
    if isinstance(moment, int) and not isinstance(moment, bool):
        moment = local_time(moment, scope.world.zone)
    return moment.strftime("%H:%M") if isinstance(moment, datetime) else ""


def _weekday(scope: Any, value: Any) -> int | None:
    found: date | None = _date(scope, scope.today if value is None else value)
    return None if found is None else found.isoweekday()


Function = tuple[Callable[..., Any], tuple[str, ...], int, str]
FUNCTIONS: dict[str, Function] = {
    "age": (_age, ("birthday",), 1, "full years since a date"),
    "date": (_date, ("value",), 1, "a date from a text (2026-11-21) or from ms since 1970"),
    "days_between": (_days_between, ("first", "second"), 2, "days from the first date to the second"),
    "has": (_has, ("items", "value", "by"), 2,
            "whether a list holds the value, or an item with it as sku, code, value, name or id (or `by`)"),
    "is_open": (_is_open, ("hours", "at"), 1,
                'whether it is open now: "Mon-Fri 08:30-18:00; Sat 09:00-12:00; 2026-12-25 closed"'),
    "money": (_money, ("value", "currency"), 1, "an amount as it is written: TWD 1,250.00"),
    "spell": (_spell, ("value",), 1, "digit by digit, letter by letter: 4 0 7"),
    "time": (_time, ("value",), 0, "the time of day of ms since 1970, or now: 17:30"),
    "weekday": (_weekday, ("value",), 0, "1 Monday … 7 Sunday, of a date or of today"),
}  # fmt: skip
ALSO_FILTERS = frozenset({"age", "date", "money", "spell", "time"})
