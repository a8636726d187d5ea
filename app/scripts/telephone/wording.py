"""What a caller hears of a question or a sentence: the flow's own texts, and how to answer. Pure."""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from app.protocol.flow_run import Shown
from app.scripts.telephone.keypad import choosable, mode
from app.scripts.telephone.phrases import Phrase, key_name, phrase

_ENDS = re.compile(r"(?<=\w{4}\.)\s+|(?<=[!?])\s+|(?<=[。！？])|\n+")
"""Where a sentence ends; not after “Mr.” and the like."""
_SAYS_HOW = re.compile(r"#|\bhash\b|\bpound\b|井字|สี่เหลี่ยม", re.IGNORECASE)
"""A text that tells the caller how to end an entry."""
_PROBLEMS: dict[str, Phrase] = {
    "silence": "nothing_entered",
    "required": "nothing_entered",
    "not_a_choice": "no_such_choice",
    "too_small": "too_small",
    "too_large": "too_large",
    "too_early": "too_early",
    "too_late": "too_late",
    "not_yes_or_no": "no_such_choice",
    "too_few": "too_small",
    "too_many": "too_large",
    "not_a_date": "not_a_date",
    "not_a_number": "not_a_number",
    "not_a_phone": "not_a_phone",
    "pattern": "not_complete",
    "too_short": "not_complete",
    "too_long": "not_complete",
}


class Piece(msgspec.Struct, frozen=True):
    """A sentence, or a recording by the name the flow gives it (`text` is then what is spoken where the
    recording cannot be played)."""

    text: str
    language: str
    prompt: str = ""


def pieces(shown: Shown) -> list[Piece]:
    """Everything a caller hears of what is shown, in order."""
    language = shown.language
    heard = [Piece(text, language) for text in _problem(shown)]
    if shown.prompt:
        instead = [shown.text, *_how(shown)]
        heard.append(Piece("\n".join(filter(None, instead)), language, shown.prompt))
        return heard
    texts = [*sentences(shown.text), *sentences(shown.hint), *_how(shown)]
    return heard + [Piece(text, language) for text in texts]


def sentences(text: str) -> list[str]:
    """A text by its sentences, so that those without a name in them are made only once."""
    found = [part.strip() for part in _ENDS.split(text)]
    return [part for part in found if part]


def _problem(shown: Shown) -> list[str]:
    if not shown.problem:
        return []
    if shown.again:
        return sentences(shown.again)
    name = _PROBLEMS.get(shown.problem, "not_understood")
    limit = {"too_small": shown.least, "too_large": shown.most}.get(name, "")
    if name in ("too_small", "too_large") and not limit:
        name = "not_understood"
    if name == "not_a_date":
        return [phrase("not_a_date", shown.language), phrase("whole_date", shown.language)]
    return [phrase(name, shown.language, limit=limit)]


def _how(shown: Shown) -> Iterator[str]:
    """How it is answered: nothing where the author's own text says it."""
    if shown.kind not in ("ask", "recommend"):
        return
    how = mode(shown)
    if how in ("choice", "choices") and not _names_the_keys(shown):
        yield from _menu(shown)
        if how == "choices":
            yield phrase("choose_many", shown.language)
    elif how == "digits" and not shown.hint and not _SAYS_HOW.search(shown.text):
        yield from _digits(shown)


def _names_the_keys(shown: Shown) -> bool:
    """Whether the text itself says which keys there are (“press 1 for orders, 2 for …”)."""
    written = unicodedata.normalize("NFKC", f"{shown.text} {shown.hint}")
    keys = [choice.key for choice in choosable(shown)]
    spoken = {str(int(one)) if one.isdecimal() else one for one in re.findall(r"\d+|[*#]", written)}
    return {str(int(one)) if one.isdecimal() else one for one in keys} <= spoken


def _menu(shown: Shown) -> Iterator[str]:
    language = shown.language
    choices = choosable(shown)
    names = {choice.key: key_name(choice.key, language) for choice in choices}
    if shown.type == "yes_no" and not all(choice.text for choice in choices):
        yield phrase("yes_or_no", language, yes=names[choices[0].key], no=names[choices[1].key])
        return
    for choice in choices:
        if choice.text:
            text = choice.text.rstrip(" .。")
            yield phrase("choose", language, text=text, key=names[choice.key])
        elif choice.value == "" and shown.kind == "recommend":
            yield phrase("choose_none", language, key=names[choice.key])


def _digits(shown: Shown) -> Iterator[str]:
    if shown.type == "date":
        yield phrase("date", shown.language)
    elif not shown.pattern:
        yield phrase("digits", shown.language)
        if shown.type == "money" or (shown.type == "number" and "." in f"{shown.least}{shown.most}"):
            yield phrase("decimals", shown.language)
