"""Customers for the tests of the card: in three scripts, with long texts, with next to nothing."""

from __future__ import annotations

from app.protocol.events import Pop
from app.protocol.rows import TicketRow
from app.protocol.views import (
    Candidate,
    Card,
    ConsentView,
    ContactPointView,
    CustomerView,
    Match,
    MergeView,
    OwnedProductView,
    RelationView,
    TimelineEntry,
)

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LONG = (
    "Router reboots every night at about three. Firmware 7.2 was put on by the technician on his last visit; "
    "since then the log shows a watchdog reset. Customer has moved the box away from the heater, no change. "
    "Promised a call back before Friday noon and, if it is still the same, an exchange on site.\n"
    "Asked for the invoice of March again, because the paper copy never came: sent by mail."
)


def timeline(now: int, count: int = 20) -> list[TimelineEntry]:
    """`count` entries over all channels, newest first."""
    made = [
        TimelineEntry(
            kind="note", id=901, at=now - 2 * HOUR, text="Wants to be called after six.", agent_id=7
        ),
        TimelineEntry(
            kind="call",
            id=902,
            at=now - 26 * HOUR,
            direction="inbound",
            state="closed",
            agent_id=8,
            queue_id=3,
            disposition_id=5,
            seconds=252,
            text=LONG,
            ticket_id=501,
            ticket_number=10482,
        ),
        TimelineEntry(
            kind="email",
            id=903,
            at=now - 3 * DAY,
            direction="inbound",
            title="Re: 發票 INV-2291 / Rechnung",
            text="您好,請再寄一次三月份的發票,謝謝。",
            agent_id=8,
            queue_id=4,
            disposition_id=6,
        ),
        TimelineEntry(
            kind="ticket",
            id=501,
            at=now - 5 * DAY,
            title="Router reboots at night",
            state="open",
            agent_id=7,
            ticket_id=501,
            ticket_number=10482,
        ),
        TimelineEntry(
            kind="chat",
            id=904,
            at=now - 12 * DAY,
            direction="inbound",
            text="สวัสดีค่ะ ขอสอบถามเรื่องการต่ออายุสัญญาค่ะ",
            agent_id=9,
            queue_id=4,
            disposition_id=5,
        ),
        TimelineEntry(
            kind="visit",
            id=905,
            at=now - 40 * DAY,
            title="Exchange of the power supply",
            text="Power supply replaced, line measured, all good.",
            agent_id=9,
            disposition_id=5,
        ),
        TimelineEntry(
            kind="fax", id=906, at=now - 90 * DAY, direction="inbound", title="3 pages", queue_id=4
        ),
        TimelineEntry(
            kind="call",
            id=907,
            at=now - 130 * DAY,
            direction="outbound",
            state="closed",
            agent_id=7,
            seconds=38,
            disposition_id=6,
        ),
        TimelineEntry(
            kind="call", id=908, at=now - 131 * DAY, direction="inbound", state="closed", queue_id=3
        ),
    ]
    kinds = ("call", "email", "call", "note", "chat")
    while len(made) < count:
        n = len(made)
        made.append(
            TimelineEntry(
                kind=kinds[n % 5],
                id=1000 + n,
                at=now - (140 + 17 * n) * DAY,
                direction="inbound",
                state="closed",
                agent_id=7 + n % 3,
                queue_id=3,
                seconds=60 + 13 * n if kinds[n % 5] == "call" else None,
                disposition_id=5,
                text="Asked about the contract." if n % 3 else "",
            )
        )
    return made[:count]


def card(now: int, *, id: int = 101, name: str = "王小明", entries: int = 20) -> Card:
    """A customer with everything."""
    return Card(
        customer=CustomerView(
            id=id,
            kind="person",
            name=name,
            other_names="Wang Hsiao-Ming",
            language="zh-TW",
            segment="Business",
            vip=True,
            remark="Prefers to be called in the evening. Speaks slowly; never rush.",
            custom={"contract": "C-2291", "floor": 7},
            created_at=now - 900 * DAY,
            updated_at=now - 2 * DAY,
        ),
        points=[
            ContactPointView(
                id=1, kind="phone", raw="0912-345-678", normal="+886912345678", label="mobile", main=True
            ),
            ContactPointView(
                id=2, kind="phone", raw="(02) 2345 6789", normal="+886223456789", label="office"
            ),
            ContactPointView(id=3, kind="email", raw="ming@example.tw", normal="ming@example.tw"),
            ContactPointView(
                id=4,
                kind="postal",
                raw="106 台北市大安區信義路三段 134 巷 12 號 7 樓",
                normal="",
                label="home",
            ),
            ContactPointView(id=5, kind="phone", raw="ext. 12 only", normal=""),
        ],
        relations=[
            RelationView(id=21, customer_id=301, name="大安精密股份有限公司", kind="employee", outward=True),
            RelationView(id=22, customer_id=302, name="สมชาย ใจดี", kind="spouse", outward=False),
        ],
        consents=[
            ConsentView(
                id=31, purpose="recording", channel="phone", given=True, source="call", at=now - 200 * DAY
            ),
            ConsentView(
                id=32, purpose="marketing", channel="email", given=False, source="web", at=now - 90 * DAY
            ),
        ],
        products=[
            OwnedProductView(
                id=41,
                product_id=71,
                name="Fibre Router X7",
                category="Router",
                serial="FX7-00192-AA",
                state="active",
                bought_at=now - 400 * DAY,
                warranty_until=now + 330 * DAY,
            ),
            OwnedProductView(
                id=42,
                product_id=72,
                name="Mesh Point M2",
                category="Wi-Fi",
                serial="",
                state="active",
                bought_at=None,
                warranty_until=now - 30 * DAY,
            ),
        ],
        tickets=[
            TicketRow(
                id=501,
                number=10482,
                customer_id=id,
                subject="Router reboots at night",
                state="open",
                priority="high",
                queue_id=3,
                agent_id=7,
                opened_at=now - 5 * DAY,
                updated_at=now - 26 * HOUR,
            ),
            TicketRow(
                id=502,
                number=10377,
                customer_id=id,
                subject="發票地址更改 – send the invoice of March again, please",
                state="pending",
                priority="normal",
                queue_id=4,
                opened_at=now - 30 * DAY,
                updated_at=now - 9 * DAY,
            ),
        ],
        timeline=timeline(now, entries),
        merges=[MergeView(id=61, survivor_id=id, merged_id=199, at=now - 20 * DAY)],
        number=4711,
    )


def bare_card(now: int) -> Card:
    """A customer of whom next to nothing is known."""
    return Card(customer=CustomerView(id=102, kind="person", name="?", created_at=now, updated_at=now))


def thai_card(now: int) -> Card:
    """A company with a long name in Thai."""
    customer = CustomerView(
        id=103,
        kind="organisation",
        name="บริษัท ใจดีการช่างและวิศวกรรมโทรคมนาคม จำกัด (มหาชน)",
        other_names="Jaidee Engineering and Telecommunications PCL",
        language="th",
        segment="Key account",
        created_at=now,
        updated_at=now,
    )
    return Card(customer=customer, timeline=timeline(now, 4))


def pop(now: int, shown: Card | None = None) -> Pop:
    """One known caller."""
    found = shown or card(now)
    candidate = Candidate(
        customer_id=found.customer.id,
        name=found.customer.name,
        kind=found.customer.kind,
        language="zh-TW",
        score=3.0,
        reasons=[{"code": "main_point"}, {"code": "recent_contact", "at": now - 26 * HOUR}],
    )
    match = Match(
        by="phone",
        value="+886912345678",
        raw="0912345678",
        source="p-asserted-identity",
        candidates=[candidate],
    )
    return Pop(offer_id=1, interaction_id=11, match=match, card=found, ringing_at=now, invite_at=now - 40)


def pop_of_several(now: int) -> Pop:
    """A number that belongs to three customers."""
    candidates = [
        Candidate(
            customer_id=101,
            name="王小明",
            kind="person",
            language="zh-TW",
            score=3.0,
            reasons=[
                {"code": "recent_contact", "at": now - 26 * HOUR},
                {"code": "open_ticket", "number": 10482},
            ],
        ),
        Candidate(
            customer_id=103,
            name="บริษัท ใจดีการช่าง จำกัด",
            kind="organisation",
            language="th",
            score=2.0,
            reasons=[{"code": "organisation"}],
        ),
        Candidate(
            customer_id=104,
            name="Anneliese Vandenberghe-Oppenheimer",
            kind="person",
            language="de",
            score=1.0,
            reasons=[{"code": "label", "label": "office"}],
        ),
    ]
    match = Match(
        by="phone",
        value="+886223456789",
        raw="0223456789",
        source="p-asserted-identity",
        candidates=candidates,
    )
    return Pop(offer_id=2, interaction_id=12, match=match, card=card(now), ringing_at=now, invite_at=now - 40)


def pop_unknown(now: int) -> Pop:
    """Nobody has this number."""
    match = Match(by="unknown", value="+886933111222", raw="0933 111 222", source="from")
    return Pop(offer_id=3, interaction_id=13, match=match, ringing_at=now, invite_at=now - 40)


def pop_withheld(now: int) -> Pop:
    """The caller does not show a number."""
    return Pop(offer_id=4, interaction_id=14, match=Match(by="withheld", source="withheld"), ringing_at=now)


def settled(asked: Pop, chosen: Card) -> Pop:
    """The hub's answer to the choice of a customer."""
    candidate = Candidate(customer_id=chosen.customer.id, name="", kind="", reasons=[{"code": "chosen"}])
    match = Match(
        by="chosen",
        value=asked.match.value,
        raw=asked.match.raw,
        source=asked.match.source,
        candidates=[candidate, *asked.match.candidates],
    )
    return Pop(offer_id=asked.offer_id, interaction_id=asked.interaction_id, match=match, card=chosen)


def long_card(now: int) -> Card:
    """Everything as long as people make it."""
    customer = CustomerView(
        id=105,
        kind="person",
        name="Dr. Maximiliane Friederike von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 2,
        other_names="x" * 300,
        language="de",
        segment="A segment with a very long name that nobody foresaw",
        vip=True,
        remark="Ring twice. " * 40,
        created_at=now,
        updated_at=now,
    )
    entry = TimelineEntry(kind="email", id=1, at=now, title="Subject " * 40, text="word " * 5_000)
    unbroken = TimelineEntry(kind="note", id=2, at=now - 1, text="0" * 20_000)
    return Card(customer=customer, timeline=[entry, unbroken])
