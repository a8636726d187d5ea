"""The search index. Derived from the record by `app.services.search`, never synced, rebuilt at will.

Every question to it is a range of a primary key in byte order, the same on both databases: no LIKE that
a generic plan would turn into a scan, no full-text engine that knows no Chinese.
"""

import sqlalchemy as sa

from app.models.columns import Id
from app.models.tables.base import metadata

Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text compared by its bytes, whatever the database's locale."""

search_names = sa.Table(  # a row for each place of a name at which somebody may begin to type
    "search_names",
    metadata,
    sa.Column("place", sa.SmallInteger, primary_key=True, autoincrement=False),  # 0: word, 1: inside one
    sa.Column("text", Ordered, primary_key=True),  # folded: from there on, then the rest of the name
    sa.Column("customer_id", Id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

search_typos = sa.Table(  # which words look like this one with a letter missing
    "search_typos",
    metadata,
    sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("word", Ordered, primary_key=True),
    sqlite_with_rowid=False,
)

search_numbers = sa.Table(  # a row for every second digit of a number from which a part may be given
    "search_numbers",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("point_id", Id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

search_mails = sa.Table(  # a row for each part of an address
    "search_mails",
    metadata,
    sa.Column("text", Ordered, primary_key=True),
    sa.Column("point_id", Id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

search_custom = sa.Table(  # whose own field has this value: a member's number, a contract …
    "search_custom",
    metadata,
    sa.Column("field", Ordered, primary_key=True),
    sa.Column("value", Ordered, primary_key=True),
    sa.Column("customer_id", Id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

search_state = sa.Table(  # one row: by which rules the index was built
    "search_state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rules", sa.Integer, nullable=False),
)
