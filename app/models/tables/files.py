"""Files that came in. Their bytes are not in the record but beside it, under their hash."""

import sqlalchemy as sa

from app.models.columns import key, number, ref, text, time
from app.models.tables.base import SYNCED, metadata

files = sa.Table(
    "files",
    metadata,
    key(),
    text("sha256"),
    text("media_type"),
    number("size"),  # bytes
    text("name"),  # as the sender called it
    text("source"),  # photo, signature
    ref("customer_id", "customers", null=True, index=True),
    ref("run_id", "flow_runs", null=True, index=True),
    time("created_at"),
    info=SYNCED,
)
