"""The window's languages: `resources/translations/*.ts`, compiled to .qm once and kept in the user's cache.

Qt's own compiler (`lrelease`) comes with PySide6, so a fresh clone needs no build step: the first start in a
language compiles it (some 50 ms); the file's digest is in the name, so a newer .ts is compiled anew.
"""

from __future__ import annotations

import logging
import os
import sys
import zlib
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLocale, QStandardPaths, QTranslator

from app.core.resources import resource

log = logging.getLogger(__name__)

LANGUAGES: dict[str, str] = {"en": "English", "zh_TW": "繁體中文", "th": "ไทย"}
"""Code → the language's own name."""


class Languages:
    """The language in force; `choose` changes it in the running window (every widget gets LanguageChange)."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None
        self.current = "en"

    def choose(self, code: str) -> None:
        """Take a language; one that is not there is English."""
        code = code if code in LANGUAGES else "en"
        QLocale.setDefault(QLocale(code))
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = None
        self.current = code
        compiled = compiled_file(code)
        translator = QTranslator(self._application)
        if compiled is not None and translator.load(str(compiled)):
            self._application.installTranslator(translator)
            self._translator = translator


def system_language() -> str:
    """The language of the desktop, as one of ours."""
    name = QLocale.system().name()
    if name.startswith("zh"):
        return "zh_TW"
    return "th" if name.startswith("th") else "en"


def compiled_file(code: str) -> Path | None:
    """The .qm of a language, compiled if need be; None where that is not possible (English is shown then)."""
    source = resource("translations", f"contactdesk_{code}.ts")
    content = source.read_bytes()
    digest = f"{len(content):x}-{zlib.crc32(content):08x}"
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    target = Path(base) / "contactdesk" / "translations" / f"{code}-{digest}.qm"
    if target.exists():
        return target
    import subprocess  # rarely needed, and the first paint waits for what stands above

    suffix = ".exe" if sys.platform == "win32" else ""
    compiler = Path(PySide6.__file__).resolve().parent / f"lrelease{suffix}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}")
        subprocess.run(
            [str(compiler), "-silent", str(source), "-qm", str(half)],
            check=True,
            capture_output=True,
            timeout=30,
        )
        half.replace(target)  # in one step: two windows may start at once
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("the translation %s could not be compiled: %s", source.name, error)
        return None
    return target
