"""What the log says and the stream carries.

Zulip's contract holds: a snapshot taken at N plus the events after N equals a fresh snapshot.
"""

from typing import Any

import msgspec

from app.protocol.rows import (
    AgentRow,
    AgentSkillRow,
    AgentStateRow,
    DispositionCodeRow,
    InteractionRow,
    LegRow,
    NoteRow,
    OfferRow,
    QueueRow,
    QueueSkillRow,
    ReasonCodeRow,
    SkillRow,
    TicketRow,
    WorkItemRow,
)
from app.protocol.views import Card, Match


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row that a command changed.

    `op` is insert, update or delete. `new` has every column on an insert, the changed ones on an
    update; `old` the other way round (all on a delete). `row` is the whole row after the change, for
    tables of which consoles hold rows.
    """

    table: str
    id: int
    op: str
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    row: dict[str, Any] | None = None


class Pop(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an agent sees of a caller, travelling with the offer: the console asks nothing more."""

    offer_id: int
    interaction_id: int
    match: Match
    card: Card | None = None
    """Of the first candidate; None where nobody was found."""
    ringing_at: int = 0
    """When the hub made the offer (ms)."""
    invite_at: int = 0
    """When the call reached the line (ms)."""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One log entry on its way to a console."""

    number: int
    at: int
    command: str
    command_id: str = ""
    actor_id: int | None = None
    changes: list[Change] = []
    pop: Pop | None = None


class Pulse(msgspec.Struct, frozen=True):
    """Sent every two seconds on the stream: the hub's clock (ms) and the last log number."""

    at: int
    number: int


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something the hub says once to the people at the desks: the line is full, the disk is full …"""

    code: str
    text: str
    severity: str = "warning"  # info, warning, error
    at: int = 0
    details: dict[str, Any] = {}


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a console starts from, true at log number `number`.

    `interactions`, `legs`, `offers`, `notes` and `work_items` are those of interactions that are not
    closed; `pops` those of the agent's own open work.
    """

    number: int
    at: int
    me: int
    region: str = ""
    agents: list[AgentRow] = []
    agent_states: list[AgentStateRow] = []
    skills: list[SkillRow] = []
    agent_skills: list[AgentSkillRow] = []
    queues: list[QueueRow] = []
    queue_skills: list[QueueSkillRow] = []
    reason_codes: list[ReasonCodeRow] = []
    disposition_codes: list[DispositionCodeRow] = []
    interactions: list[InteractionRow] = []
    legs: list[LegRow] = []
    work_items: list[WorkItemRow] = []
    offers: list[OfferRow] = []
    notes: list[NoteRow] = []
    tickets: list[TicketRow] = []
    """The agent's own tickets that are not closed."""
    pops: list[Pop] = []
