"""Versions as they were read: the flow that a text says, kept beside it."""

from __future__ import annotations

import msgspec

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.unit import Reader
from app.protocol import errors
from app.scripts.nodes import Flow

_COMPILED = Statement("SELECT flow FROM flow_compiled WHERE id = :id")

decode_flow = msgspec.json.Decoder(Flow | None).decode


def compiled(read: Reader, version_id: int) -> Flow | None:
    """The flow of a version; None where its text cannot be read."""
    row = _COMPILED.first(read.connection, {"id": version_id})
    return None if row is None else decode_flow(row[0])


def need_flow(read: Reader, version_id: int) -> Flow:
    """The flow of a version, or a refusal."""
    flow = compiled(read, version_id)
    if flow is None:
        raise Refused(errors.BAD_VALUE, "This version cannot be run: its text has errors. Mend it first.")
    return flow
