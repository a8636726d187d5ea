"""Runs of flows: begun, stepped, put aside and gone on with. Each step is one transaction, with the
commands that the flow does in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.tables import (
    flow_runs,
    flow_versions,
    interactions,
)
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.flow_run import AnyInput, Change, Next, Result, Shown
from app.protocol.flows import (
    GetFlowContext,
    GetPassed,
    GetRun,
    ResumeFlow,
    RunView,
    StartFlow,
    StepFlow,
    SuspendFlow,
    Unstored,
)
from app.protocol.message import LEADS
from app.scripts import engine
from app.scripts.nodes import SPEAKERS, Speaker
from app.scripts.path import asked
from app.scripts.program import Program
from app.scripts.state import Hop, RunState, Turn, World
from app.services.flows.doing import Doing
from app.services.flows.keeping import keep_state, need_run, read_state
from app.services.flows.live import bound_versions, live_version
from app.services.flows.lookups import LookUps
from app.services.flows.noting import note_hops, note_offers, note_step
from app.services.flows.paths import Paths
from app.services.flows.programs import Programs
from app.services.flows.standing import Standing, changed, standing
from app.services.flows.storing import store
from app.services.flows.world import WorldReader

logger = logging.getLogger(__name__)

MOST_EFFECTS = 100
"""Look-ups and commands one step may come through: more is a flow that goes in circles."""
LONG_WAIT = 60
"""Seconds from which a wait puts the run aside."""

_OPEN_RUN = Statement(
    "SELECT r.id FROM flow_runs r JOIN flows f ON f.id = r.flow_id"
    " WHERE r.interaction_id = :interaction_id AND f.name = :name AND r.status <> 'ended'"
    " ORDER BY r.id DESC LIMIT 1"
)


@dataclass
class _Going:
    """A run while it is being stepped."""

    row: Values
    """As it was read."""
    run: Values
    """With the customer whose it is by now."""
    name: str
    """The flow's."""
    programs: Mapping[str, Program]
    world: World
    seen_at: int = 0
    unstored: list[Unstored] = field(default_factory=list)
    trail: list[Hop] = field(default_factory=list)


class Running:
    """The handlers of runs."""

    def __init__(self, programs: Programs, worlds: WorldReader, lookups: LookUps, doing: Doing) -> None:
        self._programs = programs
        self._worlds = worlds
        self._lookups = lookups
        self._doing = doing
        self._paths = Paths()

    # --- commands ------------------------------------------------------------------------------
    def start_flow(self, tx: Unit, command: StartFlow) -> RunView:
        """Begin a run, or go on with the one that is open on the contact."""
        contact = None
        if command.interaction_id is not None:
            contact = tx.need(interactions, command.interaction_id, "contact")
            values = {"interaction_id": command.interaction_id, "name": command.flow}
            open_run = _OPEN_RUN.first(tx.connection, values)
            if open_run is not None and command.version_id is None:
                return self.resume_flow(tx, ResumeFlow(run_id=open_run[0], speaker=command.speaker))
        run = self._new_run(tx, command, contact)
        going = self._going(tx, run, command.flow)
        turn = engine.begin(
            going.programs,
            command.flow,
            going.world,
            speaker=_speaker(command.speaker),
            language=command.language,
            arguments=command.arguments,
        )
        turn = self._settle(tx, going, turn)
        return self._kept(tx, going, turn)

    def step_flow(self, tx: Unit, command: StepFlow) -> RunView:
        """An input to a run."""
        run = need_run(tx, command.run_id)
        self._refuse_others(tx, run)
        if command.step != run["step"]:
            raise self._stale(tx, run, "It has gone on meanwhile. Look at where it stands and answer that.")
        due = tx.actor.agent_id is None and run["waits_for"]
        if run["status"] == "ended" or (run["status"] == "suspended" and not due):
            raise Refused(
                errors.WRONG_STATE,
                "This run is over."
                if run["status"] == "ended"
                else "This run was put aside. Resume it to go on.",
                status=run["status"],
            )
        going, state = self._taken_up(tx, run)
        answered = standing(going.programs, state)
        self._refuse_false_result(tx, answered, command.input)
        if isinstance(command.input, Change):
            answered = changed(going.programs, state, command.input.place, going.world) or answered
        turn = engine.step(going.programs, state, command.input, going.world)
        note_step(tx, run, answered, command.input, state, turn)
        turn = self._settle(tx, going, turn)
        return self._kept(tx, going, turn)

    def suspend_flow(self, tx: Unit, command: SuspendFlow) -> RunView:
        """Put a run aside."""
        run = need_run(tx, command.run_id)
        if run["status"] == "running":
            run = tx.update(flow_runs, run, status="suspended", step=run["step"] + 1, updated_at=tx.at)
        return self._view(tx, run)

    def resume_flow(self, tx: Unit, command: ResumeFlow) -> RunView:
        """Go on with a run at the same place; whoever had it before can no longer step it."""
        run = need_run(tx, command.run_id)
        if run["status"] == "ended":
            return self._view(tx, run)
        values: Values = {"speaker": _speaker(command.speaker), "status": "running"}
        if tx.actor.agent_id is not None:
            values["agent_id"] = tx.actor.agent_id
        if command.interaction_id is not None:
            contact = tx.need(interactions, command.interaction_id, "contact")
            values["interaction_id"] = contact["id"]
            values["customer_id"] = contact["customer_id"] or run["customer_id"]
        going, state = self._taken_up(tx, run)
        same = all(run[name] == value for name, value in values.items())
        if same and command.language in ("", state.language):
            return self._view(tx, run)  # asked again by the one who has it
        run = tx.update(flow_runs, run, **values, step=run["step"] + 1, updated_at=tx.at)
        going, state = self._taken_up(tx, run)
        state = engine.resume(
            going.programs, state, speaker=_speaker(command.speaker), language=command.language
        )
        shown = engine.show(going.programs, state, going.world)
        return self._kept(tx, going, Turn(state=state, shown=shown), counted=False)

    def same_run(self, tx: Unit, command: StepFlow | SuspendFlow | ResumeFlow) -> RunView:
        """A command that was run before: the run as it stands."""
        return self._view(tx, need_run(tx, command.run_id))

    # --- questions -----------------------------------------------------------------------------
    def get_run(self, read: Reader, query: GetRun) -> RunView:
        """A run as it stands."""
        return self._view(read, need_run(read, query.run_id))

    def get_passed(self, read: Reader, query: GetPassed) -> Shown:
        """What was asked at a place of the path."""
        run = need_run(read, query.run_id)
        going, state = self._taken_up(read, run)
        shown = asked(going.programs, state, query.place, going.world)
        if shown is None:
            raise Refused(errors.NOT_FOUND, "There is no answer at this place that could be changed.")
        return shown

    def get_flow_context(self, read: Reader, query: GetFlowContext) -> dict[str, Any]:
        """What texts and conditions see: the world as JSON."""
        world = self._worlds.read(
            read,
            customer_id=query.customer_id,
            interaction_id=query.interaction_id,
            agent_id=read.actor.agent_id,
        )
        context: dict[str, Any] = msgspec.to_builtins(world)
        return context

    # --- beginning -----------------------------------------------------------------------------
    def _new_run(self, tx: Unit, command: StartFlow, contact: Values | None) -> Values:
        customer_id = command.customer_id or (contact["customer_id"] if contact else None)
        subject = str(customer_id or command.interaction_id or tx.ids.new())
        trial = command.version_id is not None
        version_id, flow_id = self._version_for(tx, command, subject)
        self._programs.of(tx, version_id)  # a text that cannot be read is refused here
        return tx.insert(
            flow_runs,
            flow_id=flow_id,
            version_id=version_id,
            versions=bound_versions(tx, command.flow, version_id, subject),
            speaker=_speaker(command.speaker),
            interaction_id=command.interaction_id,
            customer_id=customer_id,
            agent_id=tx.actor.agent_id,
            started_at=tx.at,
            updated_at=tx.at,
            trial=trial,
        )

    def _version_for(self, tx: Unit, command: StartFlow, subject: str) -> tuple[int, int]:
        if command.version_id is not None:
            return _version_to_try(tx, command)
        version = live_version(tx, command.flow, subject)
        if version is None:
            raise Refused(
                errors.NOT_FOUND,
                f"No flow “{command.flow}” is live. A supervisor can publish one.",
                what="flow",
                name=command.flow,
            )
        return version["id"], version["flow_id"]

    # --- going on ------------------------------------------------------------------------------
    def _going(self, read: Reader, run: Values, name: str) -> _Going:
        known = _with_customer(read, run)
        programs = self._programs.of_run(read, run["versions"])
        return _Going(row=run, run=known, name=name, programs=programs, world=self._world(read, known))

    def _taken_up(self, read: Reader, run: Values) -> tuple[_Going, RunState]:
        """A run that is under way, and its state."""
        state, seen_at, unstored = read_state(read, run["id"])
        name = next(name for name, version in run["versions"].items() if version == run["version_id"])
        going = self._going(read, run, name)
        going.seen_at, going.unstored = seen_at, unstored
        return going, state

    def _world(self, read: Reader, run: Values) -> World:
        return self._worlds.read(
            read,
            customer_id=run["customer_id"],
            interaction_id=run["interaction_id"],
            agent_id=run["agent_id"],
        )

    def _settle(self, tx: Unit, going: _Going, turn: Turn) -> Turn:
        """Do what the record can do, until somebody outside is needed."""
        for _ in range(MOST_EFFECTS):
            going.trail += turn.trail
            self._store(tx, going, turn)
            result = self._effect(tx, going, turn.shown)
            if result is None:
                return turn
            turn = engine.step(going.programs, turn.state, result, going.world)
        return self._given_up(going, turn)

    def _given_up(self, going: _Going, turn: Turn) -> Turn:
        """It goes in circles: to the flow's person, or to its end; what was answered stays answered."""
        logger.warning("Flow %s goes in circles at %s", going.name, turn.shown.node)
        trouble = f"circles: {MOST_EFFECTS} look-ups and commands without a stop."
        *below, top = turn.state.frames
        nowhere = msgspec.structs.replace(top, node="")  # where the engine helps out with a person
        lost = msgspec.structs.replace(turn.state, frames=[*below, nowhere], waiting="")
        turn = engine.step(going.programs, lost, Next(), going.world)
        going.trail += [hop for hop in turn.trail if hop.node]
        if turn.shown.kind in ("look_up", "do"):
            state = msgspec.structs.replace(turn.state, ended=True)
            shown = Shown(kind="end", node=turn.shown.node, language=turn.shown.language)
            turn = Turn(state=state, shown=shown)
        return msgspec.structs.replace(turn, shown=msgspec.structs.replace(turn.shown, trouble=trouble))

    def _effect(self, tx: Unit, going: _Going, shown: Shown) -> Result | None:
        """What came of what the flow wants from the record; None where it wants nothing of it."""
        if shown.kind == "look_up" and shown.effect != "url":
            return self._lookups.look_up(tx, going.run, shown.effect, shown.arguments)
        if shown.kind == "route" and going.run["speaker"] == "web":
            return self._doing.call_back(tx, going.run, shown, going.programs[going.name].flow.title)
        if shown.kind != "do":
            return None
        result = self._doing.do(tx, going.run, shown.effect, shown.arguments)
        if result.outcome == "done":
            self._look_again(tx, going, shown.effect, result)
        return result

    def _look_again(self, tx: Unit, going: _Going, name: str, result: Result) -> None:
        """A command may have changed the world, and whose run it is."""
        run = _with_customer(tx, going.run)
        if name == "CreateCustomer" and run["customer_id"] is None:
            run = {**run, "customer_id": result.value["id"]}
        going.run = run
        going.world = self._world(tx, run)
        going.seen_at = going.world.customer.get("updated_at", 0)

    def _store(self, tx: Unit, going: _Going, turn: Turn) -> None:
        """Write the answers of this turn, and those that had no customer before."""
        again = [kept for kept in going.unstored if kept.code == "no_customer"]
        if not turn.stored and (not again or going.run["customer_id"] is None):
            return
        targets = {answer.target for answer in turn.stored}
        again = [kept for kept in again if kept.target not in targets]
        rest = [k for k in going.unstored if k.code != "no_customer" and k.target not in targets]
        new = store(tx, going.run, going.name, [*again, *turn.stored], going.seen_at)
        going.unstored = [*rest, *new]
        going.world = self._world(tx, going.run)

    def _kept(self, tx: Unit, going: _Going, turn: Turn, *, counted: bool = True) -> RunView:
        """Write down where the run stands now."""
        run, shown = going.run, turn.shown
        before = going.row
        step = before["step"] + (1 if counted else 0)
        waits_for, due_at = _waits(tx, shown, run["speaker"])
        values: Values = {
            "customer_id": run["customer_id"],
            "step": step,
            "node": _place(turn.state, going.name),
            "waits_for": waits_for,
            "due_at": due_at,
            "updated_at": tx.at,
        }
        if shown.kind == "end" and turn.state.ended:
            values |= {
                "status": "ended",
                "ended_at": tx.at,
                "ending": "end",
                "disposition": shown.disposition,
                "results": shown.results or None,
            }
        elif waits_for == "wait" and shown.seconds >= LONG_WAIT:
            values["status"] = "suspended"
        going.run = going.row = tx.update(flow_runs, before, **values)
        if not run["trial"]:
            note_hops(tx, going.run, going.trail, step, before["updated_at"])
            note_offers(tx, going.run, turn.state, shown)
        seen_at = going.world.customer.get("updated_at", 0)
        keep_state(tx, run["id"], turn.state, seen_at, going.unstored)
        return self._seen(going, turn.state, shown)

    # --- refusing ------------------------------------------------------------------------------
    def _refuse_others(self, tx: Unit, run: Values) -> None:
        """A run is with one agent at a time; who wants it takes it over first."""
        agent_id = tx.actor.agent_id
        if agent_id is not None and run["agent_id"] not in (None, agent_id):
            raise self._stale(tx, run, "Somebody else goes on with this now. Take it over to continue.")

    def _refuse_false_result(self, tx: Unit, at: Standing, given: AnyInput) -> None:
        """What came of an effect is for those to say who do it, not for a desk."""
        by_a_desk = isinstance(given, Result) and tx.actor.agent_id is not None
        if by_a_desk and at.kind not in ("route", "transfer", "wait"):
            raise Refused(errors.NOT_ALLOWED, "The hub does this by itself. Wait a moment.")

    def _stale(self, tx: Reader, run: Values, text: str) -> Refused:
        return Refused(
            errors.STALE,
            text,
            run=msgspec.to_builtins(self._view(tx, run)),
        )

    # --- showing -------------------------------------------------------------------------------
    def _view(self, read: Reader, run: Values) -> RunView:
        going, state = self._taken_up(read, run)
        return self._seen(going, state, engine.show(going.programs, state, going.world))

    def _seen(self, going: _Going, state: RunState, shown: Shown) -> RunView:
        run = going.run
        if run["status"] == "ended":  # what was done is done: nobody goes back behind the end
            shown = msgspec.structs.replace(shown, can_back=False, can_return=False, objections=[])
        return RunView(
            id=run["id"],
            flow=going.name,
            version_id=run["version_id"],
            status=run["status"],
            step=run["step"],
            speaker=run["speaker"],
            interaction_id=run["interaction_id"],
            customer_id=run["customer_id"],
            agent_id=run["agent_id"],
            shown=shown,
            path=self._paths.of(run["id"], going.programs, state, going.world),
            unstored=going.unstored,
        )


def _version_to_try(tx: Unit, command: StartFlow) -> tuple[int, int]:
    """A certain version: for those who lead."""
    if tx.actor.role not in (*LEADS, "system"):
        raise Refused(errors.NOT_ALLOWED, "Only a supervisor may try a version that is not live.")
    version = tx.need(flow_versions, command.version_id or 0, "version")
    return version["id"], version["flow_id"]


def _speaker(speaker: str) -> Speaker:
    if speaker not in SPEAKERS:
        raise Refused(errors.BAD_VALUE, f"A flow is spoken by {', '.join(SPEAKERS)}, not “{speaker}”.")
    return speaker


def _with_customer(read: Reader, run: Values) -> Values:
    """The run with the customer its contact is linked to by now."""
    contact = read.get(interactions, run["interaction_id"])
    if contact is None or contact["customer_id"] in (None, run["customer_id"]):
        return run
    return {**run, "customer_id": contact["customer_id"]}


def _waits(tx: Unit, shown: Shown, speaker: str) -> tuple[str, int | None]:
    """What a worker of the hub has to do for this run, and when."""
    if shown.kind == "look_up":
        return "url", tx.at
    if shown.kind == "wait" and speaker != "telephone":
        return "wait", tx.at + shown.seconds * 1_000
    return "", None


def _place(state: RunState, name: str) -> str:
    """The node of the run's own flow at which it stands, or inside of which a sub-flow is run."""
    return next((frame.node for frame in reversed(state.frames) if frame.flow == name), "")
