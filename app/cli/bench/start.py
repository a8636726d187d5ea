"""`bench start`: process start to first paint, against a bare PySide6 window; and to usable with a hub up.

The floor is measured in the same run, turn by turn with ours, so that whatever slows this machine down slows
both. Every process starts offscreen and is ended as soon as it has said its moment.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from app.cli.bench.report import Options, Report, at_most, spread
from app.cli.demo_home import make_demo
from app.cli.processes import HubProcess

BOUND = 2.5
"""Times the bare window's first paint."""
RUNS = 15
QUICK_RUNS = 5
WAIT_SECONDS = 30.0

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self):
        print(repr(time.time()), flush=True)
        QApplication.quit()

application = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
application.exec()
"""


def run(options: Options) -> Report:
    """Measure."""
    runs = QUICK_RUNS if options.quick else RUNS
    report = Report("start", sizes={"runs": runs})
    with tempfile.TemporaryDirectory(prefix="contactdesk-start-") as name:
        folder = Path(name)
        bare, ours, usable = [], [], []
        home = folder / "hub"
        make_demo(home, customers=200, progress=_quiet)
        hub = HubProcess(home, port=0, sip_port=0)
        hub.start()
        try:
            _bare()  # the first of each warms the disk's cache
            _console(folder, "http://127.0.0.1:1", ())
            for _ in range(runs):
                bare.append(_bare())
                ours.append(_console(folder, "http://127.0.0.1:1", ())["first_paint"])
            for _ in range(runs):
                usable.append(_console(folder, hub.url, _demo_agent(), until="usable")["usable"])
        finally:
            hub.stop()
    report.figures = {
        "bare window, first paint (ms)": spread(bare),
        "console, first paint (ms)": spread(ours),
        "console, usable with a hub up (ms)": spread(usable),
    }
    ratio = statistics.median(ours) / statistics.median(bare)
    report.reach = [at_most("first paint against a bare PySide6 window", ratio, BOUND, "×")]
    return report


def _demo_agent() -> tuple[str, ...]:
    from app.services.demo.centre import LOGIN, PASSWORD

    return ("--login", LOGIN, "--password", PASSWORD)


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _bare() -> float:
    """Milliseconds from the start of a process with nothing but a window to its first paint."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _BARE],
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
        check=True,
    )
    return (float(done.stdout) - began) * 1000


def _console(folder: Path, hub: str, more: tuple[str, ...], until: str = "first_paint") -> dict[str, float]:
    """Milliseconds from the start of a console's process to each moment it marked, up to `until`."""
    marks = folder / "marks.json"
    marks.unlink(missing_ok=True)
    command = [sys.executable, "-m", "app.cli", "console", "--hub", hub, "--journal", str(folder / "desk")]
    command += ["--no-phone", "--marks", str(marks), "--language", "en", "--theme", "light", *more]
    began = time.time()
    console = subprocess.Popen(
        command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while until not in (seen := _moments(marks, began)):
            if console.poll() is not None or time.time() - began > WAIT_SECONDS:
                raise RuntimeError(f"the console did not come to {until!r} (its exit code: {console.poll()})")
            time.sleep(0.005)
        return seen
    finally:
        with suppress(ProcessLookupError):
            console.send_signal(signal.SIGTERM)
        console.wait(WAIT_SECONDS)


def _moments(marks: Path, began: float) -> dict[str, float]:
    """What the console has marked so far, as milliseconds since `began`."""
    try:
        lines = marks.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    facts = [json.loads(line) for line in lines if line.endswith("}")]
    return {fact["mark"]: fact["at"] - began * 1000 for fact in facts}


def _quiet(written: int, of: int) -> None:
    """The demo record is small: nobody waits for it."""
