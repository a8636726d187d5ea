"""Draws cards and ways: everything near, less and less of it from further away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.scripts.layout import HEIGHT, WIDTH
from app.ui.designer.scene import Card, Edge, Scene, pill_rect
from app.ui.icons import pixmap
from app.ui.theme import base_font
from app.ui.tokens import Tokens

NEAR = 0.5
"""Scale from which texts are written."""
MIDDLE = 0.2
"""Scale from which names are written, large."""
RADIUS = 8.0

KIND_ICONS = {
    "say": "chat",
    "ask": "question",
    "branch": "branch",
    "set": "variable",
    "look_up": "search",
    "do": "bolt",
    "recommend": "star",
    "route": "queue",
    "transfer": "transfer",
    "flow": "flow",
    "wait": "clock",
    "end": "flag",
}
KIND_TONES = {
    "say": "info",
    "ask": "accent",
    "branch": "warn",
    "set": "quiet",
    "look_up": "quiet",
    "do": "wrap",
    "recommend": "good",
    "route": "good",
    "transfer": "good",
    "flow": "wrap",
    "wait": "quiet",
    "end": "bad",
}


class Brushwork:
    """Colours, fonts and measures of one theme; draws with them."""

    def __init__(self, tokens: Tokens, ratio: float = 1.0) -> None:
        self.tokens = tokens
        self.ratio = ratio
        self.ground = QColor(tokens.window)
        self.card = QColor(tokens.surface)
        self.line = QColor(tokens.edge)
        self.border = QColor(tokens.line)
        self.text = QColor(tokens.text)
        self.soft = QColor(tokens.text_soft)
        self.faint = QColor(tokens.text_faint)
        self.tones = {name: QColor(getattr(tokens, name)) for name in _TONES}
        self.softs = {name: QColor(getattr(tokens, f"{name}_soft")) for name in _TONES}
        self.name_font = _font(13, QFont.Weight.DemiBold)
        self.text_font = _font(12)
        self.small_font = _font(11)
        self.far_font = _font(25, QFont.Weight.DemiBold)
        self.name_metrics = QFontMetricsF(self.name_font)
        self.text_metrics = QFontMetricsF(self.text_font)
        self.small_metrics = QFontMetricsF(self.small_font)
        self.far_metrics = QFontMetricsF(self.far_font)

    # ----------------------------------------------------------------- all of it
    def draw(
        self,
        painter: QPainter,
        scene: Scene,
        rect: QRectF,
        scale: float,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """Everything in a rectangle of the scene but the cards in `without` and their ways; the painter is
        scaled already."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        edges = scene.edges_in(rect)
        cards = scene.cards_in(rect)
        if without:
            edges = [edge for edge in edges if edge.source not in without and edge.target not in without]
            cards = [card for card in cards if card.name not in without]
        if scale >= MIDDLE:
            for edge in edges:
                self.edge(painter, scene, edge, near=scale >= NEAR)
            for card in cards:
                if scale >= NEAR:
                    self.near_card(painter, scene, card)
                else:
                    self.middle_card(painter, scene, card)
        else:
            self._far(painter, scene, edges, cards, scale)

    def _far(
        self, painter: QPainter, scene: Scene, edges: list[Edge], cards: list[Card], scale: float
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self.line, 0))
        lines = QPainterPath()
        for edge in edges:
            if not edge.stub:
                lines.moveTo(edge.start)
                lines.lineTo(edge.end)
        painter.drawPath(lines)
        painter.setPen(Qt.PenStyle.NoPen)
        by_tone: dict[str, list[QRectF]] = {}
        for card in cards:
            by_tone.setdefault(self._far_tone(scene, card), []).append(card.rect)
        for tone, rects in by_tone.items():
            painter.setBrush(self.tones[tone])
            painter.drawRects(rects)

    def _far_tone(self, scene: Scene, card: Card) -> str:
        mark = scene.marks.get(card.name)
        if scene.marks:
            return (mark.tone or mark.outline or "quiet") if mark is not None else "quiet"
        return "bad" if scene.problems.get(card.name) == "error" else KIND_TONES[card.kind]

    # ----------------------------------------------------------------- cards
    def _ground(self, painter: QPainter, scene: Scene, card: Card) -> QRectF:
        rect = card.rect
        mark = scene.marks.get(card.name)
        fill = self.card
        if mark is not None and mark.tone:
            fill = _mixed(self.card, self.softs[mark.tone], mark.strength)
        severity = scene.problems.get(card.name, "")
        outline = mark.outline if mark is not None and mark.outline else _SEVERITIES.get(severity, "")
        painter.setPen(QPen(self.tones[outline], 2) if outline else QPen(self.border, 1.2))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        return rect

    def near_card(self, painter: QPainter, scene: Scene, card: Card) -> None:
        """With its icon, name, text and marks."""
        rect = self._ground(painter, scene, card)
        tone = KIND_TONES[card.kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.softs[tone])
        square = QRectF(rect.left() + 10, rect.top() + 10, 28, 28)
        painter.drawRoundedRect(square, 6, 6)
        drawn = pixmap(KIND_ICONS[card.kind], self.tones[tone].name(), 18, 2.0)
        painter.drawPixmap(square.adjusted(5, 5, -5, -5), drawn, QRectF(drawn.rect()))
        left, right = rect.left() + 48, rect.right() - 10
        right = self._marks(painter, scene, card, right)
        painter.setFont(self.name_font)
        painter.setPen(self.text)
        title = self.name_metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, rect.top() + 8, right - left, 20), _LEFT, title)
        painter.setFont(self.text_font)
        painter.setPen(self.soft)
        width = rect.right() - 10 - left
        for place, line in enumerate(_two_lines(self.text_metrics, card.text, width)):
            painter.drawText(QRectF(left, rect.top() + 29 + 17 * place, width, 17), _LEFT, line)

    def _marks(self, painter: QPainter, scene: Scene, card: Card, right: float) -> float:
        """Small signs at the upper right; returns where the room for the name ends."""
        signs = []
        severity = scene.problems.get(card.name, "")
        if severity:
            signs.append(("error" if severity == "error" else "warning", _SEVERITIES[severity]))
        if card.starts:
            signs.append(("play", "good"))
        if card.returns:
            signs.append(("undo", "text_faint"))
        for name, tone in signs:
            colour = self.tones[tone].name() if tone in self.tones else getattr(self.tokens, tone)
            drawn = pixmap(name, colour, 16, 2.0)
            painter.drawPixmap(QRectF(right - 16, card.y + 10, 16, 16), drawn, QRectF(drawn.rect()))
            right -= 20
        self.badge(painter, scene, card)
        return right

    def badge(self, painter: QPainter, scene: Scene, card: Card) -> None:
        """The short text at the corner of a marked card."""
        mark = scene.marks.get(card.name)
        if mark is not None and mark.badge:
            painter.setFont(self.small_font)
            width = min(96.0, self.small_metrics.horizontalAdvance(mark.badge) + 12)
            box = QRectF(card.x + WIDTH - width + 6, card.y - 10, width, 18)
            tone = mark.tone or mark.outline or "quiet"
            painter.setPen(QPen(self.tones[tone], 1))
            painter.setBrush(self.card)
            painter.drawRoundedRect(box, 9, 9)
            painter.setPen(self.tones[tone])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.badge)

    def middle_card(self, painter: QPainter, scene: Scene, card: Card) -> None:
        """With its name, as large as fits."""
        rect = self._ground(painter, scene, card)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tones[KIND_TONES[card.kind]])
        painter.drawRect(QRectF(rect.left(), rect.top() + 8, 8, HEIGHT - 16))
        painter.setFont(self.far_font)
        painter.setPen(self.text)
        lines = _two_lines(self.far_metrics, card.title, WIDTH - 28)
        top = rect.top() + (HEIGHT - 30 * len(lines)) / 2
        for place, line in enumerate(lines):
            painter.drawText(QRectF(rect.left() + 18, top + 30 * place, WIDTH - 26, 30), _LEFT, line)

    # ----------------------------------------------------------------- ways
    def edge(self, painter: QPainter, scene: Scene, edge: Edge, *, near: bool, tone: str = "") -> None:
        """A way with its arrowhead, and its label where one can read it."""
        mark = scene.edge_marks.get((edge.source, edge.target))
        tone = tone or (mark.tone if mark is not None else "")
        colour = self.tones[tone] if tone else self.line
        width = 1.5 * max(1.0, min(8.0, mark.weight)) if mark is not None else 1.5
        label = mark.label if mark is not None and mark.label else edge.label
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if edge.stub:
            self._stub(painter, scene, edge, colour, label if near else "", near=near)
            return
        painter.drawPath(curve(edge.start, edge.end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(_head(edge.end, 5 + width))
        if label and near:
            self._label(painter, edge, label)

    def _label(self, painter: QPainter, edge: Edge, label: str) -> None:
        painter.setFont(self.small_font)
        shown = self.small_metrics.elidedText(label, Qt.TextElideMode.ElideRight, 128)
        width = self.small_metrics.horizontalAdvance(shown) + 10
        middle = (edge.start + edge.end) / 2
        box = QRectF(middle.x() - width / 2, middle.y() - 9, width, 18)
        painter.setBrush(self.ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self.soft)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _stub(
        self, painter: QPainter, scene: Scene, edge: Edge, colour: QColor, label: str, *, near: bool
    ) -> None:
        painter.drawLine(edge.start, edge.end)
        if not near:
            return
        box = pill_rect(edge)
        upwards = scene.cards[edge.target].y < scene.cards[edge.source].y
        words = f"{'↑' if upwards else '↓'} {scene.cards[edge.target].title}"
        painter.setFont(self.small_font)
        if label:
            words = f"{self.small_metrics.elidedText(label, _RIGHT, 52)} {words}"
        painter.setPen(QPen(colour, 1))
        painter.setBrush(self.card)
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(self.soft)
        shown = self.small_metrics.elidedText(words, _RIGHT, box.width() - 14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


_RIGHT = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TONES = ("good", "info", "warn", "bad", "wrap", "accent", "quiet")
_SEVERITIES = {"error": "bad", "warning": "warn"}


def _two_lines(metrics: QFontMetricsF, text: str, width: float) -> list[str]:
    """The text on two lines at most, the second shortened."""
    if metrics.horizontalAdvance(text) <= width:
        return [text] if text else []
    cut = len(text)
    while cut > 1 and metrics.horizontalAdvance(text[:cut]) > width:
        cut = min(cut - 1, int(cut * width / metrics.horizontalAdvance(text[:cut])) + 1)
    space = text.rfind(" ", cut // 2, cut + 1)
    cut = space if space > 0 else cut
    rest = text[cut:].strip()
    return [text[:cut], metrics.elidedText(rest, _RIGHT, width)]


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From a card's foot to another's head."""
    bend = max(24.0, min(90.0, abs(end.y() - start.y()) / 2))
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end - QPointF(0, 4))
    return path


def _head(tip: QPointF, size: float) -> QPolygonF:
    return QPolygonF([tip, tip + QPointF(-size * 0.62, -size * 1.3), tip + QPointF(size * 0.62, -size * 1.3)])


def _font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = base_font()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    share = max(0.0, min(1.0, share))
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
