"""Changing a customer: only what was changed goes out; a conflict is settled here, with nothing lost."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from app.protocol import errors
from app.protocol.customers import EditCustomer
from app.protocol.message import Refusal
from app.protocol.setup import CustomFieldView, ListCustomFields
from app.protocol.views import CustomerView
from app.ui.agent import words
from app.ui.agent.conflict import ConflictBox
from app.ui.agent.customerform import FIELDS, CustomerForm, field_name, yes_no
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.port import Port


class EditCustomerDialog(FormDialog):
    """All fields of a customer, with those this centre declared."""

    saved = Signal(object)
    """The CustomerView as it is now."""

    def __init__(self, port: Port, customer: CustomerView, parent: QWidget | None = None) -> None:
        title = self.tr("Edit {name}").format(name=customer.name)
        super().__init__(title, self.tr("Save"), parent)
        self._port = port
        self._customer = customer
        self._seen_at = customer.updated_at
        self._key = f"edit-customer:{customer.id}"
        self._restoring = True
        self.conflict: ConflictBox | None = None
        self.fields = CustomerForm()
        self.fields.set_customer(customer)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        area.setMinimumHeight(330)
        self.fields.setProperty("role", "plain")
        self.body.insertWidget(2, area, 1)
        self.resize(560, 520)
        self._restore(self._port.draft(self._key))
        self._restoring = False
        self.fields.changed.connect(self._typed)
        port.ask(ListCustomFields(), self._declared, self._none_declared, owner=self)
        self.fields.focus_first()

    def _declared(self, fields: list[CustomFieldView]) -> None:
        self.fields.declare(fields, self._customer.custom)

    def _none_declared(self, _refusal: Refusal) -> None:
        """Without the hub only the fields that every customer has can be shown."""

    def _restore(self, kept: str) -> None:
        if kept:
            for field, value in msgspec.json.decode(kept).items():
                if field in FIELDS:
                    self.fields.set_value(field, value)

    @Slot()
    def _typed(self) -> None:
        if not self._restoring:
            changes = {field: value for field, value in self.fields.changes().items() if field in FIELDS}
            self._port.keep_draft(self._key, msgspec.json.encode(changes).decode() if changes else "")

    def send(self) -> bool:
        """Send what differs."""
        changes = self.fields.changes()
        if self.conflict is not None:
            for field in self.conflict.given_up():
                changes.pop(field, None)
        if not changes:
            self._done(self._customer)
            return True
        if not changes.get("name", "x"):
            self.fields.complain(self.tr("A customer needs a name."))
            return self.complain(self.tr("A customer needs a name."))
        command = EditCustomer(customer_id=self._customer.id, seen_at=self._seen_at, changes=changes)
        self._port.do(
            command,
            self._done,
            self.refused,
            owner=self,
            said=self.tr("Customer saved"),
            undo=self._back(changes),
        )
        return True

    def _back(self, changes: dict[str, Any]) -> Any:
        """What takes the change back: the values that were there before."""
        old: dict[str, Any] = {
            field: getattr(self._customer, field) for field in changes if field != "custom"
        }
        if "custom" in changes:
            old["custom"] = {key: self._customer.custom.get(key) for key in changes["custom"]}

        def undo(now: CustomerView) -> EditCustomer:
            return EditCustomer(customer_id=now.id, seen_at=now.updated_at, changes=old)

        return undo

    def _done(self, customer: CustomerView) -> None:
        self._port.keep_draft(self._key, "")
        self.saved.emit(customer)
        self.accept()

    def refused(self, refusal: Refusal) -> None:
        """Stale: show both values; anything else is said as it is."""
        if refusal.code != errors.STALE or not refusal.details.get("fields"):
            super().refused(refusal)
            return
        if self.conflict is not None:
            self.body.removeWidget(self.conflict)
            self.conflict.deleteLater()
        self.conflict = ConflictBox(refusal, field_name, value_text)
        self._seen_at = self.conflict.updated_at
        self.body.insertWidget(1, self.conflict)
        self.confirm.setEnabled(True)
        self.confirm.set_text(self.tr("Save what was chosen"))

    def reject(self) -> None:
        """Given up by the person: what was typed is not kept."""
        self._port.keep_draft(self._key, "")
        super().reject()


def value_text(field: str, value: Any) -> str:
    """The value of a customer's field in words."""
    if isinstance(value, bool):
        return yes_no(value)
    if field == "kind":
        return words.customer_kind(str(value))
    if field == "language":
        return words.language(str(value or ""))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {text}" for key, text in value.items())
    return "" if value is None else str(value)
