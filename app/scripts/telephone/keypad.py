"""What the keys of a telephone mean to a question. Pure: the question and the keys in, an answer out.

An entry that does not fit is handed on as it is: the flow
says why, counts, and decides what comes after the third.
"""

import re
from typing import Any, Literal

import msgspec

from app.protocol.flow_run import Answer, AnyInput, ChoiceShown, Next, Shown, Silence

KEYS = "0123456789*#"
LONGEST = 40
"""Keys of one entry; more count as its end."""
DATE_KEYS = 8

Mode = Literal["choice", "choices", "digits", "none"]


class Choosable(msgspec.Struct, frozen=True):
    """A choice and the keys for it."""

    key: str
    value: Any
    text: str = ""


class Entry(msgspec.Struct, frozen=True):
    """What the keys so far come to. `done`: it is an answer; `used` says how many keys it took, what is
    left over belongs to the next question. `alone`: no key was pressed for it."""

    done: bool
    value: Any = None
    used: int = 0
    alone: bool = False


MORE = Entry(False)


def mode(shown: Shown) -> Mode:
    """How a question is answered on a telephone; `none`: not at all (a signature, a photo)."""
    if shown.kind == "recommend" or shown.type in ("one_of", "yes_no"):
        return "choice"
    if shown.type == "many_of":
        return "choices"
    return "digits" if shown.type in ("text", "number", "money", "date", "phone") else "none"


def choosable(shown: Shown) -> list[Choosable]:
    """The choices with their keys: the author's where a telephone has them, else by place. Where there are
    more choices than keys, all have two digits."""
    choices = list(shown.choices)
    if shown.type == "yes_no":
        return _yes_no(choices)
    if shown.kind == "recommend":
        offered = _numbered(choices)
        taken = {choice.key for choice in offered}
        return [*offered, Choosable(next(key for key in ("0", "*", "#") if key not in taken), "")]
    return _numbered(choices)


def _yes_no(choices: list[ChoiceShown]) -> list[Choosable]:
    told = {choice.value.lower(): choice for choice in choices}
    yes, no = (told.get(name) for name in ("true", "false")) if "true" in told else (None, None)
    yes, no = yes or told.get("yes"), no or told.get("no")
    keys = [choice.key if choice and _telephone_key(choice.key) else "" for choice in (yes, no)]
    if not all(keys) or keys[0] == keys[1]:
        keys = ["1", "2"]
    texts = [choice.text if choice else "" for choice in (yes, no)]
    return [Choosable(keys[0], True, texts[0]), Choosable(keys[1], False, texts[1])]


def _numbered(choices: list[ChoiceShown]) -> list[Choosable]:
    wanted = [choice.key if _telephone_key(choice.key) else "" for choice in choices]
    given = {key for key in wanted if key}
    if len(given) < sum(bool(key) for key in wanted):  # two choices with one key: by place, all of them
        wanted, given = [""] * len(choices), set()
    free = [key for key in "1234567890" if key not in given]
    if wanted.count("") > len(free):
        return [
            Choosable(f"{place:02}", choice.value, choice.text) for place, choice in enumerate(choices, 11)
        ]
    spare = iter(free)
    return [
        Choosable(key or next(spare), choice.value, choice.text)
        for key, choice in zip(wanted, choices, strict=True)
    ]


def _telephone_key(key: str) -> bool:
    return bool(key) and len(key) <= 3 and all(one in KEYS for one in key)


def read_keys(shown: Shown, keys: str, *, over: bool = False) -> Entry:
    """What `keys` answer to the question. `over`: the time for a further key is over, so what there is
    counts; nothing at all is the caller's silence, which is not asked here."""
    if not keys:
        return MORE
    how = mode(shown)
    if how == "choice":
        return _choice(shown, keys, over)
    if how == "choices":
        return _choices(shown, keys, over)
    if how == "digits":
        return _digits(shown, keys, over)
    return Entry(True, keys, len(keys))


def take(shown: Shown, keys: str, *, over: bool = False) -> tuple[AnyInput | None, str]:
    """The input that the keys so far make, or None while more may come; and the keys that are left for the
    next question. With nothing pressed, the time being `over` is silence. A sentence (`say`) goes on with
    any key, which is kept."""
    if shown.kind not in ("ask", "recommend"):
        return (Next() if keys or over else None), keys
    if over and not keys:
        return Silence(), ""
    entry = read_keys(shown, keys, over=over)
    return (Answer(value=entry.value), keys[entry.used :]) if entry.done else (None, keys)


def _choice(shown: Shown, keys: str, over: bool) -> Entry:
    """The longest run of keys that is a choice; more are waited for where one more could make another."""
    found = {choice.key: choice.value for choice in choosable(shown)}
    lengths = [length for length in range(1, len(keys) + 1) if keys[:length] in found]
    if not over and any(key.startswith(keys) and key != keys for key in found):
        return MORE
    if lengths:
        return Entry(True, found[keys[: lengths[-1]]], lengths[-1])
    if keys[0] == "#":
        return _empty(shown, 1)
    width = max((len(key) for key in found), default=1)
    return Entry(True, wrong(keys[:width]), min(width, len(keys)))


def _choices(shown: Shown, keys: str, over: bool) -> Entry:
    entry, end, _ = keys.partition("#")
    if not end and not over and len(keys) < LONGEST:
        return MORE
    used = len(entry) + len(end)
    if not entry:
        return _empty(shown, used)
    found = {choice.key: choice.value for choice in choosable(shown)}
    width = max((len(key) for key in found), default=1)
    chosen = [entry[at : at + width] for at in range(0, len(entry), width)]
    if not all(key in found for key in chosen):
        return Entry(True, wrong(entry), used)
    return Entry(True, list(dict.fromkeys(found[key] for key in chosen)), used)


def _digits(shown: Shown, keys: str, over: bool) -> Entry:
    whole = complete_at(shown)
    entry, end, _ = keys.partition("#")
    if whole and len(entry) >= whole:
        return Entry(True, _written(shown, entry[:whole]), whole + (len(entry) == whole and bool(end)))
    if not end and not over and len(entry) < LONGEST:
        return MORE
    used = len(entry) + len(end)
    return Entry(True, _written(shown, entry), used) if entry else _empty(shown, used)


def complete_at(shown: Shown) -> int:
    """After how many keys an entry is complete without `#`; 0: only with it."""
    if shown.type == "date":
        return DATE_KEYS
    if shown.type == "text" and shown.pattern and "A" not in shown.pattern:
        return sum(letter in "9*" for letter in shown.pattern)
    return 0


def _written(shown: Shown, entry: str) -> str:
    """An entry as it would be typed."""
    if shown.type in ("number", "money"):
        return entry.replace("*", ".", 1) if entry.count("*") == 1 else entry
    if shown.type == "phone" and entry.startswith("*"):
        return "+" + entry[1:]
    if shown.type == "date" and re.fullmatch(r"\d{8}", entry):
        return f"{entry[:4]}-{entry[4:6]}-{entry[6:]}"
    if shown.type == "text" and complete_at(shown) == len(entry):
        typed = iter(entry)
        return "".join(next(typed) if letter in "9*" else letter for letter in shown.pattern)
    return entry


def _empty(shown: Shown, used: int) -> Entry:
    """`#` alone: what is filled in already, else nothing (which the flow takes where it may be nothing)."""
    value = shown.value
    if value is None or value == "":
        value = [] if shown.type == "many_of" else ""
    return Entry(True, value, used, alone=True)


def wrong(entry: str) -> str:
    """An entry that is none of the choices, so that it cannot be taken for a choice's value."""
    return f"key {entry}"
