"""Where a hub keeps its record."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.core import settings
from app.core.settings import CHECKOUT, HubSettings, default_home


def test_the_record_is_in_the_home_folder(tmp_path: Path) -> None:
    assert HubSettings(home=tmp_path).url == f"sqlite:///{tmp_path}/contactdesk.db"
    assert HubSettings(home=tmp_path, database="postgresql:///desk").url == "postgresql:///desk"


def test_home_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_home() == CHECKOUT / "var", "in a checkout"
    monkeypatch.setenv("CONTACTDESK_HOME", str(tmp_path / "elsewhere"))
    assert default_home() == tmp_path / "elsewhere"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_an_installed_program_keeps_to_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "CHECKOUT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_home() == tmp_path / "data" / "contactdesk"
