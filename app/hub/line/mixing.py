"""One live call: what the line does for it now, and the commands that bring it to what is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.hub.line.talk import Talk
from app.services.interactions.line_calls import LineCall, Party
from app.telephony.phrases import Phrase
from app.telephony.ports import CALLER, Line

RING_SECONDS = 20.0
"""How long an agent's phone may take; it answers by itself, so this is for a phone that is broken."""
OUTSIDE_SECONDS = 45.0


@dataclass
class LiveCall:
    """A caller on the line. `legs`: name of each further party's leg → whether it has answered."""

    key: str
    interaction_id: int
    answered: bool = False
    legs: dict[str, bool] = field(default_factory=dict)
    language: str = "en"
    talk: Talk | None = None
    """The flow the caller is in."""
    chosen: bool = False
    """The language is the one the flow was spoken in."""
    say_in_queue: Phrase | None = None
    """What the caller is to be told on entering the queue."""
    rescued: bool = False
    mode: str = ""
    announce_at: float = 0.0
    """Monotonic seconds at which the place in the queue is said next."""
    _done: tuple[object, ...] = ()
    _entered: str = ""

    def apply(self, line: Line, wanted: LineCall, outbound: str) -> list[Party]:
        """Command the difference; answers with the parties that cannot be called at all."""
        if wanted.mode == "over":
            line.hangup(self.key)
            return []
        parties = [party for party in (wanted.agent, wanted.third) if party is not None]
        names = {party.leg for party in parties}
        for leg in [leg for leg in self.legs if leg not in names]:
            line.drop(self.key, leg)
            del self.legs[leg]
        missing = [party for party in parties if party.leg not in self.legs]
        failed = [party for party in missing if not self._dial(line, party, wanted, outbound)]
        if self.answered:
            self._mix(line, wanted)
        if wanted.mode != self.mode:
            self.mode = self._entered = wanted.mode
        return failed

    def entered(self, mode: str) -> bool:
        """Whether the last `apply` brought the call into this mode; true once."""
        entered, self._entered = self._entered, ""
        return entered == mode

    def _dial(self, line: Line, party: Party, wanted: LineCall, outbound: str) -> bool:
        if party.agent_id is not None:
            uri, seconds = party.phone, RING_SECONDS
            headers = {
                "X-Desk-Interaction": str(wanted.interaction_id),
                "X-Desk-Offer": str(wanted.offer_id),
            }
        else:
            uri, seconds, headers = outbound.replace("{number}", party.number), OUTSIDE_SECONDS, {}
        if not uri:
            return False
        self.legs[party.leg] = False
        line.dial(self.key, party.leg, uri, headers, seconds)
        return True

    def _mix(self, line: Line, wanted: LineCall) -> None:
        groups = [tuple(group) for group in self._groups(wanted)]
        music = not any(CALLER in group for group in groups)
        done = (tuple(groups), music)
        if done == self._done:
            return
        self._done = done
        line.mix(self.key, groups)
        if music:
            line.music(self.key)

    def _groups(self, wanted: LineCall) -> Iterator[list[str]]:
        """Who hears whom; a caller in no group hears music."""
        agent = wanted.agent.leg if wanted.agent and self.legs.get(wanted.agent.leg) else ""
        third = wanted.third.leg if wanted.third and self.legs.get(wanted.third.leg) else ""
        if wanted.mode in ("connecting", "talk") and agent:
            yield [CALLER, agent]
        elif wanted.mode == "consult" and agent and third:
            yield [agent, third]
        elif wanted.mode == "conference" and agent:
            yield [CALLER, agent, *([third] if third else [])]
        elif wanted.mode == "outside" and third:
            yield [CALLER, third]


def talk_of(call: LiveCall) -> Talk:
    """The flow a call is in."""
    assert call.talk is not None, "only a call in a flow is given to the flow's speaker"
    return call.talk
