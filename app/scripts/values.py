"""The values of a run: how they are kept in JSON, and the bounds that hold for all of them.

Kept are None, booleans, whole numbers, floats, texts, lists and mappings. A date or an amount that stands in
a variable by itself is kept as a text with a mark before it, so that it is a date or an amount again in the
next expression, wherever the run goes on. Outwards (`plain`) a date is an ISO text, an amount a decimal text.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import Any, Protocol

import msgspec

from app.scripts.faults import ScriptFault

MARK = "\x1f"
"""Unit separator: no text that comes from outside keeps one."""
_DATE, _AMOUNT = MARK + "d", MARK + "n"

LONGEST = 20_000
"""Characters of one text."""
LARGEST = 10**24
"""Amount of a number in an expression."""
LARGEST_KEPT = 2**63 - 1
"""Ids of rows have 63 bits."""
MOST_PARTS = 20_000
"""Values inside one value."""
DEEPEST = 30


def alive(value: Any) -> Any:
    """A kept value as expressions see it: dates are dates, amounts decimals."""
    return marked(value) if value.__class__ is str and value[:1] == MARK else value


@lru_cache(maxsize=1024)
def marked(value: str) -> date | Decimal | str:
    """What a text with a mark before it means."""
    try:
        if value[:2] == _DATE:
            return date.fromisoformat(value[2:])
        return Decimal(value[2:])
    except (ValueError, InvalidOperation):
        return value[2:]


def plain(value: Any) -> Any:
    """A kept value as others see it."""
    return value[2:] if value.__class__ is str and value[:1] == MARK else value


class Meter(Protocol):
    """What a step may still spend."""

    fuel: int


def kept(value: Any, meter: Meter | None = None) -> Any:
    """A value as it is kept. ScriptFault where it is too large or of no kind that can be kept."""
    kind = value.__class__
    if kind is str:
        return text_of(value)
    if kind is int:
        return value if -LARGEST_KEPT <= value <= LARGEST_KEPT else _refuse_number()
    if value is None or kind is bool:
        return value
    if kind is date:
        return _DATE + value.isoformat()
    if kind is Decimal:
        return _AMOUNT + decimal_text(value)
    left = [MOST_PARTS]
    found = _part(value, left, 0)
    if meter is not None:
        meter.fuel -= MOST_PARTS - left[0]
        if meter.fuel < 0:
            raise ScriptFault("too_much", "This step does too much work.")
    return found


def text_of(value: str) -> str:
    """A text without what JSON or a database cannot keep."""
    if len(value) > LONGEST:
        raise ScriptFault("too_long", f"A text has more than {LONGEST:,} characters.")
    if value.isascii():
        if value.isprintable():
            return value
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        value = "".join("�" if "\ud800" <= letter <= "\udfff" else letter for letter in value)
    return value.replace("\x00", "").replace(MARK, "")


def decimal_text(value: Decimal) -> str:
    """Without an exponent; the number is bounded."""
    if not value.is_finite() or value.adjusted() > 24:
        _refuse_number()
    written = str(value)
    if "E" not in written:
        return written if len(written) <= 40 else format(value.quantize(Decimal("1e-28")), "f")
    if value and value.adjusted() < -30:
        return "0"
    if int(value.as_tuple().exponent) < -30:
        value = value.quantize(Decimal("1e-28"))
    return format(value, "f")


def _part(value: Any, left: list[int], depth: int) -> Any:
    """A value inside another: dates and amounts are texts there."""
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise ScriptFault("too_many", "A value has too many parts.")
    kind = value.__class__
    if kind is str:
        return text_of(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, str):
        return text_of(str.__str__(value))
    if isinstance(value, int):
        return int(value) if -LARGEST_KEPT <= value <= LARGEST_KEPT else _refuse_number()
    if isinstance(value, float):
        return float(value) if isfinite(value) else _refuse_number()
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, list | tuple):
        return [_part(item, left, depth + 1) for item in value]
    if isinstance(value, dict):
        return {text_of(_key(key)): _part(item, left, depth + 1) for key, item in value.items()}
    if isinstance(value, msgspec.Struct):
        return {name: _part(getattr(value, name), left, depth + 1) for name in value.__struct_fields__}
    raise ScriptFault("no_value", f"A {kind.__name__} cannot be kept.")


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, int | float | date):
        return str(key)
    raise ScriptFault("no_value", "A key of a mapping must be a text.")


def _refuse_number() -> Any:
    raise ScriptFault("too_large", "A number is too large.")
