"""Cards that are shown follow the log, in whatever order answers and events arrive."""

from __future__ import annotations

from typing import Any

from app.client.cards import Cards
from app.protocol.events import Change, Event, Pop
from app.protocol.views import Card, ContactPointView, CustomerView, Match, RelationView, TimelineEntry


def _card(number: int = 0, name: str = "Lin", **parts: Any) -> Card:
    return Card(customer=CustomerView(id=40, kind="person", name=name), number=number, **parts)


def _event(number: int, *changes: Change) -> Event:
    return Event(number=number, at=0, command="Change", changes=list(changes))


def _renamed(number: int, name: str) -> Event:
    return _event(number, Change("customers", 40, "update", new={"name": name, "updated_at": number}))


def _name(cards: Cards) -> str:
    card = cards.get(40)
    return card.customer.name if card else ""


def test_events_that_came_while_the_answer_was_under_way_are_put_on_top() -> None:
    cards = Cards()
    for number, name in ((5, "Lin A"), (6, "Lin B"), (7, "Lin C")):
        cards.apply(_renamed(number, name))
    cards.hold(40, _card(number=6, name="Lin B"))
    assert _name(cards) == "Lin C"


def test_events_that_are_in_the_answer_are_not_put_on_it_again() -> None:
    cards = Cards()
    cards.hold(40, _card(number=6, name="Lin B"))
    assert cards.apply(_renamed(5, "Lin A")) == []
    assert cards.apply(_renamed(7, "Lin C")) == [40]
    assert _name(cards) == "Lin C"


def test_an_older_answer_does_not_undo_what_came_since() -> None:
    cards = Cards()
    cards.hold(40, _card(number=3))
    cards.apply(_renamed(8, "Lin D"))
    assert not cards.refresh(40, _card(number=3))
    assert _name(cards) == "Lin D"


def test_a_card_is_held_as_long_as_anybody_shows_it() -> None:
    cards = Cards()
    cards.hold(40, _card())
    cards.hold(40, _card())
    cards.hold_for_pop(Pop(offer_id=1, interaction_id=9, match=Match(by="phone"), card=_card()))
    cards.release(40)
    cards.release(40)
    assert cards.get(40)
    cards.let_go_of_pop(9)
    assert cards.get(40) is None


def test_points_come_change_and_go() -> None:
    cards = Cards()
    home = ContactPointView(id=1, kind="phone", raw="02 2345 6789", normal="+886223456789", main=True)
    cards.hold(40, _card(points=[home]))
    new = {
        "customer_id": 40,
        "kind": "phone",
        "raw": "1",
        "normal": "",
        "label": "",
        "main": True,
        "created_at": 1,
    }
    made = Change("contact_points", 2, "insert", new=new)
    cards.apply(_event(1, Change("contact_points", 1, "update", new={"main": False}), made))
    card = cards.get(40)
    assert card is not None
    assert [(point.id, point.main) for point in card.points] == [(2, True), (1, False)]
    cards.apply(_event(2, Change("contact_points", 2, "delete")))
    cards.apply(_event(3, Change("contact_points", 1, "update", new={"customer_id": 41})))
    card = cards.get(40)
    assert card is not None
    assert card.points == []
    cards.apply(_event(4, Change("contact_points", 1, "update", new={"customer_id": 40})))
    assert cards.stale() == [40], "a point that comes from another customer is not in the event"


def test_what_an_event_only_hints_at_makes_it_stale() -> None:
    for change in (
        Change("customer_relations", 3, "insert", new={"from_id": 1, "to_id": 40, "kind": "child"}),
        Change("merges", 3, "insert", new={"survivor_id": 40, "merged_id": 1}),
        Change("customers", 40, "update", new={"merged_into": 1}),
        Change("customer_products", 3, "insert", new={"customer_id": 40, "product_id": 1}),
        Change("customers", 77, "update", new={"name": "Lin Senior"}),
    ):
        cards = Cards()
        relation = RelationView(id=1, customer_id=77, name="Lin Sr", kind="child", outward=True)
        cards.hold(40, _card(relations=[relation]))
        cards.apply(_event(1, change))
        assert cards.stale() == [40], change
        cards.refresh(40, _card(number=1))
        assert cards.stale() == []


def test_what_is_about_others_touches_nothing() -> None:
    cards = Cards()
    cards.hold(40, _card())
    before = cards.get(40)
    others = [
        Change("customers", 41, "update", new={"name": "Wang"}),
        Change(
            "contact_points", 5, "insert", new={"customer_id": 41, "kind": "phone", "raw": "1", "normal": ""}
        ),
        Change("notes", 5, "insert", row={"id": 5, "customer_id": 41, "text": "hm"}),
        Change("tickets", 5, "insert", row={"id": 5, "customer_id": 41}),
        Change("interactions", 5, "insert", row={"id": 5, "customer_id": None}),
        Change("queues", 5, "insert", row={"id": 5}),
    ]
    assert cards.apply(_event(1, *others)) == []
    assert cards.get(40) is before


def test_a_full_page_that_loses_an_entry_is_asked_for_again() -> None:
    cards = Cards()
    page = [TimelineEntry(kind="note", id=n, at=100 - n) for n in range(20)]
    cards.hold(40, _card(timeline=page))
    struck = Change("notes", 3, "update", row={"id": 3, "customer_id": 40, "deleted": True})
    cards.apply(_event(1, struck))
    assert cards.stale() == [40]
