"""Pages as HTML: whatever a text says it stays a text, and every page can be read by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.core.resources import resource
from app.hub.pages.render import ASSETS, Page, asset
from app.hub.pages.views import (
    Changing,
    Notice,
    Offer,
    duration,
    run_page,
    start_page,
    trouble_page,
)
from app.protocol.flow_run import ChoiceShown, ObjectionShown, Passed, Shown
from app.protocol.flows import RunView

VOID = {"meta", "link", "input", "br", "img"}
EVIL = "\"><img src=x onerror=alert(1)>'</textarea></title><script>alert(1)</script>{{ 7*7 }}&amp;"
TYPES = [
    "text",
    "number",
    "date",
    "money",
    "one_of",
    "many_of",
    "yes_no",
    "phone",
    "email",
    "signature",
    "photo",
]
KINDS = ["say", "ask", "recommend", "look_up", "do", "route", "transfer", "wait", "end"]


class Outline(HTMLParser):
    """Elements with their attributes, and whether all are closed as they were opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def page(language: str = "en", **values: Any) -> Page:
    return Page(language=language, title="Survey", action="token", flow_languages=["en", "zh-TW"], **values)


def shown(kind: str = "ask", evil: str = "", **values: Any) -> Shown:
    base: dict[str, Any] = {
        "kind": kind,
        "node": "n" + evil,
        "language": "en",
        "title": evil,
        "text": "Well?" + evil,
        "answer": "x" + evil,
        "hint": evil,
        "effect": "number" + evil,
        "objections": [ObjectionShown(name="o" + evil, text="But" + evil)],
        "choices": [ChoiceShown(value="v" + evil, text="V" + evil, reason=evil)],
        "can_back": True,
        "can_return": True,
    }
    return Shown(**{**base, **values})


def run(shown: Shown, evil: str = "") -> RunView:
    path = [
        Passed(place=1, node="a", kind="ask", text="Q" + evil, answer="A" + evil, changeable=True),
        Passed(place=2, node="b", kind="set", text="hidden", answer=""),
        Passed(place=3, node="c", kind="recommend", text="R" + evil, answer="", changeable=False),
    ]
    return RunView(
        id=1, flow="f", version_id=1, status="running", step=7, speaker="web", shown=shown, path=path
    )


def check(html: str) -> Outline:
    outline = Outline(html)
    assert len(outline.all("script")) == 1
    assert outline.all("script")[0]["src"] == "../page/page.js?v=" + page().assets
    for tag, attributes in outline.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (
            tag,
            attributes,
        )
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in outline.all("label"):
        assert "for" not in attributes or attributes["for"] in ids
    for _, attributes in outline.elements:
        for name in (attributes.get("aria-describedby") or "").split():
            assert name in ids
    assert len(outline.all("h1")) == 1
    assert outline.all("html")[0]["lang"]
    return outline


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", TYPES)
def test_no_text_becomes_markup(kind: str, answer: str) -> None:
    values: dict[str, Any] = {"value": EVIL, "pattern": EVIL, "currency": EVIL, "again": EVIL, "least": EVIL}
    made = shown(kind, EVIL, type=answer, most=EVIL, **values)
    notice = Notice(EVIL, Offer(1, [EVIL], EVIL))
    for problem in ("", "pattern"):
        html = run_page(
            run(made, EVIL),
            page(company=EVIL),
            typed=[EVIL],
            notice=notice,
            problem=problem,
            pictures="t/file/",
        )
        outline = check(html)
        assert [a.get("src") for a in outline.all("img")] in ([], [None]), "no picture but the preview's"
        assert "49" not in outline.text
        if kind in ("ask", "say", "recommend"):
            assert EVIL.replace("\n", " ") in outline.text


@settings(max_examples=50)
@given(st.text(), st.sampled_from(TYPES))
def test_any_text_makes_a_sound_page(text: str, answer: str) -> None:
    check(run_page(run(shown("ask", text, type=answer), text), page(), typed=[text]))


@pytest.mark.parametrize("answer", TYPES)
def test_a_question_can_be_answered_without_a_mouse_or_a_script(answer: str) -> None:
    outline = check(run_page(run(shown(type=answer)), page()))
    assert [f["method"] for f in outline.all("form")][:1] == ["post"]
    first = next(a for a in outline.all("button") if a.get("class") == "button primary")
    assert (first["name"], first["value"]) == ("action", "answer")
    buttons = [a.get("value") for a in outline.all("button")]
    assert buttons.index("answer") < buttons.index("back"), "Enter sends the first button of a form"
    fields = [a for a in outline.all("input", "textarea") if a.get("name") in ("value", "file")]
    assert fields
    labelled = {a.get("for") for a in outline.all("label")}
    for attributes in fields:
        assert attributes.get("id") in labelled or attributes.get("type") in ("radio", "checkbox")


def test_an_error_is_said_beside_the_field_with_what_was_typed() -> None:
    made = shown(type="number", least="18")
    outline = check(run_page(run(made), page(), typed=["seventeen"], problem="not_a_number"))
    (field,) = [a for a in outline.all("input") if a.get("id") == "value"]
    assert field["value"] == "seventeen"
    assert field["aria-invalid"] == "true"
    assert "autofocus" in field
    assert "error" in str(field["aria-describedby"])
    assert "Please enter a number" in outline.text
    assert "Error: Survey" in outline.text, "a screen reader reads the title first"


def test_the_path_so_far_can_be_changed() -> None:
    outline = check(run_page(run(shown(type="text")), page()))
    assert [a["href"] for a in outline.all("a") if "change" in str(a.get("href"))] == ["?change=1"]
    assert "hidden" not in outline.text, "only what the customer answered"
    assert "No answer" in outline.text


def test_a_question_is_asked_again_for_a_change() -> None:
    asked = shown(type="text", value="before", text="Earlier?")
    outline = check(run_page(run(shown(type="date")), page(), changing=Changing(1, asked)))
    values = {a.get("name"): a.get("value") for a in outline.all("input")}
    assert (values["place"], values["step"]) == ("1", "7")
    assert "before" in outline.text
    assert "change" in [a.get("value") for a in outline.all("button")]


@pytest.mark.parametrize(
    ("kind", "seconds", "word", "refreshes"),
    [
        ("look_up", 0, "One moment", True),
        ("do", 0, "One moment", True),
        ("wait", 10, "wait a moment", True),
        ("wait", 3 * 86_400, "3 days", False),
        ("route", 0, "get in touch", False),
        ("transfer", 0, "call us", False),
        ("end", 0, "Thank you", False),
    ],
)
def test_pauses_say_what_comes_next(kind: str, seconds: int, word: str, refreshes: bool) -> None:
    outline = check(run_page(run(shown(kind, title="", seconds=seconds)), page()))
    assert word in outline.text
    assert bool([a for a in outline.all("meta") if a.get("http-equiv") == "refresh"]) == refreshes
    assert outline.all("form") == [], "nothing to send"


def test_an_end_says_that_somebody_was_asked_to_go_on() -> None:
    ended = run(shown("end", title="", text="Good bye."))
    handed = Passed(place=4, node="r", kind="route", text="Our technicians know more.")
    html = run_page(structs.replace(ended, path=[*ended.path, handed]), page())
    said = check(html).text
    for words in ("We will take it from here", "Our technicians know more.", "Good bye."):
        assert words in said


def test_an_end_in_trouble_does_not_say_thank_you() -> None:
    said = check(run_page(run(shown("end", title="", text="", trouble="No way out.")), page())).text
    assert "We cannot go on here" in said
    assert "No way out." not in said, "that is for the author"


def test_a_number_to_call_can_be_tapped() -> None:
    outline = check(run_page(run(shown("transfer", effect="+886 2 2555 0133")), page()))
    assert "tel:%2B886225550133" in [a.get("href") for a in outline.all("a")]


@pytest.mark.parametrize("language", ["en", "zh-TW", "th"])
@pytest.mark.parametrize(
    "name", ["unknown", "expired", "revoked", "busy", "throttled", "too_large", "bad_request"]
)
def test_every_trouble_has_its_page(language: str, name: str) -> None:
    outline = check(trouble_page(Page(language=language), name, again="token", n=15))
    assert "{" not in outline.text
    assert len(outline.text.split("\n")) > 3


def test_the_start_says_what_it_is_and_in_which_languages() -> None:
    outline = check(start_page(page("zh-TW")))
    assert outline.all("html")[0] == {"lang": "zh-TW", "dir": "ltr"}
    assert "?language=en" in [a.get("href") for a in outline.all("a")]
    assert "繼續" in Outline(start_page(page("zh-TW"), begun=True)).text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(90, "2 minutes"), (3_600, "1 hour"), (3_601, "2 hours"), (86_400, "1 day"), (5, "1 minute")],
)
def test_durations(seconds: int, text: str) -> None:
    assert duration(seconds, "en") == text
    assert duration(seconds, "th-TH") != text


# --- how it looks -------------------------------------------------------------------------------------
def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_texts_and_edges_can_be_seen(theme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", asset("page.css").decode(), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))
    texts = [(name, ground) for name in ("text", "soft") for ground in ("window", "surface", "sunken")]
    texts += [("text", "accent-soft"), ("text", "info-soft"), ("soft", "accent-soft"), ("accent", "surface")]
    texts += [("accent", "window"), ("on-accent", "accent"), ("on-accent", "press"), ("bad", "surface")]
    for name, ground in texts:
        assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for name, ground in (
        ("edge", "surface"),
        ("focus", "surface"),
        ("focus", "window"),
        ("accent", "sunken"),
    ):
        assert contrast(colours[name], colours[ground]) >= 3, (name, ground)


def test_nothing_is_fetched_from_elsewhere() -> None:
    texts = [asset(name).decode() for name in ASSETS]
    texts += [path.read_text("utf-8") for path in resource("templates", "page").glob("*.html")]
    for text in texts:
        assert not re.findall(r"(?:https?:)?//\w[\w.-]+\.\w", text)
        assert not re.findall(r"@import|url\(", text)
