"""The timeline: one list over all channels, live, filtered, older pages as it is scrolled."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.protocol.customers import GetTimeline
from app.protocol.message import Refusal
from app.protocol.views import TimelineEntry, TimelinePage
from app.ui.agent.timeline import Timeline
from app.ui.models.timeline import TimelineModel
from tests.ui import customers
from tests.ui.standin import StandIn


def shown(qtbot: QtBot, port: StandIn) -> Timeline:
    timeline = Timeline(port)
    qtbot.addWidget(timeline)
    timeline.resize(700, 400)
    with qtbot.waitExposed(timeline):
        timeline.show()
    return timeline


def keys(model: TimelineModel) -> list[tuple[str, int]]:
    return [(model.entry(row).kind, model.entry(row).id) for row in range(model.rowCount())]


def test_a_row_says_all_of_it(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    timeline.set_entries(101, customers.timeline(now))
    model = timeline.model
    call = model.texts(1)
    assert call.title == "Incoming call"
    assert call.detail == "Settled · Anna Krüger · Support · 4:12 · #10482"
    assert call.ago == "yesterday"
    assert model.texts(8).detail == "not answered · Support"
    assert model.texts(3).title == "#10482 Router reboots at night"
    assert "發票" in model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_older_entries_come_as_it_is_scrolled(qtbot: QtBot, port: StandIn, now: int) -> None:
    everything = customers.timeline(now, 60)

    def older(query: GetTimeline) -> TimelinePage:
        rest = [entry for entry in everything if entry.at < query.before]
        return TimelinePage(rest[:15], len(rest) > 15)

    port.answers["GetTimeline"] = older
    timeline = shown(qtbot, port)
    timeline.set_entries(101, everything[:20])
    assert port.asked == []
    bar = timeline.list.verticalScrollBar()

    def scrolled_to_the_end() -> bool:
        bar.setValue(bar.maximum())
        return timeline.model.rowCount() == 60

    qtbot.waitUntil(scrolled_to_the_end)
    assert keys(timeline.model) == [(entry.kind, entry.id) for entry in everything]
    assert not timeline.model.canFetchMore()


def test_a_page_that_does_not_come_is_asked_for_again(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    port.answers["GetTimeline"] = Refusal("hub_unreachable", "The hub is away.")
    timeline.set_entries(101, customers.timeline(now))
    timeline.model.fetchMore()
    assert len(port.asked) == 1
    assert timeline.model.canFetchMore()


def test_an_answer_for_another_customer_is_not_shown(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    timeline.set_entries(101, customers.timeline(now))
    timeline.model.fetchMore()
    _query, came, _failed = port.asked[0]
    timeline.set_entries(102, [])
    came(TimelinePage([TimelineEntry(kind="note", id=1, at=1)], False))
    assert timeline.model.rowCount() == 0


def test_a_filter_shows_only_that_channel_and_looks_further_back(
    qtbot: QtBot, port: StandIn, now: int
) -> None:
    timeline = shown(qtbot, port)
    port.answers["GetTimeline"] = TimelinePage(
        [TimelineEntry(kind="fax", id=77, at=now - 9000 * customers.DAY)], False
    )
    timeline.set_entries(101, customers.timeline(now))
    timeline._filters["fax"].click()
    qtbot.waitUntil(lambda: keys(timeline.model) == [("fax", 906), ("fax", 77)])
    timeline._filters["fax"].click()
    assert timeline.model.rowCount() == 21


def test_a_new_entry_comes_in_at_the_top_and_the_place_stays(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    entries = customers.timeline(now)
    timeline.set_entries(101, entries)
    timeline.list.setCurrentIndex(timeline.model.index(1))
    timeline.list.toggle_current()
    note = TimelineEntry(kind="note", id=5, at=now, text="fresh", agent_id=7)
    timeline.set_entries(101, [note, *entries[:19]])
    assert keys(timeline.model)[:2] == [("note", 5), ("note", 901)]
    assert timeline.current_entry() == entries[1]
    assert timeline.model.is_expanded(2)
    assert timeline.model.rowCount() == 21, "the one that fell out of the card's twenty is still there"


def test_a_struck_out_note_goes(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    entries = customers.timeline(now)
    timeline.set_entries(101, entries)
    timeline.set_entries(101, entries[1:])
    assert ("note", 901) not in keys(timeline.model)


def test_keys_open_edit_and_strike_out(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    timeline.set_entries(101, customers.timeline(now))
    timeline.list.setCurrentIndex(timeline.model.index(0))
    with qtbot.waitSignal(timeline.edit_note_wanted) as wanted:
        qtbot.keyClick(timeline.list, Qt.Key.Key_F2)
    assert wanted.args[0].id == 901
    with qtbot.waitSignal(timeline.strike_note_wanted):
        qtbot.keyClick(timeline.list, Qt.Key.Key_Delete)
    timeline.list.setCurrentIndex(timeline.model.index(1))
    high = timeline.list.visualRect(timeline.model.index(1)).height()
    qtbot.keyClick(timeline.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: timeline.list.visualRect(timeline.model.index(1)).height() > high)
    with qtbot.assertNotEmitted(timeline.edit_note_wanted):
        qtbot.keyClick(timeline.list, Qt.Key.Key_F2)  # not a note, and not one's own


def test_time_goes_on(qtbot: QtBot, port: StandIn, now: int) -> None:
    model = TimelineModel(port)
    model.set_entries(1, [TimelineEntry(kind="note", id=1, at=now)])
    assert model.texts(0).ago == "just now"
    model.texts(0).ago = "as it was"
    with qtbot.waitSignal(model.dataChanged):
        model.refresh_times()
    assert model.texts(0).ago == "just now"


entries = st.builds(
    TimelineEntry,
    kind=st.sampled_from(["call", "note", "ticket"]),
    id=st.integers(1, 6),
    at=st.integers(0, 30),
)
cards = st.lists(entries, max_size=8, unique_by=lambda entry: (entry.kind, entry.id))


@settings(max_examples=60)
@given(st.lists(cards, min_size=1, max_size=4), st.sampled_from([(), ("note",), ("call", "ticket")]))
def test_whatever_comes_the_rows_are_the_newest_and_in_order(
    rounds: list[list[TimelineEntry]], channels: tuple[str, ...]
) -> None:
    model = TimelineModel(StandIn())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_channels(channels)
    for card in rounds:
        newest = sorted(card, key=lambda entry: (-entry.at, -entry.id))
        model.set_entries(1, newest)
        got = [model.entry(row) for row in range(model.rowCount())]
        assert got == sorted(got, key=lambda entry: (-entry.at, -entry.id))
        assert len(set(keys(model))) == len(got)
        wanted = [entry for entry in newest if not channels or entry.kind in channels]
        assert got[: len(wanted)] == wanted


def test_every_row_can_be_painted_open_and_closed(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    timeline.set_entries(101, customers.timeline(now))
    for row in range(9):
        timeline.model.toggle(row)
        timeline.list.scrollTo(timeline.model.index(row))
        assert not timeline.list.grab().isNull()


def test_a_text_of_a_megabyte_does_not_hold_the_window_up(qtbot: QtBot, port: StandIn, now: int) -> None:
    timeline = shown(qtbot, port)
    log = "\n".join(f"line {n} of a log that somebody pasted, 記錄 บันทึก" for n in range(20_000))
    timeline.set_entries(101, [TimelineEntry(kind="note", id=1, at=now, text=log)])
    timeline.list.setCurrentIndex(timeline.model.index(0))
    timeline.list.toggle_current()
    qtbot.waitUntil(lambda: timeline.list.visualRect(timeline.model.index(0)).height() > 5_000)
    assert timeline.list.visualRect(timeline.model.index(0)).height() < 10_000
    assert not timeline.list.grab().isNull()
