"""What the hub would not do stays in view, with its text, until it is dismissed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.client.journal_file import Unsent
from app.ui.agent.refused import RefusedWindow, typed, what
from app.ui.controls import Button, Text


def _entry(number: int, name: str, body: bytes, code: str, text: str) -> Unsent:
    return Unsent(id=str(number), name=name, body=body, at=number, state="refused", code=code, text=text)


ENTRIES = [
    _entry(
        1, "AddNote", '{"text": "王小姐 wants a call back", "customer_id": 1}'.encode(), "merged", "Gone."
    ),
    _entry(2, "WrapUp", b'{"note": "All fine", "disposition_id": 3}', "wrong_state", "Too late."),
    _entry(3, "HoldCall", b'{"interaction_id": 3}', "not_found", "No such call."),
]


def _texts(window: RefusedWindow) -> str:
    return " | ".join(text.full_text() for text in window.findChildren(Text))


def _press(window: RefusedWindow, words: str) -> None:
    next(button for button in window.findChildren(Button) if button.text() == words).click()


def test_everything_is_there_and_goes_one_by_one(qtbot: QtBot) -> None:
    left = list(ENTRIES)

    def dismiss(command_id: str) -> None:
        left[:] = [entry for entry in left if entry.id != command_id]

    window = RefusedWindow(lambda: list(left), dismiss)
    window.show()
    texts = _texts(window)
    for words in ("New note", "王小姐 wants a call back", "Gone.", "Outcome of a call", "All fine"):
        assert words in texts
    _press(window, "Copy text")
    assert QApplication.clipboard().text() == "王小姐 wants a call back"
    for expected in (["2", "3"], ["3"]):
        _press(window, "Dismiss")
        assert [entry.id for entry in left] == expected
        assert window.isVisible()
    with qtbot.waitSignal(window.finished):
        _press(window, "Dismiss")
    assert left == []


def test_what_was_typed_is_found_in_any_command() -> None:
    assert [typed(entry) for entry in ENTRIES] == ["王小姐 wants a call back", "All fine", ""]
    assert typed(_entry(4, "AddNote", b"broken", "", "")) == ""
    assert what("SomethingNew") == "SomethingNew"
