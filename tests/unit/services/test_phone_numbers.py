"""One number, many notations; and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.phone_numbers import calling_codes, digits_of, read_number


@pytest.mark.parametrize(
    "raw",
    [
        "02 2345 6789",
        "(02) 2345-6789",
        "02/23456789",
        "02.2345.6789",
        "+886 2 2345 6789",
        "+886 (0)2 2345-6789",
        "00886 2 23456789",
        "002 886 2 23456789",
        "886223456789",
        "０２－２３４５－６７８９",
        "٠٢ ٢٣٤٥ ٦٧٨٩",
        "tel:+886-2-2345-6789",
        "sip:+886223456789@carrier.example;user=phone",
        "02 2345 6789 ext. 12",
        "02-2345-6789#12",
        "02-2345-6789 分機 12",
        "+886-2-2345-6789;ext=12",
        "\u202a+886 2 2345 6789\u202c",
        "  02 2345\u00a06789\t",
    ],
)
def test_every_notation_of_a_number_is_the_same_number(raw: str) -> None:
    read = read_number(raw, "TW")
    assert (read.kind, read.normal, read.raw) == ("number", "+886223456789", raw)


@pytest.mark.parametrize(
    ("raw", "region", "normal"),
    [
        ("0912-345-678", "TW", "+886912345678"),
        ("030 / 1234567", "DE", "+49301234567"),
        ("+44 (0)20 7946 0958", "TW", "+442079460958"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("053 123 456", "TH", "+6653123456"),
    ],
)
def test_a_number_is_read_where_it_was_written(raw: str, region: str, normal: str) -> None:
    assert read_number(raw, region).normal == normal


@pytest.mark.parametrize(
    "raw",
    ["hello", "+", "-", "0", "+886", "1" * 40, "12345678901234567890", "a" * 500, "http://x", "*#"],
)
def test_what_is_no_number_is_said_to_be_none(raw: str) -> None:
    read = read_number(raw, "TW")
    assert (read.kind, read.normal) == ("bad", "")


@pytest.mark.parametrize("raw", ["", "  ", "Anonymous", "sip:anonymous@anonymous.invalid", "RESTRICTED"])
def test_a_caller_who_hides_is_withheld(raw: str) -> None:
    assert read_number(raw, "TW").kind == "withheld"


@pytest.mark.parametrize(("raw", "normal"), [("110", "110"), ("20 1", "201"), ("*21#", "*21#")])
def test_short_numbers_keep_their_digits(raw: str, normal: str) -> None:
    assert read_number(raw, "TW") == ("short", normal, raw)


@given(st.text(max_size=80), st.sampled_from(["TW", "DE", "US", "TH", "XX"]))
def test_no_text_is_too_odd_to_read(raw: str, region: str) -> None:
    read = read_number(raw, region)
    assert read.raw == raw
    assert bool(read.normal) == (read.kind in ("number", "short"))


@given(st.integers(min_value=200_000_000, max_value=999_999_999))
def test_a_normal_number_reads_as_itself(number: int) -> None:
    normal = read_number(f"+886{number}", "DE").normal
    assert normal == f"+886{number}"
    assert read_number(normal, "TW").normal == normal


def test_parts_of_numbers() -> None:
    assert digits_of("+886 2-23") == "886223"
    assert digits_of("０９１２") == "0912"
    assert digits_of("(02)") == "02"
    assert digits_of("02a") is None
    assert digits_of("+- ") is None
    assert calling_codes("TW") == ("886", "0")
    assert calling_codes("XX") == ("", "")
