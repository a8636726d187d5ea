"""Notes on customers, contacts and tickets."""

from app.core.errors import Refused
from app.models.tables import interactions, notes, tickets
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.interactions import AddNote, DeleteNote, EditNote, RestoreNote
from app.protocol.rows import NoteRow
from app.services.customers.survivors import need_customer
from app.services.rows import as_row

LONGEST = 100_000
"""Characters a note may have."""


def add_note(tx: Unit, command: AddNote) -> NoteRow:
    """A note; on a contact or a ticket it is the customer's too."""
    text = _readable(command.text)
    customer_id, interaction_id, ticket_id = command.customer_id, command.interaction_id, command.ticket_id
    if customer_id is None and interaction_id is None and ticket_id is None:
        raise Refused(errors.BAD_VALUE, "A note needs a customer, a contact or a ticket it belongs to.")
    if interaction_id is not None:
        customer_id = customer_id or tx.need(interactions, interaction_id, "contact")["customer_id"]
    if ticket_id is not None:
        customer_id = customer_id or tx.need(tickets, ticket_id, "ticket")["customer_id"]
    if customer_id is not None:
        customer_id = need_customer(tx, customer_id)["id"]
    note = tx.insert(
        notes,
        customer_id=customer_id,
        interaction_id=interaction_id,
        ticket_id=ticket_id,
        agent_id=tx.actor.agent_id,
        text=text,
        at=tx.at,
    )
    return as_row(NoteRow, note)


def edit_note(tx: Unit, command: EditNote) -> NoteRow:
    """Change the text; the log keeps what it was."""
    note = _own(tx, command.note_id)
    return as_row(NoteRow, tx.update(notes, note, text=_readable(command.text), edited_at=tx.at))


def delete_note(tx: Unit, command: DeleteNote) -> NoteRow:
    """Strike out; nothing is lost."""
    return as_row(NoteRow, tx.update(notes, _own(tx, command.note_id), deleted=True))


def restore_note(tx: Unit, command: RestoreNote) -> NoteRow:
    """Undo of striking out."""
    return as_row(NoteRow, tx.update(notes, _own(tx, command.note_id), deleted=False))


def _own(tx: Unit, note_id: int) -> Values:
    note = tx.need(notes, note_id, "note")
    if tx.actor.role in ("agent", "technician") and note["agent_id"] != tx.actor.agent_id:
        raise Refused(errors.NOT_ALLOWED, "Only the one who wrote a note, or a supervisor, may change it.")
    return note


def _readable(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise Refused(errors.BAD_VALUE, "The note is empty.")
    if len(stripped) > LONGEST:
        raise Refused(
            errors.BAD_VALUE, f"A note has at most {LONGEST:,} characters; this has {len(stripped):,}."
        )
    return stripped
