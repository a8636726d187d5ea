"""What the page itself says, in the languages it speaks; questions come from flows."""

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from app.core.resources import resource

FIRST = "en"
_NAMES = {"en": "English", "zh": "中文", "th": "ไทย", "de": "Deutsch", "ja": "日本語", "vi": "Tiếng Việt"}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return msgspec.json.decode(resource("page", "words.json").read_bytes(), type=dict[str, dict[str, str]])


def base_of(language: str) -> str:
    """`zh-Hant-TW` and `zh_TW` → `zh`."""
    return language.replace("_", "-").partition("-")[0].lower()


def spoken() -> Sequence[str]:
    """The languages the page itself speaks."""
    return list(_catalogue())


def words_in(language: str) -> Mapping[str, str]:
    """The page's words in this language, or in English."""
    catalogue = _catalogue()
    return catalogue[closest(language, list(catalogue)) or FIRST]


def closest(wanted: str, among: Sequence[str]) -> str:
    """The language of `among` that fits best: the same, else the same but for script and country; else ""."""
    for language in among:
        if language.lower() == wanted.replace("_", "-").lower():
            return language
    return next((language for language in among if base_of(language) == base_of(wanted)), "")


def accepted(header: str, among: Sequence[str]) -> str:
    """The first of the browser's languages (Accept-Language, RFC 9110 12.5.4) that is in `among`; else ""."""
    weighted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";")
        try:
            weighted.append((float(weight.strip().removeprefix("q=") or 1), tag.strip()))
        except ValueError:
            continue
    for _, tag in sorted(weighted, key=lambda pair: -pair[0]):
        found = closest(tag, among) if tag else ""
        if found:
            return found
    return ""


def name_of(language: str, among: Sequence[str] = ()) -> str:
    """A language in its own words; with its tag where `among` has two of that name."""
    name = _NAMES.get(base_of(language), language)
    twins = [other for other in among if base_of(other) == base_of(language)]
    return name if len(twins) < 2 else f"{name} ({language})"


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if base_of(language) in _RIGHT_TO_LEFT else "ltr"
