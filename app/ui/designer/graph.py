"""The graph of a flow: selected, moved, joined by mouse; where one is, by keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.scripts.layout import HEIGHT, WIDTH, Point
from app.scripts.nodes import Flow
from app.ui.controls import announce
from app.ui.designer.canvas import Canvas, faded
from app.ui.designer.drawing import NEAR, RADIUS, curve
from app.ui.designer.marks import EdgeMark, NodeMark
from app.ui.designer.scene import Card, Edge

GRID = 8
DRAG_PIXELS = 5
HANDLE = 9.0
"""Radius of a port's handle, units."""


@dataclass
class _Drag:
    """What the mouse does between press and release: pan, move, band or join."""

    what: str
    pressed: QPointF
    at: QPointF
    origin: QPoint = field(default_factory=QPoint)
    card: str = ""
    edge: Edge | None = None
    """The way whose end is dragged; None for a new one."""
    begun: bool = False
    before: frozenset[str] = frozenset()


class Graph(Canvas):
    """The nodes and their ways. It changes nothing itself: it says what is wanted."""

    chosen = Signal(str)
    """The current node is another (empty: none)."""
    edit_wanted = Signal(str)
    moved = Signal(object)
    """Node → its new place, for those that were dragged."""
    join_wanted = Signal(str, object, str)
    """A way was drawn: from a node, by an `Edge` (None: a new way), to a node."""
    create_wanted = Signal(str, object, QPointF, QPoint)
    """A way was drawn to nowhere: from a node, by an `Edge` or None, to a place (scene, screen)."""
    menu_wanted = Signal(str, QPointF, QPoint)
    """The context menu: of a node, or of the ground (empty)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""
        self.selected: frozenset[str] = frozenset()
        self.found: frozenset[str] = frozenset()
        """What a search found: outlined."""
        self.may_change = True
        self._hovered = ""
        self._drag: _Drag | None = None
        self._space = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self._name()

    # ----------------------------------------------------------------- what is shown
    def show_flow(self, flow: Flow, places: Mapping[str, Point]) -> None:
        """Show a flow; what was selected and is still there stays selected."""
        parts = self.scene.build(flow, places, window_language())
        self.selected = frozenset(name for name in self.selected if name in self.scene.cards)
        if self._drag is not None and self._drag.card and self._drag.card not in self.scene.cards:
            self._drag = None  # what is dragged is gone: the text was changed meanwhile
        self.hidden_cards = frozenset(name for name in self.hidden_cards if name in self.scene.cards)
        if self.current not in self.scene.cards:
            self.current = next(iter(self.selected), "")
        if parts is None:
            self.redraw()
        for part in parts or ():
            self.redraw(part)
        self.update()

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Node → error or warning, marked on its card."""
        changed = {
            name
            for name in {*problems, *self.scene.problems}
            if problems.get(name) != self.scene.problems.get(name)
        }
        self.scene.problems = dict(problems)
        for name in changed:
            if name in self.scene.cards:
                self.redraw(self.scene.cards[name].rect)

    def set_overlay(
        self, nodes: Mapping[str, NodeMark], edges: Mapping[tuple[str, str], EdgeMark] | None = None
    ) -> None:
        """Lay figures or marks over the graph; nothing takes them off."""
        if not nodes and not edges and not self.scene.marks and not self.scene.edge_marks:
            return
        self.scene.marks = dict(nodes)
        self.scene.edge_marks = dict(edges or {})
        self.redraw()

    def select(self, names: Iterable[str], current: str = "", *, look: bool = True) -> None:
        """Select these nodes; `current` (the first) is the one the keyboard is on."""
        here = [name for name in names if name in self.scene.cards]
        chosen = current if current in here else here[0] if here else ""
        self.selected = frozenset(here)
        if chosen and look:
            self.look_at(self.scene.cards[chosen].rect)
        if chosen != self.current:
            self.current = chosen
            self._tell()
            self.chosen.emit(chosen)
        self.update()

    def set_found(self, names: Iterable[str]) -> None:
        """Outline what a search found."""
        self.found = frozenset(names)
        self.update()

    def go(self, direction: str) -> None:
        """One node on: down, up, left or right."""
        if not self.current:
            self.go_home()
            return
        name = self.scene.neighbour(self.current, direction)
        if name:
            self.select([name])

    def go_home(self) -> None:
        """To the node the flow begins with."""
        start = next((card.name for card in self.scene.cards.values() if card.starts), "")
        start = start or next(iter(self.scene.cards), "")
        if start:
            self.select([start])

    def _tell(self) -> None:
        card = self.scene.cards.get(self.current)
        words = f"{card.kind} {card.title}: {card.text}" if card is not None else ""
        self.setAccessibleDescription(words)
        announce(self, words)

    # ----------------------------------------------------------------- over the tiles
    def paint_live(self, painter: QPainter) -> None:
        painter.translate(-self.origin.x(), -self.origin.y())
        painter.scale(self.scale, self.scale)
        seen = self.seen()
        brush = self.brush
        drag = self._drag if self._drag is not None and self._drag.begun else None
        if drag is not None and drag.what == "move":
            self._paint_moved(painter, drag)
        width = max(2.0, 1.5 / self.scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        shift = self._shift(drag) if drag is not None and drag.what == "move" else QPointF()
        for names, tone, line in ((self.found, "warn", width), (self.selected, "accent", width)):
            if len(names) > 400:
                names = frozenset(card.name for card in self.scene.cards_in(seen) if card.name in names)
            for name in names:
                card = self.scene.cards.get(name)
                if card is None:
                    continue
                rect = card.rect.translated(shift if name in self.selected else QPointF())
                if rect.intersects(seen):
                    strong = line * (1.6 if name == self.current and self.hasFocus() else 1.0)
                    painter.setPen(QPen(brush.tones[tone], strong))
                    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), RADIUS + 3, RADIUS + 3)
                    if self.scale >= NEAR and drag is None:
                        brush.badge(painter, self.scene, card)
                        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.current in self.scene.cards and drag is None:
            self._paint_ways(painter, self.scene.cards[self.current])
        if drag is not None and drag.what == "band":
            painter.setPen(QPen(brush.tones["accent"], width / 2))
            painter.setBrush(faded(brush.tones["accent"], 30))
            painter.drawRect(self._band(drag))
        if drag is not None and drag.what == "join":
            self._paint_join(painter, drag)

    def _paint_ways(self, painter: QPainter, card: Card) -> None:
        """The ways of the current node stand out; its handle for a new way."""
        if self.scale >= 0.2:
            for edge in (*self.scene.out[card.name], *self.scene.into[card.name]):
                self.brush.edge(painter, self.scene, edge, near=self.scale >= 0.5, tone="accent")
        if self.may_change and self.scale >= 0.35:
            self._paint_handle(painter, _handle(card))

    def _paint_handle(self, painter: QPainter, place: QPointF) -> None:
        brush = self.brush
        painter.setPen(QPen(brush.tones["accent"], 1.5))
        painter.setBrush(brush.card)
        painter.drawEllipse(place, HANDLE - 1, HANDLE - 1)
        painter.drawLine(place - QPointF(4, 0), place + QPointF(4, 0))
        painter.drawLine(place - QPointF(0, 4), place + QPointF(0, 4))

    def _paint_moved(self, painter: QPainter, drag: _Drag) -> None:
        shift = self._shift(drag)
        names = self.selected if len(self.selected) <= 200 else frozenset((drag.card,))
        pen = QPen(self.brush.line, 1.2, Qt.PenStyle.DashLine)
        for name in names:
            for edge in (*self.scene.out[name], *self.scene.into[name]):
                start = edge.start + (shift if edge.source in self.selected else QPointF())
                card = self.scene.cards[edge.target]
                end = QPointF(card.x + WIDTH / 2, card.y)
                end += shift if edge.target in self.selected else QPointF()
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(curve(start, end))
        painter.save()
        painter.translate(shift)
        for name in names:
            self.brush.near_card(painter, self.scene, self.scene.cards[name])
        painter.restore()

    def _paint_join(self, painter: QPainter, drag: _Drag) -> None:
        card = self.scene.cards[drag.card]
        start = drag.edge.start if drag.edge is not None else _handle(card)
        end = self.to_scene(drag.at)
        over = self.scene.card_at(end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if over is not None:
            end = QPointF(over.x + WIDTH / 2, over.y)
            painter.setPen(QPen(self.brush.tones["accent"], 3))
            painter.drawRoundedRect(over.rect.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
        painter.setPen(QPen(self.brush.tones["accent"], 2))
        painter.drawPath(curve(start, end))
        if over is None:
            self._paint_handle(painter, end)

    def _band(self, drag: _Drag) -> QRectF:
        return QRectF(self.to_scene(drag.pressed), self.to_scene(drag.at)).normalized()

    def _shift(self, drag: _Drag) -> QPointF:
        """How far the dragged cards are from where they were, on the grid."""
        by = (drag.at - drag.pressed) / self.scale
        card = self.scene.cards[drag.card]
        x = round((card.x + by.x()) / GRID) * GRID - card.x
        y = round((card.y + by.y()) / GRID) * GRID - card.y
        return QPointF(x, y)

    # ----------------------------------------------------------------- mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._drag = _Drag("pan", at, at, QPoint(self.origin))
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() == Qt.MouseButton.RightButton:
            card = self.scene.card_at(self.to_scene(at))
            if card is not None and card.name not in self.selected:
                self.select([card.name], look=False)
            name = card.name if card is not None else ""
            self.menu_wanted.emit(name, self.to_scene(at), event.globalPosition().toPoint())
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed(at, bool(event.modifiers() & _MORE))

    def _pressed(self, at: QPointF, more: bool) -> None:
        place = self.to_scene(at)
        joining = self._port_at(place)
        if joining is not None and self.may_change:
            self._drag = _Drag("join", at, at, card=joining[0], edge=joining[1])
            return
        stub = self.scene.stub_at(place)
        if stub is not None:
            self.select([stub.target])
            return
        card = self.scene.card_at(place)
        if card is None:
            self._drag = _Drag("band", at, at, before=self.selected if more else frozenset())
            return
        if more:
            self.select(self.selected ^ {card.name}, card.name, look=False)
        elif card.name not in self.selected:
            self.select([card.name], look=False)
        else:
            self.select(self.selected, card.name, look=False)
        self._drag = _Drag("move", at, at, card=card.name)

    def _port_at(self, place: QPointF) -> tuple[str, Edge | None] | None:
        """The port under a place: an edge's beginning, or the handle of the current card."""
        if self.scale < 0.35:
            return None
        card = self.scene.cards.get(self.current)
        if card is not None and (place - _handle(card)).manhattanLength() <= HANDLE * 1.5:
            return card.name, None
        above = self.scene.card_at(place - QPointF(0, 6)) or self.scene.card_at(place)
        if above is None or abs(place.y() - above.y - HEIGHT) > 8:
            return None
        for edge in self.scene.out[above.name]:
            if abs(edge.start.x() - place.x()) <= 9:
                return above.name, edge
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, at = self._drag, event.position()
        if drag is None:
            self._hover(self.to_scene(at))
            return
        drag.at = at
        if not drag.begun:
            if (at - drag.pressed).manhattanLength() < DRAG_PIXELS:
                return
            if drag.what == "move" and not self.may_change:
                self._drag = None
                return
            drag.begun = True
            if drag.what == "move":
                self.hidden_cards = self.selected
                self.redraw()
        if drag.what == "pan":
            moved = drag.pressed - at
            self.pan(
                round(drag.origin.x() + moved.x()) - self.origin.x(),
                round(drag.origin.y() + moved.y()) - self.origin.y(),
            )
        elif drag.what == "band":
            inside = {card.name for card in self.scene.cards_in(self._band(drag))}
            self.selected = frozenset(drag.before | inside)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._set_cursor()
        if drag is None:
            return
        if drag.what == "band":
            self.select(self.selected if drag.begun else drag.before, look=False)
        elif drag.what == "move" and drag.begun:
            shift = self._shift(drag)
            self.hidden_cards = frozenset()
            self.redraw()
            if shift.x() or shift.y():
                cards = self.scene.cards
                self.moved.emit(
                    {name: (cards[name].x + shift.x(), cards[name].y + shift.y()) for name in self.selected}
                )
        elif drag.what == "join" and drag.begun:
            place = self.to_scene(drag.at)
            over = self.scene.card_at(place)
            if over is not None:
                self.join_wanted.emit(drag.card, drag.edge, over.name)
            else:
                self.create_wanted.emit(drag.card, drag.edge, place, event.globalPosition().toPoint())
        elif drag.what == "join" and drag.edge is not None:
            self.select([drag.edge.target])
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.scene.card_at(self.to_scene(event.position()))
        if card is not None:
            self._drag = None
            self.select([card.name], look=False)
            self.edit_wanted.emit(card.name)
        else:
            self.create_wanted.emit(
                "", None, self.to_scene(event.position()), event.globalPosition().toPoint()
            )

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-round((turned.y() or turned.x()) / 2), 0)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier or (
            not event.pixelDelta().isNull() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2
            self.pan(-moved.x(), -moved.y())
        else:
            self.zoom(1.0015 ** turned.y(), event.position())
        event.accept()

    def _hover(self, place: QPointF) -> None:
        port = self._port_at(place)
        if port is not None and self.may_change:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self.scene.stub_at(place) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._set_cursor()

    def _set_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)

    # ----------------------------------------------------------------- keyboard and the rest
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self._set_cursor()
        elif event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.hidden_cards = frozenset()
            self.redraw()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._set_cursor()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._note(self.to_scene(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def _note(self, place: QPointF) -> str:
        card = self.scene.card_at(place)
        if card is None:
            stub = self.scene.stub_at(place)
            return f"{stub.label} → {stub.target}".strip() if stub is not None else ""
        mark = self.scene.marks.get(card.name)
        lines = [card.name if card.title == card.name else f"{card.title} ({card.name})", card.text]
        return "\n".join(line for line in (*lines, mark.note if mark is not None else "") if line)

    def node_at(self, point: QPoint) -> str:
        """The node under a pixel of the widget; empty where there is none."""
        card = self.scene.card_at(self.to_scene(QPointF(point)))
        return card.name if card is not None else ""

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Graph of the flow"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


def window_language() -> str:
    """The window's language as flows write it: en, zh-TW, th."""
    locale = QLocale()
    return "zh-TW" if locale.language() == QLocale.Language.Chinese else locale.name()[:2]


_MORE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


def _handle(card: Card) -> QPointF:
    """Where a new way is drawn from."""
    return QPointF(card.x + WIDTH - 18, card.y + HEIGHT)
