"""What a text or an expression uses: names, fields, and trees whose types can be looked at.

The engine's own parser (`templates`: Jinja2) takes 90 to 140 µs a source, and a large flow has 15,000 of
them. Most are of a kind that Python's parser reads the same way in 10 µs: names, fields, literals,
comparisons, and/or/not, arithmetic. Those go that short way, everything else the long one; both end in
Python's `ast`, and a property test holds them together. Filters, tests, functions and
`~` are calls of names like `|upper`.
"""

import ast
import re
from typing import Any

from jinja2 import nodes

from app.scripts.checking.jinja_tree import as_python
from app.scripts.templates import (
    RESERVED,
    TemplateError,
    names_in,
    parse_expression,
    parse_text,
)

LONGEST_SHORT = 200
_NOTHING: frozenset[Any] = frozenset()

_PATH = re.compile(r"\s*([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*", re.ASCII)
_NO_PATH = re.compile(r"\b(?:and|or|not|in|is|if|else|self|caller|varargs|kwargs|loop)\b")
_OUTPUT = re.compile(r"\{\{(?![-+])(.*?)(?<![-+])\}\}", re.DOTALL)
# What Python's tokenizer sees in another way than Jinja2's, or at all: comments, escapes, prefixes of
# strings, numbers such as 1. and .5 and 1e5 and 007, line ends.
_ODD = re.compile(r"[#\\\n\r~|@{}]|\d\.(?!\d)|(?<!\d)\.\d|(?<!\w)\d\w*[A-Za-z_]|\b0\d")
_ODD_NAMES = frozenset(("self", "caller", "varargs", "kwargs", "loop"))
_NO_VARIABLES = RESERVED | {"true", "false", "none", "True", "False", "None"}
# fmt: off
_SHORT = frozenset((
    ast.Expression, ast.Load, ast.Constant, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Compare, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.List, ast.Name, ast.Attribute,
))
_COMPARED = frozenset((ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn))
# fmt: on
_EQUALITY = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_LITERAL = (ast.Constant, ast.List)
_GUARDS = frozenset(
    ("is defined", "is undefined", "is none", "is empty", "|default", "|d", "is number", "is string")
)


class Facts:
    """Of one source. `names`: variables it reads; `guarded`: those it reads with a thought to their being
    empty (`x is defined`, `x or 0`, `x == 'a'`, `{% if x %}`); `paths`: fields of reserved names, as far as
    they are written out; `trees`: expressions with an operator or a call; `whole`: the one expression it is;
    `fault`: why it cannot be used."""

    __slots__ = ("fault", "guarded", "names", "paths", "trees", "whole")

    def __init__(self) -> None:
        # Most facts have nothing of most of these: what is empty is shared, so that there is less to collect.
        self.names: frozenset[str] = _NOTHING
        self.guarded: frozenset[str] = _NOTHING
        self.paths: frozenset[tuple[str, ...]] = _NOTHING
        self.trees: tuple[ast.expr, ...] = ()
        self.whole: ast.expr | None = None
        self.fault: TemplateError | None = None

    def add_path(self, path: tuple[str, ...]) -> None:
        """Take in a name, or fields of one."""
        if path[0] not in _NO_VARIABLES:
            self.names |= {path[0]}
        elif path[0] in RESERVED and len(path) > 1:
            self.paths |= {path}

    def add(self, tree: ast.expr) -> None:
        """Take in one expression."""
        typed = False
        waiting: list[Any] = [tree]
        while waiting:
            node = waiting.pop()
            kind = type(node)
            if kind is ast.Name:
                if node.id not in _NO_VARIABLES:
                    self.names |= {node.id}
            elif kind is ast.Constant:
                pass
            elif (kind is ast.Attribute or kind is ast.Subscript) and (path := path_of(node)):
                self.add_path(path)
            elif kind is ast.Compare:
                typed = True
                if isinstance(node.ops[0], _EQUALITY) and isinstance(node.comparators[0], _LITERAL):
                    self.guard(node.left)  # something empty is none of them
                waiting.append(node.left)
                waiting += node.comparators
            elif kind is ast.BoolOp:
                self.guard(*node.values)
                waiting += node.values
            elif kind is ast.BinOp:
                typed = True
                waiting += (node.left, node.right)
            elif kind is ast.Call:
                typed = True
                waiting += node.args
                if node.func.id in _GUARDS:
                    self.guard(*node.args[:1])
            elif kind is ast.UnaryOp:
                if isinstance(node.op, ast.Not):
                    self.guard(node.operand)
                waiting.append(node.operand)
            elif kind is ast.IfExp:
                self.guard(node.test, node.body, node.orelse)  # asked for under a condition
                waiting += (node.test, node.body, node.orelse)
            else:
                waiting += ast.iter_child_nodes(node)
        if typed:
            self.trees += (tree,)

    def guard(self, *trees: ast.expr) -> None:
        """These are asked whether they are empty."""
        for tree in trees:
            path = path_of(tree)
            if path:
                self.guarded |= {path[0]}

    def take_in(self, other: "Facts") -> None:
        """All that another source has."""
        self.names |= other.names
        self.guarded |= other.guarded
        self.paths |= other.paths
        self.trees += other.trees


def path_of(tree: Any) -> tuple[str, ...]:
    """customer.custom.x, customer['custom'] as names; nothing where it is another kind of expression."""
    kind = type(tree)
    if kind is ast.Name:
        return (tree.id,)
    parts: list[str] = []
    while kind is not ast.Name:
        if kind is ast.Attribute:
            parts.append(tree.attr)
        elif kind is ast.Subscript and type(tree.slice) is ast.Constant:
            parts.append(str(tree.slice.value))
        else:
            return ()
        tree = tree.value
        kind = type(tree)
    return (tree.id, *reversed(parts))


# --- the short way --------------------------------------------------------------------------------
def short_expression(source: str) -> ast.expr | None:
    """The tree of an expression that Python reads as Jinja2 does; None where it may be otherwise."""
    if len(source) > LONGEST_SHORT or _ODD.search(source):
        return None
    source = source.strip(" \t")
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind not in _SHORT:
            return None
        if kind is ast.Name:
            name = node.id
            if name[0] == "_" or name in _ODD_NAMES or not name.isascii():
                return None
        elif kind is ast.Attribute:
            if node.attr[0] == "_" or not node.attr.isascii():
                return None
            waiting.append(node.value)
        elif kind is ast.Constant:
            if not _same_constant(node, source):
                return None
        elif kind is ast.Compare:
            if not _COMPARED.issuperset(map(type, node.ops)):
                return None
            waiting.append(node.left)
            waiting += node.comparators
        elif kind is ast.BoolOp:
            waiting += node.values
        else:
            waiting += ast.iter_child_nodes(node)
    return tree


def _same_constant(node: ast.Constant, source: str) -> bool:
    """Whether this literal is the same in both languages: no prefix, one string, a number of sober size."""
    value = node.value
    if isinstance(value, str):
        text = source if source.isascii() else source.encode()  # offsets count bytes
        written = text[node.col_offset : node.end_col_offset]
        quote = written[:1]
        inner = written[1:-1]
        return quote in ("'", '"', b"'", b'"') and quote not in inner  # type: ignore[operator]
    if isinstance(value, int):
        return abs(value) <= 10**18
    return value is None or isinstance(value, float)


def pieces(source: str) -> list[str] | None:
    """What stands between {{ and }} in a text of the simple kind; None where it is of another."""
    if len(source) > 5_000 or "{%" in source or "{#" in source:
        return None
    found = _OUTPUT.findall(source)
    return found if source.count("{{") == len(found) else None


# --- both ------------------------------------------------------------------------------------------
class FactCache:
    """Facts of sources, each worked out once. Most texts of a large flow say the same few things: their
    pieces are kept, too."""

    def __init__(self) -> None:
        self._texts: dict[str, Facts] = {}
        self._values: dict[str, Facts] = {}
        self._short: dict[str, Facts | None] = {}
        self._pieces: dict[str, Facts] = {}

    def text(self, source: str) -> Facts:
        """Of a text with {{ }}."""
        facts = self._texts.get(source)
        if facts is None:
            facts = self._texts[source] = self._short_text(source) or _long_text(source)
        return facts

    def value(self, source: str) -> Facts:
        """Of an expression."""
        facts = self._values.get(source)
        if facts is None:
            facts = self._values[source] = self._short_one(source) or _long_expression(source)
        return facts

    def keep_at_most(self, many: int) -> None:
        """Begin anew where there is more than that."""
        for kept in (self._texts, self._values, self._short, self._pieces):
            if len(kept) > many:
                kept.clear()

    def _short_one(self, source: str) -> Facts | None:
        if source in self._short:
            return self._short[source]
        tree = short_expression(source)
        facts = None
        if tree is not None:
            facts = Facts()
            facts.add(tree)
            facts.whole = tree
        self._short[source] = facts
        return facts

    def _piece(self, source: str) -> Facts | None:
        """Of what stands between {{ and }}: mostly a name."""
        facts = self._pieces.get(source)
        if facts is None:
            match = _PATH.fullmatch(source)
            if match is None or _NO_PATH.search(source):
                return self._short_one(source)
            facts = self._pieces[source] = Facts()
            facts.add_path(tuple(match[1].split(".")))
        return facts

    def _short_text(self, source: str) -> Facts | None:
        parts = pieces(source)
        if parts is None:
            return None
        if len(parts) == 1:
            return self._piece(parts[0])
        facts = Facts()
        for part in parts:
            of_part = self._piece(part)
            if of_part is None:
                return None
            facts.take_in(of_part)
        return facts


def _long_expression(source: str) -> Facts:
    facts = Facts()
    try:
        facts.whole = as_python(parse_expression(source))
        facts.add(facts.whole)
    except TemplateError as fault:
        facts.fault = fault
    return facts


def _long_text(source: str) -> Facts:
    facts = Facts()
    try:
        tree = parse_text(source)
    except TemplateError as fault:
        facts.fault = fault
        return facts
    for output in tree.find_all(nodes.Output):
        for part in output.nodes:
            if not isinstance(part, nodes.TemplateData):
                facts.add(as_python(part))
    for kind, field in ((nodes.If, "test"), (nodes.For, "iter"), (nodes.For, "test"), (nodes.Assign, "node")):
        for block in tree.find_all(kind):
            inner = getattr(block, field)
            if inner is not None:
                converted = as_python(inner)
                facts.add(converted)
                if kind is nodes.If:
                    facts.guard(converted)
                    facts.guarded |= names_in(block)
    # What the text sets itself is none of the flow's variables, whatever its type.
    free = names_in(tree)
    if not facts.names <= free:
        facts.names &= free
        facts.trees = ()
    return facts
