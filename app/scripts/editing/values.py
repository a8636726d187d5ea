"""Set and clear values inside a block of YAML: the rest of it stays as it was, letter by letter.

    set_value(block, ("hello", "say", "th"), "สวัสดี")      # a path from the block's root: keys and places
    clear(block, ("hello", "next"))

Each edit is checked: what the new text says is compared with what was meant. Where a way of writing cannot
be edited like that `EditError` is raised and nothing has changed.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import yaml

from app.scripts.editing.blocks import Part, data, parts
from app.scripts.editing.scalars import EditError, after_colon, as_item, in_brackets, scalar

Path = tuple[str | int, ...]
_BY_HAND = "This is written in a way that can only be changed in the text. Change it there."


def value_at(block: str, path: Path) -> Any:
    """What stands at a path, scalars as text; None where nothing does."""
    found = _find(parts(block), path)
    return None if found is None else data(found)


def set_value(block: str, path: Path, value: Any, order: Sequence[str] = ()) -> str:
    """The block with `value` (text, number, truth value, map or list) at `path`. What is missing on the way
    is made. A new key comes after the last that is before it in `order`."""
    root = _parts(block)
    meant = _with(data(root), path, value)
    depth, part = _deepest(root, path)
    if depth == len(path):
        made = _replace(block, root, path, part, value)
    else:
        for step in reversed(path[depth + 1 :]):
            value = {step: value} if isinstance(step, str) else [value]
        made = _insert(block, root, path[:depth], part, path[depth], value, order)
    return _checked(made, meant)


def clear(block: str, path: Path) -> str:
    """The block without what is at `path`; unchanged where nothing is. A list or map that becomes empty
    goes, too."""
    root = _parts(block)
    part = _find(root, path)
    if part is None:
        return block
    parent = _find(root, path[:-1])
    assert parent is not None
    count = len(parent.pairs) if parent.kind == "map" else len(parent.items)
    if count == 1 and len(path) > 2:
        return clear(block, path[:-1])
    meant = _without(data(root), path)
    last = path[-1]
    made = _drop_pair(block, parent, str(last)) if isinstance(last, str) else _drop_item(block, parent, last)
    return _checked(made, meant)


def insert_item(block: str, path: Path, place: int, value: Any, order: Sequence[str] = ()) -> str:
    """The block with one more item in the list at `path`, before the item that is at `place` now."""
    root = _parts(block)
    listed = _find(root, path)
    if listed is None or listed.is_empty:
        return set_value(block, path, [value], order)
    if listed.kind != "list":
        raise EditError(_BY_HAND)
    meant = copy.deepcopy(data(root))
    _walk(meant, path).insert(place, plain(value))
    return _checked(_put_item(block, listed, place, value), meant)


def move_item(block: str, path: Path, place: int, to: int) -> str:
    """The block with an item of the list at `path` at another place."""
    root = _parts(block)
    listed = _find(root, path)
    if listed is None or listed.kind != "list":
        raise EditError(_BY_HAND)
    meant = copy.deepcopy(data(root))
    items = _walk(meant, path)
    items.insert(to, items.pop(place))
    first, second = sorted((place, to))
    spans = [_item_span(block, listed, index) for index in range(first, second + 1)]
    texts = [block[start:end] for start, end in spans]
    texts.insert(to - first, texts.pop(place - first))
    gaps = [block[spans[i][1] : spans[i + 1][0]] for i in range(len(spans) - 1)] + [""]
    middle = "".join(text + gap for text, gap in zip(texts, gaps, strict=True))
    return _checked(block[: spans[0][0]] + middle + block[spans[-1][1] :], meant)


# --- what is meant ----------------------------------------------------------------------------------
def plain(value: Any) -> Any:
    """A value as `blocks.data` tells it."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return scalar(value) if isinstance(value, bool | int | float) else str(value)


def _walk(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _with(tree: Any, path: Path, value: Any) -> Any:
    if not path:
        return plain(value)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        listed = list(tree) if isinstance(tree, list) else []
        if step < len(listed):
            listed[step] = _with(listed[step], rest, value)
        else:
            listed.append(_with(None, rest, value))
        return listed
    mapped = dict(tree) if isinstance(tree, dict) else {}
    mapped[step] = _with(mapped.get(step), rest, value)
    return mapped


def _without(tree: Any, path: Path) -> Any:
    made = copy.deepcopy(tree)
    inside = _walk(made, path[:-1])
    del inside[path[-1]]
    return made


def _checked(made: str, meant: Any) -> str:
    try:
        said = data(parts(made))
    except yaml.YAMLError as broken:
        raise EditError(_BY_HAND) from broken
    if said != meant:
        raise EditError(_BY_HAND)
    return made


# --- finding ----------------------------------------------------------------------------------------
def _parts(block: str) -> Part:
    try:
        return parts(block)
    except yaml.YAMLError as broken:
        raise EditError("This part of the text is not YAML just now. Put it right there first.") from broken


def _step(part: Part, step: str | int) -> Part | None:
    if isinstance(step, int):
        return part.items[step] if part.kind == "list" and step < len(part.items) else None
    return part.get(step) if part.kind == "map" else None


def _find(part: Part, path: Path) -> Part | None:
    for step in path:
        inner = _step(part, step)
        if inner is None:
            return None
        part = inner
    return part


def _deepest(part: Part, path: Path) -> tuple[int, Part]:
    """How much of the path is there, and the part it leads to."""
    for depth, step in enumerate(path):
        inner = _step(part, step)
        if inner is None:
            return depth, part
        part = inner
    return len(path), part


def _column(block: str, place: int) -> int:
    return place - (block.rfind("\n", 0, place) + 1)


def _line_start(block: str, place: int) -> int:
    return block.rfind("\n", 0, place) + 1


def _line_end(block: str, place: int) -> int:
    """Behind the line's end; the block's length where there is none."""
    end = block.find("\n", place)
    return len(block) if end < 0 else end + 1


def _in_brackets(root: Part, path: Path) -> bool:
    """Whether the parts of this one are in brackets, its own or outer ones."""
    part: Part | None = root
    for step in path:
        if part is None or part.flow:
            return True
        part = _step(part, step)
    return part is not None and part.flow


# --- writing ----------------------------------------------------------------------------------------
def _replace(block: str, root: Part, path: Path, part: Part, value: Any) -> str:
    in_flow = _in_brackets(root, path[:-1])
    compound = isinstance(value, dict | list | tuple)
    if not path or part.kind == "alias":
        raise EditError(_BY_HAND)
    if in_flow:
        written = in_brackets(value) if compound else scalar(value, part.style, in_flow=True)
        gap = " " if part.is_empty else ""
        return block[: part.start] + gap + written + block[part.end :]
    if isinstance(path[-1], int):
        dash = _dash(block, part)
        return block[:dash] + as_item(value, _column(block, dash)) + block[part.end :]
    parent = _find(root, path[:-1])
    assert parent is not None
    key = parent.key(path[-1])
    assert key is not None
    indent = _column(block, key.start)
    if not compound and part.kind == "scalar" and not part.is_empty:
        return block[: part.start] + scalar(value, part.style, indent=indent + 2) + block[part.end :]
    written = after_colon(value, indent)
    colon = block.index(":", key.end) + 1
    return block[:colon] + written + block[part.end :]


def _insert(
    block: str, root: Part, path: Path, part: Part, step: str | int, value: Any, order: Sequence[str]
) -> str:
    if isinstance(step, int):
        if part.kind == "list":
            return _put_item(block, part, len(part.items), value)
        return _replace(block, root, path, part, [value])
    if part.kind != "map":
        if part.is_empty:
            return _replace(block, root, path, part, {step: value})
        raise EditError(_BY_HAND)
    if _in_brackets(root, path):
        pair = f"{scalar(step, in_flow=True)}: {in_brackets(value)}"
        if not part.pairs:
            return block[: part.start + 1] + pair + block[part.end - 1 :]
        end = _before(part, step, order).end
        return f"{block[:end]}, {pair}{block[end:]}"
    indent = _column(block, part.pairs[0][0].start)
    end = _line_end(block, _before(part, step, order).end)
    gap = "" if block[:end].endswith("\n") else "\n"
    line = f"{gap}{' ' * indent}{scalar(step)}:{after_colon(value, indent)}\n"
    return block[:end] + line + block[end:]


def _before(part: Part, step: str, order: Sequence[str]) -> Part:
    """The value after which a new key comes."""
    if step in order:
        earlier = order[: list(order).index(step)]
        known = [pair for pair in part.pairs if pair[0].value in earlier]
        later = any(pair[0].value in order for pair in part.pairs if pair not in known)
        if known and later:
            return known[-1][1]
        if later:
            return part.pairs[0][1]
    return part.pairs[-1][1]


def _drop_pair(block: str, parent: Part, step: str) -> str:
    names = [key.value for key, _ in parent.pairs]
    place = names.index(step)
    key, value = parent.pairs[place]
    following = parent.pairs[place + 1][0] if place + 1 < len(parent.pairs) else None
    if parent.flow or "\n" not in block[: key.start] + block[value.end :]:
        if following is not None:
            return block[: key.start] + block[following.start :]
        start = parent.pairs[place - 1][1].end if place else key.start
        return block[:start] + block[value.end :]
    start = _line_start(block, key.start)
    if block[start : key.start].strip():  # behind a dash
        if following is None:
            raise EditError(_BY_HAND)
        return block[: key.start] + block[following.start :]
    return block[:start] + block[_line_end(block, value.end) :]


def _dash(block: str, item: Part) -> int:
    """Where the dash of an item is."""
    dash = block.rfind("-", 0, item.start)
    if dash < 0 or block[dash + 1 : item.start].strip():
        raise EditError(_BY_HAND)
    return dash


def _item_span(block: str, listed: Part, place: int) -> tuple[int, int]:
    """From the item to its end: with its lines in a block, without commas in brackets."""
    item = listed.items[place]
    if listed.flow:
        return item.start, item.end
    start = _line_start(block, _dash(block, item))
    if block[start : item.start].strip() != "-":
        raise EditError(_BY_HAND)
    end = _line_end(block, item.end)
    if not block[:end].endswith("\n"):
        raise EditError(_BY_HAND)
    return start, end


def _drop_item(block: str, listed: Part, place: int) -> str:
    if not listed.flow:
        start, end = _item_span(block, listed, place)
        return block[:start] + block[end:]
    if place + 1 < len(listed.items):
        return block[: listed.items[place].start] + block[listed.items[place + 1].start :]
    start = listed.items[place - 1].end if place else listed.items[place].start
    return block[:start] + block[listed.items[place].end :]


def _put_item(block: str, listed: Part, place: int, value: Any) -> str:
    if listed.flow:
        written = in_brackets(value)
        if not listed.items:
            return block[: listed.start + 1] + written + block[listed.end - 1 :]
        if place < len(listed.items):
            start = listed.items[place].start
            return f"{block[:start]}{written}, {block[start:]}"
        end = listed.items[-1].end
        return f"{block[:end]}, {written}{block[end:]}"
    indent = _column(block, _dash(block, listed.items[0]))
    brackets = listed.items[-1].kind != "map" or listed.items[-1].flow
    lines = " " * indent + as_item(value, indent, brackets=brackets) + "\n"
    if place < len(listed.items):
        start = _line_start(block, _dash(block, listed.items[place]))
        return block[:start] + lines + block[start:]
    end = _line_end(block, listed.items[-1].end)
    gap = "" if block[:end].endswith("\n") else "\n"
    return block[:end] + gap + lines + block[end:]
