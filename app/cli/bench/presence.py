"""`contactdesk bench presence`: a console killed while Reserved and while Talking.

How long until the hub has noticed, until the item stands at its old place, and until the caller hears that
the wait goes on (music). And: a network that stands still for five seconds throws nobody out.
"""

from __future__ import annotations

import time
from contextlib import closing

from app.cli.bench.gap import Gap
from app.cli.bench.one_desk import DNIS, OneDesk
from app.cli.bench.report import Options, Reach, Report, at_most, spread
from app.cli.bench.seed import sizes_of
from app.protocol.rows import WorkItemRow

BOUND_S = 10.0
GAP_S = 5.0
MUSIC = 5.0
"""Average level (0 to 255) above which a caller hears something."""
NUMBER = "+886970000001"


def run(options: Options) -> Report:
    """Five rounds of each (one with --quick)."""
    rounds = 1 if options.quick else 5
    reserved: list[float] = []
    talking: list[float] = []
    told: list[float] = []
    places = 0
    thrown_out = 0
    with OneDesk(options) as desk:
        for _ in range(rounds):
            place, seconds = _killed_while_reserved(desk)
            places += place
            reserved.append(seconds)
        for _ in range(rounds):
            place, seconds, heard = _killed_while_talking(desk)
            places += place
            talking.append(seconds)
            told.append(heard)
        with closing(Gap(int(desk.hub.url.rpartition(":")[2]))) as gap:
            desk.open_console(gap.url)
            for _ in range(rounds):
                thrown_out += not _still_talking_after(desk, gap)
    report = Report("presence", sizes={**sizes_of(options).__dict__, "rounds": rounds, "gap_s": GAP_S})
    report.figures = {
        "reserved: noticed and back in the queue (s)": spread(reserved),
        "talking: noticed and back in the queue (s)": spread(talking),
        "talking: the caller hears music (s)": spread(told),
    }
    report.reach = [
        at_most("killed while Reserved: noticed", max(reserved), BOUND_S, "s"),
        at_most("killed while Talking: noticed", max(talking), BOUND_S, "s"),
        at_most("killed while Talking: the caller is told", max(told), BOUND_S, "s"),
        Reach("back at its old place", places, 2 * rounds, "items", places == 2 * rounds),
        at_most("thrown out by a gap of five seconds", thrown_out, 0, "agents"),
    ]
    return report


def _offered(desk: OneDesk) -> WorkItemRow:
    """A caller is before the agent."""
    desk.until(lambda: desk.state.status == "idle", 15.0, "the agent to be free")
    desk.caller.dial(desk.hub.line, DNIS, NUMBER)
    desk.until(lambda: desk.state.status == "reserved", 15.0, "an offer")
    return desk.until(lambda: _item(desk), 5.0, "the work item")


def _item(desk: OneDesk) -> WorkItemRow | None:
    rows = [row for row in desk.watch.store.rows("work_items") if isinstance(row, WorkItemRow)]
    live = [row for row in rows if row.state in ("waiting", "offered", "taken")]
    return max(live, key=lambda row: row.id, default=None)


def _gone(desk: OneDesk) -> bool:
    return desk.state.presence == "logged_out"


def _back(desk: OneDesk, item: WorkItemRow) -> WorkItemRow | None:
    """The contact's item that waits again, whichever row that is."""
    rows = [row for row in desk.watch.store.rows("work_items") if isinstance(row, WorkItemRow)]
    fitting = (row for row in rows if row.interaction_id == item.interaction_id and row.state == "waiting")
    return next(fitting, None)


def _killed_while_reserved(desk: OneDesk) -> tuple[bool, float]:
    desk.open_console()
    item = _offered(desk)
    began = time.monotonic()
    desk.kill_console()
    desk.until(lambda: _gone(desk), 30.0, "the hub to notice")
    back = desk.until(lambda: _back(desk, item), 30.0, "the item to be back")
    seconds = time.monotonic() - began
    _end(desk)
    return back.placed_at == item.placed_at, seconds


def _killed_while_talking(desk: OneDesk) -> tuple[bool, float, float]:
    desk.open_console()
    item = _talking(desk)
    began = time.monotonic()
    desk.kill_console()
    desk.until(lambda: _gone(desk), 30.0, "the hub to notice")
    back = desk.until(lambda: _back(desk, item), 30.0, "the item to be back")
    seconds = time.monotonic() - began
    while desk.caller.hears(0.2).rx_average < MUSIC:
        if time.monotonic() - began > 30.0:
            raise RuntimeError("the caller heard nothing for 30 s after the console was killed")
    heard = time.monotonic() - began
    _end(desk)
    return back.placed_at == item.placed_at, seconds, heard


def _talking(desk: OneDesk) -> WorkItemRow:
    item = _offered(desk)
    assert desk.window is not None
    desk.window.click("Accept")
    desk.until(lambda: desk.state.status == "talking", 15.0, "Talking")
    return item


def _still_talking_after(desk: OneDesk, gap: Gap) -> bool:
    """Whether agent and caller still talk after the network stood still."""
    _talking(desk)
    gap.stand_still()
    time.sleep(GAP_S)
    gap.flow()
    assert desk.window is not None
    desk.window.until(lambda state: state["liveness"] == "live", "Live", seconds=20)
    kept = desk.state.status == "talking" and desk.caller.is_up
    desk.window.click("End")
    desk.window.until(lambda state: state["agent_state"] == "after_call", "after-call work")
    desk.window.click("Settled")
    desk.window.click("Book and close")
    desk.until(lambda: desk.state.status == "idle", 15.0, "the agent to be free")
    return kept


def _end(desk: OneDesk) -> None:
    """The caller gives up; nobody is at the desk."""
    desk.caller.hang_up()
    desk.until(lambda: _item(desk) is None, 10.0, "the call to be over")
