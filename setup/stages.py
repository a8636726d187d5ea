"""What `./test` does once everything is installed: the checks, then pytest in stages.

Each stage ends in one line; the last line of all adds the tests up. Exits 1 where anything failed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "test"
BIN = Path(sys.executable).parent
PYTEST_NO_TESTS = 5
STAGE_SECONDS = 20 * 60
LONG_STAGE_SECONDS = 60 * 60


@dataclass(frozen=True)
class Stage:
    """A run of pytest over some folders; one that may not skip fails where CI=true and a test was skipped."""

    name: str
    folders: tuple[str, ...]
    options: tuple[str, ...] = ()
    may_skip: bool = True


CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check", "--quiet", "."),
    "types": ("mypy", "--no-error-summary"),
    "architecture": ("lint-imports",),
}
STAGES = (
    Stage("unit", ("tests/unit", "tests/contract"), ("-n", "2")),
    Stage("servers", ("tests/servers",), may_skip=False),
    Stage("ui", ("tests/ui",)),
    Stage("e2e", ("tests/e2e",)),
)


@dataclass
class Count:
    """Tests of one stage or of all."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"


@dataclass
class Run:
    """The whole run: what was counted and what went wrong."""

    long: bool
    total: Count = field(default_factory=Count)
    lines: list[str] = field(default_factory=list)
    sound: bool = True

    def check(self, name: str, command: tuple[str, ...]) -> None:
        """Run one of the checks that are no tests; its output is shown where it fails."""
        started = time.monotonic()
        done = subprocess.run(
            [BIN / command[0], *command[1:]],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            print(done.stdout, flush=True)
        self._close(name, "ok" if done.returncode == 0 else "FAILED", done.returncode == 0, started)

    def servers(self) -> None:
        """Fetch the servers the tests bring along; a failure shows in the tests that need them."""
        started = time.monotonic()
        done = subprocess.run([sys.executable, ROOT / "setup" / "asterisk.py"], cwd=ROOT)
        self._close("asterisk", "ok" if done.returncode == 0 else "FAILED", done.returncode == 0, started)

    def stage(self, stage: Stage) -> None:
        """Run pytest over one stage."""
        folders = [folder for folder in stage.folders if next((ROOT / folder).rglob("test_*.py"), None)]
        if not folders:
            return
        started = time.monotonic()
        report = REPORTS / f"{stage.name}.xml"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", "--durations=10"]
        command += ["--durations-min=2", *stage.options, *(["--long"] if self.long else []), *folders]
        print(f"\n===== {stage.name}: {' '.join(folders)}", flush=True)
        code = run_for(LONG_STAGE_SECONDS if self.long else STAGE_SECONDS, command)
        count = read_report(report)
        sound = code == 0 or (code == PYTEST_NO_TESTS and count == Count())
        if not sound and not count.failed:
            count.failed = 1  # the run itself broke: nothing in the report says so
        self.total.add(count)
        in_full = stage.may_skip or not count.skipped or os.environ.get("CI") != "true"
        self._close(stage.name, str(count), sound and in_full, started)

    def _close(self, name: str, result: str, sound: bool, started: float) -> None:
        self.sound = self.sound and sound
        line = f"{name:<12} {result} ({time.monotonic() - started:.0f} s)"
        self.lines.append(line)
        print(line, flush=True)


def run_for(seconds: float, command: list[str]) -> int:
    """Run a command and return its exit code; after `seconds` it is ended with all it started."""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            print(f"ended after {seconds:.0f} s", flush=True)
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
            raise


def read_report(report: Path) -> Count:
    """Add up pytest's JUnit file; errors count as failed tests. Nothing where there is no file."""
    count = Count()
    if not report.exists():
        return count
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        tests, failures, errors, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
        )
        count.add(Count(max(0, tests - failures - errors - skipped), failures + errors, skipped))
    return count


def main() -> int:
    """Run it all and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="also the tests that take minutes")
    run = Run(long=parser.parse_args().long)
    REPORTS.mkdir(parents=True, exist_ok=True)
    for name, command in CHECKS.items():
        run.check(name, command)
    run.servers()
    for stage in STAGES:
        run.stage(stage)
    if os.environ.get("CI") == "true" and not run.total.passed:
        run.sound = False
    print("\n===== summary")
    print("\n".join(run.lines))
    print(run.total, flush=True)
    return 0 if run.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
