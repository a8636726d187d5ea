"""The head of a customer's card: the name in its own script, what kind of customer, how to reach them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.protocol.views import Card, Match
from app.ui import theme
from app.ui.agent import paint, words

HEIGHT = 64
BADGE = 40
LEFT = 66


class CustomerHeader(QWidget):
    """Painted by hand in one go: it is the first thing that must be there when it rings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._chips: list[tuple[str, str]] = []
        self._line = ""
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Customer"))

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def set_card(self, card: Card | None) -> None:
        """Show this customer; None: nobody."""
        self._card = card
        self._title = card.customer.name if card else ""
        self._chips = chips_of(card) if card else []
        self._line = line_of(card) if card else ""
        self._tell(self._title or self.tr("No customer"))

    def set_caller(self, match: Match) -> None:
        """Show a caller of whom nothing is known but the number, or not even that."""
        self._card = None
        self._title = words.number(match.value) or match.raw or self.tr("Number withheld")
        self._chips = [(self.tr("Unknown caller"), "warn")] if match.by != "withheld" else []
        self._line = self.tr("Ask who it is: make a new customer, or find the one who calls.")
        self._tell(self._title)

    def _tell(self, name: str) -> None:
        self.setAccessibleName(name)
        said = [text for text, _ in self._chips] + [self._line]
        self.setAccessibleDescription(", ".join(part for part in said if part))
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._card:
            customer = self._card.customer
            parts = (customer.name, customer.other_names, customer.remark)
            QToolTip.showText(event.globalPos(), "\n".join(part for part in parts if part), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._title:
            return
        tokens = theme.current_tokens()
        organisation = self._card is not None and self._card.customer.kind == "organisation"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge = QRectF(14, (HEIGHT - BADGE) / 2, BADGE, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.colour(tokens.accent_soft if self._card else tokens.warn_soft))
        if organisation:
            painter.drawRoundedRect(badge, theme.RADIUS_LARGE, theme.RADIUS_LARGE)
        else:
            painter.drawEllipse(badge)
        if self._card is not None and self._card.customer.vip and not organisation:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(paint.colour(tokens.warn), 2))
            painter.drawEllipse(badge)
        self._draw_initial(painter, badge, tokens)
        self._draw_lines(painter, tokens)
        painter.end()

    def _draw_initial(self, painter: QPainter, badge: QRectF, tokens: theme.Tokens) -> None:
        if self._card is None:
            paint.draw_icon(painter, "user", badge.adjusted(10, 10, -10, -10), tokens.warn)
            return
        if self._card.customer.kind == "organisation":
            paint.draw_icon(painter, "building", badge.adjusted(10, 10, -10, -10), tokens.accent)
            return
        painter.setPen(paint.colour(tokens.accent))
        painter.setFont(paint.face("title", True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, initial(self._card.customer.name))

    def _draw_lines(self, painter: QPainter, tokens: theme.Tokens) -> None:
        room = self.width() - LEFT - 12
        name_room = room - int(sum(paint.chip_width(text) + 6 for text, _ in self._chips))
        name_room = max(name_room, int(room * 0.6))  # the name goes before the chips
        name = paint.elided(self._title, "head", True, name_room)
        painter.setPen(paint.colour(tokens.text))
        paint.draw(painter, LEFT, 22, name, "head", True)
        x = LEFT + paint.width_of(name, "head", True) + 10
        for text, tone in self._chips:
            if x + paint.chip_width(text) > self.width() - 8:
                break
            x += paint.draw_chip(painter, x, 22, text, tone) + 6
        painter.setPen(paint.colour(tokens.text_soft))
        paint.draw(painter, LEFT, 46, paint.elided(self._line, "body", False, room), "body")


def initial(name: str) -> str:
    """The letter in the badge: the first that can stand alone (a Thai vowel sign cannot)."""
    for letter in name.strip():
        if letter.isalpha() and letter not in "เแโใไ":
            return letter.upper()
    return "?"


def chips_of(card: Card) -> list[tuple[str, str]]:
    """The small words beside the name, each with its tone."""
    customer = card.customer
    made: list[tuple[str, str]] = []
    if customer.vip:
        made.append((words.translate("CustomerHeader", "VIP"), "warn"))
    if customer.kind == "organisation":
        made.append((words.customer_kind(customer.kind), "quiet"))
    if customer.segment:
        made.append((words.segment(customer.segment), "accent"))
    if customer.language:
        made.append((words.language(customer.language), "info"))
    return made


def line_of(card: Card) -> str:
    """The line below the name: other names, the main point, the remark."""
    main = next((point for point in card.points if point.main), None) or next(iter(card.points), None)
    parts = [card.customer.other_names, main.raw if main else "", card.customer.remark]
    return "  ·  ".join(part for part in parts if part)
