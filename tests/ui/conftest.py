"""One theme for the run, and a stand-in for the desk behind the widgets."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.theme import Theme
from tests.ui.standin import StandIn


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the application under test."""
    return Theme(qapp, "light")


@pytest.fixture
def port(theme: Theme) -> StandIn:
    """What stands behind the customer's widgets."""
    return StandIn()


@pytest.fixture
def now() -> int:
    """This moment, ms."""
    return time.time_ns() // 1_000_000
