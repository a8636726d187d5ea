"""What keys mean to a question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol.flow_run import Answer, ChoiceShown, Next, Shown, Silence
from app.scripts.telephone.keypad import KEYS, choosable, read_keys, take


def ask(type: str, *choices: tuple[str, str], **more: Any) -> Shown:
    """A question."""
    shown = [ChoiceShown(value=value, text=value.title(), key=key) for value, key in choices]
    return Shown(kind="ask", node="q", language="en", text="?", type=type, choices=shown, **more)


ORDERS = ask("one_of", ("order", "1"), ("bill", "2"), ("other", "0"))


@pytest.mark.parametrize(
    ("shown", "keys", "value", "left"),
    [
        (ORDERS, "2", "bill", ""),
        (ORDERS, "05", "other", "5"),
        (ORDERS, "7", "key 7", ""),
        (ask("one_of", ("1", "2"), ("2", "1")), "2", "1", ""),
        (ask("one_of", ("a", "x"), ("b", "1")), "2", "a", ""),
        (ask("one_of", ("a", "1"), ("b", "1")), "2", "b", ""),
        (ask("one_of", ("a", "1"), ("b", "12")), "12", "b", ""),
        (ask("one_of", ("a", "1"), ("b", "12")), "13", "a", "3"),
        (ask("one_of", ("a", ""), value="a"), "#", "a", ""),
        (ask("yes_no"), "1", True, ""),
        (ask("yes_no"), "2", False, ""),
        (ask("yes_no", ("yes", "9"), ("no", "6")), "6", False, ""),
        (ask("many_of", ("a", "1"), ("b", "2"), ("c", "3")), "131#4", ["a", "c"], "4"),
        (ask("many_of", ("a", "1")), "#", [], ""),
        (ask("many_of", ("a", "1")), "19#", "key 19", ""),
        (ask("number"), "42#1", "42", "1"),
        (ask("money"), "12*50#", "12.50", ""),
        (ask("number"), "1*2*3#", "1*2*3", ""),
        (ask("number", value=7), "#", 7, ""),
        (ask("number"), "#", "", ""),
        (ask("date"), "20260131", "2026-01-31", ""),
        (ask("date"), "20260131#2", "2026-01-31", "2"),
        (ask("date"), "2026#", "2026", ""),
        (ask("phone"), "0912345678#", "0912345678", ""),
        (ask("phone"), "*886912345678#", "+886912345678", ""),
        (ask("phone", value="+886912345678"), "#", "+886912345678", ""),
        (ask("text", pattern="99999"), "123456", "12345", "6"),
        (ask("text", pattern="99-999"), "12345#", "12-345", ""),
        (ask("text", pattern="A99"), "12#", "12", ""),
    ],
)
def test_keys_that_are_an_answer(shown: Shown, keys: str, value: Any, left: str) -> None:
    assert take(shown, keys) == (Answer(value=value), left)


@pytest.mark.parametrize(
    ("shown", "keys", "value"),
    [
        (ask("number"), "42", "42"),
        (ask("date"), "2026", "2026"),
        (ask("one_of", ("a", "1"), ("b", "12")), "1", "a"),
        (ask("many_of", ("a", "1"), ("b", "2")), "2", ["b"]),
    ],
)
def test_an_entry_that_is_not_ended_counts_when_the_time_is_over(shown: Shown, keys: str, value: Any) -> None:
    assert take(shown, keys) == (None, keys)
    assert take(shown, keys, over=True) == (Answer(value=value), "")


def test_nothing_pressed_is_silence_and_any_key_goes_on_from_a_sentence() -> None:
    assert take(ORDERS, "", over=True) == (Silence(), "")
    assert take(ORDERS, "") == (None, "")
    sentence = Shown(kind="say", node="s", text="Hello.")
    assert take(sentence, "") == (None, "")
    assert take(sentence, "2") == (Next(), "2")


def test_more_choices_than_keys_have_two_digits() -> None:
    many = ask("one_of", *[(f"v{number}", "") for number in range(12)])
    assert [choice.key for choice in choosable(many)] == [str(number) for number in range(11, 23)]
    assert take(many, "1") == (None, "1")
    assert take(many, "22") == (Answer(value="v11"), "")


def test_nothing_recommended_has_a_key_of_its_own() -> None:
    shown = Shown(kind="recommend", node="r", text="?", choices=[ChoiceShown(value="A", text="A")])
    assert take(shown, "1") == (Answer(value="A"), "")
    assert take(shown, "0") == (Answer(value=""), "")


questions = st.builds(
    lambda type, keys, pattern, value: ask(
        type, *[(f"value {n}", key) for n, key in enumerate(keys)], pattern=pattern, value=value
    ),
    st.sampled_from(["one_of", "many_of", "yes_no", "number", "money", "date", "phone", "text", "photo"]),
    st.lists(st.text(KEYS + "x", max_size=3), max_size=14),
    st.sampled_from(["", "999", "A9", "*-99"]),
    st.sampled_from([None, "", "value 0", 3]),
)


@given(questions, st.text(KEYS, max_size=60))
def test_keys_come_to_an_end_whatever_is_asked(shown: Shown, keys: str) -> None:
    """With the time over there is always an answer, it takes at least one key, and none is made up."""
    entry = read_keys(shown, keys, over=True)
    assert entry.done == bool(keys)
    assert bool(keys) == (1 <= entry.used <= len(keys))


@given(questions, st.text(KEYS, min_size=1, max_size=20))
def test_every_choice_has_keys_of_its_own(shown: Shown, keys: str) -> None:
    chosen = [choice.key for choice in choosable(shown)]
    assert len(set(chosen)) == len(chosen)
    assert all(set(key) <= set(KEYS) and key for key in chosen)


@given(questions, st.text(KEYS, max_size=50), st.text(KEYS, min_size=1, max_size=10))
def test_a_key_pressed_ahead_changes_nothing_that_was_answered(shown: Shown, keys: str, more: str) -> None:
    """Keys that follow an answer are the next question's, except where they make a longer choice of it."""
    entry = read_keys(shown, keys)
    if entry.done and entry.used < len(keys):
        again = read_keys(shown, keys + more)
        assert again.done
        assert again.used >= entry.used
