"""A list of tickets of any length: pages come as they are looked at, and rows are kept as finished texts.

A table view asks for eight roles a cell. Whatever is not the text is answered first and without touching
the row; a row's texts are put together once.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from app.protocol.rows import TicketRow
from app.protocol.views import TicketPage
from app.ui.agent import words
from app.ui.agent.port import Reading

Index = QModelIndex | QPersistentModelIndex
PAGE = 200
KEPT_PAGES = 60
"""So many pages stay in memory: scrolling back is free, and a million rows are never held."""
SETTLE_MS = 40
"""A page is asked for when scrolling has paused this long: not each one that flies past."""

AHEAD = PAGE // 2
"""A page is asked for when the window is so many rows away from it."""

COLUMNS = ("number", "subject", "customer", "state", "priority", "queue", "agent", "updated")
NUMBER, SUBJECT, CUSTOMER, STATE, PRIORITY, QUEUE, AGENT, UPDATED = range(len(COLUMNS))
TICKET_ROLE = int(Qt.ItemDataRole.UserRole)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ANSWERED = frozenset((_DISPLAY, _TOOLTIP, _ACCESSIBLE, TICKET_ROLE))
_BLANK = ("…",) + ("",) * (len(COLUMNS) - 1)

Texts = tuple[str, ...]


class _Page:
    """A page that is here; a row's texts are made when it is first looked at."""

    __slots__ = ("names", "rows", "texts")

    def __init__(self, rows: list[TicketRow], names: dict[int, str]) -> None:
        self.rows = rows
        self.names = names
        self.texts: list[Texts | None] = [None] * len(rows)


class TicketsModel(QAbstractTableModel):
    """Tickets by place in the list. `page_wanted(offset)` asks for a page; answer with `add_page`."""

    page_wanted = Signal(int)

    def __init__(self, port: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._total = 0
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._ask)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED:
            return None
        row = index.row()
        if role == TICKET_ROLE:
            return self.ticket(row)
        return self.texts(row)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return column_title(section)
        return None

    def texts(self, row: int) -> Texts:
        """The texts of a row; a blank until its page is here."""
        offset = row - row % PAGE
        page = self._pages.get(offset)
        if page is None:
            self._want(offset)
            return _BLANK
        place = row - offset
        if place >= len(page.rows):
            return _BLANK
        return page.texts[place] or self._make(page, place)

    def ticket(self, row: int) -> TicketRow | None:
        """The ticket in a row, where its page is here."""
        offset = row - row % PAGE
        page = self._pages.get(offset)
        return page.rows[row - offset] if page and row - offset < len(page.rows) else None

    def look_at(self, first: int, last: int) -> None:
        """These rows stand in the window: have the page before and the page after them too, in good time."""
        for row in (first - AHEAD, last + AHEAD):
            offset = row - row % PAGE
            if 0 <= row < self._total and offset not in self._pages:
                self._want(offset)

    @property
    def total(self) -> int:
        """Length of the list."""
        return self._total

    def reset(self) -> None:
        """Another list, or the same anew: forget everything and ask for the first page."""
        self.beginResetModel()
        self._total = 0
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()
        self._asked.add(0)
        self.page_wanted.emit(0)

    def add_page(self, page: TicketPage) -> None:
        """A page has come."""
        self._asked.discard(page.offset)
        if page.total != self._total:
            self._resize(page.total)
        self._pages[page.offset] = _Page(page.rows, page.names)
        self._pages.move_to_end(page.offset)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(page.offset + len(page.rows), self._total) - 1
        if last >= page.offset:
            self.dataChanged.emit(self.index(page.offset, 0), self.index(last, len(COLUMNS) - 1))

    def page_failed(self, offset: int) -> None:
        """A page did not come; it is asked for again when it is looked at again."""
        self._asked.discard(offset)

    def refresh_words(self) -> None:
        """The language has changed: make all texts anew."""
        for page in self._pages.values():
            page.texts = [None] * len(page.rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def put(self, ticket: TicketRow) -> None:
        """A ticket changed: show it where it stands, if its page is here."""
        for offset, page in self._pages.items():
            for place, row in enumerate(page.rows):
                if row.id == ticket.id:
                    page.rows[place] = ticket
                    page.texts[place] = None
                    left = self.index(offset + place, 0)
                    self.dataChanged.emit(left, self.index(offset + place, len(COLUMNS) - 1))
                    return

    def _resize(self, total: int) -> None:
        """The list is longer or shorter than it was: rows come or go at its end."""
        if not self._pages or total == 0:
            self.beginResetModel()
            self._total = total
            self.endResetModel()
        elif total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _make(self, page: _Page, place: int) -> Texts:
        row = page.rows[place]
        made = page.texts[place] = (
            f"#{row.number}",
            row.subject,
            page.names.get(row.customer_id, ""),
            words.ticket_state(row.state),
            words.priority(row.priority),
            self._port.queue_name(row.queue_id),
            self._port.agent_name(row.agent_id),
            words.ago(row.updated_at, time.time_ns() // 1_000_000),
        )
        return made

    def _want(self, offset: int) -> None:
        if offset in self._asked:
            return
        self._wanted[offset] = None
        self._wanted.move_to_end(offset)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        """Ask for what was looked at last: of what flew past before, nobody sees anything any more."""
        for _ in range(min(3, len(self._wanted))):
            offset, _none = self._wanted.popitem()
            if offset not in self._asked and offset not in self._pages:
                self._asked.add(offset)
                self.page_wanted.emit(offset)
        self._wanted.clear()


def column_title(section: int) -> str:
    """The head of a column."""
    return (
        words.translate("Tickets", "Number"),
        words.translate("Tickets", "Subject"),
        words.translate("Tickets", "Customer"),
        words.translate("Tickets", "State"),
        words.translate("Tickets", "Priority"),
        words.translate("Tickets", "Queue"),
        words.translate("Tickets", "Agent"),
        words.translate("Tickets", "Changed"),
    )[section]
