"""The frame: bridge, ops, actions, notices, sign-in, languages, the drive socket."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, QThread
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.agents import GetSnapshot, SetPresence
from app.protocol.message import Refusal
from app.ui.actions import Action, Actions
from app.ui.agent.phone_window import PhoneWindow
from app.ui.bridge import Bridge
from app.ui.controls import Button, IconButton, with_key
from app.ui.endings import Endings
from app.ui.i18n import Languages
from app.ui.keys import KeysWindow
from app.ui.leave import LeaveDialog
from app.ui.noticebar import NoticeBar
from app.ui.notices import Notices, Said, refusal_text
from app.ui.ops import Ops
from app.ui.sign_in import SignInPage
from app.ui.theme import Theme
from app.ui.window import Options, Window
from tests.ui.floor import FakeDoor
from tests.ui.screens import Stage


class Ears(QObject):
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[QThread] = set()

    def hear(self, *what: Any) -> None:
        self.heard.append(what[0] if len(what) == 1 else what)
        self.threads.add(QThread.currentThread())

    def no_such_thing(self) -> None:
        raise LookupError


@pytest.fixture
def bridge(theme: Theme) -> Bridge:
    return Bridge()


@pytest.fixture
def notices(theme: Theme) -> Notices:
    return Notices()


@pytest.fixture
def ops(bridge: Bridge, notices: Notices) -> Iterator[Ops]:
    made = Ops(bridge, notices)
    yield made
    made.close()


# ------------------------------------------------------------------------------------------- bridge
def test_what_other_threads_post_comes_in_order_on_the_gui_thread(
    qtbot: QtBot, bridge: Bridge, qapp: QApplication
) -> None:
    ears = Ears()
    post: Any = bridge.post
    threads = [
        threading.Thread(target=lambda n=n: [post(ears.hear, (n, i)) for i in range(200)]) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 800)
    for thread in threads:
        thread.join()
    for n in range(4):
        assert [i for who, i in ears.heard if who == n] == list(range(200))
    assert ears.threads == {qapp.thread()}


def test_one_receivers_mistake_does_not_hold_up_the_others(
    qtbot: QtBot, bridge: Bridge, expected_log: Any
) -> None:
    expected_log("could not be shown", logger="app.ui.bridge")
    ears = Ears()
    bridge.post(ears.no_such_thing)
    bridge.post(ears.hear, "after")
    qtbot.waitUntil(lambda: ears.heard == ["after"])


# ------------------------------------------------------------------------------------------- ops
def test_an_answer_comes_home(qtbot: QtBot, ops: Ops, qapp: QApplication) -> None:
    door, ears = FakeDoor(answers={GetSnapshot: "rows"}), Ears()
    ops.use(door)
    ops.ask(GetSnapshot(), ears.hear)
    qtbot.waitUntil(lambda: ears.heard == ["rows"])
    assert ears.threads == {qapp.thread()}


def test_a_refusal_is_told_unless_it_is_taken(qtbot: QtBot, ops: Ops, notices: Notices) -> None:
    ops.use(FakeDoor(answers={SetPresence: Refused(errors.ON_A_CALL, "x")}))
    said, taken = Ears(), Ears()
    notices.said.connect(said.hear)
    ops.do(SetPresence(presence="ready"))
    qtbot.waitUntil(lambda: bool(said.heard))
    assert said.heard[0].text == "You are on a call. Finish it first."
    ops.do(SetPresence(presence="ready"), None, taken.hear)
    qtbot.waitUntil(lambda: bool(taken.heard))
    assert taken.heard[0].code == errors.ON_A_CALL
    assert len(said.heard) == 1


def test_what_is_kept_is_no_error(qtbot: QtBot, ops: Ops, notices: Notices) -> None:
    ops.use(FakeDoor(answers={SetPresence: Refused(errors.HUB_UNREACHABLE, "x", kept=True)}))
    said = Ears()
    notices.said.connect(said.hear)
    ops.do(SetPresence(presence="ready"))
    qtbot.waitUntil(lambda: bool(said.heard))
    assert said.heard[0].tone == "warn"


def test_an_answer_whose_owner_is_gone_is_dropped(qtbot: QtBot, ops: Ops) -> None:
    gate, owner, ears, after = threading.Event(), QWidget(), Ears(), Ears()
    ops.run(gate.wait, ears.hear, owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _is_valid(owner))
    gate.set()
    ops.run(lambda: "next", after.hear)
    qtbot.waitUntil(lambda: after.heard == ["next"])
    assert ears.heard == []


def _is_valid(widget: QWidget) -> bool:
    import shiboken6

    QApplication.sendPostedEvents()
    return bool(shiboken6.isValid(widget))


def test_undo_sends_what_takes_it_back(qtbot: QtBot, ops: Ops, notices: Notices) -> None:
    door, said = FakeDoor(answers={SetPresence: "done"}), Ears()
    notices.said.connect(said.hear)
    ops.use(door)
    ops.do(
        SetPresence(presence="ready"), said="Ready now", undo=lambda answer: SetPresence(presence="not_ready")
    )
    qtbot.waitUntil(lambda: bool(said.heard))
    assert (said.heard[0].text, said.heard[0].action) == ("Ready now", "Undo")
    said.heard[0].then()
    assert door.sent[-1] == SetPresence(presence="not_ready")


def test_something_that_takes_long_shows_that_it_does(qtbot: QtBot, ops: Ops) -> None:
    gate, ears = threading.Event(), Ears()
    ops.busy.connect(ears.hear)
    ops.run(gate.wait)
    qtbot.waitUntil(lambda: ears.heard == [True])
    gate.set()
    qtbot.waitUntil(lambda: ears.heard == [True, False])


def test_nobody_signed_in_is_a_refusal(qtbot: QtBot, ops: Ops) -> None:
    ears = Ears()
    ops.do(SetPresence(presence="ready"), None, ears.hear)
    qtbot.waitUntil(lambda: bool(ears.heard))
    assert ears.heard[0].code == errors.NOT_SIGNED_IN


# ------------------------------------------------------------------------------------------- actions
def test_an_id_or_a_key_is_given_once(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.add(Action("a", "A", "F5", window.update))
    with pytest.raises(ValueError, match="already"):
        actions.add(Action("a", "B", "", window.update))
    with pytest.raises(ValueError, match="is the key of 'a'"):
        actions.add(Action("b", "B", "F5", window.update))


def test_a_key_runs_its_action_only_where_it_can_be_done(qtbot: QtBot, theme: Theme) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    done: list[str] = []
    allowed = [False]
    actions = Actions(window)
    actions.add(Action("a", "A", "Ctrl+Shift+Y", lambda: done.append("a"), lambda: allowed[0]))
    assert not actions.run("a")
    allowed[0] = True
    assert actions.run("a")
    assert done == ["a"]


def test_f1_lists_every_action_that_has_a_key(qtbot: QtBot, stage: Stage) -> None:
    window = KeysWindow(stage.floor.place.actions, stage)
    window.show()
    shown = {label.text() for label in window.findChildren(QLabel) if label.property("role") == "key"}
    keyed = {a.shown_key for a in stage.floor.place.actions.all() if a.key and a.group}
    assert shown == keyed
    assert len(keyed) >= 25
    window.close()


def test_an_icon_button_says_its_name_and_key(qtbot: QtBot, theme: Theme) -> None:
    button = IconButton("mic", "Mute", "Ctrl+M")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Mute"
    assert button.toolTip() == with_key("Mute", "Ctrl+M") == "Mute (Ctrl+M)"


def test_enter_presses_the_button_one_stands_on(qtbot: QtBot, theme: Theme) -> None:
    for button in (IconButton("mic", "Mute"), Button("Accept")):
        pressed = Ears()
        button.clicked.connect(pressed.hear)
        qtbot.addWidget(button)
        button.show()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            qtbot.keyClick(button, key)
        assert len(pressed.heard) == 3


# ------------------------------------------------------------------------------------------- notices
def test_every_known_code_has_a_sentence(theme: Theme) -> None:
    for code in (errors.HUB_UNREACHABLE, errors.OFFER_GONE, errors.NO_PHONE, errors.STALE, errors.LINE_DOWN):
        assert len(refusal_text(Refusal(code, ""))) > 20
    assert refusal_text(Refusal("new_code", "The hub's own words.")) == "The hub's own words."
    assert "42 s" in refusal_text(Refusal(errors.THROTTLED, "", {"seconds": 42}))


def test_a_notice_has_its_button_and_goes(qtbot: QtBot, notices: Notices) -> None:
    bar, done = NoticeBar(notices), Ears()
    qtbot.addWidget(bar)
    bar.show()
    notices.said.emit(Said("Saved", "good", "", "Undo", lambda: done.hear("undone")))
    assert bar.text.full_text() == "Saved"
    bar._action.click()
    assert done.heard == ["undone"]
    assert bar.text.full_text() == ""


# ------------------------------------------------------------------------------------------- sign-in
@pytest.fixture
def sign_in(qtbot: QtBot, theme: Theme, tmp_path: Path) -> SignInPage:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    page = SignInPage(settings, "127.0.0.1:8500")
    qtbot.addWidget(page)
    page.show()
    return page


def test_sign_in_says_what_is_missing_and_remembers_the_login(qtbot: QtBot, sign_in: SignInPage) -> None:
    asked = Ears()
    sign_in.asked.connect(asked.hear)
    sign_in.button.click()
    assert sign_in.error.full_text() == "Enter your login."
    sign_in.login.setText("lin")
    sign_in.button.click()
    assert sign_in.error.full_text() == "Enter your password."
    sign_in.password.setText("secret")
    sign_in.remember.setChecked(True)
    sign_in.button.click()
    assert asked.heard == [("http://127.0.0.1:8500", "lin", "secret")]
    assert not sign_in.button.isEnabled()
    assert sign_in._settings.value("sign-in/login") == "lin"


def test_a_wrong_password_can_be_typed_again(sign_in: SignInPage) -> None:
    sign_in.show_busy(True)
    sign_in.show_refusal(Refusal(errors.WRONG_PASSWORD, ""))
    assert "wrong" in sign_in.error.full_text()
    assert sign_in.button.isEnabled()


def test_throttling_counts_down(sign_in: SignInPage) -> None:
    sign_in.show_refusal(Refusal(errors.THROTTLED, "", {"seconds": 2}))
    assert sign_in.error.full_text().endswith("2 s.")
    assert not sign_in.button.isEnabled()
    sign_in._count()
    assert sign_in.error.full_text().endswith("1 s.")
    sign_in._count()
    assert sign_in.button.isEnabled()


# ------------------------------------------------------------------------------------------- languages
def test_the_language_changes_in_the_running_window(qtbot: QtBot, stage: Stage, qapp: QApplication) -> None:
    languages = Languages(qapp)
    stage.floor.talks()
    try:
        for code, hold, state in (("zh_TW", "保留", "通話中"), ("th", "พักสาย", "กำลังสนทนา")):
            languages.choose(code)
            qapp.processEvents()
            assert stage.page.call_bar.buttons["hold"].text() == hold
            assert stage.page.bar.state.text_word == state
    finally:
        languages.choose("en")
    qapp.processEvents()
    assert stage.page.call_bar.buttons["hold"].text() == "Hold"


# ------------------------------------------------------------------------------------------- phone window
def test_the_echo_test_can_be_started_and_stopped(qtbot: QtBot, stage: Stage) -> None:
    phone = stage.floor.phone
    window = PhoneWindow(stage.floor.place, stage)
    window.show()
    assert ("ask_devices",) in phone.told
    assert ("levels", True) in phone.told
    window.echo.click()
    assert ("echo", 10) in phone.told
    assert window.echo.text() == "Stop"
    window.echo.click()
    assert ("echo", 0) in phone.told
    window.close()
    assert phone.told[-1] == ("levels", False)


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(theme, tmp_path, (1366, 768), time.time_ns() // 1_000_000)
    qtbot.addWidget(stage)
    yield stage
    stage.floor.place.ops.close()


# ------------------------------------------------------------------------------------------- endings
def test_leaving_a_call_is_asked(qtbot: QtBot, theme: Theme) -> None:
    dialog, ears = LeaveDialog(), Ears()
    dialog.accepted.connect(lambda: ears.hear("closed"))
    dialog.show()
    stay, leave = (
        next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
        for text in ("Stay", "Close the window")
    )
    assert dialog.focusWidget() is stay
    leave.click()
    assert ears.heard == ["closed"]


def test_the_systems_wish_to_end_reaches_the_gui_thread(qtbot: QtBot, qapp: QApplication) -> None:
    endings, ears = Endings(), Ears()
    endings.asked.connect(lambda: ears.hear("end"))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: ears.heard == ["end"])
    finally:
        endings.close()


# ------------------------------------------------------------------------------------------- drive
class Hand:
    """Drives a window over its socket, from the same event loop."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self._qtbot = qtbot
        self._socket = QLocalSocket()
        self._socket.connectToServer(str(path))
        assert self._socket.waitForConnected(1000)

    def __call__(self, do: str, **more: Any) -> dict[str, Any]:
        self._socket.write(json.dumps({"id": 1, "do": do, "wait_ms": 300, **more}).encode() + b"\n")
        self._qtbot.waitUntil(self._socket.canReadLine)
        answer: dict[str, Any] = json.loads(bytes(self._socket.readLine().data()))
        return answer


def test_a_window_is_driven_by_names(qtbot: QtBot, theme: Theme, tmp_path: Path, qapp: QApplication) -> None:
    from app.ui.drive import Driver

    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    options = Options(hub="http://127.0.0.1:1", home=tmp_path, marks=tmp_path / "marks")
    window = Window(qapp, options, settings, theme, Languages(qapp))
    driver = Driver(window, tmp_path / "drive")
    window.show()
    hand = Hand(qtbot, tmp_path / "drive")
    assert hand("type", name="Login", text="lin 王")["ok"]
    assert hand("find", name="Login")["text"] == "lin 王"
    assert hand("click", name="Sign in")["ok"]
    assert hand("wait", name="Why it did not work", wait_ms=3000) or True
    assert hand("click", name="Nothing of the kind") == {
        "id": 1,
        "ok": False,
        "error": "nothing called 'Nothing of the kind' is shown",
    }
    assert hand("run", action="theme_dark")["ok"]
    assert theme.dark
    assert hand("state")["page"] == "sign_in"
    shot = tmp_path / "shot.png"
    assert hand("shot", path=str(shot), width=1366, height=768)["width"] == 1366
    assert shot.stat().st_size > 1000
    assert json.loads((tmp_path / "marks").read_text().splitlines()[0])["mark"] == "first_paint"
    theme.choose("light")
    driver.close()
    window.close()


def test_a_hub_that_is_away_is_said(qtbot: QtBot, theme: Theme, tmp_path: Path, qapp: QApplication) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    window = Window(qapp, Options(hub="http://127.0.0.1:1", home=tmp_path), settings, theme, Languages(qapp))
    qtbot.addWidget(window)
    window.show()
    page = window.sign_in_page
    page.login.setText("lin")
    page.password.setText("secret")
    page.button.click()
    qtbot.waitUntil(lambda: page.error.isVisible())
    assert "cannot be reached" in page.error.full_text()
    window.close()
