"""The router: (waiting, free agents, rules, now) → offers with their reasons. Pure.

Items are served by priority, then by place (first come, first served). An item goes to the free agent
who has every required skill at the least level, and among those to the preferred one, else to the one
who has been idle longest. Who declined an item or let it time out is asked again only when nobody
else could be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PREFERRED_WAIT_MS = 15_000
"""How long an item waits for its preferred agent alone (ms)."""


@dataclass(frozen=True)
class Waiting:
    """A work item that waits. `skills`: skill id → least level, its own and its queue's."""

    id: int
    queue_id: int
    placed_at: int
    priority: int = 0
    skills: Mapping[int, int] = field(default_factory=dict)
    preferred_agent_id: int | None = None
    refused_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Free:
    """An agent who is Ready and has nothing. `skills`: skill id → level."""

    id: int
    idle_since: int
    skills: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Placement:
    """The decision: this item before this agent, for these reasons (code and values)."""

    work_item_id: int
    agent_id: int
    reasons: tuple[dict[str, Any], ...]


def route(waiting: Iterable[Waiting], free: Sequence[Free], now: int) -> list[Placement]:
    """Offers to be made now; each item and each agent at most once."""
    left = {agent.id: agent for agent in free}
    placements: list[Placement] = []
    for item in sorted(waiting, key=_turn):
        if not left:
            break
        able = [agent for agent in left.values() if _able(item, agent)]
        agent = _choose(item, able, now)
        if agent is not None:
            reasons = _reasons(item, agent, _fresh(item, able), now)
            placements.append(Placement(item.id, agent.id, tuple(reasons)))
            del left[agent.id]
    return placements


def _turn(item: Waiting) -> tuple[int, int, int]:
    return -item.priority, item.placed_at, item.id


def _able(item: Waiting, agent: Free) -> bool:
    return all(agent.skills.get(skill, 0) >= least for skill, least in item.skills.items())


def _choose(item: Waiting, able: Sequence[Free], now: int) -> Free | None:
    if item.preferred_agent_id is not None and item.preferred_agent_id not in item.refused_by:
        preferred = [agent for agent in able if agent.id == item.preferred_agent_id]
        if preferred or now - item.placed_at < PREFERRED_WAIT_MS:
            return preferred[0] if preferred else None
    return min(_fresh(item, able), key=lambda agent: (agent.idle_since, agent.id), default=None)


def _fresh(item: Waiting, able: Sequence[Free]) -> Sequence[Free]:
    """Those who have not refused it; all where everybody has."""
    return [agent for agent in able if agent.id not in item.refused_by] or able


def _reasons(item: Waiting, agent: Free, able: Sequence[Free], now: int) -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = []
    if agent.id == item.preferred_agent_id:
        reasons.append({"code": "preferred"})
    for skill, least in sorted(item.skills.items()):
        level = agent.skills.get(skill, 0)
        reasons.append({"code": "skill", "skill_id": skill, "level": level, "least": least})
    if len(able) == 1:
        reasons.append({"code": "only_one"})
    elif agent.id != item.preferred_agent_id:
        idle = max(0, now - agent.idle_since) // 1000
        reasons.append({"code": "longest_idle", "seconds": idle, "of": len(able)})
    reasons.append({"code": "waited", "seconds": max(0, now - item.placed_at) // 1000})
    return reasons
