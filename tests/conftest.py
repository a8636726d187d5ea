"""What every test gets: no display, a home of its own, and failure for what nobody expected.

A warning (Python's, a log record's, Qt's) that the test did not ask for fails it. A process or a thread
that outlives the run fails the run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytester",
    "tests.helpers.logs",
    "tests.helpers.leftovers",
    "tests.helpers.house",
    "tests.helpers.hub",
    "tests.helpers.line_desk",
    "tests.helpers.phones",
    "tests.helpers.served",
    "tests.servers.fixtures",
    "tests.helpers.browser",
]

_HOME = Path(tempfile.mkdtemp(prefix="contactdesk-test-home-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)


def _isolate() -> None:
    """Set the environment before the first import of Qt or of the program's settings."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts=false"
    os.environ["HOME"] = str(_HOME)
    os.environ["TZ"] = "Asia/Taipei"  # not UTC: a naive time must show
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(_HOME / name.lower())
    runtime = _HOME / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    for name in [name for name in os.environ if name.startswith("CONTACTDESK_")]:
        del os.environ[name]


_isolate()

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("ci"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked `long`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out, silently: `./test --long` names them."""
    if config.getoption("--long"):
        return
    kept = [item for item in items if item.get_closest_marker("long") is None]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
