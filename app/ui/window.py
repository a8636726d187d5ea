"""The window: sign-in, waiting, and the desk; theme, language and what outlives a session."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from app.protocol import errors
from app.ui.actions import Actions
from app.ui.bridge import Bridge
from app.ui.i18n import Languages
from app.ui.notices import Notices, refusal_text
from app.ui.ops import Ops
from app.ui.session import Session
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.client.desk import Desk
    from app.client.phone import SoftPhone
    from app.client.stream import Liveness
    from app.protocol.agents import SignedIn
    from app.protocol.events import Pop
    from app.protocol.message import Refusal
    from app.ui.designer.window import DesignerWindow
    from app.ui.deskpage import DeskPage

PhoneMaker = Callable[[Bridge, "Desk"], "SoftPhone"]
"""Makes and starts the phone of a signed-in desk; what it tells it gives to the bridge's `phone` signal."""
RETRY_MS = 700
"""Between two attempts to reach a hub that is not up yet (the embedded one is just starting)."""


@dataclass(frozen=True)
class Options:
    """How the console was started."""

    hub: str
    login: str = ""
    password: str = ""
    home: Path = Path("var")
    ready: bool = False
    town: Path | None = None
    """Socket of the simulated town, whose pace is set in the top bar."""
    """Choose Ready as soon as the desk is there (the embedded demo)."""
    marks: Path | None = None
    """Where moments are written that benchmarks and checks read, a JSON object a line."""


class Window(QMainWindow):
    """The console's one window."""

    painted = Signal(object, float)
    """A pop stands on the screen (see `app.ui.contact`)."""
    shown_desk = Signal()
    """The desk is there, with rows."""

    def __init__(
        self,
        application: QApplication,
        options: Options,
        settings: QSettings,
        theme: Theme,
        languages: Languages,
        phone: PhoneMaker | None = None,
    ) -> None:
        super().__init__()
        self._application = application
        self._options = options
        self._settings = settings
        self.theme = theme
        self.languages = languages
        self._phone_maker = phone
        self.bridge = Bridge(self)
        self.said = Notices(self)
        self.ops = Ops(self.bridge, self.said, self)
        self.actions_ = Actions(self)
        self.session = Session(self.bridge, self.ops, options.home, self)
        self._pages = QStackedWidget()
        self.page: DeskPage | None = None
        self.designer: DesignerWindow | None = None
        self._waiting = bool(options.login and options.password)
        self._first_paint = True
        self._ending = False
        self._ready_at_once = options.ready
        self.setCentralWidget(self._pages)
        self.setWindowTitle("Contact Desk")
        self.setMinimumSize(1024, 640)
        self._restore()
        self._join()
        self._begin()

    def _restore(self) -> None:
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    def _join(self) -> None:
        session = self.session
        session.signed_in.connect(self._signed_in)
        session.refused.connect(self._refused)
        session.ready.connect(self._ready)
        session.signed_out.connect(self._signed_out)
        session.liveness.connect(self._liveness)
        session.rows_came.connect(self._rows_came)
        session.card_came.connect(self._card_came)
        session.notice.connect(self._notice)
        session.settled.connect(self._settled)
        session.trouble.connect(self._trouble)

    def _begin(self) -> None:
        from app.ui.sign_in import SignInPage, WaitPage

        self.sign_in_page = SignInPage(self._settings, self._options.hub, self._options.login)
        self.wait_page = WaitPage()
        for page in (self.sign_in_page, self.wait_page):
            page.setProperty("role", "window")
            self._pages.addWidget(page)
        self.sign_in_page.asked.connect(self._ask)
        self.wait_page.given_up.connect(self._by_hand)
        if self._waiting:
            self.wait_page.wait_for(self._options.hub)
            self._pages.setCurrentWidget(self.wait_page)
        else:
            self._pages.setCurrentWidget(self.sign_in_page)
            self.sign_in_page.take_focus()

    # ----------------------------------------------------------------- first paint
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self, self._painted_first)

    @Slot()
    def _painted_first(self) -> None:
        """The window stands: now what takes longer is done."""
        self.mark({"mark": "first_paint", "at": round(time.time() * 1000, 3)})
        from app.ui.commands import window_actions

        self.actions_.add(*window_actions(self))
        if self._waiting:
            self._try()
        QTimer.singleShot(0, self, self._load_ahead)

    @Slot()
    def _load_ahead(self) -> None:
        """While the hub answers, or somebody types: the code of the desk, so that it stands at once."""
        import app.ui.deskpage  # noqa: F401

    def mark(self, facts: dict[str, Any]) -> None:
        """Write a moment down for benchmarks and checks, where they asked for it."""
        if self._options.marks is not None:
            import json

            with self._options.marks.open("a", encoding="utf-8") as file:
                file.write(json.dumps(facts) + "\n")

    # ----------------------------------------------------------------- signing in
    @Slot()
    def _try(self) -> None:
        if self._waiting:
            self.session.sign_in(self._options.hub, self._options.login, self._options.password)

    @Slot(str, str, str)
    def _ask(self, hub: str, login: str, password: str) -> None:
        try:
            self.session.sign_in(hub, login, password)
        except ValueError as wrong:
            from app.protocol.message import Refusal

            self.sign_in_page.show_refusal(Refusal(errors.BAD_ADDRESS, str(wrong)))

    @Slot()
    def _by_hand(self) -> None:
        self._waiting = False
        self._pages.setCurrentWidget(self.sign_in_page)
        self.sign_in_page.take_focus()

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        if self._waiting and refusal.code in (errors.HUB_UNREACHABLE, errors.DATABASE_BUSY):
            QTimer.singleShot(RETRY_MS, self, self._try)
            return
        if self._waiting:
            self._by_hand()
        self.sign_in_page.show_refusal(refusal)

    @Slot(object)
    def _signed_in(self, signed_in: SignedIn) -> None:
        self._waiting = False
        self.sign_in_page.password.clear()
        self.sign_in_page.show_busy(False)
        self.wait_page.wait_for(self._options.hub)
        if self.page is None:
            self._pages.setCurrentWidget(self.wait_page)
        else:
            self._pages.setCurrentWidget(self.page)

    @Slot()
    def _ready(self) -> None:
        if self.page is not None:
            from app.protocol.rows import DESK_ROWS

            self.page.workplace.rows_came(frozenset((*DESK_ROWS, "pops")))
            return
        page = self._make_page()
        self._pages.setCurrentWidget(page)
        page.focus_work()
        self.mark({"mark": "usable", "at": round(time.time() * 1000, 3)})
        self.shown_desk.emit()

    def _make_page(self) -> DeskPage:
        from app.ui.commands import desk_actions, window_actions
        from app.ui.deskpage import DeskPage
        from app.ui.workplace import Workplace

        desk = self.session.desk
        assert desk is not None
        phone = self._phone_maker(self.bridge, desk) if self._phone_maker is not None else None
        workplace = Workplace(
            rows=desk.store,
            drafts=desk.journal,
            bridge=self.bridge,
            ops=self.ops,
            notices=self.said,
            theme=self.theme,
            actions=self.actions_,
            settings=self._settings,
            phone=phone,
            now=self.session.clock.now,
            parent=self,
        )
        self.page = DeskPage(workplace)
        self.page.painted.connect(self._pop_painted)
        self._pages.addWidget(self.page)
        self.actions_.clear()  # what an agent does comes first in the palette
        self.actions_.add(*desk_actions(self, self.page), *window_actions(self))
        self.page.notices.refused.clicked.connect(self.show_refused)
        self.page.show_liveness(desk.liveness.state, desk.liveness.seconds)
        self._show_unsent()
        if self._options.town is not None:
            from app.ui.agent.town import TownButton

            self.page.bar.show_town(TownButton(self._options.town, self.bridge))
        if self._ready_at_once:
            self._ready_at_once = False
            self.page.bar.state.choose("ready")
        return self.page

    @Slot(object)
    def _signed_out(self, refusal: Refusal) -> None:
        self._drop_page()
        self._pages.setCurrentWidget(self.sign_in_page)
        self.sign_in_page.take_focus()
        self.sign_in_page.show_refusal(refusal)

    def _drop_page(self) -> None:
        """Another agent may sign in next: nothing of this one stays in the window."""
        page, self.page = self.page, None
        if self.designer is not None:
            self.designer.close()
        if page is None:
            return
        page.keep_sizes()
        page.leave()
        self._pages.removeWidget(page)
        page.deleteLater()
        from app.ui.commands import window_actions

        self.actions_.clear()
        self.actions_.add(*window_actions(self))

    @Slot()
    def sign_out(self) -> None:
        """End the session."""
        self.session.sign_out()

    # ----------------------------------------------------------------- what the session tells
    @Slot(object, bool)
    def _rows_came(self, tables: frozenset[str], mine: bool) -> None:
        if self.page is not None:
            self.page.workplace.rows_came(tables, mine)

    @Slot(object)
    def _card_came(self, card: Any) -> None:
        if self.page is not None:
            self.page.customer.fresh(card)

    @Slot(object)
    def _liveness(self, liveness: Liveness) -> None:
        if self.page is not None:
            self.page.show_liveness(liveness.state, liveness.seconds)
            self._show_unsent()

    @Slot(object)
    def _notice(self, notice: Any) -> None:
        if self.page is not None:
            self.page.show_notice(notice)

    @Slot(object, object)
    def _settled(self, entry: Any, refusal: Refusal | None) -> None:
        """A command that was kept while the hub was away is done now, or refused."""
        if refusal is not None:
            self.said.refused(refusal)
        self._show_unsent()

    @Slot()
    def _show_unsent(self) -> None:
        desk = self.session.desk
        if self.page is not None and desk is not None:
            self.page.notices.show_held(len(desk.waiting()))
            self.page.notices.show_refused(len(desk.refused()))

    @Slot()
    def show_refused(self) -> None:
        """What was kept and the hub would not do."""
        from app.ui.agent.refused import RefusedWindow

        desk = self.session.desk
        if desk is not None:
            shown = RefusedWindow(desk.refused, desk.dismiss, self)
            shown.finished.connect(self._show_unsent)
            shown.show()

    @Slot(object)
    def _trouble(self, refusal: Refusal | None) -> None:
        if self.page is not None:
            self.page.warning.tell("journal", refusal_text(refusal) if refusal else "", "bad")

    @Slot(object, float)
    def _pop_painted(self, pop: Pop, moment: float) -> None:
        from app.ui.deskpage import marked

        interaction_id, heard_at = self.session.heard
        if interaction_id == pop.interaction_id:
            self.mark({**marked(pop, moment), "heard_at": round(heard_at, 3)})
        else:
            self.mark(marked(pop, moment))
        self.painted.emit(pop, moment)

    # ----------------------------------------------------------------- the window's own things
    def show_keys(self) -> None:
        """The list of keys."""
        from app.ui.keys import KeysWindow

        KeysWindow(self.actions_, self).show()

    def show_phone(self) -> None:
        """Phone and devices."""
        from app.ui.agent.phone_window import PhoneWindow

        if self.page is not None:
            PhoneWindow(self.page.workplace, self).show()

    def may_design(self) -> bool:
        """Whether who is signed in draws flows: supervisors and administrators."""
        from app.protocol.message import LEADS

        rows = self.page.workplace.rows if self.page is not None else None
        mine = rows.row("agents", rows.me) if rows is not None else None
        return mine is not None and mine.role in LEADS

    def show_designer(self) -> None:
        """The window in which flows are drawn."""
        from app.ui.designer.window import DesignerWindow

        if self.page is None:
            return
        if self.designer is None:
            self.designer = DesignerWindow(self.page.workplace)
            self.designer.closed.connect(self._designer_closed)
        self.designer.show()
        self.designer.raise_()
        self.designer.activateWindow()

    @Slot()
    def _designer_closed(self) -> None:
        self.designer = None

    def choose_theme(self, choice: str) -> None:
        """Light, dark or as the system."""
        self.theme.choose(choice)
        self._settings.setValue("window/theme", choice)

    def toggle_theme(self) -> None:
        """The other one of light and dark."""
        self.choose_theme("light" if self.theme.dark else "dark")

    def choose_language(self, code: str) -> None:
        """Another language, at once."""
        self.languages.choose(code)
        self._settings.setValue("window/language", code)

    def _ask_to_leave(self) -> None:
        from app.ui.leave import LeaveDialog

        dialog = LeaveDialog(self)
        dialog.accepted.connect(self.end)
        dialog.open()

    @Slot()
    def end(self) -> None:
        """Close without a question: the system, or the person, has said so."""
        self._ending = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._ending and self.page is not None and self.page.on_a_call():
            self._ask_to_leave()
            event.ignore()
            return
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.hide()  # what is ended now may take a moment
        if self.designer is not None:
            self.designer.close()
        if self.page is not None:
            self.page.keep_sizes()
            self.page.leave()
        self.session.close()
        self.ops.close()
        super().closeEvent(event)
