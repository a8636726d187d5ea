"""The desk as its window sees it: sign-in, rows, questions, commands, and how live it all is.

Free of Qt: the handlers are called in worker threads, the window's bridge carries them to its own.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import __version__
from app.client.alive import Alive
from app.client.http import HubHttp
from app.client.journal import Journal
from app.client.journal_file import Unsent
from app.client.phone import SoftPhone
from app.client.sender import Done, Failed, Sender
from app.client.store import Store
from app.client.stream import Liveness, Stream, StreamHandlers
from app.core.clock import Clock
from app.core.errors import Refused
from app.protocol import errors
from app.protocol.agents import GetSnapshot, SignedIn, SignOut
from app.protocol.customers import GetCard
from app.protocol.events import Event, Notice, Pop, Pulse
from app.protocol.interactions import EndCall, ReportCall
from app.protocol.message import Command, Query, R, Refusal
from app.protocol.views import Card

log = logging.getLogger(__name__)

ASKING = 3
"""Questions under way at a time."""


_HUNG_UP_HERE = "The hub cannot be reached. Your phone has hung up; the hub takes note when it is back."


def _nobody(*_: Any) -> None:
    return None


@dataclass
class DeskHandlers:
    """What the desk tells its window; all are called in worker threads and must not block.

    `on_event`: the store has taken this event in. `on_replaced`: it holds a fresh snapshot. `on_card`: an
    open card changed. `on_pulse`: the hub's time. `on_settled`: a kept command was done (None) or refused.
    `on_trouble`: the journal cannot be written (None: it can again). `on_signed_out`: the session is over;
    what was typed is kept.
    """

    on_event: Callable[[Event], None] = _nobody
    on_replaced: Callable[[], None] = _nobody
    on_card: Callable[[int, Card], None] = _nobody
    on_liveness: Callable[[Liveness], None] = _nobody
    on_notice: Callable[[Notice], None] = _nobody
    on_pulse: Callable[[Pulse], None] = _nobody
    on_signed_out: Callable[[Refusal], None] = _nobody
    on_settled: Callable[[Unsent, Refused | None], None] = _nobody
    on_trouble: Callable[[Refused | None], None] = _nobody


class Desk:
    """A console's connection to the hub at `url`, with its files in `home`.

    `sign_in`, then `start`; `do` and `ask` block and belong on a worker thread, `submit` and `ask_later`
    do not. After `on_signed_out`, `sign_in` and `start` again go on with the same store and journal.
    """

    def __init__(
        self, url: str, home: Path, handlers: DeskHandlers | None = None, *, clock: Clock | None = None
    ) -> None:
        self.http = HubHttp(url)
        self.store = Store()
        self.handlers = handlers or DeskHandlers()
        self.signed_in: SignedIn | None = None
        self._url = url
        self._home = home
        self._clock = clock
        self._journal: Journal | None = None
        self._sender: Sender | None = None
        self._stream: Stream | None = None
        self._alive: Alive | None = None
        self._asking = ThreadPoolExecutor(ASKING, thread_name_prefix="questions")
        self._ready = threading.Event()
        self._refreshing: set[int] = set()
        self._over = threading.Lock()
        self._leaving = False
        self.phone: SoftPhone | None = None
        """The soft phone of this desk, once there is one."""
        self.store.listen(self._store_changed)

    # ----------------------------------------------------------------- signing in and out
    def sign_in(self, login: str, password: str) -> SignedIn:
        """Sign in and open the journal. Raises Refused."""
        signed_in = self.http.sign_in(login, password, client=f"console {__version__}")
        self.use(signed_in)
        return signed_in

    def use(self, signed_in: SignedIn) -> None:
        """Take over a session that was begun elsewhere (the embedded default signs in by itself)."""
        self.http.token = signed_in.token
        self.signed_in = signed_in
        self.store.me = signed_in.agent.id
        path = self._home / journal_name(signed_in)
        if self._journal is not None and self._journal.path == path:
            return
        self._close_journal()
        self._journal = Journal(path, clock=self._clock, on_trouble=self._trouble)
        self._journal.open()
        self._sender = Sender(self.http, self._journal, self._settled, self._is_here, self._clock)
        self._sender.start()

    def start(self) -> None:
        """Begin to follow the log: the snapshot is taken in the background (see `wait_ready`)."""
        self._halt()
        self._ready.clear()
        token = self._need(self.signed_in).token
        self._stream = Stream(self.http.address, token, self._stream_handlers())
        self._alive = Alive(self._url, token, self._alive_refused)
        self._alive.start()
        self._stream.start()
        self._need(self._sender).resend()

    def wait_ready(self, seconds: float) -> bool:
        """Wait until a first snapshot is here; whether it is."""
        return self._ready.wait(seconds)

    def sign_out(self) -> None:
        """End the session. Raises Refused (on_a_call while there is a caller): then it goes on."""
        self._leaving = True
        try:
            self.do(SignOut())
        finally:
            self._leaving = False
        self.signed_in = None
        self._halt()

    def stop(self) -> None:
        """End everything here; the session at the hub ends by itself. Drafts are written."""
        self._halt()
        self._close_journal()
        self._asking.shutdown(wait=True, cancel_futures=True)
        self.http.close()

    # ----------------------------------------------------------------- what is known
    @property
    def me(self) -> int:
        """Id of the agent who sits here."""
        return self.store.me

    @property
    def url(self) -> str:
        """The hub's address."""
        return self.http.address.url

    @property
    def liveness(self) -> Liveness:
        """How far what is shown can be trusted."""
        if self._stream is None or self.signed_in is None:
            return Liveness("signed_out")
        return self._stream.liveness

    @property
    def journal(self) -> Journal:
        """Drafts and commands not yet acknowledged; there once somebody has signed in."""
        return self._need(self._journal)

    # ----------------------------------------------------------------- questions and commands
    def ask(self, query: Query[R]) -> R:
        """Ask and wait. Raises Refused."""
        return self.http.ask(query)

    def do(self, command: Command[R], *, draft_key: str = "") -> R:
        """Have it done, after all that was given before, and wait. Raises Refused; `HeldBack`, with
        `details["kept"]`, where it is kept and sent later."""
        future: Future[R] = Future()

        def failed(refused: Refused) -> None:
            if not future.done():
                future.set_exception(refused)

        def done(answer: R) -> None:
            if not future.done():
                future.set_result(answer)

        self.submit(command, done, failed, draft_key=draft_key)
        return future.result()

    def submit(
        self,
        command: Command[Any],
        on_done: Done = _nobody,
        on_refused: Failed = _nobody,
        *,
        draft_key: str = "",
    ) -> str:
        """Have it done in its turn; returns its id. The draft it was made of is forgotten as it is kept."""

        def done(answer: Any) -> None:
            if isinstance(answer, Pop):
                self.store.put_pop(answer, early=isinstance(command, ReportCall))
            on_done(answer)

        def refused(why: Refused) -> None:
            if isinstance(command, EndCall) and why.code == errors.HUB_UNREACHABLE and self.phone is not None:
                self.phone.hang_up(command.interaction_id)
                why = Refused(errors.HUNG_UP_HERE, _HUNG_UP_HERE, **why.details)
            on_refused(why)

        return self._need(self._sender).submit(command, done, refused, draft_key=draft_key)

    def ask_later(self, query: Query[Any], on_done: Done, on_refused: Failed = _nobody) -> None:
        """Ask on a worker thread; one of the two is called there."""

        def work() -> None:
            try:
                answer = self.http.ask(query)
            except Refused as refused:
                on_refused(refused)
            else:
                on_done(answer)

        self._asking.submit(_logged, work)

    def reconnect(self) -> None:
        """Try the hub now, not at the next turn."""
        if self._stream is not None:
            self._stream.poke()

    # ----------------------------------------------------------------- cards
    def open_card(self, customer_id: int) -> Card:
        """A customer's card, kept up to date by the log until `close_card`. Blocks; raises Refused."""
        return self.store.cards.hold(customer_id, self.http.ask(GetCard(customer_id=customer_id)))

    def close_card(self, customer_id: int) -> None:
        """It is no longer shown."""
        self.store.cards.release(customer_id)

    # ----------------------------------------------------------------- unsent commands
    def waiting(self) -> list[Unsent]:
        """Commands that wait for the hub."""
        return self.journal.waiting()

    def refused(self) -> list[Unsent]:
        """Kept commands the hub would not do, until they are dismissed."""
        return self.journal.refused()

    def dismiss(self, command_id: str) -> None:
        """The person has seen a refusal."""
        self.journal.settle(command_id)

    # ----------------------------------------------------------------- inside
    def _stream_handlers(self) -> StreamHandlers:
        return StreamHandlers(
            restart=self._restart,
            on_event=self._event,
            on_liveness=self._liveness_changed,
            on_pulse=self._pulse,
            on_notice=self.handlers.on_notice,
            on_signed_out=self._signed_out,
        )

    def _restart(self) -> int:
        snapshot = self.http.ask(GetSnapshot())
        self.store.load(snapshot)
        self._ready.set()
        self.handlers.on_replaced()
        self._refresh_cards()
        return snapshot.number

    def _event(self, event: Event) -> None:
        self.store.apply(event)
        self.handlers.on_event(event)
        self._refresh_cards()

    def _pulse(self, pulse: Pulse) -> None:
        self.handlers.on_pulse(pulse)
        self._refresh_cards()  # those that could not be asked for while the hub was away

    def _store_changed(self, changes: list[Any]) -> None:
        for change in changes:
            if change.table == "cards" and change.row is not None:
                self.handlers.on_card(change.id, change.row)

    def _liveness_changed(self, liveness: Liveness) -> None:
        if self.signed_in is None or self._leaving:
            return
        if liveness.state in ("live", "behind") and self._sender is not None:
            self._sender.resend()
        self.handlers.on_liveness(liveness)

    def _refresh_cards(self) -> None:
        for customer_id in self.store.cards.stale():
            if customer_id not in self._refreshing:
                self._refreshing.add(customer_id)
                self._asking.submit(_logged, self._refresh_card, customer_id)

    def _refresh_card(self, customer_id: int) -> None:
        try:
            card = self.http.ask(GetCard(customer_id=customer_id))
        except Refused as refused:
            log.info("card of %d: %s", customer_id, refused)
            return
        finally:
            self._refreshing.discard(customer_id)
        if self.store.cards.refresh(customer_id, card):
            now = self.store.cards.get(customer_id)
            if now is not None:
                self.handlers.on_card(customer_id, now)

    def _is_here(self) -> bool:
        return self._stream is not None and self._stream.liveness.state in ("live", "behind")

    def _settled(self, entry: Unsent, refused: Refused | None) -> None:
        self.handlers.on_settled(entry, refused)

    def _trouble(self, trouble: Refused | None) -> None:
        self.handlers.on_trouble(trouble)

    def _alive_refused(self, refused: Refused) -> None:
        self._signed_out(Refusal(refused.code, refused.text, refused.details))

    def _signed_out(self, refusal: Refusal) -> None:
        """The stream or the sign of life was told that the session is over; whoever is first says so."""
        with self._over:
            if self.signed_in is None or self._leaving:
                return
            self.signed_in = None
        self.http.token = ""
        for part in (self._stream, self._alive):
            if part is not None:
                part.cancel()
        self.handlers.on_liveness(Liveness("signed_out"))
        self.handlers.on_signed_out(refusal)

    def _halt(self) -> None:
        if self._alive is not None:
            self._alive.stop()
        if self._stream is not None:
            self._stream.stop()
        self._alive = self._stream = None

    def _close_journal(self) -> None:
        if self._sender is not None:
            self._sender.stop()
        if self._journal is not None:
            self._journal.close()
        self._sender = self._journal = None

    def _need(self, part: Any) -> Any:
        if part is None:
            raise Refused(errors.NOT_SIGNED_IN, "Nobody is signed in at this desk. Sign in first.")
        return part


def journal_name(signed_in: SignedIn) -> str:
    """File name of an agent's journal. Ids are unique among houses, so two hubs' agents do not mix."""
    login = re.sub(r"[^A-Za-z0-9._-]", "_", signed_in.agent.login)[:40]
    return f"journal-{login}-{signed_in.agent.id}.db"


def _logged(work: Callable[..., None], *args: Any) -> None:
    try:
        work(*args)
    except Exception:
        log.exception("a question broke")
