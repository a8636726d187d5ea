"""Expressions made ready to run: a tree of closures, each a function of the step's scope.

The scope (`Scope`) has the variables of the running frame, the world, and what is left of the step's fuel.
Constants are found beforehand; names, comparisons and `and`/`or` are as short as they can be, because a form
asks them at every step.
"""

from collections.abc import Callable
from typing import Any, Protocol

from jinja2 import nodes

from app.scripts import vocabulary
from app.scripts.comparisons import SHORT_COMPARISONS
from app.scripts.faults import ScriptFault
from app.scripts.operators import COMPARE, RECKON, concat, negative, number, spend
from app.scripts.templates import parse_expression, places
from app.scripts.values import MARK, alive, marked


class Scope(vocabulary.Scope, Protocol):
    """What an expression sees."""

    variables: dict[str, Any]
    locals: dict[str, Any] | None
    """Names that a text has set for itself; None outside of texts."""
    speaker: str
    now: Any


Run = Callable[[Any], Any]
"""Scope → value."""


def expression(source: str) -> Run:
    """An expression made ready. TemplateError where it cannot be used."""
    return prepare(parse_expression(source), frozenset())


class Constant:
    """A value that needs no scope."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self, scope: Any) -> Any:
        return self.value


class Variable:
    """A variable of the flow."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, scope: Any) -> Any:
        value = scope.variables.get(self.name)
        if value.__class__ is str and value[:1] == MARK:
            return marked(value)
        return value


def prepare(node: nodes.Node, own: frozenset[str]) -> Run:
    """A node as a closure; `own` are the names that the text sets itself."""
    return _PREPARE[type(node).__name__](node, own)


def _const(node: Any, own: frozenset[str]) -> Run:
    return Constant(node.value)


def _template_data(node: Any, own: frozenset[str]) -> Run:
    return Constant(node.data)


def _name(node: Any, own: frozenset[str]) -> Run:
    name: str = node.name
    reserved = _RESERVED.get(name)
    if name in own:

        def local(scope: Any) -> Any:
            found = scope.locals.get(name, MARK)
            if found is MARK:
                found = alive(scope.variables.get(name))
            return found

        return local
    if reserved is not None:
        return reserved

    return Variable(name)


_RESERVED: dict[str, Run] = {
    "customer": lambda scope: scope.world.customer,
    "interaction": lambda scope: scope.world.interaction,
    "agent": lambda scope: scope.world.agent,
    "language": lambda scope: scope.language,
    "speaker": lambda scope: scope.speaker,
    "today": lambda scope: scope.today,
    "now": lambda scope: scope.now,
}


def _list(node: Any, own: frozenset[str]) -> Run:
    items = [prepare(item, own) for item in node.items]
    if all(isinstance(item, Constant) for item in items):
        return Constant([item(None) for item in items])
    return lambda scope: [item(scope) for item in items]


def _dict(node: Any, own: frozenset[str]) -> Run:
    pairs = [(prepare(pair.key, own), prepare(pair.value, own)) for pair in node.items]

    def build(scope: Any) -> Any:
        found = {}
        for key, value in pairs:
            name = key(scope)
            if name.__class__ is not str:
                raise ScriptFault("types", "The name of a field must be a text.")
            found[name] = value(scope)
        return found

    return build


def _cond(node: Any, own: frozenset[str]) -> Run:
    test, yes = prepare(node.test, own), prepare(node.expr1, own)
    no = prepare(node.expr2, own) if node.expr2 is not None else Constant(None)
    return lambda scope: yes(scope) if test(scope) else no(scope)


def _getattr(node: Any, own: frozenset[str]) -> Run:
    of, name = prepare(node.node, own), node.attr

    def get(scope: Any) -> Any:
        value = of(scope)
        if value.__class__ is dict:
            return value.get(name)
        return attribute(value, name)

    return get


def attribute(value: Any, name: str) -> Any:
    """A field of what is no mapping: the parts of a date; of anything else there is none."""
    if name in _DATE_PARTS and hasattr(value, "isocalendar"):
        return value.isoweekday() if name == "weekday" else getattr(value, name, None)
    return None


_DATE_PARTS = frozenset({"year", "month", "day", "hour", "minute", "weekday"})


def _getitem(node: Any, own: frozenset[str]) -> Run:
    of = prepare(node.node, own)
    if isinstance(node.arg, nodes.Slice):
        return _slice(of, node.arg, own)
    key = prepare(node.arg, own)

    def get(scope: Any) -> Any:
        value, at = of(scope), key(scope)
        if isinstance(value, dict):
            return (
                value.get(at) if at.__class__ is str else value.get(str(at)) if at.__class__ is int else None
            )
        if isinstance(value, list | str) and at.__class__ is int and -len(value) <= at < len(value):
            return value[at]
        return attribute(value, at) if at.__class__ is str else None

    return get


def _slice(of: Run, node: Any, own: frozenset[str]) -> Run:
    ends = [
        prepare(end, own) if end is not None else Constant(None) for end in (node.start, node.stop, node.step)
    ]

    def cut(scope: Any) -> Any:
        value = of(scope)
        where = [end(scope) for end in ends]
        if not isinstance(value, list | str) or any(not isinstance(at, int | None) for at in where):
            return None
        if where[2] == 0:
            raise ScriptFault("types", "A slice cannot have the step 0.")
        spend(scope, len(value) >> 4)
        return value[slice(*where)]

    return cut


def _concat(node: Any, own: frozenset[str]) -> Run:
    parts = [prepare(part, own) for part in node.nodes]
    return lambda scope: concat([part(scope) for part in parts], scope)


def _compare(node: Any, own: frozenset[str]) -> Run:
    first = prepare(node.expr, own)
    rest = [(operand.op, prepare(operand.expr, own)) for operand in node.ops]
    if len(rest) == 1:
        operator, other = rest[0]
        return _compare_one(first, operator, other)
    chain = [(COMPARE[operator], other) for operator, other in rest]

    def compare(scope: Any) -> bool:
        left = first(scope)
        for test, other in chain:
            right = other(scope)
            if not test(left, right, scope):
                return False
            left = right
        return True

    return compare


def _compare_one(first: Run, operator: str, other: Run) -> Run:
    test = COMPARE[operator]
    if isinstance(first, Variable) and isinstance(other, Constant):
        short = SHORT_COMPARISONS.get((operator, type(other.value)))
        if short is not None:
            return short(first.name, other.value, test)
    return lambda scope: test(first(scope), other(scope), scope)


def _and(node: Any, own: frozenset[str]) -> Run:
    left, right = prepare(node.left, own), prepare(node.right, own)
    return lambda scope: left(scope) and right(scope)


def _or(node: Any, own: frozenset[str]) -> Run:
    left, right = prepare(node.left, own), prepare(node.right, own)
    return lambda scope: left(scope) or right(scope)


def _not(node: Any, own: frozenset[str]) -> Run:
    of = prepare(node.node, own)
    return lambda scope: not of(scope)


def _neg(node: Any, own: frozenset[str]) -> Run:
    of = prepare(node.node, own)
    if isinstance(of, Constant) and isinstance(of.value, int | float):
        return Constant(-of.value)
    return lambda scope: negative(of(scope))


def _pos(node: Any, own: frozenset[str]) -> Run:
    of = prepare(node.node, own)
    return lambda scope: number(of(scope))


def _reckon(node: Any, own: frozenset[str]) -> Run:
    how = RECKON[type(node).__name__]
    left, right = prepare(node.left, own), prepare(node.right, own)
    return lambda scope: how(left(scope), right(scope), scope)


def _filter(node: Any, own: frozenset[str]) -> Run:
    word = vocabulary.FILTERS[node.name]
    return _call(word, prepare(node.node, own), _arguments("filter", word, node.name, node, own))


def _test(node: Any, own: frozenset[str]) -> Run:
    word = vocabulary.TESTS[node.name]
    return _call(word, prepare(node.node, own), _arguments("test", word, node.name, node, own))


def _called(node: Any, own: frozenset[str]) -> Run:
    if isinstance(node.node, nodes.Name):
        word = vocabulary.FUNCTIONS[node.node.name]
        return _call(word, None, _arguments("function", word, node.node.name, node, own))
    word = vocabulary.METHODS[node.node.attr]
    of = prepare(node.node.node, own)
    return _call(word, of, _arguments("method", word, node.node.attr, node, own))


def _arguments(what: str, word: vocabulary.Word, name: str, node: Any, own: frozenset[str]) -> list[Run]:
    found = places(what, word, name, node, node.lineno or 1)
    return [Constant(None) if value is None else prepare(value, own) for value in found]


def _call(word: vocabulary.Word, of: Run | None, arguments: list[Run]) -> Run:
    call = word.call
    if of is None:
        return lambda scope: call(scope, *[argument(scope) for argument in arguments])
    return lambda scope: call(scope, of(scope), *[argument(scope) for argument in arguments])


_PREPARE: dict[str, Callable[[Any, frozenset[str]], Run]] = {
    "Const": _const, "TemplateData": _template_data, "Name": _name,
    "Tuple": _list, "List": _list, "Dict": _dict, "CondExpr": _cond, "Getattr": _getattr, "Getitem": _getitem,
    "Concat": _concat, "Compare": _compare, "And": _and, "Or": _or, "Not": _not, "Neg": _neg, "Pos": _pos,
    "Filter": _filter, "Test": _test, "Call": _called,
    **dict.fromkeys(RECKON, _reckon),
}  # fmt: skip
