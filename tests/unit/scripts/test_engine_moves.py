"""Jumps, flows inside flows, kept answers, and who helps when nothing goes on."""

from __future__ import annotations

import msgspec

from app.protocol.flow_run import Answer, Back, Change, Jump, Next, Result, Return, Silence
from app.scripts.engine import asked, path, step
from app.scripts.nodes import (
    Branch,
    Case,
    Choice,
    End,
    Objection,
    Route,
    Say,
    Set,
    SubFlow,
)
from tests.helpers.flow_walks import WORLD, Walk, answers, ask, flow, say


# --- jumps ---------------------------------------------------------------------------------------
def objecting() -> Walk:
    return Walk(
        flow(
            "main",
            ask("a", "b"),
            ask("b", "end"),
            say("dear", "note", "Too dear at {{ a }}?"),
            Set(name="note", values={"objected": "a * 10"}, next="more"),
            say("more", "return"),
            say("why", "return"),
            End(name="end", results={"n": "objected"}),
            objections=[
                Objection(name="dear", text={"en": "Too dear"}, start="dear", key="e"),
                Objection(name="why", text={"en": "Why?"}, start="why"),
            ],
        )
    )


def test_an_objection_comes_back_to_the_same_place_and_keeps_what_it_set() -> None:
    walk = objecting()
    shown = walk(*answers(3), Jump(objection="dear")).shown
    assert (shown.text, shown.can_return) == ("Too dear at 3?", True)
    assert [(o.name, o.key) for o in shown.objections] == [("dear", "e"), ("why", "")]
    back = walk(Next(), Next())
    assert (back.shown.node, back.shown.can_return, walk.variables["objected"]) == ("b", False, 30)
    assert walk(*answers(5)).shown.results == {"n": 30}


def test_jumps_nest_and_return_unwinds_one() -> None:
    walk = objecting()
    walk(Jump(objection="dear"), Jump(objection="why"))
    assert (walk.turn.shown.node, len(walk.turn.state.frames)) == ("why", 3)
    assert walk(Return()).shown.node == "dear"
    assert walk(Return()).shown.node == "a"
    before = walk.turn
    assert walk(Return()).state == before.state, "there is nothing to return from"


def test_back_out_of_a_jump_and_in_again() -> None:
    walk = objecting()
    inside = walk(*answers(3), Jump(objection="dear"))
    assert walk(Back()).shown.node == "b"
    assert walk(Jump(objection="dear")) == inside
    assert [passed.depth for passed in path(walk.programs, walk(Next()).state, WORLD)] == [0, 0, 1]


def test_a_jump_to_a_node_by_the_agents_choice() -> None:
    walk = objecting()
    assert walk(Jump(node="why")).shown.node == "why"
    assert walk(Next()).shown.node == "a"
    before = walk.turn.state
    assert walk(Jump(node="nowhere"), Jump(objection="nobody")).state == before


def test_a_change_walks_through_a_jump_again() -> None:
    walk = objecting()
    walk(*answers(3), Jump(objection="dear"), Next(), Next(), *answers(5))
    changed = walk(Change(place=0, value=4))
    assert (changed.shown.kind, walk.variables["objected"]) == ("end", 40)


# --- flows inside flows --------------------------------------------------------------------------
def calling() -> Walk:
    return Walk(
        flow(
            "main",
            ask("a", "check"),
            SubFlow(
                name="check",
                flow="inner",
                arguments={"n": "a", "born": "'2000-02-01'"},
                into={"k": "known"},
                next="b",
            ),
            say("b", "end", "{{ k }} {{ x }}"),
            End(name="end"),
            say("dear", "return", "dear {{ a }}"),
            objections=[Objection(name="dear", text={"en": "Too dear"}, start="dear")],
        ),
        flow(
            "inner",
            ask("x", "bye", "text"),
            End(name="bye", text={"en": "{{ n + 1 }} {{ age(born) }}"}, results={"known": "x ~ n"}),
            arguments={"n": "number", "born": "date"},
            results={"known": "text"},
        ),
    )


def test_a_flow_inside_has_its_own_variables_and_gives_results_back() -> None:
    walk = calling()
    assert walk(*answers(7)).shown.node == "x"
    bye = walk(*answers("hi")).shown
    assert (bye.kind, bye.text) == ("say", "8 26")
    assert walk(Next()).shown.text == "hi7 "
    assert walk(Back()).shown.text == "8 26"
    assert walk(Back()).shown.value == "hi"
    assert walk(*answers("hi"), Next(), Next()).shown.kind == "end"


def test_an_objection_of_the_outer_flow_inside_the_inner_one() -> None:
    walk = calling()
    shown = walk(*answers(7), Jump(objection="dear")).shown
    assert shown.text == "dear 7", "with the outer flow's variables"
    assert walk(Next()).shown.node == "x"


def test_a_missing_flow_and_an_endless_one() -> None:
    person = Route(name="person", queue="Service")
    missing = flow(
        "main", SubFlow(name="a", flow="none", next="end"), End(name="end"), person, person="person"
    )
    shown = Walk(missing).turn.shown
    assert (shown.kind, shown.effect, shown.trouble) == (
        "route",
        "Service",
        "no_flow: There is no flow none.",
    )
    deep = flow("main", SubFlow(name="a", flow="main", next="end"), End(name="end"), person, person="person")
    shown = Walk(deep).turn.shown
    assert (shown.kind, shown.trouble.split(":")[0]) == ("route", "too_deep")


def test_the_outer_flows_person_helps_where_the_inner_one_has_none() -> None:
    walk = Walk(
        flow("main", SubFlow(name="a", flow="inner"), Route(name="person", queue="Help"), person="person"),
        flow("inner", Branch(name="b", cases=[Case(when="1 / 0", next="b")])),
    )
    shown = walk.turn.shown
    assert (shown.effect, shown.trouble) == ("Help", "division: A number is divided by nothing.")
    assert len(walk.turn.state.frames) == 1


# --- answers that are kept -----------------------------------------------------------------------
def order() -> Walk:
    return Walk(
        flow(
            "main",
            ask(
                "kind",
                "size",
                "one_of",
                choices=[
                    Choice(value="coffee", text={"en": "Coffee"}),
                    Choice(value="tea", text={"en": "Tea"}, next="leaf"),
                ],
            ),
            ask("size", "many", most="10 if kind == 'coffee' else 3"),
            ask("leaf", "size", "text"),
            ask("many", "end", store="customer.custom.cups"),
            End(name="end"),
        )
    )


def test_a_change_keeps_what_still_applies_and_stops_at_the_first_that_does_not() -> None:
    walk = order()
    walk(*answers("coffee", 8, 2))
    changed = walk(Change(place=0, value="tea"))
    assert (changed.shown.node, changed.shown.value) == ("leaf", None)
    assert walk(*answers("green")).shown.value is None, "8 is too much for tea"
    assert (walk(*answers(2)).shown.node, walk.turn.shown.value) == ("many", 2)
    ended = walk(*answers(2))
    assert (ended.shown.kind, [s.target for s in ended.stored]) == ("end", ["customer.custom.cups"])
    back = walk(Change(place=0, value="coffee"))
    assert (back.shown.kind, walk.variables["kind"], walk.variables["size"]) == ("end", "coffee", 2)
    assert back.state.kept == {"leaf": walk.turn.state.kept["leaf"]}


def test_a_change_that_does_not_fit_changes_nothing_but_says_so() -> None:
    walk = order()
    before = walk(*answers("coffee", 8))
    after = walk(Change(place=1, value=11))
    assert (after.shown.node, after.shown.problem, after.state.trail) == (
        "many",
        "too_large",
        before.state.trail,
    )
    assert walk(Change(place=7, value=1), Change(place=-1, value=1)).state == after.state
    assert walk(*answers(2)).shown.kind == "end"


def test_what_was_asked_can_be_shown_again() -> None:
    walk = order()
    walk(*answers("coffee", 8, 2))
    shown = asked(walk.programs, walk.turn.state, 1, WORLD)
    assert shown is not None
    assert (shown.node, shown.value, shown.most) == ("size", 8, "10")


# --- nobody is left alone ------------------------------------------------------------------------
def test_nothing_to_choose_from_goes_to_a_person() -> None:
    only = [Choice(value="x", when="customer.nothing")]
    person = Route(name="person", queue="Help")
    walk = Walk(
        flow("main", ask("a", "end", "one_of", choices=only), End(name="end"), person, person="person")
    )
    assert (walk.turn.shown.kind, walk.turn.shown.trouble.split(":")[0]) == ("route", "no_choices")
    walk = Walk(flow("main", ask("a", "end", "one_of", choices=only, required=False), End(name="end")))
    assert walk.turn.shown.kind == "end"


def test_on_a_telephone_three_tries_go_otherwise() -> None:
    asking = ask("a", "end", otherwise="other", tries=2, again={"en": "Once more"})
    walk = Walk(flow("main", asking, say("other", "a"), End(name="end")), speaker="telephone")
    shown = walk(Silence()).shown
    assert (shown.problem, shown.again, shown.tries) == ("silence", "Once more", 1)
    assert walk(*answers("#")).shown.node == "other"
    assert walk(Next()).shown.tries == 0


def test_a_person_who_cannot_help_ends_the_run() -> None:
    walk = Walk(flow("main", ask("a", "end"), End(name="end"), person="a"), speaker="telephone")
    shown = walk(Silence(), Silence(), Silence()).shown
    assert (shown.kind, shown.trouble.split(":")[0]) == ("end", "tries")
    gone = Walk(flow("main", Route(name="r", queue="Q"), person="r"), speaker="telephone")
    assert gone(Result(outcome="failed")).shown.kind == "end"


def test_a_dead_end_and_a_return_to_nowhere() -> None:
    for following in ("", "nowhere", "return"):
        walk = Walk(flow("main", say("a", following)))
        shown = walk(Next()).shown
        assert (shown.kind, shown.trouble.split(":")[0]) == ("end", "no_way")
        assert walk(Back()).shown.node == "a"


def test_a_text_that_fails_shows_what_it_can() -> None:
    shown = Walk(flow("main", say("a", "", "Hello {{ 1 / 0 }}{{ customer.name }}."))).turn.shown
    assert (shown.text, shown.trouble) == ("Hello Mei.", "division: A number is divided by nothing.")
    shown = Walk(flow("main", say("a", "", "Hello {{ customer.name"))).turn.shown
    assert (shown.text, shown.trouble.split(":")[0]) == ("", "syntax")


def test_the_language_can_be_chosen() -> None:
    walk = Walk(
        flow(
            "main",
            Say(name="a", text={"en": "Hello", "th": "สวัสดี"}, next="b"),
            Set(name="b", values={"language": "'th-TH'"}, next="c"),
            Say(name="c", text={"en": "Bye", "th": "ลาก่อน"}),
        )
    )
    assert walk.turn.shown.text == "Hello"
    assert (walk(Next()).shown.text, walk.turn.shown.language) == ("ลาก่อน", "th")
    assert walk(Back()).shown.text == "Hello"


def test_dates_and_amounts_stay_what_they_are() -> None:
    walk = Walk(
        flow(
            "main",
            ask("born", "price", "date", most="today"),
            ask("price", "sum", "money", currency="TWD"),
            Set(
                name="sum",
                values={"total": "price * 3 + 1", "due": "today + 30", "old": "born < today"},
                next="end",
            ),
            say("end", "", "{{ total }} {{ due }} {{ old }} {{ age(born) }} {{ total|money('TWD') }}"),
        )
    )
    assert walk(*answers("2026-12-01")).shown.problem == "too_late"
    shown = walk(*answers("1/2/2543", "1,234.50")).shown
    assert shown.text == "3704.50 2026-12-21 True 26 TWD 3,704.50"


def test_a_long_run_stays_small_and_shares_what_it_leaves() -> None:
    nodes = [ask(f"q{at}", f"q{at + 1}", "text") for at in range(100)]
    walk = Walk(flow("main", *nodes, End(name="q100")))
    for at in range(100):
        before = walk.turn
        walk.turn = step(walk.programs, before.state, Answer(value=f"answer {at}"), WORLD)
    assert all(one is other for one, other in zip(before.state.trail, walk.turn.state.trail, strict=False))
    assert len(msgspec.json.encode(walk.turn.state)) < 12_000


def test_a_result_that_breaks_at_the_end_of_a_flow_inside_goes_to_a_person() -> None:
    bye = End(name="bye", text={"en": "Bye"}, results={"r": "1 / 0"})
    desk = Route(name="desk", queue="Service")
    sub = SubFlow(name="sub", flow="inner", into={"x": "r"}, next="end")
    walk = Walk(flow("main", sub, End(name="end"), desk, person="desk"), flow("inner", bye))
    shown = walk(Next()).shown
    assert (shown.kind, shown.effect) == ("route", "Service")
    assert "divided" in shown.trouble
