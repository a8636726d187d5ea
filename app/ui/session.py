"""One signed-in session: the desk behind the window, and everything it tells carried to the GUI thread."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.bridge import Bridge
from app.ui.ops import Ops

if TYPE_CHECKING:
    from app.client.desk import Desk
    from app.client.journal_file import Unsent
    from app.client.stream import Liveness
    from app.core.errors import Refused
    from app.protocol.agents import SignedIn
    from app.protocol.events import Event, Notice, Pulse
    from app.protocol.message import Refusal
    from app.protocol.views import Card

POPS = frozenset(("pops",))


class Session(QObject):
    """Signs in and out; the same desk goes on when the same hub is signed in to again."""

    signed_in = Signal(object)
    """`protocol.agents.SignedIn`."""
    refused = Signal(object)
    """Signing in did not work: a `Refusal`."""
    ready = Signal()
    """The first snapshot is here, or a fresh one has replaced it."""
    signed_out = Signal(object)
    """The session is over: a `Refusal` that says why."""
    rows_came = Signal(object, bool)
    """Names of the tables (a frozenset) that an event changed, and whether it is the agent's own affair."""
    card_came = Signal(object)
    """A `Card` that is open has changed."""
    liveness = Signal(object)
    notice = Signal(object)
    settled = Signal(object, object)
    """A command that was kept is done (None) or refused (`Refusal`)."""
    trouble = Signal(object)
    """The journal cannot be written (`Refusal`), or can again (None)."""

    def __init__(self, bridge: Bridge, ops: Ops, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.clock = HubClock()
        self.heard = (0, 0.0)
        """The interaction of the last pop, and when its event was here (ms since 1970): for benchmarks."""
        self._bridge = bridge
        self._ops = ops
        self._home = home

    def sign_in(self, url: str, login: str, password: str) -> None:
        """Sign in to a hub; `signed_in` or `refused` tells."""
        desk = self.desk
        self._ops.run(
            lambda: self._open(desk, url, login, password), self._opened, self.refused.emit, owner=self
        )

    def sign_out(self) -> None:
        """End the session (refused while on a call: the notice bar tells)."""
        desk = self.desk
        if desk is not None:
            self._ops.run(desk.sign_out, self._left, owner=self)

    def close(self) -> None:
        """End everything here; what was typed is written."""
        if self.desk is not None:
            self._ops.use(None)
            self.desk.stop()
            self.desk = None

    # ----------------------------------------------------------------- on a worker thread
    def _open(self, desk: Desk | None, url: str, login: str, password: str) -> tuple[Desk, SignedIn]:
        from app.client.desk import Desk, DeskHandlers

        if desk is not None and desk.url != url.rstrip("/"):
            desk.stop()
            desk = None
        if desk is None:
            self._home.mkdir(parents=True, exist_ok=True)
            desk = Desk(
                url,
                self._home,
                DeskHandlers(
                    on_event=self._event,
                    on_replaced=self._replaced,
                    on_card=self._card,
                    on_liveness=self._liveness,
                    on_notice=self._notice,
                    on_pulse=self.clock.heard,
                    on_signed_out=self._signed_out,
                    on_settled=self._settled,
                    on_trouble=self._trouble,
                ),
            )
        return desk, desk.sign_in(login, password)

    def _event(self, event: Event) -> None:
        if event.pop is not None:
            self.heard = (event.pop.interaction_id, time.time() * 1000)
        desk = self.desk
        mine = desk is None or concerns(event, desk.me)
        tables = frozenset(change.table for change in event.changes)
        self._bridge.post(self.rows_came.emit, tables | POPS if event.pop is not None else tables, mine)

    def _replaced(self) -> None:
        self._bridge.post(self.ready.emit)

    def _card(self, customer_id: int, card: Card) -> None:
        self._bridge.post(self.card_came.emit, card)

    def _liveness(self, liveness: Liveness) -> None:
        self._bridge.post(self.liveness.emit, liveness)

    def _notice(self, notice: Notice) -> None:
        self._bridge.post(self.notice.emit, notice)

    def _signed_out(self, refusal: Refusal) -> None:
        self._bridge.post(self.signed_out.emit, refusal)

    def _settled(self, entry: Unsent, refused: Refused | None) -> None:
        self._bridge.post(self.settled.emit, entry, _as_refusal(refused))

    def _trouble(self, trouble: Refused | None) -> None:
        self._bridge.post(self.trouble.emit, _as_refusal(trouble))

    # ----------------------------------------------------------------- on the GUI thread
    def _opened(self, opened: tuple[Desk, SignedIn]) -> None:
        self.desk, signed_in = opened
        self._ops.use(self.desk)
        self.signed_in.emit(signed_in)
        self.desk.start()

    def _left(self, nothing: object) -> None:
        from app.protocol.message import Refusal

        self.signed_out.emit(Refusal("signed_out", ""))


OF_AGENTS = frozenset(("interactions", "legs", "offers", "tickets", "notes"))


def concerns(event: Event, me: int) -> bool:
    """Whether an event is the agent's own affair (or changes what everybody sees): then it is shown at
    once. What happens to the other agents can wait until it is gathered."""
    if event.pop is not None:
        return True
    for change in event.changes:
        if change.table in OF_AGENTS:
            if me in ((change.row or {}).get("agent_id"), change.old.get("agent_id")):
                return True
        elif change.table == "agent_states":
            if change.id == me:
                return True
        elif change.table != "work_items":
            return True
    return False


def _as_refusal(refused: Refused | None) -> Refusal | None:
    from app.protocol.message import Refusal

    return None if refused is None else Refusal(refused.code, refused.text, refused.details)


class HubClock:
    """The hub's time, from its pulses: the machine's clock may be wrong, its running is not."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def heard(self, pulse: Pulse) -> None:
        """The hub says what time it is (a moment ago)."""
        self._ahead = pulse.at - time.time() * 1000

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC, by the hub's clock."""
        return int(time.time() * 1000 + self._ahead)
