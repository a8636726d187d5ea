"""The right side: open tickets, ways to reach the customer, products, relations, consents, own fields."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.protocol.customers import (
    AddPoint,
    EditPoint,
    NewPoint,
    RelateCustomers,
    RemovePoint,
    SetConsent,
    UndoMerge,
    UnrelateCustomers,
)
from app.protocol.setup import CustomFieldView, ListCustomFields
from app.protocol.tickets import LinkTicket
from app.protocol.views import Card, ContactPointView
from app.ui import theme
from app.ui.agent import paint
from app.ui.agent.contextdialogs import ConsentDialog, PointDialog, ProductDialog, RelationDialog
from app.ui.agent.port import Port
from app.ui.controls import Empty, column
from app.ui.models.context import LINE_ROLE, ContextModel, Line

Index = QModelIndex | QPersistentModelIndex
SECTION = 34
EMPTY = 22
ROW = 42
SIGN = 24
"""Width of the sign at the right of a row (add, more), pixels."""
ADDS = ("tickets", "points", "products", "relations", "consents", "details")


class ContextDelegate(QStyledItemDelegate):
    """Paints section heads and rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE_ROLE)
        return QSize(0, {"section": SECTION, "empty": EMPTY}.get(line.kind, ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect = QRectF(option.rect)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.kind == "section":
            self._paint_section(painter, rect, line, hovered, focused)
        elif line.kind == "empty":
            painter.setPen(paint.colour(theme.current_tokens().text_faint))
            paint.draw(painter, rect.x() + 16, rect.center().y() - 2, line.title, "small")
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            paint.draw_row(painter, rect, selected=selected, hovered=hovered, focused=focused)
            self._paint_line(painter, rect, line, hovered or focused)
        painter.restore()

    @staticmethod
    def _paint_section(painter: QPainter, rect: QRectF, line: Line, hovered: bool, focused: bool) -> None:
        tokens = theme.current_tokens()
        if focused:
            paint.draw_row(painter, rect, selected=False, hovered=False, focused=True)
        middle = rect.bottom() - 14
        painter.setPen(paint.colour(tokens.text_faint))
        title = f"{line.title}  {line.chip}" if line.chip else line.title
        paint.draw(painter, rect.x() + 16, middle, title, "caption", True)
        if line.section in ADDS:
            sign = "edit" if line.section == "details" else "plus"
            token = tokens.accent if hovered else tokens.text_soft
            paint.draw_icon(painter, sign, QRectF(rect.right() - 30, middle - 8, 16, 16), token)

    @staticmethod
    def _paint_line(painter: QPainter, rect: QRectF, line: Line, active: bool) -> None:
        tokens = theme.current_tokens()
        x, right = rect.x() + 16, rect.right() - 14
        if line.icon:
            tone = getattr(tokens, line.tone) if line.tone else tokens.text_soft
            paint.draw_icon(painter, line.icon, QRectF(x, rect.y() + 7, 16, 16), tone)
            x += 26
        room = right - x - (SIGN if active else 0)
        if active:
            paint.draw_icon(
                painter, "more", QRectF(right - 16, rect.center().y() - 8, 16, 16), tokens.text_soft
            )
        if line.chip:
            chip = paint.chip_width(line.chip)
            left = right - chip - (SIGN if active else 0)
            paint.draw_chip(painter, left, rect.y() + 14, line.chip, line.tone or "quiet")
            room -= chip + 6
        painter.setPen(paint.colour(tokens.text))
        paint.draw(painter, x, rect.y() + 14, paint.elided(line.title, "body", False, int(room)), "body")
        painter.setPen(paint.colour(tokens.text_soft))
        width = int(right - x - (SIGN if active else 0))
        paint.draw(painter, x, rect.y() + 31, paint.elided(line.detail, "small", False, width), "small")


class ContextList(QListView):
    """The list; Enter opens, F2 edits, Delete takes away, the menu key shows what can be done."""

    opened = Signal()
    edited = Signal()
    removed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(ContextDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)

    def line(self) -> Line | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return index.data(LINE_ROLE) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_F2:
            self.edited.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        line: Line | None = index.data(LINE_ROLE) if index.isValid() else None
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if spot.x() >= self.viewport().width() - SIGN - 16:
            if line.kind == "section":
                self.opened.emit()
            elif line.kind != "empty":
                self.menu_wanted.emit(spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.line()
        if line is not None and line.kind != "section":
            self.opened.emit()


class ContextPanel(QWidget):
    """What stands at the right. All it shows is in the card; what is changed goes out as commands."""

    ticket_wanted = Signal(object)
    customer_wanted = Signal(object)
    new_ticket_wanted = Signal(object)
    edit_wanted = Signal(object)
    """Change this Card's customer."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._card: Card | None = None
        self._declared: list[CustomFieldView] | None = None
        self._dialog: QDialog | None = None
        self.interaction_id = 0
        """The contact with the customer that is shown; 0 where they were opened by hand."""
        self.model = ContextModel(self)
        self.list = ContextList(self)
        self.list.setModel(self.model)
        self.list.opened.connect(self.open_current)
        self.list.edited.connect(self.edit_current)
        self.list.removed.connect(self.remove_current)
        self.list.menu_wanted.connect(self._show_menu)
        self.empty = Empty("user", "", "")
        layout = column(self, 0, (0, 4, 0, 4))
        layout.addWidget(self.list)
        layout.addWidget(self.empty)
        self.list.hide()
        self._say()
        self.setFocusProxy(self.list)

    def _say(self) -> None:
        """What stands still, in the window's language."""
        self.list.setAccessibleName(self.tr("About this customer"))
        self.list.setAccessibleDescription(
            self.tr("Enter opens or adds, F2 edits, Delete takes away, the menu key shows everything")
        )
        self.empty.set_texts(
            self.tr("Nobody is shown"),
            self.tr(
                "Tickets, numbers and products of the customer appear here as soon as it is known who it is."
            ),
        )

    def set_card(self, card: Card | None) -> None:
        """Show this customer; None: nobody."""
        if card is self._card:
            return
        line = self.list.line()
        same = card is not None and self._card is not None and card.customer.id == self._card.customer.id
        place = self.list.verticalScrollBar().value() if same else 0
        self._card = card
        self.model.set_card(card, self._declared or [], _now())
        self.list.setVisible(card is not None)
        self.empty.setVisible(card is None)
        row = self.model.row_of(line.key) if same and line is not None else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self.list.verticalScrollBar().setValue(place)
        if card is not None and card.customer.custom and self._declared is None:
            self._declared = []
            self._port.ask(ListCustomFields(), self._fields_came, self._fields_failed, owner=self)

    def _fields_came(self, fields: list[CustomFieldView]) -> None:
        self._declared = fields
        if self._card is not None:
            self.model.set_card(self._card, fields, _now())

    def _fields_failed(self, _refusal: object) -> None:
        self._declared = None  # shown by their keys until the hub answers

    # --- what can be done ------------------------------------------------------------------------
    @Slot()
    def open_current(self) -> None:
        """Enter: open the ticket or customer, add to the section, change the rest."""
        line, card = self.list.line(), self._card
        if line is None or card is None:
            return
        if line.kind == "section":
            self.add_to(line.section)
        elif line.kind == "ticket":
            self.ticket_wanted.emit(line.ref.id)
        elif line.kind == "relation":
            self.customer_wanted.emit(line.ref.customer_id)
        elif line.kind == "custom":
            self.edit_wanted.emit(card)
        elif line.kind == "point":
            self.edit_current()
        elif line.kind in ("consent", "merge"):
            self._show_menu(self.list.visualRect(self.list.currentIndex()).bottomLeft())

    def add_to(self, section: str) -> None:
        """Add something to a section."""
        card = self._card
        if card is None:
            return
        if section == "tickets":
            self.new_ticket_wanted.emit(card.customer.id)
        elif section == "details":
            self.edit_wanted.emit(card)
        elif section == "points":
            self._open(PointDialog(self._port, card.customer.id, parent=self.window()))
        elif section == "products":
            self._open(ProductDialog(self._port, card.customer.id, self.window()))
        elif section == "relations":
            self._open(RelationDialog(self._port, card, self.window()))
        elif section == "consents":
            self._open(ConsentDialog(self._port, card.customer.id, self.window()))

    def _open(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.open()

    @Slot()
    def edit_current(self) -> None:
        """F2: change a contact point, or the customer's own fields."""
        line, card = self.list.line(), self._card
        if line is None or card is None:
            return
        if line.kind == "point":
            self._open(PointDialog(self._port, card.customer.id, line.ref, self.window()))
        elif line.kind == "custom":
            self.edit_wanted.emit(card)

    @Slot()
    def remove_current(self) -> None:
        """Delete: take a contact point or a relation away; both can be undone from the notice."""
        line, card = self.list.line(), self._card
        if line is None or card is None:
            return
        if line.kind == "point":
            customer_id = card.customer.id

            def add_again(point: ContactPointView) -> AddPoint:
                again = NewPoint(kind=point.kind, raw=point.raw, label=point.label, main=point.main)
                return AddPoint(customer_id=customer_id, point=again)

            self._port.do(
                RemovePoint(point_id=line.ref.id),
                owner=self,
                said=self.tr("{what} taken away").format(what=line.title),
                undo=add_again,
            )
        elif line.kind == "relation":
            relation, mine = line.ref, card.customer.id
            pair = (mine, relation.customer_id) if relation.outward else (relation.customer_id, mine)

            def relate_again(_answer: object) -> RelateCustomers:
                return RelateCustomers(from_id=pair[0], to_id=pair[1], kind=relation.kind)

            self._port.do(
                UnrelateCustomers(relation_id=relation.id),
                owner=self,
                said=self.tr("Relation to {name} taken away").format(name=line.title),
                undo=relate_again,
            )

    @Slot()
    def copy_current(self) -> None:
        """Copy the row's text."""
        line = self.list.line()
        if line is not None:
            QGuiApplication.clipboard().setText(line.title)

    @Slot()
    def _make_main(self) -> None:
        line = self.list.line()
        if line is not None:
            self._port.do(EditPoint(point_id=line.ref.id, main=True), owner=self)

    @Slot()
    def _turn_consent(self) -> None:
        line, card = self.list.line(), self._card
        if line is None or card is None:
            return
        consent = line.ref
        command = SetConsent(
            customer_id=card.customer.id,
            purpose=consent.purpose,
            given=not consent.given,
            channel=consent.channel,
        )

        def back(_answer: object) -> SetConsent:
            return SetConsent(
                customer_id=card.customer.id,
                purpose=consent.purpose,
                given=consent.given,
                channel=consent.channel,
                source=consent.source,
            )

        self._port.do(command, owner=self, said=self.tr("Consent recorded"), undo=back)

    @Slot()
    def _link_ticket(self) -> None:
        line = self.list.line()
        if line is not None and self.interaction_id:
            self._port.do(
                LinkTicket(interaction_id=self.interaction_id, ticket_id=line.ref.id),
                owner=self,
                said=self.tr("This contact is about #{number} now").format(number=line.ref.number),
            )

    @Slot()
    def _undo_merge(self) -> None:
        line = self.list.line()
        if line is not None:
            self._port.do(UndoMerge(merge_id=line.ref.id), owner=self, said=self.tr("Merge taken back"))

    @Slot(QPoint)
    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu()
        if menu.actions():
            menu.popup(self.list.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = self.list.line()
        if line is None or line.kind == "empty":
            return menu
        if line.kind == "section":
            if line.section in ADDS:
                self._entry(
                    menu, self.tr("Edit") if line.section == "details" else self.tr("Add …"), "open_current"
                )
            return menu
        if line.kind in ("ticket", "relation"):
            self._entry(menu, self.tr("Open"), "open_current")
        if line.kind == "ticket" and self.interaction_id:
            self._entry(menu, self.tr("This contact is about it"), "_link_ticket")
        if line.kind == "point":
            self._entry(menu, self.tr("Edit …"), "edit_current")
            if not line.ref.main:
                self._entry(menu, self.tr("Make it the main one"), "_make_main")
        if line.kind == "consent":
            turned = self.tr("Now refused") if line.ref.given else self.tr("Now allowed")
            self._entry(menu, turned, "_turn_consent")
        if line.kind == "merge":
            self._entry(menu, self.tr("Take the merge back"), "_undo_merge")
        if line.kind == "custom":
            self._entry(menu, self.tr("Edit …"), "edit_current")
        self._entry(menu, self.tr("Copy"), "copy_current")
        if line.kind in ("point", "relation"):
            self._entry(menu, self.tr("Take away"), "remove_current")
        return menu

    def _entry(self, menu: QMenu, text: str, slot: str) -> None:
        action = QAction(text, menu)
        action.triggered.connect(getattr(self, slot))
        menu.addAction(action)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.model.set_card(self._card, self._declared or [], _now())


def _now() -> int:
    return time.time_ns() // 1_000_000
