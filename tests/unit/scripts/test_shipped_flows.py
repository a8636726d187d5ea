"""The flows that ship: without a problem, and in every language."""

from __future__ import annotations

import msgspec
import pytest

from app.core.resources import resource
from app.protocol.message import Command
from app.scripts.checking import FlowKnown, Known, check
from app.scripts.nodes import Flow
from app.scripts.reading import read
from app.services.demo import centre
from app.services.house import desk_messages

NAMES = (
    "complaint",
    "identity-check",
    "ivr-day",
    "ivr-night",
    "leave-number",
    "renewal",
    "satisfaction",
    "service",
    "visit-checklist",
)
LANGUAGES = ["en", "zh-TW", "th"]


def shipped() -> dict[str, Flow]:
    """Every shipped flow by name."""
    found = {}
    for file in sorted(resource("flows").glob("*.yaml")):
        reading = read(file.read_text(encoding="utf-8"), file.name)
        assert reading.problems == []
        assert reading.flow is not None
        found[reading.flow.name] = reading.flow
    return found


def known(flows: dict[str, Flow]) -> Known:
    """What the demo centre has."""
    rows = centre.build_centre(iter(range(1, 10_000)).__next__, 0).rows
    commands = {
        name: {field.name: field.required for field in msgspec.structs.fields(message)}
        for name, message in desk_messages().items()
        if issubclass(message, Command)
    }
    return Known(
        queues=frozenset(row["name"] for row in rows["queues"]),
        skills=frozenset(row["name"] for row in rows["skills"]),
        dispositions=frozenset(row["name"] for row in rows["disposition_codes"]),
        products=frozenset(row["sku"] for row in rows["products"]),
        purposes=frozenset(("marketing", "recording", "survey")),
        commands=commands,
        fields={row["key"]: row["type"] for row in rows["custom_fields"] if row["entity"] == "customer"},
        flows={name: FlowKnown.of(flow) for name, flow in flows.items()},
    )


def test_they_are_all_there() -> None:
    flows = shipped()
    assert tuple(flows) == NAMES
    assert [flow.languages for flow in flows.values()] == [LANGUAGES] * len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_it(name: str) -> None:
    flows = shipped()
    assert [str(problem) for problem in check(flows[name], known(flows), f"{name}.yaml")] == []
