"""The telephone speaks a flow: what the run shows is said, what the caller presses goes in as an answer.

The run is in the record; here is only what it takes to say the present step of it. Whatever goes wrong,
the caller ends with a person or hears why (`Errands.give_up`).
"""

import functools
import logging
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from app.core.errors import Refused
from app.core.ids import new_command_id
from app.hub.line.errands import Errands, Tools
from app.hub.line.mixing import LiveCall, talk_of
from app.hub.line.reports import AWAY
from app.hub.line.talk import Phase, Talk
from app.protocol import errors
from app.protocol.flow_run import AnyInput, Next, Result, Shown, Silence
from app.protocol.flows import GetRun, ListRuns, ResumeFlow, RunView, StartFlow, StepFlow
from app.protocol.setup import LineView
from app.scripts.telephone.keypad import KEYS, mode, take
from app.scripts.telephone.wording import Piece, pieces
from app.telephony.phrases import Phrase, phrase

logger = logging.getLogger(__name__)
P = ParamSpec("P")

FIRST_KEY = 6.0
"""Seconds a caller has to press a key after a question was heard, where the flow says nothing."""
NEXT_KEY = 4.0
"""Seconds between two keys of one entry; then what was pressed counts."""
DEAF = 0.7
"""Seconds after a wrong entry in which further keys are still part of it."""
PATIENCE = 60.0
"""Seconds a caller is kept while the record takes nothing, until the line's queue is noted for them."""
RETRY = 1.0
MOST_KEYS = 64
"""Keys that are kept for the questions to come."""
LATE = 3.0
"""Seconds an outside look-up may take longer than its limit, until it counts as failed here, too."""
MOST_STEPS = 100
"""Steps without a sound before a flow counts as one that runs in circles."""

_NO_TROUBLE = ("tries:", "not_reached:")
"""How the engine begins to say what is nobody's fault: an entry that did not fit, a number that did not
answer."""


Work = Callable[Concatenate["FlowSpeaker", LiveCall, P], None]


def _guarded(work: Work[P]) -> Work[P]:
    """Whatever breaks in what is done for a caller, the caller is not left in silence."""

    @functools.wraps(work)
    def run(speaker: "FlowSpeaker", call: LiveCall, *arguments: P.args, **named: P.kwargs) -> None:
        try:
            work(speaker, call, *arguments, **named)
        except Exception as error:
            if call.talk is None:
                raise
            speaker.broke(call, error)

    return run


class FlowSpeaker:
    """Speaks flows to the callers of one line. Its methods run on the line's thread."""

    def __init__(self, tools: Tools) -> None:
        self._door = tools.door
        self._line = tools.line
        self._announcer = tools.announcer
        self._errands = Errands(tools, self)

    # --- begin, go on, end ---------------------------------------------------------------------
    @_guarded
    def take(self, call: LiveCall, line: LineView) -> None:
        """A caller at a line with a flow or a greeting; one who can hear goes on where they were when the hub
        went."""
        call.talk = Talk(line)
        if call.answered:
            self.answered(call)

    @_guarded
    def answered(self, call: LiveCall) -> None:
        """The caller can hear: the run that is under way, or a new one; or the greeting, then the queue."""
        talk = talk_of(call)
        if not talk.line.flow:
            talk.shown = Shown(kind="route", node="", language=talk.line.language, text=talk.line.greeting)
            talk.over = True  # there is no run
            self._show(call, talk.shown)
            return
        try:
            run = self._known_run(call)
            if run is None:
                known = self._errands.places.language(call.interaction_id)
                self.begin(call, talk.line, known or talk.line.language)
            elif run.status == "ended":
                self._present(call, run)
            else:
                resume = ResumeFlow(run_id=run.id, speaker="telephone", interaction_id=call.interaction_id)
                self._present(call, self._door.do(resume))
        except Refused as refused:
            self._no_run(call, refused)

    def begin(self, call: LiveCall, line: LineView, language: str, hops: int = 0) -> None:
        """The flow of a line, from its beginning."""
        call.talk = Talk(line, hops)
        start = StartFlow(
            flow=line.flow,
            speaker="telephone",
            interaction_id=call.interaction_id,
            language=language,
        )
        try:
            run = self._door.do(start)
        except Refused as refused:
            self._no_run(call, refused)
        else:
            self._present(call, run)

    def settle(self, call: LiveCall) -> None:
        """A call that waits already, after a restart: a run that still stands at its `route` goes on."""
        try:
            run = self._known_run(call)
            if run is not None:
                _speak_in(call, run.shown.language)
            if run is not None and run.status == "running" and run.shown.kind == "route":
                self._door.do(StepFlow(run_id=run.id, step=run.step, input=Next()))
        except Refused as refused:
            logger.warning("A flow could not be told that its caller waits: %s", refused)

    def ended(self, call: LiveCall) -> None:
        """The caller is gone, and the run is over with that."""
        call.talk = None
        self._announcer.forget(call.key)

    def dropped(self, call: LiveCall) -> None:
        """Somebody or something else has placed the caller."""
        call.talk = None
        self._announcer.hush(call.key)

    def _known_run(self, call: LiveCall) -> RunView | None:
        """The telephone's newest run on this call."""
        runs = self._door.ask(ListRuns(interaction_id=call.interaction_id))
        known = next((run for run in runs if run.speaker == "telephone"), None)
        return self._door.ask(GetRun(run_id=known.id)) if known is not None else None

    def _no_run(self, call: LiveCall, refused: Refused) -> None:
        if refused.code in AWAY:
            self._wait_for_record(call)
        else:
            flow = talk_of(call).line.flow
            self._errands.give_up(call, f"the flow “{flow}” does not answer: {refused.text}")

    # --- what happens --------------------------------------------------------------------------
    @_guarded
    def pressed(self, call: LiveCall, digit: str) -> None:
        """A key. It stops what is being said, and is kept for the next question where there is none yet."""
        talk = talk_of(call)
        shown = talk.shown
        if digit not in KEYS or shown is None or shown.kind in ("route", "transfer", "end"):
            return
        if time.monotonic() < talk.deaf_until:
            return
        talk.keys = (talk.keys + digit)[:MOST_KEYS]
        if shown.kind not in ("say", "ask", "recommend") or talk.phase not in ("speaking", "listening"):
            return
        if talk.phase == "speaking":
            self._announcer.hush(call.key)
        self._listen(call, NEXT_KEY)

    @_guarded
    def heard(self, call: LiveCall, prompt_id: str) -> None:
        """A prompt was heard to its end."""
        talk = talk_of(call)
        if prompt_id != talk.prompt_id:
            return
        if talk.phase == "speaking":
            self._go_on(call)
        elif talk.phase in ("waiting", "away"):
            self._line.music(call.key)

    @_guarded
    def unspeakable(self, call: LiveCall, prompt_id: str) -> None:
        """A prompt could not be made."""
        talk = talk_of(call)
        if prompt_id == talk.prompt_id:
            if talk.shown is not None and talk.shown.kind in ("route", "transfer", "end"):
                self._go_on(call)  # no keys to be asked for
            else:
                self._errands.give_up(call, "the hub cannot speak (see its log)", spoken=False)

    @_guarded
    def tick(self, call: LiveCall, now: float) -> None:
        """Time passes."""
        talk = talk_of(call)
        if talk.phase == "speaking":
            if self._announcer.overdue(call.key, talk.prompt_id):
                self._go_on(call)
        elif talk.phase == "waiting" and talk.shown is not None and talk.shown.kind != "wait":
            self._look(call, now)
        elif not talk.deadline or now < talk.deadline:
            return
        elif talk.phase == "away":
            self._try_again(call, now)
        elif talk.phase == "listening":
            self._listen(call, over=True)
        elif talk.phase == "waiting":
            self.step(call, Next())

    @_guarded
    def leg_answered(self, call: LiveCall, leg: str) -> None:
        """A party that was called for the caller is there."""
        self._errands.leg_answered(call, leg)

    @_guarded
    def leg_failed(self, call: LiveCall, leg: str, reason: str) -> None:
        """A party was not reached."""
        self._errands.leg_failed(call, leg, reason)

    @_guarded
    def rescue(self, call: LiveCall) -> None:
        """A caller whom nobody places."""
        self._errands.rescue(call)

    def broke(self, call: LiveCall, error: Exception) -> None:
        """Something failed that must not: a person takes the caller, or where not even that can be read from
        the record, the caller waits for it."""
        if not (isinstance(error, Refused) and error.code in AWAY):
            logger.error("A flow broke for its caller: %s", error, exc_info=error)
            try:
                self._errands.give_up(call, f"it broke ({type(error).__name__}; see the hub's log)")
                return
            except Exception as again:  # noqa: BLE001 - the record cannot be read: what follows waits for it
                logger.error("Nor can the caller be placed: %s", again)
        self._wait_for_record(call)

    # --- a step --------------------------------------------------------------------------------
    def step(self, call: LiveCall, given: AnyInput) -> None:
        """An input to the run; what it shows then is said."""
        talk = talk_of(call)
        talk.pending = (StepFlow(run_id=talk.run_id, step=talk.step, input=given), new_command_id())
        self._send(call)

    def _send(self, call: LiveCall) -> None:
        talk = talk_of(call)
        assert talk.pending is not None
        command, command_id = talk.pending
        try:
            run = self._door.do(command, command_id=command_id)
        except Refused as refused:
            if refused.code in AWAY:
                self._wait_for_record(call)
                return
            talk.pending = None
            if refused.code in (errors.STALE, errors.WRONG_STATE):
                self._catch_up(call, refused)
            else:
                self._errands.give_up(call, f"it could not go on: {refused.text}")
        else:
            talk.pending = None
            self._present(call, run)

    def _catch_up(self, call: LiveCall, refused: Refused) -> None:
        """The run is elsewhere by now: say what it shows."""
        talk = talk_of(call)
        run = self._door.ask(GetRun(run_id=talk.run_id))
        if run.step == talk.step:
            self._errands.give_up(call, f"it could not go on: {refused.text}")
        else:
            self._present(call, run)

    def _present(self, call: LiveCall, run: RunView) -> None:
        """Say what the run shows now."""
        talk = talk_of(call)
        moved = talk.shown is None or run.step != talk.step
        if talk.phase in ("waiting", "away", "dialling"):
            self._announcer.hush(call.key)  # music
        shown = run.shown
        talk.run_id, talk.step, talk.shown = run.id, run.step, shown
        talk.over = run.status == "ended"
        _speak_in(call, shown.language)
        if shown.problem and moved:
            talk.keys = ""  # keys pressed after a wrong one meant something else
            talk.deaf_until = time.monotonic() + DEAF
        if shown.trouble and not shown.trouble.startswith(_NO_TROUBLE):
            self._errands.trouble(call, shown.trouble)
        talk.silent += 1
        if talk.silent > MOST_STEPS:
            self._errands.give_up(call, f"“{run.flow}” goes in circles without a word")
        elif shown.trouble and shown.kind == "end":
            self._errands.give_up(call)
        elif shown.kind in ("say", "ask", "recommend") and talk.keys:
            self._listen(call, NEXT_KEY)
        elif shown.kind in ("look_up", "do"):
            talk.since = time.monotonic()
            self._say(call, "one_moment", "waiting")
        else:
            self._show(call, shown)

    def _show(self, call: LiveCall, shown: Shown) -> None:
        """Say it, and when it was heard (or where there is nothing to say) go on."""
        if not self.speak(call, pieces(shown), "speaking"):
            self._go_on(call)

    def speak(self, call: LiveCall, said: list[Piece], phase: Phase) -> bool:
        """Say something, in this phase; False where there is nothing to hear."""
        talk = talk_of(call)
        talk.prompt_id = f"flow-{new_command_id()}"
        if not self._announcer.play(call.key, said, talk.prompt_id):
            return False
        talk.silent = 0
        talk.enter(phase)
        return True

    def _say(self, call: LiveCall, name: Phrase, phase: Phase) -> None:
        language = call.language or talk_of(call).line.language
        if not self.speak(call, [Piece(phrase(name, language), language)], phase):
            talk_of(call).enter(phase)

    def _go_on(self, call: LiveCall) -> None:
        """What is shown was heard, or has no words: do what comes after that."""
        talk = talk_of(call)
        shown = talk.shown
        assert shown is not None, "nothing is said before a run shows something"
        if shown.kind == "say":
            self.step(call, Next())
        elif shown.kind in ("ask", "recommend"):
            if mode(shown) == "none":
                self.step(call, Silence())
            else:
                talk.enter("listening", shown.seconds or FIRST_KEY)
        elif shown.kind == "wait":
            self._line.music(call.key)
            talk.enter("waiting", float(shown.arguments.get("seconds", shown.seconds)) or 0.01)
        elif shown.kind == "route":
            self._errands.route(call, shown)
        elif shown.kind == "transfer":
            self._errands.transfer(call, shown.effect)
        elif shown.kind == "end":
            self._errands.hang_up(call)

    def _listen(self, call: LiveCall, seconds: float = 0.0, *, over: bool = False) -> None:
        """Take the keys for an answer, or wait so long for more of them."""
        talk = talk_of(call)
        assert talk.shown is not None
        given, talk.keys = take(talk.shown, talk.keys, over=over)
        if given is not None:
            self.step(call, given)
        else:
            talk.enter("listening", max(seconds, talk.shown.seconds))

    def _look(self, call: LiveCall, now: float) -> None:
        """Whether an outside look-up has come back."""
        talk = talk_of(call)
        assert talk.shown is not None
        try:
            run = self._door.ask(GetRun(run_id=talk.run_id))
        except Refused as refused:
            if refused.code in AWAY:
                return
            raise
        if run.step != talk.step:
            self._present(call, run)
        elif now > talk.since + talk.shown.seconds + LATE:
            self.step(call, Result(outcome="failed", text="No answer in time."))

    # --- a record that takes nothing -----------------------------------------------------------
    def _wait_for_record(self, call: LiveCall) -> None:
        """The caller hears to wait, and the same is tried again."""
        talk = talk_of(call)
        if talk.phase != "away":
            talk.since = time.monotonic()
            self._say(call, "please_wait", "away")
        talk.enter("away", RETRY)

    def _try_again(self, call: LiveCall, now: float) -> None:
        talk = talk_of(call)
        if now > talk.since + PATIENCE:
            self._errands.give_up(call, "the record takes nothing")
        elif talk.pending is not None:
            self._send(call)
        else:
            self.answered(call)


def _speak_in(call: LiveCall, language: str) -> None:
    """The language of the flow is that of the queue after it."""
    if language:
        call.language, call.chosen = language, True
