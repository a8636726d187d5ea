"""The figures of a version as tables show them and as marks on the graph. Free of the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.protocol.flows import VersionFigures
from app.ui.agent.words import translate
from app.ui.designer.marks import EdgeMark, NodeMark

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = int(Qt.ItemDataRole.UserRole)
WIDEST = 8.0
"""Weight of the way that most runs took."""


def node_marks(figures: VersionFigures) -> dict[str, NodeMark]:
    """On each node the share of runs that came there; the redder, the more of them went no further."""
    marks = {}
    for node in figures.nodes:
        lost = node.stopped / node.runs if node.runs else 0.0
        marks[node.node] = NodeMark(
            tone="bad" if node.stopped else "info",
            badge=percent(node.runs, figures.runs + figures.called),
            note=translate("Statistics", "{runs} runs came here, {lost} of them went no further").format(
                runs=node.runs, lost=node.stopped
            ),
            strength=min(1.0, 0.15 + 2 * lost) if node.stopped else 0.15,
        )
    return marks


def edge_marks(figures: VersionFigures) -> dict[tuple[str, str], EdgeMark]:
    """On each way how often it was taken, and a line as wide."""
    most = max((edge.times for edge in figures.edges), default=1)
    return {
        (edge.node, edge.target): EdgeMark(
            label=str(edge.times), weight=1.0 + (WIDEST - 1.0) * edge.times / most, tone="info"
        )
        for edge in figures.edges
    }


class TableModel(QAbstractTableModel):
    """Rows of texts under heads; each row may belong to a node. Everything but the first column is a figure
    and stands at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._notes: Sequence[str] = ()
        self._rows: list[tuple[str, ...]] = []
        self._nodes: list[str] = []

    def show_rows(
        self, heads: Mapping[str, str], rows: Sequence[tuple[str, ...]], nodes: Sequence[str] = ()
    ) -> None:
        """Show these; `heads` are the columns with how each is reckoned."""
        self.beginResetModel()
        self._heads, self._notes = list(heads), list(heads.values())
        self._rows, self._nodes = list(rows), list(nodes) or [""] * len(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._notes[section] or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == NODE_ROLE:
            return self._nodes[index.row()]
        return None


def _side(column: int) -> int:
    flag = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return int(flag | Qt.AlignmentFlag.AlignVCenter)


def percent(part: float, whole: float) -> str:
    """A share as people read it; a dash where there is nothing to share."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def span(milliseconds: int | None) -> str:
    """How long somebody stood at a node."""
    if milliseconds is None:
        return "–"
    seconds = milliseconds / 1000
    if seconds < 60:
        return translate("Statistics", "{n} s").format(n=f"{seconds:.1f}" if seconds < 10 else round(seconds))
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
