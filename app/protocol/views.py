"""What the door answers with: the customer's card and its parts, search pages, lists."""

from typing import Any

import msgspec

from app.protocol.rows import TicketRow


class ContactPointView(msgspec.Struct, frozen=True, kw_only=True):
    """One way to reach a customer. `normal` is empty where `raw` could not be read."""

    id: int
    kind: str
    raw: str
    normal: str
    label: str = ""
    main: bool = False


class RelationView(msgspec.Struct, frozen=True, kw_only=True):
    """`customer_id`, named `name`, is the card's customer's `kind` (or, `outward`, the other way round)."""

    id: int
    customer_id: int
    name: str
    kind: str
    outward: bool


class ConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """The last word a customer gave on a purpose."""

    id: int
    purpose: str
    channel: str
    given: bool
    source: str
    at: int


class OwnedProductView(msgspec.Struct, frozen=True, kw_only=True):
    """A product the customer owns."""

    id: int
    product_id: int
    name: str
    category: str
    serial: str
    state: str
    bought_at: int | None
    warranty_until: int | None


class MergeView(msgspec.Struct, frozen=True, kw_only=True):
    """Two customers that were made one."""

    id: int
    survivor_id: int
    merged_id: int
    at: int
    undone_at: int | None = None


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened with a customer, on whatever channel.

    `kind` is call, email, fax, chat, visit, note or ticket; `at` when it began (ms); `id` that of the
    interaction, note or ticket.
    """

    kind: str
    id: int
    at: int
    title: str = ""
    text: str = ""
    direction: str = ""
    state: str = ""
    agent_id: int | None = None
    queue_id: int | None = None
    disposition_id: int | None = None
    ticket_id: int | None = None
    ticket_number: int | None = None
    interaction_id: int | None = None
    seconds: int | None = None
    """Talk time of a call, where it was answered."""


class CustomerView(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's own fields."""

    id: int
    kind: str
    name: str
    other_names: str = ""
    language: str = ""
    segment: str = ""
    remark: str = ""
    vip: bool = False
    custom: dict[str, Any] = {}
    preferred_agent_id: int | None = None
    merged_into: int | None = None
    created_at: int = 0
    updated_at: int = 0


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """All that the screen shows of a customer at once: what a pop carries."""

    customer: CustomerView
    points: list[ContactPointView] = []
    relations: list[RelationView] = []
    consents: list[ConsentView] = []
    products: list[OwnedProductView] = []
    tickets: list[TicketRow] = []
    """Open and pending tickets, newest first."""
    timeline: list[TimelineEntry] = []
    """The last 20 entries, newest first."""
    merges: list[MergeView] = []
    number: int = 0
    """The log number the card was read at."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One customer a number may belong to. `reasons` are codes with values, best first:
    main_point, recent_contact (at), open_ticket (number), only_match, organisation, label (label)."""

    customer_id: int
    name: str
    kind: str
    language: str = ""
    score: float = 0.0
    reasons: list[dict[str, Any]] = []


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Who a caller may be, and why. `by` is phone, email, ticket …, `unknown`, `withheld` or `bad_number`."""

    by: str
    value: str = ""
    """The normalised number or address that was looked up."""
    raw: str = ""
    source: str = ""
    """Which header the number came from."""
    candidates: list[Candidate] = []


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a search page. `kind` is customer or ticket; `found_in` says in what: name, phone,
    email, ticket; `matched` is the text that matched."""

    kind: str
    id: int
    customer_id: int
    title: str
    detail: str = ""
    found_in: str = ""
    matched: str = ""
    score: float = 0.0
    misspelt: bool = False


class SearchPage(msgspec.Struct, frozen=True):
    """The first page of what was found."""

    text: str
    hits: list[SearchHit]


class TicketPage(msgspec.Struct, frozen=True):
    """A page of a list of tickets. `total` counts the whole list."""

    total: int
    offset: int
    rows: list[TicketRow]
    names: dict[int, str] = {}
    """Customer id -> name, for the rows of this page."""


class TimelinePage(msgspec.Struct, frozen=True):
    """Older entries of a timeline; `more` where there are still older ones."""

    entries: list[TimelineEntry]
    more: bool
