"""The router's worker: looks whenever the log says that something waits or somebody became free."""

import logging
from typing import Any

from app.core.errors import Refused
from app.hub.worker import Worker
from app.models.tables import agent_skills, agent_states, offers, queue_skills, work_items
from app.protocol.interactions import MakeOffer, OfferTimedOut, WrapUpExpired
from app.protocol.message import Command
from app.routing.router import route
from app.services.door import Door
from app.services.interactions.after_call import expired_after_call
from app.services.queues.waiting import offers_out, what_waits, who_is_free

logger = logging.getLogger(__name__)

LOOK_AGAIN = 1.0
"""Seconds after which it looks without being told: waiting changes what is right (preferred agents)."""
SHORTEST_NAP = 0.02

_WATCHED = frozenset(table.name for table in (agent_states, agent_skills, work_items, offers, queue_skills))


class RouterWorker(Worker):
    """Turns the pure router's decisions into commands, and keeps the deadlines of offers and wrap-up."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "router", _WATCHED)

    def look(self) -> float:
        """Make the offers that are due and end those that are over; seconds until the next deadline."""
        with self._door.record.read() as connection:
            read = self._door.reader(connection)
            waiting = what_waits(read)
            free = who_is_free(read) if waiting else []
            deadlines = offers_out(read)
            overdue = expired_after_call(read)
        now = self._door.clock.now()
        for deadline in deadlines:
            if deadline.at <= now:
                self._try(OfferTimedOut(offer_id=deadline.offer_id))
        for interaction_id in overdue:
            self._try(WrapUpExpired(interaction_id=interaction_id))
        for placement in route(waiting, free, now):
            self._try(
                MakeOffer(
                    work_item_id=placement.work_item_id,
                    agent_id=placement.agent_id,
                    reasons=list(placement.reasons),
                )
            )
        ahead = [deadline.at - now for deadline in deadlines if deadline.at > now]
        return max(SHORTEST_NAP, min([LOOK_AGAIN, *(ms / 1000 for ms in ahead)]))

    def _try(self, command: Command[Any]) -> None:
        try:
            self._door.do(command)
        except Refused as refused:  # the caller hung up, the agent went: the next look sees it
            logger.debug("%s: %s", type(command).__name__, refused.text)
