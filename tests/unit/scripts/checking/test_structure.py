"""Targets, reachability, dead ends, loops and ends."""

from __future__ import annotations

import pytest

from app.scripts.checking import check
from app.scripts.reading import read


def found(nodes: str, head: str = "") -> list[tuple[str, str]]:
    """(code, node) of what is wrong with these nodes; they begin at `a`."""
    reading = read(f"flow: f\nstart: a\n{head}\nnodes:\n{nodes}")
    assert reading.problems == []
    assert reading.flow is not None
    return [(problem.code, problem.node) for problem in check(reading.flow)]


def test_a_flow_without_faults() -> None:
    assert found("  a: {say: Hello, next: b}\n  b: {end: Done}") == []


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        ("  a: {say: x, next: bb}\n  b1: {end: Done}", [("unknown_target", "a"), ("unreachable", "b1")]),
        ("  a: {say: x}", [("dead_end", "a")]),
        ("  a: {ask: x, type: one_of, choices: [{value: y, next: b}, z]}\n  b: {end: }", [("dead_end", "a")]),
        ("  a: {ask: x, type: one_of, choices: [{value: y, next: b}]}\n  b: {end: }", []),
        ("  a: {branch: [{when: x, next: b}]}\n  b: {end: }", [("dead_end", "a")]),
        ("  a: {recommend: x, items: [y], accepted: b}\n  b: {end: }", [("dead_end", "a")]),
        ("  a: {recommend: x, items: [y], accepted: b, declined: b}\n  b: {end: }", []),
        ("  a: {route: Service}", []),
        ("  a: {say: x, next: b}\n  b: {say: y, next: a}", [("no_end", "a")]),
        ("  a: {end: }\n  b: {end: }", [("unreachable", "b")]),
        ("  a: {say: x, next: return}", [("return_without_jump", "a")]),
    ],
)
def test_structure(nodes: str, wrong: list[tuple[str, str]]) -> None:
    assert [entry for entry in found(nodes) if not entry[0].startswith("unknown_v")] == wrong


LOOP = "  a: {say: x, next: b}\n  b: {branch: [{when: agent.name, next: c}], otherwise: a}\n  c: {end: }"


def test_a_say_is_a_stop_at_a_console_and_not_on_a_telephone() -> None:
    assert found(LOOP) == []
    assert ("endless_loop", "a") in found(LOOP, "speakers: [telephone]\nperson: c")


def test_a_loop_with_a_question_is_none() -> None:
    assert found(LOOP.replace("say: x", "ask: x, type: number"), "speakers: [telephone]\nperson: c") == []


def test_a_loop_of_conditions_is_one_for_everybody() -> None:
    assert ("endless_loop", "a") in found(LOOP.replace("say: x", "set: {x: 1}"))


def test_a_loop_that_counts_is_to_be_looked_at() -> None:
    nodes = (
        "  a: {set: {n: (n or 0) + 1}, next: b}\n"
        "  b: {branch: [{when: n > 3, next: c}], otherwise: a}\n  c: {end: }"
    )
    assert ("counted_loop", "a") in found(nodes)
    assert ("endless_loop", "a") in found(nodes.replace("(n or 0) + 1", "1"))
    assert ("endless_loop", "a") in found(nodes.replace("next: c", "next: a") + "\n  d: {say: x, next: c}")


def test_the_telephone_needs_a_person() -> None:
    assert ("no_person", "") in found("  a: {end: }", "speakers: [telephone]")


def test_objections_lead_to_their_nodes() -> None:
    head = "objections: {dear: {text: Too dear, start: o}}"
    assert found("  a: {end: }\n  o: {say: But, next: return}", head) == []
    assert found("  a: {end: }\n  o: {say: But, next: return}", head.replace("start: o", "start: p")) == [
        ("unknown_target", ""),
        ("unreachable", "o"),
    ]


def test_of_a_node_that_could_not_be_read_only_that_is_told() -> None:
    reading = read("flow: f\nstart: a\nnodes:\n  a: {sya: x, next: b}\n  b: {end: }")
    assert reading.flow is not None
    told = [*reading.problems, *check(reading.flow)]
    assert [(problem.code, problem.node) for problem in told] == [("no_kind", "a"), ("no_text", "a")]


def test_where_the_start_is_not_there_nothing_is_said_of_ways() -> None:
    reading = read("flow: f\nstart: c\nnodes:\n  a: {say: x, next: b}\n  b: {end: }")
    assert reading.flow is not None
    assert [problem.code for problem in check(reading.flow)] == ["unknown_target"]


def test_a_suggestion_is_made() -> None:
    reading = read("flow: f\nstart: a\nnodes:\n  a: {say: x, next: helo}\n  hello: {end: }")
    assert reading.flow is not None
    problem = check(reading.flow, file="f.yaml")[0]
    assert problem.text == '"next" leads to "helo", and there is no such node. Did you mean "hello"?'
    assert str(problem).startswith("f.yaml:4: a: ")


def test_five_thousand_nodes_in_a_row_are_no_depth() -> None:
    nodes = "".join(f"  n{at}: {{set: {{x: 1}}, next: n{at + 1}}}\n" for at in range(5_000))
    assert found(f"  a: {{say: x, next: n0}}\n{nodes}  n5000: {{end: }}") == []
