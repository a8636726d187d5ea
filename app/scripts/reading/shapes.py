"""How each shape of `grammar` is read from the tree. What does not fit is a Problem, never an exception."""

import keyword
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from app.scripts import grammar
from app.scripts.grammar import Key
from app.scripts.nodes import AnswerType, Case, Choice, Item, Problem, Text
from app.scripts.reading.tree import Item as TreeItem
from app.scripts.reading.tree import Mapping as MappingItem
from app.scripts.reading.tree import Scalar, Sequence, Unreadable
from app.scripts.suggest import did_you_mean
from app.scripts.templates import RESERVED

MOST_VISITED = 1_000_000
ANSWER_TYPES: tuple[str, ...] = get_args(AnswerType)
LONGEST_NAME = 64
LONGEST_WAIT = 366 * 86_400
_NODE_NAME = re.compile(r"\w[\w.\-]*")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
_DURATION = re.compile(r"(\d{1,9})\s*([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
_TRUE, _FALSE = {"true", "True", "TRUE"}, {"false", "False", "FALSE"}
_NO_NAMES = {"true", "false", "none", "True", "False", "None", "self", "loop", "caller", "super"}
Pair = tuple[Scalar, TreeItem]


def bad_variable(name: str) -> str:
    """Why this cannot be a variable's name; nothing where it can."""
    if not name.isidentifier() or name.startswith("_"):
        return "use letters, digits and _, beginning with a letter"
    if keyword.iskeyword(name) or name in _NO_NAMES:
        return "this word has a meaning in expressions"
    if name in RESERVED:
        return "this name is taken by the desk itself"
    return "it is too long" if len(name) > LONGEST_NAME else ""


class Shapes:
    """Reads values. `node` is the name that problems carry; `languages` those of the flow."""

    def __init__(self, languages: list[str], file: str = "") -> None:
        self.languages = languages
        self.file = file
        self.node = ""
        self.problems: list[Problem] = []
        self._visited = 0
        self._readers: dict[str, Callable[[TreeItem, str], Any]] = {
            "text": self.text,
            "template": self.plain,
            "plain": self.plain,
            "value": self.value,
            "values": self.values,
            "limit": self.limit,
            "node": self.plain,
            "variable": self.variable,
            "names": self.names,
            "whole": self.whole,
            "duration": self.duration,
            "flag": self.flag,
            "type": self.type,
            "prompt": self.prompt,
            "levels": self.levels,
            "position": self.position,
            "choices": self.choices,
            "cases": self.cases,
            "items": self.items,
        }

    def problem(self, code: str, text: str, line: int, severity: Any = "error") -> None:
        """Note one."""
        self.problems.append(
            Problem(code=code, text=text, severity=severity, file=self.file, line=line, node=self.node)
        )

    def misshapen(self, item: TreeItem, key: str, wanted: str) -> None:
        """`key` is written in another way than it has to be."""
        self.problem("wrong_shape", f'"{key}" is {_called(item)}; it has to be {wanted}.', item.line)

    # --- mappings ---------------------------------------------------------------------------------
    def pairs(self, mapping: MappingItem) -> dict[str, Pair]:
        """Key → (key, value); of a key that comes twice the first counts."""
        found: dict[str, Pair] = {}
        items = mapping.items
        self._visited += len(items)
        if self._visited > MOST_VISITED:
            raise Unreadable(
                "too_many_aliases", "The aliases (*name) make this flow too large.", mapping.line
            )
        for at in range(0, len(items), 2):
            key, value = items[at], items[at + 1]
            if not isinstance(key, Scalar):
                text = "A key has to be a word. Check brackets and indentation."
                if isinstance(key, MappingItem):
                    text = "A text that begins with {{ has to stand in quotes."
                self.problem("wrong_shape", text, key.line)
            elif key.value in found:
                first = found[key.value][0].line
                text = f'"{key.value}" is written twice, first in line {first}. Remove or rename one.'
                self.problem("duplicate_key", text, key.line)
            else:
                found[key.value] = (key, value)
        return found

    def unknown_keys(self, found: Mapping[str, Pair], known: Mapping[str, Any], where: str) -> None:
        """Keys that nobody knows."""
        for name, (key, _) in found.items():
            if name not in known:
                if name == "<<":
                    text = "Merging with << is not part of the language: write the keys out."
                else:
                    text = f'{where} has no key "{name}".' + (
                        did_you_mean(name, known) or f" It has: {', '.join(known)}."
                    )
                self.problem("unknown_key", text, key.line)

    def fields(
        self, found: Mapping[str, Pair], known: Mapping[str, Key], where: str, line: int
    ) -> dict[str, Any]:
        """The struct's fields, as far as they can be read."""
        fields: dict[str, Any] = {}
        for name, (_, item) in found.items():
            key = known.get(name)
            if key is not None and not (isinstance(item, Scalar) and item.empty):
                value = self._readers[key.shape](item, name)
                if value is not None:
                    fields[key.into] = value
        if len(found) < len(known):
            for key in known.values():
                if key.required and key.into not in fields:
                    self._missing(found, key, where, line)
        if not found.keys() <= known.keys():
            self.unknown_keys(found, known, where)
        return fields

    def _missing(self, found: Mapping[str, Pair], key: Key, where: str, line: int) -> None:
        if key.key not in found:
            self.problem("missing_key", f'{where} needs "{key.key}": {key.about}', line)
        elif isinstance(item := found[key.key][1], Scalar) and item.empty:
            self.problem("missing_key", f'"{key.key}" is empty: {key.about}', item.line)

    # --- scalars ----------------------------------------------------------------------------------
    def plain(self, item: TreeItem, key: str) -> str | None:
        """A string, as it is written."""
        if isinstance(item, Scalar):
            return item.value.strip()
        self.misshapen(item, key, "one text")
        return None

    def value(self, item: TreeItem, key: str) -> str | None:
        """An expression."""
        if isinstance(item, Scalar):
            return item.value.strip()
        self.misshapen(item, key, "an expression, in quotes: \"['a', 'b']\"")
        return None

    def limit(self, item: TreeItem, key: str) -> str | None:
        """A limit stays as it is written; the checks know what its question takes."""
        if isinstance(item, Scalar):
            return item.value.strip()
        self.misshapen(item, key, "a number, a date or `today + 30`")
        return None

    def variable(self, item: TreeItem, key: str) -> str | None:
        """A variable's name."""
        name = self.plain(item, key)
        return name if name is not None and self._is_variable(name, item.line) else None

    def _is_variable(self, name: str, line: int) -> bool:
        why = bad_variable(name)
        if why:
            self.problem("bad_name", f'"{name}" cannot be a variable: {why}.', line)
        return not why

    def whole(self, item: TreeItem, key: str) -> int | None:
        """A whole number from 0."""
        if (
            isinstance(item, Scalar)
            and item.value.isascii()
            and item.value.isdigit()
            and len(item.value) < 10
        ):
            return int(item.value)
        self.misshapen(item, key, "a whole number, 0 or more")
        return None

    def duration(self, item: TreeItem, key: str) -> int | None:
        """Seconds."""
        if isinstance(item, Scalar):
            fits = _DURATION.fullmatch(item.value.strip())
            seconds = int(fits[1]) * _UNITS[fits[2]] if fits else -1
            if 0 <= seconds <= LONGEST_WAIT:
                return seconds
        self.misshapen(item, key, "a time such as 10s, 5m, 2h or 3d, a year at most")
        return None

    def flag(self, item: TreeItem, key: str) -> bool | None:
        """true or false, and nothing else: `no` is a word."""
        if isinstance(item, Scalar) and item.plain and item.value in _TRUE | _FALSE:
            return item.value in _TRUE
        self.misshapen(item, key, "true or false")
        return None

    def type(self, item: TreeItem, key: str) -> str | None:
        """An answer's type."""
        name = self.plain(item, key)
        if name is None or name in ANSWER_TYPES:
            # The constant itself: msgspec leaves out what *is* the default.
            return name and ANSWER_TYPES[ANSWER_TYPES.index(name)]
        help_ = did_you_mean(name, ANSWER_TYPES) or f" There are: {', '.join(ANSWER_TYPES)}."
        self.problem("unknown_type", f'There is no type "{name}".{help_}', item.line)
        return None

    # --- texts and mappings -----------------------------------------------------------------------
    def text(self, item: TreeItem, key: str) -> Text | None:
        """A text in its languages."""
        return self._by_language(item, key, "a text, or texts by language")

    def prompt(self, item: TreeItem, key: str) -> dict[str, str] | None:
        """WAV files by language."""
        return self._by_language(item, key, "a file's name, or names by language")

    def _by_language(self, item: TreeItem, key: str, wanted: str) -> dict[str, str] | None:
        if isinstance(item, Scalar):
            return {self.languages[0]: item.value.rstrip()}
        if not isinstance(item, MappingItem):
            self.misshapen(item, key, wanted)
            return None
        found: dict[str, str] = {}
        for language, (name, text) in self.pairs(item).items():
            if not isinstance(text, Scalar):
                self.misshapen(text, f"{key}.{language}", "a text (in quotes where it has signs like { or :)")
            elif language not in self.languages:
                help_ = did_you_mean(language, self.languages)
                text_ = (
                    f'"{language}" is not among the flow\'s languages ({", ".join(self.languages)}).{help_}'
                )
                self.problem("unknown_language", text_, name.line)
            elif not text.empty:
                found[language] = text.value.rstrip()
        return found

    def values(self, item: TreeItem, key: str) -> dict[str, str] | None:
        """Expressions by name."""
        if not isinstance(item, MappingItem):
            self.misshapen(item, key, "names with an expression each")
            return None
        found: dict[str, str] = {}
        for name, (written, value) in self.pairs(item).items():
            if key == "set" and name != "language" and not self._is_variable(name, written.line):
                continue
            expression = self.value(value, f"{key}.{name}")
            if expression is not None:
                found[name] = expression
        return found

    def names(self, item: TreeItem, key: str) -> dict[str, str] | None:
        """Variable → name."""
        if not isinstance(item, MappingItem):
            self.misshapen(item, key, "variables with the name of a result each")
            return None
        found: dict[str, str] = {}
        for name, (written, value) in self.pairs(item).items():
            if self._is_variable(name, written.line):
                result = self.plain(value, f"{key}.{name}")
                if result is not None:
                    found[name] = result
        return found

    def levels(self, item: TreeItem, key: str) -> dict[str, int] | None:
        """Skill → level."""
        if not isinstance(item, MappingItem):
            self.misshapen(item, key, "skills with a level (0 to 5) each")
            return None
        found: dict[str, int] = {}
        for name, (_, value) in self.pairs(item).items():
            level = self.whole(value, f"{key}.{name}")
            if level is not None and level <= 5:
                found[name] = level
            elif level is not None:
                self.misshapen(value, f"{key}.{name}", "a level from 0 to 5")
        return found

    def position(self, item: TreeItem, key: str) -> tuple[float, float] | None:
        """Where a node was put."""
        if isinstance(item, Sequence) and len(item.items) == 2:
            numbers = [
                float(part.value)
                for part in item.items
                if isinstance(part, Scalar) and _NUMBER.fullmatch(part.value) and len(part.value) < 30
            ]
            if len(numbers) == 2 and all(abs(number) < 1e9 for number in numbers):
                return (numbers[0], numbers[1])
        self.misshapen(item, key, "two numbers: [x, y]")
        return None

    # --- lists ------------------------------------------------------------------------------------
    def choices(self, item: TreeItem, key: str) -> list[Choice] | None:
        """The choices of a question; a bare word is a choice with that value."""
        return self._list(item, key, grammar.CHOICE, Choice, {"value": ""}, bare="value")

    def cases(self, item: TreeItem, key: str) -> list[Case] | None:
        """The cases of a branch."""
        return self._list(item, key, grammar.CASE, Case, {"when": "", "next": ""})

    def items(self, item: TreeItem, key: str) -> list[Item] | None:
        """What is recommended."""
        return self._list(item, key, grammar.ITEM, Item, {"value": ""}, bare="value")

    def _list(
        self,
        item: TreeItem,
        key: str,
        known: dict[str, Key],
        made: Any,
        least: dict[str, str],
        bare: str = "",
    ) -> list[Any] | None:
        if not isinstance(item, Sequence):
            self.misshapen(item, key, "a list: lines that begin with a hyphen")
            return None
        self._visited += len(item.items)
        found = []
        for entry in item.items:
            if isinstance(entry, MappingItem):
                fields = self.fields(self.pairs(entry), known, f'An entry of "{key}"', entry.line)
                found.append(made(**{**least, **fields}, line=entry.line))
            elif bare and isinstance(entry, Scalar) and not entry.empty:
                found.append(made(**{**least, bare: entry.value.strip()}, line=entry.line))
            else:
                self.misshapen(entry, key, f"a list of entries with {', '.join(known)}")
        return found


def is_node_name(name: str) -> bool:
    """Whether a node can be called that."""
    return bool(_NODE_NAME.fullmatch(name)) and len(name) <= LONGEST_NAME and name != grammar.RETURN


def _called(item: TreeItem) -> str:
    if isinstance(item, Scalar):
        return f'"{item.value[:40]}"' if item.value else "empty"
    return "a list" if isinstance(item, Sequence) else "a mapping"
