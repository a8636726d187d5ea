from pathlib import Path

import pytest

from app.core import resources
from app.core.resources import resource


def test_a_checkout_finds_its_resources_folder() -> None:
    assert resource("README.md").parent == Path(resources.__file__).parents[2] / "resources"


def test_an_installed_package_finds_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "app" / "_resources" / "icons" / "phone.svg"
    shipped.parent.mkdir(parents=True)
    shipped.write_text("<svg/>")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "app")
    assert resource("icons", "phone.svg") == shipped


def test_a_missing_file_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/icons/none\.svg is missing: install"):
        resource("icons", "none.svg")
