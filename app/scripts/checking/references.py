"""Names of what the house has: queues, skills, commands, codes, products, other flows."""

from collections.abc import Collection

from app.scripts.checking.context import Context
from app.scripts.checking.graph import Graph
from app.scripts.nodes import AnyNode, Do, End, LookUp, Recommend, Route, SubFlow

LOOK_UPS = ("customer", "products", "tickets", "interactions", "answers", "queue", "url")

_NAMING = frozenset((Route, End, Recommend, Do, LookUp, SubFlow))
"""Kinds of nodes that name something outside the flow."""


def check_references(context: Context, graph: Graph) -> None:
    """Every node that names something outside the flow."""
    known = context.known
    for node in context.flow.nodes.values():
        if type(node) not in _NAMING:
            continue
        if isinstance(node, Route):
            if "{" not in node.queue:
                _one(context, node, "queue", node.queue, known.queues)
            for skill in node.skills:
                _one(context, node, "skill", skill, known.skills)
        elif isinstance(node, End):
            if node.disposition:
                _one(context, node, "disposition", node.disposition, known.dispositions)
            _results(context, node)
        elif isinstance(node, Recommend):
            if not node.items:
                context.error("no_choices", "Write `items`: what may be recommended.", node)
            for item in node.items:
                _one(context, node, "product", item.value, known.products, item.line)
        elif isinstance(node, Do):
            _command(context, node)
        elif isinstance(node, LookUp):
            _look_up(context, node)
        elif isinstance(node, SubFlow):
            _sub_flow(context, node)
    _recursion(context, graph)


def _one(
    context: Context, node: AnyNode, what: str, name: str, known: Collection[str], line: int = 0
) -> None:
    if known and name not in known:
        text = f'There is no {what} "{name}".{context.did_you_mean(name, known)}'
        context.error(f"unknown_{what}", text, node, line)


def _results(context: Context, node: End) -> None:
    declared = context.flow.results
    for name in node.results:
        if name not in declared:
            help_ = context.did_you_mean(name, declared) or " Declare it at the top, under `results`."
            context.error("unknown_result", f'This flow has no result "{name}".{help_}', node)
    missing = [name for name in declared if name not in node.results]
    if missing:
        text = f"A flow that calls this one gets nothing for {', '.join(missing)} when it ends here."
        context.warning("missing_result", text, node)


def _command(context: Context, node: Do) -> None:
    commands = context.known.commands
    if not commands:
        return
    if node.command not in commands:
        help_ = context.did_you_mean(node.command, commands)
        text = f'There is no command "{node.command}" that a flow may run.{help_}'
        context.error("unknown_command", text, node)
        return
    fields = commands[node.command]
    for name in node.arguments:
        if name not in fields:
            help_ = context.did_you_mean(name, fields) or f" It has: {', '.join(fields)}."
            context.error("unknown_argument", f'{node.command} has no "{name}".{help_}', node)
    missing = [name for name, needed in fields.items() if needed and name not in node.arguments]
    if missing:
        context.error("missing_argument", f"{node.command} needs {', '.join(missing)} under `with`.", node)


def _look_up(context: Context, node: LookUp) -> None:
    if node.what not in LOOK_UPS:
        help_ = context.did_you_mean(node.what, LOOK_UPS) or f" There are: {', '.join(LOOK_UPS)}."
        context.error("unknown_look_up", f'Nothing can be looked up as "{node.what}".{help_}', node)
    elif node.what == "url" and "url" not in node.arguments:
        context.error("missing_argument", "Write the address: `with: {url: \"'https://…'\"}`.", node)
    elif node.what != "url" and node.failed:
        text = "Only an outside address (url) can fail; the record answers. Write `none` instead."
        context.warning("way_not_used", text, node)


# --- other flows ------------------------------------------------------------------------------------
def _sub_flow(context: Context, node: SubFlow) -> None:
    flows = context.known.flows
    if node.flow == context.flow.name:
        arguments, results = context.flow.arguments, context.flow.results
    elif not flows:
        return
    elif node.flow in flows:
        arguments, results = flows[node.flow].arguments, flows[node.flow].results
    else:
        text = f'There is no flow "{node.flow}".{context.did_you_mean(node.flow, flows)}'
        context.error("unknown_flow", text, node)
        return
    for name in node.arguments:
        if name not in arguments:
            help_ = context.did_you_mean(name, arguments) or f" It has: {', '.join(arguments) or 'none'}."
            context.error("unknown_argument", f'{node.flow} has no argument "{name}".{help_}', node)
    missing = [name for name in arguments if name not in node.arguments]
    if missing:
        text = f"{node.flow} is not given {', '.join(missing)}: it will be empty there."
        context.warning("missing_argument", text, node)
    for result in node.into.values():
        if result not in results:
            help_ = context.did_you_mean(result, results) or f" It has: {', '.join(results) or 'none'}."
            context.error("unknown_result", f'{node.flow} has no result "{result}".{help_}', node)


def _recursion(context: Context, graph: Graph) -> None:
    """Flows that call each other again before anybody was waited for would never stop."""
    name = context.flow.name
    for node in context.flow.nodes.values():
        if not isinstance(node, SubFlow) or node.name not in graph.at_once:
            continue
        path = _way_back(context, node.flow, name)
        if path:
            text = f"This never stops: {' → '.join([name, *path])}. Ask something before the flow is called."
            context.error("endless_recursion", text, node)


def _way_back(context: Context, begin: str, name: str) -> list[str]:
    """Flows from `begin` to `name`, each called by the one before without anybody being waited for."""
    before: dict[str, str] = {begin: ""}
    waiting = [begin]
    while waiting:
        flow = waiting.pop()
        if flow == name:
            path = [flow]
            while before[path[0]]:
                path.insert(0, before[path[0]])
            return path
        other = context.known.flows.get(flow)
        for called in other.calls if other is not None else ():
            if called not in before:
                before[called] = flow
                waiting.append(called)
    return []
