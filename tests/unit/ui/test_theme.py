"""Contrast is a property of the tokens: WCAG 2.2 AA, light and dark."""

from __future__ import annotations

import pytest

from app.ui.stylesheet import stylesheet
from app.ui.theme import STATE_COLOURS, contrast
from app.ui.tokens import DARK, LIGHT, Tokens

GROUNDS = ("window", "surface", "sunken", "raised", "hover")
TEXTS = ("text", "text_soft", "text_faint")
TONES = ("good", "info", "warn", "bad", "wrap", "quiet", "accent")
themes = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@themes
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ground in GROUNDS:
        for text in TEXTS + TONES:
            if ground == "hover" and text == "text_faint":
                continue  # faint text never stands on a hovered row alone
            ratio = contrast(getattr(tokens, text), getattr(tokens, ground))
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@themes
def test_a_tone_can_be_read_on_its_own_soft_ground(tokens: Tokens) -> None:
    for tone in TONES:
        ratio = contrast(getattr(tokens, tone), getattr(tokens, f"{tone}_soft"))
        assert ratio >= 4.5, f"{tone}: {ratio:.2f}"
        assert contrast(tokens.text, getattr(tokens, f"{tone}_soft")) >= 4.5


@themes
def test_filled_buttons_can_be_read(tokens: Tokens) -> None:
    for ground in ("bad_fill", "bad_fill_hover", "good_fill", "good_fill_hover"):
        assert contrast(tokens.on_fill, getattr(tokens, ground)) >= 4.5, ground
    for ground in ("accent", "accent_hover", "accent_press"):
        assert contrast(tokens.on_accent, getattr(tokens, ground)) >= 4.5, ground


@themes
def test_what_is_drawn_can_be_seen(tokens: Tokens) -> None:
    for ground in ("window", "surface", "sunken", "raised"):
        for line in ("edge", "focus"):
            assert contrast(getattr(tokens, line), getattr(tokens, ground)) >= 3, f"{line} on {ground}"


@themes
def test_every_state_has_a_colour_with_a_ground(tokens: Tokens) -> None:
    for token in STATE_COLOURS.values():
        assert getattr(tokens, token)
        assert getattr(tokens, f"{token}_soft")


@themes
def test_the_stylesheet_needs_nothing_but_tokens(tokens: Tokens) -> None:
    assert "$" not in stylesheet(tokens)
