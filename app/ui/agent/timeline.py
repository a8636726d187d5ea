"""One timeline over all channels: calls, mails, faxes, chats, visits, notes, tickets, newest first."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.protocol.customers import GetTimeline
from app.protocol.message import Refusal
from app.protocol.views import TimelineEntry, TimelinePage
from app.ui import theme
from app.ui.agent import paint, words
from app.ui.agent.port import Port
from app.ui.controls import IconButton
from app.ui.models.timeline import TimelineModel

CHANNELS = ("call", "email", "fax", "chat", "visit", "note", "ticket")
TONES = {
    "call": "info",
    "email": "accent",
    "fax": "quiet",
    "chat": "good",
    "visit": "wrap",
    "note": "warn",
    "ticket": "bad",
}
"""Kind of entry → the token it is drawn in."""
ICONS = {
    "call": "phone-in",
    "email": "mail",
    "fax": "fax",
    "chat": "chat",
    "visit": "visit",
    "note": "note",
    "ticket": "ticket",
}
SHORT = 2
"""Lines of text that a row shows before it is opened."""
LONG = 400
"""Lines of text that an opened row shows at most: nobody reads a log file here."""
LEFT = 52
RIGHT = 118
PAD = 9


class TimelineDelegate(QStyledItemDelegate):
    """Paints a row: glyph, title, outcome and people, time, text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        assert isinstance(model, TimelineModel)
        row = index.row()
        width = option.rect.width()
        height = 2 * PAD + paint.line_height("body") + paint.line_height("small")
        if model.entry(row).text:
            height += 2 + self._block(model, row, width).height
        return QSize(0, int(height))

    @staticmethod
    def _block(model: TimelineModel, row: int, width: int) -> paint.Block:
        text = model.entry(row).text.strip()
        room = max(80, width - LEFT - 16)
        return paint.block(text, "body", room, LONG if model.is_expanded(row) else SHORT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, TimelineModel)
        row = index.row()
        entry, texts = model.entry(row), model.texts(row)
        tokens = theme.current_tokens()
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.draw_row(
            painter,
            rect,
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        _draw_badge(painter, rect, entry, first=row == 0, last=row == model.rowCount() - 1)
        x, right = rect.x() + LEFT, rect.right() - 16
        room = int(right - x - RIGHT)
        top = rect.y() + PAD
        middle = top + paint.line_height("body") / 2
        painter.setPen(paint.colour(tokens.text))
        paint.draw(painter, x, middle, paint.elided(texts.title, "body", True, room), "body", True)
        painter.setPen(paint.colour(tokens.text_soft))
        paint.draw(painter, right - paint.width_of(texts.ago, "small"), middle, texts.ago, "small")
        top += paint.line_height("body")
        middle = top + paint.line_height("small") / 2
        painter.setPen(paint.colour(tokens.text_soft))
        paint.draw(painter, x, middle, paint.elided(texts.detail, "small", False, room), "small")
        painter.setPen(paint.colour(tokens.text_faint))
        paint.draw(painter, right - paint.width_of(texts.when, "caption"), middle, texts.when, "caption")
        top += paint.line_height("small") + 2
        if entry.text:
            block = self._block(model, row, option.rect.width())
            painter.setPen(paint.colour(tokens.text))
            paint.draw_block(painter, x, top, block, "body")
            if block.cut or model.is_expanded(row):
                name = "chevron-up" if model.is_expanded(row) else "chevron-down"
                corner = QRectF(rect.right() - 16, rect.bottom() - PAD - 15, 12, 12)
                paint.draw_icon(painter, name, corner, tokens.text_faint)
        painter.restore()


def _draw_badge(painter: QPainter, rect: QRectF, entry: TimelineEntry, *, first: bool, last: bool) -> None:
    """The round sign of the channel, on the thread that joins the entries."""
    tokens = theme.current_tokens()
    middle = rect.x() + 30
    badge = QRectF(middle - 14, rect.y() + PAD, 28, 28)
    painter.setPen(paint.colour(tokens.line))
    if not first:
        painter.drawLine(int(middle), int(rect.top()), int(middle), int(badge.top()) - 3)
    if not last:
        painter.drawLine(int(middle), int(badge.bottom()) + 3, int(middle), int(rect.bottom()))
    tone = TONES.get(entry.kind, "quiet")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint.colour(getattr(tokens, f"{tone}_soft")))
    painter.drawEllipse(badge)
    paint.draw_icon(painter, icon_of(entry), badge.adjusted(6, 6, -6, -6), getattr(tokens, tone))


def icon_of(entry: TimelineEntry) -> str:
    """The icon of an entry's channel and direction."""
    if entry.kind == "call" and entry.direction == "outbound":
        return "phone-out"
    return ICONS.get(entry.kind, "info")


class TimelineList(QListView):
    """The list: keys open, edit and strike out; more comes as it is scrolled."""

    menu_wanted = Signal(QPoint)
    edit_wanted = Signal()
    strike_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setItemDelegate(TimelineDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.toggle_current()
        elif key == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.strike_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.toggle_current()

    def toggle_current(self) -> None:
        """Open or close the text of the current row."""
        model, index = self.model(), self.currentIndex()
        assert isinstance(model, TimelineModel)
        if index.isValid() and model.entry(index.row()).text:
            model.toggle(index.row())
            self.scheduleDelayedItemsLayout()


class Timeline(QWidget):
    """Filter bar and list. Signals say what the person wants done with an entry."""

    edit_note_wanted = Signal(object)
    strike_note_wanted = Signal(object)
    ticket_wanted = Signal(object)

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._customer_id = 0
        self.model = TimelineModel(port, self)
        self.model.older_wanted.connect(self._load_older)
        self.list = TimelineList(self)
        self.list.setModel(self.model)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.edit_wanted.connect(self._edit_current)
        self.list.strike_wanted.connect(self._strike_current)
        self.list.doubleClicked.connect(self._open_current)
        self._filters: dict[str, IconButton] = {}
        self._empty = QLabel(self.tr("Nothing has happened with this customer yet."), self.list)
        self._empty.setProperty("tone", "faint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._build()
        self.list.installEventFilter(self)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._tell_empty)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self.model.refresh_times)
        self._minute.start()
        self._tell_empty()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 4, 12, 4)
        bar.setSpacing(2)
        self._heading = QLabel()
        self._heading.setProperty("type", "section")
        bar.addWidget(self._heading)
        bar.addStretch(1)
        for kind in CHANNELS:
            button = IconButton(ICONS[kind], "")
            button.setCheckable(True)
            button.toggled.connect(self._filter)
            self._filters[kind] = button
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.model.refresh_words()
            self._say()
            self._tell_empty()

    def _say(self) -> None:
        """What stands still, in the window's language."""
        self._heading.setText(self.tr("Timeline"))
        self.list.setAccessibleName(self.tr("Timeline"))
        self.list.setAccessibleDescription(
            self.tr("Everything that happened with this customer, newest first")
        )
        for kind, button in self._filters.items():
            button.set_name(self.tr("Show only: {channel}").format(channel=words.channel(kind)))

    def set_entries(self, customer_id: int, entries: list[TimelineEntry]) -> None:
        """Show a customer's newest entries; called again with the same customer it updates in place."""
        other = customer_id != self._customer_id
        self._customer_id = customer_id
        self.model.set_entries(customer_id, entries)
        self._tell_empty()
        if other:
            self.list.scrollToTop()

    def current_entry(self) -> TimelineEntry | None:
        """The entry the keyboard is on."""
        index = self.list.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def may_change(self, entry: TimelineEntry | None) -> bool:
        """Whether the entry is a note of the agent who sits here."""
        return entry is not None and entry.kind == "note" and entry.agent_id == self._port.me

    @Slot(object)
    def _load_older(self, before: int) -> None:
        query = GetTimeline(customer_id=self._customer_id, before=before)
        customer_id = self._customer_id

        def came(page: TimelinePage) -> None:
            self.model.add_older(customer_id, page.entries, page.more)
            QTimer.singleShot(0, self, self._fill)

        def failed(_refusal: Refusal) -> None:
            self.model.older_failed()

        self._port.ask(query, came, failed, owner=self)

    @Slot()
    def _fill(self) -> None:
        """A filter may leave the list shorter than its window: go on until it is full."""
        bar = self.list.verticalScrollBar()
        if bar.value() >= bar.maximum() and self.model.canFetchMore():
            self.model.fetchMore()

    @Slot()
    def _filter(self) -> None:
        self.model.set_channels(kind for kind, button in self._filters.items() if button.isChecked())
        QTimer.singleShot(0, self, self._fill)

    @Slot()
    def _tell_empty(self) -> None:
        self._empty.setVisible(self.model.rowCount() == 0)
        if self.model.channels:
            self._empty.setText(self.tr("Nothing of this kind."))
        elif not self._customer_id:
            self._empty.setText(
                self.tr("What happened before is shown here as soon as the customer is known.")
            )
        else:
            self._empty.setText(self.tr("Nothing has happened with this customer yet."))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.list and event.type() == QEvent.Type.Resize:
            self._empty.setGeometry(24, 24, self.list.width() - 48, 60)
            self.list.scheduleDelayedItemsLayout()
        return False

    # --- what can be done with an entry ------------------------------------------------------------
    @Slot()
    def _edit_current(self) -> None:
        entry = self.current_entry()
        if self.may_change(entry):
            self.edit_note_wanted.emit(entry)

    @Slot()
    def _strike_current(self) -> None:
        entry = self.current_entry()
        if self.may_change(entry):
            self.strike_note_wanted.emit(entry)

    @Slot()
    def _open_current(self) -> None:
        entry = self.current_entry()
        if entry is not None and (entry.kind == "ticket" or entry.ticket_id):
            self.ticket_wanted.emit(entry.id if entry.kind == "ticket" else entry.ticket_id)

    @Slot(QPoint)
    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu()
        if menu.actions():
            menu.popup(self.list.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """What can be done with the current entry."""
        entry = self.current_entry()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry is None:
            return menu
        if entry.text:
            menu.addAction(self._action(self.tr("Show all of it or less"), "Enter", self.list.toggle_current))
        if entry.kind == "ticket" or entry.ticket_id:
            menu.addAction(self._action(self.tr("Open the ticket"), "", self._open_current))
        if self.may_change(entry):
            menu.addAction(self._action(self.tr("Edit the note"), "F2", self._edit_current))
            menu.addAction(self._action(self.tr("Strike the note out"), "Del", self._strike_current))
        return menu

    def _action(self, text: str, key: str, then: object) -> QAction:
        action = QAction(f"{text}\t{key}" if key else text, self)
        action.triggered.connect(then)
        return action
