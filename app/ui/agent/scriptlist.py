"""“Start a script …”: the scripts that can be begun, and before them the runs that were put aside."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QWidget

from app.protocol.flows import ListLiveFlows, ListRuns, LiveFlow, RunSummary, RunView
from app.protocol.message import Refusal
from app.ui.agent import scriptwords, words
from app.ui.agent.script import Subject
from app.ui.agent.scripttitles import title_in
from app.ui.controls import Text, column
from app.ui.notices import refusal_text
from app.ui.palette import ROW, Item, ItemDelegate, ItemsModel
from app.ui.workplace import Workplace

SHOWN = 8


@dataclass(frozen=True)
class Offered:
    """A line: a run to go on with (`run_id`), or a script to begin (`flow`)."""

    item: Item
    flow: str = ""
    run_id: int = 0


class ScriptChooser(QDialog):
    """Opens over the card. What is typed filters, Enter takes."""

    start_wanted = Signal(str)
    """The name of a flow."""
    resume_wanted = Signal(object)
    """The id of a run."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._at = workplace
        self._flows: list[LiveFlow] = []
        self._runs: list[RunSummary] = []
        self._current: RunView | None = None
        self._asked = 0
        self._lines: list[Offered] = []
        self._title = Text("", "title")
        self.field = QLineEdit()
        self.field.textEdited.connect(self.refresh)
        self.field.installEventFilter(self)
        self.items = ItemsModel(self)
        self.list = QListView()
        self.list.setModel(self.items)
        self.list.setItemDelegate(ItemDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._clicked)
        self._said = Text("", "body", "soft", wrap=True)
        layout = column(self, 8, 16)
        for widget in (self._title, self.field, self.list, self._said):
            layout.addWidget(widget)
        self.setFixedWidth(520)

    def open_for(self, subject: Subject, current: RunView | None) -> None:
        """Open for a contact or a customer; `current` is the run that is open."""
        self._name()
        self._current = current
        self._flows, self._runs, self._asked = [], [], 2
        self.field.clear()
        self.refresh("")
        customer = subject.customer_id
        self._at.ops.ask(ListLiveFlows(), self._flows_came, self._failed, owner=self)
        query = (
            ListRuns(customer_id=customer) if customer else ListRuns(interaction_id=subject.interaction_id)
        )
        self._at.ops.ask(query, self._runs_came, self._failed, owner=self)
        self.open()
        self.field.setFocus()

    def _flows_came(self, flows: list[LiveFlow]) -> None:
        self._flows = [flow for flow in flows if "console" in flow.speakers or not flow.speakers]
        self._came()

    def _runs_came(self, runs: list[RunSummary]) -> None:
        current = self._current.id if self._current is not None else 0
        self._runs = [run for run in runs if run.status != "ended" and run.id != current]
        self._came()

    def _failed(self, refusal: Refusal) -> None:
        self._came()
        self._said.setText(refusal_text(refusal))
        self._said.show()

    def _came(self) -> None:
        self._asked -= 1
        self.refresh(self.field.text())

    @Slot(str)
    def refresh(self, typed: str) -> None:
        """List what fits what was typed."""
        wanted = typed.strip().casefold()
        lines = [self._run_line(run) for run in self._runs] + [self._flow_line(flow) for flow in self._flows]
        self._lines = [line for line in lines if wanted in line.item.title.casefold()]
        self.items.show_items([line.item for line in self._lines])
        if self._lines:
            self.list.setCurrentIndex(self.items.index(0))
        self.list.setFixedHeight(max(1, min(SHOWN, len(self._lines))) * ROW + 2)
        self._said.setText(self._nothing())
        self._said.setVisible(not self._lines)
        self.adjustSize()

    def _nothing(self) -> str:
        if self._asked > 0:
            return self.tr("Looking …")
        if self._flows or self._runs:
            return self.tr("No script has that in its name.")
        return self.tr("There is no script for the console yet. A supervisor makes them in the designer.")

    def _run_line(self, run: RunSummary) -> Offered:
        who = self._at.rows.row("agents", run.agent_id)
        name = who.name if who is not None else scriptwords.speaker(run.speaker)
        detail = f"{name} · {words.ago(run.updated_at, self._at.now())}"
        title = self.tr("Go on: {title}").format(title=run.title or run.flow)
        return Offered(Item(title, detail, "", "play", ()), run_id=run.id)

    def _flow_line(self, flow: LiveFlow) -> Offered:
        title = title_in(flow.title, self._at.language) or flow.name
        return Offered(Item(title, "", "", "forward", ()), flow=flow.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, count = event.key(), len(self._lines)
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
                step = 1 if key == Qt.Key.Key_Down else -1
                place = (max(0, self.list.currentIndex().row()) + step) % count
                self.list.setCurrentIndex(self.items.index(place))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex().row())
                return True
        return False

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, place: int) -> None:
        if not 0 <= place < len(self._lines):
            return
        line = self._lines[place]
        self.close()
        if line.run_id:
            self.resume_wanted.emit(line.run_id)
        else:
            self.start_wanted.emit(line.flow)

    def _name(self) -> None:
        self.setWindowTitle(self.tr("Start a script"))
        self.setAccessibleName(self.tr("Start a script"))
        self._title.setText(self.tr("Start a script"))
        self.field.setPlaceholderText(self.tr("Name of the script"))
        self.field.setAccessibleName(self.tr("Name of the script"))
        self.list.setAccessibleName(self.tr("Scripts"))
