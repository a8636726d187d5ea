"""Answers as people type and key them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol.flow_run import Answer, ChoiceShown
from app.scripts.answers import ACCEPT, Limits, Unfit
from app.scripts.dates import read_date
from app.scripts.engine import begin, step
from app.scripts.nodes import AnyNode, Ask, Choice, End, Flow
from app.scripts.numbers import read_number
from app.scripts.program import Program, Ready
from app.scripts.state import World

TODAY = date(2026, 11, 21)
CHOICES = [
    ChoiceShown(value="red", text="Rot", key="1"),
    ChoiceShown(value="blue", text="Blau", key="2"),
    ChoiceShown(value="green", text="Grün", key="b"),
]


def take(
    kind: Any,
    value: Any,
    *,
    region: str = "TW",
    language: str = "en",
    speaker: str = "web",
    least: Any = None,
    most: Any = None,
    currency: str = "TWD",
    pattern: str = "",
) -> Any:
    """The value, or the code of what is wrong."""
    question = Ready(
        Ask(name="q", text={}, answer="q", type=kind, currency=currency, pattern=pattern), ["en"], "f"
    )
    limits = Limits(World(region=region), TODAY, language, speaker, least, most, CHOICES)
    try:
        return ACCEPT[kind](question, value, limits)
    except Unfit as fault:
        return fault.code


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        ("42", "en", 42),
        ("-3", "en", -3),
        ("+7", "en", 7),
        (" 1 ", "en", 1),
        ("１２３", "zh-TW", 123),
        ("๔๒", "th", 42),
        ("٣٫٥", "en", 3.5),
        ("1,234", "en", 1234),
        ("1,234.5", "en", 1234.5),
        ("1.234,5", "en", 1234.5),
        ("1.234,5", "de", 1234.5),
        ("1.234", "de", 1234),
        ("1,5", "en", 1.5),
        ("1,5", "de", 1.5),
        ("1 234 567", "fr", 1234567),
        ("1'234", "de", 1234),
        ("1,234,567", "en", 1234567),
        ("−5", "en", -5),
        (".5", "en", 0.5),
        ("1_000", "en", None),
        ("1e5", "en", None),
        ("", "en", None),
        ("12,34,5", "en", None),
        ("NaN", "en", None),
        ("inf", "en", None),
        ("1" * 80, "en", None),
        ("五", "zh-TW", None),
        ("1.2.3", "en", None),
    ],
)
def test_numbers(typed: str, language: str, found: Any) -> None:
    expected = "not_a_number" if found is None else found
    assert take("number", typed, language=language) == expected


def test_numbers_keyed_and_bounded() -> None:
    assert take("number", "12*5", speaker="telephone") == 12.5
    assert take("number", 3.0) == 3
    assert take("number", True) == "not_this_type"
    assert take("number", [1]) == "not_this_type"
    assert take("number", float("nan")) == "not_a_number"
    assert take("number", 10**30) == "too_large"
    assert (take("number", 4, least=5), take("number", 6, most=5), take("number", 5, least=5, most=5)) == (
        "too_small",
        "too_large",
        5,
    )


@pytest.mark.parametrize(
    ("typed", "region", "language", "found"),
    [
        ("2026-11-21", "US", "en", (2026, 11, 21)),
        ("21.11.2026", "DE", "de", (2026, 11, 21)),
        ("11/21/2026", "US", "en", (2026, 11, 21)),
        ("11/12/2026", "US", "en", (2026, 11, 12)),
        ("11/12/2026", "GB", "en", (2026, 12, 11)),
        ("21/11/2569", "TH", "th", (2026, 11, 21)),
        ("๒๑/๑๑/๒๕๖๙", "TH", "th", (2026, 11, 21)),
        ("2569-11-21", "TH", "th", (2026, 11, 21)),
        ("115/11/21", "TW", "zh-TW", (2026, 11, 21)),
        ("民國115年11月21日", "TW", "zh-TW", (2026, 11, 21)),
        ("75/3/2", "TW", "zh-TW", (1986, 3, 2)),
        ("2026年11月21日", "JP", "ja", (2026, 11, 21)),
        ("２０２６／１１／２１", "TW", "zh-TW", (2026, 11, 21)),
        ("1.2.80", "DE", "de", (1980, 2, 1)),
        ("1.2.26", "DE", "de", (2026, 2, 1)),
        ("20261121", "TW", "en", (2026, 11, 21)),
        ("21112026", "TW", "en", (2026, 11, 21)),
        ("21112569", "TH", "th", (2026, 11, 21)),
        ("11212026", "US", "en", (2026, 11, 21)),
        ("1151121", "TW", "zh-TW", (2026, 11, 21)),
        ("21 Nov 2026", "GB", "en", (2026, 11, 21)),
        ("November 21, 2026", "US", "en", (2026, 11, 21)),
        ("21 พ.ย. 2569", "TH", "th", (2026, 11, 21)),
        ("21 พฤศจิกายน 2569", "TH", "th", (2026, 11, 21)),
        ("2026-02-29", "US", "en", None),
        ("31.11.2026", "DE", "de", None),
        ("tomorrow", "US", "en", None),
        ("1026-11-21", "US", "en", None),
        ("20269999", "US", "en", None),
        ("", "US", "en", None),
        ("1" * 50, "US", "en", None),
        ("2026-13-01", "US", "en", None),
        ("0000-00-00", "US", "en", None),
    ],
)
def test_dates(typed: str, region: str, language: str, found: tuple[int, int, int] | None) -> None:
    assert read_date(typed, TODAY, region, language) == (None if found is None else date(*found))


@given(
    st.text(max_size=30),
    st.sampled_from(["US", "TW", "TH", "", "DE"]),
    st.sampled_from(["en", "zh-TW", "th"]),
)
def test_no_text_makes_a_date_or_a_number_fail(typed: str, region: str, language: str) -> None:
    read_date(typed, TODAY, region, language)
    read_number(typed, language)


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)), st.sampled_from(["US", "TW", "TH", "DE"]))
def test_iso_and_keyed_dates_are_read_everywhere(day: date, region: str) -> None:
    assert read_date(day.isoformat(), TODAY, region, "en") == day
    assert read_date(day.strftime("%Y%m%d"), TODAY, region, "en") == day


@pytest.mark.parametrize(
    ("typed", "currency", "found"),
    [
        ("1,234.50", "TWD", "1234.50"),
        ("NT$1,234", "TWD", "1234.00"),
        ("฿20", "THB", "20.00"),
        ("20 บาท", "THB", "20.00"),
        ("12.345", "KWD", "12.345"),
        ("5", "JPY", "5"),
        ("5.5", "JPY", None),
        ("1.005", "TWD", None),
        ("EUR 5", "EUR", "5.00"),
        ("5 EUR", "EUR", "5.00"),
        ("１００元", "TWD", "100.00"),
        ("abc", "TWD", ""),
        ("$", "USD", ""),
    ],
)
def test_money(typed: str, currency: str, found: str | None) -> None:
    value = take("money", typed, currency=currency)
    assert value == ({None: "too_precise", "": "not_a_number"}.get(found) or Decimal(found or "0"))
    if found:
        assert str(value) == found


@pytest.mark.parametrize("given_", ["red", "1", "Rot", "ROT", " red ", "１"])
def test_one_of(given_: str) -> None:
    assert take("one_of", given_) == "red"


def test_choices_that_are_not_there() -> None:
    assert take("one_of", "3") == "not_a_choice"
    assert take("one_of", ["red"]) == "not_this_type"
    assert take("many_of", ["red", "x"]) == "not_a_choice"
    assert take("many_of", [["red"]]) == "not_this_type"


@pytest.mark.parametrize(
    ("given_", "found"),
    [
        (["blue", "red"], ["red", "blue"]),
        ("1, 2", ["red", "blue"]),
        ("12", ["red", "blue"]),
        ("1*2", ["red", "blue"]),
        ("Rot；Grün", ["red", "green"]),
        ("red", ["red"]),
        (["red", "red"], ["red"]),
        ("1 b", ["red", "green"]),
    ],
)
def test_many_of(given_: Any, found: list[str]) -> None:
    assert take("many_of", given_) == found
    assert take("many_of", given_, most=len(found) - 1) == "too_many"
    assert take("many_of", given_, least=len(found) + 1) == "too_few"


@pytest.mark.parametrize(
    ("given_", "speaker", "found"),
    [
        (True, "web", True),
        ("Yes", "web", True),
        ("no.", "web", False),
        ("是", "web", True),
        ("不要", "web", False),
        ("ใช่ค่ะ", "web", True),
        ("ไม่", "web", False),
        ("1", "telephone", True),
        ("2", "telephone", False),
        ("0", "telephone", "not_yes_or_no"),
        ("0", "web", False),
        ("maybe", "web", "not_yes_or_no"),
        (3, "web", "not_yes_or_no"),
    ],
)
def test_yes_no(given_: Any, speaker: str, found: Any) -> None:
    assert (
        take("yes_no", given_, speaker=speaker) is found or take("yes_no", given_, speaker=speaker) == found
    )


@pytest.mark.parametrize(
    ("given_", "region", "found"),
    [
        ("0912 345 678", "TW", "+886912345678"),
        ("+66 81 234 5678", "TW", "+66812345678"),
        ("０９１２３４５６７８", "TW", "+886912345678"),
        ("(212) 555-0133", "US", "+12125550133"),
        ("12", "TW", "not_a_phone"),
        ("abc", "TW", "not_a_phone"),
        ("0" * 100, "TW", "not_a_phone"),
        ("0912345678", "", "not_a_phone"),
    ],
)
def test_phones(given_: str, region: str, found: str) -> None:
    assert take("phone", given_, region=region) == found


@pytest.mark.parametrize(
    ("given_", "found"),
    [
        ("Mei@Example.COM", "Mei@example.com"),
        ("a.b+c@d.co", "a.b+c@d.co"),
        ("ａ@b.tw", "a@b.tw"),
        ("a@b", None),
        ("@b.tw", None),
        ("a b@c.tw", None),
        ("a@b..tw", None),
        ("a@" + "b" * 300 + ".tw", None),
        ("a@-b.tw", None),
        ("a..b@c.tw", None),
    ],
)
def test_addresses(given_: str, found: str | None) -> None:
    assert take("email", given_) == (found or "not_an_address")


def test_texts() -> None:
    assert take("text", " a\x00b\x1fd ") == "abd"
    assert (take("text", "ab", least=3), take("text", "abcd", most=3)) == ("too_short", "too_long")
    assert take("text", "x" * 6000) == "too_long"
    assert take("text", 5) == "5"
    assert (take("text", "AB123", pattern="AA999"), take("text", "AB12", pattern="AA999")) == (
        "AB123",
        "pattern",
    )
    assert take("text", "１２３", pattern="999") == "123"
    assert take("text", "A-*", pattern="A-*") == "A-*"
    assert take("signature", "file:7 Mei") == "file:7 Mei"
    assert take("photo", "x" * 400) == "not_a_file"


def test_bounds_may_be_expressions_and_a_default_stands_for_the_hash_key() -> None:
    asks: list[AnyNode] = [
        Ask(
            name="day",
            text={"en": "Day?"},
            answer="day",
            type="date",
            least="today",
            most="today + 30",
            default="today + 1",
            next="end",
        ),
        End(name="end", results={"day": "day"}),
    ]
    flow = Flow(
        name="f",
        title={},
        languages=["en"],
        speakers=["telephone"],
        start="day",
        nodes={node.name: node for node in asks},
    )
    programs, world = {"f": Program.of(flow)}, World(now=1_795_219_200_000, zone="Asia/Taipei", region="TW")
    turn = begin(programs, "f", world, speaker="telephone")
    assert (turn.shown.least, turn.shown.most, turn.shown.value) == ("2026-11-21", "2026-12-21", "2026-11-22")
    assert step(programs, turn.state, Answer(value="20261120"), world).shown.problem == "too_early"
    assert step(programs, turn.state, Answer(value="22122026"), world).shown.problem == "too_late"
    assert step(programs, turn.state, Answer(value=""), world).shown.results == {"day": "2026-11-22"}


def test_keys_of_choices_by_place_and_without_doubles() -> None:
    choices = [Choice(value=str(at), key="1" if at == 2 else "") for at in range(12)]
    ready = Ready(Ask(name="q", text={}, answer="q", type="one_of", choices=choices), ["en"], "f")
    keys = [choice.key for choice in ready.choices]
    assert keys == ["2", "3", "1", "4", "5", "6", "7", "8", "9", "0", "", ""]
