"""From what is shown to a field of a form, and from a sent form back to an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.protocol.files import referred
from app.protocol.flow_run import Answer, Shown

LONGEST_TEXT = 10_000
"""Characters of a text that is asked without a limit of its own."""
ONE_LINE = 100
"""A text of at most so many characters is asked on one line."""

_LINES = {
    "number": ("text", "", "decimal"),
    "money": ("text", "", "decimal"),
    "date": ("date", "", ""),
    "phone": ("tel", "tel", "tel"),
    "email": ("email", "email", "email"),
}
"""Type of an answer → type, autocomplete and inputmode of the input. Numbers are text: a browser drops what
it cannot read from an input of the type number, and turns the wheel into another value."""
_OBVIOUS = {
    "name": "name",
    "full_name": "name",
    "company": "organization",
    "address": "street-address",
    "street": "address-line1",
    "city": "address-level2",
    "postcode": "postal-code",
    "birthday": "bday",
    "birth_date": "bday",
    "date_of_birth": "bday",
}
"""Variables whose name says what a browser may fill in (HTML, autofill field names)."""


@dataclass(frozen=True)
class FieldChoice:
    """A value that can be chosen."""

    value: str
    text: str
    reason: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """How a question looks. `kind`: line, choices, photo, signature."""

    kind: str
    label: str
    control: str = "text"
    more: Sequence[Sequence[str]] = ()
    """Paragraphs of lines that follow the label."""
    hint: str = ""
    error: str = ""
    required: bool = True
    value: str = ""
    choices: Sequence[FieldChoice] = field(default_factory=list)
    autocomplete: str = ""
    inputmode: str = ""
    unit: str = ""
    least: str = ""
    most: str = ""
    longest: int = 0
    picture: str = ""

    @property
    def describedby(self) -> str:
        """Ids of what tells more about the field."""
        ids = (("unit", self.unit), ("hint", self.hint), ("error", self.error))
        return " ".join(name for name, text in ids if text)


def field_of(
    shown: Shown, words: Mapping[str, str], *, typed: Sequence[str] | None = None, pictures: str = ""
) -> Field:
    """The field for a question. `typed` is what was sent and did not fit; `pictures`: where files lie."""
    error = problem_text(shown, words)
    first, *more = paragraphs(shown.text) or [[shown.title or shown.node]]
    base: dict[str, Any] = {
        "label": " ".join(first),
        "more": more,
        "hint": shown.hint,
        "error": error,
        "required": shown.required or shown.kind == "recommend",  # that has a “none of these”
    }
    given = list(typed) if typed is not None else values_of(shown.value)
    if shown.kind == "recommend" or shown.type in ("one_of", "many_of", "yes_no"):
        control = "checkbox" if shown.type == "many_of" else "radio"
        return Field(kind="choices", control=control, choices=_choices(shown, words, given), **base)
    if shown.type in ("photo", "signature"):
        file_id, name = referred(shown.value)
        picture = f"{pictures}{file_id}" if file_id is not None else ""
        return Field(kind=shown.type, picture=picture, value=given[0] if typed else name, **base)
    return _line(shown, given[0] if given else "", base)


def _line(shown: Shown, value: str, base: dict[str, Any]) -> Field:
    control, autocomplete, inputmode = _LINES.get(shown.type, ("text", "", ""))
    longest = 0
    if shown.type == "text":
        longest = int(shown.most) if shown.most.isascii() and shown.most.isdecimal() else LONGEST_TEXT
        inputmode = "numeric" if shown.pattern and set(shown.pattern) <= set("9 -/.") else ""
        if not shown.pattern and longest > ONE_LINE and shown.answer not in _OBVIOUS:
            control = "textarea"
    autocomplete = autocomplete or _OBVIOUS.get(shown.answer, "off" if shown.type == "text" else "")
    return Field(
        kind="line",
        control=control,
        value=value,
        autocomplete="" if control == "textarea" else autocomplete,
        inputmode=inputmode,
        unit=shown.currency if shown.type == "money" else "",
        least=shown.least,
        most=shown.most,
        longest=longest,
        **base,
    )


def _choices(shown: Shown, words: Mapping[str, str], given: list[str]) -> list[FieldChoice]:
    offered = [(choice.value, choice.text or choice.value, choice.reason) for choice in shown.choices]
    if shown.type == "yes_no":
        texts = {value: text for value, text, _ in offered}
        offered = [(value, texts.get(value) or words[name], "") for value, name in _YES_NO.items()]
    if shown.kind == "recommend" and "" not in [value for value, _, _ in offered]:
        offered.append(("", words["none_of_these"], ""))
    return [FieldChoice(value, text, reason, value in given) for value, text, reason in offered]


_YES_NO = {"true": "yes", "false": "no"}


def values_of(value: Any) -> list[str]:
    """An answer as a form holds it."""
    if value is None:
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]


def answer_of(shown: Shown, sent: Sequence[str]) -> Answer:
    """The answer that a form holds; the engine reads and checks it. Files have their own way."""
    if shown.type == "many_of":
        return Answer(value=list(sent))
    first = sent[0] if sent else None
    if shown.type == "yes_no":
        return Answer(value={"true": True, "false": False}.get(first or "", first or ""))
    if shown.type == "text" and first is not None:
        return Answer(value=first.replace("\r\n", "\n"))  # a form sends line breaks as CRLF
    return Answer(value=first if first is not None else (None if shown.kind == "recommend" else ""))


# --- what does not fit ----------------------------------------------------------------------------
_BY_TYPE = {
    ("required", "one_of"): "required_choice",
    ("required", "yes_no"): "required_choice",
    ("required", "many_of"): "required_choice",
    ("required", "photo"): "no_file",
    ("required", "signature"): "no_signature",
    ("silence", "photo"): "no_file",
    ("too_small", "date"): "too_early",
    ("too_large", "date"): "too_late",
    ("too_small", "text"): "too_short",
    ("too_large", "text"): "too_long",
    ("not_a_file", "signature"): "not_a_drawing",
}
_BY_PROBLEM = {"silence": "required", "too_large": "too_large_value", "not_yes_or_no": "required_choice"}


def problem_text(shown: Shown, words: Mapping[str, str]) -> str:
    """Why the last entry did not fit, for the customer: the author's sentence, else the page's own."""
    if not shown.problem:
        return ""
    if shown.again:
        return shown.again
    name = _BY_TYPE.get((shown.problem, shown.type)) or _BY_PROBLEM.get(shown.problem, shown.problem)
    if name == "too_long" and not shown.most:
        name = "too_long_text"
    text = words.get(name, words["does_not_fit"])
    for key in ("least", "most", "pattern"):
        text = text.replace("{" + key + "}", getattr(shown, key))
    return text


def paragraphs(text: str) -> list[list[str]]:
    """A text as paragraphs of lines: an empty line parts paragraphs."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [block.strip().split("\n") for block in blocks if block.strip()]
