"""The customer record's commands and questions."""

from typing import Any

import msgspec

from app.protocol.message import Command, Query
from app.protocol.views import (
    Card,
    ConsentView,
    ContactPointView,
    CustomerView,
    Match,
    MergeView,
    OwnedProductView,
    RelationView,
    SearchPage,
    TimelinePage,
)


class NewPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A contact point to be added. `raw` as it was typed."""

    kind: str
    raw: str
    label: str = ""
    main: bool = False


class CreateCustomer(Command[CustomerView], frozen=True, kw_only=True):
    """A new customer, with contact points."""

    name: str
    kind: str = "person"
    other_names: str = ""
    language: str = ""
    segment: str = ""
    remark: str = ""
    vip: bool = False
    custom: dict[str, Any] = {}
    points: list[NewPoint] = []


class EditCustomer(Command[CustomerView], frozen=True, kw_only=True):
    """Change fields of a customer. `seen_at` is the `updated_at` the editor saw: if somebody else
    changed one of the same fields since, it is refused as `stale` with both values."""

    customer_id: int
    seen_at: int
    changes: dict[str, Any]


class AddPoint(Command[ContactPointView], frozen=True, kw_only=True):
    """One more way to reach a customer."""

    customer_id: int
    point: NewPoint


class EditPoint(Command[ContactPointView], frozen=True, kw_only=True):
    """Change a contact point; fields left None stay."""

    point_id: int
    raw: str | None = None
    label: str | None = None
    main: bool | None = None


class RemovePoint(Command[ContactPointView], frozen=True, kw_only=True):
    """Take a contact point away; `AddPoint` with the answer's values undoes it."""

    point_id: int


class SetConsent(Command[ConsentView], frozen=True, kw_only=True):
    """What the customer allows or forbids."""

    customer_id: int
    purpose: str
    given: bool
    channel: str = ""
    source: str = ""


class RelateCustomers(Command[RelationView], frozen=True, kw_only=True):
    """`from_id` is `kind` of `to_id`."""

    from_id: int
    to_id: int
    kind: str


class UnrelateCustomers(Command[RelationView], frozen=True, kw_only=True):
    """Take a relation away."""

    relation_id: int


class AddOwnedProduct(Command[OwnedProductView], frozen=True, kw_only=True):
    """The customer owns this."""

    customer_id: int
    product_id: int
    serial: str = ""
    bought_at: int | None = None
    warranty_until: int | None = None


class MergeCustomers(Command[MergeView], frozen=True, kw_only=True):
    """Make two customers one: everything of `merged_id` moves to `survivor_id`."""

    survivor_id: int
    merged_id: int


class UndoMerge(Command[MergeView], frozen=True, kw_only=True):
    """Take a merge back: just what it moved goes back."""

    merge_id: int


class GetCard(Query[Card], frozen=True, kw_only=True):
    """A customer's card. A merged customer's id answers with the survivor's."""

    customer_id: int


class GetTimeline(Query[TimelinePage], frozen=True, kw_only=True):
    """Entries older than `before` (ms)."""

    customer_id: int
    before: int
    limit: int = 50


class Identify(Query[Match], frozen=True, kw_only=True):
    """Who is this number? Candidates, ranked, with the reason."""

    number: str


class Search(Query[SearchPage], frozen=True, kw_only=True):
    """As you type: names, numbers in any notation, mail addresses, ticket numbers."""

    text: str
    limit: int = 10
