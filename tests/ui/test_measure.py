"""The measuring itself: the list of tickets is shown and scrolled, with pages from another thread."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from app.protocol.message import Command, Query
from app.protocol.tickets import ListTickets
from app.ui.agent.warm import Warmer
from app.ui.measure.scroll import SHOWS, measure_scroll
from app.ui.theme import Theme
from tests.ui.test_tickets import page_of


class Door:
    def ask(self, query: Query[Any]) -> Any:
        assert isinstance(query, ListTickets)
        return page_of(1_000_000)(query)

    def submit(self, command: Command[Any], *_: Any, **__: Any) -> str:
        raise NotImplementedError

    def do(self, command: Command[Any]) -> Any:
        raise NotImplementedError


def test_every_way_of_scrolling_is_measured(qtbot: QtBot, theme: Theme) -> None:
    found = measure_scroll(Door(), 4)
    assert found.rows == 1_000_000
    assert len(found.shown) == len(found.view) == SHOWS
    assert {way: len(times) for way, times in found.frames.items()} == {
        "wheel": 4, "page by page": 4, "flick": 4, "drag": 4,
    }  # fmt: skip
    assert found.work.keys() == found.frames.keys()


def test_what_the_first_pop_needs_is_warmed(qtbot: QtBot, theme: Theme) -> None:
    warmer = Warmer()
    with qtbot.waitSignal(warmer.done, timeout=20_000):
        warmer.start()
