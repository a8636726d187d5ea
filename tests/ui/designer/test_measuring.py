"""The measuring itself: a flow is opened again and again, and its graph is panned in every way."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.cli.bench.flow_designer import answer
from app.ui.measure.designer import SCALES, SHOWS, measure_designer
from app.ui.theme import Theme


def test_opening_and_panning_are_measured(qtbot: QtBot, theme: Theme) -> None:
    found = measure_designer(answer(60), 3)
    assert found.nodes == 62
    assert len(found.opened) == len(found.work) == SHOWS
    assert len(found.frames) == 3 * len(SCALES)
    assert {len(times) for times in found.frames.values()} == {3}
    assert found.frame_work.keys() == found.frames.keys()
