"""Choose a node by typing a part of its name or text; with the way that is to lead there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.ui.controls import Text, column, row
from app.ui.designer.drawing import KIND_ICONS, KIND_TONES
from app.ui.designer.scene import Card
from app.ui.icons import icon
from app.ui.theme import current_tokens

MOST = 200
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class NodePicker(QDialog):
    """Enter takes the highlighted node; arrows move it while one types."""

    picked = Signal(int, str)
    """The place of the way in those given, and the node's name."""

    def __init__(
        self, title: str, cards: Sequence[Card], ways: Sequence[str] = (), way: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(440, 420)
        self._cards = list(cards)
        self.way = QComboBox()
        self.way.addItems(list(ways))
        self.way.setCurrentIndex(way)
        self.way.setAccessibleName(self.tr("Way"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Name or text of the node"))
        self.field.setAccessibleName(self.tr("Name or text of the node"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Nodes"))
        layout = column(self, 10, 16)
        layout.addWidget(Text(title, "strong"))
        if ways:
            line = row(layout, 8)
            line.addWidget(Text(self.tr("Way"), "body", "soft"))
            line.addWidget(self.way, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self._fill()
        self.field.setFocus()

    @Slot()
    def _fill(self) -> None:
        wanted = self.field.text().strip().casefold()
        self.list.clear()
        tokens = current_tokens()
        hits = [
            card for card in self._cards if wanted in f"{card.name}\n{card.title}\n{card.text}".casefold()
        ]
        hits.sort(key=lambda card: not card.name.casefold().startswith(wanted))
        for card in hits[:MOST]:
            picture = icon(KIND_ICONS[card.kind], getattr(tokens, KIND_TONES[card.kind]), pixels=16)
            words = card.title if card.title == card.name else f"{card.title} ({card.name})"
            item = QListWidgetItem(picture, f"{words} — {card.text}" if card.text else words)
            item.setData(NAME_ROLE, card.name)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot()
    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.picked.emit(max(0, self.way.currentIndex()), str(item.data(NAME_ROLE)))
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)
