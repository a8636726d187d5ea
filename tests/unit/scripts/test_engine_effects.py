"""Effects and recommendations: said, remembered, and not done twice."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.protocol.flow_run import Back, Next, Result
from app.scripts.engine import path
from app.scripts.nodes import (
    Do,
    End,
    Item,
    LookUp,
    Recommend,
    Route,
    Transfer,
    Wait,
)
from tests.helpers.flow_walks import WORLD, Walk, answers, ask, flow, say


# --- effects -------------------------------------------------------------------------------------
def effects() -> Walk:
    return Walk(
        flow(
            "main",
            ask("n", "find"),
            LookUp(
                name="find",
                what="tickets",
                arguments={"state": "'open'", "n": "n"},
                into="found",
                none="nothing",
                next="act",
            ),
            say("nothing", "act"),
            Do(
                name="act",
                command="AddNote",
                arguments={"text": "'Note ' ~ n", "due": "today + 1"},
                into="note",
                refused="sorry",
                next="b",
            ),
            say("sorry", "b", "{{ refusal }}"),
            ask("b", "end", "text", default="note.id"),
            End(name="end"),
        )
    )


def test_an_effect_says_what_it_wants_and_is_not_done_again() -> None:
    walk = effects()
    shown = walk(*answers(1)).shown
    assert (shown.kind, shown.effect, shown.arguments) == ("look_up", "tickets", {"state": "open", "n": 1})
    shown = walk(Result(value=[{"number": 1}])).shown
    assert (shown.kind, shown.effect) == ("do", "AddNote")
    assert shown.arguments == {"text": "Note 1", "due": "2026-11-22"}
    done = walk(Result(value={"id": 9}))
    assert (done.shown.node, done.shown.value) == ("b", 9)
    assert walk(Back()).shown.node == "n"
    assert walk(*answers(1)) == msgspec.structs.replace(done, trail=walk.turn.trail, stored=[])
    assert [hop.node for hop in walk.turn.trail] == ["n", "find", "act"]


def test_other_arguments_are_another_effect() -> None:
    walk = effects()
    walk(*answers(1), Result(value=[1]), Result(value={"id": 9}), Back())
    assert walk(*answers(2)).shown.kind == "look_up"
    assert walk(Result(value=[])).shown.arguments["text"] == "Note 2"
    walk(Result(value={"id": 10}), Back())
    assert walk(*answers(1)).shown.kind == "look_up", "what was looked up for 1 is old by now"
    assert walk(Result(value=[])).shown.value == 9, "the note of 1 was written once and for all"


@pytest.mark.parametrize(
    ("outcome", "node"), [("none", "nothing"), ("failed", "nothing"), ("done", "act"), ("refused", "nothing")]
)
def test_what_comes_of_a_look_up(outcome: Any, node: str) -> None:
    assert effects()(*answers(1), Result(outcome=outcome, value=[1])).shown.node == node


def test_a_refusal_is_at_hand() -> None:
    walk = effects()
    shown = walk(*answers(1), Result(), Result(outcome="refused", text="No such customer.")).shown
    assert (shown.node, shown.text) == ("sorry", "No such customer.")
    passed = path(walk.programs, walk.turn.state, WORLD)[-1]
    assert (passed.outcome, passed.answer, passed.changeable) == ("refused", "No such customer.", False)


def test_a_result_that_cannot_be_kept_has_failed() -> None:
    walk = effects()
    assert walk(*answers(1), Result(value=object())).shown.node == "nothing"
    assert "no_value" in walk.turn.shown.trouble


def test_a_loop_looks_up_afresh_and_writes_once() -> None:
    walk = Walk(
        flow(
            "main",
            LookUp(name="look", what="queue", next="act"),
            Do(name="act", command="AddNote", next="again"),
            say("again", "look", "{{ look }}"),
        )
    )
    assert walk(Result(value=1), Result()).shown.text == "1"
    assert walk(Next()).shown.kind == "look_up"
    assert walk(Result(value=2)).shown.text == "2"


def test_routes_transfers_and_waits() -> None:
    walk = Walk(
        flow(
            "main",
            Wait(name="pause", seconds=10, next="through"),
            Transfer(name="through", number="{{ '+8862' ~ 5 }}", failed="queue_it"),
            Route(
                name="queue_it",
                queue="{{ 'Ser' }}vice",
                skills={"English": 2},
                priority="5 if customer.vip else 0",
                text={"en": "One moment"},
            ),
        )
    )
    assert (walk.turn.shown.kind, walk.turn.shown.seconds) == ("wait", 10)
    assert walk(Next()).shown.effect == "+88625"
    shown = walk(Result(outcome="failed", text="Busy")).shown
    assert (shown.kind, shown.effect, shown.trouble) == ("route", "Service", "not_reached: Busy")
    assert shown.arguments == {"skills": {"English": 2}, "priority": 5}
    assert (walk(Next()).shown.kind, walk.turn.state.ended) == ("end", True)
    assert walk.turn.trail[-1].target == ""


# --- recommendations -----------------------------------------------------------------------------
def recommending(when: str = "true") -> Walk:
    items = [
        Item(value="A", text={"en": "Alpha"}, when=when, score="1"),
        Item(
            value="B",
            text={"en": "Beta"},
            reason={"en": "As you have {{ customer.products[0] }}"},
            when=when,
            score="customer.vip * 5",
        ),
        Item(value="C", text={"en": "Gamma"}, when="has(customer.products, 'CP-9')"),
    ]
    return Walk(
        flow(
            "main",
            Recommend(
                name="r",
                text={"en": "May I"},
                items=items,
                into="got",
                accepted="yes",
                none="none",
                next="no",
            ),
            say("yes", "end"),
            say("no", "end"),
            say("none", "end"),
            End(name="end"),
        )
    )


def test_what_fits_is_recommended_the_best_first() -> None:
    walk = recommending()
    assert [(c.value, c.key, c.reason) for c in walk.turn.shown.choices] == [
        ("B", "1", "As you have CP-1"),
        ("A", "2", ""),
    ]
    assert (walk(*answers("2")).shown.node, walk.variables["got"]) == ("yes", "A")
    assert walk(Back()).shown.value == "A"
    assert (walk(*answers("")).shown.node, walk.variables["got"]) == ("no", "")
    walk(Back())
    assert walk(Next()).shown.node == "no"
    walk(Back())
    assert walk(*answers("C")).shown.problem == "not_a_choice"


def test_nothing_that_fits_is_passed() -> None:
    assert recommending("customer.nothing").turn.shown.node == "none"
