"""Passing a call on where the script says so: to a queue, or to a number."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.protocol.flow_run import Shown
from app.protocol.interactions import TransferCall
from app.protocol.message import Refusal
from app.protocol.rows import InteractionRow
from app.ui import situation
from app.ui.agent.scriptview import ScriptView
from app.ui.notices import refusal_text
from app.ui.workplace import Workplace


class PassOn(QObject):
    """Transfers the call; what keeps it from that is said in the script. `passed` carries the call's id."""

    passed = Signal(object)

    def __init__(self, workplace: Workplace, view: ScriptView, parent: QObject) -> None:
        super().__init__(parent)
        self._at = workplace
        self._view = view

    def pass_on(self, shown: Shown, interaction_id: int) -> None:
        """Do what a route or transfer step says with this call (0: there is none)."""
        call: InteractionRow | None = self._at.rows.row("interactions", interaction_id or None)
        if call is None or situation.my_part(self._at.rows, call) not in situation.LIVE_CALL:
            self._view.say(self.tr("There is no call to pass on. Go on without."))
            return
        command = self._command(shown, call.id)
        if command is None:
            said = self.tr("There is no queue “{name}”. Go on without.")
            self._view.say(said.format(name=shown.effect), "bad")
            return
        self._view.set_busy(True)
        self._at.ops.do(command, self._done, self._refused, owner=self)

    def _command(self, shown: Shown, call_id: int) -> TransferCall | None:
        if shown.kind == "transfer":
            return TransferCall(interaction_id=call_id, number=shown.effect)
        for queue in self._at.rows.rows("queues"):
            if queue.active and queue.name.casefold() == shown.effect.casefold():
                return TransferCall(interaction_id=call_id, queue_id=queue.id)
        return None

    def _done(self, call: InteractionRow) -> None:
        self._view.set_busy(False)
        self.passed.emit(call.id)

    def _refused(self, refusal: Refusal) -> None:
        self._view.set_busy(False)
        self._view.say(refusal_text(refusal), "bad")
