"""The town's callers and the flows of the demo's lines fit together: their keys bring them to a queue."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from app.protocol.flow_run import Next, Result, Shown
from app.protocol.town import Caller
from app.scripts import engine
from app.scripts.program import Program
from app.scripts.state import World
from app.scripts.telephone.keypad import take
from app.services.demo.generate import Demo, generate
from tests.unit.scripts.test_shipped_flows import shipped

NOW = 1_780_000_000_000
_TEAMS = {"zh-TW": "中文服務", "th": "ภาษาไทย"}


@pytest.fixture(scope="module")
def demo() -> Demo:
    return generate(NOW, customers=2_000, seed=5)


def _as_seen(demo: Demo, caller: Caller) -> dict[str, Any]:
    """The customer as the line sees one: nobody where the number is nobody's or several people's."""
    owners = {
        point["customer_id"] for point in demo.rows["contact_points"] if point["normal"] == caller.number
    }
    if len(owners) != 1 or caller.kind == "withheld":
        return {}
    customer = next(row for row in demo.rows["customers"] if row["id"] in owners)
    tickets = [
        {"id": row["id"], "number": row["number"], "queue": "Technical", "agent_id": None}
        for row in demo.rows["tickets"]
        if row["customer_id"] in owners and row["state"] in ("open", "pending")
    ]
    return {**customer, "tickets": tickets, "products": []}


def _routed(demo: Demo, caller: Caller, programs: dict[str, Program]) -> Shown:
    """Where the caller's keys lead."""
    line = next(row for row in demo.rows["lines"] if row["number"] == caller.dnis)
    world = World(customer=_as_seen(demo, caller), interaction={"ani": caller.number}, now=NOW, region="TW")
    turn = engine.begin(programs, line["flow"], world, speaker="telephone", language=line["language"])
    keys = caller.digits
    for _ in range(30):
        shown = turn.shown
        if shown.kind in ("route", "end"):
            assert keys == "", (caller, shown.node)
            return shown
        if shown.kind in ("ask", "recommend", "say"):
            given, keys = take(shown, keys)
            given = given or (Next() if shown.kind == "say" else None)
            assert given is not None, (caller, shown.node)
        else:
            given = Result(value={"id": 1, "waiting": 0, "wait_seconds": 0})
        turn = engine.step(programs, turn.state, given, world)
    raise AssertionError(f"{caller} goes in circles")


def test_every_caller_is_put_through(demo: Demo) -> None:
    programs = {name: Program.of(flow) for name, flow in shipped().items()}
    flows = {row["number"]: row["flow"] for row in demo.rows["lines"]}
    led: Counter[str] = Counter()
    for caller in demo.book.callers:
        assert caller.menu == bool(flows[caller.dnis]) == bool(caller.digits)
        if not caller.menu:
            continue
        shown = _routed(demo, caller, programs)
        assert shown.kind == "route", caller
        assert shown.trouble == ""
        if caller.language in _TEAMS and shown.node != "to_its_team":
            assert shown.effect == _TEAMS[caller.language], caller
        led[shown.effect] += 1
    assert {"Orders", "Billing", "Technical", "Service", "中文服務", "ภาษาไทย"} <= led.keys()
