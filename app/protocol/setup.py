"""What an administrator sets: agents, skills, queues, codes, lines, products, custom fields."""

import msgspec

from app.protocol.message import Command, Query
from app.protocol.rows import (
    AgentRow,
    AgentSkillRow,
    DispositionCodeRow,
    QueueRow,
    QueueSkillRow,
    ReasonCodeRow,
    SkillRow,
)


class SaveAgent(Command[AgentRow], frozen=True, kw_only=True):
    """A new agent (id None) or changes to one. A password is set where it is not empty."""

    id: int | None = None
    login: str
    name: str
    role: str = "agent"
    language: str = "en"
    number: str = ""
    active: bool = True
    password: str = ""


class SaveSkill(Command[SkillRow], frozen=True, kw_only=True):
    """A skill."""

    id: int | None = None
    name: str
    active: bool = True


class SetAgentSkill(Command[AgentSkillRow], frozen=True, kw_only=True):
    """An agent's level in a skill, 0 to 5; 0 takes it away."""

    agent_id: int
    skill_id: int
    level: int


class SaveQueue(Command[QueueRow], frozen=True, kw_only=True):
    """A queue. An offer stands for `ring_seconds`, after-call work for `wrap_seconds` at most (0: free).
    `flow` names the script that opens when an agent takes a contact of it."""

    id: int | None = None
    name: str
    ring_seconds: int = 20
    wrap_seconds: int = 0
    priority: int = 0
    flow: str = ""
    active: bool = True


class SetQueueSkill(Command[QueueSkillRow], frozen=True, kw_only=True):
    """A queue's required skill with its least level, 1 to 5; 0 takes it away."""

    queue_id: int
    skill_id: int
    least: int


class SaveReasonCode(Command[ReasonCodeRow], frozen=True, kw_only=True):
    """A reason for Not ready."""

    id: int | None = None
    name: str
    names: dict[str, str] = {}
    position: int = 0
    active: bool = True


class SaveDispositionCode(Command[DispositionCodeRow], frozen=True, kw_only=True):
    """An outcome that can be booked. `outcome` is settled, open or neutral."""

    id: int | None = None
    name: str
    names: dict[str, str] = {}
    outcome: str = "neutral"
    queue_id: int | None = None
    position: int = 0
    active: bool = True


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """What a called number does."""

    id: int
    number: str
    name: str
    queue_id: int | None
    """Where callers wait whom no flow places."""
    flow: str = ""
    """Name of the flow that answers; empty: the greeting, then the queue."""
    greeting: str = ""
    """Said before the queue where no flow answers."""
    language: str = "en"
    active: bool = True


class SaveLine(Command[LineView], frozen=True, kw_only=True):
    """A called number: a flow answers it (by its name), or after a greeting the caller waits in the queue."""

    id: int | None = None
    number: str
    name: str = ""
    queue_id: int | None = None
    flow: str = ""
    greeting: str = ""
    language: str = "en"
    active: bool = True


class ListLines(Query[list[LineView]], frozen=True, kw_only=True):
    """Every called number the house knows."""


class CustomFieldView(msgspec.Struct, frozen=True, kw_only=True):
    """A field that this centre added to customers or tickets."""

    id: int
    entity: str
    key: str
    label: str
    type: str
    choices: list[str] = []
    position: int = 0
    active: bool = True


class SaveCustomField(Command[CustomFieldView], frozen=True, kw_only=True):
    """Declare a field. `type` is text, number, date, choice or yes_no."""

    id: int | None = None
    entity: str = "customer"
    key: str
    label: str
    type: str = "text"
    choices: list[str] = []
    position: int = 0
    active: bool = True


class ListCustomFields(Query[list[CustomFieldView]], frozen=True, kw_only=True):
    """The declared fields, in order."""


class ProductView(msgspec.Struct, frozen=True, kw_only=True):
    """Something customers own."""

    id: int
    sku: str
    name: str
    category: str
    active: bool


class SaveProduct(Command[ProductView], frozen=True, kw_only=True):
    """A product."""

    id: int | None = None
    sku: str
    name: str
    category: str = ""
    active: bool = True


class ListProducts(Query[list[ProductView]], frozen=True, kw_only=True):
    """The products."""
