"""Answers that are typed as most people type them, checked without detours.

`fast_check` makes, once for a question, a function that knows the plain cases alone: an ASCII number, an ISO
date, a choice by its value or key. It answers with the value as it is kept, or MISS, and then
`app.scripts.checks.accept` has the word. What it accepts, that accepts with the same value: a test holds them
together.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.scripts.money import minor_digits
from app.scripts.values import MARK

MISS: Any = object()
"""Not one of the plain cases."""
Check = Callable[[Any], Any]
_LONGEST = 15


def fast_check(
    kind: str, least: Any, most: Any, currency: str, choices: dict[str, str] | None
) -> Check | None:
    """The function for a question whose bounds stay the same; None where there is none for its type.
    `choices`: what may be entered → the choice's value."""
    if kind == "number":
        return _number(least, most)
    if kind == "date":
        return _date(least, most)
    if kind == "money":
        return _money(least, most, currency)
    if kind == "one_of" and choices:
        return lambda value: choices.get(value, MISS) if value.__class__ is str else MISS
    if kind == "text":
        return _text(least, most)
    if kind == "yes_no":
        return lambda value: _YES_NO.get(value, MISS) if value.__class__ is str else MISS
    return None


_YES_NO = {
    **dict.fromkeys(("yes", "Yes", "y", "Y", "1"), True),
    **dict.fromkeys(("no", "No", "n", "N", "2"), False),
}


def choice_table(choices: list[tuple[str, str]]) -> dict[str, str]:
    """What may be entered for (value, key) of the choices, whatever the language: value first, then key."""
    found = {value: value for value, _ in choices if value and value == value.strip()}
    for _, key in choices:
        if key and key == key.strip() and key not in found:
            same = (value for value, other in choices if other.casefold() == key.casefold())
            found[key] = next(same)
    return {entry: value for entry, value in found.items() if value.isprintable() and value.isascii()}


def _text(least: Any, most: Any) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not str or not (
            value.isascii() and value.isprintable() and len(value) <= 1_000
        ):
            return MISS
        if not value or value[0] == " " or value[-1] == " ":
            return MISS
        if (least is not None and len(value) < least) or (most is not None and len(value) > most):
            return MISS
        return value

    return check


def _number(least: Any, most: Any) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is str:
            if not (value.isdecimal() and value.isascii() and len(value) <= _LONGEST):
                return MISS
            value = int(value)
        elif value.__class__ is not int or not -(10**15) < value < 10**15:
            return MISS
        if (least is not None and value < least) or (most is not None and value > most):
            return MISS
        return value

    return check


def _date(least: Any, most: Any) -> Check:
    first = None if least is None else least.isoformat()
    last = None if most is None else most.isoformat()

    def check(value: Any) -> Any:
        if value.__class__ is not str or len(value) != 10:
            return MISS
        if value[4] != "-" or value[7] != "-":
            # A day over 12 is one, whatever the region.
            if value[2] not in "./-" or value[5] not in "./-" or not "13" <= value[:2] <= "31":
                return MISS
            value = f"{value[6:]}-{value[3:5]}-{value[:2]}"
        if not ("1850" <= value[:4] <= "2150" and value.isascii()):
            return MISS
        try:
            date.fromisoformat(value)
        except ValueError:
            return MISS
        if (first is not None and value < first) or (last is not None and value > last):
            return MISS
        return MARK + "d" + value

    return check


def _money(least: Any, most: Any, currency: str) -> Check | None:
    """Bounds that are whole numbers, as they are written by nearly everybody."""
    digits = minor_digits(currency)
    first, last = _whole(least, 0), _whole(most, 10**_LONGEST)
    if first is None or last is None:
        return None

    def check(value: Any) -> Any:
        if value.__class__ is not str or not value.isascii() or len(value) > _LONGEST:
            return MISS
        whole, point, part = value.partition(".")
        if point and whole[-4:-3] == "," and whole[:-4].isdecimal() and len(whole) <= 7:
            whole = whole[:-4] + whole[-3:]  # 1,250.00
        if not whole.isdecimal() or (point and not (part.isdecimal() and len(part) <= digits)):
            return MISS
        amount = int(whole)
        if amount < first or amount > last or (amount == last and int(part or "0")):
            return MISS
        return f"{MARK}n{amount}.{part:0<{digits}}" if digits else f"{MARK}n{amount}"

    return check


def _whole(bound: Any, otherwise: int) -> int | None:
    """A bound as a whole number; None where it is none."""
    if bound is None:
        return otherwise
    return int(bound) if bound == int(bound) else None
