"""My work, always in view at the left: offers, calls, after-call work and my tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import situation, words
from app.ui.agent.words import ticket_state
from app.ui.controls import Empty, Text, column, row
from app.ui.icons import pixmap
from app.ui.theme import base_font, current_tokens, figures_font
from app.ui.workplace import Workplace

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ROW, HEAD = 54, 30


@dataclass(frozen=True)
class Entry:
    """A line of the list. `kind`: head, offer, contact or ticket; `since` (ms): its running time, or 0."""

    kind: str
    id: int
    title: str
    detail: str = ""
    icon: str = ""
    tone: str = "quiet"
    since: int = 0


class WorkModel(QAbstractListModel):
    """The entries. They are few: a change replaces them all, and the view keeps what is chosen by id."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.now = 0

    def show_entries(self, entries: list[Entry], now: int) -> None:
        """Show these; only times have changed where they are equal to what is shown."""
        self.now = now
        if entries == self.entries:
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (entry.title, entry.detail) if part)
        if role == Qt.ItemDataRole.ToolTipRole and entry.kind != "head":
            return f"{entry.title}\n{entry.detail}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entries[index.row()].kind == "head":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class WorkDelegate(QStyledItemDelegate):
    """Draws an entry: icon on its tone, title, detail, running time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        return QSize(120, HEAD if entry.kind == "head" else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind == "head":
            self._paint_head(painter, area, entry)
        else:
            state = option.state
            self._paint_ground(painter, area, state)
            self._paint_entry(painter, area, entry, index.model().now)  # type: ignore[attr-defined]
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        font = base_font()
        font.setPixelSize(11)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(current_tokens().text_faint))
        painter.drawText(area.adjusted(12, 8, -12, 0), Qt.AlignmentFlag.AlignVCenter, entry.title)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        tokens = current_tokens()
        box = QRectF(area).adjusted(6, 1, -6, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.focus), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(box, 6, 6)

    def _paint_entry(self, painter: QPainter, area: QRect, entry: Entry, now: int) -> None:
        tokens = current_tokens()
        ink = getattr(tokens, entry.tone)
        disc = QRectF(area.left() + 14, area.center().y() - 15, 30, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens, f"{entry.tone}_soft")))
        painter.drawRoundedRect(disc, 8, 8)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(disc.left() + 7, disc.top() + 7), pixmap(entry.icon, ink, 16, ratio))
        left, right = area.left() + 54, area.right() - 14
        time = words.running((now - entry.since) // 1000) if entry.since else ""
        if time:
            painter.setFont(figures_font(12))
            painter.setPen(QColor(ink))
            wide = painter.fontMetrics().horizontalAdvance(time)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(right - wide - 1, area.top() + 7, wide + 2, 20), flags, time)
            right -= wide + 8
        title, small = base_font(), base_font()
        title.setWeight(title.Weight.DemiBold)
        small.setPixelSize(12)
        self._line(painter, title, tokens.text, QRect(left, area.top() + 7, right - left, 20), entry.title)
        under = QRect(left, area.top() + 27, area.right() - 14 - left, 18)
        self._line(painter, small, tokens.text_soft, under, entry.detail)

    @staticmethod
    def _line(painter: QPainter, font, colour: str, area: QRect, text: str) -> None:  # type: ignore[no-untyped-def]
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class MyWork(QWidget):
    """The panel. `chosen` tells what was picked: its kind (offer, contact, ticket) and id."""

    chosen = Signal(str, int)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._shown: tuple[str, int] | None = None
        self._title = Text("", "strong")
        self._count = Text("", "small", "faint")
        self.model = WorkModel()
        self.view = self._make_view()
        self._empty = Empty("headset", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = column(self, 0, 0)
        head = row(layout, 8, (16, 12, 16, 4))
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        layout.addWidget(self._stack, 1)
        workplace.rows_changed.connect(self._rows_changed)
        workplace.tick.connect(self.refresh)
        self._name()
        self.refresh()

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(WorkDelegate(view))
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._picked)
        view.activated.connect(self._picked)
        return view

    def show_chosen(self, kind: str, id: int) -> None:
        """Mark what the middle of the window shows."""
        self._shown = (kind, id)
        self._mark()

    @Slot()
    def refresh(self) -> None:
        """Draw the list as it is now."""
        entries = self._entries()
        before = self.model.entries
        self.model.show_entries(entries, self._at.now())
        work = sum(1 for entry in entries if entry.kind != "head")
        self._count.setText(str(work) if work else "")
        self._stack.setCurrentWidget(self.view if entries else self._empty)
        if not entries:
            self._say_empty()
        if entries != before:
            self._mark()

    def _entries(self) -> list[Entry]:
        rows = self._at.rows
        found: list[Entry] = []
        offers = [self._offer(offer) for offer in situation.my_offers(rows)]
        contacts = [self._contact(interaction) for interaction in situation.my_contacts(rows)]
        live = [entry for part, entry in contacts if part != "after_call"]
        after = [entry for part, entry in contacts if part == "after_call"]
        tickets = [self._ticket(ticket) for ticket in situation.my_tickets(rows)]
        for title, section in (
            (self.tr("OFFERED"), offers),
            (self.tr("ON THE LINE"), live),
            (self.tr("AFTER-CALL WORK"), after),
            (self.tr("MY TICKETS"), tickets),
        ):
            if section:
                found.append(Entry("head", len(section), title))
                found += section
        return found

    def _offer(self, offer: Any) -> Entry:
        rows = self._at.rows
        interaction = rows.row("interactions", offer.interaction_id)
        who = self._who(interaction)
        queue = rows.row("queues", interaction.queue_id) if interaction else None
        since = situation.waiting_since(rows, offer)
        return Entry("offer", offer.id, who, queue.name if queue else "", "phone-in", "warn", since)

    def _contact(self, interaction: Any) -> tuple[str, Entry]:
        rows = self._at.rows
        part = situation.my_part(rows, interaction)
        times = situation.call_times(rows, interaction, self._at.now())
        queue = rows.row("queues", interaction.queue_id)
        detail = " · ".join(p for p in (words.call_state(part), queue.name if queue else "") if p)
        icon = {"held": "pause", "after_call": "edit", "consulting": "consult", "conference": "conference"}
        tone = words.CALL_TONES.get(part, "info")
        entry = Entry(
            "contact",
            interaction.id,
            self._who(interaction),
            detail,
            icon.get(part, "phone"),
            tone,
            times.since,
        )
        return part, entry

    def _ticket(self, ticket: Any) -> Entry:
        detail = f"#{ticket.number} · {ticket_state(ticket.state)}"
        tone = "bad" if ticket.priority == "urgent" else "warn" if ticket.priority == "high" else "quiet"
        return Entry("ticket", ticket.id, ticket.subject, detail, "ticket", tone)

    def _who(self, interaction: Any) -> str:
        if interaction is None:
            return self.tr("Contact")
        name = situation.caller(self._at.rows, interaction)
        number = words.withheld_or(interaction.ani or interaction.ani_raw, interaction.ani_source)
        return name or number

    def _mark(self) -> None:
        for position, entry in enumerate(self.model.entries):
            if (entry.kind, entry.id) == self._shown:
                self.view.setCurrentIndex(self.model.index(position))
                return
        self.view.clearSelection()

    @Slot(QModelIndex)
    def _picked(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.kind != "head":
            self._shown = (entry.kind, entry.id)
            self.chosen.emit(entry.kind, entry.id)

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"interactions", "offers", "tickets", "agent_states", "pops", "queues", "legs"}:
            self.refresh()

    def _say_empty(self) -> None:
        if situation.my_state(self._at.rows).word == "ready":
            self._empty.set_texts(
                self.tr("Nothing to do yet"), self.tr("The next contact appears here by itself.")
            )
        else:
            self._empty.set_texts(
                self.tr("No work yet"), self.tr("Choose Ready in the state control above to take contacts.")
            )

    def _name(self) -> None:
        self._title.setText(self.tr("My work"))
        self.view.setAccessibleName(self.tr("My work"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.refresh()
