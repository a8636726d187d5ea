"""The kinds of nodes in words, with the letter that chooses each in a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.actions import QT_TRANSLATE_NOOP
from app.ui.designer.drawing import KIND_ICONS, KIND_TONES
from app.ui.icons import icon
from app.ui.theme import current_tokens

_WORDS = {
    "say": (QT_TRANSLATE_NOOP("Kinds", "Say something"), "S"),
    "ask": (QT_TRANSLATE_NOOP("Kinds", "Ask a question"), "A"),
    "branch": (QT_TRANSLATE_NOOP("Kinds", "Branch by conditions"), "B"),
    "set": (QT_TRANSLATE_NOOP("Kinds", "Set variables"), "V"),
    "look_up": (QT_TRANSLATE_NOOP("Kinds", "Look something up"), "L"),
    "do": (QT_TRANSLATE_NOOP("Kinds", "Do a command"), "D"),
    "recommend": (QT_TRANSLATE_NOOP("Kinds", "Recommend"), "M"),
    "route": (QT_TRANSLATE_NOOP("Kinds", "Route to a queue"), "R"),
    "transfer": (QT_TRANSLATE_NOOP("Kinds", "Transfer to a number"), "T"),
    "flow": (QT_TRANSLATE_NOOP("Kinds", "Run another flow"), "F"),
    "wait": (QT_TRANSLATE_NOOP("Kinds", "Wait"), "W"),
    "end": (QT_TRANSLATE_NOOP("Kinds", "End"), "E"),
}


def kind_word(kind: str) -> str:
    """The kind in the language of the window."""
    return QCoreApplication.translate("Kinds", _WORDS[kind][0])


def kind_menu(parent: QWidget, chosen: Callable[[str], None]) -> QMenu:
    """A menu of the kinds; a letter chooses one at once."""
    menu = QMenu(parent)
    menu.setAccessibleName(QCoreApplication.translate("Kinds", "Kind of the new node"))
    tokens = current_tokens()
    for kind, (_, letter) in _WORDS.items():
        picture = icon(KIND_ICONS[kind], getattr(tokens, KIND_TONES[kind]))
        action = menu.addAction(picture, f"{kind_word(kind)} (&{letter})")
        action.setIconVisibleInMenu(True)
        action.triggered.connect(partial(_chosen, chosen, kind))
    return menu


def _chosen(chosen: Callable[[str], None], kind: str, checked: bool = False) -> None:
    chosen(kind)
