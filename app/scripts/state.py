"""Where a run of a flow stands. All of it is kept as JSON, so that any hub, any speaker can go on with it."""

from typing import Any, Literal

import msgspec

from app.protocol.flow_run import Shown
from app.scripts.nodes import Speaker


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What texts and conditions may look at beside the run's own variables; read anew for each step.

    `customer`: name, kind, language, segment, vip, remark, custom, phone, email, points, products, tickets,
    consents ({} where nobody is known). `interaction`: channel, direction, ani, dnis, queue, started_at.
    `agent`: name, language. Values are JSON's.
    """

    customer: dict[str, Any] = {}
    interaction: dict[str, Any] = {}
    agent: dict[str, Any] = {}
    now: int = 0
    """ms since 1970 UTC."""
    zone: str = "UTC"
    """IANA name of the house's time zone, for dates and opening hours."""
    region: str = "US"
    """The country in which numbers without a country code are read."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that lands in the customer record: `target` as `Ask.store` says it."""

    target: str
    value: Any


class Frame(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A flow that is being run: the first, and each sub-flow or jump inside it. `flow` is its name."""

    flow: str
    node: str
    variables: dict[str, Any] = {}
    kind: Literal["flow", "jump"] = "flow"


class RunState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run. Made and read by `app.scripts.engine` alone; everybody else keeps it as it is.

    (Owned by the engine: fields may be added.)
    """

    frames: list[Frame]
    speaker: Speaker = "console"
    language: str = ""
    ended: bool = False


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """A node that was left, and where it went; statistics count them. `target` is empty at an end."""

    flow: str
    node: str
    target: str = ""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What a step of the engine answers with."""

    state: RunState
    shown: Shown
    stored: list[Stored] = []
    trail: list[Hop] = []
    """Every node that was left in this turn, in order, also those that nobody sees."""
