"""Writing flows: every save is a version, and a version goes draft → review → live."""

from __future__ import annotations

import re

import msgspec
import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import flow_compiled, flow_versions, flows
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.flows import (
    FlowSource,
    FlowView,
    GetFlow,
    ListFlows,
    ProblemView,
    PublishFlow,
    RetireFlow,
    ReturnFlow,
    RollBackFlow,
    SaveFlowDraft,
    SubmitFlow,
    VersionsDue,
    VersionView,
)
from app.scripts.checking import check
from app.scripts.nodes import Flow, Problem
from app.scripts.reading import read as read_text
from app.services.flows.compiled import compiled, decode_flow
from app.services.flows.known import KnownReader
from app.services.flows.live import in_force

LONGEST = 2_000_000
"""Characters a flow's text may have."""

_OF_FLOW = (
    sa.select(flow_versions)
    .where(flow_versions.c.flow_id == sa.bindparam("flow_id"))
    .order_by(flow_versions.c.number.desc())
)
_NAMED = sa.select(flows).where(flows.c.name == sa.bindparam("name"))
_WITHOUT_TEXT = (
    sa.select(
        *(column for column in flow_versions.c if column.name != "source"),
        flow_compiled.c.problems,
    )
    .join(flow_compiled, flow_compiled.c.id == flow_versions.c.id)
    .order_by(flow_versions.c.flow_id, flow_versions.c.number.desc())
)
_NAME = re.compile(r"^flow:[ \t]*[\"']?([a-z0-9][a-z0-9-]{0,63})", re.MULTILINE)
_IS_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_decode_problems = msgspec.json.Decoder(list[ProblemView]).decode


class Authoring:
    """The handlers of what authors do. `known` says what a flow may name."""

    def __init__(self, known: KnownReader) -> None:
        self._known = known

    def save_flow_draft(self, tx: Unit, command: SaveFlowDraft) -> FlowSource:
        """Keep a text as the flow's newest version."""
        if len(command.source) > LONGEST:
            raise Refused(errors.TOO_LARGE, f"A flow's text has at most {LONGEST:,} characters.")
        reading = read_text(command.source)
        flow_row = self._flow_for(tx, command, reading.flow)
        versions = tx.all(_OF_FLOW, flow_id=flow_row["id"])
        _refuse_stale(tx, versions, command)
        flow, problems = reading.flow, list(reading.problems)
        if flow is not None:
            problems += self._checked(tx, flow)
            flow_row = _named(tx, flow_row, flow, versions, problems)
        newest = versions[0] if versions else None
        if newest is not None and newest["source"] == command.source and newest["state"] != "retired":
            _keep_compiled(tx, newest["id"], flow, problems)
            return _source(tx, flow_row, newest)
        version = tx.insert(
            flow_versions,
            flow_id=flow_row["id"],
            number=newest["number"] + 1 if newest else 1,
            source=command.source,
            title=_title(flow) or (newest["title"] if newest else ""),
            remark=command.remark,
            agent_id=tx.actor.agent_id,
            saved_at=tx.at,
        )
        _keep_compiled(tx, version["id"], flow, problems)
        return _source(tx, flow_row, version)

    def submit_flow(self, tx: Unit, command: SubmitFlow) -> VersionView:
        """Draft → review."""
        version = _need(tx, command.version_id, "draft")
        self._refuse_errors(tx, version)
        return _view(tx, tx.update(flow_versions, version, state="review"))

    def return_flow(self, tx: Unit, command: ReturnFlow) -> VersionView:
        """Review → draft."""
        version = _need(tx, command.version_id, "review")
        values: Values = {"remark": command.remark} if command.remark.strip() else {}
        return _view(tx, tx.update(flow_versions, version, state="draft", **values))

    def publish_flow(self, tx: Unit, command: PublishFlow) -> VersionView:
        """Review → live, from a moment on, alone or beside another."""
        if not 1 <= command.share <= 100:
            raise Refused(errors.BAD_VALUE, f"A share is 1 to 100 per cent, not {command.share}.")
        version = _need(tx, command.version_id, "review")
        self._refuse_errors(tx, version)
        if command.share < 100 and not _beside(tx, version["flow_id"]):
            raise Refused(
                errors.WRONG_STATE,
                "There is no live version that the rest of the runs could take. Publish this one to all.",
            )
        begins = max(command.live_from, tx.at)
        version = tx.update(flow_versions, version, state="live", live_from=begins, share=command.share)
        retire_replaced(tx, version["flow_id"])
        return _view(tx, version)

    def roll_back_flow(self, tx: Unit, command: RollBackFlow) -> VersionView:
        """An earlier version is live again, at once and alone; what was to go live later stays so."""
        version = _need(tx, command.version_id, "live", "retired")
        self._refuse_errors(tx, version)
        version = tx.update(flow_versions, version, state="live", live_from=tx.at, share=100)
        for other in _beside(tx, version["flow_id"]):
            if other["id"] != version["id"]:
                tx.update(flow_versions, other, state="retired")
        return _view(tx, version)

    def retire_flow(self, tx: Unit, command: RetireFlow) -> FlowView:
        """No new runs, or new runs again."""
        row = tx.update(flows, tx.need(flows, command.flow_id, "flow"), active=command.active)
        return _flow_view(row, _versions(tx, row["id"]), _newest_flow(tx, row["id"]))

    def versions_due(self, tx: Unit, command: VersionsDue) -> list[VersionView]:
        """Retire what a version has replaced whose date has come."""
        retire_replaced(tx, tx.need(flows, command.flow_id, "flow")["id"])
        return _versions(tx, command.flow_id)

    def list_flows(self, read: Reader, _query: ListFlows) -> list[FlowView]:
        """Every flow, by name."""
        versions: dict[int, list[VersionView]] = {}
        for row in read.all(_WITHOUT_TEXT):
            versions.setdefault(row["flow_id"], []).append(_version_view(row))
        return [
            _flow_view(row, versions.get(row["id"], []), _newest_flow(read, row["id"]))
            for row in read.all(sa.select(flows).order_by(flows.c.name))
        ]

    def get_flow(self, read: Reader, query: GetFlow) -> FlowSource:
        """A version's text."""
        version = read.need(flow_versions, query.version_id, "version")
        return _source(read, read.need(flows, version["flow_id"], "flow"), version)

    def _checked(self, read: Reader, flow: Flow) -> list[Problem]:
        return list(check(flow, self._known.read(read)))

    def _refuse_errors(self, tx: Unit, version: Values) -> None:
        """Looked at again: a queue that was there when it was saved may be gone."""
        flow = compiled(tx, version["id"])
        problems = list(read_text(version["source"]).problems)
        if flow is not None:
            problems += self._checked(tx, flow)
        found = [_problem_view(problem) for problem in problems if problem.severity == "error"]
        if flow is None or found:
            first = f" Line {found[0].line}: {found[0].text}" if found else ""
            many = "an error" if len(found) == 1 else f"{len(found)} errors"
            raise Refused(
                errors.BAD_VALUE,
                f"Version {version['number']} has {many}. Mend the text and save it again.{first}",
                problems=msgspec.to_builtins(found),
            )

    def _flow_for(self, tx: Unit, command: SaveFlowDraft, flow: Flow | None) -> Values:
        """The flow a text belongs to: the one that is named, the one of that name, or a new one."""
        if command.flow_id is not None:
            return tx.need(flows, command.flow_id, "flow")
        name = _name_of(flow, command.source)
        row = tx.one(_NAMED, name=name) if name else None
        if row is not None:
            return row
        return tx.insert(flows, name=name or f"unnamed-{tx.ids.new()}", created_at=tx.at)


def retire_replaced(tx: Unit, flow_id: int) -> None:
    """Live versions that no longer get any run, because one that takes all began after them, are retired."""
    begun = _beside(tx, flow_id)
    kept = {version["id"] for version in in_force(begun)}
    for version in begun:
        if version["id"] not in kept:
            tx.update(flow_versions, version, state="retired")


def _beside(tx: Unit, flow_id: int) -> list[Values]:
    """The versions of a flow that are live now, newest first."""
    live = [row for row in tx.all(_OF_FLOW, flow_id=flow_id) if row["state"] == "live"]
    begun = [row for row in live if row["live_from"] <= tx.at]
    return sorted(begun, key=lambda row: (-row["live_from"], -row["number"]))


def _refuse_stale(tx: Unit, versions: list[Values], command: SaveFlowDraft) -> None:
    """Somebody else saved since the author began: both texts are shown, nothing is lost."""
    if command.seen_id is None or not versions:
        return
    newest = versions[0]
    if newest["id"] == command.seen_id or newest["agent_id"] == tx.actor.agent_id:
        return
    seen = next((row["number"] for row in versions if row["id"] == command.seen_id), 0)
    if newest["number"] > seen:
        raise Refused(
            errors.STALE,
            f"Somebody else saved version {newest['number']} while you were writing. Compare and choose.",
            version_id=newest["id"],
            number=newest["number"],
            agent_id=newest["agent_id"],
            now=newest["source"],
            yours=command.source,
        )


def _named(tx: Unit, row: Values, flow: Flow, versions: list[Values], problems: list[Problem]) -> Values:
    """Give a flow another name while nobody relies on it; later, or where it is taken, that is a problem."""
    if flow.name == row["name"] or not _IS_NAME.fullmatch(flow.name):
        return row
    taken = tx.one(_NAMED, name=flow.name) is not None
    if not taken and not any(version["state"] in ("live", "retired") for version in versions):
        return tx.update(flows, row, name=flow.name)
    why = "is taken by another flow" if taken else "would be new, but lines and flows call it by the old one"
    text = f"The name “{flow.name}” {why}. Write “{row['name']}”, or save it as a new flow."
    problems.append(Problem(code="name_fixed", text=text, line=flow.line))
    return row


def _name_of(flow: Flow | None, source: str) -> str:
    """The name a text gives, or seems to give; empty where that is none."""
    if flow is not None and _IS_NAME.fullmatch(flow.name):
        return flow.name
    found = _NAME.search(source)
    return found.group(1) if found else ""


def _need(tx: Unit, version_id: int, *states: str) -> Values:
    version = tx.need(flow_versions, version_id, "version")
    if version["state"] not in states:
        raise Refused(
            errors.WRONG_STATE,
            f"Version {version['number']} is “{version['state']}”; this needs {' or '.join(states)}. "
            "Somebody may have been quicker; look again.",
            state=version["state"],
        )
    return version


def _keep_compiled(tx: Unit, version_id: int, flow: Flow | None, problems: list[Problem]) -> None:
    values = {
        "flow": msgspec.json.encode(flow).decode(),
        "problems": msgspec.json.encode([_problem_view(problem) for problem in problems]).decode(),
    }
    row = tx.get(flow_compiled, version_id)
    if row is None:
        tx.insert(flow_compiled, id=version_id, **values)
    else:
        tx.update(flow_compiled, row, **values)


def _source(read: Reader, flow: Values, version: Values) -> FlowSource:
    row = read.need(flow_compiled, version["id"], "version")
    return FlowSource(
        version=_version_view({**version, "problems": row["problems"]}),
        name=flow["name"],
        source=version["source"],
        compiled=msgspec.Raw(row["flow"].encode()),
    )


def _view(read: Reader, version: Values) -> VersionView:
    row = read.need(flow_compiled, version["id"], "version")
    return _version_view({**version, "problems": row["problems"]})


def _version_view(row: Values) -> VersionView:
    names = (
        "id",
        "flow_id",
        "number",
        "state",
        "title",
        "remark",
        "agent_id",
        "saved_at",
        "live_from",
        "share",
    )
    return VersionView(**{name: row[name] for name in names}, problems=_decode_problems(row["problems"]))


def _versions(read: Reader, flow_id: int) -> list[VersionView]:
    statement = _WITHOUT_TEXT.where(flow_versions.c.flow_id == flow_id)
    return [_version_view(row) for row in read.all(statement)]


def _newest_flow(read: Reader, flow_id: int) -> Flow | None:
    """The newest version that can be read."""
    statement = (
        sa.select(flow_compiled.c.flow)
        .join(flow_versions, flow_versions.c.id == flow_compiled.c.id)
        .where(flow_versions.c.flow_id == flow_id, flow_compiled.c.flow != "null")
        .order_by(flow_versions.c.number.desc())
        .limit(1)
    )
    row = read.one(statement)
    return None if row is None else decode_flow(row["flow"])


def _flow_view(row: Values, versions: list[VersionView], flow: Flow | None) -> FlowView:
    return FlowView(
        id=row["id"],
        name=row["name"],
        title=_title(flow) or row["name"],
        speakers=list(flow.speakers) if flow else [],
        languages=list(flow.languages) if flow else [],
        active=row["active"],
        versions=versions,
    )


def _title(flow: Flow | None) -> str:
    if flow is None:
        return ""
    return next((flow.title[language] for language in flow.languages if flow.title.get(language)), "")


def _problem_view(problem: Problem) -> ProblemView:
    return ProblemView(
        code=problem.code,
        text=problem.text,
        severity=problem.severity,
        file=problem.file,
        line=problem.line,
        node=problem.node,
    )
