"""Numbers as people type them: full-width and Thai digits, thousands and decimals by any custom."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_COMMA_DECIMALS = frozenset(
    "cs da de el es fi fr hu id it nb nl no pl pt ro ru sv tr uk vi".split()  # noqa: SIM905
)
_GROUPED = re.compile(r"[+-]?\d{1,3}([ ,.'’])\d{3}(?:\1\d{3})*\Z")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "，": ",", "．": ".", "٫": ".", "٬": ",", "’": "'", "、": ","})


def plain_digits(text: str) -> str:
    """NFKC, and each decimal digit of any script as 0 to 9."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    ).strip()


def read_number(text: str, language: str = "") -> Decimal | None:
    """A typed number; None where it is none. `language` decides what a single comma means."""
    if len(text) > 60:
        return None
    text = plain_digits(text)
    if not text.isascii() or "'" in text:
        text = text.translate(_SIGNS)
    comma = language.split("-")[0].lower() in _COMMA_DECIMALS
    text = _without_groups(text, comma)
    try:
        found = Decimal(text) if _PLAIN.fullmatch(text) else None
    except InvalidOperation:
        return None
    return found if found is not None and abs(found) < Decimal(10) ** 15 else None


def _without_groups(text: str, comma: bool) -> str:
    """With a point for the decimals and nothing between the thousands."""
    if text.isdecimal():
        return text
    point, other = (",", ".") if comma else (".", ",")
    if point in text and other in text:
        if text.rfind(other) > text.rfind(point):
            point, other = other, point
        whole, _, part = text.partition(point)
        return (whole.replace(other, "") if _GROUPED.match(whole) else "x") + "." + part
    found = _GROUPED.match(text)
    if found and (found[1] != point or text.count(point) > 1):
        return text.replace(found[1], "")
    if other in text and text.count(other) == 1:
        return text.replace(other, ".")
    return text.replace(point, ".")
