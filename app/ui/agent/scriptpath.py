"""The way through a script so far: what was said, asked and answered, and what was done on the way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.protocol.flow_run import Passed
from app.ui import theme
from app.ui.agent import paint, scriptwords

Index = QModelIndex | QPersistentModelIndex
PASSED_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LOW, HIGH = 28, 44
INDENT = 12
RUN = "run"
"""Kind of a line that stands for a whole run."""
EFFECTS = ("do", "look_up", "route", "transfer")


class PathModel(QAbstractListModel):
    """The steps, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Passed] = []

    def show_steps(self, steps: list[Passed]) -> None:
        """Show these."""
        if steps != self.steps:
            self.beginResetModel()
            self.steps = steps
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.steps[index.row()]
        if role == PASSED_ROLE:
            return step
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ": ".join(part for part in (title_of(step), step.answer) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (title_of(step), step.answer) if part)
        return None


def title_of(step: Passed) -> str:
    """What a step was, in a line."""
    words = scriptwords.done(step) if step.kind in EFFECTS else ""
    return " ".join((words or step.text or step.node).split())


class PathDelegate(QStyledItemDelegate):
    """Paints a step: a mark, what it was, and below it the answer."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step: Passed = index.data(PASSED_ROLE)
        return QSize(0, HIGH if step.answer else LOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Passed = index.data(PASSED_ROLE)
        tokens, rect = theme.current_tokens(), QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.draw_row(
            painter,
            rect,
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver) and step.changeable,
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        x = rect.x() + 10 + INDENT * min(step.depth, 3)
        icon, tone = _mark(step)
        middle = rect.y() + 14
        paint.draw_icon(painter, icon, QRectF(x, middle - 6, 12, 12), getattr(tokens, tone))
        room = int(rect.right() - 10 - x - 18)
        title = paint.elided(title_of(step), "small", False, room)
        painter.setPen(paint.colour(tokens.text_faint if step.kind == "say" else tokens.text_soft))
        paint.draw(painter, x + 18, middle, title, "small", step.kind == RUN)
        if step.answer:
            painter.setPen(paint.colour(tokens.text))
            answer = paint.elided(" ".join(step.answer.split()), "body", True, room)
            paint.draw(painter, x + 18, middle + 17, answer, "body", True)
        painter.restore()


SPEAKERS = {"console": "headset", "telephone": "phone", "web": "link"}


def _mark(step: Passed) -> tuple[str, str]:
    """Icon and colour token of a step; of a whole run (`scriptanswers`) who spoke it."""
    if step.kind == RUN:
        return SPEAKERS.get(step.node, "headset"), "text_soft"
    if step.kind in EFFECTS:
        return ("warning", "warn") if scriptwords.was_refused(step) else ("done", "good")
    if step.kind == "say":
        return "speaker", "text_faint"
    return "check", "accent"


class PathList(QListView):
    """The steps; Enter on one that was answered asks to change it, Escape goes back to the script."""

    change_wanted = Signal(object)
    """A Passed."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = PathModel()
        self.setModel(self.steps)
        self.setItemDelegate(PathDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._picked)

    def show_steps(self, steps: list[Passed]) -> None:
        """Show these, the newest in view."""
        self.steps.show_steps(steps)
        self.scrollToBottom()

    def _picked(self, index: QModelIndex) -> None:
        step: Passed | None = index.data(PASSED_ROLE) if index.isValid() else None
        if step is not None and step.changeable:
            self.change_wanted.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._picked(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Put the keyboard here, on the last answer."""
        count = self.steps.rowCount()
        changeable = [place for place, step in enumerate(self.steps.steps) if step.changeable]
        if not self.currentIndex().isValid() and count:
            self.setCurrentIndex(self.steps.index(changeable[-1] if changeable else count - 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
