"""The operators of expressions, bounded: nothing grows without end, and an empty value makes no fault.

Numbers stay under `values.LARGEST`, texts under `values.LONGEST`. A comparison with something empty, or of
two things that have no order, is false; reckoning with something empty gives something empty. A text that
is a date or a number is taken as one beside a date or a number: records hold them as texts.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite
from operator import eq, ge, gt, le, lt
from typing import Any

from app.scripts.faults import ScriptFault
from app.scripts.values import DEEPEST, LARGEST, LONGEST, MOST_PARTS, Meter, decimal_text

_DIGITS = 24
"""Of a decimal before the point."""


def spend(meter: Meter, amount: int) -> None:
    """Take from the step's budget. ScriptFault where it is used up."""
    meter.fuel -= amount
    if meter.fuel < 0:
        raise ScriptFault("too_much", "This step does too much work.")


def bounded(value: Any) -> Any:
    """A number within its bounds."""
    kind = value.__class__
    if kind is Decimal:
        if value.is_finite() and value.adjusted() < _DIGITS:
            return value
        raise ScriptFault("too_large", "A number is too large.")
    if kind is float and not isfinite(value):
        raise ScriptFault("too_large", "A number is too large.")
    if kind is complex:
        raise ScriptFault("not_a_number", "This has no real result.")
    if not -LARGEST <= value <= LARGEST:
        raise ScriptFault("too_large", "A number is too large.")
    return value


def number(value: Any) -> int | float | Decimal | None:
    """A value as a number; None where it is none."""
    kind = value.__class__
    if kind is int or kind is float or kind is Decimal:
        return value
    if kind is bool:
        return int(value)
    if kind is str and len(value) <= 40:
        try:
            found = Decimal(value.strip())
        except InvalidOperation:
            return None
        return found if found.is_finite() and abs(found.adjusted()) < 30 else None
    return None


def day(value: Any) -> date | None:
    """A value as a date; None where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value.__class__ is str and len(value) >= 10 and value[4:5] == "-":
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


def text(value: Any, meter: Meter | None = None) -> str:
    """A value as it is written in a text; lists and mappings are counted."""
    kind = value.__class__
    if kind is str:
        return value
    if value is None:
        return ""
    if kind is datetime:
        return value.strftime("%Y-%m-%d %H:%M")
    if kind is date:
        return value.isoformat()
    if kind is Decimal:
        return decimal_text(value)
    if kind is list or kind is dict:
        left = [MOST_PARTS]
        try:
            return _listed(value, left, 0)
        finally:
            if meter is not None:
                spend(meter, MOST_PARTS - left[0])
    return str(value)


def _listed(value: Any, left: list[int], depth: int) -> str:
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise ScriptFault("too_many", "A value has too many parts.")
    if value.__class__ is list:
        parts = [_listed(item, left, depth + 1) for item in value]
    elif value.__class__ is dict:
        parts = [f"{name}: {_listed(item, left, depth + 1)}" for name, item in value.items()]
    else:
        return text(value)
    return short(", ".join(parts))


def short(value: str) -> str:
    """A text within its bound."""
    if len(value) > LONGEST:
        raise ScriptFault("too_long", f"A text has more than {LONGEST:,} characters.")
    return value


def _no(what: str, left: Any, right: Any) -> ScriptFault:
    return ScriptFault("types", f"{what} does not work with {_kind(left)} and {_kind(right)}.")


def _kind(value: Any) -> str:
    names = {
        "str": "a text",
        "int": "a number",
        "float": "a number",
        "Decimal": "an amount",
        "date": "a date",
    }
    name = value.__class__.__name__
    return names.get(name, name)


def _numbers(what: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Both as numbers that can be reckoned together."""
    if left.__class__ is Decimal and right.__class__ is int:
        return left, right
    one, other = number(left), number(right)
    if one is None or other is None:
        raise _no(what, left, right)
    if one.__class__ is not other.__class__:
        if one.__class__ is Decimal and other.__class__ is float:
            other = Decimal(repr(other))
        elif one.__class__ is float and other.__class__ is Decimal:
            one = Decimal(repr(one))
    return one, other


def add(left: Any, right: Any, meter: Meter) -> Any:
    """+: numbers, days to a date, texts, lists."""
    if left is None or right is None:
        return None
    if left.__class__ is date and right.__class__ is int:
        return _later(left, right)
    if left.__class__ is str and right.__class__ is str:
        spend(meter, len(left) + len(right) >> 6)
        return short(left + right)
    if left.__class__ is list and right.__class__ is list:
        if len(left) + len(right) > MOST_PARTS:
            raise ScriptFault("too_many", "A list is too long.")
        spend(meter, len(left) + len(right))
        return left + right
    moment = left if isinstance(left, date) else None
    if moment is None and left.__class__ is str and right.__class__ is int:
        moment = day(left)
    if moment is not None and right.__class__ is int:
        return _later(moment, right)
    one, other = _numbers("+", left, right)
    return bounded(one + other)


def _later(moment: date, days: int) -> date:
    try:
        return moment + timedelta(days=days)
    except OverflowError:
        raise ScriptFault("too_large", "This date is too far away.") from None


def subtract(left: Any, right: Any, meter: Meter) -> Any:
    """-: numbers, days from a date, the days between two dates."""
    if left is None or right is None:
        return None
    if isinstance(left, date) or isinstance(right, date):
        one, other = day(left), day(right)
        if one is not None and other is not None:
            return (one - other).days
        if one is not None and right.__class__ is int:
            return _later(left, -right)
        raise _no("-", left, right)
    one, other = _numbers("-", left, right)
    return bounded(one - other)


def multiply(left: Any, right: Any, meter: Meter) -> Any:
    """*: numbers alone; a text is not repeated."""
    if left is None or right is None:
        return None
    one, other = _numbers("*", left, right)
    return bounded(one * other)


def divide(left: Any, right: Any, meter: Meter) -> Any:
    """/"""
    return _divided("/", lambda one, other: one / other, left, right)


def floor_divide(left: Any, right: Any, meter: Meter) -> Any:
    """//"""
    return _divided("//", lambda one, other: one // other, left, right)


def modulo(left: Any, right: Any, meter: Meter) -> Any:
    """%: numbers alone; it formats no text."""
    if left.__class__ is str and number(left) is None:
        raise _no("%", left, right)
    return _divided("%", lambda one, other: one % other, left, right)


def _divided(what: str, how: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    one, other = _numbers(what, left, right)
    if other == 0:
        raise ScriptFault("division", "A number is divided by nothing.")
    return bounded(how(one, other))


def power(left: Any, right: Any, meter: Meter) -> Any:
    """**, with small exponents."""
    if left is None or right is None:
        return None
    one, other = _numbers("**", left, right)
    if abs(other) > 100:
        raise ScriptFault("too_large", "An exponent is at most 100.")
    if one == 0 and other < 0:
        raise ScriptFault("division", "A number is divided by nothing.")
    try:
        return bounded(one**other)
    except OverflowError:
        raise ScriptFault("too_large", "A number is too large.") from None


def negative(value: Any) -> Any:
    """- before a number."""
    if value is None:
        return None
    found = number(value)
    if found is None:
        raise _no("-", value, 0)
    return -found


def concat(parts: list[Any], meter: Meter) -> str:
    """~"""
    found = "".join([text(part, meter) for part in parts])
    spend(meter, len(found) >> 6)
    return short(found)


_NUMBERS = frozenset({int, float, Decimal})


# --- comparisons ---------------------------------------------------------------------------------
def _ordered(how: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Meter], bool]:
    def compare(left: Any, right: Any, meter: Meter) -> bool:
        kind = left.__class__
        if kind in _NUMBERS and right.__class__ in _NUMBERS:
            return how(left, right)
        if kind is date and right.__class__ is date:
            return how(left, right)
        if left is None or right is None or left == "" or right == "":
            return False
        pair = _alike(left, right)
        if pair is None:
            return False
        return how(pair[0], pair[1])

    return compare


def _alike(left: Any, right: Any) -> tuple[Any, Any] | None:
    """Both so that they have an order, or None."""
    if left.__class__ is str and right.__class__ is str:
        return left, right
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left, right
    if isinstance(left, date) or isinstance(right, date):
        one, other = day(left), day(right)
        return None if one is None or other is None else (one, other)
    first, second = number(left), number(right)
    return None if first is None or second is None else (first, second)


less, at_most, greater, at_least = _ordered(lt), _ordered(le), _ordered(gt), _ordered(ge)


def equal(left: Any, right: Any, meter: Meter) -> bool:
    """==; what is empty equals the empty text."""
    if left is None or right is None:
        return left in (None, "") and right in (None, "")
    if left.__class__ is right.__class__:
        if left.__class__ is list or left.__class__ is dict:
            return _same(left, right, meter, 0)
        return eq(left, right)
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return False
    pair = _alike(left, right)
    return pair is not None and eq(*pair)


def _same(left: Any, right: Any, meter: Meter, depth: int) -> bool:
    """Lists and mappings, counted."""
    spend(meter, 1)
    if left.__class__ is not right.__class__ or left.__class__ not in (list, dict):
        return equal(left, right, meter) if left.__class__ not in (list, dict) else False
    if len(left) != len(right) or depth > DEEPEST:
        return False
    if left.__class__ is list:
        return all(_same(one, other, meter, depth + 1) for one, other in zip(left, right, strict=True))
    return all(name in right and _same(left[name], right[name], meter, depth + 1) for name in left)


def unequal(left: Any, right: Any, meter: Meter) -> bool:
    """!="""
    return not equal(left, right, meter)


def contains(left: Any, right: Any, meter: Meter) -> bool:
    """`in`: a value in a list, a part in a text, a key in a mapping."""
    if right is None or left is None:
        return False
    if right.__class__ is list:
        spend(meter, len(right))
        return any(equal(left, item, meter) for item in right)
    if right.__class__ is dict:
        return left.__class__ is str and left in right
    if right.__class__ is str:
        spend(meter, len(right) >> 4)
        return text(left, meter) in right
    return False


def misses(left: Any, right: Any, meter: Meter) -> bool:
    """`not in`"""
    return not contains(left, right, meter)


COMPARE: dict[str, Callable[[Any, Any, Meter], bool]] = {
    "eq": equal, "ne": unequal, "lt": less, "lteq": at_most, "gt": greater, "gteq": at_least,
    "in": contains, "notin": misses,
}  # fmt: skip
RECKON: dict[str, Callable[[Any, Any, Meter], Any]] = {
    "Add": add, "Sub": subtract, "Mul": multiply, "Div": divide, "FloorDiv": floor_divide,
    "Mod": modulo, "Pow": power,
}  # fmt: skip
