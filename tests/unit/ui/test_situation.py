"""What the rows mean for the one who sits here."""

from __future__ import annotations

import pytest

from app.client.store import Store
from app.protocol.events import Change, Event, Snapshot
from app.protocol.rows import (
    AgentRow,
    AgentStateRow,
    InteractionRow,
    QueueRow,
    ReasonCodeRow,
    WorkItemRow,
)
from app.ui import situation
from app.ui.session import concerns

NOW = 1_700_000_000_000
ME = 1


def store(*, state: AgentStateRow, interactions: list[InteractionRow] | None = None) -> Store:
    made = Store()
    made.load(
        Snapshot(
            number=1,
            at=NOW,
            me=ME,
            agents=[AgentRow(id=ME, name="Me"), AgentRow(id=2, name="Ann")],
            agent_states=[state, AgentStateRow(id=2, presence="ready")],
            queues=[
                QueueRow(id=5, name="B"),
                QueueRow(id=6, name="A"),
                QueueRow(id=7, name="C", active=False),
            ],
            interactions=interactions or [],
            work_items=[
                WorkItemRow(id=1, interaction_id=11, queue_id=5, placed_at=NOW - 30_000),
                WorkItemRow(id=3, interaction_id=13, queue_id=6, kind="consult", state="offered"),
                WorkItemRow(id=2, interaction_id=12, queue_id=5, placed_at=NOW - 90_000, state="offered"),
            ],
        )
    )
    return made


@pytest.mark.parametrize(
    ("presence", "status", "word", "following"),
    [
        ("ready", "idle", "ready", ""),
        ("not_ready", "idle", "not_ready", ""),
        ("ready", "talking", "talking", ""),
        ("not_ready", "talking", "talking", "not_ready"),
        ("not_ready", "after_call", "after_call", "not_ready"),
        ("not_ready", "not_responding", "not_responding", ""),
        ("logged_out", "idle", "logged_out", ""),
    ],
)
def test_my_state(presence: str, status: str, word: str, following: str) -> None:
    mine = situation.my_state(store(state=AgentStateRow(id=ME, presence=presence, status=status)))
    assert (mine.word, mine.next_presence) == (word, following)


def test_without_rows_nobody_is_signed_in() -> None:
    assert situation.my_state(Store()).word == "logged_out"


@pytest.mark.parametrize(
    ("agent", "state", "status", "on_it", "part"),
    [
        (ME, "talking", "talking", True, "talking"),
        (ME, "after_call", "after_call", True, "after_call"),
        (2, "talking", "after_call", True, "after_call"),  # passed on, mine to wrap up
        (2, "consulting", "talking", True, "consulted"),
        (2, "talking", "idle", False, ""),
        (None, "waiting", "idle", False, ""),
    ],
)
def test_my_part(agent: int | None, state: str, status: str, on_it: bool, part: str) -> None:
    row = InteractionRow(id=11, state=state, agent_id=agent)
    mine = AgentStateRow(id=ME, presence="ready", status=status, interaction_id=11 if on_it else None)
    assert situation.my_part(store(state=mine, interactions=[row]), row) == part


def test_queues_count_what_waits_and_what_rings() -> None:
    figures = situation.queue_figures(store(state=AgentStateRow(id=ME)), NOW)
    assert [(f.queue.name, f.waiting, f.longest) for f in figures] == [("A", 0, 0), ("B", 2, 90)]


def test_a_code_is_named_in_the_language_of_the_window() -> None:
    row = ReasonCodeRow(id=1, name="Break", names={"zh-TW": "休息", "th": "พัก"})
    assert situation.code_name(row, "zh_TW") == "休息"
    assert situation.code_name(row, "th") == "พัก"
    assert situation.code_name(row, "en") == "Break"
    assert situation.code_name(None, "en") == ""


def test_what_is_my_own_affair() -> None:
    def event(table: str, id: int, **row: object) -> Event:
        return Event(
            number=1, at=NOW, command="X", changes=[Change(table=table, id=id, op="update", row=row)]
        )

    assert concerns(event("agent_states", ME), ME)
    assert not concerns(event("agent_states", 2), ME)
    assert concerns(event("interactions", 9, agent_id=ME), ME)
    assert not concerns(event("interactions", 9, agent_id=2), ME)
    assert not concerns(event("work_items", 9), ME)
    assert concerns(event("queues", 9), ME)
    gone = Change(table="interactions", id=9, op="update", row={"agent_id": 2}, old={"agent_id": ME})
    assert concerns(Event(number=1, at=NOW, command="X", changes=[gone]), ME)
