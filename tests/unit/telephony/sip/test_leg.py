"""The figures of a leg over several streams."""

from __future__ import annotations

from app.protocol.phone import Quality
from app.telephony.sip.leg import add_quality


def test_counts_add_up_and_times_are_averaged_by_packets() -> None:
    first = Quality(codec="PCMU", rx_packets=100, rx_lost=2, rx_jitter_ms=4.0, tx_packets=50, rtt_ms=10.0)
    then = Quality(codec="PCMA", rx_packets=300, rx_lost=1, rx_jitter_ms=8.0, tx_packets=150, rtt_ms=30.0)
    both = add_quality(first, then)
    assert both is not None
    assert (both.codec, both.rx_packets, both.rx_lost) == ("PCMA", 400, 3)
    assert (both.rx_jitter_ms, both.rtt_ms) == (7.0, 25.0)


def test_a_stream_that_heard_of_no_round_trip_does_not_dilute_it() -> None:
    both = add_quality(Quality(tx_packets=500), Quality(tx_packets=100, rtt_ms=30.0))
    assert both is not None
    assert both.rtt_ms == 30.0


def test_nothing_and_something() -> None:
    some = Quality(rx_packets=1)
    assert add_quality(None, None) is None
    assert add_quality(some, None) is some
    assert add_quality(None, some) is some
