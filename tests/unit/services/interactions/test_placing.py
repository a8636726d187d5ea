"""Names people use for queues, skills and agents."""

from __future__ import annotations

import pytest

from app.protocol.setup import SaveAgent, SaveQueue
from app.services.interactions.placing import find_agent, find_queue, find_skills, some_queue
from tests.helpers.house import House


def test_a_queue_by_its_name_in_any_case_or_its_id(house: House) -> None:
    service, closed = house.queue("Service"), house.queue("Closed")
    house.admin(SaveQueue(id=closed, name="Closed", active=False))
    with house.record.read() as connection:
        read = house.door.reader(connection)
        for name in ("Service", " service ", str(service)):
            found = find_queue(read, name)
            assert found is not None
            assert found["id"] == service
        for name in ("Closed", str(closed), "", "Servic"):
            assert find_queue(read, name) is None
        for queue_id in (service, closed, None, 17):
            found = some_queue(read, queue_id)
            assert found is not None
            assert found["id"] == service


def test_skills_by_name_as_the_router_wants_them(house: House) -> None:
    english = house.skill("English")
    wanted = {"english": 2, "Thai": 1, "English ": 9, str(english): 0, "Law": "x"}
    with house.record.read() as connection:
        found, unknown = find_skills(house.door.reader(connection), wanted)
    assert found == {str(english): 5}
    assert unknown == ["Thai", "Law"]


@pytest.mark.parametrize("name", ["mei", "MEI", "02 2345 6789", "+886223456789"])
def test_an_agent_by_login_or_own_number(house: House, name: str) -> None:
    mei = house.agent("mei")
    house.admin(SaveAgent(id=mei.id, login="mei", name="Mei", number="02-2345-6789"))
    with house.record.read() as connection:
        found = find_agent(house.door.reader(connection), name)
    assert found is not None
    assert found["id"] == mei.id


def test_nobody_has_no_number(house: House) -> None:
    house.agent("mei")
    with house.record.read() as connection:
        for name in ("", "anonymous", "0912345678", "anna"):
            assert find_agent(house.door.reader(connection), name) is None
