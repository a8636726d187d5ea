"""The look: colours, sizes and the type scale as tokens, light and dark; everything else is made from them.

Contrast is a property of the tokens: text on its ground has at least 4.5 : 1 (WCAG 2.2 AA), what is drawn
(lines of a control, icons, focus) at least 3 : 1; `tests/unit/ui/test_theme.py` computes it.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import stylesheet
from app.ui.tokens import DARK, LIGHT, Tokens

SPACE = (0, 4, 8, 12, 16, 24, 32, 48)
"""The spacing grid, pixels: SPACE[1] is the smallest gap, SPACE[4] the margin of a panel."""
RADIUS = 6
RADIUS_SMALL = 4
RADIUS_LARGE = 10

TYPE = {
    "caption": 11, "small": 12, "body": 13, "strong": 14, "title": 16, "head": 20, "display": 26,
    "say": 18, "say-middle": 16, "say-long": 15,
}  # fmt: skip
"""The type scale, pixels: names used as `setProperty("type", …)` on labels."""

FAMILIES = (
    "Inter",
    "Segoe UI",
    ".AppleSystemUIFont",
    "Noto Sans",
    "DejaVu Sans",
    "Noto Sans CJK TC",
    "Microsoft JhengHei",
    "PingFang TC",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Thonburi",
    "Loma",
)
"""Tried in this order, letter by letter: Latin, then Chinese, then Thai."""


STATE_COLOURS = {
    "ready": "good",
    "reserved": "warn",
    "talking": "info",
    "hold": "warn",
    "after_call": "wrap",
    "not_responding": "bad",
    "not_ready": "quiet",
    "logged_out": "quiet",
}
"""Agent state → the token of its colour (its ground is the token with `_soft`)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Theme(QObject):
    """The theme in force. `choose` changes it in the running window; `changed` tells who paints by hand."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__()
        self._application = application
        self.choice = choice
        self.tokens = LIGHT
        application.setStyle("Fusion")  # a base that draws the same everywhere; the stylesheet covers it
        application.setFont(base_font())
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self.choose(choice)

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in force."""
        return self.tokens is DARK

    def choose(self, choice: str) -> None:
        """Take `light`, `dark` or `system` (what the desktop says; light where it says nothing)."""
        self.choice = choice
        dark = choice == "dark" or (choice == "system" and _system_is_dark())
        self.tokens = DARK if dark else LIGHT
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(stylesheet(self.tokens))
        self.changed.emit()

    def colour(self, token: str) -> QColor:
        """The colour of a token, by name."""
        return QColor(getattr(self.tokens, token))

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.choose("system")


def current_tokens() -> Tokens:
    """The tokens that the application's palette was made from: for widgets that paint by hand."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


@cache
def _families() -> tuple[str, ...]:
    here = set(QFontDatabase.families())
    return tuple(family for family in FAMILIES if family in here)


def base_font() -> QFont:
    """The body font: the first family that is here, the others behind it for letters it has not."""
    families = _families()
    font = QFont(list(families)) if families else QFont()
    font.setPixelSize(TYPE["body"])
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def figures_font(pixels: int, *, strong: bool = False) -> QFont:
    """A font whose digits all have one width, for running times."""
    font = base_font()
    font.setPixelSize(pixels)
    font.setFeature(QFont.Tag("tnum"), 1)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette from the tokens: for what no stylesheet reaches (text selection, item views, links)."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, token in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.sunken),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text_faint),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.wrap),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.shadow),
        (role.Accent, tokens.accent),
    ):
        made.setColor(where, QColor(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.edge))
    return made
