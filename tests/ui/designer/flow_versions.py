"""A flow with a history, as the hub would tell it."""

from __future__ import annotations

import msgspec

from app.protocol.flows import FlowSource, FlowView, ProblemView, VersionView
from app.scripts.nodes import AnyNode, End, Flow, Say

DAY = 86_400_000
SOURCE = "flow: x\nstart: hello\nnodes:\n  hello:\n    say: {say}\n    next: bye\n  bye:\n    end: Settled\n"


def flow(say: str, *more: AnyNode) -> Flow:
    nodes: list[AnyNode] = [Say(name="hello", text={"en": say}, next="bye"), *more, End(name="bye")]
    return Flow(
        name="x",
        title={"en": "X"},
        languages=["en"],
        speakers=["console"],
        start="hello",
        nodes={node.name: node for node in nodes},
    )


def history(now: int) -> FlowView:
    """Four versions: a broken draft, one in review, one live, one before it."""
    broken = [ProblemView(code="no_such_node", text="There is no node “nowhere”.", line=4, node="hello")]
    return FlowView(
        id=1,
        name="x",
        title="X",
        versions=[
            VersionView(
                id=14,
                flow_id=1,
                number=4,
                state="draft",
                agent_id=7,
                saved_at=now - 60_000,
                problems=broken,
            ),
            VersionView(
                id=13,
                flow_id=1,
                number=3,
                state="review",
                agent_id=8,
                saved_at=now - DAY,
                remark="Friendlier",
            ),
            VersionView(
                id=12,
                flow_id=1,
                number=2,
                state="live",
                agent_id=9,
                saved_at=now - 9 * DAY,
                live_from=now - 8 * DAY,
            ),
            VersionView(
                id=11,
                flow_id=1,
                number=1,
                state="retired",
                agent_id=7,
                saved_at=now - 40 * DAY,
                live_from=now - 39 * DAY,
            ),
        ],
    )


def source(view: FlowView, version_id: int, say: str) -> FlowSource:
    """A version's text."""
    version = next(one for one in view.versions if one.id == version_id)
    compiled = msgspec.Raw(msgspec.json.encode(flow(say)))
    return FlowSource(version=version, name="x", source=SOURCE.replace("{say}", say), compiled=compiled)
