"""A call as the line has to make it: who should hear whom, read from the record.

The line's worker compares this with what the line does and commands the difference, so that it does
not matter whether the hub was restarted in between.
"""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from app.models.tables import agent_states, customers, interactions, legs, offers
from app.models.unit import Reader, Values
from app.protocol.states import DIRECT_CALL, IVR_CALL

Mode = Literal["greeting", "queue", "connecting", "talk", "hold", "consult", "conference", "outside", "over"]

_MODES: dict[str, Mode] = {
    "greeting": "greeting",
    "waiting": "queue",
    "offered": "queue",
    "connecting": "connecting",
    "talking": "talk",
    "held": "hold",
    "consulting": "consult",
    "conference": "conference",
    "transferred": "outside",
}

_OPEN = sa.select(interactions.c.id, interactions.c.call_key).where(
    interactions.c.channel == "call",
    interactions.c.ended_at.is_(None),
    interactions.c.closed_at.is_(None),
    interactions.c.call_key != "",
    sa.not_(interactions.c.call_key.startswith(DIRECT_CALL)),
    sa.not_(interactions.c.call_key.startswith(IVR_CALL)),
)
_LEGS = (
    sa.select(legs).where(legs.c.interaction_id == sa.bindparam("interaction_id")).order_by(legs.c.id.desc())
)


@dataclass(frozen=True)
class Party:
    """Somebody the line should have on the call. `phone` is where an agent's phone is (empty: nowhere)."""

    agent_id: int | None = None
    number: str = ""
    phone: str = ""

    @property
    def leg(self) -> str:
        """The line's name for this party's leg: says who it is, also to a hub that was restarted."""
        return f"agent-{self.agent_id}" if self.agent_id is not None else f"number-{self.number}"


@dataclass(frozen=True)
class LineCall:
    """How a call should be."""

    interaction_id: int
    call_key: str
    mode: Mode
    agent: Party | None = None
    third: Party | None = None
    offer_id: int = 0
    """The accepted offer the agent's phone is told of."""
    lost: bool = False
    """The caller waits because an agent vanished, and should be told so."""
    language: str = ""


def read_line_call(read: Reader, interaction_id: int) -> LineCall | None:
    """How this call should be; None where it is no call of the line."""
    row = read.get(interactions, interaction_id)
    if row is None or not row["call_key"] or row["call_key"].startswith((DIRECT_CALL, IVR_CALL)):
        return None
    mode: Mode = "over" if row["ended_at"] is not None else _MODES.get(row["state"], "over")
    its_legs = read.all(_LEGS, interaction_id=interaction_id)
    return LineCall(
        interaction_id=row["id"],
        call_key=row["call_key"],
        mode=mode,
        agent=_agent(read, row["agent_id"]) if mode not in ("over", "queue", "greeting") else None,
        third=_third(read, row, its_legs),
        offer_id=_accepted(read, row),
        lost=mode == "queue" and _was_lost(its_legs),
        language=_language(read, row),
    )


def open_line_calls(read: Reader) -> dict[str, int]:
    """Call key → interaction, of calls of the line that are not over by the record."""
    return {row["call_key"]: row["id"] for row in read.all(_OPEN)}


def _agent(read: Reader, agent_id: int | None) -> Party | None:
    state = read.get(agent_states, agent_id)
    return None if agent_id is None else Party(agent_id=agent_id, phone=state["phone"] if state else "")


def _third(read: Reader, row: Values, its_legs: list[Values]) -> Party | None:
    kind = "outside" if row["state"] == "transferred" else "consult"
    for leg in its_legs:
        if leg["kind"] == kind and leg["ended_at"] is None:
            if leg["agent_id"] is None:
                return Party(number=leg["party"])
            return _agent(read, leg["agent_id"]) if _took_part(read, row["id"], leg["agent_id"]) else None
    return None


def _took_part(read: Reader, interaction_id: int, agent_id: int) -> bool:
    """Whether a consulted agent has accepted: their phone is called only then."""
    latest = (
        sa.select(offers.c.state)
        .where(offers.c.interaction_id == interaction_id, offers.c.agent_id == agent_id)
        .order_by(offers.c.id.desc())
        .limit(1)
    )
    return read.connection.execute(latest).scalar() == "accepted"


def _accepted(read: Reader, row: Values) -> int:
    latest = (
        sa.select(offers.c.id)
        .where(offers.c.interaction_id == row["id"], offers.c.state == "accepted")
        .order_by(offers.c.id.desc())
        .limit(1)
    )
    return read.connection.execute(latest).scalar() or 0


def _was_lost(its_legs: list[Values]) -> bool:
    """Whether the leg before the present one ended because an agent vanished."""
    caller = [leg for leg in its_legs if leg["track"] == 0]
    return len(caller) > 1 and caller[0]["kind"] == "queue" and caller[1]["result"] == "lost"


def _language(read: Reader, row: Values) -> str:
    customer = read.get(customers, row["customer_id"])
    return customer["language"] if customer else ""
