"""Try a flow before it is saved: with any speaker, as any customer, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTableWidget, QTableWidgetItem, QWidget

from app.protocol.flow_run import AnyInput, Passed
from app.protocol.flows import FlowSource, FlowView, GetFlow, GetFlowContext, ListFlows
from app.protocol.views import SearchHit
from app.scripts.nodes import SPEAKERS, Flow, Speaker
from app.scripts.state import World
from app.ui.agent import words
from app.ui.agent.port import Port
from app.ui.agent.scriptview import ScriptView
from app.ui.controls import Button, Empty, Panel, Text, column, row
from app.ui.designer.effects import EFFECTS, EffectCard
from app.ui.designer.handset import Handset
from app.ui.designer.marks import NodeMark
from app.ui.designer.player import Player, called
from app.ui.search import SearchField

PAGE_WIDTH = 360
"""Pixels of the telephone on whose browser the page is shown (docs/questionnaires.md)."""


class Simulator(QWidget):
    """Plays the flow as it stands in the editor. Nothing of it reaches the record."""

    node_wanted = Signal(str)
    """Where it stands now: to be shown in the graph."""
    marked = Signal(object)
    """Node → NodeMark: the way it took."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._flow: Flow | None = None
        self._others: dict[str, Flow] = {}
        self._missing: set[str] = set()
        self._world = World()
        self._player: Player | None = None
        self._customer = ""
        self.speaker, self.language = QComboBox(), QComboBox()
        self.customer = SearchField(port, kind="customer", named=True)
        self.start = Button("", "play", "primary")
        self.who = Text("", "small", "soft", elide=True)
        self.told = Text("", "small", "warn", wrap=True)
        self.script = ScriptView()
        self.handset = Handset()
        self.page = ScriptView()
        self._frame = _framed(self.page)
        self.stage = QStackedWidget()
        self.effect = EffectCard()
        self.variables = QTableWidget(0, 2)
        self.empty = Empty("play", "", "")
        self._put()
        self._say()
        self.clear()

    def _put(self) -> None:
        layout = column(self, 8, 8)
        first = row(layout, 8)
        first.addWidget(self.speaker, 1)
        first.addWidget(self.language, 1)
        first.addWidget(self.start)
        layout.addWidget(self.customer)
        layout.addWidget(self.who)
        layout.addWidget(self.told)
        for widget in (self.empty, self.script, self.handset, self._frame):
            self.stage.addWidget(widget)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.effect)
        layout.addWidget(self.variables)
        heads = self.variables.horizontalHeader()
        heads.setStretchLastSection(True)
        heads.hide()
        self.variables.verticalHeader().hide()
        self.variables.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.variables.setMaximumHeight(140)
        self.variables.setTabKeyNavigation(False)
        for speaker in SPEAKERS:
            self.speaker.addItem("", speaker)
        self.start.clicked.connect(self.begin)
        self.customer.chosen.connect(self._customer_chosen)
        self.handset.given.connect(self.give)
        self.effect.given.connect(self.give)
        for view in (self.script, self.page):
            view.given.connect(self.give)
            view.change_wanted.connect(self._change)
            view.done_wanted.connect(self._passed_on)

    # ----------------------------------------------------------------- what is tried
    def set_flow(self, flow: Flow | None) -> None:
        """The flow as it stands now. What is being played goes on as it began; the next start takes this."""
        fresh = flow is None or self._flow is None or flow.name != self._flow.name
        changed = flow != self._flow
        self._flow = flow
        self.start.setEnabled(flow is not None)
        self._fill_languages()
        if fresh:
            self.clear()
        elif changed and self._player is not None:
            self.told.setText(self.tr("The flow has changed since. Start again to try it as it is now."))
            self.told.show()

    def _fill_languages(self) -> None:
        chosen = self.language.currentData()
        wanted = self._flow.languages if self._flow else []
        if [self.language.itemData(place) for place in range(1, self.language.count())] == wanted:
            return
        self.language.clear()
        self.language.addItem(self.tr("The customer's language"), "")
        for language in wanted:
            self.language.addItem(words.language(language), language)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))

    @Slot(object)
    def _customer_chosen(self, hit: SearchHit) -> None:
        self._customer = hit.title
        customer_id = hit.customer_id if hit.customer_id else hit.id
        self._port.ask(GetFlowContext(customer_id=customer_id), self._context_came, owner=self)

    @Slot(object)
    def _context_came(self, context: dict[str, Any]) -> None:
        self._world = msgspec.convert(context, World)
        self._say_who()
        self.begin()

    @Slot()
    def begin(self) -> None:
        """From the start; flows that this one calls are asked for first."""
        if self._flow is None:
            return
        if not self._world.now:
            self._port.ask(GetFlowContext(), self._context_came, owner=self)
        elif called([self._flow, *self._others.values()]) - self._missing:
            self._port.ask(ListFlows(), self._list_came, owner=self)
        else:
            self._play()

    @Slot(object)
    def _list_came(self, views: list[FlowView]) -> None:
        assert self._flow is not None
        wanted = called([self._flow, *self._others.values()]) - self._missing
        known = {view.name: view for view in views if view.versions}
        self._missing |= wanted - known.keys()
        for name in wanted & known.keys():
            versions = known[name].versions
            version = next((one for one in versions if one.state == "live"), versions[0])
            self._port.ask(GetFlow(version_id=version.id), self._other_came, owner=self)
        if not wanted & known.keys():
            self._play()

    @Slot(object)
    def _other_came(self, source: FlowSource) -> None:
        flow = msgspec.json.decode(source.compiled, type=Flow | None)
        if flow is None:
            self._missing.add(source.name)
        else:
            self._others[source.name] = flow
        self.begin()

    def _play(self) -> None:
        assert self._flow is not None
        speaker: Speaker = self.speaker.currentData()
        flows = {**self._others, self._flow.name: self._flow}
        language = self.language.currentData() or ""
        self._player = Player(flows, self._flow.name, self._world, speaker=speaker, language=language)
        self.told.hide()
        self.handset.start()
        for view in (self.script, self.page):
            view.clear()
        self._show()

    def clear(self) -> None:
        """Nothing is being played."""
        self._player = None
        self._others, self._missing = {}, set()
        self.stage.setCurrentWidget(self.empty)
        for part in (self.effect, self.variables, self.told):
            part.hide()
        self.marked.emit({})

    # ----------------------------------------------------------------- playing
    @Slot(object)
    def give(self, what: AnyInput) -> None:
        """An input to the run."""
        if self._player is not None:
            self._player.give(what)
            self._show()

    def _show(self) -> None:
        player = self._player
        if player is None:
            return
        shown = player.shown
        speaker = self.speaker.currentData()
        effect = shown.kind in EFFECTS
        self.effect.setVisible(effect)
        if effect:
            self.effect.show_step(shown)
        stage = {"console": self.script, "telephone": self.handset, "web": self._frame}[speaker]
        self.stage.setCurrentWidget(stage)
        self._show_variables(player.variables)
        if shown.trouble:
            self.told.setText(self.tr("Trouble: {what}").format(what=shown.trouble))
            self.told.show()
        self.marked.emit(self._marks(player))
        if self._flow is not None and player.flow == self._flow.name:
            self.node_wanted.emit(shown.node)
        if speaker == "telephone":
            self.handset.show_step(shown)
        else:
            self._view.show_step(shown, player.path)
            self.page.objections.hide()  # a page has none: nobody is there to bring something up

    def _marks(self, player: Player) -> Mapping[str, NodeMark]:
        if self._flow is None or player.flow != self._flow.name:
            return {}
        marks = {name: NodeMark(outline="info") for name in player.visited if name in self._flow.nodes}
        marks |= {one.node: NodeMark(outline="info") for one in player.path if one.node in self._flow.nodes}
        return marks | {player.shown.node: NodeMark(tone="accent", outline="accent")}

    def _show_variables(self, variables: dict[str, Any]) -> None:
        self.variables.setVisible(bool(variables))
        self.variables.setRowCount(len(variables))
        for line, (name, value) in enumerate(variables.items()):
            text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            for column_, cell in enumerate((name, text.lstrip("\x1fdn") if "\x1f" in text else text)):
                self.variables.setItem(line, column_, QTableWidgetItem(cell))

    @Slot(object)
    def _change(self, passed: Passed) -> None:
        """Another answer to an earlier question."""
        shown = self._player.asked(passed.place) if self._player else None
        if shown is not None:
            self._view.show_change(passed, shown)

    @property
    def _view(self) -> ScriptView:
        return self.page if self.speaker.currentData() == "web" else self.script

    @Slot(object)
    def _passed_on(self, _shown: object) -> None:
        """At the console the agent would route or transfer now: the card below says what comes of it."""
        self.effect.done.setFocus()

    # ----------------------------------------------------------------- words
    def _say_who(self) -> None:
        nobody = self.tr("Nobody is known: an unknown caller.")
        self.who.setText(self._customer or nobody)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Try it"))
        self.setAccessibleName(self.tr("Try the flow"))
        self.speaker.setAccessibleName(self.tr("Speaker"))
        self.language.setAccessibleName(self.tr("Language"))
        self.customer.setAccessibleName(self.tr("As this customer"))
        self.customer.setPlaceholderText(self.tr("As a customer: name, number …"))
        self.variables.setAccessibleName(self.tr("Variables"))
        self.start.set_text(self.tr("Start"))
        names = {
            "console": self.tr("Console"),
            "telephone": self.tr("Telephone"),
            "web": self.tr("Web page"),
        }
        for place in range(self.speaker.count()):
            self.speaker.setItemText(place, names[self.speaker.itemData(place)])
        if self.language.count():
            self.language.setItemText(0, self.tr("The customer's language"))
        self.empty.set_texts(
            self.tr("Nothing is being tried"),
            self.tr("Choose who speaks and as whom, then start. Nothing of it reaches the record."),
        )
        self._say_who()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


def _framed(page: ScriptView) -> QWidget:
    """A page as wide as a telephone's, in the middle."""
    outer, frame = QWidget(), Panel()
    inside = row(outer, 0, 0)
    inside.addStretch(1)
    inside.addWidget(frame)
    inside.addStretch(1)
    frame.setFixedWidth(PAGE_WIDTH)
    column(frame, 0, 1).addWidget(page)
    return outer
