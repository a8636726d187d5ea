"""Flows, their versions and their runs.

What goes to the log is what somebody wrote, answered or decided: flows, versions, runs and their steps.
The state of a run is kept beside it, in a table that is not logged: it is some kilobytes that change with
every step, and can be told again from the steps. `flow_hops` is for statistics alone. Why:
docs/decisions/0008.
"""

import sqlalchemy as sa

from app.models.columns import Id, flag, json, key, number, ref, text, time
from app.models.tables.base import SYNCED, metadata

flows = sa.Table(
    "flows",
    metadata,
    key(),
    text("name"),  # for machines: small letters, digits, hyphens
    flag("active", default=True),  # no new runs where not
    time("created_at"),
    sa.UniqueConstraint("name"),
    info=SYNCED,
)

flow_versions = sa.Table(  # every save is a version; a text never changes
    "flow_versions",
    metadata,
    key(),
    ref("flow_id", "flows"),
    number("number"),  # from 1 in its flow
    text("state", default="draft"),  # draft, review, live, retired
    text("source"),  # YAML
    text("title"),
    text("remark"),
    ref("agent_id", "agents", null=True),  # who saved it
    time("saved_at"),
    time("live_from", null=True),
    number("share", default=100),  # per cent of the new runs
    sa.UniqueConstraint("flow_id", "number"),
    info=SYNCED,
)

flow_compiled = sa.Table(  # a version as it was read; a row a version, its id is the version's
    "flow_compiled",
    metadata,
    sa.Column("id", sa.ForeignKey("flow_versions.id"), primary_key=True, autoincrement=False),
    sa.Column("flow", sa.Text, nullable=False),  # JSON of app.scripts.nodes.Flow, `null` where unreadable
    sa.Column("problems", sa.Text, nullable=False),  # JSON of [app.protocol.flows.ProblemView]
)

flow_runs = sa.Table(
    "flow_runs",
    metadata,
    key(),
    ref("flow_id", "flows"),
    ref("version_id", "flow_versions"),
    json("versions"),  # flow name -> version id, of the flow and of its sub-flows: bound when it began
    text("status", default="running"),  # running, suspended, ended
    number("step"),  # counts inputs
    text("speaker", default="console"),
    ref("interaction_id", "interactions", null=True, index=True),
    ref("customer_id", "customers", null=True, index=True),
    ref("agent_id", "agents", null=True),
    text("node"),  # where it stands, in its first flow's or a sub-flow's terms
    text("waits_for", default=""),  # url, wait: what a worker has to do; else empty
    time("due_at", null=True),  # when that is due (ms)
    time("started_at"),
    time("updated_at"),  # of the last step
    time("ended_at", null=True),
    text("ending"),  # end: it came to an end node; left: nobody went on with it
    text("disposition"),
    json("results", null=True),  # of its end
    flag("trial"),  # of a draft that was tried: not counted
    sa.Index(
        "ix_flow_runs_waiting",
        "due_at",
        sqlite_where=sa.text("waits_for <> ''"),
        postgresql_where=sa.text("waits_for <> ''"),
    ),
    sa.Index("ix_flow_runs_version", "version_id", "started_at"),
    info=SYNCED,
)

flow_states = sa.Table(  # where a run stands, for the engine; a row a run
    "flow_states",
    metadata,
    sa.Column("id", sa.ForeignKey("flow_runs.id"), primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),  # JSON of app.scripts.state.RunState
    time("seen_at"),  # the customer's updated_at when the last step was shown
    sa.Column("unstored", sa.Text, nullable=False),  # JSON of [app.protocol.flows.Unstored]
)

flow_steps = sa.Table(  # what was done to a run, as it came: nothing that was typed is lost
    "flow_steps",
    metadata,
    key(),
    ref("run_id", "flow_runs", index=True),
    ref("version_id", "flow_versions"),
    number("number"),  # the run's step it answered
    text("node"),
    text("kind"),  # of the node: say, ask …
    text("input"),  # next, answer, silence, back, change, jump, return, result
    text("variable"),  # of an answer
    json("value", null=True),  # what was answered, as it came
    json("kept", null=True),  # what it was understood as
    text("problem"),  # why it did not fit
    ref("agent_id", "agents", null=True),
    time("entered_at"),
    time("left_at"),
    sa.Index("ix_flow_steps_version", "version_id", "left_at"),
    info=SYNCED,
)

flow_hops = sa.Table(  # from which node to which, also those nobody sees; for statistics, never synced
    "flow_hops",
    metadata,
    sa.Column("version_id", Id, primary_key=True, autoincrement=False),  # what is counted lies together
    sa.Column("run_id", Id, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),  # counts the run's hops
    sa.Column("node", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),  # empty: it ended there
    sa.Column("ms", sa.BigInteger, nullable=False),  # how long it stood there
    sa.Column("began", sa.BigInteger, nullable=False),  # when its run did
    sqlite_with_rowid=False,
)

flow_offers = sa.Table(  # what was recommended, and whether it was accepted; for statistics, never synced
    "flow_offers",
    metadata,
    sa.Column("run_id", Id, primary_key=True, autoincrement=False),
    sa.Column("version_id", Id, primary_key=True, autoincrement=False),
    sa.Column("node", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    flag("accepted"),
    sa.Index("ix_flow_offers_version", "version_id", "node"),
    sqlite_with_rowid=False,
)

flow_answers = sa.Table(  # the last answer of a run at a node; for statistics, never synced
    "flow_answers",
    metadata,
    sa.Column("version_id", Id, primary_key=True, autoincrement=False),
    sa.Column("node", sa.Text, primary_key=True),
    sa.Column("run_id", Id, primary_key=True, autoincrement=False),
    text("variable"),
    json("kept", null=True),  # what it was understood as; nothing yet where none fitted
    number("refused"),  # entries that did not fit
    sa.Column("began", sa.BigInteger, nullable=False),  # when its run did
    sqlite_with_rowid=False,
)
