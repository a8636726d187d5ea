"""The history of a flow: its versions, what is different between them, and their way from draft to live."""

from __future__ import annotations

import difflib
import time

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QTabWidget,
    QWidget,
)

from app.protocol.flows import (
    FlowSource,
    FlowView,
    GetFlow,
    ListFlows,
    ReturnFlow,
    RollBackFlow,
    SubmitFlow,
    VersionView,
)
from app.scripts.difference import Difference, difference
from app.scripts.nodes import Flow
from app.ui.agent.port import Port
from app.ui.controls import Button, Empty, Text, column, row
from app.ui.designer.difftext import DiffText
from app.ui.designer.publish import PublishDialog
from app.ui.designer.versionlist import VersionsModel

NODE_ROLE = int(Qt.ItemDataRole.UserRole)


class VersionsPanel(QWidget):
    """The list of versions above, below it what the chosen one has otherwise than the open text."""

    compared = Signal(object)
    """A `Difference` from the chosen version to the open text, or None."""
    node_chosen = Signal(str)
    open_wanted = Signal(object)
    """A version id to be opened in the editor."""
    changed = Signal()
    """The state of a version changed."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._view: FlowView | None = None
        self._open: VersionView | None = None
        self._flow: Flow | None = None
        self._text = ""
        self._other: FlowSource | None = None
        self.model = VersionsModel(port.agent_name, self)
        self.table = QTableView()
        self.empty = Empty("clock", "", "")
        self.result = Text("", "small", "soft", wrap=True)
        self.nodes = QListWidget()
        self.text = DiffText()
        self.tabs = QTabWidget()
        self.submit = Button("", kind="primary")
        self.publish = Button("", kind="primary")
        self.send_back = Button("", kind="plain")
        self.roll_back = Button("", kind="plain")
        self.open = Button("", kind="plain")
        self._dialog: PublishDialog | None = None
        self._put()
        self._say()
        self._refresh()

    def _put(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        heads = self.table.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.tabs.addTab(self.nodes, "")
        self.tabs.addTab(self.text, "")
        layout = column(self, 8, 8)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.table, 2)
        ways = row(layout, 8)
        for button in (self.submit, self.publish, self.send_back, self.roll_back, self.open):
            ways.addWidget(button)
        ways.addStretch(1)
        layout.addWidget(self.result)
        layout.addWidget(self.tabs, 3)
        self.submit.clicked.connect(self._submit)
        self.publish.clicked.connect(self._publish)
        self.send_back.clicked.connect(self._send_back)
        self.roll_back.clicked.connect(self._roll_back)
        self.open.clicked.connect(self._open_chosen)
        self.nodes.itemActivated.connect(self._node_chosen)
        self.nodes.itemClicked.connect(self._node_chosen)

    # ----------------------------------------------------------------- what is shown
    def set_document(self, version: VersionView | None, flow: Flow | None, text: str) -> None:
        """What is open in the editor: the version it came from, the flow and its text as they stand now."""
        fresh = version is not None and (self._open is None or version.flow_id != self._open.flow_id)
        self._open, self._flow, self._text = version, flow, text
        if version is None:
            self._view = None
            self._show_versions()
        elif fresh or self.model.row_of(version.id) < 0:
            self.reload()
        else:
            self._compare()

    def reload(self) -> None:
        """Ask for the versions again."""
        self._port.ask(ListFlows(), self._came, owner=self)

    @Slot(object)
    def _came(self, flows: list[FlowView]) -> None:
        wanted = self._open.flow_id if self._open else None
        self._view = next((flow for flow in flows if flow.id == wanted), None)
        self._show_versions()

    def _show_versions(self) -> None:
        chosen = self.chosen
        self.model.set_versions(self._view.versions if self._view else [], _now())
        at = self.model.row_of(chosen.id if chosen else self._open.id if self._open else None)
        if at >= 0:
            self.table.selectRow(at)
        self._refresh()

    @property
    def view(self) -> FlowView | None:
        """The flow with its versions, once the hub has told them."""
        return self._view

    @property
    def chosen(self) -> VersionView | None:
        """The version the keyboard stands on."""
        return self.model.version(self.table.currentIndex().row())

    @property
    def live(self) -> VersionView | None:
        """The version new runs begin with: of two, the one that was there first."""
        versions = self._view.versions if self._view else []
        running = [one for one in versions if one.state == "live" and (one.live_from or 0) <= _now()]
        return min(running, key=lambda one: one.live_from or 0, default=None)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._refresh()
        version = self.chosen
        if version is None:
            return
        if self._other is not None and self._other.version.id == version.id:
            self._compare()
        else:
            self._port.ask(GetFlow(version_id=version.id), self._source_came, owner=self)

    @Slot(object)
    def _source_came(self, source: FlowSource) -> None:
        if self.chosen is not None and source.version.id == self.chosen.id:
            self._other = source
            self._compare()

    def _refresh(self) -> None:
        version, none = self.chosen, self.model.rowCount() == 0
        state = version.state if version else ""
        errors = version is not None and any(one.severity == "error" for one in version.problems)
        live = self.live
        self.empty.setVisible(none)
        for part in (self.table, self.tabs, self.result):
            part.setVisible(not none)
        self.submit.setVisible(state == "draft")
        self.submit.setEnabled(not errors)
        self.submit.setToolTip(self.tr("It has errors: see the problems.") if errors else "")
        self.publish.setVisible(state == "review")
        self.send_back.setVisible(state == "review")
        whole_live = live is not None and version is not None and live.id == version.id and live.share == 100
        self.roll_back.setVisible(state in ("retired", "live") and not whole_live)
        self.open.setVisible(version is not None and (self._open is None or version.id != self._open.id))

    def _compare(self) -> None:
        other = self._other
        self.nodes.clear()
        if other is None or self._flow is None or self.chosen is None or other.version.id != self.chosen.id:
            self.result.setText("")
            self.text.show_lines([])
            self.compared.emit(None)
            return
        old = msgspec.json.decode(other.compiled, type=Flow | None)
        found = difference(old, self._flow) if old is not None else None
        number = other.version.number
        if found is None:
            self.result.setText(
                self.tr("Version {number} cannot be read; compare the texts.").format(number=number)
            )
        elif found or other.source != self._text:
            self.result.setText(self._summary(found, number))
        else:
            self.result.setText(self.tr("This is what stands in the editor."))
        self._list(found)
        lines = difflib.unified_diff(other.source.splitlines(), self._text.splitlines(), lineterm="", n=2)
        self.text.show_lines(list(lines)[2:])
        self.compared.emit(found or None)

    def _summary(self, found: Difference, number: int) -> str:
        if not found:
            return self.tr("Only comments, order or places differ from version {number}.").format(
                number=number
            )
        return self.tr(
            "Since version {number}, nodes: {added} added, {changed} changed, {removed} taken away."
        ).format(
            number=number, added=len(found.added), changed=len(found.changed), removed=len(found.removed)
        )

    def _list(self, found: Difference | None) -> None:
        if found is None:
            return
        if found.head:
            self._line("", "±", self.tr("The flow itself"), ", ".join(found.head))
        for name, what in found.changed.items():
            self._line(name, "±", name, ", ".join(what))
        for name in found.added:
            self._line(name, "+", name, "")
        for name in found.removed:
            self._line("", "−", name, "")

    def _line(self, node: str, sign: str, name: str, what: str) -> None:
        item = QListWidgetItem(f"{sign}  {name}" + (f"  ·  {what}" if what else ""))
        item.setData(NODE_ROLE, node)
        self.nodes.addItem(item)

    @Slot(QListWidgetItem)
    def _node_chosen(self, item: QListWidgetItem) -> None:
        if item.data(NODE_ROLE):
            self.node_chosen.emit(item.data(NODE_ROLE))

    # ----------------------------------------------------------------- what is done
    @Slot()
    def _submit(self) -> None:
        version = self.chosen
        if version is not None:
            self._port.do(
                SubmitFlow(version_id=version.id),
                self._moved,
                owner=self,
                said=self.tr("Version {number} is in review").format(number=version.number),
                undo=lambda _: ReturnFlow(version_id=version.id),
            )

    @Slot()
    def _send_back(self) -> None:
        version = self.chosen
        if version is not None:
            self._port.do(
                ReturnFlow(version_id=version.id),
                self._moved,
                owner=self,
                said=self.tr("Version {number} is a draft again").format(number=version.number),
                undo=lambda _: SubmitFlow(version_id=version.id),
            )

    @Slot()
    def _publish(self) -> None:
        version = self.chosen
        if version is not None:
            self._dialog = PublishDialog(self._port, version, self.live, self.window())
            self._dialog.published.connect(self._moved)
            self._dialog.open()

    @Slot()
    def _roll_back(self) -> None:
        version, before = self.chosen, self.live
        if version is not None:
            self._port.do(
                RollBackFlow(version_id=version.id),
                self._moved,
                owner=self,
                said=self.tr("Version {number} is live").format(number=version.number),
                undo=lambda _: RollBackFlow(version_id=before.id) if before else None,
            )

    @Slot()
    def _open_chosen(self) -> None:
        if self.chosen is not None:
            self.open_wanted.emit(self.chosen.id)

    @Slot(object)
    def _moved(self, _version: VersionView) -> None:
        self.reload()
        self.changed.emit()

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Versions"))
        self.setAccessibleName(self.tr("Versions"))
        self.table.setAccessibleName(self.tr("Versions of this flow"))
        self.nodes.setAccessibleName(self.tr("Differences, node by node"))
        self.text.setAccessibleName(self.tr("Differences in the text"))
        self.tabs.setTabText(0, self.tr("Nodes"))
        self.tabs.setTabText(1, self.tr("Text"))
        self.submit.set_text(self.tr("Hand in for review"))
        self.publish.set_text(self.tr("Go live …"))
        self.send_back.set_text(self.tr("Back to draft"))
        self.roll_back.set_text(self.tr("Make it live again"))
        self.open.set_text(self.tr("Open in the editor"))
        self.empty.set_texts(
            self.tr("No versions yet"),
            self.tr("Save the flow once: from then on every version is kept here and can be compared."),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show_versions()


def _now() -> int:
    return time.time_ns() // 1_000_000
