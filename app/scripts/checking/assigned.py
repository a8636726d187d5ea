"""Which variables have a value where: a data-flow analysis over the graph.

Going forward: what is set on *every* way to a node, and what on *any*. Sets of variables are the bits of one
integer, and nodes are taken in an order in which those before come first, so that a flow of thousands of
nodes and variables takes milliseconds.
"""

from collections.abc import Iterable

from app.scripts.checking.graph import Graph
from app.scripts.checking.uses import Cache, NodeFacts
from app.scripts.nodes import Ask, Branch, Do

Sets = dict[str, int]
_ANYWHERE = ""
"""Stands for wherever somebody is waited for: from there one jumps to an objection."""


def values_at(graph: Graph, cache: Cache, numbers: dict[str, int]) -> tuple[Sets, Sets]:
    """Node → variables (bits by `numbers`) that surely, and that possibly, have a value when it is come to.
    Nodes that are never come to are left out."""
    flow = graph.flow
    sure: Sets = {}
    maybe: Sets = {}
    if flow.start in flow.nodes:
        sure[flow.start] = maybe[flow.start] = _bits(flow.arguments, numbers)
    order = _order(graph, [flow.start])
    edges = {name: _edges(graph, cache, name, numbers) for name in order}
    jumps = [(o.start, 0) for o in flow.objections if o.start in flow.nodes]
    if jumps:
        order.append(_ANYWHERE)
        edges[_ANYWHERE] = jumps
        for name in _order(graph, [start for start, _ in jumps]):
            if name not in edges:
                order.append(name)
                edges[name] = _edges(graph, cache, name, numbers)
        for name in order:
            if name != _ANYWHERE and not graph.runs_on(flow.nodes[name], "console"):
                edges[name].append((_ANYWHERE, 0))
    changed = set(sure)
    while changed:
        for name in order:
            if name not in changed:
                continue
            changed.discard(name)
            for target, gained in edges[name]:
                out, may = sure[name] | gained, maybe[name] | gained
                before = sure.get(target)
                if before is None:
                    sure[target], maybe[target] = out, may
                    changed.add(target)
                elif before & out != before or maybe[target] | may != maybe[target]:
                    sure[target] = before & out
                    maybe[target] |= may
                    changed.add(target)
    return sure, maybe


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
