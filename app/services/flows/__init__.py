"""Flows: written, published, run, and what they tell afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from app.protocol import flow_links as fl
from app.protocol import flows as f
from app.protocol.message import DESK_ROLES, EVERYBODY, LEADS, SYSTEM
from app.services.door import CommandHandler, Follower, QueryHandler
from app.services.flows import links
from app.services.flows.doing import Doing
from app.services.flows.following import follow
from app.services.flows.known import KnownReader
from app.services.flows.lists import list_runs
from app.services.flows.live import list_live_flows
from app.services.flows.lookups import LookUps
from app.services.flows.programs import Programs
from app.services.flows.running import Running
from app.services.flows.statistics import get_flow_statistics
from app.services.flows.versions import Authoring
from app.services.flows.world import WorldReader

READERS = LEADS | SYSTEM
FOLLOWERS: tuple[Follower, ...] = (follow,)


def handlers(
    by_desks: Iterable[CommandHandler | QueryHandler], zone: str
) -> tuple[CommandHandler | QueryHandler, ...]:
    """The handlers of flows. `by_desks`: what a flow may do is among these; `zone`: the house's time zone."""
    commands = {entry.message.__name__: entry for entry in by_desks if isinstance(entry, CommandHandler)}
    doing = Doing(commands)
    worlds = WorldReader(zone)
    running = Running(Programs(), worlds, LookUps(worlds), doing)
    known = KnownReader(doing.messages)
    authoring = Authoring(known)
    return (
        CommandHandler(f.SaveFlowDraft, authoring.save_flow_draft, LEADS),
        CommandHandler(f.SubmitFlow, authoring.submit_flow, LEADS),
        CommandHandler(f.ReturnFlow, authoring.return_flow, LEADS),
        CommandHandler(f.PublishFlow, authoring.publish_flow, LEADS),
        CommandHandler(f.RollBackFlow, authoring.roll_back_flow, LEADS),
        CommandHandler(f.RetireFlow, authoring.retire_flow, LEADS),
        CommandHandler(fl.MakeFlowLink, links.make_flow_link, DESK_ROLES),
        CommandHandler(fl.RevokeFlowLink, links.revoke_flow_link, DESK_ROLES),
        CommandHandler(fl.OpenFlowLink, links.Opening(running).open_flow_link, SYSTEM),
        CommandHandler(fl.KeepLinkKey, links.keep_link_key, SYSTEM),
        CommandHandler(fl.SetLinkAddress, links.set_link_address, SYSTEM),
        QueryHandler(fl.ListFlowLinks, links.list_flow_links, EVERYBODY),
        QueryHandler(fl.GetFlowLink, links.get_flow_link, SYSTEM),
        CommandHandler(f.VersionsDue, authoring.versions_due, SYSTEM),
        CommandHandler(f.StartFlow, running.start_flow, EVERYBODY),
        CommandHandler(f.StepFlow, running.step_flow, EVERYBODY, running.same_run),
        CommandHandler(f.SuspendFlow, running.suspend_flow, EVERYBODY, running.same_run),
        CommandHandler(f.ResumeFlow, running.resume_flow, EVERYBODY, running.same_run),
        QueryHandler(f.ListFlows, authoring.list_flows, READERS),
        QueryHandler(f.GetFlow, authoring.get_flow, READERS),
        QueryHandler(f.GetFlowKnown, known.get_flow_known, LEADS),
        QueryHandler(f.ListRuns, list_runs, EVERYBODY),
        QueryHandler(f.ListLiveFlows, list_live_flows, EVERYBODY),
        QueryHandler(f.GetRun, running.get_run, EVERYBODY),
        QueryHandler(f.GetFlowStatistics, get_flow_statistics, LEADS),
        QueryHandler(f.GetPassed, running.get_passed, EVERYBODY),
        QueryHandler(f.GetFlowContext, running.get_flow_context, EVERYBODY),
    )
