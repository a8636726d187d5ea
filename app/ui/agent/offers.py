"""The offers that are out to the agent here: cards in the corner, a desktop notification, a ring."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.protocol.interactions import AcceptOffer, DeclineOffer
from app.protocol.message import Refusal
from app.protocol.rows import InteractionRow, OfferRow
from app.ui import situation, words
from app.ui.agent.offer import OfferCard
from app.ui.controls import announce, column
from app.ui.theme import current_tokens
from app.ui.workplace import Workplace

log = logging.getLogger(__name__)
MARGIN = 16
SHADOW = 32
"""Room around the cards for their shadow, pixels."""


class Offers(QWidget):
    """Lies over the window's lower right corner; `offered` tells of a new one, `accepted` of a call taken."""

    offered = Signal(object)
    keyboard_free = Signal()
    """The keyboard was on a card that has gone."""
    accepted = Signal(object)
    """The interaction's id."""

    def __init__(self, workplace: Workplace, over: QWidget) -> None:
        super().__init__(over)
        self._at = workplace
        self._over = over
        self._cards: dict[int, OfferCard] = {}
        self._layout = column(self, 12, SHADOW)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        self._tray: QSystemTrayIcon | None = None
        self._ringing = False
        self._spare = [self._make_card()]  # made before it is needed: a pop has no time for it
        over.installEventFilter(self)
        workplace.rows_changed.connect(self._rows_changed)
        self.hide()
        self.refresh()

    @property
    def cards(self) -> list[OfferCard]:
        """The offers shown, oldest first."""
        return list(self._cards.values())

    @Slot()
    def refresh(self) -> None:
        """Show just the offers that are out."""
        out = {offer.id: offer for offer in situation.my_offers(self._at.rows)}
        for gone in [id for id in self._cards if id not in out]:
            card = self._cards.pop(gone)
            had_keyboard = card.has_keyboard()
            card.put_away()
            if had_keyboard:
                self.keyboard_free.emit()
            self._spare.append(card)
        for id, offer in out.items():
            if id in self._cards:
                self._cards[id].refresh()
            else:
                self._add(offer)
        self.setVisible(bool(self._cards))
        self._place()
        if not out:
            self._ring(False)

    def accept_first(self) -> None:
        """Take the oldest offer (its key)."""
        for card in self._cards.values():
            card.accept.click()
            return

    def decline_first(self) -> None:
        """Turn the oldest offer away (its key)."""
        for card in self._cards.values():
            card.decline.click()
            return

    def _add(self, offer: OfferRow) -> None:
        card = self._spare.pop() if self._spare else self._make_card()
        card.show_offer(offer)
        card.show()
        self._cards[offer.id] = card
        self.offered.emit(offer.id)
        announce(card, card.accessibleName())
        busy = any(situation.my_part(self._at.rows, i) in situation.LIVE_CALL for i in self._contacts())
        if not busy:
            self._ring(True)
        if not self.window().isActiveWindow():
            self._notify(offer)

    def _make_card(self) -> OfferCard:
        card = OfferCard(self._at)
        card.hide()
        card.accepted.connect(self._accept)
        card.declined.connect(self._decline)
        self._layout.addWidget(card)
        return card

    def _contacts(self) -> list[InteractionRow]:
        return situation.my_contacts(self._at.rows)

    def _ring(self, on: bool) -> None:
        if on == self._ringing:
            return
        self._ringing = on
        phone = self._at.phone
        if phone is not None:
            phone.ring(on)
        elif on:
            QApplication.beep()

    def _notify(self, offer: OfferRow) -> None:
        """A desktop notification, where the desktop has a place for it."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self.window().windowIcon(), self)
            self._tray.messageClicked.connect(self._to_front)
            self._tray.show()
        interaction = self._at.rows.row("interactions", offer.interaction_id)
        queue = self._at.rows.row("queues", interaction.queue_id) if interaction else None
        who = situation.caller(self._at.rows, interaction) if interaction else ""
        number = words.withheld_or(interaction.ani, interaction.ani_source) if interaction else ""
        title = self.tr("Incoming call: {who}").format(who=who or number)
        self._tray.showMessage(title, queue.name if queue else "", QIcon(), 10_000)

    @Slot()
    def _to_front(self) -> None:
        window = self.window()
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    @Slot(object)
    def _accept(self, offer_id: int) -> None:
        offer = self._at.rows.row("offers", offer_id)
        if offer is not None and self._at.phone is not None:
            self._at.phone.expect(offer_id)
        self._ring(False)
        self._at.ops.do(AcceptOffer(offer_id=offer_id), self._taken, self._refused, owner=self)

    def _taken(self, interaction: InteractionRow) -> None:
        self.accepted.emit(interaction.id)

    def _refused(self, refusal: Refusal) -> None:
        for card in self._cards.values():
            card.try_again()
        self._at.notices.refused(refusal)

    @Slot(object, object)
    def _decline(self, offer_id: int, reason_id: int | None) -> None:
        self._ring(False)
        self._at.ops.do(DeclineOffer(offer_id=offer_id, reason_id=reason_id), None, self._refused, owner=self)

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"offers", "pops", "interactions", "queues"}:
            self.refresh()

    def _place(self) -> None:
        size = self._layout.sizeHint()
        corner = QPoint(self._over.width() - MARGIN + SHADOW, self._over.height() - MARGIN + SHADOW)
        self.setGeometry(QRect(corner - QPoint(size.width(), size.height()), size))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards' shadows: a graphics effect would draw a card anew for every step of its countdown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(current_tokens().shadow)
        for card in self._cards.values():
            box = QRectF(card.geometry()).translated(0, 5)
            for spread in range(2, 24, 3):
                colour.setAlphaF((0.09 if self._at.theme.dark else 0.035) * (1 - spread / 26))
                painter.setBrush(colour)
                painter.drawRoundedRect(
                    box.adjusted(-spread, -spread, spread, spread), 10 + spread, 10 + spread
                )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
