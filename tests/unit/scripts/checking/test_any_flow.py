"""A flow with anything in any field can be checked: whatever was compiled, by whichever version of us."""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scripts import nodes
from app.scripts.checking import FlowKnown, Known, check

NAMES = st.sampled_from(["a", "b", "c", "x", "z", "", "return", "customer", "ü", "a b"])
SOURCES = st.sampled_from(
    [
        "",
        "x",
        "x + y",
        "x == 'a'",
        "{{ x }}",
        "{% if x %}{{ y }}{% endif %}",
        "{{",
        "x |",
        "1 <",
        "'",
        "a.b.c",
        "speaker == 'web'",
        "speaker in [x]",
        "is_open('x')",
        "is_open(1)",
        "customer.custom.x > 1",
        "not x",
        "x in ['a', 1] and y not in 'b'",
        "-x",
        "today + 'x'",
        "x if y else z",
        "{{ [1][0] }}",
        "2026-01-01",
        "__class__",
        "x.__class__",
        "{{ x }} {{ 'a' }}",
        "a[b]",
        "{'a': 1}.a",
    ]
) | st.sampled_from(["a" * 300, "(" * 80, "\n"])
TEXTS = st.dictionaries(st.sampled_from(["en", "th", "xx"]), SOURCES | st.text(max_size=5), max_size=2)


TEXTUAL = {"text", "title", "hint", "again", "reason", "prompt"}


def field(name: str, kind: Any) -> st.SearchStrategy[Any]:
    """Anything that fits the field, and mostly something that means something there."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is dict:
        keys = NAMES if arguments[0] is str else field("", arguments[0])
        texts = kind == nodes.Text and name in TEXTUAL
        return TEXTS if texts else st.dictionaries(keys, field(name, arguments[1]), max_size=3)
    if origin is list:
        return st.lists(field(name, arguments[0]), max_size=3)
    if kind == nodes.AnyNode:
        return NODES
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return struct(kind)
    if kind is str:
        return NAMES | SOURCES
    return st.from_type(kind)


def struct(kind: Any) -> st.SearchStrategy[Any]:
    """One of these, with anything in it."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: field(name, hints[name]) for name in kind.__struct_fields__})


NODES = st.one_of([struct(kind) for kind in nodes.NODE_TYPES.values()])
A, B = frozenset({"a"}), frozenset({"b"})
KNOWN = Known(
    queues=A, skills=A, commands={"a": {"x": True}}, alone=B, fields={"x": "number"},
    flows={"a": FlowKnown(calls=["b", "a"]), "b": FlowKnown(calls=["a"])},
    dispositions=B, products=B, prompts=B, purposes=B,
)  # fmt: skip


@st.composite
def any_flow(draw: st.DrawFn) -> nodes.Flow:
    flow = draw(struct(nodes.Flow))
    named = {name: msgspec.structs.replace(node, name=name) for name, node in flow.nodes.items()}
    return msgspec.structs.replace(flow, nodes=named)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(any_flow())
def test_it_is_checked(flow: nodes.Flow) -> None:
    for known in (Known(), KNOWN):
        problems = check(flow, known, "f.yaml")
        assert problems == sorted(problems, key=lambda problem: problem.line)
