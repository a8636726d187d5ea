"""Texts: whether they can be rendered, and whether each is there in every language."""

import re
from collections.abc import Iterable

from app.scripts.checking.context import Context
from app.scripts.checking.graph import is_blank
from app.scripts.checking.uses import Cache, Use
from app.scripts.nodes import AnyNode, Ask, Recommend, Say, Text
from app.scripts.templates import FILTERS, FUNCTIONS, METHODS, TESTS

_WORDS: dict[str, Iterable[str]] = {
    "unknown_filter": FILTERS,
    "unknown_test": TESTS,
    "unknown_function": FUNCTIONS,
    "unknown_method": METHODS,
}
_SPEAKING = frozenset((Say, Ask, Recommend))
_LAST_WORD = re.compile(r"(\w+)\W*$")
_HINTS = (
    ("=", re.compile(r"(?<![=!<>])=(?!=)"), "To compare, write ==."),
    ("&", re.compile(r"&&?"), "Write and."),
    ("|", re.compile(r"\|\|"), "Write or."),
    ("!", re.compile(r"!(?!=)"), "Write not."),
    ("{", re.compile(r"\{\{"), "In a condition or a value leave {{ }} out."),
)


def check_texts(context: Context, cache: Cache) -> None:
    """Every text and expression of the flow."""
    flow = context.flow
    many = len(flow.languages)
    for node in flow.nodes.values():
        for use in cache.uses(node):
            if use.facts.fault is not None:
                _fault(context, node, use)
        if type(node) in _SPEAKING and not any(node.text.values()):  # type: ignore[union-attr]
            blank = is_blank(node)
            text = "There is nothing in this node yet." if blank else f'Write what is said: "{node.kind}".'
            context.error("no_text", text, node)
        _languages(context, node, many)
    _in_all(context, "title", flow.title, None, flow.line)
    for objection in flow.objections:
        _in_all(context, f"objections.{objection.name}", objection.text, None, objection.line)


def _fault(context: Context, node: AnyNode, use: Use) -> None:
    fault = use.facts.fault
    assert fault is not None
    text = fault.text if fault.text.endswith(".") else f"{fault.text}."
    where = f", line {fault.line} of it" if "\n" in use.source else ""
    words = _WORDS.get(fault.code)
    if words is not None and (name := _LAST_WORD.search(fault.text)):
        text += context.did_you_mean(name[1], words)
    elif use.kind != "text":
        hints = [hint for sign, found, hint in _HINTS if sign in use.source and found.search(use.source)]
        text = " ".join([text, *hints[:1]])
    context.error("bad_expression", f'"{use.what}"{where}: {text}', node, use.line)


def _languages(context: Context, node: AnyNode, many: int) -> None:
    """A text that is there at all has to be there in all languages."""
    text: Text = getattr(node, "text", {})
    if text and (len(text) < many or not all(text.values())):
        _in_all(context, node.kind, text, node, node.line)
    if node.title and len(node.title) < many:
        _in_all(context, "title", node.title, node, node.line)
    if isinstance(node, Ask):
        for what, extra in (("hint", node.hint), ("again", node.again)):
            if extra:
                _in_all(context, what, extra, node, node.line)
        for choice in node.choices:
            if choice.text and len(choice.text) < many:
                _in_all(context, f'the choice "{choice.value}"', choice.text, node, choice.line)
    elif isinstance(node, Recommend):
        for item in node.items:
            for what, extra in (("text", item.text), ("reason", item.reason)):
                if extra and len(extra) < many:
                    _in_all(context, f'{what} of "{item.value}"', extra, node, item.line)


def _in_all(context: Context, what: str, text: Text, node: AnyNode | None, line: int) -> None:
    if text and any(text.values()):
        missing = [language for language in context.flow.languages if not text.get(language, "").strip()]
        if missing:
            name = what if " " in what else f'"{what}"'
            told = f"{name[0].upper()}{name[1:]} is missing in {', '.join(missing)}."
            context.warning("missing_translation", told, node, line)
