"""What a customer has answered already: to the IVR, to a script before this one, on a web page."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from app.protocol.flow_run import Passed
from app.protocol.flows import GetRun, RunSummary, RunView
from app.protocol.message import Refusal
from app.ui.agent import scriptwords, words
from app.ui.agent.scriptpath import HIGH, LOW, RUN, PathList
from app.ui.controls import Text, column, divider
from app.ui.workplace import Workplace

MOST_RUNS = 4
MOST_HEIGHT = 230


class ScriptAnswers(QWidget):
    """A compact list above the context; takes no room where nothing was answered."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._wanted: list[RunSummary] = []
        self._seen: dict[int, RunView] = {}
        self._title = Text("", "section")
        self.list = PathList()
        layout = column(self, 4, (0, 10, 0, 0))
        layout.addWidget(self._title)
        self._title.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self.list)
        layout.addWidget(divider())
        self.setFocusProxy(self.list)
        self._name()
        self.hide()

    @Slot(object, object)
    def show_runs(self, runs: list[RunSummary], current: int) -> None:
        """Show what was answered in these runs, but for the one that is open in the script."""
        self._wanted = [run for run in runs if run.id != current][:MOST_RUNS]
        self._seen = {}
        for run in self._wanted:
            self._at.ops.ask(GetRun(run_id=run.id), partial(self._came, run.id), _ignored, owner=self)
        self._show()

    @Slot()
    def clear(self) -> None:
        """Nobody is shown."""
        self.show_runs([], 0)

    def _came(self, run_id: int, run: RunView) -> None:
        if any(wanted.id == run_id for wanted in self._wanted):
            self._seen[run_id] = run
            self._show()

    def _show(self) -> None:
        steps: list[Passed] = []
        for run in self._wanted:
            seen = self._seen.get(run.id)
            answers = [step for step in seen.path if step.answer] if seen is not None else []
            if answers:
                steps.append(self._head(run))
                steps += [msgspec.structs.replace(step, changeable=False, depth=0) for step in answers]
        self.list.steps.show_steps(steps)
        self.setVisible(bool(steps))
        height = sum(HIGH if step.answer else LOW for step in steps) + 4
        self.list.setFixedHeight(min(MOST_HEIGHT, height))

    def _head(self, run: RunSummary) -> Passed:
        parts = [run.title or run.flow, scriptwords.speaker(run.speaker)]
        if run.updated_at:
            parts.append(words.ago(run.updated_at, self._at.now()))
        if run.status != "ended":
            parts.append(scriptwords.unfinished())
        return Passed(place=-1, node=run.speaker, kind=RUN, text=" · ".join(parts))

    def _name(self) -> None:
        self._title.setText(self.tr("Answered before"))
        self.list.setAccessibleName(self.tr("Answered before"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._show()


def _ignored(_refusal: Refusal) -> None:
    """Without it then."""
