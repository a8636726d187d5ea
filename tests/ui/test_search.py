"""Search as you type and the command palette."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.protocol.customers import Search
from app.protocol.message import Refusal
from app.protocol.views import SearchHit, SearchPage
from app.ui.actions import Action, Actions
from app.ui.models.hits import best_spans, detail_of, spans
from app.ui.palette import Palette, matching
from app.ui.search import SearchField
from tests.ui.standin import StandIn

MING = SearchHit(
    kind="customer",
    id=101,
    customer_id=101,
    title="王小明",
    detail="+886 912 345 678 · Wang Hsiao-Ming",
    found_in="phone",
    matched="345678",
)
TICKET = SearchHit(kind="ticket", id=501, customer_id=101, title="#10482 Router reboots", found_in="ticket")
SIMILAR = SearchHit(kind="customer", id=104, customer_id=104, title="Anneliese Oppenheimer", misspelt=True)


def field_in_window(qtbot: QtBot, port: StandIn, kind: str = "") -> SearchField:
    window = QWidget()
    field = SearchField(port, kind=kind)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(600, 500)
    with qtbot.waitExposed(window):
        window.show()
    field.setFocus()
    field.window_kept = window  # type: ignore[attr-defined]
    return field


@pytest.mark.parametrize(
    ("text", "matched", "marked"),
    [
        ("Anna Krüger", "krü", ["Krü"]),
        ("王小明", "小", ["小"]),
        ("สมชาย ใจดี", "ใจ", ["ใจ"]),
        ("+886 912 345 678", "345678", ["345 678"]),
        ("+886 912 345 678", "0912-345", ["912 345"]),
        ("Anna Smith", "smith an", ["An", "Smith"]),
        ("Anna", "", []),
        ("Straße", "strasse", []),
        ("Router 7", "9", []),
    ],
)
def test_what_matched_is_marked(text: str, matched: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, matched)] == marked


def test_the_number_it_was_found_by_is_shown() -> None:
    other = SearchHit(
        kind="customer",
        id=1,
        customer_id=1,
        title="蕭金龍",
        detail="0930282573",
        found_in="phone",
        matched="0912-783-138",
    )
    assert detail_of(other) == "0912-783-138 · 0930282573"
    assert best_spans(other, "0912", detail_of(other)) == [(0, 4)]
    assert detail_of(MING) == MING.detail
    assert detail_of(TICKET) == "Ticket"


@given(st.text(max_size=30), st.text(max_size=8))
def test_marks_are_always_inside_the_text_and_in_order(text: str, matched: str) -> None:
    found = spans(text, matched)
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)


def test_keys_choose_a_hit(qtbot: QtBot, port: StandIn) -> None:
    port.answers["Search"] = lambda query: SearchPage(query.text, [MING, TICKET])
    field = field_in_window(qtbot, port)
    qtbot.keyClicks(field, "345678")
    assert field.open()
    assert field.popup.current() == MING
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == [TICKET]
    assert not field.open()
    assert field.text() == ""


def test_only_customers_where_a_customer_is_wanted(qtbot: QtBot, port: StandIn) -> None:
    port.answers["Search"] = SearchPage("x", [TICKET, MING])
    field = field_in_window(qtbot, port, kind="customer")
    qtbot.keyClicks(field, "x")
    assert field.popup.model.hits() == [MING]


def test_one_question_at_a_time_and_then_the_newest_text(qtbot: QtBot, port: StandIn) -> None:
    field = field_in_window(qtbot, port)
    qtbot.keyClicks(field, "anna")
    assert [query for query, _, _ in port.asked] == [Search(text="a")]
    port.asked[0][1](SearchPage("a", [MING]))
    assert field.open()
    assert [query for query, _, _ in port.asked] == [Search(text="a"), Search(text="anna")]
    port.asked[1][1](SearchPage("anna", []))
    assert field.popup.model.rowCount() == 0
    assert "Nothing found for “anna”" in field.popup.hint.text()


def test_what_is_only_similar_is_called_so(qtbot: QtBot, port: StandIn) -> None:
    port.answers["Search"] = SearchPage("Oppenheimr", [SIMILAR])
    field = field_in_window(qtbot, port)
    qtbot.keyClicks(field, "Oppenheimr")
    assert field.popup.hint.isVisible()
    assert "Did you mean" in field.popup.hint.text()
    assert not field.grab().isNull()


def test_a_hub_that_is_away_is_said_and_escape_closes(qtbot: QtBot, port: StandIn) -> None:
    port.answers["Search"] = Refusal("hub_unreachable", "The hub cannot be reached.")
    field = field_in_window(qtbot, port)
    qtbot.keyClicks(field, "a")
    assert field.popup.hint.text() == "The hub cannot be reached."
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.open()
    assert field.text() == "a"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def actions_of(window: QWidget, ran: list[str]) -> Actions:
    actions = Actions(window)
    actions.add(
        Action("ready", "Go ready", "F8", lambda: ran.append("ready"), group="State"),
        Action("hold", "Hold the call", "Ctrl+H", lambda: ran.append("hold"), lambda: False, group="Call"),
        Action("dark", "Switch to dark", "", lambda: ran.append("dark"), group="Window"),
    )
    return actions


def test_the_palette_finds_what_to_do_and_whom(qtbot: QtBot, port: StandIn) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    ran: list[str] = []
    palette = Palette(actions_of(window, ran), port, window)
    palette.open()
    assert [item.title for item in palette.model.items] == ["Go ready", "Switch to dark", "Hold the call"]
    port.answers["Search"] = SearchPage("dark", [MING])
    qtbot.keyClicks(palette.field, "dark")
    assert [item.title for item in palette.model.items] == ["Switch to dark", "王小明"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["dark"]
    assert palette.isHidden()
    palette.open()
    qtbot.keyClicks(palette.field, "345678")
    with qtbot.waitSignal(palette.hit_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == [MING]


def test_what_cannot_be_done_now_comes_last_and_is_not_done(qtbot: QtBot, port: StandIn) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    ran: list[str] = []
    palette = Palette(actions_of(window, ran), port, window)
    palette.open()
    qtbot.keyClicks(palette.field, "hold")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == []
    assert palette.isVisible()
    assert [item.enabled for item in matching(actions_of(QWidget(), []).all(), "")] == [True, True, False]
