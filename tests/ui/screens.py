"""Pictures of every screen, to be looked at: `python -m tests.ui.screens OUTDIR [WORD …]`.

Light and dark, 1366 × 768 and 1920 × 1080, in three languages, full and empty. With words, only the
pictures whose name contains one of them are taken.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.protocol import errors
from app.protocol.customers import GetCard
from app.protocol.message import Refusal
from app.protocol.phone import DEVICE, Devices, Level, Quality, SoundDevice
from app.protocol.setup import ListCustomFields
from app.ui.agent.phone_window import PhoneWindow
from app.ui.commands import desk_actions, window_actions
from app.ui.deskpage import DeskPage
from app.ui.i18n import Languages
from app.ui.keys import KeysWindow
from app.ui.sign_in import SignInPage
from app.ui.theme import Theme
from tests.ui import customers
from tests.ui.card_screens import CARD_SCREENS
from tests.ui.floor import Floor, snapshot
from tests.ui.script_screens import SCRIPT_SCREENS

SIZES = ((1366, 768), (1920, 1080))


class Stage(QMainWindow):
    """A window with a desk page on a floor of rows."""

    def __init__(self, theme: Theme, folder: Path, size: tuple[int, int], now: int) -> None:
        super().__init__()
        self.floor = Floor(now)
        place = self.floor.workplace(self, theme, folder / f"{id(self)}.ini")
        self.page = DeskPage(place)
        place.actions.add(*desk_actions(self, self.page), *window_actions(self))  # type: ignore[arg-type]
        self.setCentralWidget(self.page)
        self.page.show_liveness("live", 0)
        self.resize(*size)
        self.show()
        self.page.focus_work()

    def show_phone(self) -> None: ...

    def show_designer(self) -> None: ...

    def may_design(self) -> bool:
        return True

    def sign_out(self) -> None: ...

    def show_keys(self) -> None: ...

    def toggle_theme(self) -> None: ...

    def choose_theme(self, choice: str) -> None: ...

    def choose_language(self, code: str) -> None: ...


def idle(stage: Stage, now: int) -> None:
    stage.floor.store.load(snapshot(now, work=False))
    stage.page.my_work.refresh()


def work(stage: Stage, now: int) -> None:
    stage.page.bar.state.refresh()


def offer(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop(now))


def several(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop_of_several(now))


def unknown(stage: Stage, now: int) -> None:
    stage.floor.rings(customers.pop_unknown(now), customer_id=None, ani="+66812345678", matched_by="unknown")


def withheld(stage: Stage, now: int) -> None:
    stage.floor.rings(
        customers.pop_withheld(now), customer_id=None, ani="", ani_raw="", ani_source="withheld"
    )


def talking(stage: Stage, now: int) -> None:
    offer(stage, now)
    stage.floor.talks()
    stage.page.call_bar.quality.show_quality(
        Quality(codec="PCMA", rx_packets=5000, rx_lost=12, rx_jitter_ms=6, rtt_ms=28)
    )


def held_next_break(stage: Stage, now: int) -> None:
    offer(stage, now)
    stage.floor.talks("held", "hold", presence="not_ready", reason_id=1)


def transfer(stage: Stage, now: int) -> None:
    talking(stage, now)
    stage.page.call_bar._open_targets("transfer")


def keypad(stage: Stage, now: int) -> None:
    talking(stage, now)
    stage.page.call_bar._open_keypad()


def wrap_up(stage: Stage, now: int) -> None:
    talking(stage, now)
    stage.floor.wraps_up()
    stage.page.outcome.choose(1)
    stage.page.outcome.note.setPlainText("Power supply is to be exchanged; call back on Friday before noon.")


def offline(stage: Stage, now: int) -> None:
    talking(stage, now)
    stage.page.show_liveness("offline", 12)
    stage.page.notices.show_held(2)


def said(stage: Stage, now: int) -> None:
    work(stage, now)
    stage.floor.place.notices.refused(Refusal(errors.OFFER_GONE, ""))


def behind(stage: Stage, now: int) -> None:
    work(stage, now)
    stage.page.show_liveness("behind", 5)
    stage.floor.place.notices.say("Note saved", undo=print)


def palette(stage: Stage, now: int) -> None:
    talking(stage, now)
    stage.page.palette_.open()


def keys(stage: Stage, now: int) -> None:
    window = KeysWindow(stage.floor.place.actions, stage)
    window.show()


def phone(stage: Stage, now: int) -> None:
    window = PhoneWindow(stage.floor.place, stage)
    window.show()
    devices = [
        SoundDevice(index=0, name="Jabra Evolve2 40", driver="ALSA", inputs=1, outputs=2),
        SoundDevice(index=1, name="Built-in audio", driver="ALSA", inputs=2, outputs=2),
    ]
    bridge = stage.floor.place.bridge
    bridge.phone.emit(Devices(devices=devices, kind="sound", capture=0, playback=0))
    bridge.phone.emit(Level(key=DEVICE, rx=130, tx=80))


def state_menu(stage: Stage, now: int) -> None:
    stage.page.bar.state.open_menu()


def user_menu(stage: Stage, now: int) -> None:
    stage.page.bar.user.open_menu()


SCREENS: dict[str, Callable[[Stage, int], None]] = {
    screen.__name__: screen
    for screen in (
        idle, work, offer, several, unknown, withheld, talking, held_next_break, transfer, keypad, wrap_up,
        offline, said, behind, palette, keys, phone, state_menu, user_menu,
        *CARD_SCREENS, *SCRIPT_SCREENS,
    )
}  # fmt: skip


def main(folder: Path, wanted: list[str]) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    languages = Languages(application)
    theme = Theme(application, "light")
    now = time.time_ns() // 1_000_000
    with TemporaryDirectory() as home:
        for look in ("light", "dark"):
            theme.choose(look)
            for language in ("en", "zh_TW", "th"):
                languages.choose(language)
                for size in SIZES:
                    tag = f"{look}-{language}-{size[0]}"
                    for name, arrange in SCREENS.items():
                        if not wanted or any(word in f"{name}-{tag}" for word in wanted):
                            take(folder / f"{name}-{tag}.png", theme, Path(home), size, now, arrange)
                    if not wanted or any(word in f"sign_in-{tag}" for word in wanted):
                        sign_in(folder / f"sign_in-{tag}.png", Path(home), size)


def take(
    path: Path,
    theme: Theme,
    home: Path,
    size: tuple[int, int],
    now: int,
    arrange: Callable[[Stage, int], None],
) -> None:
    """One picture: the window with all that lies over it."""
    stage = Stage(theme, home, size, now)
    stage.floor.door.answers[GetCard] = lambda query: customers.card(now)
    stage.floor.door.answers[ListCustomFields] = lambda query: []
    QApplication.processEvents()
    arrange(stage, now)
    for _ in range(3):
        QApplication.processEvents()
    picture = stage.grab()
    from PySide6.QtGui import QPainter

    painter = QPainter(picture)
    for top in QApplication.topLevelWidgets():
        if top is not stage and top.isVisible() and isinstance(top, QWidget):
            painter.drawPixmap(top.pos() - stage.pos() if top.isWindow() else top.pos(), top.grab())
    painter.end()
    picture.save(str(path))
    for top in QApplication.topLevelWidgets():
        if top is not stage and top.isVisible():
            top.close()
    stage.floor.place.ops.close()
    stage.close()
    stage.deleteLater()
    QApplication.processEvents()


def sign_in(path: Path, home: Path, size: tuple[int, int]) -> None:
    """The sign-in, with an error."""
    page = SignInPage(
        QSettings(str(home / "s.ini"), QSettings.Format.IniFormat), "http://127.0.0.1:8500", "lin"
    )
    page.setProperty("role", "window")
    page.resize(*size)
    page.show()
    page.show_refusal(Refusal(errors.THROTTLED, "", {"seconds": 42}))
    QApplication.processEvents()
    page.grab().save(str(path))
    page.close()
    page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
