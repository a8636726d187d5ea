"""Rows as they travel: one struct a desk table, fields named like its columns.

A console holds these and applies the stream's changes to them; `app.client.store` does it.
"""

from typing import Any

import msgspec


class Row(msgspec.Struct, kw_only=True, frozen=True):
    """A row of a desk table."""

    id: int


class AgentRow(Row, frozen=True, kw_only=True):
    login: str = ""
    name: str = ""
    role: str = "agent"
    language: str = "en"
    number: str = ""
    active: bool = True


class AgentStateRow(Row, frozen=True, kw_only=True):
    presence: str = "logged_out"
    reason_id: int | None = None
    status: str = "idle"
    since: int = 0
    idle_since: int | None = None
    interaction_id: int | None = None
    phone: str = ""


class SkillRow(Row, frozen=True, kw_only=True):
    name: str = ""
    active: bool = True


class AgentSkillRow(Row, frozen=True, kw_only=True):
    agent_id: int
    skill_id: int
    level: int = 1


class QueueRow(Row, frozen=True, kw_only=True):
    name: str = ""
    ring_seconds: int = 20
    wrap_seconds: int = 0
    priority: int = 0
    flow: str = ""
    """Name of the script that opens when an agent takes a contact of this queue."""
    active: bool = True


class QueueSkillRow(Row, frozen=True, kw_only=True):
    queue_id: int
    skill_id: int
    least: int = 1


class ReasonCodeRow(Row, frozen=True, kw_only=True):
    name: str = ""
    names: dict[str, str] = {}
    position: int = 0
    active: bool = True


class DispositionCodeRow(Row, frozen=True, kw_only=True):
    name: str = ""
    names: dict[str, str] = {}
    outcome: str = "neutral"
    queue_id: int | None = None
    position: int = 0
    active: bool = True


class InteractionRow(Row, frozen=True, kw_only=True):
    channel: str = "call"
    direction: str = "inbound"
    state: str = "greeting"
    customer_id: int | None = None
    matched_by: str = ""
    subject: str = ""
    queue_id: int | None = None
    agent_id: int | None = None
    ticket_id: int | None = None
    disposition_id: int | None = None
    call_key: str = ""
    ani: str = ""
    ani_raw: str = ""
    ani_source: str = ""
    dnis: str = ""
    caller_name: str = ""
    started_at: int = 0
    answered_at: int | None = None
    ended_at: int | None = None
    closed_at: int | None = None
    ended_by: str = ""
    end_reason: str = ""


class LegRow(Row, frozen=True, kw_only=True):
    interaction_id: int
    track: int = 0
    kind: str = "line"
    queue_id: int | None = None
    agent_id: int | None = None
    party: str = ""
    started_at: int = 0
    ended_at: int | None = None
    result: str = ""
    disposition_id: int | None = None
    quality: dict[str, Any] | None = None


class WorkItemRow(Row, frozen=True, kw_only=True):
    interaction_id: int | None = None
    ticket_id: int | None = None
    kind: str = "contact"
    queue_id: int | None = None
    state: str = "waiting"
    priority: int = 0
    placed_at: int = 0
    skills: dict[str, int] = {}
    preferred_agent_id: int | None = None
    refused_by: dict[str, int] = {}


class OfferRow(Row, frozen=True, kw_only=True):
    work_item_id: int
    interaction_id: int | None = None
    agent_id: int
    state: str = "out"
    reasons: list[dict[str, Any]] = []
    offered_at: int = 0
    deadline: int = 0
    ended_at: int | None = None


class TicketRow(Row, frozen=True, kw_only=True):
    number: int = 0
    customer_id: int
    subject: str = ""
    state: str = "open"
    priority: str = "normal"
    queue_id: int | None = None
    agent_id: int | None = None
    product_id: int | None = None
    custom: dict[str, Any] = {}
    opened_at: int = 0
    updated_at: int = 0
    closed_at: int | None = None


class NoteRow(Row, frozen=True, kw_only=True):
    customer_id: int | None = None
    interaction_id: int | None = None
    ticket_id: int | None = None
    agent_id: int | None = None
    text: str = ""
    at: int = 0
    edited_at: int | None = None
    deleted: bool = False


DESK_ROWS: dict[str, type[Row]] = {
    "agents": AgentRow,
    "agent_states": AgentStateRow,
    "skills": SkillRow,
    "agent_skills": AgentSkillRow,
    "queues": QueueRow,
    "queue_skills": QueueSkillRow,
    "reason_codes": ReasonCodeRow,
    "disposition_codes": DispositionCodeRow,
    "interactions": InteractionRow,
    "legs": LegRow,
    "work_items": WorkItemRow,
    "offers": OfferRow,
    "tickets": TicketRow,
    "notes": NoteRow,
}
"""Table name -> row type, for every table of which consoles hold rows."""
