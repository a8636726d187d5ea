"""Find in the flow: names, texts, variables, conditions; from hit to hit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent

from app.ui.designer.author import Author
from app.ui.designer.bar import DesignerBar
from app.ui.designer.graph import Graph

PAUSE_MS = 150


class Finding(QObject):
    """Joins the field of the bar with the graph."""

    def __init__(self, author: Author, graph: Graph, bar: DesignerBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._author = author
        self._graph = graph
        self._bar = bar
        self.hits: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.find)
        bar.search.textChanged.connect(self._typed)
        bar.search.installEventFilter(self)
        bar.next.clicked.connect(self.next)
        bar.previous.clicked.connect(self.previous)
        author.drawn.connect(self._again)
        self._show()

    def focus(self) -> None:
        """Type what to find."""
        self._bar.search.setFocus()
        self._bar.search.selectAll()

    @Slot()
    def _typed(self) -> None:
        self._timer.start()

    @Slot()
    def _again(self) -> None:
        if self._bar.search.text():
            self._timer.start()

    @Slot()
    def find(self) -> None:
        """Find what is typed."""
        self._timer.stop()
        wanted = self._bar.search.text().strip().casefold()
        self.hits = []
        if wanted:
            here = self._graph.scene.cards
            self.hits = [
                piece.name
                for piece in self._author.document.pieces
                if piece.name and piece.name in here and wanted in piece.text.casefold()
            ]
        self._graph.set_found(self.hits)
        self._show()

    @Slot()
    def next(self) -> None:
        """To the next hit."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """To the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._timer.isActive():
            self.find()
        if not self.hits:
            return
        current = self._graph.current
        place = self.hits.index(current) + by if current in self.hits else (0 if by > 0 else -1)
        self._graph.select([self.hits[place % len(self.hits)]])
        self._show()

    def _show(self) -> None:
        wanted = bool(self._bar.search.text().strip())
        words = ""
        if wanted and not self.hits:
            words = self.tr("nothing")
        elif self.hits:
            current = self._graph.current
            place = self.hits.index(current) + 1 if current in self.hits else 0
            words = self.tr("{place} of {count}").format(place=place or "–", count=len(self.hits))
        self._bar.hits.setText(words)
        for button in (self._bar.next, self._bar.previous):
            button.setEnabled(bool(self.hits))
            button.setVisible(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._bar.search.clear()
                self.find()
                self._graph.setFocus()
                return True
        return super().eventFilter(watched, event)
