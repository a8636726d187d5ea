"""The signed-in window on a floor of rows: what rings, what is on the line, what is booked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.agents import SetPresence
from app.protocol.interactions import (
    AcceptOffer,
    ConsultCall,
    DeclineOffer,
    EndCall,
    GetPop,
    HoldCall,
    ResumeCall,
    TransferCall,
    WrapUp,
)
from app.protocol.phone import Quality
from app.protocol.rows import AgentStateRow, InteractionRow, LegRow, OfferRow
from app.protocol.setup import ListCustomFields
from app.protocol.tickets import ListTickets
from app.protocol.views import TicketPage
from app.ui.agent.call_bar import bars_of
from app.ui.situation import BUTTONS
from app.ui.theme import Theme
from tests.ui import customers
from tests.ui.floor import CALL, ME, Floor, call
from tests.ui.screens import Stage


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Stage]:
    """A window at 1366 × 768 on a floor of rows."""
    stage = Stage(theme, tmp_path, (1366, 768), time.time_ns() // 1_000_000)
    stage.floor.door.answers[ListCustomFields] = lambda query: []
    qtbot.addWidget(stage)
    yield stage
    stage.floor.place.ops.close()


@pytest.fixture
def floor(stage: Stage) -> Floor:
    """Its rows."""
    return stage.floor


def rings(floor: Floor) -> None:
    floor.rings(customers.pop(floor.now))


# ------------------------------------------------------------------------------------------- state
def test_the_state_is_said_in_a_word_with_its_reason_and_time(stage: Stage) -> None:
    state = stage.page.bar.state
    assert state.accessibleDescription() == "Not ready, Break, 4:00"
    stage.floor.now += 2_000
    state.refresh()
    assert state.time == "4:02"


def test_choosing_a_state_tells_the_hub(stage: Stage, floor: Floor) -> None:
    stage.page.bar.state.choose("not_ready", 2)
    assert floor.door.sent[-1] == SetPresence(presence="not_ready", reason_id=2)


def test_what_was_chosen_during_a_call_is_shown_as_next(stage: Stage, floor: Floor) -> None:
    floor.talks(presence="not_ready", reason_id=1)
    assert stage.page.bar.state.word == "talking"
    assert stage.page.bar.state.detail == "next: Break"


# ------------------------------------------------------------------------------------------- offers
def test_an_offer_shows_who_and_why_and_the_pop_asks_nothing(
    qtbot: QtBot, stage: Stage, floor: Floor
) -> None:
    with qtbot.waitSignal(stage.page.painted):
        rings(floor)
    (card,) = stage.page.offers.cards
    assert card.isVisible()
    assert card.accessibleName() == "Offer: 王小明"
    assert "main number" in card._why.full_text()
    assert "Mandarin, level 4" in card._why.full_text()
    assert stage.page.customer.card.customer_id == 101
    asked = [m for m in floor.door.sent if not isinstance(m, ListCustomFields)]
    assert asked == []


def test_a_caller_whom_a_script_found_is_shown(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.rings(customers.pop_unknown(floor.now), customer_id=None)
    row = call(floor.now, state="talking", agent_id=ME, answered_at=floor.now, customer_id=None)
    floor.change(row, AgentStateRow(id=ME, presence="ready", status="talking", interaction_id=CALL))
    assert not any(isinstance(message, GetPop) for message in floor.door.sent)
    known = msgspec.structs.replace(customers.pop(floor.now), interaction_id=CALL)
    floor.door.answers[GetPop] = known
    floor.change(msgspec.structs.replace(row, customer_id=101))
    qtbot.waitUntil(lambda: stage.page.customer.card.customer_id == 101)
    floor.change(msgspec.structs.replace(row, customer_id=101))
    assert sum(isinstance(message, GetPop) for message in floor.door.sent) == 1


def test_accepting_tells_the_phone_before_the_hub(stage: Stage, floor: Floor) -> None:
    told: list[str] = []

    def accept(command: AcceptOffer) -> InteractionRow:
        told.append(str(floor.phone.told[-2:]))
        return call(floor.now, state="connecting")

    floor.door.answers[AcceptOffer] = accept
    rings(floor)
    assert ("ring", True) in floor.phone.told
    stage.page.offers.accept_first()
    assert ("expect", 1) in floor.phone.told
    assert "expect" in told[0]
    assert floor.phone.told[-1] == ("ring", False)


def test_after_accepting_the_keyboard_is_in_the_note(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.door.answers[AcceptOffer] = lambda command: call(floor.now, state="connecting")
    stage.activateWindow()
    rings(floor)
    (card,) = stage.page.offers.cards
    card.accept.setFocus()
    qtbot.keyClick(card.accept, Qt.Key.Key_Return)
    floor.talks()
    qtbot.waitUntil(lambda: stage.focusWidget() is stage.page.customer.card.notes.text)


def test_an_offer_that_was_refused_can_be_tried_again(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.door.answers[AcceptOffer] = Refused(errors.NO_PHONE, "no phone")
    rings(floor)
    (card,) = stage.page.offers.cards
    card.accept.click()
    assert not card.accept.isEnabled()
    qtbot.waitUntil(card.accept.isEnabled)
    assert "phone is not ready" in stage.page.notices.text.full_text()


def test_declining_carries_the_reason(stage: Stage, floor: Floor) -> None:
    rings(floor)
    (card,) = stage.page.offers.cards
    card._fill()
    card._menu.actions()[1].trigger()
    assert floor.door.sent[-1] == DeclineOffer(offer_id=1, reason_id=2)


def test_a_second_call_shows_but_does_not_ring(stage: Stage, floor: Floor) -> None:
    floor.change(call(floor.now, id=8000))
    rings(floor)
    assert len(stage.page.offers.cards) == 1
    assert ("ring", True) not in floor.phone.told


def test_an_offer_that_is_gone_leaves_nothing(stage: Stage, floor: Floor) -> None:
    rings(floor)
    (offer,) = floor.store.my_offers()
    floor.change(
        type(offer)(**{n: getattr(offer, n) for n in offer.__struct_fields__} | {"state": "timed_out"}),
        call(floor.now, state="waiting", agent_id=None, answered_at=None),
        AgentStateRow(id=ME, presence="not_ready", status="not_responding", since=floor.now),
    )
    assert stage.page.offers.cards == []
    assert stage.page.offers.isHidden()
    assert stage.page.customer.pop is None
    assert floor.phone.told[-1] == ("ring", False)
    assert stage.page.bar.state.word == "not_responding"


# ------------------------------------------------------------------------------------------- call bar
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("talking", "talking"),
        ("held", "hold"),
        ("consulting", "talking"),
        ("conference", "talking"),
        ("connecting", "reserved"),
    ],
)
def test_buttons_follow_the_situation(stage: Stage, floor: Floor, state: str, status: str) -> None:
    floor.talks(state, status)
    bar = stage.page.call_bar
    shown = [name for name, button in bar.buttons.items() if button.isVisibleTo(bar)]
    assert sorted(shown) == sorted(BUTTONS[state])


def test_hold_and_resume_tell_phone_and_hub(stage: Stage, floor: Floor) -> None:
    floor.talks()
    stage.page.call_bar.press("hold")
    assert floor.phone.told[-1] == ("hold", True)
    assert floor.door.sent[-1] == HoldCall(interaction_id=CALL, at=floor.now)
    floor.talks("held", "hold")
    stage.page.call_bar.press("resume")
    assert floor.phone.told[-1] == ("hold", False)
    assert floor.door.sent[-1] == ResumeCall(interaction_id=CALL, at=floor.now)


def test_conference_waits_for_the_third_to_answer(stage: Stage, floor: Floor) -> None:
    floor.talks("consulting")
    bar = stage.page.call_bar
    leg: dict[str, Any] = {"id": 70, "interaction_id": CALL, "track": 1, "kind": "consult"}
    leg["started_at"] = floor.now
    floor.change(LegRow(**leg, agent_id=10))
    assert not bar.buttons["conference"].isEnabled()
    assert "with 林怡君" in bar._about.full_text()
    floor.change(LegRow(**leg, agent_id=10, result="answered"))
    assert bar.buttons["conference"].isEnabled()
    assert bar.buttons["complete"].isEnabled()


def test_talk_and_hold_time_run_apart(stage: Stage, floor: Floor) -> None:
    began = floor.now - 60_000
    turn = began + 40_000
    floor.change(
        call(floor.now, state="held", answered_at=began),
        LegRow(
            id=61, interaction_id=CALL, kind="talk", agent_id=ME, started_at=began, ended_at=began + 40_000
        ),
        LegRow(id=62, interaction_id=CALL, kind="hold", agent_id=ME, started_at=turn),
        AgentStateRow(id=ME, presence="ready", status="hold", since=turn, interaction_id=CALL),
    )
    bar = stage.page.call_bar
    assert bar._time.full_text() == "0:40"
    assert bar._hold_time.full_text() == "hold 0:20"


def test_transfer_to_a_queue_an_agent_or_a_number(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.talks()
    bar = stage.page.call_bar
    bar.press("transfer")
    targets = bar._targets
    assert targets is not None
    qtbot.keyClicks(targets.field, "bill")
    qtbot.keyClick(targets.field, Qt.Key.Key_Return)
    assert floor.door.sent[-1] == TransferCall(interaction_id=CALL, queue_id=4)
    bar.press("transfer")
    targets.field.setText("林")  # QTest types Latin letters only
    qtbot.keyClick(targets.field, Qt.Key.Key_Return)
    assert floor.door.sent[-1] == TransferCall(interaction_id=CALL, agent_id=10)
    bar.press("transfer")
    qtbot.keyClicks(targets.field, "02 2345 6789")
    qtbot.keyClick(targets.field, Qt.Key.Key_Return)
    assert floor.door.sent[-1] == TransferCall(interaction_id=CALL, number="02 2345 6789")


def test_only_who_is_free_can_be_consulted(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.talks()
    bar = stage.page.call_bar
    bar.press("consult")
    targets = bar._targets
    assert targets is not None
    possible = {t.title: t.possible for t in targets.model.targets}
    assert possible["林怡君"]
    assert not possible["Somchai Wongsawat"]  # talking
    assert not possible["James O'Neill"]  # logged out
    assert "Billing" not in possible
    qtbot.keyClick(targets.field, Qt.Key.Key_Return)
    assert isinstance(floor.door.sent[-1], ConsultCall)


def test_the_keypad_sends_digits(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.talks()
    stage.page.call_bar.press("keypad")
    keypad = stage.page.call_bar._keypad
    assert keypad is not None
    qtbot.keyClicks(keypad, "1x#")
    assert [told for told in floor.phone.told if told[0] == "dtmf"] == [("dtmf", "1"), ("dtmf", "#")]


def test_mute_shows_what_it_is(stage: Stage, floor: Floor) -> None:
    floor.talks()
    mute = stage.page.call_bar.buttons["mute"]
    mute.click()
    assert floor.phone.muted
    assert mute.text() == "Unmute"
    assert mute.isChecked()


def test_quality_is_counted_in_bars() -> None:
    assert bars_of(Quality(rx_packets=1000)) == 4
    assert bars_of(Quality(rx_packets=1000, rtt_ms=200)) == 3
    assert bars_of(Quality(rx_packets=980, rx_lost=20, rx_jitter_ms=50)) == 2
    assert bars_of(Quality(rx_packets=800, rx_lost=200)) == 1


def test_ending_tells_the_hub(stage: Stage, floor: Floor) -> None:
    floor.talks()
    stage.page.call_bar.press("end")
    assert floor.door.sent[-1] == EndCall(interaction_id=CALL)


# ------------------------------------------------------------------------------------------- wrap-up
def test_wrap_up_by_keys_alone(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    floor.door.answers[WrapUp] = lambda command: InteractionRow(id=command.interaction_id)
    rings(floor)
    floor.talks()
    floor.wraps_up()
    outcome = stage.page.outcome
    assert outcome.isVisible()
    assert not outcome.book.isEnabled()
    outcome.take_focus()
    qtbot.keyClick(outcome._group.button(0), Qt.Key.Key_2)
    qtbot.keyClicks(outcome.note, "Calls back 2 pm")
    assert floor.journal.kept[f"note:interaction:{CALL}"] == "Calls back 2 pm"
    assert stage.floor.place.actions.run("book")
    assert floor.door.sent[-1] == WrapUp(interaction_id=CALL, disposition_id=6, note="Calls back 2 pm")
    qtbot.waitUntil(lambda: floor.journal.kept == {})


def test_what_was_typed_for_the_wrap_up_is_there_after_a_crash(stage: Stage, floor: Floor) -> None:
    floor.journal.kept = {f"note:interaction:{CALL}": "half a", f"wrap-up/{CALL}/disposition": "8"}
    floor.talks()
    floor.wraps_up()
    assert stage.page.outcome.note.toPlainText() == "half a"
    assert stage.page.outcome._group.checkedId() == 2


def test_a_note_begun_during_the_call_goes_on_in_the_wrap_up(
    qtbot: QtBot, stage: Stage, floor: Floor
) -> None:
    rings(floor)
    floor.talks()
    stage.activateWindow()
    editor = stage.page.customer.card.notes
    editor.text.setFocus()
    qtbot.keyClicks(editor.text, "begun")
    floor.wraps_up()
    assert stage.page.outcome.note.toPlainText() == "begun"
    assert editor.isHidden()
    qtbot.waitUntil(stage.page.outcome.note.hasFocus)
    qtbot.keyClicks(stage.page.outcome.note, " and ended")
    assert floor.journal.kept[f"note:interaction:{CALL}"] == "begun and ended"


def test_the_keyboard_goes_to_the_outcomes(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    stage.activateWindow()
    floor.talks()
    floor.wraps_up()
    qtbot.waitUntil(lambda: stage.page.outcome.isAncestorOf(stage.focusWidget()))


def test_a_wrap_up_that_is_kept_says_so_and_one_that_is_refused_gives_the_note_back(
    qtbot: QtBot, stage: Stage, floor: Floor
) -> None:
    floor.talks()
    floor.wraps_up()
    outcome, said = stage.page.outcome, stage.page.notices.text
    outcome.choose(0)
    outcome.note.setPlainText("typed")
    floor.door.answers[WrapUp] = Refused(errors.HUB_UNREACHABLE, "away", kept=True)
    outcome.book.click()
    qtbot.waitUntil(lambda: "as soon as the hub is back" in said.full_text())
    floor.journal.kept.clear()
    outcome.book.setEnabled(True)
    floor.door.answers[WrapUp] = Refused(errors.WRONG_STATE, "too late")
    outcome.book.click()
    qtbot.waitUntil(lambda: "no longer be done" in said.full_text())
    assert floor.journal.kept[f"note:interaction:{CALL}"] == "typed"


def test_the_time_left_for_after_call_work_is_shown(stage: Stage, floor: Floor) -> None:
    floor.talks()
    floor.wraps_up(since=12_000)
    assert stage.page.outcome._left.full_text() == "0:48 left"


def test_an_agent_who_passed_a_call_on_wraps_it_up(stage: Stage, floor: Floor) -> None:
    floor.change(
        call(floor.now, state="talking", agent_id=10),
        LegRow(id=62, interaction_id=CALL, kind="after_call", track=1, agent_id=ME, started_at=floor.now),
        AgentStateRow(id=ME, presence="ready", status="after_call", since=floor.now, interaction_id=CALL),
    )
    assert stage.page.outcome.isVisible()
    assert stage.page.shown == CALL


# ------------------------------------------------------------------------------------------- the window
def test_a_customer_opened_by_hand_stays_while_others_work(stage: Stage, floor: Floor) -> None:
    stage.page._by_hand = True
    stage.page.customer.card.set_card(customers.thai_card(floor.now))
    before = stage.page.customer.card.customer_id
    floor.change(call(floor.now, state="waiting", agent_id=None))
    assert stage.page.customer.card.customer_id == before


def test_what_others_do_is_gathered(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    heard: list[frozenset[str]] = []
    place = floor.place
    place.rows_changed.connect(heard.append)
    for _ in range(20):
        place.rows_came(frozenset(("interactions",)), False)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [frozenset(("interactions",))])


def test_offline_is_said_at_once_and_ends(stage: Stage) -> None:
    page = stage.page
    page.show_liveness("offline", 3)
    assert page.warning.isVisible()
    assert page.bar.liveness.accessibleDescription().startswith("Offline")
    page.show_liveness("behind", 5)
    assert not page.warning.isVisible()
    assert page.bar.liveness._word.full_text() == "5 s behind"
    page.show_liveness("live", 0)
    assert page.bar.liveness.accessibleDescription().startswith("Live")


def test_queues_show_how_many_wait_and_how_long(stage: Stage) -> None:
    faces = [face for face in stage.page.bar.queues._faces if face.isVisible()]
    assert faces[0].accessibleName() == "Support: 3 waiting, longest 1:35"


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(stage: Stage, floor: Floor) -> None:
    rings(floor)
    floor.talks()
    floor.wraps_up()
    floor.door.answers[ListTickets] = TicketPage(total=0, offset=0, rows=[])
    stage.page.show_tickets()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for kind in kinds
        for widget in stage.findChildren(kind)
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(stage)
    ]  # fmt: skip
    assert nameless == []


def test_everything_is_reached_by_the_tab_key(qtbot: QtBot, stage: Stage, floor: Floor) -> None:
    rings(floor)
    floor.talks()
    at = floor.now
    floor.change(OfferRow(id=77, work_item_id=42, agent_id=ME, offered_at=at, deadline=at + 20_000))
    stage.activateWindow()
    stage.page.focus_work()
    page, seen = stage.page, set[QWidget]()
    for _ in range(80):
        focused = stage.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    (offer,) = page.offers.cards
    wanted: list[QWidget] = [
        page.bar.state,
        page.search,
        page.bar.user,
        page.my_work.view,
        offer.accept,
        offer.decline,
    ]
    wanted += [button for button in page.call_bar.buttons.values() if button.isVisible()]
    wanted += [page.customer.card.notes.text, page.customer.context.list]
    missed = [widget.accessibleName() for widget in wanted if widget not in seen]
    assert missed == []


def test_the_window_fits_1366_by_768(stage: Stage, floor: Floor) -> None:
    rings(floor)
    floor.talks()
    floor.wraps_up()
    stage.page.show_liveness("offline", 1)
    assert stage.minimumSizeHint().width() <= 1366
    assert stage.minimumSizeHint().height() <= 740
    bar = stage.page.call_bar
    floor.talks()
    right = max(b.geometry().right() for b in bar.buttons.values() if b.isVisible())
    assert right <= bar.width()
