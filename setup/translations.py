"""Bring `resources/translations/*.ts` up to what the code says, and name what is not translated yet.

Run from the checkout after a text of the window was added or changed:
`.venv/bin/python setup/translations.py`, then fill in the entries marked `unfinished` (Qt Linguist or any
editor). `--check` changes nothing and exits 1 where a text is missing.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "zh_TW", "th")
SOURCE_LANGUAGE = "en"
"""Its file has plural forms only: all else is shown as it is written."""


def update(folder: Path) -> None:
    """Run Qt's lupdate over the window's code, into the files of `folder`."""
    suffix = ".exe" if sys.platform == "win32" else ""
    lupdate = Path(PySide6.__file__).resolve().parent / f"lupdate{suffix}"
    for language in LANGUAGES:
        only = ["-pluralonly"] if language == SOURCE_LANGUAGE else []
        subprocess.run(
            [
                str(lupdate), "-silent", "-extensions", "py", "-no-obsolete", "-locations", "none", *only,
                str(ROOT / "app" / "ui"), "-ts", str(folder / f"contactdesk_{language}.ts"),
                "-target-language", language,
            ],
            check=True,
        )  # fmt: skip


def untranslated(path: Path) -> list[str]:
    """`context: source` of every entry of a file that has no finished translation."""
    missing = []
    for context in ElementTree.parse(path).getroot().findall("context"):
        name = context.findtext("name") or ""
        for message in context.findall("message"):
            translation = message.find("translation")
            forms = [] if translation is None else (translation.findall("numerusform") or [translation])
            unfinished = translation is None or translation.get("type") == "unfinished"
            if unfinished or not all((form.text or "").strip() for form in forms):
                missing.append(f"{name}: {message.findtext('source')}")
    return missing


def missing_in(folder: Path) -> dict[str, list[str]]:
    """Language → what is not translated in its file."""
    found = {language: untranslated(folder / f"contactdesk_{language}.ts") for language in LANGUAGES}
    return {language: missing for language, missing in found.items() if missing}


def check() -> dict[str, list[str]]:
    """What is not translated of what the code says now; the files stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            shutil.copy(FOLDER / f"contactdesk_{language}.ts", folder)
        update(Path(folder))
        return missing_in(Path(folder))


def main() -> int:
    """Update the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    if parser.parse_args().check:
        missing = check()
    else:
        update(FOLDER)
        missing = missing_in(FOLDER)
    for language, texts in missing.items():
        for text in texts:
            print(f"{language}: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
