"""Which variables and fields there are, and whether they have a value where they are used."""

from collections.abc import Collection, Iterable

from app.scripts.checking.assigned import Assigned
from app.scripts.checking.context import Context
from app.scripts.checking.graph import Graph
from app.scripts.checking.uses import Cache, Use
from app.scripts.nodes import AnyNode, Set

# What texts and conditions see of the world (app/services/flows/world.py reads it).
FIELDS: dict[str, frozenset[str]] = {
    "customer": frozenset(
        (
            *("id", "kind", "name", "other_names", "language", "segment", "vip", "remark", "custom", "phone"),
            *("email", "points", "products", "tickets", "consents", "updated_at"),
        )
    ),
    "interaction": frozenset(
        (
            *("id", "channel", "direction", "state", "ani", "dnis", "queue", "started_at", "customer_id"),
            "subject",
        )
    ),
    "agent": frozenset(("id", "name", "language", "role")),
}


def check_variables(context: Context, graph: Graph, cache: Cache) -> None:
    """Names that nobody sets, fields that there are not, values that may be missing."""
    known = dict.fromkeys(context.flow.arguments)
    wanted: dict[str, None] = {}
    for node in context.flow.nodes.values():
        facts = cache.of(node)
        for name in facts.sets:
            known[name] = None
        for use in facts.uses:
            for name in use.facts.names:
                if not _thought_of(use, name):
                    wanted[name] = None
    numbers = {name: at for at, name in enumerate(name for name in wanted if name in known)}
    assigned = Assigned(graph, cache, numbers)
    for node in context.flow.nodes.values():
        uses = cache.uses(node)
        if uses:
            _check_node(context, node, uses, known, numbers, assigned)


def _check_node(
    context: Context,
    node: AnyNode,
    uses: list[Use],
    known: Collection[str],
    numbers: dict[str, int],
    assigned: Assigned,
) -> None:
    told: set[str] = set()
    own = 0  # set by this node before: the values of a `set` are worked out in order
    for use in uses:
        if use.facts.fault is not None:
            continue
        for variable in use.facts.names:
            if variable in told:
                continue
            if variable not in known:
                told.add(variable)
                _unknown(context, variable, known, use, node)
            elif variable in numbers and node.name in assigned.sure:
                has = assigned.sure[node.name] | own
                if not has >> numbers[variable] & 1 and not _thought_of(use, variable):
                    told.add(variable)
                    _unset(context, variable, assigned.maybe[node.name] >> numbers[variable] & 1, use, node)
        if use.facts.paths:
            _fields(context, use, node)
        if isinstance(node, Set) and use.what in numbers:
            own |= 1 << numbers[use.what]


def _thought_of(use: Use, variable: str) -> bool:
    """Whether the author asks if there is a value at all: `x is defined`, `x or 0`, `when: x`."""
    facts = use.facts
    if variable in facts.guarded:
        return True
    return use.kind == "condition" and facts.whole is not None and not facts.trees


def _unknown(context: Context, variable: str, known: Iterable[str], use: Use, node: AnyNode) -> None:
    text = f'"{use.what}" uses "{variable}", and nothing sets a variable of that name.'
    help_ = context.did_you_mean(variable, [*known, *FIELDS, "language", "today", "now", "speaker"])
    if not help_ and use.kind == "value" and use.facts.whole is not None and not use.facts.trees:
        help_ = f" If it is a text, write it in two pairs of quotes: \"'{use.source[:40]}'\"."
    context.error("unknown_variable", text + help_, node, use.line)


def _unset(context: Context, variable: str, may: int, use: Use, node: AnyNode) -> None:
    if may:
        text = f'"{variable}" (in "{use.what}") may have no value here: not every way to this node sets it.'
        context.warning("maybe_unset", text, node, use.line)
    else:
        text = f'"{variable}" (in "{use.what}") never has a value here: it is only set later.'
        context.error("never_set", text, node, use.line)


def _fields(context: Context, use: Use, node: AnyNode) -> None:
    for path in use.facts.paths:
        known = FIELDS.get(path[0])
        if known is not None and path[1] not in known:
            text = f'"{use.what}" uses {path[0]}.{path[1]}, and there is no such field.'
            help_ = context.did_you_mean(path[1], known) or f" There are: {', '.join(sorted(known))}."
            context.error("unknown_field", text + help_, node, use.line)
        elif path[:2] == ("customer", "custom") and len(path) > 2:
            fields = context.known.fields
            if fields and path[2] not in fields:
                text = f'"{use.what}" uses customer.custom.{path[2]}: there is no such custom field.'
                context.error("unknown_field", text + context.did_you_mean(path[2], fields), node, use.line)
