"""What an administrator sets: agents, skills, queues, codes, lines."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from app.models.tables import accounts, agent_skills, queue_skills
from app.protocol import errors
from app.protocol.setup import (
    ListLines,
    SaveAgent,
    SaveDispositionCode,
    SaveLine,
    SaveProduct,
    SaveQueue,
    SaveReasonCode,
    SetAgentSkill,
    SetQueueSkill,
)
from app.services.setup.queues import find_line
from tests.helpers.house import PASSWORD, House, refused


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"login": " "}, errors.BAD_VALUE),
        ({"name": ""}, errors.BAD_VALUE),
        ({"role": "system"}, errors.BAD_VALUE),
        ({"password": ""}, errors.BAD_VALUE),
        ({"password": "short"}, errors.BAD_VALUE),
        ({"id": 7}, errors.NOT_FOUND),
        ({"login": " MEI "}, errors.IN_USE),
    ],
)
def test_agents_that_cannot_be(house: House, values: dict[str, Any], code: str) -> None:
    house.agent("mei")
    before = house.everything()
    agent = SaveAgent(**{"login": "anna", "name": "Anna", "password": PASSWORD, **values})
    assert refused(lambda: house.admin(agent)).code == code
    assert house.everything() == before


def test_an_agent_who_is_changed_keeps_the_password(house: House) -> None:
    mei = house.agent("mei")
    before = house.rows(accounts)
    changed = house.admin(SaveAgent(id=mei.id, login="Mei.Lin", name="Mei Lin", language="th"))
    assert (changed.login, changed.language) == ("mei.lin", "th")
    assert house.rows(accounts) == before


@pytest.mark.parametrize(
    ("command", "table", "whose"),
    [(SetAgentSkill, agent_skills, "agent"), (SetQueueSkill, queue_skills, "queue")],
)
def test_a_skill_is_given_changed_and_taken_away(house: House, command: Any, table: Any, whose: str) -> None:
    target = house.agent("mei").id if whose == "agent" else house.queue()
    level = "level" if whose == "agent" else "least"
    skill = house.skill("Thai")

    def give(value: int, **other: int) -> Any:
        return house.admin(command(**{f"{whose}_id": target, "skill_id": skill, level: value, **other}))

    give(0)
    assert house.rows(table) == []
    given = give(3)
    assert give(5).id == given.id
    assert [getattr(row, level) for row in house.rows(table)] == [5]
    assert getattr(give(0), level) == 0
    assert house.rows(table) == []
    for value in (-1, 6):
        assert refused(partial(give, value)).code == errors.BAD_VALUE
    assert refused(lambda: give(1, skill_id=7)).code == errors.NOT_FOUND
    assert refused(lambda: give(1, **{f"{whose}_id": 7})).code == errors.NOT_FOUND


@pytest.mark.parametrize(
    "values", [{"ring_seconds": 2}, {"ring_seconds": 601}, {"wrap_seconds": -1}, {"name": " "}]
)
def test_queues_that_cannot_be(house: House, values: dict[str, Any]) -> None:
    assert refused(lambda: house.admin(SaveQueue(**{"name": "Service", **values}))).code == errors.BAD_VALUE


def test_codes(house: House) -> None:
    reason = house.admin(SaveReasonCode(name="Lunch", names={"th": "พักกลางวัน"}))
    assert reason.names == {"th": "พักกลางวัน"}
    again = house.admin(SaveReasonCode(id=reason.id, name="Lunch break", active=False))
    assert (again.id, again.active) == (reason.id, False)
    bad = SaveDispositionCode(name="Settled", outcome="perfect")
    assert refused(lambda: house.admin(bad)).code == errors.BAD_VALUE
    nowhere = SaveDispositionCode(name="Settled", queue_id=7)
    assert refused(lambda: house.admin(nowhere)).code == errors.NOT_FOUND
    assert refused(lambda: house.admin(SaveProduct(sku="1", name=" "))).code == errors.BAD_VALUE


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": " "}, errors.BAD_NUMBER),
        ({"queue_id": None}, errors.BAD_VALUE),
        ({"queue_id": 7}, errors.NOT_FOUND),
        ({"flow": "nowhere"}, errors.NOT_FOUND),
        ({"number": "0800 1"}, errors.IN_USE),
    ],
)
def test_lines_that_cannot_be(house: House, values: dict[str, Any], code: str) -> None:
    queue = house.queue()
    house.admin(SaveLine(number="0800 1", queue_id=queue))
    line = SaveLine(**{"number": "0800 2", "queue_id": queue, **values})
    assert refused(lambda: house.admin(line)).code == code


def test_a_called_number_finds_its_line(house: House) -> None:
    queue = house.queue()
    main = house.admin(SaveLine(number="02 2345 6789", queue_id=queue))
    off = house.admin(SaveLine(number="0800 9", queue_id=queue, active=False))

    def found(*called: str) -> int | None:
        with house.record.read() as connection:
            line = find_line(house.door.reader(connection), called)
        return None if line is None else line.id

    assert found("02 2345 6789") == found("+886223456789") == found("nobody", "0223456789") == main.id
    assert found("0800 9") is None, str(off)
    rest = house.admin(SaveLine(number="*", queue_id=queue))
    assert found("0800 9") == found("anything") == rest.id
    assert found("02 2345 6789") == main.id
    assert len(house.ask(ListLines())) == 3
