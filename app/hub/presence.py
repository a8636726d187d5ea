"""Who is at a desk: a console says so every two seconds. Who is silent for longer than a network's
hiccup is taken off their work, and what they had goes back to its place.
"""

import logging
import math
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
        self._turn = threading.Lock()
        """One coming or going at a time, so that their commands follow the order in which they were seen."""
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
            if agent_id in self._seen:
                self._seen[agent_id] = time.monotonic()
                return
        with self._turn:
            self._door.do(AgentSeen(agent_id=agent_id))
            with self._lock:  # only now: where the record is away, the next sign of life tries again
                self._seen[agent_id] = time.monotonic()

    def left(self, agent_id: int) -> None:
        """The agent signed out: nobody to wait for."""
        with self._lock:
            self._seen.pop(agent_id, None)

    def _run(self) -> None:
        while not self._stop.wait(LOOK):
            with self._lock:
                silent = [agent_id for agent_id in self._seen if self._is_silent(agent_id)]
            for agent_id in silent:
                self._lose(agent_id)

    def _is_silent(self, agent_id: int) -> bool:
        return self._seen.get(agent_id, math.inf) < time.monotonic() - self._silence

    def _lose(self, agent_id: int) -> None:
        with self._turn:
            with self._lock:
                if not self._is_silent(agent_id):
                    return  # heard of, or gone, while another was being lost
                del self._seen[agent_id]
            logger.info("Agent %s was not heard of for %.0f s", agent_id, self._silence)
            try:
                self._door.do(AgentLost(agent_id=agent_id))
            except Exception as error:
                if not isinstance(error, Refused):
                    logger.exception("Agent %s could not be signed out; trying again", agent_id)
                with self._lock:
                    self._seen.setdefault(agent_id, -math.inf)
