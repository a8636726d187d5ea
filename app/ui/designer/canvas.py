"""A plane one looks at through a window: panned and zoomed, drawn in tiles that are kept.

A frame while panning is a few tiles put on the screen; those still missing are drawn as far as the time of a
frame allows, the rest in the next.
"""

from __future__ import annotations

from collections import OrderedDict
from math import ceil, floor

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.designer.drawing import Brushwork
from app.ui.designer.scene import Scene
from app.ui.theme import current_tokens

TILE = 256
"""Pixels of a tile's side."""
KEPT = 256
FRAME_MS = 8.0
"""Of a frame's 16.7 ms this much goes into new tiles."""
CLOSEST, FARTHEST = 2.0, 0.02


class Canvas(QWidget):
    """Shows a scene. `scale` is pixels for each unit, `origin` the pixel of the scene at the upper left."""

    looked = Signal()
    """Another part or another scale is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.scale = 1.0
        self.origin = QPoint(0, 0)
        self.hidden_cards: frozenset[str] = frozenset()
        self.frame_ms = FRAME_MS
        self.whole = False
        """Whether the last frame had everything in it."""
        self._moving = False
        """While one pans or zooms a frame may lack tiles; what is shown otherwise is whole at once."""
        self._tiles: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._brush: Brushwork | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # ----------------------------------------------------------------- places
    def to_scene(self, point: QPointF) -> QPointF:
        """A pixel of the widget in the scene."""
        return QPointF((point.x() + self.origin.x()) / self.scale, (point.y() + self.origin.y()) / self.scale)

    def to_view(self, point: QPointF) -> QPointF:
        """A place of the scene in the widget."""
        return QPointF(point.x() * self.scale - self.origin.x(), point.y() * self.scale - self.origin.y())

    def seen(self) -> QRectF:
        """The part of the scene that is shown."""
        return QRectF(self.to_scene(QPointF(0, 0)), self.to_scene(QPointF(self.width(), self.height())))

    # ----------------------------------------------------------------- looking
    def pan(self, across: int, along: int) -> None:
        """Move the window over the plane by pixels."""
        if across or along:
            self._look(self.scale, QPoint(self.origin.x() + across, self.origin.y() + along))
            self._moving = True

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Closer or further; the place under `around` (the middle) stays under it."""
        middle = around or QPointF(self.width() / 2, self.height() / 2)
        place = self.to_scene(middle)
        scale = max(FARTHEST, min(CLOSEST, self.scale * factor))
        if abs(scale - 1.0) < 0.02:
            scale = 1.0
        self._look(scale, _pixel(place * scale - middle))
        self._moving = True

    def fit(self, rect: QRectF | None = None, closest: float = 1.0) -> None:
        """Show all of it (or of `rect`), not closer than life size."""
        area = rect if rect is not None else self.scene.bounds
        if area.isEmpty() or not self.width() or not self.height():
            return
        area = area.adjusted(-32, -32, 32, 32)
        scale = min(self.width() / area.width(), self.height() / area.height(), closest)
        scale = max(FARTHEST, scale)
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._look(scale, _pixel(area.center() * scale - middle))

    def look_at(self, rect: QRectF) -> None:
        """Have a part in view: nothing moves where it is already."""
        if self.scale < 0.35:
            self.scale = 0.8
            self._tiles.clear()
        view = QRectF(self.to_view(rect.topLeft()), self.to_view(rect.bottomRight()))
        margin = min(48.0, self.width() / 8, self.height() / 8)
        inside = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        across = _outside(view.left(), view.right(), inside.left(), inside.right())
        along = _outside(view.top(), view.bottom(), inside.top(), inside.bottom())
        if abs(across) > self.width() or abs(along) > self.height():
            middle = QPointF(self.width() / 2, self.height() / 2)
            self._look(self.scale, _pixel(rect.center() * self.scale - middle))
        else:
            self._look(self.scale, self.origin + QPoint(round(across), round(along)))

    def _look(self, scale: float, origin: QPoint) -> None:
        self.whole = self._moving = False
        if scale != self.scale:
            self._tiles.clear()
        self.scale, self.origin = scale, origin
        self.update()
        self.looked.emit()

    # ----------------------------------------------------------------- drawing
    def redraw(self, rect: QRectF | None = None) -> None:
        """What is in `rect` (all) looks different now."""
        self.whole = self._moving = False
        if rect is None:
            self._tiles.clear()
        else:
            grown = rect.adjusted(-20, -20, 20, 20)
            for key in [key for key in self._tiles if self._tile_rect(key).intersects(grown)]:
                del self._tiles[key]
        self.update()

    @property
    def brush(self) -> Brushwork:
        """What is drawn with, in the colours of the theme."""
        tokens = current_tokens()
        if self._brush is None or self._brush.tokens is not tokens:
            self._brush = Brushwork(tokens)
        return self._brush

    def _tile_rect(self, key: tuple[int, int]) -> QRectF:
        side = TILE / self.scale
        return QRectF(key[0] * side, key[1] * side, side, side)

    def _tile(self, key: tuple[int, int]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(ceil(TILE * ratio), ceil(TILE * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(self.brush.ground)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(-key[0] * TILE, -key[1] * TILE)
        painter.scale(self.scale, self.scale)
        margin = 24 if self.scale >= 0.2 else 0
        part = self._tile_rect(key).adjusted(-margin, -margin, margin, margin)
        self.brush.draw(painter, self.scene, part, self.scale, self.hidden_cards)
        painter.end()
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        clock = QElapsedTimer()
        clock.start()
        painter = QPainter(self)
        columns = range(floor(self.origin.x() / TILE), floor((self.origin.x() + self.width()) / TILE) + 1)
        lines = range(floor(self.origin.y() / TILE), floor((self.origin.y() + self.height()) / TILE) + 1)
        tiles, late, fresh = self._tiles, False, False
        for line in lines:
            for column in columns:
                key = (column, line)
                x, y = column * TILE - self.origin.x(), line * TILE - self.origin.y()
                tile = tiles.get(key)
                if tile is None:
                    if self._moving and fresh and clock.nsecsElapsed() > self.frame_ms * 1e6:
                        late = True
                        painter.fillRect(x, y, TILE, TILE, self.brush.ground)
                        continue
                    tile = tiles[key] = self._tile(key)
                    fresh = True
                else:
                    tiles.move_to_end(key)
                painter.drawPixmap(x, y, tile)
        while len(tiles) > max(KEPT, 2 * len(columns) * len(lines)):
            tiles.popitem(last=False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self.paint_live(painter)
        painter.end()
        self.whole = not late
        if late:
            self.update()

    def paint_live(self, painter: QPainter) -> None:
        """What changes with every move of the mouse, over the tiles. For who inherits."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._brush = None
            self.redraw()


def faded(colour: QColor, alpha: int) -> QColor:
    """The colour, less opaque."""
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def _pixel(point: QPointF) -> QPoint:
    return QPoint(round(point.x()), round(point.y()))


def _outside(low: float, high: float, least: float, most: float) -> float:
    """How far a stretch must move to be inside another; its beginning counts first."""
    if low < least:
        return low - least
    if high > most:
        return min(high - most, low - least)
    return 0.0
