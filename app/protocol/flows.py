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
    languages: list[str] = []


class ListLiveFlows(Query[list[LiveFlow]], frozen=True, kw_only=True):
    """What can be begun on this speaker."""

    speaker: str = "console"


# --- what they tell -------------------------------------------------------------------------------
class NodeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How it went at a node. `runs` came there; `stopped` went no further and came to no end; `ended` ended
    there. Times (ms) are those it stood there, median and ninth decile; None where nobody waited."""

    node: str
    runs: int = 0
    stopped: int = 0
    ended: int = 0
    median_ms: int | None = None
    p90_ms: int | None = None


class EdgeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How often it went from a node to another."""

    node: str
    target: str
    times: int


class Bucket(msgspec.Struct, frozen=True, kw_only=True):
    """How many gave this answer, or (`upto` not None) a number from `value` to below it."""

    value: Any
    runs: int
    upto: float | None = None


class AnswerFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered at a node: of each run its last answer."""

    node: str
    variable: str
    runs: int
    buckets: list[Bucket] = []
    """The most frequent first; numbers in order."""
    others: int = 0
    """Runs whose answer is in none of the buckets (texts that hardly anybody else wrote)."""
    mean: float | None = None
    refused: int = 0
    """Entries that did not fit."""


class OfferFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was recommended, and accepted."""

    node: str
    value: str
    shown: int
    accepted: int
    low: float = 0.0
    high: float = 1.0
    """The 95 % interval of the share."""


class VersionFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a version tells. `open_runs` are under way or put aside, `left` were given up."""

    version_id: int
    number: int
    runs: int = 0
    ended: int = 0
    left: int = 0
    open_runs: int = 0
    called: int = 0
    """Runs of other flows that ran this one inside them."""
    dispositions: dict[str, int] = {}
    nodes: list[NodeFigures] = []
    edges: list[EdgeFigures] = []
    answers: list[AnswerFigures] = []
    offers: list[OfferFigures] = []


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """Runs of a version that came to the outcome, of those that are over (of an offer: that were shown it).
    `low` to `high` is the 95 % interval."""

    version_id: int
    with_it: int
    of: int
    low: float
    high: float


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions by an outcome. `low` to `high` is the 95 % interval of (second - first): Newcombe's
    (1998, method 10). `verdict`: too_few, no_difference, first, second."""

    outcome: str
    first: Share
    second: Share
    difference: float
    low: float
    high: float
    verdict: str


class FlowStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What a flow tells."""

    versions: list[VersionFigures] = []
    outcomes: list[str] = []
    """What these versions can be compared by."""
    comparison: Comparison | None = None


class GetFlowStatistics(Query[FlowStatistics], frozen=True, kw_only=True):
    """What came of the runs that began from `since` to before `until` (ms; 0: always). Without
    `version_ids` those that had any. Two versions are compared by `outcome`: `disposition:NAME`,
    `end:NODE`, `result:NAME=VALUE` or `offer:NODE` (accepted of shown). Trials are not counted."""

    flow_id: int
    version_ids: list[int] = []
    since: int = 0
    until: int = 0
    outcome: str = ""


class GetFlowKnown(Query[dict[str, Any]], frozen=True, kw_only=True):
    """What a flow may name now (queues, skills, codes, commands, fields, other flows): what is checked at a
    save, for checking while one writes. Fields as in `app.scripts.checking.Known`."""


class GetFlowContext(Query[dict[str, Any]], frozen=True, kw_only=True):
    """What texts and conditions see of a customer and an interaction: for the designer's simulator."""

    customer_id: int | None = None
    interaction_id: int | None = None
