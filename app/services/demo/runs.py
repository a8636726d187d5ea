"""What the demo's flows have told already: some hundred runs of the last weeks, made with the real engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.core.clock import ManualClock
from app.protocol.flow_run import Answer, AnyInput, Shown
from app.scripts import engine
from app.scripts.nodes import Speaker, SubFlow
from app.scripts.program import Program
from app.scripts.state import Hop, RunState, Turn, World
from app.services.demo import centre as house
from app.services.demo.answers import Answerer
from app.services.demo.blank import row
from app.services.demo.centre import PRODUCTS, Centre
from app.services.demo.customers import DAY, Customer
from app.services.demo.flows import TRIED_DAYS, Flows, Version
from app.services.flows.noting import HOPS_A_STEP, kept_of, version_of

Row = dict[str, Any]
DAYS = 45
"""So far back the runs go."""
SURVEYS, SERVICES, CALLS, RENEWALS, VISITS = 360, 130, 130, 60, 30
TABLES = ("flow_runs", "flow_steps", "flow_states", "flow_hops", "flow_offers", "flow_answers")
_MOST_STEPS = 60
_BY_NUMBER = {house.CHINESE: "zh-TW", house.THAI: "th"}
_PRODUCT = {name: (sku, category) for sku, name, category, _ in PRODUCTS}


@dataclass
class Occasion:
    """Somebody begins a run."""

    at: int
    flow: str
    speaker: Speaker
    customer: Customer | None
    contact: Row | None = None
    agent_id: int | None = None
    language: str = ""


@dataclass
class Made:
    """The rows of the runs by table."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})


class RunMaker:
    """Plays runs in order of time."""

    def __init__(
        self,
        rng: random.Random,
        clock: ManualClock,
        new_id: Callable[[], int],
        centre: Centre,
        flows: Flows,
        owned: dict[int, list[Row]],
        now: int,
    ) -> None:
        """`owned`: the rows of what customers own, by customer."""
        self._rng, self._clock, self._new_id, self._centre = rng, clock, new_id, centre
        self._flows, self._owned, self._now = flows, owned, now
        self._names = {key: name for name, key in centre.products.items()}
        self.made = Made()

    def play(self, customers: list[Customer], past: dict[str, list[Row]]) -> Made:
        """Runs of these customers, on contacts of the past where the flow is spoken on one."""
        occasions = [*self._alone(customers), *self._on_contacts(customers, past)]
        tickets = {one["id"]: one["number"] for one in past["tickets"]}
        for occasion in sorted(occasions, key=lambda one: one.at):
            self._clock.at = max(self._clock.at, occasion.at)
            ticket = (occasion.contact or {}).get("ticket_id")
            self._run(occasion, tickets.get(ticket, 0) or next(iter(tickets.values()), 100_001))
        return self.made

    # ------------------------------------------------------------------ who begins what
    def _alone(self, customers: list[Customer]) -> Iterator[Occasion]:
        rng, agents = self._rng, self._centre.can["Service"]
        for _ in range(SURVEYS):
            speaker: Speaker = "web" if rng.random() < 0.6 else "console"
            yield Occasion(
                self._moment(TRIED_DAYS + 10),
                "satisfaction",
                speaker,
                rng.choice(customers),
                agent_id=rng.choice(agents) if speaker == "console" else None,
            )
        for _ in range(RENEWALS):
            yield Occasion(
                self._moment(DAYS), "renewal", "console", rng.choice(customers), agent_id=rng.choice(agents)
            )

    def _moment(self, days: int) -> int:
        return self._now - self._rng.randrange(DAY // 4, days * DAY)

    def _on_contacts(self, customers: list[Customer], past: dict[str, list[Row]]) -> Iterator[Occasion]:
        """On the newest contacts of the past: the day's IVR and the service script on calls, the checklist on
        visits."""
        known = {customer.id: customer for customer in customers}
        left = {"ivr-day": CALLS, "service": SERVICES, "visit-checklist": VISITS}
        wanted: dict[str, tuple[str, Speaker]] = {
            "call": ("service", "console"),
            "visit": ("visit-checklist", "web"),
        }
        for contact in reversed(past["interactions"]):
            if contact["started_at"] < self._now - DAYS * DAY or not any(left.values()):
                return
            customer = known[contact["customer_id"]]
            flow, speaker = wanted.get(contact["channel"], ("", "console"))
            inbound_call = contact["channel"] == "call" and contact["direction"] == "inbound"
            if inbound_call and contact["dnis"] != house.ORDERS and left["ivr-day"]:
                left["ivr-day"] -= 1
                language = _BY_NUMBER.get(contact["dnis"], "en")
                yield Occasion(
                    contact["started_at"], "ivr-day", "telephone", customer, contact, language=language
                )
            if contact["agent_id"] and left.get(flow) and (inbound_call or flow != "service"):
                left[flow] -= 1
                at = contact["answered_at"] or contact["started_at"]
                yield Occasion(at, flow, speaker, customer, contact, contact["agent_id"])

    # ------------------------------------------------------------------ a run
    def _run(self, occasion: Occasion, ticket: int) -> None:
        rng = self._rng
        version = self._flows.of(occasion.flow, occasion.at, rng.random())
        bound, programs = self._bound(occasion, version)
        world = self._world(occasion)
        who = Answerer(rng, self._centre, world.customer, occasion.at, ticket)
        told = _Told(self.made, self._new_id, version, bound, occasion)
        turn = engine.begin(
            programs, occasion.flow, world, speaker=occasion.speaker, language=occasion.language
        )
        told.went(turn.trail)
        for _ in range(_MOST_STEPS):
            while turn.shown.kind in ("look_up", "do"):
                turn = engine.step(programs, turn.state, who.given(turn.shown), world)
                told.went(turn.trail)
            told.stopped(turn)
            if turn.state.ended or who.leaves(turn.shown, occasion.speaker):
                break
            before, given = turn, who.given(turn.shown)
            turn = engine.step(programs, before.state, given, world)
            told.stepped(before, given, turn, who.seconds(before.shown))
            told.went(turn.trail)
        told.over(turn.state, turn.shown)

    def _bound(self, occasion: Occasion, version: Version) -> tuple[dict[str, int], dict[str, Program]]:
        """The versions of the flow and of its sub-flows, and their programs."""
        taken = {occasion.flow: version}
        waiting = [version]
        while waiting:
            for node in waiting.pop().program.flow.nodes.values():
                if isinstance(node, SubFlow) and node.flow not in taken:
                    taken[node.flow] = self._flows.of(node.flow, occasion.at, 0.99)
                    waiting.append(taken[node.flow])
        return {name: one.id for name, one in taken.items()}, {n: one.program for n, one in taken.items()}

    def _world(self, occasion: Occasion) -> World:
        contact = occasion.contact or {}
        return World(
            customer=self._customer(occasion.customer, occasion.at) if occasion.customer else {},
            interaction={"id": contact["id"], "channel": contact["channel"], "ani": contact["ani"]}
            if contact
            else {},
            agent={"id": occasion.agent_id, "name": "Mei"} if occasion.agent_id else {},
            now=occasion.at,
            zone="Asia/Taipei",
            region="TW",
        )

    def _customer(self, customer: Customer, at: int) -> dict[str, Any]:
        """As flows see one (`app.services.flows.world`)."""
        products = []
        for one in self._owned.get(customer.id, ()):
            name = self._names[one["product_id"]]
            sku, category = _PRODUCT[name]
            products.append(
                {
                    "id": one["id"],
                    "product_id": one["product_id"],
                    "sku": sku,
                    "name": name,
                    "category": category,
                    "serial": one["serial"],
                    "in_warranty": one["warranty_until"] > at,
                }
            )
        return {
            **{name: customer.row[name] for name in ("id", "kind", "name", "language", "vip", "custom")},
            "phone": customer.phones[0].normal if customer.phones else "",
            "email": customer.mails[0] if customer.mails else "",
            "products": products,
            "tickets": [],
            "consents": {},
        }


class _Told:
    """The rows of one run."""

    def __init__(
        self,
        made: Made,
        new_id: Callable[[], int],
        version: Version,
        bound: dict[str, int],
        occasion: Occasion,
    ) -> None:
        self._made, self._new_id, self._occasion = made, new_id, occasion
        self._version, self._bound = version, bound
        self._id = new_id()
        self._at = self._entered = occasion.at
        self._number = 0
        self._trail: list[Hop] = []
        self._steps: list[Row] = []
        self._offers: dict[tuple[str, str], Row] = {}
        self._answers: dict[tuple[int, str], Row] = {}

    def went(self, trail: list[Hop]) -> None:
        """Nodes were left."""
        self._trail += trail

    def stepped(self, before: Turn, given: AnyInput, after: Turn, seconds: float) -> None:
        """Somebody answered what `before` shows."""
        asked = before.shown
        problem = after.shown.problem if after.shown.node == asked.node else ""
        kept = None if problem else kept_of(given, before.state, after.state)
        self._entered = self._at
        self._at += round(seconds * 1000)
        self._steps.append(
            row(
                "flow_steps",
                id=self._new_id(),
                run_id=self._id,
                version_id=self._version_of(before),
                number=self._number,
                node=asked.node,
                kind=asked.kind,
                input=type(given).__name__.lower(),
                variable=asked.answer if asked.kind in ("ask", "recommend") else "",
                value=given.value if isinstance(given, Answer) else None,
                kept=kept,
                problem=problem,
                agent_id=self._occasion.agent_id,
                entered_at=self._entered,
                left_at=self._at,
            )
        )
        if asked.kind == "ask" and (problem or kept is not None):
            self._answered(self._version_of(before), asked, kept, refused=bool(problem))
        for (node, value), offer in self._offers.items():
            if asked.kind == "recommend" and node == asked.node:
                offer["accepted"] = value == kept

    def _answered(self, version_id: int, asked: Shown, kept: Any, *, refused: bool) -> None:
        """The last answer at a node counts."""
        new = row(
            "flow_answers",
            version_id=version_id,
            node=asked.node,
            run_id=self._id,
            variable=asked.answer,
            began=self._occasion.at,
        )
        answer = self._answers.setdefault((version_id, asked.node), new)
        if refused:
            answer["refused"] += 1
        else:
            answer["kept"] = kept

    def stopped(self, turn: Turn) -> None:
        """It waits for somebody: what went on until here was one step."""
        self._number += 1
        first = 1 if self._number == 1 else 0  # as in app.services.flows.noting
        self._made.rows["flow_hops"] += [
            {
                "run_id": self._id,
                "place": self._number * HOPS_A_STEP + first + place,
                "version_id": self._bound.get(hop.flow, self._version.id),
                "node": hop.node,
                "target": hop.target,
                "ms": self._at - self._entered if place + first == 0 else 0,
                "began": self._occasion.at,
            }
            for place, hop in enumerate(self._trail)
        ]
        self._trail = []
        for choice in turn.shown.choices if turn.shown.kind == "recommend" else ():
            offer = row(
                "flow_offers",
                run_id=self._id,
                version_id=self._version_of(turn),
                node=turn.shown.node,
                value=choice.value,
                accepted=False,
            )
            self._offers.setdefault((turn.shown.node, choice.value), offer)

    def _version_of(self, turn: Turn) -> int:
        return version_of({"versions": self._bound, "version_id": self._version.id}, turn.state)

    def over(self, state: RunState, shown: Shown) -> None:
        """The run is done with."""
        occasion, rows = self._occasion, self._made.rows
        rows["flow_runs"].append(
            row(
                "flow_runs",
                id=self._id,
                flow_id=self._version.flow_id,
                version_id=self._version.id,
                versions=self._bound,
                status="ended",
                step=self._number,
                speaker=occasion.speaker,
                interaction_id=occasion.contact["id"] if occasion.contact else None,
                customer_id=occasion.customer.id if occasion.customer else None,
                agent_id=occasion.agent_id,
                node=state.frames[0].node if state.frames else shown.node,
                started_at=occasion.at,
                updated_at=self._at,
                ended_at=self._at,
                ending="end" if state.ended else "left",
                disposition=shown.disposition,
            )
        )
        rows["flow_steps"] += self._steps
        rows["flow_offers"] += self._offers.values()
        rows["flow_answers"] += self._answers.values()
        rows["flow_states"].append(
            row(
                "flow_states",
                id=self._id,
                state=msgspec.json.encode(state).decode(),
                seen_at=self._at,
                unstored="[]",
            )
        )
