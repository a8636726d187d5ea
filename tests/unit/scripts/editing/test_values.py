"""Values are set and taken out in a block, and nothing else of it changes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from app.scripts.editing.blocks import data, parts
from app.scripts.editing.scalars import EditError
from app.scripts.editing.values import clear, insert_item, move_item, plain, set_value, value_at
from tests.unit.scripts.editing.written import block

BLOCK = """\
  # one
  hello:
    say: {en: "Good day", zh-TW: 你好}  # both
    text: >-
      a folded
      text
    # x
    choices:
      # yes
      - {value: y, next: a}
      - value: n   # no
        next: b
    next:
"""
ORDER = ["say", "type", "choices", "next", "at"]
PRINTABLE = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("hello", "say", "th"), "ก: x", "你好}", '你好, th: "ก: x"}'),
        (("hello", "type"), "text", "  # both\n", "  # both\n    type: text\n"),
        (("hello", "at"), [10, -2], "    next:\n", "    next:\n    at: [10, -2]\n"),
        (("hello", "next"), "a", "    next:\n", "    next: a\n"),
        (("hello", "say", "en"), "Hi", '"Good day"', '"Hi"'),
        (("hello", "text"), "another text", "a folded\n      text\n", "another text\n"),
        (("hello", "choices", 1, "next"), "c", "        next: b", "        next: c"),
        (("hello", "choices", 0, "text"), {"en": "Fine"}, "next: a}", "next: a, text: {en: Fine}}"),
    ],
)
def test_only_the_value_changes(path: Any, value: Any, old: str, new: str) -> None:
    assert set_value(BLOCK, path, value, ORDER) == BLOCK.replace(old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("hello", "say", "en"), 'en: "Good day", ', ""),
        (("hello", "say", "zh-TW"), ", zh-TW: 你好", ""),
        (("hello", "text"), "    text: >-\n      a folded\n      text\n", ""),
        (("hello", "choices", 0), "      - {value: y, next: a}\n", ""),
        (("hello", "choices", 1, "value"), "value: n   # no\n        ", ""),
        (("hello", "nothing"), "", ""),
    ],
)
def test_only_what_is_taken_out_goes(path: Any, old: str, new: str) -> None:
    assert clear(BLOCK, path) == BLOCK.replace(old, new)


def test_items_are_put_in_and_moved() -> None:
    added = insert_item(BLOCK, ("hello", "choices"), 2, {"value": "z"})
    assert added == BLOCK.replace("        next: b\n", "        next: b\n      - value: z\n")
    moved = move_item(BLOCK, ("hello", "choices"), 0, 1)
    assert [item["value"] for item in data(parts(moved))["hello"]["choices"]] == ["n", "y"]
    assert move_item(moved, ("hello", "choices"), 0, 1) == BLOCK


@settings(max_examples=25, deadline=None)
@given(PRINTABLE)
@example("no")
@example("\x85")
@example(" lead")
@example("a\n\n\n")
@example("- x\n  y")
@example("\t")
def test_any_text_can_be_written(text: str) -> None:
    for path in (("hello", "say", "en"), ("hello", "text"), ("hello", "next"), ("hello", "new", "deep")):
        made = set_value(BLOCK, path, text)
        assert value_at(made, path) == text
        assert made.startswith("  # one\n  hello:\n")
        assert "# yes" in made
        assert "# no" in made


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_was_meant_is_written_or_refused(draw: st.DataObject) -> None:
    written = draw.draw(block("hello"))
    try:
        before = data(parts(written))
    except yaml.YAMLError:  # the strategy may write what is none
        reject()
    keys = sorted(before["hello"]) if isinstance(before["hello"], dict) else []
    path = ("hello", draw.draw(st.sampled_from([*keys, "new"])))
    value = draw.draw(
        st.one_of(PRINTABLE, st.integers(), st.just({"en": "A: b", "th": "ค"}), st.just([1, 2]))
    )
    try:
        made = set_value(written, path, value, ORDER)
    except EditError:
        return
    said = data(parts(made))["hello"]
    assert said[path[1]] == plain(value)
    assert {k: v for k, v in said.items() if k != path[1]} == {
        k: v for k, v in before["hello"].items() if k != path[1]
    }


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(EditError, match="half a letter"):
        set_value(BLOCK, ("hello", "next"), "\ud800")


def test_what_cannot_be_edited_is_refused_and_nothing_changes() -> None:
    with pytest.raises(EditError):
        set_value("  a: *other\n", ("a", "next"), "x")
    with pytest.raises(EditError):
        set_value("  a: {b\n", ("a", "b"), "x")
