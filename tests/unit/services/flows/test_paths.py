"""A path that grows is rendered where it grew; one that was changed, or is told otherwise, anew."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.protocol.flow_run import Answer, AnyInput, Back, Next, Passed
from app.scripts import engine
from app.scripts.nodes import Ask, End, Flow, Say
from app.scripts.program import Program
from app.scripts.state import RunState, World
from app.services.flows import paths as module
from app.services.flows.paths import Paths

FLOW = Flow(
    name="x",
    title={"en": "X"},
    languages=["en", "th"],
    speakers=["console"],
    start="hello",
    nodes={
        "hello": Say(name="hello", text={"en": "Hello {{ customer.name }}", "th": "สวัสดี"}, next="age"),
        "age": Ask(
            name="age", text={"en": "How old?", "th": "อายุ"}, answer="age", type="number", next="more"
        ),
        "more": Say(name="more", text={"en": "So {{ age }}", "th": "{{ age }}"}, next="bye"),
        "bye": End(name="bye"),
    },
)
PROGRAMS = {"x": Program.of(FLOW)}
ANNA = World(customer={"name": "Anna"}, now=1)


def after(*inputs: AnyInput, world: World = ANNA) -> RunState:
    turn = engine.begin(PROGRAMS, "x", world, speaker="console", language="en")
    for given in inputs:
        turn = engine.step(PROGRAMS, turn.state, given, world)
    return turn.state


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From which place each path was rendered."""
    since: list[int] = []
    whole = engine.path

    def path(programs, state, world, *, since=0, _told=since):
        _told.append(since)
        return whole(programs, state, world, since=since)

    monkeypatch.setattr(module.engine, "path", path)
    return since


def texts(path: list[Passed]) -> list[str]:
    return [passed.text for passed in path]


def test_only_what_was_added_is_rendered(rendered: list[int]) -> None:
    paths = Paths()
    inputs = (Next(), Answer(value="7"), Next())
    for count in range(len(inputs) + 1):
        state = after(*inputs[:count])
        assert paths.of(1, PROGRAMS, state, ANNA) == engine.path(PROGRAMS, state, ANNA)
    assert rendered[::2] == [0, 0, 1, 2]


def test_another_answer_is_told_anew(rendered: list[int]) -> None:
    paths = Paths()
    paths.of(1, PROGRAMS, after(Next(), Answer(value="7")), ANNA)
    state = after(Next(), Answer(value="7"), Back(), Answer(value="8"))
    assert [passed.answer for passed in paths.of(1, PROGRAMS, state, ANNA)] == ["", "8"]
    assert rendered == [0, 0]


def test_what_was_said_stays_as_it_was_said(rendered: list[int]) -> None:
    paths = Paths()
    assert texts(paths.of(1, PROGRAMS, after(Next()), ANNA)) == ["Hello Anna"]
    renamed = replace(ANNA, customer={"name": "Anna Weber"})
    state = after(Next(), Answer(value="7"))
    assert texts(paths.of(1, PROGRAMS, state, renamed)) == ["Hello Anna", "How old?"]


def test_another_language_is_told_anew() -> None:
    paths = Paths()
    state = after(Next())
    paths.of(1, PROGRAMS, state, ANNA)
    thai = engine.resume(PROGRAMS, state, speaker="console", language="th")
    assert texts(paths.of(1, PROGRAMS, thai, ANNA)) == ["สวัสดี"]


def test_it_does_not_remember_without_end(monkeypatch: pytest.MonkeyPatch, rendered: list[int]) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    paths = Paths()
    for run_id in (1, 2, 3):
        paths.of(run_id, PROGRAMS, after(Next()), ANNA)
    paths.of(3, PROGRAMS, after(Next()), ANNA)
    paths.of(1, PROGRAMS, after(Next()), ANNA)
    assert rendered == [0, 0, 0, 1, 0]
