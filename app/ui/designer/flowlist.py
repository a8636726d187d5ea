"""The first page of the designer: every flow with its state, and the ways to a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from app.protocol.flows import FlowView
from app.ui.controls import Button, Empty, Panel, Text, column, row

Index = QModelIndex | QPersistentModelIndex
FLOW_ROLE = int(Qt.ItemDataRole.UserRole)


class FlowModel(QAbstractTableModel):
    """A row a flow."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.flows: list[FlowView] = []

    def show(self, flows: Sequence[FlowView]) -> None:
        """Other flows."""
        self.beginResetModel()
        self.flows = sorted(flows, key=lambda flow: (not flow.active, flow.title.casefold() or flow.name))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.flows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Flow"), self.tr("Name"), self.tr("State"), self.tr("Speakers"), self.tr("Languages")
        )[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        flow = self.flows[index.row()]
        if role == FLOW_ROLE:
            return flow
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                flow.title or flow.name, flow.name, self._state(flow),
                ", ".join(self._speaker(speaker) for speaker in flow.speakers), ", ".join(flow.languages),
            )[index.column()]  # fmt: skip
        return None

    def _speaker(self, speaker: str) -> str:
        words = {
            "console": self.tr("console"),
            "telephone": self.tr("telephone"),
            "web": self.tr("web page"),
        }
        return words.get(speaker, speaker)

    def _state(self, flow: FlowView) -> str:
        if not flow.active:
            return self.tr("Switched off")
        live = [version.number for version in flow.versions if version.state == "live"]
        words = []
        if live:
            words.append(self.tr("Live: {numbers}").format(numbers=", ".join(map(str, sorted(live)))))
        newest = flow.versions[0] if flow.versions else None
        if newest is not None and newest.state == "review":
            words.append(self.tr("In review: {number}").format(number=newest.number))
        elif newest is not None and newest.state == "draft":
            words.append(self.tr("Draft: {number}").format(number=newest.number))
        return " · ".join(words)


class FlowList(QWidget):
    """The list with a search field, and buttons for a new flow."""

    open_wanted = Signal(object)
    """A `FlowView`."""
    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FlowModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorted.setFilterKeyColumn(-1)
        self.table = QTableView()
        self.field = QLineEdit()
        self.head = Text("", "head")
        self.about = Text("", "body", "soft", wrap=True)
        self.new = Button("", "plus", "primary", "Ctrl+N")
        self.import_ = Button("", "import", "", "Ctrl+O")
        self.none = Empty("flow", "", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self.table.activated.connect(self._activated)
        self.table.doubleClicked.connect(self._activated)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._open_first)
        self.new.clicked.connect(self.new_wanted)
        self.import_.clicked.connect(self.import_wanted)
        self._name()

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self._sorted)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(40)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for section, width in enumerate((360, 200, 240, 220)):
            head.resizeSection(section, width)
        layout = column(self, 12, (24, 20, 24, 20))
        line = row(layout, 12)
        line.addWidget(self.head)
        line.addStretch(1)
        self.field.setFixedWidth(260)
        self.field.setProperty("role", "search")
        for widget in (self.field, self.import_, self.new):
            line.addWidget(widget)
        layout.addWidget(self.about)
        panel = Panel("panel")
        column(panel, 0, 8).addWidget(table)
        self._stack.addWidget(panel)
        self._stack.addWidget(self.none)
        layout.addWidget(self._stack, 1)

    def show_flows(self, flows: Sequence[FlowView]) -> None:
        """Show these; the chosen one stays chosen."""
        current = self.table.currentIndex()
        chosen = current.data(FLOW_ROLE) if current.isValid() else None
        self.model.show(flows)
        self._stack.setCurrentIndex(0 if flows else 1)
        place = next(
            (n for n in range(self._sorted.rowCount()) if chosen is not None and self._at(n).id == chosen.id),
            0,
        )
        if flows:
            self.table.setCurrentIndex(self._sorted.index(place, 0))

    def _at(self, line: int) -> FlowView:
        flow: FlowView = self._sorted.index(line, 0).data(FLOW_ROLE)
        return flow

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._sorted.setFilterFixedString(text.strip())
        if self._sorted.rowCount():
            self.table.setCurrentIndex(self._sorted.index(0, 0))

    @Slot()
    def _open_first(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._activated(index)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        flow = index.data(FLOW_ROLE)
        if flow is not None:
            self.open_wanted.emit(flow)

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        (self.table if self.model.flows else self.new).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._open_first()
        else:
            super().keyPressEvent(event)

    def _name(self) -> None:
        self.head.setText(self.tr("Flows"))
        self.about.setText(
            self.tr(
                "Call scripts, telephone menus, questionnaires and checklists. Open one to see and "
                "change it; runs stay on the version that is live until you publish another."
            )
        )
        self.field.setPlaceholderText(self.tr("Find a flow"))
        self.field.setAccessibleName(self.tr("Find a flow"))
        self.table.setAccessibleName(self.tr("Flows"))
        self.new.set_text(self.tr("New flow"))
        self.import_.set_text(self.tr("Import a file"))
        self.none.set_texts(
            self.tr("There is no flow yet"),
            self.tr("Press New flow and choose a template, or import a YAML file."),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 4)
