"""Colours for YAML and the templates in it, for the lines that are shown and for no others.

A highlighter of Qt's would look at every line of a long flow when it is opened; this one looks when a line
is painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout

from app.scripts import grammar
from app.ui.tokens import Tokens

_PARTS = re.compile(
    r"""(?P<comment>(?:^|(?<=\s))\#.*)
      | (?P<template>\{\{.*?\}\}|\{%.*?%\})
      | (?P<key>(?:^[ ]*(?:-[ ]+)?|(?<=[{,])[ ]*)(?:"[^"]*"|'[^']*'|[^\s\#&*!|>'"%@`{}\[\],:]+)
               [ ]*(?=:(?:\s|$)))
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')
      | (?P<number>(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-]))
      | (?P<word>\b(?:true|false|null|return)\b)
    """,
    re.VERBOSE,
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_TONES = {
    "comment": "text_faint",
    "template": "wrap",
    "key": "accent",
    "string": "good",
    "number": "warn",
    "word": "warn",
}
_KINDS = frozenset(grammar.KINDS)


class Colouring:
    """Colours of one theme."""

    def __init__(self, tokens: Tokens) -> None:
        self._formats = {name: _format(getattr(tokens, tone)) for name, tone in _TONES.items()}
        self._formats["kind"] = _format(tokens.info)
        self._formats["name"] = _format(tokens.text)
        self._done: dict[int, tuple[int, str]] = {}

    def colour(self, blocks: Iterable[QTextBlock]) -> None:
        """Colour these lines where they are not yet."""
        for block in blocks:
            text = block.text()
            layout = block.layout()
            key = (block.revision(), text)
            if self._done.get(block.blockNumber()) == key and layout.formats():
                continue
            self._done[block.blockNumber()] = key
            ranges = []
            found = coloured(text)
            if text and max(text) > "\uffff":
                found = [(wide(text[:a]), wide(text[a : a + n]), name) for a, n, name in found]
            for start, length, name in found:
                made = QTextLayout.FormatRange()
                made.start, made.length, made.format = start, length, self._formats[name]
                ranges.append(made)
            if ranges or layout.formats():
                layout.setFormats(ranges)
        if len(self._done) > 4_096:
            self._done.clear()


def wide(text: str) -> int:
    """Its length as Qt counts, in halves of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def coloured(line: str) -> list[tuple[int, int, str]]:
    """(start, length, what it is) of the parts of a line that have a colour."""
    found: list[tuple[int, int, str]] = []
    for part in _PARTS.finditer(line):
        name, start, end = part.lastgroup or "", part.start(), part.end()
        if name == "key":
            bare = part.group().lstrip(" -")
            start = end - len(bare)
            bare = bare.strip()
            name = "kind" if bare in _KINDS else "name" if _is_name(line, start) else "key"
        found.append((start, end - start, name))
        if name == "string":
            found += [
                (start + inner.start(), inner.end() - inner.start(), "template")
                for inner in _TEMPLATE.finditer(part.group())
            ]
    return found


def _is_name(line: str, start: int) -> bool:
    """A key on the second level: a node's name."""
    return start == 2 and not line[:2].strip()


def _format(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    return made
