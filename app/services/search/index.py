"""Keeps the search index in step with the record: a follower of every change, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.models.statement import Statement
from app.models.tables import contact_points, customers
from app.models.unit import Unit
from app.protocol.events import Change
from app.services.search import entries

Row = dict[str, Any]

_ADD_NAME = Statement(
    "INSERT INTO search_names (place, text, customer_id) VALUES (:place, :text, :id) ON CONFLICT DO NOTHING"
)
_DROP_NAME = Statement("DELETE FROM search_names WHERE place = :place AND text = :text AND customer_id = :id")
_ADD_TYPO = Statement("INSERT INTO search_typos (hash, word) VALUES (:hash, :word) ON CONFLICT DO NOTHING")
_DROP_TYPO = Statement("DELETE FROM search_typos WHERE hash = :hash AND word = :word")
_WORD_LEFT = Statement(
    "SELECT 1 FROM search_names WHERE place = 0 AND text >= :word AND text < :after LIMIT 1"
)
_ADD_NUMBER = Statement(
    "INSERT INTO search_numbers (key, point_id) VALUES (:key, :id) ON CONFLICT DO NOTHING"
)
_DROP_NUMBER = Statement("DELETE FROM search_numbers WHERE key = :key AND point_id = :id")
_ADD_MAIL = Statement("INSERT INTO search_mails (text, point_id) VALUES (:text, :id) ON CONFLICT DO NOTHING")
_DROP_MAIL = Statement("DELETE FROM search_mails WHERE text = :text AND point_id = :id")
_ADD_CUSTOM = Statement(
    "INSERT INTO search_custom (field, value, customer_id) VALUES (:field, :value, :id)"
    " ON CONFLICT DO NOTHING"
)
_DROP_CUSTOM = Statement(
    "DELETE FROM search_custom WHERE field = :field AND value = :value AND customer_id = :id"
)

_ORDER = (
    *(_DROP_NAME, _ADD_NAME, _ADD_TYPO),
    *(_DROP_NUMBER, _ADD_NUMBER),
    *(_DROP_MAIL, _ADD_MAIL),
    *(_DROP_CUSTOM, _ADD_CUSTOM),
)

_NAME_COLUMNS = frozenset(("name", "other_names"))
_CUSTOM_COLUMNS = frozenset(("custom",))
_POINT_COLUMNS = frozenset(("kind", "raw", "normal"))


class _Work:
    """What is to be run, gathered over all rows: a statement is sent once for many."""

    def __init__(self) -> None:
        self._rows: dict[Statement, list[Row]] = {}

    def add(self, statement: Statement, rows: Iterable[Row]) -> None:
        self._rows.setdefault(statement, []).extend(rows)

    def run(self, unit: Unit) -> None:
        for statement in _ORDER:
            rows = self._rows.get(statement)
            if rows:
                statement.many(unit.connection, rows)


def follow(unit: Unit, changes: Sequence[Change]) -> None:
    """Bring the index to what the changes made of the record. Registered with the door as a follower."""
    work = _Work()
    words_gone: set[str] = set()
    for customer_id, before, after in _moves(unit, changes, customers, _NAME_COLUMNS):
        _reindex_name(work, customer_id, before, after)
        words_gone |= _typo_words(before) - _typo_words(after)
    for customer_id, before, after in _moves(unit, changes, customers, _CUSTOM_COLUMNS):
        _reindex_custom(work, customer_id, before, after)
    for point_id, before, after in _moves(unit, changes, contact_points, _POINT_COLUMNS):
        _reindex_point(work, point_id, before, after)
    work.run(unit)
    if words_gone:
        _forget_words(unit.connection, words_gone)


def _moves(
    unit: Unit, changes: Sequence[Change], table: sa.Table, columns: frozenset[str]
) -> Iterable[tuple[int, Row | None, Row | None]]:
    """(id, row before all the changes, row after them) of each row whose `columns` are concerned."""
    touched: dict[int, list[Change]] = {}
    for change in changes:
        if change.table == table.name and (change.op != "update" or columns & change.new.keys()):
            touched.setdefault(change.id, []).append(change)
    for row_id, its_changes in touched.items():
        if len(its_changes) == 1 and its_changes[0].op == "insert":
            yield row_id, None, its_changes[0].new
            continue
        after = unit.get(table, row_id)
        before: Row | None = after
        for change in reversed(its_changes):
            before = None if change.op == "insert" else {**(before or {}), **change.old}
        yield row_id, before, after


def _reindex_name(work: _Work, customer_id: int, before: Row | None, after: Row | None) -> None:
    had, has = _name_entries(before), _name_entries(after)
    for statement, some in ((_DROP_NAME, had - has), (_ADD_NAME, has - had)):
        work.add(statement, ({"place": place, "text": text, "id": customer_id} for place, text in some))
    new = entries.all_typos(_typo_words(after) - _typo_words(before))
    work.add(_ADD_TYPO, ({"hash": key, "word": word} for key, word in new))


def _reindex_custom(work: _Work, customer_id: int, before: Row | None, after: Row | None) -> None:
    had = entries.custom_entries(before["custom"]) if before else set()
    has = entries.custom_entries(after["custom"]) if after else set()
    for statement, some in ((_DROP_CUSTOM, had - has), (_ADD_CUSTOM, has - had)):
        work.add(statement, ({"field": field, "value": value, "id": customer_id} for field, value in some))


def _reindex_point(work: _Work, point_id: int, before: Row | None, after: Row | None) -> None:
    had, has = _number_keys(before), _number_keys(after)
    for statement, keys in ((_DROP_NUMBER, had - has), (_ADD_NUMBER, has - had)):
        work.add(statement, ({"key": key, "id": point_id} for key in keys))
    had_mail, has_mail = _mail_entries(before), _mail_entries(after)
    for statement, texts in ((_DROP_MAIL, had_mail - has_mail), (_ADD_MAIL, has_mail - had_mail)):
        work.add(statement, ({"text": text, "id": point_id} for text in texts))


def _forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Words that are in nobody's name any more are no longer proposed for a misspelt one."""
    for word in words:
        if _WORD_LEFT.first(connection, {"word": word, "after": f"{word}!"}) is None:
            gone = [{"hash": key, "word": word} for key in entries.typo_hashes(word)]
            _DROP_TYPO.many(connection, gone)


def _name_entries(row: Row | None) -> set[entries.Entry]:
    return entries.name_entries(row["name"], row["other_names"]) if row else set()


def _typo_words(row: Row | None) -> set[str]:
    return entries.typo_words(row["name"], row["other_names"]) if row else set()


def _number_keys(row: Row | None) -> set[int]:
    if not row:
        return set()
    return set(entries.number_keys(entries.point_digits(row["kind"], row["raw"], row["normal"])))


def _mail_entries(row: Row | None) -> set[str]:
    return entries.mail_entries(row["kind"], row["raw"], row["normal"]) if row else set()
