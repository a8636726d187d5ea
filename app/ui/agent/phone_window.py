"""Phone and devices: is the phone ready, which microphone and loudspeaker, a level meter, an echo test."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QSizePolicy, QWidget

from app.client.phone import PhoneState
from app.protocol.phone import DEVICE, Devices, Level
from app.ui.controls import Button, Glyph, Panel, Text, column, row
from app.ui.theme import current_tokens
from app.ui.workplace import Workplace

ECHO_SECONDS = 10


class Meter(QWidget):
    """A level, 0 to 255 (pjmedia's), drawn as a bar with the peak of the last second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = 0
        self.peak = 0
        self.setMinimumHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 10)

    def show_level(self, level: int) -> None:
        """Show this level now."""
        self.level = level
        self.peak = max(level, self.peak - 12)
        self.setAccessibleDescription(f"{level * 100 // 255} %")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.quiet_soft))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, 5, 5)
        if self.level:
            loud = self.level > 230
            painter.setBrush(QColor(tokens.bad if loud else tokens.good))
            painter.drawRoundedRect(QRectF(0, 0, max(10, box.width() * self.level / 255), box.height()), 5, 5)
        if self.peak:
            painter.setBrush(QColor(tokens.text_soft))
            painter.drawRect(QRectF(min(box.width() - 2, box.width() * self.peak / 255), 0, 2, box.height()))


class PhoneWindow(QDialog):
    """Three steps: the phone is ready, the devices are right, you hear yourself."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Phone and devices"))
        self.setAccessibleName(self.tr("Phone and devices"))
        self.setMinimumWidth(520)
        self._at = workplace
        self._left = 0
        self._filling = False
        self._state_icon = Glyph("phone", "text_soft", 20)
        self._state = Text("", "strong")
        self._state_text = Text("", "small", "soft", wrap=True)
        self.capture = QComboBox()
        self.playback = QComboBox()
        self.microphone = Meter()
        self.speaker = Meter()
        self.echo = Button("", "headset", "primary")
        self._echo_text = Text("", "small", "soft", wrap=True)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)
        self._lay_out()
        self.echo.clicked.connect(self._test)
        self.capture.activated.connect(self._use)
        self.playback.activated.connect(self._use)
        workplace.bridge.phone.connect(self._told)
        self._show_state(workplace.phone.state if workplace.phone else PhoneState())
        if workplace.phone is not None:
            workplace.phone.ask_devices()
            workplace.phone.watch_levels(True)
        self._end_test()

    def _lay_out(self) -> None:
        layout = column(self, 16, 24)
        layout.addWidget(Text(self.tr("Phone and devices"), "head"))
        state = Panel("sunken")
        line = row(state, 12, 12)
        line.addWidget(self._state_icon)
        words = column(line, 0, 0)
        line.setStretchFactor(words, 1)
        words.addWidget(self._state)
        words.addWidget(self._state_text)
        layout.addWidget(state)
        layout.addWidget(Text(self.tr("1. Choose what you hear and speak with"), "strong"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for text, field in (
            (self.tr("Microphone"), self.capture),
            (self.tr("Loudspeaker"), self.playback),
        ):
            field.setAccessibleName(text)
            field.setMinimumWidth(320)
            form.addRow(Text(text, "body", "soft"), field)
        layout.addLayout(form)
        layout.addWidget(Text(self.tr("2. Speak: the upper bar moves"), "strong"))
        meters = QFormLayout()
        meters.setHorizontalSpacing(16)
        meters.setVerticalSpacing(8)
        for text, meter in (
            (self.tr("You"), self.microphone),
            (self.tr("What you hear"), self.speaker),
        ):
            meter.setAccessibleName(self.tr("Level: {what}").format(what=text))
            meters.addRow(Text(text, "body", "soft"), meter)
        layout.addLayout(meters)
        layout.addWidget(Text(self.tr("3. Hear yourself"), "strong"))
        layout.addWidget(self._echo_text)
        foot = row(layout, 8, 0)
        foot.addWidget(self.echo)
        foot.addStretch(1)
        close = Button(self.tr("Close"), "", "", "Esc")
        close.clicked.connect(self.close)
        foot.addWidget(close)

    # ----------------------------------------------------------------- what the phone tells
    @Slot(object)
    def _told(self, what: object) -> None:
        if isinstance(what, PhoneState):
            self._show_state(what)
        elif isinstance(what, Devices):
            self._show_devices(what)
        elif isinstance(what, Level) and what.key == DEVICE:
            self.microphone.show_level(what.rx)
            self.speaker.show_level(what.tx)

    def _show_state(self, state: PhoneState) -> None:
        words = {
            "ready": (self.tr("The phone is ready"), "good"),
            "starting": (self.tr("The phone is starting"), "warn"),
            "broken": (self.tr("The phone does not work"), "bad"),
            "off": (self.tr("There is no phone"), "warn"),
        }
        word, tone = words.get(state.state, words["off"])
        self._state_icon.show_icon("phone", tone)
        self._state.setText(word)
        self._state.set_tone(tone)
        self._state_text.setText(state.text or state.address)
        self._state_text.setVisible(bool(state.text or state.address))
        for widget in (self.capture, self.playback, self.echo):
            widget.setEnabled(state.state == "ready")

    def _show_devices(self, told: Devices) -> None:
        self._filling = True
        fields = ((self.capture, told.capture, True), (self.playback, told.playback, False))
        for field, chosen, inputs in fields:
            field.clear()
            field.addItem(self.tr("The system's own choice"), -1)
            for device in told.devices:
                if device.inputs if inputs else device.outputs:
                    field.addItem(device.name, device.index)
            field.setCurrentIndex(max(0, field.findData(chosen)))
        if told.kind == "null":
            self._state_text.setText(
                self.tr("No sound device was found: calls work, but you hear and say nothing.")
            )
            self._state_text.show()
        self._filling = False

    # ----------------------------------------------------------------- what is done
    @Slot()
    def _use(self) -> None:
        if not self._filling and self._at.phone is not None:
            self._at.phone.use_devices(int(self.capture.currentData()), int(self.playback.currentData()))

    @Slot()
    def _test(self) -> None:
        if self._at.phone is None:
            return
        if self._left:
            self._at.phone.echo_test(0)
            self._end_test()
            return
        self._at.phone.echo_test(ECHO_SECONDS)
        self._left = ECHO_SECONDS
        self._timer.start()
        self._count()

    @Slot()
    def _count(self) -> None:
        if self._left <= 0:
            self._end_test()
            return
        self.echo.set_text(self.tr("Stop"))
        self._echo_text.setText(
            self.tr("Say something: you hear it a second later. %n s left.", "", self._left)
        )
        self._left -= 1

    def _end_test(self) -> None:
        self._timer.stop()
        self._left = 0
        self.echo.set_text(self.tr("Start the echo test"))
        self._echo_text.setText(
            self.tr("Start, say something, and listen. If you hear yourself, callers will too.")
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        self._leave()
        super().reject()

    def _leave(self) -> None:
        if self._at.phone is not None:
            self._at.phone.watch_levels(False)
            if self._left:
                self._at.phone.echo_test(0)
        self._end_test()
