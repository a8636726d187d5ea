"""Links: signed, of one customer, good until they expire or are taken back, with one run behind each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.tables import commands, flow_links, flow_runs, flows, log
from app.protocol import errors
from app.protocol.customers import MergeCustomers, UndoMerge
from app.protocol.flow_links import (
    FlowLinkView,
    GetFlowLink,
    KeepLinkKey,
    ListFlowLinks,
    MakeFlowLink,
    OpenFlowLink,
    RevokeFlowLink,
    SetLinkAddress,
)
from app.protocol.flow_run import Answer, Next
from app.protocol.flows import ResumeFlow, RetireFlow, StartFlow, StepFlow, SuspendFlow
from app.protocol.tickets import OpenTicket
from app.services.flows.links import DAY_MS, link_id_of, token_of
from tests.helpers.house import Agent, House, refused
from tests.unit.services.flows.desk import publish
from tests.unit.services.flows.samples import HELLO, named

KEY = "0f" * 32
TWO = """\
flow: two
title: {en: Two, th: สอง}
languages: [en, th]
speakers: [web]
start: hello
nodes:
  hello: {say: {en: Hello, th: สวัสดี}, next: bye}
  bye: {end: Settled}
"""


@pytest.fixture
def grace(house: House) -> Agent:
    """A supervisor of a house that has a page flow and signs links."""
    house.do(KeepLinkKey(key=KEY))
    house.do(SetLinkAddress(address="https://desk.example/", public=True))
    supervisor = house.agent("grace", "supervisor")
    publish(supervisor, HELLO)
    return supervisor


def token(link: FlowLinkView) -> str:
    return link.url.rpartition("/")[2]


# --- tokens --------------------------------------------------------------------------------------
@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**63 - 1))
def test_a_token_is_its_link_under_its_key(key: bytes, link_id: int) -> None:
    made = token_of(key, link_id)
    assert len(made) == 32
    assert link_id_of(key, made) == link_id
    assert link_id_of(bytes(32) if key != bytes(32) else b"x" * 32, made) is None


@given(st.text(max_size=40))
def test_no_text_is_a_token(text: str) -> None:
    assert link_id_of(bytes(32), text) is None


def test_no_letter_of_a_token_can_be_changed() -> None:
    made = token_of(b"k" * 32, 912136307327631360)
    for place in range(len(made)):
        for letter in "AB":
            other = made[:place] + letter + made[place + 1 :]
            assert (link_id_of(b"k" * 32, other) is not None) == (other == made)
    for other in (made + "A", made[:-1], made + "=", made.lower(), " " + made[1:], made[:-4] + "\n==="):
        assert link_id_of(b"k" * 32, other) is None


# --- made ----------------------------------------------------------------------------------------
def test_a_link_leads_to_its_customers_flow(house: House, grace: Agent) -> None:
    customer = house.customer(language="th")
    link = house.agent("mei").do(MakeFlowLink(flow="hello", customer_id=customer))
    assert link.url.startswith("https://desk.example/f/")
    assert (link.public, link.state, link.language, link.title) == (True, "new", "th", {"en": "Hello"})
    assert link.expires_at == house.clock.now() + 14 * DAY_MS
    found = house.ask(GetFlowLink(token=token(link)))
    assert found == link
    assert grace.ask(ListFlowLinks(customer_id=customer)) == [link]


def test_the_token_is_neither_in_the_log_nor_in_its_table(house: House, grace: Agent) -> None:
    link = grace.do(MakeFlowLink(flow="hello", customer_id=house.customer()))
    kept = str(house.rows(log)) + str(house.rows(flow_links))
    assert token(link) not in kept
    assert KEY not in kept + str(house.rows(commands))


def test_what_no_link_can_be_made_of(house: House, grace: Agent) -> None:
    customer, other = house.customer(), house.customer("Jan")
    publish(grace, named("inside").replace("[console, web]", "[console]"))
    ticket = grace.do(OpenTicket(customer_id=other, subject="Router")).id
    call = house.call()
    grace.do(MakeFlowLink(flow="hello", customer_id=customer, interaction_id=call))
    for command, code in (
        (MakeFlowLink(flow="none", customer_id=customer), errors.NOT_FOUND),
        (MakeFlowLink(flow="inside", customer_id=customer), errors.BAD_VALUE),
        (MakeFlowLink(flow="hello", customer_id=1), errors.NOT_FOUND),
        (MakeFlowLink(flow="hello", customer_id=customer, days=0), errors.BAD_VALUE),
        (MakeFlowLink(flow="hello", customer_id=customer, days=367), errors.BAD_VALUE),
        (MakeFlowLink(flow="hello", customer_id=customer, interaction_id=1), errors.NOT_FOUND),
        (MakeFlowLink(flow="hello", customer_id=customer, ticket_id=ticket), errors.BAD_VALUE),
    ):
        no = refused(lambda command=command: grace.do(command))  # type: ignore[misc]
        assert no.code == code, command
    assert len(house.rows(flow_links)) == 1


def test_a_house_that_signs_nothing_makes_no_links(house: House) -> None:
    grace = house.agent("grace", "supervisor")
    publish(grace, HELLO)
    no = refused(lambda: grace.do(MakeFlowLink(flow="hello", customer_id=house.customer())))
    assert no.code == errors.WRONG_STATE
    assert refused(lambda: house.ask(GetFlowLink(token="A" * 32))).code == errors.NOT_FOUND
    assert refused(lambda: house.do(KeepLinkKey(key="short"))).code == errors.BAD_VALUE


def test_the_key_stays_and_the_address_may_change(house: House, grace: Agent) -> None:
    link = grace.do(MakeFlowLink(flow="hello", customer_id=house.customer()))
    house.do(KeepLinkKey(key="aa" * 32))
    house.do(SetLinkAddress(address="http://192.0.2.1:8500", public=False))
    again = house.ask(GetFlowLink(token=token(link)))
    assert again.url == "http://192.0.2.1:8500/f/" + token(link)
    assert not again.public


# --- opened --------------------------------------------------------------------------------------
def test_a_link_has_one_run_until_it_ended(house: House, grace: Agent) -> None:
    link = grace.do(MakeFlowLink(flow="hello", customer_id=house.customer()))
    run = house.do(OpenFlowLink(link_id=link.id))
    assert (run.speaker, run.shown.text, run.customer_id) == (
        "web",
        "Good day, Anna Weber.",
        link.customer_id,
    )
    assert house.do(OpenFlowLink(link_id=link.id)) == run, "opened again: the same place"
    run = house.do(StepFlow(run_id=run.id, step=run.step, input=Next()))
    assert house.do(OpenFlowLink(link_id=link.id)).shown.node == "colour"
    assert house.ask(GetFlowLink(token=token(link))).state == "begun"
    house.do(StepFlow(run_id=run.id, step=run.step, input=Answer(value="red")))
    assert house.ask(GetFlowLink(token=token(link))).state == "ended"
    assert house.do(OpenFlowLink(link_id=link.id)).shown.text == "red it is."
    assert len(house.rows(flow_runs)) == 1


def test_a_customer_takes_up_what_an_agent_put_aside(house: House, grace: Agent) -> None:
    customer = house.customer()
    call = house.call()
    run = grace.do(StartFlow(flow="hello", interaction_id=call))
    link = grace.do(MakeFlowLink(flow="hello", customer_id=customer, interaction_id=call))
    taken = house.do(OpenFlowLink(link_id=link.id))
    assert (taken.id, taken.speaker) == (run.id, "web"), "the run that was open on this contact"
    grace.do(ResumeFlow(run_id=run.id))
    grace.do(SuspendFlow(run_id=run.id))
    again = house.do(OpenFlowLink(link_id=link.id))
    assert (again.status, again.speaker) == ("running", "web")


def test_the_language_is_the_customers_until_another_is_chosen(house: House, grace: Agent) -> None:
    publish(grace, TWO)
    link = grace.do(MakeFlowLink(flow="two", customer_id=house.customer(language="th")))
    assert house.do(OpenFlowLink(link_id=link.id)).shown.text == "สวัสดี"
    assert house.do(OpenFlowLink(link_id=link.id, language="en")).shown.text == "Hello"
    assert house.do(OpenFlowLink(link_id=link.id)).shown.text == "Hello"


def test_a_link_expires(house: House, grace: Agent) -> None:
    link = grace.do(MakeFlowLink(flow="hello", customer_id=house.customer(), days=1))
    house.clock.advance(DAY_MS - 1)
    assert house.ask(GetFlowLink(token=token(link))).state == "new"
    house.clock.advance(1)
    assert house.ask(GetFlowLink(token=token(link))).state == "expired"
    assert refused(lambda: house.do(OpenFlowLink(link_id=link.id))).code == errors.WRONG_STATE
    assert house.rows(flow_runs) == []


def test_a_link_can_be_taken_back_and_given_again(house: House, grace: Agent) -> None:
    link = grace.do(MakeFlowLink(flow="hello", customer_id=house.customer()))
    assert grace.do(RevokeFlowLink(link_id=link.id)).state == "revoked"
    assert refused(lambda: house.do(OpenFlowLink(link_id=link.id))).code == errors.WRONG_STATE
    assert grace.do(RevokeFlowLink(link_id=link.id, revoked=False)) == link
    assert house.do(OpenFlowLink(link_id=link.id)).shown.kind == "say"
    assert refused(lambda: grace.do(RevokeFlowLink(link_id=1))).code == errors.NOT_FOUND


def test_a_flow_that_is_no_longer_live_can_be_finished_but_not_begun(house: House, grace: Agent) -> None:
    customer = house.customer()
    begun, new = (grace.do(MakeFlowLink(flow="hello", customer_id=customer)) for _ in range(2))
    run = house.do(OpenFlowLink(link_id=begun.id))
    grace.do(RetireFlow(flow_id=house.rows(flows)[0].id))
    assert house.ask(GetFlowLink(token=token(begun))).title == {"en": "Hello"}
    house.do(StepFlow(run_id=run.id, step=run.step, input=Next()))
    assert house.ask(GetFlowLink(token=token(new))).languages == []
    assert refused(lambda: house.do(OpenFlowLink(link_id=new.id))).code == errors.NOT_FOUND


def test_links_follow_a_merge(house: House, grace: Agent) -> None:
    stays, goes = house.customer("Anna"), house.customer("Anna Weber")
    link = grace.do(MakeFlowLink(flow="hello", customer_id=goes))
    merge = grace.do(MergeCustomers(survivor_id=stays, merged_id=goes))
    assert [one.id for one in grace.ask(ListFlowLinks(customer_id=stays))] == [link.id]
    assert house.do(OpenFlowLink(link_id=link.id)).customer_id == stays
    grace.do(UndoMerge(merge_id=merge.id))
    assert house.ask(GetFlowLink(token=token(link))).customer_id == goes
