"""Starts the window: as little as possible before the first paint."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.ui.bridge import Collector
from app.ui.endings import Endings
from app.ui.i18n import Languages, system_language
from app.ui.icons import icon
from app.ui.notices import Notices
from app.ui.theme import Theme
from app.ui.window import Options, Window

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

    from app.ui.window import PhoneMaker

log = logging.getLogger("contactdesk.qt")

ICON_COLOUR = "#0b8ea6"
"""The window's icon stands on light and on dark panels."""

TURN_S = 0.001
"""The longest another thread keeps the interpreter while the window wants to paint (5 ms by itself)."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(
    options: Options,
    *,
    theme: str = "",
    language: str = "",
    drive: Path | None = None,
    phone: PhoneMaker | None = None,
) -> int:
    """Open the window and run until it is closed; the exit code."""
    sys.setswitchinterval(TURN_S)
    qInstallMessageHandler(_qt_said)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("contactdesk")
    application.setApplicationDisplayName("Contact Desk")
    application.setDesktopFileName("contactdesk")
    application.setWindowIcon(icon("headset", ICON_COLOUR, pixels=64))
    options.home.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(options.home / "console.ini"), QSettings.Format.IniFormat)
    languages = Languages(application)
    languages.choose(language or str(settings.value("window/language", system_language())))
    look = Theme(application, theme or str(settings.value("window/theme", "system")))
    window = Window(application, options, settings, look, languages, phone)
    Collector(window)
    driver = None
    if drive is not None:
        from app.ui.drive import Driver

        driver = Driver(window, drive)
    endings = Endings()
    endings.asked.connect(window.end)
    sys.excepthook = _Mistakes(window.said, window).caught
    window.show()
    code = application.exec()
    endings.close()
    if driver is not None:
        driver.close()
    return code


class _Mistakes(QObject):
    """A mistake of ours in a slot: logged, and said in the window, which goes on."""

    def __init__(self, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices

    def caught(self, kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
        """What Python calls with an exception that nobody took."""
        log.critical("a mistake in the window", exc_info=(kind, mistake, trace))
        self._notices.warn(self.tr("Something went wrong here. It is in the log; what you typed is kept."))


def _qt_said(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own messages go where ours go."""
    log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
