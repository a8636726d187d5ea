"""Contacts and what they are about: interactions with their legs, work items, offers, tickets, notes."""

import sqlalchemy as sa

from app.models.columns import flag, json, key, number, ref, text, time
from app.models.tables.base import DESK, SYNCED, metadata

interactions = sa.Table(
    "interactions",
    metadata,
    key(),
    text("channel"),  # call, email, fax, chat, visit
    text("direction", default="inbound"),  # inbound, outbound
    text("state"),  # see app.protocol.states
    ref("customer_id", "customers", null=True),
    text("matched_by"),  # why this customer: phone, email, chosen, created; empty: nobody was found
    text("subject"),
    ref("queue_id", "queues", null=True),
    ref("agent_id", "agents", null=True),
    ref("ticket_id", "tickets", null=True),
    ref("disposition_id", "disposition_codes", null=True),
    text("call_key"),  # the telephone's name for the call
    text("ani"),  # E.164, empty where withheld or no number
    text("ani_raw"),
    text("ani_source"),  # p-asserted-identity, remote-party-id, from, withheld
    text("dnis"),
    text("caller_name"),
    time("started_at"),
    time("answered_at", null=True),  # by a person
    time("ended_at", null=True),  # the caller is gone
    time("closed_at", null=True),  # after-call work is done
    text("ended_by"),  # caller, agent, line, system
    text("end_reason"),
    sa.Index("ix_interactions_customer", "customer_id", "started_at"),
    sa.Index(
        "ix_interactions_open",
        "state",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    ),
    sa.Index("ix_interactions_started", "started_at"),
    info=DESK,
)

legs = sa.Table(
    "legs",
    metadata,
    key(),
    ref("interaction_id", "interactions", index=True),
    number(
        "track"
    ),  # 0: the caller's way through the house, without gaps; 1: beside it (consult, after-call)
    text("kind"),  # line, queue, ring, talk, hold, outside; consult, after_call
    ref("queue_id", "queues", null=True),
    ref("agent_id", "agents", null=True),
    text("party"),  # number or address of a third party
    time("started_at"),
    time("ended_at", null=True),
    text("result"),  # how it ended: answered, declined, timed_out, abandoned, transferred, lost …
    ref("disposition_id", "disposition_codes", null=True),  # booked in after-call work
    json("quality", null=True),  # by end (line, phone): codec, loss (%), jitter (ms), rtt (ms)
    sa.Index(
        "ix_legs_after_call",
        "kind",
        "started_at",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
    info=DESK,
)

work_items = sa.Table(
    "work_items",
    metadata,
    key(),
    ref("interaction_id", "interactions", null=True, index=True),
    ref("ticket_id", "tickets", null=True),
    text("kind", default="contact"),  # contact; consult: an agent is asked by another
    ref("queue_id", "queues", null=True),
    text("state", default="waiting"),  # waiting, offered, taken, gone
    number("priority"),
    time("placed_at"),  # its place: kept through decline, RONA and a lost agent
    json("skills"),  # skill id -> least level, above the queue's
    ref("preferred_agent_id", "agents", null=True),
    json("refused_by"),  # agent id -> when they declined or let it time out (ms)
    sa.Index(
        "ix_work_items_open",
        "state",
        sqlite_where=sa.text("state IN ('waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('waiting', 'offered')"),
    ),
    info=DESK,
)

offers = sa.Table(
    "offers",
    metadata,
    key(),
    ref("work_item_id", "work_items", index=True),
    ref("interaction_id", "interactions", null=True),
    ref("agent_id", "agents"),
    text("state", default="out"),  # out, accepted, declined, timed_out, withdrawn, lost
    json("reasons"),  # why this agent: sentences with code and values, from the router
    time("offered_at"),
    time("deadline"),
    time("ended_at", null=True),
    sa.Index(  # one offer at a time for an agent, whatever two routers think
        "uq_offers_out_agent",
        "agent_id",
        unique=True,
        sqlite_where=sa.text("state = 'out'"),
        postgresql_where=sa.text("state = 'out'"),
    ),
    sa.Index(
        "uq_offers_out_item",
        "work_item_id",
        unique=True,
        sqlite_where=sa.text("state = 'out'"),
        postgresql_where=sa.text("state = 'out'"),
    ),
    info=DESK,
)

tickets = sa.Table(
    "tickets",
    metadata,
    key(),
    number("number", default=0),
    ref("customer_id", "customers"),
    text("subject"),
    text("state", default="open"),  # open, pending, solved, closed
    text("priority", default="normal"),  # low, normal, high, urgent
    ref("queue_id", "queues", null=True),
    ref("agent_id", "agents", null=True),
    ref("product_id", "products", null=True),
    json("custom"),
    time("opened_at"),
    time("updated_at"),
    time("closed_at", null=True),
    sa.UniqueConstraint("number"),
    sa.Index("ix_tickets_customer", "customer_id", "opened_at"),
    sa.Index("ix_tickets_list", "updated_at", "id"),
    sa.Index("ix_tickets_state", "state", "updated_at", "id"),
    info=DESK,
)

notes = sa.Table(
    "notes",
    metadata,
    key(),
    ref("customer_id", "customers", null=True),
    ref("interaction_id", "interactions", null=True, index=True),
    ref("ticket_id", "tickets", null=True, index=True),
    ref("agent_id", "agents", null=True),
    text("text"),
    time("at"),
    time("edited_at", null=True),
    flag("deleted"),
    sa.Index("ix_notes_customer", "customer_id", "at"),
    info=DESK,
)

lines = sa.Table(  # what a called number (DNIS) does
    "lines",
    metadata,
    key(),
    text("number"),  # as it arrives: digits or E.164
    text("name"),
    ref("queue_id", "queues", null=True),
    text("flow"),  # name of the flow that answers; empty: straight to the queue
    text("greeting"),
    text("language", default="en"),
    flag("active", default=True),
    sa.UniqueConstraint("number"),
    info=SYNCED,
)
