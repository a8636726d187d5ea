"""The customer's screens, for `tests.ui.screens`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.protocol.customers import Search
from app.protocol.files import FileContent, FileView, GetFileContent, ListFiles
from app.protocol.flow_links import FlowLinkView, ListFlowLinks
from app.protocol.flows import ListLiveFlows, LiveFlow
from app.protocol.message import Refusal
from app.protocol.setup import ListCustomFields
from app.protocol.tickets import ListTickets
from app.protocol.views import SearchPage
from app.ui.agent.contextdialogs import PointDialog
from app.ui.agent.editcustomer import EditCustomerDialog
from app.ui.agent.files import FilesDialog
from app.ui.agent.flowlink import FlowLinkDialog
from app.ui.agent.mergedialog import MergeDialog
from app.ui.agent.ticketdialog import TicketDialog
from tests.helpers.browser import photo
from tests.ui import customers
from tests.ui.test_context import FIELDS
from tests.ui.test_search import MING, SIMILAR, TICKET
from tests.ui.test_tickets import page_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from tests.ui.screens import Stage


def caller(stage: Stage, now: int) -> None:
    """A known caller is on the line."""
    stage.floor.door.answers[ListCustomFields] = lambda query: FIELDS
    stage.floor.rings(customers.pop(now))
    stage.floor.talks()


def in_the_middle(stage: Stage, dialog: QDialog) -> None:
    dialog.show()
    dialog.move(
        stage.pos().x() + (stage.width() - dialog.width()) // 2,
        stage.pos().y() + (stage.height() - dialog.height()) // 2,
    )


def new_customer(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop_unknown(now), customer_id=None, ani="+886933111222", matched_by="unknown")
    stage.floor.talks()
    stage.page.customer.card.start_new()


def search(stage: Stage, now: int) -> None:
    caller(stage, now)
    stage.floor.door.answers[Search] = lambda query: SearchPage(query.text, [MING, TICKET, SIMILAR])
    stage.page.focus_search()
    stage.page.search.setText("345678")
    stage.page.search._typed("345678")
    wait_for(stage, lambda: stage.page.search.open())


def nothing_found(stage: Stage, now: int) -> None:
    caller(stage, now)
    stage.floor.door.answers[Search] = lambda query: SearchPage(query.text, [])
    stage.page.focus_search()
    stage.page.search.setText("Xylophon")
    stage.page.search._typed("Xylophon")
    wait_for(stage, lambda: stage.page.search.open())


def tickets(stage: Stage, now: int) -> None:
    caller(stage, now)
    stage.floor.door.answers[ListTickets] = page_of(1_000_000)
    stage.page.show_tickets()
    wait_for(stage, lambda: stage.page.tickets is not None and stage.page.tickets.model.total > 0)


def long_texts(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop(now, customers.long_card(now)))
    stage.floor.talks()


def bare(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop(now, customers.bare_card(now)))
    stage.floor.talks()


def expanded(stage: Stage, now: int) -> None:
    caller(stage, now)
    timeline = stage.page.customer.card.timeline
    timeline.list.setFocus()
    timeline.list.setCurrentIndex(timeline.model.index(1))
    timeline.list.toggle_current()


def typing(stage: Stage, now: int) -> None:
    caller(stage, now)
    stage.page.customer.card.notes.text.setPlainText("Power supply is to be exchanged.\nCall back on Friday.")
    stage.page.focus_note()


def edit_customer(stage: Stage, now: int) -> None:
    caller(stage, now)
    dialog = EditCustomerDialog(stage.page.port, customers.card(now).customer, stage)
    in_the_middle(stage, dialog)
    wait_for(stage, lambda: bool(dialog.fields._custom))


def conflict(stage: Stage, now: int) -> None:
    caller(stage, now)
    dialog = EditCustomerDialog(stage.page.port, customers.card(now).customer, stage)
    both = {"name": {"now": "王中明", "yours": "王大明"}, "vip": {"now": False, "yours": True}}
    dialog.refused(Refusal("stale", "", {"fields": both, "updated_at": now}))
    in_the_middle(stage, dialog)


def merge(stage: Stage, now: int) -> None:
    caller(stage, now)
    dialog = MergeDialog(stage.page.port, customers.card(now), stage)
    dialog.show_other(customers.thai_card(now))
    in_the_middle(stage, dialog)


def new_ticket(stage: Stage, now: int) -> None:
    caller(stage, now)
    dialog = TicketDialog(
        stage.page.port, customer_id=101, customer_name="王小明", interaction_id=11, parent=stage
    )
    in_the_middle(stage, dialog)


def point(stage: Stage, now: int) -> None:
    caller(stage, now)
    dialog = PointDialog(stage.page.port, 101, parent=stage)
    dialog.complain("“123” is not a number that can be dialled.")
    in_the_middle(stage, dialog)


def flow_link(stage: Stage, now: int) -> None:
    caller(stage, now)
    stage.floor.door.answers[ListLiveFlows] = lambda query: [
        LiveFlow(name="satisfaction", title={"en": "Satisfaction survey", "zh-TW": "滿意度調查"})
    ]
    stage.floor.door.answers[ListFlowLinks] = lambda query: [
        FlowLinkView(
            id=1,
            flow="visit-checklist",
            title={"en": "Visit checklist", "zh-TW": "到府檢查表", "th": "รายการตรวจหน้างาน"},
            url="https://desk.example/f/x",
            state="begun",
            customer_id=101,
            expires_at=now + 10 * 86_400_000,
        )
    ]
    dialog = FlowLinkDialog(stage.page.port, customer_id=101, customer_name="王小明 Ming Wang", parent=stage)
    in_the_middle(stage, dialog)
    wait_for(stage, lambda: dialog.flow.count())


def files(stage: Stage, now: int) -> None:
    caller(stage, now)
    sent = [
        FileView(id=n, sha256="", media_type="image/jpeg", size=1, name=name, source=source, created_at=now)
        for n, (source, name) in enumerate((("photo", "IMG_2041.jpg"), ("signature", "王小明")))
    ]
    stage.floor.door.answers[ListFiles] = lambda query: sent
    stage.floor.door.answers[GetFileContent] = lambda query: FileContent(
        file=sent[query.file_id], data=photo((1_200, 900))
    )
    dialog = FilesDialog(stage.page.port, customer_id=101, customer_name="王小明", parent=stage)
    in_the_middle(stage, dialog)
    wait_for(stage, lambda: not dialog.picture.image.isNull())


def wait_for(stage: Stage, condition: Any) -> None:
    """Turn the event loop until it is so: answers come from worker threads."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = QDeadlineTimer(3_000)
    while not condition() and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


CARD_SCREENS = (
    new_customer,
    search,
    nothing_found,
    tickets,
    long_texts,
    bare,
    expanded,
    typing,
    edit_customer,
    conflict,
    merge,
    new_ticket,
    point,
    flow_link,
    files,
)
