"""Where data is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core import settings


def test_the_environment_goes_before_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONTACTDESK_HOME", str(tmp_path / "here"))
    assert settings.default_home() == tmp_path / "here"


def test_a_checkout_keeps_its_data_in_var() -> None:
    assert settings.default_home() == settings.CHECKOUT / "var"


def test_an_installation_keeps_its_data_with_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "CHECKOUT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(settings.sys, "platform", "linux")
    assert settings.default_home() == tmp_path / "data" / "contactdesk"
    monkeypatch.setattr(settings.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert settings.default_home() == tmp_path / "local" / "Contact Desk"
    monkeypatch.setattr(settings.sys, "platform", "darwin")
    assert settings.default_home() == Path.home() / "Library" / "Application Support" / "Contact Desk"


def test_the_database_is_in_the_home_unless_told(tmp_path: Path) -> None:
    assert settings.HubSettings(home=tmp_path).url == f"sqlite:///{tmp_path / 'contactdesk.db'}"
    assert settings.HubSettings(home=tmp_path, database="postgresql:///desk").url == "postgresql:///desk"
