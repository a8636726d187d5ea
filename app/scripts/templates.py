"""What authors may write between {{ }}: Jinja2's own sandboxed parser, then a short list of what is allowed.

Nothing of a template is ever turned into Python code: Jinja2 parses, `check` below refuses every kind of node
that is not on the list, and `expressions` walks what is left. So attributes of Python objects cannot be
reached at all, and each step of the walk can be counted.
"""

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.scripts.faults import ScriptFault
from app.scripts.vocabulary import FILTERS, FUNCTIONS, METHODS, TESTS, Word

LONGEST_TEXT = 10_000
LONGEST_EXPRESSION = 2_000
DEEPEST = 60
"""How deep an expression or a text may be nested."""

RESERVED = frozenset(
    {"customer", "interaction", "agent", "language", "today", "now", "speaker", "refusal", "loop"}
)
"""Names that a flow may read but not own (`language` may be set: it is the run's language)."""

ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)
"""Parses; nothing is compiled or rendered by it."""

_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If,
    nodes.Const, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.CondExpr, nodes.Getitem, nodes.Slice,
    nodes.Concat, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow,
)  # fmt: skip


class TemplateError(ScriptFault):
    """A text or an expression that cannot be used. `line` counts from 1 in its own source."""

    def __init__(self, code: str, text: str, line: int = 1) -> None:
        super().__init__(code, text)
        self.line = line


def parse_text(source: str) -> nodes.Template:
    """A text with its {{ }} and {% %}. TemplateError where it is broken or not allowed."""
    if len(source) > LONGEST_TEXT:
        raise TemplateError("too_long", f"A text has at most {LONGEST_TEXT:,} characters.")
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as fault:
        raise TemplateError("syntax", str(fault.message), fault.lineno) from None
    except (RecursionError, MemoryError, ValueError, OverflowError) as fault:
        raise TemplateError("syntax", f"This text cannot be read: {fault}.") from None
    check(tree)
    return tree


def parse_expression(source: str) -> nodes.Expr:
    """An expression (a condition, a value). TemplateError where it is broken or not allowed."""
    if len(source) > LONGEST_EXPRESSION:
        raise TemplateError("too_long", f"An expression has at most {LONGEST_EXPRESSION:,} characters.")
    if not source.strip():
        raise TemplateError("syntax", "This expression is empty.")
    try:
        parser = Parser(ENVIRONMENT, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateError("syntax", f"{parser.stream.current.value!r} is not expected here.")
    except TemplateSyntaxError as fault:
        raise TemplateError("syntax", str(fault.message), fault.lineno) from None
    except (RecursionError, MemoryError, ValueError, OverflowError) as fault:
        raise TemplateError("syntax", f"This expression cannot be read: {fault}.") from None
    check(tree)
    return tree


def check(tree: nodes.Node) -> None:
    """TemplateError on the first thing that is not on the list."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise TemplateError("too_deep", "This is nested too deeply.", node.lineno or 1)
        _check_node(node)
        waiting += [(child, depth + 1) for child in _children(node)]


def _children(node: nodes.Node) -> Iterator[nodes.Node]:
    """What of it is evaluated by itself: the name of a function or a method is not."""
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Getattr):
            yield node.node.node
        yield from node.args
        yield from (keyword.value for keyword in node.kwargs)
    elif isinstance(node, nodes.Filter | nodes.Test):
        if node.node is not None:
            yield node.node
        yield from node.args
        yield from (keyword.value for keyword in node.kwargs)
    else:
        yield from node.iter_child_nodes()


def _check_node(node: nodes.Node) -> None:
    line = node.lineno or 1
    if isinstance(node, nodes.Name):
        if node.name.startswith("_") or node.name in ("self", "caller", "varargs", "kwargs"):
            raise TemplateError("not_allowed", f"The name {node.name} cannot be used.", line)
        if node.ctx != "load" and node.name in RESERVED:
            raise TemplateError("not_allowed", f"The name {node.name} is taken.", line)
    elif isinstance(node, nodes.Getattr):
        if node.attr.startswith("_"):
            raise TemplateError("not_allowed", f"The field {node.attr} cannot be read.", line)
    elif isinstance(node, nodes.Const):
        if isinstance(node.value, int) and abs(node.value) > 10**24:
            raise TemplateError("too_large", "This number is too large.", line)
    elif isinstance(node, nodes.Call):
        _check_call(node, line)
    elif isinstance(node, nodes.Filter):
        if node.node is None:
            raise TemplateError("not_allowed", "Blocks of filters cannot be used.", line)
        _check_word("filter", FILTERS, node.name, node, line)
    elif isinstance(node, nodes.Test):
        _check_word("test", TESTS, node.name, node, line)
    elif isinstance(node, nodes.For):
        if node.recursive:
            raise TemplateError("not_allowed", "Loops cannot be recursive.", line)
        _check_target(node.target, line)
    elif isinstance(node, nodes.Assign):
        _check_target(node.target, line)
    elif not isinstance(node, _PLAIN):
        raise TemplateError("not_allowed", f"{type(node).__name__} cannot be used here.", line)


def _check_target(target: nodes.Node, line: int) -> None:
    names = target.items if isinstance(target, nodes.Tuple) else [target]
    if not all(isinstance(name, nodes.Name) for name in names):
        raise TemplateError("not_allowed", "Only plain names can be set.", line)


def _check_call(node: nodes.Call, line: int) -> None:
    if isinstance(node.node, nodes.Name):
        _check_word("function", FUNCTIONS, node.node.name, node, line)
    elif isinstance(node.node, nodes.Getattr):
        _check_word("method", METHODS, node.node.attr, node, line)
    else:
        raise TemplateError("not_allowed", "This cannot be called.", line)


def _check_word(
    what: str, words: dict[str, Word], name: str, node: nodes.Call | nodes.Filter | nodes.Test, line: int
) -> None:
    word = words.get(name)
    if word is None:
        raise TemplateError("unknown_" + what, f"There is no {what} {name}.", line)
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise TemplateError("not_allowed", "Arguments cannot be unpacked with * here.", line)
    places(what, word, name, node, line)


def places(
    what: str, word: Word, name: str, node: nodes.Call | nodes.Filter | nodes.Test, line: int
) -> list[nodes.Expr | None]:
    """The arguments in the word's order; None for those that are left out."""
    if len(node.args) > len(word.parameters):
        raise TemplateError("arguments", f"The {what} {name} takes {_count(word)}.", line)
    found: list[nodes.Expr | None] = [None] * len(word.parameters)
    found[: len(node.args)] = node.args
    for keyword in node.kwargs:
        if keyword.key not in word.parameters:
            raise TemplateError("arguments", f"The {what} {name} has no argument {keyword.key}.", line)
        found[word.parameters.index(keyword.key)] = keyword.value
    if any(value is None for value in found[: word.least]):
        raise TemplateError("arguments", f"The {what} {name} takes {_count(word)}.", line)
    return found


def _count(word: Word) -> str:
    names = [name if place < word.least else f"[{name}]" for place, name in enumerate(word.parameters)]
    return ", ".join(names) or "no arguments"


def names_in(tree: nodes.Node) -> set[str]:
    """The names it reads from outside: variables and reserved ones, without functions and what it sets
    itself."""
    found: set[str] = set()
    own: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Name):
            (found if node.ctx == "load" else own).add(node.name)
        waiting += _children(node)
    return found - own - {"loop"}
