"""The list of tickets, a million of them, and a ticket's dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.protocol.interactions import AddNote
from app.protocol.message import Refusal
from app.protocol.rows import NoteRow, TicketRow
from app.protocol.tickets import EditTicket, ListTickets, OpenTicket
from app.protocol.views import TicketPage
from app.ui.agent.ticketdialog import TicketDialog
from app.ui.agent.tickets import TicketList
from app.ui.models.tickets import KEPT_PAGES, PAGE, TicketsModel
from tests.ui.standin import StandIn, keep

MILLION = 1_000_000
TICKET = TicketRow(
    id=501,
    number=10482,
    customer_id=101,
    subject="Router",
    state="open",
    priority="high",
    queue_id=3,
    agent_id=7,
    updated_at=1_000,
)


def page_of(total: int) -> Callable[[ListTickets], TicketPage]:
    def page(query: ListTickets) -> TicketPage:
        rows = [
            TicketRow(id=n, number=n, customer_id=n % 7, subject=f"Matter {n}", queue_id=3, agent_id=7)
            for n in range(query.offset, min(total, query.offset + query.limit))
        ]
        return TicketPage(total, query.offset, rows, {n: f"Customer {n}" for n in range(7)})

    return page


def shown(qtbot: QtBot, port: StandIn, total: int = MILLION) -> TicketList:
    port.answers["ListTickets"] = page_of(total)
    tickets = TicketList(port)
    qtbot.addWidget(tickets)
    tickets.resize(1000, 600)
    tickets.refresh()
    with qtbot.waitExposed(tickets):
        tickets.show()
    return tickets


def test_a_million_rows_and_only_the_pages_that_are_looked_at(qtbot: QtBot, port: StandIn) -> None:
    tickets = shown(qtbot, port)
    assert tickets.model.rowCount() == MILLION
    tickets.table.scrollToBottom()
    qtbot.waitUntil(lambda: tickets.model.texts(MILLION - 1)[1] == "Matter 999999")
    assert len(port.asked) <= 3
    assert tickets.model.texts(0) == (
        "#0",
        "Matter 0",
        "Customer 0",
        "Open",
        "Normal",
        "Support",
        "Lin Mei",
        tickets.model.texts(0)[-1],
    )


def test_pages_that_were_looked_at_are_let_go(qtbot: QtBot, port: StandIn) -> None:
    model = TicketsModel(port)
    model.page_wanted.connect(lambda offset: model.add_page(page_of(MILLION)(ListTickets(offset=offset))))
    model.reset()
    for page in range(KEPT_PAGES + 20):
        model.add_page(page_of(MILLION)(ListTickets(offset=page * PAGE)))
    assert len(model._pages) == KEPT_PAGES
    assert model.texts(0)[0] == "…"
    qtbot.waitUntil(lambda: model.texts(0)[0] == "#0")


def test_the_list_gets_longer_and_shorter(qtbot: QtBot, port: StandIn) -> None:
    model = TicketsModel(port)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.reset()
    for total in (10, 12, 5, 0, 3):
        model.add_page(page_of(total)(ListTickets()))
        assert model.rowCount() == total
    model.put(TicketRow(id=2, number=2, customer_id=2, subject="Changed"))
    assert model.texts(2)[1:3] == ("Changed", "Customer 2")


def test_filters_and_an_answer_to_an_older_question(qtbot: QtBot, port: StandIn) -> None:
    tickets = shown(qtbot, port)
    late = port.asked[0][1]
    tickets._mine.click()
    query = port.asked[-1][0]
    assert query == ListTickets(state="open", agent_id=7)
    late(TicketPage(3, 0, []))
    assert tickets.model.rowCount() == MILLION


def test_a_list_that_does_not_come_says_why(qtbot: QtBot, port: StandIn) -> None:
    tickets = shown(qtbot, port, 10)
    port.answers["ListTickets"] = Refusal("hub_unreachable", "The hub cannot be reached.")
    tickets.refresh()
    assert tickets._count.text() == "The hub cannot be reached."


def test_enter_opens_a_ticket(qtbot: QtBot, port: StandIn) -> None:
    tickets = shown(qtbot, port, 50)
    tickets.table.selectRow(4)
    with qtbot.waitSignal(tickets.ticket_wanted) as wanted:
        qtbot.keyClick(tickets.table, Qt.Key.Key_Return)
    assert wanted.args[0].id == 4


def test_a_ticket_from_a_call(qtbot: QtBot, port: StandIn) -> None:
    dialog = TicketDialog(port, customer_id=101, customer_name="王小明", interaction_id=11)
    keep(qtbot, dialog)
    dialog.show()
    dialog.start()
    assert "needs a subject" in dialog.error.text()
    qtbot.keyClicks(dialog.subject, "Router")
    dialog.note.setPlainText("since Monday")
    assert port.drafts == {"new-ticket:11": '{"subject":"Router","note":"since Monday"}'}
    port.answers["OpenTicket"] = TICKET
    dialog.start()
    assert port.last() == OpenTicket(
        customer_id=101, subject="Router", agent_id=7, interaction_id=11, text="since Monday"
    )
    assert port.drafts == {}


def test_changes_and_a_note(qtbot: QtBot, port: StandIn) -> None:
    dialog = TicketDialog(port, ticket=TICKET)
    keep(qtbot, dialog)
    dialog.state.setCurrentIndex(dialog.state.findData("closed"))
    dialog.note.setPlainText("solved")
    port.answers["EditTicket"] = TICKET
    port.answers["AddNote"] = NoteRow(id=1)
    with qtbot.waitSignal(dialog.saved):
        dialog.start()
    assert port.done == [
        EditTicket(ticket_id=501, seen_at=1_000, changes={"state": "closed"}),
        AddNote(text="solved", customer_id=101, ticket_id=501),
    ]
    assert port.notices[0][1].changes == {"state": "open"}


def test_a_conflict_on_a_ticket(qtbot: QtBot, port: StandIn) -> None:
    dialog = TicketDialog(port, ticket=TICKET)
    keep(qtbot, dialog)
    dialog.queue_id.setCurrentIndex(dialog.queue_id.findData(4))
    both = {"queue_id": {"now": None, "yours": 4}}
    port.answers["EditTicket"] = Refusal("stale", "…", {"fields": both, "updated_at": 2_000})
    dialog.start()
    assert dialog.conflict is not None
    port.answers["EditTicket"] = TICKET
    dialog.start()
    assert port.last() == EditTicket(ticket_id=501, seen_at=2_000, changes={"queue_id": 4})
