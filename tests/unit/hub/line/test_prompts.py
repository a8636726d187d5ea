"""Recordings: where they are looked for, and where never."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.hub.line.prompts import PromptFiles, seconds_of
from tests.helpers.line_desk import silence


def test_the_languages_own_folder_goes_first(tmp_path: Path) -> None:
    files = PromptFiles(tmp_path)
    everybodys = silence(tmp_path / "hello.wav")
    assert files.find("hello.wav", "zh-TW") == everybodys
    chinese = silence(tmp_path / "zh" / "hello.wav")
    assert files.find("hello.wav", "zh-TW") == chinese
    taiwan = silence(tmp_path / "zh-TW" / "hello.wav")
    assert files.find("hello.wav", "zh-TW") == taiwan
    assert files.find("hello.wav", "en") == everybodys
    assert files.find("beep.wav", "en") is not None, "what ships with the program is there, too"


@pytest.mark.parametrize("name", ["../secret.wav", "/etc/passwd", "en/../../secret.wav", "", ".", "a\0b.wav"])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str, expected_log: Any) -> None:
    expected_log("cannot be played")
    silence(tmp_path / "secret.wav")
    assert PromptFiles(tmp_path / "prompts").find(name, "en") is None


def test_how_long_a_recording_is(tmp_path: Path) -> None:
    assert seconds_of(silence(tmp_path / "a.wav", seconds=0.5)) == 0.5
    assert seconds_of(tmp_path / "none.wav") == 0.0
