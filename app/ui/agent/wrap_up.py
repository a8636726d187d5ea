"""Wrap-up: the outcome (keys 1 to 9), a note that is kept as it is typed, book and close."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from app.protocol.interactions import WrapUp
from app.protocol.message import Refusal
from app.protocol.rows import DispositionCodeRow, InteractionRow
from app.ui import situation, words
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.workplace import Workplace

COLUMNS = 3
DRAFT = "note:interaction:{id}"
"""The draft of the call's note: what was typed during the call and not saved is here again."""
CHOSEN = "wrap-up/{id}/disposition"


class WrapUpPanel(Panel):
    """Stands below the contact while there is after-call work. `booked` carries the interaction's id."""

    booked = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._at = workplace
        self.interaction_id: int | None = None
        self._codes: list[DispositionCodeRow] = []
        self._loading = False
        self._title = Text("", "strong")
        self._about = Text("", "small", "soft")
        self._left = Text("", "small", "warn")
        self._after = Text("", "small", "soft")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(64)
        self.note.setTabChangesFocus(True)
        self.book = Button("", "check", "primary", "Ctrl+Return")
        self._lay_out()
        self.note.textChanged.connect(self._typed)
        self._group.idClicked.connect(self._chose)
        self.book.clicked.connect(self._book)
        workplace.rows_changed.connect(self._rows_changed)
        workplace.tick.connect(self._tick)
        self._name()
        self.refresh()

    def _lay_out(self) -> None:
        layout = column(self, 8, (16, 12, 16, 12))
        head = row(layout, 12, 0)
        head.addWidget(self._title)
        head.addWidget(self._about)
        head.addWidget(self._left)
        head.addStretch(1)
        head.addWidget(self._after)
        layout.addLayout(self._grid)
        foot = row(layout, 12, 0)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.book, 0, Qt.AlignmentFlag.AlignBottom)

    # ----------------------------------------------------------------- what is shown
    def show_interaction(self, interaction_id: int | None) -> None:
        """Wrap this contact up; None hides the panel."""
        if interaction_id == self.interaction_id:
            self.refresh()
            return
        self.interaction_id = interaction_id
        self._codes = []
        self._load_note()
        self.refresh()

    def _load_note(self) -> None:
        """What was typed so far, here or in the call's own note."""
        self._loading = True
        kept = self._at.drafts.text(DRAFT.format(id=self.interaction_id)) if self.interaction_id else ""
        self.note.setPlainText(kept)
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self._loading = False

    def propose(self, interaction_id: int, name: str) -> None:
        """Have this outcome (a disposition's name) chosen beforehand, where the agent has chosen none."""
        key = CHOSEN.format(id=interaction_id)
        contact: InteractionRow | None = self._at.rows.row("interactions", interaction_id)
        if contact is None or self._at.drafts.text(key):
            return
        for code in situation.disposition_codes(self._at.rows, contact.queue_id):
            if name.casefold() in (code.name.casefold(), *(n.casefold() for n in code.names.values())):
                self._at.drafts.draft(key, str(code.id))
                self._codes = []
                self.refresh()
                return

    @property
    def interaction(self) -> InteractionRow | None:
        """The contact shown."""
        found: InteractionRow | None = self._at.rows.row("interactions", self.interaction_id)
        return found

    @Slot()
    def refresh(self) -> None:
        """Draw what can be booked now."""
        interaction = self.interaction
        part = situation.my_part(self._at.rows, interaction) if interaction else ""
        begins = part == "after_call" and self.isHidden()
        self.setVisible(part == "after_call")
        if interaction is None or part != "after_call":
            return
        if begins:
            self._load_note()
        codes = situation.disposition_codes(self._at.rows, interaction.queue_id)
        if codes != self._codes:
            self._codes = codes
            self._fill()
        self._say_next()
        self._tick()

    def _fill(self) -> None:
        kept = self._at.drafts.text(CHOSEN.format(id=self.interaction_id))
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        for position, code in enumerate(self._codes):
            name = situation.code_name(code, self._at.language)
            button = QPushButton(f"{position + 1}  {name}" if position < 9 else name)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setStyleSheet("text-align: left;")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setToolTip(name)
            button.setChecked(kept == str(code.id))
            self._group.addButton(button, position)
            self._grid.addWidget(button, position // COLUMNS, position % COLUMNS)
        self.book.setEnabled(self._group.checkedId() >= 0)

    def _say_next(self) -> None:
        mine = situation.my_state(self._at.rows)
        word = mine.next_presence or "ready"
        reason = self._at.rows.row("reason_codes", mine.next_reason_id)
        name = situation.code_name(reason, self._at.language) or words.agent_state(word)
        self._after.setText(self.tr("then: {state}").format(state=name))

    @Slot()
    def _tick(self) -> None:
        interaction = self.interaction
        if interaction is None or self.isHidden():
            return
        queue = self._at.rows.row("queues", interaction.queue_id)
        limit = queue.wrap_seconds if queue else 0
        times = situation.call_times(self._at.rows, interaction, self._at.now())
        who = situation.caller(self._at.rows, interaction) or words.withheld_or(
            interaction.ani or interaction.ani_raw, interaction.ani_source
        )
        spent = words.running((self._at.now() - times.since) // 1000)
        self._about.setText(f"{who} · {spent}")
        left = limit - (self._at.now() - times.since) // 1000
        self._left.setVisible(bool(limit))
        self._left.setText(self.tr("{time} left").format(time=words.running(left)))
        self._left.set_tone("bad" if left <= 10 else "warn")

    # ----------------------------------------------------------------- what is done
    def take_focus(self) -> None:
        """Put the keyboard on the outcomes: 1 to 9 choose one."""
        button = self._group.checkedButton() or self._group.button(0)
        (button or self.note).setFocus()

    def choose(self, position: int) -> None:
        """Choose the outcome at a position, 0 the first."""
        button = self._group.button(position)
        if button is not None and not self.isHidden():
            button.click()
            button.setFocus()

    @Slot(int)
    def _chose(self, position: int) -> None:
        self._at.drafts.draft(CHOSEN.format(id=self.interaction_id), str(self._codes[position].id))
        self.book.setEnabled(True)

    @Slot()
    def _typed(self) -> None:
        if not self._loading and self.interaction_id is not None:
            self._at.drafts.draft(DRAFT.format(id=self.interaction_id), self.note.toPlainText())

    @Slot()
    def _book(self) -> None:
        position = self._group.checkedId()
        if self.interaction_id is None or position < 0:
            return
        command = WrapUp(
            interaction_id=self.interaction_id,
            disposition_id=self._codes[position].id,
            note=self.note.toPlainText().strip(),
        )
        self.book.setEnabled(False)
        key = DRAFT.format(id=self.interaction_id)
        self._at.ops.do(command, self._booked, self._refused, owner=self, draft_key=key)

    def _booked(self, interaction: InteractionRow) -> None:
        for key in (DRAFT, CHOSEN):
            self._at.drafts.draft(key.format(id=interaction.id), "")
        self._at.notices.say(self.tr("Booked"))
        self.booked.emit(interaction.id)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.details.get("kept"):
            self._at.notices.warn(self.tr("Kept here. It is booked as soon as the hub is back."))
            return
        if self.interaction_id is not None:  # the command took the draft along
            self._at.drafts.draft(DRAFT.format(id=self.interaction_id), self.note.toPlainText())
        self.book.setEnabled(True)
        self._at.notices.refused(refusal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "123456789":
            self.choose(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"interactions", "agent_states", "legs", "disposition_codes", "queues"}:
            self.refresh()

    # ----------------------------------------------------------------- words
    def _name(self) -> None:
        self._title.setText(self.tr("What was the outcome?"))
        self.note.setPlaceholderText(self.tr("A note for the next one who opens this customer"))
        self.note.setAccessibleName(self.tr("Wrap-up note"))
        self.book.set_text(self.tr("Book and close"))
        self.setAccessibleName(self.tr("Wrap-up"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._codes = []
            self.refresh()
