"""One typing error, as fingers make it."""

from __future__ import annotations

import unicodedata
from random import Random

KINDS = ("wrong", "missing", "extra", "swapped")


def misspell(text: str, kind: str, letters: str, rng: Random, shortest: int = 4) -> str | None:
    """`text` with one error in a word of at least `shortest` letters; None where there is none, or where
    nothing would change.

    wrong: another letter; missing: one less; extra: one more; swapped: two neighbours change places.
    Wrong and extra letters are drawn from `letters`.
    """
    words = text.split(" ")
    places = [
        at
        for at, word in enumerate(words)
        if (len(word) >= shortest and word.isalpha()) or _marked(word, shortest)
    ]
    if not places:
        return None
    place = rng.choice(places)
    word = _err(words[place], kind, letters, rng)
    if unicodedata.normalize("NFC", word) == words[place]:
        return None
    return " ".join([*words[:place], word, *words[place + 1 :]])


def _marked(word: str, shortest: int) -> bool:
    """A word of a script whose vowel signs are marks."""
    return len(word) >= shortest and all(
        char.isalpha() or unicodedata.category(char)[0] == "M" for char in word
    )


def _err(word: str, kind: str, letters: str, rng: Random) -> str:
    at = rng.randrange(len(word))
    if kind == "wrong":
        return word[:at] + rng.choice(letters) + word[at + 1 :]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "extra":
        return word[:at] + rng.choice(letters) + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
