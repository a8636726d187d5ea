"""An IVR asks, a flow answers: the run is stepped as far as the collected keys carry it.

The call is a contact like any other while the IVR has it; as soon as the IVR knows where to, it is over for
this house (what the PBX does then comes back as a contact of its own).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.tables import customers, interactions, queues
from app.models.unit import SYSTEM_ACTOR, Reader, Unit, Values
from app.protocol import errors
from app.protocol.flow_run import AnyInput, Next, Result, Shown, Silence
from app.protocol.flows import GetRun, RunView, StartFlow, StepFlow
from app.protocol.interactions import CallArrived
from app.protocol.ivr import AskIvr, IvrAction, IvrAnswer, IvrPrompt
from app.protocol.setup import LineView
from app.protocol.states import IVR_CALL
from app.scripts.state import RunState
from app.scripts.telephone.keypad import LONGEST, choosable, complete_at, mode, take
from app.scripts.telephone.wording import Piece, pieces
from app.services.flows.compiled import compiled
from app.services.flows.live import live_version
from app.services.interactions.arrivals import call_arrived
from app.services.interactions.calls import finish
from app.services.interactions.placing import find_agent, find_queue, some_queue
from app.services.setup.queues import find_line

logger = logging.getLogger(__name__)

MOST_STEPS = 100
"""Steps one question may go through without a stop: more is a flow that goes in circles."""
FIRST_KEY = 6
LONGEST_ID = 120
REMEMBERED_MS = 24 * 3_600_000
"""How long a call's id is known; an IVR may count from the beginning after that."""
_THE_END = "ended by the flow"
FORGOTTEN_MS = 3_600_000
"""A session of which nothing was heard for so long is over."""

_SESSION = (
    sa.select(interactions)
    .where(
        interactions.c.call_key == sa.bindparam("call_key"),
        interactions.c.started_at > sa.bindparam("since"),  # what has an index
    )
    .order_by(interactions.c.id.desc())
    .limit(1)
)
_FORGOTTEN = (
    sa.select(interactions)
    .where(
        interactions.c.state == "greeting",
        interactions.c.closed_at.is_(None),
        interactions.c.call_key.startswith(IVR_CALL),
        interactions.c.started_at < sa.bindparam("before"),
    )
    .limit(5)
)
_RUN = Statement(
    "SELECT id FROM flow_runs WHERE interaction_id = :id AND speaker = 'telephone' ORDER BY id DESC LIMIT 1"
)
_STATE = Statement("SELECT state FROM flow_states WHERE id = :id")
_decode_state = msgspec.json.Decoder(RunState).decode


@dataclass
class _Call:
    """A call that is being answered."""

    asked: AskIvr
    contact: Values
    run: RunView | None = None
    heard: list[Piece] = field(default_factory=list)


class Asking:
    """The handler. `start`, `step` and `look` are those of flows."""

    def __init__(
        self,
        start: Callable[[Unit, StartFlow], RunView],
        step: Callable[[Unit, StepFlow], RunView],
        look: Callable[[Reader, GetRun], RunView],
    ) -> None:
        self._start = start
        self._step = step
        self._look = look

    def ask_ivr(self, tx: Unit, asked: AskIvr) -> IvrAnswer:
        """Who is this, where to?"""
        if not 1 <= len(asked.call_id) <= LONGEST_ID:
            text = f"A call needs the IVR's own id for it, of at most {LONGEST_ID} characters."
            raise Refused(errors.BAD_VALUE, text)
        with _as_the_hub(tx):
            key = IVR_CALL + asked.call_id
            contact = tx.one(_SESSION, call_key=key, since=tx.at - REMEMBERED_MS)
            if contact is not None and contact["ended_at"] is not None:
                return _over(tx, _Call(asked, contact))
            if asked.event in ("hangup", "left"):
                return _gone(tx, asked, contact)
            call = _Call(asked, contact or _arrived(tx, asked))
            try:
                with tx.attempt():
                    if contact is None:
                        return self._begin(tx, call)
                    return self._go_on(tx, call)
            except Refused as refused:  # whatever the flow did for this question is undone
                call.run, call.heard = None, []
                return _fall_back(tx, call, refused.text)

    # --- the run -------------------------------------------------------------------------------
    def _begin(self, tx: Unit, call: _Call) -> IvrAnswer:
        """A run of the flow that answers."""
        asked, contact = call.asked, call.contact
        line = find_line(tx, [asked.dnis])
        name = asked.flow or (line.flow if line else "")
        if not name:
            return _fall_back(tx, call, "no flow answers this number")
        declared = _declared(tx, name, contact)
        given = {
            "ani": contact["ani"] or asked.ani,
            "dnis": asked.dnis,
            "digits": asked.digits or "",
            "call_id": asked.call_id,
            **asked.variables,
        }
        start = StartFlow(
            flow=name,
            speaker="telephone",
            interaction_id=contact["id"],
            language=asked.language or _language(tx, contact, line),
            arguments={key: value for key, value in given.items() if key in declared},
        )
        call.run = self._start(tx, start)
        return self._carry(tx, call, "" if "digits" in declared else asked.digits or "")

    def _go_on(self, tx: Unit, call: _Call) -> IvrAnswer:
        """The run that is under way, with what the IVR brings."""
        row = _RUN.first(tx.connection, {"id": call.contact["id"]})
        if row is None:
            return _fall_back(tx, call, "no flow answers this number")
        call.run = run = self._look(tx, GetRun(run_id=row[0]))
        asked, shown = call.asked, run.shown
        old = asked.step is not None and asked.step != run.step
        if old or run.status == "ended":
            return self._carry(tx, call, "")
        if shown.kind == "transfer" and asked.event == "failed":
            self._forward(tx, call, Result(outcome="failed", text="The IVR reached nobody."))
        elif shown.kind in ("ask", "recommend") and asked.digits == "":
            self._forward(tx, call, Silence())
        return self._carry(tx, call, asked.digits or "")

    def _forward(self, tx: Unit, call: _Call, given: AnyInput) -> None:
        run = _run_of(call)
        call.run = self._step(tx, StepFlow(run_id=run.id, step=run.step, input=given))

    def _carry(self, tx: Unit, call: _Call, keys: str) -> IvrAnswer:
        """As far as the keys go."""
        for _ in range(MOST_STEPS):
            shown = _run_of(call).shown
            if shown.kind == "end" and shown.trouble:
                return _fall_back(tx, call, shown.trouble)
            if shown.kind in ("ask", "recommend"):
                given, keys = _given(shown, keys)
                if given is None:
                    break
                self._forward(tx, call, given)
                if _run_of(call).shown.problem:
                    keys = ""
            elif shown.kind in ("say", "wait"):
                call.heard += pieces(shown)
                self._forward(tx, call, Next())
            else:
                break
        else:
            return _fall_back(tx, call, "the flow goes in circles")
        return self._stop(tx, call)

    def _stop(self, tx: Unit, call: _Call) -> IvrAnswer:
        """Where the run stands now is the IVR's to do."""
        shown = _run_of(call).shown
        call.heard += pieces(shown)
        if shown.kind == "route":
            return self._route(tx, call, shown)
        if shown.kind == "transfer":
            return _answer(tx, call, "transfer", number=shown.effect)
        if shown.kind == "end":
            _finish(tx, call, _THE_END)
            return _answer(tx, call, "hangup")
        if shown.kind == "look_up":
            return _answer(tx, call, "wait", seconds=1)
        most = _most_keys(shown)
        return _answer(
            tx,
            call,
            "collect",
            max_digits=most,
            terminator="#" if most > 1 else "",
            seconds=shown.seconds or FIRST_KEY,
        )

    def _route(self, tx: Unit, call: _Call, shown: Shown) -> IvrAnswer:
        queue = find_queue(tx, shown.effect)
        if queue is None:
            return _fall_back(tx, call, f"there is no queue “{shown.effect}”")
        wanted, asked = shown.arguments.get("agent"), shown.arguments
        agent = find_agent(tx, str(wanted)) if wanted not in (None, "") else None
        self._forward(tx, call, Next())
        answer = _answer(
            tx,
            call,
            "route",
            queue=queue["name"],
            queue_id=queue["id"],
            skills=asked.get("skills") or {},
            priority=int(asked.get("priority") or 0) or queue["priority"],
            agent=agent["login"] if agent else "",
        )
        _finish(tx, call, "routed by the IVR", queue_id=queue["id"])
        return answer


# --- the session -----------------------------------------------------------------------------------
@contextmanager
def _as_the_hub(tx: Unit) -> Iterator[None]:
    """What the flow does is the hub's, as on the built-in line; the log says whose command it was."""
    actor, tx.actor = tx.actor, SYSTEM_ACTOR
    try:
        yield
    finally:
        tx.actor = actor


def _arrived(tx: Unit, asked: AskIvr) -> Values:
    """A new call: a contact. Those nobody spoke of again are over by now."""
    for forgotten in tx.all(_FORGOTTEN, before=tx.at - FORGOTTEN_MS):
        finish(tx, forgotten, by="system", reason="the IVR never said how it ended")
    row = call_arrived(
        tx,
        CallArrived(
            call_key=IVR_CALL + asked.call_id,
            ani_raw=asked.ani,
            ani_source="ivr" if asked.ani else "withheld",
            dnis=asked.dnis,
        ),
    )
    return tx.need(interactions, row.id, "contact")


def _finish(tx: Unit, call: _Call, reason: str, *, by: str = "line", **values: Any) -> None:
    """The call has left the IVR; for this house it is over."""
    contact = tx.need(interactions, call.contact["id"], "contact")
    if values:
        contact = tx.update(interactions, contact, **values)
    call.contact = finish(tx, contact, by=by, reason=reason)


def _gone(tx: Unit, asked: AskIvr, contact: Values | None) -> IvrAnswer:
    """The IVR says that the call is over, or that it placed the caller itself."""
    if contact is None:
        return IvrAnswer(call_id=asked.call_id, action="hangup")
    call = _Call(asked, contact)
    by = "caller" if asked.event == "hangup" else "line"
    _finish(tx, call, "" if asked.event == "hangup" else "placed by the IVR itself", by=by)
    return _answer(tx, call, "hangup")


def _over(tx: Reader, call: _Call) -> IvrAnswer:
    """A call that was answered to the end, asked about again: the same way, once more. Who is still there
    though the call left by another way has the line's queue."""
    contact = call.contact
    queue = tx.get(queues, contact["queue_id"])
    if queue is not None:
        return _answer(tx, call, "route", queue=queue["name"], queue_id=queue["id"])
    if contact["ended_by"] == "caller" or contact["end_reason"] == _THE_END:
        return _answer(tx, call, "hangup")
    line = find_line(tx, [contact["dnis"]])
    queue = some_queue(tx, line.queue_id if line else None)
    return _fallback(tx, call, queue, "the call has left the flow")


def _fall_back(tx: Unit, call: _Call, reason: str) -> IvrAnswer:
    """No flow can say more: the line's own queue."""
    line = find_line(tx, [call.asked.dnis])
    queue = some_queue(tx, line.queue_id if line else None)
    _finish(tx, call, f"fallback: {reason}"[:200], queue_id=queue["id"] if queue else None)
    logger.warning("The IVR's call %s to %s: %s", call.asked.call_id, call.asked.dnis, reason)
    return _fallback(tx, call, queue, reason)


def _fallback(tx: Reader, call: _Call, queue: Values | None, reason: str) -> IvrAnswer:
    place = {"queue": queue["name"], "queue_id": queue["id"]} if queue else {}
    return _answer(tx, call, "route", **place, fallback=reason)


# --- the answer ------------------------------------------------------------------------------------
def _answer(tx: Reader, call: _Call, action: IvrAction, **more: Any) -> IvrAnswer:
    contact, run = call.contact, call.run
    customer = tx.get(customers, contact["customer_id"]) or {}
    said = [piece for piece in call.heard if piece.text]
    return IvrAnswer(
        call_id=call.asked.call_id,
        step=run.step if run else 0,
        action=action,
        prompt=" ".join(piece.text for piece in said),
        prompts=[IvrPrompt(text=one.text, language=one.language, file=one.prompt) for one in said],
        language=(run.shown.language if run else "") or customer.get("language", ""),
        variables=_variables(tx, run),
        customer_id=customer.get("id"),
        customer=customer.get("name", ""),
        vip=bool(customer.get("vip")),
        flow=run.flow if run else "",
        run_id=run.id if run else None,
        interaction_id=contact["id"],
        **more,
    )


def _variables(read: Reader, run: RunView | None) -> dict[str, Any]:
    """What the flow's own variables hold, as far as an IVR can use it."""
    row = _STATE.first(read.connection, {"id": run.id}) if run is not None else None
    state = _decode_state(row[0]) if row is not None and row[0] else None
    found = state.frames[0].variables if state is not None and state.frames else {}
    return {name: value for name, value in found.items() if isinstance(value, str | int | float)}


def _given(shown: Shown, keys: str) -> tuple[AnyInput | None, str]:
    """What the keys answer; None where the caller has to be asked."""
    if mode(shown) == "none":
        return Silence(), keys
    return take(shown, keys, over=True) if keys else (None, keys)


def _most_keys(shown: Shown) -> int:
    if mode(shown) == "choice":
        return max(len(choice.key) for choice in choosable(shown))
    return complete_at(shown) or LONGEST


def _declared(read: Reader, name: str, contact: Values) -> frozenset[str]:
    """The arguments of the version of a flow that this caller gets."""
    subject = str(contact["customer_id"] or contact["id"])
    version = live_version(read, name, subject)
    flow = compiled(read, version["id"]) if version is not None else None
    return frozenset(flow.arguments) if flow is not None else frozenset()


def _language(read: Reader, contact: Values, line: LineView | None) -> str:
    customer = read.get(customers, contact["customer_id"])
    return (customer["language"] if customer else "") or (line.language if line else "")


def _run_of(call: _Call) -> RunView:
    assert call.run is not None, "only a call with a run is carried on"
    return call.run
