"""A ticket: a new one, maybe from a call, or changes to one that is there."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.protocol import errors
from app.protocol.interactions import AddNote
from app.protocol.message import Refusal
from app.protocol.rows import AgentRow, QueueRow, TicketRow
from app.protocol.tickets import EditTicket, OpenTicket
from app.ui.agent import words
from app.ui.agent.conflict import ConflictBox
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.port import Port
from app.ui.controls import Text

STATES = ("open", "pending", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
FIELDS = ("subject", "state", "priority", "queue_id", "agent_id")


class TicketDialog(FormDialog):
    """The fields of a ticket and room for a note. What is typed goes to the journal."""

    saved = Signal(object)
    """The TicketRow as it is now."""

    def __init__(
        self,
        port: Port,
        *,
        ticket: TicketRow | None = None,
        customer_id: int = 0,
        customer_name: str = "",
        interaction_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        if ticket is not None:
            title = words.translate("TicketDialog", "Ticket #{number}").format(number=ticket.number)
        elif interaction_id:
            title = words.translate("TicketDialog", "New ticket from this call")
        else:
            title = words.translate("TicketDialog", "New ticket")
        super().__init__(title, self.tr("Save") if ticket else self.tr("Open ticket"), parent)
        self._port = port
        self._ticket = ticket
        self._customer_id = ticket.customer_id if ticket else customer_id
        self._interaction_id = interaction_id
        self._seen_at = ticket.updated_at if ticket else 0
        self._key = f"ticket:{ticket.id}" if ticket else f"new-ticket:{interaction_id or customer_id}"
        self.conflict: ConflictBox | None = None
        if customer_name:
            self.body.insertWidget(1, Text(customer_name, "body", "soft"))
        self.subject = QLineEdit()
        self.state = QComboBox()
        for state in STATES:
            self.state.addItem(words.ticket_state(state), state)
        self.priority = QComboBox()
        for code in PRIORITIES:
            self.priority.addItem(words.priority(code), code)
        self.queue_id, self.agent_id = QComboBox(), QComboBox()
        self._fill(self.queue_id, port.queues(), self.tr("no queue"))
        self._fill(self.agent_id, port.agents(), self.tr("nobody"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(90)
        for text, widget in (
            (self.tr("Subject"), self.subject),
            (self.tr("State"), self.state),
            (self.tr("Priority"), self.priority),
            (self.tr("Queue"), self.queue_id),
            (self.tr("Agent"), self.agent_id),
            (self.tr("Note"), self.note),
        ):
            self.add(text, widget)
        self.form.setRowVisible(self.state, ticket is not None)
        self._show(ticket)
        self.setMinimumWidth(520)
        self.subject.textEdited.connect(self._typed)
        self.note.textChanged.connect(self._typed)
        self.subject.setFocus()

    @staticmethod
    def _fill(box: QComboBox, rows: list[QueueRow] | list[AgentRow], nothing: str) -> None:
        box.addItem(nothing, None)
        for row in rows:
            box.addItem(row.name, row.id)

    def _show(self, ticket: TicketRow | None) -> None:
        start = ticket or TicketRow(id=0, customer_id=self._customer_id, agent_id=self._port.me)
        for field in FIELDS:
            self._put(field, getattr(start, field))
        kept = self._port.draft(self._key)
        if kept:
            typed = msgspec.json.decode(kept)
            self.subject.setText(typed.get("subject", self.subject.text()))
            self.note.setPlainText(typed.get("note", ""))

    def _put(self, field: str, value: Any) -> None:
        widget = getattr(self, field)
        if isinstance(widget, QComboBox):
            place = widget.findData(value)
            if place < 0:
                widget.addItem(str(value), value)
                place = widget.count() - 1
            widget.setCurrentIndex(place)
        else:
            widget.setText(value)

    def value(self, field: str) -> Any:
        """What stands in a field."""
        widget = getattr(self, field)
        return widget.currentData() if isinstance(widget, QComboBox) else widget.text().strip()

    @Slot()
    def _typed(self) -> None:
        typed = {"subject": self.subject.text(), "note": self.note.toPlainText()}
        before = self._ticket.subject if self._ticket else ""
        changed = typed["subject"] != before or typed["note"]
        self._port.keep_draft(self._key, msgspec.json.encode(typed).decode() if changed else "")

    def changes(self) -> dict[str, Any]:
        """What differs from the ticket that was opened."""
        assert self._ticket is not None
        made = {field: self.value(field) for field in FIELDS}
        return {field: value for field, value in made.items() if value != getattr(self._ticket, field)}

    def send(self) -> bool:
        """Open the ticket, or change it and add the note."""
        if not self.value("subject"):
            self.subject.setFocus()
            return self.complain(self.tr("A ticket needs a subject: what is it about?"))
        if self._ticket is None:
            self._port.do(
                self._opening(), self._done, self.refused, owner=self, said=self.tr("Ticket opened")
            )
            return True
        changes = self.changes()
        if self.conflict is not None:
            for field in self.conflict.given_up():
                changes.pop(field, None)
        if not changes:
            self._add_note(self._ticket)
            return True
        command = EditTicket(ticket_id=self._ticket.id, seen_at=self._seen_at, changes=changes)
        old = {field: getattr(self._ticket, field) for field in changes}

        def back(now: TicketRow) -> EditTicket:
            return EditTicket(ticket_id=now.id, seen_at=now.updated_at, changes=old)

        self._port.do(
            command, self._add_note, self.refused, owner=self, said=self.tr("Ticket saved"), undo=back
        )
        return True

    def _opening(self) -> OpenTicket:
        return OpenTicket(
            customer_id=self._customer_id,
            subject=self.value("subject"),
            priority=self.value("priority"),
            queue_id=self.value("queue_id"),
            agent_id=self.value("agent_id"),
            interaction_id=self._interaction_id or None,
            text=self.note.toPlainText().strip(),
        )

    def _add_note(self, ticket: TicketRow) -> None:
        """The fields are saved; now the note, if there is one."""
        text = self.note.toPlainText().strip()
        if not text:
            self._done(ticket)
            return
        self._saved = ticket
        command = AddNote(text=text, customer_id=ticket.customer_id, ticket_id=ticket.id)
        self._port.do(command, self._noted, self.refused, owner=self)

    def _noted(self, _note: object) -> None:
        self._done(self._saved)

    def _done(self, ticket: TicketRow) -> None:
        self._port.keep_draft(self._key, "")
        self.saved.emit(ticket)
        self.accept()

    def refused(self, refusal: Refusal) -> None:
        """Stale: show both values; anything else is said as it is."""
        if refusal.code != errors.STALE or not refusal.details.get("fields"):
            super().refused(refusal)
            return
        if self.conflict is not None:
            self.body.removeWidget(self.conflict)
            self.conflict.deleteLater()
        self.conflict = ConflictBox(refusal, field_name, self._value_text)
        self._seen_at = self.conflict.updated_at
        self.body.insertWidget(1, self.conflict)
        self.confirm.setEnabled(True)
        self.confirm.set_text(self.tr("Save what was chosen"))

    def _value_text(self, field: str, value: Any) -> str:
        if field == "queue_id":
            return self._port.queue_name(value)
        if field == "agent_id":
            return self._port.agent_name(value)
        if field == "state":
            return words.ticket_state(str(value))
        return words.priority(str(value)) if field == "priority" else str(value or "")

    def reject(self) -> None:
        """Given up by the person: what was typed is not kept."""
        self._port.keep_draft(self._key, "")
        super().reject()


def field_name(field: str) -> str:
    """A field of a ticket in words."""
    names = {
        "subject": words.translate("TicketDialog", "Subject"),
        "state": words.translate("TicketDialog", "State"),
        "priority": words.translate("TicketDialog", "Priority"),
        "queue_id": words.translate("TicketDialog", "Queue"),
        "agent_id": words.translate("TicketDialog", "Agent"),
        "product_id": words.translate("TicketDialog", "Product"),
        "custom": words.translate("TicketDialog", "Own fields"),
    }
    return names.get(field, field)
