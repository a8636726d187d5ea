"""Queues, codes and lines."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import disposition_codes, flows, lines, queue_skills, queues, reason_codes, skills
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.rows import DispositionCodeRow, QueueRow, QueueSkillRow, ReasonCodeRow
from app.protocol.setup import (
    LineView,
    ListLines,
    SaveDispositionCode,
    SaveLine,
    SaveQueue,
    SaveReasonCode,
    SetQueueSkill,
)
from app.services.phone_numbers import read_number
from app.services.rows import as_row
from app.services.setup.saving import save, set_level

OUTCOMES = ("settled", "open", "neutral")

_FLOW = sa.select(flows.c.id).where(flows.c.name == sa.bindparam("name"))
_SAME_NUMBER = sa.select(lines).where(lines.c.number == sa.bindparam("number"))


def save_queue(tx: Unit, command: SaveQueue) -> QueueRow:
    """A queue."""
    if not 3 <= command.ring_seconds <= 600 or not 0 <= command.wrap_seconds <= 3600:
        raise Refused(errors.BAD_VALUE, "Ringing takes 3 to 600 s, after-call work 0 (free) to 3600 s.")
    row = save(
        tx,
        queues,
        command.id,
        name=command.name.strip(),
        ring_seconds=command.ring_seconds,
        wrap_seconds=command.wrap_seconds,
        priority=command.priority,
        flow=command.flow.strip(),
        active=command.active,
    )
    return as_row(QueueRow, row)


def set_queue_skill(tx: Unit, command: SetQueueSkill) -> QueueSkillRow:
    """What a queue requires; 0 takes the requirement away."""
    tx.need(queues, command.queue_id, "queue")
    tx.need(skills, command.skill_id, "skill")
    pair = {"queue_id": command.queue_id, "skill_id": command.skill_id}
    return as_row(QueueSkillRow, set_level(tx, queue_skills, "least", command.least, **pair))


def save_reason_code(tx: Unit, command: SaveReasonCode) -> ReasonCodeRow:
    """A reason for Not ready."""
    row = save(
        tx,
        reason_codes,
        command.id,
        name=command.name.strip(),
        names=command.names,
        position=command.position,
        active=command.active,
    )
    return as_row(ReasonCodeRow, row)


def save_disposition_code(tx: Unit, command: SaveDispositionCode) -> DispositionCodeRow:
    """An outcome."""
    if command.outcome not in OUTCOMES:
        raise Refused(errors.BAD_VALUE, f"An outcome is one of {', '.join(OUTCOMES)}.")
    if command.queue_id is not None:
        tx.need(queues, command.queue_id, "queue")
    row = save(
        tx,
        disposition_codes,
        command.id,
        name=command.name.strip(),
        names=command.names,
        outcome=command.outcome,
        queue_id=command.queue_id,
        position=command.position,
        active=command.active,
    )
    return as_row(DispositionCodeRow, row)


def save_line(tx: Unit, command: SaveLine) -> LineView:
    """What a called number does."""
    number = command.number.strip()
    if not number:
        raise Refused(errors.BAD_NUMBER, "A line needs the number that is called.")
    same = tx.one(_SAME_NUMBER, number=number)
    if same is not None and same["id"] != command.id:
        raise Refused(errors.IN_USE, f"The number {number} has a line already: {same['name']}.")
    if command.queue_id is None and not command.flow:
        raise Refused(errors.BAD_VALUE, "A line leads to a queue or has a flow that answers.")
    flow = command.flow.strip()
    if flow and tx.one(_FLOW, name=flow) is None:
        raise Refused(errors.NOT_FOUND, f"There is no flow “{flow}”. Write or load it first.", what="flow")
    if command.queue_id is not None:
        tx.need(queues, command.queue_id, "queue")
    row = save(
        tx,
        lines,
        command.id,
        number=number,
        name=command.name.strip() or number,
        queue_id=command.queue_id,
        flow=flow,
        greeting=command.greeting,
        language=command.language,
        active=command.active,
    )
    return line_view(row)


def list_lines(read: Reader, _query: ListLines) -> list[LineView]:
    """Every called number the house knows."""
    return [line_view(row) for row in read.all(sa.select(lines).order_by(lines.c.number))]


def line_view(row: Values) -> LineView:
    """How a line travels."""
    return as_row(LineView, row)


def find_line(read: Reader, called: Sequence[str]) -> LineView | None:
    """The line of the first of these numbers (as they arrived) that has one; `*` takes every other."""
    rows = read.all(sa.select(lines).where(lines.c.active))
    by_number = {spelling: row for row in rows for spelling in _spellings(row["number"], read.region)}
    for number in called:
        for spelling in _spellings(number, read.region):
            if spelling in by_number:
                return line_view(by_number[spelling])
    return line_view(by_number["*"]) if "*" in by_number else None


def _spellings(number: str, region: str) -> list[str]:
    """As it is written, and in E.164 where it is a number of the plan."""
    return [text for text in (number.strip(), read_number(number, region).normal) if text]
