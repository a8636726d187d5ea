"""The customers of the demo centre: who they are, how to reach them, what they own and allow."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.core.clock import ManualClock
from app.services.demo.blank import row
from app.services.demo.centre import PRODUCTS, Centre
from app.services.demo.numbers import Number, Numbers
from app.services.demo.people import Person, address, languages, mail_of, organisation, person

Row = dict[str, Any]
DAY = 86_400_000
_NOTES = {
    "zh-TW": ("請在晚上七點後再打", "聽力不好,請說慢一點", "喜歡用 LINE 聯絡", "老客戶,介紹過三位朋友"),
    "th": ("โทรหลังหกโมงเย็น", "ชอบให้ติดต่อทางไลน์", "ลูกค้าเก่า แนะนำเพื่อนมาหลายคน", "พูดช้าๆ หูไม่ค่อยดี"),
    "de": (
        "Bitte erst nach 17 Uhr anrufen",
        "Hört schwer, langsam sprechen",
        "Stammkundin seit der Eröffnung",
    ),
    "en": (
        "Please call after 6 pm only",
        "Hard of hearing, speak slowly",
        "Prefers e-mail",
        "Sends us many friends",
    ),
}


_CONSENTS = (("marketing", "email", 0.6), ("recording", "", 0.75), ("survey", "phone", 0.2))


@dataclass
class Customer:
    """A customer with what the past and the town need to know."""

    who: Person
    row: Row
    phones: list[Number] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    owns: list[tuple[str, str]] = field(default_factory=list)
    """Product name and serial number."""

    @property
    def id(self) -> int:
        """The customer's id."""
        return int(self.row["id"])


class CustomerMaker:
    """Makes customers in the order of their first contact, with everything that hangs on them."""

    def __init__(
        self, rng: random.Random, clock: ManualClock, new_id: Callable[[], int], centre: Centre, now: int
    ) -> None:
        self._rng, self._clock, self._new_id, self._centre, self._now = rng, clock, new_id, centre, now
        self._numbers = Numbers(rng)
        self.customers: list[Customer] = []
        self.rows: dict[str, list[Row]] = {
            name: []
            for name in (
                "customers",
                "contact_points",
                "customer_relations",
                "consents",
                "customer_products",
            )
        }
        self._houses: dict[str, list[Customer]] = {}
        """Organisations by language, for their people."""

    def make(self, count: int, first: int) -> None:
        """Make `count` customers who came between `first` (ms) and now."""
        moments = sorted(self._rng.randrange(first, self._now - DAY) for _ in range(count))
        for number, (at, language) in enumerate(zip(moments, languages(self._rng, count), strict=True)):
            self._clock.at = max(self._clock.at, at)
            self._one(number, language)

    def _one(self, number: int, language: str) -> None:
        rng = self._rng
        draw = rng.random()
        if draw < 0.15:
            self._organisation(number, language)
        elif draw < 0.25 and self.customers and self.customers[-1].who.family:
            self._relative(number, self.customers[-1])
        elif draw < 0.37 and self._houses.get(language):
            self._employee(number, rng.choice(self._houses[language]))
        else:
            self._add(number, person(rng, language))

    def _organisation(self, number: int, language: str) -> None:
        customer = self._add(number, organisation(self._rng, language))
        self._houses.setdefault(language, []).append(customer)

    def _relative(self, number: int, other: Customer) -> None:
        """A wife, a father, a child: same family name, same telephone at home."""
        customer = self._add(number, person(self._rng, other.who.language, other.who.family))
        self._relate(customer, other, self._rng.choice(("spouse", "spouse", "child", "parent")))
        home = self._numbers.landline(other.who.region)
        for one in (other, customer):
            self._phone(one, home, "home")

    def _employee(self, number: int, house: Customer) -> None:
        customer = self._add(number, person(self._rng, house.who.language))
        self._relate(customer, house, self._rng.choice(("employee", "employee", "assistant", "owner")))
        self._phone(customer, house.phones[0], "office")
        if house.mails:
            local = ".".join(customer.who.latin.split()[:2])
            self._mail(customer, f"{local}@{house.mails[0].partition('@')[2]}", "office")

    def _add(self, number: int, who: Person) -> Customer:
        rng, at = self._rng, self._clock.at
        business = who.kind == "organisation"
        customer = Customer(who, {})
        customer.row = row(
            "customers",
            id=self._new_id(),
            kind=who.kind,
            name=who.name,
            other_names=who.other,
            language=who.language,
            segment="business" if business else rng.choice(("private", "private", "private", "member")),
            remark=_remark(rng, who.language) if rng.random() < 0.12 else "",
            vip=rng.random() < 0.03,
            custom=_custom(rng, number, business),
            preferred_agent_id=None,
            created_at=at,
            updated_at=at,
        )
        self.customers.append(customer)
        self.rows["customers"].append(customer.row)
        self._reach(customer)
        self._own(customer)
        self._allow(customer)
        return customer

    def _reach(self, customer: Customer) -> None:
        rng, who = self._rng, customer.who
        if who.kind == "organisation":
            self._phone(customer, self._numbers.landline(who.region), "switchboard", main=True)
            self._phone(customer, self._numbers.mobile(who.region), "on duty")
            self._mail(customer, f"info@{who.latin}-{rng.randrange(10, 999)}.example", "office")
            if rng.random() < 0.45:
                fax = self._numbers.landline(who.region)
                self._point(customer, "fax", fax.raw, fax.normal, "fax")
        else:
            self._phone(customer, self._numbers.mobile(who.region), "mobile", main=True)
            second = rng.random()
            if second < 0.35:
                self._phone(customer, self._numbers.landline(who.region), "home")
            elif second < 0.6:
                self._phone(customer, self._numbers.mobile(who.region), "second mobile")
            elif second < 0.75:
                self._phone(customer, self._numbers.landline(who.region), "office")
            if rng.random() < 0.9:
                self._mail(customer, mail_of(rng, who), "private", main=True)
            if rng.random() < 0.3:
                handle = f"{who.latin.split()[0]}{rng.randrange(100, 9999)}"
                self._point(customer, "chat", handle, handle, "LINE")
        if rng.random() < 0.9:
            self._point(customer, "postal", address(rng, who.language), "", "delivery")

    def _phone(self, customer: Customer, number: Number, label: str, main: bool = False) -> None:
        customer.phones.append(number)
        self._point(customer, "phone", number.raw, number.normal, label, main)

    def _mail(self, customer: Customer, address: str, label: str, main: bool = False) -> None:
        customer.mails.append(address)
        self._point(customer, "email", address, address.lower(), label, main)

    def _point(
        self, customer: Customer, kind: str, raw: str, normal: str, label: str, main: bool = False
    ) -> None:
        self.rows["contact_points"].append(
            row(
                "contact_points",
                id=self._new_id(),
                customer_id=customer.id,
                kind=kind,
                raw=raw,
                normal=normal,
                label=label,
                main=main,
                created_at=self._clock.at,
            )
        )

    def _own(self, customer: Customer) -> None:
        rng = self._rng
        for sku, name, category, months in rng.sample(PRODUCTS, rng.choice((1, 1, 1, 2, 2, 3))):
            bought = self._clock.at + rng.randrange(0, max(1, (self._now - self._clock.at) // 2))
            until = bought + months * 30 * DAY
            serial = "" if category == "plan" else f"{sku.replace('-', '')}{rng.randrange(10**6, 10**7)}"
            if serial:
                customer.owns.append((name, serial))
            self.rows["customer_products"].append(
                row(
                    "customer_products",
                    id=self._new_id(),
                    customer_id=customer.id,
                    product_id=self._centre.products[name],
                    serial=serial,
                    state="expired" if category == "plan" and until < self._now else "active",
                    bought_at=bought,
                    warranty_until=until,
                )
            )

    def _allow(self, customer: Customer) -> None:
        rng = self._rng
        for purpose, channel, share in (
            ("marketing", "email", 0.6),
            ("recording", "", 0.75),
            ("survey", "phone", 0.2),
        ):
            if rng.random() < share:
                self.rows["consents"].append(
                    row(
                        "consents",
                        id=self._new_id(),
                        customer_id=customer.id,
                        purpose=purpose,
                        channel=channel,
                        given=rng.random() < 0.7,
                        source=rng.choice(("web form", "on the phone", "order form")),
                        at=self._clock.at,
                    )
                )

    def _relate(self, one: Customer, other: Customer, kind: str) -> None:
        self.rows["customer_relations"].append(
            row("customer_relations", id=self._new_id(), from_id=one.id, to_id=other.id, kind=kind)
        )


def _remark(rng: random.Random, language: str) -> str:
    return rng.choice(_NOTES.get(language, _NOTES["en"]))


def _custom(rng: random.Random, number: int, business: bool) -> dict[str, Any]:
    custom: dict[str, Any] = {
        "customer_no": f"K{10_000 + number}",
        "postcode": f"{10_000 + number * 7_919 % 90_000}",  # by number: no draw, so that the past stays
    }
    if rng.random() < 0.4:
        custom["contract"] = rng.choice(("Basic", "Plus", "Premium"))
    if rng.random() < 0.5:
        custom["paperless"] = rng.random() < 0.6
    if not business and rng.random() < 0.3:
        custom["birthday"] = (
            f"{rng.randrange(1945, 2005)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        )
    return custom
