"""Notes: an editor whose text is in the journal as it is typed, so that nothing typed is ever lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.protocol.interactions import AddNote, DeleteNote, EditNote, RestoreNote
from app.protocol.message import Refusal
from app.protocol.rows import NoteRow
from app.protocol.views import TimelineEntry
from app.ui.agent.port import Port, Undo
from app.ui.controls import Button, Text, column, row

LINES = 2
MOST_LINES = 8


def draft_key(customer_id: int = 0, interaction_id: int = 0, note_id: int = 0) -> str:
    """The journal's key of what is being typed: per note, else per interaction, else per customer."""
    if note_id:
        return f"note:{note_id}"
    if interaction_id:
        return f"note:interaction:{interaction_id}"
    return f"note:customer:{customer_id}"


class GrowingText(QPlainTextEdit):
    """A text field that grows with its text. Ctrl+Enter sends."""

    sent = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.sent.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot()
    def _fit(self) -> None:
        lines = max(LINES, min(MOST_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


class NoteEditor(QWidget):
    """Writes a note on the interaction or customer that is shown, or changes one of the agent's own."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._customer_id = 0
        self._interaction_id = 0
        self._note_id = 0
        self._key = ""
        self._before = ""
        self._sending: dict[str, str] = {}
        self._filling = False
        self.text = GrowingText()
        self.text.setAccessibleName(self.tr("Note"))
        self.text.textChanged.connect(self._typed)
        self.text.sent.connect(self.save)
        self.text.left.connect(self.stop_editing)
        self._state = Text("", "caption", "faint")
        self._state.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.cancel = Button(self.tr("Cancel"), kind="plain", key="Esc")
        self.cancel.clicked.connect(self.stop_editing)
        self.button = Button(self.tr("Save note"), kind="primary", key="Ctrl+Return")
        self.button.clicked.connect(self.save)
        layout = row(self, 8, (16, 8, 12, 8))
        layout.addWidget(self.text, 1)
        side = column(layout, 4)
        side.addWidget(self.button)
        side.addWidget(self.cancel)
        side.addWidget(self._state)
        side.addStretch(1)
        self.setFocusProxy(self.text)
        self._show()

    def set_subject(self, customer_id: int, interaction_id: int = 0) -> None:
        """Write on this now; what was being typed there before is there again."""
        if (customer_id, interaction_id) == (self._customer_id, self._interaction_id):
            return
        self._customer_id, self._interaction_id = customer_id, interaction_id
        self._open(draft_key(customer_id, interaction_id))

    def edit(self, entry: TimelineEntry) -> None:
        """Change a note; what was typed of a new one is kept for afterwards."""
        self._before = entry.text
        self._open(draft_key(note_id=entry.id), entry.id, entry.text)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def strike(self, entry: TimelineEntry) -> None:
        """Strike a note out; it can be brought back for a while."""
        self._port.do(
            DeleteNote(note_id=entry.id), said=self.tr("Note struck out"), undo=_restoring, owner=self
        )

    @Slot()
    def stop_editing(self) -> None:
        """Leave the note that is being changed as it was."""
        if self._note_id:
            self._port.keep_draft(self._key, "")
            self._open(draft_key(self._customer_id, self._interaction_id))

    @Slot()
    def save(self) -> None:
        """Send what was typed. The journal keeps it until the hub has it."""
        text = self.text.toPlainText().strip()
        if not text or self._key in self._sending:
            return
        key = self._key
        self._sending[key] = text
        sender = _Sending(self, key)
        if self._note_id:
            self._port.do(
                EditNote(note_id=self._note_id, text=text),
                sender.done,
                sender.failed,
                owner=self,
                said=self.tr("Note changed"),
                undo=_as_it_was(self._before),
                draft_key=key,
            )
        else:
            note = AddNote(
                text=text, customer_id=self._customer_id or None, interaction_id=self._interaction_id or None
            )
            self._port.do(note, sender.done, sender.failed, owner=self, draft_key=key)
        self._show()

    def sent(self, key: str) -> None:
        """The note is in the record."""
        text = self._sending.pop(key, "")
        if key == self._key:
            now = self.text.toPlainText()
            rest = now[len(text) :].lstrip() if now.strip() != text and now.startswith(text) else ""
            if self._note_id:
                self._port.keep_draft(key, "")
                self._open(draft_key(self._customer_id, self._interaction_id))
            else:
                self._fill(rest)
                self._port.keep_draft(key, rest)
        else:
            self._port.keep_draft(key, "")
        self._show()

    def not_sent(self, key: str, refusal: Refusal) -> None:
        """The hub did not take it: it stays in the field and in the journal, unless the desk keeps the
        command itself and sends it later."""
        if refusal.details.get("kept"):
            self.sent(key)
            self._port.say(self.tr("The note is kept and goes out as soon as the hub is back."))
            return
        text = self._sending.pop(key, "")
        self._port.keep_draft(key, self.text.toPlainText() if key == self._key else text)
        self._show()
        self._port.say(self.tr("The note is kept here, but not saved: {why}").format(why=refusal.text))

    def _open(self, key: str, note_id: int = 0, text: str = "") -> None:
        self._key, self._note_id = key, note_id
        self._fill(self._port.draft(key) or text)
        self._show()

    def _fill(self, text: str) -> None:
        self._filling = True
        self.text.setPlainText(text)
        self._filling = False
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self._show()

    @Slot()
    def _typed(self) -> None:
        if self._filling:
            return
        self._port.keep_draft(self._key, self.text.toPlainText())
        self._show()

    def _show(self) -> None:
        typed = bool(self.text.toPlainText().strip())
        sending = self._key in self._sending
        self.button.setEnabled(typed and not sending)
        self.cancel.setVisible(bool(self._note_id))
        self.button.set_text(self.tr("Save change") if self._note_id else self.tr("Save note"))
        if self._note_id:
            self.text.setPlaceholderText(self.tr("Text of the note"))
        elif self._interaction_id:
            self.text.setPlaceholderText(self.tr("Note on this call …"))
        else:
            self.text.setPlaceholderText(self.tr("Note on this customer …"))
        if sending:
            self._state.setText(self.tr("Saving …"))
        elif typed:
            self._state.setText(self.tr("Kept as you type"))
        else:
            self._state.setText("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.text.setAccessibleName(self.tr("Note"))
            self.cancel.set_text(self.tr("Cancel"))
            self._show()


class _Sending(QObject):
    """One note on its way: knows under which key its text is kept, however often the editor moved on."""

    def __init__(self, editor: NoteEditor, key: str) -> None:
        super().__init__(editor)
        self._editor = editor
        self._key = key

    def done(self, _row: NoteRow | None) -> None:
        """The hub has it."""
        self._editor.sent(self._key)
        self.deleteLater()

    def failed(self, refusal: Refusal) -> None:
        """The hub refused it."""
        self._editor.not_sent(self._key, refusal)
        self.deleteLater()


def _as_it_was(text: str) -> Undo:
    def undo(now: NoteRow) -> EditNote:
        return EditNote(note_id=now.id, text=text)

    return undo


def _restoring(row: NoteRow) -> RestoreNote:
    return RestoreNote(note_id=row.id)
