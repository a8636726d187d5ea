"""Versions as they were read: the flow that a text says, kept beside it."""

from __future__ import annotations

import msgspec

from app.core.errors import Refused
from app.models.statement import Statement
from app.models.tables import flow_versions
from app.models.unit import Reader
from app.protocol import errors
from app.scripts.nodes import Flow
from app.scripts.reading import read as read_text

_COMPILED = Statement("SELECT flow FROM flow_compiled WHERE id = :id")

decode_flow = msgspec.json.Decoder(Flow | None).decode


def compiled(read: Reader, version_id: int) -> Flow | None:
    """The flow of a version; None where its text cannot be read."""
    row = _COMPILED.first(read.connection, {"id": version_id})
    if row is None:
        return None
    try:
        return decode_flow(row[0])
    except msgspec.ValidationError:  # read by an older program: the text is what counts
        return read_text(read.need(flow_versions, version_id, "version")["source"]).flow


def need_flow(read: Reader, version_id: int) -> Flow:
    """The flow of a version, or a refusal."""
    flow = compiled(read, version_id)
    if flow is None:
        raise Refused(errors.BAD_VALUE, "This version cannot be run: its text has errors. Mend it first.")
    return flow
