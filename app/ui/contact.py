"""Who is shown: joins the card in the middle, the context at the right, and the dialogs beside them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.protocol.events import Pop
from app.protocol.rows import TicketRow
from app.protocol.tickets import GetTicket
from app.protocol.views import Card, SearchHit
from app.ui.agent.card import CardPanel
from app.ui.agent.context import ContextPanel
from app.ui.agent.editcustomer import EditCustomerDialog
from app.ui.agent.files import FilesDialog
from app.ui.agent.flowlink import FlowLinkDialog
from app.ui.agent.mergedialog import MergeDialog
from app.ui.agent.port import Port
from app.ui.agent.ticketdialog import TicketDialog


class Contact(QObject):
    """Shows a caller (`show_pop`) or a customer (`show_customer`), and keeps both panels on the same one."""

    painted = Signal(object, float)
    """A pop stands on the screen: the Pop, and `time.monotonic()` of that moment."""
    ticket_saved = Signal(object)
    """A TicketRow as it is now."""

    def __init__(self, port: Port, window: QWidget) -> None:
        super().__init__(window)
        self._port = port
        self._window = window
        self._wanted = 0
        self._held = 0
        self.card = CardPanel(port)
        self.context = ContextPanel(port)
        self.card.card_changed.connect(self.context.set_card)
        self.card.painted.connect(self.painted)
        self.card.customer_wanted.connect(self.show_customer)
        self.card.edit_wanted.connect(self.edit)
        self.card.merge_wanted.connect(self.merge)
        self.card.ticket_wanted.connect(self.show_ticket)
        self.card.new_ticket_wanted.connect(self.open_new_ticket)
        self.context.customer_wanted.connect(self.show_customer)
        self.context.edit_wanted.connect(self.edit)
        self.context.ticket_wanted.connect(self.show_ticket)
        self.context.new_ticket_wanted.connect(self._new_ticket)

    @property
    def pop(self) -> Pop | None:
        """The caller who is shown."""
        return self.card.pop

    def show_pop(self, pop: Pop) -> None:
        """Show who is calling: from the pop alone, nothing is asked."""
        self.context.interaction_id = pop.interaction_id
        self._wanted = 0
        self._let_go()
        self.card.set_pop(pop)
        held = self._port.held_card(pop.card.customer.id) if pop.card is not None else None
        if held is not None and pop.card is not None and held.number > pop.card.number:
            self.card.set_card(held)  # what happened since it rang

    @Slot(object)
    def show_customer(self, customer_id: int) -> None:
        """Show a customer chosen by hand."""
        self._wanted = customer_id
        self._port.open_card(customer_id, self._came, owner=self)

    @Slot(object)
    def show_hit(self, hit: SearchHit) -> None:
        """Show what was found: a ticket's customer with the ticket, or a customer."""
        self.show_customer(hit.customer_id)
        if hit.kind == "ticket":
            self.show_ticket(hit.id)

    def fresh(self, card: Card) -> None:
        """A card has changed in the record: show it anew where it is the one on the screen."""
        if card.customer.id == self.card.customer_id:
            self.card.set_card(card)

    def clear(self) -> None:
        """Show nobody."""
        self._wanted = 0
        self._let_go()
        self.context.interaction_id = 0
        self.card.clear()

    def _came(self, card: Card) -> None:
        asked = card.customer.id  # of a merged customer the survivor's card comes
        if not self._wanted:  # overtaken by a caller meanwhile
            self._port.close_card(asked)
            return
        self._let_go()
        self._held = asked
        self.context.interaction_id = 0
        self.card.set_card(card)

    def _let_go(self) -> None:
        """The card that was opened by hand need not be kept up to date any longer."""
        held, self._held = self._held, 0
        if held:
            self._port.close_card(held)

    @Slot(object)
    def _new_ticket(self, customer_id: int) -> None:
        pop = self.card.pop
        self.open_new_ticket(customer_id, pop.interaction_id if pop else 0)

    # ----------------------------------------------------------------- dialogs
    @Slot(object)
    def edit(self, card: Card) -> None:
        """Change the customer's own fields."""
        EditCustomerDialog(self._port, card.customer, self._window).open()

    @Slot(object)
    def merge(self, card: Card) -> None:
        """Make this customer and another one."""
        MergeDialog(self._port, card, self._window).open()

    @Slot()
    def copy_flow_link(self) -> None:
        """A link to a questionnaire for the customer who is shown."""
        card, pop = self.card.card, self.card.pop
        if card is not None:
            FlowLinkDialog(
                self._port,
                customer_id=card.customer.id,
                customer_name=card.customer.name,
                interaction_id=pop.interaction_id if pop is not None else 0,
                parent=self._window,
            ).open()

    @Slot()
    def show_files(self) -> None:
        """Photos and signatures of the customer who is shown."""
        card = self.card.card
        if card is not None:
            customer = card.customer
            FilesDialog(
                self._port, customer_id=customer.id, customer_name=customer.name, parent=self._window
            ).open()

    @Slot(object)
    def show_ticket(self, ticket_id: int) -> None:
        """Open a ticket, to be read and changed."""
        self._port.ask(GetTicket(ticket_id=ticket_id), self.open_ticket, owner=self)

    @Slot(object)
    def open_ticket(self, ticket: TicketRow) -> None:
        """Open a ticket whose row is at hand."""
        dialog = TicketDialog(self._port, ticket=ticket, parent=self._window)
        dialog.saved.connect(self.ticket_saved)
        dialog.open()

    @Slot(object, object)
    def open_new_ticket(self, customer_id: int, interaction_id: int) -> None:
        """A new ticket of a customer, from an interaction (0: none)."""
        card = self.card.card
        name = card.customer.name if card is not None and card.customer.id == customer_id else ""
        TicketDialog(
            self._port,
            customer_id=customer_id,
            customer_name=name,
            interaction_id=interaction_id,
            parent=self._window,
        ).open()
