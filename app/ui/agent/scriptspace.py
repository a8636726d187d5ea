"""How script and timeline share the middle: both where there is room, else the script alone."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, Slot
from PySide6.QtWidgets import QSplitter

from app.ui.agent.match import MatchBar
from app.ui.agent.script import ScriptPanel
from app.ui.agent.timeline import Timeline

BOTH = 520
"""From this height on the timeline stands below the script, pixels."""
TALL = 900
"""Below this height of the window the choice of who it is gives room to the script."""
HEAD = 40
KEPT = "window/script"


class ScriptSpace(QObject):
    """Hides the timeline while a script is open and the window is low; folding the script brings it back."""

    def __init__(
        self,
        halves: QSplitter,
        script: ScriptPanel,
        timeline: Timeline,
        match: MatchBar,
        settings: QSettings,
    ) -> None:
        super().__init__(halves)
        self._halves = halves
        self._script = script
        self._timeline = timeline
        self._match = match
        self._settings = settings
        self._was_open = False
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.installEventFilter(self)
        script.shape_changed.connect(self.share)
        halves.splitterMoved.connect(self._keep)
        self.share()

    @Slot()
    def share(self) -> None:
        """Give each its room."""
        open_ = self._script.open
        self._script.setMaximumHeight(16_777_215 if open_ else HEAD)
        low = open_ and self._halves.window().height() < TALL
        self._match.set_low(low)
        self._timeline.setVisible(not open_ or self._halves.height() >= BOTH)
        if open_ and not self._was_open:
            self._restore()
        self._was_open = open_

    def _restore(self) -> None:
        kept = self._settings.value(KEPT)
        if not isinstance(kept, QByteArray) or not self._halves.restoreState(kept):
            height = self._halves.height()
            self._halves.setSizes([height * 3 // 5, height * 2 // 5])

    @Slot()
    def _keep(self) -> None:
        if self._script.open and not self._timeline.isHidden():
            self._settings.setValue(KEPT, self._halves.saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share()
        return False
