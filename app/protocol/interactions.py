"""A contact's way through the house: what the line reports, the router decides and the agent does."""

from typing import Any

from app.protocol.events import Pop
from app.protocol.message import Command, Done, Query
from app.protocol.rows import InteractionRow, NoteRow, OfferRow


# --- reported by adapters (role: system) -------------------------------------------------------
class CallArrived(Command[InteractionRow], frozen=True, kw_only=True):
    """A call reached a line. `ani_raw` is the number as it came, from the header `ani_source`
    (p-asserted-identity, remote-party-id, from, withheld); `at` when its INVITE came (ms)."""

    call_key: str
    ani_raw: str = ""
    ani_source: str = "from"
    dnis: str = ""
    caller_name: str = ""
    at: int = 0


class PlaceInQueue(Command[InteractionRow], frozen=True, kw_only=True):
    """The caller waits in a queue now. `placed_at` 0 means now; a kept place is given."""

    interaction_id: int
    queue_id: int
    priority: int = 0
    placed_at: int = 0
    skills: dict[str, int] = {}
    preferred_agent_id: int | None = None


class TransferCaller(Command[InteractionRow], frozen=True, kw_only=True):
    """A flow put the caller through to a number outside, which answered."""

    interaction_id: int
    number: str


class MakeOffer(Command[OfferRow], frozen=True, kw_only=True):
    """The router's decision: this item before this agent, for these reasons."""

    work_item_id: int
    agent_id: int
    reasons: list[dict[str, Any]] = []


class OfferTimedOut(Command[OfferRow], frozen=True, kw_only=True):
    """RONA: the item goes back with its place kept, the agent becomes Not responding."""

    offer_id: int


class AgentConnected(Command[InteractionRow], frozen=True, kw_only=True):
    """Agent and caller hear each other."""

    interaction_id: int
    agent_id: int


class AgentUnreachable(Command[InteractionRow], frozen=True, kw_only=True):
    """The agent's phone did not take the call it had accepted: back to its place."""

    interaction_id: int
    agent_id: int
    reason: str = ""


class AgentLegEnded(Command[InteractionRow], frozen=True, kw_only=True):
    """The agent's leg is gone while the caller is still here. `lost`: it broke, the caller goes back."""

    interaction_id: int
    agent_id: int
    lost: bool = False
    quality: dict[str, Any] | None = None


class ThirdPartyChanged(Command[InteractionRow], frozen=True, kw_only=True):
    """The consulted or added third party `answered`, `failed` or `ended`."""

    interaction_id: int
    what: str
    party: str = ""
    reason: str = ""


class CallEnded(Command[InteractionRow], frozen=True, kw_only=True):
    """The caller is gone. `by` is caller, agent, line or system."""

    interaction_id: int
    by: str
    reason: str = ""
    quality: dict[str, Any] | None = None
    at: int = 0


class WrapUpExpired(Command[InteractionRow], frozen=True, kw_only=True):
    """The longest after-call work of the queue is over."""

    interaction_id: int


# --- done by agents ----------------------------------------------------------------------------
class AcceptOffer(Command[InteractionRow], frozen=True, kw_only=True):
    """Take what is offered."""

    offer_id: int


class DeclineOffer(Command[OfferRow], frozen=True, kw_only=True):
    """Do not take it: it goes back with its place kept; the agent becomes Not ready."""

    offer_id: int
    reason_id: int | None = None


class HoldCall(Command[InteractionRow], frozen=True, kw_only=True):
    """The caller is on hold since `at` (ms; 0: now)."""

    interaction_id: int
    at: int = 0


class ResumeCall(Command[InteractionRow], frozen=True, kw_only=True):
    """The caller is back from hold since `at` (ms; 0: now)."""

    interaction_id: int
    at: int = 0


class EndCall(Command[InteractionRow], frozen=True, kw_only=True):
    """Hang up on the caller."""

    interaction_id: int


class TransferCall(Command[InteractionRow], frozen=True, kw_only=True):
    """Blind transfer to a queue, an agent or a number; exactly one is given."""

    interaction_id: int
    queue_id: int | None = None
    agent_id: int | None = None
    number: str = ""


class ConsultCall(Command[InteractionRow], frozen=True, kw_only=True):
    """Hold the caller and speak with an agent or a number first; exactly one is given."""

    interaction_id: int
    agent_id: int | None = None
    number: str = ""


class CompleteTransfer(Command[InteractionRow], frozen=True, kw_only=True):
    """Warm transfer: caller and consulted party are joined, this agent leaves."""

    interaction_id: int


class StartConference(Command[InteractionRow], frozen=True, kw_only=True):
    """Caller, agent and consulted party hear each other."""

    interaction_id: int


class RetrieveCall(Command[InteractionRow], frozen=True, kw_only=True):
    """Drop the consulted party, back to the caller."""

    interaction_id: int


class WrapUp(Command[InteractionRow], frozen=True, kw_only=True):
    """Book the outcome and close: ends after-call work."""

    interaction_id: int
    disposition_id: int
    note: str = ""


class LinkCustomer(Command[Pop], frozen=True, kw_only=True):
    """This interaction is with that customer (chosen among candidates, found, or just created)."""

    interaction_id: int
    customer_id: int
    add_point: bool = False
    """Also keep the number it came from as a contact point of that customer."""


class AddNote(Command[NoteRow], frozen=True, kw_only=True):
    """A note on a customer, an interaction or a ticket (at least one is given)."""

    text: str
    customer_id: int | None = None
    interaction_id: int | None = None
    ticket_id: int | None = None


class EditNote(Command[NoteRow], frozen=True, kw_only=True):
    """Change a note's text; only its author, or a supervisor."""

    note_id: int
    text: str


class DeleteNote(Command[NoteRow], frozen=True, kw_only=True):
    """Strike a note out; `RestoreNote` brings it back."""

    note_id: int


class RestoreNote(Command[NoteRow], frozen=True, kw_only=True):
    """Bring a struck-out note back."""

    note_id: int


class ReportQuality(Command[Done], frozen=True, kw_only=True):
    """What an agent's phone measured on the call: codec, loss (%), jitter (ms), rtt (ms)."""

    interaction_id: int
    quality: dict[str, Any]


class ReportCall(Command[Pop], frozen=True, kw_only=True):
    """A call that came to the agent's phone directly (from a PBX), not by the built-in line."""

    call_key: str
    ani_raw: str = ""
    ani_source: str = "from"
    dnis: str = ""
    caller_name: str = ""
    direction: str = "inbound"
    state: str = "talking"


class GetPop(Query[Pop], frozen=True, kw_only=True):
    """The pop of an interaction again (for one who opens it later)."""

    interaction_id: int
