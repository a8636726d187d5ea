"""Where a flow wants its caller: names become ids, and what cannot be found becomes the line's own queue."""

from dataclasses import dataclass

from app.core.errors import Refused
from app.protocol.flow_run import Shown
from app.protocol.interactions import PlaceInQueue
from app.protocol.setup import LineView
from app.services.door import Door
from app.services.interactions.line_calls import read_line_call
from app.services.interactions.placing import find_agent, find_queue, find_skills, some_queue
from app.services.interactions.transfers import dialable
from app.services.setup.queues import find_line


@dataclass(frozen=True)
class Target:
    """What a `transfer` means: another line of the house, an agent, or a number outside."""

    line: LineView | None = None
    agent_id: int | None = None
    number: str = ""


class Places:
    """Looks up places in the record."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def place(self, interaction_id: int, shown: Shown, line: LineView) -> tuple[PlaceInQueue | None, str]:
        """The place a `route` names (none: the line's own queue), and what of it there is not."""
        asked = shown.arguments
        with self._door.record.read() as connection:
            read = self._door.reader(connection)
            queue = find_queue(read, shown.effect) if shown.effect else None
            wrong = []
            if queue is None and shown.node:
                wrong.append(f"there is no queue “{shown.effect}”; the line's own was taken")
            queue = queue or some_queue(read, line.queue_id)
            skills, unknown = find_skills(read, asked.get("skills") or {})
            wrong += [f"there is no skill “{name}”" for name in unknown]
            wanted = asked.get("agent")
            agent = find_agent(read, str(wanted)) if wanted not in (None, "") else None
        if queue is None:
            return None, "; ".join(wrong)
        priority = asked.get("priority")
        place = PlaceInQueue(
            interaction_id=interaction_id,
            queue_id=queue["id"],
            priority=int(priority) if isinstance(priority, int | float) else 0,
            skills=skills,
            preferred_agent_id=agent["id"] if agent else None,
        )
        return place, "; ".join(wrong)

    def line_queue(self, interaction_id: int, line: LineView | None) -> PlaceInQueue | None:
        """The line's own queue, or any; None where there is not one."""
        with self._door.record.read() as connection:
            queue = some_queue(self._door.reader(connection), line.queue_id if line else None)
        return PlaceInQueue(interaction_id=interaction_id, queue_id=queue["id"]) if queue else None

    def to_agent(self, interaction_id: int, agent_id: int, line: LineView) -> PlaceInQueue | None:
        """The line's queue, with this agent preferred."""
        place = self.line_queue(interaction_id, line)
        if place is None:
            return None
        return PlaceInQueue(
            interaction_id=interaction_id, queue_id=place.queue_id, preferred_agent_id=agent_id
        )

    def language(self, interaction_id: int) -> str:
        """The caller's own language; empty where nobody knows it."""
        with self._door.record.read() as connection:
            wanted = read_line_call(self._door.reader(connection), interaction_id)
        return wanted.language if wanted is not None else ""

    def target(self, wanted: str) -> Target:
        """What a number (or an agent's login) stands for."""
        with self._door.record.read() as connection:
            read = self._door.reader(connection)
            line = find_line(read, [wanted])
            if line is not None and line.number != "*":
                return Target(line=line)
            agent = find_agent(read, wanted)
        if agent is not None:
            return Target(agent_id=agent["id"])
        try:
            return Target(number=dialable(wanted))
        except Refused:
            return Target()
