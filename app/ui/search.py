"""Search as you type over customers and tickets: a field, and its hits below it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.protocol.customers import Search
from app.protocol.message import Refusal
from app.protocol.views import SearchHit, SearchPage
from app.ui import theme
from app.ui.agent import paint
from app.ui.agent.port import Port
from app.ui.models.hits import HIT_ROLE, HitsModel, best_spans, detail_of

ROW = 46
SHOWN = 8
"""Rows of the popup before it scrolls."""


class Finder(QObject):
    """Asks as one types: one question on its way at a time, and always the newest text next."""

    found = Signal(object)
    """A SearchPage for the text that stands in the field now."""
    failed = Signal(str)

    def __init__(self, port: Port, parent: QObject | None = None, limit: int = 10) -> None:
        super().__init__(parent)
        self._port = port
        self._limit = limit
        self._text = ""
        self._asked: str | None = None

    def type(self, text: str) -> None:
        """The field says this now."""
        self._text = text.strip()
        if self._asked is None and self._text:
            self._ask()

    def _ask(self) -> None:
        self._asked = self._text
        self._port.ask(Search(text=self._text, limit=self._limit), self._came, self._refused, owner=self)

    def _came(self, page: SearchPage) -> None:
        fresh = self._asked == self._text
        self._asked = None
        if not self._text:
            return
        self.found.emit(page)  # an answer to what was typed a moment ago is better than none
        if not fresh:
            self._ask()

    def _refused(self, refusal: Refusal) -> None:
        fresh = self._asked == self._text
        self._asked = None
        if fresh:
            self.failed.emit(refusal.text)
        elif self._text:
            self._ask()


def draw_marked(
    painter: QPainter,
    x: float,
    middle: float,
    text: str,
    spans: list[tuple[int, int]],
    size: str,
    strong: bool,
) -> None:
    """Draw a line of text with the matched parts on a coloured ground."""
    tokens = theme.current_tokens()
    for start, end in spans:
        left = x + paint.width_of(text[:start], size, strong)
        right = x + paint.width_of(text[:end], size, strong)
        ground = QRectF(left - 1, middle - 9, right - left + 2, 18)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.colour(tokens.warn_soft))
        painter.drawRoundedRect(ground, 3, 3)
        painter.setBrush(
            paint.colour(tokens.warn)
        )  # Qt 6.11: fillRect of a QRectF crashes where all is clipped
        painter.drawRect(QRectF(left, middle + 8, right - left, 2))
        painter.restore()
    paint.draw(painter, x, middle, text, size, strong)


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: icon, title, detail, what matched, and whether it is only similar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: SearchHit = index.data(HIT_ROLE)
        tokens = theme.current_tokens()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row(painter, rect, selected=selected, hovered=hovered, focused=selected)
        icon = "ticket" if hit.kind == "ticket" else "user"
        paint.draw_icon(painter, icon, QRectF(rect.x() + 14, rect.center().y() - 8, 18, 18), tokens.text_soft)
        x, room = rect.x() + 44, int(rect.width() - 60)
        if hit.misspelt:
            text = self.tr("similar")
            chip = paint.chip_width(text)
            paint.draw_chip(painter, rect.right() - 14 - chip, rect.center().y(), text, "warn")
            room -= int(chip) + 8
        painter.setPen(paint.colour(tokens.text))
        title = paint.elided(hit.title, "body", True, room)
        marks = best_spans(hit, self.typed, title)
        draw_marked(painter, x, rect.y() + 15, title, marks, "body", True)
        painter.setPen(paint.colour(tokens.text_soft))
        detail = paint.elided(detail_of(hit), "small", False, room)
        marks = best_spans(hit, self.typed, detail)
        draw_marked(painter, x, rect.y() + 32, detail, marks, "small", False)
        painter.restore()


class HitPopup(QFrame):
    """The hits below a field: not a window of its own, so that the field keeps the keyboard."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = HitsModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.delegate = HitDelegate(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Search hits"))
        self.list.clicked.connect(self._clicked)
        self.hint = QLabel(self)
        self.hint.setProperty("tone", "soft")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(12, 8, 12, 8)
        self.hint.setAccessibleName(self.tr("Search hint"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(0)
        layout.addWidget(self.hint)
        layout.addWidget(self.list)
        self.hide()

    def show_page(self, page: SearchPage, hits: list[SearchHit], typed: str) -> None:
        """Show what was found for `page.text`."""
        self.delegate.typed = typed
        self.model.set_hits(hits)
        if not hits:
            text = self.tr("Nothing found for “{text}”. Try a part of the name, a number or a ticket number.")
            self.say(text.format(text=page.text))
            return
        similar = all(hit.misspelt for hit in hits)
        self.hint.setText(self.tr("Nothing is written just so. Did you mean:"))
        self.hint.setVisible(similar)
        self.list.setVisible(True)
        self.list.setCurrentIndex(self.model.index(0))
        self.setFixedHeight(
            min(len(hits), SHOWN) * ROW + 10 + (self.hint.sizeHint().height() if similar else 0)
        )

    def say(self, text: str) -> None:
        """Show a sentence instead of hits."""
        self.model.set_hits([])
        self.list.setVisible(False)
        self.hint.setText(text)
        self.hint.setVisible(True)
        self.setFixedHeight(self.hint.heightForWidth(max(200, self.width() - 8)) + 12)

    def move_by(self, step: int) -> None:
        """Move the choice up or down."""
        count = self.model.rowCount()
        if count:
            row = (max(0, self.list.currentIndex().row()) + step) % count
            self.list.setCurrentIndex(self.model.index(row))

    def current(self) -> SearchHit | None:
        """The hit that Enter would take."""
        index = self.list.currentIndex()
        return self.model.hit(index.row()) if index.isValid() else None

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.hit(index.row()))


class SearchField(QLineEdit):
    """A field that finds as one types. With `kind` only hits of this kind are shown (customer, ticket)."""

    chosen = Signal(object)
    """The SearchHit that was taken."""

    def __init__(
        self, port: Port, parent: QWidget | None = None, *, kind: str = "", named: bool = False
    ) -> None:
        """`named`: whoever makes it says what it is called."""
        super().__init__(parent)
        self._kind = kind
        self._named = named
        self._popup: HitPopup | None = None
        self._finder = Finder(port, self)
        self._finder.found.connect(self._show)
        self._finder.failed.connect(self._tell)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(False)
        self._say()
        self.setTextMargins(24, 0, 0, 0)
        self.textEdited.connect(self._typed)

    def _say(self) -> None:
        if self._named:
            return
        everything = self.tr("Name, number, e-mail, ticket …")
        self.setPlaceholderText(self.tr("Name, number, e-mail …") if self._kind else everything)
        self.setAccessibleName(self.tr("Search"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            if self._popup is not None:
                self._popup.deleteLater()
                self._popup = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)  # an action's icon would not stand in the middle under the stylesheet
        spot = QRectF(10, (self.height() - 16) / 2, 16, 16)
        paint.draw_icon(painter, "search", spot, theme.current_tokens().text_faint)
        painter.end()

    @property
    def popup(self) -> HitPopup:
        """The hits; made when they are first needed."""
        if self._popup is None or self._popup.parent() is not self.window():
            self._popup = HitPopup(self.window())
            self._popup.chosen.connect(self._choose)
        return self._popup

    def open(self) -> bool:
        """Whether hits or a hint are shown."""
        return self._popup is not None and self._popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.open():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                hit = self.popup.current()
                if hit is not None:
                    self._choose(hit)
                return
            if key == Qt.Key.Key_Escape:
                self.close_popup()
                return
        elif key == Qt.Key.Key_Down and self.text():
            self._typed(self.text())
            return
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            QTimer.singleShot(0, self, self.close_popup)

    @Slot()
    def close_popup(self) -> None:
        """Put the hits away."""
        if self._popup is not None:
            self._popup.hide()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._finder.type(text)
        if not text.strip():
            self.close_popup()

    @Slot(object)
    def _show(self, page: SearchPage) -> None:
        hits = [hit for hit in page.hits if not self._kind or hit.kind == self._kind]
        self._place()
        self.popup.show_page(page, hits, self.text())
        self.popup.raise_()
        self.popup.show()

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._place()
        self.popup.say(text)
        self.popup.raise_()
        self.popup.show()

    def _place(self) -> None:
        popup, window = self.popup, self.window()
        width = min(max(self.width(), 380), window.width() - 16)
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        popup.setFixedWidth(width)
        popup.move(max(8, min(corner.x(), window.width() - width - 8)), corner.y())

    @Slot(object)
    def _choose(self, hit: SearchHit) -> None:
        self.close_popup()
        self.clear()
        self.chosen.emit(hit)
