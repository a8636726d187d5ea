"""`contactdesk bench pop`: ringing at the hub → card painted in the console, and SIP INVITE → painted.

Real processes: a hub on a copy of the bench's record, a console without a screen, a caller's phone, and
500 other consoles that listen. Each call arrives at a number without a greeting, is offered, painted, and
given up by its caller; then the next.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from app.cli.bench.one_desk import DNIS, OneDesk
from app.cli.bench.report import Options, Report, at_most, percentile, spread
from app.cli.bench.seed import PASSWORD, sizes_of
from app.cli.bench.servers import started
from app.services.crowd.samples import sample_customers, shared_numbers

FROM_HUB_P50, FROM_HUB_P99, FROM_INVITE_P99 = 40.0, 100.0, 150.0
WARM_UP = 5
SECONDS_A_CALL = 15.0


@dataclass
class _Times:
    """Milliseconds by kind of caller."""

    hub: dict[str, list[float]] = field(default_factory=dict)
    invite: dict[str, list[float]] = field(default_factory=dict)


def run(options: Options) -> Report:
    """200 calls (40 with --quick) while 500 (50) others listen."""
    calls, others = (40, 50) if options.quick else (200, 500)
    desk = OneDesk(options)
    with desk.record() as record, record.read() as connection:
        known = sample_customers(connection, sizes_of(options), calls, seed=21)
        several = shared_numbers(connection, calls)
    numbers = list(_numbers([one.phones[0][1] for one in known], several, calls + WARM_UP))
    with desk:
        times = _measure(desk, numbers, others)
    hub = [value for some in times.hub.values() for value in some]
    invite = [value for some in times.invite.values() for value in some]
    report = Report("pop", sizes={**sizes_of(options).__dict__, "calls": len(hub), "other consoles": others})
    for kind in sorted(times.hub):
        report.figures[f"{kind}: from the hub (ms)"] = spread(times.hub[kind])
        report.figures[f"{kind}: from the INVITE (ms)"] = spread(times.invite[kind])
    report.reach = [
        at_most("ringing at the hub to painted, p50", percentile(hub, 0.50), FROM_HUB_P50, "ms"),
        at_most("ringing at the hub to painted, p99", percentile(hub, 0.99), FROM_HUB_P99, "ms"),
        at_most("INVITE to painted, p99", percentile(invite, 0.99), FROM_INVITE_P99, "ms"),
    ]
    return report


def _numbers(known: list[str], several: list[str], count: int) -> Iterator[tuple[str, str]]:
    """(kind, E.164) of the callers: six known, two of several customers, two unknown in ten."""
    rng = Random(5)
    for place in range(count):
        if place % 10 < 6:
            yield "known", known[place % len(known)]
        elif place % 10 < 8:
            yield "several", several[place % len(several)]
        else:
            yield "unknown", f"+88697{rng.randrange(10**7):07d}"


def _measure(desk: OneDesk, numbers: list[tuple[str, str]], others: int) -> _Times:
    listening = desk.folder / "listening"
    command = [sys.executable, "-m", "app.cli.bench.audience", desk.hub.url, str(others), PASSWORD]
    with started([*command, str(listening)], desk.folder / "audience.log"):
        desk.until(listening.exists, 240.0, f"{others} listeners")
        desk.open_console()
        times = _Times()
        for place, (kind, number) in enumerate(numbers):
            from_hub, from_invite = _one(desk, number)
            if place >= WARM_UP:
                times.hub.setdefault(kind, []).append(from_hub)
                times.invite.setdefault(kind, []).append(from_invite)
        return times


def _one(desk: OneDesk, number: str) -> tuple[float, float]:
    """A call's two times in ms."""
    desk.until(lambda: desk.state.status == "idle", SECONDS_A_CALL, "the agent to be free")
    seen = len(desk.painted())
    sent = time.time() * 1000
    desk.caller.dial(desk.hub.line, DNIS, number)
    desk.until(lambda: len(desk.painted()) > seen, SECONDS_A_CALL, f"the pop of {number}")
    mark = desk.painted()[-1]
    desk.until(lambda: desk.state.status == "reserved", SECONDS_A_CALL, "Reserved")
    desk.caller.hang_up()
    return mark["at"] - mark["ringing_at"], mark["at"] - sent
