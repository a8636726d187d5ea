"""The agent's state: colour, word and running time, and the menu to choose another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.protocol.agents import SetPresence
from app.ui import situation, words
from app.ui.controls import with_key
from app.ui.icons import icon, pixmap
from app.ui.theme import STATE_COLOURS, base_font, current_tokens, figures_font
from app.ui.workplace import Workplace

HEIGHT = 40
WIDTH = 240


class StateButton(QAbstractButton):
    """Draws a state: a coloured ground, a dot, the word, what comes next, the running time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = "logged_out"
        self.text_word = ""
        self.detail = ""
        self.time = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        name = STATE_COLOURS[self.word]
        ink, ground = QColor(getattr(tokens, name)), QColor(getattr(tokens, f"{name}_soft"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor(tokens.focus) if self.hasFocus() else ink)
            pen.setWidthF(2 if self.hasFocus() else 1)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(13, self.height() / 2 - 4.5, 9, 9))
        self._draw_words(painter, ink)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(
            self.width() - 26, self.height() // 2 - 8, pixmap("chevron-down", ink.name(), 16, ratio)
        )

    def _draw_words(self, painter: QPainter, ink: QColor) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        time_font = figures_font(13, strong=True)
        painter.setFont(time_font)
        painter.setPen(ink)
        right = self.width() - 32
        wide = painter.fontMetrics().horizontalAdvance(self.time)
        painter.drawText(right - wide, 0, wide + 1, self.height(), middle, self.time)
        strong = base_font()
        strong.setPixelSize(14)
        strong.setWeight(strong.Weight.DemiBold)
        painter.setFont(strong)
        room = right - wide - 8 - 32
        top = 4 if self.detail else 0
        line = self.height() - 18 if self.detail else self.height()
        shown = painter.fontMetrics().elidedText(self.text_word, Qt.TextElideMode.ElideRight, room)
        painter.drawText(32, top, room, line - top, middle, shown)
        if self.detail:
            small = base_font()
            small.setPixelSize(11)
            painter.setFont(small)
            shown = painter.fontMetrics().elidedText(self.detail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(32, self.height() - 20, room, 16, middle, shown)


class StateControl(StateButton):
    """The state control at the top of the window. Choosing sends `SetPresence`."""

    chosen = Signal(str)
    """The presence that was chosen."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._menu = QMenu(self)
        self._menu.setObjectName("state menu")
        self.clicked.connect(self.open_menu)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._picked)
        workplace.rows_changed.connect(self._rows_changed)
        workplace.tick.connect(self.refresh)
        self.refresh()

    @Slot()
    def open_menu(self) -> None:
        """Show the states that can be chosen."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def refresh(self) -> None:
        """Draw the state as it is now."""
        rows = self._at.rows
        mine = situation.my_state(rows)
        self.word = mine.word
        self.text_word = words.agent_state(mine.word)
        self.time = words.running((self._at.now() - mine.since) // 1000) if mine.since else ""
        self.detail = self._reason(mine.reason_id)
        if mine.next_presence:
            after = self._reason(mine.next_reason_id) or words.agent_state(mine.next_presence)
            self.detail = self.tr("next: {state}").format(state=after)
        said = ", ".join(part for part in (self.text_word, self.detail, self.time) if part)
        self.setAccessibleName(self.tr("Agent state"))
        self.setAccessibleDescription(said)
        self.setToolTip(with_key(self.tr("Choose your state"), "Ctrl+Shift+S"))
        self.update()

    def choose(self, presence: str, reason_id: int | None = None) -> None:
        """Ask the hub for another presence."""
        self._at.ops.do(SetPresence(presence=presence, reason_id=reason_id), owner=self)
        self.chosen.emit(presence)

    def _reason(self, reason_id: int | None) -> str:
        return situation.code_name(self._at.rows.row("reason_codes", reason_id), self._at.language)

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"agent_states", "reason_codes"}:
            self.refresh()

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        self._add("ready", None, words.agent_state("ready"))
        self._menu.addSeparator()
        self._add("not_ready", None, words.agent_state("not_ready"))
        for code in situation.reason_codes(self._at.rows):
            self._add("not_ready", code.id, situation.code_name(code, self._at.language))

    def _add(self, presence: str, reason_id: int | None, text: str) -> None:
        action = QAction(text, self._menu)
        colour = getattr(current_tokens(), STATE_COLOURS[presence])
        action.setIcon(icon("dot", colour, pixels=14))
        action.setData((presence, reason_id))
        self._menu.addAction(action)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        presence, reason_id = action.data()
        self.choose(presence, reason_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
