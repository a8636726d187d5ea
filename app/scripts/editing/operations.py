"""What is done to a flow in the designer, as changes of its text: each is one step that can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from app.scripts import grammar
from app.scripts.editing.blocks import Part, indent_of, parts, split
from app.scripts.editing.document import Change, FlowDocument, Splice
from app.scripts.editing.scalars import EditError, in_brackets, scalar
from app.scripts.editing.values import Path, clear, insert_item, move_item, set_value
from app.scripts.nodes import Ask, LookUp
from app.scripts.ports import RETURN, TARGET_KEYS, sources

_NAME = re.compile(r"[^\W\d][\w-]{0,63}")
_HEAD_KEYS = ("start", "person")

TEMPLATES: dict[str, dict[str, Any]] = {
    "say": {"say": "TEXT"},
    "ask": {"ask": "TEXT", "type": "text"},
    "branch": {"branch": [{"when": "true", "next": ""}]},
    "set": {"set": {"value": "0"}},
    "look_up": {"look_up": "tickets"},
    "do": {"do": "AddNote", "with": {"text": "'…'"}},
    "recommend": {"recommend": "TEXT", "items": [{"value": "item", "text": "TEXT"}]},
    "route": {"route": "Service"},
    "transfer": {"transfer": "+000"},
    "flow": {"flow": "other"},
    "wait": {"wait": "10s"},
    "end": {"end": ""},
}
"""Kind → what a new node begins with; TEXT becomes a text in the flow's first language."""


def key_order(kind: str) -> list[str]:
    """The keys of a kind in the order in which they are written."""
    keys = list(grammar.KEYS[kind])
    return ["title", *(key for key in keys if key not in ("title", "at")), "at"]


# --- values -----------------------------------------------------------------------------------------
def set_key(document: FlowDocument, name: str, path: Path, value: Any) -> list[Splice]:
    """Set a value in a node; None or an empty text takes the key out."""
    change = Change("set", (name,))
    place = document.place(name)
    change.texts[place] = _set(document, name, document.block(name), path, value)
    return document.commit(change)


def _set(document: FlowDocument, name: str, block: str, path: Path, value: Any) -> str:
    if value is None or value == "" or value == {} or value == []:
        return clear(block, (name, *path))
    return set_value(block, (name, *path), value, _order(document, name))


def _order(document: FlowDocument, name: str) -> list[str]:
    node = document.flow.nodes.get(name) if document.flow else None
    return key_order(node.kind) if node is not None else []


def set_empty(document: FlowDocument, name: str, path: Path) -> list[Splice]:
    """Leave a key of a node, with an empty text."""
    change = Change("set", (name,))
    change.texts[document.place(name)] = set_value(document.block(name), (name, *path), "")
    return document.commit(change)


def rename_key(document: FlowDocument, name: str, path: Path, old: str, new: str) -> list[Splice]:
    """Another name for a key in one of a node's mappings (a variable, an argument)."""
    change = Change("set", (name,))
    block = document.block(name)
    mapping = _part_at(block, (name, *path))
    key = mapping.key(old) if mapping is not None else None
    if mapping is None or key is None:
        return []
    if mapping.key(new) is not None:
        raise EditError(f"There is “{new}” already. Choose another name.")
    written = scalar(new, key.style, in_flow=True)
    change.texts[document.place(name)] = block[: key.start] + written + block[key.end :]
    return document.commit(change)


def set_text(document: FlowDocument, name: str, path: Path, language: str, text: str) -> list[Splice]:
    """Set a text in one language. A text without languages becomes one with them where it has to."""
    change = Change("set", (name,))
    block = document.block(name)
    flow = document.flow
    first = flow.languages[0] if flow is not None else language
    now = _part_at(block, (name, *path))
    if now is not None and now.kind == "scalar":
        if language == first and (text or len(path) == 1):
            made = set_value(block, (name, *path), text)
        elif not text:
            made = block
        else:
            both = {first: now.value, language: text} if now.value else {language: text}
            made = set_value(block, (name, *path), both)
    elif not text and now is not None and [key.value for key, _ in now.pairs] == [language]:
        # the last language of a text that makes the node what it is stays, empty
        kind = flow.nodes[name].kind if flow is not None and name in flow.nodes else ""
        made = set_value(block, (name, *path), "") if path == (kind,) else clear(block, (name, *path))
    elif not text:
        made = clear(block, (name, *path, language))
    elif now is None and language == first and flow is not None and len(flow.languages) == 1:
        made = set_value(block, (name, *path), text, _order(document, name))
    else:
        made = set_value(block, (name, *path, language), text, _order(document, name))
    change.texts[document.place(name)] = made
    return document.commit(change)


def add_item(document: FlowDocument, name: str, path: Path, value: Any, at: int = -1) -> list[Splice]:
    """Put an item into a list of a node (choices, cases, items); at its end where `at` is negative."""
    block = document.block(name)
    listed = _part_at(block, (name, *path))
    count = len(listed.items) if listed is not None else 0
    change = Change("set", (name,))
    made = insert_item(block, (name, *path), count if at < 0 else at, value, _order(document, name))
    change.texts[document.place(name)] = made
    return document.commit(change)


def shift_item(document: FlowDocument, name: str, path: Path, place: int, to: int) -> list[Splice]:
    """Put an item of a list at another place."""
    change = Change("set", (name,))
    change.texts[document.place(name)] = move_item(document.block(name), (name, *path), place, to)
    return document.commit(change)


def move(document: FlowDocument, to: Mapping[str, tuple[float, float]]) -> list[Splice]:
    """Put nodes by hand: `at: [x, y]`."""
    change = Change("move", tuple(to))
    for name, (x, y) in to.items():
        block = document.block(name)
        made = set_value(block, (name, "at"), [round(x), round(y)], _order(document, name))
        change.texts[document.place(name)] = made
    return document.commit(change)


def release(document: FlowDocument, names: Iterable[str]) -> list[Splice]:
    """Have nodes placed by themselves again."""
    change = Change("release", tuple(names))
    for name in change.nodes:
        change.texts[document.place(name)] = clear(document.block(name), (name, "at"))
    return document.commit(change)


# --- ways -------------------------------------------------------------------------------------------
def connect(document: FlowDocument, name: str, paths: Sequence[Path], target: str) -> list[Splice]:
    """Have ways of a node lead to another (or nowhere, where `target` is empty)."""
    if not target:
        return disconnect(document, name, paths)
    change = Change("connect", (name,))
    block = document.block(name)
    for path in paths:
        block = _connected(document, name, block, path, target)
    change.texts[document.place(name)] = block
    return document.commit(change)


def _connected(document: FlowDocument, name: str, block: str, path: Path, target: str) -> str:
    if path[0] == "branch" and len(path) == 3:
        listed = _part_at(block, (name, "branch"))
        if listed is None or int(path[1]) >= len(listed.items):
            case = {"when": "true", "next": target}
            return insert_item(block, (name, "branch"), int(path[1]), case, _order(document, name))
    return set_value(block, (name, *path), target, ["value", "text", "when", "next", *_order(document, name)])


def disconnect(document: FlowDocument, name: str, paths: Sequence[Path]) -> list[Splice]:
    """Take ways out of a node; a case of a branch goes as a whole."""
    change = Change("disconnect", (name,))
    block = document.block(name)
    for path in reversed(paths):
        block = _disconnected(block, name, path)
    change.texts[document.place(name)] = block
    return document.commit(change)


def _disconnected(block: str, name: str, path: Path) -> str:
    if path[0] != "branch":
        return clear(block, (name, *path))
    listed = _part_at(block, (name, "branch"))
    if listed is not None and len(listed.items) == 1:
        return set_value(block, (name, *path), "")
    return clear(block, (name, *path[:2]))


# --- nodes ------------------------------------------------------------------------------------------
def unique_name(taken: Iterable[str], wanted: str) -> str:
    """`wanted`, or with a number behind it where that is taken."""
    names = set(taken) | {RETURN}
    if wanted not in names:
        return wanted
    base = re.sub(r"_\d+$", "", wanted) or wanted
    number = 2
    while f"{base}_{number}" in names:
        number += 1
    return f"{base}_{number}"


def new_block(name: str, kind: str, indent: int, text: str, next: str = "") -> str:
    """The lines of a new node."""
    pad, inner = " " * indent, " " * (indent + 2)
    lines = [f"{pad}{scalar(name)}:"]
    for key, value in TEMPLATES[kind].items():
        if isinstance(value, list):
            lines.append(f"{inner}{key}:")
            for item in value:
                filled = {k: (text if v == "TEXT" else v) for k, v in item.items()}
                if "next" in filled:
                    filled["next"] = next
                lines.append(f"{inner}  - {in_brackets(filled)}")
        elif isinstance(value, dict):
            lines.append(f"{inner}{key}: {in_brackets(value)}")
        else:
            lines.append(f"{inner}{key}: {scalar(text if value == 'TEXT' else value)}")
    if next and "next" in grammar.KEYS[kind]:
        lines.append(f"{inner}next: {scalar(next)}")
    return "\n".join(lines) + "\n"


def add_node(
    document: FlowDocument,
    kind: str,
    *,
    name: str = "",
    after: str = "",
    paths: Sequence[Path] = (),
    text: str = "…",
    at: tuple[float, float] | None = None,
) -> tuple[str, list[Splice]]:
    """A new node; its name and the splices. With `after` and `paths` those ways lead to it, and it goes on to
    where the first of them led before."""
    flow = document.flow
    taken = [*document.names(), *(flow.nodes if flow is not None else ())]
    made = unique_name(taken, name or kind)
    place = document.place(after) if after else len(document.pieces) - 2
    if not document.in_blocks:
        raise EditError("There is no node in the text yet. Write the first one below “nodes:”.")
    indent = indent_of(document.pieces[1].text)
    before = ""
    change = Change("add", (made,))
    if after and paths:
        block = document.block(after)
        held = _part_at(block, (after, *paths[0]))
        before = held.value if held is not None and held.kind == "scalar" else ""
        for path in paths:
            block = _connected(document, after, block, path, made)
        change.texts[place] = block
    lines = new_block(made, kind, indent, text, before)
    if at is not None:
        lines = set_value(lines, (made, "at"), [round(at[0]), round(at[1])])
    change.after[place] = [_spaced(document, place, lines)]
    return made, document.commit(change)


def _spaced(document: FlowDocument, place: int, lines: str) -> str:
    """With an empty line before it where the blocks have one, and the line before it ended."""
    block = document.pieces[place].text
    if not block.endswith("\n"):
        return "\n" + lines.rstrip("\n")
    return lines + ("\n" if block.endswith("\n\n") else "")


def delete(document: FlowDocument, names: Iterable[str]) -> list[Splice]:
    """Take nodes out, and the ways that lead to them."""
    gone = [name for name in names if document.has(name)]
    if document.flow is None or not gone:
        return []
    if len(gone) >= len(document.names()):
        raise EditError("A flow needs at least one node. Leave one, or write the text anew.")
    change = Change("delete", tuple(gone))
    for name in gone:
        change.texts[document.place(name)] = ""
        for source, port in reversed(sources(document.flow, name)):
            if source in gone or not document.has(source):
                continue
            place = document.place(source)
            block = change.texts.get(place, document.pieces[place].text)
            change.texts[place] = _disconnected(block, source, port.path)
    return document.commit(change)


def rename(document: FlowDocument, old: str, new: str) -> list[Splice]:
    """Another name for a node, everywhere it is named. A variable that was called like it keeps its name."""
    flow = document.flow
    if flow is None or old == new:
        return []
    if not _NAME.fullmatch(new) or new == RETURN:
        raise EditError(f"“{new}” cannot be a name. Use letters, digits, _ and -, 64 at most.")
    if new in flow.nodes or document.has(new):
        raise EditError(f"There is a node “{new}” already. Choose another name.")
    change = Change("rename", (new,))
    own = document.place(old)
    block = document.block(old)
    key = _key_of(block, old)
    change.texts[own] = block[: key.start] + scalar(new, key.style) + block[key.end :]
    node = flow.nodes.get(old)
    if isinstance(node, Ask | LookUp) and _names_variable(document, old, own):
        variable = "answer" if isinstance(node, Ask) else "into"
        if _part_at(block, (old, variable)) is None:
            change.texts[own] = set_value(change.texts[own], (new, variable), old, key_order(node.kind))
    for source, port in sources(flow, old):
        if not document.has(source):
            continue
        place = document.place(source)
        named = new if source == old else source
        text = change.texts.get(place, document.pieces[place].text)
        change.texts[place] = set_value(text, (named, *port.path), new)
    head = _renamed_head(document.pieces[0].text, old, new)
    if head != document.pieces[0].text:
        change.texts[0] = head
    return document.commit(change)


def _names_variable(document: FlowDocument, name: str, own: int) -> bool:
    """Whether a name is used elsewhere as a variable: in a text or an expression."""
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    for place, piece in enumerate(document.pieces):
        if place != own and name in piece.text and word.search(_without_targets(piece.text)):
            return True
    return False


def _without_targets(block: str) -> str:
    keys = "|".join(sorted(TARGET_KEYS | {"start", "person"}))
    bare = re.sub(rf"\b(?:{keys})[ ]*:[ ]*[\"']?[\w-]+[\"']?", "", block)
    return re.sub(r"^[ ]*[\w-]+:", "", bare, flags=re.MULTILINE)


def _renamed_head(head: str, old: str, new: str) -> str:
    try:
        root = parts(head)
    except yaml.YAMLError:
        return head
    for key in _HEAD_KEYS:
        named = root.get(key)
        if named is not None and named.value == old:
            head = set_value(head, (key,), new)
    objections = root.get("objections")
    for key_part, value in objections.pairs if objections is not None else ():
        start = value.get("start")
        if start is not None and start.value == old:
            head = set_value(head, ("objections", key_part.value, "start"), new)
    return head


# --- copies -----------------------------------------------------------------------------------------
def copied(document: FlowDocument, names: Sequence[str]) -> str:
    """The nodes as text for the clipboard: what can be pasted into another flow or any editor."""
    chosen = sorted({(document.place(name), name) for name in names if document.has(name)})
    blocks = [document.pieces[place].text for place, _ in chosen]
    return "nodes:\n" + "".join(block if block.endswith("\n") else block + "\n" for block in blocks)


def paste(
    document: FlowDocument,
    text: str,
    *,
    after: str = "",
    label: str = "paste",
    by: tuple[int, int] = (40, 40),
) -> tuple[list[str], list[Splice]]:
    """Put copied nodes in: under new names where theirs are taken, moved `by` where they were placed by
    hand. The ways among them lead to the copies. Returns their names and the splices."""
    pieces = [piece for piece in split(text) if piece.name]
    if not pieces:
        raise EditError("There are no nodes in the clipboard. Copy nodes here, or lines below “nodes:”.")
    if not document.in_blocks:
        raise EditError("There is no node in the text yet. Write the first one below “nodes:”.")
    taken = set(document.names()) | set(document.flow.nodes if document.flow else ())
    names: dict[str, str] = {}
    made: list[str] = []
    for piece in pieces:
        made.append(unique_name(taken | set(made), str(piece.name)))
        names[str(piece.name)] = made[-1]
    indent = indent_of(document.pieces[1].text)
    blocks = [
        _copy(piece.text, str(piece.name), name, names, indent, by)
        for piece, name in zip(pieces, made, strict=True)
    ]
    place = document.place(after) if after else len(document.pieces) - 2
    change = Change(label, tuple(made))
    change.after[place] = [_spaced(document, place, block) for block in blocks]
    return made, document.commit(change)


def duplicate(document: FlowDocument, names: Sequence[str]) -> tuple[list[str], list[Splice]]:
    """Copies of nodes right behind the last of them."""
    here = [name for name in names if document.has(name)]
    if not here:
        return [], []
    last = max(here, key=document.place)
    return paste(document, copied(document, here), after=last, label="duplicate")


def _copy(block: str, name: str, new: str, names: Mapping[str, str], indent: int, by: tuple[int, int]) -> str:
    block = block.rstrip("\n") + "\n"
    shift = indent - indent_of(block)
    if shift:
        block = "".join(_shifted(line, shift) for line in block.splitlines(keepends=True))
    try:
        root = parts(block)
        key, body = root.pairs[0]
    except (yaml.YAMLError, IndexError) as broken:
        raise EditError(f"The copied node “{name}” is not YAML. Put it right first.") from broken
    for path, target in _targets(body):
        if target in names:
            block = set_value(block, (name, *path), names[target])
    at = body.get("at")
    if at is not None and len(at.items) == 2:
        moved = [round(_float(item.value)) + step for item, step in zip(at.items, by, strict=True)]
        block = set_value(block, (name, "at"), moved)
    return block[: key.start] + scalar(new, key.style) + block[key.end :]


def _targets(body: Part) -> list[tuple[Path, str]]:
    """Every way that is written in a node's mapping."""
    found: list[tuple[Path, str]] = []
    for key, value in body.pairs:
        if key.value in TARGET_KEYS and value.kind == "scalar":
            found.append(((key.value,), value.value))
        elif key.value in ("choices", "branch"):
            for place, item in enumerate(value.items):
                target = item.get("next") if item.kind == "map" else None
                if target is not None and target.kind == "scalar":
                    found.append(((key.value, place, "next"), target.value))
    return found


def _shifted(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[-by:] if not line[:-by].strip() else line


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _key_of(block: str, name: str) -> Part:
    """The key of a node's block."""
    root = _part_at(block, ())
    key = root.key(name) if root is not None and root.kind == "map" else None
    if key is None:
        raise EditError("This part of the text is not YAML just now. Put it right there first.")
    return key


def _part_at(block: str, path: Path) -> Part | None:
    try:
        part: Part | None = parts(block)
    except yaml.YAMLError as broken:
        raise EditError("This part of the text is not YAML just now. Put it right there first.") from broken
    for step in path:
        if part is None:
            return None
        if isinstance(step, int):
            part = part.items[step] if step < len(part.items) else None
        else:
            part = part.get(step) if part.kind == "map" else None
    return part
