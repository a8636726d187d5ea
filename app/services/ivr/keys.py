"""Keys of IVRs: kept as hashes, good until they are revoked."""

import hashlib
import re
import secrets

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import ivr_keys
from app.models.unit import Actor, Reader, Unit, Values
from app.protocol import errors
from app.protocol.ivr import IvrKeyRow, ListIvrKeys, RevokeIvrKey, SaveIvrKey

PREFIX = "ivr_"
"""Begins every key, so that it is not taken for a desk's token and is recognised where it leaks."""

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_GOOD = sa.select(ivr_keys.c.id).where(
    ivr_keys.c.key_hash == sa.bindparam("key_hash"), ivr_keys.c.revoked_at.is_(None)
)


def new_key() -> str:
    """A key that nobody can guess (256 bits)."""
    return PREFIX + secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def machine_of(read: Reader, key: str) -> Actor:
    """Who has this key. Raises `Refused` with `not_signed_in`."""
    if (
        not key.startswith(PREFIX)
        or read.connection.execute(_GOOD, {"key_hash": key_hash(key)}).first() is None
    ):
        raise Refused(
            errors.NOT_SIGNED_IN,
            "This needs the key of an IVR (header “Authorization: Bearer KEY”). "
            "`contactdesk ivr-key NAME` makes one; a revoked one is good for nothing.",
        )
    return Actor(None, "machine")


def save_ivr_key(tx: Unit, command: SaveIvrKey) -> IvrKeyRow:
    """Let a key in."""
    name = command.name.strip()
    if not name or len(name) > 100 or not _HASH.match(command.key_hash):
        raise Refused(errors.BAD_VALUE, "A key has a name, and a SHA-256 hash in hexadecimal.")
    return _row(tx.insert(ivr_keys, name=name, key_hash=command.key_hash, made_at=tx.at))


def revoke_ivr_key(tx: Unit, command: RevokeIvrKey) -> IvrKeyRow:
    """Take a key out of use. Doing it twice changes nothing."""
    row = tx.need(ivr_keys, command.key_id, "key")
    if row["revoked_at"] is None:
        row = tx.update(ivr_keys, row, revoked_at=tx.at)
    return _row(row)


def list_ivr_keys(read: Reader, _query: ListIvrKeys) -> list[IvrKeyRow]:
    """Every key, the newest first."""
    return [_row(row) for row in read.all(sa.select(ivr_keys).order_by(ivr_keys.c.id.desc()))]


def _row(row: Values) -> IvrKeyRow:
    return IvrKeyRow(id=row["id"], name=row["name"], made_at=row["made_at"], revoked_at=row["revoked_at"])
