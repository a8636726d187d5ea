"""Agents and what steers work to them: skills, queues, reason and disposition codes."""

import sqlalchemy as sa

from app.models.columns import flag, json, key, number, ref, text, time
from app.models.tables.base import DESK, metadata

agents = sa.Table(
    "agents",
    metadata,
    key(),
    text("login"),
    text("name"),
    text("role", default="agent"),  # agent, supervisor, technician, administrator, system
    text("language", default="en"),
    text("number"),  # the agent's own number, for a call to them by number
    flag("active", default=True),
    sa.UniqueConstraint("login"),
    info=DESK,
)

agent_states = sa.Table(  # one row an agent; its id is the agent's
    "agent_states",
    metadata,
    sa.Column("id", sa.ForeignKey("agents.id"), primary_key=True, autoincrement=False),
    text("presence", default="logged_out"),  # logged_out, not_ready, ready: what the agent chose
    ref("reason_id", "reason_codes", null=True),
    text("status", default="idle"),  # idle, reserved, talking, hold, after_call, not_responding
    time("since"),  # when the state that is shown began
    time("idle_since", null=True),  # for longest idle; kept over a declined offer
    ref("interaction_id", "interactions", null=True),
    text("phone"),  # SIP address of the agent's phone, empty while there is none
    info=DESK,
)

skills = sa.Table("skills", metadata, key(), text("name"), flag("active", default=True), info=DESK)

agent_skills = sa.Table(
    "agent_skills",
    metadata,
    key(),
    ref("agent_id", "agents", index=True),
    ref("skill_id", "skills"),
    number("level", default=1),  # 0 to 5
    sa.UniqueConstraint("agent_id", "skill_id"),
    info=DESK,
)

queues = sa.Table(
    "queues",
    metadata,
    key(),
    text("name"),
    number("ring_seconds", default=20),
    number("wrap_seconds", default=0),  # longest after-call work; 0: until the agent is done
    number("priority"),
    text("flow"),  # name of the script that opens when an agent takes a contact of this queue
    flag("active", default=True),
    info=DESK,
)

queue_skills = sa.Table(  # required skills of what waits in a queue
    "queue_skills",
    metadata,
    key(),
    ref("queue_id", "queues", index=True),
    ref("skill_id", "skills"),
    number("least", default=1),
    sa.UniqueConstraint("queue_id", "skill_id"),
    info=DESK,
)

reason_codes = sa.Table(
    "reason_codes",
    metadata,
    key(),
    text("name"),
    json("names"),  # language -> translated name
    number("position"),
    flag("active", default=True),
    info=DESK,
)

disposition_codes = sa.Table(
    "disposition_codes",
    metadata,
    key(),
    text("name"),
    json("names"),
    text("outcome", default="neutral"),  # settled, open, neutral
    ref("queue_id", "queues", null=True),  # empty: every queue's
    number("position"),
    flag("active", default=True),
    info=DESK,
)
