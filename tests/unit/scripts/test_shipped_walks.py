"""Every node of every shipped flow is reached, in every language, without a fault on the way."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from app.scripts.nodes import Speaker
from app.scripts.program import Program
from app.scripts.state import World
from tests.helpers.walk import Walk, Walked
from tests.unit.scripts.test_shipped_flows import LANGUAGES, NAMES, shipped

NOW = 1_780_000_000_000  # 2026-05-28, a Thursday, 20:26 in UTC


def _product(sku: str, name: str, category: str, warranty: bool) -> dict[str, Any]:
    return {
        "id": 1,
        "product_id": 2,
        "sku": sku,
        "name": name,
        "category": category,
        "serial": f"{sku}-1",
        "in_warranty": warranty,
        "warranty_until": "2027-01-01",
    }


ROUTER = _product("NW-AX", "LinkHub AX", "network", False)
WATER = _product("WP-300", "AquaPure 300", "water", True)
PLAN = _product("CP-2", "Care Plus", "plan", True)
FILTERS = _product("FS-1", "Filter subscription", "plan", True)
TICKET = {
    "id": 5,
    "number": 100_234,
    "subject": "Leaks",
    "state": "pending",
    "priority": "normal",
    "product": "AquaPure 300",
    "opened_on": "2026-05-20",
    "queue": "Technical",
    "agent_id": 3,
    "updated_at": 1,
}
KNOWN = {
    "id": 9,
    "name": "Mei 陳美",
    "kind": "person",
    "language": "",
    "vip": False,
    "custom": {"customer_no": "K10009", "postcode": "10450", "birthday": "1990-02-03"},
    "phone": "+886912345678",
    "email": "mei@example.com",
    "products": [ROUTER, WATER],
    "tickets": [],
}
WAITING = {"id": 1, "name": "Service", "waiting": 9, "wait_seconds": 400, "agents": 2, "ready": 0}
CALLERS: dict[str, dict[str, Any]] = {
    "known": KNOWN,
    "with a matter": {**KNOWN, "tickets": [TICKET], "language": "zh-TW"},
    "well looked after": {**KNOWN, "products": [WATER, PLAN, FILTERS], "vip": True, "language": "th"},
    "with little on record": {**KNOWN, "custom": {"customer_no": "K1"}, "products": []},
    "unknown": {},
}
SPOKEN: dict[str, tuple[Speaker, ...]] = {
    "identity-check": ("console", "telephone"),
    "satisfaction": ("console", "web"),
    "visit-checklist": ("console", "web"),
    **dict.fromkeys(("ivr-day", "ivr-night", "leave-number"), ("telephone",)),
}
ARGUMENTS: dict[str, tuple[dict[str, Any], ...]] = {
    "ivr-day": ({}, {"hours": "Mon 03:00-03:01"}),
    "leave-number": ({"queue": "Service", "subject": "Call back:"},),
}


@cache
def _programs() -> dict[str, Program]:
    return {name: Program.of(flow) for name, flow in shipped().items()}


@cache
def _walk(name: str, language: str) -> Walked:
    walked = Walked()
    _walk_on(walked, name, language)
    if name == "ivr-day" and language != "en":  # asks for a language only where the line has none of its own
        _walk_on(walked, name, "en")
    return walked


def _walk_on(walked: Walked, name: str, language: str) -> None:
    for caller in CALLERS.values():
        for speaker in SPOKEN.get(name, ("console",)):
            for arguments in ARGUMENTS.get(name, ({},)):
                # A known language is for the telephone, which takes it over where the caller chose none.
                customer = {**caller, "language": caller["language"] or language} if caller else {}
                world = World(
                    customer=customer,
                    interaction={"id": 4, "ani": "+886912345678", "channel": "call", "started_at": NOW},
                    agent={"id": 3, "name": "Somchai"},
                    now=NOW,
                    zone="Asia/Taipei",
                    region="TW",
                )
                walk = Walk(
                    _programs(),
                    world,
                    speaker,
                    language,
                    values={
                        "customer_number": ["10009"],
                        "postcode": ["10450"],
                        "birthday": ["1990-02-03"],
                        "code": ["E1", "E2"],
                        "serial": ["WP-300-1"],
                    },
                    found={
                        "answers": [[{"value": "technical", "at": NOW}], [{"value": "other", "at": 0}]],
                        "queue": [WAITING, {**WAITING, "waiting": 0, "wait_seconds": 0, "agents": 0}],
                    },
                    telling=("outcome", "appliance"),
                    most=walked.steps + 3_000,
                )
                walk.through(name, walked, **arguments)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_node_is_reached(name: str, language: str) -> None:
    walked = _walk(name, language)
    everything = {(name, node) for node in _programs()[name].nodes}
    assert everything - walked.nodes == set()
    assert walked.troubles == set()
    assert walked.empty == set()
    assert walked.endings


def test_dispositions_are_those_of_the_outcome() -> None:
    walked = _walk("service", "en")
    assert set(walked.endings) >= {
        "Settled",
        "Information given",
        "Ticket opened",
        "Visit booked",
        "Order taken",
        "Complaint noted",
        "Call-back agreed",
        "Passed on",
    }
