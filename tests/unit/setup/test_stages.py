"""What ./test reports is what pytest found, broken runs included."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup import stages
from setup.stages import Count, Run, Stage, read_report

PASSES = "def test_a(): pass\n"
FAILS = "def test_b(): assert False\n"
SKIPS = "import pytest\ndef test_c(): pytest.skip('no')\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(stages, "ROOT", tmp_path)
    monkeypatch.setattr(stages, "REPORTS", tmp_path)
    return Run(long=False)


@pytest.mark.parametrize(
    ("text", "count", "sound"),
    [
        (PASSES + SKIPS, Count(1, 0, 1), True),
        (PASSES + SKIPS + FAILS, Count(1, 1, 1), False),
        ("import nothing_of_that_name\n", Count(0, 1, 0), False),
        ("import os\nos._exit(3)\n", Count(0, 1, 0), False),
        ("X = 1\n", Count(0, 0, 0), True),
    ],
    ids=["pass", "fail", "import-error", "crash", "empty"],
)
def test_a_stage_counts(run: Run, tmp_path: Path, text: str, count: Count, sound: bool) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(text)
    run.stage(Stage("it", ("tests",)))
    assert (run.total, run.sound) == (count, sound)


@pytest.mark.parametrize(("ci", "sound"), [("true", False), ("", True)])
def test_a_skipped_server_is_a_failure_in_ci(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, sound: bool
) -> None:
    monkeypatch.setenv("CI", ci)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(SKIPS)
    run.stage(Stage("servers", ("tests",), may_skip=False))
    assert run.sound is sound


def test_a_stage_without_tests_is_left_out(run: Run) -> None:
    run.stage(Stage("it", ("tests",)))
    assert run.lines == []


def test_a_stage_that_hangs_is_ended(capsys: pytest.CaptureFixture[str]) -> None:
    assert stages.run_for(0.2, [sys.executable, "-c", "import signal; signal.pause()"]) < 0
    assert "ended after" in capsys.readouterr().out


def test_stages_add_up() -> None:
    total = Count(3, 0, 1)
    total.add(Count(2, 1))
    assert str(total) == "5 passed, 1 failed, 1 skipped"


def test_a_missing_report_is_nothing(tmp_path: Path) -> None:
    assert read_report(tmp_path / "none.xml") == Count()
