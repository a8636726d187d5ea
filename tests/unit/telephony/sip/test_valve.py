"""The pause after a burst."""

from __future__ import annotations

from app.telephony.sip.valve import MAX_CALLS, WINDOW_SECONDS, Valve


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_shuts_after_a_burst_and_opens_when_the_burst_is_old() -> None:
    clock = Clock()
    valve = Valve(clock)
    seen = []
    for _ in range(MAX_CALLS):
        seen.append(valve.shut)
        valve.count()
    seen.append(valve.shut)
    clock.now += WINDOW_SECONDS * 0.9
    seen.append(valve.shut)
    clock.now += WINDOW_SECONDS * 0.2
    seen.append(valve.shut)
    assert seen == [False] * MAX_CALLS + [True, True, False]


def test_a_steady_trickle_passes() -> None:
    clock = Clock()
    valve = Valve(clock)
    for _ in range(100):
        clock.now += WINDOW_SECONDS / (MAX_CALLS - 2)
        valve.count()
        assert not valve.shut
