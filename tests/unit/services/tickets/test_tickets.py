"""Tickets: numbers, changes, and two people changing one."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
import pytest

from app.models.tables import notes, tickets
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.rows import TicketRow
from app.protocol.setup import SaveCustomField
from app.protocol.tickets import EditTicket, GetTicket, LinkTicket, ListTickets, OpenTicket
from tests.helpers.house import House, refused
from tests.helpers.promises import broken_promises

ME = Actor(None, "agent")


def new(house: House, **values: Any) -> TicketRow:
    customer = values.pop("customer_id", None) or house.customer()
    return house.do(OpenTicket(customer_id=customer, subject="Lamp is dark", **values), ME)


def edit(house: House, seen: TicketRow, **changes: Any) -> TicketRow:
    return house.do(EditTicket(ticket_id=seen.id, seen_at=seen.updated_at, changes=changes), ME)


def test_numbers_are_given_once_and_in_order(house: House) -> None:
    customer = house.customer()
    body = msgspec.json.encode(OpenTicket(customer_id=customer, subject="x"))
    bad = msgspec.json.encode(OpenTicket(customer_id=customer, subject=" "))

    def open_some(who: int) -> None:
        for n in range(12):
            answer = house.door.submit("OpenTicket", bad if n % 4 == 3 else body, ME, f"ticket {who} {n}")
            answer.exception(20)

    threads = [threading.Thread(target=open_some, args=(who,)) for who in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(row.number for row in house.rows(tickets))
    assert numbers == list(range(10_001, 10_001 + 45))
    assert broken_promises(house.record) == []


def test_a_ticket_out_of_a_call_is_linked_to_it(house: House) -> None:
    call = house.call()
    ticket = new(house, interaction_id=call, text="first note")
    assert house.interaction(call).ticket_id == ticket.id
    (note,) = house.rows(notes)
    assert (note.ticket_id, note.interaction_id, note.customer_id) == (ticket.id, call, ticket.customer_id)
    other = house.call()
    house.do(LinkTicket(interaction_id=other, ticket_id=ticket.id), ME)
    assert house.interaction(other).ticket_id == ticket.id


def test_closing_and_opening_again(house: House) -> None:
    seen = new(house)
    closed = edit(house, seen, state="closed")
    assert closed.closed_at == house.clock.at
    house.clock.advance(1_000)
    assert edit(house, closed, state="open").closed_at is None


def test_who_saves_second_sees_both_values(house: House) -> None:
    house.admin(SaveCustomField(entity="ticket", key="colour", label="Colour"))
    seen = new(house)
    edit(house, seen, priority="high", custom={"colour": "red"})
    no = refused(lambda: edit(house, seen, priority="low", subject="Lamp", custom={"colour": "blue"}))
    assert no.code == errors.STALE
    assert no.details["fields"] == {
        "custom.colour": {"now": "red", "yours": "blue"},
        "priority": {"now": "high", "yours": "low"},
    }
    assert edit(house, seen, subject="Lamp").priority == "high"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": ""}, errors.BAD_VALUE),
        ({"subject": None}, errors.BAD_VALUE),
        ({"subject": "x" * 501}, errors.BAD_VALUE),
        ({"state": "lost"}, errors.BAD_VALUE),
        ({"priority": ["high"]}, errors.BAD_VALUE),
        ({"queue_id": "abc"}, errors.BAD_VALUE),
        ({"queue_id": 7}, errors.NOT_FOUND),
        ({"agent_id": 2**70}, errors.BAD_VALUE),
        ({"customer_id": None}, errors.BAD_VALUE),
        ({"custom": []}, errors.BAD_VALUE),
        ({"number": 1}, errors.BAD_VALUE),
    ],
)
def test_values_that_do_not_fit(house: House, changes: dict[str, Any], code: str) -> None:
    seen = new(house)
    assert refused(lambda: edit(house, seen, **changes)).code == code


def test_the_list_has_pages_and_filters(house: House) -> None:
    queue, customer = house.queue(), house.customer("Anna")
    made = []
    for n in range(5):
        house.clock.advance(1_000)
        made.append(new(house, customer_id=customer, queue_id=queue if n % 2 else None))
    page = house.ask(ListTickets(limit=2, offset=1))
    assert page.total == 5
    assert [row.id for row in page.rows] == [made[3].id, made[2].id]
    assert page.names == {customer: "Anna"}
    assert {row.id for row in house.ask(ListTickets(queue_id=queue)).rows} == {made[1].id, made[3].id}
    assert house.ask(ListTickets(state="closed")).total == 0
    assert house.ask(ListTickets(limit=-5, offset=-1)).total == 5
    assert house.ask(GetTicket(ticket_id=made[0].id)) == made[0]
    assert refused(lambda: house.ask(GetTicket(ticket_id=1))).code == errors.NOT_FOUND
