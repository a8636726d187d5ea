"""The signed-in window: its panels in their places, and what is shown when."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from app.client.phone import PhoneState
from app.protocol.events import Notice, Pop
from app.protocol.interactions import GetPop
from app.protocol.phone import Level, QualityReport
from app.ui import situation
from app.ui.agent.call_bar import CallBar
from app.ui.agent.idle import Idle
from app.ui.agent.my_work import MyWork
from app.ui.agent.offers import Offers
from app.ui.agent.ringing import Ringing
from app.ui.agent.scriptdesk import ScriptDesk
from app.ui.agent.tickets import TicketList
from app.ui.agent.warm import Warmer
from app.ui.agent.wrap_up import WrapUpPanel
from app.ui.contact import Contact
from app.ui.controls import Empty, column
from app.ui.desktop import Desktop
from app.ui.noticebar import Banner, NoticeBar
from app.ui.palette import Palette
from app.ui.port import WindowPort
from app.ui.search import SearchField
from app.ui.topbar import Lag, TopBar
from app.ui.workplace import Workplace

FOLLOWED = frozenset(("interactions", "offers", "agent_states", "pops", "legs"))


class DeskPage(Desktop):
    """Follows the agent's work: what rings is shown at once, what is on the line stays in the middle."""

    painted = Signal(object, float)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace.settings, parent)
        self.workplace = workplace
        self._chosen: int | None = None
        self._asked_who: set[tuple[int, int]] = set()
        self._outcome_hidden = True
        self._by_hand = False
        self.port = WindowPort(workplace)
        self.bar = TopBar(workplace)
        self.search = SearchField(self.port)
        self.my_work = MyWork(workplace)
        self.call_bar = CallBar(workplace)
        self.customer = Contact(self.port, self)
        self.palette_ = Palette(workplace.actions, self.port, self)
        self.tickets: TicketList | None = None
        self._middle_stack = QStackedWidget()
        self._right_stack = QStackedWidget()
        self._nobody = Empty("user", "", "")
        self.idle = Idle(workplace)
        self.outcome = WrapUpPanel(workplace)
        self.script = ScriptDesk(workplace, self.customer, self.outcome, self)
        self.warning = Banner()
        self.ringing = Ringing(workplace)
        self.notices = NoticeBar(workplace.notices)
        self._put()
        self.offers = Offers(workplace, self)
        self._join()
        self.follow()
        self.show_phone(workplace.phone.state if workplace.phone else PhoneState())
        self._name()
        self._warmer = Warmer(self)
        QTimer.singleShot(0, self, self._warm)

    @Slot()
    def _warm(self) -> None:
        """What the first pop would wait for is done now: styles of all hidden parts, fonts, icons."""
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        for panel in (self.customer.card, self.customer.context, self.call_bar, self.outcome, self.offers):
            panel.grab()  # laid out and drawn once, unseen
        self._warmer.start()

    def _put(self) -> None:
        self.bar.search.put(self.search)
        self.top.put(self.bar)
        strips = QWidget()
        above = column(strips, 0, 0)
        above.addWidget(self.warning)
        above.addWidget(self.ringing)
        self.banner.put(strips)
        self.work.put(self.my_work)
        self.call.put(self.call_bar)
        self._middle_stack.addWidget(self.idle)
        self._middle_stack.addWidget(self.customer.card)
        self.contact.put(self._middle_stack)
        self.wrap_up.put(self.outcome)
        self._right_stack.addWidget(self._nobody)
        self._right_stack.addWidget(self.customer.context)
        right = QWidget()
        stacked = column(right, 0, 0)
        stacked.addWidget(self.script.answers)
        stacked.addWidget(self._right_stack, 1)
        self.context.put(right)
        self.foot.put(self.notices)

    def _join(self) -> None:
        self.workplace.rows_changed.connect(self._rows_changed)
        self.workplace.bridge.phone.connect(self._phone_told)
        self.workplace.ops.busy.connect(self.notices.show_working)
        self.my_work.chosen.connect(self._work_chosen)
        self.search.chosen.connect(self._hit_chosen)
        self.palette_.hit_chosen.connect(self._hit_chosen)
        self.customer.card.card_changed.connect(self._card_changed)
        self.idle.ready_wanted.connect(self._go_ready)
        self.offers.accepted.connect(self.show_contact)
        self.offers.keyboard_free.connect(self.focus_contact)
        self.customer.painted.connect(self.painted)

    # ----------------------------------------------------------------- what is shown
    @property
    def shown(self) -> int | None:
        """The interaction in the middle."""
        return self._chosen

    @Slot(object)
    def show_contact(self, interaction_id: int) -> None:
        """Put a contact in the middle: its call bar, its caller, its wrap-up."""
        self._chosen = interaction_id
        self._by_hand = False
        self.call_bar.show_interaction(interaction_id)
        self.outcome.show_interaction(interaction_id)
        self.my_work.show_chosen("contact", interaction_id)
        self._show_caller(interaction_id)
        self.script.follow(interaction_id, False)

    def show_customer(self, customer_id: int) -> None:
        """Put a customer in the middle by hand; a running call stays in the call bar."""
        self._by_hand = True
        self.show_card()
        self.customer.show_customer(customer_id)

    def follow(self) -> None:
        """Show what the rows say is to be shown now."""
        contacts = situation.my_contacts(self.workplace.rows)
        if self._chosen not in [contact.id for contact in contacts]:
            if contacts:
                self.show_contact(contacts[0].id)
            elif self._chosen is not None:
                self._leave()
        self.call_bar.refresh()
        self._refresh_outcome()
        if self._chosen is not None:
            self._catch_up_with_caller(self._chosen)
        if self._chosen is not None and not self._by_hand:
            self._show_caller(self._chosen)
        elif not contacts:
            self._show_offer()
        self.script.follow(self._chosen, self._by_hand)

    def _refresh_outcome(self) -> None:
        """As after-call work begins, the keyboard stays in the note or goes to the outcomes."""
        outcome, notes = self.outcome, self.customer.card.notes
        focused = QApplication.focusWidget()
        in_note = focused is not None and notes.isAncestorOf(focused)
        was_hidden = self._outcome_hidden
        outcome.refresh()
        self._outcome_hidden = outcome.isHidden()
        if was_hidden and not self._outcome_hidden and self.isVisible():
            if in_note:
                outcome.note.setFocus()
            elif not self.typing():
                outcome.take_focus()
        notes.setVisible(self._outcome_hidden)  # one note is enough

    def _show_offer(self) -> None:
        """With nobody on the line, who rings is shown at once."""
        for offer in situation.my_offers(self.workplace.rows):
            if offer.interaction_id is not None and self.workplace.rows.pop(offer.interaction_id) is not None:
                self._by_hand = False
                self._show_caller(offer.interaction_id)
                return
        shown = self.customer.pop
        if shown is not None and not self._by_hand:
            self.customer.clear()  # who rang has gone

    def _show_caller(self, interaction_id: int) -> None:
        pop: Pop | None = self.workplace.rows.pop(interaction_id)
        if pop is not None and pop is not self.customer.pop:
            self.customer.show_pop(pop)
            self.show_card()

    def _catch_up_with_caller(self, interaction_id: int) -> None:
        """A script or a colleague may have found out whose contact this is: ask once who it is now."""
        rows = self.workplace.rows
        pop, row = rows.pop(interaction_id), rows.row("interactions", interaction_id)
        if pop is None or row is None or row.customer_id is None:
            return
        known = pop.card.customer.id if pop.card is not None else None
        found = (interaction_id, row.customer_id)
        if row.customer_id != known and found not in self._asked_who:
            self._asked_who.add(found)
            self.workplace.ops.ask(GetPop(interaction_id=interaction_id), self._caller_found, owner=self)

    def _caller_found(self, pop: Pop) -> None:
        self.workplace.rows.put_pop(pop)
        self.follow()

    def _leave(self) -> None:
        self._chosen = None
        self.call_bar.show_interaction(None)
        self.outcome.show_interaction(None)
        if not self._by_hand:
            self.customer.clear()

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & FOLLOWED:
            self.follow()
        if "notes" in tables:
            self.customer.card.show_call_notes()

    @Slot(str, int)
    def _work_chosen(self, kind: str, id: int) -> None:
        if kind == "contact":
            self.show_contact(id)
        elif kind == "offer":
            offer = self.workplace.rows.row("offers", id)
            if offer is not None and offer.interaction_id is not None:
                self._show_caller(offer.interaction_id)
        elif kind == "ticket":
            ticket = self.workplace.rows.row("tickets", id)
            if ticket is not None:
                self.show_customer(ticket.customer_id)
                self.customer.open_ticket(ticket)

    @Slot(object)
    def _hit_chosen(self, hit: Any) -> None:
        self._by_hand = True
        self.show_card()
        self.customer.show_hit(hit)

    def show_tickets(self) -> None:
        """The list of all tickets, in place of the card."""
        if self.tickets is None:
            self.tickets = TicketList(self.port)
            self.tickets.ticket_wanted.connect(self.customer.open_ticket)
            self.customer.ticket_saved.connect(self.tickets.put)
            self.tickets.closed.connect(self.show_card)
            self._middle_stack.addWidget(self.tickets)
        self.tickets.refresh()
        self._middle_stack.setCurrentWidget(self.tickets)
        self.tickets.table.setFocus()

    @Slot()
    def show_card(self) -> None:
        """The card again, or what is shown when nobody is."""
        card = self.customer.card
        nobody = card.card is None and card.pop is None
        if nobody:
            self.idle.refresh()
        self._middle_stack.setCurrentWidget(self.idle if nobody else card)

    @Slot(object)
    def _card_changed(self, card: object) -> None:
        self._right_stack.setCurrentWidget(self.customer.context if card is not None else self._nobody)
        self.script.follow(self._chosen, self._by_hand)
        if self._middle_stack.currentWidget() is not self.tickets:
            self.show_card()

    @Slot()
    def _go_ready(self) -> None:
        self.bar.state.choose("ready")

    # ----------------------------------------------------------------- where the keyboard goes
    def focus_search(self) -> None:
        """Search."""
        self.search.setFocus()
        self.search.selectAll()

    def focus_work(self) -> None:
        """My work."""
        self.my_work.view.setFocus()

    def focus_customer(self) -> None:
        """The customer's timeline, out from behind the script."""
        if self.customer.card.timeline.isHidden():
            self.script.panel.set_folded(True)
        self.customer.card.timeline.setFocus()

    def focus_note(self) -> None:
        """The note."""
        self.customer.card.notes.setFocus()

    @Slot()
    def focus_contact(self) -> None:
        """Where one goes on with a contact: who it is, while that is open; else the note."""
        card = self.customer.card
        if not card.isVisible():
            self.focus_work()
        elif card.match.list.isVisible():
            card.match.list.setFocus()
        else:
            self.focus_note()

    def focus_context(self) -> None:
        """What stands beside the customer."""
        self.customer.context.setFocus()

    def focus_outcome(self) -> None:
        """The wrap-up."""
        self.outcome.take_focus()

    def leave(self) -> None:
        """The page goes: the phone stops ringing, is let go."""
        if self.workplace.phone is not None:
            self.workplace.phone.close()

    # ----------------------------------------------------------------- what is told
    def show_liveness(self, state: str, seconds: int) -> None:
        """Say how live the window is."""
        self.bar.liveness.show_lag(Lag(state, seconds))
        self.script.panel.set_live(state == "live")
        offline = state == "offline"
        text = self.tr(
            "Offline: you see what was known last. What you type is kept and sent when the hub is back."
        )
        self.warning.tell("offline", text if offline else "", "bad")

    @Slot(object)
    def _phone_told(self, what: object) -> None:
        if isinstance(what, PhoneState):
            self.show_phone(what)
        elif isinstance(what, QualityReport):
            self.call_bar.quality.show_quality(what.quality)
        elif not isinstance(what, Level):
            self.ringing.told(what)
            self.call_bar.refresh()

    def show_phone(self, state: PhoneState) -> None:
        """Say how the phone is: at the foot, and in a banner where it cannot take calls."""
        words = {
            "ready": (self.tr("Phone ready"), "soft"),
            "starting": (self.tr("Phone starting …"), "soft"),
            "broken": (self.tr("Phone out of order"), "bad"),
            "off": (self.tr("No phone"), "warn"),
        }
        word, tone = words[state.state]
        self.notices.phone.setText(word)
        self.notices.phone.set_tone(tone)
        self.notices.phone.setToolTip(state.text or state.address)
        trouble = state.text if state.state == "broken" else ""
        self.warning.tell("phone", trouble and f"{word}. {trouble}", "warn")

    def show_notice(self, notice: Notice) -> None:
        """Show what the hub says to everybody."""
        tone = {"error": "bad", "warning": "warn"}.get(notice.severity, "info")
        self.workplace.notices.say(notice.text, tone)

    def on_a_call(self) -> bool:
        """Whether somebody is on the line with the agent here."""
        rows = self.workplace.rows
        return any(situation.my_part(rows, c) in situation.LIVE_CALL for c in situation.my_contacts(rows))

    def typing(self) -> bool:
        """Whether the keyboard is in a field: then it is not taken away."""
        return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)

    def _name(self) -> None:
        self._nobody.set_texts(
            self.tr("About the customer"), self.tr("Tickets, numbers, products and consents appear here.")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            lag = self.bar.liveness.lag
            self.show_liveness(lag.state, lag.seconds)
            self.show_phone(self.workplace.phone.state if self.workplace.phone else PhoneState())


def marked(pop: Pop, moment: float) -> dict[str, Any]:
    """What benchmarks read: when a pop stood on the screen, and when it rang (ms since 1970)."""
    at = round((time.time() - (time.monotonic() - moment)) * 1000, 3)
    return {
        "mark": "painted",
        "interaction_id": pop.interaction_id,
        "offer_id": pop.offer_id,
        "at": at,
        "ringing_at": pop.ringing_at,
        "invite_at": pop.invite_at,
    }
