"""Two records of one customer become one: side by side, with a choice of which one stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.protocol.customers import GetCard, MergeCustomers, UndoMerge
from app.protocol.views import Card, MergeView, SearchHit
from app.ui.agent import words
from app.ui.agent.customerform import field_name
from app.ui.agent.dialogs import FormDialog
from app.ui.agent.port import Port
from app.ui.controls import Panel, Text, column
from app.ui.search import SearchField

SHOWN = ("name", "other_names", "kind", "language", "segment", "remark")


class MergeDialog(FormDialog):
    """Finds the other record, shows both, and says what will happen before it does."""

    merged = Signal(object)
    """The MergeView."""

    def __init__(self, port: Port, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Merge two records of one customer"), self.tr("Merge"), parent, danger=True)
        self._port = port
        self._mine = card
        self._other: Card | None = None
        self.search = SearchField(port, kind="customer")
        self.search.chosen.connect(self._found)
        self.add(self.tr("The other record"), self.search)
        self.table = Panel("sunken")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        column(self.table, 0, 12).addLayout(self._grid)
        self._group = QButtonGroup(self)
        self._told = Text(
            self.tr("Find the other record: type a part of its name, a number or an address."),
            "body",
            "soft",
            wrap=True,
        )
        self.body.insertWidget(2, self.table)
        self.body.insertWidget(3, self._told)
        self.table.hide()
        self.confirm.setEnabled(False)
        self.resize(680, 420)
        self.search.setFocus()

    def _found(self, hit: SearchHit) -> None:
        if hit.customer_id == self._mine.customer.id:
            self.complain(self.tr("This is the same record. Find the other one."))
            self.confirm.setEnabled(False)
            return
        self.search.setText(hit.title)
        self._port.ask(GetCard(customer_id=hit.customer_id), self.show_other, self.refused, owner=self)

    def show_other(self, card: Card) -> None:
        """Show both records side by side."""
        if card.customer.id == self._mine.customer.id:
            self.complain(self.tr("These two are merged already."))
            self.confirm.setEnabled(False)
            return
        self.error.hide()
        self._other = card
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, shown in enumerate((self._mine, card)):
            button = QRadioButton(self.tr("This record stays"))
            button.setAccessibleName(self.tr("{name} stays").format(name=shown.customer.name))
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            self._grid.addWidget(button, 0, place + 1)
        for line, (name, mine, other) in enumerate(_lines(self._mine, card), 1):
            self._grid.addWidget(Text(name, "body", "faint"), line, 0, Qt.AlignmentFlag.AlignTop)
            tone = "" if mine == other else "warn"
            for place, text in enumerate((mine, other), 1):
                value = Text(text or "–", "body", tone, wrap=True)
                value.setMargin(3)  # a label is measured by Latin letters; Thai stands taller
                self._grid.addWidget(value, line, place, Qt.AlignmentFlag.AlignTop)
        self._told.setText(
            self.tr(
                "Contacts, tickets, numbers, products and notes of the other record move to the one that "
                "stays; its numbers and addresses keep finding it. The merge can be taken back."
            )
        )
        self.table.show()
        self.confirm.setEnabled(True)
        self._group.button(0).setFocus()
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        """Grow until every line of the wrapped texts has room."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @Slot()
    def swap(self) -> None:
        """Let the other record stay."""
        self._group.button(1 - self._group.checkedId()).setChecked(True)

    def send(self) -> bool:
        """Merge them."""
        if self._other is None:
            return self.complain(self.tr("Find the other record first."))
        pair = [self._mine.customer.id, self._other.customer.id]
        if self._group.checkedId() == 1:
            pair.reverse()
        self._port.do(
            MergeCustomers(survivor_id=pair[0], merged_id=pair[1]),
            self._done,
            self.refused,
            owner=self,
            said=self.tr("The two records are one now"),
            undo=_taking_back,
        )
        return True

    def _done(self, merge: MergeView) -> None:
        self.merged.emit(merge)
        self.accept()


def _taking_back(merge: MergeView) -> UndoMerge:
    return UndoMerge(merge_id=merge.id)


def _lines(mine: Card, other: Card) -> list[tuple[str, str, str]]:
    """Name of a line, its text for the one and for the other."""
    lines = [(field_name(field), _field(mine, field), _field(other, field)) for field in SHOWN]
    translate = words.translate
    for name, texts in (
        (translate("MergeDialog", "Numbers and addresses"), [_points(card) for card in (mine, other)]),
        (translate("MergeDialog", "Open tickets"), [str(len(card.tickets)) for card in (mine, other)]),
        (translate("MergeDialog", "Last contact"), [_last(card) for card in (mine, other)]),
        (translate("MergeDialog", "Customer since"), [_since(card) for card in (mine, other)]),
    ):
        lines.append((name, texts[0], texts[1]))
    return [line for line in lines if line[1] or line[2]]


def _field(card: Card, field: str) -> str:
    value = getattr(card.customer, field)
    if field == "kind":
        return words.customer_kind(value)
    return words.language(value) if field == "language" else str(value)


def _points(card: Card) -> str:
    return "\n".join(words.number(point.normal) or point.raw for point in card.points[:4])


def _last(card: Card) -> str:
    return words.day(card.timeline[0].at) if card.timeline else ""


def _since(card: Card) -> str:
    return words.day(card.customer.created_at) if card.customer.created_at else ""
