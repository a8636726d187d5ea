"""The versions of a flow as an item model, newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.protocol.flows import VersionView
from app.ui.agent.words import moment, translate
from app.ui.theme import current_tokens

Index = QModelIndex | QPersistentModelIndex
VERSION_ROLE = int(Qt.ItemDataRole.UserRole)
_TONES = {"draft": "text_soft", "review": "info", "live": "good", "retired": "text_faint"}


class VersionsModel(QAbstractTableModel):
    """A row a version: number, state, when, by whom, remark."""

    def __init__(self, agent_name: Callable[[int | None], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._agent_name = agent_name
        self._versions: list[VersionView] = []
        self._now = 0

    def set_versions(self, versions: list[VersionView], now: int) -> None:
        """Show these; `now` in ms, for times as people say them."""
        self.beginResetModel()
        self._versions, self._now = list(versions), now
        self.endResetModel()

    def version(self, row: int) -> VersionView | None:
        """The version in a row."""
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def row_of(self, version_id: int | None) -> int:
        """Its row, or -1."""
        return next((row for row, one in enumerate(self._versions) if one.id == version_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._versions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Versions", "Version"),
            translate("Versions", "State"),
            translate("Versions", "Saved"),
            translate("Versions", "By"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        version = self.version(index.row()) if index.isValid() else None
        if version is None:
            return None
        if role == VERSION_ROLE:
            return version
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(version, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return version.remark or None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(getattr(current_tokens(), _TONES[version.state]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._cell(version, column) for column in range(4))
        return None

    def _cell(self, version: VersionView, column: int) -> str:
        if column == 0:
            return str(version.number)
        if column == 1:
            return state_word(version, self._now)
        if column == 2:
            return moment(version.saved_at, self._now)
        return self._agent_name(version.agent_id)


def state_word(version: VersionView, now: int) -> str:
    """Draft, In review, Live (with its share or the day it begins), Replaced."""
    match version.state:
        case "draft":
            return translate("Versions", "Draft")
        case "review":
            return translate("Versions", "In review")
        case "retired":
            return translate("Versions", "Replaced")
    if version.live_from is not None and version.live_from > now:
        return translate("Versions", "Live from {when}").format(when=moment(version.live_from, now))
    if version.share < 100:
        return translate("Versions", "Live, {share} %").format(share=version.share)
    return translate("Versions", "Live")
