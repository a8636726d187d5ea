"""Questions as fields: what a browser is told, and what a form says back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hub.pages.fields import Field, answer_of, field_of, paragraphs, problem_text, values_of
from app.hub.pages.words import words_in
from app.protocol.flow_run import ChoiceShown, Shown

EN = words_in("en")
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


def asked(kind: str = "text", **values: Any) -> Shown:
    return Shown(kind="ask", node="n", answer=values.pop("answer", "x"), text="Well?", type=kind, **values)


def field(kind: str, **values: Any) -> Field:
    return field_of(asked(kind, **values), EN)


@pytest.mark.parametrize(
    ("kind", "control", "autocomplete", "inputmode"),
    [
        ("phone", "tel", "tel", "tel"),
        ("email", "email", "email", "email"),
        ("date", "date", "", ""),
        ("number", "text", "", "decimal"),
        ("money", "text", "", "decimal"),
        ("text", "textarea", "", ""),
    ],
)
def test_a_browser_is_told_what_is_typed(kind: str, control: str, autocomplete: str, inputmode: str) -> None:
    made = field(kind)
    assert (made.kind, made.control, made.autocomplete, made.inputmode) == (
        "line",
        control,
        autocomplete,
        inputmode,
    )


def test_short_texts_have_one_line_and_digits_a_pad() -> None:
    assert field("text", most="40").control == "text"
    assert field("text", most="400").control == "textarea"
    assert field("text", most="400").longest == 400
    assert field("text", pattern="99999").inputmode == "numeric"
    assert field("text", pattern="AA-999").inputmode == ""
    assert field("text", answer="name").autocomplete == "name"
    assert field("money", currency="TWD").unit == "TWD"


def test_what_was_answered_is_filled_in() -> None:
    assert field("text", value="hello").value == "hello"
    assert field("money", value=1200).value == "1200"
    assert [c.chosen for c in field("yes_no", value=False).choices] == [False, True]
    shown = asked(
        "many_of", choices=[ChoiceShown(value="a", text="A"), ChoiceShown(value="b", text="")], value=["b"]
    )
    assert [(c.text, c.chosen) for c in field_of(shown, EN).choices] == [("A", False), ("b", True)]
    assert field_of(shown, EN, typed=["a"]).choices[0].chosen, "what was typed comes before what was kept"


def test_yes_and_no_speak_the_pages_language_unless_the_author_does() -> None:
    assert [c.text for c in field_of(asked("yes_no"), words_in("th")).choices] == ["ใช่", "ไม่ใช่"]
    shown = asked("yes_no", choices=[ChoiceShown(value="true", text="Of course")])
    assert [c.text for c in field_of(shown, EN).choices] == ["Of course", "No"]


def test_a_recommendation_can_be_declined() -> None:
    shown = Shown(
        kind="recommend", node="n", text="May we?", choices=[ChoiceShown(value="a", text="A", reason="why")]
    )
    made = field_of(shown, EN)
    assert [(c.value, c.reason) for c in made.choices] == [("a", "why"), ("", "")]
    assert answer_of(shown, [""]).value == ""
    assert answer_of(shown, []).value is None, "nothing chosen is not “none of these”"


def test_a_photo_that_was_sent_is_shown() -> None:
    made = field_of(asked("photo", value="file:12 cup.jpg"), EN, pictures="token/file/")
    assert (made.picture, made.value) == ("token/file/12", "cup.jpg")
    assert field("signature", value="Anna Weber").value == "Anna Weber"


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        ("yes_no", ["true"], True),
        ("yes_no", ["false"], False),
        ("yes_no", [], ""),
        ("yes_no", ["perhaps"], "perhaps"),
        ("many_of", ["a", "b"], ["a", "b"]),
        ("many_of", [], []),
        ("one_of", ["a"], "a"),
        ("one_of", [], ""),
        ("number", ["12"], "12"),
        ("text", ["a\r\nb"], "a\nb"),
    ],
)
def test_a_form_becomes_an_answer(kind: str, sent: list[str], value: Any) -> None:
    assert answer_of(asked(kind), sent).value == value


@pytest.mark.parametrize(
    ("kind", "problem", "text"),
    [
        ("number", "too_small", "Please enter 1 or more."),
        ("date", "too_small", "Please choose a day from 1 on."),
        ("many_of", "too_many", "Please choose 9 at most."),
        ("text", "too_long", "That is too long: 9 characters at most."),
        ("one_of", "required", "Please choose one."),
        ("text", "silence", "Please answer this question."),
        ("phone", "not_a_phone", EN["not_a_phone"]),
        ("photo", "required", EN["no_file"]),
        ("signature", "required", EN["no_signature"]),
        ("text", "something_new", EN["does_not_fit"]),
    ],
)
def test_why_it_does_not_fit(kind: str, problem: str, text: str) -> None:
    shown = asked(kind, problem=problem, least="1", most="9")
    assert problem_text(shown, EN) == text
    assert field_of(shown, EN).error == text
    assert "error" in field_of(shown, EN).describedby


def test_the_authors_sentence_comes_first() -> None:
    assert problem_text(asked("number", problem="too_small", again="Count yourself, too."), EN) == (
        "Count yourself, too."
    )
    assert problem_text(asked("number", again="Count yourself, too."), EN) == ""


def test_a_long_question_has_its_first_paragraph_for_a_label() -> None:
    made = field_of(Shown(kind="ask", node="n", type="text", text="Why?\n\nTell us\nall."), EN)
    assert (made.label, made.more) == ("Why?", [["Tell us", "all."]])
    assert field_of(Shown(kind="ask", node="n", type="text"), EN).label == "n"
    assert paragraphs("\n\n a \r\n\r\nb\nc\n\n") == [["a"], ["b", "c"]]


VALUES = st.one_of(
    *(st.none(), st.booleans(), st.text(), st.integers()),
    *(st.lists(st.text()), st.dictionaries(st.text(), st.text())),
)


@given(
    st.sampled_from([*TYPES, "", "new"]),
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(),
        st.integers(),
        st.lists(st.text()),
        st.dictionaries(st.text(), st.text()),
    ),
    st.text(),
    st.text(),
    st.lists(st.text(), max_size=3),
)
def test_nothing_that_a_flow_shows_breaks_a_page(
    kind: str, value: Any, most: str, problem: str, sent: list[str]
) -> None:
    shown = asked(kind, value=value, most=most, least=most, problem=problem, pattern=problem)
    field_of(shown, EN, typed=sent)
    field_of(shown, EN)
    answer_of(shown, sent)
    values_of(value)
