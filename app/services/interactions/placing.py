"""Where a contact goes, by the names people use: queues, skills, agents. For flows and for IVRs."""

from typing import Any

import sqlalchemy as sa

from app.models.tables import agents, queues, skills
from app.models.unit import Reader, Values
from app.services.phone_numbers import read_number


def find_queue(read: Reader, name: str) -> Values | None:
    """The queue that takes contacts, by its name (in any case) or its id."""
    return _named(read.all(sa.select(queues).where(queues.c.active).order_by(queues.c.id)), name, "name")


def some_queue(read: Reader, queue_id: int | None) -> Values | None:
    """This queue, or where it is none that takes contacts, the first that does."""
    queue = read.get(queues, queue_id)
    if queue is not None and queue["active"]:
        return queue
    return read.one(sa.select(queues).where(queues.c.active).order_by(queues.c.id).limit(1))


def find_agent(read: Reader, name: str) -> Values | None:
    """Somebody who works here, by login, id, or their own number however it is written."""
    found = read.all(sa.select(agents).where(agents.c.active).order_by(agents.c.id))
    return _named(found, name, "login") or _by_number(read, found, name)


def find_skills(read: Reader, wanted: dict[str, Any]) -> tuple[dict[str, int], list[str]]:
    """Skill id → least level (1 to 5), as the router wants them; and the names nobody has heard of."""
    known = read.all(sa.select(skills).order_by(skills.c.id))
    found: dict[str, int] = {}
    unknown: list[str] = []
    for name, least in wanted.items():
        skill = _named(known, name, "name")
        if skill is None or not isinstance(least, int | float):
            unknown.append(name)
        elif least >= 1:
            found[str(skill["id"])] = min(int(least), 5)
    return found, unknown


def _by_number(read: Reader, rows: list[Values], number: str) -> Values | None:
    wanted = read_number(number, read.region).normal
    for row in rows:
        if wanted and row["number"] and read_number(row["number"], read.region).normal == wanted:
            return row
    return None


def _named(rows: list[Values], name: str, column: str) -> Values | None:
    wanted = str(name).strip().casefold()
    for row in rows:
        if row[column].strip().casefold() == wanted:
            return row
    return next((row for row in rows if wanted and str(row["id"]) == wanted), None)
