"""Targets, reachability, dead ends, loops, ends."""

from collections.abc import Mapping

from app.scripts.checking.context import Context
from app.scripts.checking.graph import Graph, is_blank, missing_ways
from app.scripts.checking.uses import Cache
from app.scripts.grammar import RETURN
from app.scripts.nodes import Branch, Set

LONGEST_PATH_TOLD = 6


def check_structure(context: Context, graph: Graph) -> None:
    """Everything that can be said of a flow without looking into its texts."""
    if not context.flow.nodes:
        context.error("no_nodes", "This flow has no nodes. Write at least one under `nodes:`.")
        return
    _targets(context, graph)
    _ways_out(context)
    reached = _reached(context, graph)
    _ends(context, graph, reached)


def _targets(context: Context, graph: Graph) -> None:
    flow, nodes = context.flow, context.flow.nodes
    for key, name in (("start", flow.start), ("person", flow.person)):
        if name and name not in nodes:
            text = f'"{key}" is "{name}", and there is no such node.{context.did_you_mean(name, nodes)}'
            context.error("unknown_target", text)
    if "telephone" in flow.speakers and not flow.person:
        text = 'A flow for the telephone needs "person": the node a caller goes to who cannot go on.'
        context.error("no_person", text)
    for objection in flow.objections:
        if objection.start not in nodes:
            help_ = context.did_you_mean(objection.start, nodes)
            text = f'The objection "{objection.name}" starts at "{objection.start}": no such node.{help_}'
            context.error("unknown_target", text, line=objection.line)
    for name, ways in graph.exits.items():
        for label, target in ways:
            if target not in nodes and target != RETURN:
                text = f'"{label}" leads to "{target}", and there is no such node.'
                context.error("unknown_target", text + context.did_you_mean(target, nodes), nodes[name])


def _ways_out(context: Context) -> None:
    person = context.flow.person
    for node in context.flow.nodes.values():
        for way in missing_ways(node) if not is_blank(node) else ():
            context.error("dead_end", f'It is not said where this goes on: write "{way}".', node)
        if isinstance(node, Branch) and not node.otherwise:
            if person:
                text = f'Without "otherwise" it goes to "{person}" when no condition is true.'
                context.warning("no_otherwise", text, node)
            else:
                text = 'Write "otherwise": where it goes when no condition is true.'
                context.error("dead_end", text, node)


def _reached(context: Context, graph: Graph) -> set[str]:
    nodes = context.flow.nodes
    reached = graph.reached(graph.roots())
    # Where would a node lead that could not be read, or a start that is not there?
    guessing = context.flow.start not in nodes or any(is_blank(node) for node in nodes.values())
    for name, node in nodes.items():
        if name not in reached and not guessing:
            text = "No way leads here. Lead one here, make it an objection, or remove it."
            context.warning("unreachable", text, node)
    if graph.returning and context.flow.start in nodes:
        for name in graph.reached([context.flow.start]):
            if name in graph.returning:
                text = "This can be come to without a jump, and then `return` has nowhere to go back to."
                context.warning("return_without_jump", text, nodes[name])
    return reached


def check_loops(
    context: Context,
    graph: Graph,
    cache: Cache,
    speaking: Mapping[str, tuple[set[str], Mapping[str, list[str]]]],
) -> None:
    """Nodes that go round without waiting for anybody; `speaking` as `speaking.spoken` answers."""
    nodes = context.flow.nodes
    told: set[str] = set()
    for speaker, (reached, ways) in speaking.items():
        inside = {name for name in reached if graph.runs_on(nodes[name], speaker)}
        for knot in graph.loops(inside, ways):
            if knot[0] not in told:
                told.add(knot[0])
                path = " → ".join([*knot[:LONGEST_PATH_TOLD], "…" if knot[LONGEST_PATH_TOLD:] else knot[0]])
                text = f"These go round without waiting for anybody: {path}."
                counter = _counter(graph, cache, set(knot), ways)
                if counter:
                    text += f' See to it that "{counter}" ends it.'
                    context.warning("counted_loop", text, nodes[knot[0]])
                else:
                    context.error("endless_loop", f"{text} Put an `ask` into it.", nodes[knot[0]])


def _counter(graph: Graph, cache: Cache, knot: set[str], ways: Mapping[str, list[str]]) -> str:
    """A variable that is reckoned on from itself in the knot, and asked by a branch that leads out of it."""
    nodes = graph.flow.nodes
    counted: set[str] = set()
    asked: set[str] = set()
    for name in knot:
        node = nodes[name]
        if isinstance(node, Set):
            counted |= {use.what for use in cache.uses(node) if use.what in use.facts.names}
        elif isinstance(node, Branch) and not knot.issuperset(ways[name]):
            asked = asked.union(*(use.facts.names for use in cache.uses(node)))
    return min(counted & asked, default="")


def _ends(context: Context, graph: Graph, reached: set[str]) -> None:
    backwards: dict[str, list[str]] = {name: [] for name in graph.ways}
    for name, targets in graph.ways.items():
        for target in targets:
            backwards[target].append(name)
    waiting = list(graph.finishing)
    good = set(waiting)
    while waiting:
        for name in backwards[waiting.pop()]:
            if name not in good:
                good.add(name)
                waiting.append(name)
    # A node without any way out is a dead end and told of there, as are those that lead to it.
    lost = [name for name in context.flow.nodes if name in reached and name not in good]
    if lost and not any(_stuck(graph, name) for name in lost):
        more = f" Nor from {len(lost) - 1} other nodes." if len(lost) > 1 else ""
        text = f"No end can be reached from here.{more} Add a way to an `end` or a `route`."
        context.error("no_end", text, context.flow.nodes[lost[0]])


def _stuck(graph: Graph, name: str) -> bool:
    return not graph.ways[name] and name not in graph.finishing
