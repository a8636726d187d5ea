"""Where a node uses variables: texts with {{ }}, conditions, values; and which variables it sets."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

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
_NO_TEXT: Text = {}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        self.uses = _uses(cache, node)
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


def _uses(cache: FactCache, node: AnyNode) -> list[Use]:
    """Every source of the node, in the order of its file, more or less."""
    found: list[Use] = []
    text: Text = getattr(node, "text", _NO_TEXT)
    if text:
        _texts(cache, found, node.kind, text, node.line)
    if node.title:
        _texts(cache, found, "title", node.title, node.line)
    of_kind = _OF_KIND.get(type(node))
    if of_kind is not None:
        of_kind(cache, found, node)
    return found


def _of_ask(cache: FactCache, found: list[Use], node: Ask) -> None:
    if node.hint:
        _texts(cache, found, "hint", node.hint, node.line)
    if node.again:
        _texts(cache, found, "again", node.again, node.line)
    for choice in node.choices:
        if choice.text:
            _texts(cache, found, "text", choice.text, choice.line)
        if choice.when:
            found.append(Use("when", "condition", choice.when, choice.line, cache.value(choice.when)))
    if node.default:
        found.append(Use("default", "value", node.default, node.line, cache.value(node.default)))
    for what, source in (("least", node.least), ("most", node.most)):
        if source and not _DATE.fullmatch(source):
            found.append(Use(what, "value", source, node.line, cache.value(source)))


def _of_branch(cache: FactCache, found: list[Use], node: Branch) -> None:
    for case in node.cases:
        if case.when:
            found.append(Use("when", "condition", case.when, case.line, cache.value(case.when)))


def _of_set(cache: FactCache, found: list[Use], node: Set) -> None:
    _values(cache, found, node.values, node.line)


def _of_effect(cache: FactCache, found: list[Use], node: LookUp | Do | SubFlow) -> None:
    _values(cache, found, node.arguments, node.line, "with.")


def _of_recommend(cache: FactCache, found: list[Use], node: Recommend) -> None:
    for item in node.items:
        _texts(cache, found, "text", item.text, item.line)
        _texts(cache, found, "reason", item.reason, item.line)
        if item.when:
            found.append(Use("when", "condition", item.when, item.line, cache.value(item.when)))
        if item.score:
            found.append(Use("score", "value", item.score, item.line, cache.value(item.score)))


def _of_route(cache: FactCache, found: list[Use], node: Route) -> None:
    _texts(cache, found, "route", {"": node.queue}, node.line)
    _values(cache, found, {"priority": node.priority, "agent": node.agent}, node.line)


def _of_transfer(cache: FactCache, found: list[Use], node: Transfer) -> None:
    _texts(cache, found, "transfer", {"": node.number}, node.line)


def _of_end(cache: FactCache, found: list[Use], node: End) -> None:
    _values(cache, found, node.results, node.line, "results.")


_OF_KIND: dict[type, Callable[[FactCache, list[Use], Any], None]] = {
    Ask: _of_ask,
    Branch: _of_branch,
    Set: _of_set,
    LookUp: _of_effect,
    Do: _of_effect,
    SubFlow: _of_effect,
    Recommend: _of_recommend,
    Route: _of_route,
    Transfer: _of_transfer,
    End: _of_end,
}


def _texts(cache: FactCache, found: list[Use], what: str, text: Text, line: int) -> None:
    for language, source in text.items():
        if "{" in source:
            name = f"{what} ({language})" if language else what
            found.append(Use(name, "text", source, line, cache.text(source)))


def _values(cache: FactCache, found: list[Use], values: dict[str, str], line: int, before: str = "") -> None:
    for name, source in values.items():
        if source:
            found.append(Use(before + name, "value", source, line, cache.value(source)))


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
