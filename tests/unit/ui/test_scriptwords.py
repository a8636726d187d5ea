"""What a script says of its own, and the keys it gives out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.core.resources import resource
from app.protocol.flow_run import ChoiceShown, ObjectionShown, Passed, Shown
from app.protocol.flows import Unstored
from app.ui.agent import scriptchoices, scriptobjections, scriptwords
from app.ui.agent.scriptstep import size_of

SOURCES = resource("flows").parent.parent / "app" / "scripts"
GENERAL = "This does not fit here."


def codes_of_the_engine() -> set[str]:
    """Every code that an answer which does not fit is given."""
    found: set[str] = {"silence", "required"}
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'Unfit\("([a-z_]+)"\)', text))
    return found


def test_every_problem_of_the_engine_has_words_of_its_own() -> None:
    codes = codes_of_the_engine()
    assert len(codes) > 15
    assert codes <= set(scriptwords.PROBLEMS)
    said = {
        code: scriptwords.problem(
            Shown(kind="ask", node="a", problem=code, least="1", most="3", pattern="99")
        )
        for code in scriptwords.PROBLEMS
    }
    assert [code for code, words in said.items() if words == GENERAL and code != "not_this_type"] == []
    assert len(set(said.values())) == len(said)


def test_the_authors_own_sentence_comes_first() -> None:
    shown = Shown(kind="ask", node="a", problem="required", again="We need it for the visit.")
    assert scriptwords.problem(shown).startswith("We need it for the visit. ")


def test_an_unknown_problem_is_still_said() -> None:
    assert scriptwords.problem(Shown(kind="ask", node="a", problem="brand_new")) == GENERAL


def test_limits_are_said_as_they_are_read() -> None:
    assert scriptwords.expected(Shown(kind="ask", node="a", type="number", least="1", most="9")) == "1 to 9"
    assert scriptwords.expected(Shown(kind="ask", node="a", type="many_of", least="2")) == "2 or more"
    money = Shown(kind="ask", node="a", type="money", most="500", currency="TWD")
    assert scriptwords.expected(money) == "up to 500 TWD"
    date = Shown(kind="ask", node="a", type="date", least="2026-11-23")
    assert scriptwords.expected(date) == "from 23 Nov 2026"


def test_what_was_done_is_said_with_its_number() -> None:
    opened = Passed(place=0, node="act", kind="do", text="OpenTicket", value={"number": 7}, outcome="done")
    assert scriptwords.done(opened) == "Ticket #7 opened"
    named = Passed(place=0, node="act", kind="do", text="Order a visit", value={"number": 8}, outcome="done")
    assert scriptwords.done(named) == "Order a visit · #8"
    looked = Passed(place=0, node="open_tickets", kind="look_up", text="", outcome="none")
    assert scriptwords.done(looked) == "Looked up: nothing found"
    refused = Passed(place=0, node="act", kind="do", text="OpenTicket", answer="No queue.", outcome="refused")
    assert scriptwords.done(refused) == "No ticket opened"


def test_results_are_read_by_a_person() -> None:
    shown = Shown(kind="end", node="bye", results={"is_settled": True, "extras": ["a", "b"], "sum": None})
    assert scriptwords.results(shown) == "Is settled: Yes\nExtras: a, b\nSum: –"


def test_what_is_not_in_the_record_yet_is_said() -> None:
    waits = Unstored(target="contact.phone", code="no_customer")
    refused = Unstored(target="customer.name", code="stale", text="Somebody else changed it.")
    said = scriptwords.not_in_record([waits, refused])
    assert "Name (Somebody else changed it)" in said
    assert said.endswith("who it is: Phone.")


texts = st.text(max_size=12)
objections = st.builds(ObjectionShown, name=texts, text=texts, key=st.text(max_size=2))
choices = st.builds(ChoiceShown, value=texts, text=texts, key=st.text(max_size=2))


@given(st.lists(objections, max_size=30))
def test_no_two_objections_have_the_same_key(shown: list[ObjectionShown]) -> None:
    keys = scriptobjections.keys_of(shown, frozenset("U"))
    given_out = [key for key in keys if key]
    assert len(keys) == len(shown)
    assert len(given_out) == len(set(given_out)) == min(len(shown), 25)
    assert "U" not in given_out


def test_an_author_gets_the_letter_that_was_asked_for() -> None:
    shown = [ObjectionShown(name="a", text="Everything"), ObjectionShown(name="b", text="No", key="e")]
    assert scriptobjections.keys_of(shown) == ["V", "E"]


@given(st.lists(choices, max_size=50))
def test_no_two_choices_have_the_same_key(shown: list[ChoiceShown]) -> None:
    keys = scriptchoices.keys_of(shown)
    given_out = [key for key in keys if key]
    assert len(keys) == len(shown)
    assert len(given_out) == len(set(given_out))


def test_the_longer_a_text_the_smaller_it_is_set() -> None:
    assert [size_of("a" * n) for n in (10, 200, 600)] == ["say", "say-middle", "say-long"]
    assert size_of("中" * 80) == "say-middle"
