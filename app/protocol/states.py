"""The states of agents and interactions, and which may follow which (TERMS.md)."""

from typing import Literal

Presence = Literal["logged_out", "not_ready", "ready"]
"""What an agent chose."""
Status = Literal["idle", "reserved", "talking", "hold", "after_call", "not_responding"]
"""What the system sees."""

InteractionState = Literal[
    "greeting",  # the line speaks to the caller
    "waiting",  # in a queue
    "offered",  # in a queue, and put before an agent
    "connecting",  # accepted; the agent's phone is being called
    "talking",
    "held",
    "consulting",  # caller held, agent speaks with a third party
    "conference",
    "transferred",  # the caller is with an outside party
    "after_call",  # the caller is gone, an agent is not done
    "closed",
]

FOLLOWS: dict[str, frozenset[str]] = {
    "greeting": frozenset(("waiting", "transferred", "closed")),
    "waiting": frozenset(("offered", "after_call", "closed")),
    "offered": frozenset(("waiting", "connecting", "after_call", "closed")),
    "connecting": frozenset(("talking", "waiting", "after_call", "closed")),
    "talking": frozenset(("held", "consulting", "waiting", "transferred", "after_call")),
    "held": frozenset(("talking", "consulting", "waiting", "transferred", "after_call")),
    "consulting": frozenset(("talking", "held", "conference", "transferred", "waiting", "after_call")),
    "conference": frozenset(("talking", "transferred", "waiting", "after_call")),
    "transferred": frozenset(("waiting", "after_call", "closed")),
    "after_call": frozenset(("closed",)),
    "closed": frozenset(),
}
"""Which interaction states may follow which. After a transfer, an earlier agent's after-call work may
still be open when the caller goes: then `after_call` follows where `closed` would."""

DIRECT_CALL = "phone:"
"""Begins the `call_key` of a call that came to an agent's own phone, past the built-in line."""

IVR_CALL = "ivr:"
"""Begins the `call_key` of a call that an IVR outside has."""

WITH_AGENT = frozenset(("connecting", "talking", "held", "consulting", "conference"))
"""Interaction states in which an agent has the caller."""


def shown_state(presence: str, status: str) -> str:
    """The one word a screen shows for an agent: what the system sees goes before what was chosen."""
    return presence if status == "idle" else status
