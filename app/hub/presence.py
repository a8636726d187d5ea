"""Who is at a desk: a console says so every two seconds. Who is silent for longer than a network's
hiccup is taken off their work, and what they had goes back to its place.
"""

import logging
import threading
import time

from app.core.errors import Refused
from app.protocol.agents import AgentLost, AgentSeen
from app.services.agents.presence import signed_in_agents
from app.services.door import Door

logger = logging.getLogger(__name__)

SILENCE = 8.0
"""Seconds without a sign of life after which an agent is lost. A gap of five throws nobody out."""
LOOK = 0.5
"""Seconds between two looks."""


class Presence:
    """The last sign of life of each agent."""

    def __init__(self, door: Door, silence: float = SILENCE) -> None:
        self._door = door
        self._silence = silence
        self._seen: dict[int, float] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="presence", daemon=True)

    def start(self) -> None:
        """Begin to look. Agents that are signed in get the whole silence to be heard of again."""
        with self._door.record.read() as connection:
            agents = signed_in_agents(self._door.reader(connection))
        now = time.monotonic()
        self._seen = dict.fromkeys(agents, now)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def seen(self, agent_id: int) -> None:
        """A sign of life. The first one after a silence brings the agent back to Not ready."""
        with self._lock:
            known = agent_id in self._seen
            self._seen[agent_id] = time.monotonic()
        if not known:
            self._door.do(AgentSeen(agent_id=agent_id))

    def left(self, agent_id: int) -> None:
        """The agent signed out: nobody to wait for."""
        with self._lock:
            self._seen.pop(agent_id, None)

    def _run(self) -> None:
        while not self._stop.wait(LOOK):
            limit = time.monotonic() - self._silence
            with self._lock:
                lost = [agent_id for agent_id, seen in self._seen.items() if seen < limit]
                for agent_id in lost:
                    del self._seen[agent_id]
            for agent_id in lost:
                self._lose(agent_id)

    def _lose(self, agent_id: int) -> None:
        logger.info("Agent %s was not heard of for %.0f s", agent_id, self._silence)
        try:
            self._door.do(AgentLost(agent_id=agent_id))
        except Refused as refused:
            logger.info("Agent %s could not be signed out (%s); trying again", agent_id, refused.code)
            with self._lock:
                self._seen.setdefault(agent_id, time.monotonic())
