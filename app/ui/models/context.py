"""What stands at the right of a customer, as rows: tickets, contact points, products, relations, consents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.protocol.rows import TicketRow
from app.protocol.setup import CustomFieldView
from app.protocol.views import Card, ContactPointView, OwnedProductView
from app.ui.agent import words
from app.ui.agent.customerform import custom_text

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)

POINT_ICONS = {"phone": "phone", "email": "mail", "fax": "fax", "chat": "chat", "postal": "visit"}
PRIORITY_TONES = {"urgent": "bad", "high": "warn", "low": "quiet"}


@dataclass(frozen=True)
class Line:
    """A row. `kind` is section, empty, or that of the thing in `ref`: ticket, point, product, relation,
    consent, custom, merge."""

    kind: str
    title: str
    detail: str = ""
    icon: str = ""
    tone: str = ""
    chip: str = ""
    section: str = ""
    """Of which section it is the head or a row."""
    ref: Any = None

    @property
    def key(self) -> tuple[str, str, int]:
        """What makes it the same row after a change."""
        return self.kind, self.section, getattr(self.ref, "id", 0)


class ContextModel(QAbstractListModel):
    """The rows of one card."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join(part for part in (line.title, line.chip, line.detail) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].kind == "empty":
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def line(self, row: int) -> Line:
        """The row's content."""
        return self._lines[row]

    def lines(self) -> list[Line]:
        """All rows."""
        return self._lines

    def row_of(self, key: tuple[str, str, int]) -> int:
        """Where a row stands; -1 where it is gone."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def set_card(self, card: Card | None, declared: list[CustomFieldView], now: int) -> None:
        """Show this customer."""
        self.beginResetModel()
        self._lines = list(lines_of(card, declared, now)) if card else []
        self.endResetModel()


def lines_of(card: Card, declared: list[CustomFieldView], now: int) -> Iterator[Line]:
    """Every row for a card, section by section."""
    yield from _section("tickets", words.translate("Context", "Open tickets"), _tickets(card, now))
    yield from _section("points", words.translate("Context", "Ways to reach"), map(_point, card.points))
    products = (_product(product, now) for product in card.products)
    yield from _section("products", words.translate("Context", "Products"), products)
    yield from _section("relations", words.translate("Context", "Related"), _relations(card))
    yield from _section("consents", words.translate("Context", "Consents"), _consents(card, now))
    yield from _section("details", words.translate("Context", "Details"), _details(card, declared, now))
    merged = list(_merges(card))
    if merged:
        yield from _section("merges", words.translate("Context", "Merged records"), iter(merged))


def _section(name: str, title: str, rows: Iterator[Line]) -> Iterator[Line]:
    lines = list(rows)
    count = f"{len(lines)}" if lines and name != "details" else ""
    yield Line("section", title, chip=count, section=name)
    if not lines:
        yield Line("empty", words.translate("Context", "none"), section=name)
    yield from lines


def _tickets(card: Card, now: int) -> Iterator[Line]:
    for ticket in card.tickets:
        yield Line(
            "ticket",
            ticket.subject or words.translate("Context", "no subject"),
            _ticket_detail(ticket, now),
            "ticket",
            PRIORITY_TONES.get(ticket.priority, ""),
            words.priority(ticket.priority) if ticket.priority in PRIORITY_TONES else "",
            "tickets",
            ticket,
        )


def _ticket_detail(ticket: TicketRow, now: int) -> str:
    return f"#{ticket.number} · {words.ticket_state(ticket.state)} · {words.ago(ticket.updated_at, now)}"


def _point(point: ContactPointView) -> Line:
    wrong = not point.normal and point.kind in ("phone", "fax", "email")
    detail = [words.point_label(point.label) or words.point_kind(point.kind)]
    if wrong:
        detail.append(words.translate("Context", "cannot be dialled or written to"))
    chip = words.translate("Context", "main") if point.main else ""
    title = point.raw if wrong or point.kind not in ("phone", "fax") else words.number(point.normal)
    icon = POINT_ICONS.get(point.kind, "info")
    return Line("point", title, " · ".join(detail), icon, "warn" if wrong else "quiet", chip, "points", point)


def _product(product: OwnedProductView, now: int) -> Line:
    detail = [product.serial or product.category]
    chip, tone = "", ""
    if product.state != "active":
        chip, tone = words.product_state(product.state), "quiet"
    elif product.warranty_until and product.warranty_until < now:
        chip, tone = words.translate("Context", "out of warranty"), "warn"
    elif product.warranty_until:
        day = words.day(product.warranty_until)
        detail.append(words.translate("Context", "warranty to {day}").format(day=day))
    shown = " · ".join(part for part in detail if part)
    return Line("product", product.name, shown, "box", tone, chip, "products", product)


def _relations(card: Card) -> Iterator[Line]:
    for relation in card.relations:
        kind = words.relation(relation.kind)
        if relation.outward:
            detail = words.translate("Context", "{name} is {kind} of them").format(
                name=card.customer.name, kind=kind
            )
        else:
            detail = kind
        yield Line("relation", relation.name, detail, "users", section="relations", ref=relation)


def _consents(card: Card, now: int) -> Iterator[Line]:
    for consent in card.consents:
        chip = (
            words.translate("Context", "allowed") if consent.given else words.translate("Context", "refused")
        )
        channel = (
            words.point_kind(consent.channel) if consent.channel else words.translate("Context", "all ways")
        )
        detail = " · ".join(
            part for part in (channel, words.day(consent.at), words.consent_source(consent.source)) if part
        )
        tone = "good" if consent.given else "bad"
        yield Line(
            "consent", words.purpose(consent.purpose), detail, "shield", tone, chip, "consents", consent
        )


def _details(card: Card, declared: list[CustomFieldView], now: int) -> Iterator[Line]:
    customer = card.customer
    if customer.remark:
        yield Line("custom", customer.remark, words.translate("Context", "Remark"), section="details")
    known = {field.key for field in declared}
    for field in declared:
        text = custom_text(field, customer.custom.get(field.key)) if field.entity == "customer" else ""
        if text:
            yield Line("custom", text, field.label, section="details", ref=field)
    for key, value in customer.custom.items():
        if key not in known and value not in (None, ""):
            yield Line("custom", str(value), key, section="details")
    if customer.created_at:
        since = words.translate("Context", "Customer since")
        yield Line("custom", words.day(customer.created_at), since, section="details")


def _merges(card: Card) -> Iterator[Line]:
    for merge in card.merges:
        if merge.undone_at is None:
            title = words.translate("Context", "Record {id} was merged into this one").format(
                id=merge.merged_id
            )
            yield Line("merge", title, words.day(merge.at), "merge", section="merges", ref=merge)
