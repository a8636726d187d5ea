"""The flow that is being written, between its text, its graph and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from app.scripts.editing import operations
from app.scripts.editing.document import FlowDocument, Splice, Step, located
from app.scripts.editing.scalars import EditError
from app.scripts.editing.values import Path
from app.scripts.layout import Point, arrange
from app.scripts.nodes import Flow, Problem
from app.ui.designer.scene import worst

if TYPE_CHECKING:
    from app.protocol.message import Refusal
    from app.scripts.checking import Cache, Known
    from app.ui.ops import Ops

PAUSE_MS = 350
"""After so long without a key what was typed is read."""
SEAL_MS = 1_200
"""After so long without a key the next letter begins a new step."""
CHECK_MS = 250


@dataclass(frozen=True)
class Prepared:
    """A text made ready to be shown: read, and with a place for every node. Made on any thread."""

    document: FlowDocument
    places: dict[str, Point]
    problems: Sequence[Problem]
    """What checking found before, at the hub."""

    @classmethod
    def of(cls, text: str, flow: Flow | None = None, problems: Sequence[Problem] = ()) -> Prepared:
        """Read and arrange; `flow` where it was read already."""
        document = FlowDocument(text, flow, problems)
        places = arrange(document.flow) if document.flow is not None else {}
        return cls(document, places, problems if flow is not None else ())


class Author(QObject):
    """Everything that changes the flow goes through here; each change is a step that can be taken back."""

    loaded = Signal()
    """Another text."""
    spliced = Signal(object)
    """Splices that the text's editor has to take in."""
    drawn = Signal()
    """The graph is another: nodes, ways or places."""
    problems_found = Signal(object)
    """All problems, a list."""
    stepped = Signal()
    """There is something else to undo or redo, or the text changed."""
    refused = Signal(str)
    """A change could not be made: why."""
    selected = Signal(object)
    """Nodes that a step concerned, to be selected."""

    def __init__(self, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self.document = FlowDocument('flow: empty\nstart: hello\nnodes:\n  hello: {end: ""}\n')
        self.places: dict[str, Point] = {}
        self._once: dict[str, Point] = {}
        """Where nodes were when they were last there."""
        self._by_hand: dict[str, Point] = {}
        """Where nodes were before they were placed by hand."""
        self.problems: list[Problem] = []
        self._known: Known | None = None
        self._cache: Cache | None = None
        """What checking remembers of this flow, so that it looks at what changed."""
        self._checking = self._check_again = False
        self._checked: list[Problem] = []
        self._check_number = 0
        self._saved = ""
        self._read_timer = self._timer(PAUSE_MS, self.read_now)
        self._seal_timer = self._timer(SEAL_MS, self._seal)
        self._check_timer = self._timer(CHECK_MS, self._check)

    def _timer(self, ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(then)
        return timer

    # ----------------------------------------------------------------- the text
    @property
    def flow(self) -> Flow | None:
        """The flow as it was last read."""
        return self.document.flow

    def load(self, text: str, flow: Flow | None = None, problems: Sequence[Problem] = ()) -> None:
        """Write on another text; `flow` where it was read already. What was done before is forgotten."""
        self.take(Prepared.of(text, flow, problems))

    def take(self, prepared: Prepared) -> None:
        """Write on a text that was made ready."""
        for timer in (self._read_timer, self._seal_timer, self._check_timer):
            timer.stop()
        self._check_number += 1
        self._cache = None
        self.document = prepared.document
        self._saved = self.document.text
        self._checked = list(prepared.problems)
        self.places, self._once, self._by_hand = prepared.places, {}, {}
        self.loaded.emit()
        self._after()

    def replace_text(self, text: str) -> None:
        """The whole text is another, as one step (what was typed before a crash, another's draft)."""
        old = self.document.text
        if old != text:
            self.document.seal()
            splice = self.document.type(0, len(old), text)
            self.document.seal()
            self.spliced.emit([splice])
            self.read_now()

    @property
    def dirty(self) -> bool:
        """Whether the text is another than the saved one."""
        return self.document.text != self._saved

    def saved(self, text: str) -> None:
        """This text is kept at the hub."""
        self._saved = text
        self.stepped.emit()

    @Slot(int, int, str)
    def typed(self, start: int, removed: int, added: str) -> None:
        """Something was typed in the text."""
        self.document.type(start, removed, added)
        self._read_timer.start()
        self._seal_timer.start()
        self.stepped.emit()

    def seal(self) -> None:
        """The cursor moved by itself: the next letter is another step."""
        self._seal()

    @Slot()
    def _seal(self) -> None:
        self.document.seal()

    @Slot()
    def read_now(self) -> None:
        """Read what was typed."""
        self._read_timer.stop()
        self.document.refresh()
        self._place()
        self._after()

    def settle(self) -> None:
        """Read what was typed, if it has not been: before something is done with the graph."""
        if self._read_timer.isActive():
            self.read_now()

    def _place(self, *, again: bool = True) -> None:
        """Places for what is new. `again`: a node that was there before comes back to where it was."""
        if self.flow is None:
            return
        self._once.update(self.places)
        self.places = arrange(self.flow, self._once if again else self.places)

    def _after(self) -> None:
        self.drawn.emit()
        self.stepped.emit()
        self._tell_problems()
        self._check_timer.start()

    # ----------------------------------------------------------------- problems
    def _tell_problems(self) -> None:
        read = {(problem.code, problem.node, problem.text) for problem in self.document.problems}
        again = [p for p in self._checked if (p.code, p.node, p.text) not in read and self._concerns(p)]
        self.problems = [*self.document.problems, *(located(p, self.document) for p in again)]
        self.problems_found.emit(self.problems)

    def _concerns(self, problem: Problem) -> bool:
        return not problem.node or (self.flow is not None and problem.node in self.flow.nodes)

    def know(self, known: Known) -> None:
        """What the hub knows that a flow may name."""
        self._known = known
        self._check_timer.start()

    @Slot()
    def _check(self) -> None:
        if self._checking:  # one at a time: they share a cache
            self._check_again = True
            return
        flow, known = self.flow, self._known
        if flow is None:
            self._checked = []
            self._tell_problems()
            return
        self._checking = True
        self._check_number += 1
        number, cache = self._check_number, self._cache
        self._ops.run(
            lambda: (number, *_checked(flow, known, cache)), self._checked_now, self._not_checked, owner=self
        )

    def _checked_now(self, found: tuple[int, list[Problem], Cache]) -> None:
        number, problems, cache = found
        if number == self._check_number:
            self._cache = cache
            self._checked = problems
            self._tell_problems()
        self._check_over()

    def _not_checked(self, refusal: Refusal) -> None:
        self.refused.emit(refusal.text)
        self._check_over()

    def _check_over(self) -> None:
        self._checking = False
        if self._check_again:
            self._check_again = False
            self._check_timer.start()

    def severities(self) -> dict[str, str]:
        """Node → the worst of its problems."""
        by_node: dict[str, list[str]] = {}
        for problem in self.problems:
            if problem.node:
                by_node.setdefault(problem.node, []).append(problem.severity)
        return {name: worst(found) for name, found in by_node.items()}

    # ----------------------------------------------------------------- steps
    def undo(self) -> None:
        """Take the last step back."""
        if self.document.can_undo:
            self._stepped(self.document.undo())

    def redo(self) -> None:
        """Do it again."""
        if self.document.can_redo:
            self._stepped(self.document.redo())

    def _stepped(self, step: Step) -> None:
        self._read_timer.stop()
        self.spliced.emit(step.splices)
        self._follow_hands(step.nodes)
        self._place()
        self._after()
        if step.nodes:
            self.selected.emit(step.nodes)

    def _follow_hands(self, names: Iterable[str]) -> None:
        """Nodes that were moved by hand and no longer are go where they would be by themselves."""
        flow = self.flow
        if flow is None:
            return
        for name in names:
            node = flow.nodes.get(name)
            if node is not None and node.at is None and name in self._by_hand:
                self.places[name] = self._by_hand.pop(name)
                self._once.pop(name, None)

    def do(self, change: Callable[[FlowDocument], list[Splice]], select: Iterable[str] | None = None) -> bool:
        """Make a change of the document; whether it could be made."""
        self.settle()
        try:
            splices = change(self.document)
        except EditError as why:
            self.refused.emit(str(why))
            return False
        if splices:
            self.spliced.emit(splices)
            self._place(again=False)
            self._after()
        if select is not None:
            self.selected.emit(tuple(select))
        return True

    # ----------------------------------------------------------------- what is done with nodes
    def move(self, to: Mapping[str, Point]) -> None:
        """Put nodes by hand."""
        flow = self.flow
        if flow is None:
            return
        for name in to:
            if name in flow.nodes and flow.nodes[name].at is None and name in self.places:
                self._by_hand[name] = self.places[name]
        self.do(lambda document: operations.move(document, to))

    def release(self, names: Sequence[str]) -> None:
        """Have nodes placed by themselves again."""
        for name in names:
            self.places.pop(name, None)
            self._once.pop(name, None)
        self.do(lambda document: operations.release(document, names), names)

    def arrange_all(self) -> None:
        """Every node where it belongs by itself; those placed by hand stay."""
        self.settle()
        if self.flow is not None:
            self.places, self._once = arrange(self.flow), {}
            self.drawn.emit()

    def add(self, kind: str, *, after: str = "", paths: Sequence[Path] = (), at: Point | None = None) -> str:
        """A new node; its name, empty where it could not be made."""
        made: list[str] = []

        def change(document: FlowDocument) -> list[Splice]:
            name, splices = operations.add_node(document, kind, after=after, paths=paths, at=at)
            made.append(name)
            return splices

        if not self.do(change):
            return ""
        self.selected.emit((made[0],))
        return made[0]

    def paste(self, text: str, after: str = "") -> list[str]:
        """Put copied nodes in; their names."""
        return self._copies(lambda document: operations.paste(document, text, after=after))

    def duplicate(self, names: Sequence[str]) -> list[str]:
        """Copies of nodes; their names."""
        return self._copies(lambda document: operations.duplicate(document, names))

    def _copies(self, change: Callable[[FlowDocument], tuple[list[str], list[Splice]]]) -> list[str]:
        made: list[str] = []

        def run(document: FlowDocument) -> list[Splice]:
            names, splices = change(document)
            made.extend(names)
            return splices

        if not self.do(run):
            return []
        self.selected.emit(tuple(made))
        return made

    def rename(self, old: str, new: str) -> bool:
        """Another name, everywhere; whether it could be done."""
        self.settle()
        if old in self.places:
            self.places[new] = self.places[old]
        return self.do(lambda document: operations.rename(document, old, new), (new,))


def _checked(flow: Flow, known: Known | None, cache: Cache | None) -> tuple[list[Problem], Cache]:
    """On a worker thread."""
    from app.scripts.checking import Cache, Known, check

    cache = cache or Cache()
    return check(flow, known or Known(), cache=cache), cache


def step_words(label: str) -> str:
    """What a step did, for people."""
    words = {
        "typing": QCoreApplication.translate("Steps", "typing"),
        "set": QCoreApplication.translate("Steps", "change"),
        "move": QCoreApplication.translate("Steps", "move"),
        "release": QCoreApplication.translate("Steps", "placing by itself"),
        "connect": QCoreApplication.translate("Steps", "connection"),
        "disconnect": QCoreApplication.translate("Steps", "disconnection"),
        "add": QCoreApplication.translate("Steps", "new node"),
        "delete": QCoreApplication.translate("Steps", "deletion"),
        "rename": QCoreApplication.translate("Steps", "new name"),
        "paste": QCoreApplication.translate("Steps", "pasting"),
        "duplicate": QCoreApplication.translate("Steps", "duplication"),
    }
    return words.get(label, label)
