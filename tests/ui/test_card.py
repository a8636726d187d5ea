"""The card: who is calling and why, what the person can choose, and how fast it stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.protocol.customers import CreateCustomer
from app.protocol.interactions import LinkCustomer
from app.protocol.message import Refusal
from app.protocol.rows import NoteRow
from app.protocol.views import CustomerView, SearchPage
from app.ui.agent.card import CardPanel
from tests.ui import customers
from tests.ui.standin import StandIn
from tests.ui.test_search import MING, TICKET


def shown(qtbot: QtBot, port: StandIn) -> CardPanel:
    panel = CardPanel(port)
    qtbot.addWidget(panel)
    panel.resize(740, 560)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_a_known_caller_is_shown_with_the_reason_and_asks_nothing(
    qtbot: QtBot, port: StandIn, now: int
) -> None:
    panel = shown(qtbot, port)
    with qtbot.waitSignal(panel.painted) as painted:
        panel.set_pop(customers.pop(now))
    assert painted.args[0].interaction_id == 11
    assert panel.header.accessibleName() == "王小明"
    assert "VIP" in panel.header.accessibleDescription()
    assert "+886 912 345 678" in panel.match.sentence
    assert "it is their main number" in panel.match.sentence
    assert panel.timeline.model.rowCount() == 20
    assert port.asked == []
    assert port.done == []


def test_painted_is_told_once_for_each_pop(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    seen = []
    panel.painted.connect(lambda pop, at: seen.append(pop.interaction_id))
    for pop in (customers.pop(now), customers.pop_unknown(now), customers.pop_withheld(now)):
        with qtbot.waitSignal(panel.painted):
            panel.set_pop(pop)
        panel.update()
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [11, 13, 14]


def test_several_customers_have_the_number_and_one_key_takes_one(
    qtbot: QtBot, port: StandIn, now: int
) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_of_several(now))
    assert "3 customers" in panel.match.sentence
    model = panel.match.candidates
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "open ticket #10482" in spoken[0]
    assert "organisation's number" in spoken[1]
    assert "listed as “office”" in spoken[2]
    panel.activateWindow()
    qtbot.keyClick(panel, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(panel.match.list, Qt.Key.Key_3)
    qtbot.keyClick(panel.match.list, Qt.Key.Key_9)
    assert port.done == [
        LinkCustomer(interaction_id=12, customer_id=103),
        LinkCustomer(interaction_id=12, customer_id=104),
    ]


def test_the_hubs_answer_to_a_choice_is_shown(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    chosen = customers.pop_of_several(now)
    port.answers["LinkCustomer"] = customers.settled(chosen, customers.thai_card(now))
    panel.set_pop(chosen)
    with qtbot.waitSignal(panel.pop_changed):
        panel.match.take(1)
    assert panel.customer_id == 103
    assert panel.match.list.isHidden()
    assert panel.match.sentence == "An agent said who it is"


def test_nobody_has_the_number_and_a_new_customer_gets_it(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_unknown(now))
    assert panel.header.accessibleName() == "+886 933 111 222"
    assert "Nobody in the record has +886 933 111 222." in panel.match.sentence
    qtbot.mouseClick(panel.match.new, Qt.MouseButton.LeftButton)
    form = panel.form
    assert form is not None
    assert form.phone.text() == "0933 111 222"
    port.answers["CreateCustomer"] = CustomerView(id=555, kind="person", name="陳美玲")
    qtbot.keyClicks(form.form.name, "Chen Mei-Ling")
    assert "Chen Mei-Ling" in port.drafts["new-customer:13"]
    qtbot.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    create, link = port.done
    assert isinstance(create, CreateCustomer)
    assert create.name == "Chen Mei-Ling"
    assert [(point.kind, point.raw, point.main) for point in create.points] == [
        ("phone", "0933 111 222", True)
    ]
    assert link == LinkCustomer(interaction_id=13, customer_id=555, add_point=True)
    assert port.drafts == {}


def test_a_new_customer_that_is_refused_keeps_what_was_typed(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_unknown(now))
    panel.start_new()
    form = panel.form
    assert form is not None
    form.create_customer()
    assert port.done == []
    assert "needs a name" in form.error.text()
    port.answers["CreateCustomer"] = Refusal("bad_number", "That is not a number.")
    qtbot.keyClicks(form.form.name, "Ann")
    form.create_customer()
    assert form.error.text() == "That is not a number."
    assert form.form.name.text() == "Ann"
    assert form.create_button.isEnabled()
    panel.set_pop(customers.pop(now))
    panel.set_pop(customers.pop_unknown(now))
    panel.start_new()
    assert form.form.name.text() == "Ann"


def test_a_withheld_number_is_no_contact_point(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_withheld(now))
    assert panel.match.sentence == "The caller withholds the number."
    panel.choose(101)
    assert port.done == [LinkCustomer(interaction_id=14, customer_id=101, add_point=False)]
    panel.start_new()
    assert panel.form is not None
    assert panel.form.phone.text() == ""


def test_a_card_that_changed_is_shown_in_place(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop(now))
    qtbot.keyClicks(panel.notes.text, "being typed")
    resets = []
    panel.timeline.model.modelReset.connect(lambda: resets.append(1))
    panel.set_card(customers.card(now, name="王大明"))
    assert panel.header.accessibleName() == "王大明"
    assert panel.notes.text.toPlainText() == "being typed"
    assert panel.pop is not None
    assert resets == []


def test_another_customer_takes_the_callers_place(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop(now))
    with qtbot.waitSignal(panel.card_changed):
        panel.set_card(customers.thai_card(now))
    assert panel.pop is None
    assert panel.match.isHidden()
    panel.clear()
    assert panel.customer_id == 0
    assert panel.empty.isVisible()


def test_nothing_is_known_and_everything_is_long(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    for card in (customers.bare_card(now), customers.thai_card(now), customers.long_card(now)):
        panel.set_pop(customers.pop(now, card))
        assert not panel.grab().isNull()
        assert panel.minimumSizeHint().width() <= 480, "the middle of 1366 × 768 must hold it"


def test_every_control_has_a_name(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_unknown(now))
    panel.start_new()
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_one_who_is_in_the_record_already_is_taken_instead(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    panel.set_pop(customers.pop_unknown(now))
    panel.start_new()
    assert panel.form is not None
    port.answers["Search"] = lambda query: SearchPage(query.text, [TICKET, MING])
    qtbot.keyClicks(panel.form.form.name, "Wang")
    assert panel.form.twins.isVisible()
    assert panel.form.twins.hits.hits() == [MING]
    panel.form.twins.list.activated.emit(panel.form.twins.hits.index(0))
    assert port.done == [LinkCustomer(interaction_id=13, customer_id=101, add_point=True)]
    panel.start_new()
    assert panel.form.twins.isHidden()


def test_notes_on_a_call_of_nobody_stand_in_the_timeline(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port)
    pop = customers.pop_withheld(now)
    panel.set_pop(pop)
    assert panel.timeline.model.rowCount() == 0
    port.notes = [NoteRow(id=5, interaction_id=pop.interaction_id, agent_id=7, text="會再打來", at=now)]
    panel.show_call_notes()
    assert panel.timeline.model.rowCount() == 1
    panel.set_pop(customers.pop(now))
    panel.show_call_notes()
    entries = [panel.timeline.model.entry(row) for row in range(panel.timeline.model.rowCount())]
    assert not [entry for entry in entries if entry is not None and entry.text == "會再打來"]
