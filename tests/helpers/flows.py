"""Flows, worlds and inputs made up by hypothesis: valid by structure, otherwise as odd as they come.

`flows()` gives a mapping of programs (the first is called "main") with every kind of node, loops, jumps and
flows that call each other; `inputs()` anything that may be sent to a run; `way_on(shown)` an input that a
patient person would send, so that no run can be stuck.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from app.protocol.flow_run import (
    Answer,
    AnyInput,
    Back,
    Change,
    Jump,
    Next,
    Result,
    Return,
    Shown,
    Silence,
)
from app.scripts import nodes as n
from app.scripts.program import Program
from app.scripts.state import World

VARIABLES = ("age", "name", "x", "price", "due", "chosen")
CONDITIONS = (
    "true", "false", "age >= 18", "customer.vip", "age > 3 and customer.name", "not x", "due > today",
    "price * 2 > 10", "chosen == 'red' or chosen == 'blue'", "x in [1, 2, 'red']",
    "customer.nobody.there == 1",
    "price + age", "refusal", "speaker == 'telephone'", "is_open('Mon-Fri 08:30-18:00')",
)  # fmt: skip
VALUES = (
    "1", "'red'", "age + 1", "today + 3", "price * 2", "[1, x, today]", "{'a': age}", "x ~ name", "customer",
    "1 / 0", "x + [x]", "name | upper", "due", "(x or 0) + 1", "'th'", "none", "'a' * 3", "now",
)  # fmt: skip
TEXTS = (
    "", "Hello", "{{ customer.name }}: {{ x }}", "{% for i in [1, 2, x] %}{{ i }}{% endfor %}", "{{ 1 / 0 }}",
    "{{ broken", "{{ price | money('TWD') }} {{ due }}", "{% if age %}{{ age }}{% else %}?{% endif %}",
)  # fmt: skip

_names = st.sampled_from(VARIABLES)
_conditions = st.sampled_from(CONDITIONS)
_values = st.sampled_from(VALUES)


def _texts() -> st.SearchStrategy[n.Text]:
    one = st.sampled_from(TEXTS)
    return st.one_of(
        st.just({}), st.fixed_dictionaries({"en": one}), st.fixed_dictionaries({"en": one, "th": one})
    )


@st.composite
def _asks(draw: st.DrawFn, name: str, ways: st.SearchStrategy[str]) -> n.Ask:
    kind = draw(st.sampled_from(list(EXAMPLES)))
    choices = []
    if kind in ("one_of", "many_of"):
        for value in ("red", "blue", "green")[: draw(st.integers(1, 3))]:
            choices.append(
                n.Choice(
                    value=value,
                    text=draw(_texts()),
                    when=draw(st.sampled_from(["", "", *CONDITIONS])),
                    next=draw(st.one_of(st.just(""), ways)) if kind == "one_of" else "",
                )
            )
    bounded = kind in ("number", "money") and draw(st.booleans())
    return n.Ask(
        name=name, text=draw(_texts()), answer=draw(_names), type=kind, choices=choices,
        required=draw(st.booleans()), least="0" if bounded else "", most="100" if bounded else "",
        currency="TWD", default=draw(st.sampled_from(["", "", "age", "'red'", "1 / 0", "today"])),
        store=draw(st.sampled_from(["", "customer.name"])), again=draw(_texts()),
        tries=draw(st.integers(0, 2)), otherwise=draw(st.one_of(st.just(""), ways)), next=draw(ways),
    )  # fmt: skip


@st.composite
def _nodes(draw: st.DrawFn, name: str, ways: st.SearchStrategy[str], flows: tuple[str, ...]) -> n.AnyNode:
    kind = draw(st.sampled_from(sorted(n.NODE_TYPES)))
    perhaps = st.one_of(st.just(""), ways)
    arguments = draw(st.dictionaries(st.sampled_from(["a", "b"]), _values, max_size=2))
    if kind == "say":
        return n.Say(name=name, text=draw(_texts()), title=draw(_texts()), next=draw(ways))
    if kind == "ask":
        return draw(_asks(name, ways))
    if kind == "branch":
        cases = draw(st.lists(st.builds(n.Case, when=_conditions, next=ways), max_size=3))
        return n.Branch(name=name, cases=cases, otherwise=draw(ways))
    if kind == "set":
        names = st.sampled_from([*VARIABLES, "language"])
        return n.Set(
            name=name, values=draw(st.dictionaries(names, _values, min_size=1, max_size=3)), next=draw(ways)
        )
    if kind == "look_up":
        return n.LookUp(
            name=name, what="tickets", arguments=arguments, into=draw(_names), next=draw(ways),
            none=draw(perhaps), failed=draw(perhaps),
        )  # fmt: skip
    if kind == "do":
        return n.Do(
            name=name, command="AddNote", arguments=arguments, into=draw(_names), next=draw(ways),
            refused=draw(perhaps),
        )  # fmt: skip
    if kind == "recommend":
        item = st.builds(
            n.Item, value=st.sampled_from(["p1", "p2"]), text=_texts(), reason=_texts(), when=_conditions,
            score=st.sampled_from(["", "age", "1", "'x'"]),
        )  # fmt: skip
        return n.Recommend(
            name=name, text=draw(_texts()), items=draw(st.lists(item, max_size=3)), next=draw(ways),
            accepted=draw(perhaps), declined=draw(perhaps), none=draw(perhaps), into=draw(_names),
        )  # fmt: skip
    if kind == "route":
        return n.Route(
            name=name, queue=draw(st.sampled_from(TEXTS)), priority=draw(_values), skills={"English": 2},
            text=draw(_texts()), next=draw(perhaps),
        )  # fmt: skip
    if kind == "transfer":
        return n.Transfer(name=name, number="+886225550133", next=draw(perhaps), failed=draw(perhaps))
    if kind == "flow":
        return n.SubFlow(
            name=name, flow=draw(st.sampled_from([*flows, "missing"])), arguments=arguments,
            into={draw(_names): "r"}, next=draw(ways),
        )  # fmt: skip
    if kind == "wait":
        return n.Wait(name=name, seconds=10, next=draw(ways))
    return n.End(name=name, text=draw(_texts()), disposition="Settled", results={"r": draw(_values)})


FLOW_NAMES = ("main", "second")


@st.composite
def flows(draw: st.DrawFn) -> dict[str, Program]:
    """Programs by name; every way leads to a node, or back from a jump."""
    programs = {}
    for flow in FLOW_NAMES:
        names = [f"n{place}" for place in range(draw(st.integers(1, 9)))]
        ways = st.sampled_from([*names, *names, "return"])
        nodes: dict[str, n.AnyNode] = {name: draw(_nodes(name, ways, FLOW_NAMES)) for name in names}
        if draw(st.booleans()):
            nodes["person"] = n.Route(name="person", queue="Service")
        objections = draw(st.lists(st.sampled_from(names), max_size=2))
        programs[flow] = Program.of(
            n.Flow(
                name=flow, title={"en": flow}, languages=["en", "th"], speakers=["console"], start="n0",
                person=draw(st.sampled_from(["person", "n0", ""])), nodes=nodes,
                arguments={"a": "number", "b": "text"}, results={"r": "text"},
                objections=[
                    n.Objection(name=f"o{place}", text={"en": "But"}, start=start)
                    for place, start in enumerate(objections)
                ],
            )
        )  # fmt: skip
    return programs


def worlds() -> st.SearchStrategy[World]:
    """A customer who is known or not."""
    customer = st.sampled_from(
        [{}, {"name": "Mei", "vip": True, "language": "zh-TW"}, {"name": "", "vip": 1, "language": "th"}]
    )
    return st.builds(
        World, customer=customer, now=st.just(1_790_000_000_000),
        zone=st.sampled_from(["Asia/Taipei", "No/where"]),
        region=st.sampled_from(["TW", "US"]),
    )  # fmt: skip


EXAMPLES: dict[Any, Any] = {
    "text": "a text", "number": 50, "date": "2026-11-21", "money": "12.50", "one_of": "red",
    "many_of": ["red"], "yes_no": True, "phone": "+886225550133", "email": "mei@example.com",
    "signature": "file:1", "photo": "file:2",
}  # fmt: skip
"""An answer of each type."""

_odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(list(EXAMPLES.values())), st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(["1", "2", "red", "p1", "yes", "21.11.2026", "1,234.50"]),
    st.sampled_from(["\ud800", "\x1fd2026", "\x00", 10**400]),
    st.just(object()), st.binary(max_size=3),
)  # fmt: skip


def inputs() -> st.SearchStrategy[AnyInput]:
    """Anything that may be sent, whether it fits or not."""
    return st.one_of(
        st.just(Next()), st.builds(Answer, value=_odd), st.just(Silence()), st.just(Back()),
        st.just(Return()),
        st.builds(Change, place=st.integers(-1, 8), value=_odd),
        st.builds(Jump, objection=st.sampled_from(["o0", "o1", "no"])),
        st.builds(Jump, node=st.sampled_from(["n0", "n3", "no"])),
        st.builds(
            Result, outcome=st.sampled_from(["done", "none", "refused", "failed"]), value=_odd,
            text=st.text(max_size=5),
        ),
    )  # fmt: skip


def way_on(shown: Shown, *, outcome: Any = "done") -> AnyInput | None:
    """What leads on from here; None where the run is over."""
    if shown.kind == "end":
        return None
    if shown.kind == "ask":
        if shown.choices:
            first = shown.choices[0].value
            return Answer(value=[first] if shown.type == "many_of" else first)
        return Answer(value=EXAMPLES[shown.type])
    if shown.kind == "recommend" and shown.choices:
        return Answer(value=shown.choices[0].value)
    if shown.kind in ("look_up", "do"):
        return Result(outcome=outcome, value={"id": 1})
    return Next()


def patient(shown: Shown) -> st.SearchStrategy[AnyInput]:
    """What leads on, mixed with anything else."""
    on = way_on(shown)
    return inputs() if on is None else st.one_of(st.just(on), st.just(on), inputs())
