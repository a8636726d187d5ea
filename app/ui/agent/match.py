"""Why this customer is shown; the choice where a number belongs to several; what to do where to nobody."""

from __future__ import annotations

import time
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
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.protocol.views import Candidate, Match
from app.ui import theme
from app.ui.agent import paint, words
from app.ui.agent.port import Port
from app.ui.controls import Button, Glyph, Panel, Text, column, row
from app.ui.search import SearchField

Index = QModelIndex | QPersistentModelIndex
CANDIDATE_ROLE = int(Qt.ItemDataRole.UserRole)
ROW = 44
SHOWN = 4
SHOWN_LOW = 2
"""Rows beside an open script in a low window."""
KEYS = 9
SETTLED = ("chosen", "agent")
"""Ways of matching that are a person's own choice: nothing is asked again."""


class Candidates(QAbstractListModel):
    """The customers a number may belong to, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Candidate] = []
        self.now = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        candidate = self._rows[index.row()]
        if role == CANDIDATE_ROLE:
            return candidate
        if role == Qt.ItemDataRole.DisplayRole:
            return candidate.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (candidate.name, words.customer_kind(candidate.kind), words.reasons(candidate, self.now))
            return ". ".join(part for part in parts if part)
        return None

    def set_rows(self, rows: list[Candidate], now: int) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows, self.now = list(rows), now
        self.endResetModel()

    def at(self, row: int) -> Candidate | None:
        """The candidate in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, customer_id: int) -> int:
        """Where a customer stands; -1 where nowhere."""
        return next((n for n, row in enumerate(self._rows) if row.customer_id == customer_id), -1)


class CandidateDelegate(QStyledItemDelegate):
    """Paints a candidate: the key that takes it, name, kind and language, the reasons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown_id = 0
        """The customer whose card is shown."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        candidate: Candidate = index.data(CANDIDATE_ROLE)
        model = index.model()
        assert isinstance(model, Candidates)
        tokens, rect = theme.current_tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.draw_row(
            painter,
            rect,
            selected=candidate.customer_id == self.shown_id,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=bool(option.state & QStyle.StateFlag.State_HasFocus),
        )
        middle = rect.center().y()
        if index.row() < KEYS:
            key = QRectF(rect.x() + 12, middle - 11, 22, 22)
            painter.setPen(paint.colour(tokens.edge))
            painter.setBrush(paint.colour(tokens.surface))
            painter.drawRoundedRect(key, 4, 4)
            painter.setPen(paint.colour(tokens.text))
            painter.setFont(paint.face("small", True))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        icon = "building" if candidate.kind == "organisation" else "user"
        paint.draw_icon(painter, icon, QRectF(rect.x() + 44, middle - 9, 18, 18), tokens.text_soft)
        x, right = rect.x() + 72, rect.right() - 14
        language = words.language(candidate.language)
        painter.setPen(paint.colour(tokens.text_faint))
        paint.draw(painter, right - paint.width_of(language, "small"), rect.y() + 14, language, "small")
        room = int(right - x - paint.width_of(language, "small") - 8)
        painter.setPen(paint.colour(tokens.text))
        paint.draw(painter, x, rect.y() + 14, paint.elided(candidate.name, "body", True, room), "body", True)
        painter.setPen(paint.colour(tokens.text_soft))
        why = paint.elided(words.reasons(candidate, model.now), "small", False, int(right - x))
        paint.draw(painter, x, rect.y() + 31, why, "small")
        painter.restore()


class CandidateList(QListView):
    """The list; Enter takes the current one."""

    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex().row())
            return
        if event.text().isdecimal() and 0 < int(event.text()) <= KEYS:
            self.taken.emit(int(event.text()) - 1)
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())


class MatchBar(Panel):
    """One sentence on why, and below it what the situation asks for."""

    chosen = Signal(object)
    """Id of the customer it is: taken among the candidates, or found by search."""
    new_wanted = Signal()
    """A new customer shall be made."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._match: Match | None = None
        self._shown = SHOWN
        self._icon = Glyph("link", "text_soft", 16)
        self._why = Text("", "body", "soft", elide=True)
        self._trust = Glyph("shield", "text_faint", 14)
        self.candidates = Candidates(self)
        self.list = CandidateList(self)
        self.list.setModel(self.candidates)
        self._delegate = CandidateDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.taken.connect(self._take)
        self.new = Button("", "plus", "primary")
        self.new.clicked.connect(self.new_wanted)
        self.search = SearchField(port, kind="customer", named=True)
        self.search.chosen.connect(self._found)
        self.other = Button("", kind="link")
        self.other.clicked.connect(self.show_choices)
        self._choices = QWidget()
        line = row(self._choices, 8, (0, 4, 0, 4))
        line.addWidget(self.new)
        line.addWidget(self.search, 1)
        sentence = QWidget()
        first = row(sentence, 8, 0)
        first.addWidget(self._icon)
        first.addWidget(self._why, 1)
        first.addWidget(self._trust)
        first.addWidget(self.other)
        layout = column(self, 2, (16, 5, 12, 5))
        layout.addWidget(sentence)
        layout.addWidget(self.list)
        layout.addWidget(self._choices)
        for number in range(1, KEYS + 1):
            _Digit(number - 1, self)
        self._say()
        self.set_match(None)

    def set_match(self, found: Match | None, shown_id: int = 0) -> None:
        """Say why `shown_id` is shown; None hides the bar (a card that was opened by hand)."""
        self._match = found
        self.setVisible(found is not None)
        if found is None:
            return
        several = len(found.candidates) > 1 and found.by not in SETTLED
        nobody = not found.candidates
        now = time.time_ns() // 1_000_000
        self._why.setText(words.matched(found, now))
        self._show_trust(found)
        self._icon.show_icon(*_icon_of(found))
        self._why.set_tone("warn" if nobody else "soft")
        self._delegate.shown_id = shown_id
        self.candidates.set_rows(found.candidates if several else [], now)
        self.list.setVisible(several)
        if several:
            self._fit()
            self.list.setCurrentIndex(self.candidates.index(max(0, self.candidates.row_of(shown_id))))
        self._choices.setVisible(nobody or several)
        self.other.setVisible(not (nobody or several))
        self.setAccessibleName(self.tr("Why this customer"))
        self.setAccessibleDescription(self._why.full_text())

    def _show_trust(self, found: Match) -> None:
        """What the number is worth: said in words where nobody is known, else a sign with a tooltip."""
        source = "" if found.by == "withheld" else words.number_source(found.source)
        self._trust.setVisible(bool(source))
        asserted = found.source in ("p-asserted-identity", "remote-party-id")
        self._trust.show_icon("shield", "good" if asserted else "text_faint")
        text = self.tr("The number is {source}").format(source=source)
        self._trust.setToolTip(text)
        self._trust.setAccessibleName(text)

    @Slot()
    def show_choices(self) -> None:
        """It is somebody else: the other candidates, a new customer, or one found by search."""
        found = self._match
        if found is None:
            return
        self.candidates.set_rows(found.candidates, time.time_ns() // 1_000_000)
        self.list.setVisible(len(found.candidates) > 1)
        self._fit()
        self._choices.show()
        self.other.hide()
        self.search.setFocus()

    def set_low(self, low: bool) -> None:
        """Whether a script needs the room: then two candidates are in view and one scrolls."""
        shown = SHOWN_LOW if low else SHOWN
        if shown != self._shown:
            self._shown = shown
            self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(max(1, min(self.candidates.rowCount(), self._shown)) * ROW)

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return self._why.full_text()

    def take(self, number: int) -> bool:
        """Take a candidate by its place (0 is the first), as its key does."""
        if self.list.isHidden() or self.candidates.at(number) is None:
            return False
        self._take(number)
        return True

    def show_chosen(self, customer_id: int) -> None:
        """Mark the candidate whose card is shown now."""
        self._delegate.shown_id = customer_id
        self.list.viewport().update()

    @Slot(int)
    def _take(self, number: int) -> None:
        candidate = self.candidates.at(number)
        if candidate is not None:
            self.chosen.emit(candidate.customer_id)

    @Slot(object)
    def _found(self, hit: Any) -> None:
        self.chosen.emit(hit.customer_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.set_match(self._match, self._delegate.shown_id)

    def _say(self) -> None:
        self.new.set_text(self.tr("New customer"))
        self.other.set_text(self.tr("Someone else …"))
        self.search.setPlaceholderText(self.tr("… or find the customer: name, number, e-mail"))
        self.search.setAccessibleName(self.tr("Find the customer who calls"))
        self.list.setAccessibleName(self.tr("Customers with this number"))


class _Digit(QObject):
    """Alt+digit takes a candidate. An object of its own: a lambda would keep the bar alive."""

    def __init__(self, number: int, bar: MatchBar) -> None:
        super().__init__(bar)
        self._number = number
        self._bar = bar
        shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), bar)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._pressed)

    @Slot()
    def _pressed(self) -> None:
        self._bar.take(self._number)


def _icon_of(found: Match) -> tuple[str, str]:
    """Icon and token of its colour for a match."""
    if not found.candidates:
        return ("shield", "warn") if found.by == "withheld" else ("warning", "warn")
    if len(found.candidates) > 1 and found.by not in SETTLED:
        return "users", "info"
    return "link", "good"
