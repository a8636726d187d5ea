"""What customers come with: twelve kinds of matter, told in the customer's language."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import msgspec

from app.core.resources import resource

TOLD_IN = ("en", "de", "zh-TW", "th")
"""Languages the matters are written in; customers of other languages speak English."""


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A matter in one language. `{product}`, `{order}`, `{name}` … are filled in."""

    subject: str
    mail: str
    """Subject of a mail about it."""
    says: list[str]
    """What the caller says, a sentence each."""
    first: list[str]
    """Notes of the first contact, of later ones and of the last."""
    later: list[str]
    done: list[str]


@dataclass(frozen=True)
class Matter:
    """A kind of matter: which queue settles it, which products it is about, how often it comes."""

    key: str
    queue: str
    categories: tuple[str, ...]
    weight: int
    first_outcome: str
    """Disposition of a contact that leaves it open."""


_ANY = ("coffee", "water", "air", "network", "kitchen", "vacuum")
MATTERS = (
    Matter("late_delivery", "Orders", _ANY, 14, "Ticket opened"),
    Matter("wrong_item", "Orders", _ANY, 6, "Ticket opened"),
    Matter("leak", "Technical", ("coffee", "water", "air"), 10, "Visit booked"),
    Matter("no_wifi", "Technical", ("network",), 9, "Ticket opened"),
    Matter("noise", "Technical", ("air", "kitchen", "vacuum"), 8, "Visit booked"),
    Matter("invoice_wrong", "Billing", _ANY, 9, "Ticket opened"),
    Matter("refund", "Billing", _ANY, 7, "Call-back agreed"),
    Matter("address_change", "Service", _ANY, 7, "Information given"),
    Matter("warranty_question", "Service", _ANY, 8, "Information given"),
    Matter("maintenance", "Technical", ("water", "air", "coffee"), 9, "Visit booked"),
    Matter("advice", "Orders", _ANY, 8, "Information given"),
    Matter("complaint", "Service", _ANY, 5, "Complaint noted"),
)


@cache
def texts(language: str) -> dict[str, Texts]:
    """All matters in a language; in English where they are not written in it."""
    told = language if language in TOLD_IN else "en"
    return msgspec.json.decode(
        resource("demo", "matters", f"{told}.json").read_bytes(), type=dict[str, Texts]
    )


def choose(rng: random.Random, category: str) -> Matter:
    """A matter that can come up with a product of this category."""
    fitting = [matter for matter in MATTERS if category in matter.categories]
    return rng.choices(fitting, weights=[matter.weight for matter in fitting])[0]
