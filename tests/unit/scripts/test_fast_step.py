"""The short way through a step comes to the same as the long one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.protocol.flow_run import Answer
from app.scripts.engine import begin, step
from app.scripts.fast_step import fast_begin, fast_step
from app.scripts.inputs import act
from app.scripts.moves import go
from app.scripts.nodes import AnyNode, Ask, Branch, Case, Choice, End, Flow, Objection
from app.scripts.program import Program
from app.scripts.run import Step
from app.scripts.showing import shown_of
from app.scripts.state import Frame, RunState, Turn, World

WORLD = World(customer={"name": "Mei", "language": "th"}, now=1_795_219_200_000, region="TW")
BOUNDS: dict[Any, tuple[str, str]] = {
    "number": ("-5", "100"),
    "money": ("1", "5000"),
    "date": ("2000-01-01", "2030-12-31"),
    "text": ("2", "10"),
}
TYPES: tuple[Any, ...] = (
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
)
CHOICES = [
    Choice(value="red", text={"en": "Red", "th": "แดง"}, key="r", next="end"),
    Choice(value="2", text={"en": "1"}),
    Choice(value="blue", key="R"),
    Choice(value=" x ", key="1"),
]


def form(kind: Any, currency: str, required: bool) -> Flow:
    """A question of that type, a branch on it, another question."""
    choices = CHOICES if kind in ("one_of", "many_of") else []
    least, most = BOUNDS.get(kind, ("", ""))
    nodes: list[AnyNode] = [
        Ask(
            name="q",
            answer="q",
            type=kind,
            text={"en": "Q"},
            least=least,
            most=most,
            choices=choices,
            currency=currency,
            required=required,
            store="customer.name",
            next="b",
        ),
        Branch(
            name="b", cases=[Case(when="q == 'red'", next="q"), Case(when="q < 10", next="c")], otherwise="d"
        ),
        Branch(name="c", cases=[Case(when="q * 2 > 5", next="end")], otherwise="q"),
        Branch(name="d", cases=[Case(when="q > today", next="nowhere")], otherwise="q"),
        End(name="end", text={"en": "E"}),
    ]
    return Flow(
        name="f",
        title={"en": "F"},
        languages=["en", "th"],
        speakers=["web"],
        start="q",
        nodes={node.name: node for node in nodes},
        objections=[Objection(name="o", text={"en": "O"}, start="q")],
    )


def slowly(programs: dict[str, Program], state: RunState, given_: Answer) -> Turn:
    """The long way."""
    run = Step(programs, state, WORLD)
    after = act(run, given_)
    return Turn(state=after, shown=shown_of(run, after), stored=run.stored, trail=run.hops)


PROGRAMS = {
    (kind, currency, required): {"f": Program.of(form(kind, currency, required))}
    for kind in TYPES
    for currency in ("TWD", "JPY", "KWD")
    for required in (True, False)
}
typed = st.one_of(
    st.integers(-10, 6000).map(str),
    st.decimals(-10, 6000, places=2).map(str),
    st.decimals(0, 20, places=3).map(str),
    st.dates().map(str),
    st.dates().map(lambda day: day.strftime("%d.%m.%Y")),
    st.text(max_size=12),
    st.sampled_from(["red", "r", "R", "1", "2", "แดง", "Red", "yes", "No", "Y", "2026-11-31", " red", " x "]),
    st.sampled_from(
        [
            "0007",
            "1e5",
            "5000",
            "5000.00",
            "5000.01",
            "1,250.00",
            "12,50.00",
            "1,2500.00",
            ",250.00",
            "1,250",
            "4,999.999",
            "0.99",
            "1.",
            ".5",
            "٣",
            "x" * 5,
            "a b",
            "²",
            "2026-W47-6",
        ]
    ),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.none(),
    st.just([]),
    st.just(["red"]),
)


@given(
    st.sampled_from(sorted(PROGRAMS)),
    st.lists(typed, min_size=1, max_size=4),
    st.sampled_from(["web", "telephone"]),
)
@example(("money", "KWD", True), ["12.345", "5000.000", "5000.001"], "web")
@example(("one_of", "TWD", True), ["R", "r", " x ", "1"], "web")
@example(("text", "TWD", True), ["ab", "a b ", "x" * 11], "web")
def test_both_ways_come_to_the_same(key: tuple[Any, str, bool], answers: list[Any], speaker: Any) -> None:
    programs = PROGRAMS[key]
    turn = begin(programs, "f", WORLD, speaker=speaker)
    for value in answers:
        long = slowly(programs, turn.state, Answer(value=value))
        short = fast_step(programs, turn.state, Answer(value=value), WORLD)
        assert short is None or short == long
        turn = step(programs, turn.state, Answer(value=value), WORLD)
        assert turn == long


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "5"),
        ("date", "2026-11-21"),
        ("money", "12.5"),
        ("yes_no", "yes"),
        ("text", "abc"),
        ("one_of", "2"),
        ("email", "a@b.tw"),
        ("date", "21.11.2026"),
    ],
)
def test_the_short_way_is_taken(kind: str, value: str) -> None:
    programs = PROGRAMS[(kind, "TWD", True)]
    turn = begin(programs, "f", WORLD, speaker="web")
    for _ in range(2):  # what is shown is known from the second time on
        after = step(programs, turn.state, Answer(value=value), WORLD)
    assert fast_step(programs, turn.state, Answer(value=value), WORLD) == after


def test_a_short_beginning_is_the_long_one() -> None:
    programs = PROGRAMS[("number", "TWD", True)]
    begin(programs, "f", WORLD, speaker="web")
    state = RunState(frames=[Frame(flow="f", node="q")], speaker="web")
    run = Step(programs, state, WORLD)
    go(run, "q")
    after = run.finish()
    assert fast_begin(programs["f"], WORLD, "web", "") == Turn(state=after, shown=shown_of(run, after))
