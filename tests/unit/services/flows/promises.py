"""What must hold of flows after every command, whatever came in which order."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.tables import flow_runs, flow_states, flow_steps, flow_versions, flows
from app.protocol.flows import Unstored
from app.scripts.state import RunState


def broken_flow_promises(connection: Connection) -> list[str]:
    """A sentence for each promise that does not hold."""
    return [*_runs(connection), *_steps(connection), *_versions(connection)]


def _runs(connection: Connection) -> Iterator[str]:
    states = {row.id: row for row in connection.execute(sa.select(flow_states))}
    for run in connection.execute(sa.select(flow_runs)):
        row = states.get(run.id)
        if row is None:
            yield f"run {run.id} has no state"
            continue
        state = msgspec.json.decode(row.state, type=RunState)
        msgspec.json.decode(row.unstored, type=list[Unstored])
        if state.ended and run.status != "ended":
            yield f"run {run.id} has come to its end and is {run.status}"
        if (run.status == "ended") != (run.ended_at is not None) or (run.status == "ended") != bool(
            run.ending
        ):
            yield f"run {run.id} is {run.status}, ended at {run.ended_at} by {run.ending!r}"
        if bool(run.waits_for) != (run.due_at is not None):
            yield f"run {run.id} waits for {run.waits_for!r} until {run.due_at}"
        if run.status == "ended" and run.waits_for:
            yield f"run {run.id} is over and waits for {run.waits_for}"
        if run.version_id not in run.versions.values():
            yield f"run {run.id} of version {run.version_id} is bound to {run.versions}"
        if run.status == "running" and not run.node:
            yield f"run {run.id} stands nowhere"


def _steps(connection: Connection) -> Iterator[str]:
    """Steps are in order, each was answered once, and time runs forward."""
    runs = {row.id: row for row in connection.execute(sa.select(flow_runs))}
    seen: dict[int, int] = {}
    for step in connection.execute(sa.select(flow_steps).order_by(flow_steps.c.id)):
        if step.number <= seen.get(step.run_id, -1):
            yield f"step {step.number} of run {step.run_id} was answered twice"
        seen[step.run_id] = step.number
        if step.number >= runs[step.run_id].step:
            yield f"run {step.run_id} at step {runs[step.run_id].step} was answered at {step.number}"
        if step.left_at < step.entered_at:
            yield f"step {step.id} ends before it begins"
        if step.version_id not in runs[step.run_id].versions.values():
            yield f"step {step.id} is of version {step.version_id}, which is not of run {step.run_id}"


def _versions(connection: Connection) -> Iterator[str]:
    names = {row.id: row.name for row in connection.execute(sa.select(flows))}
    numbers: dict[int, list[int]] = {}
    for version in connection.execute(sa.select(flow_versions).order_by(flow_versions.c.number)):
        numbers.setdefault(version.flow_id, []).append(version.number)
        if version.state == "live" and version.live_from is None:
            yield f"version {version.id} is live since nobody knows when"
        if not 1 <= version.share <= 100:
            yield f"version {version.id} has a share of {version.share}"
    for flow_id, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            yield f"the versions of {names[flow_id]} are {found}"
