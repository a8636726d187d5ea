"""The page's own words: complete in each language, and the right language found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.resources import resource
from app.hub.pages import words
from app.hub.pages.words import accepted, closest, direction, name_of, spoken, words_in


def test_every_language_has_every_word_with_the_same_places_to_fill() -> None:
    english = words_in("en")
    for language in spoken():
        theirs = words_in(language)
        assert set(theirs) == set(english), language
        for name, text in theirs.items():
            assert text, (language, name)
            assert text.strip() == text, (language, name)
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[name])), name


def test_every_word_of_the_templates_is_there() -> None:
    used = set()
    for path in resource("templates", "page").glob("*.html"):
        used |= set(re.findall(r"words\.(\w+)", path.read_text("utf-8")))
    assert used, "the templates say nothing"
    assert used <= set(words_in("en"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("zh-TW", "zh-TW"), ("zh_tw", "zh-TW"), ("zh-Hant-HK", "zh-TW"), ("TH", "th"), ("de", ""), ("", "")],
)
def test_the_closest_language(wanted: str, found: str) -> None:
    assert closest(wanted, ["en", "zh-TW", "th"]) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("th,en;q=0.8", "th"),
        ("de, en;q=0.5, zh;q=0.7", "zh-TW"),
        ("*", ""),
        ("", ""),
        ("en;q=high, th;q=0.1", "th"),
        (";;;,,,", ""),
    ],
)
def test_the_browsers_languages(header: str, found: str) -> None:
    assert accepted(header, ["en", "zh-TW", "th"]) == found


@given(st.text())
def test_no_header_is_too_much(header: str) -> None:
    assert accepted(header, ["en", "th"]) in ("", "en", "th")


def test_an_unknown_language_gets_english_words() -> None:
    assert words_in("sw") is words_in("en")
    assert words_in("th-TH") is words_in("th")


def test_names_and_directions() -> None:
    assert name_of("zh-TW") == "中文"
    assert name_of("zh-CN", ["zh-TW", "zh-CN"]) == "中文 (zh-CN)"
    assert name_of("sw") == "sw"
    assert direction("he-IL") == "rtl"
    assert direction("th") == "ltr"
    assert words.FIRST in spoken()
