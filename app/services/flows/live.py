"""Which version a new run takes: by date, and by share where two are live side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from app.models.tables import flow_versions, flows
from app.models.unit import Reader, Values
from app.protocol.flows import ListLiveFlows, LiveFlow
from app.scripts.nodes import SubFlow
from app.services.flows.compiled import compiled

_LIVE = (
    sa.select(
        flow_versions.c.id,
        flow_versions.c.flow_id,
        flow_versions.c.number,
        flow_versions.c.share,
        flow_versions.c.live_from,
    )
    .join(flows, flows.c.id == flow_versions.c.flow_id)
    .where(flow_versions.c.state == "live", flow_versions.c.live_from <= sa.bindparam("at"), flows.c.active)
    .order_by(flow_versions.c.live_from.desc(), flow_versions.c.number.desc())
)
_LIVE_OF = _LIVE.where(flows.c.name == sa.bindparam("name"))
_EVERY_LIVE = (
    _LIVE.add_columns(flows.c.name)
    .order_by(None)
    .order_by(flows.c.name, flow_versions.c.live_from.desc(), flow_versions.c.number.desc())
)


def live_version(read: Reader, name: str, subject: str) -> Values | None:
    """The version of the flow `name` that `subject` (a customer's or a contact's id) gets; None where
    nothing is live."""
    return chosen(in_force(read.all(_LIVE_OF, name=name, at=read.at)), subject)


def in_force(versions: Sequence[Values]) -> list[Values]:
    """Of live versions, newest first, those that get runs: down to the first that takes all that is left."""
    found: list[Values] = []
    for version in versions:
        found.append(version)
        if version["share"] >= 100:
            break
    return found


def chosen(versions: Sequence[Values], subject: str) -> Values | None:
    """One of the versions in force, always the same one for the same subject (SHA-256 of flow and subject:
    shares are met, and who gets which has nothing to do with when they call)."""
    if not versions:
        return None
    point = _point(versions[0]["flow_id"], subject)
    for version in versions[:-1]:
        if point < version["share"] / 100:
            return version
        point = (point - version["share"] / 100) / (1 - version["share"] / 100)
    return versions[-1]


def _point(flow_id: int, subject: str) -> float:
    """0 to below 1."""
    digest = hashlib.sha256(f"{flow_id}:{subject}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def bound_versions(read: Reader, name: str, version_id: int, subject: str) -> dict[str, int]:
    """The versions a run is bound to: the flow's own, and the live ones of its sub-flows and of theirs."""
    bound = {name: version_id}
    waiting = [version_id]
    while waiting:
        flow = compiled(read, waiting.pop())
        for node in flow.nodes.values() if flow is not None else ():
            if isinstance(node, SubFlow) and node.flow not in bound:
                version = live_version(read, node.flow, subject)
                if version is not None and compiled(read, version["id"]) is not None:
                    bound[node.flow] = version["id"]
                    waiting.append(version["id"])
    return bound


def list_live_flows(read: Reader, query: ListLiveFlows) -> list[LiveFlow]:
    """What can be begun now on a speaker."""
    found: list[LiveFlow] = []
    seen: set[str] = set()
    for row in read.all(_EVERY_LIVE, at=read.at):
        if row["name"] in seen:
            continue
        flow = compiled(read, row["id"])
        if flow is not None:
            seen.add(row["name"])
            if query.speaker in flow.speakers:
                live = LiveFlow(
                    name=row["name"],
                    title=flow.title,
                    speakers=list(flow.speakers),
                    languages=list(flow.languages),
                )
                found.append(live)
    return found
