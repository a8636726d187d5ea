"""A flow that is being written: its text is the truth, the graph is read from it block by block.

Every change, typed or drawn, is a step of splices on the text; taking it back puts the same letters there
again. What cannot be read just now keeps the node as it was last read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from msgspec.structs import replace

from app.scripts.editing.blocks import Piece, indent_of, split, split_middle
from app.scripts.editing.scalars import EditError
from app.scripts.nodes import AnyNode, Flow, Problem
from app.scripts.reading import Reading, read, read_node


@dataclass(frozen=True)
class Splice:
    """At `start` (letters from the text's beginning) `removed` was taken out and `added` put in."""

    start: int
    removed: str
    added: str

    @property
    def inverse(self) -> Splice:
        """What takes it back."""
        return Splice(self.start, self.added, self.removed)


@dataclass
class Step:
    """What one undo takes back. `label` is a stable word for what was done; `nodes` are selected again."""

    label: str
    splices: list[Splice]
    nodes: tuple[str, ...] = ()
    sealed: bool = True


@dataclass
class Change:
    """A change that is being put together: what becomes of blocks, by their place among the pieces."""

    label: str
    nodes: tuple[str, ...] = ()
    texts: dict[int, str] = field(default_factory=dict)
    """Place → its new text; empty takes the block out."""
    after: dict[int, list[str]] = field(default_factory=dict)
    """Place → blocks that come behind it."""


class FlowDocument:
    """A flow's text with its graph, its steps back and forth."""

    def __init__(self, text: str, flow: Flow | None = None, problems: Iterable[Problem] = ()) -> None:
        """`flow` is what was read from exactly this text, where that is known already."""
        self._text: str | None = clean(text)
        self._pieces: list[Piece] = split(self._text)
        self._starts: list[int] | None = None
        self._places: dict[str, int] | None = None
        self._lines: dict[str, int] | None = None
        self._steps: list[Step] = []
        self._done = 0
        self._read: dict[str, _Read] = {}
        self._broken: list[Problem] = []
        self._head_read = self._head_text()
        self.flow: Flow | None = flow
        self.problems: list[Problem] = list(problems)
        """What reading found; what checking finds is the caller's."""
        if flow is None:
            self.refresh(whole=True)
        else:
            self._take(flow)

    # ----------------------------------------------------------------- the text
    @property
    def text(self) -> str:
        """The text as it is now."""
        if self._text is None:
            self._text = "".join(piece.text for piece in self._pieces)
        return self._text

    @property
    def pieces(self) -> Sequence[Piece]:
        """Head, blocks, tail."""
        return self._pieces

    @property
    def in_blocks(self) -> bool:
        """Whether nodes are written as blocks of lines, so that they can be drawn and moved."""
        return len(self._pieces) > 2

    def names(self) -> list[str]:
        """The nodes in the order of the text."""
        return [piece.name for piece in self._pieces if piece.name]

    def place(self, name: str) -> int:
        """Where a node's block is among the pieces. EditError where it has none."""
        if self._places is None:
            self._places = {}
            for place, piece in enumerate(self._pieces):
                if piece.name:
                    self._places.setdefault(piece.name, place)
        found = self._places.get(name)
        if found is None:
            raise EditError(
                f"“{name}” has no lines of its own in the text. Write the nodes below “nodes:”, one below "
                "the other, to change them here."
            )
        return found

    def has(self, name: str) -> bool:
        """Whether a node has a block."""
        try:
            self.place(name)
        except EditError:
            return False
        return True

    def block(self, name: str) -> str:
        """A node's lines. EditError where it has none."""
        return self._pieces[self.place(name)].text

    def span(self, name: str) -> tuple[int, int]:
        """Where a node's block begins and ends in the text."""
        place = self.place(name)
        start = self._offsets()[place]
        return start, start + len(self._pieces[place].text)

    def line_of(self, name: str) -> int:
        """The line (from 1) of a node's key; 0 where it has no block."""
        if self._lines is None:
            self._lines, line = {}, 1
            for piece in self._pieces:
                if piece.name:
                    self._lines.setdefault(piece.name, line + _lead(piece.text))
                line += piece.text.count("\n")
        return self._lines.get(name, 0)

    def node_at(self, offset: int) -> str | None:
        """Whose block a place in the text is in."""
        place = bisect_right(self._offsets(), offset) - 1
        return self._pieces[max(0, place)].name or None

    def _offsets(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *accumulate(len(piece.text) for piece in self._pieces[:-1])]
        return self._starts

    # ----------------------------------------------------------------- changing
    def type(self, start: int, removed: int, added: str) -> Splice:
        """What was typed in the text: it joins the step before where that is the same stretch of typing."""
        splice = Splice(start, self.text[start : start + removed], clean(added))
        self._splice(splice)
        last = self._steps[self._done - 1] if self._done else None
        if last is not None and not last.sealed and self._done == len(self._steps):
            joined = _joined(last.splices[-1], splice)
            if joined is not None:
                last.splices[-1] = joined
                return splice
        self._record(Step("typing", [splice], sealed=False))
        return splice

    def seal(self) -> None:
        """The next letter typed begins a new step: there was a pause, or the cursor moved."""
        if self._done:
            self._steps[self._done - 1].sealed = True

    def commit(self, change: Change) -> list[Splice]:
        """Make a change: the splices, to be applied one after the other. Nothing is recorded where nothing
        changes."""
        splices: list[Splice] = []
        offsets = self._offsets()
        for place in sorted({*change.texts, *change.after}, reverse=True):
            old = self._pieces[place].text
            new = change.texts.get(place, old) + "".join(change.after.get(place, ()))
            if new != old:
                splices.append(_trimmed(offsets[place], old, new))
        for splice in splices:
            self._splice(splice)
        if splices:
            self._record(Step(change.label, splices, change.nodes))
            self.refresh()
        return splices

    @property
    def can_undo(self) -> str:
        """What the next undo takes back; empty where there is nothing."""
        return self._steps[self._done - 1].label if self._done else ""

    @property
    def can_redo(self) -> str:
        """What the next redo does again; empty where there is nothing."""
        return self._steps[self._done].label if self._done < len(self._steps) else ""

    def undo(self) -> Step:
        """Take the last step back; its splices are those to apply. IndexError where there is none."""
        if not self._done:
            raise IndexError("nothing to undo")
        self._done -= 1
        step = self._steps[self._done]
        step.sealed = True
        return self._run(Step(step.label, [splice.inverse for splice in reversed(step.splices)], step.nodes))

    def redo(self) -> Step:
        """Do the step again that was taken back. IndexError where there is none."""
        if self._done == len(self._steps):
            raise IndexError("nothing to redo")
        step = self._steps[self._done]
        self._done += 1
        return self._run(step)

    def _run(self, step: Step) -> Step:
        for splice in step.splices:
            self._splice(splice)
        self.refresh()
        return step

    def _record(self, step: Step) -> None:
        del self._steps[self._done :]
        self._steps.append(step)
        self._done += 1

    def _splice(self, splice: Splice) -> None:
        """Put it into the pieces it touches, and cut those into blocks again."""
        offsets = self._offsets()
        end = splice.start + len(splice.removed)
        first = max(0, bisect_right(offsets, splice.start) - 2)
        last = min(len(self._pieces) - 1, bisect_right(offsets, end))
        base = offsets[first]
        old = "".join(piece.text for piece in self._pieces[first : last + 1])
        cut = splice.start - base
        if old[cut : cut + len(splice.removed)] != splice.removed:
            raise ValueError("the splice does not fit the text")
        new = old[:cut] + splice.added + old[cut + len(splice.removed) :]
        middle = None
        if first > 1 and last < len(self._pieces) - 1:
            middle = split_middle(new, indent_of(self._pieces[1].text))
        if middle is None:
            before = "".join(piece.text for piece in self._pieces[:first])
            after = "".join(piece.text for piece in self._pieces[last + 1 :])
            self._text = before + new + after
            self._pieces = split(self._text)
        else:
            self._pieces[first : last + 1] = middle
            self._text = None
        self._starts = self._places = self._lines = None

    # ----------------------------------------------------------------- reading
    def refresh(self, *, whole: bool = False) -> None:
        """Read again what changed; what cannot be read keeps its last node."""
        if whole or not self.in_blocks or self.flow is None:
            reading = read(self.text)
            self.problems = list(reading.problems)
            if reading.flow is not None:
                self.flow = reading.flow
                self._head_read = self._head_text()
                self._take(reading.flow)
            return
        self._read_head(self.flow)
        self._read_nodes(self.flow)

    def _head_text(self) -> str:
        return self._pieces[0].text + "\0" + self._pieces[-1].text

    def _take(self, flow: Flow) -> None:
        """The nodes of a flow that was just read from this text."""
        by_node: dict[str, list[Problem]] = {}
        for problem in self.problems:
            by_node.setdefault(problem.node, []).append(problem)
        self._read, line = {}, 1
        for piece in self._pieces:
            if piece.name and piece.name in flow.nodes:
                found = by_node.get(piece.name, [])
                self._read[piece.name] = _Read(piece.text, flow.nodes[piece.name], found, line)
            line += piece.text.count("\n")
        self._broken = by_node.get("", [])

    def _read_head(self, flow: Flow) -> None:
        head, tail = self._pieces[0].text, self._pieces[-1].text
        if self._head_text() == self._head_read:
            return
        self._head_read = self._head_text()
        indent = " " * indent_of(self._pieces[1].text)
        stand_in = f"{indent}{flow.start or 'start'}: {{end: x}}\n"
        reading: Reading = read(head + stand_in + tail)
        self._broken = [problem for problem in reading.problems if not problem.node]
        if reading.flow is not None:
            self.flow = replace(reading.flow, nodes=flow.nodes)

    def _read_nodes(self, flow: Flow) -> None:
        assert self.flow is not None
        languages = self.flow.languages
        anew = languages != flow.languages
        nodes: dict[str, AnyNode] = {}
        problems = list(self._broken)
        kept: dict[str, _Read] = {}
        broken = False
        line = 1
        for piece in self._pieces:
            before = self._read.get(piece.name or "")
            if piece.name is None:
                pass
            elif before is not None and not anew and before.text == piece.text:
                kept[piece.name] = before
                nodes[piece.name] = before.node
                problems += before.moved_to(line)
            else:
                node, found = read_node(piece.name, piece.text, line, languages)
                problems += found
                if node is not None:
                    kept[piece.name] = _Read(piece.text, node, found, line)
                    nodes[piece.name] = node
                else:
                    broken = True
                    if piece.name in self.flow.nodes:
                        nodes[piece.name] = self.flow.nodes[piece.name]
            line += piece.text.count("\n")
        if broken:
            for name, old in self.flow.nodes.items():
                nodes.setdefault(name, old)
        self._read = kept
        self.problems = problems
        self.flow = replace(self.flow, nodes=nodes)


@dataclass(frozen=True)
class _Read:
    """A node as it was read from a block that began at `line`."""

    text: str
    node: AnyNode
    problems: list[Problem]
    line: int

    def moved_to(self, line: int) -> list[Problem]:
        """Its problems, where the block begins now."""
        if line == self.line:
            return self.problems
        return [replace(problem, line=problem.line + line - self.line) for problem in self.problems]


def clean(text: str) -> str:
    """With line ends of one kind; the only change made to a text that somebody wrote elsewhere."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")


def located(problem: Problem, document: FlowDocument) -> Problem:
    """What checking found, at the line where the node is now (checking knows the lines as they were read)."""
    flow = document.flow
    node = flow.nodes.get(problem.node) if flow is not None else None
    now = document.line_of(problem.node) if node is not None else 0
    if node is None or not now or not problem.line:
        return problem
    return replace(problem, line=now + max(0, problem.line - node.line))


def _lead(block: str) -> int:
    """Lines of comment above the key."""
    for count, line in enumerate(block.split("\n")):
        if line.strip() and not line.lstrip().startswith("#"):
            return count
    return 0


def _trimmed(start: int, old: str, new: str) -> Splice:
    """Only what differs."""
    front, most = 0, min(len(old), len(new))
    while front < most and old[front] == new[front]:
        front += 1
    back = 0
    while back < most - front and old[-1 - back] == new[-1 - back]:
        back += 1
    return Splice(start + front, old[front : len(old) - back], new[front : len(new) - back])


def _joined(last: Splice, new: Splice) -> Splice | None:
    """Both as one, where they are one stretch of typing or of deleting."""
    if "\n" in new.added or "\n" in last.added:
        return None
    if not new.removed and new.start == last.start + len(last.added):
        return Splice(last.start, last.removed, last.added + new.added)
    if not new.added and not last.added:
        if new.start + len(new.removed) == last.start:
            return Splice(new.start, new.removed + last.removed, "")
        if new.start == last.start:
            return Splice(last.start, last.removed + new.removed, "")
    if not new.added and last.start + len(last.added) == new.start + len(new.removed):
        kept = len(last.added) - len(new.removed)
        if kept >= 0:
            return Splice(last.start, last.removed, last.added[:kept])
    return None
