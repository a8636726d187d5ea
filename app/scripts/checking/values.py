"""Values: whether what is compared, reckoned, filled in and handed over is of a type that fits."""

import ast
from collections.abc import Mapping

from app.scripts.checking.context import Context
from app.scripts.checking.types import CALLED, OF_ANSWER, Kind, Tell, Types
from app.scripts.checking.uses import Cache, Use
from app.scripts.nodes import SPEAKERS, AnyNode, Ask, End, Recommend, Route, Set, SubFlow

ROUNDS = 3
"""So often are `set` nodes looked at that build on each other; what is not known then stays open."""


def check_values(context: Context, cache: Cache) -> None:
    """Every expression of the flow."""
    types = types_of(context, cache)
    for node in context.flow.nodes.values():
        wanted = _wanted(context, node)
        for use in cache.uses(node):
            facts = use.facts
            if facts.trees:
                tell = _teller(context, node, use)
                for tree in facts.trees:
                    types.kind(tree, tell)
            if use.what in wanted and facts.whole is not None:
                kind = types.kind(facts.whole)
                if kind and not _fits(kind, wanted[use.what], facts.whole):
                    text = f'"{use.what}" is {CALLED[kind]}, and it has to be {CALLED[wanted[use.what]]}.'
                    context.error("types", text, node, use.line)


def types_of(context: Context, cache: Cache) -> Types:
    """What is known of each variable: its kind where all that set it agree, its values where they are
    choices."""
    flow = context.flow
    kinds: dict[str, Kind | None] = {}
    values: dict[str, frozenset[str] | None] = {
        "language": frozenset(flow.languages),
        "speaker": frozenset(SPEAKERS),
    }
    sets: list[Set] = []
    for name, type_ in flow.arguments.items():
        _agree(kinds, name, OF_ANSWER[type_])
        values[name] = None
    for node in flow.nodes.values():
        if isinstance(node, Ask):
            _agree(kinds, node.answer, OF_ANSWER[node.type])
            found = _choices(node)
            before = values.get(node.answer, frozenset())
            values[node.answer] = None if before is None or found is None else before | found
        elif isinstance(node, Recommend):
            _agree(kinds, node.into or node.name, "text")
            values[node.into or node.name] = None
        elif isinstance(node, Set):
            sets.append(node)
        elif isinstance(node, SubFlow):
            for variable, result in node.into.items():
                _agree(kinds, variable, OF_ANSWER.get(_result(context, node.flow, result), ""))
                values[variable] = None
        elif into := getattr(node, "into", ""):
            _agree(kinds, into, "")
            values[into] = None
    return _with_sets(context, cache, sets, kinds, values)


def _with_sets(
    context: Context,
    cache: Cache,
    sets: list[Set],
    kinds: dict[str, Kind | None],
    values: dict[str, frozenset[str] | None],
) -> Types:
    """What `set` gives: a literal is a value a variable can have, the rest has a kind at most."""
    asked = dict(kinds)
    for node in sets:
        for name, source in node.values.items():
            if name == "language":
                continue
            whole = cache.value(source).whole if source else None
            constant = whole.value if isinstance(whole, ast.Constant) else ...
            before = values.get(name, frozenset())
            if constant is None:
                continue
            if isinstance(constant, str) and before is not None:
                values[name] = before | {constant}
            else:
                values[name] = None
    possible = {name: found for name, found in values.items() if found}
    types = Types(_known(kinds), possible, context.known.fields)
    for _ in range(ROUNDS if sets else 0):
        before_round, kinds = kinds, dict(asked)
        for node in sets:
            for name, source in node.values.items():
                whole = cache.value(source).whole if source else None
                if not (isinstance(whole, ast.Constant) and whole.value is None):
                    _agree(kinds, name, types.kind(whole) if whole is not None else "")
        types = Types(_known(kinds), possible, context.known.fields)
        if kinds == before_round:
            break
    return types


def _known(kinds: Mapping[str, Kind | None]) -> dict[str, Kind]:
    return {name: kind or "" for name, kind in kinds.items()}


def _agree(kinds: dict[str, Kind | None], name: str, kind: Kind) -> None:
    before = kinds.get(name)
    kinds[name] = kind if before is None or before == kind else ""


def _choices(node: Ask) -> frozenset[str] | None:
    if node.type not in ("one_of", "many_of"):
        return None
    return frozenset(choice.value for choice in node.choices)


def _result(context: Context, flow: str, result: str) -> str:
    other = context.known.flows.get(flow)
    return other.results.get(result, "") if other is not None else ""


def _wanted(context: Context, node: AnyNode) -> dict[str, Kind]:
    """What the values of this node have to be, by what they are called in it."""
    if isinstance(node, Ask):
        limit = "date" if node.type == "date" else "number"
        return {"default": OF_ANSWER[node.type], "least": limit, "most": limit}
    if isinstance(node, Route):
        return {"priority": "number", "agent": "number"}
    if isinstance(node, Recommend):
        return {"score": "number"}
    if isinstance(node, End):
        return _declared("results.", context.flow.results)
    if isinstance(node, SubFlow) and node.flow in context.known.flows:
        return _declared("with.", context.known.flows[node.flow].arguments)
    return {}


def _declared(before: str, types: Mapping[str, str]) -> dict[str, Kind]:
    return {before + name: OF_ANSWER[type_] for name, type_ in types.items()}


def _fits(kind: Kind, wanted: Kind, tree: ast.expr) -> bool:
    if kind == wanted:
        return True
    if wanted == "text":
        return kind in ("number", "date")
    if kind == "text" and wanted in ("number", "date"):  # it may be one
        return not isinstance(tree, ast.Constant) or any(letter.isdigit() for letter in str(tree.value))
    return wanted == "list" and kind == "text"


def _teller(context: Context, node: AnyNode, use: Use) -> Tell:
    def tell(code: str, text: str, hard: bool) -> None:
        say = context.error if hard else context.warning
        say(code, f'In "{use.what}": {text}', node, use.line)

    return tell
