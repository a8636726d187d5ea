"""The colours of the window by what they are for, light and dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #rrggbb. A `_soft` colour is a ground for text of the plain one."""

    window: str
    surface: str
    sunken: str
    raised: str
    hover: str
    line: str
    edge: str
    """The outline of a control that must be seen (3 : 1 on surface)."""
    text: str
    text_soft: str
    text_faint: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_soft: str
    on_accent: str
    focus: str
    good: str
    good_soft: str
    info: str
    info_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    bad_fill: str
    bad_fill_hover: str
    good_fill: str
    good_fill_hover: str
    on_fill: str
    wrap: str
    wrap_soft: str
    quiet: str
    quiet_soft: str
    shadow: str


LIGHT = Tokens(
    window="#eef1f4",
    surface="#ffffff",
    sunken="#f5f7f9",
    raised="#ffffff",
    hover="#e9eef2",
    line="#dce2e8",
    edge="#7f8b98",
    text="#17212b",
    text_soft="#45525f",
    text_faint="#5d6a77",
    accent="#0b6b7d",
    accent_hover="#095a69",
    accent_press="#074a57",
    accent_soft="#dff0f3",
    on_accent="#ffffff",
    focus="#0b6b7d",
    good="#13693d",
    good_soft="#e0f3e8",
    info="#1a55b8",
    info_soft="#e4edfb",
    warn="#7d4e00",
    warn_soft="#fdf0d5",
    bad="#b3261e",
    bad_soft="#fbe9e7",
    bad_fill="#b3261e",
    bad_fill_hover="#971e17",
    good_fill="#13693d",
    good_fill_hover="#0f5631",
    on_fill="#ffffff",
    wrap="#6135b3",
    wrap_soft="#efe8fb",
    quiet="#4c5865",
    quiet_soft="#e6eaee",
    shadow="#17212b",
)

DARK = Tokens(
    window="#10151a",
    surface="#181f26",
    sunken="#131920",
    raised="#202932",
    hover="#26303a",
    line="#2a343f",
    edge="#71808f",
    text="#e6ecf1",
    text_soft="#b7c2cd",
    text_faint="#94a2b0",
    accent="#55bccf",
    accent_hover="#6fcbdc",
    accent_press="#8ad7e5",
    accent_soft="#123a44",
    on_accent="#06242b",
    focus="#7fd4e4",
    good="#6fd39b",
    good_soft="#123525",
    info="#8ab6ff",
    info_soft="#182f52",
    warn="#f2bd5c",
    warn_soft="#3c2d10",
    bad="#ff938a",
    bad_soft="#45201d",
    bad_fill="#c0362c",
    bad_fill_hover="#d0473c",
    good_fill="#1a7f4b",
    good_fill_hover="#1f8552",
    on_fill="#ffffff",
    wrap="#c3a6ff",
    wrap_soft="#2f2350",
    quiet="#b0bcc8",
    quiet_soft="#2b353f",
    shadow="#000000",
)
