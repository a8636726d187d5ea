"""What the first pop would otherwise wait for: fonts of every script, icons, the table of phone numbers."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QStaticText
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from app.ui import theme
from app.ui.agent import paint, words
from app.ui.agent.timeline import ICONS, TONES

SAMPLE = "Aa 王小明發票电话 สมชายใจดี กำ ふカ 한글 Жя Ωα 0123456789 · … “” #"
FACES = (
    ("head", True),
    ("title", True),
    ("body", True),
    ("body", False),
    ("small", True),
    ("small", False),
    ("caption", True),
    ("caption", False),
)


class Warmer(QObject):
    """Does it bit by bit between turns of the event loop: the window never stands still for it."""

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = [*FACES]
        self._image = QImage(900, 40, QImage.Format.Format_ARGB32_Premultiplied)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin; `done` tells the end."""
        self._timer.start()

    @Slot()
    def _step(self) -> None:
        if self._steps:
            size, strong = self._steps.pop(0)
            painter = QPainter(self._image)
            paint.draw(painter, 0, 20, SAMPLE, size, strong)
            paint.block(SAMPLE, size, 300, 2)
            painter.end()
            return
        self._timer.stop()
        self._icons()
        self._list()
        words.number("+886912345678")
        self.done.emit()

    def _list(self) -> None:
        """PySide makes a class ready when it is first used: the list of tickets is the first table."""
        table, choice, text = QTableView(), QComboBox(), QStaticText(SAMPLE)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(font=paint.face("body"))
        choice.addItem("", "")
        for head in (table.horizontalHeader(), table.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for widget in (table, choice):
            widget.ensurePolished()
            widget.deleteLater()

    def _icons(self) -> None:
        tokens = theme.current_tokens()
        painter = QPainter(self._image)
        for kind, name in ICONS.items():
            paint.draw_icon(painter, name, QRectF(0, 0, 16, 16), getattr(tokens, TONES[kind]))
        painter.end()
