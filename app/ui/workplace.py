"""What every panel is given: the rows, the way to the hub, the phone, drafts, notices, theme and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, Signal, Slot

from app.ui.situation import Rows

if TYPE_CHECKING:
    from app.client.phone import SoftPhone
    from app.ui.actions import Actions
    from app.ui.bridge import Bridge
    from app.ui.notices import Notices
    from app.ui.ops import Ops
    from app.ui.theme import Theme

SETTLE_MS = 100
"""Lists and figures are drawn again at most this often, however many events come."""


class Drafts(Protocol):
    """What was typed and not yet sent: in the journal, so that it is there after a crash."""

    def text(self, key: str) -> str:
        """What stands under a key; empty where nothing does."""

    def draft(self, key: str, text: str) -> None:
        """Keep what is typed now; an empty text takes it out. Does not block."""


class Workplace(QObject):
    """The signed-in agent's things. Lives on the GUI thread."""

    rows_changed = Signal(object)
    """Names of the tables (a frozenset) of which rows changed: at once where it is the agent's own affair."""
    settled = Signal(object)
    """The same, gathered: for what need not be drawn for every single event."""
    tick = Signal()
    """Once a second: running times."""
    opened = Signal(object)
    """An interaction's id was chosen to be shown, or None."""
    customer_opened = Signal(object)
    """A customer's id was chosen to be shown."""

    def __init__(
        self,
        *,
        rows: Rows,
        drafts: Drafts,
        bridge: Bridge,
        ops: Ops,
        notices: Notices,
        theme: Theme,
        actions: Actions,
        settings: QSettings,
        phone: SoftPhone | None = None,
        now: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self.drafts = drafts
        self.bridge = bridge
        self.ops = ops
        self.notices = notices
        self.theme = theme
        self.actions = actions
        self.settings = settings
        self.phone = phone
        self.now: Callable[[], int] = now or _machine_now
        """The hub's time, ms: what the rows' times are compared with."""
        self._gathered: set[str] = set()
        self._others: set[str] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self._second.start()

    @property
    def language(self) -> str:
        """The window's language: en, zh_TW or th."""
        locale = QLocale()
        return locale.name() if locale.language() == QLocale.Language.Chinese else locale.name()[:2]

    def rows_came(self, tables: frozenset[str], mine: bool = True) -> None:
        """The store has taken in changes of these tables (GUI thread). What is not the agent's own affair
        is told with a delay, in one go: a floor of 500 agents makes fifty changes a second."""
        self._gathered |= tables
        if not mine:
            self._others |= tables
        if not self._settle.isActive():
            self._settle.start()
        if mine:
            self.rows_changed.emit(tables)

    @Slot()
    def _settled(self) -> None:
        tables, self._gathered = frozenset(self._gathered), set()
        others, self._others = frozenset(self._others), set()
        if others:
            self.rows_changed.emit(others)
        self.settled.emit(tables)


def _machine_now() -> int:
    return time.time_ns() // 1_000_000
