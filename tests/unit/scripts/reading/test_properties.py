"""Whatever is read: an answer, never an exception; and what was written is what is read."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scripts.checking import check
from app.scripts.nodes import AnyNode, Flow, Say
from app.scripts.reading import read, read_node
from tests.helpers.flow_yaml import written
from tests.helpers.flows import flows
from tests.unit.scripts.reading.test_flow import WHOLE

SIGNS = [
    ":",
    "-",
    "#",
    "&a",
    "*a",
    "!!x",
    "|",
    ">",
    "%",
    "@",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "\t",
    "\n",
    ",",
    "?",
]
BITS = st.one_of(
    st.text(max_size=20),
    st.sampled_from([*SIGNS, "nodes:", "  say: x", "<<: *a", "null", "0x1F"]),
    st.sampled_from(WHOLE.split()),
)


def unlined(value: AnyNode) -> AnyNode:
    """Without lines: what is written anew stands elsewhere."""
    changes: dict[str, object] = {"line": 0}
    for inner in ("choices", "cases", "items"):
        if hasattr(value, inner):
            changes[inner] = [msgspec.structs.replace(part, line=0) for part in getattr(value, inner)]
    return msgspec.structs.replace(value, **changes)


@given(st.one_of(st.text(), st.binary(), st.lists(BITS).map("".join)))
def test_any_text_gets_an_answer(text: str | bytes) -> None:
    reading = read(text, "f")
    assert reading.flow is not None or reading.problems
    assert all(problem.line >= 1 and problem.text and problem.code for problem in reading.problems)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A good flow into which somebody fell asleep on the keyboard."""
    text = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + draw(BITS) + text[stop:]
    return text


@settings(max_examples=300)
@given(spoilt())
def test_a_spoilt_flow_gets_an_answer_and_can_be_checked(text: str) -> None:
    reading = read(text)
    if reading.flow is not None:
        check(reading.flow)
        assert read(text) == reading


@given(st.lists(BITS).map("".join), st.text(max_size=5), st.integers(1, 99))
def test_any_block_gets_an_answer(text: str, name: str, line: int) -> None:
    node, problems = read_node(name, f"{name}:\n{text}", line, ["en", "th"])
    assert node is not None or problems


@settings(max_examples=30)
@given(flows())
def test_what_is_written_is_read(programs: dict[str, object]) -> None:
    for program in programs.values():
        flow: Flow = program.flow  # type: ignore[attr-defined]
        reading = read(written(flow))
        assert reading.flow is not None
        for name, node in flow.nodes.items():
            assert _plain(reading.flow.nodes[name]) == _plain(node)


def _plain(node: AnyNode) -> object:
    """Without empty texts and conditions, which nobody can write."""

    def written_part(value: object) -> object:
        if isinstance(value, dict):
            return {k: kept for k, v in value.items() if (kept := written_part(v)) not in ("", None, {})}
        if isinstance(value, list):
            return [written_part(item) for item in value]
        return value

    return written_part(msgspec.to_builtins(unlined(node)))


@pytest.mark.parametrize("depth", [10, 1_000, 200_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "&a [", "!!seq ["])
def test_depth_kills_nobody(opening: str, depth: int) -> None:
    assert not read(opening * depth).ok


def test_a_node_that_cannot_be_read_is_drawn_as_a_sentence() -> None:
    flow = read("flow: f\nstart: a\nnodes: {a: {sya: x}, b: 5}").flow
    assert flow is not None
    assert [type(node) for node in flow.nodes.values()] == [Say, Say]
