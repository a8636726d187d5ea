"""Three years of contacts: calls with their legs, mails, faxes, chats, visits; tickets and notes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from app.core.clock import ManualClock
from app.services.demo import centre as house
from app.services.demo.blank import row
from app.services.demo.centre import PRODUCTS, Centre
from app.services.demo.customers import DAY, Customer
from app.services.demo.legs import Call, call_legs, desk_legs
from app.services.demo.matters import Matter, choose, texts

Row = dict[str, Any]
HOUR = 3_600_000
YEARS = 3
FIRST_TICKET = 100_001
_CATEGORY = {name: category for _, name, category, _ in PRODUCTS}
_HOURS = [9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 20]
_CHANNELS = {"call": 60, "email": 20, "chat": 12, "fax": 3}


@dataclass
class Story:
    """One matter of one customer, from its first contact to its last."""

    customer: Customer
    matter: Matter
    product: str
    values: dict[str, str]
    steps: list[int]
    """When each contact was (ms)."""
    open: bool
    """Not settled yet."""
    ticket: Row | None = None
    has_ticket: bool = False
    last_agent: int | None = None
    subject: str = ""


@dataclass
class Past:
    """The rows of the past by table, and its stories by customer."""

    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {name: [] for name in ("tickets", "interactions", "legs", "notes")}
    )
    stories: dict[int, list[Story]] = field(default_factory=dict)


class HistoryMaker:
    """Tells the past of the centre in order of time."""

    def __init__(
        self,
        rng: random.Random,
        clock: ManualClock,
        new_id: Callable[[], int],
        centre: Centre,
        now: int,
        zone: timezone,
    ) -> None:
        self._rng, self._clock, self._new_id, self._centre, self._now = rng, clock, new_id, centre, now
        self._zone = zone
        self._ticket = FIRST_TICKET
        self.past = Past()

    def tell(self, customers: list[Customer]) -> Past:
        """Make every contact of these customers."""
        contacts: list[tuple[int, int, Story, int]] = []
        for customer in customers:
            for story in self._stories(customer):
                self.past.stories.setdefault(customer.id, []).append(story)
                contacts += [(at, len(contacts) + step, story, step) for step, at in enumerate(story.steps)]
        contacts.sort(key=lambda contact: contact[:2])
        for at, _, story, step in contacts:
            self._clock.at = max(self._clock.at, at)
            self._contact(story, step, at)
        return self.past

    # ------------------------------------------------------------------ what happened
    def _stories(self, customer: Customer) -> list[Story]:
        rng = self._rng
        count = rng.choices((0, 1, 2, 3, 4, 6, 9), weights=(18, 38, 24, 10, 5, 3, 2))[0]
        start = max(int(customer.row["created_at"]), self._now - YEARS * 365 * DAY)
        return [self._story(customer, start) for _ in range(count)]

    def _story(self, customer: Customer, start: int) -> Story:
        rng = self._rng
        product, serial = rng.choice(customer.owns) if customer.owns else ("Barista One", "CF11002003")
        matter = choose(rng, _CATEGORY[product])
        at = self._moment(rng.randrange(min(start + DAY, self._now - 3 * HOUR), self._now - 2 * HOUR))
        steps = [at]
        for _ in range(rng.choices((0, 1, 2, 3), weights=(55, 27, 13, 5))[0]):
            at = self._moment(at + rng.randrange(DAY // 2, 9 * DAY))
            steps.append(at)
        steps = [step for step in steps if step < self._now - HOUR] or [self._now - 2 * HOUR]
        story = Story(
            customer,
            matter,
            product,
            self._values(customer, product, serial, steps[0]),
            steps,
            open=steps[-1] > self._now - 12 * DAY and rng.random() < 0.75,
        )
        story.subject = texts(customer.who.language)[matter.key].subject.format_map(story.values)
        story.has_ticket = len(steps) > 1 or story.open or rng.random() < 0.3
        return story

    def _values(self, customer: Customer, product: str, serial: str, at: int) -> dict[str, str]:
        rng, language = self._rng, customer.who.language
        day = datetime.fromtimestamp((at - rng.randrange(3, 15) * DAY) / 1000, self._zone)
        money = rng.choice((180, 250, 490, 1200, 60))
        return {
            "product": product,
            "serial": serial,
            "order": f"{rng.randrange(10**6, 10**7)}",
            "invoice": f"R-{day.year}-{rng.randrange(10_000, 99_999)}",
            "invoice_spoken": "of this month",
            "name": customer.who.name,
            "family": customer.who.family or customer.who.name,
            "date": {"zh-TW": f"{day.month}月{day.day}日", "de": f"{day.day}.{day.month}."}.get(
                language, f"{day.day}/{day.month}"
            ),
            "amount": {"zh-TW": f"{money} 元", "th": f"{money} บาท", "de": f"{money // 10} €"}.get(
                language, f"£{money // 10}"
            ),
        }

    def _moment(self, at: int) -> int:
        """A moment of that day in opening hours of the house."""
        offset = int(self._zone.utcoffset(None).total_seconds() * 1000)
        day = (at + offset) // DAY * DAY - offset
        rng = self._rng
        return day + rng.choice(_HOURS) * HOUR + rng.randrange(HOUR)

    # ------------------------------------------------------------------ a contact
    def _contact(self, story: Story, step: int, at: int) -> None:
        rng = self._rng
        last = step == len(story.steps) - 1
        settled = last and not story.open
        channel = self._channel(story, step, last)
        queue = self._queue(story, channel)
        abandoned = channel == "call" and not last and rng.random() < 0.12
        agent = None if abandoned else self._agent(story, queue)
        if channel == "visit":
            agent = self._centre.agents["wei"]
        if story.has_ticket and story.ticket is None:
            self._open_ticket(story, at, agent)
        contact = self._interaction(story, channel, at, queue, agent)
        self._legs(contact, abandoned)
        story.last_agent = agent or story.last_agent
        if not abandoned:
            contact["disposition_id"] = self._centre.dispositions[self._outcome(story, channel, settled)]
            self._note(story, contact, step, settled)
        if story.ticket is not None:
            self._follow_ticket(story, contact, settled)

    def _channel(self, story: Story, step: int, last: bool) -> str:
        visit = story.matter.first_outcome == "Visit booked"
        if visit and last and step > 0 and not story.open and self._rng.random() < 0.7:
            return "visit"
        weights = dict(_CHANNELS)
        if story.customer.who.kind == "organisation":
            weights |= {"fax": 12, "email": 35, "chat": 2}
        return self._rng.choices(list(weights), weights=list(weights.values()))[0]

    def _queue(self, story: Story, channel: str) -> str:
        language = story.customer.who.language
        if language in ("zh-TW", "th") and channel in ("call", "chat") and self._rng.random() < 0.8:
            return "中文服務" if language == "zh-TW" else "ภาษาไทย"
        return story.matter.queue

    def _agent(self, story: Story, queue: str) -> int:
        able = self._centre.can[queue]
        if story.last_agent is not None and story.last_agent in able and self._rng.random() < 0.5:
            return story.last_agent
        # The two who speak every language would have everything otherwise.
        return self._rng.choices(
            able, weights=[1 if agent in self._centre.all_round else 6 for agent in able]
        )[0]

    def _interaction(self, story: Story, channel: str, at: int, queue: str, agent: int | None) -> Row:
        rng, customer = self._rng, story.customer
        told = texts(customer.who.language)[story.matter.key]
        outbound = channel in ("call", "email") and len(story.steps) > 1 and rng.random() < 0.12
        mail = channel in ("email", "fax")
        contact = row(
            "interactions",
            id=self._new_id(),
            channel=channel,
            direction="outbound" if outbound or channel == "visit" else "inbound",
            state="closed",
            customer_id=customer.id,
            matched_by={"call": "phone", "chat": "chat", "visit": "chosen"}.get(channel, channel),
            subject=told.mail.format_map(story.values) if mail else story.subject,
            queue_id=self._centre.queues[queue],
            agent_id=agent,
            ticket_id=story.ticket["id"] if story.ticket else None,
            started_at=at,
        )
        if channel == "call":
            number = rng.choice(customer.phones)
            contact |= {
                "call_key": f"past-{contact['id']}",
                "ani": number.normal,
                "ani_raw": number.normal,
                "ani_source": "p-asserted-identity",
                "dnis": {"中文服務": house.CHINESE, "ภาษาไทย": house.THAI, "Orders": house.ORDERS}.get(
                    queue, house.MAIN
                ),
                "caller_name": customer.who.other if rng.random() < 0.3 else "",
            }
        self.past.rows["interactions"].append(contact)
        return contact

    def _legs(self, contact: Row, abandoned: bool) -> None:
        rng = self._rng
        if contact["channel"] == "call":
            call = Call.drawn(rng, abandoned)
            legs = call_legs(contact, call, rng)
        else:
            legs = desk_legs(contact, rng)
        self.past.rows["legs"] += [row("legs", id=self._new_id(), **leg) for leg in legs]

    def _outcome(self, story: Story, channel: str, settled: bool) -> str:
        if settled and story.matter.key == "advice":
            return "Order taken"
        return "Settled" if settled or channel == "visit" else story.matter.first_outcome

    def _note(self, story: Story, contact: Row, step: int, settled: bool) -> None:
        rng = self._rng
        told = texts(story.customer.who.language)[story.matter.key]
        if rng.random() > 0.9:
            return
        if settled and (step or rng.random() < 0.4):
            text = rng.choice(told.done)
        else:
            text = rng.choice(told.later if step else told.first)
        self.past.rows["notes"].append(
            row(
                "notes",
                id=self._new_id(),
                customer_id=story.customer.id,
                interaction_id=contact["id"],
                ticket_id=contact["ticket_id"],
                agent_id=contact["agent_id"],
                text=text.format_map(story.values),
                at=contact["ended_at"],
            )
        )

    # ------------------------------------------------------------------ its ticket
    def _open_ticket(self, story: Story, at: int, agent: int | None) -> None:
        rng = self._rng
        story.ticket = row(
            "tickets",
            id=self._new_id(),
            number=self._ticket,
            customer_id=story.customer.id,
            subject=story.subject,
            priority=rng.choices(("low", "normal", "high", "urgent"), weights=(10, 70, 15, 5))[0],
            queue_id=self._centre.queues[story.matter.queue],
            agent_id=agent,
            product_id=self._centre.products[story.product],
            custom={"order_no": story.values["order"]} if story.matter.queue == "Orders" else {},
            opened_at=at,
            updated_at=at,
        )
        self._ticket += 1
        self.past.rows["tickets"].append(story.ticket)

    def _follow_ticket(self, story: Story, contact: Row, settled: bool) -> None:
        assert story.ticket is not None
        ticket, at = story.ticket, contact["closed_at"]
        ticket["updated_at"] = at
        ticket["agent_id"] = contact["agent_id"] or ticket["agent_id"]
        if settled:
            old = at < self._now - 14 * DAY
            ticket |= {"state": "closed" if old else "solved", "closed_at": at if old else None}
        elif story.open and contact["started_at"] == story.steps[-1]:
            ticket["state"] = self._rng.choice(("open", "open", "pending"))
