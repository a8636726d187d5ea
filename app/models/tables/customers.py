"""The customer record: who they are, how to reach them, what they own and what they allowed."""

import sqlalchemy as sa

from app.models.columns import flag, json, key, number, ref, text, time
from app.models.tables.base import SYNCED, metadata

customers = sa.Table(
    "customers",
    metadata,
    key(),
    text("kind", default="person"),  # person, organisation
    text("name"),  # as it is written, in its own script
    text("other_names"),  # transliteration, maiden or trade name; searched like the name
    text("language"),  # BCP 47: en, zh-TW, th …
    text("segment"),
    text("remark"),
    flag("vip"),
    json("custom"),  # values of custom_fields, by key
    ref("preferred_agent_id", "agents", null=True),
    sa.Column("merged_into", sa.ForeignKey("customers.id"), nullable=True, index=True),
    time("created_at"),
    time("updated_at"),
    info=SYNCED,
)

contact_points = sa.Table(
    "contact_points",
    metadata,
    key(),
    ref("customer_id", "customers", index=True),
    text("kind"),  # phone, email, fax, chat, postal
    text("raw"),  # as it was typed
    text("normal"),  # E.164, lower-cased mail address …; empty where it cannot be read
    text("label"),  # home, mobile, office …
    flag("main"),
    time("created_at"),
    sa.Index("ix_contact_points_normal", "normal", "kind"),
    info=SYNCED,
)

customer_relations = sa.Table(
    "customer_relations",
    metadata,
    key(),
    ref("from_id", "customers", index=True),
    ref("to_id", "customers", index=True),
    text("kind"),  # employee, spouse, child, branch, assistant …: "from is KIND of to"
    info=SYNCED,
)

consents = sa.Table(
    "consents",
    metadata,
    key(),
    ref("customer_id", "customers", index=True),
    text("purpose"),  # marketing, recording, survey …
    text("channel"),  # phone, email … or empty for all
    flag("given"),
    text("source"),  # how it was taken
    ref("agent_id", "agents", null=True),
    time("at"),
    info=SYNCED,
)

products = sa.Table(
    "products",
    metadata,
    key(),
    text("sku"),
    text("name"),
    text("category"),
    flag("active", default=True),
    info=SYNCED,
)

customer_products = sa.Table(
    "customer_products",
    metadata,
    key(),
    ref("customer_id", "customers", index=True),
    ref("product_id", "products"),
    text("serial"),
    text("state", default="active"),  # active, returned, expired
    time("bought_at", null=True),
    time("warranty_until", null=True),
    info=SYNCED,
)

custom_fields = sa.Table(
    "custom_fields",
    metadata,
    key(),
    text("entity", default="customer"),  # customer, ticket
    text("key"),
    text("label"),
    text("type", default="text"),  # text, number, date, choice, yes_no
    json("choices", null=True),
    number("position"),
    flag("active", default=True),
    sa.UniqueConstraint("entity", "key"),
    info=SYNCED,
)

merges = sa.Table(
    "merges",
    metadata,
    key(),
    ref("survivor_id", "customers", index=True),
    ref("merged_id", "customers", index=True),
    json("moved"),  # table -> ids that were moved to the survivor, so that undo moves just these back
    ref("agent_id", "agents", null=True),
    time("at"),
    time("undone_at", null=True),
    info=SYNCED,
)
