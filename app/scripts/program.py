"""A flow made ready to run: its texts and expressions are prepared once, its nodes are plain objects.

Nothing here fails: what cannot be read (a flow that was saved with problems) becomes an expression that
fails when it is reached, and then the run goes to the flow's `person`.
"""

import re
from typing import Any

from app.protocol.flow_run import Shown
from app.scripts import nodes as n
from app.scripts.answers import limit
from app.scripts.expressions import Constant, Run, expression
from app.scripts.fast_answers import MISS, Check, choice_table, fast_check
from app.scripts.faults import ScriptFault
from app.scripts.state import Hop
from app.scripts.templates import TemplateError
from app.scripts.texts import Text

DIGITS = "1234567890"


def _ready(source: str) -> Run | None:
    """An expression made ready; None where none was written."""
    if not source:
        return None
    try:
        return expression(source)
    except TemplateError as fault:
        code, text = fault.code, f"{fault.text} ({source[:60]})"

        def fail(scope: Any) -> Any:
            raise ScriptFault(code, text)

        return fail


def _all(sources: dict[str, str]) -> list[tuple[str, Run]]:
    return [(name, _ready(source) or Constant(None)) for name, source in sources.items()]


class ReadyChoice:
    """A choice, or an item of a recommendation."""

    __slots__ = ("key", "next", "reason", "score", "text", "value", "when")

    def __init__(self, choice: n.Choice | n.Item, key: str, languages: list[str]) -> None:
        self.value, self.key = choice.value, key
        self.text = Text(choice.text or {languages[0]: choice.value}, languages)
        self.when = _ready(choice.when)
        self.next = choice.next if isinstance(choice, n.Choice) else ""
        self.reason = Text(choice.reason if isinstance(choice, n.Item) else {}, languages)
        self.score = _ready(choice.score if isinstance(choice, n.Item) else "")

    @property
    def constant(self) -> bool:
        """Whether it is the same at every step."""
        return self.when is None and self.score is None and self.text.constant and self.reason.constant


class Ready:
    """A node made ready. `node` is as it was written; `first` and `later` are what it shows by language,
    without and with a way back, where it shows the same at every step."""

    __slots__ = (
        "again", "arguments", "bounds", "cases", "choices", "constant", "currency", "default", "fast",
        "first", "hint", "kind", "later", "least", "most", "name", "next",
        "node", "otherwise", "out", "pattern", "required", "store",
        "text", "title", "turns", "type", "variable", "way", "ways",
    )  # fmt: skip

    def __init__(self, node: n.AnyNode, languages: list[str], flow: str) -> None:
        self.node, self.name, self.kind = node, node.name, node.kind
        self.title = Text(node.title, languages)
        self.text = Text(getattr(node, "text", {}), languages)
        self.next: str = getattr(node, "next", "")
        self.otherwise: str = getattr(node, "otherwise", "")
        self.first: dict[str, Shown] = {}
        self.later: dict[str, Shown] = {}
        self.choices: list[ReadyChoice] = []
        self.arguments: list[tuple[str, Run]] = []
        self.variable = self.type = self.currency = self.store = ""
        self.fast: Check | None = None
        self.bounds: tuple[Any, Any] | None = None
        self.out = Hop(flow=flow, node=node.name)
        self.way = Hop(flow=flow, node=node.name, target=self.next)
        self.ways: dict[str, Hop] = {}
        self.turns: list[tuple[Run, Hop]] = []
        self.required = True
        self.least: Run | None = None
        self.most: Run | None = None
        self.default: Run | None = None
        self.hint = self.again = Text({}, languages)
        self.pattern: re.Pattern[str] | None = None
        self.cases: list[tuple[Run, str]] = []
        self.constant = False
        if isinstance(node, n.Ask):
            self._ask(node, languages)
        elif isinstance(node, n.Recommend):
            self.choices = [ReadyChoice(item, "", languages) for item in node.items]
            self.variable = node.into or node.name
        elif isinstance(node, n.Branch):
            self.cases = [(_ready(case.when) or Constant(False), case.next) for case in node.cases]
            self.turns = [
                (when, Hop(flow=flow, node=node.name, target=target)) for when, target in self.cases
            ]
            self.way = Hop(flow=flow, node=node.name, target=node.otherwise)
        elif (isinstance(node, n.End) and not node.results) or isinstance(node, n.Say):
            self.constant = self.text.constant and self.title.constant
        else:
            self._reckon(node, languages)

    def _ask(self, node: n.Ask, languages: list[str]) -> None:
        self.variable, self.type, self.required = node.answer or node.name, node.type, node.required
        self.currency, self.store = node.currency, node.store
        keys = _keys(node.choices)
        self.choices = [
            ReadyChoice(choice, key, languages) for choice, key in zip(node.choices, keys, strict=True)
        ]
        self.hint, self.again = Text(node.hint, languages), Text(node.again, languages)
        self.least, self.most = _bound(node.least), _bound(node.most)
        self.default = _ready(node.default)
        self.pattern = _pattern(node.pattern)
        self.constant = (
            all(text.constant for text in (self.text, self.title, self.hint))
            and all(choice.constant for choice in self.choices)
            and all(bound is None or isinstance(bound, Constant) for bound in (self.least, self.most))
            and self.default is None
        )
        self.ways = {
            choice.value: Hop(flow=self.way.flow, node=node.name, target=choice.next)
            for choice in node.choices
            if choice.next and node.type == "one_of"
        }
        self.fast = self._fast()

    def _fast(self) -> Check | None:
        """A short check, where what may be answered is the same at every step."""
        bounds = []
        for bound in (self.least, self.most):
            if bound is not None and not isinstance(bound, Constant):
                return None
            worth = None if bound is None else limit(self.type, bound.value)
            if bound is not None and worth is None:
                return None
            bounds.append(worth)
        if not self.constant:
            return None
        self.bounds = (bounds[0], bounds[1])
        table = choice_table([(choice.value, choice.key) for choice in self.choices])
        return fast_check(self.type, bounds[0], bounds[1], self.currency, table) or _missed

    def _reckon(self, node: n.AnyNode, languages: list[str]) -> None:
        """What is worked out by expressions."""
        if isinstance(node, n.Set):
            self.arguments = _all(node.values)
        elif isinstance(node, n.LookUp | n.Do | n.SubFlow):
            self.arguments = _all(node.arguments)
            if not isinstance(node, n.SubFlow):
                self.variable = node.into or (node.name if isinstance(node, n.LookUp) else "")
        elif isinstance(node, n.Route):
            self.hint = Text({languages[0]: node.queue}, languages)
            self.arguments = _all({"priority": node.priority, "agent": node.agent})
        elif isinstance(node, n.Transfer):
            self.hint = Text({languages[0]: node.number}, languages)
        elif isinstance(node, n.End):
            self.arguments = _all(node.results)


def _missed(value: Any) -> Any:
    return MISS


def _bound(source: str) -> Run | None:
    """`least`, `most`: a date as it is written, or an expression."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", source.strip()):
        return Constant(source.strip())
    return _ready(source)


def _keys(choices: list[n.Choice]) -> list[str]:
    """The written key, else the choice's place, else the next digit that is free; none after ten."""
    taken = {choice.key for choice in choices if choice.key}
    found = []
    for place, choice in enumerate(choices):
        key = choice.key
        if not key:
            free = [digit for digit in (*DIGITS[place : place + 1], *DIGITS) if digit not in taken]
            key = free[0] if free else ""
            taken.add(key)
        found.append(key)
    return found


def _pattern(written: str) -> re.Pattern[str] | None:
    if not written:
        return None
    parts = {"A": r"[^\W\d_]", "9": r"[0-9]", "*": r"."}
    return re.compile("".join(parts.get(letter, re.escape(letter)) for letter in written), re.DOTALL)


class ReadyObjection:
    """What the caller may bring up."""

    __slots__ = ("key", "name", "start", "text")

    def __init__(self, objection: n.Objection, languages: list[str]) -> None:
        self.name, self.start, self.key = objection.name, objection.start, objection.key
        self.text = Text(objection.text, languages)


class Program:
    """A flow made ready to run. Shared by all its runs; nothing in it changes but what it remembers of
    finished answers."""

    def __init__(self, flow: n.Flow) -> None:
        self.flow = flow
        self.name, self.start, self.person = flow.name, flow.start, flow.person
        self.languages = list(flow.languages) or ["en"]
        self.nodes = {name: Ready(node, self.languages, flow.name) for name, node in flow.nodes.items()}
        self.objections = [ReadyObjection(objection, self.languages) for objection in flow.objections]
        if not all(objection.text.constant for objection in self.objections):
            for ready in self.nodes.values():
                ready.constant = False
        self.spoken: dict[str, str] = {}

    @classmethod
    def of(cls, flow: n.Flow) -> "Program":
        """The flow, ready. Never fails."""
        return cls(flow)

    def language(self, wanted: str) -> str:
        """Which of the flow's languages is spoken for this one: itself, one of the same base, the first."""
        found = self.spoken.get(wanted)
        if found is None:
            found = self._nearest(wanted)
            if len(self.spoken) < 100:
                self.spoken[wanted] = found
        return found

    def _nearest(self, wanted: str) -> str:
        if wanted in self.languages:
            return wanted
        base = wanted.replace("_", "-").split("-")[0].lower()
        for name in self.languages:
            if base and name.split("-")[0].lower() == base:
                return name
        return self.languages[0]
