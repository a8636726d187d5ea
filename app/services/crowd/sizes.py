"""How much of everything, and when it happened."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.ids import EPOCH

Rows = tuple[object, ...]

END = 1_760_000_000_000
"""The moment (ms) at which the crowd's last contact ends: the same record whenever it is made."""
YEARS = 5
START = END - YEARS * 365 * 86_400_000
DAY = 86_400_000


@dataclass(frozen=True)
class Sizes:
    """Rows of each kind. `with_legs` are the newest contacts, those that have their legs."""

    customers: int
    interactions: int
    tickets: int
    notes: int
    with_legs: int
    agents: int = 600


FULL = Sizes(customers=1_000_000, interactions=5_000_000, tickets=1_000_000, notes=500_000, with_legs=400_000)
QUICK = Sizes(customers=20_000, interactions=100_000, tickets=20_000, notes=10_000, with_legs=8_000)

_NODE = {
    "customers": 1001,
    "contact_points": 1002,
    "interactions": 1003,
    "legs": 1004,
    "tickets": 1005,
    "notes": 1006,
    "other": 1007,
}
"""Node numbers of the ids, which no hub has, so that what is added later never collides."""


def moment(index: int, of: int) -> int:
    """When the `index`-th of `of` things happened (ms): evenly over the years, a little shaken."""
    step = (END - START) / of
    return START + int(index * step) + (index * 7919) % max(1, int(step))


def made_id(kind: str, at: int, sequence: int = 0) -> int:
    """An id as `app.core.ids` would have made it at that moment. `sequence` is below 4096."""
    return ((at - EPOCH) << 22) | (_NODE[kind] << 12) | sequence


def customer_id(index: int, sizes: Sizes) -> int:
    """The id of the `index`-th customer."""
    return made_id("customers", moment(index, sizes.customers))


def ticket_id(index: int, sizes: Sizes) -> int:
    """The id of the `index`-th ticket."""
    return made_id("tickets", moment(index, sizes.tickets))


def interaction_id(index: int, sizes: Sizes) -> int:
    """The id of the `index`-th contact."""
    return made_id("interactions", moment(index, sizes.interactions))


FIRST_TICKET = 100_001
"""The number of the oldest ticket."""
AGENT_BASE = made_id("other", START)
QUEUE_BASE = made_id("other", START + 1)
PRODUCT_BASE = made_id("other", START + 2)
CODE_BASE = made_id("other", START + 3)
SKILL_BASE = made_id("other", START + 4)
QUEUES = ("Service", "Sales", "Technical help", "Billing", "Returns", "Partners", "Key accounts", "Claims")
PRODUCTS = 40
"""Ids of these small tables are BASE + index."""
