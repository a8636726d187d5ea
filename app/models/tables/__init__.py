"""The tables, a file a subject. `metadata` knows them all.

`info={"synced": True}` marks a table whose every change is logged; `"desk"` one of which consoles
hold rows, so that its log entries carry the whole row and a console never has to ask.
"""

import sqlalchemy as sa

from app.models.tables.base import metadata
from app.models.tables.customers import (
    consents,
    contact_points,
    custom_fields,
    customer_products,
    customer_relations,
    customers,
    merges,
    products,
)
from app.models.tables.files import files
from app.models.tables.flows import (
    flow_answers,
    flow_compiled,
    flow_hops,
    flow_offers,
    flow_runs,
    flow_states,
    flow_steps,
    flow_versions,
    flows,
)
from app.models.tables.keeping import accounts, commands, edits, ivr_keys, log, log_head, sessions
from app.models.tables.links import flow_links, house_values
from app.models.tables.people import (
    agent_skills,
    agent_states,
    agents,
    disposition_codes,
    queue_skills,
    queues,
    reason_codes,
    skills,
)
from app.models.tables.search import (
    search_custom,
    search_mails,
    search_names,
    search_numbers,
    search_state,
    search_typos,
)
from app.models.tables.work import interactions, legs, lines, notes, offers, tickets, work_items

__all__ = [
    "accounts",
    "agent_skills",
    "agent_states",
    "agents",
    "commands",
    "consents",
    "contact_points",
    "custom_fields",
    "customer_products",
    "customer_relations",
    "customers",
    "disposition_codes",
    "edits",
    "files",
    "flow_answers",
    "flow_compiled",
    "flow_hops",
    "flow_links",
    "flow_offers",
    "flow_runs",
    "flow_states",
    "flow_steps",
    "flow_versions",
    "flows",
    "house_values",
    "interactions",
    "ivr_keys",
    "legs",
    "lines",
    "log",
    "log_head",
    "merges",
    "metadata",
    "notes",
    "offers",
    "products",
    "queue_skills",
    "queues",
    "reason_codes",
    "search_custom", "search_mails",
    "search_names",
    "search_numbers",
    "search_state",
    "search_typos",
    "sessions",
    "skills",
    "tickets",
    "work_items",
]  # fmt: skip


def synced_tables() -> list[sa.Table]:
    """Every table whose changes are in the log, parents before children."""
    return [table for table in metadata.sorted_tables if table.info.get("synced")]
