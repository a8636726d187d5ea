"""What is wrong with the flow: a list below the graph; Enter goes to the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QListView, QWidget

from app.scripts.nodes import Problem
from app.ui.controls import Panel, Text, column, row
from app.ui.icons import icon
from app.ui.theme import current_tokens

Index = QModelIndex | QPersistentModelIndex
PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole)


class ProblemModel(QAbstractListModel):
    """Errors first, then by line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []

    def show(self, problems: Sequence[Problem]) -> None:
        """Other problems."""
        self.beginResetModel()
        self.problems = sorted(problems, key=lambda problem: (problem.severity != "error", problem.line))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problems[index.row()]
        if role == PROBLEM_ROLE:
            return problem
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            where = f"{problem.node}: " if problem.node else ""
            return self.tr("Line {line}").format(line=problem.line) + f"   {where}{problem.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem.text
        if role == Qt.ItemDataRole.DecorationRole:
            tokens = current_tokens()
            error = problem.severity == "error"
            return icon("error" if error else "warning", tokens.bad if error else tokens.warn, pixels=16)
        return None


class ProblemList(QWidget):
    """The list with its headline."""

    opened = Signal(object)
    """The `Problem` to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ProblemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.head = Text("", "small", "soft")
        panel = Panel("panel")
        inside = column(panel, 0, (8, 6, 8, 4))
        line = row(inside, 8, (6, 0, 6, 2))
        line.addWidget(self.head, 1)
        inside.addWidget(self.list, 1)
        column(self, 0, 0).addWidget(panel)
        self.list.activated.connect(self._activated)
        self.list.clicked.connect(self._activated)
        self.show_problems([])

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self.model.show(problems)
        self._name()

    def step(self, by: int) -> None:
        """To the next problem, or the one before."""
        count = self.model.rowCount()
        if count:
            current = self.list.currentIndex()
            place = (current.row() + by) % count if current.isValid() else 0
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            self._activated(index)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        problem = index.data(PROBLEM_ROLE)
        if problem is not None:
            self.opened.emit(problem)

    def _name(self) -> None:
        errors = sum(problem.severity == "error" for problem in self.model.problems)
        warnings = len(self.model.problems) - errors
        if not self.model.problems:
            words = self.tr("No problems: this flow can go live.")
        else:
            words = self.tr("%n error(s)", "", errors) + " · " + self.tr("%n warning(s)", "", warnings)
        self.head.setText(words)
        self.head.set_tone("bad" if errors else "warn" if warnings else "good")
        self.list.setAccessibleName(self.tr("Problems"))
        some = bool(self.model.problems)
        self.list.setVisible(some)
        self.setMinimumHeight(96 if some else 32)
        self.setMaximumHeight(16_777_215 if some else 40)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
