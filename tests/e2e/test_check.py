"""`contactdesk --check` sees every fact and leaves screenshots."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.check.report import FACTS


@pytest.mark.long
@pytest.mark.sip
@pytest.mark.timeout(330)
def test_the_check_sees_every_fact(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app.cli", "--check", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["fact"] for line in lines if "fact" in line} >= set(FACTS), done.stdout + done.stderr
    assert done.returncode == 0
    pictures = {path.stem for path in tmp_path.glob("*.png")}
    assert len(pictures) >= 30
    assert all(f"{name.rpartition('-')[0]}-dark" in pictures for name in pictures)
