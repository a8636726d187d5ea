"""What a step leaves behind: the step as it came, the way it went, what was recommended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from app.models.statement import Statement
from app.models.tables import flow_hops, flow_offers, flow_steps
from app.models.unit import Unit, Values
from app.protocol.flow_run import Answer, AnyInput, Change, Jump, Next, Result, Shown
from app.scripts.state import Hop, RunState, Turn
from app.scripts.values import plain
from app.services.flows.standing import Standing

encode = msgspec.json.Encoder().encode

HOPS_A_STEP = 1_000
"""Places of hops that a step has; the first of them is the node at which somebody was waited for."""

_ANSWERED = Statement(
    "INSERT INTO flow_answers (version_id, node, run_id, variable, kept, refused, began)"
    " VALUES (:version_id, :node, :run_id, :variable, :kept, :refused, :began)"
    " ON CONFLICT (version_id, node, run_id) DO UPDATE SET refused = flow_answers.refused + excluded.refused,"
    " kept = coalesce(excluded.kept, flow_answers.kept)"
)
_OFFERED = Statement(
    "SELECT value, accepted FROM flow_offers WHERE run_id = :run_id AND version_id = :version_id"
    " AND node = :node"
)


def note_step(tx: Unit, run: Values, at: Standing, given: AnyInput, before: RunState, turn: Turn) -> None:
    """What was done, as it came, whether it fitted or not. `at` is what it answered."""
    value: Any = None
    if isinstance(given, (Answer, Change)):
        value = given.value
    elif isinstance(given, Jump):
        value = given.objection or given.node
    elif isinstance(given, Result):
        value = given.outcome
    problem = turn.shown.problem if turn.shown.node == at.node else ""
    version_id = version_of(run, before)
    kept = None if problem else kept_of(given, before, turn.state)
    tx.insert(
        flow_steps,
        run_id=run["id"],
        version_id=version_id,
        number=run["step"],
        node=at.node,
        kind=at.kind,
        input=type(given).__name__.lower(),
        variable=at.variable,
        value=value,
        kept=kept,
        problem=problem,
        agent_id=tx.actor.agent_id,
        entered_at=run["updated_at"],
        left_at=tx.at,
    )
    if at.kind == "ask" and not run["trial"] and (problem or kept is not None):
        answer = {
            "version_id": version_id,
            "node": at.node,
            "run_id": run["id"],
            "variable": at.variable,
            "kept": None if problem else encode(kept).decode(),
            "refused": 1 if problem else 0,
            "began": run["started_at"],
        }
        _ANSWERED.many(tx.connection, [answer])
    if at.kind == "recommend" and not run["trial"]:
        _note_accepted(tx, run["id"], version_id, at.node, kept)


def note_hops(tx: Unit, run: Values, trail: Sequence[Hop], step: int, entered_at: int) -> None:
    """From where to where it went. At the first node it stood, but for the hops before the first stop (step
    1); the others took no time."""
    first = 1 if step == 1 else 0
    tx.insert_many(
        flow_hops,
        [
            {
                "run_id": run["id"],
                "place": step * HOPS_A_STEP + first + place,
                "version_id": run["versions"].get(hop.flow, run["version_id"]),
                "node": hop.node,
                "target": hop.target,
                "ms": max(0, tx.at - entered_at) if place + first == 0 else 0,
                "began": run["started_at"],
            }
            for place, hop in enumerate(trail[: HOPS_A_STEP - first])
        ],
    )


def note_offers(tx: Unit, run: Values, state: RunState, shown: Shown) -> None:
    """What is recommended now."""
    if shown.kind != "recommend":
        return
    key = {"run_id": run["id"], "version_id": version_of(run, state), "node": shown.node}
    there = {row[0] for row in _OFFERED.all(tx.connection, key)}
    new = dict.fromkeys(choice.value for choice in shown.choices if choice.value not in there)
    tx.insert_many(flow_offers, [{**key, "value": value} for value in new])


def version_of(run: Values, state: RunState) -> int:
    """The version of the flow that is being run: the run's own, or a sub-flow's."""
    name = state.frames[-1].flow if state.frames else ""
    return int(run["versions"].get(name, run["version_id"]))


def _note_accepted(tx: Unit, run_id: int, version_id: int, node: str, accepted: Any) -> None:
    """The last word counts."""
    key = {"run_id": run_id, "version_id": version_id, "node": node}
    for value, was in _OFFERED.all(tx.connection, key):
        if bool(was) != (value == accepted):
            offer = flow_offers.update().where(
                *(flow_offers.c[name] == one for name, one in key.items()), flow_offers.c.value == value
            )
            tx.connection.execute(offer.values(accepted=value == accepted))


def kept_of(given: AnyInput, before: RunState, after: RunState) -> Any:
    """What an answer was understood as: the run's path has it."""
    if isinstance(given, Change):
        move = after.trail[given.place] if 0 <= given.place < len(after.trail) else None
        return plain(move.value) if move is not None and move.kind == "answer" else None
    if isinstance(given, Answer | Next):
        for move in after.trail[len(before.trail) :]:
            if move.kind == "answer":
                return plain(move.value)
    return None
