"""The list of all tickets: as long as it may be, filtered by state, queue and agent; Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QPointF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QStaticText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.protocol.message import Refusal
from app.protocol.rows import TicketRow
from app.protocol.tickets import ListTickets
from app.protocol.views import TicketPage
from app.ui import theme
from app.ui.agent import paint, words
from app.ui.agent.port import Reading
from app.ui.controls import Button, IconButton, Panel, Text, column, divider, row
from app.ui.models.tickets import AGENT, COLUMNS, NUMBER, PRIORITY, QUEUE, STATE, SUBJECT, Texts, TicketsModel

ROW = 34
WIDTHS = (80, 300, 170, 84, 84, 110, 130, 110)
LEAST_SUBJECT = 140
"""Pixels."""
NARROW = ((AGENT, 1000), (QUEUE, 860))
"""Columns that are left out where the list is narrower than this, pixels."""
PREPARED = 48
"""Rows that are laid out before they come into view."""
PREPARED_A_TURN = 3
STATES = ("", "open", "pending", "solved", "closed")


class RowPainter:
    """Paints whole rows: texts kept laid out, columns in their colour; nothing is asked of the style."""

    def __init__(self) -> None:
        tokens = theme.current_tokens()
        self._laid: dict[tuple[str, int, bool], tuple[QStaticText, float]] = {}
        self._font, self._strong = paint.face("body"), paint.face("body", True)
        self._text, self._soft = QColor(tokens.text), QColor(tokens.text_soft)
        self.ground, self.line = QColor(tokens.accent_soft), QColor(tokens.line)
        self.focus = QColor(tokens.focus)
        self._colours = {
            (PRIORITY, words.priority("urgent")): QColor(tokens.bad),
            (PRIORITY, words.priority("high")): QColor(tokens.warn),
            (STATE, words.ticket_state("open")): QColor(tokens.info),
            (STATE, words.ticket_state("pending")): QColor(tokens.warn),
        }

    def draw_column(
        self, painter: QPainter, place: int, x: int, width: int, rows: list[tuple[int, str]]
    ) -> None:
        """Draw one column's texts, given with the top of their rows: the font is set once."""
        strong = place == SUBJECT
        painter.setFont(self._strong if strong else self._font)
        plain = self._soft if place >= AGENT or place == NUMBER else self._text
        painter.setPen(plain)
        coloured = place in (PRIORITY, STATE)
        laid, left = self._laid, x + 10
        for y, text in rows:
            if not text:
                continue
            if coloured:
                painter.setPen(self._colours.get((place, text), plain))
            key = (text, width, strong)
            static, top = laid.get(key) or self._lay(key)
            painter.drawStaticText(QPointF(left, y + top), static)

    def prepare(self, texts: Texts, widths: list[int]) -> None:
        """Lay out a row's texts before it is in view."""
        for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
            key = (text, width, place == SUBJECT)
            if text and width and key not in self._laid:
                self._lay(key)

    def _lay(self, key: tuple[str, int, bool]) -> tuple[QStaticText, float]:
        """A text laid out, and how far below its row's top it starts: scripts differ in height."""
        text, width, strong = key
        if len(self._laid) > 3_000:  # freeing more at once would be seen
            self._laid.clear()
        font = self._strong if strong else self._font
        laid = _static(text, font)
        if laid.size().width() > width - 18:  # measured by laying it out: that is needed anyway
            cut = paint.metrics("body", strong).elidedText(text, Qt.TextElideMode.ElideRight, width - 18)
            laid = _static(cut, font)
        made = self._laid[key] = laid, (ROW - laid.size().height()) / 2
        return made


def _static(text: str, font: QFont) -> QStaticText:
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(font=font)
    return laid


class TicketTable(QTableView):
    """The table."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        self._painter: RowPainter | None = None
        self._first = 0
        self._ahead: list[int] = []
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._prepare)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All visible rows in one go: a delegate called for each cell takes three times as long."""
        model = self.model()
        assert isinstance(model, TicketsModel)
        drawer = self._painter
        if drawer is None:
            drawer = self._painter = RowPainter()
        painter = QPainter(self.viewport())
        dirty = event.rect()
        first = self.rowAt(dirty.top())
        if first >= 0:
            last = min(first + dirty.height() // ROW + 1, model.rowCount() - 1)
            top = self.rowViewportPosition(first)
            self._paint_rows(painter, model, drawer, range(first, last + 1), top)
            model.look_at(first, last)
            self._look_ahead(model, first, last)
        painter.end()

    def _look_ahead(self, model: TicketsModel, first: int, last: int) -> None:
        """While nothing else is to be done, lay out the rows that come next in the way it is scrolled."""
        down = first >= self._first
        self._first = first
        rows = range(last + 1, last + 1 + PREPARED) if down else range(first - 1, first - 1 - PREPARED, -1)
        self._ahead = [row for row in rows if 0 <= row < model.rowCount() and model.ticket(row) is not None]
        if self._ahead and not self._idle.isActive():
            self._idle.start()

    @Slot()
    def _prepare(self) -> None:
        """A few rows a turn, so that the next frame never waits for it."""
        model, drawer, head = self.model(), self._painter, self.horizontalHeader()
        if not self._ahead or drawer is None:
            self._idle.stop()
            return
        assert isinstance(model, TicketsModel)
        widths = [head.sectionSize(place) for place in range(len(COLUMNS))]
        for number in self._ahead[:PREPARED_A_TURN]:
            if model.ticket(number) is not None:
                drawer.prepare(model.texts(number), widths)
        del self._ahead[:PREPARED_A_TURN]

    def _paint_rows(
        self, painter: QPainter, model: TicketsModel, drawer: RowPainter, rows: range, top: int
    ) -> None:
        width = self.viewport().width()
        current = self.currentIndex().row()
        selected = {index.row() for index in self.selectionModel().selectedRows()}
        texts = []
        for step, number in enumerate(rows):
            y = top + step * ROW
            texts.append((y, model.texts(number)))
            if number in selected:
                painter.fillRect(0, y, width, ROW - 1, drawer.ground)
            painter.fillRect(0, y + ROW - 1, width, 1, drawer.line)
            if number == current and self.hasFocus():
                painter.setPen(QPen(drawer.focus, 2))
                painter.drawRect(1, y + 1, width - 2, ROW - 3)
        head = self.horizontalHeader()
        for place in range(len(COLUMNS)):
            x, room = head.sectionViewportPosition(place), head.sectionSize(place)
            if not room:
                continue
            drawer.draw_column(painter, place, x, room, [(y, row[place]) for y, row in texts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave out what there is no room for; the subject takes what is left."""
        width, head = self.viewport().width(), self.horizontalHeader()
        for place, least in NARROW:
            self.setColumnHidden(place, width < least)
        others = sum(head.sectionSize(place) for place in range(head.count()) if place != SUBJECT)
        self.setColumnWidth(SUBJECT, max(LEAST_SUBJECT, width - others))

    def shows_blanks(self) -> bool:
        """Whether a row stands in the window whose page has not come yet."""
        model, first = self.model(), self.rowAt(0)
        assert isinstance(model, TicketsModel)
        last = min(first + self.viewport().height() // ROW, model.rowCount() - 1)
        return first >= 0 and any(model.ticket(number) is None for number in (first, last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self._painter = None


class TicketList(Panel):
    """Filters above, table below."""

    ticket_wanted = Signal(object)
    """The TicketRow that was opened."""
    closed = Signal()

    def __init__(self, port: Reading, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._port = port
        self._asking = 0
        self.model = TicketsModel(port, self)
        self.model.page_wanted.connect(self._ask)
        self.table = TicketTable(self)
        self.table.setModel(self.model)
        for place, width in enumerate(WIDTHS):
            self.table.setColumnWidth(place, width)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        self._state = QComboBox()
        for state in STATES:
            self._state.addItem("", state)
        self._state.setCurrentIndex(1)
        self._mine = Button("")
        self._mine.setCheckable(True)
        self._state.currentIndexChanged.connect(self.refresh)
        self._mine.toggled.connect(self.refresh)
        self._count = Text("", "small", "soft")
        self._again = IconButton("retrieve", "", "F5")
        self._again.clicked.connect(self.refresh)
        self._close = IconButton("close", "", "Esc")
        self._close.clicked.connect(self.closed)
        self._build()

    def _build(self) -> None:
        layout = column(self, 0, 1)
        bar = row(layout, 8, (16, 8, 8, 8))
        self._title = Text("", "title")
        bar.addWidget(self._title)
        bar.addWidget(self._count)
        bar.addStretch(1)
        for widget in (self._mine, self._state, self._again, self._close):
            bar.addWidget(widget)
        layout.addWidget(divider())
        layout.addWidget(self.table, 1)
        self._say()

    def _say(self) -> None:
        """What stands still, in the window's language."""
        self._title.setText(self.tr("Tickets"))
        self.table.setAccessibleName(self.tr("Tickets"))
        self._state.setAccessibleName(self.tr("Filter by state"))
        for place, state in enumerate(STATES):
            self._state.setItemText(place, words.ticket_state(state) if state else self.tr("All states"))
        self._mine.set_text(self.tr("Only mine"))
        self._again.set_name(self.tr("Read the list again"))
        self._close.set_name(self.tr("Close the list of tickets"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.model.refresh_words()

    @Slot()
    def refresh(self) -> None:
        """Read the list anew."""
        self._asking += 1
        self.model.reset()

    def choose_state(self, state: str) -> None:
        """Filter by a state (empty: all) and read the list."""
        place = self._state.findData(state)
        if place == self._state.currentIndex():
            self.refresh()
        else:
            self._state.setCurrentIndex(place)

    def put(self, ticket: TicketRow) -> None:
        """A ticket changed."""
        self.model.put(ticket)

    @Slot(int)
    def _ask(self, offset: int) -> None:
        round_ = self._asking
        query = ListTickets(
            offset=offset,
            state=self._state.currentData(),
            agent_id=self._port.me if self._mine.isChecked() else None,
        )

        def came(page: TicketPage) -> None:
            if round_ == self._asking:
                self.model.add_page(page)
                self._count.setText(f"{page.total:,}".replace(",", " "))

        def failed(refusal: Refusal) -> None:
            if round_ == self._asking:
                self.model.page_failed(offset)
                self._count.setText(refusal.text)

        self._port.ask(query, came, failed, owner=self)

    @Slot()
    def _open(self) -> None:
        ticket = self.model.ticket(self.table.currentIndex().row())
        if ticket is not None:
            self.ticket_wanted.emit(ticket)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)
