"""Signed links: who has one can go through one flow for one customer, until it expires or is revoked.

A token is the link's id and the first 128 bits of its HMAC-SHA256 (RFC 2104) under the house's own key, as
32 letters of base64url (RFC 4648, 5). It is kept nowhere: a desk that asks for a link is told it again.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import flow_links, flow_runs, house_values, interactions, tickets
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.flow_links import (
    LONGEST_DAYS,
    FlowLinkView,
    GetFlowLink,
    KeepLinkKey,
    LinkState,
    ListFlowLinks,
    MakeFlowLink,
    OpenFlowLink,
    RevokeFlowLink,
    SetLinkAddress,
)
from app.protocol.flows import ResumeFlow, RunView, StartFlow
from app.protocol.message import Done
from app.scripts.nodes import Flow
from app.services.customers.survivors import need_customer
from app.services.flows.compiled import compiled
from app.services.flows.live import live_version

DAY_MS = 86_400_000
PATH = "/f/"
"""Where links lie, below the hub's address."""
KEY_BYTES = 32
TOKEN_LETTERS = 32
_HEXADECIMAL = re.compile(r"[0-9a-f]{64}")
_ID_BYTES = 8
_SIGNATURE_BYTES = 16

_VALUE = sa.select(house_values.c.value).where(house_values.c.name == sa.bindparam("name"))
_OF_CUSTOMER = (
    sa.select(flow_links)
    .where(flow_links.c.customer_id == sa.bindparam("customer_id"))
    .order_by(flow_links.c.created_at.desc(), flow_links.c.id.desc())
    .limit(100)
)


class Runs(Protocol):
    """What begins runs and goes on with them."""

    def start_flow(self, tx: Unit, command: StartFlow) -> RunView:
        """Begin a run."""

    def resume_flow(self, tx: Unit, command: ResumeFlow) -> RunView:
        """Go on with one."""


# --- tokens ---------------------------------------------------------------------------------------
def token_of(key: bytes, link_id: int) -> str:
    """The token of a link."""
    head = link_id.to_bytes(_ID_BYTES, "big")
    return base64.urlsafe_b64encode(head + _signature(key, head)).decode()


def link_id_of(key: bytes, token: str) -> int | None:
    """The link of a token, None where the house did not sign it."""
    if len(token) != TOKEN_LETTERS or not token.isascii():
        return None
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    head, signature = raw[:_ID_BYTES], raw[_ID_BYTES:]
    return int.from_bytes(head, "big") if hmac.compare_digest(signature, _signature(key, head)) else None


def _signature(key: bytes, head: bytes) -> bytes:
    return hmac.new(key, b"flow link " + head, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


def _value(read: Reader, name: str) -> str:
    return str(read.connection.execute(_VALUE, {"name": name}).scalar() or "")


def _key(read: Reader) -> bytes:
    return bytes.fromhex(_value(read, "link_key"))


@dataclass(frozen=True)
class KnownToLinks:
    """What the house has kept for its links."""

    has_key: bool
    address: str
    public: bool


def known_to_links(read: Reader) -> KnownToLinks:
    """For the hub, when it starts."""
    return KnownToLinks(
        has_key=bool(_key(read)),
        address=_value(read, "link_address"),
        public=bool(_value(read, "link_public")),
    )


# --- what the hub itself sends --------------------------------------------------------------------
def keep_link_key(tx: Unit, command: KeepLinkKey) -> Done:
    """Keep the key, if there is none."""
    if not _HEXADECIMAL.fullmatch(command.key):
        raise Refused(errors.BAD_VALUE, f"A link key has {KEY_BYTES} bytes, written in hexadecimal.")
    if not _value(tx, "link_key"):
        _set_value(tx, "link_key", command.key)
    return Done()


def set_link_address(tx: Unit, command: SetLinkAddress) -> Done:
    """What links begin with."""
    _set_value(tx, "link_address", command.address.rstrip("/"))
    _set_value(tx, "link_public", "yes" if command.public else "")
    return Done()


def _set_value(tx: Unit, name: str, value: str) -> None:
    known = tx.connection.execute(_VALUE, {"name": name}).scalar()
    if known is None:
        tx.insert(house_values, name=name, value=value)
    elif known != value:
        tx.connection.execute(house_values.update().where(house_values.c.name == name).values(value=value))
        tx.wrote = True


# --- commands -------------------------------------------------------------------------------------
def make_flow_link(tx: Unit, command: MakeFlowLink) -> FlowLinkView:
    """A new link."""
    customer = need_customer(tx, command.customer_id)
    flow = _live_flow(tx, command.flow, customer["id"])
    if flow is None:
        raise Refused(
            errors.NOT_FOUND,
            f"No flow “{command.flow}” is live. A supervisor can publish one.",
            what="flow",
            name=command.flow,
        )
    if "web" not in flow.speakers:
        raise Refused(
            errors.BAD_VALUE,
            f"“{command.flow}” is not made for a web page. Choose another, or ask its author to add "
            "“web” to its speakers.",
        )
    if not 1 <= command.days <= LONGEST_DAYS:
        raise Refused(errors.BAD_VALUE, f"A link is good for 1 to {LONGEST_DAYS} days.")
    _check_belongs(tx, command, customer["id"])
    row = tx.insert(
        flow_links,
        flow=command.flow,
        customer_id=customer["id"],
        interaction_id=command.interaction_id,
        ticket_id=command.ticket_id,
        language=command.language or customer["language"] or "",
        agent_id=tx.actor.agent_id,
        created_at=tx.at,
        expires_at=tx.at + command.days * DAY_MS,
    )
    return _view(tx, row)


def revoke_flow_link(tx: Unit, command: RevokeFlowLink) -> FlowLinkView:
    """Take a link back, or give it again."""
    row = tx.need(flow_links, command.link_id, "link")
    if command.revoked != (row["revoked_at"] is not None):
        row = tx.update(flow_links, row, revoked_at=tx.at if command.revoked else None)
    return _view(tx, row)


class Opening:
    """The handler of an opened link."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def open_flow_link(self, tx: Unit, command: OpenFlowLink) -> RunView:
        """Begin the link's run, or go on with it on the page."""
        row = tx.need(flow_links, command.link_id, "link")
        state = _state(tx, row, None)
        if state in ("expired", "revoked"):
            raise Refused(errors.WRONG_STATE, "This link is no longer good. Make a new one.", state=state)
        if row["run_id"] is not None:
            return self._runs.resume_flow(
                tx, ResumeFlow(run_id=row["run_id"], speaker="web", language=command.language)
            )
        run = self._runs.start_flow(
            tx,
            StartFlow(
                flow=row["flow"],
                speaker="web",
                interaction_id=row["interaction_id"],
                customer_id=row["customer_id"],
                language=command.language or row["language"],
            ),
        )
        tx.update(flow_links, row, run_id=run.id, opened_at=tx.at)
        return run


# --- questions ------------------------------------------------------------------------------------
def list_flow_links(read: Reader, query: ListFlowLinks) -> list[FlowLinkView]:
    """A customer's links."""
    customer = need_customer(read, query.customer_id)
    return [_view(read, row) for row in read.all(_OF_CUSTOMER, customer_id=customer["id"])]


def get_flow_link(read: Reader, query: GetFlowLink) -> FlowLinkView:
    """A link by its token."""
    key = _key(read)
    link_id = link_id_of(key, query.token) if key else None
    row = read.get(flow_links, link_id)
    if row is None:
        raise Refused(errors.NOT_FOUND, "There is no such link. Ask for a new one.", what="link")
    return _view(read, row)


def _view(read: Reader, row: Values) -> FlowLinkView:
    key = _key(read)
    if not key:
        raise Refused(errors.WRONG_STATE, "This house signs no links yet. Start its hub, then try again.")
    run = read.get(flow_runs, row["run_id"])
    flow = _flow_of(read, row, run)
    return FlowLinkView(
        id=row["id"],
        flow=row["flow"],
        title=flow.title if flow is not None else {},
        languages=list(flow.languages) if flow is not None else [],
        url=f"{_value(read, 'link_address')}{PATH}{token_of(key, row['id'])}",
        public=bool(_value(read, "link_public")),
        state=_state(read, row, run),
        language=row["language"],
        customer_id=row["customer_id"],
        interaction_id=row["interaction_id"],
        ticket_id=row["ticket_id"],
        run_id=row["run_id"],
        due_at=run["due_at"] if run is not None else None,
        agent_id=row["agent_id"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        opened_at=row["opened_at"],
    )


def _state(read: Reader, row: Values, run: Values | None) -> LinkState:
    if row["revoked_at"] is not None:
        return "revoked"
    if row["expires_at"] <= read.at:
        return "expired"
    if run is None:
        return "new"
    return "ended" if run["status"] == "ended" else "begun"


def _flow_of(read: Reader, row: Values, run: Values | None) -> Flow | None:
    """The flow of the link's run, before that the one that is live."""
    if run is not None:
        return compiled(read, run["version_id"])
    return _live_flow(read, row["flow"], row["customer_id"])


def _live_flow(read: Reader, name: str, customer_id: int) -> Flow | None:
    version = live_version(read, name, str(customer_id))
    return compiled(read, version["id"]) if version is not None else None


def _check_belongs(tx: Unit, command: MakeFlowLink, customer_id: int) -> None:
    """A contact or a ticket of somebody else would put one customer's answers into another's history."""
    for table, row_id, what in (
        (interactions, command.interaction_id, "contact"),
        (tickets, command.ticket_id, "ticket"),
    ):
        if row_id is None:
            continue
        row = tx.need(table, row_id, what)
        if row["customer_id"] not in (None, customer_id):
            raise Refused(errors.BAD_VALUE, f"This {what} belongs to another customer.", what=what, id=row_id)
