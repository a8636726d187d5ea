"""What a search found, as an item model, and where in a text the matched part stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.protocol.views import SearchHit
from app.ui.agent import words

Index = QModelIndex | QPersistentModelIndex
HIT_ROLE = int(Qt.ItemDataRole.UserRole)


class HitsModel(QAbstractListModel):
    """A page of hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[SearchHit] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (kind_of(hit), hit.title, hit.detail) if part)
        return None

    def set_hits(self, hits: list[SearchHit]) -> None:
        """Show these."""
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def hit(self, row: int) -> SearchHit:
        """The hit in a row."""
        return self._hits[row]

    def hits(self) -> list[SearchHit]:
        """All of them."""
        return self._hits


def kind_of(hit: SearchHit) -> str:
    """What a hit is, in words."""
    return words.channel("ticket") if hit.kind == "ticket" else words.translate("Words", "Customer")


def spans(text: str, matched: str) -> list[tuple[int, int]]:
    """Where `matched` stands in `text`, as (start, end): case ignored; a number whatever its notation."""
    if not matched.strip():
        return []
    found = _occurrences(text.casefold(), matched.casefold().strip()) if _same_length(text) else []
    if found:
        return found
    digits = "".join(filter(str.isdecimal, matched))
    if len(digits) >= 2 and len(digits) * 2 > len(matched.strip()):
        return _digit_span(text, digits) or _digit_span(text, digits.lstrip("0"))
    return _words(text, matched)


def _same_length(text: str) -> bool:
    """Whether casefolding keeps positions (it does not for ß and a few others)."""
    return len(text.casefold()) == len(text)


def _occurrences(text: str, part: str) -> list[tuple[int, int]]:
    found, start = [], text.find(part)
    while start >= 0:
        found.append((start, start + len(part)))
        start = text.find(part, start + len(part))
    return found


def _digit_span(text: str, digits: str) -> list[tuple[int, int]]:
    """The stretch of `text` whose digits are `digits`, spaces and dashes between them ignored."""
    places = [place for place, letter in enumerate(text) if letter.isdecimal()]
    start = "".join(text[place] for place in places).find(digits) if digits else -1
    return [(places[start], places[start + len(digits) - 1] + 1)] if start >= 0 else []


def _words(text: str, matched: str) -> list[tuple[int, int]]:
    """Each word of `matched` for itself: "smith anna" in "Anna Smith"."""
    parts = matched.casefold().split()
    if len(parts) < 2 or not _same_length(text):
        return []
    return sorted(span for part in parts for span in _occurrences(text.casefold(), part))


def best_spans(hit: SearchHit, typed: str, text: str) -> list[tuple[int, int]]:
    """What to mark in one of a hit's texts: what was typed, else all of what the hub says it found it in."""
    return spans(text, typed) or spans(text, hit.matched)


def detail_of(hit: SearchHit) -> str:
    """A hit's second line; the number or address it was found by stands in it, if that is another one."""
    detail = hit.detail or kind_of(hit)
    if hit.found_in in ("phone", "email") and hit.matched and not spans(f"{hit.title} {detail}", hit.matched):
        return f"{hit.matched} · {detail}"
    return detail
