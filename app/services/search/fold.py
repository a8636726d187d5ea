"""Bringing text to the form in which it is compared: what looks or sounds the same is the same.

Width (NFKC), case and accents are folded; Arabic loses its vowel marks, katakana becomes hiragana. The
vowel signs of Thai and Indian scripts are letters there and stay.
"""

from __future__ import annotations

import re
import unicodedata

APOSTROPHE = "\x01"
HYPHEN = "\x02"
_INNER = {APOSTROPHE: "'\u2018\u2019\u02bc\u02bb`\u00b4\uff07", HYPHEN: "-\u2010\u2011"}

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي",
    "\u0640": "", "ς": "σ",
}  # fmt: skip
_WHOLE = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))
"""Thai and Lao am is one key and one letter; NFKC takes it apart and nothing puts it together again."""
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")

# Scripts that are written without spaces between words: a name can be asked for from any character on.
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7a3"  # Hangul
)
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


class _Folding(dict[int, str]):
    """Code point to what it is compared as; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_char(chr(point))
        return folded


def _fold_char(char: str) -> str:
    for mark, chars in _INNER.items():
        if char in chars:
            return mark
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me"):
        return "" if _is_accent(char) else char
    if category == "Cf":  # joiners and marks of direction
        return ""
    if not char.isalnum():
        return " "
    if "\u30a1" <= char <= "\u30f6":
        return chr(ord(char) - 0x60)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.name(char, "").startswith(_ACCENTED):
        bare = [part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part)]
        return "".join(_LETTERS.get(part, part) for part in bare)
    return char


def _is_accent(mark: str) -> bool:
    name = unicodedata.name(mark, "")
    return name.startswith(("COMBINING", "ARABIC", "HEBREW"))


_folding = _Folding()


def fold(text: str) -> str:
    """The folded text: words between single spaces, with APOSTROPHE and HYPHEN where they stood in a word."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    for apart, whole in _WHOLE:
        if apart in plain:
            plain = plain.replace(apart, whole)
    return " ".join(plain.translate(_folding).split())


def query_words(text: str) -> list[str]:
    """The words of what somebody typed."""
    return fold(text).replace(APOSTROPHE, "").replace(HYPHEN, " ").split()


def unspaced(word: str) -> bool:
    """Is the word of a script that sets no spaces between words?"""
    return _UNSPACED_START.match(word) is not None


def has_unspaced(word: str) -> bool:
    """Is any character of the word of such a script?"""
    return not word.isascii() and _UNSPACED_START.search(word) is not None


def spelling(word: str) -> str:
    """The word as it is typed key by key: Korean syllables are taken apart."""
    return unicodedata.normalize("NFD", word) if _HANGUL.search(word) else word


def other_spellings(word: str) -> list[str]:
    """Müller is also written Mueller: the word without the e that stands for two dots, if it has one."""
    shorter = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return [] if shorter == word else [shorter]
