"""The part of `bench flow` that is about authors: how long reading and checking 5,000 nodes takes.

A cold check knows nothing beforehand; the one after a change has the cache that the designer keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import msgspec

from app.cli.bench.flow_designer import large_flow
from app.cli.bench.report import Options, Report, at_most
from app.scripts.checking import Cache, check
from app.scripts.nodes import Flow, Say
from app.scripts.reading import read

NODES, QUICK_NODES = 5_000, 1_000
TIMES = 7
CHECKED_MS = 300.0


def measure(options: Options, report: Report) -> None:
    """Add the figures of reading and checking, and the bound."""
    nodes = QUICK_NODES if options.quick else NODES
    text = large_flow(nodes)
    flow = read(text).flow
    assert flow is not None
    changed, cache = _changed(flow), Cache()
    check(flow, cache=cache)
    reading = _milliseconds(lambda: read(text))
    cold = _milliseconds(lambda: check(flow))
    again = _milliseconds(lambda: check(changed, cache=cache))
    report.sizes["author, nodes"] = len(flow.nodes)
    report.sizes["author, bytes of YAML"] = len(text.encode())
    report.figures["author: the text read, ms"] = reading
    report.figures["author: checked, ms"] = cold
    report.figures["author: checked after a change, ms"] = again
    report.reach.append(at_most("author, flow checked, median", median(cold), CHECKED_MS, "ms"))


def _changed(flow: Flow) -> Flow:
    """The flow after one node was edited; all others are the same objects."""
    edited = Say(name="desk_", text={"en": "{{ customer.name }}"}, next="desk")
    return msgspec.structs.replace(flow, nodes={**flow.nodes, edited.name: edited})


def _milliseconds(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(TIMES):
        begun = perf_counter()
        work()
        found.append(round((perf_counter() - begun) * 1000, 1))
    return found
