"""What happened with the crowd: contacts with their legs, tickets, notes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from app.services.crowd.sizes import (
    AGENT_BASE,
    CODE_BASE,
    FIRST_TICKET,
    PRODUCT_BASE,
    PRODUCTS,
    QUEUE_BASE,
    QUEUES,
    Rows,
    Sizes,
    customer_id,
    interaction_id,
    made_id,
    moment,
    ticket_id,
)

_CHANNELS = ("call",) * 13 + ("email",) * 5 + ("fax", "chat", "visit")
_SUBJECTS = (
    "Invoice", "Delivery", "Password", "Order status", "Return", "Repair", "Contract", "Address change",
    "帳單問題", "送貨時間", "維修預約", "ใบแจ้งหนี้", "การจัดส่ง", "Rechnung", "Entrega", "Доставка", "", "", "",
)  # fmt: skip
_OPEN = 0.02  # share of tickets that are still open
_STATES = ("open", "pending")
_SKEW = 1.6  # some customers call often, most seldom


def _whose(rng: Random, sizes: Sizes) -> int:
    return customer_id(int(sizes.customers * rng.random() ** _SKEW), sizes)


def ticket_rows(sizes: Sizes) -> Iterator[Rows]:
    """Every ticket, oldest first; the newest are likelier to be open."""
    rng = Random(3)
    for index in range(sizes.tickets):
        at = moment(index, sizes.tickets)
        open_now = rng.random() < _OPEN or index > sizes.tickets * 0.99
        closed_at = None if open_now else at + int(rng.random() * 9 * 86_400_000)
        yield (
            ticket_id(index, sizes),
            FIRST_TICKET + index,
            _whose(rng, sizes),
            _SUBJECTS[int(rng.random() * (len(_SUBJECTS) - 3))],
            _STATES[index & 1] if open_now else "closed",
            ("low", "normal", "normal", "high", "urgent")[int(rng.random() * 5)],
            QUEUE_BASE + index % len(QUEUES),
            AGENT_BASE + index % sizes.agents,
            PRODUCT_BASE + index % PRODUCTS if index % 3 else None,
            "{}",
            at,
            closed_at or at,
            closed_at,
        )


def interaction_rows(sizes: Sizes) -> Iterator[Rows]:
    """Every contact, oldest first, all of them closed."""
    rng = Random(4)
    for index in range(sizes.interactions):
        at = moment(index, sizes.interactions)
        channel = _CHANNELS[int(rng.random() * len(_CHANNELS))]
        chance = rng.random()
        answered = is_answered(index)
        answered_at, ended_at, closed_at = times(index, at) if answered else (None, at + 30_000, at + 30_000)
        number = f"+8869{index * 7919 % 100_000_000:08d}" if channel == "call" else ""
        yield (
            interaction_id(index, sizes),
            channel,
            "inbound" if chance < 0.8 else "outbound",
            "closed",
            _whose(rng, sizes),
            "phone" if number else "email",
            _SUBJECTS[int(chance * len(_SUBJECTS))],
            QUEUE_BASE + index % len(QUEUES),
            agent_of(index, sizes) if answered else None,
            ticket_id(index // 5 * sizes.tickets // max(1, sizes.interactions // 5), sizes)
            if chance < 0.2
            else None,
            CODE_BASE + 100 + index % 4 if answered else None,
            "",
            number,
            number,
            "P-Asserted-Identity" if number else "",
            "+886223456789" if number else "",
            "",
            at,
            answered_at,
            ended_at,
            closed_at,
            "agent" if answered else "caller",
            "",
        )


def agent_of(index: int, sizes: Sizes) -> int:
    """The agent who took the `index`-th contact."""
    return AGENT_BASE + index * 31 % sizes.agents


def times(index: int, at: int) -> tuple[int, int, int]:
    """(answered, ended, closed) of the `index`-th contact where a person took it (ms)."""
    answered = at + 8_000 + index % 40_000
    ended = answered + 60_000 + index * 97 % 400_000
    return answered, ended, ended + 5_000 + index % 60_000


def is_answered(index: int) -> bool:
    """Did a person take the `index`-th contact?"""
    return index % 14 != 0


def leg_rows(sizes: Sizes) -> Iterator[Rows]:
    """The legs of the newest contacts, without gaps from start to end."""
    for index in range(sizes.interactions - sizes.with_legs, sizes.interactions):
        own = interaction_id(index, sizes)
        at = moment(index, sizes.interactions)
        queue = QUEUE_BASE + index % len(QUEUES)
        agent = agent_of(index, sizes)
        greeted = at + 4_000
        legs: list[tuple[str, int | None, int | None, int, int, str]] = [
            ("line", None, None, at, greeted, "queued")
        ]
        if is_answered(index):
            answered_at, ended_at, closed_at = times(index, at)
            legs += [
                ("queue", queue, None, greeted, answered_at - 2_000, "offered"),
                ("ring", queue, agent, answered_at - 2_000, answered_at, "answered"),
                ("talk", queue, agent, answered_at, ended_at, "ended"),
                ("after_call", queue, agent, ended_at, closed_at, "done"),
            ]
        else:
            legs.append(("queue", queue, None, greeted, at + 30_000, "abandoned"))
        for place, (kind, leg_queue, leg_agent, start, end, result) in enumerate(legs):
            beside = kind == "after_call"
            outcome = CODE_BASE + 100 + index % 4 if beside else None
            own_id = made_id("legs", at, place)
            yield own_id, own, int(beside), kind, leg_queue, leg_agent, "", start, end, result, outcome, None


def note_rows(sizes: Sizes) -> Iterator[Rows]:
    """Notes, oldest first: on customers, some of them on a ticket."""
    rng = Random(5)
    for index in range(sizes.notes):
        at = moment(index, sizes.notes) + 1
        text = f"{_SUBJECTS[index % 16]}: {('called back', '已回電', 'ติดต่อแล้ว', 'sent again')[index % 4]}."
        ticket = ticket_id(index * sizes.tickets // sizes.notes, sizes) if index % 4 == 0 else None
        own = made_id("notes", at)
        agent = AGENT_BASE + index % sizes.agents
        yield own, _whose(rng, sizes), None, ticket, agent, text, at, None, False
