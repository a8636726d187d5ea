"""Reading phone numbers as people, carriers and telephones write them.

A number is kept twice: as it came (`raw`) and as E.164 (`normal`, ITU-T E.164: "+", country code,
national number), so that however it is written the same number is the same text. Numbers of two to six
digits that no country's plan knows (110, an extension of the house) are kept as their digits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

Kind = Literal["number", "short", "withheld", "bad"]

MAX_RAW = 64
"""Nobody's number is longer, in any notation (E.164 has 15 digits)."""

_WITHHELD = frozenset(
    ("", "anonymous", "anonym", "private", "restricted", "withheld", "unknown", "unavailable", "invalid")
)
_SCHEME = re.compile(r"(?:tel|sips?|callto):(?://)?", re.IGNORECASE)
_SHORT = re.compile(r"[0-9*#]{2,6}\Z")
_SIGNS = frozenset("+-./()[] \t\u00a0\u00b7\u2010\u2011\u2012\u2013\u2014\u2212~")
_EXTENSION = re.compile(
    r"(?:;ext=|[,;\s]*(?:ext(?:ension|n)?|x|int|dw|доб|內線|分機|内線|ต่อ|내선|#)[.:\s]*)(\d{1,7})#?\Z",
    re.IGNORECASE,
)


class ReadNumber(NamedTuple):
    """What a text was as a phone number. `normal` is empty for `withheld` and `bad`."""

    kind: Kind
    normal: str
    raw: str


def read_number(raw: str, region: str) -> ReadNumber:
    """Read a number written in any notation; `region` (ISO 3166-1) is where it was written.

    Never raises: what is no number has the kind `bad`, a caller who hides `withheld`.
    """
    text = _plain(raw)
    if text.casefold() in _WITHHELD:
        return ReadNumber("withheld", "", raw)
    if len(text) > MAX_RAW:
        return ReadNumber("bad", "", raw)
    text = _EXTENSION.sub("", text) or text
    number = _parse(text, region)
    if number is not None:
        return ReadNumber("number", phonenumbers.format_number(number, PhoneNumberFormat.E164), raw)
    packed = "".join(char for char in text if char not in _SIGNS)
    if _SHORT.match(packed) and packed.strip("*#") and "+" not in text:
        return ReadNumber("short", packed, raw)
    return ReadNumber("bad", "", raw)


def digits_of(text: str) -> str | None:
    """The digits of what may be a part of a number; None where it holds anything a number does not."""
    plain = unicodedata.normalize("NFKC", text)
    digits = []
    for char in plain:
        if char.isdecimal():
            digits.append(str(unicodedata.decimal(char)))
        elif char not in _SIGNS:
            return None
    return "".join(digits) or None


@cache
def calling_codes(region: str) -> tuple[str, str]:
    """(country code, trunk prefix) of a region: TW → ("886", "0"). Both empty where there is no such."""
    code = phonenumbers.country_code_for_region(region)
    if not code:
        return "", ""
    return str(code), phonenumbers.ndd_prefix_for_region(region, True) or ""


def _plain(raw: str) -> str:
    """Without scheme, host, parameters, marks of direction and other digits than 0 to 9."""
    text = unicodedata.normalize("NFKC", raw).strip()
    text = "".join(_ascii(char) for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    scheme = _SCHEME.match(text)
    if scheme:
        text = text[scheme.end() :]
        text = text.partition("@")[0]
    return text.strip().strip("<>\"'").strip()


def _ascii(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _parse(text: str, region: str) -> PhoneNumber | None:
    vanity = any(char.isalpha() for char in text)
    number = _possible(text, region, strict=vanity)
    if number is not None or vanity:
        return number
    digits = "".join(char for char in text if char.isdigit())
    if digits.startswith("00"):  # the international prefix of most countries, typed from habit
        return _possible(f"+{digits[2:]}", None, strict=False)
    if len(digits) > 9:  # a country code without its plus, as trunks send it
        return _possible(f"+{digits}", None, strict=True)
    return None


def _possible(text: str, region: str | None, *, strict: bool) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    known = phonenumbers.is_valid_number if strict else phonenumbers.is_possible_number
    return number if known(number) else None
