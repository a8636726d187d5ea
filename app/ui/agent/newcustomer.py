"""An unknown caller becomes a customer, with the number they call from."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListView, QWidget

from app.protocol.customers import CreateCustomer, NewPoint
from app.protocol.message import Refusal
from app.protocol.views import CustomerView, SearchPage
from app.ui.agent import words
from app.ui.agent.customerform import CustomerForm
from app.ui.agent.port import Port
from app.ui.controls import Button, Text, column, row
from app.ui.models.hits import HitsModel
from app.ui.search import ROW, Finder, HitDelegate

SHOWN_TWINS = 3
LABELS = ("mobile", "home", "office", "")


class Twins(QWidget):
    """Who is in the record already under what is being typed: a second record of one person helps nobody."""

    taken = Signal(object)

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = Finder(port, self, limit=SHOWN_TWINS)
        self._finder.found.connect(self._show)
        self.hits = HitsModel(self)
        self.list = QListView()
        self.list.setModel(self.hits)
        self._delegate = HitDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        heading = self.tr("In the record already? Take that one")
        self.list.setAccessibleName(heading)
        layout = column(self, 2, 0)
        layout.addWidget(Text(heading, "section"))
        layout.addWidget(self.list)
        self.hide()

    @Slot(str)
    def look_for(self, text: str) -> None:
        """This was typed into one of the fields."""
        self._delegate.typed = text.strip()
        if len(text.strip()) < 2:
            self.hide()
        else:
            self._finder.type(text)

    def forget(self) -> None:
        """Another form is begun."""
        self._delegate.typed = ""
        self._finder.type("")
        self.hide()

    @Slot(object)
    def _show(self, page: SearchPage) -> None:
        hits = [hit for hit in page.hits if hit.kind == "customer"][:SHOWN_TWINS]
        self.hits.set_hits(hits)
        self.list.setFixedHeight(len(hits) * ROW + 2)
        self.setVisible(bool(hits) and bool(self._delegate.typed))

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(self.hits.hit(index.row()))


class NewCustomer(QWidget):
    """The form. What is typed goes to the journal under the interaction; `created` has the CustomerView."""

    created = Signal(object)
    known = Signal(object)
    """The customer is in the record already: the SearchHit that was taken instead."""
    left = Signal()

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._key = ""
        self._filling = False
        self._title = Text(self.tr("New customer"), "title")
        self.form = CustomerForm(self, brief=True)
        self.phone = QLineEdit()
        self.label = QComboBox()
        for label in LABELS:
            self.label.addItem(words.point_label(label) or self.tr("other"), label)
        self.label.setAccessibleName(self.tr("What kind of number"))
        number = QWidget()
        line = row(number, 8, 0)
        line.addWidget(self.phone, 1)
        line.addWidget(self.label)
        self.email = QLineEdit()
        for text, widget, whole in (
            (self.tr("Phone"), self.phone, number),
            (self.tr("E-mail"), self.email, self.email),
        ):
            caption = Text(text, "body", "soft")
            caption.setBuddy(widget)
            widget.setAccessibleName(text)
            widget.textEdited.connect(self._typed)
            self.form.form.addRow(caption, whole)
        self.form.changed.connect(self._typed)
        self.twins = Twins(port)
        self.twins.taken.connect(self.known)
        self.form.name.textEdited.connect(self.twins.look_for)
        self.phone.textEdited.connect(self.twins.look_for)
        self.email.textEdited.connect(self.twins.look_for)
        self.error = Text("", "body", "bad", wrap=True)
        self.error.hide()
        self.create_button = Button(self.tr("Create customer"), "", "primary", key="Ctrl+Return")
        self.create_button.clicked.connect(self.create_customer)
        self.cancel = Button(self.tr("Cancel"), kind="plain", key="Esc")
        self.cancel.clicked.connect(self.leave)
        layout = column(self, 12, (16, 12, 16, 12))
        layout.addWidget(self._title)
        layout.addWidget(self.form)
        layout.addWidget(self.twins)
        layout.addWidget(self.error)
        foot = row(layout, 8)
        foot.addWidget(self.create_button)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        layout.addStretch(1)

    def start(self, number: str, interaction_id: int, name: str = "") -> None:
        """Begin with the number (and the name) the caller came with; what was typed before is there again."""
        self._key = f"new-customer:{interaction_id}"
        self._filling = True
        self.form.set_customer(CustomerView(id=0, kind="person", name=name))
        self.phone.setText(number)
        self.email.clear()
        self.label.setCurrentIndex(0)
        kept = self._port.draft(self._key)
        if kept:
            self._restore(msgspec.json.decode(kept))
        self._filling = False
        self.twins.forget()
        self.error.hide()
        self.create_button.setEnabled(True)
        self.form.focus_first()

    def _restore(self, kept: dict[str, str]) -> None:
        for field in ("name", "kind", "language"):
            if field in kept:
                self.form.set_value(field, kept[field])
        self.phone.setText(kept.get("phone", ""))
        self.email.setText(kept.get("email", ""))

    @Slot()
    def _typed(self) -> None:
        if self._filling:
            return
        kept = {field: self.form.value(field) for field in ("name", "kind", "language")}
        kept |= {"phone": self.phone.text(), "email": self.email.text()}
        self._port.keep_draft(self._key, msgspec.json.encode(kept).decode())

    @Slot()
    def create_customer(self) -> None:
        """Make the customer."""
        if not self.form.value("name"):
            self._complain(
                self.tr("A customer needs a name. Type one, or leave this and link another customer.")
            )
            return
        points = []
        if self.phone.text().strip():
            label = self.label.currentData()
            points.append(NewPoint(kind="phone", raw=self.phone.text().strip(), label=label, main=True))
        if self.email.text().strip():
            points.append(NewPoint(kind="email", raw=self.email.text().strip(), main=not points))
        self.create_button.setEnabled(False)
        command = CreateCustomer(points=points, **self.form.values())
        self._port.do(command, self._created, self._refused, owner=self)

    def _created(self, customer: CustomerView) -> None:
        self._port.keep_draft(self._key, "")
        self.create_button.setEnabled(True)
        self.created.emit(customer)

    def _refused(self, refusal: Refusal) -> None:
        self.create_button.setEnabled(True)
        self._complain(refusal.text)

    def _complain(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
        if not self.form.value("name"):
            self.form.complain(text)

    @Slot()
    def leave(self) -> None:
        """Do without; what was typed stays in the journal until the call is over."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.create_customer()
        else:
            super().keyPressEvent(event)
