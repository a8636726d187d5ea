"""What delegates that paint by hand share: fonts of the type scale, wrapped text kept as lines, chips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.ui import icons, theme


@lru_cache(maxsize=32)
def face(size: str, strong: bool = False, struck: bool = False) -> QFont:
    """A font of the type scale (`theme.TYPE`)."""
    font = theme.base_font()
    font.setPixelSize(theme.TYPE[size])
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    font.setStrikeOut(struck)
    return font


@lru_cache(maxsize=32)
def metrics(size: str, strong: bool = False) -> QFontMetricsF:
    """Metrics of `face(size, strong)`."""
    return QFontMetricsF(face(size, strong))


@lru_cache(maxsize=32)
def line_height(size: str) -> float:
    """Height of a line in pixels, with room for Chinese and Thai, which stand taller than Latin."""
    return round(theme.TYPE[size] * 1.5)


@lru_cache(maxsize=256)
def colour(name: str) -> QColor:
    """A colour from its #rrggbb, made once."""
    return QColor(name)


@lru_cache(maxsize=4096)
def elided(text: str, size: str, strong: bool, width: int) -> str:
    """`text` cut to `width` pixels with an ellipsis."""
    return metrics(size, strong).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def width_of(text: str, size: str, strong: bool = False) -> float:
    """Width of `text` in pixels."""
    return metrics(size, strong).horizontalAdvance(text)


@dataclass(frozen=True)
class Block:
    """Text broken into lines for one width."""

    lines: tuple[str, ...]
    cut: bool
    """There is more than these lines show."""
    height: float


@lru_cache(maxsize=4096)
def block(text: str, size: str, width: int, most: int) -> Block:
    """Break `text` at `width` pixels; after `most` lines (0: never) cut with an ellipsis."""
    lines: list[str] = []
    cut = False
    for paragraph in text.split("\n"):
        if most and len(lines) >= most:
            cut = True
            break
        room = most - len(lines) if most else 0
        broken, rest = _broken(paragraph, size, width, room)
        lines += broken
        cut = cut or rest
    if cut and lines:
        mark = metrics(size).elidedText(lines[-1] + "…", Qt.TextElideMode.ElideRight, width)
        lines[-1] = mark if mark.endswith("…") else mark + "…"
    return Block(tuple(lines), cut, len(lines) * line_height(size))


def _broken(paragraph: str, size: str, width: int, most: int) -> tuple[list[str], bool]:
    """One paragraph's lines, and whether `most` left some out."""
    if not paragraph.strip():
        return [""], False
    # A long mail's first lines need not the whole of it laid out.
    piece = paragraph if not most else paragraph[: most * max(80, width)]
    layout = QTextLayout(piece, face(size))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    units = piece.encode("utf-16-le")  # Qt counts UTF-16 units, Python characters
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        if most and len(lines) == most:
            layout.endLayout()
            return lines, True
        line.setLineWidth(width)
        start, size_of_line = line.textStart() * 2, line.textLength() * 2
        lines.append(units[start : start + size_of_line].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines, len(piece) < len(paragraph)


def draw(painter: QPainter, x: float, middle: float, text: str, size: str, strong: bool = False) -> None:
    """Draw one line of text from `x`, centred on `middle`."""
    figures = metrics(size, strong)
    painter.setFont(face(size, strong))
    painter.drawText(QPointF(x, middle + (figures.ascent() - figures.descent()) / 2), text)


def draw_block(painter: QPainter, x: float, top: float, text: Block, size: str) -> None:
    """Draw broken text from its top left corner."""
    painter.setFont(face(size))
    figures, step = metrics(size), line_height(size)
    baseline = top + step / 2 + (figures.ascent() - figures.descent()) / 2
    for line in text.lines:
        painter.drawText(QPointF(x, baseline), line)
        baseline += step


CHIP = 20
"""Height of a chip, pixels."""


def chip_width(text: str) -> float:
    """Width of a chip with this text, pixels."""
    return width_of(text, "caption", True) + 14


def draw_chip(painter: QPainter, x: float, middle: float, text: str, tone: str) -> float:
    """Draw a small word on its ground; returns its width. `tone` is a token that has a `_soft`."""
    tokens = theme.current_tokens()
    width = chip_width(text)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(getattr(tokens, f"{tone}_soft")))
    painter.drawRoundedRect(QRectF(x, middle - CHIP / 2, width, CHIP), theme.RADIUS_SMALL, theme.RADIUS_SMALL)
    painter.setPen(colour(getattr(tokens, tone)))
    draw(painter, x + 7, middle, text, "caption", True)
    return width


def draw_row(painter: QPainter, rect: QRectF, *, selected: bool, hovered: bool, focused: bool) -> None:
    """The ground of a row: hover, selection, and a ring where the keyboard is."""
    tokens = theme.current_tokens()
    inside = rect.adjusted(4, 1, -4, -1)
    if selected or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.accent_soft if selected else tokens.hover))
        painter.drawRoundedRect(inside, theme.RADIUS, theme.RADIUS)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tokens.focus), 2))
        painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)


def draw_icon(painter: QPainter, name: str, rect: QRectF, token_colour: str) -> None:
    """Draw an icon of `resources/icons` into `rect` in a colour (#rrggbb)."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), icons.pixmap(name, token_colour, int(rect.width()), ratio))
