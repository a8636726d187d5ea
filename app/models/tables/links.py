"""Links that customers open, and what the house signs them with."""

import sqlalchemy as sa

from app.models.columns import key, ref, text, time
from app.models.tables.base import SYNCED, metadata

flow_links = sa.Table(  # the token is not kept: it is the id, signed
    "flow_links",
    metadata,
    key(),
    text("flow"),
    ref("customer_id", "customers", index=True),
    ref("interaction_id", "interactions", null=True),
    ref("ticket_id", "tickets", null=True),
    text("language"),
    ref("run_id", "flow_runs", null=True),
    ref("agent_id", "agents", null=True),
    time("created_at"),
    time("expires_at"),
    time("revoked_at", null=True),
    time("opened_at", null=True),
    info=SYNCED,
)

house_values = sa.Table(  # single values the house keeps for itself; never synced, never on a stream
    "house_values",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # link_key, link_address
    text("value"),
)
