"""From YAML to a Flow: as much as can be read is read, and every problem is named with its line and node."""

import re
from typing import Any

import msgspec

from app.scripts import grammar
from app.scripts.nodes import NODE_TYPES, SPEAKERS, AnyNode, Flow, Node, Objection, Problem, Say
from app.scripts.reading.parts import is_content, parts_of, shift
from app.scripts.reading.shapes import Pair, Shapes, bad_variable, is_node_name
from app.scripts.reading.tree import Item, Mapping, Scalar, Sequence, Unreadable, as_text, compose
from app.scripts.suggest import did_you_mean

MOST_NODES = 20_000
_FLOW_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_LEAST: dict[str, dict[str, Any]] = {
    "say": {"text": {}},
    "ask": {"text": {}},
    "branch": {"cases": []},
    "set": {"values": {}},
    "look_up": {"what": ""},
    "do": {"command": ""},
    "recommend": {"text": {}, "items": []},
    "route": {"queue": ""},
    "transfer": {"number": ""},
    "flow": {"flow": ""},
    "wait": {"seconds": 0},
    "end": {},
}
"""What stands for what could not be read, so that the node can be drawn."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A flow as far as it could be read (None where there is nothing to draw), and what is wrong."""

    flow: Flow | None = None
    problems: list[Problem] = []

    @property
    def ok(self) -> bool:
        """Whether it can be run as far as reading knows: no errors."""
        return self.flow is not None and not any(p.severity == "error" for p in self.problems)


def read(text: str | bytes, file: str = "") -> Reading:
    """Read a flow; `file` is only named in problems. Never raises."""
    try:
        cleaned = as_text(text)
    except Unreadable as wrong:
        return Reading(problems=[_as_problem(wrong, file)])
    reader = _FlowReader(file)
    try:
        tree = compose(cleaned)
    except Unreadable as wrong:
        return reader.inparts_of(cleaned, wrong)
    try:
        return reader.read(tree)
    except Unreadable as wrong:
        return Reading(problems=[*reader.shapes.problems, _as_problem(wrong, file)])


def read_node(
    name: str, text: str, line: int = 1, languages: list[str] | None = None
) -> tuple[AnyNode | None, list[Problem]]:
    """Read one node's block: the line with its name and what is under it, indented as it stands in the file.

    `line` is where the block begins there. None where the block cannot be read at all.
    """
    reader = _FlowReader("", languages or ["en"])
    try:
        tree = compose(as_text(text))
        if not isinstance(tree, Mapping) or not tree.items:
            raise Unreadable("wrong_shape", f'This is no node. It begins with "{name}:".')
        pairs = reader.shapes.pairs(tree)
        if list(pairs) != [name]:
            raise Unreadable("wrong_shape", f'This has to be the node "{name}" alone.', tree.line)
        node = reader.node(name, *pairs[name])
    except Unreadable as wrong:
        return None, [_moved(_as_problem(wrong, "", name), line - 1)]
    return _node_moved(node, line - 1), [_moved(problem, line - 1) for problem in reader.shapes.problems]


def _as_problem(wrong: Unreadable, file: str, node: str = "") -> Problem:
    return Problem(code=wrong.code, text=wrong.text, file=file, line=wrong.line, node=node)


def _moved(problem: Problem, lines: int) -> Problem:
    return msgspec.structs.replace(problem, line=problem.line + lines) if lines else problem


def _node_moved(node: AnyNode, lines: int) -> AnyNode:
    if not lines:
        return node
    changes: dict[str, Any] = {"line": node.line + lines}
    for inner in ("choices", "cases", "items"):
        if hasattr(node, inner):
            changes[inner] = [
                msgspec.structs.replace(part, line=part.line + lines) for part in getattr(node, inner)
            ]
    return msgspec.structs.replace(node, **changes)


class _FlowReader:
    """Reads the top of a flow and its nodes."""

    def __init__(self, file: str, languages: list[str] | None = None) -> None:
        self.shapes = Shapes(languages or ["en"], file)

    def read(self, tree: Item | None) -> Reading:
        """The whole tree."""
        if tree is None or (isinstance(tree, Scalar) and not tree.value.strip()):
            self.shapes.problem("empty", "There is no flow in this text. Begin with: flow: NAME", 1)
            return Reading(problems=self.shapes.problems)
        if not isinstance(tree, Mapping):
            self.shapes.problem("wrong_shape", "A flow begins with keys: flow, start, nodes.", tree.line)
            return Reading(problems=self.shapes.problems)
        found = self.shapes.pairs(tree)
        head = self._head(found)
        nodes = self._nodes(found["nodes"]) if "nodes" in found else {}
        return self._finish(head, nodes)

    def _finish(self, head: dict[str, Any], nodes: dict[str, AnyNode]) -> Reading:
        if not head["start"] and nodes:
            head["start"] = next(iter(nodes))
        flow = Flow(**head, nodes=nodes)
        problems = sorted(self.shapes.problems, key=lambda problem: problem.line)
        return Reading(flow=flow, problems=problems)

    # --- the head ---------------------------------------------------------------------------------
    def _head(self, found: dict[str, Pair]) -> dict[str, Any]:
        """Every field of the Flow but its nodes."""
        shapes = self.shapes
        shapes.unknown_keys(found, grammar.FLOW, "A flow")
        for key in grammar.REQUIRED_OF_FLOW:
            if key not in found or (isinstance(item := found[key][1], Scalar) and item.empty):
                shapes.problem("missing_key", f'A flow needs "{key}": {grammar.FLOW[key]}', 1)
        shapes.languages = self._languages(found)
        head: dict[str, Any] = {
            "name": self._name(found),
            "languages": shapes.languages,
            "speakers": self._speakers(found),
            "title": {},
            **{key: self._plain(found, key) for key in ("about", "start", "person")},
            **{key: self._types(found, key) for key in ("arguments", "results")},
        }
        if "title" in found:
            head["title"] = shapes.text(found["title"][1], "title") or {}
        if not head["title"]:
            head["title"] = {shapes.languages[0]: head["name"]}
        head["objections"] = self._objections(found)
        return head

    def _plain(self, found: dict[str, Pair], key: str) -> str:
        if key not in found or (isinstance(item := found[key][1], Scalar) and item.empty):
            return ""
        return self.shapes.plain(found[key][1], key) or ""

    def _name(self, found: dict[str, Pair]) -> str:
        name = self._plain(found, "flow")
        if name and not _FLOW_NAME.fullmatch(name):
            text = f'"{name}" cannot be a flow\'s name: use small letters, digits and hyphens.'
            self.shapes.problem("bad_name", text, found["flow"][1].line)
        return name

    def _list(self, found: dict[str, Pair], key: str) -> list[Scalar]:
        """A list of words; one word alone will do."""
        if key not in found:
            return []
        item = found[key][1]
        entries = item.items if isinstance(item, Sequence) else [item]
        words = [entry for entry in entries if isinstance(entry, Scalar) and not entry.empty]
        if len(words) < len(entries) or not words:
            self.shapes.misshapen(item, key, "a list: [a, b]")
        return words

    def _languages(self, found: dict[str, Pair]) -> list[str]:
        languages: list[str] = []
        for word in self._list(found, "languages"):
            if not _LANGUAGE.fullmatch(word.value):
                text = f'"{word.value}" is no language; write codes such as en, zh-TW, th.'
                self.shapes.problem("bad_language", text, word.line)
            elif word.value in languages:
                self.shapes.problem("duplicate_key", f'"{word.value}" is written twice.', word.line)
            else:
                languages.append(word.value)
        if not languages and "title" in found and isinstance(title := found["title"][1], Mapping):
            keys = [key.value for key in title.items[::2] if isinstance(key, Scalar)]
            languages = list(dict.fromkeys(key for key in keys if _LANGUAGE.fullmatch(key)))
        return languages or ["en"]

    def _speakers(self, found: dict[str, Pair]) -> list[Any]:
        speakers: list[str] = []
        for word in self._list(found, "speakers"):
            if word.value not in SPEAKERS:
                help_ = did_you_mean(word.value, SPEAKERS) or f" There are: {', '.join(SPEAKERS)}."
                self.shapes.problem("unknown_speaker", f'Nobody speaks as "{word.value}".{help_}', word.line)
            elif word.value not in speakers:
                speakers.append(word.value)
        return speakers or ["console"]

    def _types(self, found: dict[str, Pair], key: str) -> dict[str, Any]:
        if key not in found or (isinstance(item := found[key][1], Scalar) and item.empty):
            return {}
        mapping = found[key][1]
        if not isinstance(mapping, Mapping):
            self.shapes.misshapen(mapping, key, "names with a type each")
            return {}
        types: dict[str, Any] = {}
        for name, (written, item) in self.shapes.pairs(mapping).items():
            why = bad_variable(name)
            if why:
                self.shapes.problem("bad_name", f'"{name}" cannot be a variable: {why}.', written.line)
            elif type_ := self.shapes.type(item, f"{key}.{name}"):
                types[name] = type_
        return types

    def _objections(self, found: dict[str, Pair]) -> list[Objection]:
        if "objections" not in found or isinstance(found["objections"][1], Scalar):
            if "objections" in found and not found["objections"][1].empty:  # type: ignore[union-attr]
                self.shapes.misshapen(found["objections"][1], "objections", "objections by name")
            return []
        mapping = found["objections"][1]
        if not isinstance(mapping, Mapping):
            self.shapes.misshapen(mapping, "objections", "objections by name")
            return []
        objections = []
        for name, (written, item) in self.shapes.pairs(mapping).items():
            if not is_node_name(name):
                self._bad_node_name(name, written.line)
            if not isinstance(item, Mapping):
                self.shapes.misshapen(item, f"objections.{name}", "text, start and key")
                continue
            where = f'The objection "{name}"'
            fields = self.shapes.fields(self.shapes.pairs(item), grammar.OBJECTION, where, written.line)
            objections.append(Objection(**{"text": {}, "start": "", **fields}, name=name, line=written.line))
        return objections

    # --- the nodes --------------------------------------------------------------------------------
    def _nodes(self, pair: Pair) -> dict[str, AnyNode]:
        key, item = pair
        if not isinstance(item, Mapping):
            if not (isinstance(item, Scalar) and item.empty):
                self.shapes.misshapen(item, "nodes", "nodes by name")
            return {}
        if len(item.items) > 2 * MOST_NODES:
            text = f"A flow has at most {MOST_NODES:,} nodes. Move parts of it into flows of their own."
            raise Unreadable("too_large", text, key.line)
        nodes: dict[str, AnyNode] = {}
        for name, (written, block) in self.shapes.pairs(item).items():
            nodes[name] = self.node(name, written, block)
        self.shapes.node = ""
        return nodes

    def _bad_node_name(self, name: str, line: int) -> None:
        if name == grammar.RETURN:
            text = 'No node can be called "return": `next: return` comes back from a jump.'
        else:
            text = f'"{name[:80]}" cannot be a name: use letters, digits, _ and -, 64 at most.'
        self.shapes.problem("bad_name", text, line)

    def node(self, name: str, written: Scalar, block: Item) -> AnyNode:
        """One node; what cannot be read of it is left at its least."""
        shapes = self.shapes
        shapes.node = name
        line = written.line
        if not is_node_name(name):
            self._bad_node_name(name, line)
        if not isinstance(block, Mapping):
            text = f"A node begins with its kind under its name: {', '.join(grammar.KINDS)}."
            shapes.problem("no_kind", text, block.line)
            return Say(name=name, line=line, text={})
        found = shapes.pairs(block)
        kind = self._kind(found, line)
        if not kind:
            return Say(name=name, line=line, text={})
        known = grammar.KEYS[kind]
        if any(key in grammar.KINDS and key not in known for key in found):
            found = {key: pair for key, pair in found.items() if key in known or key not in grammar.KINDS}
        fields = shapes.fields(found, known, f'A "{kind}" node', line)
        if kind in ("ask", "look_up"):
            self._own_variable(name, kind, fields, found, line)
        made: type[Node] = NODE_TYPES[kind]
        return made(**{**_LEAST[kind], **fields}, name=name, line=line)  # type: ignore[return-value]

    def _kind(self, found: dict[str, Pair], line: int) -> str:
        kinds = [key for key in found if key in grammar.KINDS]
        if len(kinds) > 1 and "say" in kinds:
            others = [kind for kind in kinds if kind != "say"]
            if all("say" in grammar.KEYS[kind] for kind in others):
                kinds = others
        if len(kinds) > 1:
            text = f"This is {' and '.join(kinds)} at once. Make a node of each and join them with `next`."
            self.shapes.problem("two_kinds", text, found[kinds[1]][0].line)
        elif not kinds:
            help_ = next((hint for key in found if (hint := did_you_mean(key, grammar.KINDS))), "")
            text = f"This node has no kind. Write one of: {', '.join(grammar.KINDS)}.{help_}"
            self.shapes.problem("no_kind", text, line)
        return kinds[0] if kinds else ""

    def _own_variable(
        self, name: str, kind: str, fields: dict[str, Any], found: dict[str, Pair], line: int
    ) -> None:
        """An answer without a variable's name gets the node's."""
        key = "answer" if kind == "ask" else "into"
        if key in fields:
            return
        fields[key] = name
        why = bad_variable(name)
        if why and key not in found:
            text = f'The answer cannot be called "{name}" as the node ({why}). Write "{key}:" with a name.'
            self.shapes.problem("bad_name", text, line)

    # --- what is broken ---------------------------------------------------------------------------
    def inparts_of(self, text: str, wrong: Unreadable) -> Reading:
        """A text that is no YAML as a whole: read part by part, so that one broken node hides no other."""
        shapes = self.shapes
        if wrong.code not in ("broken_yaml", "tab"):
            return Reading(problems=[_as_problem(wrong, shapes.file)])
        lines = text.split("\n")
        head: dict[str, Pair] = {}
        nodes_at = -1
        for start, stop, name in parts_of(lines, 0, len(lines), 0):
            if name == "nodes":
                nodes_at = start
                nodes_end = stop
                continue
            pairs = self._part(lines, start, stop, "")
            head.update({key: pair for key, pair in pairs.items() if key not in head})
        if nodes_at < 0:
            return Reading(problems=[_as_problem(wrong, shapes.file)])
        head["nodes"] = (Scalar("nodes", nodes_at + 1, True), Mapping(nodes_at + 1))
        fields = self._head(head)
        inner = next((line for line in lines[nodes_at + 1 : nodes_end] if is_content(line)), "")
        nodes: dict[str, AnyNode] = {}
        for start, stop, name in parts_of(lines, nodes_at + 1, nodes_end, len(inner) - len(inner.lstrip())):
            shapes.node = name
            pairs = self._part(lines, start, stop, name)
            if name in nodes:
                shapes.problem("duplicate_key", f'"{name}" is written twice. Rename one.', start + 1)
            elif name in pairs:
                nodes[name] = self.node(name, *pairs[name])
            elif name:
                nodes[name] = Say(name=name, line=start + 1, text={})
        shapes.node = ""
        if not any(problem.code == wrong.code for problem in shapes.problems):
            shapes.problem(wrong.code, wrong.text, wrong.line)
        return self._finish(fields, nodes)

    def _part(self, lines: list[str], start: int, stop: int, node: str) -> dict[str, Pair]:
        try:
            tree = compose("\n".join(lines[start:stop]))
        except Unreadable as wrong:
            self.shapes.node = node
            self.shapes.problem(wrong.code, wrong.text, wrong.line + start)
            return {}
        if not isinstance(tree, Mapping):
            return {}
        shift(tree, start)
        return self.shapes.pairs(tree)
