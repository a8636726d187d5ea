"""`contactdesk bench search`: as you type, to the first page, over a million customers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

from app.cli.bench.report import Options, Report, at_least, at_most, percentile, spread
from app.cli.bench.seed import seeded, sizes_of
from app.models.record import Record
from app.protocol.views import SearchPage
from app.services.crowd.errors import KINDS, misspell
from app.services.crowd.samples import Sample, sample_customers
from app.services.search.engine import search
from app.services.search.fold import query_words, unspaced

_NUMBER_BOUND_MS = 3.0
_NAME_BOUND_MS = 10.0
_RECALL = 0.98
_PAGE = 10
_ASKED = Iterable[tuple[str, str]]


def run(options: Options) -> Report:
    """Every question once, so that none is in a cache by itself."""
    sizes = sizes_of(options)
    record = Record(seeded(options))
    count = 300 if options.quick else 1_500
    bench = _Bench(record)
    try:
        with record.read() as connection:
            people = sample_customers(connection, sizes, count, seed=5)
        bench.search("warm up")
        bench.time("number", _numbers(people))
        bench.time("name", _names(people))
        lost = [person for person in people if not bench.finds(person)]
        recall = bench.recall(people)
    finally:
        record.close()
    return _report(dict(sizes.__dict__), bench, recall, lost)


def _report(sizes: dict[str, int], bench: _Bench, recall: _Recall, lost: list[Sample]) -> Report:
    numbers, names = bench.together("number"), bench.together("name")
    figures: dict[str, object] = {f"{kind}_ms": spread(times) for kind, times in sorted(bench.times.items())}
    figures["processor_ms"] = spread(bench.work)
    figures["misspelt_ms"] = spread(recall.times)
    figures["misspelt_recall"] = _shares(recall.misspelt)
    figures["misspelt_to_another_name"] = _shares(recall.another_name)
    figures["not_found"] = [person.name for person in lost[:20]]
    reach = [
        at_most("numbers p99", percentile(numbers, 0.99), _NUMBER_BOUND_MS, "ms"),
        at_most("names p99", percentile([*names, *recall.times], 0.99), _NAME_BOUND_MS, "ms"),
        at_least("recall of the misspelt in the first ten", recall.share, _RECALL, ""),
        at_most("stored names that cannot be found", len(lost), 0, "names"),
    ]
    return Report("search", sizes, figures, reach)


class _Bench:
    """Asks and keeps the times (ms) by kind of question."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.times: dict[str, list[float]] = {}
        self.work: list[float] = []

    def search(self, text: str) -> tuple[SearchPage, float]:
        """The page, and how long it took (ms)."""
        started, busy = time.perf_counter_ns(), time.thread_time_ns()
        with self._record.read() as connection:
            page = search(connection, text, _PAGE, "TW")
        self.work.append((time.thread_time_ns() - busy) / 1e6)
        return page, (time.perf_counter_ns() - started) / 1e6

    def time(self, group: str, asked: _ASKED) -> None:
        """Time the questions; an empty page is a mistake: all of them are of people on record."""
        for kind, text in asked:
            page, took = self.search(text)
            self.times.setdefault(f"{group}_{kind}", []).append(took)
            if not page.hits:
                raise RuntimeError(f"nothing was found for {text!r} ({group}, {kind})")

    def together(self, group: str) -> list[float]:
        """The times of all the kinds of a group."""
        return [took for kind, times in self.times.items() if kind.startswith(group) for took in times]

    def finds(self, person: Sample) -> bool:
        """Is somebody of this name on the page of the whole name, and this very one with their number?"""
        page, _ = self.search(person.name)
        if not _holds(page, person):
            return False
        if not person.phones:
            return True
        page, _ = self.search(f"{person.name} {person.phones[0][1][-6:]}")
        return any(hit.customer_id == person.id for hit in page.hits)

    def recall(self, people: list[Sample]) -> _Recall:
        """Ask for everybody with one typing error in the name."""
        recall = _Recall()
        rng = Random(8)
        letters = _letters(people)
        for person in people:
            kind = rng.choice(KINDS)
            alone = unspaced(query_words(person.name)[0])
            typed = misspell(person.name, kind, letters[person.language], rng, shortest=2 if alone else 4)
            if typed is None or query_words(typed) == query_words(person.name):
                continue
            page, took = self.search(typed)
            another = any(not hit.misspelt for hit in page.hits)
            recall.take(person, kind, found=_holds(page, person), another=another, took=took)
        return recall


class _Recall:
    """How many of the misspelt were found, by language and by kind of error.

    What was typed by mistake may be another name that is on record: 林美玲 for 林美鈴, or a beginning of
    one. Whoever has that name is shown, and rightly first; such are counted apart.
    """

    def __init__(self) -> None:
        self.times: list[float] = []
        self.misspelt: dict[str, Counter[bool]] = {}
        self.another_name: dict[str, Counter[bool]] = {}
        self._counted: Counter[bool] = Counter()

    def take(self, person: Sample, kind: str, *, found: bool, another: bool, took: float) -> None:
        """Count one."""
        self.times.append(took)
        counted = self.another_name if another else self.misspelt
        for key in (person.language, kind):
            counted.setdefault(key, Counter())[found] += 1
        if not another:
            self._counted[found] += 1

    @property
    def share(self) -> float:
        """Found, of all that count."""
        return self._counted[True] / max(1, self._counted.total())


def _shares(counted: dict[str, Counter[bool]]) -> dict[str, str]:
    return {
        key: f"{some[True] / some.total():.4f} of {some.total()}" for key, some in sorted(counted.items())
    }


def _holds(page: SearchPage, person: Sample) -> bool:
    """This customer, or one of exactly the same name: nobody could tell them apart by it."""
    words = query_words(person.name)
    return any(
        hit.customer_id == person.id or words == query_words(hit.title) or words == query_words(hit.matched)
        for hit in page.hits
    )


def _numbers(people: list[Sample]) -> Iterator[tuple[str, str]]:
    rng = Random(6)
    for person in people:
        if not person.phones:
            continue
        raw, normal = rng.choice(person.phones)
        digits = normal[1:]
        yield "exact", normal
        yield "as_written", normal if raw.startswith("+") else digits
        yield "last_digits", digits[-rng.randrange(3, 8) :]
        yield "first_digits", normal[: rng.randrange(2, len(normal))]
        start = rng.randrange(1, len(digits) - 4)
        yield "middle", digits[start : start + rng.randrange(3, 7)]


def _names(people: list[Sample]) -> Iterator[tuple[str, str]]:
    for person in people:
        for length in range(1, len(person.name) + 1):
            if query_words(person.name[:length]) and person.name[length - 1 : length] != " ":
                kind = f"{person.language}_{length}" if length < 3 else f"{person.language}_more"
                yield kind, person.name[:length]
        words = person.name.split(" ")
        if len(words) > 1:
            yield "reversed", " ".join(reversed(words))
            yield "beginnings", " ".join(word[:2] for word in words)
        elif unspaced(person.name) and len(person.name) > 2:
            yield "inside", person.name[1:]


def _letters(people: list[Sample]) -> dict[str, str]:
    """The letters of each language, as often as they occur."""
    letters: dict[str, str] = {}
    for person in people:
        letters[person.language] = letters.get(person.language, "") + "".join(
            char for char in person.name.lower() if char.isalpha()
        )
    return letters
