"""Finding names: each typed word begins a word of the name, in any order; then, with one typing error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.engine import Connection

from app.services.search.entries import INSIDE, TYPO_PREFIX, WORD, typo_hashes
from app.services.search.fold import other_spellings, spelling, unspaced
from app.services.search.ranges import (
    Beginning,
    NameRow,
    count_names,
    names_beginning,
    names_with,
    words_like,
)

POOL = 30
"""Entries fetched of one beginning, of which the best make the page."""

_DEPTHS = ((4_000, 8_000), (60_000, 60_000))
"""(entries of a word that are counted, entries that are looked through): 4 ms, and 30 where that is not
enough, which is once in some hundred searches for two letters of each word."""
_PAIRED = 4  # words of which pairs are tried
_WORDS_EACH = 600
_CANDIDATES = 32
_BESIDE = 4  # candidates that are looked for beside words in any order
_NEAR = 2_500  # entries of each that are looked through
_SWAPPED_FIRST = 4
_LONG = 8  # words from this length on are forgiven two errors


class FoundName(NamedTuple):
    """A customer whose name was found. `level` is 0 where the whole name was typed, 1 where whole words
    were, 2 where a word was begun, 3 where a part inside a word was; 4 and 5 with one and two errors.
    Misspelt names of one level are told apart by `rank`: 0 is the likeliest."""

    customer_id: int
    level: int
    text: str
    rank: int = 0


def find_names(connection: Connection, words: Sequence[str], limit: int) -> list[FoundName]:
    """Customers whose name has all the words, the best first; misspelt ones after the rest."""
    if not words:
        return []
    found = _Best()
    found.take(_graded(_exact(connection, words, limit), words))
    for other in _otherwise_spelt(words):
        if len(found) < limit:
            found.take(_graded(_exact(connection, other, limit), other))
    if len(found) < limit:
        found.take(_misspelt(connection, words, limit, alone=not len(found)))
    if not len(found):
        found.take(_begun_with_a_slip(connection, words, limit))
    return found.rows()


class Similar(NamedTuple):
    """A word that may be meant: how many errors away, whether what was typed is its beginning, and 0 where
    letters are only swapped, 1 where the first letter is right, 2 where it is not."""

    word: str
    errors: int
    begun: bool
    unlike: int


class _Best:
    """The best level at which each customer was found."""

    def __init__(self) -> None:
        self._by_id: dict[int, FoundName] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def take(self, some: Iterable[FoundName]) -> None:
        for found in some:
            known = self._by_id.get(found.customer_id)
            if known is None or _order(found) < _order(known):
                self._by_id[found.customer_id] = found

    def rows(self) -> list[FoundName]:
        return sorted(self._by_id.values(), key=_order)


def _order(found: FoundName) -> tuple[int, int]:
    return found.level, found.rank


def _otherwise_spelt(words: Sequence[str]) -> list[list[str]]:
    shorter = [next(iter(other_spellings(word)), word) for word in words]
    return [] if shorter == list(words) else [shorter]


# ---------------------------------------------------------------- as it was typed


def _exact(connection: Connection, words: Sequence[str], limit: int) -> list[NameRow]:
    pool = max(POOL, limit)
    phrase = " ".join(words)
    found = names_beginning(connection, [Beginning(WORD, phrase)], pool)
    if len(words) == 1:
        if len(found) < limit and unspaced(phrase):
            found += names_beginning(connection, [Beginning(INSIDE, phrase)], pool)
    elif len(found) < limit:
        found += _by_pairs(connection, words, pool)
        if not found:
            found = _by_the_rarest(connection, words, pool)
    return found


def _by_pairs(connection: Connection, words: Sequence[str], limit: int) -> list[NameRow]:
    """Entries go round the name, so that two of its words stand side by side in one of them, whatever the
    order in which they were typed (in names of up to three words; in longer ones, most)."""
    distinct = list(dict.fromkeys(words))[:_PAIRED]
    pairs = [(one, other) for one in distinct for other in distinct if one != other]
    if len(distinct) == 2:
        return names_beginning(connection, [Beginning(WORD, " ".join(pairs[1]))], limit)
    found: list[NameRow] = []
    for one, other in pairs:
        others = [_holds(word) for word in distinct if word not in (one, other)]
        if len(found) < limit:
            found += names_with(connection, Beginning(WORD, f"{one} {other}"), others, limit)
    return found


def _by_the_rarest(connection: Connection, words: Sequence[str], limit: int) -> list[NameRow]:
    """Go through the entries of the rarest word and keep those that hold the others: not far at first,
    then as far as it takes for two or three letters of each of three words."""
    distinct = list(dict.fromkeys(words))
    for counted, budget in _DEPTHS:
        counts = {word: count_names(connection, word, unspaced(word), counted) for word in distinct}
        rarest = min(distinct, key=lambda word: (counts[word], -len(word)))
        if not counts[rarest]:
            return []
        others = [_holds(word) for word in distinct if word != rarest]
        others = others or [_holds(rarest)]  # two words that begin alike
        found = names_with(connection, Beginning(WORD, rarest), others, limit, budget)
        if len(found) < limit and unspaced(rarest):
            found += names_with(connection, Beginning(INSIDE, rarest), others, limit, budget)
        if found or counts[rarest] < counted:
            return found
    return []


def _holds(word: str) -> str:
    """A pattern of LIKE: a word begins so (or, without spaces between words, it is anywhere)."""
    return f"%{word}%" if unspaced(word) else f"% {word}%"


def _graded(rows: Iterable[NameRow], words: Sequence[str]) -> Iterable[FoundName]:
    typed = sorted(words)
    for place, text, customer_id in rows:
        if place == INSIDE:
            level = 3
        else:
            there = text.split(" ")
            if sorted(there) == typed:
                level = 0
            else:
                level = 1 if all(word in there for word in typed) else 2
        yield FoundName(customer_id, level, text)


# ---------------------------------------------------------------- with a typing error


def _misspelt(connection: Connection, words: Sequence[str], limit: int, *, alone: bool) -> list[FoundName]:
    """One of the words is taken for misspelt: one that begins no name if there is such, else each.

    With `alone`, because nobody was found as typed, it is looked for more thoroughly.
    """
    unknown = [word for word in words if not count_names(connection, word, unspaced(word), 1)]
    if len(unknown) > 1:
        return []
    found: list[FoundName] = []
    for at, word in enumerate(words[:_PAIRED]):
        if (unknown and word not in unknown) or not _may_err(word):
            continue
        similar = similar_words(connection, word, begun=at == len(words) - 1)
        if unspaced(word):  # a wrong character of three makes more names than a wrong letter of eight
            del similar[_CANDIDATES * (3 if len(words) == 1 else 2) :]
        else:
            del similar[_CANDIDATES:]
        rows = _with_candidates(connection, words, at, [one.word for one in similar], limit)
        if alone and not rows and len(words) > 1:
            others = [other for position, other in enumerate(words) if position != at]
            rows = _beside(connection, [one.word for one in similar[:_BESIDE]], others, limit)
        found += _in_turn(rows, similar)
    return sorted(found, key=_order)


def _begun_with_a_slip(connection: Connection, words: Sequence[str], limit: int) -> Iterable[FoundName]:
    """The last word is still being typed, and two of its letters are swapped, or one is too many."""
    *before, last = words
    if not 3 <= len(last) <= TYPO_PREFIX or last.isdecimal():
        return
    meant = [last[:at] + last[at + 1] + last[at] + last[at + 2 :] for at in range(len(last) - 1)]
    meant += [last[:at] + last[at + 1 :] for at in range(len(last))]
    wanted = [Beginning(WORD, " ".join([*before, word])) for word in dict.fromkeys(meant) if word != last]
    for rank, row in enumerate(names_beginning(connection, wanted, _SWAPPED_FIRST)[:limit]):
        yield FoundName(row.customer_id, 4, row.text, rank)


def _in_turn(rows: Sequence[tuple[str, NameRow]], similar: Sequence[Similar]) -> Iterable[FoundName]:
    """The likeliest words first; of words as likely as each other, one that many are called by. Each gives
    one customer in turn (swapped letters some more), so that a page shows the names somebody may have
    meant and not ten of one."""
    taken: dict[str, list[NameRow]] = {}
    for candidate, row in rows:
        taken.setdefault(candidate, []).append(row)
    found = [one for one in similar if one.word in taken]
    found.sort(key=lambda one: (one.errors, one.begun, one.unlike, -len(taken[one.word])))
    turns = [
        (max(0, turn - (0 if one.unlike else _SWAPPED_FIRST)), place, row, 3 + one.errors)
        for place, one in enumerate(found)
        for turn, row in enumerate(taken[one.word])
    ]
    turns.sort(key=lambda turn: (turn[3], turn[0], turn[1]))
    for rank, (_, _, row, level) in enumerate(turns):
        yield FoundName(row.customer_id, level, row.text, rank)


def _may_err(word: str) -> bool:
    return len(word) >= (2 if unspaced(word) else 3) and not word.isdecimal()


def similar_words(connection: Connection, word: str, *, begun: bool) -> list[Similar]:
    """Words of the index that differ by one error, long ones by two; the likest first.

    With `begun` the word may be the beginning of a longer one.
    """
    allowed = 2 if len(word) >= _LONG else 1
    known = words_like(connection, typo_hashes(word), _WORDS_EACH)
    known.discard(word)
    errors = _distances(word, {candidate: candidate for candidate in known}, allowed)
    typed = spelling(word)
    if typed != word:  # Korean: one letter of a syllable is one error as well
        closer = _distances(typed, {candidate: spelling(candidate) for candidate in known}, allowed)
        errors |= {c: found for c, found in closer.items() if found < errors.get(c, allowed + 1)}
    found = [
        Similar(candidate, count, False, _unlike(word, candidate)) for candidate, count in errors.items()
    ]
    if begun and len(word) > 4 and len(found) < _CANDIDATES:
        for length in (len(word), len(word) - 1, len(word) + 1):
            heads = {c: c[:length] for c in known if len(c) > len(word) and c not in errors}
            near = _distances(word, heads, 1)
            errors |= near
            found += (Similar(c, count, True, _unlike(word, c)) for c, count in near.items())
    found.sort(key=lambda one: (one.errors, one.begun, one.unlike, one.word))
    return found


def _distances(typed: str, choices: dict[str, str], allowed: int) -> dict[str, int]:
    """Errors, for each choice that is near enough."""
    near = process.extract(
        typed, choices, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None
    )
    return {candidate: int(errors) for _, errors, candidate in near}


def _unlike(typed: str, candidate: str) -> int:
    """Swapped letters are likelier than wrong ones, and a first letter is rarely wrong."""
    if len(typed) == len(candidate) and sorted(typed) == sorted(candidate):
        return 0
    return 1 if typed[:1] == candidate[:1] else 2


def _with_candidates(
    connection: Connection, words: Sequence[str], at: int, candidates: Sequence[str], limit: int
) -> list[tuple[str, NameRow]]:
    """(candidate, entry) of names that hold a candidate in the place of the word `at`."""
    beginnings: dict[Beginning, str] = {}
    for candidate in candidates:
        instead = [*words[:at], candidate, *words[at + 1 :]]
        beginnings[Beginning(WORD, " ".join(instead), whole=at == len(words) - 1)] = candidate
        if len(words) == 2:
            beginnings[Beginning(WORD, " ".join(reversed(instead)), whole=at == 0)] = candidate
    each = limit if len(beginnings) <= _SWAPPED_FIRST else _SWAPPED_FIRST
    rows = names_beginning(connection, list(beginnings), each)
    return [(_begun_by(row.text, beginnings), row) for row in rows]


def _beside(
    connection: Connection, candidates: Sequence[str], others: Sequence[str], limit: int
) -> list[tuple[str, NameRow]]:
    """The same where the words were typed in another order, or not all of them."""
    found: list[tuple[str, NameRow]] = []
    patterns = [_holds(word) for word in others]
    for candidate in candidates:
        if len(found) < limit:
            rows = names_with(connection, Beginning(WORD, candidate, whole=True), patterns, limit, _NEAR)
            found += ((candidate, row) for row in rows)
    return found


def _begun_by(text: str, beginnings: dict[Beginning, str]) -> str:
    return next(
        candidate for beginning, candidate in beginnings.items() if beginning.text <= text < beginning.high
    )
