"""Answers, typed and checked: what was typed, keyed or already typed becomes a value, or a code says why not.

Each function takes the question and what was given, and answers with the value as expressions see it. It
raises `Unfit` with a code of `Shown.problem`.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import phonenumbers

from app.scripts.dates import read_date
from app.scripts.money import UNITS, minor_digits
from app.scripts.nodes import AnswerType
from app.scripts.numbers import plain_digits, read_number
from app.scripts.operators import day, number
from app.scripts.state import World
from app.scripts.values import LARGEST_KEPT, MARK

LONGEST_ANSWER = 5_000
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_YES = frozenset(
    """yes y true ok okay yep sure 是 是的 對 对 好 有 要
    ใช่ ใช่ค่ะ ใช่ครับ ค่ะ ครับ ได้ ja oui sí si""".split()  # noqa: SIM905 - a list of words
)
_NO = frozenset(
    """no n false nope 否 不 不是 不對 不对 沒有 没有 不要
    ไม่ ไม่ใช่ ไม่ใช่ค่ะ ไม่ใช่ครับ nein non""".split()  # noqa: SIM905
)
_SEPARATORS = re.compile(r"[,;、，；*\n]+")
_CURRENCIES = re.compile(r"^(?:NT\$|US\$|HK\$|[A-Za-z]{3}|[$€£¥฿₩])|(?:[A-Za-z]{3}|[$€£¥฿₩元]|บาท)$")


class Unfit(Exception):
    """An answer that does not fit; `code` as `Shown.problem` says it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Choice(Protocol):
    """A choice that is offered."""

    value: str
    text: str
    key: str


class Question(Protocol):
    """What the functions here look at."""

    type: str
    required: bool
    pattern: re.Pattern[str] | None
    currency: str


class Limits:
    """Least and most as values; None where there are none. `choices` are those offered now."""

    __slots__ = ("choices", "language", "least", "most", "speaker", "today", "world")

    def __init__(
        self, world: World, today: date, language: str, speaker: str, least: Any, most: Any, choices: Any
    ) -> None:
        self.world, self.today, self.language, self.speaker = world, today, language, speaker
        self.least, self.most, self.choices = least, most, choices


def _typed(value: Any) -> str:
    """What was given, as the text somebody might have typed."""
    if isinstance(value, str):
        if len(value) > 4 * LONGEST_ANSWER:
            raise Unfit("too_long")
        return value.replace(MARK, "").strip()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("not_this_type")
    if isinstance(value, int) and abs(value) > LARGEST_KEPT:
        raise Unfit("too_large")
    return str(value)


def _text(question: Question, value: Any, limits: Limits) -> str:
    found = "".join(letter for letter in _typed(value) if letter.isprintable() or letter in "\n\t")
    if len(found) > LONGEST_ANSWER:
        raise Unfit("too_long")
    if limits.least is not None and len(found) < limits.least:
        raise Unfit("too_short")
    if limits.most is not None and len(found) > limits.most:
        raise Unfit("too_long")
    if question.pattern is not None and not question.pattern.fullmatch(found):
        found = plain_digits(found)
        if not question.pattern.fullmatch(found):
            raise Unfit("pattern")
    return found


def _bounds(value: Any, limits: Limits) -> Any:
    if limits.least is not None and value < limits.least:
        raise Unfit("too_small")
    if limits.most is not None and value > limits.most:
        raise Unfit("too_large")
    return value


def _number(question: Question, value: Any, limits: Limits) -> int | float:
    if value.__class__ is int and -LARGEST_KEPT <= value <= LARGEST_KEPT:
        return _bounds(value, limits)
    text = _typed(value)
    exact = read_number(text.replace("*", ".") if limits.speaker == "telephone" else text, limits.language)
    if exact is None:
        raise Unfit("not_a_number")
    found = int(exact) if exact == exact.to_integral_value() else float(exact)
    return _bounds(found, limits)


def _money(question: Question, value: Any, limits: Limits) -> Decimal:
    text = _typed(value)
    if limits.speaker == "telephone":
        text = text.replace("*", ".")
    if not (text[:1].isdecimal() and text[-1:].isdecimal()):
        text = _CURRENCIES.sub("", text).strip()
    exact = read_number(text, limits.language)
    if exact is None:
        raise Unfit("not_a_number")
    found = exact.quantize(UNITS[minor_digits(question.currency)])
    if exact != found:
        raise Unfit("too_precise")
    return _bounds(found, limits)


def _date(question: Question, value: Any, limits: Limits) -> date:
    if isinstance(value, date):
        found = day(value)
    else:
        text = _typed(value)
        found = read_date(text, limits.today, limits.world.region, limits.language)
    if found is None:
        raise Unfit("not_a_date")
    if limits.least is not None and found < limits.least:
        raise Unfit("too_early")
    if limits.most is not None and found > limits.most:
        raise Unfit("too_late")
    return found


def _find(text: str, choices: list[Choice]) -> str | None:
    for choice in choices:
        if choice.value == text:
            return choice.value
    folded = plain_digits(text).casefold()
    for choice in choices:
        if choice.key and choice.key.casefold() == folded:
            return choice.value
    for choice in choices:
        if folded in (choice.text.casefold(), choice.value.casefold()):
            return choice.value
    return None


def _one_of(question: Question, value: Any, limits: Limits) -> str:
    found = _find(_typed(value), limits.choices)
    if found is None:
        raise Unfit("not_a_choice")
    return found


def _many_of(question: Question, value: Any, limits: Limits) -> list[str]:
    if isinstance(value, list | tuple):
        if len(value) > 1_000:
            raise Unfit("too_many")
        given = [_typed(item) for item in value]
    else:
        given = _separate(_typed(value), limits)
    values = [_find(item, limits.choices) for item in given]
    if None in values:
        raise Unfit("not_a_choice")
    chosen = [choice.value for choice in limits.choices if choice.value in values]
    if limits.least is not None and len(chosen) < limits.least:
        raise Unfit("too_few")
    if limits.most is not None and len(chosen) > limits.most:
        raise Unfit("too_many")
    return chosen


def _separate(text: str, limits: Limits) -> list[str]:
    if not text:
        return []
    if _find(text, limits.choices) is not None:
        return [text]
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) == 1 and _find(parts[0], limits.choices) is None:
        return parts[0].split() if " " in parts[0] else list(parts[0])
    return parts


def _yes_no(question: Question, value: Any, limits: Limits) -> bool:
    if isinstance(value, bool):
        return value
    text = plain_digits(_typed(value)).casefold().rstrip(".!。")
    if text in _YES or text == "1":
        return True
    if text in _NO or text == "2" or (text == "0" and limits.speaker != "telephone"):
        return False
    raise Unfit("not_yes_or_no")


def _phone(question: Question, value: Any, limits: Limits) -> str:
    text = plain_digits(_typed(value))
    if len(text) > 64:
        raise Unfit("not_a_phone")
    try:
        found = phonenumbers.parse(text, limits.world.region or None)
    except phonenumbers.NumberParseException:
        raise Unfit("not_a_phone") from None
    if not phonenumbers.is_possible_number(found):
        raise Unfit("not_a_phone")
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def _email(question: Question, value: Any, limits: Limits) -> str:
    text = plain_digits(_typed(value))
    if len(text) > 254 or not _ADDRESS.fullmatch(text):
        raise Unfit("not_an_address")
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"


def _file(question: Question, value: Any, limits: Limits) -> str:
    text = _typed(value)
    if len(text) > 300 or not text.isprintable():
        raise Unfit("not_a_file")
    return text


ACCEPT: dict[str, Callable[[Any, Any, Limits], Any]] = {
    "text": _text, "number": _number, "date": _date, "money": _money, "one_of": _one_of, "many_of": _many_of,
    "yes_no": _yes_no, "phone": _phone, "email": _email, "signature": _file, "photo": _file,
}  # fmt: skip


def is_empty(value: Any) -> bool:
    """Whether nothing was answered."""
    return (
        value is None
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, list | tuple) and not value)
    )


def limit(kind: AnswerType | str, value: Any) -> Any:
    """`least` or `most` as a value that answers of this type are compared with; None where it is none."""
    if kind == "date":
        return day(value)
    found = number(value)
    if found is None or kind in ("text", "many_of"):
        return None if found is None else int(found)
    return found
