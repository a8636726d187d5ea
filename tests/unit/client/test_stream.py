"""The stream is followed by number through every break, and says how live it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client import stream as stream_module
from app.client.address import HubAddress
from app.client.stream import LONGEST_DELAY, Liveness, Stream, StreamHandlers, back_off
from app.protocol.events import Event, Notice, Pulse
from app.protocol.message import Refusal
from tests.helpers.fake_hub import TOKEN, FakeHub, fake_hub
from tests.helpers.logs import ExpectedLog
from tests.helpers.wait import until


class Ears:
    """Everything a stream tells."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.states: list[str] = []
        self.notices: list[Notice] = []
        self.pulses: list[Pulse] = []
        self.refusals: list[Refusal] = []
        self.restarts = 0
        self.snapshot = 0
        self.fail_at = 0
        self.lock = threading.Lock()

    def handlers(self) -> StreamHandlers:
        return StreamHandlers(
            restart=self.restart,
            on_event=self.event,
            on_liveness=self.live,
            on_pulse=self.pulses.append,
            on_notice=self.notices.append,
            on_signed_out=self.refusals.append,
        )

    def restart(self) -> int:
        self.restarts += 1
        self.numbers.clear()
        return self.snapshot

    def event(self, event: Event) -> None:
        if event.number == self.fail_at:
            self.fail_at = 0
            raise ValueError("not understood")
        self.numbers.append(event.number)

    def live(self, liveness: Liveness) -> None:
        if self.states[-1:] != [liveness.state]:
            self.states.append(liveness.state)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        yield hub


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def stream(hub: FakeHub, ears: Ears) -> Iterator[Stream]:
    stream = Stream(HubAddress.parse(hub.url), TOKEN, ears.handlers())
    yield stream
    stream.stop()


def test_events_come_in_order_and_it_is_live(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    hub.log(3)
    stream.start(1)
    until(lambda: ears.numbers == [2, 3])
    hub.log(2)
    until(lambda: ears.numbers == [2, 3, 4, 5])
    until(lambda: stream.liveness.state == "live")
    assert hub.stream_requests == [1]


def test_without_a_number_it_begins_with_a_snapshot(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    hub.log(5)
    ears.snapshot = 4
    stream.start()
    until(lambda: ears.numbers == [5])
    assert ears.restarts == 1


def test_a_cut_is_resumed_by_number(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    stream.start(0)
    hub.log(2)
    until(lambda: ears.numbers == [1, 2])
    hub.cut_streams()
    hub.log(2)
    until(lambda: ears.numbers == [1, 2, 3, 4])
    assert hub.stream_requests[-1] == 2


def test_a_hub_that_is_gone_is_said_at_once_and_found_again(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    stream.start(0)
    hub.log(1)
    until(lambda: stream.liveness.state == "live" and ears.numbers == [1])
    hub.stop()
    until(lambda: stream.liveness.state == "offline")
    hub.log(3)
    hub.start()
    until(lambda: stream.liveness.state == "live")
    until(lambda: ears.numbers == [1, 2, 3, 4])
    assert ears.states == ["live", "offline", "live"]
    assert ears.restarts == 0


def test_a_gap_is_asked_for_again(
    hub: FakeHub, stream: Stream, ears: Ears, expected_log: ExpectedLog
) -> None:
    expected_log("event 3 came after 1")
    swallowed = [2]

    def rewrite(event: Event) -> list[Event]:
        if event.number in swallowed:
            swallowed.clear()
            return []
        return [event]

    hub.rewrite = rewrite
    hub.log(4)
    stream.start(0)
    until(lambda: ears.numbers == [1, 2, 3, 4])
    assert ears.restarts == 0


def test_a_gap_that_stays_leads_to_a_fresh_snapshot(
    hub: FakeHub, stream: Stream, ears: Ears, expected_log: ExpectedLog
) -> None:
    expected_log("event 3 came after 1")
    hub.rewrite = lambda event: [] if event.number == 2 else [event]
    ears.snapshot = 3
    hub.log(4)
    stream.start(0)
    until(lambda: ears.numbers == [4])
    assert ears.restarts == 1


def test_what_comes_twice_is_taken_once(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    hub.rewrite = lambda event: [event, event]
    hub.log(3)
    stream.start(0)
    until(lambda: stream.number == 3 and len(ears.pulses) > 2)
    assert ears.numbers == [1, 2, 3]


def test_silence_is_behind_and_then_offline(
    hub: FakeHub, stream: Stream, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PULSE_SECONDS", 0.05), ("LATE_SECONDS", 0.1), ("SILENCE_SECONDS", 0.5)):
        monkeypatch.setattr(stream_module, name, value)
    monkeypatch.setattr(stream_module, "TICK_SECONDS", 0.05)
    stream.start(0)
    until(lambda: stream.liveness.state == "live")
    hub.silent = True
    until(lambda: ears.states == ["live", "behind", "offline"])
    hub.silent = False
    until(lambda: stream.liveness.state == "live")


def test_another_record_behind_the_same_address_means_a_fresh_snapshot(
    hub: FakeHub, stream: Stream, ears: Ears
) -> None:
    hub.log(9)
    stream.start(0)
    until(lambda: stream.number == 9)
    hub.stop()
    hub.events = hub.events[:2]
    ears.snapshot = 2
    hub.start()
    hub.log(1)
    until(lambda: ears.numbers == [3])
    assert ears.restarts == 1


def test_an_event_that_cannot_be_taken_in_means_a_fresh_snapshot(
    hub: FakeHub, stream: Stream, ears: Ears, expected_log: ExpectedLog
) -> None:
    expected_log("could not be taken in")
    ears.fail_at, ears.snapshot = 2, 2
    hub.log(3)
    stream.start(0)
    until(lambda: ears.numbers == [3])
    assert ears.restarts == 1


def test_the_end_of_the_session_ends_it(hub: FakeHub, stream: Stream, ears: Ears) -> None:
    stream.start(0)
    until(lambda: stream.liveness.state == "live")
    hub.refuse_token = True
    hub.cut_streams()
    until(lambda: ears.refusals)
    assert ears.refusals[0].code == "not_signed_in"
    assert stream.liveness.state == "signed_out"


def test_it_stops_while_the_hub_is_away(ears: Ears) -> None:
    with fake_hub() as hub:
        address = HubAddress.parse(hub.url)
    stream = Stream(address, TOKEN, ears.handlers())
    stream.start(0)
    until(lambda: stream.liveness.seconds >= 0 and stream._failures > 1)
    stream.stop()
    assert not stream._thread.is_alive()


@given(st.integers(0, 10_000))
def test_back_off_stays_in_its_bounds(failures: int) -> None:
    delay = back_off(failures)
    assert 0 <= delay <= LONGEST_DELAY
    assert delay == 0 if failures == 0 else delay >= 0.15
