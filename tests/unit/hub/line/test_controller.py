"""What the telephone did is recorded also where the record was away when it happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Refused
from app.core.settings import LineSettings
from app.hub.line.audio import Announcer
from app.hub.line.controller import LineController
from app.models.tables import interactions
from app.protocol import errors
from app.protocol import interactions as i
from app.protocol.events import Notice
from app.protocol.setup import SaveLine
from app.telephony.fakes import FakeLine
from app.telephony.speech import Prompts
from tests.helpers.house import Agent, House
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until


class Desk:
    """A house with a line, an agent and a door that can be shut."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.line = FakeLine()
        self.notices: list[Notice] = []
        announcer = Announcer(self.line, Prompts(folder))
        self.control = LineController(house.door, self.line, announcer, self.notices.append, LineSettings())
        house.admin(SaveLine(number="0800", queue_id=house.queue()))
        self.mei: Agent = house.agent("mei").ready()
        self.away = ""
        self._do, self._record = house.door.do, house.door.record
        house.door.do = self.do  # type: ignore[method-assign]
        self.control.start()

    def do(self, command: Any, *more: Any, **named: Any) -> Any:
        if self.away and type(command).__name__ not in ("EndCall", "HoldCall"):
            raise Refused(self.away, "The record takes nothing.")
        return self._do(command, *more, **named)

    def talk(self) -> tuple[str, int]:
        """A call that mei has; its key at the line and its interaction."""
        key = self.line.arrive(number="0912345678", dialled="0800")
        until(lambda: [r for r in self.rows() if r.state == "waiting"], "the caller to wait")
        call = self.rows()[-1].id
        offer = self.house.do(i.MakeOffer(work_item_id=self.house.item_of(call).id, agent_id=self.mei.id))
        self.mei.do(i.AcceptOffer(offer_id=offer.id))
        until(lambda: self.answered(key, call), "them to talk")
        return key, call

    def answered(self, key: str, call: int) -> bool:
        """Have the agent's phone answer, once it is called; whether they talk."""
        self.line.party_answers(key, f"agent-{self.mei.id}")
        return bool(self.house.interaction(call).state == "talking")

    def rows(self) -> list[Any]:
        return self.house.rows(interactions)


@pytest.fixture
def desk(sqlite_house: House, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(sqlite_house, tmp_path)
    yield made
    made.control.stop(keep_calls=False)


@pytest.mark.parametrize("code", [errors.DISK_FULL, errors.DATABASE_BUSY, errors.DATABASE_GONE])
def test_a_caller_who_hangs_up_while_the_record_is_away(desk: Desk, code: str) -> None:
    key, call = desk.talk()
    desk.away = code
    desk.line.caller_hangs_up(key)
    until(lambda: desk.control._reports.waiting, "the end to be kept")
    assert desk.house.interaction(call).state == "talking"
    desk.away = ""
    until(lambda: desk.house.interaction(call).state == "after_call", "the end to be recorded")
    assert desk.mei.state.status == "after_call"
    assert desk.house.interaction(call).ended_by == "caller"
    assert broken_promises(desk.house.record) == []


def test_a_caller_who_comes_while_the_record_is_away_is_sent_elsewhere(desk: Desk, expected_log: Any) -> None:
    expected_log("The line could not record something")
    desk.away = errors.DISK_FULL
    key = desk.line.arrive(number="0912345678", dialled="0800")
    until(lambda: key not in desk.line.calls(), "the caller to be turned away")
    desk.away = ""
    assert desk.rows() == []
