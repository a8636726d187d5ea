"""Whatever the keyboard can reach has a name, for screen readers and for who drives the window by names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.agent.context import ContextPanel
from app.ui.agent.contextdialogs import ConsentDialog, PointDialog, ProductDialog, RelationDialog
from app.ui.agent.editcustomer import EditCustomerDialog
from app.ui.agent.mergedialog import MergeDialog
from app.ui.agent.ticketdialog import TicketDialog
from app.ui.agent.tickets import TicketList
from tests.ui import customers
from tests.ui.standin import StandIn, keep
from tests.ui.test_tickets import TICKET, page_of

MAKERS: dict[str, Callable[[StandIn, int], QWidget]] = {
    "tickets": lambda port, now: TicketList(port),
    "context": lambda port, now: ContextPanel(port),
    "edit": lambda port, now: EditCustomerDialog(port, customers.card(now).customer),
    "merge": lambda port, now: MergeDialog(port, customers.card(now)),
    "point": lambda port, now: PointDialog(port, 101),
    "product": lambda port, now: ProductDialog(port, 101),
    "relation": lambda port, now: RelationDialog(port, customers.card(now)),
    "consent": lambda port, now: ConsentDialog(port, 101),
    "ticket": lambda port, now: TicketDialog(port, ticket=TICKET),
}


@pytest.mark.parametrize("which", MAKERS)
def test_everything_has_a_name(qtbot: QtBot, port: StandIn, now: int, which: str) -> None:
    port.answers["ListTickets"] = page_of(10)
    widget = MAKERS[which](port, now)
    if isinstance(widget, QDialog):
        keep(qtbot, widget)
    else:
        qtbot.addWidget(widget)
    widget.show()
    if isinstance(widget, ContextPanel):
        widget.set_card(customers.card(now))
    if isinstance(widget, MergeDialog):
        widget.show_other(customers.thai_card(now))
    reached = [
        child
        for child in widget.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    ]
    assert reached
    assert [child for child in reached if not named(child)] == []


def named(widget: QWidget) -> bool:
    """By a name of its own, by its text, or inside something that has one (the field of a combo box)."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    parent = widget.parentWidget()
    return bool(widget.accessibleName() or text or (parent is not None and parent.accessibleName()))
