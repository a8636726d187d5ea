"""Reading SIP messages: what a driver is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol.phone import Header
from app.telephony.sip.message import (
    MAX_HEADERS,
    Peers,
    address_of,
    all_headers,
    display_name,
    first,
    host_of,
    reported,
    request_uri,
)

TORTURE = sorted((Path(__file__).parents[3] / "data" / "sip").glob("*.dat"))

INVITE = """INVITE sip:100@line.example SIP/2.0\r
f: "Zoë \\"Z\\" Ng" <sip:+886223456789@pbx.example;user=phone>;tag=1\r
To: <sip:100@line.example>\r
P-Asserted-Identity: <tel:+886223456789>,\r
  <sip:x@y>\r
x-desk-offer : o-1\r
X-Other: 1\r
Not a header\r
\r
From: in the body\r
"""


def test_headers_are_unfolded_and_the_body_is_not_read() -> None:
    headers = all_headers(INVITE)
    assert first(headers, "From").startswith('"Zoë')
    assert first(headers, "P-Asserted-Identity") == "<tel:+886223456789>, <sip:x@y>"
    assert first(headers, "X-Desk-Offer") == "o-1"
    assert request_uri(INVITE) == "sip:100@line.example"


def test_only_known_and_asked_for_headers_are_reported() -> None:
    names = [header.name for header in reported(all_headers(INVITE), [])]
    assert names == ["P-Asserted-Identity", "x-desk-offer"]
    assert "X-Other" in [header.name for header in reported(all_headers(INVITE), ["x-other"])]


def test_a_flood_of_headers_is_cut() -> None:
    kept = reported([Header("X-Desk-A", "v" * 100_000)] * 1_000, [])
    assert len(kept) == MAX_HEADERS
    assert len(kept[0].value) == 2_000


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('"Zoë \\"Z\\" Ng" <sip:1@x>;tag=1', 'Zoë "Z" Ng'),
        ("Ann Lee <sip:1@x>", "Ann Lee"),
        ("<sip:1@x>", ""),
        ("sip:1@x;tag=2", ""),
        ('"陳小明" <sip:1@x>', "陳小明"),
        ("", ""),
    ],
)
def test_display_names(value: str, name: str) -> None:
    assert display_name(value) == name


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("sip:pbx.example", "pbx.example"),
        ("sip:1@pbx.example:5080;transport=tcp", "pbx.example"),
        ('"A" <sips:1:pw@[2001:db8::1]:5061;lr>', "2001:db8::1"),
        ("nonsense", ""),
    ],
)
def test_hosts(uri: str, host: str) -> None:
    assert host_of(uri) == host


@pytest.mark.parametrize(
    ("peer", "allowed"),
    [
        ("10.1.2.3:5060", True), ("10.1.2.3", True), ("11.1.2.3:5060", False), ("192.0.2.7:1", True),
        ("192.0.2.8:1", False), ("[2001:db8::5]:5060", True), ("[::ffff:10.0.0.1]:5060", True),
        ("", False), ("localhost:5060", False),
    ],
)  # fmt: skip
def test_peers(peer: str, allowed: bool) -> None:
    assert Peers(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]).allow(peer) is allowed


def test_a_peer_that_is_no_network() -> None:
    with pytest.raises(ValueError, match="everyone"):
        Peers(["everyone"])


def test_nobody_is_allowed_by_an_empty_list() -> None:
    assert not Peers([]).allow("127.0.0.1:5060")


@pytest.mark.parametrize("path", TORTURE, ids=lambda path: path.stem)
def test_torture_messages_can_be_read(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    headers = all_headers(text)
    for value in (first(headers, "From"), first(headers, "To")):
        display_name(value)
        host_of(value)
    reported(headers, ["Contact"])
    request_uri(text)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for header in all_headers("INVITE sip:x SIP/2.0\r\n" + text):
        assert "\n" not in header.value
    display_name(text)
    host_of(text)
    address_of(text)
    Peers(["10.0.0.0/8"]).allow(text)
