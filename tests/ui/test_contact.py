"""Who is shown: the card and the context together, kept up to date by the log."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.protocol.views import SearchHit
from app.ui.contact import Contact
from tests.ui import customers
from tests.ui.standin import StandIn


def contact_in(qtbot: QtBot, port: StandIn) -> Contact:
    window = QWidget()
    qtbot.addWidget(window)
    contact = Contact(port, window)
    qtbot.addWidget(contact.card)
    qtbot.addWidget(contact.context)
    return contact


def test_what_changed_in_the_record_is_shown_in_both_panels(qtbot: QtBot, port: StandIn, now: int) -> None:
    contact = contact_in(qtbot, port)
    contact.show_pop(customers.pop(now))
    contact.fresh(customers.card(now, name="王大明"))
    assert contact.card.header.accessibleName() == "王大明"
    assert any("王大明 is employee" in line.detail for line in contact.context.model.lines())
    assert contact.pop is not None
    contact.fresh(customers.thai_card(now))
    assert contact.card.customer_id == 101, "a card that is not shown changes nothing"


def test_a_card_opened_by_hand_is_followed_while_it_is_shown(qtbot: QtBot, port: StandIn, now: int) -> None:
    contact = contact_in(qtbot, port)
    port.answers["GetCard"] = customers.thai_card(now)
    contact.show_hit(SearchHit(kind="customer", id=103, customer_id=103, title="x"))
    assert contact.card.customer_id == 103
    assert port.open == [103]
    contact.show_pop(customers.pop(now))
    assert port.open == []
    assert contact.card.customer_id == 101


def test_a_caller_goes_before_a_card_that_was_asked_for(qtbot: QtBot, port: StandIn, now: int) -> None:
    contact = contact_in(qtbot, port)
    contact.show_customer(103)
    _query, came, _failed = port.asked[-1]
    contact.show_pop(customers.pop(now))
    came(customers.thai_card(now))
    assert contact.card.customer_id == 101
    assert port.open == []


def test_who_is_shown_again_is_shown_as_they_are_now(qtbot: QtBot, port: StandIn, now: int) -> None:
    contact = contact_in(qtbot, port)
    rang = customers.pop(now)
    port.held[101] = msgspec.structs.replace(customers.card(now, name="王大明"), number=4_800)
    contact.show_pop(rang)
    assert contact.card.header.accessibleName() == "王大明"
    assert contact.pop is rang
