"""A desk with rows as a centre has them: for the tests of the window and for its screenshots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from app.client.phone import PhoneState, Third
from app.client.store import Store
from app.core.errors import Refused
from app.protocol.events import Change, Event, Pop, Snapshot
from app.protocol.flows import ListRuns
from app.protocol.message import Command, Query
from app.protocol.rows import (
    AgentRow,
    AgentStateRow,
    DispositionCodeRow,
    InteractionRow,
    LegRow,
    OfferRow,
    QueueRow,
    ReasonCodeRow,
    Row,
    TicketRow,
    WorkItemRow,
)
from app.ui.actions import Actions
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.ops import Ops
from app.ui.theme import Theme
from app.ui.workplace import Workplace

ME = 7
CALL = 7001
"""The interaction of the pops in `customers`."""
MINUTE = 60_000


class FakePhone:
    """A phone that writes down what it is told."""

    def __init__(self) -> None:
        self.state = PhoneState("ready", "", "sip:201@127.0.0.1:5070")
        self.muted = False
        self.ringing = False
        self.third: Third = ""
        self.told: list[tuple[Any, ...]] = []

    def expect(self, offer_id: int) -> None:
        self.told.append(("expect", offer_id))

    def answer(self) -> None:
        self.told.append(("answer",))

    def decline(self) -> None:
        self.told.append(("decline",))

    def hang_up(self, interaction_id: int | None = None) -> None:
        self.told.append(("hang_up", interaction_id))

    def dial(self, target: str) -> None:
        self.told.append(("dial", target))

    def transfer(self, target: str) -> None:
        self.told.append(("transfer", target))

    def consult(self, target: str) -> None:
        self.told.append(("consult", target))

    def complete_transfer(self) -> None:
        self.told.append(("complete",))

    def conference(self) -> None:
        self.told.append(("conference",))

    def retrieve(self) -> None:
        self.told.append(("retrieve",))

    def ring(self, on: bool) -> None:
        self.told.append(("ring", on))

    def mute(self, on: bool) -> None:
        self.muted = on
        self.told.append(("mute", on))

    def hold(self, on: bool) -> None:
        self.told.append(("hold", on))

    def dtmf(self, digits: str) -> None:
        self.told.append(("dtmf", digits))

    def ask_devices(self) -> None:
        self.told.append(("ask_devices",))

    def use_devices(self, capture: int, playback: int) -> None:
        self.told.append(("use", capture, playback))

    def watch_levels(self, on: bool) -> None:
        self.told.append(("levels", on))

    def echo_test(self, seconds: float) -> None:
        self.told.append(("echo", seconds))

    def ask_quality(self) -> None:
        self.told.append(("quality",))

    def close(self) -> None:
        self.told.append(("close",))


@dataclass
class FakeJournal:
    """Drafts in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.kept.get(key, "")

    def draft(self, key: str, text: str) -> None:
        if text:
            self.kept[key] = text
        else:
            self.kept.pop(key, None)


@dataclass
class FakeDoor:
    """Answers at once with what `answers` says for a type of message; writes down what was sent."""

    sent: list[Any] = field(default_factory=list)
    answers: dict[type, Any] = field(default_factory=dict)

    def ask(self, query: Query[Any]) -> Any:
        return self._answer(query)

    def submit(
        self,
        command: Command[Any],
        on_done: Callable[[Any], None] = lambda answer: None,
        on_refused: Callable[[Refused], None] = lambda refused: None,
        *,
        draft_key: str = "",
    ) -> str:
        try:
            on_done(self._answer(command))
        except Refused as refused:
            on_refused(refused)
        return "id"

    def _answer(self, message: Any) -> Any:
        self.sent.append(message)
        answer = self.answers.get(type(message))
        if isinstance(answer, Refused):
            raise answer
        return answer(message) if callable(answer) else answer


class Floor:
    """The rows of a centre, a store that holds them, and a workplace on it."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.store = Store()
        self.store.load(snapshot(now))
        self.door = FakeDoor(answers={ListRuns: lambda query: []})
        self.journal = FakeJournal()
        self.phone = FakePhone()
        self._number = 100

    def workplace(self, window: QWidget, theme: Theme, settings: Path) -> Workplace:
        """What a panel is given."""
        bridge = Bridge(window)
        notices = Notices(window)
        ops = Ops(bridge, notices, window)
        ops.use(self.door)
        self.place = Workplace(
            rows=self.store,
            drafts=self.journal,
            bridge=bridge,
            ops=ops,
            notices=notices,
            theme=theme,
            actions=Actions(window),
            settings=QSettings(str(settings), QSettings.Format.IniFormat),
            phone=self.phone,
            now=lambda: self.now,
            parent=window,
        )
        return self.place

    def change(self, *rows: Row, pop: Pop | None = None) -> None:
        """These rows are so now; the window hears of it as it would from the stream."""
        self._number += 1
        changes = [Change(table=_table(row), id=row.id, op="update", row={**_plain(row)}) for row in rows]
        event = Event(number=self._number, at=self.now, command="Test", changes=changes, pop=pop)
        self.store.apply(event)
        tables = frozenset(change.table for change in changes)
        self.place.rows_came(tables | {"pops"} if pop else tables)

    # ----------------------------------------------------------------- situations
    def rings(self, pop: Pop, **more: Any) -> None:
        """A call is offered to me."""
        at = self.now - 3_000
        pop = msgspec.structs.replace(pop, interaction_id=CALL)
        self.change(
            call(self.now, state="offered", agent_id=None, answered_at=None, **more),
            WorkItemRow(id=41, interaction_id=CALL, queue_id=3, state="offered", placed_at=self.now - 41_000),
            OfferRow(
                id=pop.offer_id, work_item_id=41, interaction_id=CALL, agent_id=ME, offered_at=at,
                deadline=at + 20_000, reasons=[{"code": "skill", "skill": "Mandarin", "level": 4}],
            ),
            AgentStateRow(id=ME, presence="ready", status="reserved", since=at, interaction_id=CALL),
            pop=pop,
        )  # fmt: skip

    def talks(self, state: str = "talking", status: str = "talking", **mine: Any) -> None:
        """The call is with me now."""
        offers = self.store.my_offers()
        ended = [OfferRow(**{**_plain(o), "state": "accepted", "ended_at": self.now}) for o in offers]
        began = self.now - 134_000
        self.change(
            call(self.now, state=state, agent_id=ME, answered_at=began),
            LegRow(id=61, interaction_id=CALL, kind="talk", agent_id=ME, started_at=began),
            AgentStateRow(
                id=ME,
                **{"presence": "ready", "status": status, "since": began, "interaction_id": CALL, **mine},
            ),
            *ended,
        )

    def wraps_up(self, since: int = 12_000) -> None:
        """The caller is gone, after-call work."""
        ended = self.now - since
        self.change(
            call(self.now, state="after_call", agent_id=ME, answered_at=ended - 134_000, ended_at=ended),
            LegRow(
                id=61,
                interaction_id=CALL,
                kind="talk",
                agent_id=ME,
                started_at=ended - 134_000,
                ended_at=ended,
            ),
            LegRow(id=62, interaction_id=CALL, kind="after_call", track=1, agent_id=ME, started_at=ended),
            AgentStateRow(id=ME, presence="ready", status="after_call", since=ended, interaction_id=CALL),
        )


def call(now: int, **more: Any) -> InteractionRow:
    """The call of these tests."""
    values: dict[str, Any] = {
        "id": CALL, "state": "talking", "customer_id": 101, "matched_by": "phone", "queue_id": 3,
        "agent_id": ME,
        "ani": "+886912345678", "ani_raw": "0912345678", "dnis": "0800080080", "started_at": now - 180_000,
        "answered_at": now - 134_000, **more,
    }  # fmt: skip
    return InteractionRow(**values)


OUTCOMES = (
    (5, "Settled", "已解決", "เสร็จสิ้น"),
    (6, "Call back", "需回電", "โทรกลับ"),
    (8, "Ticket opened", "已開案", "เปิดเรื่องแล้ว"),
    (9, "Passed on", "已轉接", "ส่งต่อแล้ว"),
    (11, "Wrong number", "打錯電話", "โทรผิด"),
    (12, "Complaint", "客訴", "ร้องเรียน"),
)


def snapshot(now: int, *, work: bool = True) -> Snapshot:
    """A centre in the middle of its day."""
    names = ("林怡君", "Somchai Wongsawat", "Anna Keller", "陳志豪", "Pim Srisai", "James O'Neill", "張雅婷")
    agents = [AgentRow(id=ME, login="lin", name="李美玲", number="201")]
    agents += [
        AgentRow(id=10 + place, login=f"agent{place}", name=name, number=str(202 + place))
        for place, name in enumerate(names)
    ]
    words = (("ready", "idle"), ("ready", "talking"), ("not_ready", "idle"), ("ready", "after_call"),
             ("ready", "idle"), ("logged_out", "idle"), ("ready", "hold"))  # fmt: skip
    states = [AgentStateRow(id=ME, presence="not_ready", status="idle", reason_id=1, since=now - 4 * MINUTE)]
    states += [
        AgentStateRow(
            id=10 + place, presence=presence, status=status, since=now - place * MINUTE,
            reason_id=2 if presence == "not_ready" else None,
        )
        for place, (presence, status) in enumerate(words)
    ]  # fmt: skip
    queues = [
        QueueRow(id=3, name="Support", ring_seconds=20, wrap_seconds=60),
        QueueRow(id=4, name="Billing"),
        QueueRow(id=5, name="Sales"),
        QueueRow(id=6, name="ภาษาไทย"),
    ]
    waits = [
        WorkItemRow(id=20 + place, interaction_id=300 + place, queue_id=queue, placed_at=now - waited * 1000)
        for place, (queue, waited) in enumerate(((3, 95), (3, 62), (3, 14), (4, 31)))
    ]
    waiting = [
        InteractionRow(id=300 + place, state="waiting", queue_id=item.queue_id, started_at=item.placed_at)
        for place, item in enumerate(waits)
    ]
    tickets = [
        TicketRow(id=501, number=10482, customer_id=101, subject="Router reboots at night", agent_id=ME,
                  priority="high", updated_at=now - 60 * MINUTE),
        TicketRow(id=502, number=10455, customer_id=101, subject="發票地址更正", agent_id=ME, state="pending",
                  updated_at=now - 200 * MINUTE),
        TicketRow(id=503, number=10391, customer_id=102, subject="ขอเปลี่ยนแพ็กเกจอินเทอร์เน็ต", agent_id=ME,
                  updated_at=now - 900 * MINUTE),
    ]  # fmt: skip
    return Snapshot(
        number=100, at=now, me=ME, region="TW", agents=agents, agent_states=states, queues=queues,
        reason_codes=[
            ReasonCodeRow(id=1, name="Break", names={"zh_TW": "休息", "th": "พัก"}, position=1),
            ReasonCodeRow(id=2, name="Lunch", names={"zh_TW": "午餐", "th": "พักกลางวัน"}, position=2),
            ReasonCodeRow(id=3, name="Training", names={"zh_TW": "教育訓練", "th": "อบรม"}, position=3),
            ReasonCodeRow(id=4, name="Team meeting", names={"zh_TW": "會議", "th": "ประชุม"}, position=4),
        ],
        disposition_codes=[
            DispositionCodeRow(id=id, name=name, names={"zh_TW": chinese, "th": thai}, position=id)
            for id, name, chinese, thai in OUTCOMES
        ],
        interactions=waiting, work_items=waits, tickets=tickets if work else [],
    )  # fmt: skip


_TABLES: dict[type[Row], str] = {
    InteractionRow: "interactions",
    WorkItemRow: "work_items",
    OfferRow: "offers",
    AgentStateRow: "agent_states",
    LegRow: "legs",
    TicketRow: "tickets",
    QueueRow: "queues",
}


def _table(row: Row) -> str:
    return _TABLES[type(row)]


def _plain(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}
