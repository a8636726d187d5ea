"""Bringing a record's tables to what this program knows.

Each revision is a file in `versions`, made by `python -m setup.revision` and read over by a person. A new
record is made from the metadata at once, which is the same by a test; only an older one is migrated, and
only then is alembic imported, since a hub's start counts.
"""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.core.errors import Refused
from app.models.tables import metadata
from app.protocol import errors

HEAD = "0001"
"""The newest revision in `versions`."""

VERSION_TABLE = "alembic_version"

_version = sa.Table(  # as alembic makes it; not in the metadata, which is what it says the revision of
    VERSION_TABLE,
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def bring_to_head(connection: Connection) -> None:
    """Make the tables, or migrate those of an older program. Raises `Refused` with `record_newer` where a
    newer one made them."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        metadata.create_all(connection)
        _version.create(connection)
        connection.execute(_version.insert().values(version_num=HEAD))
        return
    revision = connection.execute(sa.select(_version.c.version_num)).scalar()
    if revision != HEAD:
        _migrate(connection, str(revision))


def _migrate(connection: Connection, revision: str) -> None:
    from app.models.migrations.running import is_known, upgrade

    if not is_known(revision):
        raise Refused(
            errors.RECORD_NEWER,
            f"A newer Contact Desk has used this record (its revision {revision} is not known here). "
            "Nothing was changed. Install the newer version and start that.",
            revision=revision,
            newest=HEAD,
        )
    upgrade(connection)
