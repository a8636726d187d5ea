"""What the flow bench measures runs, for each of the three."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.cli.bench.flow_engine import Walk, engine_walk, form, statemachine_walk, transitions_walk


def test_the_form_has_thirty_nodes() -> None:
    assert len(form().nodes) == 30


@pytest.mark.parametrize("walk", [engine_walk, transitions_walk, statemachine_walk])
def test_each_walks_through_the_form(walk: Callable[[], Walk]) -> None:
    assert walk()(60) > 0
