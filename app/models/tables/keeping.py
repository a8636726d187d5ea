"""What the house keeps for itself: the log, commands that were run, accounts and sessions."""

import sqlalchemy as sa

from app.models.columns import Id, flag, key, number, ref, text, time
from app.models.tables.base import metadata

log = sa.Table(
    "log",
    metadata,
    sa.Column("number", Id, primary_key=True, autoincrement=False),
    time("at"),
    sa.Column("actor_id", Id, nullable=True),
    text("command"),
    text("command_id"),
    sa.Column("changes", sa.Text, nullable=False),  # JSON of [app.protocol.events.Change]
)

log_head = sa.Table(  # one row: the last number given; its lock orders the commits
    "log_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", Id, nullable=False),
)

commands = sa.Table(  # what was run, so that the same id runs once
    "commands",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    text("name"),
    sa.Column("actor_id", Id, nullable=True),
    time("at"),
    sa.Column("number", Id, nullable=True),
    sa.Column("answer", sa.Text, nullable=False),  # the JSON that was returned
)

accounts = sa.Table(  # never synced, never on a stream
    "accounts",
    metadata,
    sa.Column("id", sa.ForeignKey("agents.id"), primary_key=True, autoincrement=False),
    text("password"),  # argon2id
    number("failures"),
    time("locked_until", null=True),
    flag("must_change"),
)

edits = sa.Table(  # when a field of a customer or a ticket was last changed; kept in step with the log
    "edits",
    metadata,
    sa.Column("entity", sa.Text, primary_key=True),  # customers, tickets
    sa.Column("row_id", Id, primary_key=True, autoincrement=False),
    sa.Column("field", sa.Text, primary_key=True),  # a column, or custom.KEY
    time("at"),  # the row's updated_at after the change
    sqlite_with_rowid=False,
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),  # SHA-256 of the bearer token
    ref("agent_id", "agents", index=True),
    time("created_at"),
    time("seen_at"),
    time("ended_at", null=True),
    text("client"),
)

ivr_keys = sa.Table(  # what IVRs outside sign in with
    "ivr_keys",
    metadata,
    key(),
    text("name"),
    text("key_hash"),  # SHA-256 of the key
    time("made_at"),
    time("revoked_at", null=True),
    sa.UniqueConstraint("key_hash"),
)
