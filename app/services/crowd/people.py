"""The crowd itself: customers of ten languages with their numbers, addresses, relations and goods."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from app.services.crowd.sizes import DAY, PRODUCT_BASE, PRODUCTS, Rows, Sizes, made_id, moment
from app.services.demo.names import LANGUAGES, Names, Phone

_ORGANISATIONS = 0.08
_SHARED = 0.04  # share of people who have a number in common with one before them
_LATIN_KNOWN = 0.5  # of how many the name in Latin letters is on record, where it is not Latin
_PHONES = (1, 1, 1, 2, 2, 2, 3, 4)
_SEGMENTS = ("", "", "", "standard", "standard", "premium")


class CrowdRows(NamedTuple):
    """What one customer adds to each table, in the order of its columns."""

    customer: Rows
    points: list[Rows]
    relations: list[Rows]
    consents: list[Rows]
    products: list[Rows]


def people(sizes: Sizes) -> Iterator[CrowdRows]:
    """Every customer, oldest first; the same for the same sizes."""
    rng = Random(2)
    sources = [Names(language) for language in LANGUAGES]
    family: tuple[int, Phone] | None = None
    for index in range(sizes.customers):
        source = sources[int(rng.random() * len(sources))]
        at = moment(index, sizes.customers)
        own = made_id("customers", at)
        organisation = rng.random() < _ORGANISATIONS
        if organisation:
            name, latin, mailbox = source.organisation(rng), "", "office"
        else:
            name, latin, mailbox = source.person(rng)
            if latin and rng.random() > _LATIN_KNOWN:
                latin = ""
        phones = [source.phone(rng) for _ in range(_PHONES[int(rng.random() * len(_PHONES))])]
        relations: list[Rows] = []
        if family is not None and rng.random() < _SHARED:
            relative, shared = family
            phones[-1] = shared
            kind = "employee" if rng.random() < 0.5 else "spouse"
            relations.append((made_id("other", at, 4095), own, relative, kind))
        else:
            family = (own, phones[0])
        mail = source.mail(rng, mailbox) if rng.random() < 0.7 else ""
        customer = (
            own,
            "organisation" if organisation else "person",
            name,
            latin,
            source.language,
            _SEGMENTS[int(rng.random() * len(_SEGMENTS))],
            "",
            rng.random() < 0.01,
            "{}",
            None,
            None,
            at,
            at,
        )
        yield CrowdRows(customer, _points(own, at, phones, mail), relations, *_goods(own, at, rng))


def _points(own: int, at: int, phones: list[Phone], mail: str) -> list[Rows]:
    points: list[Rows] = [
        (made_id("contact_points", at, place), own, "phone", raw, normal, label, not place, at)
        for place, (normal, raw, label) in enumerate(phones)
    ]
    if mail:
        points.append((made_id("contact_points", at, 99), own, "email", mail, mail, "home", True, at))
    return points


def _goods(own: int, at: int, rng: Random) -> tuple[list[Rows], list[Rows]]:
    consents: list[Rows] = []
    products: list[Rows] = []
    chance = rng.random()
    if chance < 0.3:
        consents.append((made_id("other", at, 1), own, "marketing", "", chance < 0.2, "call", None, at))
    if chance < 0.1:
        consents.append((made_id("other", at, 2), own, "recording", "phone", True, "call", None, at))
    if chance > 0.6:
        product = PRODUCT_BASE + int(chance * 1_000_000) % PRODUCTS
        until = at + 730 * DAY
        products.append((made_id("other", at, 3), own, product, f"SN{own % 10**9:09d}", "active", at, until))
    return consents, products
