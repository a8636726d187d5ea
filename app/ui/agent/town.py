"""The simulated town in the top bar: how busy it is, who calls at the moment, and "next caller now"."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.client.town import TownLink
from app.protocol.town import PACES, CallNow, OnThePhone, SetPace, TownStatus
from app.ui.bridge import Bridge
from app.ui.controls import IconButton

KINDS = ("known", "unknown", "withheld", "shared")


class TownButton(IconButton):
    """Opens the town's menu. `path` is the socket of the town's process."""

    status_changed = Signal(object)
    """A `protocol.town.TownStatus`, or None where the town is not there."""

    def __init__(self, path: Path, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("town", "", parent=parent)
        self.status: TownStatus | None = None
        self._bridge = bridge
        self._menu = QMenu(self)
        self._menu.setObjectName("town menu")
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._picked)
        self.clicked.connect(self.open_menu)
        self._link = TownLink(path, self._came)
        self._link.start()
        self.destroyed.connect(self._link.cut)
        self._name()

    def close_link(self) -> None:
        """Let go of the town; it goes on."""
        self._link.close()

    @Slot()
    def open_menu(self) -> None:
        """Show the menu under the button."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _came(self, status: TownStatus | None) -> None:
        """On the link's thread."""
        self._bridge.post(self._show, status)

    def _show(self, status: TownStatus | None) -> None:
        self.status = status
        self._name()
        self.status_changed.emit(status)

    def _fill(self) -> None:
        self._menu.clear()
        status = self.status
        if status is None:
            self._note(self.tr("The town is not there (it is started with the demo)"))
            return
        self._note(self._summary(status))
        for caller in status.calling:
            self._note(self._caller(caller))
        if status.trouble:
            self._note(self._trouble(status.trouble))
        self._menu.addSeparator()
        group = QActionGroup(self._menu)
        words = dict(zip(PACES, self._pace_words(), strict=True))
        for pace in PACES:
            entry = QAction(words[pace], self._menu, checkable=True, checked=pace == status.pace)
            entry.setData(SetPace(pace))
            group.addAction(entry)
            self._menu.addAction(entry)
        self._menu.addSeparator()
        now = self._menu.addAction(self.tr("Next caller now"))
        now.setData(CallNow())
        kinds = self._menu.addMenu(self.tr("Next caller"))
        for kind, text in zip(KINDS, self._kind_words(), strict=True):
            entry = kinds.addAction(text)
            entry.setData(CallNow(kind))  # type: ignore[arg-type]

    def _note(self, text: str) -> None:
        entry = self._menu.addAction(text)
        entry.setEnabled(False)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        order = action.data()
        if isinstance(order, SetPace | CallNow):
            self._link.send(order)

    # ----------------------------------------------------------------- words
    def _summary(self, status: TownStatus) -> str:
        return self.tr("Simulated callers: {now} on the phone, {calls} so far").format(
            now=len(status.calling), calls=status.calls
        )

    def _caller(self, caller: OnThePhone) -> str:
        state = {
            "dialling": self.tr("dialling"),
            "ringing": self.tr("ringing"),
            "waiting": self.tr("waiting"),
            "talking": self.tr("talking"),
            "held": self.tr("on hold"),
        }.get(caller.state, caller.state)
        number = self.tr("withheld") if caller.kind == "withheld" else caller.number
        return f"   {caller.name}  ·  {number}  ·  {state}"

    def _trouble(self, code: str) -> str:
        return {
            "line_full": self.tr("The line is full: the last caller heard busy"),
            "line_silent": self.tr("The line does not answer: is the hub running?"),
            "line_refused": self.tr("The line refused the last caller"),
            "no_phone": self.tr("A caller's phone did not start; the town's log says why"),
        }.get(code, code)

    def _pace_words(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Nobody calls"),
            self.tr("Calm: a call a minute"),
            self.tr("Normal: two at a time"),
            self.tr("Busy: as many as the line carries"),
        )

    def _kind_words(self) -> tuple[str, str, str, str]:
        return (
            self.tr("A known customer"),
            self.tr("An unknown number"),
            self.tr("A withheld number"),
            self.tr("A number that two customers share"),
        )

    def _name(self) -> None:
        name = self.tr("The simulated town")
        status = self.status
        self.set_name(name)
        if status is not None:
            self.setToolTip(f"{name}\n{self._summary(status)}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
