"""Sign-in: which hub, who, and why not. Also what is shown while a hub is being waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QProgressBar, QWidget

from app.protocol import errors
from app.ui.controls import Button, Glyph, Panel, Text, column, row
from app.ui.notices import refusal_text

if TYPE_CHECKING:
    from app.protocol.message import Refusal

WIDTH = 380


class SignInPage(QWidget):
    """Asks for hub, login and password. `asked` carries the three."""

    asked = Signal(str, str, str)

    def __init__(self, settings: QSettings, hub: str, login: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._wait = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)
        self.hub = QLineEdit(hub)
        self.login = QLineEdit(login or str(settings.value("sign-in/login", "")))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox()
        self.remember.setChecked(bool(self.login.text()))
        self.button = Button("", "", "primary")
        self.button.setMinimumHeight(40)
        self.error = Text("", "body", "bad", wrap=True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._labels = [Text("", "small", "soft") for _ in range(3)]
        self._title = Text("Contact Desk", "head")
        self._lead = Text("", "body", "soft", wrap=True)
        self._lay_out()
        for field in (self.hub, self.login, self.password):
            field.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self.error.hide()
        self._progress.hide()
        self._name()

    def _lay_out(self) -> None:
        card = Panel("raised")
        card.setFixedWidth(WIDTH)
        inner = column(card, 4, (32, 28, 32, 28))
        head = row(inner, 12, (0, 0, 0, 4))
        head.addWidget(Glyph("headset", "accent", 28))
        head.addWidget(self._title, 1)
        inner.addWidget(self._lead)
        inner.addSpacing(12)
        for label, field in zip(self._labels, (self.login, self.password, self.hub), strict=True):
            label.setBuddy(field)
            inner.addWidget(label)
            inner.addWidget(field)
            inner.addSpacing(8)
        inner.addWidget(self.remember)
        inner.addSpacing(4)
        inner.addWidget(self.error)
        inner.addSpacing(8)
        inner.addWidget(self._progress)
        inner.addWidget(self.button)
        outer = column(self, 0, 24)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def take_focus(self) -> None:
        """Put the keyboard where something is missing."""
        (self.password if self.login.text() else self.login).setFocus()

    def show_refusal(self, refusal: Refusal) -> None:
        """Say why it did not work; where attempts are throttled, count down."""
        self.show_busy(False)
        self.error.setText(refusal_text(refusal))
        self.error.setVisible(bool(self.error.full_text()))
        self.error.setAccessibleName(self.tr("Why it did not work"))
        self.error.setAccessibleDescription(self.error.full_text())
        if refusal.code == errors.THROTTLED:
            details = refusal.details
            self._wait = int(details.get("seconds", details.get("retry_after", 0)) or 0)
            if self._wait:
                self._timer.start()
                self._count()
        if refusal.code == errors.WRONG_PASSWORD:
            self.password.selectAll()
            self.password.setFocus()

    def show_busy(self, on: bool) -> None:
        """Show that the answer is being waited for."""
        self._progress.setVisible(on)
        self.button.setEnabled(not on and not self._wait)
        if on:
            self.error.hide()

    @Slot()
    def _count(self) -> None:
        if self._wait <= 0:
            self._timer.stop()
            self.error.hide()
            self.button.setEnabled(True)
            return
        self.button.setEnabled(False)
        from app.protocol.message import Refusal

        waiting = Refusal(errors.THROTTLED, "", {"seconds": self._wait})
        self.error.setText(refusal_text(waiting))
        self._wait -= 1

    @Slot()
    def _ask(self) -> None:
        if not self.button.isEnabled():
            return
        hub, login = self.hub.text().strip(), self.login.text().strip()
        missing = self._missing(hub, login)
        if missing:
            self.error.setText(missing)
            self.error.show()
            return
        self._settings.setValue("sign-in/hub", hub)
        self._settings.setValue("sign-in/login", login if self.remember.isChecked() else "")
        self.show_busy(True)
        self.asked.emit(hub if "://" in hub else f"http://{hub}", login, self.password.text())

    def _missing(self, hub: str, login: str) -> str:
        if not login:
            self.login.setFocus()
            return self.tr("Enter your login.")
        if not self.password.text():
            self.password.setFocus()
            return self.tr("Enter your password.")
        if not hub:
            self.hub.setFocus()
            return self.tr("Enter the address of the hub; your supervisor knows it.")
        return ""

    def _name(self) -> None:
        self._lead.setText(self.tr("Sign in to take contacts."))
        texts = (self.tr("Login"), self.tr("Password"), self.tr("Hub"))
        for label, field, text in zip(
            self._labels, (self.login, self.password, self.hub), texts, strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.hub.setPlaceholderText("http://127.0.0.1:8500")
        self.remember.setText(self.tr("Remember my login on this machine"))
        self.button.set_text(self.tr("Sign in"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()


class WaitPage(QWidget):
    """What is shown until the first rows are here: which hub, and a way back to the sign-in."""

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = ""
        self._title = Text("Contact Desk", "head")
        self._text = Text("", "body", "soft")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(240)
        self._back = Button("", "", "link")
        self._back.clicked.connect(self.given_up)
        layout = column(self, 12, 24)
        layout.addStretch(2)
        for widget in (Glyph("headset", "accent", 40), self._title, self._text, self._progress, self._back):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._name()

    def wait_for(self, hub: str, trouble: str = "") -> None:
        """Say which hub is being waited for, and what is in the way."""
        self._hub = hub
        self._text.setText(trouble or self.tr("Connecting to {hub} …").format(hub=hub))

    def _name(self) -> None:
        self._back.set_text(self.tr("Sign in by hand"))
        self._progress.setAccessibleName(self.tr("Connecting"))
        self.wait_for(self._hub)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
