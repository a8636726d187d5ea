"""The designer: a window in which leads draw flows, with their text beside them and in step both ways."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QTabWidget, QWidget

from app.protocol.flows import FlowSource, FlowView
from app.protocol.message import Refusal
from app.scripts.editing import FlowDocument
from app.scripts.nodes import Problem
from app.ui.actions import Actions
from app.ui.controls import column
from app.ui.designer.actions import designer_actions
from app.ui.designer.author import Author, step_words
from app.ui.designer.bar import DesignerBar
from app.ui.designer.files import FlowFiles
from app.ui.designer.finding import Finding
from app.ui.designer.flowlist import FlowList
from app.ui.designer.graph import Graph, window_language
from app.ui.designer.hands import Hands
from app.ui.designer.keeper import Keeper
from app.ui.designer.newflow import NewFlowDialog
from app.ui.designer.nodeform import NodeForm
from app.ui.designer.panels import Panels
from app.ui.designer.problems import ProblemList
from app.ui.designer.stale import StaleDialog
from app.ui.designer.yamltext import YamlText
from app.ui.icons import icon
from app.ui.noticebar import Banner, NoticeBar
from app.ui.notices import Notices
from app.ui.port import WindowPort
from app.ui.theme import current_tokens
from app.ui.workplace import Workplace

FLOW_CHANGED_MS = 200


class DesignerWindow(QMainWindow):
    """One flow at a time: its graph, its text, what is wrong with it; panels for trying and judging it."""

    opened = Signal()
    """Another flow or version."""
    flow_changed = Signal()
    """The flow was changed and read."""
    closed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workplace = workplace
        self.port = WindowPort(workplace)
        self.said = Notices(self)
        self.actions_ = Actions(self)
        self.author = Author(workplace.ops, self)
        self.keeper = Keeper(workplace, self.author, self)
        self.bar = DesignerBar()
        self.list = FlowList()
        self.graph = Graph()
        self.text = YamlText()
        self.form = NodeForm(self.author, self.graph)
        self.problems = ProblemList()
        self.panels = QTabWidget()
        self.banner = Banner()
        self.foot = NoticeBar(self.said)
        self.hands = Hands(self.author, self.graph, self.said, self)
        self.files = FlowFiles(workplace.ops, self.said, self)
        self.finding = Finding(self.author, self.graph, self.bar, self)
        self._pages = QStackedWidget()
        self._following = False
        self._some_problems = True
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(FLOW_CHANGED_MS)
        self._told.timeout.connect(self.flow_changed)
        self._lay_out()
        self._join()
        self.beside = Panels(self)
        self.actions_.add(*designer_actions(self))
        self._name()
        self.setMinimumSize(1024, 600)
        self.resize(1366, 768)
        self.keeper.ask_list()

    # ----------------------------------------------------------------- for the panels
    @property
    def document(self) -> FlowDocument:
        """The text with its graph."""
        return self.author.document

    @property
    def source(self) -> FlowSource | None:
        """The version that is open; None for a flow the hub does not know yet."""
        return self.keeper.source

    def add_panel(self, id: str, icon_name: str, widget: QWidget) -> None:
        """Put a panel into the tabs at the right; its title is the widget's window title."""
        widget.setObjectName(id)
        place = self.panels.addTab(
            widget, icon(icon_name, current_tokens().text_soft, pixels=16), widget.windowTitle()
        )
        self.panels.setTabWhatsThis(place, icon_name)
        widget.windowTitleChanged.connect(self._retitle)

    def show_panel(self, id: str) -> None:
        """Bring a panel to the front."""
        for place in range(self.panels.count()):
            panel = self.panels.widget(place)
            if panel is not None and panel.objectName() == id:
                self.panels.setCurrentIndex(place)

    def select_node(self, name: str) -> None:
        """Select a node in graph, form and text."""
        self.graph.select([name])

    def load(self, source: FlowSource, view: FlowView | None = None) -> None:
        """Show a version of a flow."""
        self.keeper.show(source, view)

    # ----------------------------------------------------------------- building
    def _lay_out(self) -> None:
        middle = self._middle = QSplitter(Qt.Orientation.Vertical)
        middle.setHandleWidth(8)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.graph)
        middle.addWidget(self.problems)
        middle.setStretchFactor(0, 1)
        middle.setSizes([520, 120])
        self.panels.setDocumentMode(True)
        self.panels.tabBar().setDrawBase(False)
        self.add_panel("node", "edit", self.form)
        self.text.setWindowTitle(self.tr("Text"))
        self.add_panel("text", "code", self.text)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(8)
        both.setChildrenCollapsible(False)
        both.addWidget(middle)
        both.addWidget(self.panels)
        both.setStretchFactor(0, 1)
        both.setSizes([840, 510])
        self.panels.setMinimumWidth(340)
        editing = QWidget()
        inside = column(editing, 0, 0)
        inside.addWidget(self.bar)
        inside.addWidget(self.banner)
        holder = QWidget()
        column(holder, 0, 8).addWidget(both)
        inside.addWidget(holder, 1)
        self._editing = editing
        self._pages.addWidget(self.list)
        self._pages.addWidget(editing)
        whole = QWidget()
        whole.setProperty("role", "window")
        stacked = column(whole, 0, 0)
        stacked.addWidget(self._pages, 1)
        stacked.addWidget(self.foot)
        self.setCentralWidget(whole)

    def _join(self) -> None:
        author, graph, text, keeper = self.author, self.graph, self.text, self.keeper
        author.loaded.connect(self._loaded)
        author.spliced.connect(text.apply)
        author.drawn.connect(self._drawn)
        author.problems_found.connect(self._show_problems)
        author.stepped.connect(self._show_steps)
        author.refused.connect(self._refused)
        author.selected.connect(self._select)
        text.typed.connect(author.typed)
        text.place_changed.connect(self._text_moved)
        graph.chosen.connect(self._chosen)
        graph.edit_wanted.connect(self.edit_node)
        self.form.text_wanted.connect(self.show_text)
        self.problems.opened.connect(self._go_to_problem)
        keeper.listed.connect(self.list.show_flows)
        keeper.opened.connect(self._opened)
        keeper.saved.connect(self._saved)
        keeper.failed.connect(self.said.refused)
        keeper.recovered.connect(self._recovered)
        keeper.stale.connect(self._stale)
        self.files.came.connect(self._imported)
        keeper.busy.connect(self.foot.show_working)
        self.list.open_wanted.connect(keeper.open)
        self.list.new_wanted.connect(self.new_flow)
        self.list.import_wanted.connect(self.files.ask_import)
        self.bar.export.clicked.connect(self.export)
        self.bar.flows.clicked.connect(self.show_list)
        self.bar.undo.clicked.connect(self.undo)
        self.bar.redo.clicked.connect(self.redo)
        self.bar.add.clicked.connect(self.hands.new_node)
        self.bar.arrange.clicked.connect(author.arrange_all)
        self.bar.fit.clicked.connect(self.fit)
        self.bar.save.clicked.connect(self.save)

    # ----------------------------------------------------------------- pages
    @Slot()
    def show_list(self) -> None:
        """The list of flows."""
        self.keeper.keep_now()
        self.keeper.ask_list()
        self._pages.setCurrentWidget(self.list)
        self.list.take_focus()

    def in_flow(self) -> bool:
        """Whether a flow is open, not the list."""
        return self._pages.currentWidget() is self._editing

    @Slot()
    def _opened(self) -> None:
        self._pages.setCurrentWidget(self._editing)
        self._show_steps()
        self.graph.setFocus()
        self.graph.select([])
        self.graph.go_home()
        self._home()
        self.opened.emit()

    def _home(self) -> None:
        """Everything, if one can read it so; else the beginning."""
        self.graph.fit()
        if self.graph.scale < 0.6:
            self.graph.fit(self._first_screen(), 0.85)

    def _first_screen(self) -> QRectF | None:
        card = self.graph.scene.cards.get(self.graph.current)
        if card is None:
            return None
        size = self.graph.size() / 0.8
        return QRectF(card.rect.center().x() - size.width() / 2, card.y - 20, size.width(), size.height())

    # ----------------------------------------------------------------- in step
    @Slot()
    def _loaded(self) -> None:
        self.text.load(self.document.text)

    @Slot()
    def _drawn(self) -> None:
        flow = self.author.flow
        if flow is not None:
            self.graph.show_flow(flow, self.author.places)
            self._told.start()

    @Slot(object)
    def _show_problems(self, problems: list[Problem]) -> None:
        self.problems.show_problems(problems)
        if bool(problems) != self._some_problems:
            self._some_problems = bool(problems)
            self._middle.setSizes([self.height(), 128 if problems else 40])
        self.graph.set_problems(self.author.severities())
        lines: dict[int, tuple[str, str]] = {}
        for problem in sorted(problems, key=lambda found: found.severity != "error"):
            lines.setdefault(problem.line, (problem.severity, problem.text))
        self.text.set_problems(lines)

    @Slot()
    def _show_steps(self) -> None:
        document, source = self.document, self.keeper.source
        self.bar.show_steps(step_words(document.can_undo), step_words(document.can_redo))
        flow = self.author.flow
        title = ""
        if flow is not None:
            first = next((words for words in flow.title.values() if words), flow.name)
            title = flow.title.get(window_language()) or first
        version = source.version if source is not None else None
        self.bar.show_flow(
            title, version.state if version else "", version.number if version else 0, self.author.dirty
        )
        self.setWindowModified(self.author.dirty)

    @Slot(str)
    def _chosen(self, name: str) -> None:
        if not self._following and name and self.document.has(name):
            self._following = True
            self.text.go_to(self.document.span(name)[0] + _lead_length(self.document.block(name)))
            self._following = False
        self.author.seal()

    @Slot(int)
    def _text_moved(self, place: int) -> None:
        if self._following:
            return
        name = self.document.node_at(place)
        if name and name != self.graph.current and name in self.graph.scene.cards:
            self._following = True
            self.graph.select([name])
            self._following = False

    @Slot(object)
    def _select(self, names: tuple[str, ...]) -> None:
        self.graph.select(names)

    @Slot(object)
    def _go_to_problem(self, problem: Problem) -> None:
        if problem.node in self.graph.scene.cards:
            self.graph.select([problem.node])
        if problem.line:
            self.show_panel("text")
            self.text.go_to_line(problem.line)

    # ----------------------------------------------------------------- what is done
    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self.author.undo()

    @Slot()
    def redo(self) -> None:
        """Do it again."""
        self.author.redo()

    @Slot()
    def edit_node(self) -> None:
        """The keyboard goes to the form of the current node."""
        if self.graph.current:
            self.show_panel("node")
            self.form.focus_first()

    @Slot()
    def show_text(self) -> None:
        """The keyboard goes to the text."""
        self.show_panel("text")
        self.text.setFocus()

    @Slot()
    def fit(self) -> None:
        """Show the whole graph."""
        self.graph.fit()

    @Slot()
    def save(self) -> None:
        """Save the draft."""
        self.form.flush()
        self.author.settle()
        if self.author.dirty:
            self.keeper.save()

    @Slot()
    def _saved(self) -> None:
        self.said.say(self.tr("Draft saved"))
        self._show_steps()

    @Slot(object, object)
    def _stale(self, refusal: Refusal, theirs: FlowSource) -> None:
        who = self.port.agent_name(theirs.version.agent_id)
        dialog = StaleDialog(self.document.text, theirs, who, self)
        dialog.mine.connect(self._save_over)
        dialog.theirs.connect(self.keeper.take)
        dialog.open()

    @Slot(object)
    def _save_over(self, theirs: FlowSource) -> None:
        self.keeper.save(over=theirs.version.id)

    # ----------------------------------------------------------------- new, from a file, to a file
    @Slot()
    def new_flow(self) -> None:
        """Ask for a name and a template."""
        dialog = NewFlowDialog([flow.name for flow in self.keeper.flows], self)
        dialog.begun.connect(self.keeper.begin)
        dialog.open()

    @Slot(str, str)
    def _imported(self, name: str, text: str) -> None:
        read_name = flow_name(text) or name
        known = next((flow for flow in self.keeper.flows if flow.name == read_name), None)
        if known is None:
            self.keeper.begin(read_name, text)
        else:
            self.keeper.open(known, over=text)

    @Slot()
    def export(self) -> None:
        """Write the text into a file."""
        flow = self.author.flow
        self.form.flush()
        self.files.ask_export(flow.name if flow is not None else "flow", self.document.text)

    @Slot(str)
    def _refused(self, why: str) -> None:
        self.said.warn(why)

    @Slot()
    def _recovered(self) -> None:
        self.said.offer(
            self.tr("What you had changed and not saved is back."), self.tr("Discard"), self.undo, "info"
        )

    def show_keys(self) -> None:
        """The list of keys of this window."""
        from app.ui.keys import KeysWindow

        KeysWindow(self.actions_, self).show()

    # ----------------------------------------------------------------- the rest
    @Slot()
    def _retitle(self) -> None:
        for place in range(self.panels.count()):
            panel = self.panels.widget(place)
            if panel is not None:
                self.panels.setTabText(place, panel.windowTitle())

    def _name(self) -> None:
        self.setWindowTitle(self.tr("Flow designer") + "[*]")
        self.setAccessibleName(self.tr("Flow designer"))
        self.text.setWindowTitle(self.tr("Text"))
        self.panels.tabBar().setAccessibleName(self.tr("Panels"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._show_steps()
            self._drawn()
        elif event.type() == QEvent.Type.PaletteChange:
            for place in range(self.panels.count()):
                name = self.panels.tabWhatsThis(place)
                self.panels.setTabIcon(place, icon(name, current_tokens().text_soft, pixels=16))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keeper.keep()
        self.closed.emit()
        super().closeEvent(event)


def flow_name(text: str) -> str:
    """The name that a flow's text says; empty where it says none."""
    found = re.search(r"^flow:[ ]*[\"']?([a-z0-9][a-z0-9-]*)", text, re.MULTILINE)
    return found.group(1) if found else ""


def _lead_length(block: str) -> int:
    """Letters of comment above a block's key, and its indentation."""
    place = 0
    for line in block.splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            return place + len(line) - len(line.lstrip())
        place += len(line)
    return 0
