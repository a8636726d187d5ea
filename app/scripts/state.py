"""Where a run of a flow stands. All of it is kept as JSON, so that any hub, any speaker can go on with it.

These are trees of plain values: the garbage collector need not look at them (`gc=False`).
"""

from typing import Any, Literal

import msgspec

from app.protocol.flow_run import Shown
from app.scripts.nodes import Speaker


class World(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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


class Stored(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An answer that lands in the customer record: `target` as `Ask.store` says it."""

    target: str
    value: Any


class Frame(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A flow that is being run: the first, and each sub-flow or jump inside it. `flow` is its name."""

    flow: str
    node: str
    variables: dict[str, Any] = {}
    """As `app.scripts.values.kept` has them; those of a jump are in its home."""
    kind: Literal["flow", "jump"] = "flow"
    home: int = 0
    """The place in `RunState.frames` of the frame whose variables these are: its own, unless it is a jump."""
    prefix: str = ""
    """The nodes that called it, each with a stroke after it: so a node's name is unique in a run."""


MoveKind = Literal["next", "answer", "result", "passed", "jump", "return", "gave_up"]


class Move(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    rename={"node": "n", "kind": "k", "value": "v", "undo": "u", "frames": "f", "keep": "d", "language": "l"},
):
    """An input that went on: where it was made, what it was, and what takes it back.

    `value`: the answer as it is kept; the key in `RunState.done` of a result; where a jump went;
    "failed" of a route or a transfer that reached nobody.
    """

    node: str
    kind: MoveKind = "next"
    value: Any = None
    undo: dict[str, Any] = {}
    """Variables of the running frame as they were; `values.MARK` for one that was not there."""
    frames: list[Frame] | None = None
    """Where frames were opened or closed: those that stood above the first `keep`."""
    keep: int = 0
    language: str | None = None
    """The run's language before, where it was changed."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was answered at a place before somebody went back over it."""

    kind: MoveKind
    value: Any = None


class Outcome(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What came of an effect."""

    outcome: str
    value: Any = None
    text: str = ""


class RunState(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A run. Made and read by `app.scripts.engine` alone; everybody else keeps it as it is.

    (Owned by the engine: fields may be added.)
    """

    frames: list[Frame]
    speaker: Speaker = "console"
    language: str = ""
    """Chosen for this run; the customer's where it is empty."""
    ended: bool = False
    trail: list[Move] = []
    """The path so far; the oldest are let go after `app.scripts.run.LONGEST_TRAIL`."""
    kept: dict[str, list[Kept]] = {}
    """By place: what was answered there before going back, the next to be used last."""
    done: dict[str, Outcome] = {}
    """By node and rendered arguments: what came of the effects."""
    waiting: str = ""
    """The key in `done` of the effect that is waited for."""
    tries: int = 0
    problem: str = ""
    trouble: str = ""


class Hop(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A node that was left, and where it went; statistics count them. `target` is empty at an end."""

    flow: str
    node: str
    target: str = ""


class Turn(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a step of the engine answers with."""

    state: RunState
    shown: Shown
    stored: list[Stored] = []
    trail: list[Hop] = []
    """Every node that was left in this turn, in order, also those that nobody sees."""
