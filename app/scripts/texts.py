"""Texts made ready to run: per language a constant, or a list of parts.

A part that fails is left empty and noted in `scope.troubles`: a customer never sees a template.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes

from app.scripts.expressions import Constant, Run, prepare
from app.scripts.faults import ScriptFault
from app.scripts.operators import spend, text
from app.scripts.templates import TemplateError, parse_text
from app.scripts.values import LONGEST

FAULTS = (
    ScriptFault,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
)
"""What an expression may fail with; anything else is a fault of the program's."""

Writer = Callable[[Any, list[str]], None]


class Text:
    """A text in its languages."""

    __slots__ = ("constant", "sources", "versions")

    def __init__(self, sources: dict[str, str], languages: list[str]) -> None:
        self.sources = sources
        self.versions: dict[str, str | list[Writer]] = {}
        for language, source in sources.items():
            self.versions[language] = made_ready(source)
        order = [*languages, *sources]
        first = next((name for name in order if name in self.versions), "")
        self.versions[""] = self.versions.get(first, "")
        self.constant = all(isinstance(version, str) for version in self.versions.values())

    def __bool__(self) -> bool:
        return bool(self.sources)

    def version(self, language: str) -> str | list[Writer]:
        """In this language, one of the same base, or the first."""
        found = self.versions.get(language)
        if found is None:
            found = self._nearest(language)
            if len(self.versions) < 50:
                self.versions[language] = found
        return found

    def _nearest(self, language: str) -> str | list[Writer]:
        base = language.split("-")[0].lower()
        for name, version in self.versions.items():
            if name and name.split("-")[0].lower() == base:
                return version
        return self.versions[""]

    def write(self, scope: Any) -> str:
        """The text for a person. Never raises: what failed is in `scope.troubles`."""
        version = self.version(scope.language)
        if version.__class__ is str:
            return version
        parts: list[str] = []
        scope.locals = {}
        try:
            for part in version:
                part(scope, parts)  # type: ignore[operator]
        except FAULTS as fault:
            note(scope, fault)
        found = "".join(parts)
        return found if len(found) <= LONGEST else found[:LONGEST]


def note(scope: Any, fault: BaseException) -> None:
    """Keep what failed, for the log and the author; a few are enough."""
    if len(scope.troubles) < 3:
        scope.troubles.append(str(fault))


def made_ready(source: str) -> str | list[Writer]:
    """A text without anything to fill in is itself. What cannot be read is one part that fails."""
    if "{" not in source:
        return source
    try:
        tree = parse_text(source)
    except TemplateError as fault:
        return [_failing(fault)]
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    return _body(tree.body, frozenset({*own, "loop"}))


def _failing(fault: ScriptFault) -> Writer:
    def fail(scope: Any, parts: list[str]) -> None:
        raise ScriptFault(fault.code, fault.text)

    return fail


def _body(body: list[Any], own: frozenset[str]) -> list[Writer]:
    found: list[Writer] = []
    for node in body:
        if isinstance(node, nodes.Output):
            found += [_output(prepare(part, own)) for part in node.nodes]
        elif isinstance(node, nodes.If):
            found.append(_if(node, own))
        elif isinstance(node, nodes.For):
            found.append(_for(node, own))
        else:
            found.append(_assign(node, own))
    return found


def _constant(value: str) -> Writer:
    if len(value) <= 64:
        return lambda scope, parts: parts.append(value)

    def write(scope: Any, parts: list[str]) -> None:
        spend(scope, len(value) >> 4)
        parts.append(value)

    return write


def _output(of: Run) -> Writer:
    if isinstance(of, Constant):
        return _constant(text(of.value))

    def write(scope: Any, parts: list[str]) -> None:
        try:
            value = of(scope)
            if value.__class__ is not str:
                value = text(value, scope)
        except FAULTS as fault:
            note(scope, fault)
            return
        if len(value) > 64:
            spend(scope, len(value) >> 4)
        parts.append(value)

    return write


def _if(node: Any, own: frozenset[str]) -> Writer:
    ways = [(prepare(node.test, own), _body(node.body, own))]
    ways += [(prepare(way.test, own), _body(way.body, own)) for way in node.elif_]
    other = _body(node.else_, own)

    def write(scope: Any, parts: list[str]) -> None:
        for part in next((body for test, body in ways if test(scope)), other):
            part(scope, parts)

    return write


def _size(node: nodes.Node) -> int:
    return 1 + sum(_size(child) for child in node.iter_child_nodes())


def _for(node: Any, own: frozenset[str]) -> Writer:
    of, body, other = prepare(node.iter, own), _body(node.body, own), _body(node.else_, own)
    test = prepare(node.test, own) if node.test is not None else None
    names = _targets(node.target)
    single = not isinstance(node.target, nodes.Tuple)
    cost = _size(node)

    def bind(item: Any, outer: dict[str, Any]) -> dict[str, Any]:
        if single:
            return {**outer, names[0]: item}
        values = item if isinstance(item, list) else [item]
        return {**outer, **dict(zip(names, [*values, *[None] * len(names)], strict=False))}

    def write(scope: Any, parts: list[str]) -> None:
        items = of(scope)
        items = list(items) if isinstance(items, list | dict) else []
        outer = scope.locals
        spend(scope, len(items) * (1 + len(outer)))
        try:
            rounds = []
            for item in items:
                scope.locals = bind(item, outer)
                spend(scope, cost)
                if test is None or test(scope):
                    rounds.append(scope.locals)
            for place, names_now in enumerate(rounds):
                spend(scope, cost)
                scope.locals = names_now
                names_now["loop"] = _loop(place, len(rounds))
                for part in body:
                    part(scope, parts)
        finally:
            scope.locals = outer
        if not rounds:
            for part in other:
                part(scope, parts)

    return write


def _targets(target: Any) -> list[str]:
    items: list[Any] = target.items if isinstance(target, nodes.Tuple) else [target]
    return [item.name for item in items]


def _loop(place: int, length: int) -> dict[str, Any]:
    return {
        "index": place + 1, "index0": place, "revindex": length - place, "revindex0": length - place - 1,
        "first": place == 0, "last": place == length - 1, "length": length,
    }  # fmt: skip


def _assign(node: Any, own: frozenset[str]) -> Writer:
    of = prepare(node.node, own)
    names = _targets(node.target)

    def write(scope: Any, parts: list[str]) -> None:
        value = of(scope)
        values = [value] if len(names) == 1 else value if isinstance(value, list) else []
        for name, found in zip(names, [*values, *[None] * len(names)], strict=False):
            scope.locals[name] = found

    return write
