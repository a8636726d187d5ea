"""YAML as a tree that knows its lines: built from libyaml's events, bounded in every direction.

Scalars stay strings as they were written: what they mean is said by the place they stand in, so `no`,
`12:30` and `0644` are never anything else (YAML 1.2 core reads them so, too; PyYAML's own resolver, which
follows 1.1, would make false, 750 and 420 of them). Composing by events is bounded in depth, where
PyYAML's composer recurses in C and dies.
"""

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MOST_BYTES = 8 * 1024 * 1024
MOST_DEPTH = 60
MOST_ALIASES = 100
MOST_ITEMS = 2_000_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BRACES = re.compile(r"[:,-]\s+\{[{%#]")
_TAGS = {None, "!", "tag:yaml.org,2002:str"}
_HINTS = {
    "mapping values are not allowed": "There is a colon where none may be: put the text in quotes.",
    "cannot start any token": "Put the text in quotes: it begins with a sign that means something in YAML.",
    "expected <block end>": "The indentation does not fit the lines before: align it with its neighbours.",
    "could not find expected ':'": "A key needs a colon and a space after it.",
    "found unexpected end of stream": "A quotation mark or bracket is opened and never closed.",
    "did not find expected ',' or": "A comma or the closing bracket is missing.",
    "did not find expected key": "Indentation or quotation marks do not fit: look at the line before.",
    "unknown escape character": "In double quotes a backslash is special: use single quotes.",
    "undefined alias": "There is a * at the beginning: put the text in quotes.",
}


class Scalar:
    """A string. `plain`: written without quotes."""

    __slots__ = ("line", "plain", "value")

    def __init__(self, value: str, line: int, plain: bool) -> None:
        self.value = value
        self.line = line
        self.plain = plain

    @property
    def empty(self) -> bool:
        """Nothing, or null, as YAML writes it."""
        return self.plain and self.value in ("", "~", "null", "Null", "NULL")


class Sequence:
    """A list."""

    __slots__ = ("items", "line")

    def __init__(self, line: int) -> None:
        self.items: list[Item] = []
        self.line = line


class Mapping:
    """A mapping: keys and values in turn, as they came."""

    __slots__ = ("items", "line")

    def __init__(self, line: int) -> None:
        self.items: list[Item] = []
        self.line = line


Item = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """This is not YAML, or not of a size to be read. `line` counts from 1."""

    def __init__(self, code: str, text: str, line: int = 1) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.line = line


class _Resolver:
    """Says nothing about types: a scalar is what is written."""

    def resolve(self, _kind: Any, _value: Any, _implicit: Any) -> str:
        return ""


class _Parser(yaml.cyaml.CParser, _Resolver):  # type: ignore[name-defined]
    pass


def as_text(text: str | bytes) -> str:
    """The text without its byte order mark; raises Unreadable where it is none, or too much."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise Unreadable("not_text", "This is not UTF-8 text. Save the file as UTF-8.", line) from None
    if not isinstance(text, str):
        raise Unreadable("not_text", "A flow is a text in YAML.")
    if len(text) > MOST_BYTES or (not text.isascii() and len(text.encode("utf-8", "replace")) > MOST_BYTES):
        raise Unreadable("too_large", "A flow has at most 8 MB. Move parts of it into flows of their own.")
    text = text.removeprefix("\ufeff")
    wrong = _CONTROL.search(text)
    if wrong:
        line = text.count("\n", 0, wrong.start()) + 1
        code = f"U+{ord(wrong.group()):04X}"
        raise Unreadable("bad_character", f"The character {code} cannot stand in a flow. Remove it.", line)
    return text


def compose(text: str) -> Item | None:
    """The one document in the text (cleaned by `as_text`); None where there is nothing but comments."""
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None
    except yaml.YAMLError as error:
        raise Unreadable("broken_yaml", f"This is not YAML: {error}.") from None


class _Builder:
    """A stack of what is open, instead of recursion."""

    def __init__(self, text: str) -> None:
        self._next_event = _Parser(text).get_event
        self._anchors: dict[str, Item] = {}
        self._open: list[Mapping | Sequence] = []
        self._aliases = 0
        self._documents = 0

    def build(self) -> Item | None:
        """All of it. The loop is the hot part of reading: 330,000 events in a flow of 5,000 nodes."""
        next_event, stack = self._next_event, []
        root = Sequence(0)
        items, count = root.items, 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                item: Item = Scalar(event.value, event.start_mark.line + 1, not event.style)
                items.append(item)
                if event.anchor is not None or event.tag is not None:
                    self._mark(event, item)
                count += 1
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                line = event.start_mark.line + 1
                item = Mapping(line) if kind is MappingStartEvent else Sequence(line)
                items.append(item)
                if event.anchor is not None or event.tag is not None:
                    self._mark(event, item)
                stack.append(items)
                self._open.append(item)
                items = item.items
                count += 1
                if len(stack) > MOST_DEPTH:
                    raise Unreadable("too_deep", "This is nested too deep for a flow.", line)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                items = stack.pop()
                self._open.pop()
            elif kind is AliasEvent:
                items.append(self._alias(event))
            elif kind is DocumentStartEvent:
                self._document(event)
            elif kind is StreamEndEvent:
                return root.items[0] if root.items else None
            if count > MOST_ITEMS:
                raise Unreadable("too_large", "A flow cannot have that many entries.", event.start_mark.line)

    def _mark(self, event: Any, item: Item) -> None:
        if event.tag not in _TAGS:
            line = event.start_mark.line + 1
            raise Unreadable("tag", f"A flow has no tags: remove {event.tag}, or put it in quotes.", line)
        if event.anchor is not None:
            self._anchors[event.anchor] = item

    def _alias(self, event: Any) -> Item:
        line = event.start_mark.line + 1
        self._aliases += 1
        if self._aliases > MOST_ALIASES:
            raise Unreadable("too_many_aliases", f"A flow has at most {MOST_ALIASES} aliases (*name).", line)
        item = self._anchors.get(event.anchor)
        if item is None:
            text = f"There is no &{event.anchor} for *{event.anchor}. If it is a text, put it in quotes."
            raise Unreadable("broken_yaml", text, line)
        if any(item is open_one for open_one in self._open):
            raise Unreadable("too_deep", f"*{event.anchor} contains itself.", line)
        return item

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            line = event.start_mark.line + 1
            raise Unreadable("broken_yaml", "One flow a file: remove the line --- and what follows.", line)


def _explained(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    """libyaml's sentence, with what to do about it."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = error.problem or error.context or "it cannot be understood"
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return Unreadable("tab", "Indent with spaces: there is a tab at the beginning of this line.", line)
    if _BRACES.search(written):
        text = "A text that begins with { has to stand in quotes."
        return Unreadable("broken_yaml", f"This is not YAML: {problem}. {text}", line)
    hint = next((hint for found, hint in _HINTS.items() if found in problem), "")
    begun = error.context_mark
    if begun is not None and error.context and begun.line + 1 != line:
        problem += f", {error.context} that began in line {begun.line + 1}"
    return Unreadable("broken_yaml", f"This is not YAML: {problem}. {hint}".strip(), line)
