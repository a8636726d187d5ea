"""Signed links: a flow on a page for a customer's browser."""

from typing import Literal

import msgspec

from app.protocol.flows import RunView
from app.protocol.message import Command, Done, Query

LinkState = Literal["new", "begun", "ended", "expired", "revoked"]

LONGEST_DAYS = 366
"""How long a link can be good."""


class FlowLinkView(msgspec.Struct, frozen=True, kw_only=True):
    """A link. `public`: whether an operator said where customers reach the hub; else `url` has the hub's own
    address, which is good in this network at most."""

    id: int
    flow: str
    title: dict[str, str] = {}
    url: str
    public: bool = False
    state: LinkState
    languages: list[str] = []
    language: str = ""
    customer_id: int
    interaction_id: int | None = None
    ticket_id: int | None = None
    run_id: int | None = None
    due_at: int | None = None
    """When a run that waits goes on (ms)."""
    agent_id: int | None = None
    created_at: int = 0
    expires_at: int = 0
    opened_at: int | None = None


class MakeFlowLink(Command[FlowLinkView], frozen=True, kw_only=True):
    """A link to a flow for one customer: whoever has it can answer in the customer's name until it expires.
    Nothing is sent. Without a language the customer's own is taken."""

    flow: str
    customer_id: int
    interaction_id: int | None = None
    ticket_id: int | None = None
    language: str = ""
    days: int = 14
    """How long it is good, 1 to 366."""


class RevokeFlowLink(Command[FlowLinkView], frozen=True, kw_only=True):
    """The link is no longer good; with `revoked` false it is good again until it expires."""

    link_id: int
    revoked: bool = True


class ListFlowLinks(Query[list[FlowLinkView]], frozen=True, kw_only=True):
    """The links of a customer, newest first."""

    customer_id: int


class GetFlowLink(Query[FlowLinkView], frozen=True, kw_only=True):
    """A link by its token, as the customer's browser shows it. Refused as `not_found` where the token is not
    one of this house's."""

    token: str


class OpenFlowLink(Command[RunView], frozen=True, kw_only=True):
    """The customer begins, or goes on in another language. The link's run is begun once."""

    link_id: int
    language: str = ""


class KeepLinkKey(Command[Done], frozen=True, kw_only=True):
    """What links are signed with, made by the hub at its first start; a key that is there stays."""

    key: str


class SetLinkAddress(Command[Done], frozen=True, kw_only=True):
    """Where customers reach the hub; `public` where an operator said so, else it is the hub's own address."""

    address: str
    public: bool
