"""What stands beside the text in the designer: trying a flow, its versions, what it tells afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.scripts.difference import Difference
from app.ui.designer.marks import EdgeMark, NodeMark
from app.ui.designer.simulator import Simulator
from app.ui.designer.statistics import StatisticsPanel
from app.ui.designer.versions import VersionsPanel

if TYPE_CHECKING:
    from app.ui.designer.window import DesignerWindow

Nodes = Mapping[str, NodeMark]
Edges = Mapping[tuple[str, str], EdgeMark]

_CHANGES = {"added": NodeMark("good", "+", outline="good"), "changed": NodeMark("warn", "±", outline="warn")}


class Panels(QObject):
    """Puts the panels into a designer's window and keeps them in step with it. What is laid over the graph
    is the front panel's; the others' waits until they are in front."""

    def __init__(self, window: DesignerWindow) -> None:
        super().__init__(window)
        self._window = window
        self._overlays: dict[QObject, tuple[Nodes, Edges]] = {}
        self._late: set[QObject] = set()
        self.simulator = Simulator(window.port)
        self.versions = VersionsPanel(window.port)
        window.add_panel("simulator", "play", self.simulator)
        self.statistics = StatisticsPanel(window.port)
        window.add_panel("versions", "clock", self.versions)
        window.add_panel("statistics", "signal", self.statistics)
        window.opened.connect(self._renew)
        window.flow_changed.connect(self._renew)
        window.keeper.saved.connect(self._renew)
        window.panels.currentChanged.connect(self._in_front)
        self.simulator.marked.connect(self._played)
        self.simulator.node_wanted.connect(self._show_node)
        self.versions.compared.connect(self._compared)
        self.versions.node_chosen.connect(self._show_node)
        self.versions.open_wanted.connect(self._open)
        self.versions.changed.connect(window.keeper.ask_list)
        self.statistics.marked.connect(self._counted)
        self.statistics.node_chosen.connect(self._show_node)
        window.keeper.listed.connect(self._renew)

    @Slot()
    def _renew(self) -> None:
        """What is in front at once, the others when they come there: a large flow is not looked through by
        panels that nobody sees."""
        self._late = {self.simulator, self.versions, self.statistics}
        self._renew_front()

    def _renew_front(self) -> None:
        window = self._window
        front = window.panels.currentWidget()
        if front not in self._late:
            return
        self._late.discard(front)
        flow, source = window.author.flow, window.source
        version = source.version if source else None
        if front is self.simulator:
            self.simulator.set_flow(flow)
        elif front is self.versions:
            self.versions.set_document(version, flow, window.document.text)
        else:
            self.statistics.set_flow(window.keeper.view, version)

    @Slot(str)
    def _show_node(self, name: str) -> None:
        self._window.select_node(name)

    @Slot(object)
    def _open(self, version_id: int) -> None:
        view = self.versions.view
        if view is not None:
            self._window.keeper.open(view, version_id)

    @Slot()
    def _in_front(self) -> None:
        self._renew_front()
        if self._window.panels.currentWidget() is self.statistics:
            self.statistics.look()
        self._lay()

    # ----------------------------------------------------------------- what is laid over the graph
    @Slot(object)
    def _played(self, marks: Nodes) -> None:
        self._overlay(self.simulator, marks)

    @Slot(object)
    def _compared(self, found: Difference | None) -> None:
        marks = found.marks if found is not None else {}
        self._overlay(self.versions, {name: _CHANGES[how] for name, how in marks.items() if how in _CHANGES})

    @Slot(object, object)
    def _counted(self, nodes: Nodes, edges: Edges) -> None:
        self._overlay(self.statistics, nodes, edges)

    def _overlay(self, panel: QObject, nodes: Nodes, edges: Edges | None = None) -> None:
        self._overlays[panel] = (nodes, edges or {})
        self._lay()

    @Slot()
    def _lay(self) -> None:
        front = self._window.panels.currentWidget()
        nodes, edges = self._overlays.get(front, ({}, {})) if front is not None else ({}, {})
        self._window.graph.set_overlay(nodes, edges)
