"""Flows: their versions, their runs, and what they tell afterwards."""

from typing import Any, Literal

import msgspec

from app.protocol.flow_run import AnyInput, Passed, Shown
from app.protocol.message import Command, Query

VersionState = Literal["draft", "review", "live", "retired"]
RunStatus = Literal["running", "suspended", "ended"]


# --- authoring -----------------------------------------------------------------------------------
class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a flow, where."""

    code: str
    text: str
    severity: str = "error"
    file: str = ""
    line: int = 0
    node: str = ""


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a flow, without its text. `number` counts from 1 in its flow; a draft has one
    already."""

    id: int
    flow_id: int
    number: int
    state: VersionState
    title: str = ""
    remark: str = ""
    agent_id: int | None = None
    saved_at: int = 0
    live_from: int | None = None
    """When it goes live, or went (ms)."""
    share: int = 100
    """Per cent of new runs, where two versions are live side by side (A/B)."""
    problems: list[ProblemView] = []


class FlowView(msgspec.Struct, frozen=True, kw_only=True):
    """A flow and its versions, newest first."""

    id: int
    name: str
    title: str = ""
    speakers: list[str] = []
    languages: list[str] = []
    active: bool = True
    versions: list[VersionView] = []


class FlowSource(msgspec.Struct, frozen=True, kw_only=True):
    """A version with its text. `compiled` is the flow as it was read (`app.scripts.nodes.Flow` as JSON),
    so that
    nobody has to read the YAML again; empty where it cannot be read."""

    version: VersionView
    name: str
    source: str
    compiled: msgspec.Raw


class ListFlows(Query[list[FlowView]], frozen=True, kw_only=True):
    """Every flow."""


class GetFlow(Query[FlowSource], frozen=True, kw_only=True):
    """A version's text."""

    version_id: int


class SaveFlowDraft(Command[FlowSource], frozen=True, kw_only=True):
    """Keep a flow's text as its draft (each save is kept). A text with problems is kept too: the answer
    names them.
    `seen_id` is the version the author began with: if somebody else saved a newer draft since, `stale`."""

    source: str
    flow_id: int | None = None
    seen_id: int | None = None
    remark: str = ""


class SubmitFlow(Command[VersionView], frozen=True, kw_only=True):
    """Draft → review. Refused while there are errors."""

    version_id: int


class PublishFlow(Command[VersionView], frozen=True, kw_only=True):
    """Review → live, now or at `live_from` (ms). With `share` under 100 it stands beside the version that
    is live,
    and gets so many per cent of the new runs. Running calls stay on the version they began with."""

    version_id: int
    live_from: int = 0
    share: int = 100


class ReturnFlow(Command[VersionView], frozen=True, kw_only=True):
    """Review → draft, with the reason."""

    version_id: int
    remark: str = ""


class RollBackFlow(Command[VersionView], frozen=True, kw_only=True):
    """An earlier version is live again, at once, for new runs."""

    version_id: int


class RetireFlow(Command[FlowView], frozen=True, kw_only=True):
    """No new runs of this flow; undone with `active`."""

    flow_id: int
    active: bool = False


class VersionsDue(Command[list[VersionView]], frozen=True, kw_only=True):
    """A flow's version whose date has come takes over: those that get no more runs are retired. Sent by the
    hub; what a new run takes does not wait for it."""

    flow_id: int


# --- running -------------------------------------------------------------------------------------
class Unstored(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that could not be written to the customer record (yet). It stays in the run."""

    target: str
    value: Any = None
    code: str = ""
    """Why, as refusals have it; `no_customer` while nobody knows whose run it is."""
    text: str = ""


class RunView(msgspec.Struct, frozen=True, kw_only=True):
    """A run as its speaker sees it. `step` counts inputs; one that was meant for an earlier step is
    refused."""

    id: int
    flow: str
    version_id: int
    status: RunStatus
    step: int
    speaker: str
    interaction_id: int | None = None
    customer_id: int | None = None
    agent_id: int | None = None
    shown: Shown
    path: list[Passed] = []
    unstored: list[Unstored] = []


class StartFlow(Command[RunView], frozen=True, kw_only=True):
    """Begin a run of the flow's live version. A run of the same flow that is open on the interaction is
    resumed."""

    flow: str
    speaker: str = "console"
    interaction_id: int | None = None
    customer_id: int | None = None
    language: str = ""
    arguments: dict[str, Any] = {}
    version_id: int | None = None
    """A certain version instead: for drafts that are tried (leads only)."""


class StepFlow(Command[RunView], frozen=True, kw_only=True):
    """An input to a run. `step` is the one it answers (as the view said)."""

    run_id: int
    step: int
    input: AnyInput


class SuspendFlow(Command[RunView], frozen=True, kw_only=True):
    """Put a run aside: anybody who has the customer can resume it, on any channel, at the same place."""

    run_id: int


class ResumeFlow(Command[RunView], frozen=True, kw_only=True):
    """Go on with a run, by whoever sends this, on this speaker and (where one is given) interaction."""

    run_id: int
    speaker: str = "console"
    interaction_id: int | None = None
    language: str = ""
    """Another language from here on; empty: as it was."""


class GetRun(Query[RunView], frozen=True, kw_only=True):
    """A run as it stands."""

    run_id: int


class GetPassed(Query[Shown], frozen=True, kw_only=True):
    """What was asked at a place of a run's path, with the answer that was given: to change it."""

    run_id: int
    place: int


class RunSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A run in a list."""

    id: int
    flow: str
    title: str
    status: RunStatus
    speaker: str
    interaction_id: int | None = None
    agent_id: int | None = None
    started_at: int = 0
    updated_at: int = 0
    disposition: str = ""


class ListRuns(Query[list[RunSummary]], frozen=True, kw_only=True):
    """The runs of an interaction or a customer, newest first."""

    interaction_id: int | None = None
    customer_id: int | None = None


class LiveFlow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that can be begun now."""

    name: str
    title: dict[str, str] = {}
    speakers: list[str] = []


class ListLiveFlows(Query[list[LiveFlow]], frozen=True, kw_only=True):
    """What can be begun on this speaker."""

    speaker: str = "console"


class GetFlowContext(Query[dict[str, Any]], frozen=True, kw_only=True):
    """What texts and conditions see of a customer and an interaction: for the designer's simulator."""

    customer_id: int | None = None
    interaction_id: int | None = None
