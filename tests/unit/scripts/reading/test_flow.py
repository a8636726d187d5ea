"""YAML → Flow: what is read, and what authors are told."""

from __future__ import annotations

import pytest

from app.scripts.nodes import Ask, Branch, Choice, End, Route, Say, SubFlow, Wait
from app.scripts.reading import Reading, read, read_node

WHOLE = """\
# A comment
flow: service
title: {en: Service, zh-TW: 服務}
languages: [en, zh-TW]
speakers: [console, telephone]
start: hello
person: to_person
arguments: {product: text}
results: {settled: yes_no}
objections:
  dear: {text: {en: Too expensive, zh-TW: 太貴}, key: e, start: bye}
nodes:
  hello:
    say: {en: "Good day, {{ customer.name }}.", zh-TW: 您好}
    next: topic
    at: [10, -20.5]
  topic:
    ask: What is it about?
    type: one_of
    choices:
      - {value: order, text: An order, key: 1, next: decide, when: customer.products}
      - other
    required: false
    seconds: 7
    next: decide
  decide:
    branch:
      - {when: "topic == 'order'", next: bye}
    otherwise: check
  check: {flow: identity-check, with: {strict: true}, into: {known: known}, next: pause}
  pause: {wait: 2h, next: to_person}
  to_person: {route: Service, skills: {English: 2}, say: {en: One moment}}
  bye: {end: Settled, results: {settled: true}}
"""


def codes(reading: Reading) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.line, problem.node) for problem in reading.problems]


def in_flow(nodes: str, head: str = "flow: f\nstart: a\nlanguages: [en, th]\n") -> Reading:
    """A flow with these nodes; the first stands in line 5."""
    return read(head + "nodes:\n" + nodes, "f.yaml")


def test_a_whole_flow_is_read() -> None:
    reading = read(WHOLE)
    assert reading.problems == []
    flow = reading.flow
    assert flow is not None
    assert (flow.name, flow.languages, flow.person) == ("service", ["en", "zh-TW"], "to_person")
    assert flow.arguments == {"product": "text"}
    assert [(o.name, o.key, o.start, o.line) for o in flow.objections] == [("dear", "e", "bye", 11)]
    assert flow.nodes["hello"] == Say(
        name="hello",
        line=13,
        text={"en": "Good day, {{ customer.name }}.", "zh-TW": "您好"},
        next="topic",
        at=(10.0, -20.5),
    )
    topic = flow.nodes["topic"]
    assert isinstance(topic, Ask)
    assert (topic.text, topic.answer, topic.required, topic.seconds) == (
        {"en": "What is it about?"}, "topic", False, 7,
    )  # fmt: skip
    assert topic.choices[0] == Choice(
        value="order", text={"en": "An order"}, key="1", when="customer.products", next="decide", line=21
    )
    assert topic.choices[1].value == "other"
    assert isinstance(branch := flow.nodes["decide"], Branch)
    assert branch.cases[0].when == "topic == 'order'"
    assert flow.nodes["check"] == SubFlow(
        name="check",
        line=30,
        flow="identity-check",
        arguments={"strict": "true"},
        into={"known": "known"},
        next="pause",
    )
    assert flow.nodes["pause"] == Wait(name="pause", line=31, seconds=7200, next="to_person")
    assert isinstance(route := flow.nodes["to_person"], Route)
    assert route.skills == {"English": 2}
    assert flow.nodes["bye"] == End(name="bye", line=33, disposition="Settled", results={"settled": "true"})


@pytest.mark.parametrize("word", ["no", "on", "yes", "12:30", "0644", "1_000", "0x1F", "2026-01-02", "NO"])
def test_words_stay_words(word: str) -> None:
    node, problems = read_node("a", f"a:\n  say: {word}\n")
    assert problems == []
    assert node == Say(name="a", line=1, text={"en": word})


def test_one_bad_node_hides_no_other() -> None:
    reading = in_flow(
        "  a: {say: hi, nxt: b}\n"
        "  b: {aks: What?, next: c}\n"
        "  c: {say: x, ask: y, next: d}\n"
        "  d: 5\n"
        "  e: {ask: how many, type: numbr, tries: many}\n"
    )
    assert codes(reading) == [
        ("unknown_key", 5, "a"),
        ("no_kind", 6, "b"),
        ("two_kinds", 7, "c"),
        ("no_kind", 8, "d"),
        ("unknown_type", 9, "e"),
        ("wrong_shape", 9, "e"),
    ]
    assert reading.flow is not None
    assert list(reading.flow.nodes) == ["a", "b", "c", "d", "e"]
    texts = [problem.text for problem in reading.problems]
    assert 'Did you mean "next"?' in texts[0]
    assert 'Did you mean "ask"?' in texts[1]
    assert 'Did you mean "number"?' in texts[4]
    assert str(reading.problems[0]).startswith("f.yaml:5: a: ")


def test_a_node_name_twice() -> None:
    reading = in_flow("  a: {say: one, next: a}\n  a: {say: two}\n")
    assert codes(reading) == [("duplicate_key", 6, "")]
    assert "first in line 5" in reading.problems[0].text
    assert reading.flow is not None
    assert isinstance(node := reading.flow.nodes["a"], Say)
    assert node.text == {"en": "one"}


def test_broken_yaml_in_one_node_leaves_the_rest_drawn() -> None:
    reading = in_flow('  a: {say: one, next: b}\n  b: {say: "two, next: c}\n  c: {say: three, nxt: a}\n')
    assert ("broken_yaml", "b") in [(problem.code, problem.node) for problem in reading.problems]
    assert ("unknown_key", 7, "c") in codes(reading)
    assert reading.flow is not None
    assert list(reading.flow.nodes) == ["a", "b", "c"]
    assert reading.flow.nodes["c"].line == 7


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 1),
        ("# only a comment\n", "empty", 1),
        ("- a\n- b\n", "wrong_shape", 1),
        (b"flow: \xff\xfe", "not_text", 1),
        ("flow: a\nabout: \x00", "bad_character", 2),
        ("flow: a\nabout: \ud800", "bad_character", 2),
        ("flow: a\nnodes:\n\ta: {say: x}\n", "tab", 3),
        ("flow: a\n---\nflow: b\n", "broken_yaml", 2),
        ("flow: !!python/object:os.system x\n", "tag", 1),
        ("x: " + "[" * 100 + "]" * 100, "too_deep", 1),
        ("x: " + "[" * 100_000, "too_deep", 1),
        ("- " * 100_000, "too_deep", 1),
        ("a: &a [1]\nb: [" + "*a, " * 200 + "]", "too_many_aliases", 2),
        ("a: &a [*a]\n", "too_deep", 1),
        ("#" * (8 * 1024 * 1024 + 1), "too_large", 1),
    ],
)
def test_what_cannot_be_read_at_all(text: str | bytes, code: str, line: int) -> None:
    reading = read(text)
    assert (code, line) in [(problem.code, problem.line) for problem in reading.problems]


def test_a_byte_order_mark_is_nothing() -> None:
    assert read("\ufeff" + WHOLE).problems == []
    assert read(b"\xef\xbb\xbf" + WHOLE.encode()).problems == []


def test_aliases_may_be_used() -> None:
    reading = in_flow("  a: {say: &hello {en: Hello, th: สวัสดี}, next: b}\n  b: {say: *hello, next: a}\n")
    assert reading.problems == []
    assert reading.flow is not None
    assert isinstance(node := reading.flow.nodes["b"], Say)
    assert node.text == {"en": "Hello", "th": "สวัสดี"}


def test_aliases_of_aliases_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.scripts.reading.shapes.MOST_VISITED", 20_000)
    many = ", ".join(["{value: x}"] * 1_000)
    nodes = "".join(f"  n{at}: {{ask: x, type: one_of, choices: *c}}\n" for at in range(90))
    reading = in_flow(f"  a: {{ask: x, type: one_of, choices: &c [{many}]}}\n{nodes}")
    assert "too_many_aliases" in [problem.code for problem in reading.problems]


@pytest.mark.parametrize("name", ["customer", "today", "with-hyphen", "1st", "true", "class", "_x"])
def test_bad_names_of_variables(name: str) -> None:
    node, problems = read_node("a", f"  a:\n    ask: Who?\n    answer: {name}\n", 40)
    assert [(problem.code, problem.line, problem.node) for problem in problems] == [("bad_name", 42, "a")]
    assert isinstance(node, Ask)


def test_a_node_whose_name_is_no_variable_needs_an_answer() -> None:
    _, problems = read_node("ask-name", "ask-name: {ask: Who?}")
    assert [problem.code for problem in problems] == ["bad_name"]
    assert read_node("ask-name", "ask-name: {ask: Who?, answer: who}")[1] == []


def test_a_node_alone_is_what_it_is_in_its_flow() -> None:
    flow = read(WHOLE).flow
    assert flow is not None
    lines = WHOLE.split("\n")
    starts = [*(node.line for node in flow.nodes.values()), len(lines)]
    for node, stop in zip(flow.nodes.values(), starts[1:], strict=True):
        block = "\n".join(lines[node.line - 1 : stop - 1])
        assert read_node(node.name, block, node.line, flow.languages) == (node, [])


@pytest.mark.parametrize("text", ["", "a", "- a", "b: {say: x}", "a: {say: x}\nb: {say: x}", 'a: {say: "'])
def test_a_block_that_is_not_this_node(text: str) -> None:
    node, problems = read_node("a", text, 7)
    assert node is None
    assert problems[0].line >= 7


@pytest.mark.parametrize(
    "said", ["{{ customer.name }}", "{{ customer.name }}, hello", "{% if x %}y{% endif %}"]
)
def test_braces_without_quotes_are_explained(said: str) -> None:
    _, problems = read_node("a", f"a:\n  say: {said}\n  next: b")
    assert "quotes" in problems[0].text
    assert problems[0].line == 2
