"""The offer, bottom right: who, why, from which queue, how long they have waited, and a countdown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from app.protocol.rows import OfferRow
from app.ui import situation, words
from app.ui.agent.why import offer_in_words
from app.ui.agent.words import matched
from app.ui.controls import Button, Chip, Panel, Text, column, row
from app.ui.theme import current_tokens, figures_font
from app.ui.workplace import Workplace

WIDTH = 380
NO_OFFER = OfferRow(id=0, work_item_id=0, agent_id=0)


class Countdown(QWidget):
    """A ring that empties until the deadline, the seconds left in it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._from = self._until = 0
        self.setFixedSize(QSize(48, 48))
        self._timer = QTimer(self)
        self._timer.setInterval(200)
        self._timer.timeout.connect(self._step)

    def start(self, since: int, until: int) -> None:
        """Count from `since` to `until` (ms of the hub's clock)."""
        self._from, self._until = since, until
        self._timer.start()
        self._step()

    def stop(self) -> None:
        """Stop counting."""
        self._timer.stop()

    def seconds_left(self) -> int:
        """Whole seconds until the deadline, never less than 0."""
        return max(0, -(-(self._until - self._at.now()) // 1000))

    @Slot()
    def _step(self) -> None:
        self.setAccessibleName(self.tr("%n seconds left", "", self.seconds_left()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        whole = max(1, self._until - self._from)
        share = min(1.0, max(0.0, (self._until - self._at.now()) / whole))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(4, 4, self.width() - 8, self.height() - 8)
        painter.setPen(QPen(QColor(tokens.line), 4))
        painter.drawEllipse(ring)
        colour = tokens.bad if self.seconds_left() <= 5 else tokens.accent
        pen = QPen(QColor(colour), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, round(share * 360 * 16))
        painter.setPen(QColor(tokens.text))
        painter.setFont(figures_font(14, strong=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.seconds_left()))


class OfferCard(Panel):
    """One offer. `accepted` and `declined` carry the offer's id (and the reason's, or None)."""

    accepted = Signal(object)
    declined = Signal(object, object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("raised", parent)
        self._at = workplace
        self.offer = NO_OFFER
        self._had_keyboard = False
        self.setFixedWidth(WIDTH)
        self._kind = Text("", "small", "soft")
        self._who = Text("", "head", elide=True)
        self._number = Text("", "body", "soft")
        self._why = Text("", "small", "soft", wrap=True)
        self._queue = Chip("", "accent")
        self._waited = Text("", "small", "soft")
        self._vip = Chip("VIP", "warn")
        self.ring = Countdown(workplace)
        self.accept = Button("", "phone", "good", "F9")
        self.decline = Button("", "", "")
        self._reason = QToolButton()
        self._menu = QMenu(self._reason)
        self._lay_out()
        self.accept.clicked.connect(self._accept)
        self.decline.clicked.connect(self._decline)
        self._menu.triggered.connect(self._picked)
        self._menu.aboutToShow.connect(self._fill)
        workplace.tick.connect(self._tick)
        self._name_buttons("")

    def show_offer(self, offer: OfferRow) -> None:
        """Show this one."""
        self.offer = offer
        self._had_keyboard = False
        self.try_again()
        self.refresh()

    def put_away(self) -> None:
        """The offer is over: the card waits for the next one."""
        self.ring.stop()
        self.hide()
        self.offer = NO_OFFER

    def _lay_out(self) -> None:
        layout = column(self, 8, 16)
        head = row(layout, 12, 0)
        words_ = column(head, 2, 0)
        head.setStretchFactor(words_, 1)
        words_.addWidget(self._kind)
        words_.addWidget(self._who)
        words_.addWidget(self._number)
        head.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        facts = row(layout, 8, 0)
        facts.addWidget(self._queue)
        facts.addWidget(self._vip)
        facts.addWidget(self._waited)
        facts.addStretch(1)
        layout.addWidget(self._why)
        buttons = row(layout, 8, (0, 4, 0, 0))
        self.accept.setMinimumHeight(40)
        self.decline.setMinimumHeight(40)
        self._reason.setMinimumHeight(40)
        buttons.addWidget(self.accept, 3)
        buttons.addWidget(self.decline, 2)
        buttons.addWidget(self._reason)
        self._reason.setText("…")
        self._reason.setMenu(self._menu)
        self._reason.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def refresh(self) -> None:
        """Say what is known now."""
        rows = self._at.rows
        interaction = rows.row("interactions", self.offer.interaction_id)
        pop = rows.pop(self.offer.interaction_id or 0)
        name = situation.caller(rows, interaction) if interaction else ""
        number = self._number_of(interaction)
        consult = any(reason.get("code") == "consult" for reason in self.offer.reasons)
        self._kind.setText(self.tr("A colleague asks you in") if consult else self.tr("Incoming call"))
        self._who.setText(name or number)
        self._number.setText(number)
        self._number.setVisible(bool(name))
        queue = rows.row("queues", interaction.queue_id) if interaction else None
        self._queue.setText(queue.name if queue else "")
        self._queue.setVisible(queue is not None)
        self._vip.setVisible(bool(pop and pop.card and pop.card.customer.vip))
        why = [
            matched(pop.match, self._at.now()) if pop else "",
            offer_in_words(self.offer.reasons, rows),
        ]
        self._why.setText("\n".join(text for text in why if text))
        self._name_buttons(name or number)
        self.ring.start(self.offer.offered_at, self.offer.deadline)
        self._tick()

    def _number_of(self, interaction: Any) -> str:
        if interaction is None:
            return self.tr("Contact")
        return words.withheld_or(interaction.ani or interaction.ani_raw, interaction.ani_source)

    def _name_buttons(self, who: str) -> None:
        self.accept.set_text(self.tr("Accept"))
        self.decline.set_text(self.tr("Decline"))
        self._reason.setAccessibleName(self.tr("Decline with a reason"))
        self._reason.setToolTip(self.tr("Decline with a reason"))
        self.setAccessibleName(self.tr("Offer: {who}").format(who=who))

    @Slot()
    def _tick(self) -> None:
        if not self.offer.id:
            return
        since = situation.waiting_since(self._at.rows, self.offer)
        waited = words.running((self._at.now() - since) // 1000)
        self._waited.setText(self.tr("waiting {time}").format(time=waited))

    @Slot()
    def _accept(self) -> None:
        self._busy()
        self.accepted.emit(self.offer.id)

    @Slot()
    def _decline(self) -> None:
        self._busy()
        self.declined.emit(self.offer.id, None)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is here, or was until the buttons were switched off."""
        focused = QApplication.focusWidget()
        return self._had_keyboard or (focused is not None and self.isAncestorOf(focused))

    def _busy(self) -> None:
        self._had_keyboard = self.has_keyboard()
        for button in (self.accept, self.decline, self._reason):
            button.setEnabled(False)

    def try_again(self) -> None:
        """What was chosen was refused: the buttons work again."""
        for button in (self.accept, self.decline, self._reason):
            button.setEnabled(True)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for code in situation.reason_codes(self._at.rows):
            action = QAction(situation.code_name(code, self._at.language), self._menu)
            action.setData(code.id)
            self._menu.addAction(action)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        self._busy()
        self.declined.emit(self.offer.id, action.data())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh() if self.offer.id else self._name_buttons("")
