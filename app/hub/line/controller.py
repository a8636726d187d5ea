"""The line's worker: what the line reports becomes commands, what the record says becomes line commands.

One thread does both, in order. It never remembers how a call should be: it reads that from the record
(`LineCall`) and commands the difference to what the line does, so a hub that was killed and started
again goes on where the calls are.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from app.core.errors import Refused
from app.core.settings import LineSettings
from app.hub.line.audio import Announcer
from app.hub.line.errands import Tools
from app.hub.line.mixing import LiveCall
from app.hub.line.reports import AWAY, Reports
from app.hub.line.speaker import FlowSpeaker
from app.models.unit import Actor
from app.protocol import interactions as commands
from app.protocol.events import Event, Notice
from app.services.door import Door
from app.services.interactions.line_calls import open_line_calls, read_line_call
from app.services.setup.queues import find_line
from app.telephony import ports
from app.telephony.ports import CALLER

logger = logging.getLogger(__name__)

TICK = 0.25
_WATCHED = frozenset(("interactions", "offers", "legs"))
_SOURCES = {
    "P-Asserted-Identity": "p-asserted-identity",
    "Remote-Party-ID": "remote-party-id",
    "From": "from",
}


class LineController:
    """Drives one line. `notify` tells the people at the desks."""

    def __init__(
        self,
        door: Door,
        line: ports.Line,
        announcer: Announcer,
        notify: Callable[[Notice], None],
        settings: LineSettings,
    ) -> None:
        self._door = door
        self._line = line
        self._announcer = announcer
        self._notify = notify
        self._settings = settings
        self._calls: dict[str, LiveCall] = {}
        self._by_interaction: dict[int, LiveCall] = {}
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._later: deque[ports.Event] = deque()
        self._reports = Reports(door)
        self._report = self._reports.tell
        self._speaker = FlowSpeaker(
            Tools(door, line, announcer, self._report, self._follow, notify, settings.outbound)
        )
        announcer.on_failure = lambda call, prompt_id: self._inbox.put(_Unspoken(call, prompt_id))
        self._thread = threading.Thread(target=self._run, name="line-control", daemon=True)
        self.ready = threading.Event()
        door.listen(self._hear_log)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the line takes calls."""
        return self._line.addresses

    def prepare(self, text: str, language: str) -> None:
        """Have a sentence spoken before it is needed."""
        if text:
            self._announcer.prepare([(text, language)])

    def start(self) -> None:
        """Start the line and begin to serve it. Raises OSError where its address is taken."""
        self._thread.start()
        self._line.start(self._inbox.put)

    def stop(self, *, keep_calls: bool) -> None:
        """Let go of the line; with `keep_calls` the next hub finds the calls again."""
        self._line.shutdown(keep_calls=keep_calls)
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._announcer.close()

    def _hear_log(self, events: Sequence[Event]) -> None:
        touched: set[int] = set()
        for event in events:
            for change in event.changes:
                if change.table in _WATCHED:
                    row = change.row or change.new
                    touched.add(change.id if change.table == "interactions" else row.get("interaction_id", 0))
        if touched:
            self._inbox.put(touched)

    # --- the thread ----------------------------------------------------------------------------
    def _run(self) -> None:
        next_tick = time.monotonic() + TICK
        while True:
            try:
                item = self._inbox.get(timeout=max(0.0, next_tick - time.monotonic()))
            except queue.Empty:
                next_tick = time.monotonic() + TICK
                self._safely(self._tick)
                continue
            if item is None:
                return
            if isinstance(item, set):
                for interaction_id in item:
                    if interaction_id in self._by_interaction:
                        self._safely(self._follow, self._by_interaction[interaction_id])
            elif isinstance(item, _Unspoken):
                self._safely(self._unspoken, item)
            else:
                self._safely(self._take, item)

    def _safely(self, work: Callable[..., None], *arguments: Any) -> None:
        try:
            work(*arguments)
        except Refused as refused:
            logger.warning("The line could not record something (%s): %s", refused.code, refused.text)
        except Exception:
            logger.exception("The line's worker failed; it goes on")

    def _take(self, event: ports.Event) -> None:
        """An event, at once or, where the record is away, when it is back; in order."""
        if isinstance(event, ports.CallArrived) or not self._later:
            try:
                self._on(event)
            except Refused as refused:
                if refused.code not in AWAY or isinstance(event, ports.CallArrived):
                    raise
                self._later.append(event)
        else:
            self._later.append(event)

    def _catch_up(self) -> None:
        """Record what was kept and take what came meanwhile, as far as the record lets us."""
        if not self._reports.waiting and not self._later:
            return
        self._reports.flush()
        while self._later and not self._reports.waiting:
            event = self._later.popleft()
            try:
                self._on(event)
            except Refused as refused:
                if refused.code in AWAY:
                    self._later.appendleft(event)
                    return
                logger.warning("The line could not record something: %s", refused)
        if not self._reports.waiting:
            for call in list(self._calls.values()):
                self._safely(self._follow, call)

    def _on(self, event: ports.Event) -> None:
        if isinstance(event, ports.CallArrived):
            self._arrive(event)
        elif isinstance(event, ports.CallFound):
            self._found(event)
        elif isinstance(event, ports.LineReady):
            self._take_stock()
        elif isinstance(event, ports.LineNotice):
            self._notify(Notice(code=event.code, text=event.text, severity=event.severity, at=event.at))
        elif event.call in self._calls:
            self._on_call(self._calls[event.call], event)

    # --- arrival -------------------------------------------------------------------------------
    def _arrive(self, event: ports.CallArrived) -> None:
        arrived = commands.CallArrived(
            call_key=event.call,
            ani_raw=event.ani.raw,
            ani_source="withheld" if event.ani.withheld else _SOURCES.get(event.ani.source, "from"),
            dnis=event.dnis.raw,
            caller_name=event.ani.display_name,
            at=event.at,
        )
        try:
            interaction = self._door.do(arrived)
        except Refused:
            self._line.reject(event.call, 503)  # a trunk tries elsewhere; nobody listens to ringing for ever
            raise
        called = [raw for _, raw in event.dnis.candidates] or [event.dnis.raw]
        with self._door.record.read() as connection:
            line = find_line(self._door.reader(connection), called)
        if line is None:
            self._unknown_number(event, interaction.id)
            return
        call = self._keep(LiveCall(event.call, interaction.id))
        call.language = line.language
        if line.flow or line.greeting:
            self._speaker.take(call, line)
        elif line.queue_id is not None:
            self._report(commands.PlaceInQueue(interaction_id=interaction.id, queue_id=line.queue_id))
        self._line.answer(event.call)

    def _unknown_number(self, event: ports.CallArrived, interaction_id: int) -> None:
        self._line.reject(event.call, 404)
        self._report(
            commands.CallEnded(interaction_id=interaction_id, by="line", reason="unknown number called")
        )
        self._notify(
            Notice(
                code="unknown_dnis",
                text=f"Somebody called {event.dnis.raw or 'no number at all'}, which no line has. "
                "An administrator can give it one.",
                details={"dnis": event.dnis.raw},
            )
        )

    def _found(self, event: ports.CallFound) -> None:
        """A call that outlived the hub before this one."""
        with self._door.record.read() as connection:
            known = open_line_calls(self._door.reader(connection)).get(event.call)
        if known is None:  # it was over by the record: the caller should not be left in silence
            self._line.hangup(event.call)
            return
        call = self._keep(LiveCall(event.call, known))
        call.answered = event.phase == "answered"
        call.legs = {leg.leg: leg.answered for leg in event.legs if leg.leg != CALLER}
        with self._door.record.read() as connection:
            called = [event.dnis.raw, *(raw for _, raw in event.dnis.candidates)]
            line = find_line(self._door.reader(connection), called)
            wanted = read_line_call(self._door.reader(connection), known)
        if line is not None:
            call.language = line.language
            if wanted is not None and wanted.mode == "greeting":
                self._speaker.take(call, line)
                return
        if wanted is not None and wanted.mode == "queue":
            self._speaker.settle(call)
        self._follow(call)

    def _take_stock(self) -> None:
        """The line said all it has: calls of the record that it does not have are over."""
        with self._door.record.read() as connection:
            known = open_line_calls(self._door.reader(connection))
        for key, interaction_id in known.items():
            if key not in self._calls:
                ended = commands.CallEnded(
                    interaction_id=interaction_id, by="line", reason="ended while the hub was away"
                )
                self._report(ended)
        self.ready.set()

    def _keep(self, call: LiveCall) -> LiveCall:
        self._calls[call.key] = call
        self._by_interaction[call.interaction_id] = call
        return call

    # --- what happens on a call -----------------------------------------------------------------
    def _on_call(self, call: LiveCall, event: ports.Event) -> None:
        match event:
            case ports.CallAnswered():
                call.answered = True
                if call.talk is not None:
                    self._speaker.answered(call)
                else:
                    self._follow(call)
            case ports.CallEnded():
                self._ended(call, event)
            case ports.LegAnswered():
                self._leg_answered(call, event.leg)
            case ports.LegFailed():
                self._leg_failed(call, event)
            case ports.LegEnded():
                self._leg_ended(call, event)
            case ports.LegHeld() | ports.LegResumed():
                self._held(call, event)
            case ports.Digit():
                if call.talk is not None and event.leg == CALLER:
                    self._speaker.pressed(call, event.digit)
            case ports.PromptDone():
                self._prompt_done(call, event)
            case ports.TransferAsked():
                self._transfer_asked(call, event)

    def _ended(self, call: LiveCall, event: ports.CallEnded) -> None:
        del self._calls[call.key]
        del self._by_interaction[call.interaction_id]
        self._speaker.ended(call)
        quality = quality_of(event.quality)
        by = "caller" if event.by == "party" else "line"
        self._report(
            commands.CallEnded(
                interaction_id=call.interaction_id, by=by, reason=event.reason, quality=quality, at=event.at
            )
        )

    def _leg_answered(self, call: LiveCall, leg: str) -> None:
        call.legs[leg] = True
        if call.talk is not None:
            self._speaker.leg_answered(call, leg)
            return
        wanted = self._wanted(call)
        if wanted is None:
            return
        if wanted.agent is not None and wanted.agent.leg == leg and wanted.mode == "connecting":
            self._line.mix(call.key, [[CALLER, leg]])  # voice first, the record a millisecond later
            agent_id = wanted.agent.agent_id
            assert agent_id is not None
            self._report(commands.AgentConnected(interaction_id=call.interaction_id, agent_id=agent_id))
        elif wanted.third is not None and wanted.third.leg == leg:
            self._report(
                commands.ThirdPartyChanged(
                    interaction_id=call.interaction_id, what="answered", party=wanted.third.number
                )
            )
        self._follow(call)

    def _leg_failed(self, call: LiveCall, event: ports.LegFailed) -> None:
        call.legs.pop(event.leg, None)
        reason = f"{event.code} {event.reason}".strip()
        if call.talk is not None:
            self._speaker.leg_failed(call, event.leg, reason)
            return
        wanted = self._wanted(call)
        if wanted is None:
            return
        if wanted.agent is not None and wanted.agent.leg == event.leg:
            self._unreachable(call, wanted.agent.agent_id or 0, reason)
        elif wanted.third is not None and wanted.third.leg == event.leg:
            self._third(call, "failed", wanted.third.number, reason)
        self._follow(call)

    def _unreachable(self, call: LiveCall, agent_id: int, reason: str) -> None:
        self._report(
            commands.AgentUnreachable(interaction_id=call.interaction_id, agent_id=agent_id, reason=reason)
        )

    def _third(self, call: LiveCall, what: str, party: str, reason: str = "") -> None:
        self._report(
            commands.ThirdPartyChanged(
                interaction_id=call.interaction_id, what=what, party=party, reason=reason
            )
        )

    def _leg_ended(self, call: LiveCall, event: ports.LegEnded) -> None:
        call.legs.pop(event.leg, None)
        wanted = self._wanted(call)
        if wanted is None or event.by == "desk":
            return
        if wanted.agent is not None and wanted.agent.leg == event.leg:
            self._report(
                commands.AgentLegEnded(
                    interaction_id=call.interaction_id,
                    agent_id=wanted.agent.agent_id or 0,
                    lost=event.by == "line",
                    quality=quality_of(event.quality),
                )
            )
        elif wanted.third is not None and wanted.third.leg == event.leg:
            if wanted.mode == "outside":  # the two are done with each other
                self._line.hangup(call.key)
                return
            self._third(call, "ended", wanted.third.number)
        self._follow(call)

    def _held(self, call: LiveCall, event: ports.LegHeld | ports.LegResumed) -> None:
        """The agent's phone says it by SIP; the console's command may come first or later, or not at all."""
        wanted = self._wanted(call)
        if wanted is None or wanted.agent is None or wanted.agent.leg != event.leg:
            return
        actor = Actor(wanted.agent.agent_id, "agent")
        if isinstance(event, ports.LegHeld) and wanted.mode == "talk":
            self._report(commands.HoldCall(interaction_id=call.interaction_id, at=event.at), actor)
        elif isinstance(event, ports.LegResumed) and wanted.mode == "hold":
            self._report(commands.ResumeCall(interaction_id=call.interaction_id, at=event.at), actor)

    def _transfer_asked(self, call: LiveCall, event: ports.TransferAsked) -> None:
        wanted = self._wanted(call)
        if wanted is None or wanted.agent is None or wanted.agent.leg != event.leg:
            return
        user = event.target.partition(":")[2].partition("@")[0].partition(";")[0]
        self._door.do(
            commands.TransferCall(interaction_id=call.interaction_id, number=user),
            Actor(wanted.agent.agent_id, "agent"),
        )

    # --- what is said ---------------------------------------------------------------------------
    def _unspoken(self, unspoken: "_Unspoken") -> None:
        """Nothing can be said: on with what comes after it."""
        call = self._calls.get(unspoken.call)
        if call is None:
            return
        if call.talk is not None:
            self._speaker.unspeakable(call, unspoken.prompt_id)
        else:
            self._prompt_done(call, ports.PromptDone(call=call.key, leg=CALLER, id=unspoken.prompt_id))

    def _prompt_done(self, call: LiveCall, event: ports.PromptDone) -> None:
        if call.talk is not None:
            self._speaker.heard(call, event.id)
        elif event.id == "told":
            self._line.music(call.key)

    def _tick(self) -> None:
        self._catch_up()
        now = time.monotonic()
        for call in list(self._calls.values()):
            if call.talk is not None:
                self._safely(self._speaker.tick, call, now)
            elif call.mode == "queue" and now >= call.announce_at:
                self._announcer.position(call, self._door, now)

    # --- the difference -------------------------------------------------------------------------
    def _wanted(self, call: LiveCall) -> Any:
        with self._door.record.read() as connection:
            return read_line_call(self._door.reader(connection), call.interaction_id)

    def _follow(self, call: LiveCall) -> None:
        """Make the line do what the record says, once the record has heard all that the line did."""
        if self._reports.waiting:
            return
        wanted = self._wanted(call)
        if wanted is None:
            return
        if call.talk is not None:
            if wanted.mode == "greeting":
                return
            self._speaker.dropped(call)
        if wanted.mode == "greeting" and call.answered:
            self._speaker.rescue(call)
            return
        if not call.chosen:
            call.language = wanted.language or call.language
        for failed in call.apply(self._line, wanted, self._settings.outbound):
            reason = "no phone" if failed.agent_id is not None else "the line has no way out"
            if wanted.mode == "connecting":
                self._unreachable(call, failed.agent_id or 0, reason)
            else:
                self._third(call, "failed", failed.number, reason)
        if call.entered("queue"):
            call.announce_at = time.monotonic() + self._announcer.first_after(lost=wanted.lost)
            said = "interrupted" if wanted.lost else call.say_in_queue
            if said is not None:
                self._announcer.phrase(call.key, said, call.language, "told")
            call.say_in_queue = None


class _Unspoken(NamedTuple):
    """A prompt that could not be made."""

    call: str
    prompt_id: str


def quality_of(quality: ports.Quality | None) -> dict[str, Any] | None:
    """As it is stored with a leg: codec, loss (%), jitter and rtt (ms)."""
    if quality is None or not quality.codec:
        return None
    return {
        "codec": quality.codec,
        "loss": round(quality.loss * 100, 2),
        "jitter": round(quality.jitter_ms, 1),
        "rtt": round(quality.round_trip_ms, 1),
    }
