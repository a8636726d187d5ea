"""The filters, tests, functions and methods that texts and expressions may use: all there are.

Each gets the scope (the step that runs: language, world, fuel) and its arguments, None for those left out.
None of them looks at attributes of Python objects or calls what it was given.
"""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple, Protocol

from app.scripts import functions
from app.scripts.faults import ScriptFault
from app.scripts.operators import (
    COMPARE,
    add,
    contains,
    equal,
    greater,
    less,
    number,
    short,
    spend,
    text,
)
from app.scripts.state import World


class Scope(Protocol):
    """What a word may know of the step that runs."""

    fuel: int
    world: World
    language: str
    today: date


class Word(NamedTuple):
    """`parameters`: names in order, without the value before the bar or the dot; the first `least` of them
    must be given. `about` is for docs/flows.md."""

    call: Callable[..., Any]
    parameters: tuple[str, ...]
    least: int
    about: str


def _items(scope: Scope, value: Any) -> list[Any]:
    """A list to go through; what is no list is a list of itself, nothing is an empty one."""
    if value is None or value == "":
        return []
    if isinstance(value, dict):
        value = list(value)
    found = value if isinstance(value, list) else [value]
    spend(scope, len(found))
    return found


def field(value: Any, name: Any) -> Any:
    """A field of a mapping, by a path with dots; None where there is none."""
    for part in name.split(".") if isinstance(name, str) else [name]:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _text(scope: Scope, value: Any) -> str:
    found = text(value, scope)
    spend(scope, len(found) >> 6)
    return found


def _round(scope: Scope, value: Any, precision: Any, method: Any) -> Any:
    found = number(value)
    if found is None:
        return None
    places = precision if isinstance(precision, int) and 0 <= precision <= 10 else 0
    how = {"ceil": ROUND_CEILING, "floor": ROUND_FLOOR}.get(method, ROUND_HALF_UP)
    exact = Decimal(repr(found)) if isinstance(found, float) else Decimal(found)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=how)
    if isinstance(found, Decimal):
        return rounded
    return int(rounded) if places == 0 else float(rounded)


def _int(scope: Scope, value: Any, default: Any) -> Any:
    found = number(value)
    return int(found) if found is not None else (0 if default is None else default)


def _float(scope: Scope, value: Any, default: Any) -> Any:
    found = number(value)
    return float(found) if found is not None else (0.0 if default is None else default)


def _replace(scope: Scope, value: Any, old: Any, new: Any) -> str:
    found, old, new = _text(scope, value), text(old), text(new)
    if not old:
        return found
    if len(found) + found.count(old) * len(new) > 2 * 20_000:
        raise ScriptFault("too_long", "A text is too long.")
    return short(found.replace(old, new))


def _join(scope: Scope, value: Any, separator: Any, attribute: Any) -> str:
    items = _items(scope, value)
    parts = [text(item if attribute is None else field(item, attribute), scope) for item in items]
    between = text(separator)
    if sum(map(len, parts)) + len(between) * len(parts) > 20_000:
        raise ScriptFault("too_long", "A text is too long.")
    return _text(scope, between.join(parts))


def _order(scope: Scope, value: Any) -> tuple[int, Any]:
    """A key that orders anything: empty, numbers, dates, texts."""
    found = number(value) if not isinstance(value, str) else None
    if found is not None:
        return 1, found
    if isinstance(value, date):
        return 2, value.isoformat()
    return (0, "") if value is None else (3, _text(scope, value).casefold())


def _sort(scope: Scope, value: Any, attribute: Any, reverse: Any) -> list[Any]:
    items = _items(scope, value)
    spend(scope, 4 * len(items))
    return sorted(
        items,
        key=lambda item: _order(scope, item if attribute is None else field(item, attribute)),
        reverse=bool(reverse),
    )


def _unique(scope: Scope, value: Any) -> list[Any]:
    found: list[Any] = []
    for item in _items(scope, value):
        if not contains(item, found, scope):
            found.append(item)
    return found


def _best(scope: Scope, value: Any, attribute: Any, better: Callable[..., bool]) -> Any:
    best = None
    for item in _items(scope, value):
        of = item if attribute is None else field(item, attribute)
        if of is not None and (best is None or better(of, best[0], scope)):
            best = (of, item)
    return None if best is None else best[1]


def _sum(scope: Scope, value: Any, attribute: Any, start: Any) -> Any:
    total: Any = 0 if start is None else start
    for item in _items(scope, value):
        of = item if attribute is None else field(item, attribute)
        total = total if of is None else add(total, number(of), scope)
    return total


def _map(scope: Scope, value: Any, attribute: Any) -> list[Any]:
    return [field(item, attribute) for item in _items(scope, value)]


def _picked(scope: Scope, value: Any, attribute: Any, test: Any, other: Any, wanted: bool) -> list[Any]:
    name = {None: "", "equalto": "eq", "==": "eq", "!=": "ne", "le": "lteq", "ge": "gteq"}.get(test, test)
    compare = COMPARE.get(name)
    if name and compare is None:
        raise ScriptFault("unknown_test", f"There is no test {name} to select by.")
    found = []
    for item in _items(scope, value):
        of = field(item, attribute)
        if (compare(of, other, scope) if compare else bool(of)) == wanted:
            found.append(item)
    return found


def _default(scope: Scope, value: Any, other: Any, boolean: Any) -> Any:
    return other if value is None or value == "" or (boolean and not value) else value


def _length(scope: Scope, value: Any) -> int:
    return len(value) if isinstance(value, str | list | dict) else 0


def _first(scope: Scope, value: Any) -> Any:
    if isinstance(value, str):
        return value[:1]
    return next(iter(_items(scope, value)), None)


def _last(scope: Scope, value: Any) -> Any:
    if isinstance(value, str):
        return value[-1:]
    return next(iter(_items(scope, value)[-1:]), None)


def _reverse(scope: Scope, value: Any) -> Any:
    return value[::-1] if isinstance(value, str) else _items(scope, value)[::-1]


def _truncate(scope: Scope, value: Any, length: Any) -> str:
    found, most = _text(scope, value), length if isinstance(length, int) and length > 0 else 255
    return found if len(found) <= most else found[: most - 1].rstrip() + "…"


def _of_text(how: Callable[[str], Any]) -> Callable[[Scope, Any], Any]:
    return lambda scope, value: how(_text(scope, value))


def _capitalize(found: str) -> str:
    return found[:1].upper() + found[1:]


def _split(scope: Scope, value: Any, separator: Any) -> list[str]:
    parts = _text(scope, value).split(None if separator in (None, "") else text(separator), 1000)
    spend(scope, len(parts))
    return parts


def _pairs(scope: Scope, value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return []
    spend(scope, len(value))
    return [[name, of] for name, of in value.items()]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _divisible(scope: Scope, value: Any, by: Any) -> bool:
    one, other = number(value), number(by)
    return one is not None and bool(other) and one % int(other or 1) == 0


_VALUE_ATTRIBUTE = ("attribute",)
_UPPER = Word(_of_text(str.upper), (), 0, "in capitals")
_LOWER = Word(_of_text(str.lower), (), 0, "in small letters")
_STRIP = Word(_of_text(str.strip), (), 0, "without blanks around it")
_TITLE = Word(_of_text(str.title), (), 0, "each word with a capital")
_FIRST_CAPITAL = Word(_of_text(_capitalize), (), 0, "the first letter a capital")
_REPLACE = Word(_replace, ("old", "new"), 2, "with `old` replaced by `new`")
_LENGTH = Word(_length, (), 0, "how many letters, items, fields")
_DEFAULT = Word(_default, ("default_value", "boolean"), 1, "another value where it is empty")
_SPLIT = Word(_split, ("separator",), 0, "a list of the parts of a text")

FUNCTIONS: dict[str, Word] = {
    name: Word(call, parameters, least, about)
    for name, (call, parameters, least, about) in functions.FUNCTIONS.items()
}

FILTERS: dict[str, Word] = {
    "abs": Word(lambda scope, value: abs(number(value) or 0), (), 0, "without its sign"),
    "capitalize": _FIRST_CAPITAL,
    "count": _LENGTH,
    "d": _DEFAULT,
    "default": _DEFAULT,
    "first": Word(_first, (), 0, "the first item or letter"),
    "float": Word(_float, ("default",), 0, "as a number with a fraction"),
    "int": Word(_int, ("default",), 0, "as a whole number"),
    "join": Word(_join, ("d", "attribute"), 0, "the items as one text, `d` between them"),
    "last": Word(_last, (), 0, "the last item or letter"),
    "length": _LENGTH,
    "list": Word(_items, (), 0, "as a list"),
    "lower": _LOWER,
    "map": Word(_map, _VALUE_ATTRIBUTE, 1, "a field of each item"),
    "max": Word(lambda s, value, a: _best(s, value, a, greater), _VALUE_ATTRIBUTE, 0, "the largest item"),
    "min": Word(lambda s, value, a: _best(s, value, a, less), _VALUE_ATTRIBUTE, 0, "the smallest item"),
    "rejectattr": Word(
        lambda s, value, a, t, o: _picked(s, value, a, t, o, False), ("attribute", "test", "value"), 1,
        "the items of which a field is empty, or does not pass the test (eq, ne, lt, lteq, gt, gteq, in)",
    ),
    "replace": _REPLACE,
    "reverse": Word(_reverse, (), 0, "from the end to the beginning"),
    "round": Word(_round, ("precision", "method"), 0, "rounded (`method`: common, ceil, floor)"),
    "selectattr": Word(
        lambda s, value, a, t, o: _picked(s, value, a, t, o, True), ("attribute", "test", "value"), 1,
        "the items of which a field is not empty, or passes the test",
    ),
    "sort": Word(_sort, ("attribute", "reverse"), 0, "in order, by a field"),
    "split": _SPLIT,
    "string": Word(lambda scope, value: _text(scope, value), (), 0, "as a text"),
    "sum": Word(_sum, ("attribute", "start"), 0, "the items, or a field of them, together"),
    "title": _TITLE,
    "trim": _STRIP,
    "truncate": Word(_truncate, ("length",), 0, "at most so many letters"),
    "unique": Word(_unique, (), 0, "without those that come again"),
    "upper": _UPPER,
    **{
        name: Word(word.call, word.parameters[1:], max(0, word.least - 1), word.about)
        for name, word in FUNCTIONS.items()
        if name in functions.ALSO_FILTERS
    },
}  # fmt: skip


def _compares(name: str, about: str) -> Word:
    compare = COMPARE[name]
    return Word(lambda scope, value, other: compare(value, other, scope), ("other",), 1, about)


_EQUAL = _compares("eq", "equal to another value")
TESTS: dict[str, Word] = {
    "boolean": Word(lambda s, value: isinstance(value, bool), (), 0, "true or false"),
    "defined": Word(lambda s, value: value is not None, (), 0, "there is such a value"),
    "divisibleby": Word(_divisible, ("num",), 1, "a number divides it"),
    "empty": Word(lambda s, value: not value and value != 0, (), 0, "nothing, an empty text or list"),
    "eq": _EQUAL,
    "equalto": _EQUAL,
    "even": Word(lambda s, value: number(value) is not None and number(value) % 2 == 0, (), 0, "even"),  # type: ignore[operator]
    "false": Word(lambda s, value: value is False, (), 0, "false"),
    "ge": _compares("gteq", "at least another value"),
    "gt": _compares("gt", "more than another value"),
    "in": _compares("in", "in a list or a text"),
    "le": _compares("lteq", "at most another value"),
    "lt": _compares("lt", "less than another value"),
    "mapping": Word(lambda s, value: isinstance(value, dict), (), 0, "has fields"),
    "ne": _compares("ne", "other than another value"),
    "none": Word(lambda s, value: value is None, (), 0, "no value"),
    "number": Word(lambda s, value: _is_number(value), (), 0, "a number or an amount"),
    "odd": Word(lambda s, value: number(value) is not None and number(value) % 2 == 1, (), 0, "odd"),  # type: ignore[operator]
    "sequence": Word(lambda s, value: isinstance(value, list | str), (), 0, "a list or a text"),
    "string": Word(lambda s, value: isinstance(value, str), (), 0, "a text"),
    "true": Word(lambda s, value: value is True, (), 0, "true"),
    "undefined": Word(lambda s, value: value is None, (), 0, "there is no such value"),
}  # fmt: skip


def _starts(scope: Scope, value: Any, prefix: Any) -> bool:
    return _text(scope, value).startswith(text(prefix))


def _ends(scope: Scope, value: Any, suffix: Any) -> bool:
    return _text(scope, value).endswith(text(suffix))


def _get(scope: Scope, value: Any, name: Any, default: Any) -> Any:
    found = value.get(name) if isinstance(value, dict) and isinstance(name, str) else None
    return default if found is None else found


METHODS: dict[str, Word] = {
    "capitalize": _FIRST_CAPITAL,
    "endswith": Word(_ends, ("suffix",), 1, "whether a text ends so"),
    "get": Word(_get, ("key", "default"), 1, "a field of a mapping"),
    "isoformat": Word(_of_text(str), (), 0, "a date as 2026-11-21"),
    "items": Word(_pairs, (), 0, "name and value of each field"),
    "keys": Word(lambda s, v: [pair[0] for pair in _pairs(s, v)], (), 0, "the names of the fields"),
    "lower": _LOWER,
    "replace": _REPLACE,
    "split": _SPLIT,
    "startswith": Word(_starts, ("prefix",), 1, "whether a text begins so"),
    "strip": _STRIP,
    "title": _TITLE,
    "upper": _UPPER,
    "values": Word(lambda s, v: [pair[1] for pair in _pairs(s, v)], (), 0, "the values of the fields"),
}


__all__ = ["FILTERS", "FUNCTIONS", "METHODS", "TESTS", "Scope", "Word", "equal", "field"]
