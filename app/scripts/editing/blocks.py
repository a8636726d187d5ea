"""A flow's text in blocks (the head, one for each node, the tail), and where the parts of a block are.

The text is YAML that a person wrote: comments, order and quoting are theirs. Nothing here writes YAML anew;
places are found, so that an edit can be made there and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NODES = re.compile(r"^(?:nodes|\"nodes\"|'nodes')[ ]*:[ ]*(?:#.*)?$", re.MULTILINE)
_KEY = re.compile(
    r"[ ]*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'|([^\s#&*!|>'\"%@`{}\[\],][^#]*?))[ ]*:(?:\s|$)"
)


@dataclass(frozen=True)
class Piece:
    """A stretch of lines. `name` is the node's whose block it is; None for the head and the tail, empty for
    a block whose key cannot be read (it is just being typed)."""

    text: str
    name: str | None


@dataclass
class Part:
    """A part of a block: `start` to `end` are its own characters, without comments around it."""

    kind: str
    """scalar, map, list or alias."""
    start: int
    end: int
    value: str = ""
    style: str = ""
    """Of a scalar: empty (plain), ", ', | or >. Of a map or list: `flow` where it is in brackets."""
    pairs: list[tuple[Part, Part]] = field(default_factory=list)
    items: list[Part] = field(default_factory=list)

    def get(self, key: str) -> Part | None:
        """The value under a key of a map."""
        return next((value for name, value in self.pairs if name.value == key), None)

    def key(self, key: str) -> Part | None:
        """The key itself."""
        return next((name for name, _ in self.pairs if name.value == key), None)

    @property
    def flow(self) -> bool:
        """Whether it is written in brackets."""
        return self.style == "flow"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there (`key:`)."""
        return self.kind == "scalar" and self.start == self.end


# --- blocks -----------------------------------------------------------------------------------------
def split(text: str) -> list[Piece]:
    """Head, nodes, tail: joined they are the text again. Where the nodes are not written as a block of
    lines there is only a head."""
    found = _NODES.search(text)
    if found is None:
        return [Piece(text, None), Piece("", None)]
    begin = text.find("\n", found.end())
    if begin < 0:
        return [Piece(text, None), Piece("", None)]
    begin += 1
    indent = _first_indent(text, begin)
    if not indent:
        return [Piece(text, None), Piece("", None)]
    starts, end = _starts(text, begin, indent)
    if not starts:
        return [Piece(text, None), Piece("", None)]
    pieces = [Piece(text[: starts[0][0]], None)]
    bounds = [start for start, _ in starts] + [end]
    pieces += [Piece(text[bounds[place] : bounds[place + 1]], name) for place, (_, name) in enumerate(starts)]
    pieces.append(Piece(text[end:], None))
    return pieces


def split_middle(text: str, indent: int) -> list[Piece] | None:
    """The blocks in a stretch of lines between two others; None where that cannot be told from these lines
    alone (the nodes end there, or lines come before the first key)."""
    starts, end = _starts(text, 0, indent)
    if not starts or end != len(text) or starts[0][0] != 0:
        return None
    bounds = [start for start, _ in starts] + [end]
    return [Piece(text[bounds[place] : bounds[place + 1]], name) for place, (_, name) in enumerate(starts)]


def indent_of(block: str) -> int:
    """How far a block's key is indented."""
    for _, line in _lines(block, 0):
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            return len(line) - len(bare)
    return 2


def _first_indent(text: str, begin: int) -> int:
    for _, line in _lines(text, begin):
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            return len(line) - len(bare)
    return 0


def _lines(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """(where it starts, line without its end) of each line from `begin` on."""
    size = len(text)
    while begin < size:
        end = text.find("\n", begin)
        if end < 0:
            end = size
        yield begin, text[begin:end]
        begin = end + 1


def _starts(text: str, begin: int, indent: int) -> tuple[list[tuple[int, str]], int]:
    """Where each block starts, with its name, and where the nodes end. Comments right above a key belong
    to it."""
    starts: list[tuple[int, str]] = []
    comment = -1
    for start, line in _lines(text, begin):
        bare = line.lstrip(" ")
        depth = len(line) - len(bare)
        if not bare or depth > indent:
            comment = -1
        elif bare[0] == "#":
            comment = start if comment < 0 else comment
        elif depth == indent:
            starts.append((start if comment < 0 else comment, key_name(line)))
            comment = -1
        elif bare[0] in "}])\"'":  # brackets or quotes that are closed further left
            comment = -1
        else:
            return starts, (start if comment < 0 else comment)
    return starts, len(text)


@lru_cache(maxsize=16_384)
def key_name(line: str) -> str:
    """The name in a line `name:`; empty where it is none."""
    found = _KEY.match(line)
    if found is None:
        return ""
    double, single, plain = found.groups()
    if plain is not None:
        return plain.strip()
    if single is not None:
        return str(single).replace("''", "'")
    try:
        return str(yaml.safe_load(f'"{double}"'))
    except yaml.YAMLError:
        return ""


# --- parts ------------------------------------------------------------------------------------------
@lru_cache(maxsize=512)
def parts(text: str) -> Part:
    """The parts of a block (or of a head). Raises `yaml.YAMLError` where it is not YAML."""
    events = yaml.parse(text, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            made = _part(event, events, text)
            for _ in events:  # to its end: what is wrong further down counts, too
                pass
            return made
    return Part("scalar", len(text), len(text))


def _part(event: Any, events: Iterator[Any], text: str) -> Part:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.AliasEvent):
        return Part("alias", start, end, str(event.anchor))
    if isinstance(event, yaml.ScalarEvent):
        if event.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Part("scalar", start, end, event.value, event.style or "")
    style = "flow" if event.flow_style else ""
    if isinstance(event, yaml.SequenceStartEvent):
        listed = Part("list", start, end, style=style)
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                listed.end = _mark(inner) if listed.flow else _end(listed.items, end)
                break
            listed.items.append(_part(inner, events, text))
        return listed
    mapped = Part("map", start, end, style=style)
    for inner in events:
        if isinstance(inner, yaml.MappingEndEvent):
            mapped.end = _mark(inner) if mapped.flow else _end([v for _, v in mapped.pairs], end)
            break
        key = _part(inner, events, text)
        value = _part(next(events), events, text)
        if value.is_empty:  # libyaml puts it at the next token
            colon = text.find(":", key.end)
            value.start = value.end = (colon + 1) if colon >= 0 else key.end
        mapped.pairs.append((key, value))
    return mapped


def _mark(event: Any) -> int:
    return int(event.end_mark.index)


def _end(inside: list[Part], otherwise: int) -> int:
    return inside[-1].end if inside else otherwise


def data(part: Part) -> Any:
    """The part as plain Python, scalars as text: to compare what was meant with what is written."""
    if part.kind == "map":
        return {key.value: data(value) for key, value in part.pairs}
    if part.kind == "list":
        return [data(item) for item in part.items]
    return part.value if part.kind == "scalar" else f"*{part.value}"
