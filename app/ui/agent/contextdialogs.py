"""What can be added to a customer: a contact point, a product, a relation, a consent."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.protocol.customers import (
    AddOwnedProduct,
    AddPoint,
    EditPoint,
    NewPoint,
    RelateCustomers,
    RemovePoint,
    SetConsent,
    UnrelateCustomers,
)
from app.protocol.setup import ListProducts, ProductView
from app.protocol.views import Card, ContactPointView, RelationView, SearchHit
from app.ui.agent import words
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.port import Port
from app.ui.search import SearchField

POINTS = ("phone", "email", "fax", "chat", "postal")
LABELS = ("", "mobile", "second mobile", "home", "private", "office", "work", "switchboard", "delivery")
RELATIONS = ("employee", "contact", "owner", "spouse", "child", "parent", "branch", "assistant")
PURPOSES = ("marketing", "recording", "survey", "data")
CHANNELS = ("", "phone", "email", "fax", "chat", "postal")


class PointDialog(FormDialog):
    """A new contact point, or another text for one."""

    def __init__(
        self,
        port: Port,
        customer_id: int,
        point: ContactPointView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Edit contact point") if point else self.tr("New contact point")
        super().__init__(title, self.tr("Save") if point else self.tr("Add"), parent)
        self._port, self._customer_id, self._point = port, customer_id, point
        self.kind = QComboBox()
        for kind in POINTS:
            self.kind.addItem(words.point_kind(kind), kind)
        self.raw = QLineEdit()
        self.label = QComboBox()
        self.label.setEditable(True)
        for label in LABELS:
            self.label.addItem(words.point_label(label), label)
        self.main = QCheckBox(self.tr("The main one"))
        self.add(self.tr("Kind"), self.kind)
        self.add(self.tr("Number or address"), self.raw)
        self.add(self.tr("Label"), self.label)
        self.add(self.tr("Main"), self.main)
        if point:
            self.kind.setCurrentIndex(max(0, self.kind.findData(point.kind)))
            self.kind.setEnabled(False)
            self.raw.setText(point.raw)
            self.label.setEditText(words.point_label(point.label))
            self.main.setChecked(point.main)
        self.raw.setFocus()

    def _label(self) -> str:
        """The code of a usual label, else what was typed."""
        place = self.label.findText(self.label.currentText())
        return str(self.label.itemData(place)) if place >= 0 else self.label.currentText().strip()

    def send(self) -> bool:
        """Add or change it."""
        raw = self.raw.text().strip()
        if not raw:
            return self.complain(self.tr("Type a number or an address first."))
        if self._point:
            change = EditPoint(
                point_id=self._point.id, raw=raw, label=self._label(), main=self.main.isChecked()
            )
            self._port.do(
                change,
                self.sent,
                self.refused,
                owner=self,
                said=self.tr("Changed"),
                undo=_point_as_it_was(self._point),
            )
        else:
            point = NewPoint(
                kind=self.kind.currentData(), raw=raw, label=self._label(), main=self.main.isChecked()
            )
            self._port.do(
                AddPoint(customer_id=self._customer_id, point=point),
                self.sent,
                self.refused,
                owner=self,
                said=self.tr("Added"),
                undo=_removing,
            )
        return True


def _point_as_it_was(point: ContactPointView) -> Any:
    def undo(_answer: object) -> EditPoint:
        return EditPoint(point_id=point.id, raw=point.raw, label=point.label, main=point.main)

    return undo


def _removing(point: ContactPointView) -> RemovePoint:
    return RemovePoint(point_id=point.id)


class ProductDialog(FormDialog):
    """The customer owns a product."""

    def __init__(self, port: Port, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Product the customer owns"), self.tr("Add"), parent)
        self._port, self._customer_id = port, customer_id
        self.product = QComboBox()
        self.serial = QLineEdit()
        self.add(self.tr("Product"), self.product)
        self.add(self.tr("Serial number"), self.serial)
        port.ask(ListProducts(), self._came, self.refused, owner=self)

    def _came(self, products: list[ProductView]) -> None:
        for product in products:
            if product.active:
                self.product.addItem(product.name, product.id)

    def send(self) -> bool:
        """Add it."""
        if self.product.currentData() is None:
            return self.complain(self.tr("Choose a product first."))
        command = AddOwnedProduct(
            customer_id=self._customer_id,
            product_id=self.product.currentData(),
            serial=self.serial.text().strip(),
        )
        self._port.do(command, self.sent, self.refused, owner=self, said=self.tr("Product added"))
        return True


class RelationDialog(FormDialog):
    """Two customers belong together."""

    def __init__(self, port: Port, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Relation of {name}").format(name=card.customer.name), self.tr("Relate"), parent
        )
        self._port, self._card = port, card
        self._other = 0
        self.kind = QComboBox()
        for kind in RELATIONS:
            self.kind.addItem(words.relation(kind), kind)
        self.outward = QComboBox()
        self.outward.addItem(self.tr("The other is this to {name}").format(name=card.customer.name), False)
        self.outward.addItem(self.tr("{name} is this to the other").format(name=card.customer.name), True)
        self.other = SearchField(port, kind="customer")
        self.other.chosen.connect(self._chosen)
        self.add(self.tr("Other customer"), self.other)
        self.add(self.tr("Relation"), self.kind)
        self.add(self.tr("Direction"), self.outward)

    def _chosen(self, hit: SearchHit) -> None:
        self._other = hit.customer_id
        self.other.setText(hit.title)

    def send(self) -> bool:
        """Relate them."""
        if not self._other or self._other == self._card.customer.id:
            return self.complain(
                self.tr("Find the other customer first: type a part of the name or the number.")
            )
        mine = self._card.customer.id
        pair = (mine, self._other) if self.outward.currentData() else (self._other, mine)
        command = RelateCustomers(from_id=pair[0], to_id=pair[1], kind=self.kind.currentData())
        self._port.do(command, self.sent, self.refused, owner=self, said=self.tr("Related"), undo=_unrelating)
        return True


def _unrelating(relation: RelationView) -> UnrelateCustomers:
    return UnrelateCustomers(relation_id=relation.id)


class ConsentDialog(FormDialog):
    """What the customer allows or refuses."""

    def __init__(self, port: Port, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Consent"), self.tr("Save"), parent)
        self._port, self._customer_id = port, customer_id
        self.purpose = QComboBox()
        for purpose in PURPOSES:
            self.purpose.addItem(words.purpose(purpose), purpose)
        self.channel = QComboBox()
        for channel in CHANNELS:
            text = words.point_kind(channel) if channel else self.tr("all ways")
            self.channel.addItem(text, channel)
        self.given = QComboBox()
        self.given.addItem(self.tr("allowed"), True)
        self.given.addItem(self.tr("refused"), False)
        self.source = QLineEdit()
        self.source.setPlaceholderText(self.tr("said on the phone, form, web page …"))
        self.add(self.tr("What for"), self.purpose)
        self.add(self.tr("By which way"), self.channel)
        self.add(self.tr("Answer"), self.given)
        self.add(self.tr("How it was given"), self.source)

    def send(self) -> bool:
        """Record it."""
        command = SetConsent(
            customer_id=self._customer_id,
            purpose=self.purpose.currentData(),
            given=self.given.currentData(),
            channel=self.channel.currentData(),
            source=self.source.text().strip(),
        )
        self._port.do(command, self.sent, self.refused, owner=self, said=self.tr("Consent recorded"))
        return True
