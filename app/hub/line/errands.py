"""What the telephone does for a flow besides talking: place the caller, put them through, hang up.

And what it does when a flow cannot go on: `give_up` is the one way out for trouble, and it leads to a
person, or where there is none to a sentence that says so.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.core.errors import Refused
from app.hub.line.audio import Announcer
from app.hub.line.mixing import OUTSIDE_SECONDS, LiveCall, talk_of
from app.hub.line.places import Places, Target
from app.hub.line.reports import AWAY
from app.hub.line.talk import Phase, Talk
from app.protocol.events import Notice
from app.protocol.flow_run import AnyInput, Next, Result, Shown
from app.protocol.flows import StepFlow, SuspendFlow
from app.protocol.interactions import PlaceInQueue, TransferCaller
from app.protocol.message import Command
from app.protocol.setup import LineView
from app.scripts.telephone.wording import Piece
from app.services.door import Door
from app.telephony.phrases import phrase
from app.telephony.ports import CALLER, Line

logger = logging.getLogger(__name__)

MOST_HOPS = 5
"""How often lines of the house may put one caller through to each other."""

_GOODBYE = Shown(kind="end", node="")


@dataclass(frozen=True)
class Tools:
    """What the flow's speaker works with. `report` records what may not be lost, `leave` is told when a call
    has left its flow and is the record's to place."""

    door: Door
    line: Line
    announcer: Announcer
    report: Callable[[Command[Any]], None]
    leave: Callable[[LiveCall], None]
    notify: Callable[[Notice], None]
    outbound: str = ""


class Voice(Protocol):
    """The speaker, as the errands need it."""

    def step(self, call: LiveCall, given: AnyInput) -> None:
        """An input to the run; what it shows then is said."""

    def speak(self, call: LiveCall, said: list[Piece], phase: Phase) -> bool:
        """Say something; False where there is nothing to hear."""

    def begin(self, call: LiveCall, line: LineView, language: str, hops: int = 0) -> None:
        """The flow of a line, from its beginning."""


class Errands:
    """Does what a flow's `route`, `transfer` and `end` ask for."""

    def __init__(self, tools: Tools, voice: Voice) -> None:
        self._tools = tools
        self._voice = voice
        self.places = Places(tools.door)

    # --- to a queue ----------------------------------------------------------------------------
    def route(self, call: LiveCall, shown: Shown) -> None:
        """The caller waits where the flow says."""
        talk = talk_of(call)
        place, wrong = self.places.place(call.interaction_id, shown, talk.line)
        if wrong:
            self.trouble(call, wrong)
        self._queue(call, place)

    def _queue(self, call: LiveCall, place: PlaceInQueue | None) -> None:
        """The caller waits from now on; the flow is told so."""
        if place is None:
            self._nobody(call)
            return
        try:
            self._tools.door.do(place)
        except Refused as refused:
            if refused.code not in AWAY:
                self.give_up(call, f"the caller could not be placed: {refused.text}")
                return
            self._tools.report(place)
        self._leave(call, Next())

    def _leave(self, call: LiveCall, last: AnyInput | None = None) -> None:
        """The call is out of its flow, which is told `last` or else put aside for whoever has the caller."""
        talk = talk_of(call)
        if talk.run_id and not talk.over:
            step = StepFlow(run_id=talk.run_id, step=talk.step, input=last) if last is not None else None
            self._tools.report(step or SuspendFlow(run_id=talk.run_id))
        call.talk = None
        self._tools.announcer.forget(call.key)
        self._tools.leave(call)

    # --- to somebody else ------------------------------------------------------------------------
    def transfer(self, call: LiveCall, wanted: str) -> None:
        """The caller is put through: to another line of the house, an agent, a number outside."""
        talk = talk_of(call)
        target = self.places.target(wanted)
        if target.line is not None:
            self._other_line(call, target.line)
        elif target.agent_id is not None:
            self._queue(call, self.places.to_agent(call.interaction_id, target.agent_id, talk.line))
        elif not target.number or not self._tools.outbound:
            reason = "The line has no way out." if target.number else f"“{wanted}” is no number."
            self.trouble(call, f"a caller could not be put through. {reason}")
            self._voice.step(call, Result(outcome="failed", text=reason))
        else:
            self._dial(call, target)

    def _dial(self, call: LiveCall, target: Target) -> None:
        talk = talk_of(call)
        talk.number, talk.leg = target.number, f"number-{target.number}"
        talk.enter("dialling")
        if call.legs.get(talk.leg):  # it answered while the hub was away
            self.leg_answered(call, talk.leg)
            return
        for leg in list(call.legs):
            self._tools.line.drop(call.key, leg)
        call.legs = {talk.leg: False}
        uri = self._tools.outbound.replace("{number}", target.number)
        self._tools.line.dial(call.key, talk.leg, uri, {}, OUTSIDE_SECONDS)
        self._tools.line.music(call.key)

    def leg_answered(self, call: LiveCall, leg: str) -> None:
        """The number the caller is put through to has answered."""
        talk = talk_of(call)
        if talk.phase == "dialling" and leg == talk.leg:
            call.legs[leg] = True
            self._tools.line.mix(call.key, [[CALLER, leg]])  # voice first, the record a millisecond later
            self._tools.report(TransferCaller(interaction_id=call.interaction_id, number=talk.number))
            self._leave(call, Next())

    def leg_failed(self, call: LiveCall, leg: str, reason: str) -> None:
        """That number was not reached."""
        talk = talk_of(call)
        if talk.phase == "dialling" and leg == talk.leg:
            self._voice.step(call, Result(outcome="failed", text=reason))

    def _other_line(self, call: LiveCall, line: LineView) -> None:
        """Put through to another number of this house: its flow, or its queue."""
        talk = talk_of(call)
        if talk.hops >= MOST_HOPS:
            self.give_up(call, f"lines put a caller through to each other in circles (at {line.number})")
        elif line.flow:
            self._tools.report(StepFlow(run_id=talk.run_id, step=talk.step, input=Next()))
            self._voice.begin(call, line, call.language or line.language, talk.hops + 1)
        else:
            self._queue(call, self.places.line_queue(call.interaction_id, line))

    # --- the end -------------------------------------------------------------------------------
    def hang_up(self, call: LiveCall) -> None:
        """The flow is at its end."""
        talk = talk_of(call)
        if talk.run_id and not talk.over:
            talk.over = True
            self._tools.report(StepFlow(run_id=talk.run_id, step=talk.step, input=Next()))
        talk.enter("gone")
        self._tools.line.hangup(call.key)

    def give_up(self, call: LiveCall, reason: str = "", *, spoken: bool = True) -> None:
        """The flow cannot go on (for a reason, unless it was told already): a person takes the caller."""
        if reason:
            self.trouble(call, reason)
        place = self.places.line_queue(call.interaction_id, talk_of(call).line)
        if place is None:
            self._nobody(call)
            return
        self._tools.report(place)
        if spoken:
            call.say_in_queue = "put_through"
        self._leave(call)

    def rescue(self, call: LiveCall) -> None:
        """A caller whom nobody places: a queue, the first time; then the truth."""
        nowhere = LineView(id=0, number="", name="?", language=call.language, queue_id=None)
        call.talk = Talk(nowhere)
        if call.rescued:
            self._nobody(call)
        else:
            call.rescued = True
            self.give_up(call, "the caller was nowhere")

    def _nobody(self, call: LiveCall) -> None:
        """There is not one queue: the caller hears that nobody is there, and the line hangs up."""
        talk = talk_of(call)
        self.trouble(call, "there is no queue for a caller. Give the line one.")
        if talk.run_id and not talk.over:
            self._tools.report(SuspendFlow(run_id=talk.run_id))
        talk.over, talk.shown = True, _GOODBYE
        language = call.language or talk.line.language
        said = [Piece(phrase(name, language), language) for name in ("closed", "goodbye")]
        if not self._voice.speak(call, said, "speaking"):
            self.hang_up(call)

    def trouble(self, call: LiveCall, what: str) -> None:
        """Tell the log, and those who lead."""
        line = talk_of(call).line
        who = f"The flow “{line.flow}” of the line {line.name}" if line.flow else f"The line {line.name}"
        text = f"{who}: {what}"
        logger.warning("%s", text)
        details = {"interaction_id": call.interaction_id, "flow": line.flow}
        self._tools.notify(Notice(code="flow_trouble", text=text, details=details))
