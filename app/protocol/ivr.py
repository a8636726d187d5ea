"""The IVR hook: an IVR outside asks who is calling and where to, and a flow of the house answers.

docs/ivr.md tells how an IVR asks over HTTP.
"""

from typing import Any, Literal

import msgspec

from app.protocol.message import Command, Query

IvrAction = Literal["collect", "route", "transfer", "hangup", "wait"]


class IvrPrompt(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence to be spoken; `file` is the recording the flow names for it, if it does."""

    text: str
    language: str = ""
    file: str = ""


class IvrAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the IVR does now: say the prompt, then `action`.

    collect: take keys and ask again; route: put the caller into `queue`; transfer: dial `number`, and ask
    again with `event` failed where nobody answers; hangup; wait: nothing to say yet, ask again in a second.
    """

    call_id: str
    step: int = 0
    """Send it back with what was collected: an answer to an older step is not taken twice."""
    action: IvrAction
    prompt: str = ""
    """All of it as one text."""
    prompts: list[IvrPrompt] = []
    language: str = ""
    # --- collect
    max_digits: int = 0
    terminator: str = ""
    """The key that ends an entry; empty: `max_digits` end it."""
    seconds: int = 0
    # --- route, transfer
    queue: str = ""
    queue_id: int = 0
    skills: dict[str, int] = {}
    """By name, with the least level (1 to 5)."""
    priority: int = 0
    agent: str = ""
    """Login of the preferred agent."""
    number: str = ""
    # --- always
    variables: dict[str, Any] = {}
    """What the flow knows so far: its variables that are texts, numbers, yes or no."""
    customer_id: int | None = None
    customer: str = ""
    """The name, where the caller is known without doubt."""
    vip: bool = False
    flow: str = ""
    run_id: int | None = None
    interaction_id: int | None = None
    fallback: str = ""
    """Why no flow answered and the caller goes to the line's own queue; empty: one did."""


class AskIvr(Command[IvrAnswer], frozen=True, kw_only=True):
    """An IVR asks: who is this, where to? `call_id` is the IVR's own name for the call: the first time a
    flow begins, after that it goes on with what was collected."""

    call_id: str
    ani: str = ""
    """The calling number as it came; empty or "anonymous": withheld."""
    dnis: str = ""
    digits: str | None = None
    """What the caller pressed; "": was asked and pressed nothing; None: was not asked, say it again."""
    step: int | None = None
    """The step of the answer this belongs to; None: the present one."""
    event: Literal["", "failed", "left", "hangup"] = ""
    """failed: the transfer was not answered; left: the IVR placed the caller itself; hangup: the caller is
    gone."""
    flow: str = ""
    """A flow by its name; empty: the one of the line with the number `dnis`."""
    language: str = ""
    variables: dict[str, Any] = {}
    """Arguments for the flow, beside `ani`, `dnis`, `digits` and `call_id`; what it does not declare is left
    out."""


class IvrKeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key that an IVR signs in with; the key itself is kept by nobody."""

    id: int
    name: str
    made_at: int = 0
    revoked_at: int | None = None


class SaveIvrKey(Command[IvrKeyRow], frozen=True, kw_only=True):
    """Let an IVR in that knows the key with this hash (SHA-256, hex). `contactdesk ivr-key` makes one."""

    name: str
    key_hash: str


class RevokeIvrKey(Command[IvrKeyRow], frozen=True, kw_only=True):
    """The key is good for nothing, from now on."""

    key_id: int


class ListIvrKeys(Query[list[IvrKeyRow]], frozen=True, kw_only=True):
    """Every key that was ever made."""
