"""What waits and who is free, read in a few statements."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.models.tables import agent_skills, agent_states, agents, offers, queue_skills, work_items
from app.models.unit import Reader
from app.routing.router import Free, Waiting

_WAITING = sa.select(work_items).where(
    work_items.c.state == "waiting", work_items.c.kind == "contact", work_items.c.interaction_id.is_not(None)
)
_FREE = (
    sa.select(agent_states.c.id, agent_states.c.idle_since)
    .join(agents, agents.c.id == agent_states.c.id)
    .where(
        agent_states.c.presence == "ready",
        agent_states.c.status == "idle",
        agent_states.c.phone != "",
        agents.c.active,
    )
)
_OUT = sa.select(offers.c.id, offers.c.deadline).where(offers.c.state == "out").order_by(offers.c.deadline)
_AHEAD = sa.select(work_items.c.interaction_id).where(
    work_items.c.queue_id == sa.bindparam("queue_id"),
    work_items.c.state.in_(("waiting", "offered")),
    work_items.c.kind == "contact",
)


@dataclass(frozen=True)
class Deadline:
    """An offer that is out, and until when (ms)."""

    offer_id: int
    at: int


def what_waits(read: Reader) -> list[Waiting]:
    """Work items that wait, with all the skills they need."""
    items = read.all(_WAITING)
    if not items:
        return []
    needs: dict[int, dict[int, int]] = {}
    for row in read.all(sa.select(queue_skills)):
        needs.setdefault(row["queue_id"], {})[row["skill_id"]] = row["least"]
    return [
        Waiting(
            id=item["id"],
            queue_id=item["queue_id"],
            placed_at=item["placed_at"],
            priority=item["priority"],
            skills={
                **needs.get(item["queue_id"], {}),
                **{int(s): least for s, least in item["skills"].items()},
            },
            preferred_agent_id=item["preferred_agent_id"],
            refused_by=frozenset(int(agent_id) for agent_id in item["refused_by"]),
        )
        for item in items
    ]


def who_is_free(read: Reader) -> list[Free]:
    """Agents who can be offered something now."""
    found = read.all(_FREE)
    if not found:
        return []
    skills: dict[int, dict[int, int]] = {}
    wanted = agent_skills.c.agent_id.in_([row["id"] for row in found])
    for row in read.all(sa.select(agent_skills).where(wanted)):
        skills.setdefault(row["agent_id"], {})[row["skill_id"]] = row["level"]
    return [Free(row["id"], row["idle_since"] or 0, skills.get(row["id"], {})) for row in found]


def offers_out(read: Reader) -> list[Deadline]:
    """Offers that are out, the next to time out first."""
    return [Deadline(row["id"], row["deadline"]) for row in read.all(_OUT)]


def position(read: Reader, interaction_id: int) -> int:
    """Whose turn it is: 1 is next; 0 where the contact does not wait."""
    own = read.one(sa.select(work_items).where(work_items.c.interaction_id == interaction_id))
    if own is None or own["state"] not in ("waiting", "offered") or own["queue_id"] is None:
        return 0
    ahead = _AHEAD.where(
        sa.or_(
            work_items.c.priority > own["priority"],
            sa.and_(work_items.c.priority == own["priority"], work_items.c.placed_at < own["placed_at"]),
        )
    )
    return len(read.all(ahead, queue_id=own["queue_id"])) + 1
