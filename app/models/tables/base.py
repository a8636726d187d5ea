"""What the table files share: one metadata and the marks a table can carry."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SYNCED: dict[str, Any] = {"synced": True}
DESK: dict[str, Any] = {"synced": True, "desk": True}
