"""The legs of past contacts: the caller's way through the house without gaps on track 0, the agent's
after-call work beside it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
SECOND = 1000
BESIDE = 1
"""The track of what is not the caller's own way."""


@dataclass(frozen=True)
class Call:
    """How long each part of a call took, in ms; 0 where there was none."""

    line: int
    queue: int
    ring: int
    talk: tuple[int, ...]
    """Talking, holding, talking again …"""
    after: int

    @staticmethod
    def drawn(rng: random.Random, abandoned: bool) -> Call:
        """A call as they are: most are answered within 20 s; talk times have a long tail."""
        line = rng.randrange(4, 16) * SECOND
        queue = int(rng.expovariate(1 / 14) * SECOND) + 200
        if abandoned:
            return Call(line, queue + rng.randrange(10, 120) * SECOND, 0, (), 0)
        talk = int(rng.lognormvariate(5.0, 0.6)) * SECOND + rng.randrange(SECOND)
        parts: tuple[int, ...] = (talk,)
        if rng.random() < 0.15:
            parts = (talk // 2, rng.randrange(15, 120) * SECOND, talk - talk // 2)
        return Call(line, queue, rng.randrange(1500, 9000), parts, rng.randrange(8, 90) * SECOND)


def call_legs(contact: Row, call: Call, rng: random.Random) -> list[Row]:
    """The legs of a call; sets the moments of the contact itself to fit."""
    at = int(contact["started_at"])
    legs: list[Row] = []

    def leg(kind: str, length: int, result: str = "", **values: Any) -> None:
        nonlocal at
        legs.append(
            {
                "interaction_id": contact["id"],
                "kind": kind,
                "started_at": at,
                "ended_at": at + length,
                "result": result,
                **values,
            }
        )
        at += length

    queue, agent = {"queue_id": contact["queue_id"]}, {"agent_id": contact["agent_id"]}
    leg("line", call.line)
    if not call.talk:
        leg("queue", call.queue, "abandoned", **queue)
        contact |= {"ended_at": at, "closed_at": at, "ended_by": "caller", "end_reason": "abandoned"}
        return legs
    leg("queue", call.queue, "offered", **queue)
    leg("ring", call.ring, "answered", **queue, **agent)
    contact["answered_at"] = at
    for place, length in enumerate(call.talk):
        last = place == len(call.talk) - 1
        result = "resumed" if place % 2 else "ended" if last else "held"
        leg("hold" if place % 2 else "talk", length, result, **queue, **agent)
    legs[-1]["quality"] = {
        "codec": rng.choice(("PCMA", "PCMA", "PCMU", "G722")),
        "loss": round(rng.expovariate(6), 2),
        "jitter": round(rng.uniform(0.4, 9.0), 1),
        "rtt": round(rng.uniform(8.0, 90.0), 1),
    }
    contact |= {"ended_at": at, "ended_by": rng.choice(("caller", "caller", "agent"))}
    leg("after_call", call.after, "booked", track=BESIDE, **queue, **agent)
    contact["closed_at"] = at
    return legs


def desk_legs(contact: Row, rng: random.Random) -> list[Row]:
    """Waiting and handling of a mail, a fax, a chat or a visit; sets the contact's moments."""
    start = int(contact["started_at"])
    wait = (
        rng.randrange(2, 40) * SECOND if contact["channel"] == "chat" else rng.randrange(4, 180) * 60 * SECOND
    )
    work = rng.randrange(3, 60 if contact["channel"] == "visit" else 20) * 60 * SECOND
    if contact["channel"] == "visit":
        wait = 0
    shared = {"interaction_id": contact["id"], "queue_id": contact["queue_id"]}
    legs: list[Row] = []
    if wait:
        legs.append(
            {**shared, "kind": "queue", "started_at": start, "ended_at": start + wait, "result": "offered"}
        )
    taken, done = start + wait, start + wait + work
    legs.append(
        {**shared, "kind": "talk", "agent_id": contact["agent_id"], "started_at": taken, "ended_at": done}
    )
    contact |= {"answered_at": taken, "ended_at": done, "closed_at": done, "ended_by": "agent"}
    return legs
