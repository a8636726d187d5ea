"""The script at the desk: which contact or customer it follows, its keys, the outcome it proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.protocol.flows import RunView
from app.ui import situation
from app.ui.agent.script import ScriptPanel, Subject
from app.ui.agent.scriptanswers import ScriptAnswers
from app.ui.agent.scriptlist import ScriptChooser
from app.ui.agent.scriptspace import ScriptSpace
from app.ui.workplace import Workplace

if TYPE_CHECKING:
    from app.ui.agent.wrap_up import WrapUpPanel
    from app.ui.contact import Contact


class ScriptDesk(QObject):
    """Joins the script's panel with the contact, its card and its wrap-up."""

    def __init__(self, workplace: Workplace, customer: Contact, outcome: WrapUpPanel, page: QObject) -> None:
        super().__init__(page)
        self._at = workplace
        self._customer = customer
        self._outcome = outcome
        self.panel = ScriptPanel(workplace)
        card = customer.card
        card.put_script(self.panel)
        self._space = ScriptSpace(card.halves, self.panel, card.timeline, card.match, workplace.settings)
        self.answers = ScriptAnswers(workplace)
        self.panel.runs_came.connect(self.answers.show_runs)
        self.panel.left.connect(self.answers.clear)
        self.chooser = ScriptChooser(workplace, card)
        self.chooser.start_wanted.connect(self._start)
        self.chooser.resume_wanted.connect(self._resume)
        self.panel.ended.connect(self._ended)
        outcome.booked.connect(self.panel.forget)

    def follow(self, interaction_id: int | None, by_hand: bool) -> None:
        """Show the script of what is in the middle now."""
        self.panel.show_subject(self._subject(interaction_id, by_hand))

    def _subject(self, interaction_id: int | None, by_hand: bool) -> Subject:
        customer_id = self._customer.card.customer_id
        if by_hand or interaction_id is None:
            return Subject(0, customer_id) if by_hand else Subject()
        contact = self._at.rows.row("interactions", interaction_id)
        if contact is None or not self._is_mine(contact.id):
            return Subject()
        queue = self._at.rows.row("queues", contact.queue_id)
        return Subject(contact.id, contact.customer_id or 0, queue.flow if queue is not None else "")

    def _is_mine(self, interaction_id: int) -> bool:
        """Whether the contact, and so its script, is with the agent here: not one who is asked in, not one
        whose caller has gone on to somebody else. A script that is open here stays while it is passed on."""
        contact = self._at.rows.row("interactions", interaction_id)
        part = situation.my_part(self._at.rows, contact)
        if part == "after_call":
            held = self.panel.subject.interaction_id == interaction_id and self.panel.run is not None
            return contact.agent_id == self._at.rows.me or held
        return part in situation.LIVE_CALL and part != "consulted"

    # ----------------------------------------------------------------- keys
    def can_start(self) -> bool:
        """Whether there is somebody for whom a script could be started."""
        return self.panel.subject.key != (0, 0)

    def has_run(self) -> bool:
        """Whether a script is there."""
        return self.panel.run is not None

    def is_running(self) -> bool:
        """Whether a script is there that is not finished."""
        return self.panel.run is not None and self.panel.run.status != "ended"

    def focus(self) -> None:
        """The keyboard into the script; with none there, the list of those that can be started."""
        if not self.panel.take_focus():
            self.choose()

    def focus_path(self) -> None:
        """The keyboard onto the path, to change an answer."""
        if self.panel.take_focus():
            self.panel.view.focus_path()

    def focus_answers(self) -> None:
        """The keyboard onto what was answered before."""
        self.answers.list.take_focus()

    def has_answers(self) -> bool:
        """Whether something was answered before."""
        return not self.answers.isHidden()

    def choose(self) -> None:
        """Start a script, or go on with one that was put aside."""
        if self.can_start():
            self.chooser.open_for(self.panel.subject, self.panel.run)

    @Slot(str)
    def _start(self, flow: str) -> None:
        self.panel.start(flow)

    @Slot(object)
    def _resume(self, run_id: int) -> None:
        self.panel.resume(run_id)

    @Slot(object)
    def _ended(self, run: RunView) -> None:
        if run.shown.disposition and run.interaction_id is not None:
            self._outcome.propose(run.interaction_id, run.shown.disposition)
