"""`contactdesk bench lookup`: a calling number to its card, inside the hub."""

from __future__ import annotations

import time
from random import Random

from app.cli.bench.report import Options, Report, at_most, percentile, spread
from app.cli.bench.seed import seeded, sizes_of
from app.models.record import Record
from app.models.unit import SYSTEM_ACTOR, Reader
from app.protocol.views import Card, Match
from app.services.crowd.samples import sample_customers, shared_numbers
from app.services.crowd.sizes import END
from app.services.lookup.card import read_card
from app.services.lookup.identify import identify_caller

_BOUND_MS = 3.0
_WARM_UP = 200


def run(options: Options) -> Report:
    """Numbers of different customers, each once, so that none is in a cache by itself."""
    sizes = sizes_of(options)
    record = Record(seeded(options))
    try:
        asked = _numbers(record, options)
        for _, number in asked[:_WARM_UP]:
            _look_up(record, number)
        times: dict[str, list[float]] = {}
        entries: list[int] = []
        work: list[float] = []
        for kind, number in asked[_WARM_UP:]:
            started, busy = time.perf_counter_ns(), time.thread_time_ns()
            match, card = _look_up(record, number)
            work.append((time.thread_time_ns() - busy) / 1e6)
            times.setdefault(kind, []).append((time.perf_counter_ns() - started) / 1e6)
            _check(kind, match)
            entries.append(len(card.timeline) if card else 0)
    finally:
        record.close()
    together = [value for some in times.values() for value in some]
    figures = {f"{kind}_ms": spread(some) for kind, some in sorted(times.items())}
    figures["processor_ms"] = spread(work)
    figures["timeline_entries"] = spread([float(count) for count in entries])
    reach = [at_most("lookup p99", percentile(together, 0.99), _BOUND_MS, "ms")]
    return Report("lookup", dict(sizes.__dict__), figures, reach)


def _numbers(record: Record, options: Options) -> list[tuple[str, str]]:
    """(kind, number as it might arrive), shuffled: known, unknown, of several customers."""
    count = 1_000 if options.quick else 6_000
    rng = Random(1)
    with record.read() as connection:
        known = sample_customers(connection, sizes_of(options), count, seed=9)
        several = shared_numbers(connection, count // 10)
    asked = [("known", rng.choice(sample.phones)[1]) for sample in known if sample.phones]
    asked += [("several", number) for number in several]
    asked += [("unknown", f"+88697{rng.randrange(10**7):07d}") for _ in range(count // 10)]
    rng.shuffle(asked)
    return asked


def _look_up(record: Record, number: str) -> tuple[Match, Card | None]:
    with record.read() as connection:
        read = Reader(connection, actor=SYSTEM_ACTOR, at=END, region="TW")
        match = identify_caller(read, number, "P-Asserted-Identity")
        card = read_card(read, match.candidates[0].customer_id) if match.candidates else None
    return match, card


def _check(kind: str, match: Match) -> None:
    """A fast wrong answer is no answer."""
    if kind == "known" and match.by != "phone":
        raise RuntimeError(f"{match.raw} is on record and was not found")
    if kind == "several" and len(match.candidates) < 2:
        raise RuntimeError(f"{match.raw} belongs to several and {len(match.candidates)} was found")
