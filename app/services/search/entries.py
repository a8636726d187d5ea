"""What the index holds of a name, a number, an address: pure functions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from app.services.search.fold import APOSTROPHE, HYPHEN, fold, has_unspaced, spelling, unspaced

RULES = 5
"""Raise it whenever an entry changes: an index built by other rules is rebuilt."""

WORD, INSIDE = 0, 1
"""Places of an entry: at a word's beginning, or inside a word of a script without spaces."""

MAX_ENTRY = 96
MAX_WORDS = 24
MAX_ENTRIES = 160
MAX_WORD = 32  # longer ones are not forgiven typing errors
TYPO_PREFIX = 8  # typing errors are looked for in the first letters; the rest is compared afterwards

Entry = tuple[int, str]


def name_entries(name: str, other_names: str) -> set[Entry]:
    """Every place at which somebody may begin to type the name: (place, text from there on)."""
    return name_parts(name, other_names)[0]


def typo_words(name: str, other_names: str) -> set[str]:
    """The words of a name that are found with a typing error as well."""
    return name_parts(name, other_names)[1]


def name_parts(name: str, other_names: str) -> tuple[set[Entry], set[str]]:
    """(entries, words that are forgiven a typing error) of a name.

    The text of an entry goes on with the rest of the name, from its beginning: two words are found in
    either order.
    """
    folded = fold(f"{name} {other_names}")
    words = _words(folded)
    whole = " ".join(words)
    found: set[Entry] = {(WORD, _cut(" ".join(words[at:] + words[:at]))) for at in range(len(words))}
    starts = list(_starts_in_pieces(folded))
    found.update((WORD, _cut(f"{start} {whole}")) for start in starts)
    for word in words:
        if len(found) < MAX_ENTRIES:
            found.update((place, _cut(f"{word[at:]} {whole}")) for place, at in _inner_starts(word))
    return found, {word for word in (*words, *starts) if _forgiven(word)}


def name_words(name: str, other_names: str) -> list[str]:
    """The folded words of a name, in order."""
    return _words(fold(f"{name} {other_names}"))


def _words(folded: str) -> list[str]:
    if APOSTROPHE in folded or HYPHEN in folded:
        folded = folded.replace(APOSTROPHE, "").replace(HYPHEN, " ")
    return folded.split()[:MAX_WORDS]


def _forgiven(word: str) -> bool:
    return (2 if unspaced(word) else 3) <= len(word) <= MAX_WORD


def typo_hashes(word: str) -> set[int]:
    """Hashes of the word's first letters, whole and with each one missing.

    Two words that are one edit apart (a letter wrong, missing, too many, or two swapped) share one: the
    symmetric deletion of Garbe's SymSpell, with its shortening to a prefix. Korean words are taken by their
    syllables and by the letters in them.
    """
    heads = {word[:TYPO_PREFIX], spelling(word)[:TYPO_PREFIX]}
    variants = {head[:at] + head[at + 1 :] for head in heads for at in range(len(head))}
    if (
        len(word) > TYPO_PREFIX
    ):  # thousands may begin alike: companies, schools; one error leaves an end whole
        variants.add(f"-{word[-TYPO_PREFIX:]}")
    if len(word) > 2 * TYPO_PREFIX:
        variants.add(f"{word[: TYPO_PREFIX * 3 // 2]}-")
    return {crc32(variant.encode()) for variant in heads | variants}


def _starts_in_pieces(folded: str) -> Iterator[str]:
    """More places to begin at: Brien of O'Brien, Weiling of Wei-ling, Masri of the Arabic Al-Masri, and
    Japanese or Korean names without the space."""
    pieces = folded.split()
    for piece in pieces:
        if APOSTROPHE in piece:
            yield from (part for part in piece.replace(HYPHEN, "").split(APOSTROPHE)[1:] if part)
        if HYPHEN in piece:
            joined = piece.replace(HYPHEN, "").replace(APOSTROPHE, "")
            if joined:
                yield joined
        if piece.startswith("ال") and len(piece) > 4:
            yield piece[2:].replace(HYPHEN, "").replace(APOSTROPHE, "")
    if len(pieces) > 1 and unspaced(pieces[0]) and unspaced(pieces[1]):
        yield (pieces[0] + pieces[1]).replace(HYPHEN, "").replace(APOSTROPHE, "")


def _inner_starts(word: str) -> Iterator[tuple[int, int]]:
    """(place, position) inside a word: each character of a script without spaces, and what follows it in
    another script, which is a word of its own."""
    if not has_unspaced(word):
        return
    for at in range(1, len(word)):
        if unicodedata.category(word[at])[0] == "M":
            continue
        if unspaced(word[at]):
            yield INSIDE, at
        elif unspaced(word[at - 1]):
            yield WORD, at


def _cut(text: str) -> str:
    return text[:MAX_ENTRY].rstrip()


# ---------------------------------------------------------------- numbers
# A part of a number is a number to the base 11: a digit counts one more than it says and the end counts
# nothing, so that 12 and 120 differ, all parts that begin alike lie together, and the shortest comes first.

_DIGITS = 15  # E.164
_TO_BASE_11 = str.maketrans("0123456789", "123456789a")
_ENDS = "0" * _DIGITS
_ROOM = 11**_DIGITS
START = _ROOM * 12
"""Keys from here on are of whole numbers, from their first digit."""


def number_keys(digits: str) -> list[int]:
    """Keys of a number's digits: the whole, and what begins at every second digit.

    A key's remainder by 12 tells the digit before (plus one): a part that begins at an odd digit is
    looked for from its own second digit on.
    """
    digits = digits[:_DIGITS]
    if not digits:
        return []
    shifted = digits.translate(_TO_BASE_11) + _ENDS
    keys = [START + int(shifted[:_DIGITS], 11) * 12]
    for at in range(2, len(digits), 2):
        keys.append(int(shifted[at : at + _DIGITS], 11) * 12 + int(shifted[at - 1], 11))
    return keys


def number_range(digits: str) -> tuple[int, int]:
    """(first, last) key of the parts that begin with these digits."""
    digits = digits[:_DIGITS]
    return _part(digits, "0") * 12, _part(digits, "a") * 12 + 11


def _part(digits: str, filler: str) -> int:
    return int(digits.translate(_TO_BASE_11).ljust(_DIGITS, filler), 11)


def point_digits(kind: str, raw: str, normal: str) -> str:
    """The digits by which a phone or fax number is found; empty for other points."""
    if kind not in ("phone", "fax"):
        return ""
    if normal[:1] == "+" and normal.isascii() and normal[1:].isdigit():
        return normal[1:]
    return "".join(str(unicodedata.decimal(char)) for char in normal or raw if char.isdecimal())


# ---------------------------------------------------------------- mail addresses


def mail_entries(kind: str, raw: str, normal: str) -> set[str]:
    """Where somebody may begin to type an address: at each part of its local part, and at its host."""
    if kind not in ("email", "chat"):
        return set()
    address = mail_text(normal or raw)
    local, at, host = address.partition("@")
    starts = [0] + [i + 1 for i, char in enumerate(local) if char in "._-+" and i + 1 < len(local)]
    entries = {address[start:] for start in starts}
    if at and host:
        entries.add(host)
    return {_cut(entry) for entry in entries if entry}


def mail_text(text: str) -> str:
    """An address as it is compared."""
    if text.isascii() and text.isprintable():
        return text.lower().replace(" ", "")
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] != "C" and not char.isspace())


def all_typos(words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """(hash, word) for every word."""
    for word in words:
        for key in typo_hashes(word):
            yield key, word


def custom_entries(custom: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(field, value) of a customer's own fields by which they are looked up exactly."""
    return {
        (field, custom_value(value))
        for field, value in custom.items()
        if value not in (None, "") and not isinstance(value, (bool, list, dict))
    }


def custom_value(value: object) -> str:
    """A value as it is compared: without spaces around it, large and small letters alike."""
    return str(value).strip().casefold()[:MAX_ENTRY]
