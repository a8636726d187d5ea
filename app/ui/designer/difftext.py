"""Lines of a unified difference, coloured by what happened to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.theme import current_tokens

_TONES = {"+": ("good", "good_soft"), "-": ("bad", "bad_soft"), "@": ("text_faint", "sunken")}


class DiffText(QPlainTextEdit):
    """Read only; each line begins with +, - or a space, so that colour is not all that tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def show_lines(self, lines: list[str]) -> None:
        """Show these."""
        self._lines = lines
        self._draw()

    def _draw(self) -> None:
        self.setPlainText("\n".join(self._lines))
        tokens = current_tokens()
        cursor = QTextCursor(self.document())
        for number, line in enumerate(self._lines):
            tone = _TONES.get(line[:1])
            if tone is None:
                continue
            words, ground = QTextCharFormat(), QTextBlockFormat()
            words.setForeground(QColor(getattr(tokens, tone[0])))
            ground.setBackground(QColor(getattr(tokens, tone[1])))
            cursor.setPosition(self.document().findBlockByNumber(number).position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(words)
            cursor.setBlockFormat(ground)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
