"""Which language a script is spoken in, and the choice of another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.agent import words
from app.ui.controls import Button

KEY = "Ctrl+F6"


class Tongue(Button):
    """A button with the language's own name; its menu has the others. Not there where there is one only."""

    chosen = Signal(str)
    """A language (BCP 47)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "language", "plain", KEY, parent)
        self._languages: list[str] = []
        self._current = ""
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._picked)
        self.clicked.connect(self.open_menu)
        self.hide()

    def show_languages(self, languages: list[str], current: str) -> None:
        """These can be spoken, and this one is."""
        self._languages, self._current = languages, current
        self.setVisible(len(languages) > 1)
        name = words.language(current)
        self.set_text(name, self.tr("Language of the script: {name}").format(name=name))

    @Slot()
    def open_menu(self) -> None:
        """Show the languages."""
        self._menu.clear()
        for language in self._languages:
            action = QAction(words.language(language), self._menu)
            action.setData(language)
            action.setCheckable(True)
            action.setChecked(language == self._current)
            self._menu.addAction(action)
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        if action.data() != self._current:
            self.chosen.emit(action.data())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_languages(self._languages, self._current)
