"""The town's book: who may call the demo centre, and what about; it fits the customers' past."""

from __future__ import annotations

import random
from collections import Counter

import msgspec

from app.protocol.town import Caller, CallerKind, TownBook
from app.services.demo import centre as house
from app.services.demo.customers import Customer
from app.services.demo.history import Past, Story
from app.services.demo.matters import MATTERS, TOLD_IN, texts
from app.services.demo.numbers import Numbers
from app.services.demo.people import person

KNOWN, UNKNOWN, WITHHELD, SHARED = 240, 40, 30, 20
_DIGIT = {"Orders": "1", "Billing": "2", "Technical": "3"}
_LANGUAGE = {"zh-TW": "2", "th": "3"}
"""Keys of the day's IVR (resources/flows/ivr-day.yaml): its menu, and its choice of a language for callers
whom nobody knows."""
_ABOUT_IT = "1"


def write_book(rng: random.Random, customers: list[Customer], past: Past) -> TownBook:
    """Callers for the town. The first are a known customer, an unknown number and a withheld one."""
    told = [customer for customer in customers if customer.who.language in TOLD_IN]
    often = Counter(phone.normal for customer in customers for phone in customer.phones)
    plain = [customer for customer in told if often[customer.phones[0].normal] == 1]
    known = [_known(rng, customer, past) for customer in _lively(rng, plain, past)[:KNOWN]]
    unknown = _strangers(rng, UNKNOWN, "unknown", set(often))
    withheld = _strangers(rng, WITHHELD, "withheld", set(often))
    shared: list[Caller] = []
    for customer in sorted(told, key=lambda one: one.who.language != "zh-TW"):
        number = next((phone.normal for phone in customer.phones if often[phone.normal] > 1), "")
        if number and len(shared) < SHARED:
            shared.append(_known(rng, customer, past, number, "shared"))
    if known:  # rings soonest on a number without a menu
        known[0] = msgspec.structs.replace(known[0], dnis=house.ORDERS, digits="", menu=False)
    first = [callers.pop(0) for callers in (known, unknown, withheld, shared) if callers]
    rest = known + unknown + withheld + shared
    rng.shuffle(rest)
    return TownBook(callers=first + rest)


def _lively(rng: random.Random, customers: list[Customer], past: Past) -> list[Customer]:
    """Customers with an open matter first, the one with the fullest past at the top; then anyone."""

    def open_first(customer: Customer) -> tuple[bool, float]:
        stories = past.stories.get(customer.id, [])
        return not any(story.open for story in stories), rng.random()

    def fullness(customer: Customer) -> tuple[bool, int]:
        stories = past.stories.get(customer.id, [])
        return any(story.open for story in stories), sum(len(story.steps) for story in stories)

    ordered = sorted(customers, key=open_first)
    best = max(
        (one for one in ordered[:KNOWN] if one.who.language == "en" and one.who.kind == "person"),
        key=fullness,
        default=None,
    )
    return ordered if best is None else [best, *(one for one in ordered if one is not best)]


def _known(
    rng: random.Random, customer: Customer, past: Past, number: str = "", kind: CallerKind = "known"
) -> Caller:
    stories = past.stories.get(customer.id, [])
    story = max(stories, key=lambda one: (one.open, one.steps[-1]), default=None)
    known = kind == "known"
    asked = known and any(one.open for one in stories)
    dnis, digits = _way_in(rng, customer.who.language, story, known=known, asked=asked)
    return Caller(
        name=customer.who.name,
        number=number or customer.phones[0].normal,
        kind=kind,
        language=customer.who.language,
        dnis=dnis,
        digits=digits,
        menu=bool(digits),
        sentences=_sentences(story) if story else [_hello(customer)],
        matter=story.subject if story else "",
    )


_HELLO = {
    "en": "Hello, this is {name}. I have a question about my last order.",
    "de": "Guten Tag, hier ist {name}. Ich habe eine Frage zu meiner letzten Bestellung.",
    "zh-TW": "你好,我是{name},想請問一下我上次的訂單。",
    "th": "สวัสดีค่ะ ชื่อ {name} อยากสอบถามเรื่องคำสั่งซื้อค่ะ",
}


def _hello(customer: Customer) -> str:
    return _HELLO[customer.who.language].format(name=customer.who.name)


def _sentences(story: Story) -> list[str]:
    told = texts(story.customer.who.language)[story.matter.key]
    return [sentence.format_map(story.values) for sentence in told.says]


def _strangers(rng: random.Random, count: int, kind: CallerKind, taken: set[str]) -> list[Caller]:
    """Callers who are in nobody's record."""
    numbers = Numbers(rng)
    callers: list[Caller] = []
    while len(callers) < count:
        language = "en" if not callers else rng.choice(("zh-TW", "th", "en", "de"))
        who = person(rng, language)
        number = numbers.mobile(who.region).normal
        if number in taken:
            continue
        matter = rng.choice(MATTERS)
        told = texts(language)[matter.key]
        values = {
            "name": who.name,
            "family": who.family,
            "product": "Barista One",
            "order": "4711",
            "invoice_spoken": "of this month",
            "amount": "20",
        }
        dnis, digits = _way_in(rng, language, None)
        callers.append(
            Caller(
                name=who.name,
                number=number,
                kind=kind,
                language=language,
                dnis=dnis,
                digits=digits,
                menu=bool(digits),
                sentences=[sentence.format_map(values) for sentence in told.says],
                matter=matter.key,
            )
        )
    return callers


def _way_in(
    rng: random.Random, language: str, story: Story | None, *, known: bool = False, asked: bool = False
) -> tuple[str, str]:
    """The number dialled and the digits pressed there, one after the other. `asked`: the IVR asks whether it
    is about the open matter."""
    queue = story.matter.queue if story is not None else ""
    if language == "zh-TW" and rng.random() < 0.8:
        dnis = house.CHINESE
    elif language == "th":
        dnis = house.THAI
    elif queue == "Technical" and rng.random() < 0.4:
        return house.TECHNICAL, ""
    elif queue == "Orders" and rng.random() < 0.4:
        return house.ORDERS, ""
    else:
        dnis = house.MAIN
    topic = _ABOUT_IT if asked else _DIGIT.get(queue, "0") if story is not None else rng.choice("0123")
    first = _LANGUAGE.get(language, "1") if dnis == house.MAIN and not known else ""
    return dnis, first + topic
