"""Icons: strokes of 1.5 px on a 24 px grid (`resources/icons/*.svg`), coloured by the theme's tokens.

The files say `currentColor`; the colour is put in when one is drawn. Drawn once per name, colour and size.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from app.core.resources import resource


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in a colour (#rrggbb), `pixels` wide on a screen with this device pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(round(pixels * ratio), round(pixels * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str, *, disabled: str = "", on: str = "", pixels: int = 18) -> QIcon:
    """The icon for a button: in `colour`, when switched off in `disabled`, when checked in `on`."""
    made = QIcon()
    for ratio in {1.0, QGuiApplication.primaryScreen().devicePixelRatio()}:
        made.addPixmap(pixmap(name, colour, pixels, ratio))
        if disabled:
            made.addPixmap(pixmap(name, disabled, pixels, ratio), QIcon.Mode.Disabled)
        if on:
            made.addPixmap(pixmap(name, on, pixels, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def icon_file(name: str, colour: str) -> Path:
    """The icon as a file in one colour: the stylesheet can only name files. Kept in the user's cache."""
    text = _source(name).replace("currentColor", colour)
    digest = f"{zlib.crc32(text.encode()):08x}"  # hashlib costs 5 ms of the first paint
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    path = Path(base) / "contactdesk" / "icons" / f"{name}-{digest}.svg"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path
