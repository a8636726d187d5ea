"""The customer's card: who it is and why, one timeline, and a note in the making."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

from app.protocol.events import Pop
from app.protocol.interactions import LinkCustomer
from app.protocol.rows import NoteRow
from app.protocol.views import Card, CustomerView, SearchHit, TimelineEntry
from app.ui.agent.header import CustomerHeader
from app.ui.agent.match import MatchBar
from app.ui.agent.newcustomer import NewCustomer
from app.ui.agent.notes import NoteEditor
from app.ui.agent.port import Port
from app.ui.agent.timeline import Timeline
from app.ui.controls import Empty, IconButton, Panel, column, divider, row


class CardPanel(Panel):
    """The middle of the desk. `set_pop` for who is calling, `set_card` for a customer opened by hand."""

    painted = Signal(object, float)
    """A pop stands on the screen: the Pop, and `time.monotonic()` of that moment."""
    card_changed = Signal(object)
    """Another Card is shown, or the same customer's as it is now (None: nobody)."""
    pop_changed = Signal(object)
    """The person chose who the caller is: the hub's new Pop."""
    customer_wanted = Signal(object)
    """Show the customer with this id."""
    edit_wanted = Signal(object)
    merge_wanted = Signal(object)
    ticket_wanted = Signal(object)
    """Open the ticket with this id."""
    new_ticket_wanted = Signal(object, object)
    """A new ticket for this customer id, from this interaction id (0: none)."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._port = port
        self._pop: Pop | None = None
        self._card: Card | None = None
        self._interaction_id = 0
        self._unpainted: Pop | None = None
        self.header = CustomerHeader()
        self.match = MatchBar(port)
        self.timeline = Timeline(port)
        self.notes = NoteEditor(port)
        self.form: NewCustomer | None = None
        self.empty = Empty(
            "user",
            self.tr("Nobody is shown"),
            self.tr("The customer appears here when a call comes in. Find one with the search above."),
        )
        self._build()
        self.match.chosen.connect(self.choose)
        self.match.new_wanted.connect(self.start_new)
        self.timeline.edit_note_wanted.connect(self.notes.edit)
        self.timeline.strike_note_wanted.connect(self.notes.strike)
        self.timeline.ticket_wanted.connect(self.ticket_wanted)
        self.clear()

    def _build(self) -> None:
        self.edit = IconButton("edit", self.tr("Edit customer"), "Ctrl+E")
        self.merge = IconButton("merge", self.tr("Merge with another customer"))
        self.ticket = IconButton("ticket", self.tr("New ticket"), "Ctrl+T")
        self.edit.clicked.connect(self._edit)
        self.merge.clicked.connect(self._merge)
        self.ticket.clicked.connect(self._new_ticket)
        self._top = QWidget()
        line = row(self._top, 2, (0, 0, 10, 0))
        line.addWidget(self.header, 1)
        for button in (self.ticket, self.edit, self.merge):
            line.addWidget(button)
        self._body = QWidget()
        body = column(self._body, 0, 0)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.setProperty("role", "halves")
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(self.timeline)
        body.addWidget(self.halves, 1)
        body.addWidget(divider())
        body.addWidget(self.notes)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = column(self, 0, 1)
        layout.addWidget(self._top)
        layout.addWidget(self.match)
        layout.addWidget(divider())
        layout.addWidget(self._stack, 1)

    def put_script(self, script: QWidget) -> None:
        """The script's place: above the timeline, below who it is."""
        self.halves.insertWidget(0, script)

    # --- what is shown ---------------------------------------------------------------------------
    @property
    def card(self) -> Card | None:
        """The card that is shown."""
        return self._card

    @property
    def pop(self) -> Pop | None:
        """The pop that is shown, where it is a caller's."""
        return self._pop

    @property
    def customer_id(self) -> int:
        """Whose card is shown; 0: nobody's."""
        return self._card.customer.id if self._card else 0

    def set_pop(self, pop: Pop) -> None:
        """Show who is calling and why. All of it is in the pop: nothing is asked."""
        self._pop = pop
        self._interaction_id = pop.interaction_id
        self._unpainted = pop
        self.match.set_match(pop.match, pop.card.customer.id if pop.card else 0)
        self._show_card(pop.card)
        self.update()

    def set_card(self, card: Card, interaction_id: int = 0) -> None:
        """Show a customer: opened by hand, or the same one anew because something changed."""
        same = self._card is not None and self._card.customer.id == card.customer.id
        if not same:
            self._interaction_id = interaction_id
            self._pop = None
            self.match.set_match(None)
        self._show_card(card)

    def clear(self) -> None:
        """Show nobody."""
        self._pop = None
        self._interaction_id = 0
        self.match.set_match(None)
        self._show_card(None)

    def _show_card(self, card: Card | None) -> None:
        changed = card is not self._card
        self._card = card
        if card is None and self._pop is not None:
            self.header.set_caller(self._pop.match)
        else:
            self.header.set_card(card)
        self._top.setVisible(card is not None or self._pop is not None)
        for button in (self.ticket, self.edit, self.merge):
            button.setVisible(card is not None)
        if card is not None:
            self.timeline.set_entries(card.customer.id, card.timeline)
            self.notes.set_subject(card.customer.id, self._interaction_id)
            self._stack.setCurrentWidget(self._body)
        elif self._pop is not None:
            # Unknown or withheld: a note can be taken all the same, it stays with the call.
            self.show_call_notes()
            self.notes.set_subject(0, self._interaction_id)
            self._stack.setCurrentWidget(self._body)
        else:
            self._stack.setCurrentWidget(self.empty)
        if changed:
            self.card_changed.emit(card)

    def show_call_notes(self) -> None:
        """While nobody knows whose call it is, its own notes stand in the timeline."""
        if self._card is not None or self._pop is None:
            return
        notes = self._port.notes_of(self._interaction_id)
        self.timeline.set_entries(0, [_as_entry(note) for note in notes])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unpainted is not None:  # the children are painted right after this; then the frame is out
            QTimer.singleShot(0, self, self._tell_painted)

    @Slot()
    def _tell_painted(self) -> None:
        pop, self._unpainted = self._unpainted, None
        if pop is not None:
            self.painted.emit(pop, time.monotonic())

    # --- who it is -------------------------------------------------------------------------------
    @Slot(object)
    def choose(self, customer_id: int) -> None:
        """It is this customer: tell the hub, show the card."""
        if self._interaction_id:
            pop = self._pop
            known = pop is not None and any(c.customer_id == customer_id for c in pop.match.candidates)
            add = not known and pop is not None and bool(pop.match.value)
            command = LinkCustomer(
                interaction_id=self._interaction_id, customer_id=customer_id, add_point=add
            )
            self._port.do(command, self._linked, owner=self)
            self.match.show_chosen(customer_id)
        else:
            self.customer_wanted.emit(customer_id)

    def _linked(self, pop: Pop) -> None:
        if pop.interaction_id == self._interaction_id:
            self._leave_form()
            self.set_pop(pop)
            self.pop_changed.emit(pop)

    @Slot()
    def start_new(self) -> None:
        """Make a customer of the caller."""
        if self.form is None:
            self.form = NewCustomer(self._port)
            self.form.created.connect(self._created)
            self.form.known.connect(self._known)
            self.form.left.connect(self._leave_form)
            self._stack.addWidget(self.form)
        match = self._pop.match if self._pop else None
        number = (match.raw or match.value) if match and match.by != "withheld" else ""
        self._stack.setCurrentWidget(self.form)
        self.form.start(number, self._interaction_id)

    @Slot(object)
    def _created(self, customer: CustomerView) -> None:
        self._leave_form()
        self.choose(customer.id)

    @Slot(object)
    def _known(self, hit: SearchHit) -> None:
        """No new customer after all: the one who is in the record already."""
        self._leave_form()
        self.choose(hit.customer_id)

    @Slot()
    def _leave_form(self) -> None:
        if self.form is not None and self._stack.currentWidget() is self.form:
            shown = self._card is not None or self._pop is not None
            self._stack.setCurrentWidget(self._body if shown else self.empty)

    # --- buttons ---------------------------------------------------------------------------------
    @Slot()
    def _edit(self) -> None:
        if self._card is not None:
            self.edit_wanted.emit(self._card)

    @Slot()
    def _merge(self) -> None:
        if self._card is not None:
            self.merge_wanted.emit(self._card)

    @Slot()
    def _new_ticket(self) -> None:
        if self._card is not None:
            self.new_ticket_wanted.emit(self._card.customer.id, self._interaction_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            if self.form is not None and self._stack.currentWidget() is not self.form:
                self._stack.removeWidget(self.form)
                self.form.deleteLater()
                self.form = None  # made anew, in the new language, when it is wanted
            self._show_card(self._card)

    def _say(self) -> None:
        """Everything that stands still, in the window's language."""
        self.edit.set_name(self.tr("Edit customer"))
        self.merge.set_name(self.tr("Merge with another customer"))
        self.ticket.set_name(self.tr("New ticket"))
        self.empty.set_texts(
            self.tr("Nobody is shown"),
            self.tr("The customer appears here when a call comes in. Find one with the search above."),
        )


def _as_entry(note: NoteRow) -> TimelineEntry:
    return TimelineEntry(
        kind="note",
        id=note.id,
        at=note.at,
        text=note.text,
        agent_id=note.agent_id,
        interaction_id=note.interaction_id,
    )
