"""The command palette (Ctrl+K): all the window can do and all that can be found, in one field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.protocol.views import SearchHit, SearchPage
from app.ui import theme
from app.ui.actions import Action, Actions
from app.ui.agent import paint
from app.ui.agent.port import Port
from app.ui.models.hits import best_spans, detail_of, spans
from app.ui.search import Finder, draw_marked

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = int(Qt.ItemDataRole.UserRole)
ROW = 40
SHOWN = 9
WIDTH = 620
LAST = frozenset(("Window",))
"""Groups (as they stand in the source) that come after the others."""


@dataclass(frozen=True)
class Item:
    """A line of the palette: an action or a hit."""

    title: str
    detail: str
    key: str
    icon: str
    marks: tuple[tuple[int, int], ...]
    enabled: bool = True
    action: Action | None = None
    hit: SearchHit | None = None


class ItemsModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.title, item.detail, item.key) if part)
        return None

    def show_items(self, items: list[Item]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()


def matching(actions: list[Action], typed: str) -> list[Item]:
    """The actions that fit what was typed, best first: a title that begins so, a word that does, any part."""
    wanted = typed.casefold().split()
    ranked: list[tuple[int, int, Item]] = []
    for place, action in enumerate(actions):
        if not action.group:  # a second key of another action
            continue
        rank = _rank(f"{action.title} {action.group_title}".casefold(), wanted)
        if rank is None:
            continue
        marks = [span for word in wanted for span in spans(action.title, word)]
        item = Item(
            action.title,
            action.group_title,
            action.shown_key,
            "forward",
            tuple(sorted(marks)),
            action.enabled(),
            action,
        )
        ranked.append((rank + (0 if item.enabled else 10) + (3 if action.group in LAST else 0), place, item))
    return [item for _, _, item in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(text: str, wanted: list[str]) -> int | None:
    """0 is best; None where a word is not in the text."""
    if any(word not in text for word in wanted):
        return None
    if not wanted or text.startswith(wanted[0]):
        return 0
    return 1 if any(part.startswith(wanted[0]) for part in text.split()) else 2


class ItemDelegate(QStyledItemDelegate):
    """Paints a line: icon, title with the matched parts, group or kind, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        tokens, rect = theme.current_tokens(), QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.draw_row(painter, rect, selected=selected, hovered=hovered, focused=selected)
        middle = rect.center().y()
        ink = tokens.text if item.enabled else tokens.edge
        paint.draw_icon(painter, item.icon, QRectF(rect.x() + 14, middle - 8, 16, 16), tokens.text_soft)
        x, right = rect.x() + 42, rect.right() - 14
        if item.key:
            right -= self._draw_key(painter, right, middle, item.key) + 10
        detail = paint.elided(item.detail, "small", False, 200)
        painter.setPen(paint.colour(tokens.text_faint))
        paint.draw(painter, right - paint.width_of(detail, "small"), middle, detail, "small")
        room = int(right - paint.width_of(detail, "small") - 12 - x)
        title = paint.elided(item.title, "body", True, room)
        painter.setPen(paint.colour(ink))
        marks = [span for span in item.marks if span[1] <= len(title)]
        draw_marked(painter, x, middle, title, marks, "body", True)
        painter.restore()

    @staticmethod
    def _draw_key(painter: QPainter, right: float, middle: float, key: str) -> float:
        tokens = theme.current_tokens()
        width = paint.width_of(key, "caption", True) + 14
        painter.setPen(paint.colour(tokens.line))
        painter.setBrush(paint.colour(tokens.sunken))
        painter.drawRoundedRect(QRectF(right - width, middle - 10, width, 20), 4, 4)
        painter.setPen(paint.colour(tokens.text_soft))
        paint.draw(painter, right - width + 7, middle, key, "caption", True)
        return width


class Palette(QFrame):
    """Opens over the window; what is chosen is done, or told by `hit_chosen`."""

    hit_chosen = Signal(object)
    """A SearchHit."""

    def __init__(self, actions: Actions, port: Port, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._window = window
        self._hits: list[SearchHit] = []
        self._before: QWidget | None = None
        self.setProperty("role", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.model = ItemsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ItemDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._clicked)
        self._finder = Finder(port, self, limit=6)
        self._finder.found.connect(self._found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.hide()

    def open(self) -> None:
        """Show it, empty, with the keyboard in it."""
        window = self._window
        self._say()
        self._before = window.focusWidget()
        self._hits = []
        self.field.clear()
        self._show_items()
        self.setFixedWidth(min(WIDTH, window.width() - 32))
        self.move((window.width() - self.width()) // 2, max(16, window.height() // 8))
        self.raise_()
        self.show()
        self.field.setFocus()

    def _say(self) -> None:
        """Its words, in the window's language of now."""
        self.setAccessibleName(self.tr("Command palette"))
        self.field.setAccessibleName(self.tr("What shall be done or found"))
        self.field.setPlaceholderText(self.tr("Type what to do, or whom to find"))
        self.list.setAccessibleName(self.tr("Commands and hits"))

    @Slot()
    def dismiss(self) -> None:
        """Put it away; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self._before = None

    def _show_items(self) -> None:
        typed = self.field.text()
        items = matching(self._actions.all(), typed)
        hits = [
            Item(
                hit.title,
                detail_of(hit),
                "",
                "ticket" if hit.kind == "ticket" else "user",
                tuple(best_spans(hit, typed, hit.title)),
                hit=hit,
            )
            for hit in self._hits
        ]
        # A number or two words are rather somebody to find than something to do.
        self.model.show_items(hits + items if not items or any(map(str.isdecimal, typed)) else items + hits)
        if self.model.items:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFixedHeight(max(1, min(SHOWN, len(self.model.items))) * ROW + 2)
        self.adjustSize()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if not text.strip():
            self._hits = []
        self._finder.type(text)
        self._show_items()

    @Slot(object)
    def _found(self, page: SearchPage) -> None:
        self._hits = page.hits if self.field.text().strip() else []
        self._show_items()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._run(self.model.items[index.row()])

    def _run(self, item: Item) -> None:
        if not item.enabled:
            return
        self.dismiss()
        if item.hit is not None:
            self.hit_chosen.emit(item.hit)
        elif item.action is not None:
            self._actions.run(item.action.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event.key())
        if watched is self.field and event.type() == QEvent.Type.FocusOut and not self.isHidden():
            self._before = None  # the keyboard was taken elsewhere on purpose
            self.hide()
        return False

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            count = self.model.rowCount()
            step = 1 if key == Qt.Key.Key_Down else -1
            if count:
                row = (max(0, self.list.currentIndex().row()) + step) % count
                self.list.setCurrentIndex(self.model.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.list.currentIndex()
            if index.isValid():
                self._run(self.model.items[index.row()])
        else:
            return False
        return True
