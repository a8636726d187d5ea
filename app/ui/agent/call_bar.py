"""The call bar: what the call is, for how long, and the buttons that the situation allows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.client.phone import SoftPhone
from app.protocol.interactions import (
    CompleteTransfer,
    ConsultCall,
    EndCall,
    HoldCall,
    ResumeCall,
    RetrieveCall,
    StartConference,
    TransferCall,
)
from app.protocol.message import Command
from app.protocol.phone import Quality
from app.protocol.rows import InteractionRow
from app.ui import situation, words
from app.ui.agent import direct
from app.ui.agent.keypad import Keypad
from app.ui.agent.targets import Targets
from app.ui.controls import Button, Chip, Panel, Text, column, row
from app.ui.theme import current_tokens, figures_font
from app.ui.workplace import Workplace

ICONS = {
    "hold": "pause",
    "resume": "play",
    "mute": "mic",
    "keypad": "keypad",
    "consult": "consult",
    "transfer": "transfer",
    "complete": "transfer",
    "conference": "conference",
    "retrieve": "retrieve",
    "end": "phone-end",
}
KEYS = {
    "hold": "F10",
    "resume": "F10",
    "mute": "Ctrl+M",
    "keypad": "Ctrl+D",
    "consult": "F7",
    "transfer": "F8",
    "complete": "Shift+F8",
    "conference": "Shift+F7",
    "retrieve": "Shift+F10",
    "end": "F12",
}
ASK_QUALITY_EVERY = 5
"""Seconds between two questions for the quality of the call."""


class CallBar(Panel):
    """Stands over the contact while there is one to talk to."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._at = workplace
        self.interaction_id: int | None = None
        self._seconds = 0
        self._state = Chip("")
        self._who = Text("", "title", elide=True)
        self._about = Text("", "small", "soft", elide=True)
        self._time = Text("", "figure")
        self._hold_time = Text("", "small", "warn")
        self.quality = QualityMark()
        self.buttons = {name: self._button(name) for name in ICONS}
        self.buttons["mute"].setCheckable(True)
        self._keypad: Keypad | None = None
        self._targets: Targets | None = None
        self._lay_out()
        workplace.rows_changed.connect(self._rows_changed)
        workplace.tick.connect(self._tick)
        self._name()
        self.refresh()

    def _button(self, name: str) -> Button:
        kind = "danger" if name == "end" else "primary" if name == "complete" else ""
        button = Button("", ICONS[name], kind, KEYS[name])
        button.setObjectName(name)
        button.setMinimumHeight(36)
        button.clicked.connect(self._pressed)
        return button

    def _lay_out(self) -> None:
        self._time.setFont(figures_font(20, strong=True))
        layout = column(self, 10, (16, 12, 12, 12))
        top = row(layout, 12, 0)
        facts = column(top, 2, 0)
        top.setStretchFactor(facts, 1)
        facts.addWidget(self._who)
        second = row(facts, 8, 0)
        second.addWidget(self._state)
        second.addWidget(self._about, 1)
        times = column(top, 0, 0)
        line = row(times, 8, 0)
        line.addStretch(1)
        line.addWidget(self.quality)
        line.addWidget(self._time)
        times.addWidget(self._hold_time, 0, Qt.AlignmentFlag.AlignRight)
        self._strip = QWidget()
        strip = row(self._strip, 6, 0)
        for name, button in self.buttons.items():
            if name == "end":
                strip.addStretch(1)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            strip.addWidget(button)
        layout.addWidget(self._strip)

    # ----------------------------------------------------------------- what is shown
    def show_interaction(self, interaction_id: int | None) -> None:
        """Show the call bar of this contact; None hides it."""
        if interaction_id != self.interaction_id:
            self.interaction_id = interaction_id
            self.quality.forget()
            self._close_popups()
        self.refresh()

    @property
    def interaction(self) -> InteractionRow | None:
        """The contact shown."""
        found: InteractionRow | None = self._at.rows.row("interactions", self.interaction_id)
        return found

    def allows(self, name: str) -> bool:
        """Whether a button can be pressed now."""
        button = self.buttons[name]
        return button.isVisibleTo(self) and button.isEnabled() and not self.isHidden()

    def press(self, name: str) -> None:
        """Press a button by its key."""
        if self.allows(name):
            self.buttons[name].click()

    @Slot()
    def refresh(self) -> None:
        """Draw the call as it is now."""
        interaction = self.interaction
        part = situation.my_part(self._at.rows, interaction) if interaction else ""
        shown = bool(part) and part != "after_call"  # the wrap-up says what there is to say then
        self.setVisible(shown)
        if interaction is None or not shown:
            self._close_popups()
            return
        number = words.withheld_or(interaction.ani or interaction.ani_raw, interaction.ani_source)
        name = situation.caller(self._at.rows, interaction)
        self._who.setText(name or number)
        queue = self._at.rows.row("queues", interaction.queue_id)
        third = situation.third_party(self._at.rows, interaction)
        about = [number if name else "", queue.name if queue else ""]
        if third.name:
            about.append(self.tr("with {who}").format(who=third.name))
        self._about.setText(" · ".join(text for text in about if text))
        self._state.setText(words.call_state(part))
        self._state.set_tone(words.CALL_TONES.get(part, "info"))
        allowed, answered = situation.buttons(self._at.rows, interaction), third.answered
        if self._own_phone is not None:
            allowed = direct.buttons(allowed, self._own_phone.third)
            answered = self._own_phone.third in ("answered", "joined")
        for name_, button in self.buttons.items():
            button.setVisible(name_ in allowed)
        for name_ in ("conference", "complete"):
            self.buttons[name_].setEnabled(answered)
        self._strip.setVisible(bool(allowed))
        self.quality.setVisible(part in situation.LIVE_CALL and self.quality.known)
        self._show_mute()
        self._tick()

    def _show_mute(self) -> None:
        muted = self._at.phone is not None and self._at.phone.muted
        button = self.buttons["mute"]
        button.setChecked(muted)
        button.set_icon("mic-off" if muted else "mic")
        button.set_text(self.tr("Unmute") if muted else self.tr("Mute"))

    @Slot()
    def _tick(self) -> None:
        interaction = self.interaction
        if interaction is None or self.isHidden():
            return
        rows, now = self._at.rows, self._at.now()
        part = situation.my_part(rows, interaction)
        times = situation.call_times(rows, interaction, now)
        self._time.setText(words.running(times.talk))
        self._time.setAccessibleName(self.tr("Talk time {time}").format(time=self._time.full_text()))
        held = times.hold
        self._hold_time.setVisible(held > 0)
        self._hold_time.setText(self.tr("hold {time}").format(time=words.running(held)))
        self._seconds += 1
        if self._at.phone is not None and part == "talking" and self._seconds % ASK_QUALITY_EVERY == 0:
            self._at.phone.ask_quality()

    @Slot(object)
    def _rows_changed(self, tables: frozenset[str]) -> None:
        if tables & {"interactions", "legs", "agent_states", "pops", "queues"}:
            self.refresh()

    # ----------------------------------------------------------------- what the buttons do
    @Slot()
    def _pressed(self) -> None:
        name = self.sender().objectName()
        phone = self._at.phone
        if self._own_phone is not None and direct.press(self._own_phone, name):
            self.refresh()
            return
        match name:
            case "hold" | "resume":
                if phone is not None:
                    phone.hold(name == "hold")
                tell = HoldCall if name == "hold" else ResumeCall
                self._tell(tell(interaction_id=self._id, at=self._at.now()))
            case "mute":
                if phone is not None:
                    phone.mute(not phone.muted)
                self._show_mute()
            case "keypad":
                self._open_keypad()
            case "consult" | "transfer":
                self._open_targets(name)
            case "end" if self._part == "consulted":
                if phone is not None:  # the caller is somebody else's: only this leg ends
                    phone.hang_up(self._id)
            case _:
                self._tell(_COMMANDS[name](interaction_id=self._id))

    @property
    def _part(self) -> str:
        interaction = self.interaction
        return situation.my_part(self._at.rows, interaction) if interaction else ""

    def _tell(self, command: Command[Any]) -> None:
        self._at.ops.do(command, owner=self)

    @property
    def _id(self) -> int:
        return self.interaction_id or 0

    def _open_keypad(self) -> None:
        if self._keypad is None:
            self._keypad = Keypad(self)
            self._keypad.digit.connect(self._digit)
        self._keypad.open_under(self.buttons["keypad"])

    @Slot(str)
    def _digit(self, digit: str) -> None:
        if self._at.phone is not None:
            self._at.phone.dtmf(digit)

    def _open_targets(self, purpose: str) -> None:
        if self._targets is None:
            self._targets = Targets(self._at, self)
            self._targets.chosen.connect(self._send_to)
        self._targets.open_under(self.buttons[purpose], purpose)

    @Slot(str, str, object)
    def _send_to(self, purpose: str, kind: str, value: int | str) -> None:
        number = str(value) if kind == "number" else ""
        agent_id = int(value) if kind == "agent" else None
        queue_id = int(value) if kind == "queue" else None
        if self._own_phone is not None:
            self._send_directly(self._own_phone, purpose, number or self._number_of(agent_id))
        elif purpose == "consult":
            self._tell(ConsultCall(interaction_id=self._id, agent_id=agent_id, number=number))
        else:
            self._tell(
                TransferCall(interaction_id=self._id, queue_id=queue_id, agent_id=agent_id, number=number)
            )

    def _send_directly(self, phone: SoftPhone, purpose: str, number: str) -> None:
        if number:
            direct.send(phone, purpose, number)
        else:
            self._at.notices.warn(self.tr("This call is not the line's: choose a number, or who has one."))

    def _number_of(self, agent_id: int | None) -> str:
        agent = self._at.rows.row("agents", agent_id)
        return agent.number if agent else ""

    @property
    def _own_phone(self) -> SoftPhone | None:
        """The phone, where the call shown is its own affair."""
        return self._at.phone if direct.is_direct(self.interaction) else None

    def _close_popups(self) -> None:
        for popup in (self._keypad, self._targets):
            if popup is not None:
                popup.close()

    # ----------------------------------------------------------------- words
    def _name(self) -> None:
        for name, text in (
            ("hold", self.tr("Hold")),
            ("resume", self.tr("Resume")),
            ("keypad", self.tr("Keypad")),
            ("consult", self.tr("Consult")),
            ("transfer", self.tr("Transfer")),
            ("complete", self.tr("Complete transfer")),
            ("conference", self.tr("Conference")),
            ("retrieve", self.tr("Retrieve")),
            ("end", self.tr("End")),
        ):
            self.buttons[name].set_text(text)
        self.setAccessibleName(self.tr("Call"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.refresh()


_COMMANDS: dict[str, type[Command[Any]]] = {
    "end": EndCall,
    "complete": CompleteTransfer,
    "conference": StartConference,
    "retrieve": RetrieveCall,
}


class QualityMark(QWidget):
    """Four bars for how the call sounds, from loss, jitter and round trip; the tooltip has the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = 0
        self.known = False
        self.setFixedSize(QSize(20, 18))

    def forget(self) -> None:
        """Another call: nothing is known of it."""
        self.known = False
        self.hide()

    def show_quality(self, quality: Quality) -> None:
        """Show what the phone measured."""
        self.known = True
        self.bars = bars_of(quality)
        figures = self.tr("{codec}, {loss} % lost, jitter {jitter} ms, round trip {rtt} ms").format(
            codec=quality.codec,
            loss=f"{quality.rx_loss * 100:.1f}",
            jitter=round(quality.rx_jitter_ms),
            rtt=round(quality.rtt_ms),
        )
        self.setToolTip(figures)
        self.setAccessibleName(self.tr("Call quality {n} of 4").format(n=self.bars))
        self.setAccessibleDescription(figures)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on = {4: tokens.good, 3: tokens.good, 2: tokens.warn}.get(self.bars, tokens.bad)
        for bar in range(4):
            high = 5 + bar * 3.5
            painter.setBrush(QColor(on if bar < self.bars else tokens.line))
            painter.drawRoundedRect(QRectF(bar * 5, self.height() - high - 1, 3.5, high), 1, 1)


def bars_of(quality: Quality) -> int:
    """1 (bad) to 4 (good); the round trip after ITU-T G.114, loss and jitter after common VoIP practice."""
    worst = 4
    for value, bounds in (
        (quality.rx_loss * 100, (1.0, 3.0, 8.0)),
        (quality.rx_jitter_ms, (20.0, 40.0, 80.0)),
        (quality.rtt_ms, (150.0, 300.0, 600.0)),
    ):
        worst = min(worst, 4 - sum(value > bound for bound in bounds))
    return worst
