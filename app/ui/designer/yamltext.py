"""The text of a flow: an editor that says what was typed and takes in what was drawn, letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontDatabase,
    QFontInfo,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from app.scripts.editing import Splice
from app.ui.designer.colouring import Colouring
from app.ui.theme import TYPE, base_font, current_tokens

PAD = 10
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class YamlText(QPlainTextEdit):
    """Its own undo is off: the document's is the one for text and graph."""

    typed = Signal(int, int, str)
    """At a place (letters), so many letters were taken out, and this was put in."""
    place_changed = Signal(int)
    """The cursor is elsewhere (letters from the beginning), by a key or the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mine = False
        self._text = ""
        self._length = 0
        """As Qt counts."""
        self._wide = False
        """Whether there are letters that Qt counts twice."""
        self._problems: dict[int, tuple[str, str]] = {}
        self._colouring = Colouring(current_tokens())
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(False)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies(
            [QFontInfo(font).family(), *base_font().families()]
        )  # letters that it lacks: Thai, Chinese
        font.setPixelSize(TYPE["body"])
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 2)
        self._lines = _LineNumbers(self)
        self.blockCountChanged.connect(self._fit_lines)
        self.updateRequest.connect(self._scrolled)
        self.document().contentsChange.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)
        self._fit_lines()
        self._name()

    # ----------------------------------------------------------------- the document's side
    def load(self, text: str) -> None:
        """Show another text."""
        self._mine = True
        self.setPlainText(text)
        self._mine = False
        self._text, self._wide = text, not _narrow(text)
        self._length = self.document().characterCount() - 1
        self._fit_lines()

    def apply(self, splices: Iterable[Splice]) -> None:
        """Take in what was changed elsewhere. The cursor keeps its place."""
        self._mine = True
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for splice in splices:
            start = self._to_qt(splice.start)
            cursor.setPosition(start)
            cursor.setPosition(start + _qt_length(splice.removed), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(splice.added)
            end = splice.start + len(splice.removed)
            self._text = self._text[: splice.start] + splice.added + self._text[end:]
            self._wide = self._wide or not _narrow(splice.added)
        cursor.endEditBlock()
        self._mine = False
        self._length = self.document().characterCount() - 1
        self._mark()

    def go_to(self, place: int, *, focus: bool = False) -> None:
        """Put the cursor at a letter and have it in view."""
        self._mine = True
        cursor = self.textCursor()
        cursor.setPosition(min(self._to_qt(place), self._length))
        self.setTextCursor(cursor)
        block = self.document().findBlock(cursor.position())
        first, last = self._shown_lines()
        if not first + 1 <= block.blockNumber() <= last - 3:
            self.verticalScrollBar().setValue(max(0, block.blockNumber() - 2))
            self.horizontalScrollBar().setValue(0)
        self._mine = False
        self._mark()
        if focus:
            self.setFocus()

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the first word of a line (from 1)."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        words = block.text()
        self.go_to(self._to_py(block.position() + len(words) - len(words.lstrip())), focus=True)

    def set_problems(self, problems: Mapping[int, tuple[str, str]]) -> None:
        """Line (from 1) → (severity, text): underlined, and told where the mouse rests."""
        self._problems = dict(problems)
        self._mark()
        self._lines.update()

    def place(self) -> int:
        """Where the cursor is, letters from the beginning."""
        return self._to_py(self.textCursor().position())

    def _shown_lines(self) -> tuple[int, int]:
        first = self.firstVisibleBlock().blockNumber()
        height = max(1, self.fontMetrics().lineSpacing())
        return first, first + self.viewport().height() // height

    def _raw(self, start: int, end: int) -> str:
        """What stands between two of Qt's positions."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(min(end, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _to_py(self, position: int) -> int:
        """Qt's position as letters of the text as it was last known."""
        if not self._wide:
            return position
        return len(self._text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))

    def _to_qt(self, place: int) -> int:
        return _qt_length(self._text[:place]) if self._wide else place

    # ----------------------------------------------------------------- the person's side
    @Slot(int, int, int)
    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._mine:
            return
        length = self.document().characterCount() - 1
        over = max(0, position + added - length)  # Qt counts the end of the last paragraph now and then
        added, removed = added - over, removed - over
        if self._length - removed + added != length:
            removed = self._length + added - length
        if removed <= 0 and added <= 0:
            return
        words = self._raw(position, position + added)
        start = self._to_py(position)
        taken = self._to_py(position + removed) - start
        start, taken, words = _least(self._text, start, taken, words)
        if not taken and not words:
            return
        self._text = self._text[:start] + words + self._text[start + taken :]
        self._length = length
        self._wide = self._wide or not _narrow(words)
        self.typed.emit(start, taken, words)

    @Slot()
    def _moved(self) -> None:
        self._mark()
        if not self._mine:
            self.place_changed.emit(self.place())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if any(event.matches(key) for key in _UNDO):
                event.ignore()
                return False
        elif event.type() == QEvent.Type.ToolTip:
            at = event.pos()  # type: ignore[attr-defined]
            line = self.cursorForPosition(at).blockNumber() + 1
            QToolTip.showText(event.globalPos(), self._problems.get(line, ("", ""))[1], self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(event.matches(key) for key in _UNDO):
            event.ignore()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Tab and plain:
            self.insertPlainText("  ")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._new_line()
        elif event.key() == Qt.Key.Key_Backspace and plain and self._unindent():
            return
        else:
            super().keyPressEvent(event)

    def _new_line(self) -> None:
        """As deep as this one, and deeper behind a colon."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        indent = len(before) - len(before.lstrip(" "))
        deeper = 2 if before.rstrip().endswith(":") else 0
        self.insertPlainText("\n" + " " * (indent + deeper))

    def _unindent(self) -> bool:
        """Backspace in the indentation takes one step of it."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if cursor.hasSelection() or not before or before.strip() or len(before) % 2:
            return False
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, 2)
        cursor.removeSelectedText()
        return True

    # ----------------------------------------------------------------- looks
    def _mark(self) -> None:
        """The line of the cursor, and underlines."""
        tokens = current_tokens()
        marks = []
        here = QTextEdit.ExtraSelection()
        here.format.setBackground(QColor(tokens.sunken))
        here.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        here.cursor = self.textCursor()
        here.cursor.clearSelection()
        marks.append(here)
        for line, (severity, _) in list(self._problems.items())[:300]:
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            words = block.text()
            under = QTextEdit.ExtraSelection()
            under.cursor = QTextCursor(block)
            under.cursor.setPosition(block.position() + len(words) - len(words.lstrip()))
            under.cursor.setPosition(block.position() + len(words), QTextCursor.MoveMode.KeepAnchor)
            under.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            tone = tokens.bad if severity == "error" else tokens.warn
            under.format.setUnderlineColor(QColor(tone))
            marks.append(under)
        self.setExtraSelections(marks)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._colouring.colour(self._shown_blocks())
        super().paintEvent(event)

    def _shown_blocks(self) -> list[QTextBlock]:
        block, found = self.firstVisibleBlock(), []
        first, last = self._shown_lines()
        for _ in range(last - first + 2):
            if not block.isValid():
                break
            found.append(block)
            block = block.next()
        return found

    def paint_lines(self, painter: QPainter, rect: QRect) -> None:
        """The numbers at the left, and a mark where a line has a problem."""
        tokens = current_tokens()
        painter.fillRect(rect, QColor(tokens.sunken))
        painter.setFont(self.font())
        here = self.textCursor().blockNumber()
        for block in self._shown_blocks():
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            if top > rect.bottom():
                break
            number = block.blockNumber()
            line = QRect(0, round(top), self._lines.width() - PAD, self.fontMetrics().lineSpacing())
            problem = self._problems.get(number + 1)
            if problem is not None:
                tone = tokens.bad if problem[0] == "error" else tokens.warn
                painter.fillRect(QRect(0, line.top(), 3, line.height()), QColor(tone))
                painter.setPen(QColor(tone))
            else:
                painter.setPen(QColor(tokens.text if number == here else tokens.text_faint))
            painter.drawText(
                line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1)
            )

    def lines_width(self) -> int:
        """Pixels for the line numbers."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 2 * PAD

    @Slot()
    def _fit_lines(self) -> None:
        self.setViewportMargins(self.lines_width(), 0, 0, 0)
        self._place_lines()

    def _place_lines(self) -> None:
        inside = self.contentsRect()
        self._lines.setGeometry(inside.left(), inside.top(), self.lines_width(), inside.height())

    @Slot(QRect, int)
    def _scrolled(self, rect: QRect, by: int) -> None:
        if by:
            self._lines.scroll(0, by)
        else:
            self._lines.update(0, rect.y(), self._lines.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lines()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._place_lines()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._place_lines()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Text of the flow (YAML)"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        elif event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colouring"):
            self._colouring = Colouring(current_tokens())
            self._mark()
            self.viewport().update()


class _LineNumbers(QWidget):
    """The strip at the left of the text."""

    def __init__(self, text: YamlText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(self._text.lines_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._text.paint_lines(painter, event.rect())
        painter.end()


def _least(text: str, start: int, taken: int, words: str) -> tuple[int, int, str]:
    """The change without what is the same before and after: Qt may tell of more than was changed."""
    old = text[start : start + taken]
    most, back, front = min(len(old), len(words)), 0, 0
    while back < most and old[-1 - back] == words[-1 - back]:
        back += 1
    while front < most - back and old[front] == words[front]:
        front += 1
    return start + front, len(old) - front - back, words[front : len(words) - back]


def _narrow(text: str) -> bool:
    return not text or max(text) <= "\uffff"


def _qt_length(text: str) -> int:
    return len(text) if _narrow(text) else len(text.encode("utf-16-le")) // 2
