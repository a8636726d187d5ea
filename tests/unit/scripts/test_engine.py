"""The engine on a small flow: forward, back, answers that do not fit, and the path."""

from __future__ import annotations

import msgspec
import pytest

from app.protocol.flow_run import Answer, Back, Change, Next, Silence
from app.scripts.engine import begin, path, resume, show, step
from app.scripts.nodes import AnyNode, Ask, Branch, Case, Choice, End, Flow, Route, Say, Set
from app.scripts.program import Program
from app.scripts.state import RunState, Turn, World

WORLD = World(customer={"name": "Mei", "language": "en-GB"}, now=1_790_000_000_000, zone="Asia/Taipei")
NODES: list[AnyNode] = [
    Say(name="hello", text={"en": "Hello {{ customer.name }}", "th": "สวัสดี"}, next="age"),
    Ask(name="age", text={"en": "How old?"}, answer="age", type="number", least="0", most="120", next="old"),
    Branch(name="old", cases=[Case(when="age >= 18 and not customer.vip", next="sum")], otherwise="child"),
    Set(name="sum", values={"double": "age * 2", "due": "today + 3"}, next="colour"),
    Ask(
        name="colour",
        text={"en": "Which, at {{ double }}?"},
        answer="colour",
        type="one_of",
        choices=[Choice(value="red", text={"en": "Red"}), Choice(value="blue", next="child")],
        next="bye",
    ),
    Say(name="child", text={"en": "A child or blue"}, next="bye"),
    End(name="bye", disposition="Settled", results={"due": "due", "fine": "due > today"}),
    Route(name="person", queue="Service"),
]
FLOW = Flow(
    name="small", title={"en": "Small"}, languages=["en", "th"], speakers=["console"], start="hello",
    person="person", nodes={node.name: node for node in NODES},
)  # fmt: skip
PROGRAMS = {"small": Program.of(FLOW)}


def run(*inputs: object, speaker: str = "console", language: str = "") -> Turn:
    """The turn after these inputs; each state on the way survives a journey through JSON."""
    turn = begin(PROGRAMS, "small", WORLD, speaker=speaker, language=language)  # type: ignore[arg-type]
    for given in inputs:
        turn = step(PROGRAMS, turn.state, given, WORLD)  # type: ignore[arg-type]
        again = msgspec.json.decode(msgspec.json.encode(turn.state), type=RunState)
        assert again == turn.state
        assert show(PROGRAMS, again, WORLD) == turn.shown
    return turn


def test_it_says_in_the_customers_language() -> None:
    assert run().shown.text == "Hello Mei"
    assert run(language="th").shown.text == "สวัสดี"


def test_it_goes_through_branches_and_sets() -> None:
    shown = run(Next(), Answer(value="２０")).shown
    assert (shown.node, shown.text) == ("colour", "Which, at 40?")
    assert [(choice.value, choice.key) for choice in shown.choices] == [("red", "1"), ("blue", "2")]
    assert run(Next(), Answer(value=3)).shown.node == "child"


@pytest.mark.parametrize("given", ["1", "red", "RED"])
def test_a_choice_by_key_value_and_text(given: str) -> None:
    shown = run(Next(), Answer(value=20), Answer(value=given)).shown
    assert (shown.kind, shown.disposition, shown.results["fine"]) == ("end", "Settled", True)


def test_what_does_not_fit_is_asked_again() -> None:
    shown = run(Next(), Answer(value="x"), Answer(value=121)).shown
    assert (shown.node, shown.problem, shown.tries) == ("age", "too_large", 2)


def test_a_telephone_goes_to_a_person_after_three_tries() -> None:
    shown = run(Next(), Answer(value="x"), Silence(), Answer(value=""), speaker="telephone").shown
    assert (shown.kind, shown.effect) == ("route", "Service")
    assert "tries" in shown.trouble


def test_back_keeps_the_answer_and_forth_is_the_same_state() -> None:
    before = run(Next(), Answer(value=20))
    back = step(PROGRAMS, before.state, Back(), WORLD)
    assert (back.shown.node, back.shown.value) == ("age", 20)
    assert step(PROGRAMS, back.state, Answer(value=20), WORLD) == before
    first = step(PROGRAMS, back.state, Back(), WORLD)
    assert (first.shown.node, first.shown.can_back) == ("hello", False)
    assert step(PROGRAMS, first.state, Back(), WORLD).state == first.state


def test_a_changed_answer_keeps_those_that_still_apply() -> None:
    ended = run(Next(), Answer(value=20), Answer(value="red"))
    changed = step(PROGRAMS, ended.state, Change(place=1, value=30), WORLD)
    assert (changed.shown.kind, changed.state.frames[0].variables["double"]) == ("end", 60)
    child = step(PROGRAMS, ended.state, Change(place=1, value=5), WORLD)
    assert child.shown.node == "child"
    older = step(PROGRAMS, child.state, Change(place=1, value=50), WORLD)
    assert (older.shown.node, older.shown.value) == ("colour", "red"), "kept, though not asked in between"
    wrong = step(PROGRAMS, ended.state, Change(place=1, value=500), WORLD)
    assert (wrong.shown.kind, wrong.state.problem) == ("end", "too_large")


def test_the_path_says_what_was_asked_and_answered() -> None:
    ended = run(Next(), Answer(value=20), Answer(value="1"))
    ways = path(PROGRAMS, ended.state, WORLD)
    assert [(way.place, way.node, way.text, way.answer) for way in ways] == [
        (0, "hello", "Hello Mei", ""),
        (1, "age", "How old?", "20"),
        (2, "colour", "Which, at 40?", "Red"),
    ]


def test_another_speaker_takes_up_the_same_place() -> None:
    before = run(Next(), Answer(value="x"))
    after = show(PROGRAMS, resume(PROGRAMS, before.state, speaker="web"), WORLD)
    assert (after.node, after.problem, after.tries) == ("age", "", 0)
