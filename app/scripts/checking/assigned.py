"""Which variables have a value where: a data-flow analysis over the graph.

Going forward: what is set on *every* way to a node, and what on *any*. Sets of variables are the bits of one
integer, and nodes are taken in an order in which those before come first, so that a flow of thousands of
nodes and variables takes milliseconds.
"""

from collections.abc import Iterable
from functools import cached_property

from app.scripts.checking.graph import Graph
from app.scripts.checking.uses import Cache, NodeFacts
from app.scripts.nodes import Ask, Branch, Do

_ANYWHERE = ""
"""Stands for wherever somebody is waited for: from there one jumps to an objection."""


class Assigned:
    """Which of some variables have a value where; `numbers` gives each its bit."""

    def __init__(self, graph: Graph, cache: Cache, numbers: dict[str, int]) -> None:
        self._graph = graph
        self._cache = cache
        self._numbers = numbers
        self._order = _order(graph, [graph.flow.start])
        self._edges = {name: _edges(graph, cache, name, numbers) for name in self._order}
        self._jumps()

    def _jumps(self) -> None:
        """Objections: from wherever somebody is waited for to where they start."""
        graph, nodes = self._graph, self._graph.flow.nodes
        jumps = [(o.start, 0) for o in graph.flow.objections if o.start in nodes]
        if not jumps:
            return
        self._order.append(_ANYWHERE)
        self._edges[_ANYWHERE] = jumps
        for name in _order(graph, [start for start, _ in jumps]):
            if name not in self._edges:
                self._order.append(name)
                self._edges[name] = _edges(graph, self._cache, name, self._numbers)
        for name in self._order:
            if name != _ANYWHERE and not graph.runs_on(nodes[name], "console"):
                self._edges[name].append((_ANYWHERE, 0))

    @cached_property
    def sure(self) -> dict[str, int]:
        """Node → variables that have a value on every way to it; only nodes that can be come to."""
        return self._flow(every=True)

    @cached_property
    def maybe(self) -> dict[str, int]:
        """Node → variables that have a value on some way to it."""
        return self._flow(every=False)

    def _flow(self, *, every: bool) -> dict[str, int]:
        start = self._graph.flow.start
        if start not in self._graph.flow.nodes:
            return {}
        found = {start: _bits(self._graph.flow.arguments, self._numbers)}
        edges, changed = self._edges, {start}
        while changed:
            for name in self._order:
                if name not in changed:
                    continue
                changed.discard(name)
                here = found[name]
                for target, gained in edges[name]:
                    before = found.get(target)
                    out = here | gained
                    if before is not None:
                        out = before & out if every else before | out
                        if out == before:
                            continue
                    found[target] = out
                    changed.add(target)
        return found


def _order(graph: Graph, roots: list[str]) -> list[str]:
    """Reverse postorder: but for loops, whatever leads to a node comes before it."""
    seen: set[str] = set()
    order: list[str] = []
    for root in roots:
        if root in seen or root not in graph.ways:
            continue
        seen.add(root)
        work = [(root, iter(graph.ways[root]))]
        while work:
            name, ways = work[-1]
            target = next((way for way in ways if way not in seen), None)
            if target is None:
                work.pop()
                order.append(name)
            else:
                seen.add(target)
                work.append((target, iter(graph.ways[target])))
    return order[::-1]


def _bits(names: Iterable[str], numbers: dict[str, int]) -> int:
    found = 0
    for name in names:
        at = numbers.get(name)
        if at is not None:
            found |= 1 << at
    return found


def _edges(graph: Graph, cache: Cache, name: str, numbers: dict[str, int]) -> list[tuple[str, int]]:
    """(target, variables gained on the way). A question that was not answered and a command that was refused
    set nothing; a condition that holds says that what it looks at is there."""
    node = graph.flow.nodes[name]
    facts = cache.of(node)
    if isinstance(node, Branch):
        return _branches(graph, node, facts, numbers)
    gained = _bits(facts.sets, numbers) if facts.sets else 0
    lost = ""
    if gained and isinstance(node, Ask):
        lost = node.otherwise or graph.flow.person
    elif gained and isinstance(node, Do):
        lost = node.refused
    return [(target, 0 if target == lost else gained) for target in graph.ways[name]]


def _branches(graph: Graph, node: Branch, facts: NodeFacts, numbers: dict[str, int]) -> list[tuple[str, int]]:
    gained: dict[str, int] = {}
    not_held = 0
    for target, true, false in facts.holds:
        held = (_bits(true, numbers) if true else 0) | not_held
        gained[target] = gained.get(target, held) & held
        if false:
            not_held |= _bits(false, numbers)
    other = node.otherwise or graph.flow.person
    gained[other] = gained.get(other, not_held) & not_held
    return [(target, gained.get(target, 0)) for target in graph.ways[node.name]]
