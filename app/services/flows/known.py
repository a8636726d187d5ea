"""What a flow may name: the queues, codes, commands and fields that there are, for the checks at a save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from app.models.statement import Statement
from app.models.tables import custom_fields, disposition_codes, products, queues, skills
from app.models.unit import Reader
from app.protocol.flows import GetFlowKnown
from app.protocol.message import Command
from app.scripts.checking import FlowKnown, Known
from app.services.flows.compiled import compiled
from app.services.flows.doing import WITHOUT_AN_AGENT

FILLED_IN = frozenset(("customer_id", "interaction_id", "seen_at"))
"""Fields that a run fills in where the flow gives none."""

_NAMES = {
    "queues": sa.select(queues.c.name).where(queues.c.active),
    "skills": sa.select(skills.c.name).where(skills.c.active),
    "dispositions": sa.select(disposition_codes.c.name).where(disposition_codes.c.active),
    "products": sa.select(products.c.sku).where(products.c.active, products.c.sku != ""),
}
_FIELDS = sa.select(custom_fields.c.key, custom_fields.c.type).where(
    custom_fields.c.entity == "customer", custom_fields.c.active
)
_FLOWS = Statement(  # of each flow that can be begun the live version, else the newest that can be read
    "SELECT f.name, (SELECT v.id FROM flow_versions v JOIN flow_compiled c ON c.id = v.id"
    " WHERE v.flow_id = f.id AND c.flow <> 'null'"
    " ORDER BY CASE WHEN v.state = 'live' AND v.live_from <= :at THEN 0 ELSE 1 END, v.number DESC LIMIT 1)"
    " FROM flows f WHERE f.active"
)


class KnownReader:
    """Reads what there is. `commands` are those that flows may send."""

    def __init__(self, commands: Iterable[type[Command[object]]]) -> None:
        self._commands = {command.__name__: _fields(command) for command in commands}
        self._flows: dict[int, FlowKnown] = {}

    def read(self, read: Reader) -> Known:
        """What there is now."""
        names = {
            what: frozenset(read.connection.execute(statement).scalars())
            for what, statement in _NAMES.items()
        }
        return Known(
            **names,
            commands=self._commands,
            alone=WITHOUT_AN_AGENT,
            fields={row.key: row.type for row in read.connection.execute(_FIELDS)},
            flows=self._others(read),
        )

    def get_flow_known(self, read: Reader, query: GetFlowKnown) -> dict[str, Any]:
        """The same, for who checks elsewhere."""
        told: dict[str, Any] = msgspec.to_builtins(self.read(read))
        return told

    def _others(self, read: Reader) -> dict[str, FlowKnown]:
        found: dict[str, FlowKnown] = {}
        for name, version_id in _FLOWS.all(read.connection, {"at": read.at}):
            known = self._flows.get(version_id)
            if known is None and version_id is not None and (flow := compiled(read, version_id)) is not None:
                known = self._flows[version_id] = FlowKnown.of(flow)
            if known is not None:
                found[name] = known
        return found


def _fields(command: type[Command[object]]) -> dict[str, bool]:
    """A command's fields, and whether the flow has to give them."""
    return {
        field.name: field.required and field.name not in FILLED_IN
        for field in msgspec.structs.fields(command)
    }
