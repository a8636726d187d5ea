"""The town's control in the window, over its real socket."""

from __future__ import annotations

import queue
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.protocol.town import CallNow, OnThePhone, SetPace, TownStatus
from app.telephony.town.control import Control
from app.ui.agent.town import TownButton
from app.ui.bridge import Bridge
from app.ui.theme import Theme


class Ears:
    """Takes the orders a town would."""

    def __init__(self) -> None:
        self.orders: queue.SimpleQueue[object] = queue.SimpleQueue()

    def tell(self, order: object) -> None:
        self.orders.put(order)


def _menu(button: TownButton) -> QMenu:
    menu = button.findChild(QMenu, "town menu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


@pytest.mark.usefixtures("theme")
def test_the_menu_shows_who_calls_and_sets_the_pace(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    ears = Ears()
    control = Control(tmp_path / "town.sock")
    control.start(ears)
    caller = OnThePhone(
        name="林雅婷", number="+886912345678", kind="known", language="zh-TW", state="talking"
    )
    control.say(TownStatus(pace="calm", calling=[caller], calls=3))
    button = TownButton(tmp_path / "town.sock", Bridge())
    qtbot.addWidget(button)
    try:
        qtbot.waitUntil(lambda: button.status is not None)
        entries = {action.text(): action for action in _menu(button).actions()}
        assert any("林雅婷" in text for text in entries)
        checked = [text for text, action in entries.items() if action.isChecked()]
        assert len(checked) == 1
        assert checked[0].startswith("Calm")
        busy = next(action for text, action in entries.items() if text.startswith("Busy"))
        busy.trigger()
        assert ears.orders.get(timeout=5) == SetPace("busy")
        entries["Next caller now"].trigger()
        assert ears.orders.get(timeout=5) == CallNow()
    finally:
        button.close_link()
        control.close()


@pytest.mark.usefixtures("theme")
def test_a_town_that_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    control = Control(tmp_path / "town.sock")
    control.start(Ears())
    control.say(TownStatus(pace="off"))
    button = TownButton(tmp_path / "town.sock", Bridge())
    qtbot.addWidget(button)
    try:
        qtbot.waitUntil(lambda: button.status is not None)
        with qtbot.waitSignal(button.status_changed):
            control.close()
        assert button.status is None
        assert "not there" in _menu(button).actions()[0].text()
    finally:
        button.close_link()
