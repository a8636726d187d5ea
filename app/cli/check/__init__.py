"""`contactdesk --check`: drives the whole desk without a display and says what it saw.

A real hub, a real console without a screen, a real SIP caller. One JSON object a line for each fact,
screenshots in `var/check`, exit code 1 where a fact is missing. It takes one to two minutes and ends by
itself within five, also on a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from pathlib import Path

LIMIT_SECONDS = 280.0


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--folder", type=Path, default=Path("var/check"), help="where the screenshots go")
    parser.add_argument("--keep", action="store_true", help="keep the record and the logs of the run")


def run(args: argparse.Namespace) -> int:
    """Run it; 0 where every fact was seen."""
    from app.cli.check.report import Report
    from app.cli.check.scenes import play
    from app.cli.check.stage import Stage

    folder: Path = args.folder.resolve()
    report = Report()
    stage = Stage(folder / "home", pictures=folder)

    def too_late() -> None:
        report.trouble("limit", f"the check did not end within {LIMIT_SECONDS:g} s")
        report.close(stage.shots)
        os.kill(os.getpid(), signal.SIGTERM)

    def leave(*_: object) -> None:
        raise SystemExit(1)

    signal.signal(signal.SIGTERM, leave)
    watch = threading.Timer(LIMIT_SECONDS, too_late)
    watch.daemon = True
    watch.start()
    try:
        play(stage, report)
    finally:
        watch.cancel()
        stage.clear()
        if not args.keep and not report.missing:
            stage.forget()
    return report.close(stage.shots)
