"""What an author may have meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKE_ENOUGH = 66


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A sentence that names the likeliest of the words, or nothing."""
    found = process.extractOne(word, list(words), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return f' Did you mean "{found[0]}"?' if found else ""
