"""`contactdesk` alone: makes its centre, rings, outlives its hub and its town, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.cli.check.window import Window
from app.cli.processes import socket_folder
from tests.helpers.wait import until

pytestmark = pytest.mark.sip


@contextlib.contextmanager
def embedded(home: Path, drive: Path) -> Iterator[subprocess.Popen[str]]:
    """The command with a small demo; ended with SIGINT, as by Ctrl+C."""
    command = [sys.executable, "-m", "app.cli", "--home", str(home), "--customers", "150", "--silent"]
    process = subprocess.Popen([*command, "--drive", str(drive)], stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
        assert process.stderr is not None
        process.stderr.close()


def ours(home: Path, name: str) -> list[psutil.Process]:
    """Processes of this home by subcommand."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "app.cli" in words and name in words and any(str(home) in word for word in words):
            found.append(process)
    return found


def left_of(home: Path) -> list[psutil.Process]:
    """Every process of this home."""
    return [process for name in ("hub", "town", "console", "phone") for process in ours(home, name)]


def test_the_centre_is_made_rings_and_outlives_its_hub(tmp_path: Path) -> None:
    home, sockets = tmp_path / "home", socket_folder()
    window = Window(sockets / "d.sock", tmp_path)
    with embedded(home, sockets / "d.sock") as process:
        until(lambda: (home / "contactdesk.db").exists(), "the centre", 40)
        window.open(lambda: process.poll() is None)
        window.until(lambda state: state["page"] == "desk", "the desk", seconds=20)
        window.until(lambda state: state["offers"], "the first caller", seconds=20)
        ours(home, "hub")[0].kill()
        window.until(lambda state: state["liveness"] == "offline", "Offline", seconds=15)
        window.until(lambda state: state["liveness"] == "live", "Live", seconds=20)
        ours(home, "town")[0].kill()
        until(lambda: bool(ours(home, "town")), "another town")
        window.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr is not None
        said = process.stderr.read()
    assert "The hub has ended unexpectedly" in said
    assert "The town has ended unexpectedly" in said
    until(
        lambda: not [p for name in ("hub", "town", "console", "phone") for p in ours(home, name)], "the end"
    )
    shutil.rmtree(sockets)


def test_a_second_start_finds_the_centre_and_a_closed_window_ends_it_all(tmp_path: Path) -> None:
    home, sockets = tmp_path / "home", socket_folder()
    with embedded(home, sockets / "d.sock") as process:
        until(lambda: (home / "contactdesk.db").exists(), "the centre", 40)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    made = (home / "contactdesk.db").stat().st_ctime
    window = Window(sockets / "d.sock", tmp_path)
    with embedded(home, sockets / "d.sock") as process:
        window.open(lambda: process.poll() is None)
        window.until(lambda state: state["page"] == "desk", "the desk", seconds=20)
        window.ask("close")
        window.close()
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert "Making" not in process.stderr.read()
    assert made <= (home / "contactdesk.db").stat().st_ctime
    until(
        lambda: not [p for name in ("hub", "town", "console", "phone") for p in ours(home, name)], "the end"
    )
    shutil.rmtree(sockets)
