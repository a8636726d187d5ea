"""Any order of commands and of what people do: the promises of a line hold, and nothing is left behind."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from app.core.resources import resource
from app.telephony import ports
from app.telephony.fakes import FakeLine, FakePhone
from app.telephony.line import call as call_module
from app.telephony.line.record import LegRecord
from app.telephony.ports import AGENT, CALLER, THIRD
from tests.contract import line_worlds
from tests.contract.line_worlds import Ear, promised

BEEP = resource("sounds", "beep.wav")
LEGS = st.sampled_from([CALLER, AGENT, THIRD, "fourth", "fifth"])
GROUPS = st.lists(st.lists(LEGS, max_size=4, unique=True), max_size=3)


class LineStates(RuleBasedStateMachine):
    """One fake line, driven at random."""

    calls = Bundle("calls")

    def __init__(self) -> None:
        super().__init__()
        self.ear = Ear()
        self.line = FakeLine()
        self.line.start(self.ear)
        self.phones: dict[str, FakePhone] = {}
        self.restarts = 0

    def _arrive(self) -> str:
        call = self.line.arrive()
        if call:
            self.phones[call] = self.line._phones[call]
        return call

    @rule(target=calls)
    def arrive(self) -> str:
        return self._arrive()

    @rule(target=calls, legs=st.sets(st.sampled_from([AGENT, THIRD])), ringing=st.booleans())
    def arrive_and_dial(self, legs: set[str], ringing: bool) -> str:
        """What most calls come to; chance alone rarely would."""
        call = self._arrive()
        if call:
            self.line.answer(call)
            self.line.music(call)
            for leg in sorted(legs):
                self.line.dial(call, leg, f"sip:{leg}@192.0.2.3")
                self.line.settle()
                (self.line.party_rings if ringing else self.line.party_answers)(call, leg)
            self._mix(call, [[CALLER, *sorted(legs)]])
        return call

    @rule(call=calls)
    def answer(self, call: str) -> None:
        self.line.answer(call)

    @rule(call=calls, code=st.sampled_from([404, 486, 603]))
    def reject(self, call: str, code: int) -> None:
        self.line.reject(call, code)

    @rule(call=calls)
    def hangup(self, call: str) -> None:
        self.line.hangup(call)

    @rule(call=calls, leg=LEGS, loop=st.booleans())
    def play(self, call: str, leg: str, loop: bool) -> None:
        self.line.play(call, leg, [BEEP], loop=loop, id="p")

    @rule(call=calls, leg=LEGS)
    def music(self, call: str, leg: str) -> None:
        self.line.music(call, leg)

    @rule(call=calls, leg=LEGS)
    def stop(self, call: str, leg: str) -> None:
        self.line.stop(call, leg)

    @rule(call=calls, leg=LEGS, uri=st.sampled_from(["sip:a@192.0.2.3", "sip:b@192.0.2.3", "nothing"]))
    def dial(self, call: str, leg: str, uri: str) -> None:
        self.line.dial(call, leg, uri)

    @rule(call=calls, groups=GROUPS)
    def mix(self, call: str, groups: list[list[str]]) -> None:
        self._mix(call, groups)

    def _mix(self, call: str, groups: list[list[str]]) -> None:
        self.line.mix(call, groups)
        self.line.settle()
        for leg, heard in self._talking(call):
            assert not heard, f"{leg.name} talks and hears {heard}"

    def _talking(self, call: str) -> list[tuple[LegRecord, str]]:
        """The legs of a call that talk with someone, and what is played to them; looked at in one turn of
        the line's loop, as the call may end in any other."""

        def look() -> list[tuple[LegRecord, str]]:
            if call not in self.line._calls:
                return []
            phone = self.line._phones[call]
            keys = {key for group in phone.groups for key in group}
            legs = [leg for leg in self.line._calls[call].to_record().legs if leg.key in keys]
            return [
                (leg, str(phone.playing[leg.key].files) if leg.key in phone.playing else "") for leg in legs
            ]

        return self.line._do(look)

    @rule(call=calls, leg=LEGS)
    def drop(self, call: str, leg: str) -> None:
        self.line.drop(call, leg)

    @rule(call=calls, leg=LEGS)
    def measure(self, call: str, leg: str) -> None:
        self.line.energy(call, leg, 0.01)
        self.line.quality(call, leg)

    @rule(
        call=calls,
        leg=LEGS,
        what=st.sampled_from(
            [
                "party_rings",
                "party_answers",
                "party_refuses",
                "party_hangs_up",
                "party_holds",
                "party_resumes",
            ]
        ),
    )
    def party(self, call: str, leg: str, what: str) -> None:
        self.line.settle()
        getattr(self.line, what)(call, leg)

    @rule(call=calls, leg=LEGS)
    def goes_deaf(self, call: str, leg: str) -> None:
        self.line.settle()
        self.line.party_goes_deaf(call, leg)

    @rule(call=calls)
    def phone_dies(self, call: str) -> None:
        self.line.phone_dies(call)

    @rule()
    def settle(self) -> None:
        self.line.settle()

    @rule()
    def restart(self) -> None:
        if self.restarts < 3:
            self.restarts += 1
            self.line.settle()
            self.line.shutdown(keep_calls=True)
            self.line = FakeLine(found=self.line.left)
            self.line.start(self.ear)

    @invariant()
    def a_call_is_over_once(self) -> None:
        self.line.settle()
        ends = [event.call for event in self.ear.events if isinstance(event, ports.CallEnded)]
        assert len(ends) == len(set(ends))
        assert not set(ends) & set(self.line.calls())

    @invariant()
    def whoever_talks_is_answered_and_does_not_hold(self) -> None:
        for call in self.line.calls():
            for leg, _ in self._talking(call):
                assert leg.answered
                assert leg.sound != "hold"
                assert not leg.held or leg.name == CALLER

    def teardown(self) -> None:
        calls = {event.call for event in self.ear.events if isinstance(event, ports.CallEvent)}
        for call in self.line.calls():
            self.line.hangup(call)
        for call in calls:
            if not any(isinstance(event, ports.CallEnded) for event in self.ear.of(call)):
                self.ear.wait(ports.CallEnded, call=call)
        self.line.settle()
        for call in calls:
            promised(without_repeats(self.ear.of(call)))
        assert self.line.calls() == ()
        for phone in self.phones.values():
            assert set(phone.states) <= phone.deaf
        self.line.shutdown()


def without_repeats(events: list[ports.Event]) -> list[ports.Event]:
    """Without the `CallFound`s after the first event: the ear is the same before and after a restart."""
    return [
        event for number, event in enumerate(events) if number == 0 or not isinstance(event, ports.CallFound)
    ]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_module, "END_SECONDS", 0.01)
    monkeypatch.setattr(call_module, "CLOSE_SECONDS", 0.02)
    monkeypatch.setattr(line_worlds, "WAIT_SECONDS", 2.0)  # a failure is looked for many times


LineStates.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestLineStates = pytest.mark.usefixtures("_short_waits")(LineStates.TestCase)
