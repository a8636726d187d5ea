"""Whatever is done to a flow's text can be taken back, letter by letter; the graph is the text's."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scripts.editing import FlowDocument, operations
from app.scripts.editing.blocks import split
from app.scripts.editing.scalars import EditError
from app.scripts.nodes import AnyNode, Flow
from app.scripts.reading import read
from tests.unit.scripts.editing.written import NAMES, flows

SMALL = """\
# The script.
flow: service
languages: [en, th]
start: hello
person: desk
objections:
  dear: {text: Too dear, start: topic}
nodes:
  # greeting
  hello:
    say: {en: Hi, th: สวัสดี}
    next: topic

  topic:
    ask: What about, {{ hello }}?
    type: one_of
    choices:
      - {value: a, next: desk}   # A
      - {value: b, next: check}
    next: check

  check:
    branch:
      - {when: "topic == 'a'", next: desk}
      - {when: "topic == 'b'", next: bye}
    otherwise: bye

  desk: {route: Service}
  bye: {end: Settled}
"""
COMMENT = re.compile(r"#[^\n]*")


def nodes(flow: Flow | None) -> dict[str, AnyNode]:
    """The nodes without the lines they are at."""
    from msgspec.structs import replace

    assert flow is not None
    bare = {}
    for name, node in flow.nodes.items():
        bare[name] = replace(node, line=0)
        for part in ("choices", "cases", "items"):
            inner = getattr(node, part, None)
            if inner is not None:
                bare[name] = replace(bare[name], **{part: [replace(item, line=0) for item in inner]})
    return bare


OPERATIONS = (
    "type", "newline", "backspace", "undo", "redo", "add", "insert", "delete", "rename", "move", "release",
    "connect", "disconnect", "text", "key", "item", "shift", "duplicate", "paste",
)  # fmt: skip


def perform(document: FlowDocument, what: str, draw: Any) -> None:
    """One operation with drawn arguments; EditError is a fair answer."""
    names = list(document.flow.nodes) if document.flow is not None else []
    name = draw(st.sampled_from(names)) if names else ""
    other = draw(st.sampled_from(names)) if names else ""
    size = len(document.text)
    if what in ("type", "newline", "backspace"):
        start = draw(st.integers(0, size))
        removed = draw(st.integers(0, min(3, size - start))) if what == "backspace" else 0
        added = {"type": draw(st.sampled_from("xé:#{}[]'\"- 😀"))}.get(
            what, "\n  " if what == "newline" else ""
        )
        document.type(start, removed, added)
        if draw(st.booleans()):
            document.refresh()
    elif what == "undo" and document.can_undo:
        document.undo()
    elif what == "redo" and document.can_redo:
        document.redo()
    elif what == "add":
        operations.add_node(document, draw(st.sampled_from(list(operations.TEMPLATES))), at=(3, 4))
    elif what == "insert" and name:
        operations.add_node(document, "say", after=name, paths=[("next",)])
    elif what == "delete" and name:
        operations.delete(document, {name, other})
    elif what == "rename" and name:
        operations.rename(document, name, draw(st.sampled_from((*NAMES, "fresh", "1x y"))))
    elif what == "move" and name:
        operations.move(document, {name: (draw(st.integers(-9, 9)), 7.5), other: (0, 0)})
    elif what == "release" and name:
        operations.release(document, [name, other])
    elif what in ("connect", "disconnect") and name:
        path = draw(
            st.sampled_from((("next",), ("otherwise",), ("choices", 1, "next"), ("branch", 0, "next")))
        )
        operations.connect(document, name, [path], other if what == "connect" else "")
    elif what == "text" and name:
        kind = draw(st.sampled_from(("say", "ask")))
        words = draw(st.sampled_from(("", "New: words", "新的", "it's\nlong")))
        operations.set_text(document, name, (kind,), draw(st.sampled_from(("en", "th"))), words)
    elif what == "key" and name:
        operations.set_key(document, name, ("title",), draw(st.sampled_from(("", "T", "a: b"))))
    elif what == "item" and name:
        operations.add_item(document, name, ("choices",), {"value": "v", "text": {"en": "V w"}})
    elif what == "shift" and name:
        operations.shift_item(document, name, ("choices",), 0, 1)
    elif what == "duplicate" and name:
        operations.duplicate(document, [name, other])
    elif what == "paste" and name:
        operations.paste(document, operations.copied(document, [name]), after=other)


@settings(max_examples=25, deadline=None)
@given(flows(), st.lists(st.sampled_from(OPERATIONS), max_size=12), st.data())
def test_undoing_everything_gives_the_text_back(text: str, done: list[str], data: st.DataObject) -> None:
    document = FlowDocument(text)
    for what in done:
        with contextlib.suppress(EditError):
            perform(document, what, data.draw)
        assert list(document.pieces) == split(document.text)
    reached, steps = document.text, 0
    while document.can_undo:
        document.undo()
        steps += 1
    assert document.text == text
    for _ in range(steps):
        document.redo()
    assert document.text == reached


@settings(max_examples=25, deadline=None)
@given(flows(), st.lists(st.sampled_from(OPERATIONS[3:]), max_size=8), st.data())
def test_the_graph_is_the_texts(text: str, done: list[str], data: st.DataObject) -> None:
    document = FlowDocument(text)
    if read(text).flow is None or any(problem.code == "broken_yaml" for problem in document.problems):
        return
    for what in done:
        try:
            perform(document, what, data.draw)
        except EditError:
            continue
        anew = read(document.text)
        assert nodes(document.flow) == nodes(anew.flow)
        assert document.flow is not None
        assert anew.flow is not None
        assert (document.flow.start, document.flow.person) == (anew.flow.start, anew.flow.person)


@settings(max_examples=15, deadline=None)
@given(
    flows(),
    st.lists(st.sampled_from(("move", "connect", "text", "key", "rename", "add")), max_size=6),
    st.data(),
)
def test_comments_survive(text: str, done: list[str], data: st.DataObject) -> None:
    document = FlowDocument(text)
    before = sorted(COMMENT.findall(text))
    kept = sorted(found for found in before if found not in ("# first", "# in Thai", "# both"))
    for what in done:
        try:
            perform(document, what, data.draw)
        except EditError:
            continue
    after = COMMENT.findall(document.text)
    assert all(after.count(comment) >= kept.count(comment) for comment in set(kept))


def test_typing_is_one_step_until_there_is_a_pause() -> None:
    document = FlowDocument(SMALL)
    place = document.text.index("Hi")
    for offset, letter in enumerate("Oh, "):
        document.type(place + offset, 0, letter)
    document.seal()
    document.type(place, 0, "X")
    document.undo()
    assert "say: {en: Oh, Hi" in document.text
    document.undo()
    assert document.text == SMALL
    document.redo()
    assert "say: {en: Oh, Hi" in document.text
    document.type(0, 0, "# new\n")
    assert not document.can_redo


def test_a_broken_node_keeps_its_last_reading() -> None:
    document = FlowDocument(SMALL)
    before = nodes(document.flow)
    document.type(document.text.index("สวัสดี") - 1, 0, "}")
    document.refresh()
    assert nodes(document.flow) == before
    places = [(problem.node, problem.line) for problem in document.problems]
    assert places == [("hello", 11)]
    operations.move(document, {"bye": (1, 2)})
    assert document.flow is not None
    assert document.flow.nodes["bye"].at == (1.0, 2.0)
    document.undo()
    document.undo()
    document.refresh()
    assert not document.problems


def test_problems_go_along_with_their_lines() -> None:
    document = FlowDocument(SMALL.replace("type: one_of", "type: one_off"))
    (problem,) = document.problems
    document.type(document.text.index("  # greeting"), 0, "  # one\n  # two\n")
    document.refresh()
    assert [found.line for found in document.problems] == [problem.line + 2]


def test_rename_goes_everywhere_and_keeps_variables() -> None:
    document = FlowDocument(SMALL)
    operations.rename(document, "topic", "subject")
    expected = (
        SMALL.replace("next: topic", "next: subject")
        .replace("start: topic", "start: subject")
        .replace("  topic:", "  subject:")
        .replace("    type: one_of\n", "    type: one_of\n    answer: topic\n")
    )
    assert document.text == expected
    with pytest.raises(EditError, match="already"):
        operations.rename(document, "subject", "hello")
    with pytest.raises(EditError, match="cannot be a name"):
        operations.rename(document, "subject", "return")


def test_delete_takes_the_ways_along() -> None:
    document = FlowDocument(SMALL)
    operations.delete(document, ["bye"])
    assert "bye" not in document.text
    assert "  check:\n    branch:\n      - {when: \"topic == 'a'\", next: desk}\n\n" in document.text
    with pytest.raises(EditError, match="at least one"):
        operations.delete(document, document.names())


def test_a_node_is_put_in_between() -> None:
    document = FlowDocument(SMALL)
    name, splices = operations.add_node(document, "say", after="hello", paths=[("next",)])
    assert name == "say"
    assert len(splices) == 1
    assert "    next: say\n\n  say:\n    say: …\n    next: topic\n\n  topic:\n" in document.text


def test_the_head_is_read_again() -> None:
    document = FlowDocument(SMALL)
    place = document.text.index("start: hello") + len("start: ")
    document.type(place, len("hello"), "topic")
    document.refresh()
    assert document.flow is not None
    assert document.flow.start == "topic"


def test_nodes_in_brackets_can_be_seen_but_not_drawn_on() -> None:
    document = FlowDocument("flow: x\nstart: a\nnodes: {a: {end: Settled}, b: {end: Settled}}\n")
    assert document.flow is not None
    assert list(document.flow.nodes) == ["a", "b"]
    with pytest.raises(EditError, match="one below"):
        operations.move(document, {"a": (1, 2)})


def test_what_cannot_be_pasted_is_refused() -> None:
    document = FlowDocument(SMALL)
    for text in ("", "hello", "nodes:\n  a: {end\n"):
        with pytest.raises(EditError):
            operations.paste(document, text)
    assert document.text == SMALL
