"""What is drawn: cards and the ways between them with their places, found quickly by where one looks.

Free of widgets; units are those of the flow's `at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF

from app.scripts.layout import GAP_Y, HEIGHT, LONGEST_WAY, STEP_Y, WIDTH, Point
from app.scripts.nodes import AnyNode, Flow
from app.scripts.ports import RETURN, Port, first_line, ports
from app.ui.designer.marks import EdgeMark, NodeMark

CELL = 512.0
FEW = 120
"""So many changed nodes are done one by one; more are not worth it."""
CROWD = 8
"""A node that more ways lead to is reached by short arrows from further away."""
FARTHEST = 1_800.0
STUB_ROW = 22.0
STUB_WIDTH = 124.0


@dataclass(slots=True)
class Card:
    """A node as it is drawn."""

    name: str
    kind: str
    title: str
    text: str
    x: float
    y: float
    hand: bool = False
    """Placed by hand."""
    starts: bool = False
    returns: bool = False

    @property
    def rect(self) -> QRectF:
        """Its ground."""
        return QRectF(self.x, self.y, WIDTH, HEIGHT)


@dataclass(slots=True)
class Edge:
    """The ways from one node to another as one line; a far one is a short arrow with the target's name."""

    source: str
    target: str
    ports: list[Port]
    label: str
    start: QPointF = field(default_factory=QPointF)
    end: QPointF = field(default_factory=QPointF)
    stub: bool = False

    @property
    def rect(self) -> QRectF:
        """Where it may be drawn."""
        if self.stub:
            return QRectF(self.start.x() - 70, self.start.y() - 4, 140, self.end.y() - self.start.y() + 30)
        left, right = sorted((self.start.x(), self.end.x()))
        top, bottom = sorted((self.start.y(), self.end.y()))
        return QRectF(left - 70, top - 12, right - left + 140, bottom - top + 24)


class Scene:
    """Cards and edges of a flow at their places."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.out: dict[str, list[Edge]] = {}
        """Node → the edges that leave it."""
        self.into: dict[str, list[Edge]] = {}
        self.marks: Mapping[str, NodeMark] = {}
        self.edge_marks: Mapping[tuple[str, str], EdgeMark] = {}
        self.problems: dict[str, str] = {}
        """Node → the worst severity of its problems."""
        self._cells: dict[tuple[int, int], list[Card]] = {}
        self._edge_cells: dict[tuple[int, int], list[Edge]] = {}
        self._dangling: dict[str, set[str]] = {}
        """A name that no node has → who leads there."""
        self._nodes: Mapping[str, AnyNode] = {}
        self._language = self._start = ""
        self.bounds = QRectF()

    # ----------------------------------------------------------------- building
    def build(self, flow: Flow, places: Mapping[str, Point], language: str = "") -> list[QRectF] | None:
        """Take a flow in, with a place for each node; texts in `language` where the flow has it. Where little
        is otherwise than before only that is done: the parts that look different, or None for all."""
        if language not in flow.languages:
            language = flow.languages[0] if flow.languages else ""
        changed = self._changed(flow, places)
        few = len(changed) <= FEW and self._language == language and bool(self.cards)
        before, self._nodes, self._language = self._nodes, flow.nodes, language
        if few:
            return self._renew(flow, places, changed, before)
        self._start = flow.start
        self._cells, self._edge_cells, self._dangling = {}, {}, {}
        self.cards = {
            name: _card(node, places[name], language, name == flow.start) for name, node in flow.nodes.items()
        }
        self.out = {name: [] for name in self.cards}
        self.into = {name: [] for name in self.cards}
        for card in self.cards.values():
            _put(self._cells, card.rect, card)
        for name, node in flow.nodes.items():
            self._join(name, node)
        for name in self.cards:
            self._route(name)
        self._bound()
        return None

    def _changed(self, flow: Flow, places: Mapping[str, Point]) -> set[str]:
        """Nodes that are new, gone, elsewhere, or written otherwise."""
        cards, nodes = self.cards, self._nodes
        found = {name for name in cards if name not in flow.nodes}
        for name, node in flow.nodes.items():
            if nodes.get(name) is not node or (cards[name].x, cards[name].y) != places[name]:
                found.add(name)
        if flow.start != self._start:
            found |= {name for name in (flow.start, self._start) if name in cards or name in flow.nodes}
        return found

    def _renew(
        self, flow: Flow, places: Mapping[str, Point], changed: set[str], before: Mapping[str, AnyNode]
    ) -> list[QRectF]:
        """Do only what changed; the parts of the scene that look different."""
        self._start = flow.start
        gone = [name for name in changed if name not in flow.nodes]
        new = [name for name in changed if name not in self.cards]
        crowds = {name: len(edges) > CROWD for name, edges in self.into.items()}
        rejoin = {name for name in changed if before.get(name) is not flow.nodes.get(name)}
        rejoin |= {edge.source for name in gone for edge in self.into[name]}
        rejoin |= {source for name in new for source in self._dangling.get(name, ())}
        reroute = rejoin | changed | {e.source for name in changed for e in self.into.get(name, ())}
        dirty: list[QRectF] = []
        for name in reroute:
            self._unroute(name, dirty)
        for name in rejoin:
            for edge in self.out.pop(name, ()):
                self.into[edge.target].remove(edge)
            for sources in self._dangling.values():
                sources.discard(name)
        for name in changed:
            card = self.cards.pop(name, None)
            if card is not None:
                dirty.append(card.rect)
                _take(self._cells, card.rect, card)
        for name in gone:
            self.into.pop(name, None)
        here = [name for name in flow.nodes if name in changed]
        for name in here:
            card = _card(flow.nodes[name], places[name], self._language, name == flow.start)
            self.cards[name] = card
            self.into.setdefault(name, [])
            dirty.append(card.rect)
            _put(self._cells, card.rect, card)
        self.cards = {name: self.cards[name] for name in flow.nodes}
        for name in flow.nodes:
            if name in rejoin:
                self.out[name] = []
                self._join(name, flow.nodes[name])
            elif name in changed:
                self.cards[name].returns = any(port.target == RETURN for port in ports(flow.nodes[name]))
        for name, edges in self.into.items():
            if crowds.get(name, False) != (len(edges) > CROWD):
                for edge in edges:
                    if edge.source not in reroute:
                        reroute.add(edge.source)
                        self._unroute(edge.source, dirty)
        for name in reroute:
            if name in self.cards:
                self._route(name)
                dirty += [edge.rect for edge in self.out[name]]
        self._bound()
        return dirty

    def _join(self, name: str, node: AnyNode) -> None:
        """The edges that leave a node."""
        by_target: dict[str, list[Port]] = {}
        for port in ports(node):
            if port.target == RETURN:
                self.cards[name].returns = True
            elif port.target in self.cards:
                by_target.setdefault(port.target, []).append(port)
            elif port.target:
                self._dangling.setdefault(port.target, set()).add(name)
        edges = self.out[name]
        for target, listed in by_target.items():
            words = [port.label for port in listed]
            edge = Edge(name, target, listed, ", ".join(word for word in words if word))
            edges.append(edge)
            self.into[target].append(edge)

    def _unroute(self, name: str, dirty: list[QRectF]) -> None:
        for edge in self.out.get(name, ()):
            dirty.append(edge.rect)
            _take(self._edge_cells, edge.rect, edge)

    def _bound(self) -> None:
        """How far it all goes."""
        across = [card.x for card in self.cards.values()]
        along = [card.y for card in self.cards.values()]
        if not across:
            self.bounds = QRectF()
            return
        left, top = min(across), min(along)
        self.bounds = QRectF(left, top, max(across) - left + WIDTH, max(along) - top + HEIGHT)

    def _route(self, name: str) -> None:
        """Where the edges of a node begin and end."""
        card, edges = self.cards[name], self.out[name]
        if not edges:
            return
        cards = self.cards
        edges.sort(key=lambda edge: (cards[edge.target].x, cards[edge.target].y, edge.target))
        bottom = card.y + HEIGHT
        for edge in edges:
            target = cards[edge.target]
            edge.end = QPointF(target.x + WIDTH / 2, target.y)
            down = target.y - bottom
            far = down > LONGEST_WAY * STEP_Y or abs(target.x - card.x) > FARTHEST
            crowd = len(self.into[edge.target]) > CROWD and down > GAP_Y + HEIGHT
            edge.stub = down < GAP_Y / 4 or far or crowd
        whole = [edge for edge in edges if not edge.stub]
        stubs = [edge for edge in edges if edge.stub]
        left = STUB_WIDTH if stubs and whole else 0.0  # short arrows stay below their card's left part
        step = (WIDTH - left) / (len(whole) + 1)
        for place, edge in enumerate(whole, start=1):
            edge.start = QPointF(card.x + left + place * step, bottom)
        middle = STUB_WIDTH / 2 if whole else WIDTH / 2
        for row, edge in enumerate(stubs):
            edge.start = QPointF(card.x + middle, bottom)
            edge.end = QPointF(card.x + middle, bottom + 10 + STUB_ROW * row)
        for edge in edges:
            _put(self._edge_cells, edge.rect, edge)

    # ----------------------------------------------------------------- looking
    def cards_in(self, rect: QRectF) -> list[Card]:
        """The cards that are in a rectangle, even in part."""
        found: dict[str, Card] = {}
        for cell in _cells(rect.left(), rect.top(), rect.right(), rect.bottom()):
            for card in self._cells.get(cell, ()):
                found[card.name] = card
        left, right = rect.left() - WIDTH, rect.right()
        top, bottom = rect.top() - HEIGHT, rect.bottom()
        return [card for card in found.values() if left <= card.x <= right and top <= card.y <= bottom]

    def edges_in(self, rect: QRectF) -> list[Edge]:
        """The edges that may be in a rectangle."""
        found: dict[int, Edge] = {}
        for cell in _cells(rect.left(), rect.top(), rect.right(), rect.bottom()):
            for edge in self._edge_cells.get(cell, ()):
                found[id(edge)] = edge
        return list(found.values())

    def card_at(self, point: QPointF) -> Card | None:
        """The card under a point."""
        found = None
        for card in self._cells.get((int(point.x() // CELL), int(point.y() // CELL)), ()):
            if 0 <= point.x() - card.x <= WIDTH and 0 <= point.y() - card.y <= HEIGHT:
                found = card
        return found

    def stub_at(self, point: QPointF) -> Edge | None:
        """The short arrow whose name is under a point."""
        for edge in self._edge_cells.get((int(point.x() // CELL), int(point.y() // CELL)), ()):
            if edge.stub and pill_rect(edge).contains(point):
                return edge
        return None

    def neighbour(self, name: str, direction: str) -> str:
        """Where an arrow key leads: down and up along the ways, else to the nearest card that side."""
        card = self.cards.get(name)
        if card is None:
            return ""
        if direction == "down" and self.out[name]:
            return min(self.out[name], key=lambda edge: (edge.stub, _port_order(edge))).target
        if direction == "up" and self.into[name]:
            return min(
                self.into[name], key=lambda edge: (edge.stub, self.cards[edge.source].y > card.y)
            ).source
        best, chosen = float("inf"), ""
        for other in self.cards.values():
            across, along = other.x - card.x, other.y - card.y
            if direction in ("left", "right"):
                ahead, aside = (-across if direction == "left" else across), abs(along) * 3
            else:
                ahead, aside = (-along if direction == "up" else along), abs(across) * 2
            if ahead > 4 and ahead + aside < best:
                best, chosen = ahead + aside, other.name
        return chosen


def _card(node: AnyNode, place: Point, language: str, starts: bool) -> Card:
    title = node.title.get(language) or next(iter(node.title.values()), "") or node.name
    return Card(
        node.name,
        node.kind,
        title,
        first_line(node, language),
        place[0],
        place[1],
        node.at is not None,
        starts,
    )


def _port_order(edge: Edge) -> tuple[int, int]:
    """The way that is taken when all goes well comes first."""
    if any(not port.label for port in edge.ports):
        return 0, 0
    places = [int(port.path[1]) for port in edge.ports if len(port.path) > 1]
    return (1, min(places)) if places else (2, 0)


def pill_rect(edge: Edge) -> QRectF:
    """Where the name at the end of a short arrow is written."""
    return QRectF(edge.end.x() - STUB_WIDTH / 2, edge.end.y(), STUB_WIDTH, 19)


T = TypeVar("T", Card, Edge)
Cell = tuple[int, int]


def _put(cells: dict[Cell, list[T]], rect: QRectF, thing: T) -> None:
    for cell in _cells(rect.left(), rect.top(), rect.right(), rect.bottom()):
        cells.setdefault(cell, []).append(thing)


def _take(cells: dict[Cell, list[T]], rect: QRectF, thing: T) -> None:
    for cell in _cells(rect.left(), rect.top(), rect.right(), rect.bottom()):
        here = cells.get(cell, [])
        cells[cell] = [other for other in here if other is not thing]
        if not cells[cell]:
            del cells[cell]


def _cells(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    for column in range(int(left // CELL), int(right // CELL) + 1):
        for line in range(int(top // CELL), int(bottom // CELL) + 1):
            yield column, line


def worst(severities: Iterable[str]) -> str:
    """error before warning."""
    found = set(severities)
    return "error" if "error" in found else "warning" if found else ""
