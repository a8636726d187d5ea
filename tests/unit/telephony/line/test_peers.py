"""Who may call, and how often a stranger is answered."""

from __future__ import annotations

import pytest

from app.telephony.line.peers import LOOPBACK, Peer, Peers, Throttle


def test_the_narrowest_network_counts() -> None:
    wide, narrow = Peer(network="10.0.0.0/8"), Peer(network="10.1.2.3", trusted=True)
    peers = Peers([wide, narrow, *LOOPBACK])
    assert peers.find("10.1.2.3") is narrow
    assert peers.find("::ffff:10.1.2.3") is narrow
    assert peers.find("10.9.9.9") is wide
    assert peers.find("127.0.0.1") is LOOPBACK[0]
    assert peers.find("192.0.2.1") is None
    assert peers.find("not an address") is None


def test_of_two_alike_the_trusted_one_counts() -> None:
    believed = Peer(network="10.0.0.0/8", trusted=True)
    for order in ([Peer(network="10.0.0.0/8"), believed], [believed, Peer(network="10.0.0.0/8")]):
        assert Peers(order).find("10.1.1.1") is believed


def test_a_bad_network_is_named() -> None:
    with pytest.raises(ValueError, match="Main trunk"):
        Peers([Peer(network="10.0.0.0/64", name="Main trunk")])


def test_the_throttle_lets_a_burst_and_then_a_rate_pass() -> None:
    now = 100.0
    throttle = Throttle(rate=2.0, burst=3, keys=2, clock=lambda: now)
    assert [throttle.allows("a") for _ in range(4)] == [True, True, True, False]
    now += 0.5
    assert [throttle.allows("a") for _ in range(2)] == [True, False]
    assert throttle.allows("b")
    assert throttle.allows("c")  # "a" was not seen for longest and is forgotten
    assert throttle.allows("a")
