"""A call that rings at the agent's own phone, past the line (from a PBX): who it is, answer or decline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from app.protocol.phone import Incoming
from app.ui import situation
from app.ui.controls import Button, Glyph, Panel, Text, row

if TYPE_CHECKING:
    from app.ui.workplace import Workplace


class Ringing(QWidget):
    """Stands under the top bar while such a call rings."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._caller = ""
        panel = Panel("banner")
        self.text = Text("", "body")
        self.answer = Button("", "phone-in", "good", "F9")
        self.decline = Button("", "phone-end", "plain", "Shift+F9")
        inner = row(panel, 8, (16, 6, 16, 6))
        inner.addWidget(Glyph("phone-in", "accent", 16))
        inner.addWidget(self.text, 1)
        inner.addWidget(self.decline)
        inner.addWidget(self.answer)
        row(self, 0, 0).addWidget(panel)
        self.answer.clicked.connect(self.take)
        self.decline.clicked.connect(self.turn_away)
        self._name()
        self.hide()

    def told(self, what: object) -> None:
        """The phone tells something: a call may have begun or ended to ring."""
        phone = self._at.phone
        if isinstance(what, Incoming):
            self._caller = caller_of(what)
        ringing = phone is not None and phone.ringing
        if ringing == self.isHidden():
            self._name()
            self.setVisible(ringing)
            if phone is not None and not (ringing and self._is_busy()):
                phone.ring(ringing)

    def _is_busy(self) -> bool:
        """Whether somebody is on the line: a second call shows but does not ring aloud."""
        rows = self._at.rows
        return any(situation.my_part(rows, i) in situation.LIVE_CALL for i in situation.my_contacts(rows))

    @Slot()
    def take(self) -> None:
        """Answer."""
        if self._at.phone is not None:
            self._at.phone.answer()

    @Slot()
    def turn_away(self) -> None:
        """Busy."""
        if self._at.phone is not None:
            self._at.phone.decline()

    def _name(self) -> None:
        self.answer.set_text(self.tr("Answer"))
        self.decline.set_text(self.tr("Turn away"))
        text = self.tr("{who} is calling your phone").format(who=self._caller or self.tr("Somebody"))
        self.text.setText(text)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


def caller_of(call: Incoming) -> str:
    """The name the call brings along, else its number."""
    if call.leg.display_name:
        return call.leg.display_name
    address = call.leg.from_uri.partition("<")[2] or call.leg.from_uri
    return address.removeprefix("sip:").removeprefix("sips:").partition("@")[0].strip("<> ")
