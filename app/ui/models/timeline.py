"""The timeline of a customer as an item model: newest first, older pages on demand, filtered by channel."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.protocol.views import TimelineEntry
from app.ui.agent import words
from app.ui.agent.port import Port

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
"""The TimelineEntry itself."""
EXPANDED_ROLE = ENTRY_ROLE + 1
"""Whether the whole text is shown."""
TEXTS_ROLE = ENTRY_ROLE + 2
"""The EntryTexts of the row."""

CARD_ENTRIES = 20
"""A card brings as many entries, if there are as many."""

Key = tuple[str, int]


class EntryTexts:
    """What a row says, put together once: painting must not ask for names."""

    __slots__ = ("ago", "detail", "title", "when")

    def __init__(self, entry: TimelineEntry, port: Port, now: int) -> None:
        self.title = title_of(entry)
        self.detail = detail_of(entry, port)
        self.when = words.moment(entry.at, now)
        self.ago = words.ago(entry.at, now)


def title_of(entry: TimelineEntry) -> str:
    """The bold line of an entry."""
    if entry.kind == "ticket":
        number = f"#{entry.ticket_number}" if entry.ticket_number else ""
        return " ".join(part for part in (number, entry.title or words.channel("ticket")) if part)
    if entry.kind == "note":
        return entry.title or words.channel("note")
    way = words.direction(entry.kind, entry.direction)
    return f"{way}: {entry.title}" if entry.title else way


def detail_of(entry: TimelineEntry, port: Port) -> str:
    """The line below: outcome, agent, queue, length."""
    parts = []
    if entry.kind == "ticket":
        parts.append(words.ticket_state(entry.state))
    else:
        outcome = port.disposition_name(entry.disposition_id)
        if outcome:
            parts.append(outcome)
        elif entry.kind == "call" and entry.state not in ("", "closed"):
            parts.append(words.interaction_state(entry.state))
        elif entry.kind == "call" and entry.seconds is None:
            parts.append(words.translate("Words", "not answered"))
    parts.append(port.agent_name(entry.agent_id))
    parts.append(port.queue_name(entry.queue_id))
    if entry.seconds is not None and entry.kind == "call":
        parts.append(words.length(entry.seconds))
    if entry.kind != "ticket" and entry.ticket_number:
        parts.append(f"#{entry.ticket_number}")
    return " · ".join(part for part in parts if part)


class TimelineModel(QAbstractListModel):
    """Entries of one customer. `older_wanted(before)` asks for the page before that time (ms)."""

    older_wanted = Signal(object)

    def __init__(self, port: Port, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._customer_id = 0
        self._all: list[TimelineEntry] = []
        self._rows: list[TimelineEntry] = []
        self._channels: frozenset[str] = frozenset()
        self._expanded: set[Key] = set()
        self._texts: dict[Key, EntryTexts] = {}
        self._more = False
        self._loading = False
        self._before = 0

    # --- what is shown ---------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ENTRY_ROLE:
            return self._rows[index.row()]
        if role == TEXTS_ROLE:
            return self.texts(index.row())
        if role == EXPANDED_ROLE:
            return _key(self._rows[index.row()]) in self._expanded
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(index.row()).title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(index.row())
        return None

    def entry(self, row: int) -> TimelineEntry:
        """The entry in a row."""
        return self._rows[row]

    def texts(self, row: int) -> EntryTexts:
        """What a row says."""
        entry = self._rows[row]
        found = self._texts.get(_key(entry))
        if found is None:
            found = self._texts[_key(entry)] = EntryTexts(entry, self._port, _now())
        return found

    def spoken(self, row: int) -> str:
        """A row as one sentence, for a screen reader."""
        texts, entry = self.texts(row), self._rows[row]
        parts = (texts.title, texts.detail, f"{texts.when} ({texts.ago})", entry.text[:500])
        return ". ".join(part for part in parts if part)

    def is_expanded(self, row: int) -> bool:
        """Whether a row shows its whole text."""
        return _key(self._rows[row]) in self._expanded

    def toggle(self, row: int) -> None:
        """Show a row's whole text, or its first lines again."""
        self._expanded ^= {_key(self._rows[row])}
        self.dataChanged.emit(self.index(row), self.index(row), [EXPANDED_ROLE])

    def refresh_times(self) -> None:
        """Time has passed: say anew how long ago everything was."""
        now = _now()
        for row, entry in enumerate(self._rows):
            texts = self._texts.get(_key(entry))
            if texts is None:
                continue
            ago = words.ago(entry.at, now)
            if ago != texts.ago:
                texts.ago = ago
                self.dataChanged.emit(self.index(row), self.index(row), [TEXTS_ROLE])

    def refresh_words(self) -> None:
        """Names or the language have changed: say everything anew."""
        self._texts.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # --- where it comes from ---------------------------------------------------------------------
    def set_entries(self, customer_id: int, entries: Iterable[TimelineEntry]) -> None:
        """The newest entries of a customer, as a card has them; older ones that were loaded stay."""
        newest = sorted(entries, key=_order)
        if customer_id != self._customer_id:
            self.beginResetModel()
            self._customer_id = customer_id
            self._all = newest
            self._expanded.clear()
            self._texts.clear()
            self._more = len(newest) >= CARD_ENTRIES
            self._loading = False
            self._before = 0
            self._rows = self._filtered()
            self.endResetModel()
            return
        if len(newest) >= CARD_ENTRIES:
            last = _order(newest[-1])
            fresh = {_key(entry) for entry in newest}
            older = [entry for entry in self._all if _order(entry) > last and _key(entry) not in fresh]
        else:
            older = []
        self._all = newest + older
        self._show(self._filtered())

    def add_older(self, customer_id: int, entries: Iterable[TimelineEntry], more: bool) -> None:
        """A page that `older_wanted` asked for has come."""
        if customer_id != self._customer_id:
            return
        known = {_key(entry) for entry in self._all}
        fresh = [entry for entry in entries if _key(entry) not in known]
        self._loading = False
        self._more = more
        self._before = 0 if fresh or not self._all else self._all[-1].at
        self._all = sorted(self._all + fresh, key=_order)
        self._show(self._filtered())

    def older_failed(self) -> None:
        """The page did not come; the next scroll asks again."""
        self._loading = False

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        return not parent.isValid() and self._more and not self._loading

    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        if not self.canFetchMore(parent) or not self._all:
            return
        self._loading = True
        # One more than the oldest: of two entries in the same millisecond one may still be missing.
        self.older_wanted.emit(self._before or self._all[-1].at + 1)

    def set_channels(self, channels: Iterable[str]) -> None:
        """Show only these kinds; none means all."""
        wanted = frozenset(channels)
        if wanted == self._channels:
            return
        self._channels = wanted
        self.beginResetModel()
        self._rows = self._filtered()
        self.endResetModel()

    @property
    def channels(self) -> frozenset[str]:
        """The kinds that are shown; empty: all."""
        return self._channels

    def _filtered(self) -> list[TimelineEntry]:
        if not self._channels:
            return list(self._all)
        return [entry for entry in self._all if entry.kind in self._channels]

    def _show(self, wanted: list[TimelineEntry]) -> None:
        """Turn the rows into `wanted` row by row, so that place and selection stay."""
        had = {_key(entry) for entry in self._rows}
        keep = {_key(entry) for entry in wanted}
        kept_before = [key for key in map(_key, self._rows) if key in keep]
        kept_after = [key for key in map(_key, wanted) if key in had]
        if kept_before != kept_after:  # an entry moved in time: rare, and then plainly anew
            self.beginResetModel()
            self._rows = wanted
            self._texts.clear()
            self.endResetModel()
            return
        for row in range(len(self._rows) - 1, -1, -1):
            key = _key(self._rows[row])
            if key not in keep:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
                self._expanded.discard(key)
        row = 0
        while row < len(wanted):
            if _key(wanted[row]) in had:
                self._replace(row, wanted[row])
                row += 1
                continue
            end = row
            while end < len(wanted) and _key(wanted[end]) not in had:
                end += 1
            self.beginInsertRows(QModelIndex(), row, end - 1)
            self._rows[row:row] = wanted[row:end]
            self.endInsertRows()
            row = end

    def _replace(self, row: int, entry: TimelineEntry) -> None:
        if self._rows[row] != entry:
            self._rows[row] = entry
            self._texts.pop(_key(entry), None)
            self.dataChanged.emit(self.index(row), self.index(row))


def _key(entry: TimelineEntry) -> Key:
    return entry.kind, entry.id


def _order(entry: TimelineEntry) -> tuple[int, int]:
    return -entry.at, -entry.id


def _now() -> int:
    return time.time_ns() // 1_000_000
