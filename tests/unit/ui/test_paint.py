"""Text broken into lines by hand: nothing is lost but spaces at the breaks, nothing is wider than asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.ui.agent import paint

LETTERS = st.text(st.sampled_from("ab Wi,.發票電話ภาษาไทยกำ😀\n"), max_size=120)


@settings(max_examples=60)
@given(LETTERS, st.integers(60, 400))
def test_all_of_the_text_is_in_the_lines(qapp: QApplication, text: str, width: int) -> None:
    broken = paint.block(text, "body", width, 0)
    assert not broken.cut
    assert "".join("".join(broken.lines).split()) == "".join(text.split())
    assert broken.height == len(broken.lines) * paint.line_height("body")


@settings(max_examples=60)
@given(LETTERS, st.integers(60, 400), st.integers(1, 4))
def test_what_is_cut_says_so_and_fits(qapp: QApplication, text: str, width: int, most: int) -> None:
    broken = paint.block(text, "body", width, most)
    assert len(broken.lines) <= most
    assert broken.cut == (broken.lines != paint.block(text, "body", width, 0).lines)
    if broken.cut:
        assert broken.lines[-1].endswith("…")
