"""The script beside the contact: opens by itself where the queue names one, goes on where a run stands.

The run is the hub's: every input goes out as a command and its answer is what is shown. What is typed is in
the journal as it is typed; an input that the hub cannot take now is given again when it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.protocol.flow_run import Answer, AnyInput, Change, Next, Passed, Shown
from app.protocol.flows import (
    GetPassed,
    GetRun,
    ListRuns,
    ResumeFlow,
    RunSummary,
    RunView,
    StartFlow,
    SuspendFlow,
)
from app.protocol.message import Refusal
from app.ui.agent import scriptwords
from app.ui.agent.scriptpass import PassOn
from app.ui.agent.scriptsend import NOT_NOW, StepSender
from app.ui.agent.scripttitles import ScriptTitles
from app.ui.agent.scripttongue import Tongue
from app.ui.agent.scriptview import ScriptView
from app.ui.controls import Button, Chip, IconButton, Text, column, divider, row
from app.ui.notices import refusal_text
from app.ui.workplace import Workplace

DRAFT = "script/{run}/{node}"
"""The draft of an answer: per run and node, so that it is there again wherever the run goes meanwhile."""
POLL_MS = 700
"""How often a run that waits for an effect is looked at."""


@dataclass(frozen=True)
class Subject:
    """Whose script is shown: that of a contact, or of a customer who was opened by hand."""

    interaction_id: int = 0
    customer_id: int = 0
    flow: str = ""
    """The script that opens by itself."""

    @property
    def key(self) -> tuple[int, int]:
        """What makes it the same one: a contact stays the same when its customer becomes known."""
        return (self.interaction_id, 0 if self.interaction_id else self.customer_id)


class ScriptPanel(QWidget):
    """Stands above the timeline while there is a script; takes no room otherwise."""

    shape_changed = Signal()
    """It came, went, was folded or unfolded."""
    runs_came = Signal(object, object)
    """The runs of the one who is shown (list[RunSummary]), and the id of the run that is open here."""
    left = Signal()
    """Another one is shown, or nobody."""
    ended = Signal(object)
    """A RunView that ended here: its disposition is proposed in the wrap-up."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self.subject = Subject()
        self.run: RunView | None = None
        self.folded = False
        self._kept: dict[tuple[int, int], RunView] = {}
        self._titles = ScriptTitles(workplace, self)
        self._live = True
        self._aside: set[int] = set()
        self._title = Text("", "strong", elide=True)
        self._status = Chip("")
        self.aside = Button("", "pause", "plain", "Shift+F6")
        self.tongue = Tongue()
        self.fold_button = IconButton("chevron-up", "", "F6")
        self.view = ScriptView(reach=Qt.ShortcutContext.WindowShortcut, taken=frozenset("U"), own_keys=False)
        self.passing = PassOn(workplace, self.view, self)
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.setInterval(POLL_MS)
        self._sender = StepSender(workplace, self)
        self._lay_out()
        self._join()
        self._name()
        self.hide()

    def _lay_out(self) -> None:
        layout = column(self, 0, 0)
        head = row(layout, 8, (16, 2, 10, 2))
        head.addWidget(self._title, 1)
        head.addWidget(self._status)
        head.addWidget(self.tongue)
        head.addWidget(self.aside)
        head.addWidget(self.fold_button)
        self._line = divider()
        layout.addWidget(self._line)
        layout.addWidget(self.view, 1)

    def _join(self) -> None:
        self._poll.timeout.connect(self._look)
        self._titles.changed.connect(self._name)
        self._sender.stepped.connect(self._stepped)
        self._sender.moved_on.connect(self._moved_on)
        self._sender.refused.connect(self._refused)
        self._sender.held.connect(self._held)
        self.tongue.chosen.connect(self.speak)
        self.aside.clicked.connect(self.put_aside)
        self.fold_button.clicked.connect(self.toggle)
        self.view.given.connect(self.give)
        self.view.typed.connect(self._typed)
        self.view.change_wanted.connect(self._ask_to_change)
        self.view.done_wanted.connect(self._pass_on)
        self.passing.passed.connect(self._passed)

    # ----------------------------------------------------------------- whose script
    def show_subject(self, subject: Subject) -> None:
        """Show the script of this contact or customer; an empty one hides the panel."""
        if subject.key == self.subject.key:
            self.subject = subject
            return
        self._leave()
        self.left.emit()
        self.subject = subject
        kept = self._kept.get(subject.key)
        if kept is not None:
            self._show(kept)
        if subject.key != (0, 0):
            self.look_for_runs()

    def forget(self, interaction_id: int) -> None:
        """The contact is closed."""
        self._kept.pop((interaction_id, 0), None)

    def _leave(self) -> None:
        self._sender.drop()
        self._poll.stop()
        self.run = None
        self.view.clear()
        self._set_shown(False)

    @Slot()
    def look_for_runs(self) -> None:
        """Ask what runs there are, and open what is to be open."""
        self._at.ops.ask(
            self._runs_of(), self._for_now(self._runs_came), self._for_now(self._no_runs), owner=self
        )

    def _runs_of(self) -> ListRuns:
        subject = self.subject
        if subject.interaction_id:
            return ListRuns(interaction_id=subject.interaction_id)
        return ListRuns(customer_id=subject.customer_id)

    def _runs_came(self, runs: list[RunSummary]) -> None:
        if self.run is None:
            self._open_one(runs)
        self.runs_came.emit(runs, self.run.id if self.run else 0)

    def _open_one(self, runs: list[RunSummary]) -> None:
        subject, me = self.subject, self._at.rows.me
        going = [run for run in runs if run.status != "ended"]
        if any(run.id in self._aside for run in going):
            return  # put aside here: it is taken up again by hand
        if not subject.interaction_id:
            going = [run for run in going if run.agent_id == me and run.status == "running"]
        going.sort(key=lambda run: run.speaker != "console")  # what was begun here before what came with it
        begun = self._kept.pop((0, subject.customer_id), None) if subject.interaction_id else None
        mine = [run for run in runs if run.speaker == "console" and run.agent_id == me]
        mine = [run for run in mine if subject.flow in ("", run.flow)]
        if going:
            self.resume(going[0].id)
        elif begun is not None and begun.status != "ended":
            self.resume(begun.id)  # begun for the customer, who was called then
        elif subject.interaction_id and mine:
            self._at.ops.ask(GetRun(run_id=mine[0].id), self._for_now(self._show), owner=self)
        elif subject.flow:
            self.start(subject.flow)

    def _no_runs(self, refusal: Refusal) -> None:
        """No script then; the contact goes on without. Asked again when the hub is back."""
        if refusal.code not in NOT_NOW:
            self._at.notices.refused(refusal)

    def _for_now(self, then: Callable[[Any], None]) -> _For:
        return _For(self, self.subject, then)

    # ----------------------------------------------------------------- beginning and ending
    def start(self, flow: str) -> None:
        """Begin a script for the one who is shown."""
        subject = self.subject
        command = StartFlow(
            flow=flow,
            interaction_id=subject.interaction_id or None,
            customer_id=subject.customer_id or None,
        )
        self._at.ops.do(command, self._for_now(self._began), self._for_now(self._not_begun), owner=self)

    def resume(self, run_id: int) -> None:
        """Go on with a run, where it stands."""
        self._aside.discard(run_id)
        command = ResumeFlow(run_id=run_id, interaction_id=self.subject.interaction_id or None)
        self._at.ops.do(command, self._for_now(self._began), self._for_now(self._not_begun), owner=self)

    @Slot(str)
    def speak(self, language: str) -> None:
        """Go on in another language."""
        if self.run is not None and self.run.status != "ended" and not self.view.busy:
            self.view.set_busy(True)
            run = self.run
            command = ResumeFlow(run_id=run.id, interaction_id=run.interaction_id, language=language)
            self._at.ops.do(command, self._for_now(self._show), self._for_now(self._refused), owner=self)

    def _began(self, run: RunView) -> None:
        self.folded = False
        self._show(run)
        self.look_for_runs()

    def _not_begun(self, refusal: Refusal) -> None:
        if refusal.code not in NOT_NOW:
            self._at.notices.refused(refusal)

    @Slot()
    def put_aside(self) -> None:
        """The run waits, for anybody who has the customer."""
        if self.run is None or self.run.status == "ended":
            return
        self._at.ops.do(SuspendFlow(run_id=self.run.id), self._for_now(self._put_aside), owner=self)

    def _put_aside(self, run: RunView) -> None:
        if self.run is None or run.id != self.run.id:
            return
        self._kept.pop(self.subject.key, None)
        self._aside.add(run.id)
        self._leave()
        self.look_for_runs_only()
        again = partial(self.take_up_again, self.subject, run.id)
        self._at.notices.say(self.tr("The script is put aside"), undo=again)

    def take_up_again(self, subject: Subject, run_id: int) -> None:
        """Undo: the run goes on where the same one is still shown."""
        if subject.key == self.subject.key:
            self.resume(run_id)

    def look_for_runs_only(self) -> None:
        """Tell what runs there are; nothing is opened."""
        self._at.ops.ask(self._runs_of(), self._for_now(self._told), _ignored, owner=self)

    def _told(self, runs: list[RunSummary]) -> None:
        self.runs_came.emit(runs, self.run.id if self.run else 0)

    # ----------------------------------------------------------------- showing
    def _show(self, run: RunView) -> None:
        self.run = run
        self._kept[self.subject.key] = run
        draft = self._at.drafts.text(self._draft_key(run)) or None
        self.view.show_step(run.shown, run.path, draft=draft)
        self._name()
        self._set_shown(True)
        if run.status != "ended" and run.shown.kind in ("look_up", "do", "wait"):
            self._poll.start()
        else:
            self._poll.stop()
        if run.status == "ended":
            self.ended.emit(run)

    def _set_shown(self, on: bool) -> None:
        self.setVisible(on)
        self.view.setVisible(on and not self.folded)
        self._line.setVisible(on and not self.folded)
        self.fold_button.set_icon("chevron-down" if self.folded else "chevron-up")
        self.shape_changed.emit()

    @property
    def open(self) -> bool:
        """Whether a script is there and not folded away."""
        return self.run is not None and not self.folded

    @Slot()
    def toggle(self) -> None:
        """Fold the script away, or open it again."""
        self.set_folded(not self.folded)

    def set_folded(self, folded: bool) -> None:
        """Fold the script away (its head stays), or open it."""
        if self.run is None or folded == self.folded:
            return
        had = self.view.holds_keyboard()
        self.folded = folded
        self._name()
        self._set_shown(True)
        if had and folded:
            self.fold_button.setFocus()

    def take_focus(self) -> bool:
        """Put the keyboard into the script, opening it where it is folded; whether there is one."""
        if self.run is None:
            return False
        self.set_folded(False)
        self.view.take_focus()
        return True

    @Slot()
    def _look(self) -> None:
        """See whether what the run waits for has come."""
        if self.run is not None:
            self._at.ops.ask(
                GetRun(run_id=self.run.id), self._for_now(self._seen), self._not_seen, owner=self
            )

    def _seen(self, run: RunView) -> None:
        if self.run is not None and run.id == self.run.id and not self._sender.waiting:
            self._show(run)

    def _not_seen(self, refusal: Refusal) -> None:
        self._poll.start()

    # ----------------------------------------------------------------- inputs
    @Slot(object)
    def give(self, what: AnyInput) -> None:
        """An input of the person here: it goes to the hub."""
        if self.run is not None:
            self.view.set_busy(True)
            self._sender.give(self.run, what)

    @Slot(object, object)
    def _stepped(self, run: RunView, what: AnyInput) -> None:
        before = self.run
        if before is None or run.id != before.id:
            return
        self.view.say("")
        if isinstance(what, Answer) and not run.shown.problem:
            self._at.drafts.draft(self._draft_key(before), "")
        if isinstance(what, Change) and run.shown.problem and self.view.changing is not None:
            self.run = run
            self.view.show_wrong_change(run.shown.problem)
            return
        self._show(run)
        self.view.say(scriptwords.not_in_record(run.unstored), "soft")

    @Slot(object, object)
    def _refused(self, refusal: Refusal, _what: AnyInput | None = None) -> None:
        self.view.set_busy(False)
        self.view.say(refusal_text(refusal), "bad")

    @Slot()
    def _held(self) -> None:
        """The hub cannot take it now: it is kept here and given again."""
        self.view.say(
            self.tr("The hub cannot be reached. Your answer is kept and goes out as soon as it is back.")
        )

    def set_live(self, live: bool) -> None:
        """The window is live again, or not."""
        came, self._live = live and not self._live, live
        if came:
            self._sender.send_again()
            if self.run is None and self.subject.key != (0, 0):
                self.look_for_runs()

    @Slot(object, bool)
    def _moved_on(self, run: RunView, our_own: bool) -> None:
        """Show where it stands; what was typed here is not lost."""
        before, me = self.run, self._at.rows.me
        typed = self._at.drafts.text(self._draft_key(before)).strip() if before else ""
        self.view.leave_change()
        self._show(run)
        if our_own and run.agent_id in (None, me):
            return
        said = self.tr("Somebody else went on with this script. This is where it stands now.")
        who = self._at.rows.row("agents", run.agent_id)
        if who is not None and run.agent_id != me:
            said = self.tr("{name} goes on with this script now.").format(name=who.name)
        if typed and before is not None and before.shown.node != run.shown.node:
            said += " " + self.tr("What you typed is kept: “{text}”").format(text=typed)
        self.view.say(said)

    def _ask_to_change(self, passed: Passed) -> None:
        if self.run is not None:
            query = GetPassed(run_id=self.run.id, place=passed.place)
            self._at.ops.ask(query, _Changing(self, self.run, passed), owner=self)

    def change(self, run: RunView, passed: Passed, shown: Shown) -> None:
        """What was asked there has come: show it with the answer that was given."""
        if self.run is not None and (run.id, run.step) == (self.run.id, self.run.step):
            self.view.show_change(passed, shown)

    @Slot(object)
    def _pass_on(self, shown: Shown) -> None:
        self.passing.pass_on(shown, self.subject.interaction_id)

    @Slot(object)
    def _passed(self, interaction_id: int) -> None:
        if interaction_id == self.subject.interaction_id:
            self.give(Next())

    # ----------------------------------------------------------------- drafts and words
    @staticmethod
    def _draft_key(run: RunView) -> str:
        return DRAFT.format(run=run.id, node=run.shown.node)

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self.run is not None and self.view.changing is None:
            self._at.drafts.draft(self._draft_key(self.run), text)

    @Slot()
    def _name(self) -> None:
        run = self.run
        self._title.setText(self._titles.of(run.flow) if run is not None else "")
        ended = run is not None and run.status == "ended"
        self._status.setText(self.tr("finished") if ended else "")
        self._status.setVisible(ended)
        self._status.set_tone("good" if ended else "")
        self.aside.setVisible(not ended)
        spoken = self._titles.languages(run.flow) if run is not None and not ended else []
        self.tongue.show_languages(spoken, run.shown.language if run is not None else "")
        self.aside.set_text(self.tr("Put aside"))
        self.fold_button.set_name(
            self.tr("Open the script") if self.folded else self.tr("Fold the script away")
        )
        self.setAccessibleName(self.tr("Script beside the contact"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


class _For:
    """An answer that is of use only while the same one is shown."""

    def __init__(self, panel: ScriptPanel, subject: Subject, then: Callable[[Any], None]) -> None:
        self._panel = panel
        self._key = subject.key
        self._then = then

    def __call__(self, answer: Any) -> None:
        if self._panel.subject.key == self._key:
            self._then(answer)


class _Changing:
    """What was asked at a place of the path, on its way."""

    def __init__(self, panel: ScriptPanel, run: RunView, passed: Passed) -> None:
        self._panel, self._run, self._passed = panel, run, passed

    def __call__(self, shown: Shown) -> None:
        self._panel.change(self._run, self._passed, shown)


def _ignored(_refusal: Refusal) -> None:
    """Nobody waits for it."""
