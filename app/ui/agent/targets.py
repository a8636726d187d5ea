"""Who to consult or to transfer to: queues with who waits, agents with their state, or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import situation, words
from app.ui.controls import Text, column
from app.ui.icons import pixmap
from app.ui.theme import STATE_COLOURS, base_font, current_tokens
from app.ui.workplace import Workplace

TARGET_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NUMBER = re.compile(r"^[+*#\d][\d\s().*#-]*$")
WIDTH, HEIGHT = 360, 400


@dataclass(frozen=True)
class Target:
    """A line: `kind` is queue, agent or number, `value` its id or the number."""

    kind: str
    value: int | str
    title: str
    detail: str
    token: str
    possible: bool = True


class TargetModel(QAbstractListModel):
    """The targets that fit what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[Target] = []

    def show_targets(self, targets: list[Target]) -> None:
        """Show these."""
        if targets != self.targets:
            self.beginResetModel()
            self.targets = targets
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.targets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        target = self.targets[index.row()]
        if role == TARGET_ROLE:
            return target
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{target.title} · {target.detail}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.targets[index.row()].possible:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


_ICONS = {"queue": "queue", "agent": "user", "number": "phone-out"}


class TargetDelegate(QStyledItemDelegate):
    """Draws a target: icon, name, and its state at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        target: Target = index.data(TARGET_ROLE)
        area: QRect = option.rect
        state = option.state
        tokens = current_tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver) and target.possible:
            chosen = state & QStyle.StateFlag.State_Selected
            painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.hover))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 6, 6)
        ratio = painter.device().devicePixelRatioF()
        ink = tokens.text_soft if target.possible else tokens.edge
        painter.drawPixmap(
            area.left() + 12, area.center().y() - 8, pixmap(_ICONS[target.kind], ink, 16, ratio)
        )
        small = base_font()
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(getattr(tokens, target.token)))
        wide = min(painter.fontMetrics().horizontalAdvance(target.detail), area.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRect(area.right() - wide - 11, area.top(), wide + 1, area.height()), middle, target.detail
        )
        painter.setFont(base_font())
        painter.setPen(QColor(tokens.text if target.possible else tokens.text_faint))
        room = QRect(area.left() + 38, area.top(), area.width() - 38 - wide - 24, area.height())
        shown = painter.fontMetrics().elidedText(target.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)
        painter.restore()


class Targets(QFrame):
    """A popup; `chosen` tells the purpose (consult or transfer), the kind of target and its id or number."""

    chosen = Signal(str, str, object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._at = workplace
        self.purpose = "transfer"
        self.setProperty("role", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedSize(WIDTH, HEIGHT)
        self._title = Text("", "strong")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.model = TargetModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(TargetDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = Text("", "small", "faint", wrap=True)
        layout = column(self, 8, 12)
        for widget in (self._title, self.field):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._hint)
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.view.clicked.connect(self._picked)
        workplace.settled.connect(self._settled)
        self._name()

    def open_under(self, button: QWidget, purpose: str) -> None:
        """Open below a button for `consult` or `transfer`, with the keyboard in the field."""
        self.purpose = purpose
        self.field.clear()
        self._name()
        self.refresh()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
        self.show()
        self.field.setFocus()

    @Slot()
    def refresh(self) -> None:
        """List the targets that fit what is typed."""
        before = self._current()
        self.model.show_targets(self._targets())
        for position, target in enumerate(self.model.targets):
            if before is not None and (target.kind, target.value) == (before.kind, before.value):
                self.view.setCurrentIndex(self.model.index(position))
                return
        self._step(1, -1)

    def _targets(self) -> list[Target]:
        typed = self.field.text().strip()
        found = []
        if _is_number(typed):
            found.append(Target("number", typed, typed, self.tr("call this number"), "text_soft"))
        if self.purpose == "transfer":
            found += [self._queue(f) for f in situation.queue_figures(self._at.rows, self._at.now())]
        found += [self._agent(colleague) for colleague in situation.colleagues(self._at.rows)]
        wanted = typed.casefold()
        return [target for target in found if self._fits(target, wanted)]

    def _fits(self, target: Target, wanted: str) -> bool:
        if target.kind == "number" or wanted in target.title.casefold():
            return True
        agent = self._at.rows.row("agents", int(target.value)) if target.kind == "agent" else None
        return bool(agent and agent.number.startswith(wanted))

    def _queue(self, figure: situation.QueueFigure) -> Target:
        detail = self.tr("%n waiting", "", figure.waiting)
        return Target("queue", figure.queue.id, figure.queue.name, detail, "text_soft")

    def _agent(self, colleague: situation.Colleague) -> Target:
        reason = self._at.rows.row("reason_codes", colleague.reason_id)
        detail = situation.code_name(reason, self._at.language) or words.agent_state(colleague.word)
        at_hand = colleague.word != "logged_out" and (self.purpose == "transfer" or _is_free(colleague.word))
        token = STATE_COLOURS[colleague.word] if at_hand else "text_faint"
        return Target("agent", colleague.agent.id, colleague.agent.name, detail, token, at_hand)

    def _current(self) -> Target | None:
        index = self.view.currentIndex()
        return index.data(TARGET_ROLE) if index.isValid() else None

    def _step(self, by: int, start: int | None = None) -> None:
        """Go to the next target that is possible."""
        position = self.view.currentIndex().row() if start is None else start
        while 0 <= position + by < len(self.model.targets):
            position += by
            if self.model.targets[position].possible:
                self.view.setCurrentIndex(self.model.index(position))
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._current())
                return True
        return False

    @Slot(QModelIndex)
    def _picked(self, index: QModelIndex) -> None:
        self._choose(index.data(TARGET_ROLE))

    def _choose(self, target: Target | None) -> None:
        if target is None or not target.possible:
            return
        self.close()
        self.chosen.emit(self.purpose, target.kind, target.value)

    @Slot(object)
    def _settled(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & {"agents", "agent_states", "work_items", "queues"}:
            self.refresh()

    def _name(self) -> None:
        consult = self.purpose == "consult"
        self._title.setText(self.tr("Consult") if consult else self.tr("Transfer to"))
        self.setAccessibleName(self.tr("Consult") if consult else self.tr("Transfer to"))
        self.field.setPlaceholderText(
            self.tr("Name or number") if consult else self.tr("Name, queue or number")
        )
        self.field.setAccessibleName(self.tr("Target"))
        self.view.setAccessibleName(self.tr("Targets"))
        self._hint.setText(
            self.tr("The caller hears music while you speak with them.")
            if consult
            else self.tr("The caller is passed on at once. To speak first, consult.")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


def _is_free(word: str) -> bool:
    return word in ("ready", "not_ready")


def _is_number(text: str) -> bool:
    """Whether something typed can be meant as a number to dial (three digits or more)."""
    return bool(NUMBER.match(text)) and sum(c.isdigit() for c in text) >= 3
