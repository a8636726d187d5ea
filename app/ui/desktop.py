"""The desk itself: bar at the top, my work left, the contact in the middle, context right, notices below.

Each panel has a named place; `app.ui.window` puts the panels in.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from app.ui.controls import Panel, column

LEFT_WIDTH = 264
RIGHT_WIDTH = 320


class Place(QWidget):
    """Somewhere in the window where one panel stands; putting another in takes the first one out."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._layout: QVBoxLayout = column(self, 0, 0)
        self._inside: QWidget | None = None

    @property
    def inside(self) -> QWidget | None:
        """What stands here."""
        return self._inside

    def put(self, widget: QWidget) -> None:
        """Put a panel here."""
        if self._inside is not None:
            self._layout.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = widget
        self._layout.addWidget(widget)
        widget.installEventFilter(self)
        self.setVisible(not widget.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A place whose panel is hidden takes no room, and no gap."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(self._inside is not None and not self._inside.isHidden())
        return False


class Desktop(QWidget):
    """The places of the signed-in window: `top`, `work`, `call`, `contact`, `wrap_up`, `context`, `foot`."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settings = settings
        self.top = Place("top")
        self.banner = Place("banner")
        self.work = Place("work")
        self.call = Place("call")
        self.contact = Place("contact")
        self.wrap_up = Place("wrap_up")
        self.context = Place("context")
        self.foot = Place("foot")
        layout = column(self, 0, 0)
        layout.addWidget(self.top)
        layout.addWidget(self.banner)
        layout.addWidget(self._columns(), 1)
        layout.addWidget(self.foot)

    def _columns(self) -> QWidget:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setChildrenCollapsible(False)
        self.columns.setHandleWidth(8)
        for panel, least in ((self._left(), 220), (self._middle(), 480), (self._right(), 240)):
            panel.setMinimumWidth(least)
            self.columns.addWidget(panel)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([LEFT_WIDTH, 10_000, RIGHT_WIDTH])
        kept = self._settings.value("window/columns")
        if isinstance(kept, QByteArray):
            self.columns.restoreState(kept)
        holder = QWidget()
        column(holder, 0, (8, 8, 8, 8)).addWidget(self.columns)
        return holder

    def _left(self) -> QWidget:
        panel = Panel("panel")
        column(panel, 0, 1).addWidget(self.work)
        return panel

    def _middle(self) -> QWidget:
        holder = QWidget()
        layout = column(holder, 8, 0)
        self.call.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.wrap_up.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout.addWidget(self.call)
        layout.addWidget(self.contact, 1)
        layout.addWidget(self.wrap_up)
        return holder

    def _right(self) -> QWidget:
        panel = Panel("panel")
        column(panel, 0, 1).addWidget(self.context)
        return panel

    def keep_sizes(self) -> None:
        """Remember how wide the columns are."""
        self._settings.setValue("window/columns", self.columns.saveState())
