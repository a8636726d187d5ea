"""How often somebody may knock."""

from __future__ import annotations

import pytest

from app.core.clock import ManualClock
from app.hub.pages import limits
from app.hub.pages.limits import Limit, address_name


def test_so_many_at_once_then_so_many_a_minute() -> None:
    clock = ManualClock()
    limit = Limit(clock, burst=3, a_minute=6)
    assert [limit.takes("a") for _ in range(5)] == [True, True, True, False, False]
    assert limit.takes("b"), "another name has its own"
    clock.advance(9_999)
    assert not limit.takes("a")
    clock.advance(1)
    assert limit.takes("a")
    clock.advance(3_600_000)
    assert [limit.takes("a") for _ in range(4)] == [True, True, True, False], "never more than the burst"


def test_a_clock_that_steps_back_locks_nobody_out() -> None:
    clock = ManualClock()
    limit = Limit(clock, burst=1, a_minute=60)
    assert limit.takes("a")
    clock.at -= 3_600_000
    assert not limit.takes("a")
    clock.advance(1_000)
    assert limit.takes("a")


def test_names_are_forgotten_before_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "NAMES", 10)
    limit = Limit(ManualClock(), burst=1, a_minute=1)
    assert all(limit.takes(str(name)) for name in range(100))
    assert len(limit._left) == 10


def test_one_household_is_one_address() -> None:
    assert address_name("192.0.2.7") == "192.0.2.7"
    assert address_name("::ffff:192.0.2.7") == "192.0.2.7"
    assert address_name("2001:db8:1:2:aaaa::1") == address_name("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert address_name("2001:db8:1:3::1") != address_name("2001:db8:1:2::1")
    assert address_name("") == ""
