"""The right side, and the dialogs that change a customer: conflicts, merge, undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.protocol.customers import (
    AddPoint,
    EditCustomer,
    EditPoint,
    MergeCustomers,
    NewPoint,
    RelateCustomers,
    RemovePoint,
    SetConsent,
    UndoMerge,
    UnrelateCustomers,
)
from app.protocol.message import Refusal
from app.protocol.setup import CustomFieldView
from app.protocol.tickets import LinkTicket
from app.protocol.views import CustomerView, MergeView
from app.ui.agent.context import ContextPanel
from app.ui.agent.contextdialogs import ConsentDialog, PointDialog, RelationDialog
from app.ui.agent.editcustomer import EditCustomerDialog
from app.ui.agent.mergedialog import MergeDialog
from tests.ui import customers
from tests.ui.standin import StandIn, keep
from tests.ui.test_search import MING, SIMILAR

FIELDS = [
    CustomFieldView(id=1, entity="customer", key="contract", label="Contract", type="text"),
    CustomFieldView(id=2, entity="customer", key="floor", label="Floor", type="number"),
    CustomFieldView(id=3, entity="customer", key="tier", label="Tier", type="choice", choices=["A", "B"]),
    CustomFieldView(id=4, entity="ticket", key="root", label="Root cause", type="text"),
]


def shown(qtbot: QtBot, port: StandIn, now: int) -> ContextPanel:
    port.answers["ListCustomFields"] = FIELDS
    panel = ContextPanel(port)
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.set_card(customers.card(now))
    return panel


def go_to(panel: ContextPanel, kind: str, place: int = 0) -> None:
    rows = [row for row, line in enumerate(panel.model.lines()) if line.kind == kind]
    panel.list.setCurrentIndex(panel.model.index(rows[place]))


def test_everything_is_there_in_words(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    spoken = [
        panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(panel.model.rowCount())
    ]
    text = "\n".join(spoken)
    for part in (
        "Open tickets. 2",
        "Router reboots at night. High. #10482 · Open",
        "+886 912 345 678. main. mobile",
        "ext. 12 only. Phone · cannot be dialled or written to",
        "Mesh Point M2. out of warranty",
        "大安精密股份有限公司. 王小明 is employee of them",
        "Marketing. refused. E-mail",
        "C-2291. Contract",
        "7. Floor",
        "was merged into this one",
    ):
        assert part in text, part


def test_nobody_is_nothing(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    panel.set_card(None)
    assert panel.model.rowCount() == 0
    panel.open_current()
    panel.remove_current()
    assert panel.menu().actions() == []
    assert port.done == []


def test_a_contact_point_is_taken_away_and_can_come_back(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    point = customers.card(now).points[1]
    port.answers["RemovePoint"] = point
    go_to(panel, "point", 1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert port.done == [RemovePoint(point_id=2)]
    back = AddPoint(customer_id=101, point=NewPoint(kind="phone", raw="(02) 2345 6789", label="office"))
    assert port.notices == [("+886 2 2345 6789 taken away", back)]


def test_a_relation_is_taken_away_and_can_come_back(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    port.answers["UnrelateCustomers"] = customers.card(now).relations[0]
    go_to(panel, "relation")
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert port.done == [UnrelateCustomers(relation_id=21)]
    assert port.notices[0][1] == RelateCustomers(from_id=101, to_id=301, kind="employee")


def test_enter_opens_what_it_stands_on(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    go_to(panel, "ticket", 1)
    with qtbot.waitSignal(panel.ticket_wanted) as ticket:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert ticket.args == [502]
    go_to(panel, "relation", 1)
    with qtbot.waitSignal(panel.customer_wanted) as customer:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert customer.args == [302]
    go_to(panel, "section", 0)
    with qtbot.waitSignal(panel.new_ticket_wanted) as new:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert new.args == [101]


def test_a_consent_is_turned_and_can_be_turned_back(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    port.answers["SetConsent"] = customers.card(now).consents[1]
    go_to(panel, "consent", 1)
    turned = next(action for action in panel.menu().actions() if action.text() == "Now allowed")
    turned.trigger()
    assert port.done == [SetConsent(customer_id=101, purpose="marketing", given=True, channel="email")]
    assert port.notices[0][1].given is False


def test_a_merge_is_taken_back(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    go_to(panel, "merge")
    panel.menu().actions()[0].trigger()
    assert port.done == [UndoMerge(merge_id=61)]


def test_a_contact_is_said_to_be_about_a_ticket(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    go_to(panel, "ticket", 1)
    assert "This contact is about it" not in [action.text() for action in panel.menu().actions()]
    panel.interaction_id = 11
    next(action for action in panel.menu().actions() if action.text() == "This contact is about it").trigger()
    assert port.done == [LinkTicket(interaction_id=11, ticket_id=502)]


def test_the_place_stays_when_the_card_changes(qtbot: QtBot, port: StandIn, now: int) -> None:
    panel = shown(qtbot, port, now)
    go_to(panel, "product", 1)
    panel.set_card(customers.card(now, name="王大明"))
    line = panel.list.line()
    assert line is not None
    assert line.title == "Mesh Point M2"


def test_a_point_is_added_and_a_refused_one_stays_in_the_dialog(
    qtbot: QtBot, port: StandIn, now: int
) -> None:
    dialog = PointDialog(port, 101)
    keep(qtbot, dialog)
    dialog.start()
    assert "Type a number" in dialog.error.text()
    dialog.raw.setText("123")
    port.answers["AddPoint"] = Refusal("bad_value", "123 is no number.")
    dialog.start()
    assert dialog.error.text() == "123 is no number."
    assert dialog.confirm.isEnabled()
    point = customers.card(now).points[0]
    port.answers["AddPoint"] = point
    dialog.label.setEditText("mobile")
    dialog.start()
    assert port.last() == AddPoint(customer_id=101, point=NewPoint(kind="phone", raw="123", label="mobile"))
    assert port.notices[-1][1] == RemovePoint(point_id=1)


def test_a_point_is_changed_and_can_be_changed_back(qtbot: QtBot, port: StandIn, now: int) -> None:
    point = customers.card(now).points[1]
    port.answers["EditPoint"] = point
    dialog = PointDialog(port, 101, point)
    keep(qtbot, dialog)
    dialog.raw.setText("02 1111 2222")
    dialog.start()
    assert port.last() == EditPoint(point_id=2, raw="02 1111 2222", label="office", main=False)
    assert port.notices[-1][1] == EditPoint(point_id=2, raw="(02) 2345 6789", label="office", main=False)


def test_relation_and_consent_dialogs(qtbot: QtBot, port: StandIn, now: int) -> None:
    relation = RelationDialog(port, customers.card(now))
    keep(qtbot, relation)
    relation.start()
    assert "Find the other customer" in relation.error.text()
    relation.other.chosen.emit(SIMILAR)
    relation.start()
    assert port.last() == RelateCustomers(from_id=104, to_id=101, kind="employee")
    consent = ConsentDialog(port, 101)
    keep(qtbot, consent)
    consent.start()
    assert port.last() == SetConsent(customer_id=101, purpose="marketing", given=True)


def edit(qtbot: QtBot, port: StandIn, now: int) -> EditCustomerDialog:
    port.answers["ListCustomFields"] = FIELDS
    dialog = EditCustomerDialog(port, customers.card(now).customer)
    keep(qtbot, dialog)
    dialog.show()
    return dialog


def test_only_what_changed_goes_out(qtbot: QtBot, port: StandIn, now: int) -> None:
    customer = customers.card(now).customer
    dialog = edit(qtbot, port, now)
    qtbot.keyClicks(dialog.fields.segment, "!")
    assert port.drafts == {"edit-customer:101": '{"segment":"Business!"}'}
    floor = dialog.fields._custom["floor"]
    floor.setText("8")  # type: ignore[attr-defined]
    port.answers["EditCustomer"] = customer
    dialog.start()
    wanted = {"segment": "Business!", "custom": {"floor": 8}}
    assert port.last() == EditCustomer(customer_id=101, seen_at=customer.updated_at, changes=wanted)
    assert port.drafts == {}
    undo = port.notices[0][1]
    assert undo.changes == {"segment": "Business", "custom": {"floor": 7}}


def test_a_conflict_shows_both_values_and_the_person_chooses(qtbot: QtBot, port: StandIn, now: int) -> None:
    dialog = edit(qtbot, port, now)
    dialog.fields.name.setText("王大明")
    dialog.fields.segment.setText("Private")
    both = {
        "name": {"now": "王中明", "yours": "王大明"},
        "segment": {"now": "Public", "yours": "Private"},
    }
    port.answers["EditCustomer"] = Refusal(
        "stale", "Somebody was faster.", {"fields": both, "updated_at": now}
    )
    dialog.start()
    assert dialog.conflict is not None
    assert dialog.isVisible()
    names = {
        button.accessibleName()
        for button in dialog.conflict.findChildren(type(dialog.conflict._groups["name"].button(0)))
    }
    assert {"Name, there now: 王中明", "Name, yours: 王大明"} <= names
    dialog.conflict.choose("name", mine=False)
    port.answers["EditCustomer"] = CustomerView(id=101, kind="person", name="王中明")
    dialog.start()
    assert port.last() == EditCustomer(customer_id=101, seen_at=now, changes={"segment": "Private"})


def test_what_was_typed_into_an_edit_survives_a_crash(qtbot: QtBot, port: StandIn, now: int) -> None:
    port.drafts["edit-customer:101"] = '{"remark":"half a sent"}'
    dialog = edit(qtbot, port, now)
    assert dialog.fields.remark.toPlainText() == "half a sent"
    dialog.reject()
    assert port.drafts == {}


def test_two_records_become_one_and_two_again(qtbot: QtBot, port: StandIn, now: int) -> None:
    dialog = MergeDialog(port, customers.card(now))
    keep(qtbot, dialog)
    dialog.show()
    assert not dialog.confirm.isEnabled()
    dialog.search.chosen.emit(MING)
    assert "same record" in dialog.error.text()
    port.answers["GetCard"] = customers.thai_card(now)
    dialog.search.chosen.emit(SIMILAR)
    assert dialog.table.isVisible()
    dialog.swap()
    port.answers["MergeCustomers"] = MergeView(id=9, survivor_id=103, merged_id=101, at=now)
    dialog.start()
    assert port.last() == MergeCustomers(survivor_id=103, merged_id=101)
    assert port.notices == [("The two records are one now", UndoMerge(merge_id=9))]
