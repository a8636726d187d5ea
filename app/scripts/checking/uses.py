"""Where a node uses variables: texts with {{ }}, conditions, values; and which variables it sets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.scripts.checking.facts import FactCache, Facts
from app.scripts.checking.meaning import absent, present
from app.scripts.nodes import (
    AnyNode,
    Ask,
    Branch,
    Do,
    End,
    LookUp,
    Recommend,
    Route,
    Set,
    SubFlow,
    Text,
    Transfer,
)

_NO: frozenset[str] = frozenset()
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Use(NamedTuple):
    """A text or an expression. `what` names it for the author; a `condition` is only asked if it is true."""

    what: str
    kind: str
    source: str
    line: int
    facts: Facts


class NodeFacts:
    """What a node uses and sets. `holds`: of a branch, per case, what its being true and its being false say
    of variables (see `present`)."""

    __slots__ = ("holds", "node", "sets", "uses")

    def __init__(self, cache: FactCache, node: AnyNode) -> None:
        self.node = node
        self.uses = list(_uses(cache, node))
        self.sets = variables_set(node)
        self.holds: list[tuple[str, frozenset[str], frozenset[str]]] = []
        if isinstance(node, Branch):
            for case in node.cases:
                whole = cache.value(case.when).whole if case.when else None
                true, false = (present(whole), absent(whole)) if whole is not None else (_NO, _NO)
                self.holds.append((case.next, true, false))


class Cache(FactCache):
    """What was found out of sources and nodes. Kept between checks it makes the next one quick: an editor
    hands in the same one after each change. It holds on to what the last check used, and to little else."""

    def __init__(self) -> None:
        super().__init__()
        self._nodes: dict[int, NodeFacts] = {}
        self._fresh: dict[int, NodeFacts] = {}

    def of(self, node: AnyNode) -> NodeFacts:
        """Of a node. A node never changes, so the same object has the same facts."""
        key = id(node)
        kept = self._fresh.get(key)
        if kept is None:
            kept = self._nodes.get(key)
            if kept is None or kept.node is not node:
                kept = NodeFacts(self, node)
            self._fresh[key] = kept
        return kept

    def uses(self, node: AnyNode) -> list[Use]:
        """The texts and expressions of a node."""
        return self.of(node).uses

    def forget_others(self) -> None:
        """Let go of what the check that is over did not use."""
        self._nodes, self._fresh = self._fresh, {}
        self.keep_at_most(20 * max(1_000, len(self._nodes)))


def _uses(cache: FactCache, node: AnyNode) -> Iterator[Use]:
    """Every source of the node, in the order of its file, more or less."""
    text: Text = getattr(node, "text", {})
    if text:
        yield from _texts(cache, node.kind, text, node.line)
    if node.title:
        yield from _texts(cache, "title", node.title, node.line)
    if isinstance(node, Ask):
        yield from _of_ask(cache, node)
    elif isinstance(node, Branch):
        for case in node.cases:
            if case.when:
                yield Use("when", "condition", case.when, case.line, cache.value(case.when))
    elif isinstance(node, Set):
        yield from _values(cache, node.values, node.line)
    elif isinstance(node, LookUp | Do | SubFlow):
        yield from _values(cache, node.arguments, node.line, "with.")
    elif isinstance(node, Recommend):
        for item in node.items:
            yield from _texts(cache, "text", item.text, item.line)
            yield from _texts(cache, "reason", item.reason, item.line)
            if item.when:
                yield Use("when", "condition", item.when, item.line, cache.value(item.when))
            if item.score:
                yield Use("score", "value", item.score, item.line, cache.value(item.score))
    elif isinstance(node, Route):
        yield from _texts(cache, "route", {"": node.queue}, node.line)
        yield from _values(cache, {"priority": node.priority, "agent": node.agent}, node.line)
    elif isinstance(node, Transfer):
        yield from _texts(cache, "transfer", {"": node.number}, node.line)
    elif isinstance(node, End):
        yield from _values(cache, node.results, node.line, "results.")


def _of_ask(cache: FactCache, node: Ask) -> Iterator[Use]:
    if node.hint:
        yield from _texts(cache, "hint", node.hint, node.line)
    if node.again:
        yield from _texts(cache, "again", node.again, node.line)
    for choice in node.choices:
        yield from _texts(cache, "text", choice.text, choice.line)
        if choice.when:
            yield Use("when", "condition", choice.when, choice.line, cache.value(choice.when))
    for what in ("default", "least", "most"):
        source: str = getattr(node, what)
        if source and not (what != "default" and _ISO_DATE.fullmatch(source)):
            yield Use(what, "value", source, node.line, cache.value(source))


def _texts(cache: FactCache, what: str, text: Text, line: int) -> Iterator[Use]:
    for language, source in text.items():
        if "{" in source:
            name = f"{what} ({language})" if language else what
            yield Use(name, "text", source, line, cache.text(source))


def _values(cache: FactCache, values: dict[str, str], line: int, before: str = "") -> Iterator[Use]:
    for name, source in values.items():
        if source:
            yield Use(before + name, "value", source, line, cache.value(source))


def variables_set(node: AnyNode) -> list[str]:
    """The variables that have a value after this node, whichever way it is left (but see `checking.flow`)."""
    if isinstance(node, Ask):
        return [node.answer]
    if isinstance(node, Set):
        return [name for name in node.values if name != "language"]
    if isinstance(node, SubFlow):
        return list(node.into)
    if isinstance(node, LookUp):
        return [node.into or node.name]
    if isinstance(node, Do | Recommend):
        return [node.into] if node.into else ([node.name] if isinstance(node, Recommend) else [])
    return []
