"""Every text of the window is translated, and says the same things."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from app.core.resources import resource
from app.ui.i18n import LANGUAGES, Languages, compiled_file

PLACE = re.compile(r"\{\w*\}|%n")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """`setup/translations.py`."""
    path = Path(__file__).resolve().parents[2] / "setup" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_of_the_code_is_translated(tool: ModuleType) -> None:
    missing = tool.check()
    assert missing == {}, "run setup/translations.py and fill in what it names"


def test_a_missing_translation_is_found(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    file.write_text(
        "<TS><context><name>A</name><message><source>Hold</source>"
        "<translation type='unfinished'></translation></message></context></TS>"
    )
    assert tool.untranslated(file) == ["A: Hold"]


@pytest.mark.parametrize("code", ["zh_TW", "th"])
def test_a_translation_keeps_the_places_of_values(code: str) -> None:
    wrong = []
    for message in ElementTree.parse(resource("translations", f"contactdesk_{code}.ts")).iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        for form in translation.findall("numerusform") or [translation]:
            if sorted(PLACE.findall(source)) != sorted(PLACE.findall(form.text or "")):
                wrong.append(f"{source!r} → {form.text!r}")
    assert wrong == []


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_language_compiles_and_loads(qapp: QApplication, code: str) -> None:
    compiled = compiled_file(code)
    assert compiled is not None
    assert QTranslator().load(str(compiled))


def test_english_counts(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.choose("en")
    for count, text in ((1, "1 caller is waiting."), (3, "3 callers are waiting.")):
        said = QCoreApplication.translate("Idle", "%n are waiting.", "callers in all queues", count)
        assert said == text


def test_an_unknown_language_is_english(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.choose("xx")
    assert languages.current == "en"
