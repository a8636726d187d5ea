"""What a flow looks up: the record's own words, and nothing of anybody else."""

from __future__ import annotations

from typing import Any

import pytest

from app.models.unit import Reader
from app.protocol.agents import SetPresence
from app.protocol.customers import AddOwnedProduct, CreateCustomer, EditCustomer, MergeCustomers, NewPoint
from app.protocol.flow_run import Result
from app.protocol.flows import GetFlowContext, RunView, StartFlow
from app.protocol.setup import SaveCustomField, SaveProduct
from app.protocol.tickets import EditTicket, OpenTicket
from app.services.flows.keeping import need_run
from app.services.flows.lookups import LookUps
from app.services.flows.world import WorldReader
from tests.helpers.house import Agent, House
from tests.unit.services.flows.desk import publish, step
from tests.unit.services.flows.samples import HELLO

DAY = 86_400_000


@pytest.fixture
def mei(house: House) -> Agent:
    assert house.settled
    house.admin(SaveCustomField(key="customer_no", label="Number"))
    publish(house.agent("grace", "supervisor"), HELLO)
    return house.agent("mei")


def begin(mei: Agent, customer: int | None, **values: Any) -> RunView:
    return mei.do(StartFlow(flow="hello", customer_id=customer, **values))


def look(house: House, run: RunView, what: str, **wanted: Any) -> Result:
    """What a look-up node of this run gets."""
    with house.record.read() as connection:
        read: Reader = house.door.reader(connection)
        return LookUps(WorldReader("Asia/Taipei")).look_up(read, need_run(read, run.id), what, wanted)


def test_a_customer_by_what_only_they_have(house: House, mei: Agent) -> None:
    mail = NewPoint(kind="email", raw="anna@example.com")
    phone = NewPoint(kind="phone", raw="0912 345 678")
    anna = mei.do(CreateCustomer(name="Anna", points=[mail, phone], custom={"customer_no": "A-1001"})).id
    jan = house.customer("Jan", "0912 345 678")
    run = begin(mei, None)
    for wanted in (
        {"customer_no": " a-1001 "},
        {"email": "Anna@Example.com"},
        {"id": anna},
        {"id": str(anna)},
        {"phone": "+886 912 345 678", "customer_no": "A-1001"},
        {"phone": "0912345678", "id": anna},
    ):
        found = look(house, run, "customer", **wanted)
        assert (found.outcome, found.value["id"]) == ("done", anna), wanted
    for wanted in (
        {"phone": "0912 345 678"},  # two have it: it says nothing of either
        {"customer_no": "A-1002"},
        {"customer_no": "A-100"},
        {"phone": "no number"},
        {"id": jan, "customer_no": "A-1001"},
        {"id": 10**30},
        {"name": "Anna"},
        {"customer_no": ""},
    ):
        assert look(house, run, "customer", **wanted).outcome == "none", wanted


def test_a_custom_value_is_found_as_it_is_now(house: House, mei: Agent) -> None:
    customer = mei.do(CreateCustomer(name="Anna", custom={"customer_no": "A-1"}))
    changes = {"custom": {"customer_no": "B-2"}}
    mei.do(EditCustomer(customer_id=customer.id, seen_at=customer.updated_at, changes=changes))
    run = begin(mei, None)
    assert look(house, run, "customer", customer_no="A-1").outcome == "none"
    assert look(house, run, "customer", customer_no="B-2").value["id"] == customer.id
    other = house.customer("Anna again")
    mei.do(MergeCustomers(survivor_id=other, merged_id=customer.id))
    assert look(house, run, "customer", customer_no="B-2").value["id"] == other


def test_the_runs_own_customer(house: House, mei: Agent) -> None:
    customer = house.customer("Anna")
    assert look(house, begin(mei, customer), "customer").value["name"] == "Anna"
    assert look(house, begin(mei, None), "customer").outcome == "none"


def test_products_and_the_catalogue(house: House, mei: Agent) -> None:
    customer = house.customer()
    tap = house.admin(SaveProduct(sku="TAP-1", name="A tap", category="bath")).id
    house.admin(SaveProduct(sku="CUP-1", name="A cup", category="kitchen"))
    at = house.clock.at
    for until in (at + DAY, at - DAY, None):
        mei.do(
            AddOwnedProduct(
                customer_id=customer, product_id=tap, serial=str(until), bought_at=at, warranty_until=until
            )
        )
    run = begin(mei, customer)
    owned = look(house, run, "products", category="bath").value
    assert [product["in_warranty"] for product in owned] == [False, False, True]
    assert {product["sku"] for product in owned} == {"TAP-1"}
    assert [row["warranty_until"] for row in look(house, run, "products", in_warranty=True).value] == [
        "2023-11-16"
    ]
    assert look(house, run, "products", category="garden").outcome == "none"
    assert [product["name"] for product in look(house, run, "products", all=True).value] == ["A cup", "A tap"]
    assert look(house, begin(mei, None), "products").outcome == "none"


def test_tickets(house: House, mei: Agent) -> None:
    customer, other = house.customer(), house.customer("Jan")
    one = mei.do(OpenTicket(customer_id=customer, subject="It drips"))
    two = mei.do(OpenTicket(customer_id=customer, subject="It rings"))
    theirs = mei.do(OpenTicket(customer_id=other, subject="It smells"))
    mei.do(EditTicket(ticket_id=two.id, seen_at=two.updated_at, changes={"state": "solved"}))
    run = begin(mei, customer)
    assert [ticket["subject"] for ticket in look(house, run, "tickets").value] == ["It rings", "It drips"]
    assert [t["number"] for t in look(house, run, "tickets", state="open").value] == [one.number]
    assert [t["number"] for t in look(house, run, "tickets", state=["open", "solved"]).value] == [
        two.number,
        one.number,
    ]
    nobody = begin(mei, None)
    assert look(house, nobody, "tickets").outcome == "none"
    (found,) = look(house, nobody, "tickets", number=f"#{theirs.number}").value
    assert found["customer_id"] == other
    assert look(house, nobody, "tickets", number="one").outcome == "none"


def test_earlier_answers(house: House, mei: Agent) -> None:
    customer = house.customer()
    for colour in ("red", "blue"):
        house.clock.advance(1_000)
        step(mei, step(mei, begin(mei, customer)), answer=colour)
    run = begin(mei, customer)
    (found,) = look(house, run, "answers", flow="hello", variable="colour").value
    assert (found["value"], found["node"]) == ("blue", "colour")
    assert look(house, run, "answers", flow="other").outcome == "none"
    assert look(house, begin(mei, house.customer("Jan")), "answers").outcome == "none"


def test_earlier_contacts(house: House, mei: Agent) -> None:
    customer = house.customer("Anna", "0912 345 678")
    queue = house.queue()
    earlier = house.call(queue)
    mei.ready().take(earlier)
    mei.end_and_book(earlier)
    now = house.call(queue)
    run = begin(mei, customer, interaction_id=now)
    found = look(house, run, "interactions").value
    assert [(contact["id"], contact["queue"]) for contact in found] == [(earlier, "Service")]
    assert look(house, run, "interactions", channel="email").outcome == "none"


def test_a_queue(house: House, mei: Agent) -> None:
    queue = house.queue("Technical")
    run = begin(mei, None)
    empty = look(house, run, "queue", name="Technical").value
    assert (empty["waiting"], empty["wait_seconds"], empty["ready"]) == (0, 0, 0)
    assert empty["expected_seconds"] is None, "nobody has talked yet, and nobody is ready"
    house.call(queue)
    house.clock.advance(30_000)
    house.call(queue)
    mei.do(SetPresence(presence="ready"))
    busy = look(house, run, "queue", name="Technical").value
    assert (busy["id"], busy["waiting"], busy["wait_seconds"]) == (queue, 2, 30)
    assert (busy["ready"], busy["expected_seconds"]) == (1, 0)
    assert look(house, run, "queue", name="Nowhere").outcome == "none"


def test_what_nobody_can_look_up(house: House, mei: Agent) -> None:
    assert look(house, begin(mei, None), "weather").outcome == "failed"


def test_tickets_as_a_flow_sees_them(house: House, mei: Agent) -> None:
    customer = house.customer()
    tap = house.admin(SaveProduct(sku="TAP-1", name="A tap")).id
    queue = house.queue()
    ticket = mei.do(
        OpenTicket(customer_id=customer, subject="It drips", product_id=tap, queue_id=queue, agent_id=mei.id)
    )
    (seen,) = mei.ask(GetFlowContext(customer_id=customer))["customer"]["tickets"]
    assert (seen["number"], seen["product"], seen["queue"]) == (ticket.number, "A tap", "Service")
    assert (seen["opened_on"], seen["agent_id"]) == ("2023-11-14", mei.id)
