"""Which nodes a speaker can come to: a condition that only asks `speaker` is decided beforehand."""

import ast
from collections.abc import Mapping

from app.scripts.checking.graph import Graph
from app.scripts.checking.uses import Cache
from app.scripts.nodes import AnyNode, Ask, Branch

Ways = Mapping[str, list[str]]


def spoken(graph: Graph, cache: Cache) -> dict[str, tuple[set[str], Ways]]:
    """Of each of the flow's speakers the nodes it can come to, and the ways that are open to it."""
    flow, found = graph.flow, {}
    for speaker in flow.speakers:
        ways = ways_of(graph, cache, speaker)
        # Objections are brought up at a console alone.
        roots = graph.roots() if speaker == "console" else [flow.start, flow.person]
        found[str(speaker)] = (graph.reached([root for root in roots if root in flow.nodes], ways), ways)
    return found


def ways_of(graph: Graph, cache: Cache, speaker: str) -> Ways:
    """The ways that are open to this speaker."""
    changed: dict[str, list[str]] = {}
    for name, node in graph.flow.nodes.items():
        closed = _closed(cache, node, speaker)
        if closed:
            changed[name] = [target for target in graph.ways[name] if target not in closed]
    return {**graph.ways, **changed} if changed else graph.ways


def _closed(cache: Cache, node: AnyNode, speaker: str) -> set[str]:
    """Targets that this speaker never goes to from here."""
    if isinstance(node, Branch):
        if not any("speaker" in case.when for case in node.cases):
            return set()
        return _closed_cases(cache, node, speaker)
    if isinstance(node, Ask) and any("speaker" in choice.when for choice in node.choices):
        shut = {c.next for c in node.choices if c.next and _decided(cache, c.when, speaker) is False}
        return (
            shut
            - {c.next for c in node.choices if _decided(cache, c.when, speaker) is not False}
            - {
                node.next,
                node.otherwise,
            }
        )
    return set()


def _closed_cases(cache: Cache, node: Branch, speaker: str) -> set[str]:
    open_ones: set[str] = set()
    every = {case.next for case in node.cases} | {node.otherwise}
    for case in node.cases:
        held = _decided(cache, case.when, speaker)
        if held is not False:
            open_ones.add(case.next)
        if held:
            return every - open_ones
    return every - open_ones - {node.otherwise}


def _decided(cache: Cache, condition: str, speaker: str) -> bool | None:
    whole = cache.value(condition).whole if condition else None
    return decided(whole, speaker) if whole is not None else None


def decided(tree: ast.expr, speaker: str) -> bool | None:
    """Whether it is true for this speaker; None where that hangs on something else."""
    if isinstance(tree, ast.BoolOp):
        parts = [decided(part, speaker) for part in tree.values]
        stops = isinstance(tree.op, ast.Or)
        if stops in parts:
            return stops
        return None if None in parts else not stops
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        inner = decided(tree.operand, speaker)
        return None if inner is None else not inner
    if isinstance(tree, ast.Compare) and isinstance(tree.left, ast.Name) and tree.left.id == "speaker":
        op, right = tree.ops[0], tree.comparators[0]
        if len(tree.ops) > 1:
            return None
        if isinstance(right, ast.Constant) and isinstance(op, ast.Eq | ast.NotEq):
            return (right.value == speaker) is isinstance(op, ast.Eq)
        if isinstance(right, ast.List) and isinstance(op, ast.In | ast.NotIn):
            values = [item.value for item in right.elts if isinstance(item, ast.Constant)]
            if len(values) == len(right.elts):
                return (speaker in values) is isinstance(op, ast.In)
    return None
