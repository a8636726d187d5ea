"""The whole house: every feature's handlers behind one door."""

from typing import Any

from app.core.clock import Clock
from app.core.ids import IdMaker
from app.models.record import Record
from app.protocol import agents as a
from app.protocol import customers as c
from app.protocol import interactions as i
from app.protocol import setup as s
from app.protocol import tickets as t
from app.protocol.message import ADMINISTRATOR, DESK_ROLES, EVERYBODY, SYSTEM, Command, Query
from app.services import conflicts, files, flows, ivr, lookup, search
from app.services.agents import presence, sign_in, snapshot
from app.services.customers import belongings, editing, merging, points
from app.services.door import CommandHandler, Door, QueryHandler
from app.services.files.shelf import Shelf
from app.services.interactions import (
    after_call,
    answers,
    arrivals,
    calls,
    customers,
    notes,
    offers,
    pops,
    transfers,
)
from app.services.setup import agents, catalogue, queues
from app.services.tickets import tickets

BY_DESKS = (
    CommandHandler(a.SignOut, sign_in.sign_out, DESK_ROLES),
    CommandHandler(a.ChangePassword, sign_in.change_password, DESK_ROLES),
    CommandHandler(a.SetPresence, presence.set_presence, DESK_ROLES),
    CommandHandler(a.AttachPhone, presence.attach_phone, DESK_ROLES),
    CommandHandler(i.AcceptOffer, answers.accept_offer, DESK_ROLES),
    CommandHandler(i.DeclineOffer, answers.decline_offer, DESK_ROLES),
    CommandHandler(i.HoldCall, calls.hold_call, DESK_ROLES),
    CommandHandler(i.ResumeCall, calls.resume_call, DESK_ROLES),
    CommandHandler(i.EndCall, calls.end_call, DESK_ROLES),
    CommandHandler(i.ReportQuality, calls.report_quality, DESK_ROLES),
    CommandHandler(i.ReportCall, arrivals.report_call, DESK_ROLES),
    CommandHandler(i.TransferCall, transfers.transfer_call, DESK_ROLES),
    CommandHandler(i.ConsultCall, transfers.consult_call, DESK_ROLES),
    CommandHandler(i.CompleteTransfer, transfers.complete_transfer, DESK_ROLES),
    CommandHandler(i.StartConference, transfers.start_conference, DESK_ROLES),
    CommandHandler(i.RetrieveCall, transfers.retrieve_call, DESK_ROLES),
    CommandHandler(i.WrapUp, after_call.wrap_up, DESK_ROLES),
    CommandHandler(i.LinkCustomer, customers.link_customer, DESK_ROLES),
    CommandHandler(i.AddNote, notes.add_note, DESK_ROLES),
    CommandHandler(i.EditNote, notes.edit_note, DESK_ROLES),
    CommandHandler(i.DeleteNote, notes.delete_note, DESK_ROLES),
    CommandHandler(i.RestoreNote, notes.restore_note, DESK_ROLES),
    CommandHandler(c.CreateCustomer, editing.create_customer, DESK_ROLES),
    CommandHandler(c.EditCustomer, editing.edit_customer, DESK_ROLES),
    CommandHandler(c.AddPoint, points.add_point, DESK_ROLES),
    CommandHandler(c.EditPoint, points.edit_point, DESK_ROLES),
    CommandHandler(c.RemovePoint, points.remove_point, DESK_ROLES),
    CommandHandler(c.SetConsent, belongings.set_consent, DESK_ROLES),
    CommandHandler(c.RelateCustomers, belongings.relate_customers, DESK_ROLES),
    CommandHandler(c.UnrelateCustomers, belongings.unrelate_customers, DESK_ROLES),
    CommandHandler(c.AddOwnedProduct, belongings.add_owned_product, DESK_ROLES),
    CommandHandler(c.MergeCustomers, merging.merge_customers, DESK_ROLES),
    CommandHandler(c.UndoMerge, merging.undo_merge, DESK_ROLES),
    CommandHandler(t.OpenTicket, tickets.open_ticket, DESK_ROLES),
    CommandHandler(t.EditTicket, tickets.edit_ticket, DESK_ROLES),
    CommandHandler(t.LinkTicket, tickets.link_ticket, DESK_ROLES),
    QueryHandler(a.GetSnapshot, snapshot.get_snapshot, DESK_ROLES),
    QueryHandler(i.GetPop, pops.get_pop, EVERYBODY),
    QueryHandler(t.ListTickets, tickets.list_tickets, EVERYBODY),
    QueryHandler(t.GetTicket, tickets.get_ticket, EVERYBODY),
    QueryHandler(s.ListLines, queues.list_lines, EVERYBODY),
    QueryHandler(s.ListProducts, catalogue.list_products, EVERYBODY),
    QueryHandler(s.ListCustomFields, catalogue.list_custom_fields, EVERYBODY),
)
BY_ADMINISTRATORS = (
    CommandHandler(s.SaveAgent, agents.save_agent, ADMINISTRATOR),
    CommandHandler(s.SaveSkill, agents.save_skill, ADMINISTRATOR),
    CommandHandler(s.SetAgentSkill, agents.set_agent_skill, ADMINISTRATOR),
    CommandHandler(s.SaveQueue, queues.save_queue, ADMINISTRATOR),
    CommandHandler(s.SetQueueSkill, queues.set_queue_skill, ADMINISTRATOR),
    CommandHandler(s.SaveReasonCode, queues.save_reason_code, ADMINISTRATOR),
    CommandHandler(s.SaveDispositionCode, queues.save_disposition_code, ADMINISTRATOR),
    CommandHandler(s.SaveLine, queues.save_line, ADMINISTRATOR),
    CommandHandler(s.SaveProduct, catalogue.save_product, ADMINISTRATOR),
    CommandHandler(s.SaveCustomField, catalogue.save_custom_field, ADMINISTRATOR),
)
BY_THE_HUB = (
    CommandHandler(a.OpenSession, sign_in.open_session, SYSTEM),
    CommandHandler(a.CloseSession, sign_in.close_session, SYSTEM),
    CommandHandler(a.CountFailure, sign_in.count_failure, SYSTEM),
    CommandHandler(a.AgentSeen, presence.agent_seen, SYSTEM),
    CommandHandler(a.AgentLost, presence.agent_lost, SYSTEM),
    CommandHandler(i.CallArrived, arrivals.call_arrived, SYSTEM),
    CommandHandler(i.PlaceInQueue, offers.place_in_queue, SYSTEM),
    CommandHandler(i.MakeOffer, offers.make_offer, SYSTEM),
    CommandHandler(i.OfferTimedOut, answers.offer_timed_out, SYSTEM),
    CommandHandler(i.AgentConnected, calls.agent_connected, SYSTEM),
    CommandHandler(i.AgentUnreachable, calls.agent_unreachable, SYSTEM),
    CommandHandler(i.AgentLegEnded, calls.agent_leg_ended, SYSTEM),
    CommandHandler(i.ThirdPartyChanged, transfers.third_party_changed, SYSTEM),
    CommandHandler(i.TransferCaller, transfers.transfer_caller, SYSTEM),
    CommandHandler(i.CallEnded, calls.call_ended, SYSTEM),
    CommandHandler(i.WrapUpExpired, after_call.wrap_up_expired, SYSTEM),
)


def desk_messages() -> dict[str, type[Command[Any]] | type[Query[Any]]]:
    """Every command and question that somebody at a desk may send, by name."""
    of_flows = flows.handlers(BY_DESKS, "UTC")
    every = (
        *BY_DESKS,
        *BY_ADMINISTRATORS,
        *lookup.HANDLERS,
        *search.HANDLERS,
        *of_flows,
        *ivr.handlers(of_flows),
        *files.handlers(None),
    )
    return {handler.message.__name__: handler.message for handler in every}


def build_door(
    record: Record,
    clock: Clock,
    ids: IdMaker,
    *,
    region: str,
    zone: str = "UTC",
    shelf: Shelf | None = None,
) -> Door:
    """The door with everything this house can do. `region` (ISO 3166-1) is where numbers without a country
    code are read, `zone` (IANA) tells what day it is and whether it is open, `shelf` is where files lie."""
    of_flows = flows.handlers(BY_DESKS, zone)
    return Door(
        record,
        clock,
        ids,
        handlers=(
            *BY_DESKS,
            *BY_ADMINISTRATORS,
            *BY_THE_HUB,
            *lookup.HANDLERS,
            *search.HANDLERS,
            *of_flows,
            *ivr.handlers(of_flows),
            *files.handlers(shelf),
        ),
        followers=(*search.FOLLOWERS, conflicts.follow, *flows.FOLLOWERS),
        region=region,
    )
