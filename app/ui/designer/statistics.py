"""What a flow tells afterwards: per version, drawn on the graph and in tables, and two versions compared."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QTabWidget, QWidget

from app.protocol.flows import FlowStatistics, FlowView, GetFlowStatistics, VersionFigures, VersionView
from app.ui.agent.port import Port
from app.ui.controls import Empty, IconButton, Text, column, row
from app.ui.designer.comparison import ComparisonView
from app.ui.designer.figures import NODE_ROLE, TableModel, edge_marks, node_marks, percent, span
from app.ui.designer.versionlist import state_word

DAY_MS = 86_400_000
PERIODS = (1, 7, 30, 90, 0)
"""Days back; 0: everything."""


class StatisticsPanel(QWidget):
    """Chosen above: version, period, and maybe a second version. Below: nodes, answers, ends, offers, A/B."""

    marked = Signal(object, object)
    """Marks of nodes and of ways, for the graph."""
    node_chosen = Signal(str)

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._view: FlowView | None = None
        self._figures: FlowStatistics | None = None
        self._asked = False
        self.version, self.second, self.period = QComboBox(), QComboBox(), QComboBox()
        self.outcome = QComboBox()
        self.again = IconButton("redo", "")
        self.summary = Text("", "strong", wrap=True)
        self.tabs = QTabWidget()
        self.models = {name: TableModel(self) for name in ("nodes", "answers", "ends", "offers")}
        self.tables = {name: _table(model) for name, model in self.models.items()}
        self.comparison = ComparisonView()
        self.empty = Empty("signal", "", "")
        self._put()
        self._say()
        self._show()

    def _put(self) -> None:
        layout = column(self, 8, 8)
        first = row(layout, 8)
        first.addWidget(self.version, 2)
        first.addWidget(self.period, 1)
        first.addWidget(self.again)
        second = row(layout, 8)
        second.addWidget(self.second, 1)
        second.addWidget(self.outcome, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.tabs, 1)
        for days in PERIODS:
            self.period.addItem("", days)
        self.period.setCurrentIndex(PERIODS.index(30))
        for table in self.tables.values():
            self.tabs.addTab(table, "")
            table.activated.connect(self._row_chosen)
            table.clicked.connect(self._row_chosen)
        self.tabs.addTab(self.comparison, "")
        for box in (self.version, self.second, self.period, self.outcome):
            box.activated.connect(self.reload)
        self.again.clicked.connect(self.reload)

    # ----------------------------------------------------------------- what is asked
    def set_flow(self, view: FlowView | None, open_version: VersionView | None) -> None:
        """The flow whose figures are shown; its live version first."""
        fresh = view is None or self._view is None or view.id != self._view.id
        self._view = view
        self._fill(fresh, open_version)
        if fresh:
            self._figures, self._asked = None, False
            self._show()

    def _fill(self, fresh: bool, open_version: VersionView | None) -> None:
        versions = [one for one in (self._view.versions if self._view else []) if one.state != "draft"]
        wanted = None if fresh else self.version.currentData()
        second = None if fresh else self.second.currentData()
        live = next((one.id for one in versions if one.state == "live"), None)
        for box, nothing in ((self.version, ""), (self.second, self.tr("Not compared"))):
            box.clear()
            if nothing:
                box.addItem(nothing, None)
            for one in versions:
                name = self.tr("Version {number}").format(number=one.number)
                box.addItem(f"{name} · {state_word(one, _now())}", one.id)
        start = wanted or live or (open_version.id if open_version else None)
        self.version.setCurrentIndex(max(0, self.version.findData(start)))
        self.second.setCurrentIndex(max(0, self.second.findData(second)))

    def look(self) -> None:
        """The panel comes to the front: ask, where nothing was asked about this flow yet."""
        if not self._asked:
            self.reload()

    @Slot()
    def reload(self) -> None:
        """Ask for the figures of what is chosen."""
        chosen = self.version.currentData()
        self._asked = self._view is not None
        if self._view is None or chosen is None:
            self._show()
            return
        days = self.period.currentData()
        query = GetFlowStatistics(
            flow_id=self._view.id,
            version_ids=[one for one in dict.fromkeys((chosen, self.second.currentData())) if one],
            since=_now() - days * DAY_MS if days else 0,
            outcome=self.outcome.currentData() or "",
        )
        self._port.ask(query, self._came, owner=self)

    @Slot(object)
    def _came(self, figures: FlowStatistics) -> None:
        self._figures = figures
        chosen = self.outcome.currentData()
        self.outcome.clear()
        for outcome in figures.outcomes:
            self.outcome.addItem(self._outcome(outcome), outcome)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(chosen)))
        both = len(figures.versions) > 1
        if both and figures.comparison is None and figures.outcomes and not chosen:
            self.reload()  # now that it is known what they can be compared by
        self._show()

    # ----------------------------------------------------------------- what is shown
    @property
    def figures(self) -> VersionFigures | None:
        """The figures of the first chosen version."""
        wanted = self.version.currentData()
        found = self._figures.versions if self._figures else []
        return next((one for one in found if one.version_id == wanted), None)

    def _show(self) -> None:
        figures = self.figures
        some = figures is not None and (figures.runs + figures.called) > 0
        self.tabs.setVisible(some)
        self.summary.setVisible(some)
        self.empty.setVisible(not some)
        self.outcome.setVisible(self.second.currentData() is not None and self.outcome.count() > 0)
        if figures is None or not some:
            self.marked.emit({}, {})
            return
        self.summary.setText(self._summary(figures))
        self._show_nodes(figures)
        self._show_answers(figures)
        self._show_ends(figures)
        self._show_offers(figures)
        self._show_comparison()
        self.marked.emit(node_marks(figures), edge_marks(figures))

    def _summary(self, figures: VersionFigures) -> str:
        parts = [
            self.tr("{n} runs").format(n=figures.runs),
            self.tr("{n} ended ({share})").format(
                n=figures.ended, share=percent(figures.ended, figures.runs)
            ),
            self.tr("{n} given up").format(n=figures.left),
            self.tr("{n} open").format(n=figures.open_runs),
        ]
        if figures.called:
            parts.append(self.tr("{n} times inside other flows").format(n=figures.called))
        return " · ".join(parts)

    def _show_nodes(self, figures: VersionFigures) -> None:
        whole = figures.runs + figures.called
        nodes = sorted(figures.nodes, key=lambda node: -node.runs)
        rows = [
            (
                node.node,
                str(node.runs),
                percent(node.runs, whole),
                percent(node.stopped, node.runs),
                span(node.median_ms),
                span(node.p90_ms),
            )
            for node in nodes
        ]
        heads = {
            self.tr("Node"): "",
            self.tr("Runs"): self.tr("Runs that came to the node, each once"),
            self.tr("Of all"): self.tr("Runs that came here ÷ runs of the version"),
            self.tr("Drop-off"): self.tr("Runs that went no further, to no end ÷ runs that came here"),
            self.tr("Time"): self.tr("Median of the time at the node"),
            self.tr("9 of 10"): self.tr("Nine in ten took no longer than this at the node"),
        }
        self.models["nodes"].show_rows(heads, rows, [node.node for node in nodes])

    def _show_answers(self, figures: VersionFigures) -> None:
        rows: list[tuple[str, ...]] = []
        nodes: list[str] = []
        for answer in figures.answers:
            for bucket in answer.buckets:
                value = f"{bucket.value}" if bucket.upto is None else f"{bucket.value:g} – {bucket.upto:g}"
                rows.append((f"{answer.node}: {value}", str(bucket.runs), percent(bucket.runs, answer.runs)))
            if answer.others:
                rows.append(
                    (
                        self.tr("{node}: other answers").format(node=answer.node),
                        str(answer.others),
                        percent(answer.others, answer.runs),
                    )
                )
            if answer.mean is not None:
                rows.append((self.tr("{node}: mean").format(node=answer.node), f"{answer.mean:.2f}", ""))
            if answer.refused:
                rows.append(
                    (
                        self.tr("{node}: entries that did not fit").format(node=answer.node),
                        str(answer.refused),
                        "",
                    )
                )
            nodes += [answer.node] * (len(rows) - len(nodes))
        heads = {
            self.tr("Answer"): "",
            self.tr("Runs"): self.tr("Of each run its last answer to the question"),
            self.tr("Share"): self.tr("Of the runs that answered the question"),
        }
        self.models["answers"].show_rows(heads, rows, nodes)

    def _show_ends(self, figures: VersionFigures) -> None:
        ends = sorted(figures.dispositions.items(), key=lambda one: -one[1])
        rows = [
            (name or self.tr("(no outcome)"), str(count), percent(count, figures.ended))
            for name, count in ends
        ]
        heads = {
            self.tr("Outcome"): "",
            self.tr("Runs"): self.tr("Runs that ended with it"),
            self.tr("Share"): self.tr("Of the runs that ended"),
        }
        self.models["ends"].show_rows(heads, rows)

    def _show_offers(self, figures: VersionFigures) -> None:
        rows = [
            (
                f"{offer.node}: {offer.value}",
                str(offer.shown),
                str(offer.accepted),
                percent(offer.accepted, offer.shown),
                f"{100 * offer.low:.0f} – {100 * offer.high:.0f} %",
            )
            for offer in figures.offers
        ]
        heads = {
            self.tr("Recommended"): "",
            self.tr("Shown"): self.tr("Runs in which it was shown"),
            self.tr("Accepted"): self.tr("Runs in which it was accepted"),
            self.tr("Share"): self.tr("Accepted ÷ shown"),
            self.tr("95 %"): self.tr("The interval in which the true share lies in 95 of 100 cases (Wilson)"),
        }
        self.models["offers"].show_rows(heads, rows, [offer.node for offer in figures.offers])

    def _show_comparison(self) -> None:
        found = self._figures.comparison if self._figures else None
        if found is None or self._figures is None:
            self.comparison.show_nothing()
            return
        numbers = {one.version_id: one.number for one in self._figures.versions}
        self.comparison.show_comparison(found, numbers)

    def _outcome(self, code: str) -> str:
        kind, _, name = code.partition(":")
        words = {
            "disposition": self.tr("Outcome: {name}"),
            "end": self.tr("Ends at: {name}"),
            "result": self.tr("Result: {name}"),
            "offer": self.tr("Accepted at: {name}"),
        }
        return words[kind].format(name=name) if kind in words else code

    @Slot(QModelIndex)
    def _row_chosen(self, index: QModelIndex) -> None:
        node = index.data(NODE_ROLE)
        if node:
            self.node_chosen.emit(node)

    # ----------------------------------------------------------------- words
    def _say(self) -> None:
        self.setWindowTitle(self.tr("Figures"))
        self.setAccessibleName(self.tr("Figures"))
        self.version.setAccessibleName(self.tr("Version"))
        self.second.setAccessibleName(self.tr("Compared with"))
        self.period.setAccessibleName(self.tr("Period"))
        self.outcome.setAccessibleName(self.tr("Compared by"))
        self.again.set_name(self.tr("Count again"))
        names: dict[Any, str] = {
            1: self.tr("Last 24 hours"),
            7: self.tr("Last 7 days"),
            30: self.tr("Last 30 days"),
            90: self.tr("Last 90 days"),
            0: self.tr("Everything"),
        }
        for place, days in enumerate(PERIODS):
            self.period.setItemText(place, names[days])
        titles = (self.tr("Nodes"), self.tr("Answers"), self.tr("Ends"), self.tr("Offers"), self.tr("A/B"))
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
            page = self.tabs.widget(place)
            if page is not None:
                page.setAccessibleName(title)
        self.empty.set_texts(
            self.tr("No runs in this time"),
            self.tr("When calls, pages or agents have used this version, you see here where they went."),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show()


def _table(model: TableModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    model.modelReset.connect(table.resizeColumnsToContents)
    return table


def _now() -> int:
    return time.time_ns() // 1_000_000
