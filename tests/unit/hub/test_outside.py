"""Asking other hosts for flows: only those that are allowed, in time and size, and never a raise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hub.outside import NotAllowed, address, ask
from tests.unit.hub.other_host import OtherHost, other_host


@pytest.fixture(scope="module")
def host() -> Iterator[OtherHost]:
    with other_host() as made:
        yield made


def test_an_answer_is_the_value(host: OtherHost) -> None:
    result = ask({"url": host.url("/order"), "number": "A&B 1"}, 5, [host.name])
    assert (result.outcome, result.value) == ("done", {"state": "sent", "day": "2026-11-23"})
    assert host.asked[-1] == "/order?number=A%26B+1"


@pytest.mark.parametrize(
    ("path", "outcome", "words"),
    [
        ("/empty", "none", ""),
        ("/nowhere", "none", ""),
        ("/rubbish", "failed", "JSON"),
        ("/deep", "failed", "JSON"),
        ("/large", "failed", "256 KB"),
        ("/broken", "failed", "500"),
        ("/moved", "failed", "302"),
        ("/hangs", "failed", "within"),
        ("/drips", "failed", "within"),
    ],
)
def test_what_is_no_sensible_answer(host: OtherHost, path: str, outcome: str, words: str) -> None:
    result = ask({"url": host.url(path)}, 0.5, [host.name])
    assert result.outcome == outcome
    assert words in result.text
    assert "/order" not in host.asked[-1:], "a redirect is not followed"


def test_nobody_there(host: OtherHost) -> None:
    result = ask({"url": "http://127.0.0.1:9/x"}, 1, ["127.0.0.1:9"])
    assert result.outcome == "failed"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crm.example.com/x",
        "ftp://crm.example.com/x",
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "http://169.254.169.254/latest/meta-data",
        "http://crm.example.com:8080/x",
        "http://crm.example.com@evil.example/x",
        "http://me:secret@crm.example.com/x",
        "http://crm.example.com.evil.example/x",
        "http://evil.example/?crm.example.com",
        "http://evil.example#@crm.example.com/",
        "http://crm.example.com\r\nHost: evil.example/",
        "http://crm.example.com:99999/",
        "http://[crm.example.com/",
        "https://" + "a" * 5_000,
    ],
)
def test_what_may_not_be_asked(url: str) -> None:
    with pytest.raises(NotAllowed):
        address(url, {}, ["crm.example.com", "other.example:8443"])
    assert ask({"url": url}, 1, ["crm.example.com", "other.example:8443"]).outcome == "failed"


def test_what_may_be_asked() -> None:
    allowed = ["CRM.example.com", "other.example:8443"]
    assert address("https://crm.example.com/a b?q=1 2", {"x": None, "y": "é"}, allowed) == (
        "https",
        "crm.example.com",
        443,
        "/a%20b?q=1%202&y=%C3%A9",
    )
    assert address("http://crm.example.com:80", {}, allowed)[1:] == ("crm.example.com", 80, "/")
    assert address("https://other.example:8443/", {}, allowed)[2] == 8443


@given(st.text(max_size=80))
def test_no_text_gets_past_the_list(text: str) -> None:
    assert ask({"url": text, "q": text}, 0.1, []).outcome == "failed"
    assert ask({"url": f"http://{text}"}, 0.1, ["crm.example.invalid"]).outcome == "failed"
