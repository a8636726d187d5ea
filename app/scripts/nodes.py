"""The flow language as Python sees it: a flow and its nodes, as they were read from YAML.

docs/flows.md tells authors of it. A text is a mapping from language (BCP 47) to a Jinja2 template, a
condition or a value is a Jinja2 expression; both are kept as they were written. Node names are kept where
they stand (`next`), so that a flow can be written down again and drawn.
"""

from typing import ClassVar, Literal

import msgspec

Text = dict[str, str]
"""Language → template. What was written without a language stands under the flow's first one."""
Expression = str
Speaker = Literal["console", "telephone", "web"]
SPEAKERS: tuple[Speaker, ...] = ("console", "telephone", "web")

AnswerType = Literal[
    "text",
    "number",
    "date",
    "money",
    "one_of",
    "many_of",
    "yes_no",
    "phone",
    "email",
    "signature",
    "photo",
]


class Node(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """One step of a flow. `line` (from 1) is where it begins in the file; `at` where it was put by hand."""

    kind: ClassVar[str] = ""

    name: str
    line: int = 0
    title: Text = {}
    """A short name for graphs, paths and statistics; the node's name where it is empty."""
    at: tuple[float, float] | None = None


class Say(Node, frozen=True, kw_only=True, tag="say", omit_defaults=True):
    """A text is said or shown; goes on when it was heard or read."""

    kind: ClassVar[str] = "say"
    text: Text
    prompt: dict[str, str] = {}
    """Language → WAV file (in the prompts folder) that is played instead of speaking the text."""
    next: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the values that can be chosen. `key` is its digit on a telephone and its key at the console
    (by position where it is empty); `when` says whether it is offered; `next` goes before the node's."""

    value: str
    text: Text = {}
    key: str = ""
    when: Expression = ""
    next: str = ""
    line: int = 0


class Ask(Node, frozen=True, kw_only=True, tag="ask", omit_defaults=True):
    """A typed question; its answer goes into the variable `answer`."""

    kind: ClassVar[str] = "ask"
    text: Text
    answer: str
    """The variable; the node's name where none was written."""
    type: AnswerType = "text"
    required: bool = True
    hint: Text = {}
    choices: list[Choice] = []
    least: str = ""
    """Smallest number, amount, date (a literal or `today`, `today + 30`), length of a text, count of
    choices."""
    most: str = ""
    pattern: str = ""
    """For texts: letters as they must come: `A` a letter, `9` a digit, `*` anything; else itself."""
    currency: str = ""
    default: Expression = ""
    """What is filled in already; on a telephone, what an empty entry (#) means."""
    store: str = ""
    """Where in the customer record it lands: customer.name, customer.language, customer.remark,
    customer.custom.KEY, contact.phone, contact.email, contact.fax, consent.PURPOSE."""
    again: Text = {}
    """What is said after an entry that does not fit; a sentence of the speaker's where it is empty."""
    prompt: dict[str, str] = {}
    seconds: int = 0
    """How long a telephone waits for a key; 0: the line's own time."""
    tries: int = 0
    """After so many entries that do not fit (or none) it goes `otherwise`; 0: three."""
    otherwise: str = ""
    """Where it goes after the tries; empty: the flow's `person`."""
    next: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way out of a branch."""

    when: Expression
    next: str
    line: int = 0


class Branch(Node, frozen=True, kw_only=True, tag="branch", omit_defaults=True):
    """The first case that is true, else `otherwise`."""

    kind: ClassVar[str] = "branch"
    cases: list[Case]
    otherwise: str = ""


class Set(Node, frozen=True, kw_only=True, tag="set", omit_defaults=True):
    """Variables get values, in order."""

    kind: ClassVar[str] = "set"
    values: dict[str, Expression]
    next: str = ""


class LookUp(Node, frozen=True, kw_only=True, tag="look_up", omit_defaults=True):
    """Something is read: of the record (customer, products, tickets, interactions, answers, queue), or of
    an
    outside address (`what` is "url", `arguments["url"]` a template)."""

    kind: ClassVar[str] = "look_up"
    what: str
    arguments: dict[str, Expression] = {}
    into: str = ""
    """The variable; the node's name where none was written."""
    seconds: int = 5
    next: str = ""
    none: str = ""
    """Where it goes when nothing was found; empty: `next`, with an empty value."""
    failed: str = ""
    """Where it goes when an outside address did not answer in time or not sensibly; empty: `none`."""


class Do(Node, frozen=True, kw_only=True, tag="do", omit_defaults=True):
    """A registered command is run, once, whoever goes back and forth. Arguments are expressions."""

    kind: ClassVar[str] = "do"
    command: str
    arguments: dict[str, Expression] = {}
    into: str = ""
    next: str = ""
    refused: str = ""
    """Where it goes when the command is refused; empty: `next`. The reason is in `refusal`."""


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to recommend. `value` is a product's SKU or a service's code."""

    value: str
    text: Text = {}
    reason: Text = {}
    """Why for this customer; shown to whoever speaks."""
    when: Expression = ""
    score: Expression = ""
    """Who has more comes first; 0 where it is empty."""
    line: int = 0


class Recommend(Node, frozen=True, kw_only=True, tag="recommend", omit_defaults=True):
    """Products or services for this customer, with the reason. The answer (`into`) is the accepted one's
    value,
    empty where all were declined."""

    kind: ClassVar[str] = "recommend"
    text: Text
    items: list[Item]
    most: int = 3
    into: str = ""
    accepted: str = ""
    declined: str = ""
    none: str = ""
    """Where it goes when nothing fits this customer; empty: `declined`."""
    next: str = ""
    """Where all of these go that are empty."""


class Route(Node, frozen=True, kw_only=True, tag="route", omit_defaults=True):
    """The contact goes to a queue. On a call the run ends here unless there is a `next`, which an agent's
    console
    goes on with."""

    kind: ClassVar[str] = "route"
    queue: str
    """Name of the queue: a template."""
    skills: dict[str, int] = {}
    priority: Expression = ""
    agent: Expression = ""
    """Id of the preferred agent."""
    text: Text = {}
    """Said before."""
    prompt: dict[str, str] = {}
    next: str = ""


class Transfer(Node, frozen=True, kw_only=True, tag="transfer", omit_defaults=True):
    """The caller is put through to a number (a template), outside or inside."""

    kind: ClassVar[str] = "transfer"
    number: str
    text: Text = {}
    prompt: dict[str, str] = {}
    failed: str = ""
    """Where it goes when nobody is reached; empty: the flow's `person`."""
    next: str = ""


class SubFlow(Node, frozen=True, kw_only=True, tag="flow", omit_defaults=True):
    """Another flow is run; its results come back. It keeps its own variables."""

    kind: ClassVar[str] = "flow"
    flow: str
    arguments: dict[str, Expression] = {}
    into: dict[str, str] = {}
    """Variable here → name of the result there."""
    next: str = ""


class Wait(Node, frozen=True, kw_only=True, tag="wait", omit_defaults=True):
    """Time passes: seconds on a telephone (silence or music), longer for a questionnaire, which is
    suspended."""

    kind: ClassVar[str] = "wait"
    seconds: int
    text: Text = {}
    next: str = ""


class End(Node, frozen=True, kw_only=True, tag="end", omit_defaults=True):
    """The run is over."""

    kind: ClassVar[str] = "end"
    disposition: str = ""
    """Name of a disposition code, proposed in after-call work."""
    text: Text = {}
    prompt: dict[str, str] = {}
    results: dict[str, Expression] = {}


AnyNode = (
    Say | Ask | Branch | Set | LookUp | Do | Recommend | Route | Transfer | SubFlow | Wait | End
)  # fmt: skip
NODE_TYPES: dict[str, type[Node]] = {
    kind.kind: kind
    for kind in (Say, Ask, Branch, Set, LookUp, Do, Recommend, Route, Transfer, SubFlow, Wait, End)
}


class Objection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a caller may bring up at any time: a jump to a node, one key away, and back with `return`."""

    name: str
    text: Text
    start: str
    key: str = ""
    line: int = 0


class Flow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A flow as it was read."""

    name: str
    """The flow's name for machines: small letters, digits, hyphens; other flows and lines call it by
    that."""
    title: Text
    about: str = ""
    languages: list[str]
    """The first is the one it was written in."""
    speakers: list[Speaker]
    """Whom it is for: what one of them cannot speak is a problem when it is saved."""
    start: str
    person: str = ""
    """The node a caller goes to who cannot go on: three wrong entries, a dead end, a fault. Usually a
    `route`."""
    arguments: dict[str, AnswerType] = {}
    results: dict[str, AnswerType] = {}
    objections: list[Objection] = []
    nodes: dict[str, AnyNode]
    line: int = 1


_WAYS = {
    kind: tuple(
        name
        for name in ("accepted", "declined", "none", "failed", "refused", "next", "otherwise")
        if name in kind.__struct_fields__
    )
    for kind in NODE_TYPES.values()
}


def exits(node: AnyNode) -> list[tuple[str, str]]:
    """The edges that leave a node, in order: (label, target). The label is the choice's value, the
    condition, or
    the key that names the way (`next`, `otherwise`, `none` …). Ways that are not written are not given."""
    found: list[tuple[str, str]] = []
    if isinstance(node, Ask):
        found += [(choice.value, choice.next) for choice in node.choices if choice.next]
    elif isinstance(node, Branch):
        found += [(case.when, case.next) for case in node.cases if case.next]
    for name in _WAYS[type(node)]:
        target = getattr(node, name)
        if target:
            found.append((name, target))
    return found


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a flow, for its author. `code` is stable; an `error` keeps it from going live."""

    code: str
    text: str
    severity: Literal["error", "warning"] = "error"
    file: str = ""
    line: int = 0
    node: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file else f"line {self.line}"
        return f"{where}: {self.node + ': ' if self.node else ''}{self.text}"
