"""What scripts are called, in the window's language, and which languages they speak."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.protocol.flows import ListLiveFlows, LiveFlow
from app.protocol.message import Refusal
from app.ui.workplace import Workplace


class ScriptTitles(QObject):
    """Asks for the titles once they are wanted; until they come a script goes by its name."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._at = workplace
        self._titles: dict[str, dict[str, str]] = {}
        self._languages: dict[str, list[str]] = {}

    def of(self, flow: str) -> str:
        """A script's title."""
        titles = self._titles.get(flow)
        if titles is None:
            self._titles[flow] = {}
            self._at.ops.ask(ListLiveFlows(), self._came, _ignored, owner=self)
        return title_in(titles or {}, self._at.language) or flow

    def languages(self, flow: str) -> list[str]:
        """The languages a script can be spoken in (BCP 47); empty until they are known."""
        return self._languages.get(flow, [])

    def _came(self, flows: list[LiveFlow]) -> None:
        self._titles.update({flow.name: flow.title for flow in flows})
        self._languages.update({flow.name: flow.languages for flow in flows})
        self.changed.emit()


def _ignored(_refusal: Refusal) -> None:
    """The name will do."""


def title_in(titles: dict[str, str], language: str) -> str:
    """A title in a language of the window (zh_TW), else in its first language."""
    for code in (language, language.replace("_", "-"), language.split("_")[0]):
        if titles.get(code):
            return titles[code]
    return next(iter(titles.values()), "")
