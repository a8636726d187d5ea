"""ANI and DNIS: who is believed, what is hidden, and that no text breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.telephony.identity import Ani, parse_address, read_ani, read_dnis, split_values

FROM = '"Somchai" <sip:+66812345678@carrier.example;user=phone>;tag=1'
PAI = "<sip:+66899999999@carrier.example>"
RPID = '"Front desk" <sip:028888888@pbx.example>;party=calling;privacy=off;screen=yes'


def test_a_trusted_peer_is_believed_in_the_order_of_trust() -> None:
    headers = {"from": [FROM], "p-asserted-identity": [PAI], "remote-party-id": [RPID]}
    assert read_ani(headers, trusted=True) == Ani(
        raw="+66899999999", source="P-Asserted-Identity", trusted=True, display_name="Somchai"
    )
    del headers["p-asserted-identity"]
    assert read_ani(headers, trusted=True).source == "Remote-Party-ID"
    assert read_ani(headers, trusted=True).display_name == "Front desk"
    del headers["remote-party-id"]
    assert read_ani(headers, trusted=True).source == "From"


def test_of_a_stranger_only_from_is_read_and_marked() -> None:
    headers = {"from": [FROM], "p-asserted-identity": [PAI], "remote-party-id": [RPID]}
    assert read_ani(headers, trusted=False) == Ani(
        raw="+66812345678", source="From", trusted=False, display_name="Somchai"
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"from": ['"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1']},
        {"from": ["<sip:Anonymous@10.0.0.1>;tag=1"]},
        {"from": [FROM], "privacy": ["id"]},
        {"from": [FROM], "privacy": ["header; USER"]},
        {"from": [FROM], "p-asserted-identity": [PAI], "privacy": ["id;critical"]},
        {"from": [FROM], "p-asserted-identity": ['"Anonymous" <sip:restricted@carrier.example>']},
        {"from": [FROM], "remote-party-id": ["<sip:5551@pbx.example>;party=calling;privacy=full"]},
    ],
)
def test_a_withheld_number_is_in_no_field(headers: dict[str, list[str]]) -> None:
    ani = read_ani(headers, trusted=True)
    assert ani.withheld
    assert ani.raw == ani.display_name == ""


def test_privacy_none_hides_nothing() -> None:
    assert not read_ani({"from": [FROM], "privacy": ["none"]}, trusted=True).withheld


def test_an_anonymous_from_is_overruled_by_an_assertion_without_privacy() -> None:
    headers = {"from": ["<sip:anonymous@anonymous.invalid>"], "p-asserted-identity": [PAI]}
    ani = read_ani(headers, trusted=True)
    assert (ani.raw, ani.withheld, ani.display_name) == ("+66899999999", False, "")


def test_the_tel_identity_of_two_is_taken() -> None:
    both = '"X" <sip:ann@carrier.example>, <tel:+6621234567>'
    ani = read_ani({"from": [FROM], "p-asserted-identity": [both]}, trusted=True)
    assert ani.raw == "+6621234567"


def test_an_identity_of_the_called_party_is_not_the_caller() -> None:
    headers = {"from": [FROM], "remote-party-id": ["<sip:1@pbx.example>;party=called"]}
    assert read_ani(headers, trusted=True).source == "From"


def test_no_from_at_all() -> None:
    assert read_ani({}, trusted=True) == Ani(trusted=True)


@pytest.mark.parametrize(
    ("uri", "headers", "expected"),
    [
        ("sip:021234567@desk.example", {"to": ["<sip:999@x>"]}, ("Request-URI", "021234567")),
        ("sip:trunk-7@desk.example", {"to": ["<sip:+6621234567@x>"]}, ("To", "+6621234567")),
        ("sip:desk.example", {"to": ["<sip:sales@x>"]}, ("To", "sales")),
        ("sip:sales@desk.example", {"to": ["<sip:sales@x>"]}, ("Request-URI", "sales")),
        ("sip:d.example", {"diversion": ["<sip:22@x>;reason=no-answer, <sip:11@x>"]}, ("Diversion", "11")),
        (
            "sip:d.example",
            {"history-info": ["<sip:8@x?Reason=SIP%3Bcause%3D302>;index=1.1,<sip:7@x>;index=1"]},
            ("History-Info", "7"),
        ),
        ("tel:1234;phone-context=+662", {}, ("Request-URI", "+6621234")),
        ("sip:%2B6621234567;npdi@desk.example", {}, ("Request-URI", "+6621234567")),
        ("sip:desk.example", {}, ("", "")),
    ],
)
def test_dnis(uri: str, headers: dict[str, list[str]], expected: tuple[str, str]) -> None:
    dnis = read_dnis(uri, headers)
    assert (dnis.source, dnis.raw) == expected


def test_every_number_that_was_named_is_a_candidate() -> None:
    dnis = read_dnis("sip:trunk@d", {"to": ["<sip:1800@d>"], "diversion": ["<sip:02555@d>"]})
    assert dnis.candidates == (("To", "1800"), ("Diversion", "02555"), ("Request-URI", "trunk"))


def test_an_address_is_taken_apart() -> None:
    address = parse_address(
        '"Smith, \\"J\\"" <sip:a%20b:pw@[2001:db8::1]:5061;transport=tcp?Replaces=1%40x>;tag=2;q="a;b"'
    )
    assert address is not None
    assert address.display_name == 'Smith, "J"'
    assert (address.scheme, address.user, address.host) == ("sip", "a b", "2001:db8::1")
    assert address.parameter("tag") == "2"
    assert address.uri_headers == (("replaces", "1@x"),)


@pytest.mark.parametrize("text", ["", "<", '"a', '"a" x', "http://x", "<sip:1@x", "12345"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse_address(text) is None


def test_commas_in_quotes_and_brackets_do_not_split() -> None:
    assert split_values('"a,b" <sip:c,d@x>;p="e,f", <tel:1>,,') == ['"a,b" <sip:c,d@x>;p="e,f"', "<tel:1>"]


_names = st.sampled_from(
    ["from", "to", "p-asserted-identity", "remote-party-id", "privacy", "diversion", "history-info"]
)
_text = st.one_of(
    st.text(max_size=80),
    st.text(alphabet='<>"\\;,:@?%=&[] asiptel+0129', max_size=80),
    st.builds("<sip:{}@{}>;{}".format, *[st.text(max_size=20)] * 3),
)


@given(headers=st.dictionaries(_names, st.lists(_text, max_size=4)), uri=_text, trusted=st.booleans())
def test_any_text_gives_an_answer(headers: dict[str, list[str]], uri: str, trusted: bool) -> None:
    ani = read_ani(headers, trusted=trusted)
    dnis = read_dnis(uri, headers)
    assert not (ani.withheld and (ani.raw or ani.display_name))
    assert ani.raw.isprintable()
    assert ani.display_name.isprintable()
    assert dnis.raw.isprintable()
    assert ani.source == "From" or trusted or not ani.source


@given(user=st.text(alphabet="0123456789+*#", min_size=1), name=st.text(max_size=10))
def test_a_number_comes_out_as_it_went_in(user: str, name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    address = parse_address(f'"{quoted}" <sip:{user.replace("#", "%23")}@x.example>;tag=9')
    assert address is not None
    assert address.user == user
