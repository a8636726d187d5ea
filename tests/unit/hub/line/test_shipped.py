"""The flows that ship with the program, spoken to callers of three languages."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.resources import resource
from app.hub.line import speaker
from app.models.tables import queues, tickets
from app.protocol.setup import SaveLine
from app.services.flows.loading import load_flows, sources_in
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.line_desk import NUMBER, Caller, LineDesk
from tests.helpers.promises import broken_promises


@pytest.fixture
def house_line(line_desk: LineDesk) -> LineDesk:
    """The number is answered by the day's IVR; its queues are there."""
    for name in ("Orders", "Technical", "中文服務", "ภาษาไทย"):
        line_desk.house.queue(name)
    for name in ("English", "Orders", "Technical", "Billing", "Mandarin", "Thai"):
        line_desk.house.skill(name)
    door = line_desk.house.door
    loaded = load_flows(lambda command: door.do(command, ADMINISTRATOR), sources_in(resource("flows")))
    assert [one.file for one in loaded if one.refused] == []
    line_desk.house.admin(SaveLine(number=NUMBER, flow="ivr-day", queue_id=line_desk.service))
    line_desk.control.start()
    return line_desk


def queue_of(desk: LineDesk, name: str) -> int:
    """A queue's id."""
    (row,) = desk.house.rows(queues, name=name)
    return int(row.id)


def heard_out(caller: Caller) -> bool:
    """Hear what is said to its end; whether the caller waits for a person now."""
    caller.listens()
    return bool(caller.row.state == "waiting")


def test_strangers_choose_a_language_and_what_it_is_about(house_line: LineDesk) -> None:
    for key, heard, queue in (
        ("1", "press 0", "Orders"),
        ("2", "請按 1", "中文服務"),
        ("3", "กด 1", "ภาษาไทย"),
    ):
        caller = house_line.call("+4930123456").hears("國語服務請按 2").presses(key).hears(heard)
        assert not [text for text in caller.playing() if text.startswith("For Orders,")], "it is in the text"
        caller.presses("1").until(lambda one=caller: heard_out(one), "to be put through")  # type: ignore[misc]
        caller.waits_in(queue_of(house_line, queue))
    assert broken_promises(house_line.house.record) == []


def test_a_customer_is_spoken_to_in_their_language(house_line: LineDesk) -> None:
    house_line.house.customer("陳美玲", "0912345678", language="zh-TW")
    house_line.call("0912 345 678").hears("您好，歡迎再次致電海港家居。")


def test_a_caller_who_cannot_do_it_has_a_person(house_line: LineDesk, monkeypatch: Any) -> None:
    monkeypatch.setattr(speaker, "DEAF", 0.0)
    caller = house_line.call("+4930123456").hears("國語服務請按 2").presses("1").hears("press 0")
    for _ in range(2):
        caller.presses("9").hears("Sorry, that is not one of the choices.").listens()
    caller.presses("9").until(lambda: heard_out(caller), "a person")
    assert house_line.told("flow_trouble") == []
    assert house_line.house.rows(tickets) == []
