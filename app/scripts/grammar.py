"""Which YAML keys a flow and each kind of node have: what reading, writing and the schema hold to.

A key has a *shape*, which says how its value is written:

======== ==================================================================================
text     a string, or a mapping from language to string; a Jinja2 template
template one string for every language; a Jinja2 template
plain    a string
value    a Jinja2 expression; numbers and true/false may stand bare
values   a mapping from name to expression
limit    a number, a date, or `today`, `today + 30`
node     the name of a node
variable the name of a variable
names    a mapping from variable to name
whole    a whole number, 0 or more
duration seconds, or 10s, 5m, 2h, 3d
flag     true or false
type     the type of an answer
prompt   a WAV file's name, or a mapping from language to one
levels   a mapping from skill to a level, 0 to 5
position two numbers
choices, cases, items   lists of mappings with the keys of CHOICE, CASE, ITEM
======== ==================================================================================
"""

from typing import Literal, NamedTuple

# fmt: off
Shape = Literal[
    "text", "template", "plain", "value", "values", "limit", "node", "variable", "names", "whole",
    "duration", "flag", "type", "prompt", "levels", "position", "choices", "cases", "items",
]
# fmt: on


class Key(NamedTuple):
    """A key of a mapping: how it is written, the struct's field it goes into, what it is for."""

    key: str
    shape: str
    about: str
    field: str = ""
    required: bool = False

    @property
    def into(self) -> str:
        """The field of the struct."""
        return self.field or self.key


_NEXT = Key("next", "node", "The node it goes on to.")
_SAID_BEFORE = Key("say", "text", "What is said before.", "text")
_PROMPT = Key("prompt", "prompt", "A WAV file in the prompts folder, played instead of speaking the text.")
_WITH = Key("with", "values", "Arguments: expressions by name.", "arguments")

COMMON: tuple[Key, ...] = (
    Key("title", "text", "A short name for graphs, paths and statistics."),
    Key("at", "position", "Where it was put by hand in the designer: [x, y]."),
)

KINDS: dict[str, tuple[Key, ...]] = {
    "say": (Key("say", "text", "What is said or shown.", "text", True), _PROMPT, _NEXT),
    "ask": (
        Key("ask", "text", "The question.", "text", True),
        Key("type", "type", "What kind of answer is taken; text where it is left out."),
        Key("answer", "variable", "The variable of the answer; the node's name where it is left out."),
        Key("choices", "choices", "What can be chosen (one_of, many_of)."),
        Key("required", "flag", "Whether it has to be answered; true where it is left out."),
        Key("hint", "text", "A line of help for whoever asks or answers."),
        Key("default", "value", "What is filled in already; on a telephone, what an empty entry means."),
        Key("least", "limit", "Smallest number, amount or date; shortest text; fewest choices."),
        Key("most", "limit", "Largest number, amount or date; longest text; most choices."),
        Key("pattern", "plain", "For texts: A is a letter, 9 a digit, * anything, all else itself."),
        Key("currency", "plain", "For money: an ISO 4217 code, such as TWD."),
        Key("store", "plain", "Where in the customer record the answer lands, such as customer.name."),
        Key("again", "text", "What is said after an entry that does not fit."),
        _PROMPT,
        Key("seconds", "duration", "How long a telephone waits for a key."),
        Key("tries", "whole", "After so many entries that do not fit it goes `otherwise`; 3 if left out."),
        Key("otherwise", "node", "Where it goes after the tries; the flow's `person` if left out."),
        _NEXT,
    ),
    "branch": (
        Key("branch", "cases", "Conditions in order; the first that is true is taken.", "cases", True),
        Key("otherwise", "node", "Where it goes when none of them is true."),
    ),
    "set": (Key("set", "values", "Variables and the expressions they get.", "values", True), _NEXT),
    "look_up": (
        Key(
            "look_up",
            "plain",
            "What is read: customer, products, tickets, interactions, answers, queue, or url.",
            "what",
            True,
        ),
        _WITH,
        Key("into", "variable", "The variable of what was found; the node's name where it is left out."),
        Key("seconds", "duration", "How long an outside address may take; 5 where it is left out."),
        Key("none", "node", "Where it goes when nothing was found."),
        Key("failed", "node", "Where it goes when an outside address did not answer sensibly in time."),
        _NEXT,
    ),
    "do": (
        Key("do", "plain", "The command that is run, such as OpenTicket.", "command", True),
        _WITH,
        Key("into", "variable", "The variable of the command's answer."),
        Key("refused", "node", "Where it goes when the command is refused; the reason is in `refusal`."),
        _NEXT,
    ),
    "recommend": (
        Key("recommend", "text", "What is said before the recommendations.", "text", True),
        Key("items", "items", "What may be recommended.", required=True),
        Key("most", "whole", "How many at once; 3 where it is left out."),
        Key("into", "variable", "The variable of the accepted one's value; empty where all were declined."),
        Key("accepted", "node", "Where it goes when one was accepted."),
        Key("declined", "node", "Where it goes when all were declined."),
        Key("none", "node", "Where it goes when nothing fits this customer."),
        _NEXT,
    ),
    "route": (
        Key("route", "template", "The queue's name.", "queue", True),
        Key("skills", "levels", "Skills that are needed, with the least level (0 to 5)."),
        Key("priority", "value", "An expression: larger comes first."),
        Key("agent", "value", "An expression: the id of the agent who is asked first."),
        _SAID_BEFORE,
        _PROMPT,
        _NEXT,
    ),
    "transfer": (
        Key("transfer", "template", "The number the caller is put through to.", "number", True),
        _SAID_BEFORE,
        _PROMPT,
        Key("failed", "node", "Where it goes when nobody is reached; the flow's `person` if left out."),
        _NEXT,
    ),
    "flow": (
        Key("flow", "plain", "The name of the flow that is run.", "flow", True),
        _WITH,
        Key("into", "names", "Variables here and the results there that they get."),
        _NEXT,
    ),
    "wait": (
        Key("wait", "duration", "How long: 10s, 5m, 2h, 3d.", "seconds", True),
        Key("say", "text", "What is said or shown meanwhile.", "text"),
        _NEXT,
    ),
    "end": (
        Key("end", "plain", "The disposition that is proposed; may be empty.", "disposition"),
        Key("say", "text", "What is said at the end.", "text"),
        _PROMPT,
        Key("results", "values", "What the calling flow gets: expressions by name."),
    ),
}

KEYS: dict[str, dict[str, Key]] = {
    kind: {key.key: key for key in (*keys, *COMMON)} for kind, keys in KINDS.items()
}
"""Kind → key → Key, with those that every node has."""

CHOICE: dict[str, Key] = {
    key.key: key
    for key in (
        Key("value", "plain", "What the variable gets.", required=True),
        Key("text", "text", "What is read or said; the value where it is left out."),
        Key("key", "plain", "Its digit on a telephone and its key at the console; by position if left out."),
        Key("when", "value", "A condition: whether it is offered."),
        Key("next", "node", "Where it goes; before the node's own `next`."),
    )
}
CASE: dict[str, Key] = {
    key.key: key
    for key in (
        Key("when", "value", "The condition.", required=True),
        Key("next", "node", "Where it goes when the condition is true.", required=True),
    )
}
ITEM: dict[str, Key] = {
    key.key: key
    for key in (
        Key("value", "plain", "A product's SKU or a service's code.", required=True),
        Key("text", "text", "What is offered; the value where it is left out."),
        Key("reason", "text", "Why it fits this customer."),
        Key("when", "value", "A condition: whether it fits this customer."),
        Key("score", "value", "An expression: who has more comes first."),
    )
}
OBJECTION: dict[str, Key] = {
    key.key: key
    for key in (
        Key("text", "text", "What the caller says.", required=True),
        Key("start", "node", "The node it jumps to; it comes back with `next: return`.", required=True),
        Key("key", "plain", "Its key at the console."),
    )
}
FLOW: dict[str, str] = {
    "flow": "The flow's name for machines: small letters, digits, hyphens.",
    "title": "The flow's name for people, by language.",
    "about": "What it is for, for authors.",
    "languages": "The languages of its texts; the first is the one it is written in.",
    "speakers": "Who speaks it: console, telephone, web.",
    "start": "The node it begins with.",
    "person": "The node a caller goes to who cannot go on; usually a route.",
    "arguments": "What a calling flow or a line gives it: types by name.",
    "results": "What it gives back: types by name.",
    "objections": "What a caller may bring up at any time.",
    "nodes": "Its nodes by name.",
}
REQUIRED_OF_FLOW: tuple[str, ...] = ("flow", "start", "nodes")

RETURN = "return"
"""Instead of a node's name: back from a jump."""
